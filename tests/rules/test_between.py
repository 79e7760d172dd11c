"""Between two days of a thing: from when it is asked and given, what is said, and the exact days that would settle it."""

import pytest

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import act_on, asks, brought, gives, would_on
from tests.small import criterion, finding, history, on, policy, record

LEAST = criterion(
    "days_between", kind="policy", start="happened", end="effective", at_least_days="15", due="each thing"
)
MOST = {k: v for k, v in LEAST.items() if k != "at_least_days"} | {"at_most_days": "15"}
STEPS = {"2019-03-01": "5", "2020-06-01": "15"}
TERM = MOST | {"kind": "agreement", "start": "starts", "end": "last"}


def issued(happened: str | None, effective: str, key: str = "v", **fields: object) -> Evidence:
    return policy(key, effective, happened=happened, number=f"N-{key}", **fields)


def agreed(key: str, starts: str | None, last: str | None) -> Evidence:
    return record("agreement", key, parties=["police", "schools"], title="A", starts=starts, last=last)


def requested(happened: str, due: str | None = None, **fields: object) -> Evidence:
    asked = {"asked_by": "A group", "asked_of": "police", "what": "The list"}
    return record("request", "r", happened=happened, due=due, **asked, **fields)


# From when it is asked, and from when it is given


@pytest.mark.parametrize(
    ("begins", "effective", "first"),
    [
        ("2020-01-01", "2020-06-10", "2020-06-10"),
        ("2020-01-01", "2020-06-10/2020-06-20", "2020-06-10"),
        ("2020-06-15", "2020-06-10/2020-06-20", "2020-06-15"),
    ],
)
def test_without_a_first_day_it_is_in_doubt_from_the_last_day_on(
    begins: str, effective: str, first: str
) -> None:
    found = history(LEAST, issued(None, effective), **{"from": begins})
    assert asks(found) == [f"v from {first} because v never before"]
    assert gives(found) == [f"perhaps v from {first}"]


def test_things_are_asked_about_in_the_order_in_which_they_began_as_far_as_that_is_told() -> None:
    things = [
        agreed("c", "2020-06-20", "2020-06-25"),
        agreed("b", None, "2020-06-10"),
        agreed("a", "2020-06-05/2020-06-30", "2020-12-01"),
        agreed("none", None, None),
    ]
    assert [line.split()[0] for line in asks(history(TERM, *things))] == ["none", "a", "b", "c"]


@pytest.mark.parametrize(
    ("effective", "given"),
    [
        ("2020-06-30", ["v from 2020-06-18"]),
        ("2020-06-18", ["v from 2020-06-18"]),
        ("2020-06-17", ["perhaps v from 2020-06-02"]),
        ("2020-06-10", ["perhaps v from 2020-06-02"]),
        ("2020-06-02", ["perhaps v from 2020-06-02"]),
        ("2020-06-01", []),
    ],
)
def test_at_least_so_many_days_under_either_of_two_limits(effective: str, given: list[str]) -> None:
    found = history(LEAST | {"at_least_days": STEPS}, issued("2020-05-28/2020-06-03", effective))
    assert asks(found) == ["v from 2020-06-19 due 2020-06-18 because v"]
    assert gives(found) == given


@pytest.mark.parametrize(
    ("effective", "given"),
    [
        ("2020-06-01/2020-06-02", ["v from 2020-06-02"]),
        ("2020-06-03/2020-06-05", ["perhaps v from 2020-06-03"]),
        ("2020-06-10", ["perhaps v from 2020-06-10"]),
        ("2020-06-18/2020-06-25", ["perhaps v from 2020-06-18"]),
        ("2020-06-19", []),
    ],
)
def test_at_most_so_many_days_under_either_of_two_limits(effective: str, given: list[str]) -> None:
    found = history(MOST | {"at_most_days": STEPS}, issued("2020-05-28/2020-06-03", effective))
    assert asks(found) == ["v from 2020-06-19 due 2020-06-18 because v"]
    assert gives(found) == given


@pytest.mark.parametrize(
    "told",
    [
        [issued("2020-06-01", "2020-06-10", inferred="The day.")],
        [
            issued(None, "2020-06-10", thing="t"),
            issued("2020-06-01", "2020-06-10", "w", inferred="The day of issue.", thing="t"),
        ],
    ],
)
def test_where_either_day_is_inferred_the_due_date_is_not_known(told: list[Evidence]) -> None:
    found = history(MOST, *told)
    assert asks(found) == ["v from 2020-06-17 because v never before"]
    assert gives(found) == ["perhaps v from 2020-06-10"]


def test_an_end_that_nobody_tells_may_lie_far_enough_off_but_is_not_shown_to_have_come_soon_enough() -> None:
    ask = MOST | {"kind": "request", "end": "due"}
    assert gives(history(ask, requested("2020-06-01"))) == []
    least = LEAST | {"kind": "request", "end": "due"}
    assert gives(history(least, requested("2020-06-01"))) == ["perhaps r from 2020-06-16"]


# What is said


def test_several_things_are_told_in_the_plural_each_with_its_days() -> None:
    says = finding(
        history(MOST, issued("2020-06-01", "2020-06-10"), issued("2020-07-01", "2020-07-31", "w")),
        "2020-09-01",
    ).says
    assert says.en == (
        "1 of 2 on record show at most 15 days from issue to effect: Policy version of 1 June 2020 (9 days) and Policy "
        "version of 1 July 2020 (30 days)."
    )
    assert says.es.startswith(
        "1 de 2 del registro muestran como mucho 15 días desde la emisión hasta la entrada en vigor: "
    )


@pytest.mark.parametrize(
    ("happened", "effective", "days"),
    [
        ("2020-06-01/2020-06-04", "2020-06-10", "6 to 9 days"),
        ("2020-06-01", "2020-06-10/2020-06-12", "9 to 11 days"),
        ("2020-06-01/2020-06-04", "2020-06-10/2020-06-12", "6 to 11 days"),
        (None, "2020-06-10", "no record gives the day: issue"),
    ],
)
def test_days_that_are_not_exact_are_told_as_far_as_they_are(
    happened: str | None, effective: str, days: str
) -> None:
    assert f"({days})." in finding(history(LEAST, issued(happened, effective)), "2020-09-01").says.en


def test_an_end_that_no_record_gives_is_named() -> None:
    says = finding(
        history(MOST | {"kind": "request", "end": "due"}, requested("2020-06-01")), "2020-09-01"
    ).says
    assert says.en.endswith(": Request of 1 June 2020 (no record gives the day: its due date).")


def test_the_limit_named_is_the_one_of_the_day_on_which_the_thing_began() -> None:
    stepped = LEAST | {"at_least_days": {"2019-03-01": "10", "2020-06-01": "15"}}
    shown = finding(history(stepped, issued("2020-05-20", "2020-05-25")), "2020-09-01")
    assert "shows at least 10 days from issue to effect" in shown.says.en
    assert [missing.en for missing in shown.missing] == [
        "at least 10 days from issue to effect, for Policy version of 20 May 2020"
    ]
    assert shown.act and "do not show at least 10 days" in shown.act.text.en


# What would settle it


def test_beside_a_thing_that_none_can_cure_exact_days_of_another_can_still_be_supplied() -> None:
    things = [issued("2020-06-01", "2020-06-10"), issued("2020-06-20/2020-07-01", "2020-07-10", "w")]
    none = acted(LEAST, *things, day="2020-09-01").act
    assert none and none.text.en == (
        "None can cure this: both days are on record, and do not show at least 15 days from issue to effect, for Policy "
        "version of 1 June 2020. The exact days of Policy version of 1 July 2020 can still be supplied."
    )
    assert would_on(history(LEAST, *things), "2020-09-01").records == ()


@pytest.mark.parametrize(
    ("check", "told", "settled"),
    [
        (LEAST, (None, "2020-06-10"), ("2020-05-26", "2020-06-10")),
        (MOST, (None, "2020-06-10"), ("2020-06-10", "2020-06-10")),
        (LEAST, (None, "2019-03-16"), ("2019-03-01", "2019-03-16")),
        (LEAST, ("2020-06-01/2020-06-05", "2020-06-16"), ("2020-06-01", "2020-06-16")),
        (MOST, ("2020-06-01/2020-06-02", "2020-06-17"), ("2020-06-02", "2020-06-17")),
        (MOST, ("2020-05-20/2020-06-01", "2020-06-10"), ("2020-06-01", "2020-06-10")),
        (MOST, ("2020-06-01/2020-06-10", "2020-06-05/2020-06-30"), ("2020-06-10", "2020-06-10")),
        (
            MOST | {"at_most_days": "1"},
            ("2020-06-01/2020-06-10", "2020-06-05/2020-06-08"),
            ("2020-06-08", "2020-06-08"),
        ),
        (
            LEAST | {"at_least_days": {"2019-03-01": "30", "2020-06-01": "5"}},
            ("2020-05-28/2020-06-03", "2020-06-05/2020-06-12"),
            ("2020-06-01", "2020-06-12"),
        ),
    ],
)
def test_the_exact_days_supplied_keep_the_limit_and_agree_with_the_record(
    check: dict, told: tuple[str | None, str], settled: tuple[str, str]
) -> None:
    found = history(check, issued(*told))
    assert on(found, "2020-09-01") == "cannot_tell"
    assert brought(found, "2020-09-01", "happened", "effective") == [settled]
    act = acted(check, issued(*told), day="2020-09-01").act
    assert act and act.kind == "supply"


def test_of_a_thing_without_any_day_both_days_are_supplied_from_the_day_the_duty_began() -> None:
    found = history(LEAST | {"kind": "agreement", "start": "starts", "end": "last"}, agreed("a", None, None))
    assert brought(found, "2019-03-01", "starts", "last") == [("2019-03-01", "2019-03-16")]


def test_where_no_days_agree_with_one_of_two_things_the_act_only_asks() -> None:
    things = [issued(None, "2019-03-10"), issued(None, "2020-06-10", "w")]
    found = history(LEAST, *things)
    act = finding(found, "2020-09-01").act
    assert act and (act.kind, act.day) == ("ask", None)
    assert would_on(found, "2020-09-01").records == ()


@pytest.mark.parametrize(("check", "day"), [(MOST, "2020-07-06"), (LEAST, "2020-06-21")])
def test_the_day_named_is_the_one_on_which_the_days_of_all_things_have_run(check: dict, day: str) -> None:
    things = [issued(None, "2020-06-10"), issued(None, "2020-06-20", "w")]
    act = acted(check, *things, day="2020-06-20").act
    assert act and str(act.day) == day


def test_where_nothing_is_short_the_act_promises_no_day() -> None:
    assert act_on(history(LEAST, issued("2020-06-01", "2020-06-30")), "2020-09-01").day is None


def test_where_the_kind_can_not_have_such_days_nothing_is_brought() -> None:
    found = history(LEAST | {"start": "ends", "end": "effective"})
    act = act_on(found, "2020-09-01")
    assert (act.kind, act.day, would_on(found, "2020-09-01").records) == ("do", None, ())


def test_a_version_that_would_end_before_it_is_issued_again_took_effect_before_it_ended() -> None:
    check = LEAST | {"start": "ends", "end": "happened"}
    found = history(check)
    assert brought(found, "2020-09-01", "effective", "ends", "happened") == [
        ("2020-08-31", "2020-09-01", "2020-09-16")
    ]
    assert acted(check, day="2020-09-01")
