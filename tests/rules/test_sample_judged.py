"""A sample that anyone can draw again, each item judged by a person."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from compliance.rules.judged.sampling import draw
from tests.rules.acts import acted
from tests.rules.ledgers import asks, gives
from tests.rules.open_gaps import acted_where_open
from tests.small import criterion, d, finding, history, on, outcomes, record, t

CHECK = criterion(
    "sample_judged",
    question="followed",
    asks=t("Was the rule followed?"),
    at_least="4",
    percent="75",
    by="monitor",
)


def sample(key: str, drawn: str, size: int = 4, seed: str = "spring", **fields: object) -> Evidence:
    """A sample from a frame of 50, by its seed."""
    about = {"happened": drawn, "frame": 50, "size": size, "seed": seed, "listed": "Visits"}
    return record("sample", key, **(about | {"items": sorted(draw(50, size, seed))} | fields))


def judged(drawn: Evidence, day: str, answers: str, **fields: str) -> list[Evidence]:
    """Answers to the first items, in their order: y, n, or a dot for none."""
    found = []
    for code, answer in zip(drawn.items, answers, strict=False):  # type: ignore[attr-defined]
        if answer != ".":
            about = {
                "question": "followed",
                "method": "examine",
                "reason": "Because.",
                "said_by": "A monitor",
            }
            more = {"sample": drawn.key, "item": code, "answer": {"y": "yes", "n": "no"}[answer]}
            key = f"{drawn.key}-{day[:10]}-{code}-{answer}"
            found.append(record("judgement", key, happened=day, **(about | more | fields)))
    return found


S = sample("s", "2020-01-01")


def test_the_draw_sorts_the_numbers_by_the_hash_of_seed_and_number() -> None:
    tickets = sorted((sha256(f"a seed:{n}".encode()).hexdigest(), n) for n in range(1, 31))
    assert draw(30, 7, "a seed") == {n for _, n in tickets[:7]}
    assert draw(30, 30, "a seed") == set(range(1, 31))


@given(st.integers(1, 60), st.data(), st.text(min_size=1, max_size=8))
def test_a_draw_is_of_its_size_within_its_frame_and_a_larger_one_holds_it(
    frame: int, data: st.DataObject, seed: str
) -> None:
    size = data.draw(st.integers(1, frame))
    drawn = draw(frame, size, seed)
    assert len(drawn) == size and drawn <= set(range(1, frame + 1))
    assert drawn == draw(frame, size, seed)
    assert drawn <= draw(frame, frame, seed)


def test_an_empty_record_shows_nothing_and_asks_for_a_sample() -> None:
    found = history(CHECK)
    assert outcomes(found) == [("2019-03-01", "cannot_tell")]
    shown = finding(found, "2020-01-01")
    assert [m.en for m in shown.missing] == ["a sample of at least 4 items, drawn with a published seed"]
    assert "Ninguna" not in shown.says.en and "ninguna muestra" in shown.says.es


def test_enough_items_judged_yes_and_none_left_is_met_from_the_last_judgement_on() -> None:
    found = history(CHECK, S, *judged(S, "2020-02-01", "yyy."), *judged(S, "2020-03-01", "...n"))
    assert outcomes(found) == [
        ("2019-03-01", "cannot_tell"),
        ("2020-01-01", "needs_review"),
        ("2020-03-01", "met"),
    ]
    says = finding(found, "2020-03-01").says
    assert (
        "Of 4 items drawn on 1 January 2020 from 50 (seed “spring”), 4 are judged, 3 of them “yes”" in says.en
    )
    assert "4 están valorados, 3 con «sí»" in says.es


def test_a_sample_that_is_not_finished_waits_for_a_person_even_if_enough_are_yes() -> None:
    found = history(CHECK | {"due": "2019-12-31"}, S, *judged(S, "2020-02-01", "yyy."), silence="not_met")
    shown = finding(found, "2020-02-01")
    assert shown.outcome == "needs_review"
    assert [m.en for m in shown.missing] == [
        f"judgements on items {S.items[3]} of the sample drawn on 1 January 2020"  # type: ignore[attr-defined]
    ]


def test_so_many_noes_that_the_rest_cannot_be_enough_are_a_no() -> None:
    strict = history(CHECK | {"due": "2019-12-31"}, S, *judged(S, "2020-02-01", "nn.."), silence="not_met")
    assert on(strict, "2020-01-31") == "needs_review"
    assert on(strict, "2020-02-01") == "not_met"
    assert any(ask.denied for ask in strict.ledger_or_none.asks_on(d("2020-02-01")))
    one = history(CHECK | {"due": "2019-12-31"}, S, *judged(S, "2020-02-01", "n..."), silence="not_met")
    assert on(one, "2020-02-01") == "needs_review"


def test_one_item_judged_twice_counts_once() -> None:
    twice = [*judged(S, "2020-02-01", "yynn"), *judged(S, "2020-02-02", "y...", method="test")]
    assert on(history(CHECK, S, *twice), "2020-03-01") != "met"


def test_the_last_answer_on_an_item_holds_and_on_one_day_the_no() -> None:
    first = judged(S, "2020-02-01", "yyyn")
    assert on(history(CHECK, S, *first, *judged(S, "2020-03-01", "n...")), "2020-03-01") == "cannot_tell"
    assert on(history(CHECK, S, *first, *judged(S, "2020-02-01", "n...")), "2020-03-01") == "cannot_tell"
    again = [*judged(S, "2020-03-01", "n..."), *judged(S, "2020-04-01", "y...")]
    assert on(history(CHECK, S, *first, *again), "2020-04-01") == "met"


def test_a_sample_whose_items_its_seed_does_not_draw_counts_for_nothing_and_says_so() -> None:
    chosen = sample("s", "2020-01-01", items=[1, 2, 3, 4])
    found = history(CHECK, chosen, *judged(chosen, "2020-02-01", "yyyy"))
    shown = finding(found, "2020-02-01")
    assert shown.outcome == "cannot_tell"
    assert "counts for nothing: its items are not those that its seed draws" in shown.says.en
    assert "su semilla" in shown.says.es


def test_a_sample_that_is_too_small_on_the_day_it_was_drawn_counts_for_nothing() -> None:
    grown = CHECK | {"at_least": {"2019-03-01": "4", "2020-01-02": "5"}}
    assert on(history(grown, S, *judged(S, "2020-02-01", "yyyy")), "2020-02-01") == "met"
    late = sample("s", "2020-01-02")
    shown = finding(history(grown, late, *judged(late, "2020-02-01", "yyyy")), "2020-02-01")
    assert shown.outcome == "cannot_tell"
    assert "it has 4 items, and at least 5 are asked" in shown.says.en


def test_the_percentage_is_that_of_the_day_on_which_the_sample_was_drawn() -> None:
    raised = CHECK | {"percent": {"2019-03-01": "75", "2020-01-02": "100"}}
    answers = "yyyn"
    assert on(history(raised, S, *judged(S, "2020-02-01", answers)), "2020-02-01") == "met"
    late = sample("s", "2020-01-02")
    assert on(history(raised, late, *judged(late, "2020-02-01", answers)), "2020-02-01") == "cannot_tell"


def test_a_new_sample_speaks_from_the_day_it_was_drawn_and_the_old_one_has_to_be_finished() -> None:
    new = sample("w", "2020-06-01", seed="summer")
    passed = judged(new, "2020-07-01", "yyyy")
    left = history(CHECK, S, *judged(S, "2020-02-01", "nn.."), new, *passed)
    assert on(left, "2020-07-01") == "needs_review"
    assert "The sample drawn on 1 January 2020 is not finished: of its 4 items, waiting for a person: 2." in (
        finding(left, "2020-07-01").says.en
    )
    done = history(CHECK, S, *judged(S, "2020-02-01", "nnnn"), new, *passed)
    assert on(done, "2020-05-31") == "cannot_tell"
    assert on(done, "2020-06-01") == "needs_review"
    assert on(done, "2020-07-01") == "met"


def test_an_inferred_or_vague_sample_or_answer_fills_nothing_before_it_is_sure() -> None:
    guessed = sample("s", "2020-01-01", inferred="That it was drawn.")
    assert on(history(CHECK, guessed, *judged(guessed, "2020-02-01", "yyyy")), "2020-03-01") != "met"
    inferred = judged(S, "2020-02-01", "yyyy", inferred="The answers.")
    assert on(history(CHECK, S, *inferred), "2020-03-01") == "needs_review"
    vague = history(CHECK, S, *judged(S, "2020-02-01/2020-02-10", "yyyy"))
    assert on(vague, "2020-02-09") == "needs_review"
    assert on(vague, "2020-02-10") == "met"


def test_two_records_of_one_sample_that_differ_are_shown_as_differing() -> None:
    other = sample("w", "2020-01-01", seed="summer", thing="s")
    assert on(history(CHECK, S, other, *judged(S, "2020-02-01", "yyyy")), "2020-03-01") == "contradicted"


def test_answers_to_items_that_were_not_drawn_or_to_another_question_count_for_nothing() -> None:
    others = [n for n in range(1, 51) if n not in S.items][:4]  # type: ignore[attr-defined]
    elsewhere = judged(sample("s", "2020-01-01", items=others), "2020-02-01", "yyyy")
    other = judged(S, "2020-02-01", "yyyy", question="fair")
    for answers in (elsewhere, other):
        assert on(history(CHECK, S, *answers), "2020-03-01") == "needs_review"


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"items": [1, 2, 3]}, "name every thing drawn"),
        ({"items": [1, 1, 2, 3]}, "stands twice"),
        ({"items": [1, 2, 3, 51]}, "outside the frame"),
        ({"frame": 3}, "draw at most the whole frame"),
        ({"frame": 0}, "greater than or equal to 1"),
        ({"frame": 1_000_000}, "less than or equal to 100000"),
        ({"size": 0, "items": []}, "size"),
        ({"seed": " "}, "blank"),
        ({"items": ["a-name", 2, 3, 4]}, "integer"),
    ],
)
def test_a_sample_that_cannot_be_is_refused(fields: Mapping[str, object], match: str) -> None:
    with pytest.raises(ValidationError, match=match):
        sample("s", "2020-01-01", **fields)  # type: ignore[arg-type]


def test_with_no_sample_the_act_is_to_draw_one_and_to_have_it_judged() -> None:
    act = acted(CHECK, day="2020-01-01").act
    assert (act.kind, act.holder, act.day) == ("do", "police", d("2020-01-01"))
    assert "draw at least 4 items" in act.text.en and "sortear al menos 4" in act.text.es


def test_the_items_that_wait_are_put_to_the_judge() -> None:
    act = acted(CHECK, S, *judged(S, "2020-02-01", "yy.."), day="2020-03-01").act
    assert (act.kind, act.holder) == ("ask", "monitor")
    waiting = S.items[2:]  # type: ignore[attr-defined]
    assert f"items {waiting[0]} and {waiting[1]} of the sample" in act.text.en


def test_a_sample_that_failed_stays_and_a_new_one_can_be_drawn_the_day_after() -> None:
    act = acted(CHECK, S, *judged(S, "2020-02-01", "nnnn"), day="2020-03-01").act
    assert (act.kind, act.day) == ("do", d("2020-03-01"))
    assert "First change what led to the “no” answers" in act.text.en
    assert acted(CHECK, S, *judged(S, "2020-01-01", "nnnn"), day="2020-01-01").act.day == d("2020-01-02")


def test_many_items_that_wait_are_named_by_the_first_and_by_number() -> None:
    large = sample("s", "2020-01-01", size=30)
    text = finding(history(CHECK, large), "2020-02-01").act.text
    assert "and 10 more" in text.en and "y 10 más" in text.es


# Answers on one item, and what is asked of a sample


def judged_on(answers: list[tuple[str, str]], day: str) -> str:
    """What the sentence of a day says of the judged items, where only the first of them is, once for each answer."""
    told = [one for on_day, answer in answers for one in judged(S, on_day, answer)]
    says = finding(history(CHECK, S, *told), day).says.en
    return says.partition("(seed “spring”), ")[2].partition(";")[0]


@pytest.mark.parametrize(
    ("answers", "day", "told"),
    [
        ([("2020-02-01", "y")], "2020-01-31", "0 are judged, 0 of them “yes”"),
        ([("2020-02-01", "y")], "2020-02-01", "1 is judged, 1 of them “yes”"),
        ([("2020-02-01", "y"), ("2020-03-01/2020-03-10", "n")], "2020-02-29", "1 is judged, 1 of them “yes”"),
        ([("2020-02-01", "y"), ("2020-03-01/2020-03-10", "n")], "2020-03-01", "1 is judged, 0 of them “yes”"),
        ([("2020-02-01", "y"), ("2020-03-01/2020-03-10", "n")], "2020-03-09", "1 is judged, 0 of them “yes”"),
        ([("2020-02-01", "y"), ("2020-03-01/2020-03-10", "n")], "2020-03-10", "1 is judged, 0 of them “yes”"),
        ([("2020-02-01", "n"), ("2020-03-01", "y")], "2020-03-05", "1 is judged, 1 of them “yes”"),
        ([("2020-02-01", "y"), ("2020-03-01/2020-03-10", "y")], "2020-03-05", "1 is judged, 1 of them “yes”"),
    ],
)
def test_a_yes_is_counted_only_on_days_on_which_it_surely_holds(
    answers: list[tuple[str, str]], day: str, told: str
) -> None:
    assert judged_on(answers, day) == told


def test_a_yes_is_given_while_it_holds_and_an_inferred_one_perhaps() -> None:
    first, last = S.items[0], S.items[3]  # type: ignore[attr-defined]
    answers = [
        *judged(S, "2020-02-01", "y"),
        *judged(S, "2020-03-01", "n"),
        *judged(S, "2020-04-01", "y"),
        *judged(S, "2020-05-01", "...y", inferred="The answer."),
    ]
    assert gives(history(CHECK, S, *answers)) == [
        "sample by s from 2020-01-01",
        f"s/finished by s-2020-02-01-{first}-y from 2020-02-01",
        f"s/passed by s-2020-02-01-{first}-y x100 from 2020-02-01 to 2020-02-29",
        f"s/passed by s-2020-04-01-{first}-y x100 from 2020-04-01 to 2022-12-31",
        f"perhaps s/finished by s-2020-05-01-{last}-y from 2020-05-01",
        f"perhaps s/passed by s-2020-05-01-{last}-y x100 from 2020-05-01 to 2022-12-31",
    ]


def test_a_sample_is_denied_on_the_days_on_which_the_rest_can_not_be_enough() -> None:
    answers = [
        *judged(S, "2020-02-01", "nn"),
        *judged(S, "2020-03-01", "y"),
        *judged(S, "2020-04-01", "..n"),
    ]
    found = history(CHECK | {"due": "2019-12-31"}, S, *answers)
    assert asks(found) == [
        "sample from 2020-01-01 due 2019-12-31",
        "s/finished x4 from 2020-01-01 due 2019-12-31 because s of person",
        "s/passed x300 from 2020-01-01 to 2020-01-31 due 2019-12-31 because s of person",
        "s/passed x300 from 2020-02-01 to 2020-02-29 due 2019-12-31 because s denied",
        "s/passed x300 from 2020-03-01 to 2020-03-31 due 2019-12-31 because s of person",
        "s/passed x300 from 2020-04-01 due 2019-12-31 because s denied",
    ]


def test_a_share_that_is_no_whole_number_of_items_is_rounded_up() -> None:
    small = sample("s", "2020-01-01", size=3)
    check = CHECK | {"due": "2019-12-31", "at_least": "3", "percent": "67"}
    found = history(check, small, *judged(small, "2020-02-01", "n"), silence="not_met")
    assert on(found, "2020-02-01") == "not_met", "two of three are less than 67 %"


def test_of_a_sample_that_is_inferred_nothing_is_called_late() -> None:
    guessed = sample("s", "2020-01-01", inferred="That it was drawn.")
    assert asks(history(CHECK | {"due": "2019-12-31"}, guessed))[1:] == [
        "s/finished x4 from 2020-01-01 because s of person",
        "s/passed x300 from 2020-01-01 because s of person",
    ]


def test_each_sample_has_to_pass_until_the_next_one_is_drawn() -> None:
    three = [
        sample(key, day, seed=key)
        for key, day in (("a", "2020-01-01"), ("b", "2020-02-01"), ("c", "2020-03-01"))
    ]
    assert [line for line in asks(history(CHECK, *three)) if "/passed" in line] == [
        "a/passed x300 from 2020-01-01 to 2020-01-31 because a of person",
        "b/passed x300 from 2020-02-01 to 2020-02-29 because b of person",
        "c/passed x300 from 2020-03-01 because c of person",
    ]


def test_of_two_limits_under_which_a_sample_may_have_been_drawn_the_higher_one_is_asked() -> None:
    vague = sample("s", "2020-01-01/2020-01-10")
    more = CHECK | {"percent": {"2019-03-01": "75", "2020-01-05": "90"}}
    assert any(line.startswith("s/passed x360 ") for line in asks(history(more, vague)))
    larger = CHECK | {"at_least": {"2019-03-01": "4", "2020-01-05": "5"}}
    assert "it has 4 items, and at least 5 are asked" in finding(history(larger, vague), "2020-02-01").says.en


def test_the_sentence_tells_of_each_sample_what_is_so_on_its_day_and_no_more() -> None:
    latest = (
        "Of 4 items drawn on 1 January 2020 from 50 (seed “spring”), 0 are judged, 0 of them “yes”; all are to be judged, and "
        "at least 75% “yes”. The question: Was the rule followed?"
    )
    assert finding(history(CHECK, S), "2020-01-01").says.en == latest
    small = sample("t", "2020-01-01", size=3, seed="summer")
    wrong = "The sample drawn on 1 January 2020 counts for nothing: it has 3 items, and at least 4 are asked."
    assert finding(history(CHECK, S, small), "2020-01-01").says.en == f"{latest} {wrong}"
    ahead = sample("t", "2020-02-01", size=3, seed="summer")
    assert finding(history(CHECK, S, ahead), "2020-01-31").says.en == latest


def test_while_a_no_may_still_be_given_the_act_names_the_day_after_it() -> None:
    answers = [*judged(S, "2020-01-15", "yy"), *judged(S, "2020-02-01/2020-02-10", "..nn")]
    act = acted(CHECK, S, *answers, day="2020-02-05").act
    assert act and act.day == d("2020-02-11")


def test_nobody_is_asked_about_a_sample_before_it_is_drawn_whatever_its_key() -> None:
    ahead = sample("sample", "2020-06-01")
    brought = history(CHECK, ahead).would(d("2020-01-01")).records
    assert {getattr(record, "sample", None) for record in brought} == {None, "would-be-sample"}


def test_twenty_items_that_wait_are_all_named() -> None:
    twenty = sample("s", "2020-01-01", size=20)
    act = finding(history(CHECK, twenty), "2020-02-01").act
    assert act and "more" not in act.text.en


days = st.dates(date(2019, 3, 5), date(2019, 4, 20))


@st.composite
def worlds(draw_: st.DrawFn) -> list[Evidence]:
    """A few samples, some vague, inferred or not as drawn, and answers to some of their items."""
    found: list[Evidence] = []
    for i in range(draw_(st.integers(0, 3))):
        first = draw_(days)
        when = f"{first}/{date.fromordinal(first.toordinal() + draw_(st.sampled_from([0, 0, 6])))}"
        more: dict[str, object] = {"inferred": "That it was drawn."} if draw_(st.integers(0, 5)) == 0 else {}
        if draw_(st.integers(0, 5)) == 0:
            more |= {"items": [1, 2, 3, 4]}
        drawn = sample(f"{draw_(st.sampled_from('az'))}{i}", when, seed=f"seed {i}", **more)  # type: ignore[arg-type]
        found.append(drawn)
        for n in range(draw_(st.integers(0, 2))):
            day = draw_(days)
            vague = f"{day}/{date.fromordinal(day.toordinal() + draw_(st.sampled_from([0, 0, 5])))}"
            answers = draw_(st.text("yn.", min_size=4, max_size=4))
            doubt = {"inferred": "The answers."} if draw_(st.integers(0, 5)) == 0 else {}
            found += [
                answer.model_copy(update={"key": f"{answer.key}-{n}"})
                for answer in judged(drawn, vague, answers, **doubt)
            ]
    return found


@given(worlds(), days)
def test_the_act_does_what_it_says(found: list[Evidence], day: date) -> None:
    acted_where_open(CHECK, *found, day=day, until="2019-09-30")
