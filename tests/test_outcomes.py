"""The table of outcomes: its order, each of its rows, and how outcomes combine."""

from itertools import combinations, product

import pytest

from compliance.outcomes import TABLE, Outcome, Situation, combine, decide

IN_ORDER = [
    (0, "not_in_force"),
    (1, "rule_error"),
    (2, "not_applicable"),
    (3, "contradicted"),
    (4, "lapsed"),
    (4, "not_met"),
    (5, "cannot_tell"),
    (6, "needs_review"),
    (7, "not_yet_due"),
    (8, "met"),
    (None, "not_checked"),
]
EVERY_CAUSE = Situation(
    in_force=True,
    failed=True,
    ended=True,
    disputed=True,
    short_past_due=True,
    was_filled=True,
    silence_is_no=True,
    short_of_records=True,
    nothing_on_record=True,
    person_awaited=True,
    asked=True,
    all_filled=True,
    withheld=True,
)


def test_the_table_has_the_designs_order_and_numbers() -> None:
    assert [(row.number, row.outcome.value) for row in TABLE] == IN_ORDER
    assert {row.outcome for row in TABLE} == set(Outcome)


def test_each_outcome_has_its_own_word_symbol_and_explanation_in_both_languages() -> None:
    for part in (
        lambda r: r.words.en,
        lambda r: r.words.es,
        lambda r: r.symbol,
        lambda r: r.when.en,
        lambda r: r.when.es,
    ):
        found = [part(row) for row in TABLE]
        assert all(found)
        assert len(set(found)) == len(TABLE)


def test_no_colour_or_symbol_passes_judgement() -> None:
    assert {row.tone for row in TABLE} == {"blue", "amber", "grey"}
    assert not set("✓✔✗✘❌✅🔴🟢⚠★") & {row.symbol for row in TABLE}


def test_the_first_row_that_holds_is_the_outcome() -> None:
    """Every cause at once, then one cause less each time: each time the next row down speaks."""
    assert decide(EVERY_CAUSE._replace(in_force=False)) == "not_in_force"
    situation, found = EVERY_CAUSE, []
    for cause in (
        "failed",
        "ended",
        "disputed",
        "was_filled",
        "silence_is_no",
        "short_of_records",
        "nothing_on_record",
        "withheld",
    ):
        found.append((cause, decide(situation).value))
        situation = situation._replace(**{cause: False})
    assert found == [
        ("failed", "rule_error"),
        ("ended", "not_applicable"),
        ("disputed", "contradicted"),
        ("was_filled", "lapsed"),
        ("silence_is_no", "not_met"),
        ("short_of_records", "cannot_tell"),
        ("nothing_on_record", "cannot_tell"),
        ("withheld", "cannot_tell"),
    ]
    assert decide(situation) == "needs_review"
    assert decide(situation._replace(person_awaited=False)) == "met"
    assert decide(situation._replace(person_awaited=False, asked=False, all_filled=False)) == "not_yet_due"


def test_where_rows_that_do_not_count_would_change_it_that_alone_is_said() -> None:
    assert decide(Situation(in_force=True, withheld=True)) == "cannot_tell"


@pytest.mark.parametrize("was_filled", [False, True])
def test_silence_that_proves_nothing_is_never_a_no(was_filled: bool) -> None:
    short = Situation(
        in_force=True, short_past_due=True, was_filled=was_filled, short_of_records=True, asked=True
    )
    assert decide(short) == "cannot_tell"
    assert decide(short._replace(silence_is_no=True)) == ("lapsed" if was_filled else "not_met")


def test_a_situation_that_no_row_covers_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(ValueError, match="no row"):
        decide(Situation(in_force=True, asked=True))


def test_met_needs_every_criterion_met_or_not_applicable_and_at_least_one_met() -> None:
    for size in range(1, 4):
        for found in product(Outcome, repeat=size):
            rightly = set(found) <= {Outcome.MET, Outcome.NOT_APPLICABLE} and Outcome.MET in found
            assert (combine(found) is Outcome.MET) == rightly, found


def test_the_outcome_of_several_is_always_that_of_one_of_them_whatever_their_order() -> None:
    for found in combinations(Outcome, 3):
        assert combine(found) in found
        assert combine(found) == combine(reversed(found))


def test_of_no_criteria_at_all_nothing_is_checked() -> None:
    assert combine([]) is Outcome.NOT_CHECKED
