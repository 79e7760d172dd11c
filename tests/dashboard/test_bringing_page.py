"""From an open check to the form that brings its record, filled with what it is about and never with what it would say."""

from html import unescape
from re import findall
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from compliance.access import Actor, Desk
from compliance.access.drafting import drafts_of
from compliance.assessment import Gap
from compliance.evidence import KINDS
from compliance.evidence.fields import fields_of
from compliance.needed import Bring, to_bring
from tests.dashboard.conftest import OpenPage, shown
from tests.dashboard.test_submit_page import MEETING, fill, press, widget

CORA, MEL = Actor("cora"), Actor("mel")


def brings(desk: Desk) -> list[tuple[Gap, list[Bring]]]:
    """The open checks of today whose next act is to bring a record, each with the records."""
    reading = desk.door.ask(CORA)
    found = [(gap, to_bring(gap.check, reading.on)) for gap in reading.assessment.gaps(reading.on).items]
    return [(gap, bring) for gap, bring in found if bring]


def ways(page: AppTest) -> list[dict[str, str]]:
    """What the links to the form say."""
    return [dict(parse_qsl(unescape(found))) for found in findall(r'href="/submit\?([^"]+)"', shown(page))]


def test_what_is_to_be_brought_names_subjects_and_records_that_are_there_and_nothing_it_would_say(
    desk: Desk,
) -> None:
    there = desk.door.ask(CORA).assessment.entries
    found = [bring for _, every in brings(desk) for bring in every]
    assert found
    for bring in found:
        named = {field.name: field.names for field in fields_of(KINDS[bring.kind])}
        assert bring.names["subject"]
        for name, keys in bring.names.items():
            assert name == "subject" or (named[name] in KINDS and set(keys) <= set(there)), bring


def test_an_open_check_that_waits_for_a_person_to_judge_asks_for_no_record(desk: Desk) -> None:
    reading = desk.door.ask(CORA)
    asked = [
        g for g in reading.assessment.gaps(reading.on).items if (a := g.finding().act) and a.kind == "ask"
    ]
    assert asked
    assert not [gap for gap in asked if to_bring(gap.check, reading.on)]


@pytest.mark.parametrize("page", ["open_items", "gaps"])
def test_the_lists_lead_to_the_form_whoever_may_fill_it_in(
    desk: Desk, open_page: OpenPage, page: str
) -> None:
    gap, [first, *_] = brings(desk)[0]
    key = f"{gap.obligation.key}/{gap.criterion.key}"
    for person in ("cora", "mel"):
        led = [way for way in ways(open_page(page, person, q=gap.criterion.title.en)) if way["for"] == key]
        assert first.kind in {way["kind"] for way in led}
    # Those who have no such form are not led to it.
    for person in (None, "orla", "mo") if page == "gaps" else ("mo",):
        assert not ways(open_page(page, person))


def test_the_form_holds_what_it_is_about_and_leaves_the_rest_to_its_sender(
    desk: Desk, open_page: OpenPage
) -> None:
    gap, [first, *_] = brings(desk)[0]
    item = f"{gap.obligation.key}/{gap.criterion.key}"
    [way, *_] = ways(open_page("open_items", "cora", item=item))
    form = open_page("submit", "cora", **way)
    assert widget(form, "-subject").value == list(first.names["subject"])
    for name in ("happened", "said_by", "summary"):
        assert not widget(form, f"-{name}").value
    said = shown(form)
    assert gap.criterion.title.en in said
    assert said.count("Back to the open item") == 2
    assert f"item={gap.obligation.key}%2F{gap.criterion.key}" in said


def test_an_address_that_names_what_is_not_there_fills_in_nothing(desk: Desk, open_page: OpenPage) -> None:
    form = open_page(
        "submit", "cora", kind="answer", subject="no-such;sro-policy", request="no-such", **{"for": "a/b"}
    )
    assert widget(form, "-subject").value == ["sro-policy"]
    assert not widget(form, "-request").value
    assert "Back to the open item" not in shown(form)


def test_a_saved_draft_is_told_below_the_buttons_and_leads_to_the_drafts(
    desk: Desk, open_page: OpenPage
) -> None:
    page = open_page("submit", "mel", kind="meeting")
    fill(page, MEETING)
    press(page, "-save")
    assert drafts_of(desk, MEL)
    said = [getattr(each, "key", None) or str(getattr(each, "proto", "")) for each in page.main]
    button = next(i for i, text in enumerate(said) if str(text).endswith("-save"))
    told = next(i for i, text in enumerate(said) if "The draft was saved" in str(text))
    assert told > button
    assert "tab=drafts" in said[told]


def test_what_would_be_recorded_is_told_by_its_names(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", "cora", kind="meeting")
    fill(page, MEETING)
    press(page, "-check")
    reading = desk.door.ask(CORA)
    source = reading.knowledge.sources[str(MEETING["source"])]
    subject = next(s for s in reading.catalogue.subjects if s.key == "sro-policy")
    asked = shown(page).split("Record this?")[1]
    assert f"{source.outlet}: {source.title}" in unescape(asked)
    assert subject.name.en in unescape(asked)


def test_an_obligation_leads_those_concerned_to_answering_it_and_to_what_its_checks_wait_for(
    desk: Desk, open_page: OpenPage
) -> None:
    gap, [first, *_] = brings(desk)[0]
    key = gap.obligation.key
    for person in ("cora", "stan", "orla"):
        assert f'href="/responses?key={key}"' in shown(open_page("obligation", person, key=key))
    led = ways(open_page("obligation", "cora", key=key))
    assert (f"{key}/{gap.criterion.key}", first.kind) in {(way["for"], way["kind"]) for way in led}
    for person in (None, "mo"):
        page = open_page("obligation", person, key=key)
        assert not ways(page)
        assert f'href="/responses?key={key}"' not in shown(page)
