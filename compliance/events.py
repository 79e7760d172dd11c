"""Events that bear on whether a duty goes on, and by when it is due: what ends it, what leaves that open, what settles it,
and what moves its due date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.catalogue import Criterion, Obligation
from compliance.evidence.instrument import Effect, Instrument
from compliance.finding import Entry
from compliance.sentences import Text, say
from compliance.timeline import ONE_DAY

GOING_ON: tuple[Effect, ...] = ("opens question", "ends duty", "keeps duty")


@dataclass(frozen=True)
class Events:
    """The instruments that bear on an obligation's going on."""

    questions: tuple[tuple[date, date | None, Instrument], ...]
    ends: tuple[tuple[date, Instrument], ...]

    @classmethod
    def of(cls, obligation: Obligation, entries: Sequence[Entry]) -> "Events":
        rows = bearing_on(obligation, entries)
        found = [
            e.evidence
            for e in rows
            if isinstance(e.evidence, Instrument) and e.evidence.effect in GOING_ON and e.review != "rejected"
        ]
        allowed, settled = deciding(obligation, rows, "ends duty"), deciding(obligation, rows, "keeps duty")
        asking = [i for i in found if i.effect in ("opens question", "ends duty") and i not in allowed]
        questions = []
        for i in asking:
            answers = sorted(s.happened.latest for s in settled if s.happened.earliest >= i.happened.latest)
            questions.append((i.happened.earliest, answers[0] - ONE_DAY if answers else None, i))
        return cls(tuple(questions), tuple((i.acts.latest, i) for i in allowed))

    def open_on(self, on: date) -> list[Instrument]:
        """The events whose question is open on a day."""
        return [i for first, last, i in self.questions if first <= on and (last is None or on <= last)]

    def ended_on(self, on: date) -> Instrument | None:
        """The instrument that has ended the duty by a day."""
        return next((i for first, i in self.ends if first <= on), None)


def bearing_on(obligation: Obligation, entries: Sequence[Entry]) -> list[Entry]:
    """The rows of instruments that have an effect on an obligation's going on, or on its due dates."""

    def bears(i: Instrument) -> bool:
        going_on = i.effect in GOING_ON and obligation.continues_with in i.subject
        return going_on or obligation.key in i.obligations

    return [e for e in entries if isinstance(e.evidence, Instrument) and bears(e.evidence)]


def deciding(obligation: Obligation, entries: Iterable[Entry], effect: Effect) -> list[Instrument]:
    """The instruments with an effect that decide: of a kind that the catalogue lets end the duty, seen and not inferred,
    neither rejected nor waiting for a review after that."""
    return [
        e.evidence
        for e in entries
        if isinstance(e.evidence, Instrument)
        and e.evidence.effect == effect
        and e.evidence.type in obligation.ends_by
        and not e.evidence.inferred
        and e.review not in ("rejected", "resubmitted")
    ]


def moving(obligation: Obligation, criterion: Criterion, entries: Iterable[Entry]) -> list[Instrument]:
    """The instruments that move the due date of a criterion; those with no power to do so move nothing."""
    return [
        i
        for i in deciding(obligation, entries, "moves due date")
        if obligation.key in i.obligations and (not i.criteria or criterion.key in i.criteria)
    ]


def moved(
    obligation: Obligation, criterion: Criterion, entries: Iterable[Entry]
) -> tuple[tuple[date, date | None], ...]:
    """The due dates that hold instead of a criterion's own, each with the day from which it does, in the order of these
    days. None is a due date of which it is not known which of several it is.

    Of two orders that act the later one holds, also where it is dated back. While it is not known whether an order acts
    yet, since its day is not exact, or which of two orders is the later, the due date is None on the days that are past
    one of the due dates that may hold, but not before: on those, nothing is due by any of them.
    """
    own = criterion.due if isinstance(criterion.due, date) else None
    orders = moving(obligation, criterion, entries)
    dues = {own, *(i.new_due for i in orders)}
    days = {day for i in orders for day in (i.acts.earliest, i.acts.latest)}
    days |= {due + ONE_DAY for due in dues if due is not None}
    found: list[tuple[date, date | None]] = []
    holds = own
    for day in sorted(days):
        possible = _possible(own, orders, day)
        if len(possible) == 1:
            [due] = possible
        else:
            ahead = [due for due in possible if due is not None and day <= due]
            due = None if len(ahead) < len(possible) else holds if holds in ahead else min(ahead)
        if due != holds:
            found.append((day, due))
            holds = due
    return tuple(found)


def _possible(own: date | None, orders: Sequence[Instrument], day: date) -> set[date | None]:
    """The due dates of which one holds on a day."""
    acting = [i for i in orders if i.acts.earliest <= day]
    surely = [i for i in acting if i.acts.latest <= day]
    found: set[date | None] = {
        i.new_due for i in acting if not any(_is_later(other, i) for other in surely if other is not i)
    }
    return found if surely else found | {own}


def _is_later(one: Instrument, other: Instrument) -> bool:
    """Whether one order surely holds instead of another once both act: it was made after it or, where both were made on
    one known day, acts after it."""
    if one.happened == other.happened and one.happened.exact:
        return one.acts.earliest > other.acts.latest
    return one.happened.earliest > other.happened.latest


def ended_by(instrument: Instrument) -> Text:
    """That an instrument ended the duty, in a sentence."""
    return say(
        "Not applicable since {d}: {what} ({by})",
        "No aplica desde el {d}: {what} ({by})",
        d=instrument.acts.text(),
        what=instrument.summary,
        by=instrument.by,
    )


def question(event: Instrument) -> Text:
    """The question itself, as the record of the event puts it."""
    return Text(en=event.asks or event.summary, es=event.asks_es or event.asks or event.summary)


def open_since(event: Instrument) -> Text:
    """That the event's question is open, since when, and that the program does not answer it."""
    return say(
        "Open since {d} ({by}): {asks} A person has to answer; Pilcrow does not.",
        "Abierta desde el {d} ({by}): {asks} Debe responder una persona; Pilcrow no responde.",
        d=event.happened.text(),
        by=event.by,
        asks=question(event),
    )
