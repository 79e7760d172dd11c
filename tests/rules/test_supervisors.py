"""Supervision: each officer has a supervisor every day, and no supervisor too many officers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import asks, brought, gives
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


TWO = a_list("list", "2020-01-01", "o-1 2020-01-01", "o-2 2020-01-01")


def test_a_supervision_counts_on_its_last_day_on_a_single_day_and_to_the_end_of_what_can_be_asked() -> None:
    told = [
        under("b", "2020-01-01", "o-1", "o-2", last="2020-03-31"),
        under("c", "2020-05-01", "o-1", last="2020-05-01"),
        under("e", "2022-12-31", "o-1"),
    ]
    assert gives(history(EACH, TWO, *told)) == [
        "units by b-2020-01-01 x100 from 2020-01-01 to 2020-03-31",
        "units by c-2020-05-01 x100 from 2020-05-01 to 2020-05-01",
        "units by e-2022-12-31 x100 from 2022-12-31 to 2022-12-31",
        "units by b-2020-01-01 x100 from 2020-01-01 to 2020-03-31",
    ]
    assert gives(history(EACH, TWO, under("b", "2020-01-01", "o-1"))) == [
        "units by b-2020-01-01 x100 from 2020-01-01 to 2022-12-31"
    ]


def test_of_two_supervisions_from_one_day_neither_ends_the_other() -> None:
    both = [under("b", "2020-01-01", "o-1", last="2020-01-31"), under("c", "2020-01-01", "o-1")]
    for told in (both, both[::-1]):
        assert on(history(EACH, a_list("list", "2020-01-01", "o-1 2020-01-01"), *told), "2020-06-01") == "met"


def test_a_span_binds_on_the_first_of_its_days_and_on_every_day_that_officers_share() -> None:
    last_day = under("b", "2020-01-01", "o-1", "o-2", "o-3", last="2020-06-01")
    assert on(history(SPAN, THREE, last_day), "2020-06-01") == "lapsed"
    found = history(
        SPAN | {"span": "1"}, TWO, under("b", "2020-01-01", "o-1", last="2020-03-31"),
        under("b", "2020-03-31", "o-2"),
    )  # fmt: skip
    assert gives(found) == [
        "units by b-2020-01-01 x100 from 2020-01-01 to 2020-03-30",
        "units by b-2020-03-31 x100 from 2020-04-01 to 2022-12-31",
    ]


def test_of_a_supervisor_who_surely_has_too_many_each_officer_on_the_word_of_a_record_is_denied() -> None:
    guess = under("b", "2020-01-01", "o-4", inferred="Who it is.")
    four = a_list("list", "2020-01-01", "o-4 2020-01-01", "o-1 2020-01-01", "o-2 2020-01-01")
    check = SPAN | {"span": "1"}
    crowd = under("b", "2020-01-01", "o-1", "o-2").model_copy(update={"key": "crowd"})
    denied = [line for line in asks(history(check, four, guess, crowd)) if "denied" in line]
    assert len(denied) == 3, "two of three are denied, so that the share is out of reach for all"
    half = history(check | {"percent": "60"}, four, guess, crowd)
    assert any("denied" in line for line in asks(half)), "of three one is left, and two are asked"


def test_the_sentence_names_those_with_too_many_only_where_there_are_such_on_the_day() -> None:
    told = under("b", "2020-01-01", "o-1", "o-2", "o-3", last="2020-06-30")
    found = history(SPAN, THREE, told)
    assert "Under more than" in finding(found, "2020-06-30").says.en
    for day in ("2020-05-31", "2020-07-01"):
        assert "Under more than" not in finding(found, day).says.en
    enough = history(SPAN, THREE, under("b", "2020-06-01", "o-1", "o-2"))
    assert "Under more than" not in finding(enough, "2020-07-01").says.en


def test_only_those_who_lack_a_supervisor_are_named_and_put_under_new_ones_with_room_for_them() -> None:
    found = history(SPAN, THREE, under("b", "2020-01-01", "o-2"))
    shown = finding(found, "2020-02-01")
    assert [missing.en for missing in shown.missing] == ["supervisors of: o-1 and o-3"]
    assert shown.act and shown.act.text.en == "Name a supervisor, or supply the supervisors of: o-1 and o-3."
    assert brought(found, "2020-02-01", "key", "supervisor", "officers") == [
        ("would-be-supervision-1", "supervisor-to-be-named-1", ("o-1", "o-3"))
    ]
    nobody = history(SPAN, THREE)
    assert brought(nobody, "2020-07-01", "supervisor", "officers") == [
        ("supervisor-to-be-named-1", ("o-1", "o-2")),
        ("supervisor-to-be-named-2", ("o-3",)),
    ]
    assert brought(history(EACH, THREE), "2020-07-01", "officers") == [(("o-1", "o-2", "o-3"),)]


def test_where_a_supervisor_has_too_many_the_act_says_what_to_do_with_them() -> None:
    act = acted(SPAN, THREE, under("b", "2020-01-01", "o-1", "o-2", "o-3"), day="2020-07-01").act
    assert act and act.text.en.startswith(
        "Put these officers, or so many that no supervisor has too many, under "
    )


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
