"""A door that has answered takes on what was recorded since, and tells what a door would that begins anew."""

import gc
import random
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.access import PUBLIC, Actor, Conflict, Desk, Door, NotAllowed, Reading
from compliance.contributions import Review
from compliance.evidence import KINDS
from compliance.kept import Kept
from tests.databases import Place
from tests.small import catalogue_content, criterion, record_content, write_folder
from tests.stores import HOST, a_desk, load_folder, with_people

ACTORS = [PUBLIC, Actor("mo"), Actor("cora"), Actor("stan")]
CORA, STAN, MO = Actor("cora"), Actor("stan"), Actor("mo")
DAYS = ["2019-04-01", "2019-08-01", "2020-02-01"]


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """A town with two checks, two meetings and a policy."""
    made = with_people(a_desk(place))
    checks = (
        criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31", see=["may"]),
        criterion("notice_given", key="notice", at_least_days="7", first="2019-03-01", last="2019-12-31",
                  due="each meeting", accepted="true"),
    )  # fmt: skip
    meetings = [
        record_content(key, happened=f"2019-0{i}-01", state="held") for i, key in ((5, "may"), (6, "june"))
    ]
    load_folder(made, write_folder(tmp_path / "data", catalogue=catalogue_content(*checks), meeting=meetings))
    return made


def acts(desk: Desk, chance: random.Random) -> Iterator[str]:
    """Things that people do to the record, one after the other, each named; what is refused is not done."""
    number_of: list[int] = [
        row["number"] for row in desk.door.rows(HOST, desk.door.head().number, "evidence")
    ]
    for i in range(24):
        old = chance.choice(number_of)
        what = chance.choice(["add", "add", "add", "correct", "withdraw", "review", "review", "spoil"])
        day = f"2019-{chance.randrange(3, 9):02}-{chance.randrange(1, 28):02}"
        shown = chance.choice(["public", "public", "parties", "sealed"])
        facts = {
            "thing": chance.choice([None, "the-meeting"]),
            "noticed": chance.choice([None, "2019-03-02"]),
        }
        told = {name: fact for name, fact in facts.items() if fact is not None}
        try:
            if what == "add":
                body = KINDS["meeting"].model_validate(
                    record_content(f"new-{i}", happened=day, state="held", **told)
                )
                digest = desk.door.files.put(f"sheet {i}".encode())
                number_of.append(
                    desk.add(chance.choice([CORA, STAN]), body, visibility=shown, files=(digest,)).number
                )  # type: ignore[arg-type]
            elif what == "spoil":
                [digest] = ((desk.door.store.row(old) or {})["files"] or "").split()
                desk.door.files.remove(digest)
                desk.check_file(old, digest)
            elif what == "review":
                verdict = chance.choice(["accepted", "rejected"])
                desk.add(MO, Review(record=old, verdict=verdict, reason="Looked at."))  # type: ignore[arg-type]
            else:
                row = desk.door.store.row(old) or {}
                by = CORA if "patrol" in (row.get("capacity") or "") else STAN
                if what == "withdraw":
                    desk.withdraw(by, old, "A mistake.")
                else:
                    body = KINDS["meeting"].model_validate(
                        record_content(row["key"], happened=day, state="held", **told)
                    )
                    number_of.append(desk.add(by, body, corrects=old, reason="Better.").number)
        except (NotAllowed, Conflict, ValueError, KeyError):
            continue
        yield what


def said(reading: Reading) -> list[object]:
    """All that an answer tells."""
    known, assessed = reading.knowledge, reading.assessment
    return [
        (known.number, known.head, known.until),
        [(key, history.outcomes) for key, history in assessed.obligations.items()],
        [history.findings(reading.on) for history in assessed.obligations.values()],
        dict(assessed.entries),
        assessed.in_order,
        [assessed.about(history.obligation) for history in assessed.obligations.values()],
    ]


@pytest.mark.parametrize("seed", range(3))
def test_after_each_act_everybody_is_told_what_a_new_door_tells(desk: Desk, seed: int) -> None:
    door, done = desk.door, set()
    for actor in ACTORS:
        door.ask(actor)
    for what in acts(desk, random.Random(seed)):
        done.add(what)
        for actor in ACTORS:
            # A door of its own, since what one has told somebody else it goes on from.
            anew = Door(door.store, door.files, door.clock)
            for on in DAYS:
                assert said(door.ask(actor, on)) == said(anew.ask(actor, on)), (what, actor, on)
    assert {"add", "review"} <= done


def test_what_new_rows_do_not_bear_on_is_taken_over(desk: Desk) -> None:
    before = desk.door.ask(PUBLIC).assessment.obligations["duty"]
    about_something_else = record_content("elsewhere", subject=["rules"], happened="2019-05-05", state="held")
    desk.add(CORA, KINDS["meeting"].model_validate(about_something_else), visibility="public")
    after = desk.door.ask(PUBLIC).assessment
    assert "elsewhere" in after.entries
    assert after.obligations["duty"] is before


def test_what_is_the_same_for_two_who_see_different_rows_is_worked_out_once(desk: Desk) -> None:
    hidden = record_content("hidden", subject=["rules"], happened="2019-05-05", state="held")
    desk.add(CORA, KINDS["meeting"].model_validate(hidden), visibility="parties")
    public = desk.door.ask(PUBLIC).assessment
    parties = desk.door.ask(STAN).assessment
    assert ("hidden" in public.entries, "hidden" in parties.entries) == (False, True)
    assert parties.obligations["duty"] is public.obligations["duty"]


def test_an_answer_is_shared_by_all_who_see_the_same_rows(desk: Desk) -> None:
    assert desk.door.ask(PUBLIC).knowledge is desk.door.ask(Actor("nobody-on-record")).knowledge
    assert desk.door.ask(MO).knowledge is desk.door.ask(MO).knowledge
    assert desk.door.ask(MO).knowledge is not desk.door.ask(PUBLIC).knowledge


def test_a_door_says_whether_its_answer_is_there(desk: Desk) -> None:
    door = Door(desk.door.store, desk.door.files, desk.door.clock)
    assert not door.is_ready(PUBLIC)
    door.ask(PUBLIC)
    assert door.is_ready(PUBLIC)
    assert not door.is_ready(MO)
    assert not door.is_ready(PUBLIC, by="source")
    assert door.is_ready(PUBLIC, known="9999-01-01"), "that it cannot be asked is said at once"
    record = KINDS["meeting"].model_validate(record_content("later", happened="2019-07-01", state="held"))
    desk.add(CORA, record, visibility="public")
    assert door.is_ready(PUBLIC), "one new record is taken on in a moment"


def test_the_state_of_the_record_by_its_number_shares_what_is_known_now(desk: Desk) -> None:
    now = desk.door.ask(PUBLIC)
    by_number = desk.door.ask(PUBLIC, known=str(now.knowledge.number))
    assert by_number.knowledge.numbered
    assert by_number.assessment.obligations["duty"] is now.assessment.obligations["duty"]


def test_an_answer_that_another_took_the_place_of_is_freed_at_once(desk: Desk) -> None:
    before = weakref.ref(desk.door.ask(PUBLIC).assessment.obligations["duty"])
    gc.collect()
    gc.disable()
    try:
        record = KINDS["meeting"].model_validate(record_content("later", happened="2019-07-01", state="held"))
        desk.add(CORA, record, visibility="public")
        desk.door.ask(PUBLIC)
        assert before() is None, "what is frozen is freed only if nothing in it leads back to itself"
    finally:
        gc.enable()


def test_earlier_states_of_the_record_are_told_as_before(desk: Desk) -> None:
    number = desk.door.head().number
    earlier = said(desk.door.ask(PUBLIC, known=str(number)))
    record = KINDS["meeting"].model_validate(record_content("later", happened="2019-07-01", state="held"))
    desk.add(CORA, record, visibility="public")
    desk.door.ask(PUBLIC)
    assert said(desk.door.ask(PUBLIC, known=str(number))) == earlier


def test_a_question_that_many_ask_at_once_is_worked_out_once() -> None:
    worked: list[str] = []

    def work(question: str) -> str:
        worked.append(question)
        time.sleep(0.05)
        return question.upper()

    kept, answers = Kept(work, 2), list[str]()
    asking = [threading.Thread(target=lambda: answers.append(kept("a"))) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert (worked, answers) == (["a"], ["A"] * 8)


def test_of_many_answers_the_one_not_asked_for_longest_is_dropped() -> None:
    worked: list[str] = []
    kept = Kept(lambda question: worked.append(question), 2)
    for question in ("a", "b", "a", "c", "a", "b"):
        kept(question)
    assert worked == ["a", "b", "c", "b"]


def test_heavy_answers_are_dropped_earlier_and_the_newest_one_never() -> None:
    worked: list[int] = []
    kept = Kept(lambda question: worked.append(question) or question, 10, weigh=lambda answer: answer)
    for question in (4, 5, 6, 4, 20, 20, 5):
        kept(question)
    assert worked == [4, 5, 6, 4, 20, 5]


def test_an_answer_is_there_once_it_was_given_until_it_is_forgotten() -> None:
    kept = Kept(str.upper, 2)
    assert not kept.has("a")
    kept("a")
    assert kept.has("a")
    kept.forget("a")
    assert not kept.has("a")


def test_a_question_that_failed_is_worked_out_again() -> None:
    failures = [OSError("the disk is gone")]

    def work(question: str) -> str:
        if failures:
            raise failures.pop()
        return question

    kept = Kept(work, 2)
    with pytest.raises(OSError, match="the disk is gone"):
        kept("a")
    assert kept("a") == "a"
