"""The rows of CSV texts and of every sheet of a workbook, as text, whatever they hold."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from compliance.intake.workbook import read_sheet, sheet_names

DELIMITERS = ",;\t|"
"""What may part the cells of a line: a comma, and what spreadsheets write where a comma parts whole from fraction."""


def csv_rows(text: str) -> Iterator[list[str]]:
    """The rows of a CSV text, blank ones too, so that they count as a spreadsheet counts them. Raises csv.Error."""
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)


def delimiter_of(text: str) -> str:
    """What parts the cells: what its first line has most of, outside quotation marks.

    >>> delimiter_of('key;"a, b, c";happened')
    ';'
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def looks_like_a_table(text: str) -> bool:
    """Whether a plain text holds a table: three lines or more, each with as many cells as the first, and more than one."""
    try:
        widths = [len(row) for row in csv_rows(text) if row]
    except csv.Error:
        return False
    return len(widths) > 2 and widths[0] > 1 and len(set(widths)) == 1


def sheets(path: Path) -> Iterator[list[list[str]]]:
    """The rows of every sheet of a workbook, hidden ones too. Raises BrokenInput."""
    for name in sheet_names(path):
        rows = []
        for cells in read_sheet(path, name, columns=None).rows:
            row = [""] * cells[-1].column
            for cell in cells:
                row[cell.column - 1] = _shown(cell.value)
            rows.append(row)
        yield rows


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.date()}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
