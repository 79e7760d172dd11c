"""Agreements between bodies, and the acts that begin, question or end what rests on them."""

from datetime import date
from typing import Any

from compliance.example.facts import Fact, Scene, Theme, Topic, amended, later
from compliance.example.frame import Draws, Frame
from compliance.example.names import DEPARTMENT, SCHOOLS, TOPICS


def agreement(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """An agreement for some two years; a second source may give another end."""
    draws = scene.draws
    if not draws.chance(topic.diligence):
        return []
    thing, last = scene.key("contract"), later(day, draws.number(600, 800))
    says = f"an agreement on {topic.matter.en} was signed on {day}, to last until {{}}."
    fields: dict[str, Any] = {
        "parties": [DEPARTMENT, SCHOOLS],
        "title": f"Fictional agreement on {topic.matter.en}",
        "starts": str(day),
        "thing": thing,
        "clauses": [
            {
                "topic": key,
                "where": f"Part {n}",
                "quote": "Fictional words.",
                "confirmed_by": "Fictional reader",
            }
            for n, (key, _) in enumerate(TOPICS, 1)
            if draws.chance(0.5 + topic.diligence / 2)
        ],
    }
    facts = [
        scene.fact("agreement", DEPARTMENT, day, says.format(last), last=str(last), **fields),
    ]
    if draws.chance(0.2):
        other = later(last, -draws.number(300, 550))
        said = f"{says.format(other)} So says another source."
        facts.append(scene.fact("agreement", SCHOOLS, day, said, last=str(other), **fields))
    return facts


def act(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A vote, a law or a decision that is only cited."""
    draws = scene.draws
    what = draws.one(("vote", "law", "recorded decision"))
    said = f"a {what} of {day} tells of {topic.matter.en}."
    return [scene.fact("instrument", "city", day, said, type=what, by="Fictional council", effect="none")]


def exchanged(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A document between the bodies."""
    said = f"a letter of {day} tells of the agreement on {topic.matter.en}."
    by = scene.draws.one((DEPARTMENT, SCHOOLS))
    return [scene.fact("document", by, day, said, voice="city")]


def handed_over(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A report that one body hands to the other."""
    first = day.replace(day=1)
    said = f"a report on {topic.matter.en} was handed over on {day}."
    return [
        scene.fact("publication", DEPARTMENT, day, said, covers=f"{first}/{day}", to="Fictional schools", title=f"Fictional report on {topic.matter.en}")
    ]  # fmt: skip


def _in_force(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"between": [DEPARTMENT, SCHOOLS]}


def _parts(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"parts": draws.some([key for key, _ in TOPICS], draws.number(2, 4))}


def _long_enough(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {
        "kind": "agreement",
        "start": "happened",
        "end": "last",
        "at_least_days": amended(frame, 365, 620),
    }


def _in_time(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    what = {
        "en": f"the first report on {topic.matter.en}",
        "es": f"el primer informe sobre {topic.matter.es}",
    }
    return {"kind": "publication", "what": what, "grace_days": draws.one((0, 14))}


THEME = Theme(
    "preliminary",
    (
        ("Keep an agreement on {matter}", "Mantener un acuerdo sobre {matter}"),
        ("Report to each other on {matter}", "Informarse mutuamente sobre {matter}"),
    ),
    {
        "agreement_in_force": _in_force,
        "clause_present": _parts,
        "days_between": _long_enough,
        "deadline_met": _in_time,
    },
    ((22, agreement),),
    ((exchanged, 4), (handed_over, 3), (act, 2)),
)
