"""Writing an export into a folder: whole files only, and never over what somebody else put there."""

import csv
import io
import os
import re
import textwrap
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from compliance.access import Reading
from compliance.as_json import FINDING
from compliance.editions.tables import Table, releases
from compliance.outcomes import NO_OFFICIAL, NOT_A_MEASURE

FIRST_LINE = "An export of Pilcrow"
README = "README.txt"
UNFINISHED = ".unfinished"
# A line of the README that names a file.
_LISTED = re.compile(r"  (\S+)  ")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CannotExport(Exception):
    """The export was not written; the message says why and what to do."""


def write(folder: Path, reading: Reading, tables: Sequence[Table]) -> Sequence[Table]:
    """Write the tables and a README into a new or empty folder, or over an earlier export.

    Every file is written under another name first and then renamed, README.txt last, so that nobody reads half a
    file. Raises CannotExport, with the folder as it was, where the folder holds anything else or cannot be written.
    """
    fictional = reading.catalogue.fictional
    files = {table.name: as_csv(table, fictional=fictional) for table in tables}
    files |= {name: text for table in tables for name, text in table.beside}
    files[README] = _readme(reading, tables)
    earlier = _earlier(folder)
    unfinished = [folder / f".{name}{UNFINISHED}" for name in files]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(unfinished, files.values(), strict=True):
            path.write_text(text, encoding="utf-8", newline="")
        for path, name in zip(unfinished, files, strict=True):
            os.replace(path, folder / name)
        for name in earlier - set(files):
            (folder / name).unlink()
    except OSError as error:
        for path in unfinished:
            path.unlink(missing_ok=True)
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
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _earlier(folder: Path) -> set[str]:
    """The files of an earlier export in the folder. Raises CannotExport if it holds anything else."""
    if not folder.exists():
        return set()
    if not folder.is_dir():
        raise CannotExport(f"{folder} is a file; name a new or an empty folder.")
    try:
        names = {path.name for path in folder.iterdir() if not path.name.endswith(UNFINISHED)}
        readme = (folder / README).read_text(encoding="utf-8") if README in names else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CannotExport(f"{folder} cannot be read ({error}); name a new or an empty folder.") from None
    listed = {match[1] for line in readme.splitlines() if (match := _LISTED.match(line))} | {README}
    others = sorted(names - listed) if readme.startswith(FIRST_LINE) else sorted(names)
    if others:
        held = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
        raise CannotExport(
            f"{folder} holds files that are no export ({held}); nothing was written. Name a new or an empty "
            "folder, or move them away."
        )
    return names


def _readme(reading: Reading, tables: Sequence[Table]) -> str:
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
        f"{FIRST_LINE} {version('pilcrow-monitor')}: {catalogue.name.en}",
        "",
        *([fiction, ""] if catalogue.fictional else []),
        f"{catalogue.case.name}, {catalogue.case.docket}",
        NO_OFFICIAL.en,
        "",
        f"Known: every row up to record {known.number}, recorded by {known.until}.",
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
    "- Corrected rows are kept. corrects: the row that this one corrects, with the reason. corrected_by: the row "
    "that corrects this one; where it is empty, the row holds.",
    "- A day is YYYY-MM-DD; two with a slash between are a day from the first to the second, not known which.",
    "- Lists stand in one cell, joined by '; '. The parts of a list of things have a column each, in one order.",
    "- An empty cell: the record does not say.",
    "- A cell that a spreadsheet would take for a formula begins with an apostrophe.",
    "- The address of a source that is a copy is left out.",
)
