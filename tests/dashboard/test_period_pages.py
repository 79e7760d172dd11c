"""The period at work and its determinations, as each reader opens them: what each sees, and each step from a draft to what is
filed, asked once and recorded once."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from compliance.access import Actor, Desk
from compliance.contributions import Person, Role
from compliance.sentences import day
from tests.dashboard.conftest import OpenPage, shown
from tests.small import catalogue_content, criterion, determined, record_content, t, write_folder
from tests.stores import HOST, PERIODS, a_desk, identity, load_folder, sqlite_place, with_people

MO, IDA = Actor("mo"), Actor("ida")
ONE = {"period": "IMR-2", "paragraph": "40", "body": "police"}


def town(**fields: Any) -> dict[str, Any]:
    """Two rungs, two periods, and one duty with a check at each rung: the policy's is shown, the meetings' is not."""
    checks = (
        criterion("policy_in_force", key="policy", level="first", due="2019-12-31"),
        criterion(
            "meetings_held",
            key="meetings",
            level="second",
            at_least="2",
            first="2019-03-01",
            last="2019-12-31",
            due="2019-12-31",
        ),
    )
    content = catalogue_content(*checks, silence="not_met") | {"periods": PERIODS}
    content["levels"] += [{"key": "second", "name": t("Second"), "means": t("More."), "source": "paper"}]
    return content | fields


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Desk]:
    """Makes the store that the pages show, with a person of each role and a second one of the monitor's team."""

    def made(**fields: Any) -> Desk:
        place = sqlite_place(tmp_path / "own")
        monkeypatch.setenv("PILCROW_DATABASE", place.url)
        monkeypatch.setenv("PILCROW_FILES", str(place.files))
        desk = a_desk(place, lambda: datetime.now(UTC))
        version = record_content("v1", number="N-1", title="Rules", effective="2019-08-29")
        load_folder(desk, write_folder(tmp_path / "data", catalogue=town(**fields), policy=[version]))
        with_people(desk)
        desk.add(HOST, Person(key="ida", name="Ida", identity=identity("ida")))
        desk.add(HOST, Role(person="ida", role="monitor"))
        st.cache_resource.clear()
        return desk

    return made


def own(desk: Desk) -> list[tuple[str | None, str | None, str | None]]:
    """The monitor's own determinations that hold: stage, level, rationale."""
    return [(d.stage, d.level, d.rationale) for _, d in desk.door.ask(MO).knowledge.determined]


def button(page: AppTest, label: str) -> Any:
    """The button with a label."""
    [found] = [each for each in page.button if each.label == label]
    return found


def levels(page: AppTest) -> Any:
    """The choice of a level."""
    [found] = [each for each in page.radio if each.label == "Level"]
    return found


def fill(page: AppTest, level: str | None, rationale: str, docket: str = "") -> None:
    """Type into the form."""
    if level is not None:
        levels(page).set_value(level)
    page.text_area[0].set_value(rationale)
    [field] = [each for each in page.text_input if each.label.startswith("Docket")]
    field.set_value(docket)


def act(page: AppTest, label: str) -> AppTest:
    """Send the form, and say that it is to be recorded."""
    button(page, label).click().run()
    if any(each.label == "Record it" for each in page.button):
        button(page, "Record it").click().run()
    assert not page.exception, [error.message for error in page.exception]
    return page


DRAFT, SHARE, FILE = "Save the team’s draft", "Share with the parties", "File with the court’s docket number"


def test_the_period_at_work_says_how_far_it_has_come_and_what_is_left(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    desk.add(MO, determined("draft", report="IMR-2"))
    text = shown(open_page("workspace", as_person="mo", period="IMR-2"))
    assert "It ended on 31 August 2020" in text
    assert "1 of 1" in text
    assert "0 of 1" in text
    assert "1 draft to share with the parties" in text
    assert "stage=draft" in text
    assert "Draft of the monitor’s team" in text


def test_what_came_after_the_period_is_counted_as_its_paragraphs_list_it(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    make()
    text = shown(open_page("workspace", as_person="mo", period="IMR-1"))
    assert "were recorded after its last day: 1. Each paragraph lists its own." in text
    assert "With the day of a data release, on which they did not arrive: 1 of these." in text
    listed = shown(open_page("determinations", as_person="mo", **{**ONE, "period": "IMR-1"}))
    assert "1 of 1, the newest first" in listed
    assert "With the day of a data release, on which they did not arrive: 1 of these." in listed


def test_the_period_names_the_dockets_under_which_its_determinations_were_filed(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    assert "filed here under" not in shown(open_page("workspace", as_person="mo", period="IMR-2"))
    desk.add(MO, determined(report="IMR-2", docket="Dkt. 99", filed_on="2020-09-20"))
    text = shown(open_page("workspace", as_person="mo", period="IMR-2"))
    assert "Dkt. 99 (20 September 2020)" in text


def test_the_period_at_work_is_the_monitors_alone(make: Callable[..., Desk], open_page: OpenPage) -> None:
    make()
    for person in ("cora", "stan", "orla", "ann", None):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            open_page("workspace", as_person=person)


def test_the_parties_see_what_is_shared_and_nothing_of_a_draft(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    desk.add(MO, determined("draft", report="IMR-1", rationale="Between us."))
    desk.add(MO, determined("shared", report="IMR-2", rationale="For your comments."))
    for person in ("cora", "mel", "stan"):
        listing = open_page("determinations", as_person=person, period="IMR-1")
        assert "none that you can see" in shown(listing).lower()
        page = open_page("determinations", as_person=person, **{**ONE, "period": "IMR-1"})
        assert "Between us." not in shown(page)
        page = open_page("determinations", as_person=person, **ONE)
        assert "For your comments." in shown(page)
        assert "Shared with the parties, not filed" in shown(page)
        assert not [each for each in page.button if each.label in (DRAFT, SHARE, FILE)]
    for person in ("orla", "ann", None):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            open_page("determinations", as_person=person, **ONE)


def test_a_determination_is_taken_from_draft_to_filed_each_asked_once(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, "first", "Seen in May.")
    button(page, DRAFT).click().run()
    assert own(desk) == [], "it is asked first"
    assert "Seen in May." in shown(page)
    assert "Seen by the monitor’s team alone." in shown(page)
    button(page, "Record it").click().run()
    assert own(desk) == [("draft", "first", "Seen in May.")]
    assert "Recorded as" in shown(page)
    assert page.text_area[0].value == "Seen in May."
    act(page, SHARE)
    assert own(desk) == [("shared", "first", "Seen in May.")]
    assert DRAFT not in [each.label for each in page.button], "no stage is gone back"
    fill(page, "second", "Seen in May.", "Dkt. 12")
    act(page, FILE)
    assert own(desk) == [("filed", "second", "Seen in May.")]
    assert "Dkt. 12" in shown(page)
    assert [each.label for each in page.button if each.label in (DRAFT, SHARE, FILE)] == [FILE]


def test_what_was_filed_is_corrected_only_with_a_reason(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    desk.add(MO, determined(report="IMR-2"))
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, None, "Read anew.", "Dkt. 13")
    levels(page).set_value("")
    act(page, FILE)
    assert "Say why what was filed is corrected." in [each.value for each in page.error]
    assert own(desk)[0][1] == "first"
    [reason] = [each for each in page.text_input if each.label.startswith("Why")]
    reason.set_value("A slip.")
    act(page, FILE)
    assert own(desk) == [("filed", None, "Read anew.")]
    page = open_page("determinations", as_person="mo", **ONE)
    assert "Corrects what was filed" in shown(page)
    assert "A slip." in shown(page)


def test_the_public_reads_that_a_filing_was_corrected_and_why(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    shared = desk.add(MO, determined("shared", report="IMR-2")).number
    first = desk.add(MO, determined(report="IMR-2"), corrects=shared, reason="As heard.").number
    for person in (None, "mo"):
        text = shown(open_page("reports", as_person=person))
        assert f"record?number={first}" in text
        assert "Corrects what was filed" not in text, "what was only shared is no filing"
    again = determined(report="IMR-2", level="second", docket="Dkt. 8")
    second = desk.add(MO, again, corrects=first, reason="A wrong level.").number
    text = shown(open_page("reports"))
    assert f"record?number={second}" in text
    assert "Corrects what was filed" in text
    assert f"record?number={first}" in text
    assert "A wrong level." in text


def test_who_entered_a_draft_and_when_stands_beside_it(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    number = desk.add(IDA, determined("draft", report="IMR-2")).number
    text = shown(open_page("determinations", as_person="mo", **ONE))
    entered = desk.door.recordings(MO, (number,))[number].day
    assert f"ida, {day(entered).en}" in text
    assert "Corrects what was filed" not in text


@pytest.mark.parametrize(("filed_on", "early"), [("2020-08-31", True), ("2020-09-21", False)])
def test_a_day_of_filing_before_the_periods_end_is_asked_about(
    make: Callable[..., Desk], open_page: OpenPage, filed_on: str, early: bool
) -> None:
    make()
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, "first", "Why.", "Dkt. 12")
    [field] = [each for each in page.text_input if each.label.startswith("Day of filing")]
    field.set_value(filed_on)
    button(page, FILE).click().run()
    assert ("Look at the day again" in shown(page)) is early
    assert "This copy withholds" not in shown(page)


def test_a_day_of_filing_in_other_words_is_refused_and_stays_in_the_form(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, "first", "Why.", "Dkt. 12")
    [field] = [each for each in page.text_input if each.label.startswith("Day of filing")]
    field.set_value("21 September 2020")
    button(page, FILE).click().run()
    assert any("2019-08-29" in each.value for each in page.error), [each.value for each in page.error]
    [field] = [each for each in page.text_input if each.label.startswith("Day of filing")]
    assert field.value == "21 September 2020"
    assert own(desk) == []


def test_where_results_are_withheld_the_first_filing_says_what_it_opens(
    make: Callable[..., Desk], open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_WITHHOLD_UNTIL_FILED", "yes")
    desk = make()
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, "first", "Why.", "Dkt. 12")
    button(page, SHARE).click().run()
    assert "This copy withholds" not in shown(page), "what is only shared opens nothing"
    button(page, FILE).click().run()
    assert "the first for IMR-2, everybody sees what they come to up to 31 August 2020" in shown(page)
    desk.add(MO, determined(report="IMR-2"))
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, "first", "Why.", "Dkt. 13")
    [reason] = [each for each in page.text_input if each.label.startswith("Why")]
    reason.set_value("A slip.")
    button(page, FILE).click().run()
    assert "This copy withholds" not in shown(page), "it was opened by the first"


@pytest.mark.parametrize(
    ("level", "rationale", "docket", "label", "missing"),
    [
        (None, "Why.", "", DRAFT, "Choose a level"),
        ("first", "", "", DRAFT, "rationale"),
        ("first", "", "", SHARE, "rationale"),
        ("first", "Why.", "", FILE, "docket"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_recorded_or_lost(
    make: Callable[..., Desk], open_page: OpenPage, level: str | None, rationale: str, docket: str, label: str, missing: str
) -> None:  # fmt: skip
    desk = make()
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, level, rationale, docket)
    act(page, label)
    assert any(missing in each.value for each in page.error), [each.value for each in page.error]
    assert own(desk) == []
    assert page.text_area[0].value == rationale


def test_the_second_of_two_is_refused_sees_what_stands_there_and_loses_nothing(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    number = desk.add(MO, determined("draft", report="IMR-2", rationale="At first.")).number
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, "second", "Mine.")
    desk.add(IDA, determined("draft", report="IMR-2", rationale="Ida’s."), corrects=number, reason="Ida.")
    act(page, DRAFT)
    assert own(desk) == [("draft", "first", "Ida’s.")]
    assert any("Nothing was recorded" in each.value for each in page.error)
    assert "Ida’s." in shown(page)
    assert "Somebody changed this since you opened it" in shown(page)
    assert page.text_area[0].value == "Mine."
    button(page, "I have read it; go on from there with what I typed").click().run()
    assert page.text_area[0].value == "Mine."
    act(page, DRAFT)
    assert own(desk) == [("draft", "second", "Mine.")]


def test_what_is_refused_says_why_until_something_else_is_asked_and_leaves_no_dead_button(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, "second", "Mine.")
    desk.add(IDA, determined("draft", report="IMR-2", rationale="Ida’s."))
    act(page, DRAFT)
    page.run()
    assert any("Nothing was recorded" in each.value for each in page.error), (
        "a second click takes it not away"
    )
    assert "Record it" not in [each.label for each in page.button]
    button(page, "I have read it; go on from there with what I typed").click().run()
    button(page, DRAFT).click().run()
    assert not page.error
    assert "Record it" in [each.label for each in page.button]


def test_two_who_begin_at_once_do_not_overwrite_each_other(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    page = open_page("determinations", as_person="mo", **ONE)
    fill(page, "second", "Mine.")
    desk.add(IDA, determined("draft", report="IMR-2", rationale="Ida’s."))
    act(page, DRAFT)
    assert own(desk) == [("draft", "first", "Ida’s.")]


def test_the_list_is_narrowed_by_stage_and_to_what_differs(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    desk = make()
    desk.add(MO, determined("draft", report="IMR-2", level="second"))
    link = "paragraph=40"
    assert link in shown(open_page("determinations", as_person="mo", period="IMR-2"))
    assert link in shown(open_page("determinations", as_person="mo", period="IMR-2", stage="draft"))
    empty = shown(open_page("determinations", as_person="mo", period="IMR-2", stage="filed"))
    assert link not in empty
    assert "Choose another stage, or show all." in empty
    differing = shown(open_page("determinations", as_person="mo", period="IMR-2", differs="yes"))
    assert (
        "Second: determined, and our checks of it come to: not shown by the due date. The two differ."
        in differing
    )
    assert link not in shown(open_page("determinations", as_person="mo", period="IMR-1", differs="yes"))


def test_the_list_names_the_worst_within_a_period_only_where_it_is_another(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    policy_alone = criterion("policy_in_force", key="policy", level="first", due="2019-12-31")
    make(obligations=catalogue_content(policy_alone, silence="not_met")["obligations"])
    shown_late, same = (
        shown(open_page("determinations", as_person="mo", period=key)) for key in ("IMR-1", "IMR-2")
    )
    assert "At worst within it:" in shown_late
    assert "not yet due" in shown_late
    assert "At worst within it:" not in same


def test_one_paragraph_stands_beside_its_checks_its_evidence_and_what_came_after(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    make()
    page = open_page("determinations", as_person="mo", **{**ONE, "period": "IMR-1"})
    text = shown(page)
    assert "As known now" in text
    assert "At worst within it" in text
    assert "on=2019-08-31" in text, "the evidence is pinned at the period’s end"
    assert "A paper told of v1." in text
    assert "This record held nothing by then" in text, "the release came later"


def test_an_earlier_state_of_the_record_has_no_form(make: Callable[..., Desk], open_page: OpenPage) -> None:
    desk = make()
    page = open_page("determinations", as_person="mo", known=str(desk.door.head().number), **ONE)
    assert "look at today" in shown(page)
    assert not [each for each in page.button if each.label == DRAFT]


def test_where_the_catalogue_names_no_period_it_is_said_what_to_do(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    make(periods=[])
    for view in ("workspace", "determinations"):
        assert "adds them to decree.yaml" in shown(open_page(view, as_person="mo"))


def test_where_no_obligation_names_a_paragraph_it_is_said_what_to_do(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    [duty] = town()["obligations"]
    checks = [{name: value for name, value in check.items() if name != "level"} for check in duty["criteria"]]
    make(obligations=[duty | {"paragraphs": [], "criteria": checks}])
    for view in ("workspace", "determinations"):
        assert "there is nothing to determine here" in shown(open_page(view, as_person="mo"))


def test_an_address_that_names_nothing_there_is_ends_in_a_sentence(
    make: Callable[..., Desk], open_page: OpenPage
) -> None:
    make()
    page = open_page("determinations", as_person="mo", period="IMR-2", paragraph="99")
    assert "no such paragraph" in shown(page)
    page = open_page("determinations", as_person="mo", period="<b>", stage="?", page="-1")
    assert "paragraph=40" in shown(page)


def test_both_pages_speak_spanish(make: Callable[..., Desk], open_page: OpenPage) -> None:
    desk = make()
    desk.add(MO, determined("draft", report="IMR-2"))
    assert "Borrador del equipo supervisor" in shown(
        open_page("workspace", as_person="mo", lang="es", period="IMR-2")
    )
    page = open_page("determinations", as_person="mo", lang="es", **ONE)
    assert "Según lo conocido ahora" in shown(page)
    assert "Guardar el borrador del equipo" in [each.label for each in page.button]
