"""What some rules ask and what records give them, written a second time: for one day, from the evidence, with no ledger."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from compliance.catalogue import Criterion
from compliance.dated import Dated
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.agreement import Agreement
from compliance.evidence.meeting import Meeting
from compliance.evidence.posting import Posting
from compliance.evidence.publication import Publication
from compliance.evidence.roster import Roster
from compliance.rules.rule import Duty
from tests.naive.books import Asked, Given

E = TypeVar("E", bound=Evidence)
ONE_DAY = timedelta(days=1)
FAR = timedelta(days=400)
"""So far after the horizon lies the last day on which something may begin to be asked: a year and a grace."""


class ByHand:
    """One criterion, by what it says in words."""

    def __init__(self, criterion: Criterion, records: Sequence[Evidence], duty: Duty):
        self.rule: Any = criterion.check
        self.records, self.duty = records, duty

    def asked(self, on: date) -> list[Asked]:
        """What is asked on a day."""
        raise NotImplementedError

    def given(self, on: date) -> list[Given]:
        """What is given on a day."""
        raise NotImplementedError

    def to_come(self, on: date) -> Mapping[str, int]:
        """Where something begins only later and is surely not owed before: by slot, the most that is asked on any later
        day."""
        return self._later.get(on, {})

    @cached_property
    def _later(self) -> dict[date, dict[str, int]]:
        waits, most = False, dict[str, int]()
        found = {}
        on = self.duty.last + FAR
        while on >= self.duty.begins:
            found[on] = dict(most) if waits else {}
            asked = self.asked(on)
            waits = waits or any(a.waits or a.dated for a in asked)
            for slot in {a.slot for a in asked}:
                most[slot] = max(most.get(slot, 0), sum(a.amount for a in asked if a.slot == slot))
            on -= ONE_DAY
        return found

    def standing(self, slot: str, amount: int, on: date) -> list[Asked]:
        """What is asked of the duty as a whole: from the day after its due date, where that is known, and never before it
        begins."""
        due = self.duty.due_on(on)
        if on < self.duty.begins or (due is not None and on <= due):
            return []
        return [Asked(slot, amount, due is not None)]

    def about(self, kind: type[E], subject: str) -> list[E]:
        """The records of a kind about a subject."""
        return [r for r in self.records if isinstance(r, kind) and subject in r.subject]

    def surest(self, kind: type[E], subject: str) -> list[E]:
        """Of each real thing its surest record."""
        return [same[0] for same in by_thing(self.about(kind, subject))]


def by_thing(records: Iterable[E]) -> list[list[E]]:
    """The records on each real thing, the surest first: told by a source, with a day, and that within the fewest days."""
    things: dict[str, list[E]] = {}
    for record in records:
        things.setdefault(record.identity, []).append(record)
    return [
        sorted(same, key=lambda r: (r.inferred is not None, r.happened is None, width(r.happened)))
        for same in things.values()
    ]


def width(when: When | None) -> int:
    """Over how many days a day may lie."""
    return (when.latest - when.earliest).days if when else 0


def values_within(dated: Dated[Any], first: date, last: date) -> list[Any]:
    """The values that held on the days from one to another."""
    return [dated.on(first + timedelta(days=n)) for n in range((last - first).days + 1)]


def once(slot: str, weight: int, when: When, on: date, *, sure: bool) -> list[Given]:
    """What a fact gives from its day on: surely from its last possible day, perhaps from its first one."""
    if sure and when.latest <= on:
        return [Given(slot, weight, True)]
    return [Given(slot, weight, False)] if when.earliest <= on else []


def during(slot: str, begins: When, ends: When | None, on: date, *, sure: bool) -> list[Given]:
    """What a fact gives that holds from one day to the day before another: surely on the days on which it holds on every
    reading."""
    if sure and begins.latest <= on and (ends is None or on < ends.earliest):
        return [Given(slot, 1, True)]
    if begins.earliest <= on and (ends is None or on < ends.latest):
        return [Given(slot, 1, False)]
    return []


class _Meetings(ByHand):
    def held(self) -> list[list[Meeting]]:
        """The records on each meeting that may have been held in the period, the surest first."""
        return [
            same
            for same in by_thing(m for m in self.about(Meeting, self.rule.subject) if m.state == "held")
            if (when := same[0].happened)
            and when.latest >= self.rule.first
            and when.earliest <= self.rule.last
        ]

    def surely(self, meeting: Meeting) -> bool:
        when = meeting.happened
        assert when is not None
        inside = self.rule.first <= when.earliest and when.latest <= self.rule.last
        return inside and meeting.inferred is None


class MeetingsHeld(_Meetings):
    """At least so many meetings on record as held in the period, each counted once."""

    def asked(self, on: date) -> list[Asked]:
        return self.standing("meetings", self.rule.at_least.on(on), on)

    def given(self, on: date) -> list[Given]:
        found: list[Given] = []
        surely_at: set[tuple[When, str]] = set()
        # A record that names no thing counts only perhaps where one that counts has its day and place.
        counted = [same[0] for same in self.held()]
        for meeting in sorted(counted, key=lambda m: (m.thing is None, not self.surely(m))):
            when, place = meeting.happened, (meeting.place or "").casefold()
            assert when is not None
            again = meeting.thing is None and (when, place) in surely_at
            sure = self.surely(meeting) and not again
            if sure and place:
                surely_at.add((when, place))
            found += once("meetings", meeting.sessions, when, on, sure=sure)
        return found


class GroupsReached(_Meetings):
    """Each group is named by a record of a meeting held in the period as taking part."""

    def asked(self, on: date) -> list[Asked]:
        return [a for group in self.rule.groups.on(on) for a in self.standing(group, 1, on)]

    def given(self, on: date) -> list[Given]:
        return [
            given
            for same in self.held()
            for group in {group for record in same for group in record.groups}
            for given in self._by(same, group, on)
        ]

    def _by(self, same: Sequence[Meeting], group: str, on: date) -> list[Given]:
        when = same[0].happened
        assert when is not None
        told = any(group in record.groups and record.inferred is None for record in same)
        return once(group, 1, when, on, sure=self.surely(same[0]) and told)


class WindowLongEnough(ByHand):
    """Each comment window that opened since the duty began lasted so many days, as many as were asked when it opened."""

    @cached_property
    def _rounds(self) -> list[list[Posting]]:
        every = by_thing(self.about(Posting, self.rule.subject))
        by_days = [
            sorted(same, key=lambda p: (p.inferred is not None, width(p.happened) + width(p.closed)))
            for same in every
        ]
        return [same for same in by_days if same[0].happened.latest >= self.duty.begins]

    def asked(self, on: date) -> list[Asked]:
        found = []
        for best, *_ in self._rounds:
            due = best.happened.latest + timedelta(days=max(self._days(best)))
            if on > due and on >= self.duty.begins:
                known = best.inferred is None
                found.append(Asked(best.key, 1, known, waits=True))
        return found

    def given(self, on: date) -> list[Given]:
        found: list[Given] = []
        for best, *others in self._rounds:
            opens = best.happened
            for told in [best, *(other for other in others if other.extended_to)]:
                long_enough = [
                    (closed - opened).days >= days
                    for n, days in enumerate(self._days(told))
                    for opened in [told.happened.earliest + timedelta(days=n)]
                    for closed in (told.closed.earliest, told.closed.latest)
                ]
                needed = self._days(best)
                if all(long_enough) and told.inferred is None:
                    if on >= opens.latest + timedelta(days=max(needed)):
                        found.append(Given(best.key, 1, True))
                elif any(long_enough) and on >= opens.earliest + timedelta(days=min(needed)):
                    found.append(Given(best.key, 1, False))
        return found

    def _days(self, posting: Posting) -> list[int]:
        return values_within(self.rule.at_least_days, posting.happened.earliest, posting.happened.latest)


class PublishedEachPeriod(ByHand):
    """A report for each whole period that begins while the duty lives, once it is over and the grace has run."""

    MONTHS: ClassVar = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}

    @cached_property
    def _periods(self) -> list[tuple[date, date]]:
        last = min(self.duty.last, self.rule.last or date.max)
        found = []
        first = self.rule.first
        while first <= last:
            months = first.month - 1 + self.MONTHS[self.rule.every]
            following = date(first.year + months // 12, months % 12 + 1, 1)
            if first >= self.duty.begins:
                found.append((first, following - ONE_DAY))
            first = following
        return found

    @cached_property
    def _owed(self) -> list[tuple[date, date, bool]]:
        """The periods for which a report may be owed: the first and the last day, and whether it surely is."""
        found = []
        for first, last in self._periods:
            sure, perhaps = (True, True) if self.rule.under is None else self._under(first, last)
            if sure or perhaps:
                found.append((first, last, sure))
        return found

    def _under(self, first: date, last: date) -> tuple[bool, bool]:
        signed = [a for a in self.surest(Agreement, self.rule.under) if a.happened is not None]
        sure = perhaps = False
        for a in signed:
            begins = [when for when in (a.happened, a.starts) if when is not None]
            if all(w.latest <= first for w in begins) and (a.last is None or last <= a.last.earliest):
                sure = sure or a.inferred is None
            if all(w.earliest <= first for w in begins) and (a.last is None or last <= a.last.latest):
                perhaps = True
        return sure, perhaps

    def asked(self, on: date) -> list[Asked]:
        found = []
        for first, last, sure in self._owed:
            known = sure and self.rule.grace_days is not None
            grace = timedelta(days=self.rule.grace_days.on(last)) if known else timedelta()
            if on > last + grace:
                found.append(Asked(str(first), 1, known, waits=True))
        return found

    def given(self, on: date) -> list[Given]:
        found: list[Given] = []
        for report in self.surest(Publication, self.rule.subject):
            for first, last in self._periods:
                if report.covers.earliest <= first and last <= report.covers.latest:
                    # What came out before the period was over can only perhaps tell of the whole of it.
                    sure = report.inferred is None and report.happened.latest >= last
                    found += once(str(first), 1, report.happened, on, sure=sure)
        return found


class AgreementInForce(ByHand):
    """A signed agreement between the bodies covers the day; where a roster says so, only while officers are assigned."""

    def asked(self, on: date) -> list[Asked]:
        asked = self.standing("agreement", 1, on)
        if self.rule.while_assigned is None:
            return asked
        serving = [
            roster.inferred is None
            for roster in self.surest(Roster, self.rule.while_assigned)
            for a in roster.assignments
            if a.first <= on and on <= (a.last or self.duty.last)
        ]
        if not serving:
            return []
        return asked if any(serving) else [a._replace(dated=False) for a in asked]

    def given(self, on: date) -> list[Given]:
        found: list[Given] = []
        for a in self.surest(Agreement, self.rule.subject):
            if a.happened is None or not set(self.rule.between) <= set(a.parties):
                continue
            starts = a.starts or a.happened
            begins = When(
                earliest=max(a.happened.earliest, starts.earliest),
                latest=max(a.happened.latest, starts.latest),
            )
            after = a.last and When(earliest=a.last.earliest + ONE_DAY, latest=a.last.latest + ONE_DAY)
            found += during("agreement", begins, after, on, sure=a.inferred is None)
        return found
