"""A data folder: the catalogue, sources, evidence and determinations of one dated release.

`read_folder` checks all of it and names every problem at once; only a folder without problems is loaded.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from compliance.catalogue import Catalogue, read_catalogue
from compliance.days import Day
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import KINDS, Evidence, Source
from compliance.evidence.record import Words
from compliance.example_runs import misfits_of
from compliance.fitting import There, misfits
from compliance.reading import BrokenInput, Page, Problem, plain_text, read_page, unseen_mark

M = TypeVar("M", bound=BaseModel)
TOO_MANY = "(too many)"


class Release(BaseModel):
    """A dated release: its rows are stamped with its day, so that two copies hold the same record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    release: Day
    title: Words
    about: Words


@dataclass(frozen=True)
class Folder:
    """A data folder that was read and found whole. `catalogue_text` is the catalogue's file as it stands."""

    release: Release
    catalogue: Catalogue
    catalogue_text: str
    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...]
    determinations: tuple[Determination, ...]
    totals: tuple[ReportTotal, ...]


def read_folder(path: Path, now: datetime | None = None) -> Folder:
    """The folder, whole. Raises BrokenInput with every problem of every file; where the present moment is given, a
    release of a day that has not come is one of them."""
    if not path.is_dir():
        raise BrokenInput([Problem(str(path), 1, "", "there is no such folder", "Name one with --data")])
    release_page = read_page(path / "release.yaml", "release.yaml")
    release = release_page.read(Release, release_page.content or {}) if not release_page.problems else None
    pages = [release_page]

    source_page = read_page(path / "sources.yaml", "sources.yaml")
    sources = [source for _, source in _models(source_page, "sources", Source)]
    pages.append(source_page)
    source_keys = {source.key for source in sources} | _keys_written(source_page, "sources")

    catalogue_page = read_page(path / "decree.yaml", "decree.yaml")
    catalogue = read_catalogue(catalogue_page, source_keys)
    pages.append(catalogue_page)

    evidence: list[Evidence] = []
    owners: list[tuple[Page, int, Evidence]] = []
    folder = path / "evidence"
    try:
        # A folder without evidence is one thing; one whose evidence cannot be read must never pass for it.
        there = sorted(folder.iterdir()) if folder.exists() or folder.is_symlink() else []
    except OSError as error:
        wrong = f"the records cannot be read ({error.strerror})"
        raise BrokenInput([Problem("evidence", 1, "", wrong, "Make it a folder that you may read")]) from None
    files = [file for file in there if file.suffix.lower() in (".yaml", ".yml")]
    for file in files:
        page = read_page(file, f"evidence/{file.name}")
        pages.append(page)
        owners += [(page, i, record) for i, record in _evidence(page, file.stem)]
    evidence = [record for _, _, record in owners]

    tables = [_csv(path / "determinations.csv", Determination), _csv(path / "totals.csv", ReportTotal)]
    if catalogue and release and now and release.release > (today := now.astimezone(catalogue.zone).date()):
        wrong = f"the release is of {release.release}, and in {catalogue.time_zone} it is {today}"
        release_page.problem(("release",), wrong, "Correct the day, or wait for it")
    problems = [problem for page in pages for problem in page.problems]
    for _, found in tables:
        problems += found
    if catalogue and release:
        problems += _cross_checks(
            catalogue, catalogue_page, release, source_page, source_keys, owners, tables
        )
    if problems:
        raise BrokenInput(problems)
    assert release and catalogue
    return Folder(
        release,
        catalogue,
        (path / "decree.yaml").read_text(encoding="utf-8"),
        tuple(sources),
        tuple(evidence),
        tuple(row for _, row in tables[0][0]),
        tuple(row for _, row in tables[1][0]),
    )


def _models(page: Page, name: str, model: type[M]) -> Iterator[tuple[int, M]]:
    """The entries of a file's one list; each that is broken is a problem of the page."""
    content = page.content
    if content is None and page.problems:
        return
    if not isinstance(content, dict) or set(content) != {name} or not isinstance(content[name], list):
        page.problem(
            (), "the file does not hold what it should", f"Begin it with '{name}:' and a list under it"
        )
        return
    seen: set[str] = set()
    for i, item in enumerate(content[name]):
        found = page.read(model, item, (name, i))
        if found is None:
            continue
        key = str(getattr(found, "key", ""))
        if key in seen:
            page.problem((name, i, "key"), f"'{key}' stands here a second time", "Give each its own key")
        seen.add(key)
        yield i, found


def _keys_written(page: Page, name: str) -> set[str]:
    """The keys that a file's entries give themselves, broken ones too: what names them is not at fault."""
    entries = page.content.get(name) if isinstance(page.content, dict) else None
    found = (
        [entry.get("key") for entry in entries if isinstance(entry, dict)]
        if isinstance(entries, list)
        else []
    )
    return {key for key in found if isinstance(key, str)}


def _evidence(page: Page, kind: str) -> Iterator[tuple[int, Evidence]]:
    if kind not in KINDS:
        page.problem(
            (), f"'{kind}' is no kind of evidence", f"Name the file after one of: {', '.join(KINDS)}"
        )
        return
    yield from _models(page, "records", KINDS[kind])


def _csv(path: Path, model: type[Any]) -> tuple[list[tuple[int, Any]], list[Problem]]:
    """The rows of a CSV file with their lines; a file that is missing has none."""
    rows: list[tuple[int, Any]] = []
    page = Page(path.name)
    try:
        text = plain_text(path, page)
    except FileNotFoundError:
        return rows, []
    if text is None:
        return rows, page.problems
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey=TOO_MANY, strict=True)
    seen: set[str] = set()
    try:
        for values in reader:
            page.lines = {(): reader.line_num}
            if TOO_MANY in values:
                wrong = "the row has more cells than the first line has names"
                page.problem((), wrong, "Put quotation marks around a cell that has a comma in it")
                continue
            if any(isinstance(value, str) and unseen_mark(value) for value in values.values()):
                page.problem(
                    (),
                    "a cell has a mark that is not seen but acts on a screen",
                    "Remove the control character",
                )
                continue
            row = page.read(model, {name: value for name, value in values.items() if value not in ("", None)})
            if row is None:
                continue
            if row.key in seen:
                page.problem((), f"'{row.key}' stands here a second time", "Keep one of the two rows")
            seen.add(row.key)
            rows.append((reader.line_num, row))
    except csv.Error as error:
        page.lines = {(): reader.line_num}
        page.problem((), f"not CSV: {error}", "Check the quotation marks on this line")
    return rows, page.problems


def _cross_checks(
    catalogue: Catalogue,
    catalogue_page: Page,
    release: Release,
    source_page: Page,
    sources: set[str],
    owners: list[tuple[Page, int, Evidence]],
    tables: list[tuple[list[tuple[int, Any]], list[Problem]]],
) -> Iterator[Problem]:
    """What no single record can show: references between files, keys used twice, days that have not come."""
    first: dict[str, Page] = {}
    kinds = {record.key: record.kind for _, _, record in owners}
    there = There(catalogue, sources, kinds, release.release)
    for page, i, record in owners:
        before = len(page.problems)
        if first.setdefault(record.key, page) is not page:
            page.problem(
                ("records", i, "key"), f"'{record.key}' stands in two records", "Give each its own key"
            )
        for field, wrong, right in misfits(record, there):
            page.problem(("records", i, field), wrong, right)
        yield from page.problems[before:]
    before, records = len(catalogue_page.problems), {record.key for _, _, record in owners}
    for i, obligation in enumerate(catalogue.obligations):
        for j, criterion in enumerate(obligation.criteria):
            for key in criterion.see:
                if key not in records:
                    place = ("obligations", i, "criteria", j, "see")
                    catalogue_page.problem(
                        place, f"'{key}' is no record", "Name the key of a record in evidence/"
                    )
    for i, paragraph in enumerate(catalogue.paragraphs):
        for j, wording in enumerate(paragraph.wordings):
            if wording.changed_by is not None and kinds.get(wording.changed_by) != "instrument":
                catalogue_page.problem(
                    ("paragraphs", i, "wordings", j, "changed_by"),
                    f"'{wording.changed_by}' is no instrument on record",
                    "Name the key of a record in evidence/instrument.yaml, or leave the field out",
                )
    for i, level in enumerate(catalogue.levels):
        if level.key in ReportTotal.model_fields:
            wrong = f"'{level.key}' is the name of another column of totals.csv"
            catalogue_page.problem(("levels", i, "key"), wrong, "Give the level another key")
    for at, wrong, right in misfits_of(catalogue, sources):
        catalogue_page.problem(at, wrong, right)
    yield from catalogue_page.problems[before:]
    for (rows, _), name in zip(tables, ("determinations.csv", "totals.csv"), strict=True):
        for line, row in rows:
            yield from (Problem(name, line, *misfit) for misfit in misfits(row, there))
            if isinstance(row, Determination) and row.stage is not None:
                wrong = "a release tells what others reported, which has no stage"
                yield Problem(name, line, "stage", wrong, "Leave the column out")
