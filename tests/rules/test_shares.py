"""How many of the meetings were open to everyone: closed is not silent, and silent is not closed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.kept import keeps_its_word
from tests.rules.orders import order
from tests.small import FIRST, a_catalogue, criterion, d, finding, history, meeting, on, outcomes

PERIOD = {"first": "2019-04-01", "last": "2019-06-30"}
HALF = criterion("open_to_public", percent="50", due="2019-07-31", **PERIOD)
ALL = HALF | {"percent": "100"}
OPEN, CLOSED = meeting("o", "2019-05-01", access="open"), meeting("c", "2019-05-02", access="invited")
SILENT = meeting("s", "2019-05-03")


def test_an_empty_record_shows_nothing_either_way() -> None:
    shown = finding(history(HALF, silence="not_met"), "2020-01-01")
    assert shown.outcome == "cannot_tell"
    assert shown.missing[0].en.startswith("a record of a meeting held from 1 April 2019 to 30 June 2019")


def test_half_of_two_meetings_is_one_and_all_of_them_is_both() -> None:
    assert on(history(HALF, OPEN, CLOSED), "2020-01-01") == "met"
    assert on(history(ALL, OPEN, CLOSED, silence="not_met"), "2020-01-01") == "not_met"
    says = finding(history(ALL, OPEN, CLOSED), "2020-01-01").says
    assert says.en.startswith(
        "2 meetings on record as held from 1 April 2019 to 30 June 2019: 1 open to everyone, 1 by"
    )
    assert "1 abiertas a todos, 1 con invitación, 0" in says.es


def test_a_share_is_not_shown_before_the_due_date_by_a_part_of_the_meetings() -> None:
    assert on(history(ALL, OPEN, CLOSED), "2019-07-31") == "not_yet_due"


def test_a_meeting_of_which_nobody_says_whether_it_was_open_leaves_it_open() -> None:
    assert on(history(ALL, OPEN, SILENT, silence="not_met"), "2020-01-01") == "cannot_tell"
    assert on(history(HALF, OPEN, SILENT), "2020-01-01") == "met"
    missing = finding(history(ALL, OPEN, SILENT), "2020-01-01").missing
    assert missing[0].en.startswith("records that show at least 1 more meeting open to everyone")


def test_what_one_record_leaves_unknown_another_on_the_same_meeting_may_say() -> None:
    told = [meeting("a", "2019-05-01", thing="m"), meeting("b", "2019-05-01", thing="m", access="open")]
    shown = finding(history(ALL, *told), "2020-01-01")
    assert (shown.outcome, shown.evidence) == ("met", ("b",))


def test_two_sources_that_differ_on_whether_it_was_open_are_shown_as_differing() -> None:
    told = [meeting(k, "2019-05-01", thing="m", access=k) for k in ("open", "invited")]
    assert on(history(ALL, *told), "2020-01-01") == "contradicted"


@pytest.mark.parametrize("doubt", [{"inferred": "The day."}, {"happened": "2019-06-20/2019-07-05"}])
def test_a_meeting_that_may_not_have_been_in_the_period_decides_nothing(doubt: dict) -> None:
    perhaps = SILENT.model_validate(SILENT.model_dump() | {"access": "invited"} | doubt)
    assert on(history(ALL, OPEN, perhaps, silence="not_met"), "2020-01-01") == "cannot_tell"


def test_the_percentage_is_read_on_the_day_of_each_meeting() -> None:
    dated = HALF | {"percent": {"2019-03-01": "1", "2019-05-02": "100"}}
    before = meeting("c", "2019-05-01", access="invited")
    assert on(history(dated, before, meeting("o", "2019-05-01", access="open")), "2020-01-01") == "met"
    assert on(history(dated, OPEN, CLOSED), "2020-01-01") == "cannot_tell"


def test_what_is_not_known_can_be_supplied_and_what_was_closed_can_not_be_cured_after_the_period() -> None:
    supply = acted(ALL, OPEN, SILENT, day="2020-01-01").act
    assert supply and supply.kind == "supply"
    none = acted(ALL, OPEN, CLOSED, day="2020-01-01", silence="not_met").act
    assert none and none.kind == "none"
    assert none.text.en.startswith("None can cure this")
    still = acted(HALF | {"due": "unknown"}, CLOSED, day="2019-06-01").act
    assert still and (still.kind, still.day) == ("do", d("2019-06-01"))
    too_late = acted(ALL | {"due": "unknown"}, CLOSED, day="2019-06-01").act
    assert too_late and too_late.kind == "none"


def test_the_share_is_asked_from_the_day_after_the_due_date_that_holds() -> None:
    told = [
        meeting("a", "2019-05-01", access="invited"),
        meeting("b", "2019-05-03", access="open"),
        meeting("c", "2019-05-10", access="invited"),
    ]
    found = history(HALF | {"due": "2019-05-01"}, *told, order("2019-05-11", "2019-06-10"), silence="not_met")
    assert outcomes(found) == [
        ("2019-03-01", "not_yet_due"),
        ("2019-05-02", "not_met"),
        ("2019-05-03", "met"),
        ("2019-05-10", "lapsed"),
        ("2019-05-11", "not_yet_due"),
        ("2019-06-11", "lapsed"),
    ]


def test_a_share_reached_before_it_was_asked_is_not_late_by_what_came_after() -> None:
    told = [
        meeting("a", "2019-04-10", access="invited"),
        meeting("b", "2019-04-20", access="open"),
        meeting("c", "2019-05-05", access="open"),
    ]
    found = finding(history(HALF | {"due": "2019-05-01"}, *told), "2020-01-01")
    assert (found.outcome, found.late_days) == ("met", None)


def test_a_meeting_with_a_vague_day_is_counted_once_from_its_last_possible_day() -> None:
    vague = meeting("v", "2019-05-02/2019-05-10", access="open")
    found = history(ALL | {"due": "unknown"}, OPEN, vague)
    assert outcomes(found)[-3:] == [
        ("2019-05-01", "met"),
        ("2019-05-02", "cannot_tell"),
        ("2019-05-10", "met"),
    ]


def test_a_meeting_that_only_may_have_been_held_is_named_as_what_the_answer_rests_on() -> None:
    perhaps = meeting("p", "2019-05-10", access="open", inferred="The day.")
    found = history(ALL | {"due": "unknown"}, perhaps)
    assert outcomes(found) == [("2019-03-01", "not_yet_due"), ("2019-05-10", "cannot_tell")]
    assert finding(found, "2019-05-10").evidence == ("p",)


def test_a_meeting_on_a_vague_day_asks_the_highest_percentage_of_these_days() -> None:
    dated = HALF | {"percent": {"2019-03-01": "1", "2019-05-02": "100"}}
    vague = meeting("v", "2019-05-01/2019-05-03", access="invited")
    assert on(history(dated, OPEN, vague), "2020-01-01") == "cannot_tell"
    assert on(history(dated, OPEN, meeting("v", "2019-05-01", access="invited")), "2020-01-01") == "met"


def test_the_sentence_tells_open_closed_and_not_known_apart() -> None:
    told = [
        OPEN,
        meeting("two", "2019-05-01", access="open", sessions="2"),
        CLOSED,
        SILENT,
        meeting("perhaps", "2019-06-29/2019-07-02", access="open"),
        meeting("inferred", "2019-05-05", access="invited", inferred="The day."),
    ]
    assert finding(history(HALF, *told), "2020-01-01").says.en.startswith(
        "7 meetings on record as held from 1 April 2019 to 30 June 2019: 3 open to everyone, 1 by invitation, 3 where that "
        "is not known. At least 50 percent have to be open."
    )
    first_day = finding(history(HALF | {"due": "unknown"}, *told), "2019-05-01").says
    assert first_day.en.startswith("3 meetings on record as held")


@pytest.mark.parametrize(
    ("percent", "on_day"),
    [
        ({"2019-03-01": "50", "2019-12-01": "80"}, "2020-01-01"),
        ({"2019-03-01": "50", "2019-06-01": "80"}, "2019-05-15"),
    ],
)
def test_the_sentence_names_the_percentage_of_the_day_and_after_the_period_that_of_its_end(
    percent: dict, on_day: str
) -> None:
    says = finding(history(HALF | {"percent": percent, "due": "unknown"}, OPEN), on_day).says
    assert "At least 50 percent" in says.en


def test_what_is_short_of_more_than_one_meeting_is_short_of_two() -> None:
    dated = HALF | {"percent": {"2019-03-01": "1", "2019-05-02": "100"}}
    missing = finding(
        history(dated, meeting("a", "2019-05-01", access="invited"), CLOSED), "2020-01-01"
    ).missing
    assert missing[0].en.startswith("records that show at least 2 more meetings open to everyone")


MIXED = {"percent": {"2019-03-01": "1", "2019-05-02": "100"}}
BEFORE = meeting("x", "2019-03-25/2019-04-05", access="invited")
AFTER = meeting("x", "2019-06-29/2019-07-02", access="invited")
GUESSED = [
    meeting("m", "2019-05-01", thing="t"),
    meeting("n", "2019-05-01", thing="t", access="open", inferred="It."),
]


@pytest.mark.parametrize(
    ("check", "told", "day", "kind", "brought"),
    [
        (HALF, [], "2019-05-15", "do", [("2019-05-15", "open", 1)]),
        (HALF, [], "2019-06-30", "do", [("2019-06-30", "open", 1)]),
        (HALF, [], "2019-07-01", "supply", [("2019-06-30", "open", 1)]),
        (HALF, [CLOSED], "2019-06-30", "do", [("2019-06-30", "open", 1)]),
        (HALF, [CLOSED], "2019-07-01", "none", []),
        (ALL, [CLOSED, meeting("o", "2019-05-03", access="open")], "2019-05-03", "none", []),
        (
            HALF | {"percent": "60"},
            [OPEN, meeting("many", "2019-05-02", access="invited", sessions="61")],
            "2019-06-01",
            "do",
            [("2019-06-01", "open", 91)],
        ),
        (
            ALL,
            [SILENT, meeting("s2", "2019-05-04", sessions="2")],
            "2020-01-01",
            "supply",
            [("2019-05-03", "open", 1), ("2019-05-04", "open", 2)],
        ),
        (ALL, [meeting("s", "2019-05-03/2019-05-10")], "2020-01-01", "supply", [("2019-05-10", "open", 1)]),
        (ALL, [meeting("s", "2019-06-29/2019-07-02")], "2020-01-01", "supply", [("2019-06-29", "open", 1)]),
        (
            ALL,
            [meeting("s", "2019-03-30/2019-04-02", access="open")],
            "2020-01-01",
            "supply",
            [("2019-04-01", "open", 1)],
        ),
        (ALL, GUESSED, "2020-01-01", "supply", [("2019-05-01", "open", 1)]),
        (HALF | MIXED, [meeting("c", "2019-05-01", access="invited"), SILENT], "2020-01-01", "none", []),
        (ALL, [meeting("c", "2019-04-01/2019-04-05", access="invited")], "2020-01-01", "none", []),
        (ALL, [meeting("c", "2019-06-20/2019-06-30", access="invited")], "2020-01-01", "none", []),
        (ALL, [BEFORE], "2020-01-01", "supply", [("2019-03-25", "invited", 1), ("2019-06-30", "open", 1)]),
        (ALL, [AFTER], "2019-07-02", "supply", [("2019-07-02", "invited", 1), ("2019-06-30", "open", 1)]),
        (ALL, [OPEN, BEFORE], "2020-01-01", "supply", [("2019-03-25", "invited", 1)]),
        (
            ALL,
            [SILENT, BEFORE],
            "2020-01-01",
            "supply",
            [("2019-05-03", "open", 1), ("2019-03-25", "invited", 1)],
        ),
    ],
)
def test_what_the_act_would_bring_is_just_what_is_not_known_or_can_still_be_held(
    check: dict, told: list[Evidence], day: str, kind: str, brought: list[tuple[str, str, int]]
) -> None:
    check = check | {"due": "unknown"}
    assert acted(check, *told, day=day).act.kind == kind  # type: ignore[union-attr]
    would = history(check, *told).would(d(day)).records
    assert [(r.happened.written(), r.access, r.sessions) for r in would] == brought  # type: ignore[union-attr, attr-defined]


def test_each_act_tells_what_to_hold_or_to_supply() -> None:
    told = {
        "do": finding(history(HALF | {"due": "unknown"}), "2019-05-01"),
        "supply": finding(history(ALL, SILENT), "2020-01-01"),
    }
    assert told["do"].act and told["do"].act.text.en.startswith("Hold further meetings from 1 April 2019")
    assert told["supply"].act and told["supply"].act.text.en.startswith(
        "Supply records that say on which day"
    )


def test_what_lies_ahead_on_record_leaves_nothing_to_bring() -> None:
    found = history(ALL | {"due": "unknown"}, meeting("o", "2019-04-01", access="open"))
    act = finding(found, "2019-03-10").act
    assert act and (act.kind, act.day) == ("supply", None)
    assert found.would(d("2019-03-10")).records == ()


def test_no_more_than_all_of_them_can_be_asked() -> None:
    with pytest.raises(ValidationError, match="less than or equal to 100"):
        a_catalogue(HALF | {"percent": "101"})


@st.composite
def meetings(draw: st.DrawFn) -> list[Evidence]:
    """A few meetings: some vague, inferred or announced, two records on one thing now and then."""
    found = []
    for i in range(draw(st.integers(0, 4))):
        first = draw(st.dates(date(2019, 3, 20), date(2019, 7, 10)))
        last = first + timedelta(days=draw(st.sampled_from([0, 0, 7])))
        more: dict[str, object] = {"access": draw(st.sampled_from(["open", "invited", "unknown"]))}
        more |= {"sessions": draw(st.integers(1, 3))}
        more |= {"inferred": "The day."} if draw(st.integers(0, 4)) == 0 else {}
        more |= {"thing": f"t{draw(st.integers(0, 1))}"} if draw(st.integers(0, 3)) == 0 else {}
        found.append(
            meeting(f"m{i}", f"{first}/{last}", draw(st.sampled_from(["held", "announced"])), **more)
        )
    return found


@given(
    st.sampled_from([HALF, ALL, HALF | {"percent": {"2019-03-01": "50", "2019-05-15": "80"}}]),
    meetings(),
    st.dates(FIRST, date(2019, 8, 15)),
    st.sampled_from(["unknown", "2019-05-01"]),
)
def test_the_act_keeps_its_word(check: dict, found: list[Evidence], day: date, due: str) -> None:
    keeps_its_word(check | {"due": due}, *found, day=str(day), silence="not_met")


def test_an_announced_meeting_counts_neither_way() -> None:
    announced = meeting("a", "2019-05-02", "announced", access="invited")
    assert outcomes(history(ALL | {"due": "unknown"}, OPEN, announced))[-1] == ("2019-05-01", "met")
