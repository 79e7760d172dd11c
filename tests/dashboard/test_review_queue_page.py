"""The monitor works through the review queue: a record is accepted, rejected or asked about, once, and the next one opens."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from compliance.access import Desk
from compliance.access.reviewing import last_review, review, team_notes
from compliance.contributions import Review
from compliance.review_queue import Queue
from tests.dashboard.conftest import OpenPage, shown
from tests.review_town import CORA, MIA, MO, a_meeting, a_town, numbered


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A town with two records that wait; its pages show it."""
    made = a_town(tmp_path, lambda: datetime.now(UTC))
    monkeypatch.setenv("PILCROW_DATABASE", made.door.store.database.url.render_as_string())
    monkeypatch.setenv("PILCROW_FILES", str(made.door.files.folder))
    made.add(CORA, a_meeting("second"))
    return made


def opened(open_page: OpenPage, desk: Desk, key: str, person: str = "mo") -> AppTest:
    """A record of the queue, opened."""
    return open_page("queue", as_person=person, number=str(numbered(desk, key)))


def decide(page: AppTest, key: str, act: str, reason: str, note: str = "") -> AppTest:
    """Fill the form in and send it."""
    page.radio(key=f"review-{key}-act").set_value(act)
    page.text_area(key=f"review-{key}-reason").set_value(reason)
    page.text_area(key=f"review-{key}-note").set_value(note)
    page.button(key=f"FormSubmitter:review-{key}-form-Review").click()
    return page.run()


def record_it(page: AppTest, key: str) -> AppTest:
    """Say that it is to be recorded."""
    return page.button(key=f"review-{key}-record").click().run()


def queue_of(desk: Desk) -> Queue:
    return Queue(desk.door.ask(MO).assessment)


def test_the_queue_lists_the_oldest_first_with_what_hangs_on_each(desk: Desk, open_page: OpenPage) -> None:
    page = shown(open_page("queue", as_person="mo"))
    assert page.index("A paper told of loaded.") < page.index("A paper told of second.")
    assert "0 reviewed of 2 that need a review; 2 wait, 0 of these asked about" in page
    assert "2 checks; counting accepted records only: 1; of these, needing a person now: 1" in page
    assert "loaded with a data release" in page
    assert "Patrol" in page or "patrol" in page


@pytest.mark.parametrize("person", [None, "cora", "stan", "orla", "ann"])
def test_nobody_but_the_monitor_opens_it(desk: Desk, open_page: OpenPage, person: str | None) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page("queue", as_person=person)


def test_a_record_is_shown_with_how_each_check_would_stand(desk: Desk, open_page: OpenPage) -> None:
    page = shown(opened(open_page, desk, "loaded"))
    told = page[page.index("What hangs on it") :]
    assert "2 checks of this record read it; a review would change the outcome of 1" in told
    stands, accepted, rejected = (
        told.index(f">{when}<") for when in ("As it stands", "Once accepted", "Once rejected")
    )
    assert stands < told.index("needs a person") < accepted < told.index(">shown<") < rejected
    assert "not shown by the due date" in told[rejected:]
    assert "No file is attached." in page


def test_accepting_asks_once_records_and_opens_the_next(desk: Desk, open_page: OpenPage) -> None:
    before = desk.door.head().number
    page = decide(
        opened(open_page, desk, "loaded"), "loaded", "accepted", "The minutes agree.", "Nice minutes."
    )
    assert "The minutes agree." in shown(page)
    assert desk.door.head().number == before
    page = record_it(page, "loaded")
    assert not page.exception
    assert desk.door.head().number == before + 2
    seen = last_review(desk.door, MO, numbered(desk, "loaded"))
    assert seen is not None
    assert (seen.review.verdict, seen.review.reason) == ("accepted", "The minutes agree.")
    [(_, note)] = team_notes(desk.door, MO, numbered(desk, "loaded"))
    assert note.words == "Nice minutes."
    assert page.query_params["number"] == str(numbered(desk, "second"))
    assert f"number={before + 1}" in shown(page)
    assert f"<strong>Accept: Record {numbered(desk, 'loaded')}</strong>" in shown(page), (
        "not the one that is open"
    )
    assert "A paper told of second." in shown(page)


def test_a_record_under_review_leads_to_its_row_with_its_hash(desk: Desk, open_page: OpenPage) -> None:
    page = shown(opened(open_page, desk, "loaded"))
    assert f"record?number={numbered(desk, 'loaded')}" in page
    assert "This record with its hash" in page


def test_a_day_that_is_past_is_refused_before_anything_is_asked(desk: Desk, open_page: OpenPage) -> None:
    page = opened(open_page, desk, "second")
    page.text_input(key="review-second-due").set_value("2001-01-01")
    page = decide(page, "second", "ask", "What?")
    assert [each.value for each in page.error] == [
        "Nothing is recorded yet: the day until which you ask is past. Give today or a later day, or none."
    ]
    assert "Record this?" not in shown(page)


def test_rejecting_the_last_one_leads_back_to_an_empty_queue(desk: Desk, open_page: OpenPage) -> None:
    page = record_it(
        decide(opened(open_page, desk, "loaded"), "loaded", "rejected", "Of another town."), "loaded"
    )
    page = record_it(decide(page, "second", "rejected", "The same."), "second")
    assert not page.exception
    assert "Nothing waits for a review." in shown(page)
    assert [e.review for e in queue_of(desk).reviewed] == ["rejected", "rejected"]


def test_an_ask_is_recorded_as_a_request_and_the_record_stays_marked(desk: Desk, open_page: OpenPage) -> None:
    number = numbered(desk, "second")
    page = opened(open_page, desk, "second")
    page.selectbox(key="review-second-asked").set_value("police")
    page.text_input(key="review-second-due").set_value("2199-01-31")
    page = record_it(decide(page, "second", "ask", "Who was there?"), "second")
    assert not page.exception
    asked = queue_of(desk).asked[number].request
    assert (asked.what, asked.asked_of, str(asked.due)) == ("Who was there?", "police", "2199-01-31")
    listed = shown(open_page("queue", as_person="mo", state="asked"))
    assert "Asked about since" in listed
    assert "A paper told of loaded." not in listed


@pytest.mark.parametrize(("act", "reason", "due"), [(None, "A reason.", ""), ("accepted", "  ", ""), ("ask", "What?", "soon"), ("ask", "What?", "2001-01-01")])  # fmt: skip
def test_what_is_not_whole_is_refused_in_words_and_stays_in_the_form(
    desk: Desk, open_page: OpenPage, act: str | None, reason: str, due: str
) -> None:
    before = desk.door.head().number
    page = opened(open_page, desk, "second")
    page.text_input(key="review-second-due").set_value(due)
    page = decide(page, "second", act, reason)  # type: ignore[arg-type]
    if not page.error:
        page = record_it(page, "second")
    assert page.error
    assert not page.exception
    assert desk.door.head().number == before
    assert page.text_area(key="review-second-reason").value == reason


def test_of_two_reviewers_the_second_reads_what_the_first_decided_and_loses_no_word(
    desk: Desk, open_page: OpenPage
) -> None:
    number = numbered(desk, "loaded")
    page = opened(open_page, desk, "loaded", "mia")
    body = Review(record=number, verdict="accepted", reason="Seen by mo.")
    review(desk, MO, body, None, None, "first")
    page = record_it(decide(page, "loaded", "rejected", "No minutes."), "loaded")
    assert "was accepted meanwhile" in page.error[0].value
    assert "Seen by mo." in page.error[0].value
    assert page.text_area(key="review-loaded-reason").value == "No minutes."
    page.button(key="FormSubmitter:review-loaded-form-Review").click().run()
    record_it(page, "loaded")
    seen = last_review(desk.door, MIA, number)
    assert seen is not None
    assert seen.review.reason == "No minutes."


def test_a_record_corrected_meanwhile_is_told_with_its_new_number_and_keeps_what_was_typed(
    desk: Desk, open_page: OpenPage
) -> None:
    old = numbered(desk, "second")
    page = decide(opened(open_page, desk, "second"), "second", "rejected", "The day is wrong.")
    desk.add(CORA, a_meeting("second", "2019-05-02"), corrects=old, reason="misread")
    page = record_it(page, "second")
    assert f"record {numbered(desk, 'second')} took its place" in page.error[0].value
    assert f"Record {old} was corrected meanwhile" in shown(page)
    assert page.text_area(key="review-second-reason").value == "The day is wrong."
    assert last_review(desk.door, MO, old) is None


def test_nobody_is_offered_to_review_what_they_filed(desk: Desk, open_page: OpenPage) -> None:
    desk.add(MO, a_meeting("own"), visibility="public")
    page = opened(open_page, desk, "own")
    assert "Nobody reviews what they filed themselves" in shown(page)
    assert "review-own-act" not in {radio.key for radio in page.radio}
    assert opened(open_page, desk, "own", "mia").radio(key="review-own-act")


def test_what_is_sealed_can_be_reviewed_and_not_asked_about(desk: Desk, open_page: OpenPage) -> None:
    desk.add(CORA, a_meeting("quiet"), visibility="sealed")
    page = opened(open_page, desk, "quiet")
    assert page.radio(key="review-quiet-act").options == ["Accept", "Reject"]


def test_a_file_is_handed_out_only_as_it_was_recorded(desk: Desk, open_page: OpenPage) -> None:
    digest = desk.door.files.put(io.BytesIO(b"the minutes"))
    desk.add(CORA, a_meeting("minuted"), files=[digest])
    page = opened(open_page, desk, "minuted")
    page.button(key=f"file-{digest}").click().run()
    assert len(page.get("download_button")) == 1
    [kept] = [path for path in desk.door.files.folder.rglob(f"*{digest[8:]}*") if path.is_file()]
    kept.chmod(0o600)
    kept.write_bytes(b"other minutes")
    page = opened(open_page, desk, "minuted")
    page.button(key=f"file-{digest}").click().run()
    assert "no longer what was recorded" in page.error[0].value
    assert not page.get("download_button")


@pytest.mark.parametrize("number", ["0", "1", "999999", "x", "-3", "12345678901", "1e3", "²"])
def test_a_number_of_no_record_says_so_and_leads_back(desk: Desk, open_page: OpenPage, number: str) -> None:
    page = shown(open_page("queue", as_person="mo", number=number))
    assert "There is no such record of evidence now" in page or "Oldest recorded first" in page


def test_the_address_narrows_the_list_and_an_unknown_filter_shows_why_it_is_empty(
    desk: Desk, open_page: OpenPage
) -> None:
    patrol = shown(
        open_page("queue", as_person="mo", body="department/patrol", obligation="duty", kind="meeting")
    )
    assert "A paper told of second." in patrol
    assert "A paper told of loaded." not in patrol
    assert "body=department%2Fpatrol" in patrol
    assert "Take a filter away" in shown(open_page("queue", as_person="mo", kind="<b>nonsense"))


def test_stored_words_stay_words(desk: Desk, open_page: OpenPage) -> None:
    desk.add(CORA, a_meeting("marked", summary="<script>alert(1)</script> **bold**"), visibility="public")
    for page in (open_page("queue", as_person="mo"), opened(open_page, desk, "marked")):
        assert "<script>" not in shown(page)
        assert "&lt;script&gt;" in shown(page)


def test_the_page_speaks_spanish(desk: Desk, open_page: OpenPage) -> None:
    number = str(numbered(desk, "loaded"))
    page = open_page("queue", as_person="mo", lang="es", number=number)
    assert "Qué depende de él" in shown(page)
    assert page.radio(key="review-loaded-act").options == ["Aceptar", "Rechazar", "Preguntar por él"]
