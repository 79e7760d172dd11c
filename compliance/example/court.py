"""The acts of a fictional court and council that bear on duties: they end one, question it, settle it, move its due date,
and start, pause and end the period for which what was reached must be held."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from compliance.catalogue import Catalogue
from compliance.example.facts import Fact, Scene, Topic, Unit, later
from compliance.example.frame import Frame
from compliance.example.names import BUREAUS
from compliance.sentences import Text, same

ENDED, QUESTIONED, SETTLED = "program-ended", "program-in-question", "program-settled"
PROGRAMS = (ENDED, QUESTIONED, SETTLED)
"""Subjects whose end may end a duty: one is ended by a stipulation, of one a vote leaves open whether it goes on, and of
one that was settled."""
WHOLE = "decree-as-a-whole"
SUBJECTS: tuple[tuple[str, Text], ...] = (
    (ENDED, Text(en="the fictional program that ended", es="el programa ficticio que terminó")),
    (QUESTIONED, Text(en="the fictional program in question", es="el programa ficticio en duda")),
    (SETTLED, Text(en="the fictional program that goes on", es="el programa ficticio que sigue")),
    (WHOLE, Text(en="the fictional decree as a whole", es="el decreto ficticio en su conjunto")),
)
ONE_DUE_DATE_IN = 12
"""Of so many due dates one is moved."""
_NAMES = dict(SUBJECTS)


class Act(NamedTuple):
    """An act on a day, about a topic."""

    day: date
    topic: Topic
    unit: Unit


def acts(frame: Frame, catalogue: Catalogue) -> Iterator[Act]:
    """All acts of the years."""
    for eighths, key, unit in ((5, ENDED, _ended), (6, QUESTIONED, _questioned), (7, SETTLED, _settled)):
        yield Act(frame.after(frame.years * eighths / 8), _about(key), unit)
    spells = [
        ("starts sustainment", 0.5),
        ("pauses sustainment", 0.6),
        ("resumes sustainment", 0.7),
        ("ends sustainment", 0.85),
    ]
    for n, (body, _) in enumerate(BUREAUS[:3], 1):
        for effect, share in spells[: n + 1]:
            yield Act(
                frame.after(frame.years * share), _about(WHOLE), partial(_sustained, body=body, effect=effect)
            )
    yield from _moved(frame, catalogue)


def _moved(frame: Frame, catalogue: Catalogue) -> Iterator[Act]:
    dated = [
        (obligation, criterion, criterion.due)
        for obligation in catalogue.obligations
        for criterion in obligation.criteria
        if isinstance(criterion.due, date)
    ]
    for obligation, criterion, due in dated[::ONE_DUE_DATE_IN]:
        day = later(due, -20)
        if frame.first <= day <= frame.last:
            topic = _about(obligation.about[0])
            yield Act(day, topic, partial(_due_moved, duty=obligation.key, check=criterion.key, due=due))


def _about(subject: str) -> Topic:
    return Topic(0, subject, _NAMES.get(subject, same(subject)), "policy", "contracts", 1.0)


def _ended(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    said = f"the parties stipulated on {day} that {topic.matter.en} ends."
    return [_instrument(scene, day, said, type="stipulation", effect="ends duty")]


def _questioned(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    said = f"the fictional council voted on {day} to stop {topic.matter.en}."
    asks = {"asks": "Does the duty go on in this fiction?", "asks_es": "¿Sigue el deber en esta ficción?"}
    return [_instrument(scene, day, said, type="vote", effect="opens question", **asks)]


def _settled(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    ordered = later(day, 40)
    said = f"the fictional court ordered on {ordered} that {topic.matter.en} goes on."
    return [*_questioned(scene, topic, day), _instrument(scene, ordered, said, effect="keeps duty")]


def _due_moved(scene: Scene, topic: Topic, day: date, *, duty: str, check: str, due: date) -> list[Fact]:
    new = later(due, 180)
    said = f"the fictional court moved a due date on {day}, from {due} to {new}."
    moved: dict[str, Any] = {"new_due": str(new), "obligations": [duty], "criteria": [check]}
    return [_instrument(scene, day, said, effect="moves due date", **moved)]


def _sustained(scene: Scene, topic: Topic, day: date, *, body: str, effect: str) -> list[Fact]:
    said = f"the fictional court's order of {day} {effect} of the {body} bureau."
    length: dict[str, Any] = {"years": 2} if effect.startswith("starts") else {}
    return [_instrument(scene, day, said, effect=effect, body=body, **length)]


def _instrument(scene: Scene, day: date, said: str, *, type: str = "court order", **fields: Any) -> Fact:
    by = "Fictional council" if type == "vote" else "Fictional court"
    teller = "council" if type == "vote" else "court"
    return scene.fact("instrument", teller, day, said, type=type, by=by, **fields)
