"""Records that tell of one thing and cannot all be right: on which facts, what each says, and what hangs on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from compliance.catalogue import Criterion, Obligation
from compliance.days import When
from compliance.differences.fields import FIELDS
from compliance.evidence import Evidence
from compliance.evidence.claim import Claim
from compliance.finding import Entry
from compliance.history import CriterionHistory
from compliance.sentences import Text, day, listing, same, say


@dataclass(frozen=True)
class Fact:
    """One fact on which records differ: its field, and its value in words by each record that gives one."""

    field: str
    values: tuple[tuple[Entry, Text], ...]

    @property
    def name(self) -> Text:
        """The field in words."""
        return FIELDS.get(self.field, same(self.field.replace("_", " ")))

    def text(self) -> Text:
        """Who says what."""
        each = [
            say(
                "{value} ({who}, record {n})",
                "{value} ({who}, registro {n})",
                value=value,
                who=e.evidence.said_by,
                n=e.number,
            )
            for e, value in self.values
        ]
        return say("{name}: {each}.", "{name}: {each}.", name=self.name, each=listing(each))


@dataclass(frozen=True)
class Rivals:
    """Records of one thing that differ, by number; the facts on which they do; and the checks whose outcome hangs on the
    day on which of them is right."""

    entries: tuple[Entry, ...]
    facts: tuple[Fact, ...]
    decides: tuple[tuple[Obligation, Criterion], ...]

    @property
    def thing(self) -> str:
        """The key of the thing."""
        return self.entries[0].evidence.thing or ""

    @property
    def kind(self) -> Text:
        """What kind of thing it is."""
        en, es = self.entries[0].evidence.kind_text
        return Text(en=en, es=es)

    def text(self) -> Text:
        """What hangs on it."""
        if not self.decides:
            return say(
                "On this day no outcome hangs on which of them is right.",
                "En este día ningún resultado depende de cuál sea el correcto.",
            )
        which = [
            say("{o} ({c})", "{o} ({c})", o=obligation.title, c=criterion.title)
            for obligation, criterion in self.decides
        ]
        return say(
            "Which of them is right decides an outcome: {which}.",
            "De cuál sea el correcto depende un resultado: {which}.",
            which=listing(which),
        )


def rivals(
    entries: Iterable[Entry], checks: Iterable[CriterionHistory], on: date, names: Mapping[str, Text]
) -> list[Rivals]:
    """The records of one thing that differ, those that decide an outcome on the day first; none of what lies wholly
    after the day, unless it decides one. `names` are the catalogue's.

    What was inferred is no source's word and contradicts none; claims are compared by what they count.
    """
    deciding: dict[str, list[tuple[Obligation, Criterion]]] = {}
    for check in checks:
        for disputed in check.disputed(on):
            deciding.setdefault(disputed[0].identity, []).append((check.obligation, check.criterion))
    things: dict[str, list[Entry]] = {}
    for entry in entries:
        record = entry.evidence
        if entry.counts and record.thing and record.inferred is None and not isinstance(record, Claim):
            things.setdefault(record.identity, []).append(entry)
    found = []
    for identity, told in things.items():
        told.sort(key=lambda entry: entry.number)
        facts = _facts(told, names)
        decides = tuple(deciding.get(identity, ()))
        if facts and (decides or any(_begun(entry.evidence, on) for entry in told)):
            found.append(Rivals(tuple(told), facts, decides))
    return sorted(found, key=lambda one: not one.decides)


def _facts(told: list[Entry], names: Mapping[str, Text]) -> tuple[Fact, ...]:
    differing = {
        field: None
        for one, other in combinations(told, 2)
        for field in one.evidence.differing(other.evidence)
    }
    return tuple(
        Fact(
            field,
            tuple(
                (entry, _in_words(value, names))
                for entry in told
                if (value := getattr(entry.evidence, field)) not in (None, "unknown")
            ),
        )
        for field in differing
    )


def _begun(record: Evidence, on: date) -> bool:
    """Whether a record tells of anything by a day, or of no day at all."""
    days = [value for name in type(record).model_fields if isinstance(value := getattr(record, name), When)]
    return not days or min(value.earliest for value in days) <= on


def _in_words(value: Any, names: Mapping[str, Text]) -> Text:
    match value:
        case When():
            return value.text()
        case date():
            return day(value)
        case bool():
            return say("yes", "sí") if value else say("no", "no")
        case str() if value in names:
            return names[value]
        case str():
            return same(f"“{value}”")
        case _:
            return same(f"{value}")
