"""What somebody may see of the rows of the record, one by one, and what became of a row."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compliance.access.bodies import read_body
from compliance.access.roles import Sight, Standing
from compliance.contributions import Review
from compliance.evidence import Source
from compliance.record.rows import Conflict
from compliance.record.store import Store

_PRIVATE = ("recorded_by", "system_account")
_NEVER_SHOWN = ("salt", "idempotency_key")
_ACTS = {"corrects": "corrected by", "withdraws": "withdrawn by", "redacts": "redacted by"}
_LISTED = ("number", "holds", "kind", "recorded", "hash")


def row_of(store: Store, who: Standing, number: int) -> dict[str, Any]:
    """A row that somebody sees whole. Raises Conflict where there is none."""
    row = store.row(number)
    if row is None or row["body"] is None or not who.sees(row):
        raise Conflict(f"there is no record {number} that you can see; look up its number first")
    return row


def require_holds(store: Store, row: Mapping[str, Any]) -> None:
    """Raises Conflict for a row that does not hold any more, and says which one took its place."""
    now = [held.number for held in store.holding(row["holds"], [row["key"]])]
    if now != [row["number"]]:
        instead = f"record {now[0]} took its place: take that one" if now else "it was withdrawn"
        raise Conflict(f"record {row['number']} does not hold any more; {instead}")


def known_of(store: Store, rows: Iterable[dict[str, Any]], own: Sight) -> Iterator[dict[str, Any]]:
    """Of some rows those that somebody may know of, as far as they may see them."""
    for each in rows:
        about_another = each["holds"] in ("review", "file_check")
        row = _as_visible_as_its_record(store, each) if about_another else each
        if own.knows_of(row["visibility"], row["capacity"]):
            yield _shown(store, row, own)


def corrections(store: Store, own: Sight, number: int) -> list[dict[str, Any]]:
    """The rows up to a number that correct, withdraw or redact another, as far as somebody may see them, newest first."""
    found = [row for row in store.corrections(number) if own.sees(row["visibility"], row["capacity"])]
    shown = [_shown(store, row, own) for row in reversed(found)]
    return [row for row in shown if any(row[act] is not None for act in _ACTS)]


def afterwards(store: Store, own: Sight, number: int) -> list[tuple[str, dict[str, Any]]]:
    """What became of a row: `corrected by`, `withdrawn by`, `redacted by`, `accepted by` or `rejected by`, each with the row
    that did it, as far as somebody may see that, oldest first."""
    found = [
        (words, row)
        for row in store.acting_on(number)
        for column, words in _ACTS.items()
        if row[column] == number
    ]
    for row in store.holding("review", [str(number)]):
        whole = store.row(row.number)
        assert whole is not None
        found.append((f"{read_body(Review, row).verdict} by", _as_visible_as_its_record(store, whole)))
    seen = [(words, row) for words, row in found if own.sees(row["visibility"], row["capacity"])]
    return [
        (words, _shown(store, row, own)) for words, row in sorted(seen, key=lambda pair: pair[1]["number"])
    ]


def _shown(store: Store, row: Mapping[str, Any], own: Sight) -> dict[str, Any]:
    """What somebody may see of a row that they may know of. Of one that they may not see that is its number, what it holds,
    its kind, its time and its hash."""
    if not own.sees(row["visibility"], row["capacity"]):
        return {name: row[name] for name in _LISTED}
    if not _may_know_what_it_corrects(store, row, own):
        row = {**row, "corrects": None, "reason": None}
    if row["holds"] == "redaction" and row["body"] is not None:
        # What binds the removed key is for the loading of a release alone.
        row = {**row, "body": f'{{"record":{row["redacts"]}}}'}
    if row["holds"] == "source" and row["body"] is not None:
        row = {**row, "body": _without_copied_address(row["body"])}
    # Readers are told in which capacity a row was recorded; by which person, only those who work on the case.
    withheld = _NEVER_SHOWN if "parties" in own.visibilities else (*_NEVER_SHOWN, *_PRIVATE)
    return {name: value for name, value in row.items() if name not in withheld}


def _may_know_what_it_corrects(store: Store, row: Mapping[str, Any], own: Sight) -> bool:
    """Whether a reader may know of the row that one corrects: what the monitor's team kept to itself and then filed."""
    # A review is as visible as its record, and so is the one that it takes the place of.
    if row["corrects"] is None or row["holds"] == "review" or "team" in own.visibilities:
        return True
    before = store.row(row["corrects"])
    return before is None or own.knows_of(before["visibility"], before["capacity"])


def _as_visible_as_its_record(store: Store, row: dict[str, Any]) -> dict[str, Any]:
    """A review, or a check of a file, for whoever sees the record it is about: whoever filed a sealed one too."""
    if row["visibility"] != "sealed" or row["body"] is None:
        return row
    about = store.row(json.loads(row["body"])["record"])
    return {**row, "capacity": about["capacity"]} if about else row


def _without_copied_address(body: str) -> str:
    """A source as it may leave: copies of others' texts are not linked."""
    source = Source.model_validate_json(body)
    return source.model_copy(update={"address": source.link}).model_dump_json(exclude_none=True)
