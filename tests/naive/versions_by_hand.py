"""Versions of a policy, and officers on a roster: what two more rules ask and are given on one day, written a second time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from compliance.catalogue import Criterion
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.policy import Policy
from compliance.evidence.roster import Assignment, Roster
from compliance.evidence.training import Training
from compliance.rules.rule import Duty
from tests.naive.books import Asked, Book, Given
from tests.naive.by_hand import (
    ONE_DAY,
    AgreementInForce,
    ByHand,
    GroupsReached,
    MeetingsHeld,
    PublishedEachPeriod,
    WindowLongEnough,
    by_thing,
    during,
    width,
)


@dataclass(frozen=True)
class Version:
    """One version: all records of it, the surest first, and the first day on which it no longer held."""

    records: tuple[Policy, ...]
    ends: When | None

    @property
    def begins(self) -> When:
        """The day it took effect."""
        return self.records[0].effective

    @property
    def sure(self) -> bool:
        """Whether a source shows it."""
        return self.records[0].inferred is None


def versions(policies: Sequence[Policy]) -> list[Version]:
    """The versions of one policy. A version ends on the day that a record of it says, or else when the next one under its
    number takes effect; and a notice for a limited time also when that has run out."""
    told = [sorted(same, key=_doubt) for same in by_thing(policies)]
    told.sort(key=lambda same: (same[0].effective.latest, same[0].key))
    found = []
    for i, same in enumerate(told):
        peers = [p for p in same if (p.inferred is None) == (same[0].inferred is None)]
        after = [later[0].effective for later in told[i + 1 :] if later[0].number == same[0].number]
        ends = next((p.ends for p in peers if p.ends), None) or next(iter(after), None)
        expires = next((p.expires for p in peers if p.expires), None)
        over = expires and When(earliest=expires.earliest + ONE_DAY, latest=expires.latest + ONE_DAY)
        if ends and over:
            ends = When(earliest=min(ends.earliest, over.earliest), latest=min(ends.latest, over.latest))
        found.append(Version(tuple(same), ends or over))
    return found


def _doubt(policy: Policy) -> tuple[bool, int, int]:
    return policy.inferred is not None, width(policy.effective), width(policy.ends or policy.expires)


class PolicyInForce(ByHand):
    """A version holds on the day; where paragraphs are asked, one that names each of them."""

    @cached_property
    def _versions(self) -> list[Version]:
        return versions(self.about(Policy, self.rule.subject))

    def asked(self, on: date) -> list[Asked]:
        return self.standing("policy", 1, on)

    def given(self, on: date) -> list[Given]:
        wanted = set(self.rule.cites.on(on)) if self.rule.cites else set()
        return [
            given
            for version in self._versions
            if wanted <= self._cited(version)
            for given in during("policy", version.begins, version.ends, on, sure=version.sure)
        ]

    def _cited(self, version: Version) -> set[str]:
        return {number for p in version.records if (p.inferred is None) == version.sure for number in p.cites}


class EachTrained(ByHand):
    """So many percent of the officers on the roster of the day have a training that counts."""

    def __init__(self, criterion: Criterion, records: Sequence[Evidence], duty: Duty):
        super().__init__(criterion, records, duty)
        self._lists = self.surest(Roster, self.rule.roster)
        self._officers = sorted({a.officer for one in self._lists for a in one.assignments})
        self._taught = versions(self.about(Policy, self.rule.policy)) if self.rule.policy else []

    def asked(self, on: date) -> list[Asked]:
        found = []
        for officer in self._officers:
            on_it = self._on_roster[officer]
            if on not in on_it:
                continue
            found += self._of_officer(officer, on, sure=on_it[on])
        return found

    def _of_officer(self, officer: str, on: date, *, sure: bool) -> list[Asked]:
        waits = self.rule.initial_within_days is not None
        first, may, surely = self._stretches[officer][on]
        standing = self.standing("units", self.rule.percent.on(on), on)
        known = [
            a._replace(waits=waits, dated=a.dated or (waits and first >= self.duty.begins)) for a in standing
        ]
        if on < may:
            return known if self._trained(officer, on) else []
        return known if sure and on >= surely else [a._replace(waits=waits, dated=False) for a in known]

    @cached_property
    def _stretches(self) -> dict[str, dict[date, tuple[date, date, date]]]:
        """By officer, for each day on which they may have been on the roster: the first of the days on end around it, the
        first on which something may be asked, and the first on which it surely is."""
        found: dict[str, dict[date, tuple[date, date, date]]] = {}
        for officer, days in self._on_roster.items():
            own = found.setdefault(officer, {})
            for first in sorted(day for day in days if day - ONE_DAY not in days):
                on_end = [first]
                while on_end[-1] + ONE_DAY in days:
                    on_end.append(on_end[-1] + ONE_DAY)
                surely_from = next((day for day in on_end if days[day]), first)
                wait = self._wait(first)
                own |= {day: (first, first + wait, surely_from + wait if wait else first) for day in on_end}
        return found

    def _wait(self, first: date) -> timedelta:
        """For how long after the first day of a stretch nothing is asked."""
        within = self.rule.initial_within_days
        return timedelta(days=within.on(first) + 1) if within else timedelta()

    @cached_property
    def _on_roster(self) -> dict[str, dict[date, bool]]:
        """By officer, the days on which they may have been on the roster, each with whether they surely were."""
        found: dict[str, dict[date, bool]] = {officer: {} for officer in self._officers}
        for one in self._lists:
            for a in one.assignments:
                gone = self._left_out(one, a)
                on, last = a.first, min(a.last or self.duty.last, self.duty.last)
                ends = gone is not None and gone.earliest <= last
                while on <= last and not (ends and gone is not None and on >= gone.latest):
                    began = gone is None or a.first < gone.earliest
                    told = not ends or on <= (
                        max(one.happened.latest, a.first) if began else one.happened.latest
                    )
                    sure = one.inferred is None and told
                    found[a.officer][on] = found[a.officer].get(on, False) or sure
                    on += ONE_DAY
        return found

    def _left_out(self, one: Roster, a: Assignment) -> When | None:
        """The day of the next whole list of the same body, from the first day of an assignment on, that does not have its
        officer at its school."""
        later = [
            other.happened
            for other in self._lists
            if other.whole
            and other.inferred is None
            and other.kept_by == one.kept_by
            and other.happened.earliest > one.happened.latest
            and other.happened.earliest >= a.first
            and not any(
                a.school is None or there.school in (None, a.school)
                for there in other.on_its_day().get(a.officer, [])
            )
        ]
        return min(later, key=lambda when: when.latest, default=None)

    def given(self, on: date) -> list[Given]:
        found = []
        for officer in self._officers:
            if on in self._on_roster[officer]:
                trained = self._trained(officer, on)
                _, may, _ = self._stretches[officer][on]
                if trained or (trained is not None and on >= may):
                    found.append(Given("units", 100, trained))
        return found

    def _trained(self, officer: str, on: date) -> bool | None:
        """Whether a training of the officer surely counts on a day; None where none may."""
        readings = [
            given.sure
            for training in self.surest(Training, self.rule.subject)
            if officer in training.officers
            for given in self._counts(training, on)
        ]
        return any(readings) if readings else None

    def _counts(self, training: Training, on: date) -> list[Given]:
        ends: list[When] = []
        sure = training.inferred is None
        if self.rule.policy:
            version = next(
                (v for v in self._taught if training.on_version in {p.key for p in v.records}), None
            )
            if version is None:
                return []
            sure = sure and version.sure
            if version.ends:
                grace = timedelta(days=self.rule.grace_days)
                ends.append(When(earliest=version.ends.earliest + grace, latest=version.ends.latest + grace))
        if self.rule.every_days:
            when = training.happened
            cycles = self.rule.every_days.on(when.earliest), self.rule.every_days.on(when.latest)
            ends.append(
                When(
                    earliest=when.earliest + timedelta(days=min(cycles) + 1),
                    latest=when.latest + timedelta(days=max(cycles) + 1),
                )
            )
        until = None
        if ends:
            until = When(earliest=min(e.earliest for e in ends), latest=min(e.latest for e in ends))
        return during("units", training.happened, until, on, sure=sure)


BY_HAND: dict[str, type[ByHand]] = {
    "agreement_in_force": AgreementInForce,
    "each_trained": EachTrained,
    "groups_reached": GroupsReached,
    "meetings_held": MeetingsHeld,
    "policy_in_force": PolicyInForce,
    "published_each_period": PublishedEachPeriod,
    "window_long_enough": WindowLongEnough,
}


def read_by_hand(criterion: Criterion, records: Sequence[Evidence], duty: Duty) -> Book:
    """The asks and gives of a criterion whose rule is written here a second time."""
    return BY_HAND[criterion.check.name](criterion, records, duty)
