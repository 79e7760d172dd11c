"""What each reader finds on the page of productions, and how a batch is handed over there."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from compliance.access import Actor, Desk, Handover, produce
from compliance.access.drafting import drafts_of, save_draft
from compliance.contributions import Cover
from compliance.evidence import KINDS, Evidence
from compliance.productions import productions
from tests.dashboard.conftest import OpenPage, shown

CORA, STAN = Actor("cora"), Actor("stan")
COVER = Cover.model_validate(
    {"title": "Minutes <b>of</b> *May*", "given": "2024-05-02", "to": ["monitor"], "words": "Enclosed."}
)


def text_of(page: AppTest) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", shown(page)))


def minutes(desk: Desk, key: str) -> Evidence:
    """Something to file that fits the record of the tests."""
    known = desk.door.ask(CORA).assessment.in_order
    meeting = next(e.evidence for e in known if e.evidence.kind == "meeting")
    said = {"key": key, "subject": meeting.subject, "source": meeting.source, "said_by": "Patrol"}
    return KINDS["meeting"].model_validate(
        said | {"summary": f"Minutes of {key}.", "happened": "2024-05-01", "state": "held"}
    )


def latest(desk: Desk) -> list[str]:
    return [one.production.own_key for one in productions(desk.door, Actor("mo"), desk.door.head().number)]


@pytest.mark.parametrize("person", [None, "orla", "ann"])
def test_the_public_organisations_and_administrators_have_no_such_page(
    open_page: OpenPage, desk: Desk, person: str | None
) -> None:
    page = open_page("overview", as_person=person)
    with pytest.raises(ValueError, match="Could not find"):
        page.switch_page("views/productions.py")


@pytest.mark.parametrize(("person", "may"), [("cora", True), ("stan", True), ("mel", False), ("mo", False)])
def test_each_role_sees_the_list_and_only_who_may_the_form(
    open_page: OpenPage, desk: Desk, person: str, may: bool
) -> None:
    number = desk.add(CORA, minutes(desk, "may")).number
    produce(desk, CORA, Handover(COVER, [number]))
    page = open_page("productions", as_person=person)
    text = text_of(page)
    assert "patrol, production 1" in text and "Minutes <b>of</b> *May*" in text
    assert ("hand-over-title" in {field.key for field in page.text_input}) == may
    assert ("A coordinator of your bureau hands records over" in text) == (person == "mel")


def test_one_production_shows_its_letter_and_its_cover_list_in_both_languages(
    open_page: OpenPage, desk: Desk
) -> None:
    digest = desk.door.files.put(b"minutes")
    number = desk.add(CORA, minutes(desk, "may"), files=[digest]).number
    produce(desk, CORA, Handover(COVER, [number]))
    page = open_page("productions", as_person="mo", one="patrol/1")
    html = shown(page)
    assert ">Enclosed.</p>" in html and digest[:30] in html and "7 bytes" in html
    assert "Minutes of may." in text_of(page) and f"Record {number}" in text_of(page)
    assert "correct-title" not in {field.key for field in page.text_input}
    assert "patrol, entrega 1" in text_of(open_page("productions", as_person="mo", one="patrol/1", lang="es"))
    assert "no such production" in text_of(open_page("productions", as_person="mo", one="patrol/9"))


def test_a_record_tells_in_which_production_it_came_to_whoever_may_see_that(
    open_page: OpenPage, desk: Desk
) -> None:
    number = desk.add(CORA, minutes(desk, "may"), visibility="public").number
    quiet = produce(desk, CORA, Handover(COVER, [number])).number
    told = produce(desk, CORA, Handover(COVER, [number], visibility="public")).number
    seen = shown(open_page("record", as_person="mo", number=f"{number}"))
    assert "/productions?one=patrol%2F1" in seen and "/productions?one=patrol%2F2" in seen
    public = shown(open_page("record", number=f"{number}"))
    assert "patrol, production 2" in public and f"number={told}" in public
    assert "production 1" not in public and f"number={quiet}" not in public and "/productions" not in public
    assert "See its cover list" in shown(open_page("record", as_person="stan", number=f"{quiet}"))


def test_a_coordinator_hands_over_records_and_drafts_after_being_asked_once(
    open_page: OpenPage, desk: Desk
) -> None:
    number = desk.add(CORA, minutes(desk, "may")).number
    save_draft(desk, Actor("mel"), minutes(desk, "june"))
    page = open_page("productions", as_person="cora")
    page.text_input(key="hand-over-title").set_value("Minutes")
    page.text_input(key="hand-over-numbers").set_value(f"{number}")
    page.multiselect(key="hand-over-drafts").set_value([drafts_of(desk, CORA)[0].id])
    submit(page)
    assert "Record this?" in text_of(page) and "With 1 draft, all or none" in text_of(page)
    assert f"Record {number}: Minutes of may." in text_of(page) and "meeting · Minutes of june." in text_of(
        page
    )
    assert latest(desk) == []
    page.button(key="hand-over-record").click().run()
    assert latest(desk) == ["patrol/1"]
    assert page.text_input(key="hand-over-1-title").value == ""
    [one] = productions(desk.door, CORA, desk.door.head().number)
    assert one.production.records == (number, number + 1) and drafts_of(desk, CORA) == []
    assert "Recorded as" in text_of(page) and "patrol, production 1" in text_of(page)
    told = shown(page)
    assert 'href="/productions?one=patrol%2F1"' in told[told.index("Handed over as") :]


def test_what_is_refused_is_said_and_what_was_typed_stays(open_page: OpenPage, desk: Desk) -> None:
    foreign = desk.add(STAN, minutes(desk, "of-the-state")).number
    page = open_page("productions", as_person="cora")
    page.text_input(key="hand-over-title").set_value("Minutes")
    page.text_input(key="hand-over-numbers").set_value("12, x")
    submit(page)
    assert "is no number of a record" in page.error[0].value
    page.text_input(key="hand-over-numbers").set_value(f"{foreign}")
    submit(page)
    page.button(key="hand-over-record").click().run()
    assert "only the same can add it" in page.error[0].value
    assert page.text_input(key="hand-over-title").value == "Minutes"
    assert latest(desk) == []


def test_a_coordinator_corrects_and_takes_back_with_a_reason(open_page: OpenPage, desk: Desk) -> None:
    number = desk.add(CORA, minutes(desk, "may")).number
    produce(desk, CORA, Handover(COVER, [number]))
    page = open_page("productions", as_person="cora", one="patrol/1")
    page.text_input(key="correct-title").set_value("Minutes of May")
    page.text_input(key="correct-reason").set_value("The title had marks.")
    submit(page)
    page.button(key="correct-patrol/1-record").click().run()
    [one] = productions(desk.door, CORA, desk.door.head().number)
    assert (one.production.title, one.production.own_key) == ("Minutes of May", "patrol/1")
    page.text_input(key="withdraw-reason").set_value("Sent to the wrong office.")
    submit(page, 1)
    page.button(key="withdraw-patrol/1-record").click().run()
    assert latest(desk) == []
    assert "taken back" in text_of(page) and "Recorded as" in text_of(page)


def submit(page: AppTest, form: int = 0) -> None:
    """Press the button of a form."""
    buttons = [button for button in page.button if "Check what would be recorded" in button.label]
    buttons[form].click().run()
    assert not page.exception
