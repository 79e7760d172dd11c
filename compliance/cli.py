"""The command `pilcrow`: reads what was asked, asks the record, prints the answer.

Exit status: 0 answered or done, 1 a check failed, 2 the input or the call was wrong, 130 after Ctrl-C. What is
wrong is said in a sentence on stderr.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

# Everything else is imported where it is used, so that `pilcrow --help` and a mistyped option answer at once.

DEFAULT_PORT = 8501

app = typer.Typer(
    help="Shows, for every obligation of a consent decree, what supports it, what is missing, and whose move it "
    "is.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
catalogue_app = typer.Typer(
    help="The catalogue: the decree, its obligations and their checks.", no_args_is_help=True
)
app.add_typer(catalogue_app, name="catalogue")

On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="The day to look at, YYYY-MM-DD; today unless given."),
]
Known = Annotated[
    str | None,
    typer.Option(
        "--known",
        metavar="DAY|NUMBER",
        help="Count only what was known by a day, or up to a record number; now unless given.",
    ),
]
By = Annotated[
    Literal["record", "source"],
    typer.Option("--by", help="What --known cuts by: when this record held it, or when its source was out."),
]
Lang = Annotated[
    Literal["en", "es"],
    typer.Option("--lang", help="The language of the sentences; Spanish is unofficial."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")]


def main() -> None:
    """The installed command."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run the command; its exit status. What the caller can mend is a sentence on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A symbol that the terminal's encoding does not have must not end the command.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        status = app(words or ["--help"], prog_name="pilcrow", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except typer.TyperException as wrong:
        print(_sentence(wrong), file=sys.stderr)
        return 2
    except typer.Abort:
        return 130
    except BrokenPipeError:
        # Whoever read the output has gone; what is left of it goes nowhere instead of failing at exit. The
        # status is the one that typer gives where it notices first.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _sentence(wrong: typer.TyperException) -> str:
    """What is wrong, and for a mistyped call where the right one is written."""
    said = wrong.format_message().replace("Value error, ", "")
    context = getattr(wrong, "ctx", None)
    if context is None or said.startswith("Usage:"):
        return said
    return f"{said.rstrip('.')}. See {context.command_path} --help."


@app.command()
def init(
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="The data folder to load.")
    ] = None,
    if_none: Annotated[bool, typer.Option("--if-none", help="Do nothing if there is a store.")] = False,
    as_json: Json = False,
) -> None:
    """Create the store and load a data folder. Repeated, a changed row becomes a correction, and a vanished one is
    named and kept.
    """
    from compliance import asking
    from compliance.intake.folder import read_folder
    from compliance.intake.loading import load
    from compliance.record.store import Store

    settings = asking.Settings()
    with asking.clearly():
        store = Store(settings.database)
        where = {"store": str(store.path)}
        if store.exists() and if_none:
            nothing = f"The store {asking.shown(store.path)} is there already, so nothing was done."
            asking.answer({**where, "done": False}) if as_json else print(nothing)
            return
        folder = asking.a_folder(data or settings.data)
        with asking.progress(f"Reading and checking {asking.shown(folder)} ...") as now:
            read = read_folder(folder)
            now(f"Recording the release of {read.release.release} ...")
            done = load(read, store)
    if as_json:
        asking.answer({**where, "done": True, "release": f"{read.release.release}", **vars(done)})
        return
    print(f"{read.release.title} ({read.release.release}), from {asking.shown(folder)}.")
    print(f"Rows added: {done.added}. Corrected: {done.corrected}. Unchanged: {done.unchanged}.")
    print(f"The store {asking.shown(store.path)} ends with record {done.last}.")
    for row in done.vanished:
        print(f"No longer in the folder, kept in the record: {row}")


@app.command()
def status(
    obligation: Annotated[
        str | None, typer.Argument(metavar="OBLIGATION", help="One obligation's key; all unless given.")
    ] = None,
    on: On = None,
    known: Known = None,
    by: By = "record",
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Where each obligation stands, and why. What supports it, what is missing, and whose move it is, on a day.

    With --json a finding has obligation, criterion, basis, on, known, outcome, says, evidence, missing, next_act,
    with, and more; the README lists every field with its meaning.
    """
    from compliance import as_json as documents
    from compliance import asking
    from compliance.printing import answers
    from compliance.printing.paper import Paper

    with asking.clearly(lang):
        door, reading = asking.ask(on, known, by)
        every = list(reading.assessment.obligations.values())
        one = asking.history(reading, obligation) if obligation is not None else None
        if as_json:
            asking.answer(documents.status(door, reading, [one] if one else every, lang, counted=one is None))
        else:
            answers.status(Paper(lang), reading, one)


@app.command()
def timeline(
    obligation: Annotated[str, typer.Argument(metavar="OBLIGATION", help="An obligation's key.")],
    known: Known = None,
    by: By = "record",
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """How one obligation came to stand so. Each step with its days, outcome, reason and evidence."""
    from compliance import as_json as documents
    from compliance import asking
    from compliance.printing import answers
    from compliance.printing.paper import Paper

    with asking.clearly(lang):
        door, reading = asking.ask(None, known, by)
        one = asking.history(reading, obligation)
        if as_json:
            asking.answer(documents.timeline(door, reading, one, lang))
        else:
            answers.timeline(Paper(lang), reading, one)


@app.command()
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
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """What is open, and whose move it is. What is missing, the next act, and what no rule covers."""
    from compliance import as_json as documents
    from compliance import asking
    from compliance.lines import open_items
    from compliance.printing import answers
    from compliance.printing.paper import Paper

    with asking.clearly(lang):
        before = asking.a_day(due_before)
        door, reading = asking.ask(on, known, by)
        asking.check_holder(reading, holder)
        items = open_items(reading, holder, before, lang)
        if as_json:
            asking.answer(documents.gaps(door, reading, items, lang))
        else:
            answers.gaps(Paper(lang), reading, items)


@catalogue_app.command("check")
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
            read = read_folder(path)
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


@app.command()
def serve() -> None:
    """Show the pages in a browser. The port is that in PORT (8501 unless given)."""
    from compliance import asking

    port = asking.a_port(os.environ.get("PORT", ""), DEFAULT_PORT)
    settings = asking.Settings()
    with asking.clearly():
        stale = asking.recorded_catalogue_differs(settings)
    if stale:
        print(stale, file=sys.stderr)
    from dashboard.server import PortTaken
    from dashboard.server import serve as run_server

    try:
        run_server(settings.host or "127.0.0.1", port)
    except PortTaken as taken:
        raise asking.Wrong(str(taken)) from None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or error
        raise asking.Wrong(
            f"Nothing can listen on {settings.host}, port {port} ({why}); choose others with PILCROW_HOST and PORT."
        ) from None


@app.command()
def export(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new or empty folder, or one with an earlier export.")
    ],
    on: On = None,
    known: Known = None,
    as_json: Json = False,
) -> None:
    """Write one CSV file for each kind of record. Every stored row, corrected ones too, and a day's findings."""
    from compliance import asking
    from compliance.editions.folder import CannotExport, write
    from compliance.editions.tables import tables

    with asking.clearly():
        door, reading = asking.ask(on, known, "record")
        with asking.progress(f"Writing {asking.shown(folder)} ..."):
            try:
                written = write(folder, reading, tables(door, reading))
            except CannotExport as error:
                raise asking.Wrong(str(error)) from None
    if as_json:
        files = [{"name": table.name, "rows": len(table.rows), "holds": table.holds} for table in written]
        asking.answer({"folder": str(folder), "fictional": reading.catalogue.fictional, "files": files})
        return
    if reading.catalogue.fictional:
        print("Fictional: an invented city, for trying out the program.")
    rows = sum(len(table.rows) for table in written)
    print(f"Wrote {len(written)} tables with {rows} rows, and README.txt, to {asking.shown(folder)}.")


if __name__ == "__main__":
    main()
