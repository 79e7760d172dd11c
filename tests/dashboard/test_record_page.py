"""The record page: rows from the end, one row with what became of it, corrections, files, and the check of the chain."""

from pathlib import Path

import pytest

from compliance.access import Actor, Desk
from compliance.contributions import Response, Review
from tests.dashboard.conftest import OpenPage, shown

CORA, MO = Actor("cora"), Actor("mo")


def answered(desk: Desk, words: str = "We answer.") -> int:
    body = Response(obligation="role-policy", stance="explains", words=words, given="2026-11-20")  # type: ignore[arg-type]
    return desk.add(CORA, body, visibility="public").number


def test_rows_are_listed_from_the_end_and_lead_to_older_ones(open_page: OpenPage) -> None:
    text = shown(open_page("record"))
    assert "244</a>" in text and "220</a>" in text and "219</a>" not in text
    assert "before=220" in text
    older = shown(open_page("record", before="220"))
    assert "219</a>" in older and "244</a>" not in older


def test_one_sort_of_row_can_be_asked_for(open_page: OpenPage) -> None:
    text = shown(open_page("record", holds="catalogue_revision"))
    assert text.count("revision of the catalogue</td>") == 1
    assert "none that you may see" in shown(open_page("record", holds="response"))


@pytest.mark.parametrize(
    "address", [{"number": "999999999"}, {"number": "<script>"}, {"before": "-1"}, {"holds": "x"}]
)
def test_a_hostile_address_shows_the_record_or_says_that_there_is_none(
    open_page: OpenPage, address: dict[str, str]
) -> None:
    text = shown(open_page("record", **address))
    assert "<script>" not in text and "The record" in text


def test_a_correction_is_listed_and_the_corrected_row_says_so(desk: Desk, open_page: OpenPage) -> None:
    first = answered(desk)
    body = Response(obligation="role-policy", stance="disagrees", words="We disagree.", given="2026-11-20")  # type: ignore[arg-type]
    second = desk.add(CORA, body, corrects=first, reason="Said better.").number
    assert "Said better." in shown(open_page("record", show="corrections"))
    row = shown(open_page("record", number=str(first)))
    assert "Corrected by record" in row and f"number={second}" in row


def test_people_see_the_rows_that_their_role_sees_and_the_public_does_not(
    desk: Desk, open_page: OpenPage
) -> None:
    body = Response(
        obligation="role-policy", stance="explains", words="Among the parties.", given="2026-11-20"
    )  # type: ignore[arg-type]
    number = str(desk.add(CORA, body, visibility="parties").number)
    assert "Among the parties." in shown(open_page("record", as_person="mo", number=number))
    public = shown(open_page("record", number=number))
    assert "Among the parties." not in public and "not public" in public


def test_the_whole_record_is_checked_on_the_page_and_a_forged_row_is_named(
    desk: Desk, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.components import chain

    chain._latest.clear()
    page = open_page("record", show="verify")
    page.button(key="verify").click().run()
    assert "records hold together, and so do their files" in shown(page)
    with desk.door.store.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS content_no_update")
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE content SET body = body || ' ' WHERE number = 100")
    chain._latest.clear()
    page.button(key="verify").click().run()
    assert "does not hold together from record 100 on" in shown(page)


def test_a_file_is_handed_out_only_while_it_is_what_was_recorded(
    desk: Desk, open_page: OpenPage, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("as it was sent")
    body = Response(obligation="role-policy", stance="explains", words="See the letter.", given="2026-11-20")  # type: ignore[arg-type]
    with desk.kept(CORA, body, "add", [letter]) as digests:
        number = desk.add(CORA, body, visibility="public", files=digests).number
    page = open_page("record", number=str(number))
    page.button(key=f"file-{digests[0]}").click().run()
    assert page.get("download_button")
    stored = Path(desk.door.files.folder) / digests[0][:2] / digests[0]
    stored.chmod(0o600)
    stored.write_text("something else")
    page = open_page("record", number=str(number))
    page.button(key=f"file-{digests[0]}").click().run()
    assert page.error and "no longer what was recorded" in page.error[0].value


def test_a_review_shows_with_its_verdict(desk: Desk, open_page: OpenPage) -> None:
    meeting = next(r for r in desk.door.rows(MO, 244, "evidence") if r["kind"] == "meeting")["number"]
    desk.add(MO, Review(record=meeting, verdict="rejected", reason="Cannot be read."))
    text = shown(open_page("record", number=str(meeting)))
    assert "Rejected by the monitor" in text and "Cannot be read." in text
