"""Meetings, comment windows, groups reached and searches, as they stand on a day."""

from typing import Any

from compliance.assessment import Assessment, assess
from compliance.engagement import STATES, Engagement, Named, engagement
from compliance.evidence import Evidence
from compliance.windows import STANDINGS, can_comment, standing
from tests.small import a_catalogue, as_entries, criterion, d, meeting, posting, record

REACHED = criterion("groups_reached", first="2019-03-01", last="2019-12-31", groups=["students", "parents"])


def assessed(*records: Evidence, **aside: Any) -> Assessment:
    """A small record, with a check that asks for two groups."""
    return assess(a_catalogue(REACHED), as_entries(records, **aside), d("2022-12-31"))


def on(day: str, *records: Evidence, **aside: Any) -> Engagement:
    """How it stands on a day."""
    return engagement(assessed(*records, **aside), d(day))


def search(key: str, happened: str, **fields: Any) -> Evidence:
    return record(
        "search", key, happened=happened, looked_for="a list of meetings", places="A site", **fields
    )


def test_an_announced_meeting_is_never_told_as_held() -> None:
    told = meeting("said", "2019-06-01", state="announced", groups=["parents"])
    found = on("2020-01-01", told)
    [one] = found.past
    assert one.state == "passed" and one.groups == ()
    assert "no record here says whether it was held" in STATES[one.state].en
    assert found.held == {} and found.reached == {}


def test_a_meeting_lies_ahead_up_to_and_on_its_day() -> None:
    told = meeting("said", "2019-06-01", state="announced")
    assert [m.state for m in on("2019-05-31", told).ahead] == ["announced"]
    assert [m.state for m in on("2019-06-01", told).ahead] == ["announced"]
    assert on("2019-06-02", told).ahead == ()


def test_a_meeting_held_after_the_day_is_not_counted_yet() -> None:
    held = meeting("held", "2019-06-01", groups=["parents"])
    before = on("2019-05-31", held)
    assert len(before.ahead) == 1 and before.reached == {}
    assert on("2019-06-01", held).reached == {("parents", "topic"): Named(1, 0)}


def test_an_announcement_and_reports_of_one_meeting_are_one_meeting() -> None:
    found = on(
        "2020-01-01",
        meeting("said", "2019-06-01", state="announced", thing="june", groups=["students"]),
        meeting("held", "2019-06-01", thing="june", groups=["parents"], subject=["topic", "rules"]),
        meeting("also", "2019-06-01", thing="june", groups=["parents"], said_by="Another paper"),
    )
    [one] = found.past
    assert [entry.evidence.key for entry in one.entries] == ["held", "also", "said"]
    assert (one.state, one.groups, one.topics) == ("held", ("parents",), ("topic", "rules"))
    assert found.reached == {("parents", "topic"): Named(1, 0), ("parents", "rules"): Named(1, 0)}


def test_a_meeting_that_is_inferred_is_counted_as_such() -> None:
    guess = "That it was held."
    found = on(
        "2020-01-01",
        meeting("a", "2019-06-01", groups=["parents"], inferred=guess),
        meeting("b", "2019-07-01"),
    )
    assert [m.state for m in found.past] == ["held", "inferred"]
    assert found.held == {"topic": Named(2, 1)} and found.reached == {("parents", "topic"): Named(1, 1)}


def test_groups_that_a_check_asks_for_and_no_meeting_names_are_listed_too() -> None:
    found = on("2020-01-01", meeting("a", "2019-06-01", groups=["alpha"]))
    assert found.groups == ("students", "parents", "alpha")
    assert ("students", "topic") not in found.reached
    assert on("2020-01-01").topics == ("topic",)


def test_rows_that_count_for_nothing_are_left_out() -> None:
    held = meeting("held", "2019-06-01", groups=["parents"])
    assert on("2020-01-01", held, reviews={"held": "rejected"}).past == ()
    assert on("2020-01-01", held, aside={"held": "file"}).past == ()


def test_undated_meetings_come_last_and_the_next_one_comes_first() -> None:
    undated = record("meeting", "some", state="held")
    dated = [meeting(f"m{day}", f"2019-06-{day:02}", state="announced") for day in (20, 10, 1)]
    found = on("2019-06-05", undated, *dated)
    assert [m.entries[0].evidence.key for m in found.ahead] == ["m10", "m20"]
    assert [m.entries[0].evidence.key for m in found.past] == ["m1", "some"]


def test_searches_are_the_latest_first_and_only_those_made_by_the_day() -> None:
    found = on(
        "2020-01-01", search("old", "2019-05-01"), search("new", "2019-08-01"), search("later", "2020-02-01")
    )
    assert [e.evidence.key for e in found.searches] == ["new", "old"]
    assert found.searched(["topic"]) == list(found.searches) and found.searched(["rules"]) == []


def test_open_windows_come_first_and_their_days_are_told() -> None:
    found = on(
        "2020-03-10",
        posting("closed", "2020-01-01", "2020-01-15"),
        posting("ahead", "2020-04-01", "2020-04-15"),
        posting("open", "2020-03-01", "2020-03-31", posted="unknown"),
    )
    assert [(w.standing, w.days, w.posted) for w in found.windows] == [
        ("open", 30, "unknown"),
        ("ahead", 14, "draft"),
        ("closed", 14, "draft"),
    ]


def test_several_records_of_one_window_are_one_window_with_its_extension() -> None:
    first = posting("first", "2020-03-01", "2020-03-15", thing="round", posted="unknown")
    extended = posting(
        "longer",
        "2020-03-01",
        "2020-03-15",
        thing="round",
        extended_to="2020-03-31",
        extended_on="2020-03-10",
    )
    [window] = on("2020-03-20", first, extended).windows
    assert (window.standing, window.days, window.posted) == ("open", 30, "draft")
    assert window.closes.latest == d("2020-03-31")


def standing_on(day: str, **fields: Any) -> str:
    return standing(posting("p", "2020-03-01/2020-03-05", "2020-03-15/2020-03-20", **fields), d(day))  # type: ignore[arg-type]


def test_a_window_is_open_only_where_every_reading_of_its_days_says_so() -> None:
    days = ["2020-02-29", "2020-03-01", "2020-03-05", "2020-03-15", "2020-03-16", "2020-03-20", "2020-03-21"]
    assert [standing_on(day) for day in days] == [
        "ahead",
        "perhaps open",
        "open",
        "open",
        "perhaps open",
        "perhaps open",
        "closed",
    ]
    assert set(STANDINGS) == {"ahead", "perhaps open", "open", "closed"}


def test_a_window_that_was_opened_again_is_open_then_and_closed_between() -> None:
    again = {"extended_to": "2020-04-30", "extended_on": "2020-04-10"}
    days = ["2020-04-01", "2020-04-10", "2020-04-30", "2020-05-01"]
    assert [standing_on(day, **again) for day in days] == ["closed", "open", "open", "closed"]


def test_whether_one_can_comment_looks_at_every_window_that_is_open() -> None:
    long = posting("long", "2020-03-01", "2020-06-30")
    short = posting("short", "2020-04-01", "2020-04-10")
    both = can_comment([long, short], d("2020-04-05"))
    assert both is not None and both.en == (
        "2 comment windows on record are open on this day; the first of them to close takes comments until 10 April 2020."
    )
    one = can_comment([long, short], d("2020-05-01"))
    assert one is not None and "is open on this day: 1 March 2020 to 30 June 2020" in one.en
    none = can_comment([long, short], d("2020-07-01"))
    assert none is not None and "no comment window is open on this day" in none.en
    vague = can_comment([posting("v", "2020-03-01", "2020-03-10/2020-03-20")], d("2020-03-15"))
    assert vague is not None and "may be open on this day" in vague.en
    assert can_comment([long], d("2020-02-01")) is None


def test_an_answer_is_worked_out_once_for_one_assessment_and_anew_for_another() -> None:
    one = assessed(meeting("a", "2019-06-01"))
    assert engagement(one, d("2020-01-01")) is engagement(one, d("2020-01-01"))
    assert engagement(one, d("2020-01-02")) is not engagement(one, d("2020-01-01"))
    other = assessed(meeting("b", "2019-06-01"))
    assert engagement(other, d("2020-01-01")).past[0].entries[0].evidence.key == "b"
