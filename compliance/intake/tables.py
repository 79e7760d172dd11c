"""A table of one kind of record, CSV or XLSX: one record in each row, the columns named as its fields are.

Every row is read, and every one that is broken is named with its row and column; only a table without a problem is used.
What a cell cannot hold, a list of things with fields of their own, a table does not take.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from pydantic import BaseModel

from compliance.evidence import KINDS, Source
from compliance.evidence.fields import Field, fields_of
from compliance.intake.spreadsheet import csv_rows
from compliance.intake.workbook import MOST_ROWS, Cell, NotText, read_sheet
from compliance.reading import BrokenInput, Page, Problem, unseen_mark

TABLES: Mapping[str, type[BaseModel]] = {**KINDS, "source": Source}
"""What a table can hold: every kind of evidence, and sources."""

PARTED_BY = ";"


class TableRow(NamedTuple):
    """A row with its number, as a spreadsheet counts, and the record that it holds."""

    number: int
    body: BaseModel


@dataclass(frozen=True)
class Table:
    """A table that was read and found whole."""

    name: str
    kind: str
    rows: tuple[TableRow, ...]


class BrokenRows(BrokenInput):
    """Rows of a table that cannot be read; `rest` is the table of the others, `keys` are those that the broken rows give."""

    def __init__(self, problems: Sequence[Problem], rest: Table, keys: frozenset[str]):
        super().__init__(problems)
        self.rest, self.keys = rest, keys


class _Line(NamedTuple):
    number: int
    cells: Mapping[int, Cell | str]


def read_table(path: Path, kind: str, sheet: str | None = None) -> Table:
    """A table of records of a kind; `sheet` names one of several. Raises BrokenInput with every problem, BrokenRows where its
    columns are right, and KeyError for a kind that there is none of."""
    model, page = TABLES[kind], Page(path.name)
    lines = list(_workbook(path, sheet) if path.suffix.lower() == ".xlsx" else _csv(path, page))
    if page.problems:
        raise BrokenInput(page.problems)
    if not lines:
        page.problem(
            (),
            "there is nothing in it",
            "Write the names of the fields in the first row, and a record in each row below",
        )
        raise BrokenInput(page.problems)
    columns = _columns(lines[0], fields_of(model), kind, page)
    if page.problems:
        raise BrokenInput(page.problems)
    rows = tuple(_rows(lines[1:], columns, model, page))
    if not rows and not page.problems:
        page.problem(
            (), "it has the names of the fields and no record", "Write a record in each row below them"
        )
    table = Table(path.name, kind, rows)
    if page.problems:
        raise BrokenRows(page.problems, table, _keys(lines[1:], columns) - _keys_of(table))
    return table


def template(kind: str) -> str:
    """The first row of a table of a kind, as CSV: the fields that it needs come first."""
    fields = sorted((f for f in fields_of(TABLES[kind]) if not f.parts), key=lambda f: not f.required)
    return ",".join(field.name for field in fields) + "\n"


def not_in_a_table(kind: str) -> list[Field]:
    """The fields of a kind that a table cannot hold."""
    return [field for field in fields_of(TABLES[kind]) if field.parts]


def _csv(path: Path, page: Page) -> Iterator[_Line]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        for number, row in enumerate(csv_rows(text), 1):
            if number > MOST_ROWS:
                page.lines = {(): number}
                page.problem(
                    (), f"it goes on after row {MOST_ROWS:,}", "Part it, and send one part after the other"
                )
                return
            if any(cell.strip() for cell in row):
                yield _Line(number, {i: cell for i, cell in enumerate(row, 1)})
    except UnicodeDecodeError:
        page.problem((), "it is not in UTF-8", "Save it as “CSV UTF-8”")
    except csv.Error as error:
        page.problem((), f"not CSV: {error}", "Check the quotation marks")


def _workbook(path: Path, sheet: str | None) -> Iterator[_Line]:
    for row in read_sheet(path, sheet).rows:
        yield _Line(row[0].row, {cell.column: cell for cell in row})


def _columns(head: _Line, fields: Sequence[Field], kind: str, page: Page) -> dict[int, Field]:
    """Which field each column holds. Notes every name that is none, that comes twice or is missing, on the page."""
    page.lines = {(): head.number}
    known = {field.name: field for field in fields}
    nested = [field for field in fields if field.parts]
    needed = [field.name for field in nested if field.required]
    if needed:
        page.problem((), f"a {kind} cannot be read from a table: {_each(needed)}", _elsewhere(kind))
        return {}
    found: dict[int, Field] = {}
    for place, cell in head.cells.items():
        written = str(cell if isinstance(cell, str) else cell.value).strip()
        name = "_".join(written.casefold().replace("-", " ").replace("_", " ").split())
        column = (written[:60] or get_column_letter(place),)
        if not written:
            continue
        if name not in known:
            near = get_close_matches(name, known, n=1)
            right = (
                f"Write '{near[0]}'"
                if near
                else f"Write one of: {', '.join(f.name for f in fields if not f.parts)}"
            )
            page.problem(column, f"is no field of a {kind}", f"{right}, or remove the column")
        elif known[name].parts:
            page.problem(
                column, f"a cell cannot hold it: {_each([name])}", f"Remove the column. {_elsewhere(kind)}"
            )
        elif known[name] in found.values():
            page.problem(column, "the column stands here twice", "Keep one of the two")
        else:
            found[place] = known[name]
    given = {field.name for field in found.values()}
    for field in fields:
        if field.required and field.name not in given and not page.problems:
            page.problem((field.name,), "the column is missing", f"Add it: every {kind} has one")
    return found


def _each(names: Sequence[str]) -> str:
    return f"each of its {' and '.join(names)} has fields of its own"


def _elsewhere(kind: str) -> str:
    return f"Use the form of the page Submit, or write a YAML file and record it with pilcrow add {kind} FILE"


def _rows(
    lines: Sequence[_Line], columns: Mapping[int, Field], model: type[BaseModel], page: Page
) -> Iterator[TableRow]:
    first: dict[str, int] = {}
    for line in lines:
        page.lines = {(): line.number, **{(field.name,): line.number for field in columns.values()}}
        before = len(page.problems)
        for place, cell in line.cells.items():
            if place not in columns and str(cell if isinstance(cell, str) else cell.value).strip():
                page.problem(
                    (get_column_letter(place),),
                    "the cell stands under no name",
                    "Name the column, or empty the cell",
                )
        values = {field.name: _value(line.cells.get(place), field, page) for place, field in columns.items()}
        if len(page.problems) > before:
            continue
        # A blank cell is a field that is left out; where it is needed, it says what would be right.
        given = {
            name: value for name, value in values.items() if value or model.model_fields[name].is_required()
        }
        body = page.read(model, given)
        _name_the_columns(page, before)
        if body is None:
            continue
        key = str(getattr(body, "key", ""))
        if first.setdefault(key, line.number) != line.number:
            page.problem(("key",), f"'{key}' stands in row {first[key]} too", "Give each record its own key")
        yield TableRow(line.number, body)


def _keys(lines: Sequence[_Line], columns: Mapping[int, Field]) -> frozenset[str]:
    """The keys that rows give, whether they can be read or not."""
    [place] = [place for place, field in columns.items() if field.name == "key"] or [0]
    cells = [line.cells.get(place, "") for line in lines]
    return frozenset(str(cell.value if isinstance(cell, Cell) else cell).strip() for cell in cells)


def _keys_of(table: Table) -> frozenset[str]:
    return frozenset(str(getattr(row.body, "key", "")) for row in table.rows)


def _value(cell: Cell | str | None, field: Field, page: Page) -> str | list[str]:
    """What a cell gives for a field; blank where that cannot be taken, which is noted on the page."""
    text = ""
    if isinstance(cell, Cell):
        try:
            text = cell.text(may_be_a_day=field.type in ("day", "moment")) or ""
        except NotText as error:
            page.problem((field.name,), error.wrong, error.right)
    elif cell is not None:
        text = cell.strip()
        if unseen_mark(text):
            page.problem(
                (field.name,),
                "the cell has a mark that is not seen but acts on a screen",
                "Remove the control character",
            )
    if not field.many:
        return text
    return [part.strip() for part in text.split(PARTED_BY) if part.strip()]


def _name_the_columns(page: Page, since: int) -> None:
    """Problems say which entry of a list they are about; a table has one cell for all of them."""
    page.problems[since:] = [replace(p, field=p.field.partition(".")[0]) for p in page.problems[since:]]
