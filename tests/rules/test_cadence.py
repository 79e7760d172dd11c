"""Reports for every period: what is asked when, and what fills it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from compliance.rules.cadence.reports import PublishedEachPeriod
from compliance.rules.rule import Would
from tests.rules.acts import acted
from tests.rules.ledgers import act_on, asks, would_on
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


@pytest.mark.parametrize(
    ("term", "owed"),
    [
        ({"happened": "2020-02-01", "last": "2020-03-31"}, {"2020-02": "surely", "2020-03": "surely"}),
        ({"happened": "2020-02-02", "last": "2020-03-30"}, {}),
        ({"happened": "2020-03-01"}, {"2020-03": "surely", "2020-04": "surely"}),
        # What was signed before it starts counts from its start, and what was signed after it from then on.
        ({"happened": "2019-12-15", "starts": "2020-02-01", "last": "2020-02-29"}, {"2020-02": "surely"}),
        ({"happened": "2020-01-15", "starts": "2020-01-01", "last": "2020-02-29"}, {"2020-02": "surely"}),
        (
            {"happened": "2020-02-01/2020-02-10", "last": "2020-03-15/2020-03-31"},
            {"2020-02": "perhaps", "2020-03": "perhaps"},
        ),
        ({"happened": "2020-02-02/2020-02-10", "last": "2020-03-15/2020-03-30"}, {}),
        (
            {"happened": "2019-12-15", "starts": "2020-02-01/2020-02-10", "last": "2020-02-29"},
            {"2020-02": "perhaps"},
        ),
        ({"last": "2020-02-29"}, {}),
    ],
)
def test_a_period_is_owed_where_it_wholly_lies_within_the_agreement(
    term: dict[str, str], owed: dict[str, str]
) -> None:
    lines = asks(history(UNDER, agreement(**term), until="2020-04-30"))
    assert {line.split(" from ")[0]: "surely" if " due " in line else "perhaps" for line in lines} == owed


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
            surely = any(r.inferred is None and end <= r.happened.latest <= day for r in covering)
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


def test_a_report_that_came_out_before_its_period_was_over_only_perhaps_covers_it() -> None:
    early = report("r", "2020-01-25", "2020-01-01/2020-01-31")
    assert on(history(GRACE, early, silence="not_met", **UNTIL), "2020-02-11") == "cannot_tell"
    assert (
        on(history(GRACE, report("r", "2020-01-31", "2020-01-01/2020-01-31"), **UNTIL), "2020-02-11") == "met"
    )


@pytest.mark.parametrize(
    ("every", "asked", "named"),
    [("half-year", "2020-07-01", "2020, half-year 1"), ("year", "2021-01-01", "2020")],
)
def test_half_years_and_years_are_asked_from_the_day_after_they_end(
    every: str, asked: str, named: str
) -> None:
    found = history(GRACE | {"every": every, "grace_days": "0"}, silence="not_met")
    assert on(found, str(d(asked) - timedelta(days=1))) == "not_yet_due"
    assert on(found, asked) == "not_met"
    assert [m.en for m in finding(found, asked).missing] == [named]
    whole = report("r", "2021-02-01", "2020-01-01/2020-12-31")
    assert on(history(GRACE | {"every": every}, whole), "2021-02-01") == "met"


def test_the_grace_is_the_one_that_held_at_the_end_of_the_period() -> None:
    dated = MONTHS | {"grace_days": {"2019-03-01": "10", "2020-02-15": "20"}}
    found = history(dated, silence="not_met", until="2020-03-31")
    steps = [(str(s.on), [m.en for m in s.missing]) for s in found.steps() if s.missing]
    assert steps == [
        ("2020-02-11", ["January 2020"]),
        ("2020-03-21", ["January 2020 to February 2020 (2 reports)"]),
    ]


def test_a_period_that_only_may_lie_within_an_agreement_has_no_known_due_date() -> None:
    term = agreement(happened="2020-01-20/2020-02-10", last="2020-03-31")
    found = history(UNDER, term, silence="not_met", until="2020-12-31")
    assert on(found, "2020-03-01") == "cannot_tell", "February may be owed"
    assert [m.en for m in finding(found, "2020-04-11").missing] == ["February 2020 to March 2020 (2 reports)"]
    march = report("r", "2020-04-05", "2020-03-01/2020-03-31")
    assert (
        on(history(UNDER, term, march, silence="not_met", until="2020-12-31"), "2020-12-31") == "cannot_tell"
    )


def test_two_records_of_one_report_that_differ_in_what_they_cover_are_shown_as_differing() -> None:
    one = report("r", "2020-02-05", "2020-01-01/2020-01-31", thing="t")
    other = report("s", "2020-02-05", "2020-02-01/2020-02-05", thing="t")
    assert on(history(GRACE, one, other, **UNTIL), "2020-02-11") == "contradicted"


def test_the_sentence_counts_the_reports_in_both_languages() -> None:
    found = history(GRACE, report("r", "2020-02-05", "2020-01-01/2020-01-31"), **UNTIL)
    assert finding(found, "2020-02-11").says.en == "The report for the one period asked about is on record."
    assert finding(found, "2020-03-11").says.en.startswith(
        "Reports for 1 of 2 periods are on record; the record"
    )
    assert "informes de 1 de 2 periodos" in finding(found, "2020-03-11").says.es
    assert finding(history(GRACE, **UNTIL), "2020-02-11").says.en == (
        "The report for the one period asked about is not on record, which does not say that it was not made."
    )
    both = history(GRACE, report("r", "2020-03-05", "2020-01-01/2020-02-29"), **UNTIL)
    assert finding(both, "2020-03-11").says.en.startswith("Reports for 2 of 2 periods are on record.")


def test_the_reports_that_are_missing_would_close_the_gap() -> None:
    act = acted(GRACE, day="2020-05-11").act
    assert (act.kind, str(act.day)) == ("supply", "2020-05-11")
    acted(QUARTERS, report("r", "2020-04-05", "2020-01-01/2020-03-31"), day="2020-07-01")
    acted(
        GRACE | {"every": "year"},
        report("r", "2021-01-05/2021-02-05", "2020-01-01/2020-12-31"),
        day="2021-01-20",
    )


def test_where_no_agreement_is_on_record_it_would_have_to_come_with_its_report() -> None:
    found = acted(UNDER, day="2020-05-15")
    assert (found.act.kind, str(found.act.day)) == ("supply", "2020-05-15")
    assert "April 2020" in found.act.text.en
    early = acted(UNDER, day="2019-06-01")
    assert str(early.act.day) == "2020-01-31", "no month it could ask for is over before"


def test_the_latest_period_that_is_over_is_the_one_that_could_be_owed_up_to_the_last_day_looked_at() -> None:
    over = acted(UNDER, day="2020-02-29").act
    assert over and "such as: February 2020." in over.text.en
    ends_with_it = acted(UNDER, day="2019-06-01", until="2020-01-31").act
    assert ends_with_it and ends_with_it.day == d("2020-01-31")


def test_where_no_report_is_short_there_is_nothing_to_bring() -> None:
    term = agreement(happened="2020-01-01", last="2020-01-31")
    january = report("r", "2020-02-05", "2020-01-01/2020-01-31")
    filled = history(UNDER, term, january)
    assert would_on(filled, "2020-06-01") == Would()
    assert act_on(filled, "2020-06-01").text.en == "Supply the report for the next period."
    assert act_on(filled, "2020-06-01").day is None
    assert would_on(history(GRACE), "2019-06-01") == Would()
    assert (
        would_on(history(UNDER | {"last": "2020-01-01"}, **{"from": "2020-01-02"}), "2020-06-01") == Would()
    )


def test_a_duty_that_begins_with_a_period_asks_for_it_and_the_last_period_is_asked_too() -> None:
    found = history(GRACE | {"last": "2020-12-01"}, until="2022-12-31", **{"from": "2020-01-01"})
    named = {
        day: [m.en for m in finding(found, day).missing] for day in ("2020-02-11", "2020-04-11", "2022-01-01")
    }
    assert list(named.values()) == [
        ["January 2020"],
        ["January 2020 to March 2020 (3 reports)"],
        ["January 2020 to December 2020 (12 reports)"],
    ]


def test_the_agreements_are_read_only_where_periods_hang_on_them() -> None:
    check = PublishedEachPeriod.model_validate(
        {"subject": "topic", "every": "month", "first": d("2020-01-01")}
    )
    assert check.subjects() == {"topic"}
    assert check.model_copy(update={"under": "contract"}).subjects() == {"topic", "contract"}


def test_where_no_whole_period_is_left_none_can_cure_it() -> None:
    found = acted(UNDER | {"last": "2020-01-01"}, day="2020-06-01", **{"from": "2020-01-02"})
    assert found.act.kind == "none"
    assert "None can cure this" in found.act.text.en and "Nada puede remediarlo" in found.act.text.es


def test_a_last_period_before_the_first_is_refused() -> None:
    with pytest.raises(ValidationError, match="lies before first"):
        a_catalogue(MONTHS | {"last": "2019-12-01"})


@given(reports(), st.booleans(), st.dates(date(2020, 1, 1), date(2020, 6, 30)))
def test_what_the_act_on_reports_tells_to_do_does_it(found: list[Evidence], under: bool, day: date) -> None:
    check = UNDER if under else GRACE
    if history(check, *found, silence="not_met").finding(day).is_open:
        acted(check, *found, day=str(day), silence="not_met")
