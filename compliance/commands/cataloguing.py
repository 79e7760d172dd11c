"""The commands of the catalogue: check, schema, import, coverage."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from compliance.commands.options import Json, Known, Lang, Reader
from compliance.intake.columns import EVERY


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="A data folder; the one that init loads unless given."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a data folder. Exit 0 and one line, or exit 1 and every problem with its file and line."""
    from compliance import asking
    from compliance.intake.folder import read_folder
    from compliance.reading import BrokenInput

    path = asking.a_folder(folder or asking.Settings().data)
    try:
        with asking.progress(f"Checking {asking.shown(path)} ..."):
            read = read_folder(path, asking.now())
    except BrokenInput as broken:
        if as_json:
            asking.answer({"folder": str(path), "problems": [vars(problem) for problem in broken.problems]})
        else:
            print(asking.in_words(broken.problems), file=sys.stderr)
        raise typer.Exit(1) from None
    if as_json:
        asking.answer({"folder": str(path), "problems": []})
        return
    obligations = read.catalogue.obligations
    print(
        f"{asking.shown(path)} holds together: {len(obligations)} obligations with "
        f"{sum(len(o.criteria) for o in obligations)} criteria, {len(read.evidence)} records of evidence, "
        f"{len(read.sources)} sources, {len(read.determinations)} determinations."
    )


def schema() -> None:
    """Print the JSON Schema of decree.yaml, for editors and other programs. Made from what the program reads."""
    from compliance import asking
    from compliance.catalogue_schema import catalogue_schema

    asking.answer(catalogue_schema())


def import_matrix(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.xlsx",
            help=f"A workbook with one duty in each row. Its columns are named, in any order: {EVERY}.",
        ),
    ],
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="Which of several sheets; the only one unless given."),
    ] = None,
    source: Annotated[
        str, typer.Option("--source", metavar="KEY", help="The key of the matrix in sources.yaml.")
    ] = "matrix",
    target: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="A new file to write; printed unless given.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Turn a matrix of paragraphs into stubs of obligations that are not checked. All rows or none; a column number and a
    column title are needed, the others need not be there.

    Each row becomes an obligation of its own, also where several rows have one paragraph: their keys then end with the
    row's identifier or, where the matrix gives none, with its place among them. What the matrix does not give stays unknown. Spanish that it does not give is the English, marked [sin traducir].
    """
    from compliance import asking
    from compliance.intake.matrix import as_yaml, read_matrix, stubs
    from compliance.reading import BrokenInput

    asking.a_file(file)
    key = asking.a_key(source)
    with asking.progress(f"Reading {asking.shown(file)} ...") as now:
        try:
            matrix = read_matrix(file, sheet)
        except BrokenInput as broken:
            raise asking.Wrong(f"{asking.in_words(broken.problems)} Nothing was written.") from None
        now(f"Making stubs of {len(matrix.lines)} rows ...")
        made = stubs(matrix, key)
        written = None if as_json and target is None else as_yaml(made, key)
        if target is not None and written is not None:
            now(f"Writing {asking.shown(target)} ...")
            try:
                with target.open("x", encoding="utf-8") as new:
                    new.write(written)
            except FileExistsError:
                raise asking.Wrong(f"{asking.shown(target)} is there already; name a new file.") from None
    if as_json:
        asking.answer(
            {"sheet": matrix.sheet, "unused": list(matrix.unused), "written": target and str(target), **made}
        )
        return
    if matrix.unused:
        print(f"Not read: {', '.join(matrix.unused)}.", file=sys.stderr)
    if target is None:
        print(written, end="")
    else:
        print(f"Wrote {len(matrix.lines)} stubs, none of them checked, to {asking.shown(target)}.")


def coverage(known: Known = None, person: Reader = None, lang: Lang = "en", as_json: Json = False) -> None:
    """How much the catalogue covers. For each basis how many obligations a rule checks, people judge or nobody has
    looked at; and on how many of the decree's paragraphs they rest.
    """
    from dataclasses import asdict

    from compliance import asking
    from compliance.coverage import coverage as covered
    from compliance.printing import covering
    from compliance.printing.paper import Paper

    with asking.clearly(lang):
        _, reading = asking.ask(None, known, "record", person)
    found = covered(reading.assessment)
    if as_json:
        state = {"known": f"{reading.knowledge.until}", "known_number": reading.knowledge.number}
        whose = {"as": person, "catalogue": reading.catalogue.key, "fictional": reading.catalogue.fictional}
        asking.answer({**whose, **state, "head": reading.knowledge.head, **asdict(found)})
        return
    covering.coverage(Paper(lang), found, fictional=reading.catalogue.fictional)
