"""Tables of records: every bad row is named, all rows are recorded or none, and the same file again does nothing."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from compliance.access import Actor, Desk, NotAllowed, StoreError
from compliance.access.drafting import discard_draft, drafts_of, send_drafts
from compliance.evidence import KINDS, Source
from compliance.evidence.fields import fields_of
from compliance.intake.planning import Plan, plan, read_and_plan, record, save_as_drafts
from compliance.intake.tables import TABLES, not_in_a_table, read_table, template
from compliance.reading import BrokenInput
from compliance.record.rows import Conflict
from tests.databases import Place
from tests.intake.files import a_workbook, saved
from tests.small import record_content, write_folder
from tests.stores import a_desk, load_folder, with_people

CORA, MEL, MO, STAN, DANA = (Actor(person) for person in ("cora", "mel", "mo", "stan", "dana"))
HEAD = "key,subject,happened,source,said_by,summary,state,groups"
MAY = "may,topic,2019-05-01,paper,A paper,A meeting was held.,held,students; parents"
JUNE = "june,topic,2019-06-01/2019-06-30,paper,A paper,Another was held.,held,"


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """A desk with a catalogue, one source and a person of each role."""
    made = a_desk(place)
    load_folder(made, write_folder(tmp_path / "data"))
    return with_people(made)


def a_csv(folder: Path, *lines: str, name: str = "meetings.csv") -> Path:
    """A CSV file."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def problems(path: Path, kind: str = "meeting") -> list[str]:
    """What is wrong with a table, with row and column."""
    with pytest.raises(BrokenInput) as broken:
        read_table(path, kind)
    return [f"{p.line} {p.field}: {p.wrong}. {p.right}" for p in broken.value.problems]


def planned(desk: Desk, path: Path, actor: Actor = CORA, kind: str = "meeting", **how: Any) -> Plan:
    """What recording a table would do."""
    return plan(read_table(path, kind), desk, actor, **how)


def does(found: Plan) -> list[str]:
    """What recording each row does."""
    return [each.does for each in found.rows]


def test_each_row_is_a_record_with_its_fields(tmp_path: Path) -> None:
    table = read_table(a_csv(tmp_path, HEAD, MAY, "", JUNE), "meeting")
    assert [row.number for row in table.rows] == [2, 4]
    assert table.rows[0].body == KINDS["meeting"].model_validate(
        record_content("may", happened="2019-05-01", state="held", groups=["students", "parents"], summary="A meeting was held.")
    )  # fmt: skip
    assert table.rows[1].body.happened.written() == "2019-06-01/2019-06-30"  # type: ignore[attr-defined]


@pytest.mark.parametrize("between", [";", "\t", "|"])
def test_cells_may_be_parted_as_spreadsheets_part_them(tmp_path: Path, between: str) -> None:
    quoted = MAY.replace("students; parents", '"students; parents"')
    lines = [line.replace(",", between) for line in (HEAD, quoted)]
    assert read_table(a_csv(tmp_path, *lines), "meeting") == read_table(a_csv(tmp_path, HEAD, MAY), "meeting")


def test_a_workbook_gives_the_same_records_with_its_days_as_days(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append([name.replace("_", " ").title() for name in HEAD.split(",")])
    book.active.append([*MAY.split(",")[:2], datetime(2019, 5, 1), *MAY.split(",")[3:]])
    path = tmp_path / "meetings.xlsx"
    path.write_bytes(saved(book))
    assert read_table(path, "meeting").rows == read_table(a_csv(tmp_path, HEAD, MAY), "meeting").rows


@pytest.mark.parametrize("kind", TABLES)
def test_the_template_of_a_kind_names_every_field_that_a_table_can_hold(kind: str, tmp_path: Path) -> None:
    names = template(kind).strip().split(",")
    assert set(names) == {field.name for field in fields_of(TABLES[kind]) if not field.parts}
    if any(field.required for field in not_in_a_table(kind)):
        assert "cannot be read from a table" in problems(a_csv(tmp_path, template(kind)), kind)[0]
    else:
        assert problems(a_csv(tmp_path, template(kind).strip()), kind) == [
            "1 : it has the names of the fields and no record. Write a record in each row below them"
        ]


def test_every_bad_row_is_named_with_its_column_and_what_would_be_right(tmp_path: Path) -> None:
    found = problems(
        a_csv(
            tmp_path,
            HEAD,
            MAY,
            "May 2,topic,1 May,paper,A paper,Held.,held,",
            "july,,2019-07-01,paper,,Held.,done,students; Big Group",
            MAY,
        )
    )
    assert [problem.partition(".")[0] for problem in found] == [
        "3 happened: '1 May' is not a day",
        "3 key: 'May 2' is not written as needed",
        "4 groups: 'Big Group' is not written as needed",
        "4 said_by: is empty",
        "4 state: 'done' is not one of the allowed words",
        "4 subject: has too few entries",
        "5 key: 'may' stands in row 2 too",
    ]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (HEAD.replace("said_by", "sayd_by"), "1 sayd_by: is no field of a meeting. Write 'said_by', or remove the column"),
        (HEAD.replace(",summary", ""), "1 summary: the column is missing. Add it: every meeting has one"),
        (f"{HEAD},key", "1 key: the column stands here twice. Keep one of the two"),
    ],
)  # fmt: skip
def test_a_wrong_name_of_a_column_is_said_once_and_not_in_each_row(
    tmp_path: Path, head: str, said: str
) -> None:
    assert problems(a_csv(tmp_path, head, MAY, JUNE)) == [said]


def test_what_a_cell_cannot_hold_is_said_with_the_way_that_works(tmp_path: Path) -> None:
    [roster] = problems(a_csv(tmp_path, "key,subject,assignments", "a,b,c"), "roster")
    assert "each of its assignments has fields of its own" in roster and "pilcrow add roster FILE" in roster
    [clauses] = problems(a_csv(tmp_path, "key,clauses", "a,b"), "policy")
    assert "a cell cannot hold it" in clauses and "the page Submit" in clauses


def test_what_a_spreadsheet_may_have_changed_is_no_value(tmp_path: Path) -> None:
    path = tmp_path / "meetings.xlsx"
    path.write_bytes(a_workbook([HEAD.split(","), [*MAY.split(",")[:5], "=A1", "held", ""]]))
    assert problems(path) == ["2 summary: the cell holds a formula. Write what it comes to"]


@pytest.mark.parametrize("text", ["", "\n \n", '"a,b\n'])
def test_what_is_no_table_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text)
    assert len(problems(path)) == 1


def test_a_cell_under_no_name_is_said(tmp_path: Path) -> None:
    assert problems(a_csv(tmp_path, HEAD, f"{MAY},more")) == [
        "2 I: the cell stands under no name. Name the column, or empty the cell"
    ]


def test_all_rows_are_recorded_in_their_order(desk: Desk, tmp_path: Path) -> None:
    before = desk.door.head().number
    found = planned(desk, a_csv(tmp_path, HEAD, MAY, JUNE))
    assert (does(found), desk.door.head().number) == (["new", "new"], before)
    heads = record(found, desk, CORA)
    assert [head.number for head in heads] == [before + 1, before + 2]
    rows = desk.door.rows(CORA, before + 2, first=before + 1)
    assert [(row["key"], row["visibility"], row["capacity"]) for row in rows] == [
        ("may", "parties", "department/patrol"),
        ("june", "parties", "department/patrol"),
    ]
    assert [row["source_date"] for row in rows] == ["2019-06-01"] * 2


def test_the_same_file_again_records_nothing(desk: Desk, tmp_path: Path) -> None:
    path = a_csv(tmp_path, HEAD, MAY, JUNE)
    record(planned(desk, path), desk, CORA)
    head = desk.door.head()
    again = planned(desk, path)
    assert (does(again), record(again, desk, CORA)) == (["unchanged"] * 2, [])
    assert desk.door.head() == head


def test_what_is_on_record_and_says_something_else_is_a_correction_with_a_reason(
    desk: Desk, tmp_path: Path
) -> None:
    [may] = record(planned(desk, a_csv(tmp_path, HEAD, MAY), visibility="public"), desk, CORA)
    found = planned(desk, a_csv(tmp_path, HEAD, MAY.replace("05-01", "05-02"), JUNE))
    assert [(each.does, each.number) for each in found.rows] == [("correction", may.number), ("new", None)]
    head = desk.door.head()
    with pytest.raises(StoreError, match="needs a reason"):
        record(found, desk, CORA)
    assert desk.door.head() == head
    corrected, new = record(found, desk, CORA, "The day was misread.")
    rows = {row["number"]: row for row in desk.door.rows(CORA, new.number, first=corrected.number)}
    assert (rows[corrected.number]["corrects"], rows[corrected.number]["visibility"]) == (
        may.number,
        "public",
    )
    assert rows[new.number]["reason"] is None


def test_what_another_body_filed_is_not_corrected_and_its_row_is_named(desk: Desk, tmp_path: Path) -> None:
    record(planned(desk, a_csv(tmp_path, HEAD, MAY)), desk, CORA)
    with pytest.raises(
        BrokenInput,
        match=r"meetings.csv:3: key: 'may' is on record as number \d+, filed by department/patrol",
    ):
        planned(desk, a_csv(tmp_path, HEAD, JUNE, MAY.replace("05-01", "05-02")), DANA)


def test_what_does_not_fit_the_record_is_named_row_by_row_and_nothing_is_recorded(
    desk: Desk, tmp_path: Path
) -> None:
    head = desk.door.head()
    late = MAY.replace("may,", "later,").replace("2019-05-01", "2021-01-01")
    with pytest.raises(BrokenInput) as broken:
        planned(desk, a_csv(tmp_path, HEAD, MAY, JUNE.replace("paper", "papr"), late))
    found = [(p.line, p.field, p.right) for p in broken.value.problems]
    assert [each[:2] for each in found] == [(3, "source"), (4, "happened")]
    assert "paper" in found[0][2]
    assert desk.door.head() == head


def test_rows_that_cannot_be_read_and_rows_that_do_not_fit_are_named_at_once(
    desk: Desk, tmp_path: Path
) -> None:
    unread = MAY.replace("may,", "april,").replace("2019-05-01", "04/01/2019")
    path = a_csv(tmp_path, HEAD, MAY, unread, JUNE.replace("paper", "papr"))
    with pytest.raises(BrokenInput) as broken:
        read_and_plan(path, "meeting", None, desk, CORA)
    assert [(p.line, p.field) for p in broken.value.problems] == [(3, "happened"), (4, "source")]


def test_a_row_that_names_one_which_cannot_be_read_is_not_called_wrong_for_it(
    desk: Desk, tmp_path: Path
) -> None:
    head = "key,subject,happened,source,said_by,summary,asked_by,asked_of,what,about"
    told = "told,topic,2019-05-02,paper,A paper,It was asked for again.,A paper,city,The first answer,gone"
    unread = "gone,topic,05/01/2019,paper,A paper,It was asked for.,A paper,city,Records,"
    with pytest.raises(BrokenInput) as broken:
        read_and_plan(a_csv(tmp_path, head, told, unread), "request", None, desk, CORA)
    assert {p.line for p in broken.value.problems} == {3}


def test_a_key_that_the_sender_cannot_see_is_not_told(desk: Desk, tmp_path: Path) -> None:
    record(planned(desk, a_csv(tmp_path, HEAD, MAY), visibility="sealed"), desk, CORA)
    head = desk.door.head()
    found = planned(desk, a_csv(tmp_path, HEAD, MAY, JUNE), STAN)
    assert does(found) == ["new", "new"]
    with pytest.raises(Conflict, match="the key 'may' cannot be used; take another"):
        record(found, desk, STAN)
    assert desk.door.head() == head


def test_rows_may_name_each_other(desk: Desk, tmp_path: Path) -> None:
    head = "key,subject,happened,source,said_by,summary,number,title,effective"
    policy = a_csv(
        tmp_path, head, "rules-2,topic,2019-06-01,paper,A paper,It was issued.,N-2,Rules,2019-07-01"
    )
    record(planned(desk, policy, kind="policy"), desk, CORA)
    answers = "key,subject,happened,source,said_by,summary,request,disposition"
    with pytest.raises(BrokenInput, match="is no request record that is declared"):
        planned(
            desk,
            a_csv(tmp_path, answers, "a,topic,2019-08-01,paper,A paper,Answered.,ask,noted"),
            kind="answer",
        )
    sources = a_csv(tmp_path, "key,outlet,title,quality", "letter,A city,A letter,original")
    record(planned(desk, sources, kind="source"), desk, CORA)
    assert does(planned(desk, a_csv(tmp_path, HEAD, MAY.replace("paper", "letter", 1)))) == ["new"]


def test_a_source_and_what_rests_on_it_are_recorded_together(desk: Desk) -> None:
    from compliance.access.submission import Submission

    source = Source(key="letter", outlet="A city", title="A letter", quality="original", date="2019-05-05")  # type: ignore[arg-type]
    meeting = KINDS["meeting"].model_validate(
        record_content("may", happened="2019-05-01", state="held", source="letter")
    )
    before = desk.door.head().number
    heads = desk.add_all(CORA, [Submission(meeting), Submission(source)])
    assert [head.number for head in heads] == [before + 2, before + 1]
    assert desk.door.rows(CORA, before + 2, first=before + 2)[0]["source_date"] == "2019-05-05"


def test_who_may_not_record_is_told_and_a_member_saves_drafts(desk: Desk, tmp_path: Path) -> None:
    path = a_csv(tmp_path, HEAD, MAY, JUNE)
    found = planned(desk, path, MEL)
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        record(found, desk, MEL)
    drafts = save_as_drafts(found, desk, MEL)
    assert {draft.visibility for draft in drafts} == {"parties"}
    assert len(drafts_of(desk, CORA)) == 2
    assert save_as_drafts(planned(desk, path, MEL), desk, MEL) == []
    with pytest.raises(BrokenInput, match="a draft of your bureau has the key 'may'"):
        save_as_drafts(planned(desk, a_csv(tmp_path, HEAD, MAY.replace("05-01", "05-03")), MEL), desk, MEL)
    assert len(drafts_of(desk, CORA)) == 2


def test_drafts_are_sent_together_all_or_none(desk: Desk, tmp_path: Path) -> None:
    drafts = save_as_drafts(planned(desk, a_csv(tmp_path, HEAD, MAY, JUNE), MEL), desk, MEL)
    record(planned(desk, a_csv(tmp_path, HEAD, JUNE)), desk, CORA)
    head = desk.door.head()
    with pytest.raises(Conflict, match="is recorded already"):
        send_drafts(desk, CORA, drafts)
    assert (desk.door.head(), len(drafts_of(desk, CORA))) == (head, 2)
    june = next(draft for draft in drafts if '"june"' in draft.body)
    discard_draft(desk, CORA, june)
    [sent] = send_drafts(desk, CORA, [draft for draft in drafts if draft is not june])
    assert (drafts_of(desk, CORA), desk.door.head().number) == ([], sent.number)


@pytest.mark.parametrize("kind", TABLES)
def test_every_field_of_every_kind_has_a_type_that_forms_and_tables_know(kind: str) -> None:
    fields = fields_of(TABLES[kind])
    assert {field.name for field in fields} == set(TABLES[kind].model_fields) - {"kind"}
    assert all(field.choices for field in fields if field.type == "choice")
    assert all(field.parts and field.many for field in fields if field.type == "entries")
