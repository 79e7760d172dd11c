"""Days between: comment windows long enough, with a draft, and closed before the version took effect; and the days
between any two facts of a thing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.kept import keeps_its_word
from tests.small import (
    FIRST,
    a_catalogue,
    criterion,
    d,
    finding,
    history,
    on,
    outcomes,
    policy,
    posting,
    record,
)

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


# What can still be done, and what none can cure


def test_a_window_that_closed_too_short_can_not_be_cured_and_vague_days_can_be_supplied() -> None:
    short = posting("p1", "2022-01-01", "2022-01-02")
    vague = posting("p2", "2022-03-01", "2022-03-10/2022-03-20")
    none = acted(LONG, short, vague, day="2022-12-01").act
    assert none and none.kind == "none"
    assert none.text.en.startswith(
        "None can cure this for the round of 1 January 2022 to 2 January 2022: a window"
    )
    assert "exact days of the round of 1 March 2022" in none.text.en
    supply = acted(LONG, vague, day="2022-12-01").act
    assert supply and (supply.kind, supply.day) == ("supply", d("2022-12-01"))


def test_where_no_round_is_on_record_the_next_one_is_met_only_once_its_days_have_run() -> None:
    act = acted(LONG, day="2022-06-01").act
    assert act and (act.kind, act.day) == ("do", d("2022-06-17"))
    assert act.text.en == "Post the next draft for at least 15 days."
    assert act.text.es == "Publicar el próximo borrador por al menos 15 días."


def test_the_days_asked_are_read_on_the_day_a_window_opened() -> None:
    dated = LONG | {"at_least_days": {"2019-03-01": "15", "2022-06-13": "30"}}
    before, after = posting("p1", "2022-06-12", "2022-06-27"), posting("p2", "2022-06-13", "2022-06-28")
    assert on(history(dated, before), "2022-12-31") == "met"
    shown = finding(history(dated, before, after, silence="not_met"), "2022-12-31")
    assert shown.outcome == "not_met"
    assert (
        "at least the days asked when it opened: 12 June 2022 to 27 June 2022 (15 of 15 days)"
        in shown.says.en
    )
    assert "13 June 2022 to 28 June 2022 (15 of 30 days)" in shown.says.en


@pytest.mark.parametrize(
    ("announced", "outcome"),
    [("2022-06-20", "met"), ("2022-06-21", "not_met"), ("2022-06-19/2022-06-22", "cannot_tell")],
)
def test_an_extension_announced_after_the_window_had_closed_does_not_lengthen_it(
    announced: str, outcome: str
) -> None:
    extended = posting("p", "2022-06-13", "2022-06-20", extended_to="2022-06-28", extended_on=announced)
    assert on(history(LONG, extended, silence="not_met"), "2022-12-31") == outcome


def test_another_record_of_the_same_round_may_tell_of_its_extension() -> None:
    short = posting("p1", "2022-06-13", "2022-06-20", thing="june")
    told = posting("p2", "2022-06-13", "2022-06-20", thing="june", extended_to="2022-06-28")
    for order in ((short, told), (told, short)):
        assert on(history(LONG, *order), "2022-12-31") == "met"


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({"closes": "2022-06-12"}, "lies before it opened"),
        ({"extended_to": "2022-06-27"}, "lies before it closes"),
        ({"extended_on": "2022-06-20"}, "add the last day of the extension"),
        ({"extended_to": "2022-07-01", "extended_on": "2022-06-12"}, "lies before it opened"),
    ],
)
def test_days_of_a_window_that_run_backwards_are_refused(fields: dict, right: str) -> None:
    with pytest.raises(ValidationError, match=right):
        posting("p", "2022-06-13", **({"closes": "2022-06-28"} | fields))


def test_the_text_in_force_can_not_become_a_draft_and_what_is_not_known_can_be_supplied() -> None:
    current = posting("p1", "2022-06-13", "2022-06-28", "current")
    unknown = posting("p2", "2022-07-13", "2022-07-28", "unknown")
    none = acted(DRAFT, current, unknown, day="2022-12-01").act
    assert none and none.kind == "none"
    assert "by the record the text then in force was posted" in none.text.en
    assert "for: the round of 13 July 2022 to 28 July 2022." in none.text.en
    supply = acted(DRAFT, unknown, day="2022-12-01").act
    assert supply and supply.kind == "supply"
    nothing = acted(DRAFT, day="2022-12-01").act
    assert nothing and (nothing.kind, nothing.day) == ("do", d("2022-12-02"))


def test_where_it_is_not_known_whether_a_draft_was_promised_the_page_and_the_next_round_would_tell() -> None:
    perhaps = posting("p", "2022-06-13", "2022-06-28", "current", promised="unknown")
    act = acted(DRAFT, perhaps, day="2022-12-01").act
    assert act and (act.kind, act.day) == ("do", d("2022-12-02"))


@pytest.mark.parametrize(
    ("effective", "outcome"),
    [("2022-06-01", "not_met"), ("2022-07-01", "met"), ("2022-06-10/2022-06-20", "cannot_tell")],
)
def test_a_draft_with_the_same_text_as_the_version_in_force_is_no_draft(effective: str, outcome: str) -> None:
    posted = posting("p", "2022-06-13", "2022-06-28", same_text_as="v")
    found = history(DRAFT, posted, policy("v", effective), silence="not_met")
    assert on(found, "2022-12-31") == outcome


def test_what_was_posted_may_be_told_by_another_record_of_the_round() -> None:
    told = [
        posting("p1", "2022-06-13", "2022-06-28", "unknown", thing="june"),
        posting("p2", "2022-06-13", "2022-06-28", "draft", thing="june"),
    ]
    shown = finding(history(DRAFT, *told), "2022-12-31")
    assert (shown.outcome, shown.evidence) == ("met", ("p2", "p1"))


def test_a_posting_that_is_silent_can_be_supplied_and_one_that_closed_too_late_can_not() -> None:
    supply = acted(BEFORE, policy("v", "2020-06-01"), day="2020-07-01").act
    assert supply and (supply.kind, supply.day) == ("supply", d("2020-07-01"))
    none = acted(BEFORE, *drafted("2020-06-01", "2020-06-01"), day="2020-07-01").act
    assert none and none.kind == "none"
    assert "by the record these drafts were open for comment until the day of effect" in none.text.en
    nothing = acted(BEFORE, day="2020-07-01").act
    assert nothing and nothing.holder == "record-keeper"


def test_a_window_that_opened_again_and_closed_after_effect_did_not_close_before_it() -> None:
    again = drafted("2020-05-10", "2020-06-01", extended_to="2020-06-05", extended_on="2020-05-20")
    assert on(history(BEFORE, *again), "2020-07-01") == "cannot_tell"


# Between any two days


NOTICE = criterion(
    "days_between", kind="policy", start="happened", end="effective", at_least_days="15", due="each thing"
)
PROMPT = criterion(
    "days_between", kind="policy", start="happened", end="effective", at_most_days="15", due="each thing"
)


def issued(happened: str | None, effective: str, **fields: str) -> Evidence:
    return policy("v", effective, happened=happened, **fields)


def test_an_empty_record_shows_nothing_between_two_days() -> None:
    shown = finding(history(NOTICE, silence="not_met"), "2020-07-01")
    assert shown.outcome == "cannot_tell"
    assert shown.missing[0].en == "a record with the days of issue and of effect: Policy version"


@pytest.mark.parametrize(
    ("effective", "least", "most"),
    [("2020-06-15", "not_met", "met"), ("2020-06-16", "met", "met"), ("2020-06-17", "met", "not_met")],
)
def test_exactly_fifteen_days_are_at_least_and_at_most_fifteen(effective: str, least: str, most: str) -> None:
    version = issued("2020-06-01", effective)
    assert on(history(NOTICE, version, silence="not_met"), "2020-07-01") == least
    assert on(history(PROMPT, version, silence="not_met"), "2020-07-01") == most
    assert on(history(NOTICE, version, silence="not_met"), "2020-06-10") in ("not_yet_due", "met")


def test_the_sentence_gives_the_days_and_the_limit() -> None:
    says = finding(history(NOTICE, issued("2020-06-01", "2020-06-10")), "2020-07-01").says
    assert says.en == (
        "0 of 1 on record shows at least 15 days from issue to effect: Policy version of 1 June 2020 (9 days)."
    )
    assert "al menos 15 días desde la emisión hasta la entrada en vigor" in says.es


@pytest.mark.parametrize(
    "version",
    [
        issued(None, "2020-06-10"),
        issued("2020-05-20/2020-06-01", "2020-06-10"),
        issued("2020-06-01", "2020-06-10/2020-06-20"),
        issued("2020-06-01", "2020-06-10", inferred="The day."),
        issued("2020-06-01", "2020-06-30", inferred="The day."),
    ],
)
def test_unknown_vague_and_inferred_days_decide_nothing_between_two_days(version: Evidence) -> None:
    assert on(history(NOTICE, version, silence="not_met"), "2020-07-01") == "cannot_tell"
    act = acted(NOTICE, version, day="2020-07-01").act
    assert act and act.kind == "supply"


def test_the_limit_is_read_on_the_first_of_the_two_days() -> None:
    dated = NOTICE | {"at_least_days": {"2019-03-01": "5", "2020-06-01": "15"}}
    assert on(history(dated, issued("2020-05-31", "2020-06-05")), "2020-07-01") == "met"
    assert on(history(dated, issued("2020-06-01", "2020-06-06")), "2020-07-01") == "cannot_tell"


def test_an_end_that_nobody_tells_is_silence_and_one_on_record_too_late_can_not_be_cured() -> None:
    asked = {"asked_by": "A group", "asked_of": "police", "what": "The list"}
    answered = criterion(
        "days_between", kind="request", start="happened", end="due", at_most_days="15", due="each thing"
    )
    open_request = record("request", "r", happened="2020-06-01", **asked)
    assert on(history(answered, open_request, silence="not_met"), "2020-06-16") == "not_yet_due"
    assert on(history(answered, open_request, silence="not_met"), "2020-06-17") == "not_met"
    supply = acted(answered, open_request, day="2020-07-01").act
    assert supply and supply.kind == "supply"
    none = acted(
        answered, record("request", "r", happened="2020-06-01", due="2020-06-30", **asked), day="2020-07-01"
    )
    assert none.act and none.act.kind == "none"
    assert "both days are on record" in none.act.text.en


def test_two_sources_that_differ_on_a_day_between_are_shown_as_differing() -> None:
    told = [issued("2020-06-01", "2020-06-20", thing="v"), issued("2020-06-01", "2020-06-10", thing="v")]
    told[1] = told[1].model_copy(update={"key": "w"})
    assert on(history(NOTICE, *told), "2020-07-01") == "contradicted"


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({"start": "issued"}, "'issued' is no day of a policy; write one of happened, effective, ends"),
        ({"end": "happened"}, "name two different days"),
        ({"at_most_days": "15"}, "for both, write two criteria"),
        ({"at_least_days": None}, "write either at_least_days or at_most_days"),
        ({"at_least_days": "0"}, "greater than or equal to 1"),
        ({"kind": "rumour"}, "Input should be"),
    ],
)
def test_what_can_not_be_reckoned_is_refused_with_what_would_be_right(fields: dict, right: str) -> None:
    with pytest.raises(ValidationError, match=right):
        a_catalogue(NOTICE | fields)


def test_requests_and_searches_that_run_backwards_are_refused() -> None:
    with pytest.raises(ValidationError, match="lies before the day of the request"):
        record(
            "request", "r", happened="2020-06-01", due="2020-05-31", asked_by="A", asked_of="police", what="B"
        )
    with pytest.raises(ValidationError, match="begins after the search"):
        record(
            "search", "s", happened="2020-06-01", looked_for="A", places="B", period="2020-06-02/2020-06-03"
        )


# For any records


@st.composite
def rounds(draw: st.DrawFn) -> list[Evidence]:
    """A few comment rounds and versions: some vague, inferred, extended, or told of by two records."""
    days = st.dates(date(2019, 3, 20), date(2019, 7, 10))

    def vague(first: date) -> str:
        return f"{first}/{first + timedelta(days=draw(st.sampled_from([0, 0, 3, 20])))}"

    found = []
    for i in range(draw(st.integers(0, 3))):
        opened = vague(draw(days))
        last = d(opened[-10:]) + timedelta(days=draw(st.integers(0, 20)))
        closes = f"{last}/{last + timedelta(days=draw(st.sampled_from([0, 0, 5])))}"
        more: dict[str, object] = {"inferred": "The days."} if draw(st.integers(0, 4)) == 0 else {}
        if draw(st.integers(0, 2)) == 0:
            more["extended_to"] = str(d(closes[-10:]) + timedelta(days=draw(st.integers(0, 9))))
            if draw(st.booleans()):
                more["extended_on"] = vague(last + timedelta(days=draw(st.integers(0, 4))))
        more["draft_of"] = draw(st.sampled_from([None, "v", "w"]))
        more["same_text_as"] = draw(st.sampled_from([None, None, "v", "z"]))
        more |= {"thing": f"t{draw(st.integers(0, 1))}"} if draw(st.integers(0, 2)) == 0 else {}
        posted = draw(st.sampled_from(["draft", "draft", "current", "unknown"]))
        promised = draw(st.sampled_from(["yes", "yes", "no", "unknown"]))
        found.append(posting(f"p{i}", opened, closes, posted, promised, **more))
    for key in ("v", "w"):
        if draw(st.booleans()):
            fields: dict[str, object] = {"inferred": "The days."} if draw(st.integers(0, 4)) == 0 else {}
            effective = vague(draw(days))
            if draw(st.integers(0, 2)) == 0:
                fields["ends"] = str(d(effective[-10:]) + timedelta(days=draw(st.integers(1, 40))))
            fields |= {"happened": vague(draw(days))} if draw(st.booleans()) else {}
            found.append(policy(key, effective, number=draw(st.sampled_from(["N-1", "N-2"])), **fields))
    return found


@pytest.mark.parametrize(
    "check",
    [
        LONG | {"at_least_days": {"2019-03-01": "10", "2019-05-15": "15"}},
        DRAFT,
        BEFORE,
        NOTICE | {"at_least_days": {"2019-03-01": "5", "2019-05-15": "15"}},
        PROMPT,
        PROMPT | {"start": "effective", "end": "ends"},
        NOTICE | {"kind": "posting", "end": "closes"},
        PROMPT | {"kind": "posting", "end": "closes"},
    ],
)
@given(
    found=rounds(), day=st.dates(FIRST, date(2019, 8, 15)), begins=st.sampled_from([FIRST, d("2019-04-20")])
)
def test_the_act_keeps_its_word(check: dict, found: list[Evidence], day: date, begins: date) -> None:
    day = max(day, begins)
    keeps_its_word(check, *found, day=str(day), silence="not_met", **{"from": str(begins)})
