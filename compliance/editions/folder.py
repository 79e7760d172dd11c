"""Writing an export into a folder: whole files only, and never over what somebody else put there."""

import csv
import io
import os
import re
import textwrap
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from compliance.access import PUBLIC, Actor, Reading
from compliance.editions.tables import Table, releases
from compliance.json_fields import FINDING
from compliance.outcomes import NO_OFFICIAL, NOT_A_MEASURE

FIRST_LINE = "An export of Pilcrow"
README = "README.txt"
UNFINISHED = ".unfinished"
# What a spreadsheet may pass over before it takes the rest of a cell for a formula.
_PASSED_OVER = {"Cc", "Cf", "Zs", "Zl", "Zp"}


class CannotExport(Exception):
    """The export was not written; the message says why and what to do."""


def write(folder: Path, reading: Reading, tables: Sequence[Table], actor: Actor) -> Sequence[Table]:
    """Write the tables, as an actor may see them, and a README into a new or empty folder, or over an earlier export.

    Every file is written under another name first and then renamed, README.txt last, so that nobody reads half a
    file and no link is followed. Raises CannotExport where the folder holds anything else, with the folder as it
    was, or cannot be written.
    """
    fictional = reading.catalogue.fictional
    files = {table.name: as_csv(table, fictional=fictional) for table in tables}
    files |= {name: text for table in tables for name, text in table.beside}
    files[README] = _readme(reading, tables, actor)
    earlier = _earlier(folder, {_shape(name) for name in files})
    unfinished = [folder / f".{name}{UNFINISHED}" for name in files]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(unfinished, files.values(), strict=True):
            path.unlink(missing_ok=True)
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        for path, name in zip(unfinished, files, strict=True):
            os.replace(path, folder / name)
        for name in earlier - set(files):
            (folder / name).unlink()
    except OSError as error:
        for path in unfinished:
            with suppress(OSError):
                path.unlink()
        raise CannotExport(
            f"{folder} could not be written ({error.strerror or error}); check that it can be written and has "
            "room, or name another folder."
        ) from None
    return tables


def as_csv(table: Table, *, fictional: bool) -> str:
    """A table as CSV by RFC 4180. Rows of a fictional catalogue say so in their first column."""
    text = io.StringIO(newline="")
    mark = {"fictional": "yes"} if fictional else {}
    writer = csv.DictWriter(text, [*mark, *table.columns], restval="", extrasaction="ignore")
    writer.writeheader()
    for row in table.rows:
        writer.writerow({column: _harmless(cell) for column, cell in {**mark, **row}.items()})
    return text.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula. Without its first apostrophe, where it begins with one, it is
    the cell that was given."""
    return f"'{cell}" if cell.startswith(("'", "\t", "\r", "\n")) or _looks_like_a_formula(cell) else cell


def _looks_like_a_formula(cell: str) -> bool:
    """Whether the first thing that is seen of a cell is the sign of a formula, in any width."""
    seen = next((mark for mark in cell if unicodedata.category(mark) not in _PASSED_OVER), "")
    return unicodedata.normalize("NFKC", seen) in ("=", "+", "-", "@")


def _shape(name: str) -> str:
    """A file's name without its numbers: in all else the names of one export are those of the next."""
    return re.sub(r"[0-9]+", "0", name)


def _earlier(folder: Path, shapes: set[str]) -> set[str]:
    """The files of an earlier export in the folder. Raises CannotExport if it holds anything else.

    What they are is told by their names and by the README's first words; what the README lists is not believed.
    """
    try:
        held = {entry.name: entry for entry in os.scandir(folder)}
        plain = {name for name, entry in held.items() if entry.is_file(follow_symlinks=False)}
        exported = README in plain and _begins_as_ours(folder / README)
    except FileNotFoundError:
        return set()
    except NotADirectoryError:
        raise CannotExport(f"{folder} is a file; name a new or an empty folder.") from None
    except OSError as error:
        raise CannotExport(
            f"{folder} cannot be read ({error.strerror or error}); name a new or an empty folder."
        ) from None
    left_over = {n for n in plain if n.endswith(UNFINISHED) and _shape(n[1 : -len(UNFINISHED)]) in shapes}
    own = {name for name in plain if exported and _shape(name) in shapes}
    others = sorted(set(held) - own - left_over)
    if others:
        some = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
        raise CannotExport(
            f"{folder} holds files that are no export ({some}); nothing was written. Name a new or an empty "
            "folder, or move them away."
        )
    return own


def _begins_as_ours(readme: Path) -> bool:
    with readme.open(encoding="utf-8", errors="replace") as file:
        return file.read(len(FIRST_LINE)) == FIRST_LINE


def _readme(reading: Reading, tables: Sequence[Table], actor: Actor) -> str:
    catalogue, known = reading.catalogue, reading.knowledge
    width = max(len(name) for table in tables for name in (table.name, *(name for name, _ in table.beside)))
    files = [f"  {t.name:<{width}}  {len(t.rows):>5}  {t.holds}" for t in tables]
    files += [f"  {name:<{width}}         the catalogue's text" for t in tables for name, _ in t.beside]
    fields = [
        f"    {f.name}: {f.meaning.replace('`', '').replace('null', 'empty')}"
        for f in FINDING
        if f.name != "last"
    ]
    fiction = "FICTIONAL: an invented city, for trying out the program. None of this happened."
    lines = [
        f"{FIRST_LINE} {version('pilcrow-monitor')}: {_on_one_line(catalogue.name.en)}",
        "",
        *([fiction, ""] if catalogue.fictional else []),
        *(
            []
            if actor == PUBLIC
            else [f"NOT PUBLIC: what {actor.person} may see. Do not pass it on as public.", ""]
        ),
        _on_one_line(f"{catalogue.case.name}, {catalogue.case.docket}"),
        NO_OFFICIAL.en,
        "",
        f"Known: every row up to record {known.number}, recorded by {known.until}.",
        f"Head: {known.head}",
        "It stands for that record and all before it. Keep it: pilcrow verify --head tells later whether the record still "
        "holds it.",
        f"Releases of the data: {', '.join(releases(tables))}.",
        f"Findings are those of {reading.on}. {NOT_A_MEASURE.en}",
        "",
        "Files, each with the number of its rows:",
        *files,
        "",
        "How to read the tables:",
        *_HOW_TO_READ,
        "",
        "Columns of findings.csv (records stand as number and key):",
        *fields,
    ]
    return "\n".join(_wrapped(line) for line in lines) + "\n"


def _on_one_line(text: str) -> str:
    """A text of the catalogue, which may not begin a line of the README and so pass for the program's own."""
    return " ".join(text.split())


def _wrapped(line: str) -> str:
    """A line of the README, continued under its own beginning where it is too long to read."""
    margin = " " * (len(line) - len(line.lstrip()) + 2)
    return (
        textwrap.fill(line, 100, subsequent_indent=margin, break_on_hyphens=False)
        if len(line) > 100
        else line
    )


_HOW_TO_READ = (
    "- UTF-8, commas, one header line (RFC 4180). A table without rows means that no such record is loaded.",
    "- number: the row's number in the whole record. recorded: when, in UTC. release: what brought it. "
    "own_number: a number that the record itself gives, such as a directive's.",
    "- Corrected rows are kept. corrects: the row that this one corrects, with the reason. corrected_by and "
    "withdrawn_by: the row that corrects this one or takes it back; where both are empty, the row holds.",
    "- visibility: who may see it. capacity: the role, and the body, of whoever recorded it. record.csv lists every row with "
    "its hash; of one that may not be seen it has only number, what it holds, kind, time and hash.",
    "- A day is YYYY-MM-DD; two with a slash between are a day from the first to the second, not known which.",
    "- Lists stand in one cell, joined by '; '. The parts of a list of things have a column each, in one order.",
    "- An empty cell: the record does not say.",
    "- A cell that a spreadsheet could take for a formula, or that begins with an apostrophe, has an apostrophe put "
    "before it: where a cell begins with one, take that one away to have what the record says.",
    "- The address of a source that is a copy is left out.",
)
