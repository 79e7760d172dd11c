"""What was published, or looked at, and for how long it is fresh."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from compliance.evidence import Evidence
from compliance.rules.rule import Would
from tests.rules.acts import acted
from tests.rules.ledgers import act_on, would_on
from tests.small import criterion, d, finding, history, on, outcomes, record, report

FRESH = criterion("kept_fresh", limit_days="30", due="none")


def look(key: str, happened: str, **fields: Any) -> Evidence:
    """A look at a data set."""
    return record("dataset", key, happened=happened, **({"title": "Arrests by school"} | fields))


def test_a_publication_is_fresh_from_its_day_until_the_limit_after_the_last_day_it_covers() -> None:
    found = history(FRESH, report("r", "2020-01-10", "2019-12-01/2019-12-31"))
    assert outcomes(found) == [
        ("2019-03-01", "cannot_tell"),
        ("2020-01-10", "met"),
        ("2020-01-31", "cannot_tell"),
    ]


def test_what_was_fresh_and_is_stale_has_lapsed_where_silence_is_a_no() -> None:
    strict = FRESH | {"due": "2019-12-31"}
    found = history(strict, report("r", "2020-01-10", "2019-12-01/2019-12-31"), silence="not_met")
    assert outcomes(found)[1:] == [("2020-01-01", "not_met"), ("2020-01-10", "met"), ("2020-01-31", "lapsed")]


def test_data_that_were_stale_when_they_came_out_were_never_fresh() -> None:
    assert (
        on(history(FRESH, report("r", "2020-03-01", "2019-12-01/2019-12-31")), "2020-03-01") == "cannot_tell"
    )


def test_nothing_covers_days_after_it_came_out() -> None:
    found = history(FRESH, report("r", "2020-01-10", "2020-01-01/2020-12-31"))
    assert [o for _, o in outcomes(found)] == ["cannot_tell", "met", "cannot_tell"]
    assert outcomes(found)[-1][0] == "2020-02-10"


def test_a_look_at_a_data_set_shows_it_fresh_and_one_without_a_last_day_shows_nothing() -> None:
    found = history(FRESH, look("l", "2020-01-10", last_data_day="2020-01-05"))
    assert outcomes(found)[1:] == [("2020-01-10", "met"), ("2020-02-05", "cannot_tell")]
    assert on(history(FRESH, look("l", "2020-01-10")), "2020-01-10") == "cannot_tell"


def test_a_vague_or_inferred_last_day_is_never_a_no() -> None:
    vague = look("l", "2020-01-10", last_data_day="2020-01-01/2020-01-05")
    found = history(FRESH | {"due": "2019-12-31"}, vague, silence="not_met")
    assert outcomes(found)[2:] == [
        ("2020-01-10", "met"),
        ("2020-02-01", "cannot_tell"),
        ("2020-02-05", "lapsed"),
    ]
    inferred = report("r", "2020-01-10", "2020-01-01/2020-01-05", inferred="That it came out.")
    strict = history(FRESH | {"due": "2019-12-31"}, inferred, silence="not_met")
    assert on(strict, "2020-01-10") == "cannot_tell"


def test_a_limit_that_an_order_changes_holds_from_its_day_on() -> None:
    dated = FRESH | {"limit_days": {"2019-03-01": "30", "2020-02-20": "60", "2020-02-25": "10"}}
    found = history(dated, report("r", "2020-01-05", "2020-01-01/2020-01-04"))
    assert outcomes(found)[1:] == [
        ("2020-01-05", "met"),
        ("2020-02-04", "cannot_tell"),
        ("2020-02-20", "met"),
        ("2020-02-25", "cannot_tell"),
    ]


def test_the_sentence_gives_the_age_against_the_limit() -> None:
    says = finding(history(FRESH, report("r", "2020-01-10", "2019-12-01/2019-12-31")), "2020-02-01").says
    assert says.en == (
        "The latest on record by 1 February 2020 covers days to 31 December 2019, 32 days before; at most 30 days are "
        "asked."
    )
    assert "32 días antes" in says.es
    empty = finding(history(FRESH), "2020-02-01")
    assert empty.says.en.startswith("No publication or data set whose last day is known is on record")
    assert [m.en for m in empty.missing] == [
        "a publication or data set that covers days to 2 January 2020 or later"
    ]


def test_the_sentence_tells_of_what_covers_the_latest_days_and_surely_was_out() -> None:
    told = [
        report("old", "2020-01-10", "2019-12-31"),
        report("new", "2020-02-01", "2020-01-31"),
        report("ahead", "2020-02-05", "2020-02-04"),
        report("inferred", "2020-02-01", "2020-02-01", inferred="The day."),
    ]
    says = finding(history(FRESH, *told), "2020-02-01").says
    assert says.en.startswith(
        "The latest on record by 1 February 2020 covers days to 31 January 2020, 1 day before;"
    )


def test_a_data_set_whose_last_day_is_not_known_hides_no_other() -> None:
    found = history(FRESH, look("l", "2020-01-10"), look("m", "2020-01-11", last_data_day="2020-01-11"))
    assert on(found, "2020-01-11") == "met"


def test_what_may_have_come_out_by_a_day_is_not_sure_on_it() -> None:
    vague = report("r", "2020-01-05/2020-01-10", "2019-12-01/2019-12-31")
    found = history(FRESH | {"due": "2019-12-31"}, vague, silence="not_met")
    assert outcomes(found)[1:] == [
        ("2020-01-01", "not_met"),
        ("2020-01-05", "cannot_tell"),
        ("2020-01-10", "met"),
        ("2020-01-31", "lapsed"),
    ]


def test_it_is_late_until_the_day_it_was_first_fresh_whatever_stale_came_out_later() -> None:
    stale = report("s", "2020-03-01", "2019-12-01/2019-12-31")
    fresh = report("f", "2020-02-10", "2020-02-10")
    found = finding(history(FRESH | {"due": "2019-12-31"}, stale, fresh), "2020-02-10")
    assert (found.outcome, found.late_days) == ("met", 41)


def test_where_it_is_fresh_there_is_no_day_and_nothing_to_bring() -> None:
    found = history(FRESH, report("r", "2020-01-10", "2020-01-10"))
    assert act_on(found, "2020-01-10").day is None
    assert would_on(found, "2020-01-10") == Would()


def test_publishing_today_would_make_it_fresh() -> None:
    found = acted(FRESH, report("r", "2020-01-10", "2019-12-01/2019-12-31"), day="2020-02-01")
    assert (found.act.kind, str(found.act.day)) == ("do", "2020-02-01")
    acted(FRESH | {"limit_days": "0"}, day="2020-02-01")


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90), st.integers(0, 9), st.booleans()), max_size=4),
    st.integers(0, 40),
    st.integers(0, 120),
)
def test_fresh_is_what_a_plain_look_at_each_day_says_and_the_act_does_what_it_says(
    out: list[tuple[int, int, int, bool]], limit: int, after: int
) -> None:
    start, found, sure, perhaps = d("2020-01-01"), [], False, False
    day = start + timedelta(days=after)
    for i, (published, back, width, inferred) in enumerate(out):
        first = start + timedelta(days=published)
        covered = first - timedelta(days=back)
        last = first + timedelta(days=width)
        more = {"inferred": "The day."} if inferred else {}
        found.append(report(f"r{i}", f"{first}/{last}", f"{covered}", **more))
        fresh = covered <= day and (day - covered).days <= limit
        sure = sure or (fresh and last <= day and not inferred)
        perhaps = perhaps or (fresh and first <= day)
    check = FRESH | {"limit_days": f"{limit}", "due": "2019-12-31"}
    strict = history(check, *found, silence="not_met")
    assert (strict.finding(day).outcome == "met") is sure
    if not sure:
        assert (strict.finding(day).outcome == "cannot_tell") is perhaps
        acted(check, *found, day=str(day), silence="not_met")
