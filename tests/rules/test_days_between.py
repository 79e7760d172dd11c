"""Comment windows: long enough, with a draft, and closed before the version took effect."""

import pytest

from tests.small import criterion, finding, history, on, outcomes, policy, posting

LONG = criterion("window_long_enough", at_least_days="15", due="each round")
DRAFT = criterion("posted_is_draft", due="each round")
BEFORE = criterion("posted_before_effective", due="each version")


@pytest.mark.parametrize("check", [LONG, DRAFT, BEFORE])
def test_an_empty_record_shows_nothing_either_way(check: dict) -> None:
    for silence in ("cannot_tell", "not_met"):
        assert outcomes(history(check, silence=silence)) == [("2019-03-01", "cannot_tell")]
    shown = finding(history(check), "2020-01-01")
    assert shown.evidence == ()
    assert shown.missing
    assert shown.act


# How long a window was open


def test_a_window_of_exactly_fifteen_days_is_long_enough_and_one_of_fourteen_is_not() -> None:
    assert on(history(LONG, posting("p", "2022-06-13", "2022-06-28")), "2022-12-31") == "met"
    short = posting("p", "2022-06-13", "2022-06-27")
    assert on(history(LONG, short), "2022-12-31") == "cannot_tell"
    assert on(history(LONG, short, silence="not_met"), "2022-12-31") == "not_met"
    assert "(14 days)" in finding(history(LONG, short), "2022-12-31").says.en


def test_on_the_last_day_of_the_fifteen_a_short_window_is_not_yet_late() -> None:
    found = history(LONG, posting("p", "2022-06-13", "2022-06-20"), silence="not_met")
    assert on(found, "2022-06-28") == "not_yet_due"
    assert on(found, "2022-06-29") == "not_met"


def test_a_window_longer_than_asked_is_never_called_late_or_short() -> None:
    found = history(LONG, posting("p", "2022-06-01", "2022-07-31"), silence="not_met")
    assert [outcome for _, outcome in outcomes(found)] == ["not_yet_due", "met"]
    for step in found.steps():
        assert step.late_days is None
        assert "late" not in step.says.en


def test_an_extension_counts() -> None:
    found = history(LONG, posting("p", "2022-06-13", "2022-06-20", extended_to="2022-06-28"))
    assert on(found, "2022-12-31") == "met"


@pytest.mark.parametrize(
    ("opened", "closes"), [("2022-06-12/2022-06-14", "2022-06-28"), ("2022-06-13", "2022-06-27/2022-06-29")]
)
def test_a_vague_day_that_straddles_the_fifteen_can_not_be_told_on_any_day(opened: str, closes: str) -> None:
    found = history(LONG, posting("p", opened, closes), silence="not_met")
    assert {o for _, o in outcomes(found)} <= {"cannot_tell", "not_yet_due"}
    assert on(found, "2022-12-31") == "cannot_tell"


def test_a_vague_opening_that_is_long_enough_either_way_is_shown() -> None:
    found = history(LONG, posting("p", "2022-06-01/2022-06-13", "2022-06-28"), silence="not_met")
    assert {o for _, o in outcomes(found)} <= {"cannot_tell", "not_yet_due", "met"}
    assert on(found, "2022-12-31") == "met"
    assert finding(found, "2022-12-31").late_days is None


def test_an_inferred_window_fills_nothing_and_blames_nobody() -> None:
    long = posting("p", "2022-06-13", "2022-06-28", inferred="The last day.")
    short = posting("p", "2022-06-13", "2022-06-14", inferred="The last day.")
    for window in (long, short):
        assert on(history(LONG, window, silence="not_met"), "2022-12-31") == "cannot_tell"


def test_a_window_that_opened_before_the_duty_is_not_asked_about() -> None:
    duty = {"from": "2022-06-14", "until": "2022-12-31"}
    assert on(history(LONG, posting("p", "2022-06-13", "2022-06-14"), **duty), "2022-12-31") == "cannot_tell"
    assert (
        finding(history(LONG, posting("p", "2022-06-13", "2022-06-14"), **duty), "2022-12-31").evidence == ()
    )
    assert finding(
        history(LONG, posting("p", "2022-06-14", "2022-06-15"), **duty), "2022-12-31"
    ).evidence == ("p",)


def test_one_short_window_among_long_ones_is_named() -> None:
    found = history(
        LONG, posting("p1", "2022-01-01", "2022-01-16"), posting("p2", "2022-06-01", "2022-06-02")
    )
    shown = finding(found, "2022-12-31")
    assert shown.outcome == "cannot_tell"
    assert [m.en for m in shown.missing] == ["the round of 1 June 2022 to 2 June 2022"]
    assert "cannot be made longer" in shown.act.text.en


def test_two_sources_on_one_window_differ_only_where_it_decides() -> None:
    one = posting("p1", "2022-06-13", "2022-06-28", thing="june")
    shorter = posting("p2", "2022-06-13", "2022-06-27", thing="june")
    longer = posting("p2", "2022-06-13", "2022-06-30", thing="june")
    assert on(history(LONG, one, shorter), "2022-12-31") == "contradicted"
    assert on(history(LONG, one, longer), "2022-12-31") == "met"


# What was posted


def test_a_draft_that_was_promised_and_posted_is_shown_in_time() -> None:
    shown = finding(history(DRAFT, posting("p", "2022-06-13", "2022-06-28")), "2022-12-31")
    assert (shown.outcome, shown.late_days, shown.evidence) == ("met", None, ("p",))


def test_the_text_in_force_where_a_draft_was_promised_is_not_a_draft() -> None:
    current = posting("p", "2022-06-13", "2022-06-28", "current")
    found = history(DRAFT, current, silence="not_met")
    assert on(found, "2022-06-13") == "not_yet_due"
    assert on(found, "2022-06-14") == "not_met"
    assert on(history(DRAFT, current), "2022-06-14") == "cannot_tell"


def test_what_was_posted_is_not_guessed() -> None:
    for window in (
        posting("p", "2022-06-13", "2022-06-28", "unknown"),
        posting("p", "2022-06-13", "2022-06-28", "draft", inferred="That it was a draft."),
        posting("p", "2022-06-13", "2022-06-28", "current", promised="unknown"),
        posting("p", "2022-06-13/2022-06-15", "2022-06-28", "unknown"),
        posting("p", "2022-06-13", "2022-06-28", "current", inferred="That it was the current text."),
    ):
        found = history(DRAFT, window, silence="not_met")
        assert {o for _, o in outcomes(found)} <= {"cannot_tell", "not_yet_due"}, window
        assert on(found, "2022-12-31") == "cannot_tell"


def test_where_no_draft_was_promised_none_is_asked() -> None:
    found = history(DRAFT, posting("p", "2023-07-14", "2023-08-18", "current", promised="no"))
    assert on(found, "2022-12-31") == "cannot_tell"
    assert finding(found, "2022-12-31").missing[0].en.startswith("a comment round that promised a draft")


# Before it took effect


def drafted(closes: str, effective: str, **fields: str) -> list:
    return [posting("p", "2020-05-01", closes, draft_of="v", **fields), policy("v", effective)]


def test_closing_the_day_before_effect_is_in_time_and_closing_on_the_day_is_not() -> None:
    assert on(history(BEFORE, *drafted("2020-05-31", "2020-06-01")), "2020-06-01") == "met"
    on_the_day = drafted("2020-06-01", "2020-06-01")
    assert on(history(BEFORE, *on_the_day), "2020-06-01") == "cannot_tell"
    assert on(history(BEFORE, *on_the_day, silence="not_met"), "2020-06-01") == "not_met"


def test_a_version_whose_window_closed_in_time_is_shown_and_not_late() -> None:
    shown = finding(history(BEFORE, *drafted("2020-05-16", "2020-06-01")), "2020-07-01")
    assert (shown.outcome, shown.late_days) == ("met", None)
    assert set(shown.evidence) == {"p", "v"}


def test_a_draft_of_no_named_version_fills_nothing_but_keeps_a_no_away() -> None:
    records = [posting("p", "2020-05-01", "2020-05-16"), policy("v", "2020-06-01")]
    found = history(BEFORE, *records, silence="not_met")
    assert on(found, "2020-07-01") == "cannot_tell"


def test_a_draft_of_another_version_is_no_draft_of_this_one() -> None:
    other = posting("p", "2020-05-01", "2020-05-16", draft_of="w")
    assert on(history(BEFORE, other, policy("v", "2020-06-01"), silence="not_met"), "2020-07-01") == "not_met"


def test_posting_the_text_in_force_is_no_posting_of_a_draft() -> None:
    current = posting("p", "2020-05-01", "2020-05-16", "current", draft_of="v")
    assert (
        on(history(BEFORE, current, policy("v", "2020-06-01"), silence="not_met"), "2020-07-01") == "not_met"
    )


@pytest.mark.parametrize(
    ("closes", "effective"),
    [
        ("2020-06-05", "2020-06-01/2020-06-10"),
        ("2020-05-25/2020-06-05", "2020-06-01"),
        ("2020-06-01", "2020-06-01/2020-06-02"),
        ("2020-05-31/2020-06-01", "2020-06-01"),
    ],
)
def test_vague_days_that_straddle_the_effect_can_not_be_told_on_any_day(closes: str, effective: str) -> None:
    found = history(BEFORE, *drafted(closes, effective), silence="not_met")
    assert {o for _, o in outcomes(found)} <= {"cannot_tell", "not_yet_due"}
    assert on(found, "2020-07-01") == "cannot_tell"


def test_a_version_that_may_not_be_in_force_yet_is_not_called_unposted() -> None:
    found = history(BEFORE, policy("v", "2020-06-01/2020-06-10"), silence="not_met")
    assert on(found, "2020-06-09") in ("cannot_tell", "not_yet_due")
    assert on(found, "2020-06-10") == "not_met"


def test_a_version_from_before_the_promise_is_told_and_nothing_is_asked_of_it() -> None:
    found = history(BEFORE, policy("v", "2019-08-29"), **{"from": "2020-05-18"}, silence="not_met")
    shown = finding(found, "2020-06-01")
    assert shown.outcome == "cannot_tell"
    assert "no posting before it was found in what was read" in shown.says.en
    assert "nothing is asked of that version" in shown.says.en


def test_an_old_version_is_asked_about_only_while_it_is_in_force() -> None:
    records = [policy("v", "2020-06-01"), *drafted("2020-12-01", "2021-01-01")]
    records[-1] = policy("w", "2021-01-01")
    records[1] = posting("p", "2020-11-01", "2020-12-01", draft_of="w")
    found = history(BEFORE, *records, silence="not_met")
    assert on(found, "2020-12-31") == "not_met"
    assert on(found, "2021-01-01") == "met"


def test_an_inferred_version_blames_nobody() -> None:
    found = history(BEFORE, policy("v", "2020-06-01", inferred="The day."), silence="not_met")
    assert {o for _, o in outcomes(found)} == {"cannot_tell"}


def test_where_it_was_not_posted_the_act_says_that_none_can_cure_it() -> None:
    found = history(BEFORE, policy("v", "2020-06-01"))
    assert "none can cure this" in finding(found, "2020-07-01").act.text.en
