"""The sustainment period: for how long what was reached must be held, as court orders and stipulations alone say.

A period of years ends on the same date years later, 28 February for 29 February; days run are end minus start. A pause
stops the clock and moves the end by its days. A length that has run out ends nothing: only an instrument does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from compliance.days import When, days_between, years_later
from compliance.evidence.instrument import Effect, Instrument, InstrumentKind

DECIDING: tuple[InstrumentKind, ...] = ("court order", "stipulation")
"""The kinds of instrument that can have an effect on a period; a vote or a report has none."""


class State(StrEnum):
    """Where a period stands on a day."""

    UNKNOWN = "unknown"
    CANNOT_TELL = "cannot_tell"
    RUNNING = "running"
    PAUSED = "paused"
    RUN_OUT = "run_out"
    ENDED = "ended"


class Span(NamedTuple):
    """A number of days, known to lie between two, both included."""

    least: int
    most: int

    def __sub__(self, other: "Span") -> "Span":
        return Span(self.least - other.most, self.most - other.least)

    def plus(self, other: "Span") -> "Span":
        """The sum."""
        return Span(self.least + other.least, self.most + other.most)

    def not_below_zero(self) -> "Span":
        """The same, or no days."""
        return Span(max(0, self.least), max(0, self.most))


NO_DAYS = Span(0, 0)


def between(start: When, end: When) -> Span:
    """The days from one day to another, end minus start."""
    return Span(days_between(start.latest, end.earliest), days_between(start.earliest, end.latest))


@dataclass(frozen=True)
class Length:
    """How long a period is, in the unit that its instrument names."""

    number: int
    unit: str

    def after(self, start: When, paused: Span) -> When:
        """The day on which it has run, counted from a day and with so many days of pause."""
        first, last = (self._after(d) for d in (start.earliest, start.latest))
        return When(earliest=first + timedelta(days=paused.least), latest=last + timedelta(days=paused.most))

    def _after(self, start: date) -> date:
        if self.unit == "years":
            return years_later(start, self.number)
        return start + timedelta(days=self.number)


class Step(NamedTuple):
    """What instruments did to a period: from when on, how, and the length that they name. `evidence` are their keys, more
    than one where several records tell of one instrument."""

    acts: When
    does: Effect
    length: Length | None
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Clock:
    """Where a period stands on a day.

    `since` is the day of the last step. `start` is the day that its days are counted from, and `anew` says that a reset
    brought it. `run` and `remaining` are days. `ends` is the day on which it would end if nothing else happens. Each of them
    is None where the steps do not tell it. `steps` are those that act, or may act, by the day; `later` is the first that acts
    after it.
    """

    on: date
    state: State = State.UNKNOWN
    since: When | None = None
    start: When | None = None
    anew: bool = False
    length: Length | None = None
    run: Span | None = None
    remaining: Span | None = None
    ends: When | None = None
    steps: tuple[Step, ...] = ()
    later: Step | None = None


def steps_of(instruments: Iterable[Instrument]) -> tuple[Step, ...]:
    """The steps that instruments make, earliest first. Records of one instrument make one step: on the days on which each of
    them can be right or, where they differ, on any of theirs; and with a length only where they agree on it."""
    same: dict[object, list[Instrument]] = {}
    for i in instruments:
        same.setdefault((i.identity, i.effect), []).append(i)
    once: dict[object, Step] = {}
    for records in same.values():
        step = _step(sorted(records, key=lambda i: i.key))
        # Two records of one day that do the same are no contradiction, whether or not somebody noted that they are one.
        alike = (step.acts, step.does, step.length) if step.acts.exact else object()
        twin = once.get(alike)
        once[alike] = (
            step._replace(evidence=tuple(sorted({*twin.evidence, *step.evidence}))) if twin else step
        )
    return tuple(sorted(once.values(), key=_place))


def _step(records: Sequence[Instrument]) -> Step:
    acts = [i.acts for i in records]
    first, last = max(a.earliest for a in acts), min(a.latest for a in acts)
    if first > last:
        first, last = min(a.earliest for a in acts), max(a.latest for a in acts)
    lengths = {_length(i) for i in records} - {None}
    length = lengths.pop() if len(lengths) == 1 else None
    when = When(earliest=first, latest=last)
    return Step(when, records[0].effect, length, tuple(i.key for i in records))


def _length(i: Instrument) -> Length | None:
    if i.years is not None:
        return Length(i.years, "years")
    return Length(i.days, "days") if i.days is not None else None


_ORDER: tuple[Effect, ...] = (
    "starts sustainment",
    "resets sustainment",
    "resumes sustainment",
    "pauses sustainment",
    "ends sustainment",
)
"""In which order steps of one and the same known day are taken."""


def _place(step: Step) -> tuple[date, int, date, tuple[str, ...]]:
    return step.acts.earliest, _ORDER.index(step.does), step.acts.latest, step.evidence


def clock(steps: Sequence[Step], on: date) -> Clock:
    """Where the period stands on a day, by steps in their order.

    It cannot be told where a step may or may not act yet, where the order of two is not known, and where they do not fit
    together, as two that start one period; until a later one resets or ends it.
    """
    begun = tuple(step for step in steps if step.acts.earliest <= on)
    told = Clock(on, steps=begun, later=next((step for step in steps if step.acts.earliest > on), None))
    if any(step.acts.latest > on for step in begun):
        return replace(told, state=State.CANNOT_TELL)
    held, before = _Held(), None
    for step in begun:
        in_order = (
            before is None or before.latest < step.acts.earliest or before == step.acts == _exactly(before)
        )
        held = _next(held, step) if in_order else _Held(State.CANNOT_TELL)
        before = step.acts if before is None or before.latest < step.acts.latest else before
    return _read(held, told)


def _exactly(when: When) -> When:
    return When.on(when.latest)


@dataclass(frozen=True)
class _Held:
    """What the steps so far come to; `paused` are the days of the pauses that are over."""

    state: State = State.UNKNOWN
    since: When | None = None
    start: When | None = None
    anew: bool = False
    length: Length | None = None
    paused: Span = NO_DAYS


def _next(held: _Held, step: Step) -> _Held:
    acts = step.acts
    match step.does, held.state:
        case "starts sustainment", State.UNKNOWN | State.ENDED:
            return _Held(State.RUNNING, acts, acts, False, step.length)
        case "resets sustainment", State.UNKNOWN | State.RUNNING | State.PAUSED | State.CANNOT_TELL:
            return _Held(State.RUNNING, acts, acts, True, step.length or held.length)
        case "pauses sustainment", State.UNKNOWN | State.RUNNING:
            return replace(held, state=State.PAUSED, since=acts)
        case "resumes sustainment", State.UNKNOWN:
            return replace(held, state=State.RUNNING, since=acts)
        case "resumes sustainment", State.PAUSED:
            assert held.since is not None, "what is paused was paused on some day"
            paused = held.paused.plus(between(held.since, acts))
            return replace(held, state=State.RUNNING, since=acts, paused=paused)
        case "ends sustainment", State.ENDED:
            return held
        case "ends sustainment", _:
            return replace(held, state=State.ENDED, since=acts)
        case _:
            return _Held(State.CANNOT_TELL)


def _read(held: _Held, told: Clock) -> Clock:
    """The state with its days."""
    told = replace(told, state=held.state, since=held.since)
    if held.state not in (State.RUNNING, State.PAUSED, State.ENDED) or held.start is None:
        return told
    told = replace(told, start=held.start, anew=held.anew, length=held.length)
    if held.state is State.ENDED:
        return told
    assert held.since is not None, "what runs or is paused was begun on some day"
    until = held.since if held.state is State.PAUSED else When.on(told.on)
    told = replace(told, run=(between(held.start, until) - held.paused).not_below_zero())
    if held.length is None:
        return told
    ends = held.length.after(held.start, held.paused)
    told = replace(told, remaining=between(until, ends).not_below_zero())
    if held.state is State.PAUSED:
        return told
    told = replace(told, ends=ends)
    if ends.latest < told.on:
        return replace(told, state=State.RUN_OUT)
    return told if told.on <= ends.earliest else replace(told, state=State.CANNOT_TELL)
