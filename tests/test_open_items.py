"""Open items: what is counted and from when, what people noted, and two who note at once."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance.access import PUBLIC, Actor, Conflict, Desk, NotAllowed, Note, NotedMeanwhile, Reading, note
from compliance.contributions import OpenItemEvent
from compliance.fitting import Unfitting
from compliance.open_items import WINDOWS, OpenItem, Wanted, items_of, noted_of
from compliance.outcomes import Outcome
from tests.small import catalogue_content, criterion, d, record_content, t, write_folder
from tests.stores import a_desk, load_folder, sqlite_place, with_people

CORA, MEL, MO, DANA, STAN, ORLA = (Actor(key) for key in ("cora", "mel", "mo", "dana", "stan", "orla"))
ON = "2020-02-01"
BY_MAY = {"at_least": "1", "first": "2019-03-01", "last": "2019-05-31"}
DATED = criterion("meetings_held", **BY_MAY, due="2019-05-31")
UNDATED = criterion("meetings_held", key="undated", **BY_MAY)


def a_town(folder: Path, *criteria: Mapping[str, Any], **evidence: list[dict[str, Any]]) -> Desk:
    """The desk of a store with one obligation of the patrol, which has these checks."""
    content = catalogue_content(*(criteria or (DATED, UNDATED)), silence="not_met", responsible="patrol")
    bodies = [{"key": key, "name": t(key.title())} for key in ("patrol", "training", "state", "alpha")]
    content["bodies"] += bodies
    desk = with_people(a_desk(sqlite_place(folder / "store")))
    load_folder(desk, write_folder(folder / "data", catalogue=content, **evidence))
    return desk


def items(desk: Desk, actor: Actor = CORA, on: str = ON) -> dict[str, OpenItem]:
    """The open items that somebody sees on a day, by the check."""
    return {item.key[1]: item for item in items_of(desk.door.ask(actor, on))}


def noting(desk: Desk, actor: Actor, check: str = "check", visibility: Any = None, **said: Any) -> int:
    """Somebody who has seen everything notes something of one check; the number of the row."""
    event = OpenItemEvent(obligation="duty", criterion=check, **said)
    seen = items(desk, actor)[check].seen
    [head] = note(desk, actor, [Note(event, seen)], f"{actor.person} {said}", visibility)
    return head.number


def request(key: str, happened: str, asked_of: str = "patrol", **fields: Any) -> dict[str, Any]:
    """A request for the records of meetings, as a file would hold it."""
    asked = {
        "asked_by": "The monitor",
        "asked_of": asked_of,
        "what": "The list of meetings.",
        "happened": happened,
    }
    return record_content(key, **asked, **fields)  # fmt: skip


def counted(item: OpenItem) -> list[tuple[str, int]]:
    """From which day days are counted, and how many."""
    return [(str(each.since), each.days) for each in item.counted]


def test_days_are_counted_from_a_due_date_that_is_past_and_else_not_at_all(tmp_path: Path) -> None:
    desk = a_town(tmp_path)
    found = items(desk)
    assert counted(found["check"]) == [("2019-05-31", 246)]
    assert found["check"].not_counted().en == ""
    assert counted(found["undated"]) == []
    assert "no request" in found["undated"].not_counted().en
    assert "no due date is known" in found["undated"].not_counted().en
    last = items(desk, on="2019-06-01")
    assert counted(last["check"]) == [("2019-05-31", 1)]


def test_where_a_review_is_awaited_the_due_date_of_the_check_holds_as_orders_have_moved_it(
    tmp_path: Path,
) -> None:
    waits = criterion("meetings_held", **BY_MAY, due="2019-05-31", accepted="yes")
    held = record_content("held", happened="2019-05-01", state="held")
    desk = a_town(tmp_path, waits, meeting=[held])
    item = items(desk)["check"]
    assert (item.gap.outcome, item.gap.due, item.due) == (Outcome.NEEDS_REVIEW, None, date(2019, 5, 31))
    assert counted(item) == [("2019-05-31", 246)]
    assert item.due_text().en == "31 May 2019"
    assert item.falls_in("overdue")
    moves = {"type": "court order", "by": "The court", "effect": "moves due date", "new_due": "2020-02-20"}
    order = record_content("order", happened="2019-05-01", obligations=["duty"], **moves)
    later = items(a_town(tmp_path / "moved", waits, meeting=[held], instrument=[order]))["check"]
    assert (later.due, counted(later), later.due_text().en) == (date(2020, 2, 20), [], "20 February 2020")
    assert "the due date is not past" in later.not_counted().en


@pytest.mark.parametrize(
    ("requests", "from_day"),
    [
        ([request("asked", "2019-09-01")], "2019-09-01"),
        ([request("again", "2019-11-01"), request("asked", "2019-09-01")], "2019-09-01"),
        ([request("asked", "2019-09-01/2019-09-20")], "2019-09-20"),
        ([request("asked", "2019-09-01", asked_of="training")], None),
        ([request("asked", "2019-09-01", subject=["rules"])], None),
        ([request("asked", "2019-09-01", inferred="From a later letter.")], None),
    ],
)
def test_days_are_counted_from_a_request_to_whoever_holds_the_next_step(
    tmp_path: Path, requests: list[dict[str, Any]], from_day: str | None
) -> None:
    found = items(a_town(tmp_path, request=requests))["undated"]
    assert found.gap.holder == "patrol"
    assert [str(each.since) for each in found.counted] == ([from_day] if from_day else [])
    assert [each.request for each in found.counted] == (["asked"] if from_day else [])


@pytest.mark.parametrize(
    ("happened", "waits"), [("2019-10-01", False), ("2019-11-15/2019-12-20", False), ("2020-01-05", True)]
)
def test_a_request_that_may_have_been_answered_counts_no_days(
    tmp_path: Path, happened: str, waits: bool
) -> None:
    said = record_content("said", happened=happened, request="asked", disposition="noted")
    desk = a_town(tmp_path, request=[request("asked", "2019-09-01")], answer=[said])
    assert bool(items(desk, on="2019-12-01")["undated"].counted) is waits
    assert not items(desk, on="2019-08-31")["undated"].counted


def test_a_request_about_a_record_counts_days_only_for_what_reads_that_record(tmp_path: Path) -> None:
    held = record_content("held", happened="2019-02-01", state="held")
    paper = record_content("letter", happened="2019-02-01", voice="department")
    asked = [request("a", "2019-09-01", about="letter"), request("b", "2019-09-10", about="held")]
    desk = a_town(tmp_path, meeting=[held], document=[paper], request=asked)
    assert [each.request for each in items(desk)["undated"].counted] == ["b"]


def test_a_request_from_before_the_check_was_open_counts_no_days(tmp_path: Path) -> None:
    desk = a_town(tmp_path, request=[request("early", "2019-05-01")])
    assert counted(items(desk)["check"]) == [("2019-05-31", 246)]


def test_the_last_assignment_and_date_hold_and_notes_add_up(tmp_path: Path) -> None:
    desk = a_town(tmp_path)
    noting(desk, CORA, assigned_to="Unit 1", due=d("2020-03-01"))
    noting(desk, MEL, note="Half of it is found.")
    noting(desk, MO, due=d("2020-02-20"), note="Earlier, please.")
    item = items(desk)["check"]
    assert (item.assigned_to, item.set_due) == ("Unit 1", date(2020, 2, 20))
    assert [n.event.note for n in item.noted] == [None, "Half of it is found.", "Earlier, please."]
    assert [(n.person, n.capacity) for n in item.noted] == [
        ("cora", "department/patrol"),
        ("mel", "department/patrol"),
        ("mo", "monitor"),
    ]
    assert items(desk)["undated"].noted == ()
    assert noted_of(desk.door.ask(CORA, "2019-03-02"), ("duty", "check")) == item.noted


def test_the_date_that_was_set_stands_beside_the_due_date_and_never_in_its_place(tmp_path: Path) -> None:
    desk = a_town(tmp_path)
    noting(desk, CORA, due=d("2020-02-20"))
    item = items(desk)["check"]
    assert (item.due, item.set_due, item.next_date) == (
        date(2019, 5, 31),
        date(2020, 2, 20),
        date(2020, 2, 20),
    )
    assert counted(item) == [("2019-05-31", 246)]
    assert item.falls_in("overdue")
    assert item.falls_in("30")
    assert items(desk, PUBLIC)["check"].next_date == date(2019, 5, 31)


@pytest.mark.parametrize(
    ("due", "windows"),
    [
        ("2020-02-01", {"30", "60", "90"}),
        ("2020-03-02", {"30", "60", "90"}),
        ("2020-03-03", {"60", "90"}),
        ("2020-04-01", {"60", "90"}),
        ("2020-04-02", {"90"}),
        ("2020-05-01", {"90"}),
        ("2020-05-02", set()),
        ("2020-01-31", {"overdue"}),
        (None, {"undated"}),
    ],
)
def test_a_window_takes_in_its_first_and_its_last_day(
    tmp_path: Path, due: str | None, windows: set[str]
) -> None:
    desk = a_town(tmp_path)
    if due:
        noting(desk, CORA, "undated", due=d(due))
    item = items(desk)["undated"]
    assert {window for window in WINDOWS if item.falls_in(window)} == windows


def test_what_is_due_next_comes_first_and_what_has_no_date_last(tmp_path: Path) -> None:
    other = dict(UNDATED) | {"key": "other"}
    desk = a_town(tmp_path, UNDATED, other, DATED)
    noting(desk, CORA, "other", due=d("2020-02-20"))
    assert list(items(desk)) == ["check", "other", "undated"]
    noting(desk, CORA, "check", due=d("2020-02-25"))
    assert list(items(desk)) == ["other", "check", "undated"]


def test_the_bureau_is_the_one_that_assigned_last_and_else_the_responsible_body(tmp_path: Path) -> None:
    desk = a_town(tmp_path)
    assert items(desk)["check"].bureau == "patrol"
    noting(desk, DANA, note="We may have it.")
    assert items(desk)["check"].bureau == "patrol"
    noting(desk, DANA, assigned_to="Unit 2")
    assert items(desk)["check"].bureau == "training"
    noting(desk, MO, assigned_to="Unit 3")
    assert items(desk)["check"].bureau == "patrol"


def test_what_is_wanted_is_found_by_each_of_its_marks(tmp_path: Path) -> None:
    desk = a_town(tmp_path)
    noting(desk, DANA, assigned_to="Unit 2", due=d("2020-02-20"))
    every = list(items(desk).values())
    for wanted in (
        Wanted(bureau="training"),
        Wanted(person="Unit 2"),
        Wanted(window="30"),
        Wanted(words="unit"),
    ):
        assert [item.key[1] for item in wanted.among(every, "en")] == ["check"], wanted
    assert Wanted().among(every, "en") == Wanted(holder="patrol", basis="decree").among(every, "en") == every
    assert Wanted(words="reunión meeting").among(every, "en") == []
    assert Wanted(holder="training").among(every, "en") == Wanted(basis="law").among(every, "en") == []


def test_notes_are_seen_as_they_are_filed_and_persons_only_by_those_who_work_on_the_case(
    tmp_path: Path,
) -> None:
    desk = a_town(tmp_path)
    noting(desk, CORA, note="Among the parties.")
    noting(desk, MO, visibility="team", note="For the team.")
    noting(desk, CORA, visibility="public", note="For everybody.")

    def told(actor: Actor) -> list[tuple[str | None, str | None]]:
        return [(n.event.note, n.person) for n in items(desk, actor)["check"].noted]

    parties = [("Among the parties.", "cora"), ("For everybody.", "cora")]
    assert told(CORA) == told(DANA) == told(STAN) == parties
    assert told(MO) == [parties[0], ("For the team.", "mo"), parties[1]]
    assert told(PUBLIC) == told(ORLA) == [("For everybody.", None)]


def test_a_note_is_known_from_then_on_and_an_answer_taken_on_knows_it_as_one_made_anew(
    tmp_path: Path,
) -> None:
    desk = a_town(tmp_path)
    before = desk.door.ask(CORA, ON)
    cut = desk.door.head().number
    number = noting(desk, CORA, note="Found.")
    assert [n.number for n in desk.door.ask(CORA, ON).knowledge.noted] == [number]
    assert desk.door.ask(CORA, ON, str(cut)).knowledge.noted == before.knowledge.noted == ()
    anew: Reading = a_desk(sqlite_place(tmp_path / "store")).door.ask(CORA, ON)
    assert anew.knowledge.noted == desk.door.ask(CORA, ON).knowledge.noted


def an_event(note: str, check: str = "check") -> OpenItemEvent:
    """A note on one check."""
    return OpenItemEvent(obligation="duty", criterion=check, note=note)


def test_who_has_not_seen_what_another_noted_is_told_and_records_nothing(tmp_path: Path) -> None:
    desk = a_town(tmp_path)
    number = noting(desk, MEL, note="Mine.")
    head = desk.door.head()
    both = [Note(an_event("Of both.", "undated"), 0), Note(an_event("Of both."), 0)]
    with pytest.raises(NotedMeanwhile) as told:
        note(desk, CORA, both, "once")
    assert told.value.numbers == (number,)
    assert isinstance(told.value, Conflict)
    assert desk.door.head() == head
    note(desk, CORA, [both[0], Note(an_event("Of both."), number)], "once")
    assert [n.event.note for n in items(desk)["check"].noted] == ["Mine.", "Of both."]


def test_what_somebody_cannot_see_stands_in_the_way_of_none_of_their_notes(tmp_path: Path) -> None:
    desk = a_town(tmp_path)
    noting(desk, MO, visibility="team", note="For the team.")
    note(desk, CORA, [Note(an_event("First, as I see it."), 0)], "once")
    assert [n.event.note for n in items(desk)["check"].noted] == ["First, as I see it."]


def test_notes_on_many_items_are_one_act_however_often_they_are_sent(tmp_path: Path) -> None:
    desk = a_town(tmp_path)
    both = [Note(an_event("Both.", check), 0) for check in ("check", "undated")]
    first = note(desk, MEL, both, "once")
    assert note(desk, MEL, both, "once") == first
    assert [len(item.noted) for item in items(desk).values()] == [1, 1]


def test_of_many_notes_one_that_does_not_fit_keeps_all_of_them_out(tmp_path: Path) -> None:
    desk = a_town(tmp_path)
    head = desk.door.head()
    with pytest.raises(Unfitting):
        note(desk, CORA, [Note(an_event("Good."), 0), Note(an_event("Bad.", "nowhere"), 0)], "once")
    assert desk.door.head() == head


@pytest.mark.parametrize("actor", [PUBLIC, STAN, ORLA])
def test_who_does_not_work_on_open_items_notes_nothing(tmp_path: Path, actor: Actor) -> None:
    desk = a_town(tmp_path)
    with pytest.raises(NotAllowed):
        note(desk, actor, [Note(an_event("Let me in."), 0)], "once")
