"""Supervision: each officer has a supervisor every day, and no supervisor too many officers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.rosters import (
    a_list,
    days,
    dues,
    lists,
    officers,
    perhaps_inferred,
    the_act_does_what_it_says,
)
from tests.small import criterion, d, finding, history, on, outcomes, record

EACH = criterion("each_supervised", roster="roster", due="2019-03-01")
SPAN = EACH | {"span": {"2019-03-01": "3", "2020-06-01": "2"}}
THREE = a_list("list", "2020-01-01", "o-1 2020-01-01", "o-2 2020-01-01", "o-3 2020-01-01")


def under(supervisor: str, first: str, *who: str, **fields: Any) -> Evidence:
    """Officers under a supervisor from a day on."""
    facts = {"happened": first, "supervisor": supervisor, "officers": list(who), "first": first}
    return record("supervision", f"{supervisor}-{first}", **(facts | fields))


def test_every_day_of_the_assignment_is_asked() -> None:
    one = a_list("list", "2020-01-01", "o-1 2020-01-01 2020-12-31")
    found = history(
        EACH, one, under("b", "2020-01-01", "o-1", last="2020-03-31"), under("c", "2020-04-02", "o-1")
    )
    assert outcomes(found)[-4:] == [
        ("2020-01-01", "met"),
        ("2020-04-01", "cannot_tell"),
        ("2020-04-02", "met"),
        ("2021-01-01", "cannot_tell"),
    ]


def test_a_supervisor_with_more_officers_than_the_span_of_the_day_is_nobodys() -> None:
    found = history(SPAN, THREE, under("b", "2020-01-01", "o-1", "o-2", "o-3"))
    assert on(found, "2020-05-31") == "met"
    assert on(found, "2020-06-01") == "lapsed"
    assert finding(found, "2020-06-01").says.en.endswith(
        "Under more than 2 officers stand these supervisors’ officers, which do not count: b."
    )


def test_an_officer_who_goes_to_another_supervisor_makes_room() -> None:
    found = history(
        SPAN, THREE, under("b", "2020-01-01", "o-1", "o-2", "o-3"), under("c", "2020-07-01", "o-3")
    )
    assert on(found, "2020-06-30") == "lapsed"
    assert on(found, "2020-07-01") == "met"


def test_an_inferred_supervision_fills_nothing_and_crowds_nobody_surely() -> None:
    guessed = under("b", "2020-01-01", "o-3", inferred="Who it was.", happened="2020-01-02")
    sure = under("b", "2020-01-01", "o-1", "o-2").model_copy(update={"key": "sure"})
    two = a_list("list", "2020-01-01", "o-1 2020-01-01", "o-2 2020-01-01")
    found = history(EACH | {"span": "2"}, two, sure, guessed, silence="not_met")
    assert on(found, "2020-02-01") == "cannot_tell"
    assert on(history(EACH, THREE, sure, guessed, silence="not_met"), "2020-02-01") == "cannot_tell"


def test_two_sources_that_name_different_supervisors_of_one_thing_are_contradicted() -> None:
    one = a_list("list", "2020-01-01", "o-1 2020-01-01")
    a = under("b", "2020-01-01", "o-1", thing="unit", last="2020-12-31")
    b = under("c", "2020-01-01", "o-1", thing="unit", last="2020-02-28")
    assert on(history(EACH, one, a, b), "2020-03-01") == "contradicted"


def test_without_a_list_there_is_nobody_to_look_for() -> None:
    found = finding(history(EACH), "2020-03-01")
    assert (found.outcome, found.act.kind) == ("cannot_tell", "supply")
    assert found.missing[0].es == "una lista de los policías asignados el 1 de marzo de 2020"


@pytest.mark.parametrize(
    ("check", "records", "day", "kind", "acts_on"),
    [
        (EACH, [], "2020-03-01", "supply", "2020-03-01"),
        (SPAN, [THREE], "2020-07-01", "do", "2020-07-01"),
        (SPAN, [THREE, under("b", "2020-01-01", "o-1", "o-2", "o-3")], "2020-07-01", "do", "2020-07-01"),
        (SPAN, [THREE, under("b", "2020-07-01", "o-1", "o-2", "o-3")], "2020-07-01", "do", "2020-07-02"),
        (
            EACH | {"percent": "50"},
            [THREE, under("b", "2020-01-01", "o-1")],
            "2020-07-01",
            "do",
            "2020-07-01",
        ),
    ],
    ids=["no list", "nobody named", "too many", "too many from today", "a share"],
)
def test_the_act_on_supervision_does_what_it_says(
    check: dict[str, Any], records: list[Evidence], day: str, kind: str, acts_on: str
) -> None:
    act = acted(check, *records, day=day).act
    assert (act.kind, act.day) == (kind, d(acts_on))


@given(lists(), st.data())
def test_an_act_on_supervision_closes_the_gap_whatever_is_on_record(
    records: list[Evidence], data: st.DataObject
) -> None:
    for i in range(data.draw(st.integers(0, 4))):
        first = data.draw(days)
        who = data.draw(st.lists(officers, min_size=1, max_size=3, unique=True))
        last = data.draw(st.sampled_from([{}, {"last": "2020-06-30"}]))
        told = under(data.draw(st.sampled_from(["b-1", "b-2"])), str(first), *who, **last)
        records.append(told.model_copy(update={"key": f"u-{i}"} | data.draw(perhaps_inferred)))
    span = data.draw(st.sampled_from([{}, {"span": "1"}, {"span": {"2019-03-01": "2", "2020-02-01": "1"}}]))
    check = EACH | span | {"percent": data.draw(st.sampled_from(["50", "100"]))}
    the_act_does_what_it_says(check, records, data.draw(days), data.draw(dues))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"last": "2019-12-31"}, "before it begins"),
        ({"officers": []}, "at least 1 item"),
        ({"officers": ["b"]}, "nobody supervises themselves"),
        ({"officers": [f"o-{i}" for i in range(10_001)]}, "at most 10000 items"),
    ],
)
def test_what_cannot_be_a_supervision_is_refused_by_name(fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValidationError, match=wrong):
        under("b", "2020-01-01", "o-1", **fields)


@pytest.mark.parametrize("span", ["0", "-1", "many"])
def test_a_span_is_at_least_one_officer(span: str) -> None:
    with pytest.raises(ValidationError):
        history(EACH | {"span": span})
