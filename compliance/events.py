"""Events that bear on whether a duty goes on: what ends it, what leaves that open, and what settles it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from compliance.catalogue import Obligation
from compliance.evidence.instrument import Instrument
from compliance.finding import Entry
from compliance.sentences import Text, say
from compliance.timeline import ONE_DAY


@dataclass(frozen=True)
class Events:
    """The instruments that bear on an obligation's going on."""

    questions: tuple[tuple[date, date | None, Instrument], ...]
    ends: tuple[tuple[date, Instrument], ...]

    @classmethod
    def of(cls, obligation: Obligation, entries: Sequence[Entry]) -> "Events":
        rows = bearing_on(obligation, entries)
        found = [e.evidence for e in rows if isinstance(e.evidence, Instrument) and e.review != "rejected"]
        waits = {e.evidence.key for e in rows if e.review == "resubmitted"}

        def deciding(effect: str) -> list[Instrument]:
            """Those whose kind the catalogue lets decide whether the duty goes on."""
            return [
                i
                for i in found
                if i.effect == effect
                and i.type in obligation.ends_by
                and not i.inferred
                and i.key not in waits
            ]

        allowed, settled = deciding("ends duty"), deciding("keeps duty")
        asking = [i for i in found if i.effect in ("opens question", "ends duty") and i not in allowed]
        questions = []
        for i in asking:
            answers = sorted(s.happened.latest for s in settled if s.happened.earliest >= i.happened.latest)
            questions.append((i.happened.earliest, answers[0] - ONE_DAY if answers else None, i))
        return cls(tuple(questions), tuple(((i.takes_effect or i.happened).latest, i) for i in allowed))

    def open_on(self, on: date) -> list[Instrument]:
        """The events whose question is open on a day."""
        return [i for first, last, i in self.questions if first <= on and (last is None or on <= last)]

    def ended_on(self, on: date) -> Instrument | None:
        """The instrument that has ended the duty by a day."""
        return next((i for first, i in self.ends if first <= on), None)


def bearing_on(obligation: Obligation, entries: Sequence[Entry]) -> list[Entry]:
    """The rows of instruments that have an effect on an obligation's going on."""
    return [
        e
        for e in entries
        if isinstance(e.evidence, Instrument)
        and e.evidence.effect != "none"
        and obligation.continues_with in e.evidence.subject
    ]


def ended_by(instrument: Instrument) -> Text:
    """That an instrument ended the duty, in a sentence."""
    return say(
        "Not applicable since {d}: {what} ({by})",
        "No aplica desde el {d}: {what} ({by})",
        d=(instrument.takes_effect or instrument.happened).text(),
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
