"""What recording a table would do, row by row, before it is done: what is new, what is on record as it stands, and what would
be a correction. The same table sent again does nothing."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel

from compliance.access import Actor, Desk, Draft, Head, NotAllowed, Visibility, as_text
from compliance.access.bodies import holds_of, thing_of
from compliance.access.drafting import drafts_of, save_drafts
from compliance.access.submission import Submission, seen
from compliance.evidence.fields import fields_of
from compliance.intake.tables import BrokenRows, Table, TableRow, read_table
from compliance.reading import BrokenInput, Problem

Does = Literal["new", "correction", "unchanged"]


class Planned(NamedTuple):
    """A row of a table, what recording it does, and the number of the record that it corrects or that holds it already."""

    row: TableRow
    does: Does
    number: int | None


@dataclass(frozen=True)
class Plan:
    """What recording a table does, for one who may do it."""

    table: Table
    visibility: Visibility | None
    rows: tuple[Planned, ...]

    def that(self, does: Does) -> list[Planned]:
        """The rows that do this."""
        return [row for row in self.rows if row.does == does]


def plan(table: Table, desk: Desk, actor: Actor, visibility: Visibility | None = None) -> Plan:
    """What recording a table does. Raises BrokenInput with every row that does not fit the record as the actor sees it, and
    NotAllowed for one who may neither record nor draft such a thing."""
    who = desk.door.standing(actor)
    bodies = [row.body for row in table.rows]
    held = seen(desk.door, who, holds_of(bodies[0]), (_key(row) for row in table.rows))
    planned: list[Planned] = []
    problems: list[Problem] = []
    for row in table.rows:
        before = held.get(_key(row))
        if before is None:
            planned.append(Planned(row, "new", None))
            continue
        same = before.body == as_text(row.body.model_dump_json(exclude_none=True))
        planned.append(Planned(row, "unchanged" if same else "correction", before.number))
        if not same:
            try:
                who.acting("correct", thing_of(row.body), before.capacity)
            except NotAllowed:
                wrong = f"'{_key(row)}' is on record as number {before.number}, filed by {before.capacity}, and says something else"
                right = "Give this record a key of its own, or take the row out"
                problems.append(Problem(table.name, row.number, "key", wrong, right))
    moving = [each.row for each in planned if each.does != "unchanged"]
    for row, misfits in zip(
        moving, desk.misfits(actor, [row.body for row in moving], visibility), strict=True
    ):
        problems += (Problem(table.name, row.number, *misfit) for misfit in misfits)
    if problems:
        raise BrokenInput(problems)
    return Plan(table, visibility, tuple(planned))


def read_and_plan(
    path: Path,
    kind: str,
    sheet: str | None,
    desk: Desk,
    actor: Actor,
    visibility: Visibility | None = None,
) -> Plan:
    """What recording the table of a file does. Raises BrokenInput with every row that cannot be read or does not fit the
    record, all at once, and what read_table and plan raise besides."""
    try:
        return plan(read_table(path, kind, sheet), desk, actor, visibility)
    except BrokenRows as broken:
        # A row that names one which cannot be read is looked at once that is mended.
        named = [row for row in broken.rest.rows if broken.keys.isdisjoint(_named_in(row.body))]
        if named:
            _also(broken, replace(broken.rest, rows=tuple(named)), desk, actor, visibility)
        raise


def _also(broken: BrokenRows, rest: Table, desk: Desk, actor: Actor, visibility: Visibility | None) -> None:
    """Raises BrokenInput where rows that can be read do not fit the record, with those that cannot be read."""
    try:
        plan(rest, desk, actor, visibility)
    except BrokenInput as misfits:
        raise BrokenInput([*broken.problems, *misfits.problems]) from None


def _named_in(body: BaseModel) -> set[str]:
    """The keys that a record names."""
    values = [getattr(body, field.name) for field in fields_of(type(body)) if field.names]
    return {str(key) for value in values for key in (value if isinstance(value, tuple) else (value,))}


def record(
    plan: Plan, desk: Desk, actor: Actor, reason: str | None = None, idempotency_key: str | None = None
) -> list[Head]:
    """Record all of a table, or none of it; what is on record as it stands is left alone. What would be a correction needs a
    reason. Raises what the desk raises where the record has moved on since."""
    submissions = [
        Submission(
            each.row.body,
            # A correction stays as visible as what it corrects.
            visibility=plan.visibility if each.does == "new" else None,
            corrects=each.number,
            reason=reason if each.does == "correction" else None,
            idempotency_key=f"{idempotency_key} {each.row.number}" if idempotency_key else None,
        )
        for each in plan.rows
        if each.does != "unchanged"
    ]
    return desk.add_all(actor, submissions) if submissions else []


def save_as_drafts(plan: Plan, desk: Desk, actor: Actor) -> list[Draft]:
    """Save all that is new as drafts, or none of it; what the actor's bureau has a draft of already is left alone. Raises
    BrokenInput for what would be a correction, and for what another draft says otherwise."""
    drafts = {_key_of(draft.body): draft.body for draft in drafts_of(desk, actor)}
    problems: list[Problem] = []
    fresh = []
    for each in plan.rows:
        row, text = each.row, as_text(each.row.body.model_dump_json(exclude_none=True))
        if each.does == "correction":
            wrong = f"'{_key(row)}' is on record as number {each.number} and says something else"
            problems.append(
                Problem(
                    plan.table.name,
                    row.number,
                    "key",
                    wrong,
                    "Only a coordinator corrects it; take the row out",
                )
            )
        elif each.does == "new" and drafts.get(_key(row), text) != text:
            wrong = f"a draft of your bureau has the key '{_key(row)}' and says something else"
            problems.append(
                Problem(
                    plan.table.name,
                    row.number,
                    "key",
                    wrong,
                    "Change that draft, or give this record another key",
                )
            )
        elif each.does == "new" and _key(row) not in drafts:
            fresh.append(row.body)
    if problems:
        raise BrokenInput(problems)
    return save_drafts(desk, actor, fresh, plan.visibility or "parties") if fresh else []


def _key(row: TableRow) -> str:
    return str(row.body.key)  # type: ignore[attr-defined]


def _key_of(body: str) -> str:
    return str(json.loads(body).get("key", ""))
