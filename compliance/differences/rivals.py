"""Records that tell of one thing and cannot all be right: on which facts, what each says, and what hangs on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from compliance.catalogue import Criterion, Obligation
from compliance.days import When
from compliance.differences.facts import Fact, in_words
from compliance.differences.parts import of_parts
from compliance.evidence import Evidence
from compliance.evidence.claim import Claim
from compliance.finding import Entry
from compliance.history import CriterionHistory
from compliance.sentences import NOTHING, Text, listing, say

FIRST_FACTS = 6
"""So many facts are shown to people: two long lists may differ on thousands."""


@dataclass(frozen=True)
class Rivals:
    """Records of one thing that differ, by number; the facts on which they do, all of them; and the checks whose outcome
    hangs on the day on which of them is right."""

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

    @property
    def first_facts(self) -> tuple[Fact, ...]:
        """The facts that are shown to people; `text` says how many more there are."""
        return self.facts[:FIRST_FACTS]

    def text(self) -> Text:
        """How many facts are not shown, and what hangs on it."""
        return self._more() + self._what_hangs_on_it()

    def _more(self) -> Text:
        more = len(self.facts) - FIRST_FACTS
        if more <= 0:
            return NOTHING
        if more == 1:
            return say(
                "They differ on 1 fact more, not shown here.",
                "Difieren en 1 dato más, que no se muestra aquí.",
            )
        return say(
            "They differ on {n} facts more, not shown here.",
            "Difieren en {n} datos más, que no se muestran aquí.",
            n=more,
        )

    def _what_hangs_on_it(self) -> Text:
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
        if len(told) < 2:
            continue
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
    whole = (
        Fact(
            field,
            tuple(
                (entry, in_words(value, names))
                for entry in told
                if (value := getattr(entry.evidence, field)) not in (None, "unknown")
            ),
        )
        for field in differing
    )
    return (*whole, *of_parts(told, names))


def _begun(record: Evidence, on: date) -> bool:
    """Whether a record tells of anything by a day, or of no day at all."""
    days = [value for name in type(record).model_fields if isinstance(value := getattr(record, name), When)]
    return not days or min(value.earliest for value in days) <= on
