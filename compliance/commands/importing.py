"""The command that records a table: import."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compliance.commands.options import Doer, Json, Key, Kind, Visible

if TYPE_CHECKING:
    from compliance.access import Head
    from compliance.intake.planning import Plan


def import_table(
    kind: Kind,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A CSV or XLSX file: the names of the fields in its first row, one record in each row below; "
            "lists parted by ';'.",
        ),
    ],
    person: Doer,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")
    ] = False,
    visibility: Visible = None,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason",
            metavar="WORDS",
            help="Why rows that are on record and say something else are corrected.",
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="Which of several sheets; the only one unless given."),
    ] = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Record a table of evidence of one kind, or of sources. All rows or none, and every bad row is named; the same file
    again records nothing. Sources that the rows name must be on record.

    Tables with names of students, dates of birth or rows on single minors are refused: send counts.
    """
    from compliance import asking
    from compliance.intake import planning
    from compliance.intake.refused import Refused

    with asking.at_the_desk(), asking.progress(f"Reading {asking.shown(file)} ...") as now:
        try:
            _require_a_table(file, kind)
        except Refused as refused:
            raise asking.Wrong(f"{refused.text.en} Nothing was recorded.") from None
        desk = asking.desk()
        actor = asking.doer(desk.door, person)
        plan = planning.read_and_plan(file, kind, sheet, desk, actor, visibility)
        heads: list[Head] = []
        if not dry_run:
            _require_a_reason(plan, reason)
            now(f"Recording {len(plan.rows)} rows ...")
            heads = planning.record(plan, desk, actor, reason, key)
    if as_json:
        asking.answer(_document(plan, heads, dry_run))
    else:
        _say(plan, heads, dry_run)


_DOES = {
    "new": "is new",
    "correction": "corrects record {number}",
    "unchanged": "is record {number} as it stands",
}


def _require_a_table(file: Path, kind: str) -> None:
    """Raises Wrong for what is no table of a kind that there is, and Refused for what must not be sent."""
    from difflib import get_close_matches

    from compliance import asking
    from compliance.intake.tables import TABLES
    from compliance.intake.uploads import require_sound

    if kind not in TABLES:
        near = get_close_matches(kind, TABLES, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise asking.Wrong(f"There is no table of kind '{kind}'.{meant} The kinds are: {', '.join(TABLES)}.")
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise asking.Wrong(f"{asking.shown(file)} is no table; save it as .csv or .xlsx.")
    require_sound(asking.a_file(file))


def _require_a_reason(plan: "Plan", reason: str | None) -> None:
    """Raises Wrong where rows say something else than the record, and nobody said why."""
    from compliance import asking

    corrections = plan.that("correction")
    if corrections and reason is None:
        numbers = ", ".join(str(each.number) for each in corrections[:10])
        more = " and more" if len(corrections) > 10 else ""
        raise asking.Wrong(
            f"{len(corrections)} of the rows are on record and say something else (records {numbers}{more}); say why they are "
            "corrected with --reason, or give them keys of their own. Nothing was recorded."
        )


def _document(plan: "Plan", heads: "list[Head]", dry_run: bool) -> dict[str, Any]:
    rows = [
        {
            "row": each.row.number,
            "key": getattr(each.row.body, "key", None),
            "does": each.does,
            "on_record": each.number,
        }
        for each in plan.rows
    ]
    return {
        "file": plan.table.name,
        "kind": plan.table.kind,
        "dry_run": dry_run,
        "new": len(plan.that("new")),
        "corrections": len(plan.that("correction")),
        "unchanged": len(plan.that("unchanged")),
        "rows": rows,
        "recorded": [{"number": head.number, "hash": head.hash} for head in heads],
    }


def _say(plan: "Plan", heads: "list[Head]", dry_run: bool) -> None:
    new, corrections, unchanged = (len(plan.that(does)) for does in ("new", "correction", "unchanged"))
    print(
        f"{len(plan.rows)} rows: {new} new, {corrections} corrections, {unchanged} on record as they stand."
    )
    for each in plan.rows if dry_run else plan.that("correction"):
        what = _DOES[each.does].format(number=each.number)
        print(f"Row {each.row.number}: {plan.table.kind} '{each.row.body.key}' {what}.")  # type: ignore[attr-defined]
    if dry_run:
        print("Nothing was recorded, as asked.")
    elif heads:
        first, last = min(h.number for h in heads), max(h.number for h in heads)
        print(f"Recorded as numbers {first} to {last}." if len(heads) > 1 else f"Recorded as number {first}.")
    else:
        print("There was nothing to record.")
