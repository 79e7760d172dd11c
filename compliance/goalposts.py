"""The goalpost log: what a change of the catalogue changes in its tests, and every finding that this alone flips, or calls
late by other days.

Both catalogues are run over the same rows to the same horizon, so what differs is the test and never the evidence.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from compliance.assessment import Assessment, assess
from compliance.catalogue import Catalogue, Criterion, Obligation
from compliance.dated import Dated
from compliance.finding import Entry
from compliance.history import CriterionHistory
from compliance.outcomes import Outcome
from compliance.sentences import Text
from compliance.timeline import ONE_DAY, Timeline, together

D = TypeVar("D", bound=Obligation | Criterion)
How = Literal["changed", "added", "removed", "renamed"]
OF_OBLIGATION = ("title", "basis", "responsible", "begins", "continues_with", "ends_by")
"""The fields of an obligation that bear on what is promised, by whom, and how it is tested."""
OF_CRITERION = ("title", "level", "due", "accepted")
"""Those of a criterion, beside its rule, the rule's parameters and what silence means."""


@dataclass(frozen=True)
class Change:
    """One thing that differs in a test, as the catalogue writes it: `old` is None where it was added, `new` where it was
    removed. What is renamed is the same test under another key."""

    how: How
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Flip:
    """Days, both included, on which the new catalogue finds another outcome than the old one; None where one of them
    has no such test."""

    first: date
    last: date
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True)
class Delay:
    """Days, both included, on which both catalogues find it met, and not equally late. `before` and `after` are days late,
    at least and at most; 0 where it was in time, or no due date is known."""

    first: date
    last: date
    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True)
class Goalpost:
    """One test that the new catalogue puts elsewhere, with the findings that this flips, if any, and those that stay met
    and are no longer equally late.

    `obligation` and `criterion` are keys of the new catalogue, or of the old one where the new one has no such test.
    `criterion` is None for the obligation as a whole, whose lateness is that of its criteria.
    """

    obligation: str
    criterion: str | None
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    delays: tuple[Delay, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether any finding is another one for it."""
        return bool(self.flips or self.delays)


def goalposts(old: Catalogue, new: Catalogue, entries: Sequence[Entry], horizon: date) -> list[Goalpost]:
    """Every test that differs between two catalogues: in the order of the new one, then those it no longer has.

    Raises ValueError if the horizon lies before the day on which the decree took effect in either catalogue.
    """
    before, after = assess(old, entries, horizon), assess(new, entries, horizon)
    return [
        goalpost
        for pair in _paired(old.obligations, new.obligations, _same_duty)
        for goalpost in _of_obligation(before, after, *pair)
    ]


def _of_obligation(
    before: Assessment, after: Assessment, old: Obligation | None, new: Obligation | None
) -> Iterator[Goalpost]:
    key = _key(old, new)
    own = list(_changes("obligation", old, new, _duty_of(before, old), _duty_of(after, new)))
    tests = [
        _of_test(key, own, _of_one(before, old, a), _of_one(after, new, b), before, after)
        for a, b in _paired(old.criteria if old else (), new.criteria if new else (), _same_test)
    ]
    yield from (test for test in tests if test.changes)
    of_tests = [replace(c, field=f"{t.criterion}: {c.field}") for t in tests for c in t.changes[len(own) :]]
    # Where there is one criterion, it has said all of it.
    if len(tests) != 1:
        whole = _flips(_outcomes_of_duty(before, old), _outcomes_of_duty(after, new))
        if whole or own:
            yield Goalpost(key, None, (*own, *of_tests), whole)


def _outcomes_of_duty(of: Assessment, obligation: Obligation | None) -> Timeline[Outcome] | None:
    return of.obligations[obligation.key].outcomes if obligation else None


def _of_one(
    of: Assessment, obligation: Obligation | None, criterion: Criterion | None
) -> CriterionHistory | None:
    if obligation is None or criterion is None:
        return None
    return next(c for c in of.obligations[obligation.key].criteria if c.criterion is criterion)


def _of_test(
    key: str,
    own: Sequence[Change],
    old: CriterionHistory | None,
    new: CriterionHistory | None,
    before: Assessment,
    after: Assessment,
) -> Goalpost:
    a, b = old.criterion if old else None, new.criterion if new else None
    changed = (*own, *_changes("criterion", a, b, _test_of(before, a), _test_of(after, b)))
    flips = _flips(old.outcomes if old else None, new.outcomes if new else None)
    return Goalpost(key, _key(a, b), changed, flips, _delays(old, new) if changed else ())


def _delays(old: CriterionHistory | None, new: CriterionHistory | None) -> tuple[Delay, ...]:
    """The days on which both find it met, and one later than the other, or only one of them late."""
    if old is None or new is None:
        return ()
    pairs = together(lambda a, b: (a, b), _late_by(old), _late_by(new))
    return tuple(
        Delay(step.first, step.last, *step.value)
        for step in pairs.steps()
        if None not in step.value and step.value[0] != step.value[1]
    )


def _late_by(check: CriterionHistory) -> Timeline[tuple[int, int] | None]:
    """By how many days it is late, at least and at most, while it is met; None while it is not."""
    outcomes, asks = check.outcomes, check.ledger_or_none.asks
    days = {*outcomes.starts, *(ask.start for ask in asks), *(a.stop + ONE_DAY for a in asks if a.stop)}
    changes: list[tuple[date, tuple[int, int] | None]] = []
    for on in sorted(day for day in days if outcomes.first <= day < outcomes.stop):
        if outcomes.at(on) is Outcome.MET:
            found = check.finding(on)
            changes.append((on, (found.late_days or 0, found.late_days_at_most or 0)))
        else:
            changes.append((on, None))
    return Timeline.from_changes(changes, outcomes.stop)


def _flips(before: Timeline[Outcome] | None, after: Timeline[Outcome] | None) -> tuple[Flip, ...]:
    """The days on which two timelines differ; on days that one does not cover, it has nothing."""
    given = [timeline for timeline in (before, after) if timeline is not None]
    first, stop = min(t.first for t in given), max(t.stop for t in given)
    pairs = together(lambda a, b: (a, b), _over(before, first, stop), _over(after, first, stop))
    return tuple(Flip(s.first, s.last, *s.value) for s in pairs.steps() if s.value[0] is not s.value[1])


def _over(timeline: Timeline[Outcome] | None, first: date, stop: date) -> Timeline[Outcome | None]:
    """A timeline over more days than its own."""
    steps: list[tuple[date, Outcome | None]] = [(first, None)]
    if timeline is not None:
        steps += [(step.first, step.value) for step in timeline.steps()]
    return Timeline.from_changes(steps, stop)


def _duty_of(of: Assessment, obligation: Obligation | None) -> dict[str, str]:
    """What bears on how an obligation is tested, as the catalogue writes it."""
    if obligation is None:
        return {}
    named = {_as_field(Obligation, name): getattr(obligation, name) for name in OF_OBLIGATION}
    return _written({"case.effective": of.catalogue.case.effective, **named})


def _test_of(of: Assessment, criterion: Criterion | None) -> dict[str, str]:
    """A criterion's test, as the catalogue writes it: its rule first."""
    if criterion is None:
        return {}
    check = criterion.check
    parameters = {_as_field(type(check), name): getattr(check, name) for name in type(check).model_fields}
    own = {_as_field(Criterion, name): getattr(criterion, name) for name in OF_CRITERION}
    silence = criterion.silence or of.catalogue.silence
    return _written({"rule": check.name, **parameters, **own, "silence": silence})


def _changes(
    what: str,
    old: Obligation | Criterion | None,
    new: Obligation | Criterion | None,
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> Iterator[Change]:
    """What differs; of a thing that only one catalogue has, that alone."""
    if old is None or new is None:
        how: How = "removed" if new is None else "added"
        yield Change(how, what, old.key if old else None, new.key if new else None)
        return
    if old.key != new.key:
        yield Change("renamed", what, old.key, new.key)
    for field in dict.fromkeys((*before, *after)):
        a, b = before.get(field), after.get(field)
        if a != b:
            yield Change("added" if a is None else "removed" if b is None else "changed", field, a, b)


def _paired(
    old: Sequence[D], new: Sequence[D], alike: Callable[[D], Hashable]
) -> list[tuple[D | None, D | None]]:
    """Each thing with itself in the other catalogue: by key, else the only one left on either side that is alike."""
    by_key = {item.key: item for item in old}
    kept = {item.key for item in new}
    gone = _only([item for item in old if item.key not in kept], alike)
    come = _only([item for item in new if item.key not in by_key], alike)
    pairs: list[tuple[D | None, D | None]] = []
    for item in new:
        likeness = alike(item)
        renamed = gone.get(likeness) if come.get(likeness) is item else None
        pairs.append((by_key.get(item.key, renamed), item))
    paired = {id(before) for before, _ in pairs}
    return [*pairs, *((item, None) for item in old if id(item) not in paired)]


def _only(items: Sequence[D], alike: Callable[[D], Hashable]) -> dict[Hashable, D]:
    """The items that are like no other among them, by what they are like."""
    found: dict[Hashable, list[D]] = {}
    for item in items:
        found.setdefault(alike(item), []).append(item)
    return {likeness: own[0] for likeness, own in found.items() if len(own) == 1}


def _same_duty(obligation: Obligation) -> Hashable:
    return (
        obligation.basis,
        obligation.responsible,
        obligation.about,
        tuple(map(_same_test, obligation.criteria)),
    )


def _same_test(criterion: Criterion) -> Hashable:
    return criterion.check.name, criterion.check.subject


def _key(old: Obligation | Criterion | None, new: Obligation | Criterion | None) -> str:
    found = new or old
    assert found is not None
    return found.key


def _as_field(model: type[BaseModel], name: str) -> str:
    """A field's name as the catalogue writes it."""
    return model.model_fields[name].alias or name


def _written(values: Mapping[str, Any]) -> dict[str, str]:
    """Values as the catalogue writes them; those that are not given are left out."""
    return {name: _as_written(value) for name, value in values.items() if value not in (None, ())}


def _as_written(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Text():
            return value.en
        case Dated():
            return "; ".join(_of_a_day(v.since, v.value) for v in value.values)
        case BaseModel():
            return ", ".join(f"{n} {_as_written(v)}" for n, v in value if v is not None)
        case tuple() | list():
            return ", ".join(map(_as_written, value))
        case _:
            return str(value)


def _of_a_day(since: date | None, value: Any) -> str:
    return _as_written(value) if since is None else f"{_as_written(value)} from {since}"
