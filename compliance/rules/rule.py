"""What every rule is: typed parameters, asks and gives, a sentence, and the act that would close the gap."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, ClassVar, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict

from compliance.asks import Ask, Give, Ledger, SlotState
from compliance.dated import Dated
from compliance.days import days_between
from compliance.evidence import KINDS, Evidence
from compliance.evidence.record import Key
from compliance.outcomes import Outcome
from compliance.sentences import NOTHING, Text, same
from compliance.timeline import ONE_DAY

E = TypeVar("E", bound=Evidence)

Family = Literal[
    "in force",
    "clauses",
    "count and coverage",
    "days between",
    "cadence and freshness",
    "each of a roster",
    "answered",
    "judged",
]
FAMILIES: dict[Family, Text] = {
    "in force": Text(en="in force", es="vigente"),
    "clauses": Text(en="clauses", es="cláusulas"),
    "count and coverage": Text(en="count and coverage", es="número y alcance"),
    "days between": Text(en="days between", es="días entre dos hechos"),
    "cadence and freshness": Text(en="cadence and freshness", es="periodicidad y actualidad"),
    "each of a roster": Text(en="each of a roster", es="cada uno de una lista"),
    "answered": Text(en="answered", es="respondido"),
    "judged": Text(en="judged by a person", es="juzgado por una persona"),
}
ActKind = Literal["do", "supply", "ask", "none"]
RECORD_KEEPER = "record-keeper"
RESPONSIBLE = "responsible"
TO_BE_NAMED = "to-be-named"
NO_SOURCE_YET = "no-source-yet"


@dataclass(frozen=True)
class Duty:
    """The days a rule works in: when the duty begins, the last day of the timeline, and the due date if known.

    `moved` are the due dates that orders set instead, each with the day from which the order acts, in the order in which
    they act; None where it is not known which one holds.
    """

    begins: date
    last: date
    due: date | None = None
    moved: tuple[tuple[date, date | None], ...] = ()

    def asks(
        self,
        slot: str,
        amount: "int | Dated[int]" = 1,
        *,
        because: str = "",
        of_person: bool = False,
    ) -> list[Ask]:
        """A standing ask: from the day after a known due date, else from the day the duty begins.

        While an order has moved the due date, it is not asked; what was asked before the order acts stays so on those
        days. An amount that is dated steps on the day of each amendment.
        """
        found = []
        for due, start, stop in self._spells():
            spans = amount.spans(start) if isinstance(amount, Dated) else [(start, None, amount)]
            for first, last, much in spans:
                until = stop if last is None else last if stop is None else min(last, stop)
                if until is None or until >= first:
                    found.append(Ask(slot, much, first, until, due, because, of_person))
        return found

    def due_on(self, on: date) -> date | None:
        """The due date that holds on a day; None where none is known."""
        return next((due for acts, due in reversed(self.moved) if acts <= on), self.due)

    def not_yet_due(self) -> list[tuple[date, date]]:
        """The days, both included, on which a known due date holds and is not past."""
        dues = [(date.min, self.due), *self.moved]
        ends = [acts - ONE_DAY for acts, _ in dues[1:]]
        return [
            (acts, due if last is None else min(due, last))
            for (acts, due), last in zip(dues, [*ends, None], strict=True)
            if due is not None and acts <= due
        ]

    def _spells(self) -> list[tuple[date | None, date, date | None]]:
        """The due dates that held, each with the first and the last day (None: open) on which it is past and holds."""
        dues = [(self.due, date.min), *((due, acts) for acts, due in self.moved)]
        ends = [acts - ONE_DAY for _, acts in dues[1:]]
        spells = []
        for (due, acts), last in zip(dues, [*ends, None], strict=True):
            start = max(self.begins, acts, due + ONE_DAY if due else self.begins)
            if last is None or last >= start:
                spells.append((due, start, last))
        return spells


@dataclass(frozen=True)
class Act:
    """The next act: `do` it, `supply` proof of the past, `ask` whom, or `none` can cure this.

    `holder` is a body's key, `record-keeper` (it may exist, we have not loaded it), `responsible`, or `to-be-named`
    where no source says who may do it. `day` is the day from which the criterion is met once the act is done: on that
    day, at `known` from then on. It is None where none can cure this, and where the act alone does not make it met.
    """

    kind: ActKind
    holder: str
    text: Text
    day: date | None = None


class Would(NamedTuple):
    """What would have to come on record for an act to be done: records, and reviews of records that are there, by key."""

    records: tuple[Evidence, ...] = ()
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """What stands on one day, for the sentences."""

    on: date
    outcome: Outcome
    ledger: Ledger
    records: Mapping[str, Evidence]
    duty: Duty
    names: Mapping[str, Text]

    @property
    def states(self) -> dict[str, SlotState]:
        """The slots asked on the day."""
        return self.states_on(self.on)

    def states_on(self, on: date) -> dict[str, SlotState]:
        """The slots asked on a day, by what is on record now."""
        if on not in self._states:
            self._states[on] = self.ledger.states_on(on)
        return self._states[on]

    def said_short_on(self, on: date) -> frozenset[str]:
        """The slots of which the records leave no doubt that they are short on a day: no reading of them fills these, and
        what is asked has due dates that are known."""
        if on not in self._said_short:
            undated = {ask.slot for ask in self.ledger.asks_on(on) if ask.due is None}
            states = self.states_on(on).items()
            short = (slot for slot, state in states if state.need > state.have + state.perhaps)
            self._said_short[on] = frozenset(short) - undated
        return self._said_short[on]

    # Sentences and acts look at the same few days again and again.
    @cached_property
    def _states(self) -> dict[date, dict[str, SlotState]]:
        return {}

    @cached_property
    def _said_short(self) -> dict[date, frozenset[str]]:
        return {}

    @cached_property
    def short(self) -> list[str]:
        """The slots that are short on the day."""
        return [slot for slot, state in self.states.items() if state.need > state.have]

    @property
    def proof(self) -> list[Give]:
        """The sure gives in force for the slots asked on the day; where none is asked yet, for those asked later."""
        asked = set(self.states) or {ask.slot for ask in self.ledger.asks if ask.start > self.on}
        return [give for give in self.ledger.gives_on(self.on) if give.sure and give.slot in asked]

    def name(self, key: str) -> Text:
        """A key's name in the catalogue; the key itself where it has none."""
        return self.names.get(key, same(key))

    def of_kind(self, kind: type[E]) -> list[E]:
        """The records of one kind that the rule may read."""
        return [record for record in self.records.values() if isinstance(record, kind)]


class Rule(BaseModel, ABC):
    """A rule with its parameters. Subclasses say what they check and yield asks and gives.

    `own_due` is what the catalogue writes for `due` where the rule's asks carry their own due dates.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    family: ClassVar[Family]
    reads: ClassVar[tuple[type[Evidence], ...]]
    checks: ClassVar[Text]
    person: ClassVar[Text]
    own_due: ClassVar[str | None] = None
    means: ClassVar[Mapping[str, Text]] = {}
    """What a parameter means that other rules have not, or in which they mean something else."""

    subject: Key

    @classmethod
    def kinds(cls) -> frozenset[str]:
        """The kinds of the records that the rule reads."""
        return _kinds(cls.reads)

    def subjects(self) -> set[str]:
        """The subjects whose records the rule reads."""
        return {self.subject}

    @abstractmethod
    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        """What is asked and what the records give."""

    def part_of(self, record: Evidence) -> str | None:
        """The part of the records that a record belongs to, where what it asks and gives hangs on no record of another part:
        each of its gives names one of the part's own records, and so does each ask that is not always there. None where any
        record may change what comes of any other."""
        return None

    @abstractmethod
    def says(self, view: View) -> Text:
        """One plain sentence on how it stands."""

    def counted_by(self, view: View) -> list[Evidence]:
        """The records by which it is known of how many something is asked, where others than those that fill it."""
        return []

    def slot_name(self, slot: str, view: View) -> Text:
        """A slot as a reader names it, for the list of what is missing."""
        return view.name(slot)

    def missing(self, view: View) -> list[Text]:
        """What is missing, by name: the short slots, or what would have to be on record for anything to be asked."""
        if view.states:
            return [self.slot_name(slot, view) for slot in view.short]
        return [self.ground(view)]

    def ground(self, view: View) -> Text:
        """What would have to be on record for anything to be asked on the day; nothing, for a rule that always asks."""
        return NOTHING

    @abstractmethod
    def act(self, view: View) -> Act:
        """The act that would close the gap, and the day from which it would."""

    def would(self, view: View) -> Would:
        """What would have to come on record for that act to be done; nothing where none can cure this."""
        return Would()

    def proposed(self, kind: type[E], view: View, key: str, **fields: Any) -> E:
        """A record that is not there, as it would have to be to fill a gap: about the rule's subject unless told
        otherwise, with no source yet. `key` tells it from others that the same act needs."""
        return kind.model_validate(
            {
                "key": f"would-be-{key}"[:80],
                "kind": kind.model_fields["kind"].default,
                "subject": [self.subject],
                "source": NO_SOURCE_YET,
                "said_by": "nobody yet",
                "summary": "What would have to be on record.",
            }
            | fields
        )


def of_kind(records: Iterable[Evidence], kind: type[E], subject: str) -> list[E]:
    """The records of a kind about a subject, each real thing once: its surest record, of equals the first."""
    found = [record for record in records if isinstance(record, kind) and subject in record.subject]
    # Most things are told of by one record, and its key is its own.
    if all(record.thing is None for record in found):
        return found
    best: dict[str, E] = {}
    for record in found:
        known = best.setdefault(record.identity, record)
        if known is not record and how_unsure(record) < how_unsure(known):
            best[record.identity] = record
    return list(best.values())


@cache
def _kinds(reads: tuple[type[Evidence], ...]) -> frozenset[str]:
    return frozenset(name for name, kind in KINDS.items() if issubclass(kind, reads))


def how_unsure(record: Evidence) -> tuple[bool, bool, int]:
    """How unsure a record is: inferred, undated, and over how many days."""
    when = record.happened
    return record.inferred is not None, when is None, days_between(when.earliest, when.latest) if when else 0
