"""Looks back are worked out one after the other, and nobody who asks for today waits for them."""

import threading
import time
from pathlib import Path

import pytest

from compliance.access import PUBLIC, Actor, Desk, Unanswerable
from compliance.access.turns import Turns
from compliance.evidence import KINDS
from tests.databases import Place
from tests.small import catalogue_content, criterion, record_content, write_folder
from tests.stores import HOST, a_desk, load_folder, with_people

MO = Actor("mo")


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    made = with_people(a_desk(place))
    check = criterion("meetings_held", at_least="1", first="2019-03-01", last="2019-12-31", see=["thing-00"])
    meetings = [
        record_content(f"thing-{i:02}", happened=f"2019-05-{i + 1:02}", state="held") for i in range(9)
    ]
    load_folder(made, write_folder(tmp_path / "data", catalogue=catalogue_content(check), meeting=meetings))
    return made


def test_of_many_one_has_its_turn_at_a_time() -> None:
    turns, inside, most = Turns(), list[int](), list[int]()

    def take(number: int) -> None:
        with turns.one_at_a_time():
            inside.append(number)
            most.append(len(inside))
            time.sleep(0.01)
            inside.remove(number)

    taking = [threading.Thread(target=take, args=(i,)) for i in range(8)]
    for thread in taking:
        thread.start()
    for thread in taking:
        thread.join()
    assert most == [1] * 8


def test_whose_turn_does_not_come_is_told_to_come_back() -> None:
    turns = Turns(patience=0.01)
    told = pytest.raises(Unanswerable, match="try again in some minutes")
    with turns.one_at_a_time(), told, turns.one_at_a_time():
        raise AssertionError("it was nobody's turn")


def test_a_turn_ends_with_a_failure_too() -> None:
    turns = Turns(patience=0.01)
    with pytest.raises(OSError), turns.one_at_a_time():
        raise OSError("the disk is gone")
    with turns.one_at_a_time():
        pass


def test_who_looks_back_waits_for_others_and_who_asks_for_today_does_not(desk: Desk) -> None:
    door = desk.door
    first, last = door.head().number - 3, door.head().number
    door._looking_back = {case: Turns(patience=0.01) for case in (True, False)}
    with door._looking_back[False].one_at_a_time():
        with pytest.raises(Unanswerable, match="looking back"):
            door.ask(PUBLIC, known=str(first))
        with pytest.raises(Unanswerable, match="looking back"):
            door.ask(PUBLIC, known="2019-06-01", by="source")
        assert door.ask(PUBLIC).knowledge.number == last
        assert door.ask(MO).knowledge.number == last
        assert door.ask(MO, known=str(first)).knowledge.number == first
        # What comes meanwhile is seen at once.
        meeting = KINDS["meeting"].model_validate(record_content("new", happened="2019-06-01", state="held"))
        number = desk.add(HOST, meeting).number
        assert door.ask(PUBLIC).knowledge.number == number
    assert door.ask(PUBLIC, known=str(first)).knowledge.number == first


def test_a_look_back_that_was_worked_out_waits_for_nobody(desk: Desk) -> None:
    door = desk.door
    number = door.head().number - 3
    door._looking_back = {case: Turns(patience=0.01) for case in (True, False)}
    found = door.ask(PUBLIC, known=str(number)).knowledge
    with door._looking_back[False].one_at_a_time():
        assert door.ask(PUBLIC, known=str(number)).knowledge is found
