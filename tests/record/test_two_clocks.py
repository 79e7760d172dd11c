"""The law of the two clocks: a store cut after a record answers as the whole one does for what was known with it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.access import PUBLIC, Actor, Conflict, Desk, Unanswerable
from compliance.contributions import Review
from compliance.evidence import KINDS
from compliance.record.verify import verify
from tests.databases import Place, Server
from tests.small import catalogue_content, criterion, record_content, write_folder
from tests.stores import a_desk, cut_after, load_folder, sqlite_place, with_people

MO, CORA, STAN = Actor("mo"), Actor("cora"), Actor("stan")
READERS = (PUBLIC, CORA, STAN, MO)
DAYS = ("2019-03-01", "2019-07-01", "2019-12-31", "2020-02-01", "2021-12-31")
CHECKS = (
    criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31", due="2019-12-31"),
    criterion("groups_reached", groups=["alpha", "beta"], first="2019-03-01", last="2019-12-31") | {"key": "groups"},
)  # fmt: skip

happened = st.sampled_from(["2019-04-01", "2019-06-15", "2019-06-01/2019-06-30", "2020-01-05"])
acts = st.lists(
    st.one_of(
        st.tuples(
            st.just("add"),
            st.sampled_from([CORA, STAN]),
            st.sampled_from(["public", "parties", "sealed"]),
            happened,
            st.sampled_from(["held", "announced"]),
            st.sampled_from([[], ["alpha"], ["alpha", "beta"]]),
        ),
        st.tuples(st.just("correct"), st.integers(0, 9), happened),
        st.tuples(st.just("withdraw"), st.integers(0, 9)),
        st.tuples(st.just("review"), st.integers(0, 9), st.sampled_from(["accepted", "rejected"])),
    ),
    min_size=1,
    max_size=12,
)


def a_meeting(key: str, happened: str, state: str = "held", groups: Any = ()) -> Any:
    """A meeting with groups."""
    return KINDS["meeting"].model_validate(
        record_content(key, happened=happened, state=state, groups=list(groups))
    )


def lived(desk: Desk, history: list[Any]) -> None:
    """Do what a history tells, as the people who may; what has become impossible is left out."""
    filed: list[tuple[int, Actor]] = []
    for i, (act, *more) in enumerate(history):
        try:
            if act == "add":
                actor, visibility, day, state, groups = more
                body = a_meeting(f"m{i}", day, state, groups)
                filed.append((desk.add(actor, body, visibility=visibility).number, actor))
                continue
            if not filed:
                continue
            at = more[0] % len(filed)
            number, actor = filed[at]
            if act == "review":
                desk.add(MO, Review(record=number, verdict=more[1], reason="Read."))
            elif act == "withdraw":
                desk.withdraw(actor, number, "Wrong.")
            else:
                row = desk.door.store.row(number)
                assert row
                body = a_meeting(row["key"], more[1])
                filed[at] = (desk.add(actor, body, corrects=number, reason="Read again.").number, actor)
        except Conflict:
            continue


def answers(desk: Desk, number: int) -> list[Any]:
    """Everything that each reader is answered for what was known with a record."""
    found: list[Any] = []
    for reader in READERS:
        for day in DAYS:
            try:
                reading = desk.door.ask(reader, day, known=str(number))
            except Unanswerable as error:
                found.append(error.text)
                continue
            known = reading.knowledge
            timelines = [list(h.outcomes.steps()) for h in reading.assessment.obligations.values()]
            findings = [
                (f.outcome, f.says, f.evidence, f.cited, f.missing, f.due, f.late_days, f.withheld)
                for h in reading.assessment.obligations.values()
                for f in h.findings(reading.on)
            ]
            found.append((timelines, findings, known.sources, known.head, reading.clocks()))
        found.append(desk.door.rows(reader, number))
    return found


@contextmanager
def a_world(history: list[Any], whole: Place) -> Iterator[Desk]:
    """A town whose record has lived through a history."""
    with tempfile.TemporaryDirectory() as folder:
        desk = with_people(a_desk(whole))
        load_folder(desk, write_folder(Path(folder), catalogue=catalogue_content(*CHECKS)))
        lived(desk, history)
        yield desk


@settings(max_examples=40)
@given(history=acts, data=st.data())
def test_a_store_cut_after_a_record_answers_as_the_whole_one_does_for_that_number(
    history: list[Any], data: st.DataObject
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        a_world(history, sqlite_place(Path(folder) / "whole")) as desk,
    ):
        last = desk.door.head().number
        number = data.draw(st.integers(last - len(history), last), label="cut after")
        cut = cut_after(desk, number, sqlite_place(Path(folder) / "cut"))
        assert cut.door.head().number == number
        assert answers(cut, number) == answers(desk, number)
        assert verify(cut.door.store).faults == ()


def test_the_same_on_postgresql(postgres: Server, tmp_path: Path) -> None:
    history = [
        ("add", CORA, "public", "2019-04-01", "held", ["alpha"]),
        ("add", STAN, "parties", "2019-06-15", "held", ["beta"]),
        ("review", 0, "rejected"),
        ("correct", 1, "2020-01-05"),
        ("review", 1, "accepted"),
        ("withdraw", 0),
        ("add", CORA, "sealed", "2019-06-01/2019-06-30", "held", ["alpha", "beta"]),
    ]
    whole = postgres.new_database("whole", tmp_path)
    try:
        with a_world(history, whole) as desk:
            last = desk.door.head().number
            for number in range(last - len(history), last + 1):
                cut = cut_after(desk, number, sqlite_place(tmp_path / f"cut-{number}"))
                assert answers(cut, number) == answers(desk, number), f"cut after {number}"
            desk.door.store.database.close()
    finally:
        postgres.drop_database("whole")


@pytest.mark.parametrize("reader", READERS, ids=["public", "department", "party", "monitor"])
def test_reviews_corrections_and_withdrawals_act_through_known_for_every_day(
    place: Place, tmp_path: Path, reader: Actor
) -> None:
    desk = with_people(a_desk(place))
    load_folder(desk, write_folder(tmp_path / "data", catalogue=catalogue_content(*CHECKS)))
    for key, day in (("one", "2019-04-01"), ("two", "2019-06-15")):
        desk.add(CORA, a_meeting(key, day, groups=["alpha", "beta"]), visibility="public")
    both = desk.door.head().number
    desk.add(MO, Review(record=both, verdict="rejected", reason="It was announced only."))

    def outcome(known: int, day: str) -> str:
        reading = desk.door.ask(reader, day, known=str(known))
        return reading.assessment.obligations["duty"].findings(reading.on)[0].outcome.value

    for day, short in (("2019-12-31", "not_yet_due"), ("2021-12-31", "cannot_tell")):
        assert outcome(both, day) == "met"
        assert outcome(both + 1, day) == short
    desk.add(MO, Review(record=both, verdict="accepted", reason="The sign-in sheet came."))
    assert outcome(both + 2, "2019-12-31") == "met"
    desk.withdraw(CORA, both, "It was another meeting.")
    assert outcome(both + 3, "2019-12-31") == "not_yet_due"
    assert outcome(both + 2, "2019-12-31") == "met", "what was known before stays what was known"
