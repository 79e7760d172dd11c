"""What everybody asks for first is there before anybody asks."""

from datetime import UTC, date, datetime
from pathlib import Path

from compliance.access import PUBLIC, Door
from compliance.access.between import LookBack, look_back, usual_look_back
from dashboard.warming import warm
from tests.databases import Place
from tests.small import catalogue_content, criterion, write_folder
from tests.stores import a_desk, load_folder


def a_door(place: Place, tmp_path: Path) -> Door:
    """A door on 1 December 2020 to a record that began on 10 January 2020."""
    clock = [datetime(2020, 1, 10, 12, tzinfo=UTC)]
    desk = a_desk(place, lambda: clock[0])
    content = catalogue_content(criterion("policy_in_force", subject="topic"))
    load_folder(desk, write_folder(tmp_path / "data", catalogue=content))
    clock[0] = datetime(2020, 12, 1, 12, tzinfo=UTC)
    return desk.door


def test_today_and_the_look_back_of_what_changed_are_at_hand_once_the_server_is_warm(
    place: Place, tmp_path: Path
) -> None:
    door = a_door(place, tmp_path)
    assert not door.is_ready(PUBLIC)
    warm(door)
    assert door.is_ready(PUBLIC)
    back = usual_look_back(door, door.ask(PUBLIC))
    assert back.known is not None and back.known < date(2020, 12, 1)
    assert door.is_ready(PUBLIC, known=f"{back.known}")


def test_a_look_back_at_a_day_before_the_record_began_reads_what_is_known_now(
    place: Place, tmp_path: Path
) -> None:
    door = a_door(place, tmp_path)
    reading = door.ask(PUBLIC)
    assert look_back(door, reading, date(2020, 1, 10)) == LookBack(date(2020, 1, 10), date(2020, 1, 10))
    assert look_back(door, reading, date(2020, 1, 9)) == LookBack(date(2020, 1, 9), None)
    assert look_back(door, reading, date(1999, 1, 1)).on == reading.assessment.first
