"""What goes into a check and what comes out of it: a row of evidence, and a finding."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from compliance.catalogue import Criterion, Obligation
from compliance.evidence import KINDS, Evidence
from compliance.outcomes import Outcome
from compliance.rules.rule import Act
from compliance.sentences import Text, day, same, say

Reviewed = Literal["accepted", "rejected", "resubmitted"]
Aside = Literal["hidden", "file"]
ASIDE: tuple[Aside, ...] = ("hidden", "file")
WAITING: dict[bool, tuple[Reviewed | None, ...]] = {False: ("resubmitted",), True: (None, "resubmitted")}
"""The latest reviews of a row that counts only once a person has accepted it, by whether a check reads `accepted` rows
alone."""


class Entry(NamedTuple):
    """One row of evidence as the record holds it: its number, what it says, and the latest review of it; `resubmitted`
    where it corrects a record that was rejected, and nobody has reviewed the correction.

    `set_aside` says why a row does not count for whoever asks: it is `hidden` from them, or the `file` it rests on is
    no longer what was recorded. Of such a row `recorded` is the day of recording in the decree's time zone and `hash` its
    link of the chain: with number and kind all that is told of it. Of a row that counts neither is here.
    """

    number: int
    evidence: Evidence
    review: Reviewed | None = None
    set_aside: Aside | None = None
    recorded: date | None = None
    hash: str = ""

    @property
    def counts(self) -> bool:
        """Whether anything may rest on it: no person rejected it, and nothing sets it aside."""
        return self.review != "rejected" and self.set_aside is None

    def is_sure(self, *, accepted: bool) -> bool:
        """Whether it counts without a further look by a person; where only `accepted` records do, once it is one."""
        return self.review != "rejected" and self.review not in WAITING[accepted]

    def marks(self) -> list[Text]:
        """What a reader must be told beside it: what a review said, and why it is set aside."""
        marks = [REVIEWED[self.review]] if self.review else []
        return [*marks, SET_ASIDE[self.set_aside]] if self.set_aside else marks


class Withheld(NamedTuple):
    """All that is told of a row that is set aside, where an outcome rests on it."""

    number: int
    kind: str
    recorded: date | None
    hash: str
    why: Aside

    @classmethod
    def of(cls, entry: Entry) -> "Withheld":
        """What is told of an entry that is set aside. Raises ValueError for one that counts."""
        if entry.set_aside is None:
            raise ValueError(f"record {entry.number} is not set aside")
        return cls(entry.number, entry.evidence.kind, entry.recorded, entry.hash, entry.set_aside)

    def name(self) -> Text:
        """Its number."""
        return say("record {n}", "registro {n}", n=self.number)

    def text(self, *, short: bool = False) -> Text:
        """Its number, kind, day of recording and hash; if `short`, with the first digits of the hash only."""
        en, es = KINDS[self.kind].kind_text
        parts = Text(en=en, es=es)
        if self.recorded:
            parts = _and(parts, say("recorded on {d}", "registrado el {d}", d=day(self.recorded)))
        if self.hash:
            digits = f"{self.hash[:12]}…" if short and len(self.hash) > 12 else self.hash
            parts = _and(parts, same(f"hash {digits}"))
        return say("{name} ({parts})", "{name} ({parts})", name=self.name(), parts=parts)


def _and(one: Text, other: Text) -> Text:
    return say("{one}; {other}", "{one}; {other}", one=one, other=other)


REVIEWED: dict[Reviewed, Text] = {
    "accepted": say("Accepted in a review", "Aceptado en una revisión"),
    "rejected": say("Rejected in a review: does not count", "Rechazado en una revisión: no cuenta"),
    "resubmitted": say(
        "Corrects a record that was rejected; waits for a review",
        "Corrige un registro que fue rechazado; espera una revisión",
    ),
}
"""What the latest review of a record said, as a label."""
SET_ASIDE: dict[Aside, Text] = {
    "hidden": say("Not public", "No es público"),
    "file": say("File no longer as recorded", "Archivo que ya no es el registrado"),
}
"""Why a row is set aside, as a label."""


class Glance(NamedTuple):
    """What a list needs of a finding, without its sentences: the outcome, the earliest known due date of what is short, and
    with whom the next step lies."""

    outcome: Outcome
    due: date | None
    holder: str | None


SETTLED = (Outcome.MET, Outcome.NOT_IN_FORCE, Outcome.NOT_APPLICABLE, Outcome.NOT_YET_DUE)
"""The outcomes that leave no gap."""


@dataclass(frozen=True)
class Finding:
    """What a rule says of a criterion on one day.

    `evidence` are the keys of the records it rests on, `cited` those it names besides: searches and events that
    leave something open. `late_days` counts from the known due date that holds, as few as they can have been, `late_days_at_most` as many. `question` is what an open event asks. `due` is
    the earliest known due date of what is short, None where there is none. `withheld` are the rows that are set aside
    and leave it in doubt.
    """

    obligation: Obligation
    criterion: Criterion
    on: date
    outcome: Outcome
    says: Text
    evidence: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    missing: tuple[Text, ...] = ()
    act: Act | None = None
    question: Text | None = None
    late_days: int | None = None
    late_days_at_most: int | None = None
    due: date | None = None
    withheld: tuple[Withheld, ...] = ()

    @property
    def holder(self) -> str | None:
        """The key of whoever holds the next step."""
        return self.act.holder if self.act else None

    def due_text(self) -> Text:
        """The due date in words; where the asks carry their own, with the earliest one that is short."""
        words = self.criterion.due_text()
        if self.due is None or isinstance(self.criterion.due, date):
            return words
        return words + say("(here: {d})", "(aquí: {d})", d=day(self.due))

    @property
    def is_open(self) -> bool:
        """Whether it is a gap: short of met."""
        return self.outcome not in SETTLED
