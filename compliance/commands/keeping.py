"""The commands that keep a store: init, verify, backup, restore."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compliance.commands.options import Json

if TYPE_CHECKING:
    from compliance.access import Desk
    from compliance.access.keeping import Kept, Prepared, Verdict

FAULTS_PRINTED = 20
FEW = 3
"""How many records a sentence names; of more it says how many."""


def init(
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="The data folder to load.")
    ] = None,
    if_none: Annotated[
        bool, typer.Option("--if-none", help="Do nothing if there is a store of this release.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Create or upgrade the store and load a data folder. Repeated, a changed row becomes a correction, and a vanished
    one is named and kept.
    """
    from compliance import asking
    from compliance.access import keeping
    from compliance.intake.folder import read_folder
    from compliance.intake.loading import load

    settings = asking.Settings()
    with asking.clearly():
        desk = asking.desk()
        name = asking.store_name(desk.door)
        if if_none:
            upgraded = keeping.upgrade(desk.door, settings.database_owner)
            if keeping.current(desk.door):
                _say_that_it_is_there(name, upgraded, as_json)
                return
        folder = asking.a_folder(data or settings.data)
        with asking.progress(f"Reading and checking {asking.shown(folder)} ...") as now:
            # Before the store is touched: a broken folder leaves everything as it was.
            read = read_folder(folder, asking.now())
            now(f"Preparing the store {name} ...")
            prepared = keeping.prepare(desk.door, settings.database_owner)
            now(f"Recording the release of {read.release.release} ...")
            done = load(read, desk, asking.host())
    if as_json:
        release = f"{read.release.release}"
        asking.answer({"store": name, "done": True, **_as_fields(prepared), "release": release, **vars(done)})
        return
    _say_what_was_prepared(name, prepared)
    print(f"{read.release.title} ({read.release.release}), from {asking.shown(folder)}.")
    print(f"Rows added: {done.added}. Corrected: {done.corrected}. Unchanged: {done.unchanged}.")
    print(f"The store {name} ends with record {done.last}, head {done.head}.")
    for row in done.vanished:
        print(f"No longer in the folder, kept in the record: {row}")
    for row in done.redacted:
        print(f"Redacted here, so not loaded again: {row}")


OWNS = (
    "The role in PILCROW_DATABASE owns the tables, so it could remove the guards that keep rows from being changed. "
    "Name there a role that owns nothing, set PILCROW_DATABASE_OWNER to the one that owns them, and run pilcrow init."
)


def _say_that_it_is_there(name: str, upgraded: "Prepared | None", as_json: bool) -> None:
    from compliance import asking

    if as_json:
        asking.answer(
            {"store": name, "done": upgraded is not None, **(_as_fields(upgraded) if upgraded else {})}
        )
    elif upgraded:
        _say_what_was_prepared(name, upgraded)
    else:
        print(f"The store {name} is there already, so nothing was done.")


def _say_what_was_prepared(name: str, prepared: "Prepared") -> None:
    from compliance import asking

    if prepared.aside is not None:
        aside = asking.shown(prepared.aside)
        print(f"The store {name} was from before the first release: it is kept as {aside}, and built anew.")
    elif prepared.upgraded:
        print(f"The store {name} was upgraded to this release; no row was changed.")
    if prepared.owns:
        print(OWNS, file=sys.stderr)


def _as_fields(prepared: "Prepared") -> dict[str, Any]:
    return {
        "created": prepared.created,
        "upgraded": prepared.upgraded,
        "kept_aside": str(prepared.aside) if prepared.aside else None,
        "warning": OWNS if prepared.owns else None,
    }


def verify(
    head: Annotated[
        str | None,
        typer.Option(
            "--head", metavar="HASH", help="A hash noted earlier: does the record still hold its row?"
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check that every row and file is what was recorded. Exit 0 and one line, or exit 1 and what does not hold.

    The first row of the chain that does not hold is named first; nothing after it can be relied on. What was found of an
    attached file is recorded, where that is news.
    """
    from compliance import asking
    from compliance.access import keeping

    noted = asking.a_hash(head)
    with asking.clearly():
        desk = asking.desk()
        with asking.progress("Checking the record ...") as now:
            verdict = keeping.verify(desk.door, asking.counting(now, "Checking"))
        number = keeping.number_of(desk.door, noted) if noted else None
        removed = keeping.removed_since(desk.door, number) if number and verdict.whole else []
    recorded, failed = _record_states(desk, verdict)
    lost = noted is not None and number is None
    holds = not verdict.faults and not lost
    if as_json:
        ends = {"rows": verdict.rows, "number": verdict.head.number, "head": verdict.head.hash}
        faults = [fault._asdict() for fault in verdict.faults]
        since = [{"record": record, "redaction": redaction} for record, redaction in removed]
        asked = {"asked": {"head": noted, "number": number, "removed_since": since}} if noted else {}
        found = {"redacted": verdict.redacted, "faults": faults, "recorded": recorded, "not_recorded": failed}
        asking.answer({"holds": holds, **ends, **found, **asked})
    else:
        _say_the_verdict(verdict, noted, number, removed)
        _say_what_was_recorded(recorded, failed, holds)
    if not holds:
        raise typer.Exit(1)


def _record_states(desk: "Desk", verdict: "Verdict") -> tuple[list[dict[str, Any]], str | None]:
    """Record what was found of files; what was recorded, and why the rest could not be."""
    from compliance.access import StoreError, keeping

    recorded: list[dict[str, Any]] = []
    try:
        # On a record that does not hold, nothing is built.
        for number, file, state in keeping.record_states(desk, verdict) if verdict.whole else ():
            recorded.append({"record": number, "file": file, "state": state})
    except StoreError as error:
        return recorded, str(error)
    return recorded, None


def _say_the_verdict(
    verdict: "Verdict", noted: str | None, number: int | None, removed: list[tuple[int, int]]
) -> None:
    first, files = verdict.faults[:1], len({file for _, file, _ in verdict.files})
    if not verdict.whole:
        begins = f" from record {first[0].number} on" if first[0].number is not None else ""
        print(
            f"The record does not hold together{begins}; do not rely on what it says. Compare a head that was kept "
            "elsewhere, or restore a backup.",
            file=sys.stderr,
        )
    elif first:
        whose = f"; {files} attached file{' does' if files == 1 else 's do'} not" if files else ""
        print(f"The record itself holds together{whose}.", file=sys.stderr)
    for fault in verdict.faults[:FAULTS_PRINTED]:
        print(f"{fault.what[:1].upper()}{fault.what[1:]}.", file=sys.stderr)
    if len(verdict.faults) > FAULTS_PRINTED:
        print(f"And {len(verdict.faults) - FAULTS_PRINTED} more; --json has them all.", file=sys.stderr)
    if noted and number is None:
        print(
            f"No record has the hash {noted}. The record ends with {verdict.head.number}; head {verdict.head.hash}: it "
            "was cut, or rewritten, or the hash is of another record.",
            file=sys.stderr,
        )
    elif not first:
        gone = f" The content of {verdict.redacted} was redacted." if verdict.redacted else ""
        print(f"{verdict.rows} records hold together; head {verdict.head.hash}.{gone}")
    if noted and number is not None and verdict.whole:
        but = _all_but(removed)
        print(
            f"The hash that was noted is that of record {number}, and all before it is as it was then{but}.",
            file=sys.stderr if first else sys.stdout,
        )


def _all_but(removed: list[tuple[int, int]]) -> str:
    """What is not as it was, since redactions removed it."""
    each = [f"of record {record} was removed since, by redaction {by}" for record, by in removed[:FEW]]
    if len(removed) > FEW:
        each.append(f"of {len(removed) - FEW} more by later ones")
    return f", except that the content {', '.join(each)}" if each else ""


def _say_what_was_recorded(recorded: list[dict[str, Any]], failed: str | None, holds: bool) -> None:
    words = {"whole": "is whole again", "altered": "was altered", "missing": "is missing"}
    each = [f"the file of record {one['record']} {words[one['state']]}" for one in recorded]
    more = [f"and so on for {len(each) - FEW} more"] if len(each) > FEW else []
    spoilt = any(one["state"] != "whole" for one in recorded)
    so = "; what rests on a file that is not whole cannot be told" if spoilt else ""
    if each:
        named = ", ".join([*each[:FEW], *more])
        print(f"Recorded now: {named}{so}.", file=sys.stdout if holds else sys.stderr)
    if failed:
        print(f"What was found of the files could not be recorded: {failed.rstrip('.')}.", file=sys.stderr)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file to write.")], as_json: Json = False
) -> None:
    """Write the whole store with its files to one file. What does not hold is not archived."""
    from compliance import asking
    from compliance.access import keeping

    with asking.clearly(), asking.progress(f"Writing {asking.shown(file)} ...") as now:
        kept = keeping.backup(asking.door(), file, asking.counting(now, "Writing"))
    _say_what_was_kept(kept, file, f"Wrote {{}} to {asking.shown(file)}", as_json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that pilcrow backup wrote.")],
    as_json: Json = False,
) -> None:
    """Fill an empty place from such a file, all or nothing. The place is that in PILCROW_DATABASE and PILCROW_FILES."""
    from compliance import asking
    from compliance.access import keeping

    with asking.clearly():
        door = asking.door()
        with asking.progress(f"Reading {asking.shown(file)} ...") as now:
            owner = asking.Settings().database_owner
            kept = keeping.restore(door, file, owner, asking.counting(now, "Restoring"))
        name = asking.store_name(door)
    _say_what_was_kept(kept, file, f"Restored {{}} to {name}", as_json)


def _say_what_was_kept(kept: "Kept", file: Path, done: str, as_json: bool) -> None:
    from compliance import asking

    if as_json:
        asking.answer({"file": str(file), **kept._asdict()})
        return
    what = f"{kept.records} records, {kept.drafts} drafts and {kept.files} files"
    print(f"{done.format(what)}. The record ends with {kept.number}, head {kept.hash}.")
