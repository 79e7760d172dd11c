"""Trainings and evaluations: so many percent of the officers on the roster of the day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    the_act_does_what_it_says,
)
from tests.small import criterion, finding, history, on, outcomes, policy, record

ALL = criterion("each_trained", roster="roster")
MOST = ALL | {"percent": "95"}
ON_VERSION = ALL | {"policy": "rules", "grace_days": "30"}


def roster(*officers: tuple[str, str, str | None], **fields: str) -> Evidence:
    """Officers with their first and last days."""
    posts = [{"officer": o, "first": a} | ({"last": b} if b else {}) for o, a, b in officers]
    return record(
        "roster", "roster", **({"subject": ["roster"], "happened": "2019-03-01"} | fields), assignments=posts
    )


def training(key: str, happened: str, *officers: str, **fields: str) -> Evidence:
    """A training."""
    return record("training", key, happened=happened, course="A course", officers=list(officers), **fields)


def rules(key: str, effective: str, **fields: str) -> Evidence:
    """A version of the rules."""
    return policy(key, effective, subject=["rules"], **fields)


def test_without_a_roster_there_is_nobody_to_look_for() -> None:
    for check in (ALL, MOST, ON_VERSION):
        found = history(check | {"due": "2019-06-01"}, training("t", "2019-05-01", "o-1"), silence="not_met")
        assert outcomes(found) == [("2019-03-01", "not_yet_due"), ("2019-06-02", "cannot_tell")]
        assert finding(found, "2019-06-01").says.en == "Nothing is asked before 2 June 2019."
        assert (
            finding(found, "2020-01-01").missing[0].en
            == "a roster of the officers assigned on 1 January 2020"
        )


def test_the_due_date_is_inclusive() -> None:
    found = history(ALL | {"due": "2020-12-31"}, roster(("o-1", "2019-03-01", None)), silence="not_met")
    assert on(found, "2020-12-31") == "not_yet_due"
    assert on(found, "2021-01-01") == "not_met"
    assert finding(found, "2021-01-01").missing[0].en == "trainings of: o-1"


def test_an_officer_trained_on_the_first_day_is_trained_and_a_roster_day_later_is_short() -> None:
    found = history(ALL, roster(("o-1", "2020-01-01", None)), training("t", "2020-01-01", "o-1"))
    assert outcomes(found) == [("2019-03-01", "cannot_tell"), ("2020-01-01", "met")]
    late = history(ALL, roster(("o-1", "2020-01-01", None)), training("t", "2020-01-02", "o-1"))
    assert on(late, "2020-01-01") == "cannot_tell"
    assert on(late, "2020-01-02") == "met"


@pytest.mark.parametrize(("trained", "outcome"), [(19, "met"), (18, "cannot_tell"), (20, "met")])
def test_exactly_ninety_five_percent_is_enough_and_one_officer_less_is_not(
    trained: int, outcome: str
) -> None:
    officers = [(f"o-{i}", "2019-03-01", None) for i in range(20)]
    course = training("t", "2020-01-01", *(f"o-{i}" for i in range(trained)))
    assert on(history(MOST, roster(*officers), course), "2020-06-01") == outcome


def test_an_officer_who_left_is_no_longer_asked_for_and_gives_no_more() -> None:
    found = history(
        ALL,
        roster(("o-1", "2019-03-01", "2020-01-31"), ("o-2", "2019-03-01", None)),
        training("t", "2019-03-01", "o-2"),
    )
    assert on(found, "2020-01-31") == "cannot_tell"
    assert on(found, "2020-02-01") == "met"
    only_the_other = history(
        ALL,
        roster(("o-1", "2019-03-01", "2020-01-31"), ("o-2", "2019-03-01", None)),
        training("t", "2019-03-01", "o-1"),
    )
    assert on(only_the_other, "2020-02-01") == "cannot_tell"


def test_two_trainings_of_one_officer_do_not_stand_in_for_another_officer() -> None:
    found = history(
        ALL,
        roster(("o-1", "2019-03-01", None), ("o-2", "2019-03-01", None)),
        training("t1", "2019-04-01", "o-1"),
        training("t2", "2019-05-01", "o-1"),
    )
    assert on(found, "2020-01-01") == "cannot_tell"
    assert finding(found, "2020-01-01").missing[0].en == "trainings of: o-2"


def test_a_training_counts_until_the_next_version_plus_grace() -> None:
    found = history(
        ON_VERSION,
        roster(("o-1", "2019-03-01", None)),
        rules("v", "2019-06-01"),
        rules("w", "2020-06-01"),
        training("t", "2019-07-01", "o-1", on_version="v"),
    )
    assert on(found, "2020-06-30") == "met"
    assert on(found, "2020-07-01") == "cannot_tell"


def test_a_training_on_no_named_version_is_none_on_the_version_in_force() -> None:
    found = history(
        ON_VERSION,
        roster(("o-1", "2019-03-01", None)),
        rules("v", "2019-06-01"),
        training("t", "2019-07-01", "o-1"),
    )
    assert on(found, "2020-01-01") == "cannot_tell"


def test_a_vague_training_counts_from_its_last_possible_day_and_is_never_a_no_before() -> None:
    found = history(
        ALL | {"due": "2019-06-01"},
        roster(("o-1", "2019-03-01", None)),
        training("t", "2019-07-01/2019-07-10", "o-1"),
        silence="not_met",
    )
    assert on(found, "2019-06-30") == "not_met"
    assert on(found, "2019-07-09") == "cannot_tell"
    assert on(found, "2019-07-10") == "met"


def test_a_vague_next_version_ends_the_training_on_its_first_possible_day_but_is_never_a_no_before_its_last() -> (
    None
):
    found = history(
        ON_VERSION | {"grace_days": "0", "due": "2019-07-01"},
        roster(("o-1", "2019-03-01", None)),
        rules("v", "2019-06-01"),
        rules("w", "2020-06-01/2020-06-10"),
        training("t", "2019-07-01", "o-1", on_version="v"),
        silence="not_met",
    )
    assert on(found, "2020-05-31") == "met"
    assert on(found, "2020-06-01") == "cannot_tell"
    assert on(found, "2020-06-09") == "cannot_tell"
    assert on(found, "2020-06-10") == "lapsed"


def test_inferred_records_fill_nothing_and_blame_nobody() -> None:
    due = ALL | {"due": "2019-06-01"}
    one = roster(("o-1", "2019-03-01", None))
    inferred = training("t", "2019-05-01", "o-1", inferred="Who took it.")
    assert on(history(due, one, inferred, silence="not_met"), "2020-01-01") == "cannot_tell"
    guessed = roster(("o-1", "2019-03-01", None), inferred="The days.")
    assert on(history(due, guessed, silence="not_met"), "2020-01-01") == "cannot_tell"


def test_two_rosters_that_name_one_officer_ask_for_one_officer() -> None:
    first = roster(("o-1", "2019-03-01", "2019-12-31"))
    second = record(
        "roster",
        "r2",
        subject=["roster"],
        happened="2019-06-01",
        assignments=[{"officer": "o-1", "first": "2019-06-01"}],
    )
    found = history(ALL, first, second, training("t", "2019-03-01", "o-1"))
    assert on(found, "2019-08-01") == "met"
    assert "Of 1 officer " in finding(found, "2019-08-01").says.en


def test_a_share_is_not_reached_before_its_due_date_by_one_officer_alone() -> None:
    two = roster(("o-1", "2019-03-01", None), ("o-2", "2019-03-01", None))
    check = ALL | {"due": "2020-12-31"}
    one = history(check, two, training("t", "2020-01-01", "o-1"))
    assert outcomes(one) == [("2019-03-01", "not_yet_due"), ("2021-01-01", "cannot_tell")]
    both = history(check, two, training("t", "2020-01-01", "o-1", "o-2"))
    assert outcomes(both) == [("2019-03-01", "not_yet_due"), ("2020-01-01", "met")]


def test_it_was_late_by_the_day_on_which_the_last_officer_of_the_share_was_trained() -> None:
    found = history(
        ALL | {"due": "2019-06-01"},
        roster(("o-1", "2019-03-01", None), ("o-2", "2019-03-01", None)),
        training("t1", "2019-05-01", "o-1"),
        training("t2", "2019-07-01", "o-2"),
    )
    assert finding(found, "2020-01-01").late_days == 30


def test_a_percentage_that_an_order_moves_steps_on_that_day() -> None:
    check = ALL | {"percent": {"2019-03-01": "50", "2020-06-01": "100"}}
    two = roster(("o-1", "2019-03-01", None), ("o-2", "2019-03-01", None))
    found = history(check, two, training("t", "2019-03-01", "o-1"))
    assert outcomes(found) == [("2019-03-01", "met"), ("2020-06-01", "cannot_tell")]
    assert "50% are asked" in finding(found, "2020-05-31").says.en
    assert "100% are asked" in finding(found, "2020-06-01").says.en
    assert "se pide el 100%" in finding(found, "2020-06-01").says.es


INITIAL = ALL | {"initial_within_days": {"2019-03-01": "30", "2020-03-01": "10"}, "due": "2019-03-01"}


def test_a_new_officer_is_asked_the_day_after_the_days_allowed_as_they_were_on_the_day_of_assignment() -> (
    None
):
    found = history(INITIAL, roster(("o-1", "2020-01-01", None)), silence="not_met")
    assert on(found, "2020-01-31") == "not_yet_due"
    assert on(found, "2020-02-01") == "not_met"
    later = history(INITIAL, roster(("o-1", "2020-03-01", None)), silence="not_met")
    assert on(later, "2020-03-11") == "not_yet_due"
    assert on(later, "2020-03-12") == "not_met"


def test_trained_in_the_days_allowed_is_in_time_and_a_day_later_is_late() -> None:
    new = roster(("o-1", "2020-01-01", None))
    in_time = history(INITIAL, new, training("t", "2020-01-31", "o-1"))
    assert (on(in_time, "2020-02-01"), finding(in_time, "2020-02-01").late_days) == ("met", None)
    late = history(INITIAL, new, training("t", "2020-02-01", "o-1"))
    assert finding(late, "2020-02-01").late_days == 1


def test_a_new_officer_who_is_trained_early_does_not_stand_in_for_one_who_is_due() -> None:
    both = roster(("o-1", "2020-01-01", None), ("o-2", "2020-06-01", None))
    found = history(INITIAL, both, training("t", "2020-06-02", "o-2"), silence="not_met")
    assert on(found, "2020-06-05") == "not_met"
    assert finding(found, "2020-06-05").missing[0].en == "trainings of: o-1"


def test_where_the_due_date_is_unknown_the_days_allowed_bind_only_those_who_came_after_the_duty_began() -> (
    None
):
    check = INITIAL | {"due": "unknown"}
    before = history(check, roster(("o-1", "2018-01-01", None)), silence="not_met")
    assert on(before, "2020-01-01") == "cannot_tell"
    after = history(check, roster(("o-1", "2019-04-01", None)), silence="not_met")
    assert on(after, "2020-01-01") == "not_met"


def test_a_training_runs_out_after_the_days_that_held_when_it_was_taken() -> None:
    check = ALL | {"every_days": {"2019-03-01": "100", "2020-01-01": "50"}}
    officers = roster(("o-1", "2019-03-01", None))
    first = training("t1", "2019-03-01", "o-1")
    found = history(check, officers, first, training("t2", "2020-01-01", "o-1"))
    assert outcomes(found) == [
        ("2019-03-01", "met"),
        ("2019-06-10", "cannot_tell"),
        ("2020-01-01", "met"),
        ("2020-02-21", "cannot_tell"),
    ]


def test_a_later_whole_list_ends_what_an_earlier_one_left_open_and_another_list_does_not() -> None:
    first = a_list("first", "2020-01-01", "o-1 2019-03-01", "o-2 2019-03-01")
    trained = training("t", "2019-03-01", "o-2")
    whole = a_list("whole", "2020-03-01", "o-2 2019-03-01", whole=True)
    found = history(ALL | {"due": "2019-04-01"}, first, whole, trained, silence="not_met")
    assert on(found, "2020-01-01") == "not_met"
    assert on(found, "2020-01-02") == "cannot_tell"
    assert on(found, "2020-03-01") == "met"
    part = a_list("part", "2020-03-01", "o-2 2019-03-01")
    assert on(history(ALL | {"due": "2019-04-01"}, first, part, trained), "2020-03-01") == "cannot_tell"
    other = a_list("whole", "2020-03-01", "o-2 2019-03-01", whole=True, kept_by="schools")
    assert on(history(ALL | {"due": "2019-04-01"}, first, other, trained), "2020-03-01") == "cannot_tell"


def test_lists_of_one_day_that_differ_contradict_each_other_only_where_that_decides() -> None:
    short = a_list("short", "2020-01-01", "o-1 2020-01-01", thing="lists", kept_by="police")
    long = a_list("long", "2020-01-01", "o-1 2020-01-01", "o-2 2020-01-01", thing="lists", kept_by="schools")
    one = training("t", "2020-01-01", "o-1")
    both = training("t", "2020-01-01", "o-1", "o-2")
    assert on(history(ALL, short, long, one), "2020-02-01") == "contradicted"
    assert on(history(ALL, short, long, both), "2020-02-01") == "met"
    next_day = a_list("long", "2020-01-02", "o-1 2020-01-01", "o-2 2020-01-02", thing="lists")
    assert on(history(ALL, short, next_day, one), "2020-02-01") == "cannot_tell"


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        ("o-1 2020-01-01", False),
        ("o-1 2020-01-02", True),
        ("o-1 2020-01-01 - s-1", False),
        ("o-1 2020-01-01 2020-06-01", False),
        ("o-2 2020-01-01", True),
    ],
)
def test_what_makes_two_lists_of_one_day_differ(other: str, differs: bool) -> None:
    one, two = a_list("a", "2020-01-05", "o-1 2020-01-01"), a_list("b", "2020-01-05", other)
    assert (one.differs_from(two), two.differs_from(one)) == (differs, differs)
    with_past = a_list("c", "2020-01-05", other, "o-9 2019-01-01 2019-02-01")
    assert two.differs_from(with_past) is False


@pytest.mark.parametrize(
    ("check", "records", "kind"),
    [
        (ALL, [], "supply"),
        (INITIAL, [], "supply"),
        (ON_VERSION, [], "supply"),
        (ALL, [roster(("o-1", "2019-03-01", None), ("o-2", "2019-03-01", None))], "do"),
        (MOST, [roster(("o-1", "2019-03-01", None)), training("t", "2020-02-01", "o-1")], "do"),
        (ON_VERSION, [roster(("o-1", "2019-03-01", None))], "supply"),
        (ON_VERSION, [roster(("o-1", "2019-03-01", None)), rules("v", "2019-06-01")], "do"),
    ],
)
def test_the_act_on_trainings_does_what_it_says(check: Any, records: list[Evidence], kind: str) -> None:
    assert acted(check, *records, day="2020-01-15").act.kind == kind


@given(lists(), st.data())
def test_an_act_on_trainings_closes_the_gap_whatever_is_on_record(
    records: list[Evidence], data: st.DataObject
) -> None:
    for i in range(data.draw(st.integers(0, 3))):
        trained = data.draw(st.lists(officers, max_size=3))
        more = data.draw(perhaps_inferred) | data.draw(st.sampled_from([{}, {"on_version": "v-0"}]))
        records.append(training(f"t-{i}", data.draw(moments), *trained, **more))
    for i in range(data.draw(st.integers(0, 2))):
        records.append(rules(f"v-{i}", data.draw(moments)))
    allowed = st.sampled_from([{}, {"initial_within_days": "15"}, {"initial_within_days": "0"}])
    cycle = st.sampled_from(
        [{}, {"every_days": "20"}, {"every_days": {"2019-03-01": "9", "2020-02-01": "40"}}]
    )
    share = st.sampled_from([{}, {"percent": "60"}, {"percent": {"2019-03-01": "40", "2020-02-01": "90"}}])
    version = st.sampled_from([{}, {"policy": "rules", "grace_days": "5"}])
    check = ALL | data.draw(allowed) | data.draw(cycle) | data.draw(share) | data.draw(version)
    the_act_does_what_it_says(check, records, data.draw(days), data.draw(dues))


@given(st.data())
def test_each_day_of_a_roster_is_as_a_plain_count_of_that_day_says(data: st.DataObject) -> None:
    posts = data.draw(st.dictionaries(officers, st.tuples(days, st.integers(0, 60)), min_size=1))
    stays = {o: (first, first + timedelta(days=n)) for o, (first, n) in posts.items()}
    taken = data.draw(st.lists(st.tuples(days, st.lists(officers, unique=True)), max_size=4))
    allowed, cycle, percent = data.draw(
        st.tuples(*map(st.sampled_from, ([None, 0, 12], [8, 400], [50, 100])))
    )
    own = {"initial_within_days": str(allowed)} if allowed is not None else {}
    check = ALL | own | {"percent": str(percent), "every_days": str(cycle), "due": "2019-03-01"}
    found = history(
        check,
        roster(*((o, str(first), str(last)) for o, (first, last) in stays.items())),
        *(training(f"t-{i}", str(day), *who) for i, (day, who) in enumerate(taken)),
        silence="not_met",
        until="2020-08-01",
    )
    day = date(2019, 11, 1)
    while day <= date(2020, 8, 1):
        there = {o: first for o, (first, last) in stays.items() if first <= day <= last}
        trained = {
            o for o in there for on_day, who in taken if o in who and 0 <= (day - on_day).days <= cycle
        }
        due = {o for o in there if allowed is None or (day - there[o]).days > allowed}
        # In the days allowed an officer is counted only once trained.
        counted, shown = due | trained, finding(found, str(day))
        if counted:
            assert (shown.outcome == "met") == (100 * len(trained) >= percent * len(counted)), day
            assert shown.outcome in ("met", "not_met", "lapsed"), day
        else:
            assert shown.outcome != "not_met", day
        day += timedelta(days=1)


EVALUATED = criterion("each_evaluated", roster="roster", every_days="100", due="2019-03-01")


def test_an_officer_is_asked_for_an_evaluation_once_a_cycle_has_passed() -> None:
    found = history(EVALUATED, roster(("o-1", "2020-01-01", None)), silence="not_met")
    assert outcomes(found)[-2:] == [("2019-03-01", "not_yet_due"), ("2020-04-11", "not_met")]
    assert finding(found, "2020-04-11").missing[0].en == "evaluations of: o-1"
    assert finding(found, "2020-04-11").says.es.startswith(
        "De 1 policía en la lista del 11 de abril de 2020, 0"
    )


def test_an_evaluation_counts_for_a_cycle_and_the_next_one_goes_on_from_there() -> None:
    found = history(
        EVALUATED,
        roster(("o-1", "2020-01-01", None)),
        code("evaluation", "e1", "2020-04-01", "o-1"),
        code("evaluation", "e2", "2020-07-10/2020-07-15", "o-1"),
        silence="not_met",
    )
    assert on(found, "2020-04-11") == "met"
    assert on(found, "2020-07-10") == "met"
    assert on(found, "2020-07-11") == "cannot_tell"
    assert on(found, "2020-07-15") == "met"
    assert on(found, "2020-10-18") == "met"
    assert on(found, "2020-10-19") == "cannot_tell"
    assert on(found, "2020-10-24") == "lapsed"


@pytest.mark.parametrize("records", [[], [roster(("o-1", "2019-04-01", None), ("o-2", "2019-05-01", None))]])
def test_the_act_on_evaluations_does_what_it_says(records: list[Evidence]) -> None:
    assert acted(EVALUATED, *records, day="2020-01-15").act.kind == ("do" if records else "supply")


@given(lists(), st.data())
def test_an_act_on_evaluations_closes_the_gap_whatever_is_on_record(
    records: list[Evidence], data: st.DataObject
) -> None:
    for i in range(data.draw(st.integers(0, 4))):
        more = data.draw(perhaps_inferred)
        records.append(code("evaluation", f"e-{i}", data.draw(moments), data.draw(officers), **more))
    cycle = data.draw(st.sampled_from(["10", {"2019-03-01": "30", "2020-02-01": "5"}]))
    check = EVALUATED | {"every_days": cycle, "percent": data.draw(st.sampled_from(["60", "100"]))}
    the_act_does_what_it_says(check, records, data.draw(days), data.draw(dues))
