"""Agreements: a signed one between the bodies covers the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import asks, gives
from tests.rules.open_gaps import acted_where_open
from tests.small import criterion, d, finding, history, on, outcomes, record

SIGNED = criterion("agreement_in_force", between=["police", "schools"])
WHILE = SIGNED | {"while_assigned": "roster"}


def agreement(**fields: object) -> Evidence:
    """A signed agreement between the two."""
    return record("agreement", "a", **({"parties": ["police", "schools"], "title": "An agreement"} | fields))


def roster(first: str, last: str | None = None, **fields: str) -> Evidence:
    """One officer, assigned from the first day to the last."""
    days = {"officer": "o-1", "first": first} | ({"last": last} if last else {})
    return record(
        "roster", f"roster-{first}", subject=["roster"], happened=first, assignments=[days], **fields
    )


def test_an_empty_record_shows_nothing_either_way() -> None:
    assert outcomes(history(SIGNED)) == [("2019-03-01", "cannot_tell")]
    assert outcomes(history(WHILE, silence="not_met")) == [("2019-03-01", "cannot_tell")]
    assert "officer was assigned" in finding(history(WHILE), "2020-01-01").missing[0].en


def test_it_covers_its_last_day_and_not_the_day_after() -> None:
    found = history(SIGNED, agreement(happened="2019-12-01", last="2020-08-31"))
    assert outcomes(found) == [
        ("2019-03-01", "cannot_tell"),
        ("2019-12-01", "met"),
        ("2020-09-01", "cannot_tell"),
    ]


def test_after_its_end_it_is_no_longer_shown_where_silence_is_a_no() -> None:
    found = history(
        SIGNED | {"due": "2019-06-30"}, agreement(happened="2019-12-01", last="2020-08-31"), silence="not_met"
    )
    assert on(found, "2019-06-30") == "not_yet_due"
    assert on(found, "2019-07-01") == "not_met"
    assert on(found, "2020-09-01") == "lapsed"


def test_a_term_that_began_before_the_signing_counts_from_the_signing() -> None:
    found = history(
        SIGNED, agreement(happened="2019-12-01/2019-12-31", starts="2019-09-01", last="2020-08-31")
    )
    assert on(found, "2019-12-30") == "cannot_tell"
    assert on(found, "2019-12-31") == "met"


def test_a_signature_before_the_term_counts_from_the_term() -> None:
    found = history(SIGNED, agreement(happened="2019-08-01", starts="2019-09-01"))
    assert on(found, "2019-08-31") == "cannot_tell"
    assert on(found, "2019-09-01") == "met"


def test_a_vague_last_day_ends_it_on_the_first_possible_one() -> None:
    found = history(SIGNED, agreement(happened="2019-12-01", last="2020-08-01/2020-08-31"))
    assert on(found, "2020-08-01") == "met"
    assert on(found, "2020-08-02") == "cannot_tell"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"happened": "2019-12-01", "parties": ["police", "monitor"]},
        {"happened": "2019-12-01", "inferred": "That it was signed."},
    ],
    ids=["not signed", "another party", "inferred"],
)
def test_what_is_not_surely_signed_between_the_two_fills_nothing(fields: dict[str, object]) -> None:
    assert on(history(SIGNED, agreement(**fields)), "2020-01-01") == "cannot_tell"


def test_a_vote_to_allow_an_agreement_is_no_signature() -> None:
    approval = record("instrument", "i", happened="2019-08-28", type="vote", by="A board", effect="none")
    assert on(history(SIGNED, approval), "2020-01-01") == "cannot_tell"


def test_it_is_asked_only_while_an_officer_is_assigned() -> None:
    strict = WHILE | {"due": "2019-03-01"}
    found = history(strict, roster("2020-01-10", "2020-01-20"), silence="not_met")
    assert on(found, "2020-01-09") == "not_yet_due"
    assert on(found, "2020-01-10") == "not_met"
    assert on(found, "2020-01-20") == "not_met"
    assert on(found, "2020-01-21") == "cannot_tell"
    signed = history(
        strict, roster("2020-01-10", "2020-01-20"), agreement(happened="2020-01-01"), silence="not_met"
    )
    assert on(signed, "2020-01-15") == "met"


def test_an_inferred_roster_blames_nobody() -> None:
    guessed = roster("2020-01-10", "2020-01-20", inferred="The days.")
    assert "not_met" not in {
        o for _, o in outcomes(history(WHILE | {"due": "2019-03-01"}, guessed, silence="not_met"))
    }


def test_a_sure_roster_is_not_made_doubtful_by_an_inferred_one() -> None:
    strict = WHILE | {"due": "2019-03-01"}
    guessed = roster("2020-01-15", "2020-02-10", inferred="The days.")
    found = history(strict, roster("2020-01-10", "2020-01-20"), guessed, silence="not_met")
    assert on(found, "2020-01-20") == "not_met"
    assert on(found, "2020-01-21") == "cannot_tell"


def test_an_agreement_that_nobody_shows_as_signed_is_named_as_such() -> None:
    shown = finding(history(SIGNED, agreement()), "2020-01-01")
    assert "Of this one no record shows that it was signed: An agreement." in shown.says.en


def test_the_signed_agreement_of_the_day_is_asked_for_and_would_do() -> None:
    act = acted(SIGNED, agreement(happened="2019-12-01", last="2020-08-31"), day="2021-01-01").act
    assert (act.kind, act.holder, act.day) == ("supply", "police", d("2021-01-01"))


def test_where_no_roster_is_on_record_the_roster_is_asked_for_too() -> None:
    act = acted(WHILE, day="2020-01-01").act
    assert act.kind == "ask"
    assert "any officer was assigned" in act.text.en and "policía" in act.text.es


def test_an_agreement_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValidationError, match="give a later day"):
        agreement(starts="2020-01-01", last="2019-12-31")


def test_one_agreement_after_another_both_count() -> None:
    first = agreement(happened="2019-12-01", last="2020-08-31")
    second = agreement(happened="2020-09-01", last="2021-08-31").model_copy(update={"key": "b"})
    assert gives(history(SIGNED, first, second)) == [
        "agreement by a from 2019-12-01 to 2020-08-31",
        "agreement by b from 2020-09-01 to 2021-08-31",
    ]


def test_the_check_reads_only_the_subjects_that_it_names() -> None:
    assert history(SIGNED).criterion.check.subjects() == {"topic"}
    assert history(WHILE).criterion.check.subjects() == {"topic", "roster"}


def test_days_told_by_an_inferred_roster_alone_are_asked_with_no_due_date() -> None:
    guessed = roster("2020-01-15", "2020-02-10", inferred="The days.")
    found = history(WHILE | {"due": "2019-03-01"}, roster("2020-01-10", "2020-01-20"), guessed)
    assert asks(found) == [
        "agreement from 2020-01-10 to 2020-01-20 due 2019-03-01",
        "agreement from 2020-01-21 to 2020-02-10",
    ]


@pytest.mark.parametrize("check", [SIGNED, WHILE])
def test_the_sentence_names_the_parties_and_the_agreement_that_covers_the_day(check: dict) -> None:
    served = roster("2020-01-10", "2020-01-20")
    shown = finding(history(check, served, agreement(happened="2019-12-01")), "2020-01-15")
    assert shown.says.en == (
        "A source shows a signed agreement between Police and Schools that covers 15 January 2020: An agreement."
    )
    none = finding(history(check, served), "2020-01-15")
    assert none.says.en == (
        "No signed agreement between Police and Schools that covers 15 January 2020 is on record."
    )
    assert none.act and none.act.text.en.startswith(
        "Supply the signed agreement whose term covers 15 January 2020"
    )


def test_where_no_officer_is_on_record_the_sentence_does_not_miss_an_agreement() -> None:
    assert finding(history(WHILE), "2020-01-15").says.en == (
        "No record shows an officer assigned on 15 January 2020, so whether an agreement was needed cannot be told."
    )


def test_only_where_no_roster_covers_the_day_a_roster_is_to_be_supplied_too() -> None:
    assert [r.kind for r in history(WHILE).would(d("2020-01-15")).records] == ["roster", "agreement"]
    served = history(WHILE, roster("2020-01-10", "2020-01-20"))
    assert [r.kind for r in served.would(d("2020-01-15")).records] == ["agreement"]
    assert [r.kind for r in history(SIGNED).would(d("2020-01-15")).records] == ["agreement"]


days = st.dates(date(2019, 3, 1), date(2019, 7, 1))
spans = st.tuples(days, st.integers(0, 40), st.booleans())


@given(st.lists(spans, max_size=3), st.lists(spans, max_size=2), st.booleans(), days)
def test_the_act_does_what_it_says(
    terms: list[tuple[date, int, bool]],
    served: list[tuple[date, int, bool]],
    while_assigned: bool,
    day: date,
) -> None:
    records = []
    for i, (first, length, doubt) in enumerate(terms):
        last = f"{first + timedelta(days=length)}" + (
            f"/{first + timedelta(days=length + 9)}" if doubt else ""
        )
        fields = {
            "parties": ["police", "schools"],
            "title": "An agreement",
            "happened": str(first),
            "last": last,
        }
        records.append(record("agreement", f"a-{i}", **fields))
    for i, (first, length, doubt) in enumerate(served):
        assigned = [{"officer": "o-1", "first": str(first), "last": str(first + timedelta(days=length))}]
        more = {"inferred": "The days."} if doubt else {}
        about = {"subject": ["roster"], "happened": str(first), "assignments": assigned}
        records.append(record("roster", f"r-{i}", **about, **more))
    acted_where_open(WHILE if while_assigned else SIGNED, *records, day=day, until="2019-09-30")
