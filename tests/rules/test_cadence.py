"""Reports for every month or quarter: when each is asked, and which record fills it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.small import FIRST, a_catalogue, criterion, d, finding, history, on, outcomes, record, report

MONTHS = criterion("published_each_period", every="month", first="2020-01-01", due="each period")
GRACE = MONTHS | {"grace_days": "10"}
QUARTERS = MONTHS | {"every": "quarter", "grace_days": "0"}
UNTIL = {"until": "2020-03-31"}


def test_a_period_is_asked_for_from_the_day_after_its_end_plus_grace() -> None:
    found = history(GRACE, silence="not_met", **UNTIL)
    assert on(found, "2020-02-10") == "not_yet_due"
    assert on(found, "2020-02-11") == "not_met"
    assert [m.en for m in finding(found, "2020-02-11").missing] == ["January 2020"]


def test_where_no_grace_is_known_a_missing_report_can_not_be_told_from_the_day_after_the_period() -> None:
    found = history(MONTHS, silence="not_met", **UNTIL)
    assert on(found, "2020-01-31") == "not_yet_due"
    assert on(found, "2020-02-01") == "cannot_tell"


def test_a_leap_february_and_a_quarter_end_on_their_last_day() -> None:
    reports = [report("r1", "2020-02-05", "2020-01-01/2020-01-31")]
    assert on(history(MONTHS, *reports, **UNTIL), "2020-02-29") == "met"
    assert on(history(MONTHS, *reports, **UNTIL), "2020-03-01") == "cannot_tell"
    found = history(QUARTERS, silence="not_met", until="2020-06-30")
    assert on(found, "2020-03-31") == "not_yet_due"
    assert on(found, "2020-04-01") == "not_met"
    assert [m.en for m in finding(found, "2020-04-01").missing] == ["2020, quarter 1"]


def test_the_first_period_that_a_duty_asks_for_is_the_first_whole_one() -> None:
    found = history(MONTHS, **UNTIL, **{"from": "2020-01-02"})
    assert on(found, "2020-02-29") == "not_yet_due"
    assert on(found, "2020-03-01") == "cannot_tell"
    assert [m.en for m in finding(found, "2020-03-01").missing] == ["February 2020"]


@pytest.mark.parametrize(
    "covers", ["2020-01-02/2020-01-31", "2020-01-01/2020-01-30", "2020-02-01/2020-02-29"]
)
def test_a_report_that_does_not_cover_the_whole_period_does_not_fill_it(covers: str) -> None:
    assert on(history(MONTHS, report("r", "2020-02-01", covers), **UNTIL), "2020-02-02") == "cannot_tell"


def test_one_report_may_cover_several_periods() -> None:
    found = history(MONTHS, report("r", "2020-03-01", "2020-01-01/2020-02-29"), **UNTIL)
    assert on(found, "2020-03-01") == "met"


def test_a_late_report_says_by_how_many_days() -> None:
    found = history(GRACE, report("r", "2020-02-13", "2020-01-01/2020-01-31"), **UNTIL)
    assert on(found, "2020-02-12") == "cannot_tell"
    shown = finding(found, "2020-02-13")
    assert (shown.outcome, shown.late_days) == ("met", 3)
    in_time = history(GRACE, report("r", "2020-02-10", "2020-01-01/2020-01-31"), **UNTIL)
    assert finding(in_time, "2020-02-11").late_days is None


def test_a_vague_day_of_handing_over_that_straddles_the_due_date_is_never_a_no() -> None:
    found = history(
        GRACE, report("r", "2020-02-05/2020-02-15", "2020-01-01/2020-01-31"), silence="not_met", **UNTIL
    )
    assert on(found, "2020-02-11") == "cannot_tell"
    assert on(found, "2020-02-14") == "cannot_tell"
    assert on(found, "2020-02-15") == "met"


def test_an_inferred_report_fills_nothing() -> None:
    inferred = report("r", "2020-02-05", "2020-01-01/2020-01-31", inferred="The day.")
    assert on(history(GRACE, inferred, silence="not_met", **UNTIL), "2020-02-11") == "cannot_tell"


def test_a_report_once_made_does_not_lapse_but_a_later_missing_one_is_not_shown() -> None:
    found = history(GRACE, report("r", "2020-02-05", "2020-01-01/2020-01-31"), silence="not_met", **UNTIL)
    assert outcomes(found)[1:] == [("2020-02-11", "met"), ("2020-03-11", "not_met")]


def test_the_timeline_names_each_further_period_that_is_missing() -> None:
    steps = history(MONTHS, **UNTIL).steps()
    assert [(str(s.on), [m.en for m in s.missing]) for s in steps if s.outcome == "cannot_tell"] == [
        ("2020-02-01", ["January 2020"]),
        ("2020-03-01", ["January 2020 to February 2020 (2 reports)"]),
    ]


def agreement(key: str = "a", **fields: str) -> Evidence:
    """A signed agreement about `contract`."""
    about = {"subject": ["contract"], "parties": ["police", "schools"], "title": "An agreement"}
    return record("agreement", key, **(about | fields))


UNDER = GRACE | {"under": "contract"}


def test_only_whole_periods_under_an_agreement_are_asked_for() -> None:
    term = agreement(happened="2020-01-15", last="2020-03-15")
    found = history(UNDER, term, silence="not_met", until="2020-12-31")
    assert [m.en for m in finding(found, "2020-12-31").missing] == ["February 2020"]


def test_without_an_agreement_on_record_nothing_is_asked_and_that_is_not_a_no() -> None:
    found = history(UNDER, silence="not_met", until="2020-12-31")
    assert outcomes(found) == [("2019-03-01", "cannot_tell")]
    assert finding(found, "2020-12-31").missing[0].en.startswith("an agreement")


def test_an_inferred_agreement_blames_nobody() -> None:
    term = agreement(happened="2020-01-01", last="2020-03-31", inferred="That it was signed.")
    assert "not_met" not in {
        o for _, o in outcomes(history(UNDER, term, silence="not_met", until="2020-12-31"))
    }


@pytest.mark.parametrize(("every", "first"), [("month", "2020-01-02"), ("quarter", "2020-02-01")])
def test_a_first_day_that_begins_no_period_is_refused_in_the_catalogue(every: str, first: str) -> None:
    with pytest.raises(ValidationError, match="give the first day of one"):
        a_catalogue(MONTHS | {"every": every, "first": first})


@st.composite
def reports(draw: st.DrawFn) -> list[Evidence]:
    """A few reports for one or two months, some with a vague day, some inferred."""
    found = []
    for i in range(draw(st.integers(0, 4))):
        covers = draw(
            st.sampled_from(
                [
                    "2020-01-01/2020-01-31",
                    "2020-02-01/2020-02-29",
                    "2020-01-01/2020-02-29",
                    "2020-01-05/2020-02-29",
                ]
            )
        )
        out = draw(st.dates(date(2020, 1, 25), date(2020, 4, 10)))
        vague = draw(st.sampled_from([0, 0, 5]))
        more = {"inferred": "The day."} if draw(st.integers(0, 4)) == 0 else {}
        found.append(report(f"r{i}", f"{out}/{out + timedelta(days=vague)}", covers, **more))
    return found


@given(reports(), st.booleans())
def test_each_day_is_as_a_plain_look_at_each_period_says(found: list[Evidence], strict: bool) -> None:
    silence = "not_met" if strict else "cannot_tell"
    last = d("2020-04-05")
    checked = history(GRACE, *found, silence=silence, until=str(last))
    months = [
        (d("2020-01-01"), d("2020-01-31"), d("2020-02-10")),
        (d("2020-02-01"), d("2020-02-29"), d("2020-03-10")),
        (d("2020-03-01"), d("2020-03-31"), d("2020-04-10")),
        (d("2020-04-01"), d("2020-04-30"), d("2020-05-10")),
    ]
    day, shown = FIRST, set()
    while day <= last:
        states = []
        for first, end, due in months:
            covering = [r for r in found if r.covers.earliest <= first and end <= r.covers.latest]
            surely = any(r.inferred is None and r.happened.latest <= day for r in covering)
            perhaps = any(r.happened.earliest <= day for r in covering)
            states.append((first, day > due, surely, perhaps))
        asked = [state for state in states if state[1]]
        shown |= {state[0] for state in asked if state[2]}
        short = [state for state in asked if not state[2]]
        surely_short = [state for state in short if not state[3]]
        if not asked:
            ready = all(state[2] for state in states)
            expected = "met" if ready else "not_yet_due"
        elif surely_short and strict:
            expected = "lapsed" if all(state[0] in shown for state in surely_short) else "not_met"
        else:
            expected = "cannot_tell" if short else "met"
        assert checked.outcomes.at(day) == expected, day
        day += timedelta(days=1)
