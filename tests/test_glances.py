"""What a list tells of a finding is what the finding tells; and what a list does not show is not written out."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from compliance.access import PUBLIC, Actor, Door, Reading, open_record
from compliance.cli import run
from compliance.finding import Finding, Glance
from compliance.history import DAYS_REMEMBERED
from compliance.lines import open_items
from compliance.on_demand import OnDemand
from compliance.outcomes import Outcome
from tests.small import as_entries, criterion, d, history, meeting, vote
from tests.stores import NOON

TWO = criterion("meetings_held", at_least="2", first="2019-03-01", last="2020-12-31", due="2020-12-31")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    """A fictional city."""
    folder = tmp_path_factory.mktemp("city") / "city"
    size = ["--obligations", "40", "--evidence", "1500"]
    assert run(["example", str(folder), *size]) == 0
    return open_record(f"sqlite:///{folder / 'pilcrow.db'}", folder / "files", lambda: NOON)


@pytest.fixture(scope="module", params=[PUBLIC, Actor("monitor-01")], ids=["public", "monitor"])
def reading(door: Door, request: pytest.FixtureRequest) -> Reading:
    """What the public is told of it, for whom hidden rows leave findings in doubt; and what the monitor is."""
    return door.ask(request.param)


def days(reading: Reading) -> Sequence[date]:
    """Some days, future ones too, from the decree's first to the last that can be looked at."""
    first, last = reading.assessment.first, reading.assessment.horizon
    return [first + (last - first) * n / 6 for n in range(7)] + [reading.on]


def test_a_glance_agrees_with_the_finding_on_every_check_and_day(reading: Reading) -> None:
    seen = set()
    for on in days(reading):
        for one in reading.assessment.obligations.values():
            for check in one.criteria:
                found = check.finding(on)
                assert check.glance(on) == Glance(found.outcome, found.due, found.holder)
                assert found.outcome is check.outcomes.at(on)
                seen.add(found.outcome)
    assert seen >= {
        Outcome.MET,
        Outcome.NOT_MET,
        Outcome.CANNOT_TELL,
        Outcome.NEEDS_REVIEW,
        Outcome.NOT_YET_DUE,
    }


def test_the_gaps_are_the_open_findings_by_due_date(reading: Reading) -> None:
    for on in days(reading):
        every = [f for o in reading.assessment.obligations.values() for f in o.findings(on) if f.is_open]
        known = sorted((f for f in every if f.due is not None), key=lambda f: f.due or on)
        assert list(reading.assessment.gaps(on)) == known + [f for f in every if f.due is None]


def test_open_items_asked_for_by_body_and_day_are_those_of_the_findings(reading: Reading) -> None:
    every = [line.finding for line in open_items(reading, None, None, "en").findings]
    holder = next(f.holder for f in every if f and f.due)
    before = reading.on - timedelta(200)
    own = [f for f in every if f and f.holder == holder]
    found = open_items(reading, holder, before, "en")
    assert [line.finding for line in found.findings] == [f for f in own if f.due and f.due < before]
    assert found.without_due_day == len([f for f in own if f.due is None])
    assert found.unchecked is None


def test_of_many_things_only_those_that_are_shown_are_made() -> None:
    made: list[int] = []

    def make(item: int) -> str:
        made.append(item)
        return f"thing {item}"

    many = OnDemand(range(1_000), make)
    assert (len(many), many[3:5], many[-1], made) == (1_000, ["thing 3", "thing 4"], "thing 999", [3, 4, 999])
    even = many.where(lambda item: item % 2 == 0)
    assert (len(even), len(made)) == (500, 3)
    assert list(even)[:2] == ["thing 0", "thing 2"]


def test_a_finding_asked_for_again_is_the_same_one_until_other_days_were_asked_for() -> None:
    check = history(TWO, meeting("m1", "2019-05-01"), vote("v", "2021-02-22"))
    on = d("2021-06-01")
    first: Finding = check.finding(on)
    assert check.finding(on) is first
    for n in range(1, DAYS_REMEMBERED + 1):
        check.finding(on + timedelta(n))
    again = check.finding(on)
    assert again == first
    assert again is not first


def test_what_is_remembered_of_one_day_is_not_told_of_another() -> None:
    check = history(TWO, *(e.evidence for e in as_entries([meeting("m1", "2019-05-01")])))
    early, late = check.finding(d("2020-06-01")), check.finding(d("2021-06-01"))
    assert (early.on, late.on) == (d("2020-06-01"), d("2021-06-01"))
    assert early.outcome is not late.outcome
