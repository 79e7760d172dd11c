"""What waits for an answer: when each thing is asked for, and which answers on record are answers to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from compliance.asks import Ask, Ledger, gives_during
from compliance.dated import Dated
from compliance.days import Days, When
from compliance.evidence import Evidence
from compliance.evidence.answer import Answer
from compliance.rules.rule import Duty, of_kind
from compliance.timeline import ONE_DAY

E = TypeVar("E", bound=Evidence)


class Question(NamedTuple):
    """One thing that waits for an answer. `put` is the day from which an answer can be one, `due` the last day for it,
    None where no source gives one; `because` the record that puts it, `inferred` whether that record is."""

    slot: str
    put: date
    due: date | None
    because: str
    inferred: bool

    def ask(self, duty: Duty) -> Ask:
        """It is asked from the day after it is due; where no due date is known, from the day after it was put."""
        due = None if self.inferred else self.due
        start = max((self.due or self.put) + ONE_DAY, duty.begins)
        return Ask(self.slot, 1, start, None, due, self.because, never_before=due is None)


class Reply(NamedTuple):
    """An answer to the question of a slot, and whether it is `sure` that it is one; `until` is the first day on which it no
    longer stands, None while it does."""

    slot: str
    answer: Answer
    sure: bool = True
    until: When | None = None


def due_within(within_days: Dated[Days] | None, anchor: date) -> date | None:
    """The last day for an answer to what was put on a day; None where no number of days is known."""
    return None if within_days is None else anchor + timedelta(days=within_days.on(anchor))


def each_once(records: Sequence[Evidence], kind: type[E], subject: str) -> dict[str, E]:
    """By the key of every record of a kind about a subject, the surest record of the same real thing: whichever of them
    an answer names, it answers that thing."""
    surest = {record.identity: record for record in of_kind(records, kind, subject)}
    return {
        record.key: surest[record.identity]
        for record in records
        if isinstance(record, kind) and subject in record.subject
    }


def answered(questions: Iterable[Question], replies: Iterable[Reply], duty: Duty) -> Ledger:
    """The asks of all questions, and what the replies give. What was answered before it was put is not surely answered."""
    to: dict[str, list[Reply]] = defaultdict(list)
    for reply in replies:
        to[reply.slot].append(reply)
    asks, gives = [], []
    for question in questions:
        asks.append(question.ask(duty))
        for _, answer, sure, until in to[question.slot]:
            unsure = not sure or answer.inferred is not None or answer.happened.latest < question.put
            gives += gives_during(question.slot, answer.happened, until, answer.key, inferred=unsure)
    return Ledger(tuple(asks), tuple(gives))
