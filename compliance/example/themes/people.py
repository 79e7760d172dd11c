"""Officers on a roster: who is assigned, and how each was screened, trained, supervised and evaluated."""

from datetime import date
from typing import Any

from compliance.example.facts import Fact, Scene, Theme, Topic, amended, later
from compliance.example.frame import Draws, Frame

A_LIST_HOLDS = 380
"""For how many days a year's list assigns: somewhat longer than until the next one."""
OFFICERS_PER_SUPERVISOR = 8


def roster(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """The year's list: some have left, others came, who were mostly screened before; with their supervisors."""
    draws = scene.draws
    before: dict[str, date] = topic.last.get("assigned", {})
    assigned = {officer: since for officer, since in before.items() if draws.chance(0.85)}
    facts: list[Fact] = []
    while len(assigned) < 5 + topic.number % 6:
        topic.last["came"] = came = topic.last.get("came", 0) + 1
        officer = f"officer-{topic.number:04}-{came:03}"
        assigned[officer] = day
        if draws.chance(topic.diligence):
            facts += _screened(scene, topic, later(day, -draws.number(5, 90)), officer)
    topic.last["assigned"] = assigned
    assignments = [
        {"officer": officer, "first": str(since), "last": str(later(day, A_LIST_HOLDS))}
        for officer, since in assigned.items()
    ]
    said = f"a list of {day} shows {len(assigned)} officers assigned to {topic.matter.en}."
    facts.append(scene.fact("roster", topic.bureau, day, said, kept_by=topic.bureau, assignments=assignments))
    if draws.chance(topic.diligence):
        facts += _supervised(scene, topic, day)
    if draws.chance(topic.diligence):
        facts += training(scene, topic, later(day, draws.number(5, 60)))
    return facts


def _screened(scene: Scene, topic: Topic, day: date, officer: str) -> list[Fact]:
    draws = scene.draws
    said = f"the screening of {officer} for {topic.matter.en} was finished on {day}."
    years = draws.weighted(((5, 0.3), (7, 0.4), (10, 0.3)))
    found = draws.weighted((("no", 0.94), ("unknown", 0.04), ("yes", 0.02)))
    return [
        scene.fact("screening", "personnel", day, said, out=max(day, scene.frame.first), officer=officer, look_back_years=years, open_disqualifier=found, decided_by="Fictional Bureau of Personnel")
    ]  # fmt: skip


def _supervised(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    officers = list(topic.last["assigned"])
    facts = []
    for n, first in enumerate(range(0, len(officers), OFFICERS_PER_SUPERVISOR), 1):
        supervisor = f"supervisor-{topic.number:04}-{n}"
        under = officers[first : first + OFFICERS_PER_SUPERVISOR]
        said = f"{supervisor} is responsible for {len(under)} officers from {day} on."
        facts.append(
            scene.fact("supervision", topic.bureau, day, said, supervisor=supervisor, officers=under, first=str(day), last=str(later(day, A_LIST_HOLDS)))
        )  # fmt: skip
    return facts


def training(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A training of some, or nearly all, who are assigned; nobody is trained for what nobody is assigned to."""
    assigned = topic.last.get("assigned")
    if not assigned:
        return roster(scene, topic, day)
    took_part = [officer for officer in assigned if scene.draws.chance(topic.diligence)]
    if not took_part:
        return []
    said = f"a training on {topic.matter.en} was held on {day} for {len(took_part)} officers."
    course = f"Fictional course on {topic.matter.en}"
    return [scene.fact("training", "training", day, said, course=course, officers=took_part)]


def evaluated(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """An officer was evaluated."""
    assigned = topic.last.get("assigned")
    if not assigned:
        return roster(scene, topic, day)
    officer = scene.draws.one(list(assigned))
    said = f"the evaluation of {officer} was finished on {day}."
    evaluator = f"supervisor-{topic.number:04}-1"
    return [scene.fact("evaluation", topic.bureau, day, said, officer=officer, evaluator=evaluator)]


def _trained(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    repeated = {"every_days": amended(frame, 730, 400)} if draws.chance(0.5) else {}
    initial = {"initial_within_days": 120} if draws.chance(0.5) else {}
    return {
        "roster": topic.key,
        "percent": amended(frame, 60, draws.one((75, 90, 95))),
        **repeated,
        **initial,
    }


def _screened_before(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"roster": topic.key, "percent": draws.one((80, 95)), "look_back_years": amended(frame, 5, 7)}


def _each_supervised(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"roster": topic.key, "percent": 90, **({"span": "10"} if draws.chance(0.5) else {})}


def _each_evaluated(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"roster": topic.key, "percent": draws.one((50, 70)), "every_days": amended(frame, 730, 500)}


def _current(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"limit_days": draws.one((380, 400))}


THEME = Theme(
    "secondary",
    (
        ("Train those who work on {matter}", "Capacitar a quienes trabajan en {matter}"),
        ("Choose with care who works on {matter}", "Elegir con cuidado a quienes trabajan en {matter}"),
        ("Supervise and evaluate work on {matter}", "Supervisar y evaluar el trabajo en {matter}"),
    ),
    {
        "each_trained": _trained,
        "each_screened": _screened_before,
        "each_supervised": _each_supervised,
        "each_evaluated": _each_evaluated,
        "roster_current": _current,
    },
    ((12, roster),),
    ((training, 3), (evaluated, 7)),
)
