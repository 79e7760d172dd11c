"""Rounds of public comment: which record of one speaks, and since when something is asked of it."""

import pytest

from compliance.asks import Ask
from compliance.evidence import Evidence
from compliance.rules.rounds import rounds
from compliance.rules.rule import Duty
from tests.small import d, posting

DUTY = Duty(d("2020-01-10"), d("2022-12-31"))


def test_rounds_stand_in_the_order_of_their_days_from_the_day_the_duty_began() -> None:
    told = [
        posting("late", "2020-03-01", "2020-03-10"),
        posting("b", "2020-01-10", "2020-01-20"),
        posting("a", "2020-01-10", "2020-01-20"),
        posting("vague", "2020-01-05/2020-01-11", "2020-01-20"),
        posting("before", "2020-01-09", "2020-01-20"),
    ]
    assert [one.key for one in rounds(told, "topic", DUTY)] == ["a", "b", "vague", "late"]


@pytest.mark.parametrize(
    "surest",
    [
        posting("sure", "2020-02-01", "2020-02-10", thing="t"),
        posting("sure", "2020-02-01/2020-02-09", "2020-02-10/2020-02-20", thing="t"),
    ],
)
def test_a_record_of_a_round_from_a_source_speaks_before_one_that_is_inferred(surest: Evidence) -> None:
    inferred = posting("guess", "2020-02-01", "2020-02-10", thing="t", inferred="The days.")
    for told in ([surest, inferred], [inferred, surest]):
        assert [one.key for one in rounds(told, "topic", DUTY)] == ["sure"]


def test_the_more_exact_record_of_a_round_speaks() -> None:
    vague = posting("vague", "2020-02-01", "2020-02-10/2020-02-20", thing="t")
    exact = posting("exact", "2020-02-01/2020-02-02", "2020-02-10", thing="t")
    for told in ([vague, exact], [exact, vague]):
        assert [one.key for one in rounds(told, "topic", DUTY)] == ["exact"]


def test_what_a_round_asks_has_a_known_due_date_unless_the_round_or_the_duty_is_unsure() -> None:
    [sure, guess] = rounds(
        [
            posting("sure", "2020-02-01", "2020-02-10"),
            posting("unsure", "2020-02-01", "2020-02-10", inferred="The days."),
        ],
        "topic",
        DUTY,
    )
    due, start = d("2020-03-01"), d("2020-03-02")
    assert sure.asks_after(due, DUTY) == Ask("sure", 1, start, due=due, because="sure")
    undated = Ask("sure", 1, start, because="sure", never_before=True)
    assert sure.asks_after(due, DUTY, unsure=True) == undated
    assert guess.asks_after(due, DUTY) == undated._replace(slot="unsure", because="unsure")
