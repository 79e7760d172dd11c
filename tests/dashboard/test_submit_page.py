"""The page to submit evidence: what must never be sent comes first; a coordinator records, a member saves drafts, nothing typed
is lost."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from compliance.access import Actor, Desk
from compliance.access.drafting import Unfinished, discard_draft, drafts_of, save_draft, send_drafts
from compliance.evidence import KINDS
from compliance.evidence.fields import fields_of
from compliance.intake.tables import TABLES
from dashboard.components.field_words import CHOICES, FIELDS
from tests.dashboard.conftest import OpenPage, shown, with_its_menu_open
from tests.intake.files import CSV, PDF, a_workbook

CORA, MEL = Actor("cora"), Actor("mel")
SUBJECT, SOURCE = "sro-policy", "cpd-engagement-document"
MEETING = {
    "subject": [SUBJECT],
    "source": SOURCE,
    "said_by": "The department",
    "summary": "A meeting was held.",
    "state": "held",
    "happened": "2019-05-01",
}
HEAD = "key,subject,happened,source,said_by,summary,state"
MAY = f"may-table,{SUBJECT},2019-05-01,{SOURCE},The department,A meeting was held.,held"
JUNE = f"june-table,{SUBJECT},2019-06-01,{SOURCE},The department,Another was held.,held"


def widget(page: AppTest, ending: str) -> Any:
    """The widget whose key ends so."""
    found = [each for each in page.main if str(getattr(each, "key", "")).endswith(ending)]
    assert found, f"no widget ends with {ending}"
    return found[0]


def fill(page: AppTest, said: dict[str, Any]) -> None:
    """Type into the form of a record."""
    for name, value in said.items():
        widget(page, f"-{name}").set_value(value)


def press(page: AppTest, ending: str) -> AppTest:
    """Press a button."""
    widget(page, ending).click()
    page.run()
    assert not page.exception, [error.message for error in page.exception]
    return page


def last(desk: Desk) -> dict[str, Any]:
    """The last row of the record."""
    row = desk.door.store.row(desk.door.head().number)
    assert row is not None
    return row


def text_of(page: AppTest) -> str:
    """What the page says, without its style sheet."""
    return "\n".join(part for part in shown(page).split("\n<") if not part.startswith("style"))


@pytest.mark.parametrize("person", ["cora", "mel", "stan"])
def test_what_must_never_be_sent_stands_before_anything_else(
    desk: Desk, open_page: OpenPage, person: str
) -> None:
    said = text_of(open_page("submit", as_person=person))
    assert said.index("What must never be sent") < said.index("Unless you choose otherwise")
    for never in ("single minors", "names of students", "dates of birth", "Send counts instead", "PDFs"):
        assert never in said
    assert "the department, the parties and the monitor" in said


@pytest.mark.parametrize("person", [None, "orla", "mo"])
def test_it_opens_to_nobody_else(desk: Desk, open_page: OpenPage, person: str | None) -> None:
    page = with_its_menu_open(open_page("overview", as_person=person))
    assert "Submit evidence" not in [link.label for link in page.get("page_link")]
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page("views/submit.py")


@pytest.mark.parametrize("kind", TABLES)
def test_each_kind_has_a_form_with_every_field_of_its_model(
    desk: Desk, open_page: OpenPage, kind: str
) -> None:
    page = open_page("submit", as_person="cora", kind=kind)
    for field in fields_of(TABLES[kind]):
        label = widget(page, f"-{field.name}").label
        assert ("(required)" in label) == (field.required and field.name != "key"), label


def test_every_field_and_every_word_has_a_name_in_both_languages() -> None:
    def every(model: Any) -> Iterator[Any]:
        for field in fields_of(model):
            yield field
            yield from field.parts

    fields = [field for model in TABLES.values() for field in every(model)]
    assert {f.name for f in fields} - set(FIELDS) - {
        "topic",
        "where",
        "quote",
        "confirmed_by",
        "name",
        "known",
        "post",
        "words",
    } == set()
    words = {word for field in fields for word in field.choices}
    assert words - set(CHOICES) - {"fixed", "roving"} == set()


def test_a_coordinator_is_asked_once_and_it_is_recorded_for_the_parties(
    desk: Desk, open_page: OpenPage
) -> None:
    page = open_page("submit", as_person="cora", kind="meeting")
    before = desk.door.head().number
    fill(page, MEETING)
    press(page, "-check")
    assert desk.door.head().number == before
    assert "Record this?" in shown(page) and "A meeting was held." in shown(page)
    press(page, "submit-record")
    row = last(desk)
    assert (row["number"], row["kind"], row["visibility"], row["recorded_by"]) == (
        before + 1,
        "meeting",
        "parties",
        "cora",
    )
    assert json.loads(row["body"])["state"] == "held"
    assert row["key"].startswith("meeting-2019-05-01-")
    assert f"number={before + 1}" in shown(page)
    assert not widget(page, "-summary").value


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    desk: Desk, open_page: OpenPage
) -> None:
    page = open_page("submit", as_person="cora", kind="meeting")
    before = desk.door.head()
    fill(page, MEETING | {"happened": "1 May", "summary": ""})
    press(page, "-check")
    said = shown(page)
    assert "&#x27;1 May&#x27; is not a day" in said and "this is needed" in said
    assert "Record this?" not in said
    assert widget(page, "-happened").value == "1 May"
    fill(page, {"happened": "2199-01-01", "summary": "It was held."})
    press(page, "-check")
    assert "has not happened yet cannot be recorded" in shown(page)
    assert desk.door.head() == before


def test_words_about_a_single_minor_are_stopped(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", kind="meeting")
    fill(page, MEETING | {"summary": "A 15-year-old student was referred."})
    press(page, "-check")
    assert "must never be sent; give counts instead" in shown(page)
    assert "Record this?" not in shown(page)


def test_a_new_source_is_recorded_with_what_rests_on_it(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", kind="meeting")
    before = desk.door.head().number
    fill(page, MEETING | {"source": ""})
    for name, value in {
        "outlet": "The department",
        "title": "Minutes",
        "quality": "original",
        "date": "2019-05-02",
    }.items():
        widget(page, f"-source-{name}").set_value(value)
    press(page, "-check")
    assert "The department: Minutes" in shown(page)
    press(page, "submit-record")
    source, meeting = (desk.door.store.row(before + n) for n in (1, 2))
    assert source and meeting
    assert (source["holds"], meeting["kind"], meeting["source_date"]) == ("source", "meeting", "2019-05-02")
    assert json.loads(meeting["body"])["source"] == source["key"]


def test_a_source_is_chosen_or_described_and_not_both(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", kind="meeting")
    fill(page, MEETING)
    widget(page, "-source-outlet").set_value("A paper")
    press(page, "-check")
    assert "not both" in shown(page) and "Record this?" not in shown(page)


def test_entries_with_fields_of_their_own_are_typed_one_on_a_line(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", kind="roster")
    roster = {name: MEETING[name] for name in ("subject", "source", "said_by", "summary", "happened")}
    fill(page, roster | {"assignments": "o-1 | 2019-01-01 | | school-a | fixed\no-2\t2019-02-01"})
    press(page, "-check")
    press(page, "submit-record")
    first, second = json.loads(last(desk)["body"])["assignments"]
    assert (first["school"], first["post"], second["first"]) == ("school-a", "fixed", "2019-02-01")


def test_files_are_attached_and_others_refused_beside_the_field(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", kind="meeting")
    fill(page, MEETING)
    widget(page, "(attached)").set_value(
        [("list.csv", b"school,dob\nA,2009-05-03\n", "text/csv"), ("x.pdf", b"no", "application/pdf")]
    )
    press(page, "-check")
    said = shown(page)
    assert "“dob”: dates of birth" in said and "its name says PDF and it holds TXT" in said
    assert "Record this?" not in said
    widget(page, "(attached)").set_value(
        [("counts.csv", CSV, "text/csv"), ("minutes.pdf", PDF, "application/pdf")]
    )
    press(page, "-check")
    assert "counts.csv and minutes.pdf" in shown(page)
    press(page, "submit-record")
    digests = last(desk)["files"].split()
    assert {desk.door.files.read(digest) for digest in digests} == {CSV, PDF}


def test_a_member_saves_a_draft_and_a_coordinator_sends_it(desk: Desk, open_page: OpenPage) -> None:
    before = desk.door.head()
    page = open_page("submit", as_person="mel", kind="meeting")
    assert not [each for each in page.main if str(getattr(each, "key", "")).endswith("-check")]
    fill(page, MEETING)
    press(page, "-save")
    [draft] = drafts_of(desk, CORA)
    assert desk.door.head() == before
    assert (draft.author, draft.kind, draft.visibility) == ("mel", "meeting", "parties")
    assert "The draft was saved." in shown(page)
    page = open_page("submit", as_person="cora", tab="drafts")
    assert "mel" in shown(page) and "A meeting was held." in shown(page)
    widget(page, "send-chosen").set_value([draft.id])
    submit = next(each for each in page.button if each.label == "Check what would be sent")
    submit.click()
    page.run()
    press(page, "send-drafts-record")
    assert (drafts_of(desk, CORA), last(desk)["recorded_by"]) == ([], "cora")


def test_a_draft_opens_again_in_its_form_and_is_sent_from_there(desk: Desk, open_page: OpenPage) -> None:
    body = KINDS["meeting"].model_validate({"key": "m-1", **MEETING})
    draft = save_draft(desk, MEL, body)
    page = open_page("submit", as_person="cora", draft=draft.id)
    assert widget(page, "-summary").value == "A meeting was held."
    assert (widget(page, "-state").value, widget(page, "-subject").value) == ("held", [SUBJECT])
    fill(page, {"summary": "A meeting was held indeed."})
    press(page, "-check")
    press(page, "submit-record")
    assert (drafts_of(desk, CORA), json.loads(last(desk)["body"])["summary"]) == (
        [],
        "A meeting was held indeed.",
    )


def test_of_two_who_change_a_draft_the_second_is_told_and_loses_nothing(
    desk: Desk, open_page: OpenPage
) -> None:
    draft = save_draft(desk, MEL, KINDS["meeting"].model_validate({"key": "m-1", **MEETING}))
    page = open_page("submit", as_person="cora", draft=draft.id)
    fill(page, {"said_by": "What Cora typed"})
    newer = save_draft(
        desk,
        MEL,
        KINDS["meeting"].model_validate({"key": "m-1", **MEETING, "summary": "Mel was first."}),
        draft,
    )
    press(page, "-save")
    said = shown(page)
    assert "mel changed this draft" in said and "Mel was first." in said
    assert widget(page, "-said_by").value == "What Cora typed"
    assert drafts_of(desk, CORA) == [newer]
    press(page, "-keep")
    assert widget(page, "-said_by").value == "What Cora typed"
    press(page, "-save")
    [kept] = drafts_of(desk, CORA)
    assert (json.loads(kept.body)["said_by"], kept.revision) == ("What Cora typed", 3)


def test_a_draft_that_is_gone_leaves_what_was_typed(desk: Desk, open_page: OpenPage) -> None:
    draft = save_draft(desk, MEL, KINDS["meeting"].model_validate({"key": "m-1", **MEETING}))
    page = open_page("submit", as_person="cora", kind="meeting", draft=draft.id)
    fill(page, {"said_by": "What Cora typed"})
    discard_draft(desk, MEL, draft)
    press(page, "-save")
    assert "not there any more" in shown(page)
    assert (widget(page, "-said_by").value, drafts_of(desk, CORA)) == ("What Cora typed", [])
    press(page, "-save")
    assert json.loads(drafts_of(desk, CORA)[0].body)["said_by"] == "What Cora typed"


def test_a_draft_that_is_nobody_s_says_so(desk: Desk, open_page: OpenPage) -> None:
    assert "This draft is not there" in shown(open_page("submit", as_person="cora", draft="0" * 32))


def test_a_draft_is_thrown_away_when_it_is_said_twice(desk: Desk, open_page: OpenPage) -> None:
    draft = save_draft(desk, MEL, KINDS["meeting"].model_validate({"key": "m-1", **MEETING}))
    press(open_page("submit", as_person="mel", draft=draft.id), f"discard-{draft.id}")
    assert drafts_of(desk, MEL) == []


def test_no_drafts_says_what_to_do(desk: Desk, open_page: OpenPage) -> None:
    assert "save it as a draft" in shown(open_page("submit", as_person="mel", tab="drafts"))


def upload(page: AppTest, *lines: str, name: str = "meetings.csv") -> AppTest:
    """Send a table."""
    page.get("file_uploader")[0].set_value([(name, ("\n".join(lines) + "\n").encode(), "text/csv")])
    page.run()
    assert not page.exception, [error.message for error in page.exception]
    return page


def test_a_table_shows_what_it_would_do_and_is_recorded_once(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", tab="table", kind="meeting")
    before = desk.door.head().number
    upload(page, HEAD, MAY, JUNE)
    said = shown(page)
    assert "2 rows: 2 would be recorded, 0 would correct" in said and "may-table" in said
    press(page, "table-check")
    press(page, "table-record")
    assert desk.door.head().number == before + 2
    upload(page, HEAD, MAY, JUNE)
    assert "There is nothing to record" in shown(page)
    upload(page, HEAD, MAY.replace("05-01", "05-02"))
    assert f"would be a correction of record {before + 1}" in shown(page)
    press(page, "table-check")
    assert "Say why these rows are corrected." in shown(page)
    widget(page, "table-reason").set_value("The day was misread.")
    press(page, "table-check")
    press(page, "table-record")
    assert (last(desk)["corrects"], last(desk)["reason"]) == (before + 1, "The day was misread.")


def test_every_bad_row_of_a_table_is_named(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", tab="table", kind="meeting")
    upload(page, HEAD, MAY.replace("held", "done"), JUNE.replace(SOURCE, "nowhere"))
    said = shown(page)
    assert "2 things to mend." in said and "is not one of the allowed words" in said
    assert "&#x27;nowhere&#x27; is no source that is declared" in said


def test_a_table_with_personal_rows_is_refused_by_its_column(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", tab="table", kind="meeting")
    upload(page, f"{HEAD},Student Name", f"{MAY},Example Person")
    said = shown(page)
    assert "“Student Name”: names of students" in said and "Example Person" not in said


def test_a_workbook_with_several_sheets_asks_which(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", tab="table", kind="meeting")
    book = a_workbook([HEAD.split(","), MAY.split(",")], [HEAD.split(","), JUNE.split(",")])
    page.get("file_uploader")[0].set_value([("meetings.xlsx", book, "application/octet-stream")])
    page.run()
    assert "may-table" in shown(page)
    widget(page, "table-sheet").set_value("Sheet 2")
    page.run()
    assert "june-table" in shown(page)


def test_a_member_saves_a_table_as_drafts_each_once(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="mel", tab="table", kind="meeting")
    upload(page, HEAD, MAY, JUNE)
    press(page, "table-save")
    assert "2 drafts were saved." in shown(page)
    press(page, "table-save")
    assert "0 drafts were saved. The others were drafts of your bureau already." in shown(page)
    assert len(drafts_of(desk, CORA)) == 2


def test_a_kind_that_no_table_can_hold_leads_to_the_form(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", tab="table", kind="roster")
    assert "This kind cannot come as a table" in shown(page) and not page.get("file_uploader")


def test_it_speaks_spanish(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="cora", kind="meeting", lang="es")
    assert "Lo que nunca debe enviarse" in shown(page)
    fill(page, MEETING | {"summary": ""})
    press(page, "-check")
    assert "esto hace falta" in shown(page)


def test_a_half_filled_form_is_kept_as_a_draft_and_cannot_be_sent_until_it_is_whole(
    desk: Desk, open_page: OpenPage
) -> None:
    page = open_page("submit", as_person="mel", kind="meeting")
    fill(page, {"summary": "Half of it.", "happened": "2019-05-01"})
    press(page, "-save")
    assert "What you have so far was saved" in shown(page)
    [draft] = drafts_of(desk, MEL)
    with pytest.raises(Unfinished, match="is not complete"):
        send_drafts(desk, CORA, [draft])
    listed = open_page("submit", as_person="cora", tab="drafts")
    assert "Half of it." in shown(listed) and "not complete yet" in shown(listed)
    assert not [each for each in listed.multiselect if each.key == "send-chosen"]
    opened = open_page("submit", as_person="cora", kind="meeting", draft=draft.id)
    assert widget(opened, "-summary").value == "Half of it."
    fill(opened, {name: value for name, value in MEETING.items() if name != "summary"})
    press(opened, "-check")
    press(opened, "submit-record")
    assert last(desk)["kind"] == "meeting"
    assert not drafts_of(desk, CORA)


@pytest.mark.parametrize(
    "said",
    [
        {"summary": "Half of it.", "happened": "05/01/2019"},
        {"summary": "The student was born on 2010-02-03, date of birth 2010-02-03."},
        {},
    ],
)
def test_what_is_wrong_or_must_never_be_sent_or_says_nothing_is_not_kept_half_filled_either(
    desk: Desk, open_page: OpenPage, said: dict[str, str]
) -> None:
    page = open_page("submit", as_person="mel", kind="meeting")
    fill(page, said)
    press(page, "-save")
    assert not drafts_of(desk, MEL)
    assert "Nothing was sent yet" in shown(page)


def test_a_half_filled_draft_is_not_offered_for_a_production(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("submit", as_person="mel", kind="meeting")
    fill(page, {"summary": "Half of it."})
    press(page, "-save")
    handing = open_page("productions", as_person="cora")
    assert not [each for each in handing.multiselect if str(each.key).endswith("-drafts") and each.options]
