"""What people with a role, or with the files in their hands, might try: each is refused, or changes no answer unseen."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from compliance.access import PUBLIC, Actor, Conflict, Desk, NotAllowed, StoreError
from compliance.access.drafting import save_draft, send_draft
from compliance.contributions import Person, Response, Review, Role
from compliance.determinations import Determination, standings
from compliance.evidence import KINDS, Source
from compliance.record.rows import Author, New
from tests.databases import Place
from tests.small import catalogue_content, criterion, determined, record_content, t, write_folder
from tests.stores import HOST, PERIODS, a_desk, load_folder, sqlite_place, with_people

CORA, DANA, STAN, MO = Actor("cora"), Actor("dana"), Actor("stan"), Actor("mo")
END = "2021-12-31"


def a_town(**more: Any) -> dict[str, Any]:
    """A catalogue that asks for one meeting."""
    check = criterion("meetings_held", at_least="1", first="2019-03-01", last="2019-12-31")
    return catalogue_content(check) | {"periods": PERIODS} | more


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """A town with people."""
    made = a_desk(place)
    load_folder(made, write_folder(tmp_path / "data", catalogue=a_town()))
    return with_people(made)


def meeting(key: str, **fields: Any) -> Any:
    """A meeting that was held."""
    return KINDS["meeting"].model_validate(
        record_content(key, **({"happened": "2019-05-01", "state": "held"} | fields))
    )


def outcome(desk: Desk, actor: Actor = PUBLIC) -> str:
    """How the town's one duty stands at the end."""
    reading = desk.door.ask(actor, END)
    return reading.assessment.obligations["duty"].findings(reading.on)[0].outcome.value


def level(**fields: Any) -> Determination:
    """A level of the monitor."""
    told = {"paragraph": "40", "body": "police", "report": "IMR-1", "level": "first", "level_words": "First"}
    return Determination.model_validate(told | {"reported_by": "the monitor", "source": "paper"} | fields)


def test_removing_the_words_of_a_review_does_not_undo_it(desk: Desk) -> None:
    number = desk.add(CORA, meeting("may"), visibility="public").number
    review = desk.add(MO, Review(record=number, verdict="rejected", reason="It names a child.")).number
    assert outcome(desk) == "cannot_tell"
    desk.redact(HOST, review, "It named a child.")
    assert outcome(desk) == "cannot_tell"
    assert "It names a child" not in repr(desk.door.rows(MO, 99))
    desk.add(MO, Review(record=number, verdict="accepted", reason="Read again."))
    assert outcome(desk) == "met", "a later review holds"


def test_removing_the_words_of_a_review_that_was_withdrawn_does_not_bring_it_back(desk: Desk) -> None:
    number = desk.add(CORA, meeting("may"), visibility="public").number
    review = desk.add(MO, Review(record=number, verdict="rejected", reason="It names a child.")).number
    desk.withdraw(MO, review, "It was of another record.")
    assert outcome(desk) == "met"
    desk.redact(HOST, review, "It named a child.")
    assert outcome(desk) == "met"


@pytest.mark.parametrize("holds", ["catalogue_revision", "redaction"])
def test_what_answers_cannot_do_without_is_not_redacted(desk: Desk, holds: str) -> None:
    desk.redact(HOST, desk.add(CORA, meeting("may")).number, "A name.")
    number = next(row["number"] for row in desk.door.rows(MO, 99) if row["holds"] == holds)
    with pytest.raises(ValueError, match="cannot be removed"):
        desk.redact(HOST, number, "A name.")


def test_a_redacted_source_that_the_catalogue_names_does_not_stop_the_answers(desk: Desk) -> None:
    desk.add(CORA, meeting("may"), visibility="public")
    desk.redact(HOST, 1, "It names a child.")
    reading = desk.door.ask(PUBLIC, END)
    assert outcome(desk) == "met"
    assert reading.knowledge.sources["paper"].outlet == "Removed from this record"
    assert desk.door.ask(PUBLIC, known="2").assessment.entries == {}


def test_what_the_monitor_determined_stands_before_what_others_report_of_it(
    desk: Desk, tmp_path: Path
) -> None:
    two = [
        *a_town()["levels"],
        {"key": "second", "name": t("Second"), "means": t("More."), "source": "paper"},
    ]
    catalogue = a_town(levels=two)

    def release(day: str, reported_by: str) -> None:
        folder = write_folder(tmp_path / "data", day, catalogue=catalogue)
        told = level(reported_by=reported_by).model_dump(exclude_none=True)
        lines = [",".join(told), ",".join(told.values())]
        (folder / "determinations.csv").write_text("\n".join(lines) + "\n")
        load_folder(desk, folder)

    release("2020-02-10", "a paper")
    desk.add(MO, determined(level="second"))
    release("2020-02-11", "a blog")
    reading = desk.door.ask(PUBLIC, END)
    [standing] = standings(reading.catalogue, reading.knowledge.determinations, "40", reading.on)
    assert standing.level.key == "second"


def test_nobody_reviews_what_they_filed_themselves(desk: Desk) -> None:
    desk.add(HOST, Role(person="mo", role="department", body="patrol", coordinator=True))
    number = desk.add(MO, meeting("may"), visibility="public").number
    with pytest.raises(NotAllowed, match="Nobody reviews what they filed"):
        desk.add(MO, Review(record=number, verdict="accepted", reason="Mine."))


def test_who_has_two_bodies_acts_for_the_one_that_filed(desk: Desk) -> None:
    desk.add(HOST, Role(person="cora", role="department", body="training", coordinator=True))
    number = desk.add(DANA, meeting("by-training")).number
    head = desk.withdraw(CORA, number, "It was patrol's.")
    assert desk.door.rows(MO, head.number, first=head.number)[0]["capacity"] == "department/training"


def test_a_draft_is_sent_in_the_name_of_its_own_body(desk: Desk) -> None:
    desk.add(HOST, Role(person="cora", role="department", body="training"))
    draft = save_draft(desk, DANA, meeting("from-training"))
    with pytest.raises(NotAllowed):
        send_draft(desk, CORA, draft)
    with pytest.raises(Conflict):
        save_draft(desk, DANA, meeting("x"), save_draft(desk, Actor("mel"), meeting("patrols")))
    assert send_draft(desk, DANA, draft).number


def test_somebody_else_under_the_key_of_one_who_left_does_not_get_their_roles(desk: Desk) -> None:
    row = next(r for r in desk.door.rows(MO, 99, "person") if r["key"] == "mo")
    ann = Actor("ann")
    renamed = desk.add(ann, Person(key="mo", name="Mo"), corrects=row["number"], reason="The name.").number
    assert desk.door.standing(MO).capacities, "a corrected name keeps the roles"
    desk.withdraw(ann, renamed, "He left.")
    assert desk.door.standing(MO).capacities == ()
    desk.add(ann, Person(key="mo", name="Another"))
    assert desk.door.standing(MO).capacities == ()


def test_of_a_key_that_is_taken_by_a_hidden_row_nobody_is_told_more(desk: Desk) -> None:
    number = desk.add(STAN, meeting("hidden"), visibility="sealed").number
    with pytest.raises(Conflict) as told:
        desk.add(CORA, meeting("hidden"))
    assert str(number) not in str(told.value)
    assert "already" not in str(told.value)
    with pytest.raises(Conflict, match=f"recorded already, as record {number}"):
        desk.add(STAN, meeting("hidden"))


def test_an_idempotency_key_tells_nothing_of_what_another_recorded_with_it(desk: Desk) -> None:
    first = desk.add(STAN, meeting("one"), visibility="sealed", idempotency_key="k1").number
    second = desk.add(CORA, meeting("two"), idempotency_key="k1").number
    assert second == first + 1
    assert desk.add(STAN, meeting("one"), visibility="sealed", idempotency_key="k1").number == first


@pytest.mark.parametrize("words", ["x\x1b[2J\x1b[1;1H accepted by the court", "\u202eover", "  "])
def test_words_that_act_on_a_screen_are_not_recorded_from_anywhere(desk: Desk, words: str) -> None:
    number = desk.add(CORA, meeting("may")).number
    with pytest.raises((ValueError, StoreError)):
        desk.withdraw(CORA, number, words)
    with pytest.raises(ValueError):
        Person(key="new", name=words)
    with pytest.raises(ValueError):
        Response(obligation="duty", stance="agrees", words=words, given="2019-07-01")  # type: ignore[arg-type]


def test_a_hidden_sources_day_cannot_be_found_out_by_asking_by_source(desk: Desk) -> None:
    source = Source(key="memo", outlet="A memo", title="Sealed", date="2019-09-17", quality="original")  # type: ignore[arg-type]
    desk.add(STAN, source, visibility="sealed")
    desk.add(STAN, meeting("hidden", source="memo"), visibility="sealed")

    def told(day: str) -> Any:
        reading = desk.door.ask(PUBLIC, "2020-06-01", known=day, by="source")
        return [f.withheld for f in reading.assessment.obligations["duty"].findings(reading.on)]

    assert told("2019-09-16") == told("2019-09-17") == [()]
    assert told("2020-03-01") != [()], "from the day of recording on, which is public"


def test_a_store_put_in_the_place_of_another_is_asked_and_not_remembered(tmp_path: Path) -> None:
    desks = []
    for name, visibility in (("one", "public"), ("two", "team")):
        made = a_desk(sqlite_place(tmp_path / name))
        load_folder(made, write_folder(tmp_path / "data", catalogue=a_town()))
        with_people(made).add(MO, meeting("may"), visibility=visibility)  # type: ignore[arg-type]
        made.door.store.database.close()
        desks.append(made)
    assert outcome(desks[0]) == "met"
    desks[0].door.store.database.close()
    for file in (tmp_path / "one").glob("pilcrow.db*"):
        file.unlink()
    shutil.copy(tmp_path / "two" / "pilcrow.db", tmp_path / "one" / "pilcrow.db")
    assert outcome(desks[0]) == "cannot_tell"


def test_a_row_that_is_not_what_it_says_ends_in_a_sentence(desk: Desk) -> None:
    bad = New("evidence", "bad", json.dumps({"kind": "witchcraft"}), kind="witchcraft")
    number = desk.door.store.append(lambda _: [bad], Author("monitor"))[0].number
    with pytest.raises(StoreError, match=f"record {number} does not hold what such a record holds"):
        outcome(desk)


def test_asked_for_a_number_inside_a_release_that_renames_a_level_it_answers(
    desk: Desk, tmp_path: Path
) -> None:
    def release(day: str, key: str) -> None:
        named = [{"key": key, "name": t(key), "means": t("A rung."), "source": "paper"}]
        folder = write_folder(tmp_path / "data", day, catalogue=a_town(levels=named))
        told = level(level=key).model_dump(exclude_none=True)
        (folder / "determinations.csv").write_text(",".join(told) + "\n" + ",".join(told.values()) + "\n")
        load_folder(desk, folder)

    release("2020-02-10", "first")
    release("2020-02-11", "renamed")
    last = desk.door.head().number
    for number in range(last - 2, last + 1):
        reading = desk.door.ask(PUBLIC, END, known=str(number))
        assert isinstance(
            standings(reading.catalogue, reading.knowledge.determinations, "40", reading.on), list
        )
