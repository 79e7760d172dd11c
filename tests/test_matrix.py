"""A matrix of paragraphs becomes stubs that check nothing, invent nothing, and are made of all rows or none."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from compliance.catalogue import Catalogue, read_catalogue
from compliance.intake import workbook
from compliance.intake.matrix import NOT_NAMED, UNTRANSLATED, as_yaml, read_matrix, stubs
from compliance.reading import BrokenInput, Problem, read_text
from tests.small import as_yaml as small_yaml
from tests.small import catalogue_content

HEADER = ("Paragraph No.", "Title", "Unit", "Owner", "Due Date")
ROWS = (
    HEADER,
    (40, "Write a policy", "Patrol", "Police Department", datetime(2020, 3, 1)),
    ("24.10", "Train the officers", None, "Police Department", "within 180 days"),
    ("Task 5", "Post the draft", "Policy Unit", None, None),
)


def saved(
    path: Path, rows: Sequence[Sequence[Any]] = ROWS, change: Callable[[Workbook], Any] | None = None
) -> Path:
    """A workbook with these rows, changed as told."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if change:
        change(book)
    file = path / "matrix.xlsx"
    book.save(file)
    return file


def problems(file: Path, sheet: str | None = None) -> list[Problem]:
    """What is wrong with it."""
    with pytest.raises(BrokenInput) as broken:
        read_matrix(file, sheet)
    assert all(problem.right for problem in broken.value.problems)
    return broken.value.problems


def put(place: str, value: Any) -> Callable[[Workbook], Any]:
    """Puts a value into a cell."""

    def change(book: Workbook) -> None:
        book.worksheets[0][place] = value

    return change


def test_what_the_matrix_says_is_read_as_it_stands(tmp_path: Path) -> None:
    lines = read_matrix(saved(tmp_path)).lines
    assert [(x.number, x.title, x.unit, x.owner, x.due) for x in lines] == [
        ("40", "Write a policy", "Patrol", "Police Department", "2020-03-01"),
        ("24.10", "Train the officers", None, "Police Department", "within 180 days"),
        ("Task 5", "Post the draft", "Policy Unit", None, None),
    ]


def as_catalogue(made: dict[str, Any]) -> Catalogue:
    """A small catalogue with the stubs moved into it."""
    content = catalogue_content()
    for part, entries in made.items():
        content[part] = [*content[part], *entries]
    content["paragraphs"] = made["paragraphs"]
    content["obligations"] = made["obligations"]
    page = read_text(small_yaml(content), "decree.yaml")
    found = read_catalogue(page, ["paper", "matrix"])
    assert found is not None, page.problems
    return found


def test_stubs_fit_a_catalogue_and_check_nothing(tmp_path: Path) -> None:
    found = as_catalogue(stubs(read_matrix(saved(tmp_path)), "matrix"))
    assert [o.paragraphs for o in found.obligations] == [("40",), ("24.10",), ("Task 5",)]
    for obligation in found.obligations:
        assert (obligation.criteria, obligation.begins, obligation.basis) == ((), "unknown", "decree")
        assert obligation.needed


def test_what_the_matrix_leaves_blank_stays_unknown(tmp_path: Path) -> None:
    _, second, third = stubs(read_matrix(saved(tmp_path)), "matrix")["obligations"]
    assert second["note"]["en"].startswith(
        "As the matrix gives it: unit, not given; owner, Police Department; due, within"
    )
    assert third["responsible"] == NOT_NAMED
    assert "owner, not given; due, not given" in third["note"]["en"]
    assert "responsable, no consta" in third["note"]["es"]


def test_an_owner_of_every_row_leaves_nobody_unnamed(tmp_path: Path) -> None:
    made = stubs(read_matrix(saved(tmp_path, ROWS[:3])), "matrix")
    assert [body["key"] for body in made["bodies"]] == ["police-department"]


def test_english_without_spanish_is_marked_and_given_spanish_is_not(tmp_path: Path) -> None:
    rows = [(*HEADER, "Título"), (*ROWS[1], "Redactar una política"), (*ROWS[2], None)]
    first, second = stubs(read_matrix(saved(tmp_path, rows)), "matrix")["obligations"]
    assert first["title"] == {"en": "Write a policy", "es": "Redactar una política"}
    assert second["title"]["es"] == f"{UNTRANSLATED} Train the officers"


def test_the_file_that_is_written_is_read_back_as_it_was_made(tmp_path: Path) -> None:
    made = stubs(read_matrix(saved(tmp_path)), "matrix")
    page = read_text(as_yaml(made, "matrix"), "stubs.yaml")
    assert (page.content, page.problems) == (made, [])


@pytest.mark.parametrize(
    "header",
    [
        ("#", "title", "unit", "owner", "due"),
        ("PARAGRAPH", "Requirement:", "Bureau", "Responsible party", "Deadline"),
        ("  ¶ ", "Short_Title", "Division", "Responsible", "due by"),
        ("Número", "Title", "Unidad", "Responsable", "Fecha límite"),
        ("Paragraph(s)", "Requirement text", "Office", "Lead", "Target date"),
    ],
)
def test_names_of_columns_are_matched_leniently(tmp_path: Path, header: tuple[str, ...]) -> None:
    lines = read_matrix(saved(tmp_path, [("A matrix of paragraphs",), (), header, *ROWS[1:]])).lines
    assert [line.number for line in lines] == ["40", "24.10", "Task 5"]
    assert lines[0].due == "2020-03-01"


def test_columns_that_nothing_reads_are_named(tmp_path: Path) -> None:
    rows = [(*HEADER, "Status", None), *((*row, "Full", "see mail") for row in ROWS[1:])]
    found = read_matrix(saved(tmp_path, rows))
    assert found.unused == ("'Status' (F)", "column G, which has no name")
    assert "Full" not in as_yaml(stubs(found, "matrix"), "matrix"), (
        "a status in a matrix is nobody's finding here"
    )


BAD: list[tuple[str, Callable[[Workbook], Any], str, str]] = [
    ("a formula for a number", put("A3", "=A2+1"), "A3", "holds a formula"),
    ("a formula for a title", put("B3", '=CONCAT("a","b")'), "B3", "holds a formula"),
    ("a formula for a due date", put("E2", "=TODAY()"), "E2", "holds a formula"),
    ("a number with a fraction", put("A3", 24.1), "A3", "with or without a 0 at its end"),
    ("a number that became a date", put("A3", datetime(2020, 12, 1)), "A3", "a date or a time"),
    ("a truth value", put("B3", True), "B3", "a truth value"),
    ("an error", put("D3", "#REF!"), "D3", "an error (#REF!)"),
    ("a due time of day", put("E2", datetime(2020, 3, 1, 12)), "E2", "a date or a time"),
    ("no number", put("A3", None), "A3", "the row has no number"),
    ("no title", put("B3", "   "), "B3", "the row has no title"),
    ("a footer", put("A7", "Source: the monitor's plan, 2020"), "B7", "the row has no title"),
    ("a number that is two", put("A3", "41, 42"), "A3", "'41, 42' is no paragraph's number"),
    ("numbers of one key", put("A4", "24-10"), "A4", "'24-10' differs from '24.10' by marks"),
    ("an owner in two writings", put("D4", "police department"), "D4", "by marks or capitals alone"),
    ("an owner without letters", put("D4", "???"), "D4", "no key can be made"),
    ("a mark that is not seen", put("B3", "Train\u202eeht"), "B3", "a mark that is not seen"),
    ("a title without end", put("B3", "x" * 3_000), "B3", "more than 2,000 characters"),
    ("merged cells", lambda b: b.worksheets[0].merge_cells("C2:C4"), "C2:C4", "the cells are merged"),
    ("merged cells over all", lambda b: b.worksheets[0].merge_cells("A4:XFD1048576"), "A4:XFD1048576", "merged"),
    ("a column named twice", put("F1", "para"), "F1", "names the column number a second time"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "place", "wrong"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_a_bad_row_is_named_with_its_cell(
    tmp_path: Path, change: Callable[[Workbook], Any], place: str, wrong: str
) -> None:
    found = problems(merged_over_all(tmp_path) if "1048576" in place else saved(tmp_path, change=change))
    [problem] = [p for p in found if p.field == place]
    assert wrong in problem.wrong
    assert len(found) == 1, found


def merged_over_all(folder: Path) -> Path:
    """A workbook that merges more cells than any memory holds, as no spreadsheet would write it."""
    return rewritten(
        saved(folder),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b"</sheetData>",
            b'</sheetData><mergeCells count="1"><mergeCell ref="A4:XFD1048576"/></mergeCells>',
        ),
    )


def rewritten(file: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file


def test_every_bad_row_is_named_at_once(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for place, value in (("A2", "=1"), ("B3", None), ("A4", 24.1)):
            put(place, value)(book)

    assert [problem.field for problem in problems(saved(tmp_path, change=change))] == ["A2", "B3", "A4"]


def test_a_title_that_is_merged_above_the_names_does_no_harm(tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("A1:E1")

    assert len(read_matrix(saved(tmp_path, [("The plan",), *ROWS], merge)).lines) == 3


@pytest.mark.parametrize(
    "rows",
    [[], [("40", "Write a policy")], [("Number", "Owner"), ("40", "Police")], [*([("",)] * 25), *ROWS]],
    ids=["empty", "no names", "no title", "too far down"],
)
def test_without_the_names_of_its_columns_nothing_is_guessed(
    tmp_path: Path, rows: Sequence[Sequence[Any]]
) -> None:
    rows = [row if any(row) else ("x",) for row in rows]
    [problem] = problems(saved(tmp_path, rows))
    assert "names a column number and a" in problem.wrong or "and none for the title" in problem.wrong
    assert "provision" in problem.right, "the names that would do are told"


def test_the_name_that_is_missing_is_named(tmp_path: Path) -> None:
    [problem] = problems(saved(tmp_path, [("A matrix",), ("Number", "Owner"), ("40", "Police")]))
    assert (problem.line, problem.wrong) == (2, "row 2 names a column number and none for the title")
    [problem] = problems(saved(tmp_path, [("Title", "Owner"), ("A policy", "Police")]))
    assert problem.wrong == "row 1 names a column title and none for the number"


DUTIES = (
    ("¶", "Requirement"),
    ("40", "Write a policy"),
    ("41", "Train the officers"),
    ("40", "Post the draft"),
    ("40", "Post the draft"),
)


def test_each_row_of_a_paragraph_is_an_obligation_of_its_own_and_the_paragraph_stands_once(
    tmp_path: Path,
) -> None:
    made = stubs(read_matrix(saved(tmp_path, DUTIES)), "matrix")
    assert [(o["key"], o["title"]["en"]) for o in made["obligations"]] == [
        ("paragraph-40-duty-1", "Write a policy"),
        ("paragraph-41", "Train the officers"),
        ("paragraph-40-duty-2", "Post the draft"),
        ("paragraph-40-duty-3", "Post the draft"),
    ]
    assert [(p["number"], p["about"]["en"]) for p in made["paragraphs"]] == [
        ("40", "Write a policy; Post the draft"),
        ("41", "Train the officers"),
    ]
    assert [o.paragraphs for o in as_catalogue(made).obligations] == [("40",), ("41",), ("40",), ("40",)]


def test_the_matrix_s_own_identifiers_make_the_keys_and_do_not_move_with_the_rows(tmp_path: Path) -> None:
    rows = [("ID", "¶", "Requirement"), ("a", "40", "One"), ("c", "40", "Two"), (None, "41", "Three")]
    keys = [line.key for line in read_matrix(saved(tmp_path, rows)).lines]
    assert keys == ["paragraph-40-a", "paragraph-40-c", "paragraph-41"]
    rows.insert(2, ("b", "40", "Between"))
    after = [line.key for line in read_matrix(saved(tmp_path, rows)).lines]
    assert after == ["paragraph-40-a", "paragraph-40-b", "paragraph-40-c", "paragraph-41"]


def test_two_rows_of_one_paragraph_and_identifier_are_named_and_not_made_one(tmp_path: Path) -> None:
    rows = [("ID", "¶", "Requirement"), ("a.1", "40", "One"), ("A-1", "40", "Two"), ("a.1", "41", "Three")]
    [problem] = problems(saved(tmp_path, rows))
    assert (problem.field, problem.wrong[:34]) == ("A3", "row 2 has the same paragraph and i")


def test_long_numbers_and_identifiers_make_keys_of_rows_that_stay_apart(tmp_path: Path) -> None:
    rows = [("ID", "¶", "Requirement"), ("x" * 70 + "1", "40", "One"), ("y" * 70, "40" + "a" * 30, "Two")]
    found = as_catalogue(stubs(read_matrix(saved(tmp_path, rows)), "matrix"))
    assert all(len(o.key) <= 80 for o in found.obligations)
    assert len({o.key for o in found.obligations}) == 2


def test_a_name_that_may_mean_a_column_does_so_only_where_no_surer_one_is_there(tmp_path: Path) -> None:
    found = read_matrix(
        saved(tmp_path, [("Section", "Paragraph", "Title", "Text"), ("II", "40", "One", "Long")])
    )
    assert (found.lines[0].number, found.lines[0].title) == ("40", "One")
    assert found.unused == ("'Section' (A)", "'Text' (D)")
    found = read_matrix(saved(tmp_path, [("Provision", "Obligation", "Lead"), ("40", "One", "Police")]))
    assert (found.lines[0].number, found.lines[0].title, found.lines[0].owner) == ("40", "One", "Police")


def test_names_without_rows_are_no_matrix(tmp_path: Path) -> None:
    [problem] = problems(saved(tmp_path, [HEADER]))
    assert "no row stands below the names" in problem.wrong


def test_of_several_sheets_none_is_guessed(tmp_path: Path) -> None:
    def two(book: Workbook) -> None:
        book.create_sheet("Notes").append(["nothing"])

    file = saved(tmp_path, change=two)
    for name in (None, "Paragraphs"):
        [problem] = problems(file, name)
        assert "Choose one with --sheet: Sheet, Notes" in problem.right
    assert len(read_matrix(file, "Sheet").lines) == 3


def test_a_sheet_of_a_hundred_thousand_rows_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    sheet.append(HEADER)
    for number in range(100_000):
        sheet.append([number, "A paragraph", "A unit", "An owner", "2020-01-01"])
    book.save(tmp_path / "matrix.xlsx")
    [problem] = problems(tmp_path / "matrix.xlsx")
    assert "the sheet goes on after row 20,000" in problem.wrong


def test_a_row_at_the_end_of_the_sheet_is_not_passed_over(tmp_path: Path) -> None:
    [problem] = problems(saved(tmp_path, change=put("A1048576", "41")))
    assert "goes on after row" in problem.wrong


def test_a_sheet_that_says_it_is_small_or_huge_is_read_as_it_is(tmp_path: Path) -> None:
    for size in (b"A1:B2", b"A1:XFD1048576"):
        file = rewritten(
            saved(tmp_path), "xl/worksheets/sheet1.xml", lambda xml, size=size: xml.replace(b'ref="A1:E4"', b'ref="' + size + b'"')
        )  # fmt: skip
        assert len(read_matrix(file).lines) == 3


def test_a_small_file_that_unpacks_into_a_huge_one_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = rewritten(saved(tmp_path), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * workbook.UNPACKED)
    assert file.stat().st_size < 200_000
    monkeypatch.setattr(workbook, "load_workbook", lambda *_, **__: pytest.fail("it was unpacked"))
    [problem] = problems(file)
    assert "unpacks to more than" in problem.wrong


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>
<worksheet><sheetData><row><c t="str"><v>&h;</v></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    "break_it",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"number,title\n40,A policy\n"),
        lambda file: file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000),
        lambda file: file.write_bytes(file.read_bytes()[:2_000]),
        lambda file: rewritten(file, "xl/worksheets/sheet1.xml", lambda xml: xml[:200]),
        lambda file: rewritten(file, "xl/workbook.xml", lambda xml: b"<workbook/>"),
        lambda file: rewritten(file, "xl/worksheets/sheet1.xml", lambda xml: LAUGHS),
        lambda file: rewritten(
            file, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A2"', b'r="!!"')
        ),
        lambda file: file.unlink() or file.mkdir(),
    ],
    ids=[
        "empty",
        "CSV",
        "an old or locked one",
        "cut",
        "cut inside",
        "no sheets",
        "laughs",
        "no such cell",
        "a folder",
    ],
)
def test_what_is_no_workbook_is_a_problem_and_nothing_else(
    tmp_path: Path, break_it: Callable[[Path], Any]
) -> None:
    file = saved(tmp_path)
    break_it(file)
    [problem] = problems(file)
    assert problem.file == "matrix.xlsx"
