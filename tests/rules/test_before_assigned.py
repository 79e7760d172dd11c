"""Screenings of officers and votes of school councils: what came on the first day of an assignment or later is not before."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.rosters import (
    a_list,
    code,
    days,
    dues,
    lists,
    moments,
    officers,
    perhaps_inferred,
    schools,
    the_act_does_what_it_says,
)
from tests.small import criterion, d, finding, history, on, outcomes, record

SCREENED = criterion(
    "each_screened", roster="roster", look_back_years={"2019-03-01": "3", "2020-06-01": "5"}, due="2019-03-01"
)
VOTED = criterion("each_voted", roster="roster", due="2019-03-01")
YEARLY = criterion("each_voted_yearly", roster="roster", year_begins="08-15", due="2019-03-01")
ONE = a_list("list", "2020-01-10", "o-1 2020-01-10 - s-1")
TWO = a_list("list", "2020-01-10", "o-1 2020-01-10 - s-1", "o-2 2020-01-10 - s-2")


def screening(key: str, happened: str, officer: str = "o-1", **fields: Any) -> Evidence:
    """A screening that looked back ten years and found no open disqualifier, unless told otherwise."""
    facts = {"look_back_years": 10, "open_disqualifier": "no"}
    return code("screening", key, happened, officer, **(facts | fields))


def council(key: str, happened: str, school: str = "s-1", **fields: Any) -> Evidence:
    """A vote for officers with quorum and minutes, unless told otherwise."""
    facts = {"decision": "for", "quorum": "yes", "minutes": "yes"}
    return record("council_vote", key, happened=happened, school=school, **(facts | fields))


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ([], "not_met"),
        ([screening("s", "2020-01-09")], "met"),
        ([screening("s", "2020-01-10")], "not_met"),
        ([screening("s", "2020-01-05/2020-01-15")], "cannot_tell"),
        ([screening("s", "2020-01-09", inferred="The day.")], "cannot_tell"),
        ([screening("s", "2020-01-09", look_back_years=2)], "not_met"),
        ([screening("s", "2020-01-09", look_back_years=3)], "met"),
        ([screening("s", "2020-01-09", look_back_years=None)], "cannot_tell"),
        ([screening("s", "2020-01-09", open_disqualifier="unknown")], "cannot_tell"),
        ([screening("s", "2020-01-09", officer="o-2")], "not_met"),
        (
            [screening("s", "2020-01-01", open_disqualifier="yes"), screening("t", "2020-01-02")],
            "met",
        ),
        (
            [screening("s", "2020-01-02", open_disqualifier="yes"), screening("t", "2020-01-01")],
            "not_met",
        ),
        (
            [screening("s", "2020-01-02", open_disqualifier="yes"), screening("t", "2020-01-02")],
            "cannot_tell",
        ),
        ([screening("s", "2020-01-05/2020-01-10")], "cannot_tell"),
        (
            [
                screening("s", "2020-01-01", open_disqualifier="yes"),
                screening("t", "2020-01-03"),
                screening("u", "2020-01-05", open_disqualifier="yes"),
            ],
            "not_met",
        ),
        (
            [
                screening("s", "2020-01-01", open_disqualifier="yes"),
                screening("t", "2020-01-03"),
                screening("u", "2020-01-05", open_disqualifier="yes", inferred="What it found."),
            ],
            "cannot_tell",
        ),
    ],
)
def test_what_a_screening_before_the_assignment_shows(told: list[Evidence], outcome: str) -> None:
    assert on(history(SCREENED, ONE, *told, silence="not_met"), "2020-03-01") == outcome


def test_an_open_disqualifier_is_a_recorded_no_and_silence_is_not() -> None:
    barred = history(SCREENED, ONE, screening("s", "2020-01-09", open_disqualifier="yes"))
    assert on(barred, "2020-03-01") == "not_met"
    assert "a record says that they do not" in finding(barred, "2020-03-01").says.en
    assert on(history(SCREENED, ONE), "2020-03-01") == "cannot_tell"
    one_of_two = history(
        SCREENED | {"percent": "50"}, TWO, screening("s", "2020-01-09", open_disqualifier="yes")
    )
    assert on(one_of_two, "2020-03-01") == "cannot_tell"


def test_what_may_have_been_found_only_on_the_first_day_is_no_recorded_no() -> None:
    for day, outcome in (("2020-01-05/2020-01-09", "not_met"), ("2020-01-05/2020-01-10", "cannot_tell")):
        told = screening("s", day, open_disqualifier="yes")
        assert on(history(SCREENED, ONE, told), "2020-03-01") == outcome


def test_how_far_back_is_read_on_the_first_day_of_the_assignment() -> None:
    later = a_list("list", "2020-06-01", "o-1 2020-06-01")
    short = screening("s", "2020-01-01", look_back_years=3)
    assert on(history(SCREENED, ONE, short), "2020-07-01") == "met"
    assert on(history(SCREENED, later, short), "2020-07-01") == "cannot_tell"


def test_two_screenings_of_one_thing_that_differ_are_contradicted() -> None:
    one = screening("s", "2020-01-09", thing="file-1")
    other = screening("t", "2020-01-09", thing="file-1", open_disqualifier="yes")
    assert on(history(SCREENED, ONE, one, other), "2020-03-01") == "contradicted"


def test_a_screening_that_came_too_late_counts_for_the_next_assignment() -> None:
    again = a_list("list", "2020-01-10", "o-1 2020-01-10 2020-02-10", "o-1 2020-04-01")
    late = screening("s", "2020-01-20")
    found = history(SCREENED, again, late)
    assert on(found, "2020-02-01") == "cannot_tell"
    assert on(found, "2020-04-01") == "met"


def test_the_sentences_on_screenings() -> None:
    found = finding(history(SCREENED, TWO, screening("s", "2020-01-09")), "2020-03-01")
    assert found.says.en == (
        "Of 2 officers on the roster on 1 March 2020, 1 has a screening on record from before the assignment began "
        "that counts; 100% are asked. By the list of 10 January 2020, the latest on record."
    )
    assert [m.en for m in found.missing] == ["screenings from before the assignment of: o-2"]
    assert found.missing[0].es == "revisiones de antecedentes anteriores a la asignación de: o-2"
    assert found.act.text.en.startswith("Supply, if it was made before the assignment began")


@pytest.mark.parametrize(
    ("records", "kind", "day"),
    [
        ([], "supply", "2020-03-01"),
        ([TWO], "supply", "2020-03-01"),
        ([TWO, screening("s", "2020-01-20")], "do", "2020-03-01"),
        ([TWO, screening("s", "2020-01-09", open_disqualifier="yes")], "do", "2020-03-01"),
        ([TWO, screening("s", "2020-01-20")], "none", "2020-01-10"),
        ([ONE, screening("s", "2020-01-20")], "none", "2020-03-01"),
        ([ONE, screening("s", "2020-01-05/2020-01-15")], "supply", "2020-03-01"),
        ([ONE, screening("s", "2020-01-20", inferred="The day.")], "supply", "2020-03-01"),
    ],
    ids=[
        "no list",
        "silence",
        "late",
        "barred",
        "on the day of the list",
        "the only one",
        "vague",
        "inferred",
    ],
)
def test_the_act_on_screenings_does_what_it_says(records: list[Evidence], kind: str, day: str) -> None:
    act = acted(SCREENED, *records, day=day).act
    assert act.kind == kind
    if kind == "do":
        assert "Take off the roster: o-1." in act.text.en
        assert "Besides, supply" in act.text.en
    if kind == "none":
        assert act.text.en.startswith("Nothing done now can cure this")


SHORT = a_list("list", "2020-01-05", "o-1 2020-01-10 2020-01-20", "o-2 2020-01-10")


@pytest.mark.parametrize(
    ("told", "day", "kind"),
    [
        ([screening("s", "2020-01-10")], "2020-01-15", "do"),
        ([screening("s", "2020-01-20")], "2020-01-15", "do"),
        ([screening("s", "2020-01-21")], "2020-01-15", "supply"),
        ([screening("s", "2020-01-12")], "2020-01-10", "do"),
        ([screening("s", "2020-01-12")], "2020-01-20", "do"),
        ([screening("r", "2020-02-01"), screening("s", "2020-01-12")], "2020-01-15", "do"),
        ([screening("s", "2020-01-10", open_disqualifier="yes", inferred="It.")], "2020-01-15", "supply"),
        ([screening("s", "2020-01-09", open_disqualifier="yes", inferred="It.")], "2020-01-15", "do"),
    ],
)
def test_an_officer_is_to_be_taken_off_only_where_what_is_on_record_leaves_nothing_to_supply(
    told: list[Evidence], day: str, kind: str
) -> None:
    act = acted(SCREENED, SHORT, *told, day=day).act
    assert act and act.kind == kind


def test_where_nothing_can_cure_it_only_those_are_named_who_stand_in_the_way() -> None:
    act = acted(SCREENED, TWO, screening("s", "2020-01-20"), day="2020-01-10").act
    assert act and "the screenings of o-1 came too late" in act.text.en


def test_the_list_without_those_taken_off_names_for_each_body_whoever_is_still_there() -> None:
    before = a_list("old", "2020-01-05", "o-3 2020-01-01", "o-4 2020-01-01", kept_by="police")
    police = a_list(
        "new",
        "2020-01-10",
        "o-1 2020-01-10",
        "o-4 2020-01-01",
        "o-5 2020-06-01",
        kept_by="police",
        whole=True,
    )
    schools = a_list("theirs", "2020-01-10", "o-1 2020-01-10", "o-6 2020-01-01", kept_by="schools")
    later = a_list("later", "2020-05-01", "o-4 2020-01-01", kept_by="police")
    # Only those who came on 1 January are known to have been screened.
    clear = [screening(f"s-{n}", "2019-12-31", officer=f"o-{n}") for n in (4, 6)]
    told = [before, police, schools, later, screening("s", "2020-01-20"), *clear]
    made = history(SCREENED, *told).would(d("2020-03-01")).records
    assert [(r.key, r.kept_by, [a.officer for a in r.assignments]) for r in made] == [  # type: ignore[attr-defined]
        ("would-be-roster-1", "police", ["o-4"]),
        ("would-be-roster-2", "schools", ["o-6"]),
    ]
    assert acted(SCREENED, *told, day="2020-03-01")


def test_where_one_bodys_list_would_be_left_without_anybody_no_list_is_offered() -> None:
    police = a_list("a", "2020-01-05", "o-1 2020-01-10", "o-2 2020-01-10", kept_by="police")
    schools = a_list("b", "2020-01-05", "o-1 2020-01-10", kept_by="schools")
    act = acted(SCREENED, police, schools, screening("s", "2020-01-20"), day="2020-03-01").act
    assert act and act.kind == "none"


def test_an_officer_at_no_known_school_stays_on_the_list_without_a_school() -> None:
    lists = a_list("list", "2020-01-10", "o-1 2020-01-10 - s-1", "o-2 2020-01-10 - s-2", "o-3 2020-01-10")
    told = [lists, council("v", "2020-01-20"), council("w", "2020-01-05", "s-2")]
    (made,) = history(VOTED, *told).would(d("2020-03-01")).records
    assert [a.officer for a in made.assignments] == ["o-2", "o-3"]  # type: ignore[attr-defined]
    assert acted(VOTED, *told, day="2020-03-01")


def test_a_late_screening_needs_no_act_where_the_others_make_up_the_share() -> None:
    half = SCREENED | {"percent": "50"}
    assert acted(half, TWO, screening("s", "2020-01-20"), day="2020-03-01").act.kind == "supply"


@given(lists(), st.data())
def test_an_act_on_screenings_closes_the_gap_whatever_is_on_record(
    records: list[Evidence], data: st.DataObject
) -> None:
    for i in range(data.draw(st.integers(0, 4))):
        facts = {
            "look_back_years": data.draw(st.sampled_from([None, 2, 10])),
            "open_disqualifier": data.draw(st.sampled_from(["yes", "no", "no", "unknown"])),
        }
        happened = data.draw(moments)
        records.append(
            screening(f"s-{i}", happened, data.draw(officers), **facts, **data.draw(perhaps_inferred))
        )
    check = SCREENED | {"percent": data.draw(st.sampled_from(["50", "100"]))}
    the_act_does_what_it_says(check, records, data.draw(days), data.draw(dues))


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ([], "cannot_tell"),
        ([council("v", "2020-01-09")], "met"),
        ([council("v", "2020-01-10")], "cannot_tell"),
        ([council("v", "2020-01-09", quorum="no")], "not_met"),
        ([council("v", "2020-01-09", decision="against")], "not_met"),
        ([council("v", "2020-01-09", minutes="no")], "cannot_tell"),
        ([council("v", "2020-01-09", minutes="unknown")], "cannot_tell"),
        ([council("v", "2020-01-09", school="s-2")], "cannot_tell"),
        (
            [council("v", "2020-01-01"), council("w", "2020-01-05", decision="against")],
            "not_met",
        ),
        (
            [
                council("v", "2020-01-05", minutes="unknown", thing="vote"),
                council("w", "2020-01-05", quorum="unknown", thing="vote"),
            ],
            "met",
        ),
    ],
)
def test_what_a_council_vote_before_the_first_officer_shows(told: list[Evidence], outcome: str) -> None:
    assert on(history(VOTED, ONE, *told), "2020-03-01") == outcome


def test_an_interview_is_asked_only_where_it_is_to_be_on_file() -> None:
    check = VOTED | {"on_file": ["quorum", "principal_interview"]}
    assert on(history(check, ONE, council("v", "2020-01-09")), "2020-03-01") == "cannot_tell"
    with_it = council("v", "2020-01-09", principal_interview="yes", minutes="unknown")
    assert on(history(check, ONE, with_it), "2020-03-01") == "met"


def test_a_school_is_asked_once_however_many_officers_it_has() -> None:
    both = a_list("list", "2020-01-10", "o-1 2020-01-10 - s-1", "o-2 2020-01-10 - s-1", "o-3 2020-01-10")
    found = finding(history(VOTED, both), "2020-03-01")
    assert found.says.en.startswith("Of 1 school with an officer on the roster")
    assert [m.en for m in found.missing] == ["council votes from before the first officer came to: s-1"]
    nobody = a_list("list", "2020-01-10", "o-3 2020-01-10")
    assert "which schools had an officer" in finding(history(VOTED, nobody), "2020-03-01").says.en


@pytest.mark.parametrize(
    ("records", "kind", "day"),
    [
        ([], "supply", "2020-03-01"),
        ([ONE], "supply", "2020-03-01"),
        ([TWO, council("v", "2020-01-20")], "do", "2020-03-01"),
        ([TWO, council("v", "2020-01-05", quorum="no")], "do", "2020-03-01"),
        ([ONE, council("v", "2020-01-20")], "none", "2020-03-01"),
    ],
)
def test_the_act_on_votes_does_what_it_says(records: list[Evidence], kind: str, day: str) -> None:
    assert acted(VOTED, *records, day=day).act.kind == kind


@pytest.mark.parametrize("rule", [VOTED, YEARLY], ids=["before", "yearly"])
@given(st.data())
def test_an_act_on_votes_closes_the_gap_whatever_is_on_record(
    rule: dict[str, Any], data: st.DataObject
) -> None:
    records = data.draw(lists())
    for i in range(data.draw(st.integers(0, 4))):
        facts = {
            "decision": data.draw(st.sampled_from(["for", "for", "against", "unknown"])),
            "quorum": data.draw(st.sampled_from(["yes", "yes", "no", "unknown"])),
            "minutes": data.draw(st.sampled_from(["yes", "yes", "no"])),
        }
        happened = data.draw(moments)
        records.append(
            council(f"v-{i}", happened, data.draw(schools), **facts, **data.draw(perhaps_inferred))
        )
    year = {"year_begins": data.draw(st.sampled_from(["08-15", "02-01"]))} if rule is YEARLY else {}
    check = rule | year | {"percent": data.draw(st.sampled_from(["50", "100"]))}
    the_act_does_what_it_says(check, records, data.draw(days), data.draw(dues))


def test_a_yearly_vote_counts_to_the_end_of_its_school_year() -> None:
    found = history(YEARLY, ONE, council("v", "2020-02-01"))
    assert outcomes(found)[-3:] == [
        ("2020-01-10", "cannot_tell"),
        ("2020-02-01", "met"),
        ("2020-08-15", "cannot_tell"),
    ]


def test_a_later_vote_against_ends_a_yearly_vote_and_a_still_later_one_for_it_counts_again() -> None:
    found = history(
        YEARLY,
        ONE,
        council("v", "2020-02-01"),
        council("w", "2020-03-01", decision="against"),
        council("x", "2020-04-01"),
    )
    assert outcomes(found)[-4:] == [
        ("2020-02-01", "met"),
        ("2020-03-01", "lapsed"),
        ("2020-04-01", "met"),
        ("2020-08-15", "cannot_tell"),
    ]


def test_a_vote_lost_today_can_be_held_again_tomorrow() -> None:
    lost = council("v", "2020-03-01", quorum="no")
    act = acted(YEARLY, ONE, lost, day="2020-03-01").act
    assert (act.kind, act.day) == ("do", d("2020-03-02"))


@pytest.mark.parametrize("day", ["02-29", "13-01", "8-15", "2020-08-15"])
def test_a_school_year_begins_on_a_day_of_every_year(day: str) -> None:
    with pytest.raises(ValidationError):
        history(YEARLY | {"year_begins": day})
