"""All timelines together: obligations, levels, counts and gaps."""

from datetime import date

import pytest

from compliance.assessment import Assessment, assess
from compliance.evidence import Evidence
from compliance.finding import Entry
from tests.small import a_catalogue, catalogue_content, criterion, d, meeting, policy, t, vote

TWO = criterion("meetings_held", key="number", at_least="2", first="2019-04-01", last="2019-06-30")
POLICY = criterion("policy_in_force", key="policy", due="2019-12-31", level="first")


def assessed(*records: Evidence, criteria: tuple = (TWO, POLICY), **fields: object) -> Assessment:
    """One obligation, assessed to the end of 2022."""
    entries = [Entry(i, record) for i, record in enumerate(records, 1)]
    return assess(a_catalogue(*criteria, **fields), entries, d("2022-12-31"))


def test_an_obligation_is_met_only_once_each_criterion_is() -> None:
    found = assessed(policy("v", "2019-08-29"), meeting("m1", "2019-05-01"), meeting("m2", "2019-06-01"))
    duty = found.obligations["duty"]
    assert [(str(s.first), s.value.value) for s in duty.outcomes.steps()] == [
        ("2019-03-01", "cannot_tell"),
        ("2019-06-01", "not_yet_due"),
        ("2019-08-29", "met"),
    ]
    assert [f.criterion.key for f in duty.findings(d("2020-01-01"))] == ["number", "policy"]


def test_a_level_speaks_only_for_its_own_criteria() -> None:
    found = assessed(policy("v", "2019-08-29"))
    [(level, outcome)] = found.obligations["duty"].levels(found.catalogue.levels, d("2020-01-01"))
    assert (level.key, outcome) == ("first", "met")
    assert found.obligations["duty"].outcomes.at(d("2020-01-01")) == "cannot_tell"


def test_a_topic_without_a_check_is_not_checked_from_its_first_day_and_never_ended() -> None:
    found = assessed(vote("v", "2020-06-01"), criteria=(), **{"from": "2020-05-18"})
    assert [(str(s.first), s.value.value) for s in found.obligations["duty"].outcomes.steps()] == [
        ("2019-03-01", "not_in_force"),
        ("2020-05-18", "not_checked"),
    ]
    assert (
        assessed(criteria=(), **{"from": "unknown"}).obligations["duty"].outcomes.at(found.first)
        == "not_checked"
    )


def test_counts_stand_apart_by_basis_and_each_names_its_whole() -> None:
    content = catalogue_content(TWO)
    first = content["obligations"][0]
    promise = first | {"key": "promise", "basis": "commitment", "criteria": [], "needed": t("More.")}
    content["obligations"] = [first, first | {"key": "second"}, promise]
    catalogue = type(a_catalogue(TWO)).model_validate(content)
    counts = assess(catalogue, [], d("2022-12-31")).counts(d("2020-01-01"))
    assert counts == {"decree": {"cannot_tell": 2}, "commitment": {"not_checked": 1}}


def test_gaps_come_by_due_date_and_leave_out_what_is_settled() -> None:
    late = criterion("policy_in_force", key="later", subject="rules", due="2020-06-30")
    found = assessed(criteria=(TWO, late, POLICY))
    assert [f.criterion.key for f in found.gaps(d("2020-12-31"))] == ["policy", "later", "number"]
    settled = assessed(policy("v", "2019-08-29"), criteria=(TWO, POLICY))
    assert [f.criterion.key for f in settled.gaps(d("2020-12-31"))] == ["number"]
    assert all(f.missing and f.act and f.holder for f in found.gaps(d("2020-12-31")))


def test_what_bears_on_an_obligation_is_listed_by_day_and_nothing_else_is() -> None:
    other = meeting("other", "2019-05-03", subject=["contract"])
    found = assessed(
        meeting("m2", "2019-06-01"), other, vote("vote", "2021-02-22"), meeting("m1", "2019-05-01")
    )
    assert [e.evidence.key for e in found.about(found.catalogue.obligations[0])] == ["m1", "m2", "vote"]


def test_a_horizon_before_the_decree_is_refused() -> None:
    with pytest.raises(ValueError, match="before the decree"):
        assess(a_catalogue(TWO), [], date(2019, 2, 28))


def test_the_same_rows_in_another_order_give_the_same_outcomes() -> None:
    records = [
        policy("v", "2019-08-29"),
        meeting("m1", "2019-05-01"),
        meeting("m2", "2019-06-01"),
        vote("x", "2021-01-01"),
    ]
    one, other = assessed(*records), assessed(*reversed(records))
    assert one.obligations["duty"].outcomes == other.obligations["duty"].outcomes


def test_what_decides_an_obligation_is_the_first_of_its_findings_with_its_own_outcome() -> None:
    duty = assessed(policy("v", "2019-08-29")).obligations["duty"]
    found = duty.deciding(d("2020-01-01"))
    assert found and (found.criterion.key, found.outcome) == ("number", "cannot_tell")
    later = assessed(meeting("m1", "2019-05-01"), meeting("m2", "2019-06-01")).obligations["duty"]
    found = later.deciding(d("2020-01-01"))
    assert found and (found.criterion.key, found.outcome) == ("policy", "cannot_tell")
    assert assessed(criteria=()).obligations["duty"].deciding(d("2020-01-01")) is None


def test_all_rows_stand_in_the_order_in_which_things_happened() -> None:
    found = assessed(
        meeting("later", "2019-06-01"), meeting("earlier", "2019-05-01"), vote("between", "2019-05-15")
    )
    assert [e.evidence.key for e in found.in_order] == ["earlier", "between", "later"]


def test_an_assessment_may_end_on_the_first_day_and_covers_its_horizon() -> None:
    assert assess(a_catalogue(TWO), [], date(2019, 3, 1)).obligations["duty"].outcomes.last == date(
        2019, 3, 1
    )
    without = assess(a_catalogue(), [], d("2022-12-31"))
    assert without.obligations["duty"].outcomes.last == without.horizon
