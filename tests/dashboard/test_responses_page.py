"""What each reader finds on the page of responses: the finding beside the form, their own answers, and a statement."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from compliance.access import PUBLIC, Actor, Desk
from compliance.access.drafting import drafts_of, send_draft
from compliance.contributions import Response, Role
from compliance.evidence.document import Document
from tests.dashboard.conftest import OpenPage, shown
from tests.small import d
from tests.stores import HOST

CORA, MEL, ORLA = Actor("cora"), Actor("mel"), Actor("orla")
DUTY = "role-policy"


def text_of(page: AppTest) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", shown(page)))


def answers(desk: Desk, actor: Actor = PUBLIC) -> list[tuple[str, str]]:
    """The responses that hold, by stance and words."""
    return [(each.stance, each.words) for _, each in desk.door.ask(actor).knowledge.responses]


def press(page: AppTest, label: str = "Check what would be recorded", place: int = 0) -> None:
    [*buttons] = [button for button in page.button if label in button.label]
    buttons[place].click().run()
    assert not page.exception


def given(desk: Desk, actor: Actor, words: str, day: str = "2020-06-15", **how: object) -> int:
    body = Response(obligation=DUTY, stance="explains", words=words, given=d(day))
    return desk.add(actor, body, **how).number


@pytest.mark.parametrize("person", [None, "mo", "ann"])
def test_the_public_the_monitor_and_administrators_have_no_such_page(
    open_page: OpenPage, desk: Desk, person: str | None
) -> None:
    page = open_page("overview", as_person=person)
    with pytest.raises(ValueError, match="Could not find"):
        page.switch_page("views/responses.py")


@pytest.mark.parametrize("person", ["cora", "mel", "stan", "orla"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_role_that_answers_has_the_page(
    open_page: OpenPage, desk: Desk, person: str, language: str
) -> None:
    page = open_page("responses", as_person=person, lang=language)
    assert shown(page).count("<h1") == 1
    one = open_page("responses", as_person=person, lang=language, key=DUTY)
    assert "answer-words" in {field.key for field in one.text_area}
    assert ("tell-summary" in {field.key for field in one.text_input}) == (person in ("cora", "stan"))


def test_an_obligation_is_found_by_its_words(open_page: OpenPage, desk: Desk) -> None:
    page = open_page("responses", as_person="orla", q="policy role")
    assert f"key={DUTY}" in shown(page)
    assert "None has a name like it" in text_of(open_page("responses", as_person="orla", q="zeppelin"))


def test_an_answer_is_given_to_the_finding_of_the_day_that_is_shown_beside_the_form(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page("responses", as_person="orla", key=DUTY, on="2020-06-15")
    assert "Our checks say, as of 15 June 2020" in text_of(page)
    assert "took effect on 29 August 2019" in text_of(page)
    page.selectbox(key="answer-stance").select("disagrees")
    page.text_area(key="answer-words").set_value("We were <b>not</b> asked.")
    press(page)
    assert answers(desk) == []
    page.button(key=f"answer-{DUTY}-record").click().run()
    assert answers(desk) == [("disagrees", "We were <b>not</b> asked.")]
    [(row, response)] = desk.door.ask(PUBLIC).knowledge.responses
    assert (f"{response.given}", row.capacity) == ("2020-06-15", "organisation/alpha")
    assert "Recorded as" in text_of(page) and "“We were <b>not</b> asked.”" in text_of(page)


def test_no_answer_is_given_as_of_a_day_that_has_not_come(open_page: OpenPage, desk: Desk) -> None:
    ahead = f"{desk.door.ask(PUBLIC).assessment.horizon}"
    page = open_page("responses", as_person="orla", key=DUTY, on=ahead)
    assert "You look at a day that has not come" in text_of(page)
    assert "answer-words" not in {field.key for field in page.text_area}


def test_an_answer_without_words_is_refused_and_says_so(open_page: OpenPage, desk: Desk) -> None:
    page = open_page("responses", as_person="orla", key=DUTY)
    press(page)
    assert "words" in page.error[0].value
    assert answers(desk) == []


def test_who_sees_an_answer_is_as_the_role_files_and_an_organisation_answers_in_public(
    open_page: OpenPage, desk: Desk
) -> None:
    department = open_page("responses", as_person="cora", key=DUTY)
    assert department.selectbox(key="answer-seen").value == "parties"
    group = open_page("responses", as_person="orla", key=DUTY)
    assert group.selectbox(key="answer-seen").options == ["everybody"]


def test_a_member_of_the_department_saves_a_draft_that_a_coordinator_sends(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page("responses", as_person="mel", key=DUTY)
    page.text_area(key="answer-words").set_value("It was done in May.")
    press(page, "Save as a draft")
    assert "stance" in page.error[0].value and drafts_of(desk, CORA) == []
    page.selectbox(key="answer-stance").select("agrees")
    press(page, "Save as a draft")
    assert "Saved as a draft" in text_of(page)
    [draft] = drafts_of(desk, CORA)
    send_draft(desk, CORA, draft)
    assert answers(desk) == [] and answers(desk, CORA) == [("agrees", "It was done in May.")]


def test_ones_own_answers_and_those_of_others_stand_apart_and_only_ones_own_can_be_changed(
    open_page: OpenPage, desk: Desk
) -> None:
    number = given(desk, CORA, "We explain.", visibility="public")
    own = shown(open_page("responses", as_person="cora"))
    assert f"answer={number}" in own and "Your body’s responses (1)" in own
    other = open_page("responses", as_person="orla")
    assert f"answer={number}" not in shown(other) and "Responses of others (1)" in shown(other)
    sneaking = open_page("responses", as_person="orla", key=DUTY, answer=f"{number}")
    assert "correct-words" not in {field.key for field in sneaking.text_area}


def test_an_answer_is_corrected_and_taken_back_with_a_reason(open_page: OpenPage, desk: Desk) -> None:
    number = given(desk, ORLA, "We were asked.")
    page = open_page("responses", as_person="orla", key=DUTY, answer=f"{number}")
    assert "Our checks say, as of 15 June 2020" in text_of(page)
    page.text_area(key="correct-words").set_value("We were not asked.")
    page.text_input(key="correct-reason").set_value("A word was missing.")
    press(page)
    page.button(key=f"answer-correct-{number}-record").click().run()
    assert answers(desk) == [("explains", "We were not asked.")]
    [(row, response)] = desk.door.ask(PUBLIC).knowledge.responses
    assert f"{response.given}" == "2020-06-15" and "Recorded as" in text_of(page)

    page = open_page("responses", as_person="orla", key=DUTY, answer=f"{row.number}")
    page.text_input(key="withdraw-reason").set_value("It was another duty.")
    press(page, place=1)
    page.button(key=f"answer-withdraw-{row.number}-record").click().run()
    assert answers(desk) == [] and "Recorded as" in text_of(page)


def test_of_two_who_correct_one_answer_the_second_is_told_and_loses_nothing(
    open_page: OpenPage, desk: Desk
) -> None:
    number = given(desk, CORA, "First.", visibility="public")
    first, second = (open_page("responses", as_person="cora", key=DUTY, answer=f"{number}") for _ in range(2))
    for page, words in ((first, "Of the first."), (second, "Of the second.")):
        page.text_area(key="correct-words").set_value(words)
        page.text_input(key="correct-reason").set_value("Better.")
        press(page)
    first.button(key=f"answer-correct-{number}-record").click().run()
    second.button(key=f"answer-correct-{number}-record").click().run()
    assert answers(desk) == [("explains", "Of the first.")]
    assert "The record has moved on" in second.error[0].value
    second.run()
    assert "Of the first." in text_of(second)
    assert "was not recorded; here it is" in text_of(second) and "Of the second." in text_of(second)


def test_a_statement_is_recorded_as_a_document_in_the_bodys_own_voice_with_its_source(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page("responses", as_person="cora", key=DUTY)
    page.text_input(key="tell-summary").set_value("Every officer read the policy.")
    page.text_input(key="tell-day").set_value("2020-05-01")
    page.text_input(key="tell-title").set_value("Annual report")
    page.text_input(key="tell-out").set_value("2020-06-01")
    press(page, place=1)
    before = desk.door.head().number
    page.button(key=f"tell-{DUTY}-record").click().run()
    assert desk.door.head().number == before + 2
    reading = desk.door.ask(CORA)
    [told] = [e.evidence for e in reading.assessment.in_order if e.number == before + 2]
    assert isinstance(told, Document)
    assert (told.voice, told.summary, told.subject) == (
        "department",
        "Every officer read the policy.",
        reading.catalogue.obligation(DUTY).about,  # type: ignore[union-attr]
    )
    source = reading.source(told)
    assert (source.title, source.outlet, source.quality) == ("Annual report", told.said_by, "original")
    assert told.key not in desk.door.ask(PUBLIC).assessment.entries
    assert "Recorded as" in text_of(page)


def test_the_open_obligations_whose_next_step_is_ones_own_stand_first(
    open_page: OpenPage, desk: Desk
) -> None:
    desk.add(HOST, Role(person="cora", role="department", body="cpd", coordinator=True))
    reading = desk.door.ask(CORA)
    keys = {gap.obligation.key for gap in reading.assessment.gaps(reading.on).items if gap.holder == "cpd"}
    assert keys
    page = open_page("responses", as_person="cora")
    assert f"the next step at your body; those due first ({len(keys)})" in text_of(page)
    assert any(f"/responses?key={key}" in shown(page) for key in keys)
    assert "the next step at your body" not in text_of(open_page("responses", as_person="orla"))
