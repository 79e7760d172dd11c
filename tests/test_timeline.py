"""Timelines against the plainest thing that could be right: a dictionary with one entry for each day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.timeline import ONE_DAY, Timeline, in_any, running_sum, sum_of_spans, together

FIRST, STOP = date(2020, 2, 20), date(2020, 4, 1)
DAYS = [FIRST + timedelta(days=n) for n in range((STOP - FIRST).days)]

days = st.sampled_from(DAYS)
around = st.dates(FIRST - timedelta(days=20), STOP + timedelta(days=20))
values = st.integers(0, 3)
changes = st.lists(st.tuples(days, values), max_size=12).map(lambda found: [(FIRST, 0), *found])
timelines = changes.map(lambda found: Timeline.from_changes(found, STOP))
spans = st.lists(st.tuples(around, st.none() | around, st.integers(-3, 5)), max_size=10)


def day_by_day(found: list[tuple[date, int]]) -> dict[date, int]:
    """The value of each day: of the changes up to it the latest, and of two on one day the later given."""
    by_day = {}
    for day in DAYS:
        before = [change for change in found if change[0] <= day]
        latest = max(change[0] for change in before)
        by_day[day] = [value for first, value in before if first == latest][-1]
    return by_day


def as_days(timeline: Timeline[int]) -> dict[date, int]:
    """The value of each day as the timeline tells it."""
    return {day: timeline.at(day) for day in DAYS}


@given(changes)
def test_each_day_holds_the_latest_change_up_to_it(found: list[tuple[date, int]]) -> None:
    assert as_days(Timeline.from_changes(found, STOP)) == day_by_day(found)


@given(timelines)
def test_the_steps_cover_every_day_once_and_neighbours_differ(timeline: Timeline[int]) -> None:
    steps = list(timeline.steps())
    assert steps[0].first == FIRST
    assert steps[-1].last == STOP - ONE_DAY == timeline.last
    for step, following in pairwise(steps):
        assert step.last + ONE_DAY == following.first
        assert step.value != following.value
    assert {day: s.value for s in steps for day in DAYS if s.first <= day <= s.last} == as_days(timeline)


@given(timelines, timelines)
def test_equal_histories_are_equal_objects_and_others_are_not(a: Timeline[int], b: Timeline[int]) -> None:
    assert (a == b) == (as_days(a) == as_days(b))


@given(timelines, timelines, timelines)
def test_together_combines_day_by_day(a: Timeline[int], b: Timeline[int], c: Timeline[int]) -> None:
    both = together(lambda x, y, z: (x + y) * z, a, b, c)
    assert as_days(both) == {day: (a.at(day) + b.at(day)) * c.at(day) for day in DAYS}


@given(timelines, days, days)
def test_together_covers_only_the_days_that_all_cover(a: Timeline[int], one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    shared = together(lambda x, y: x + y, a, Timeline.constant(10, first, last + ONE_DAY))
    assert (shared.first, shared.last) == (first, last)
    assert all(shared.at(day) == a.at(day) + 10 for day in DAYS if first <= day <= last)


@given(timelines)
def test_map_changes_the_value_of_each_day(timeline: Timeline[int]) -> None:
    mapped = timeline.map(lambda value: value // 2)
    assert as_days(mapped) == {day: value // 2 for day, value in as_days(timeline).items()}
    assert all(a != b for a, b in pairwise(mapped.values))


@given(timelines, around, around)
def test_between_keeps_the_days_from_the_first_to_the_last_both_included(
    timeline: Timeline[int], one: date, other: date
) -> None:
    first, last = min(one, other), max(one, other)
    left = [day for day in DAYS if first <= day <= last]
    if not left:
        with pytest.raises(ValueError, match="no day"):
            timeline.between(first, last)
        return
    part = timeline.between(first, last)
    assert (part.first, part.last) == (left[0], left[-1])
    assert [part.at(day) for day in left] == [timeline.at(day) for day in left]


@given(st.lists(st.tuples(around, st.integers(-3, 5)), max_size=12))
def test_a_running_sum_is_the_sum_of_all_changes_so_far(found: list[tuple[date, int]]) -> None:
    expected = {day: sum(amount for when, amount in found if when <= day) for day in DAYS}
    assert as_days(running_sum(found, FIRST, STOP)) == expected


@given(spans)
def test_a_sum_of_spans_counts_both_the_first_and_the_last_day(
    found: list[tuple[date, date | None, int]],
) -> None:
    expected = {
        day: sum(amount for first, last, amount in found if first <= day and (last is None or day <= last))
        for day in DAYS
    }
    assert as_days(sum_of_spans(found, FIRST, STOP)) == expected


@given(spans)
def test_a_day_is_in_any_of_some_spans_from_the_first_to_the_last_day_of_each(
    found: list[tuple[date, date | None, int]],
) -> None:
    days = [(first, last) for first, last, _ in found]
    expected = {
        day: any(first <= day and (last is None or day <= last) for first, last in days) for day in DAYS
    }
    assert as_days(in_any(days, FIRST, STOP)) == expected


@pytest.mark.parametrize("day", [FIRST - ONE_DAY, STOP])
def test_a_day_outside_is_refused_with_the_days_covered(day: date) -> None:
    with pytest.raises(ValueError, match=f"{day} is outside {FIRST} to {STOP - ONE_DAY}"):
        Timeline.constant(1, FIRST, STOP).at(day)


def test_a_timeline_of_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Timeline.constant(1, STOP, STOP)
    with pytest.raises(ValueError, match="at least one day"):
        Timeline.from_changes([], STOP)


def test_of_two_changes_on_one_day_the_later_given_holds_however_they_compare() -> None:
    later_smaller = Timeline.from_changes([(FIRST, 0), (DAYS[3], 2), (DAYS[3], 1)], STOP)
    assert later_smaller.at(DAYS[3]) == 1


def test_a_span_of_one_day_counts_on_that_day_and_one_that_ends_before_it_begins_on_none() -> None:
    counted = sum_of_spans([(DAYS[3], DAYS[3], 1), (DAYS[6], DAYS[5], 1)], FIRST, STOP)
    assert [day for day in DAYS if counted.at(day)] == [DAYS[3]]


def test_parts_that_only_touch_share_no_day() -> None:
    timeline = Timeline.constant(1, FIRST, DAYS[5])
    with pytest.raises(ValueError, match="share no day"):
        together(lambda a, b: a + b, timeline, Timeline.constant(1, DAYS[5], STOP))
    with pytest.raises(ValueError, match=f"no day of {FIRST} to {DAYS[4]} is left"):
        timeline.between(DAYS[5], STOP)
    with pytest.raises(ValueError, match="no day"):
        timeline.between(FIRST - ONE_DAY, FIRST - ONE_DAY)
