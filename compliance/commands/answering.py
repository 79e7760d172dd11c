"""The commands that ask the record: status, timeline, gaps, export, record, file."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.commands.options import By, Json, Known, Lang, Number, On, Reader


def status(
    obligation: Annotated[
        str | None, typer.Argument(metavar="OBLIGATION", help="One obligation's key; all unless given.")
    ] = None,
    on: On = None,
    known: Known = None,
    by: By = "record",
    person: Reader = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Where each obligation stands, and why. What supports it, what is missing, and whose move it is, on a day.

    With --json a finding has obligation, criterion, basis, on, known, outcome, says, evidence, missing, next_act,
    with, and more; docs/json.md lists every field with its meaning.
    """
    from compliance import as_json as documents
    from compliance import asking
    from compliance.printing import answers
    from compliance.printing.case import write_end
    from compliance.printing.paper import paper_for

    with asking.clearly(lang):
        door, reading = asking.ask(on, known, by, person)
        every = list(reading.assessment.obligations.values())
        one = asking.history(reading, obligation) if obligation is not None else None
        if as_json:
            asking.answer(
                documents.status(
                    door, reading, [one] if one else every, lang, counted=one is None, person=person
                )
            )
        else:
            paper = paper_for(lang, person)
            answers.status(paper, reading, one)
            write_end(paper, reading)


def timeline(
    obligation: Annotated[str, typer.Argument(metavar="OBLIGATION", help="An obligation's key.")],
    known: Known = None,
    by: By = "record",
    person: Reader = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """How one obligation came to stand so. Each step with its days, outcome, reason and evidence."""
    from compliance import as_json as documents
    from compliance import asking
    from compliance.printing import answers
    from compliance.printing.paper import paper_for

    with asking.clearly(lang):
        door, reading = asking.ask(None, known, by, person)
        one = asking.history(reading, obligation)
        if as_json:
            asking.answer(documents.timeline(door, reading, one, lang, person))
        else:
            answers.timeline(paper_for(lang, person), reading, one)


def gaps(
    holder: Annotated[
        str | None,
        typer.Option("--holder", metavar="BODY", help="Only what waits for this body, by its key."),
    ] = None,
    due_before: Annotated[
        str | None,
        typer.Option("--due-before", metavar="DAY", help="Only what has one known due date before this day."),
    ] = None,
    on: On = None,
    known: Known = None,
    by: By = "record",
    person: Reader = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """What is open, and whose move it is. What is missing, the next act, and what no rule covers."""
    from compliance import as_json as documents
    from compliance import asking
    from compliance.lines import open_items
    from compliance.printing import answers
    from compliance.printing.paper import paper_for

    with asking.clearly(lang):
        before = asking.a_day(due_before)
        door, reading = asking.ask(on, known, by, person)
        asking.check_holder(reading, holder)
        items = open_items(reading, holder, before, lang)
        if as_json:
            asking.answer(documents.gaps(door, reading, items, lang, person))
        else:
            answers.gaps(paper_for(lang, person), reading, items)


def export(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new or empty folder, or one with an earlier export.")
    ],
    on: On = None,
    known: Known = None,
    person: Reader = None,
    as_json: Json = False,
) -> None:
    """Write one CSV file for each kind of record. Every stored row, corrected ones too, and a day's findings."""
    from compliance import asking
    from compliance.editions.folder import CannotExport, write
    from compliance.editions.tables import tables

    with asking.clearly():
        door, reading = asking.ask(on, known, "record", person)
        with asking.progress(f"Writing {asking.shown(folder)} ..."):
            try:
                actor = asking.reader(door, person)
                written = write(folder, reading, tables(door, actor, reading), actor)
            except CannotExport as error:
                raise asking.Wrong(str(error)) from None
    if as_json:
        files = [{"name": table.name, "rows": len(table.rows), "holds": table.holds} for table in written]
        about = {"folder": str(folder), "fictional": reading.catalogue.fictional, "as": person}
        asking.answer({**about, "head": reading.knowledge.head, "files": files})
        return
    if reading.catalogue.fictional:
        print("Fictional: an invented city, for trying out the program.")
    rows = sum(len(table.rows) for table in written)
    print(f"Wrote {len(written)} tables with {rows} rows, and README.txt, to {asking.shown(folder)}.")
    if person:
        print(f"They hold what {person} may see; do not pass them on as if they were public.")


def record(
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="NUMBER", min=1, max=2**31 - 1, help="A record's number; the last 20 unless given."
        ),
    ] = None,
    person: Reader = None,
    as_json: Json = False,
) -> None:
    """What stands in the record under a number, or the last rows. With the hash of each, as far as you may see it."""
    from compliance import asking
    from compliance.commands import rows

    with asking.clearly():
        door = asking.door()
        reader, head = asking.reader(door, person), door.head()
        found = rows.seen(door, reader, head.number, number)
        later = rows.afterwards(door, reader, number) if number is not None else []
    if as_json:
        documents = [rows.document(row) for row in found]
        became = {"afterwards": later} if number is not None else {}
        asking.answer({"head": head.hash, "number": head.number, "rows": documents, **became})
    elif number is not None:
        rows.write_one(found[0], later)
    else:
        rows.write_list(found)


def file(
    number: Number,
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="A new file to write.")],
    digest: Annotated[
        str | None,
        typer.Option(
            "--digest", metavar="D", help="Which of several files: its SHA-256, or how that begins."
        ),
    ] = None,
    person: Reader = None,
    as_json: Json = False,
) -> None:
    """Write a file that is attached to a record. Only one that is still what was attached; where it is not, that is
    recorded.
    """
    from compliance import asking
    from compliance.commands import rows

    with asking.clearly():
        desk = asking.desk()
        reader = asking.reader(desk.door, person)
        (row,) = rows.seen(desk.door, reader, desk.door.head().number, number)
        which = asking.beginning_with(
            digest, (row.get("files") or "").split(), f"file of record {number} that you may see", "--digest"
        )
        content = desk.file(reader, number, which)
    try:
        with target.open("xb") as new:
            new.write(content)
    except FileExistsError:
        raise asking.Wrong(f"{asking.shown(target)} is there already; name a new file.") from None
    if as_json:
        asking.answer({"number": number, "file": which, "target": str(target), "bytes": len(content)})
        return
    print(f"Wrote the file {which} of record {number}, {len(content)} bytes, to {asking.shown(target)}.")
