"""A matrix of a decree's duties, as monitors and departments keep it in a spreadsheet, made into stubs of a catalogue.

A stub says what one row of the matrix says, and that nothing is checked. What the matrix does not give stays unknown; Spanish that it
does not give is the English behind `UNTRANSLATED`, so that nobody takes it for a translation.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from openpyxl.utils import get_column_letter
from pydantic import TypeAdapter, ValidationError

from compliance.intake.columns import EVERY, NAMES, NEEDED, plain
from compliance.intake.workbook import Cell, NotText, Sheet, read_sheet
from compliance.paragraphs import Number
from compliance.reading import BrokenInput, Problem
from compliance.sentences import Text, say
from compliance.undisturbed import undisturbed

UNTRANSLATED = "[sin traducir]"
NOT_NAMED = "not-named-in-the-matrix"
"""The body that is responsible where the matrix names no owner."""

HEADER_WITHIN = 20
"""Among so many rows at the top the names of the columns are looked for: titles may stand above them."""

KEY_OF_A_NAME, LONGEST_KEY = 60, 80
"""So many letters and digits a key made of a name has at most, and one with what is put before and behind it."""

PARAGRAPH_NUMBER: TypeAdapter[str] = TypeAdapter(Number)
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""Written in C where it can be: a matrix of thousands of rows takes the other one long."""


@dataclass(frozen=True)
class Line:
    """A row of the matrix, which is one duty; None for what it leaves blank. `id` is the matrix's own name for the row, `due`
    a day, YYYY-MM-DD, or words as they stand. `key` is that of its stub: no two rows share one."""

    row: int
    number: str
    title: str
    id: str | None = None
    key: str = ""
    title_es: str | None = None
    unit: str | None = None
    owner: str | None = None
    due: str | None = None


@dataclass(frozen=True)
class Matrix:
    """A matrix that was read and found whole; `unused` are the names of columns that it has and that nothing reads."""

    sheet: str
    lines: tuple[Line, ...]
    unused: tuple[str, ...]


def read_matrix(path: Path, sheet_name: str | None = None) -> Matrix:
    """The matrix on a sheet of a workbook, whole. Raises BrokenInput with every problem, each with its cell."""
    sheet = read_sheet(path, sheet_name)
    header, columns, problems = _columns(sheet, path.name)
    lines = []
    for row in sheet.rows:
        if row[0].row > header:
            line, wrong = _line(row, columns, path.name)
            problems += wrong
            lines += [line] if line else []
    problems += _merged(sheet, header, columns, path.name)
    lines = _with_keys(lines)
    problems += list(_in_two_writings(lines, columns, path.name)) or _of_one_key(lines, columns, path.name)
    if not lines and not problems:
        problems.append(Problem(path.name, header, "", "no row stands below the names", "Add the paragraphs"))
    if problems:
        raise BrokenInput(problems)
    return Matrix(sheet.name, tuple(lines), tuple(_unused(sheet, header, columns)))


def stubs(matrix: Matrix, source: str) -> dict[str, Any]:
    """The parts of a catalogue that the matrix fills, as its file writes them. `source` is the key under which
    sources.yaml declares the matrix."""
    owners = {_key(line.owner): line.owner for line in matrix.lines if line.owner}
    unnamed = any(line.owner is None for line in matrix.lines)
    bodies = [{"key": key, "name": _in_both(name)} for key, name in owners.items()]
    if unnamed:
        bodies.append({"key": NOT_NAMED, "name": _written(_NOT_NAMED)})
    by_number: dict[str, list[Line]] = {}
    for line in matrix.lines:
        by_number.setdefault(line.number, []).append(line)
    return {
        "bodies": bodies,
        "subjects": [{"key": line.key, "name": _both(line)} for line in matrix.lines],
        "paragraphs": [
            {"number": number, "about": _about(own), "source": source} for number, own in by_number.items()
        ],
        "obligations": [_obligation(line, source) for line in matrix.lines],
    }


def as_yaml(content: Mapping[str, Any], source: str) -> str:
    """Stubs as YAML, with what is left to do above them."""
    head = (
        "# Stubs of a catalogue, one for each row of a matrix. Nothing here is checked.\n"
        "# Move the entries of each part into that part of decree.yaml, and correct them there.\n"
        f"# Declare the matrix in sources.yaml, under the key {source}.\n"
        f"# {UNTRANSLATED} stands before English that waits for its Spanish.\n"
    )
    with undisturbed(sum(map(len, content.values()))):
        return head + yaml.dump(dict(content), Dumper=DUMPER, sort_keys=False, allow_unicode=True, width=110)


def _columns(sheet: Sheet, file: str) -> tuple[int, dict[str, int], list[Problem]]:
    """The row of the names, and the column of each thing. Raises BrokenInput where there is no such row."""
    nearest: tuple[int, dict[str, int]] = (1, {})
    for row in sheet.rows:
        if row[0].row > HEADER_WITHIN:
            break
        columns, problems = _named(row, file)
        if set(columns) >= set(NEEDED):
            return row[0].row, columns, problems
        if set(columns) & set(NEEDED) and not nearest[1]:
            nearest = row[0].row, columns
    at, there = nearest
    if there:
        lacking = next(thing for thing in NEEDED if thing not in there)
        wrong = f"row {at} names a column {next(t for t in NEEDED if t in there)} and none for the {lacking}"
    else:
        wrong = f"none of the first {HEADER_WITHIN} rows names a column number and a column title"
    right = f"Write the names above the rows, each by one of these: {EVERY}"
    raise BrokenInput([Problem(file, at, "", wrong, right)])


def _named(row: Sequence[Cell], file: str) -> tuple[dict[str, int], list[Problem]]:
    """The column that a row names for each thing, and what is named twice."""
    columns: dict[str, int] = {}
    problems = []
    for thing, tiers in NAMES.items():
        named = next((found for names in tiers if (found := [c for c in row if plain(c.value) in names])), [])
        if named:
            columns[thing] = named[0].column
        for cell in named[1:]:
            wrong = f"'{cell.value}' names the column {thing} a second time"
            problems.append(Problem(file, cell.row, cell.place, wrong, "Keep one of the two"))
    return columns, problems


def _line(row: Sequence[Cell], columns: Mapping[str, int], file: str) -> tuple[Line | None, list[Problem]]:
    number, at, found = row[0].row, {cell.column: cell for cell in row}, dict[str, str | None]()
    problems = []

    def problem(thing: str, wrong: str, right: str) -> None:
        place = f"{get_column_letter(columns[thing])}{number}"
        problems.append(Problem(file, number, place, wrong, right))

    for thing, column in columns.items():
        try:
            found[thing] = at[column].text(may_be_a_day=thing == "due") if column in at else None
            if thing in NEEDED and found[thing] is None:
                problem(thing, f"the row has no {thing}", "Write it, or clear the row")
        except NotText as not_text:
            problem(thing, not_text.wrong, not_text.right)
    for thing in ("number", "id", "owner"):
        if found.get(thing) and not _key(found[thing] or ""):
            problem(thing, f"no key can be made of '{found[thing]}'", "Write it with Latin letters or digits")
    if problems:
        return None, problems
    written = (found["number"] or "").removeprefix("¶").strip()
    try:
        PARAGRAPH_NUMBER.validate_python(written)
    except ValidationError:
        right = "Write it with letters, digits, dots and brackets, for example 24.1, 12(a)(iii) or Task 5"
        problem("number", f"'{written}' is no paragraph's number", right)
        return None, problems
    return Line(row=number, **(found | {"number": written})), []  # type: ignore[arg-type]


def _merged(sheet: Sheet, header: int, columns: Mapping[str, int], file: str) -> Iterator[Problem]:
    for first_column, first_row, last_column, last_row in sheet.merged:
        if last_row >= header and any(first_column <= column <= last_column for column in columns.values()):
            place = f"{get_column_letter(first_column)}{first_row}:{get_column_letter(last_column)}{last_row}"
            wrong = "the cells are merged, so that only the first of them holds anything"
            yield Problem(file, first_row, place, wrong, "Unmerge them, and write in each what holds for it")


def _in_two_writings(lines: Sequence[Line], columns: Mapping[str, int], file: str) -> Iterator[Problem]:
    """Two paragraphs, or two owners, whose names differ by a mark alone, so that one key would be made of both."""
    for thing in ("number", "owner"):
        first: dict[str, Line] = {}
        for line in lines:
            value = getattr(line, thing)
            if value is None:
                continue
            before = first.setdefault(_key(value), line)
            if value != getattr(before, thing):
                place = f"{get_column_letter(columns[thing])}{line.row}"
                wrong = f"'{value}' differs from '{getattr(before, thing)}' by marks or capitals alone"
                yield Problem(file, line.row, place, wrong, "Write the same name in the same way")


def _with_keys(lines: Sequence[Line]) -> list[Line]:
    """Each row with a key of its own: its paragraph's, with the row's own identifier where the matrix gives one; else, of
    several rows of one paragraph, with its place among them."""
    rows_of = Counter(line.number for line in lines)
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        seen[line.number] += 1
        if line.id is not None:
            more = f"-{_key(line.id)}"
        else:
            more = f"-duty-{seen[line.number]}" if rows_of[line.number] > 1 else ""
        found.append(
            replace(line, key=f"{f'paragraph-{_key(line.number)}'[: LONGEST_KEY - len(more)]}{more}")
        )
    return found


def _of_one_key(lines: Sequence[Line], columns: Mapping[str, int], file: str) -> Iterator[Problem]:
    """Rows that would be stubs of one key, as where the matrix gives two rows one identifier."""
    first: dict[str, Line] = {}
    for line in lines:
        before = first.setdefault(line.key, line)
        if before is not line:
            place = f"{get_column_letter(columns['id' if line.id else 'number'])}{line.row}"
            wrong = (
                f"row {before.row} has the same paragraph and identifier, or differs from it by a mark alone"
            )
            yield Problem(file, line.row, place, wrong, "Give each row an identifier of its own")


def _unused(sheet: Sheet, header: int, columns: Mapping[str, int]) -> Iterator[str]:
    names = next(row for row in sheet.rows if row[0].row == header)
    named = {cell.column: f"'{cell.value}' ({get_column_letter(cell.column)})" for cell in names}
    for column in sorted({cell.column for row in sheet.rows if row[0].row >= header for cell in row}):
        if column not in columns.values():
            yield named.get(column, f"column {get_column_letter(column)}, which has no name")


def _key(name: str) -> str:
    """A key made of a name: its letters without accents, and its digits."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))[:KEY_OF_A_NAME].strip("-")


def _in_both(name: str) -> dict[str, str]:
    """A name, which is not translated."""
    return {"en": name, "es": name}


def _both(line: Line) -> dict[str, str]:
    """The title; where the matrix gives no Spanish, its English, marked."""
    return {"en": line.title, "es": line.title_es or f"{UNTRANSLATED} {line.title}"}


def _about(lines: Sequence[Line]) -> dict[str, str]:
    """What a paragraph is about: the titles of its rows."""
    both = [_both(line) for line in lines]
    return {language: "; ".join(dict.fromkeys(each[language] for each in both)) for language in ("en", "es")}


def _written(text: Text) -> dict[str, str]:
    return text.model_dump()


def _obligation(line: Line, source: str) -> dict[str, Any]:
    return {
        "key": line.key,
        "title": _both(line),
        "basis": "decree",
        "from": "unknown",
        "responsible": _key(line.owner) if line.owner else NOT_NAMED,
        "paragraphs": [line.number],
        "plain": _written(_PLAIN),
        "about": [line.key],
        "sources": [source],
        "note": _written(_as_given(line)),
        "needed": _written(_NEEDED),
        "questions": [_written(question) for question in _QUESTIONS],
    }


def _as_given(line: Line) -> Text:
    none = Text(en="not given", es="no consta")
    return say(
        "As the matrix gives it: unit, {unit}; owner, {owner}; due, {due}. None of it was checked.",
        "Según la matriz: unidad, {unit}; responsable, {owner}; fecha límite, {due}. Nada de ello se ha comprobado.",
        unit=line.unit or none,
        owner=line.owner or none,
        due=line.due or none,
    )


_NOT_NAMED = Text(en="a body that the matrix does not name", es="un organismo que la matriz no nombra")
_PLAIN = Text(
    en="Nobody has put this paragraph into plain words yet.",
    es="Nadie ha puesto aún este párrafo en palabras sencillas.",
)
_NEEDED = Text(
    en="The paragraph’s own words, with their source, and a check of what they ask.",
    es="El texto del párrafo, con su fuente, y una comprobación de lo que pide.",
)
_QUESTIONS: Iterable[Text] = (
    Text(en="What does this paragraph ask, in the decree’s own words?", es="¿Qué pide este párrafo, en palabras del decreto?"),
    Text(en="Who answers for it, and is a day set for it?", es="¿Quién responde de ello y hay un día fijado?"),
    Text(en="What has been done, and where can I read it?", es="¿Qué se ha hecho y dónde puedo leerlo?"),
)  # fmt: skip
