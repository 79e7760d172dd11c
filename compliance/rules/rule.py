"""What every rule is: typed parameters, asks and gives, a sentence, and the act that would close the gap."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from compliance.asks import Ask, Give, Ledger, SlotState
from compliance.days import days_between
from compliance.evidence import Evidence
from compliance.evidence.record import Key
from compliance.outcomes import Outcome
from compliance.sentences import NOTHING, Text, same

E = TypeVar("E", bound=Evidence)

Family = Literal[
    "policy definition",
    "engagement meetings",
    "public posting",
    "data publication",
    "agreement",
    "training",
    "judgement",
]
FAMILIES: dict[Family, Text] = {
    "policy definition": Text(en="policy definition", es="definición de la política"),
    "engagement meetings": Text(en="engagement meetings", es="reuniones de participación"),
    "public posting": Text(en="public posting", es="publicación para comentarios"),
    "data publication": Text(en="data publication", es="publicación de datos"),
    "agreement": Text(en="agreement", es="acuerdo"),
    "training": Text(en="training", es="capacitación"),
    "judgement": Text(en="judgement", es="juicio de una persona"),
}
ActKind = Literal["do", "supply", "ask", "none"]
RECORD_KEEPER = "record-keeper"
RESPONSIBLE = "responsible"
TO_BE_NAMED = "to-be-named"


@dataclass(frozen=True)
class Duty:
    """The days a rule works in: when the duty begins, the last day of the timeline, and the due date if known."""

    begins: date
    last: date
    due: date | None = None

    def ask(self, slot: str, amount: int = 1, *, of_person: bool = False) -> Ask:
        """A standing ask: from the day after a known due date, else from the day the duty begins."""
        if self.due is None:
            return Ask(slot, amount, self.begins, of_person=of_person)
        later = Ask.after(slot, self.due, begins=self.begins)
        return Ask(slot, amount, later.start, due=self.due, of_person=of_person)


@dataclass(frozen=True)
class Act:
    """The next act: `do` it, `supply` proof of the past, `ask` whom, or `none` can cure this.

    `holder` is a body's key, `record-keeper` (it may exist, we have not loaded it), `responsible`, or `to-be-named`
    where no source says who may do it.
    """

    kind: ActKind
    holder: str
    text: Text


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
        return self.ledger.states_on(self.on)

    @property
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

    subject: Key

    @classmethod
    def family_words(cls) -> Text:
        """Its family as readers read it."""
        return FAMILIES[cls.family]

    def subjects(self) -> set[str]:
        """The subjects whose records the rule reads."""
        return {self.subject}

    @abstractmethod
    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        """What is asked and what the records give."""

    @abstractmethod
    def says(self, view: View) -> Text:
        """One plain sentence on how it stands."""

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
        """The act that would close the gap."""


def of_kind(records: Iterable[Evidence], kind: type[E], subject: str) -> list[E]:
    """The records of a kind about a subject, each real thing once: its surest record, of equals the first."""
    best: dict[str, E] = {}
    for record in records:
        if isinstance(record, kind) and subject in record.subject:
            known = best.setdefault(record.identity, record)
            if _doubt(record) < _doubt(known):
                best[record.identity] = record
    return list(best.values())


def _doubt(record: Evidence) -> tuple[bool, bool, int]:
    """How unsure a record is: inferred, undated, and over how many days."""
    when = record.happened
    return record.inferred is not None, when is None, days_between(when.earliest, when.latest) if when else 0
