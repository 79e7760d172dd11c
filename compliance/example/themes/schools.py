"""Schools with officers, by code: who is at which, and how each school's council voted."""

from datetime import date
from typing import Any

from compliance.example.facts import Fact, Scene, Theme, Topic, later
from compliance.example.frame import Draws, Frame
from compliance.example.names import DEPARTMENT, SCHOOLS

SCHOOL_YEAR_BEGINS = "08-01"
A_LIST_HOLDS = 360


def posted(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """The year's list of who is at which school, as two bodies keep it, after the votes of most councils."""
    draws = scene.draws
    schools = _schools(topic)
    facts = [
        fact for school in schools for fact in voted(scene, topic, later(day, -draws.number(3, 40)), school)
    ]
    came = topic.last["came"] = topic.last.get("came", 0) + 1
    assignments = [
        {"officer": f"officer-{topic.number:04}-{came:02}{n:02}", "first": str(day), "last": str(later(day, A_LIST_HOLDS)), "school": school, "post": draws.one(("fixed", "fixed", "roving"))}
        for n, school in enumerate(schools, 1)
    ]  # fmt: skip
    thing = scene.key("list")
    said = f"a list of {day} shows officers at {len(schools)} schools."
    for by in (DEPARTMENT, SCHOOLS):
        theirs = (
            assignments[1:] if by == SCHOOLS and len(assignments) > 1 and draws.chance(0.05) else assignments
        )
        facts.append(
            scene.fact("roster", by, day, said, thing=thing, kept_by=by, whole=True, assignments=theirs)
        )
    return facts


def voted(scene: Scene, topic: Topic, day: date, school: str | None = None) -> list[Fact]:
    """The vote of one school's council, mostly with what should be on file."""
    draws = scene.draws
    if not draws.chance(topic.diligence):
        return []
    which = school or draws.one(_schools(topic))
    decision = draws.weighted((("for", 0.9), ("against", 0.07), ("unknown", 0.03)))
    said = f"the council of {which} voted on {day} on having an officer."
    on_file = [
        draws.weighted((("yes", 0.92), ("no", 0.04), ("unknown", 0.04)))
        for _ in ("quorum", "minutes", "principal_interview")
    ]
    return [
        scene.fact("council_vote", SCHOOLS, day, said, out=max(day, scene.frame.first), school=which, decision=decision, quorum=on_file[0], minutes=on_file[1], principal_interview=on_file[2])
    ]  # fmt: skip


def again(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """Some council votes again."""
    return voted(scene, topic, day)


def told(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A document of the schools."""
    said = f"a letter of {day} tells of officers at schools."
    return [scene.fact("document", SCHOOLS, day, said, voice="board")]


def _schools(topic: Topic) -> list[str]:
    return [f"school-{topic.number:04}-{n}" for n in range(1, 3 + topic.number % 3)]


def _voted_before(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"roster": topic.key, "percent": draws.one((60, 75, 100))}


def _voted_yearly(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"roster": topic.key, "percent": draws.one((50, 60)), "year_begins": SCHOOL_YEAR_BEGINS}


def _current(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"limit_days": 400, "bodies": [DEPARTMENT, SCHOOLS]}


THEME = Theme(
    "preliminary",
    (
        ("Let school councils vote: {matter}", "Dejar votar a los consejos escolares: {matter}"),
        ("Keep one list of officers at schools: {matter}", "Llevar una sola lista de policías en escuelas: {matter}"),
    ),
    {"each_voted": _voted_before, "each_voted_yearly": _voted_yearly, "roster_current": _current},
    ((12, posted),),
    ((again, 5), (told, 1)),
)  # fmt: skip
