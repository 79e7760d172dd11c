"""Rows of the record as they stand there, as far as somebody may see them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from compliance.access import Actor, Door
from compliance.asking import Wrong

LISTED = 20
VISIBLE_TO = {
    "public": "everybody",
    "parties": "the department, the parties and the monitor",
    "team": "the monitor's team",
    "sealed": "whoever filed it and the monitor",
}
"""Who may see a row of each visibility, in words."""


def seen(door: Door, reader: Actor, last: int, number: int | None = None) -> list[dict[str, Any]]:
    """One row, or the last ones, as a reader may see them. Raises Wrong for a number that the reader may not know of."""
    if number is None:
        return door.rows(reader, last, first=max(1, last - LISTED + 1))
    found = door.rows(reader, number, first=number) if number <= last else []
    if not found:
        raise Wrong(
            f"There is no record {number} that you may see; the record runs from 1 to {last}, and --as PERSON shows what "
            "that person may see."
        )
    return found


def afterwards(door: Door, reader: Actor, number: int) -> list[dict[str, Any]]:
    """What became of a row, as far as a reader may see it: `how`, the `number` of the row that did it, and its `reason`."""
    return [
        {"how": how, "number": row["number"], "reason": row.get("reason") or _reason_of_review(row)}
        for how, row in door.afterwards(reader, number)
    ]


def _reason_of_review(row: Mapping[str, Any]) -> str | None:
    reason: str | None = json.loads(row["body"]).get("reason") if row.get("body") else None
    return reason


def document(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row for programs: what it says as an object, and a catalogue as its text."""
    body = row.get("body")
    return {**row, "body": json.loads(body)} if body and row["holds"] != "catalogue_revision" else dict(row)


def write_list(rows: list[dict[str, Any]]) -> None:
    """A line for each row."""
    for row in rows:
        about = row.get("key") or ("redacted" if "key" in row else "not for you to see")
        print(f"{row['number']:>6}  {row['recorded'][:16]}Z  {row['hash'][:12]}  {_what(row)}: {about}")


def write_one(row: Mapping[str, Any], later: Sequence[Mapping[str, Any]]) -> None:
    """What became of one row, and everything of it, a line for each field that has something in it."""
    for act in later:
        why = f": {act['reason']}" if act["reason"] else ""
        print(f"{act['how'].capitalize()} record {act['number']}{why}")
    print(f"Record {row['number']}: {_what(row)}")
    if "body" not in row:
        print("  what it says is not for you to see; --as PERSON shows what that person may see")
    elif row["body"] is None:
        print("  its content was redacted")
    for name, value in row.items():
        if value is not None and name not in ("number", "holds", "kind", "body"):
            print(f"  {name.replace('_', ' ')}: {value}")
    body = document(row).get("body")
    if isinstance(body, str):
        print(f"  text: {len(body.splitlines())} lines; --json has them")
    for name, value in (body if isinstance(body, dict) else {}).items():
        print(
            f"    {name}: {value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)}"
        )


def _what(row: Mapping[str, Any]) -> str:
    return f"{row['holds'].replace('_', ' ')}{' of kind ' + row['kind'] if row['kind'] else ''}"
