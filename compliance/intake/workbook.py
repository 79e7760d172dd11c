"""A sheet of an XLSX workbook as rows of text, whoever made the file.

What a spreadsheet may have changed, or may show otherwise than it holds it, is a problem and no text: a formula, an error,
a date where none belongs, a fraction (24.10 is 24.1 to a spreadsheet), cells that are merged.
"""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import iterparse
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from compliance.reading import LARGEST, BrokenInput, Problem, unseen_mark

UNPACKED = 5 * LARGEST
"""How many bytes a workbook may have once it is unpacked: a small file can be made to unpack into a huge one."""

MOST_ROWS = 20_000
MOST_COLUMNS = 200
"""How far a sheet is read: columns further to the right are not."""

LONGEST = 2_000
"""How many characters a cell may hold."""


class NotText(ValueError):
    """What a cell holds cannot be taken as text; `wrong` says what it is, `right` what would do."""

    def __init__(self, wrong: str, right: str):
        self.wrong, self.right = wrong, right
        super().__init__(f"{wrong}; {right}")


@dataclass(frozen=True)
class Cell:
    """A cell with its place, such as B12."""

    column: int
    row: int
    value: Any
    kind: str

    @property
    def place(self) -> str:
        """As a spreadsheet names it."""
        return f"{get_column_letter(self.column)}{self.row}"

    def text(self, *, may_be_a_day: bool = False) -> str | None:
        """What it says, with single spaces; None where it is blank. A day, where there may be one, is YYYY-MM-DD.

        Raises NotText.
        """
        match self.value:
            case None:
                return None
            case _ if self.kind == "f":
                raise NotText("the cell holds a formula", "Write what it comes to")
            case _ if self.kind == "e":
                raise NotText(f"the cell holds an error ({self.value})", "Write what it should say")
            case str(words):
                return self._plain(words)
            case bool():
                raise NotText("the cell holds a truth value", "Write it as text")
            case datetime() as moment if may_be_a_day and moment.time() == time():
                return f"{moment.date()}"
            case int() as number:
                return str(number)
            case float() as number if number.is_integer():
                return str(int(number))
            case float():
                wrong = f"the cell holds the number {self.value}, which may be written with or without a 0 at its end"
                raise NotText(wrong, "Format the cell as text and write it again")
            case _:
                raise NotText("the cell holds a date or a time", "Format the cell as text and write it again")

    def _plain(self, words: str) -> str | None:
        found = " ".join(words.split())
        if unseen_mark(found):
            raise NotText(
                "the cell has a mark that is not seen but acts on a screen", "Remove the control character"
            )
        if len(found) > LONGEST:
            raise NotText(f"the cell has more than {LONGEST:,} characters", "Shorten it")
        return found or None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows that are not blank, and the corners (first column and row, last column and row) of each group of
    merged cells."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...]


def read_sheet(path: Path, name: str | None, columns: int | None = MOST_COLUMNS) -> Sheet:
    """One sheet of a workbook: that of the name or, without one, the only one. `columns` is how far it is read to the right;
    None, where all of it must be, refuses one that goes on too far. Raises BrokenInput."""
    _check_size(path)
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book: Any = load_workbook(file, read_only=True, keep_links=False)
            sheet = _chosen(book.worksheets, name, path)
            sheet.reset_dimensions()
            rows = tuple(_rows(sheet, path, columns))
            # A sheet that is read row by row does not tell which of its cells are merged.
            with book._archive.open(sheet._worksheet_path) as part:
                merged = tuple(_merged(part))
        except BrokenInput:
            raise
        except Exception as error:
            # The library fails in as many ways as a file can be broken.
            raise _unreadable(path, error) from None
    return Sheet(sheet.title, rows, merged)


def sheet_names(path: Path) -> list[str]:
    """The names of a workbook's sheets, hidden ones too. Raises BrokenInput."""
    _check_size(path)
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return [sheet.title for sheet in load_workbook(file, read_only=True, keep_links=False).worksheets]
        except Exception as error:
            raise _unreadable(path, error) from None


def _check_size(path: Path) -> None:
    """Raises BrokenInput for what is no workbook, and for one that would fill the memory. The sizes are those that the
    file gives; no more than these is ever unpacked."""
    right = "Save it as .xlsx, without a password"
    try:
        if path.stat().st_size > LARGEST:
            raise _broken(path, f"the file has more than {LARGEST:,} bytes", "Part it, or remove pictures")
        with ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except BrokenInput:
        raise
    except Exception as error:
        raise _broken(path, f"it is no XLSX workbook ({type(error).__name__})", right) from None
    if unpacked > UNPACKED:
        raise _broken(path, f"the file unpacks to more than {UNPACKED:,} bytes", "Keep only the matrix in it")


def _chosen(sheets: Sequence[Any], name: str | None, path: Path) -> Any:
    named = {sheet.title: sheet for sheet in sheets}
    if name is None and len(named) == 1:
        return sheets[0]
    if name in named:
        return named[name]
    wrong = "it has several sheets" if name is None else f"it has no sheet '{name}'"
    raise _broken(path, wrong, f"Choose one with --sheet: {', '.join(named) or 'there is none'}")


def _rows(sheet: Any, path: Path, columns: int | None) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(sheet.iter_rows(max_col=columns), 1):
        if columns is None and len(row) > MOST_COLUMNS:
            wrong = f"the sheet goes on after column {MOST_COLUMNS}"
            raise _broken(path, wrong, "Delete what stands to the right of the table", number)
        if number > MOST_ROWS:
            wrong = f"the sheet goes on after row {MOST_ROWS:,}"
            raise _broken(path, wrong, "Delete what stands below the matrix, empty rows too", MOST_ROWS + 1)
        cells = tuple(
            Cell(i, number, cell.value, cell.data_type)
            for i, cell in enumerate(row, 1)
            if cell.value is not None
        )
        if any(not isinstance(cell.value, str) or cell.value.strip() for cell in cells):
            yield cells


def _merged(part: IO[bytes]) -> Iterator[tuple[int, int, int, int]]:
    for _, element in iterparse(part):
        if element.tag.rpartition("}")[2] == "mergeCell":
            first_column, first_row, last_column, last_row = range_boundaries(element.get("ref", ""))
            yield first_column or 1, first_row or 1, last_column or MOST_COLUMNS, last_row or MOST_ROWS
        element.clear()


def _unreadable(path: Path, error: Exception) -> BrokenInput:
    wrong = f"it is no XLSX workbook that can be read ({type(error).__name__})"
    return _broken(path, wrong, "Save it anew as .xlsx")


def _broken(path: Path, wrong: str, right: str, line: int = 1) -> BrokenInput:
    return BrokenInput([Problem(path.name, line, "", wrong, right)])
