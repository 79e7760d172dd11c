"""Drafts stand outside the chain: nothing rests on them, and of two who edit one the second is told."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from compliance.access import PUBLIC, Actor, Desk, NotAllowed
from compliance.access.drafting import discard_draft, drafts_of, save_draft, send_draft
from compliance.evidence import KINDS
from compliance.record.databases import StoreError
from compliance.record.drafts import Draft, Drafts
from compliance.record.rows import Conflict
from compliance.record.verify import verify
from tests.databases import Place
from tests.small import record_content, write_folder
from tests.stores import HOST, a_desk, load_folder, with_people

CORA, MEL = Actor("cora"), Actor("mel")
"""The coordinator and a member of one department."""


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """A desk with a catalogue, one source and a person of each role."""
    made = a_desk(place)
    load_folder(made, write_folder(tmp_path / "data"))
    return with_people(made)


def meeting(key: str = "may", **fields: Any) -> Any:
    """What a draft would record."""
    return KINDS["meeting"].model_validate(record_content(key, happened="2019-05-01", state="held") | fields)


def in_the_table(desk: Desk) -> list[tuple[str, int]]:
    """Every draft's id and revision."""
    with desk.door.store.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT id, revision FROM draft ORDER BY id"))]  # type: ignore[misc]


def test_a_draft_is_no_row_and_counts_for_nothing(desk: Desk) -> None:
    before, answer = desk.door.store.head(), desk.door.ask(CORA).assessment.entries
    draft = save_draft(desk, MEL, meeting(), visibility="public")
    for _ in range(3):
        draft = save_draft(desk, MEL, meeting(summary=f"Again {draft.revision}."), draft)
    assert draft.revision == 4
    discard_draft(desk, MEL, draft)
    assert (desk.door.store.head(), desk.door.ask(CORA).assessment.entries) == (before, answer)
    assert verify(desk.door.store).faults == ()
    assert in_the_table(desk) == []


def test_a_draft_comes_back_as_it_was_saved(desk: Desk) -> None:
    saved = save_draft(desk, MEL, meeting(summary="José: ¶40"), visibility="sealed", reason="para José")
    assert drafts_of(desk, CORA) == drafts_of(desk, MEL) == [saved]
    assert (saved.author, saved.capacity, saved.visibility) == ("mel", "department/patrol", "sealed")


def test_nobody_outside_the_body_sees_changes_or_sends_it(desk: Desk) -> None:
    draft = save_draft(desk, MEL, meeting())
    for other in (PUBLIC, HOST, *(Actor(person) for person in ("ann", "mo", "dana", "stan", "orla"))):
        assert drafts_of(desk, other) == []
        for act in (discard_draft, send_draft):
            with pytest.raises((Conflict, NotAllowed)):
                act(desk, other, draft)
    assert drafts_of(desk, MEL) == [draft]


def test_of_two_who_edit_one_draft_the_second_is_told(desk: Desk) -> None:
    opened = save_draft(desk, MEL, meeting())
    hers = save_draft(desk, CORA, meeting(summary="Hers."), opened)
    with pytest.raises(Conflict, match=r"was changed, sent or thrown away.*open it again"):
        save_draft(desk, MEL, meeting(summary="His."), opened)
    with pytest.raises(Conflict):
        discard_draft(desk, MEL, opened)
    assert drafts_of(desk, MEL) == [hers]


def test_of_two_who_save_it_at_once_one_is_told(desk: Desk, place: Place) -> None:
    opened = save_draft(desk, MEL, meeting())
    said: list[Draft | Exception] = []

    def save(who: Actor, words: str) -> None:
        try:
            said.append(save_draft(a_desk(place), who, meeting(summary=words), opened))
        except Exception as error:
            said.append(error)

    both = [threading.Thread(target=save, args=pair) for pair in ((MEL, "His."), (CORA, "Hers."))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(type(each).__name__ for each in said) == ["Conflict", "Draft"]
    assert [draft.revision for draft in drafts_of(desk, MEL)] == [2]


def test_sending_records_it_and_throws_it_away(desk: Desk) -> None:
    before = desk.door.store.last_number()
    draft = save_draft(desk, MEL, meeting(), visibility="public")
    head = send_draft(desk, CORA, draft)
    row = desk.door.store.row(head.number)
    assert row is not None
    assert (head.number, row["key"], row["recorded_by"]) == (before + 1, "may", "cora")
    assert (row["visibility"], row["body"], in_the_table(desk)) == ("public", draft.body, [])
    assert verify(desk.door.store).faults == ()


def test_a_draft_that_changed_since_is_not_sent_and_nothing_is_recorded(desk: Desk) -> None:
    opened = save_draft(desk, MEL, meeting())
    newer = save_draft(desk, MEL, meeting(summary="Better."), opened)
    before = desk.door.store.head()
    with pytest.raises(Conflict, match="open it again"):
        send_draft(desk, CORA, opened)
    assert (desk.door.store.head(), drafts_of(desk, MEL)) == (before, [newer])


def test_what_cannot_be_recorded_stays_a_draft(desk: Desk) -> None:
    desk.add(CORA, meeting())
    draft = save_draft(desk, MEL, meeting(summary="The same key."))
    before = desk.door.store.head()
    with pytest.raises(Conflict, match="is recorded already"):
        send_draft(desk, CORA, draft)
    assert (desk.door.store.head(), drafts_of(desk, MEL)) == (before, [draft])


def test_what_fails_on_the_way_leaves_the_draft_and_no_row(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = save_draft(desk, MEL, meeting())
    before = desk.door.store.head()
    insert = "compliance.record.adding.insert"
    monkeypatch.setattr(insert, lambda *_: (_ for _ in ()).throw(StoreError("the disk is full")))
    with pytest.raises(StoreError, match="the disk is full"):
        send_draft(desk, CORA, draft)
    assert (desk.door.store.head(), drafts_of(desk, MEL)) == (before, [draft])


def test_of_two_who_send_it_at_once_one_records_it(desk: Desk, place: Place) -> None:
    draft = save_draft(desk, MEL, meeting())
    before = desk.door.store.last_number()
    failed: list[Exception] = []

    def send() -> None:
        try:
            send_draft(a_desk(place), CORA, draft)
        except Conflict:
            pass
        except Exception as error:
            failed.append(error)

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert failed == []
    assert (desk.door.store.last_number(), in_the_table(desk)) == (before + 1, [])


@pytest.mark.parametrize("bad", ["a\0b", "a\ud800b"])
def test_text_that_no_database_keeps_is_no_draft(desk: Desk, bad: str) -> None:
    drafts = Drafts(desk.door.store.database)
    for words in ({"body": bad}, {"body": "{}", "reason": bad}):
        with pytest.raises(ValueError, match="it holds"):
            drafts.save("department/patrol", "mel", "evidence", "meeting", **words)  # type: ignore[arg-type]
    assert in_the_table(desk) == []
