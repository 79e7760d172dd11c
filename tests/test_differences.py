"""Where sources differ: claims on one thing, claims and the records of it, records of one thing."""

from typing import Any

import pytest

from compliance.assessment import assess
from compliance.catalogue import Catalogue, Countable, read_catalogue
from compliance.differences import Beside, Comparison, Differences, Rivals, counted, differences
from compliance.differences.fields import FIELDS
from compliance.evidence import KINDS, Evidence
from compliance.evidence.claim import Claim
from compliance.evidence.roster import Assignment
from compliance.reading import read_text
from tests.rules.rosters import a_list
from tests.small import (
    as_entries,
    as_yaml,
    catalogue_content,
    criterion,
    d,
    meeting,
    policy,
    record,
    report,
    t,
)

HELD = criterion("meetings_held", at_least="1", first="2019-03-01", last="2020-12-31", due="2020-06-30")
TALKS = {"key": "talks", "name": t("talks"), "counts": {"kind": "meeting", "subject": "topic"}}


def claim(key: str, value: int, as_of: str = "2020-12-31", **fields: Any) -> Claim:
    found = record(
        "claim", key, counts="talks", value=str(value), as_of=as_of, said_by=f"Paper {key}", **fields
    )
    assert isinstance(found, Claim)
    return found


def compared(one: Claim, other: Claim, **of_term: Any) -> Comparison:
    term = Countable.model_validate({"key": "talks", "name": t("talks")} | of_term)
    [thing] = counted([one, other], d("2022-01-01"), [term])
    [comparison] = thing.comparisons
    return comparison


def found_in(
    *records: Evidence,
    on: str = "2021-06-30",
    check: dict[str, Any] = HELD,
    term: dict[str, Any] = TALKS,
    **how: Any,
) -> Differences:
    content = catalogue_content(check)
    content["terms"].append(term)
    return differences(
        assess(Catalogue.model_validate(content), as_entries(records, **how), d("2022-12-31")), d(on)
    )


def the_one(*records: Evidence, **how: Any) -> Beside:
    [each] = found_in(*records, **how).beside
    return each


# Claims on one thing


def test_numbers_agree_within_what_a_source_calls_about() -> None:
    found = compared(claim("a", 19), claim("b", 20, within="1"))
    assert found.relation == "agree"
    assert "catalogue declares" not in found.text().en
    assert compared(claim("a", 18), claim("b", 20, within="1")).relation == "differ"


def test_numbers_agree_within_the_tolerance_that_the_catalogue_declares_and_it_is_said() -> None:
    found = compared(claim("a", 18), claim("b", 20), tolerance="2")
    assert found.relation == "agree"
    assert found.text().en.endswith("Numbers up to 2 apart are read as the same; this catalogue declares it.")
    assert compared(claim("a", 17), claim("b", 20), tolerance="2").relation == "differ"


def test_a_declared_tolerance_is_read_on_the_day_of_the_later_claim() -> None:
    dated = {"2019-01-01": "0", "2020-06-01": {"is": "2", "source": "paper"}}
    first = claim("a", 18, "2020-01-01")
    assert compared(first, claim("b", 20, "2020-05-31"), tolerance=dated).relation == "differ"
    assert compared(first, claim("b", 20, "2020-06-01"), tolerance=dated).relation == "agree"


def test_a_number_that_can_only_grow_contradicts_none_that_came_later_and_is_larger() -> None:
    grows = {"cumulative": "yes"}
    assert compared(claim("a", 8, "2019-06-01", **grows), claim("b", 20, **grows)).relation == "earlier count"
    assert compared(claim("a", 20, "2019-06-01", **grows), claim("b", 8, **grows)).relation == "differ"
    assert compared(claim("a", 8, "2019-06-01"), claim("b", 20)).relation == "differ"


def test_where_the_days_do_not_tell_which_count_came_first_neither_is_called_wrong() -> None:
    one = claim("a", 20, "2019-06-01/2019-08-31", cumulative="yes")
    other = claim("b", 8, "2019-07-01/2019-09-30", cumulative="yes")
    found = compared(one, other)
    assert found.relation == "perhaps earlier count"
    assert "the smaller one may be an earlier count" in found.text().en
    same_day = claim("b", 8, "2019-09-30", cumulative="yes")
    assert compared(claim("a", 20, "2019-09-30", cumulative="yes"), same_day).relation == "differ"


def test_numbers_for_different_days_are_not_set_against_each_other() -> None:
    spring = claim("a", 8, since="2020-03-01", until="2020-05-31")
    summer = claim("b", 20, since="2020-06-01", until="2020-08-31")
    found = compared(spring, summer)
    assert (found.relation, found.other_period) == ("other period", True)
    assert found.text().en == (
        "Paper a counted 8 and Paper b 20, for different periods, so the numbers are not set against each other: "
        "1 March 2020 to 31 May 2020; and 1 June 2020 to 31 August 2020."
    )
    same_days = claim("b", 20, since="2020-03-01", until="2020-05-31")
    assert compared(spring, same_days).relation == "differ"


@pytest.mark.parametrize(
    ("since", "as_of", "value", "relation"),
    [
        ("2020-03-01", "2020-08-31", 20, "earlier count"),
        ("2020-03-01", "2020-08-31", 5, "differ"),
        ("2020-04-01", "2020-08-31", 20, "other period"),
        (None, "2020-08-31", 5, "differ"),
    ],
)
def test_a_later_count_that_covers_the_days_of_an_earlier_one_is_compared_with_it(
    since: str | None, as_of: str, value: int, relation: str
) -> None:
    grows = {"cumulative": "yes"}
    spring = claim("a", 8, "2020-05-31", since="2020-03-01", **grows)
    assert compared(spring, claim("b", value, as_of, since=since, **grows)).relation == relation


def test_a_count_of_a_season_in_words_covers_no_days() -> None:
    spring = claim("a", 8, "2020-05-31", since="2020-03-01", cumulative="yes")
    season = claim("b", 5, "2020-08-31", says_when="over the summer", cumulative="yes")
    assert compared(spring, season).relation == "other period"


def test_other_words_for_the_period_are_said_and_keep_numbers_from_contradicting() -> None:
    spring, summer = claim("a", 8, says_when="in spring"), claim("b", 20, says_when="in summer")
    assert compared(spring, summer).relation == "other period"
    agreeing = compared(spring, claim("b", 8, says_when="in summer"))
    assert (agreeing.relation, agreeing.other_period) == ("agree", True)
    assert agreeing.text().en.endswith("They name different periods: in spring; and in summer.")


# Claims and the records of what they count


def talk(key: str, happened: str, **fields: Any) -> Evidence:
    return meeting(key, happened, thing=key, **fields)


YEAR = {"since": "2020-01-01", "until": "2020-12-31"}


def test_more_on_record_than_a_source_counted_is_a_difference() -> None:
    talks = [talk(f"t{i}", f"2020-0{i}-01") for i in (1, 2, 3)]
    found = the_one(claim("a", 2, **YEAR), *talks)
    assert (found.standing, found.least, found.most) == ("more", 3, 3)
    assert found.text().en == (
        "Paper a counted 2 (1 January 2020 to 31 December 2020); this record holds at least 3 (meetings on record as "
        "held) of those days. The two differ, and which of them is right is not decided here."
    )
    assert the_one(claim("a", 2, within="1", **YEAR), *talks).standing == "no more"
    assert the_one(claim("a", 2, **YEAR), *talks, term=TALKS | {"tolerance": "1"}).standing == "no more"


def test_fewer_on_record_is_no_difference_since_the_record_is_not_complete() -> None:
    found = the_one(claim("a", 20, **YEAR), talk("t", "2020-02-01"))
    assert found.standing == "no more"
    assert "this record is not complete, so fewer here does not say that there were fewer" in found.text().en


def test_what_was_announced_inferred_or_rejected_does_not_surely_count() -> None:
    rows = [
        talk("announced", "2020-02-01", state="announced"),
        talk("inferred", "2020-03-01", inferred="From the season."),
        talk("rejected", "2020-04-01"),
        talk("corrected", "2020-05-01"),
    ]
    found = the_one(
        claim("a", 0, **YEAR), *rows, reviews={"rejected": "rejected", "corrected": "resubmitted"}
    )
    assert (found.standing, found.least, found.most) == ("perhaps more", 0, 2)
    assert set(found.evidence) == {"inferred", "corrected"}


def test_only_what_lies_within_the_days_and_before_the_day_of_the_claim_counts() -> None:
    rows = [talk("before", "2019-12-31"), talk("in", "2020-02-01"), talk("after", "2020-07-01")]
    rows += [talk("perhaps", "2020-06-15/2020-07-15")]
    found = the_one(claim("a", 0, "2020-06-30", **YEAR), *rows)
    assert (found.least, found.most) == (1, 2)


def test_two_records_that_may_tell_of_one_meeting_count_once_at_least() -> None:
    untold = [meeting("m", "2020-02-01"), meeting("n", "2020-02-01/2020-02-03"), meeting("o", "2020-03-01")]
    found = the_one(claim("a", 2, **YEAR), *untold)
    assert (found.standing, found.least, found.most) == ("perhaps more", 2, 3)
    one = [talk("x", "2020-02-01"), meeting("y", "2020-02-01", thing="x"), talk("z", "2020-02-01")]
    assert (the_one(claim("a", 0, **YEAR), *one).least, the_one(claim("a", 0, **YEAR), *one).most) == (2, 2)


def test_a_record_of_several_meetings_counts_for_all_of_them_and_at_least_for_the_fewest_told() -> None:
    told = [talk("x", "2020-02-01", sessions="4"), meeting("y", "2020-02-01", thing="x", sessions="2")]
    found = the_one(claim("a", 1, **YEAR), *told)
    assert (found.least, found.most) == (2, 4)


@pytest.mark.parametrize("fields", [{"says_when": "in spring", "cumulative": "yes"}, {}])
def test_a_claim_whose_days_are_not_known_is_not_set_against_the_records(fields: dict[str, str]) -> None:
    found = the_one(claim("a", 0, **fields), talk("t", "2020-02-01"))
    assert (found.standing, found.least, found.most) == ("period unknown", None, None)
    assert "does not give the days it counts" in found.text().en


def test_a_number_that_can_only_grow_counts_all_up_to_its_day() -> None:
    found = the_one(claim("a", 0, "2020-06-30", cumulative="yes"), talk("t", "2019-05-01"))
    assert (found.standing, found.least) == ("more", 1)


def test_publications_are_counted_by_the_day_they_came_out() -> None:
    term = TALKS | {"counts": {"kind": "publication", "subject": "topic"}}
    out = [
        report("r", "2020-04-10", "2020-01-01/2020-03-31"),
        report("s", "2020-07-10", "2020-04-01/2020-06-30"),
    ]
    found = the_one(claim("a", 1, **YEAR), *out, talk("t", "2020-02-01"), term=term)
    assert (found.standing, found.least) == ("more", 2)
    assert "publications and reports on record" in found.text().en


def test_a_claim_that_is_not_yet_out_and_one_of_a_thing_without_records_are_not_set_beside_any() -> None:
    assert found_in(claim("a", 0, **YEAR), talk("t", "2020-02-01"), on="2020-12-30").beside == ()
    plain = {"key": "talks", "name": t("talks")}
    assert found_in(claim("a", 0, **YEAR), talk("t", "2020-02-01"), term=plain).beside == ()


# Records of one thing


def the_thing(*records: Evidence, **how: Any) -> Rivals:
    [thing] = found_in(*records, **how).things
    return thing


def test_records_of_one_thing_that_differ_are_listed_with_each_fact_and_both_values() -> None:
    one = policy("p", "2019-08-29", thing="order", title="Rules", number="N-1")
    other = policy("q", "2019-09-01", thing="order", title="Rules", number="N-2", said_by="A city")
    found = the_thing(one, other)
    assert (found.kind.en, found.thing) == ("Policy version", "order")
    assert [fact.text().en for fact in found.facts] == [
        "the number: “N-1” (A paper, record 1) and “N-2” (A city, record 2).",
        "the day it took effect: 29 August 2019 (A paper, record 1) and 1 September 2019 (A city, record 2).",
    ]
    assert found.decides == ()
    assert found.text().en == "On this day no outcome hangs on which of them is right."


def test_a_difference_that_decides_an_outcome_names_the_check() -> None:
    inside = meeting("m", "2020-02-01", thing="x")
    outside = meeting("n", "2018-02-01", thing="x")
    found = the_thing(inside, outside)
    assert [(o.key, c.key) for o, c in found.decides] == [("duty", "check")]
    assert found.text().en == "Which of them is right decides an outcome: A duty (A check)."
    enough = the_thing(inside, outside, meeting("sure", "2020-03-01", thing="y"))
    assert enough.decides == (), "with a meeting that nobody disputes nothing hangs on it"


def test_a_third_record_is_listed_with_what_it_says_of_the_fact() -> None:
    rows = [
        talk("x", "2020-02-01"),
        meeting("y", "2020-03-01", thing="x"),
        meeting("z", "2020-03-01", thing="x"),
    ]
    [fact] = the_thing(*rows).facts
    assert [(entry.number, value.en) for entry, value in fact.values] == [
        (1, "1 February 2020"),
        (2, "1 March 2020"),
        (3, "1 March 2020"),
    ]


def test_what_fits_together_is_inferred_rejected_or_lies_ahead_is_no_difference() -> None:
    one, other = talk("x", "2020-02-01"), meeting("y", "2020-03-01", thing="x")
    assert found_in(one, meeting("y", "2020-01-01/2020-03-01", thing="x")).things == ()
    assert found_in(one, meeting("y", "2020-03-01", thing="x", inferred="From it.")).things == ()
    assert found_in(one, other, reviews={"y": "rejected"}).things == ()
    assert found_in(one, other, aside={"y": "hidden"}).things == ()
    later = criterion("meetings_held", at_least="9", first="2019-03-01", last="2020-12-31")
    assert found_in(one, other, check=later, on="2020-01-31").things == ()
    assert len(found_in(one, other, check=later, on="2020-02-01").things) == 1


def test_an_announcement_and_a_report_of_one_meeting_do_not_differ() -> None:
    assert found_in(talk("x", "2020-02-01"), meeting("y", "2020-03-01", "announced", thing="x")).things == ()


def test_what_decides_an_outcome_is_listed_first() -> None:
    apart = [talk("z", "2020-02-01", place="A hall"), meeting("w", "2020-02-01", thing="z", place="A school")]
    rows = [*apart, talk("x", "2020-02-01"), meeting("y", "2018-03-01", thing="x")]
    two = HELD | {"at_least": "2"}
    assert [one.thing for one in found_in(*rows, check=two).things] == ["x", "z"]


CURRENT = criterion("roster_current", subject="roster", limit_days="900", due="2019-03-01")
POLICE, SCHOOLS = (
    {"thing": "list", "kept_by": body, "said_by": f"The {body}"} for body in ("police", "schools")
)


def test_lists_that_differ_name_each_officer_who_is_on_one_alone_and_each_fact_of_one_on_both() -> None:
    one = a_list(
        "a", "2020-01-10", "o-1 2019-09-01 - s-1 fixed", "o-2 2019-09-01 - s-2", "o-4 2019-09-01", **POLICE
    )
    other = a_list(
        "b", "2020-01-10", "o-2 2019-10-01 - s-3", "o-3 2019-09-01 2020-06-30", "o-4 2019-09-01", **SCHOOLS
    )
    facts = {(fact.of, fact.field): fact for fact in the_thing(one, other, check=CURRENT).facts}
    assert set(facts) == {
        (None, "kept_by"),
        ("o-1", "assignments"),
        ("o-2", "first"),
        ("o-2", "school"),
        ("o-3", "assignments"),
    }
    assert facts["o-1", "assignments"].text().en == (
        "o-1, the assignment: “s-1”, fixed post, since 1 September 2019 (The police, record 1) and not on the list (The "
        "schools, record 2)."
    )
    assert facts["o-2", "school"].text().en == (
        "o-2, the school: “s-2” (The police, record 1) and “s-3” (The schools, record 2)."
    )
    assert facts["o-2", "first"].text().es == (
        "o-2, el primer día: 1 de septiembre de 2019 (The police, registro 1) y 1 de octubre de 2019 (The schools, "
        "registro 2)."
    )
    assert "no school named, 1 September 2019 to 30 June 2020" in facts["o-3", "assignments"].text().en


def test_lists_of_one_body_that_differ_on_an_officer_alone_are_listed() -> None:
    by = POLICE | {"whole": True}
    rows = [
        a_list(key, "2020-01-10", f"{officer} 2019-09-01", **by)
        for key, officer in (("a", "o-1"), ("b", "o-2"))
    ]
    assert [fact.of for fact in the_thing(*rows, check=CURRENT).facts] == ["o-1", "o-2"]
    same = a_list("b", "2020-01-10", "o-1 2019-09-01 - s-1", **by)
    assert found_in(rows[0], same, check=CURRENT).things == (), "one list merely says more"


def test_an_officer_who_is_on_a_list_twice_is_told_with_all_posts() -> None:
    by = POLICE | {"whole": True}
    one = a_list("a", "2020-01-10", "o-1 2019-09-01 - s-1 roving", "o-1 2019-09-01 - s-2 roving", **by)
    other = a_list("b", "2020-01-10", "o-1 2019-09-01 - s-3 roving", **by)
    [fact] = the_thing(one, other, check=CURRENT).facts
    assert "“s-1”, goes from school to school, since 1 September 2019 and “s-2”" in fact.text().en


def test_of_many_facts_the_first_few_are_shown_and_how_many_more_there_are() -> None:
    by = POLICE | {"whole": True}
    one = a_list("a", "2020-01-10", *(f"o-{i} 2019-09-01" for i in range(1, 4)), **by)
    other = a_list("b", "2020-01-10", *(f"p-{i} 2019-09-01" for i in range(1, 5)), **by)
    found = the_thing(one, other, check=CURRENT)
    assert (len(found.facts), len(found.first_facts)) == (7, 6)
    assert found.text().en.startswith("They differ on 1 fact more, not shown here.")
    assert found.text().es.startswith("Difieren en 1 dato más, que no se muestra aquí.")


def test_looks_that_differ_on_a_column_name_it() -> None:
    seen = record("dataset", "x", happened="2020-01-10", title="Arrests", thing="data", columns=["students"])
    missed = record(
        "dataset",
        "y",
        happened="2020-01-10",
        title="Arrests",
        thing="data",
        without=["students"],
        said_by="B",
    )
    [fact] = the_thing(seen, missed).facts
    assert (fact.of, fact.text().en) == (
        "students",
        "students, whether there is such a column: yes (A paper, record 1) and no (B, record 2).",
    )


def test_every_name_of_a_fact_is_that_of_a_field_some_kind_has() -> None:
    of_records = {name for kind in KINDS.values() for name in kind.model_fields}
    assert set(FIELDS) <= of_records | set(Assignment.model_fields)


# The catalogue


def test_what_a_term_refers_to_must_be_declared() -> None:
    content = catalogue_content(HELD)
    content["terms"] = [
        TALKS
        | {
            "counts": {"kind": "meeting", "subject": "nothing"},
            "tolerance": {"2020-01-01": {"is": "2", "source": "nowhere"}},
        }
    ]
    page = read_text(as_yaml(content), "decree.yaml")
    assert read_catalogue(page, {"paper"}) is None
    assert [problem.wrong for problem in page.problems] == [
        "'nothing' is no subject that this file declares",
        "'nowhere' is no source that sources.yaml declares",
    ]
