"""Notice of meetings: given early enough, too late, or nobody says when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from compliance.rules.rule import Would
from tests.rules.acts import acted
from tests.rules.kept import keeps_its_word
from tests.rules.ledgers import act_on, brought, would_on
from tests.small import FIRST, a_catalogue, criterion, d, finding, history, meeting, on, outcomes

WEEK = criterion("notice_given", at_least_days="7", first="2019-04-01", last="2019-06-30", due="each meeting")
EARLY = meeting("early", "2019-05-20", noticed="2019-05-13")
LATE = meeting("late", "2019-05-20", noticed="2019-05-14")
SILENT = meeting("silent", "2019-05-20")


def test_an_empty_record_shows_nothing_either_way() -> None:
    shown = finding(history(WEEK, silence="not_met"), "2020-01-01")
    assert shown.outcome == "cannot_tell"
    assert "with the day on which notice of it was given" in shown.missing[0].en


def test_seven_days_before_is_early_enough_and_six_is_not() -> None:
    found = history(WEEK, EARLY, silence="not_met")
    assert outcomes(found)[-1] == ("2019-05-13", "met")
    assert finding(found, "2020-01-01").late_days is None
    late = history(WEEK, LATE, silence="not_met")
    assert on(late, "2019-05-19") == "not_yet_due"
    assert on(late, "2019-05-20") == "not_met"
    says = finding(late, "2020-01-01").says
    assert "0 of 1 meeting on record as held" in says.en and "at least 7 days before" in says.en
    assert "On record with less: the meeting of 20 May 2019 (notice on 14 May 2019)." in says.en
    assert "Constan con menos: la reunión del 20 de mayo de 2019" in says.es
    assert "No record gives" not in says.en
    assert finding(late, "2020-01-01").due == d("2019-05-13")


def test_a_meeting_whose_day_of_notice_nobody_tells_is_left_open() -> None:
    found = history(WEEK, SILENT, silence="not_met")
    assert on(found, "2020-01-01") == "cannot_tell"
    assert (
        "No record gives the day of notice of the meeting of 20 May 2019."
        in finding(found, "2020-01-01").says.en
    )


def test_the_announcement_of_the_same_meeting_may_tell_the_day_of_notice() -> None:
    announced = meeting("a", "2019-05-20", "announced", thing="silent", noticed="2019-05-01")
    shown = finding(history(WEEK, SILENT, announced), "2020-01-01")
    assert (shown.outcome, shown.evidence) == ("met", ("a", "silent"))


@pytest.mark.parametrize("order", [1, -1])
def test_an_announcement_and_a_report_that_tell_other_days_of_notice_are_both_named(order: int) -> None:
    report = meeting("report", "2019-05-20", thing="m", noticed="2019-05-14")
    announced = meeting("a", "2019-05-20", "announced", thing="m", noticed="2019-05-01")
    shown = finding(history(WEEK, *(report, announced)[::order]), "2020-01-01")
    assert shown.outcome == "cannot_tell"
    assert {"report", "a"} <= {*shown.evidence, *shown.cited}
    assert shown.act is not None and shown.act.text.en.endswith("The records do not agree.")


def test_where_no_day_of_notice_agrees_with_all_that_is_told_the_sources_are_to_be_asked() -> None:
    told = [
        meeting("a", "2019-05-20", "announced", thing="m", noticed="2019-05-11/2019-05-15"),
        meeting("report", "2019-05-20", thing="m", noticed="2019-05-16/2019-05-20"),
    ]
    shown = finding(history(WEEK, *told), "2020-01-01")
    assert shown.act is not None and shown.act.kind == "ask"
    overlapping = meeting("report", "2019-05-20", thing="m", noticed="2019-05-12/2019-05-16")
    assert brought(history(WEEK, told[0], overlapping), "2020-01-01", "noticed") == [("2019-05-12",)]


def test_two_exact_days_of_notice_cannot_both_be_right_though_each_may_be_early_enough() -> None:
    day = "2019-05-15/2019-05-20"
    announced = meeting("a", day, "announced", thing="m", noticed="2019-05-10")
    report = meeting("report", day, thing="m", noticed="2019-05-12")
    shown = finding(history(WEEK, announced, report), "2020-01-01")
    assert shown.act is not None and shown.act.text.en.endswith("The records do not agree.")
    alone = history(WEEK, meeting("report", day, noticed="2019-05-12"))
    assert brought(alone, "2020-01-01", "happened", "noticed") == [("2019-05-20", "2019-05-12")]


def test_what_is_not_known_of_one_meeting_takes_nothing_from_another() -> None:
    doubtful = meeting("doubtful", "2019-05-25/2019-05-30", noticed="2019-05-20")
    shown = finding(history(WEEK, EARLY, doubtful), "2020-01-01")
    assert [missing.en for missing in shown.missing] == [
        "early enough notice of the meeting of a day from 25 May 2019 to 30 May 2019 (which one is not known)"
    ]


def test_notice_of_another_day_is_no_sure_notice_of_the_day_it_was_held_on() -> None:
    announced = meeting("a", "2019-05-08", "announced", thing="silent", noticed="2019-05-01")
    assert on(history(WEEK, SILENT, announced, silence="not_met"), "2020-01-01") == "cannot_tell"
    assert acted(WEEK, SILENT, announced, day="2020-01-01").act.kind == "supply"  # type: ignore[union-attr]


def test_a_meeting_that_was_only_announced_is_not_asked_about() -> None:
    announced = meeting("a", "2019-05-20", "announced", noticed="2019-05-19")
    assert finding(history(WEEK, announced), "2020-01-01").evidence == ()


@pytest.mark.parametrize(
    "doubt",
    [
        {"noticed": "2019-05-10/2019-05-16"},
        {"noticed": "2019-05-14", "inferred": "The day of notice."},
        {"noticed": "2019-05-13", "inferred": "The day of notice."},
        {"noticed": "2019-05-12", "happened": "2019-05-18/2019-05-20"},
        {"noticed": "2019-06-27", "happened": "2019-06-29/2019-07-02"},
    ],
)
def test_vague_or_inferred_days_neither_show_it_nor_deny_it(doubt: dict) -> None:
    found = history(WEEK, meeting("m", **({"happened": "2019-05-20"} | doubt)), silence="not_met")
    assert {o for _, o in outcomes(found)} <= {"cannot_tell", "not_yet_due"}
    assert on(found, "2020-01-01") == "cannot_tell"


def test_the_days_of_notice_are_read_on_the_day_of_each_meeting() -> None:
    dated = WEEK | {"at_least_days": {"2019-03-01": "7", "2019-05-20": "8"}}
    assert on(history(dated, EARLY, silence="not_met"), "2020-01-01") == "not_met"
    assert on(history(dated, meeting("m", "2019-05-19", noticed="2019-05-12")), "2020-01-01") == "met"


def test_two_sources_that_differ_on_the_day_of_notice_are_shown_as_differing() -> None:
    told = [
        meeting(k, "2019-05-20", thing="m", noticed=k.removeprefix("m"))
        for k in ("m2019-05-01", "m2019-05-19")
    ]
    assert on(history(WEEK, *told), "2020-01-01") == "contradicted"


TOLD_EARLY = meeting("a", "2019-05-20", "announced", thing="late", noticed="2019-05-01")


@pytest.mark.parametrize("told", [(LATE, TOLD_EARLY), (TOLD_EARLY, LATE)])
def test_an_announcement_that_denies_the_report_makes_the_act_ask_which_is_right(
    told: tuple[Evidence, ...],
) -> None:
    for others in ((), (meeting("other", "2019-06-10"),)):
        found = history(WEEK, *told, *others, silence="not_met")
        shown = finding(found, "2020-01-01")
        assert shown.outcome == "cannot_tell"
        assert shown.act and (shown.act.kind, shown.act.day) == ("ask", None)
        assert would_on(found, "2020-01-01") == Would()


def test_the_act_asks_of_all_that_is_short_by_the_day_the_last_of_them_may_have_been_held() -> None:
    told = [LATE, TOLD_EARLY, meeting("vague", "2019-05-25/2019-06-10"), meeting("june", "2019-06-05")]
    act = finding(history(WEEK, *told), "2019-05-28").act
    assert act and act.kind == "ask"
    assert (
        "the meeting of 20 May 2019, the meeting of 5 June 2019 and the meeting of a day from" in act.text.en
    )


def test_an_announcement_and_a_report_of_one_meeting_are_read_together() -> None:
    check = history(WEEK).criterion.check
    assert check.part_of(LATE) == check.part_of(TOLD_EARLY) != check.part_of(EARLY)


CHANGED = WEEK | {"at_least_days": {"2019-03-01": "7", "2019-05-20": "10"}}
LENGTHENED = WEEK | {"at_least_days": {"2019-03-01": "7", "2019-05-20": "12"}}


@pytest.mark.parametrize(
    ("check", "noticed", "outcome"),
    [
        # Seven days before its first possible day, and ten before the last, but not before each.
        (CHANGED, "2019-05-11", "cannot_tell"),
        (CHANGED, "2019-05-10", "met"),
        # Early enough only if it was held before the order.
        (LENGTHENED, "2019-05-11", "cannot_tell"),
        (WEEK, "2019-05-15", "cannot_tell"),
        (WEEK, "2019-05-16", "not_met"),
    ],
)
def test_notice_of_a_meeting_on_a_vague_day_has_to_be_early_enough_for_each_day_it_may_have_been(
    check: dict, noticed: str, outcome: str
) -> None:
    found = history(check, meeting("m", "2019-05-18/2019-05-22", noticed=noticed), silence="not_met")
    assert on(found, "2020-01-01") == outcome


def test_a_meeting_on_a_vague_day_was_due_notice_by_the_latest_day_that_could_do() -> None:
    found = history(CHANGED, meeting("m", "2019-05-18/2019-05-22", noticed="2019-05-17"), silence="not_met")
    assert finding(found, "2020-01-01").due == d("2019-05-15")


def test_notice_on_a_vague_day_counts_from_the_last_day_it_may_have_been_given() -> None:
    early = history(WEEK, meeting("m", "2019-05-20", noticed="2019-05-01/2019-05-05"))
    assert outcomes(early)[-1] == ("2019-05-05", "met")
    perhaps = history(WEEK, meeting("m", "2019-05-20", noticed="2019-05-10/2019-05-25"), silence="not_met")
    assert on(perhaps, "2019-05-20") == "cannot_tell"


def test_nothing_is_asked_of_an_inferred_meeting_before_its_day() -> None:
    found = history(WEEK, meeting("m", "2019-05-20", inferred="The day."))
    assert outcomes(found) == [("2019-03-01", "not_yet_due"), ("2019-05-20", "cannot_tell")]


@pytest.mark.parametrize(
    ("told", "day", "records"),
    [
        ([EARLY, SILENT], "2020-01-01", [("2019-05-20", "2019-05-13")]),
        (
            [meeting("m", "2019-05-20", noticed="2019-05-10/2019-05-16")],
            "2020-01-01",
            [("2019-05-20", "2019-05-10")],
        ),
        (
            [meeting("m", "2019-05-20", noticed="2019-05-13/2019-05-16")],
            "2020-01-01",
            [("2019-05-20", "2019-05-13")],
        ),
        (
            [SILENT, meeting("vague", "2019-05-25/2019-06-10")],
            "2019-05-28",
            [("2019-05-20", "2019-05-13"), ("2019-06-10", "2019-06-03")],
        ),
        ([], "2019-06-23", [("2019-06-30", "2019-06-23")]),
        ([], "2019-06-25", [("2019-06-25", "2019-06-18")]),
        ([], "2020-01-01", [("2019-06-30", "2019-06-23")]),
    ],
)
def test_the_act_would_bring_notice_that_was_early_enough_of_what_is_short_alone(
    told: list[Evidence], day: str, records: list[tuple[str, str]]
) -> None:
    found = history(WEEK, *told)
    assert brought(found, day, "happened", "noticed") == records
    act = acted(WEEK, *told, day=day).act
    assert act and act.day == max(d(day), d(records[-1][0]))


def test_notice_too_late_leaves_nothing_to_bring_and_neither_does_notice_early_enough() -> None:
    late = history(WEEK, LATE, meeting("other", "2019-06-10"), silence="not_met")
    assert would_on(late, "2020-01-01") == Would()
    early = history(WEEK, EARLY)
    assert would_on(early, "2020-01-01") == Would()
    assert act_on(early, "2020-01-01").day is None


def test_notice_too_late_on_record_can_not_be_cured_and_silence_can_be_supplied() -> None:
    other = meeting("other", "2019-06-10")
    none = acted(WEEK, LATE, other, EARLY, day="2020-01-01", silence="not_met").act
    assert none and none.kind == "none"
    assert "notice of the meeting of 20 May 2019 came too late" in none.text.en
    assert "of the meeting of 10 June 2019 can still be supplied" in none.text.en
    supply = acted(WEEK, SILENT, other, day="2020-01-01").act
    assert supply and (supply.kind, supply.day) == ("supply", d("2020-01-01"))


def test_where_no_meeting_is_on_record_notice_of_the_next_one_can_be_given_while_the_period_runs() -> None:
    do = acted(WEEK, day="2019-05-01").act
    assert do and (do.kind, do.day) == ("do", d("2019-05-08"))
    assert "at least 7 days before it" in do.text.en
    for day in ("2019-06-25", "2020-01-01"):
        supply = acted(WEEK, day=day).act
        assert supply and supply.kind == "supply"


def test_no_days_of_notice_at_all_is_refused() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        a_catalogue(WEEK | {"at_least_days": "0"})


@st.composite
def meetings(draw: st.DrawFn) -> list[Evidence]:
    """A few meetings and announcements, some with a day of notice; some vague, some inferred, some on one thing."""
    found = []
    for i in range(draw(st.integers(0, 4))):
        first = draw(st.dates(date(2019, 3, 20), date(2019, 7, 10)))
        last = first + timedelta(days=draw(st.sampled_from([0, 0, 3, 20])))
        more: dict[str, object] = {}
        if draw(st.booleans()):
            noticed = first - timedelta(days=draw(st.integers(0, 12)))
            more |= {"noticed": f"{noticed}/{noticed + timedelta(days=draw(st.sampled_from([0, 0, 4])))}"}
        more |= {"inferred": "The day."} if draw(st.integers(0, 4)) == 0 else {}
        more |= {"thing": f"t{draw(st.integers(0, 2))}"} if draw(st.booleans()) else {}
        found.append(
            meeting(f"m{i}", f"{first}/{last}", draw(st.sampled_from(["held", "announced"])), **more)
        )
    return found


@given(
    st.sampled_from([WEEK, WEEK | {"at_least_days": {"2019-03-01": "3", "2019-05-15": "7"}}]),
    meetings(),
    st.dates(FIRST, date(2019, 8, 15)),
)
def test_the_act_keeps_its_word(check: dict, found: list[Evidence], day: date) -> None:
    keeps_its_word(check, *found, day=str(day), silence="not_met")
