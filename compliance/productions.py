"""What bodies handed over, batch by batch, and the cover list of each, as far as a reader may see it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from compliance.access import Actor, Door, body_of
from compliance.access.numbering import HANDED_OVER
from compliance.catalogue import Catalogue
from compliance.contributions import Production, Response
from compliance.evidence import KINDS, Evidence, Source
from compliance.sentences import Text, say

NEWEST = 500
"""Of so many rows at the end of the record those are offered that somebody may hand over."""
MOST_AT_ONCE = 2_000
"""So many records one production holds at most, as people write their numbers."""


@dataclass(frozen=True)
class HandedOver:
    """A production as it stands in the record: under which number, in which capacity and when it was recorded, whether it
    corrects an earlier wording of itself, and who may see it."""

    row: int
    production: Production
    capacity: str
    recorded: datetime
    visibility: str
    corrects: int | None
    hash: str

    def name(self, catalogue: Catalogue) -> Text:
        """As people cite it: the body and its own number."""
        body = catalogue.named(self.production.body)
        return say(
            "{body}, production {number}",
            "{body}, entrega {number}",
            body=body,
            number=self.production.number,
        )


class Attached(NamedTuple):
    """A file: its SHA-256, and how many bytes it has; None where it is not there."""

    digest: str
    size: int | None


class Item(NamedTuple):
    """One line of a cover list: the record's number and hash, what it is (`kind`, and `what` in words), what it says and
    of which day, as the record writes it, and its files. Of a record that the reader may not see, or whose content was
    removed, `says` is None and nothing is told of days and files."""

    number: int
    kind: str
    what: Text
    says: str | None
    day: str | None
    files: tuple[Attached, ...]
    hash: str


def productions(door: Door, actor: Actor, number: int) -> list[HandedOver]:
    """Every production that holds among those an actor may see, when the record ended with a number; the newest first."""
    rows = [row for row in door.rows(actor, number, "production") if row.get("body") is not None]
    gone = {row[act] for row in rows for act in ("corrects", "withdraws") if row[act] is not None}
    held = [row for row in rows if row["number"] not in gone and row["withdraws"] is None]
    return [_handed_over(row) for row in reversed(held)]


def holding(every: Sequence[HandedOver], record: int) -> list[HandedOver]:
    """Those of them in which a record was handed over."""
    return [one for one in every if record in one.production.records]


def offered(door: Door, actor: Actor, number: int, every: Sequence[HandedOver]) -> dict[int, str]:
    """What of the newest rows of the record an actor may hand over: filed in one of their own capacities, still holding, and
    in none of these productions; by number with what each says, the newest first."""
    own = {c.written() for c in door.standing(actor).capacities}
    listed = {record for one in every for record in one.production.records}
    rows = door.rows(actor, number, first=max(1, number - NEWEST + 1))
    gone = {
        row[act] for row in rows for act in ("corrects", "withdraws", "redacts") if row.get(act) is not None
    }
    return {
        row["number"]: _said(row)[0]
        for row in reversed(rows)
        if row["holds"] in HANDED_OVER
        and row.get("body") is not None
        and row["withdraws"] is None
        and row["capacity"] in own
        and row["number"] not in gone | listed
    }


def says(door: Door, actor: Actor, numbers: Sequence[int]) -> dict[int, str]:
    """What some records say in short, as far as an actor may see them, by number."""
    rows = door.numbered(actor, tuple(numbers))
    return {number: _said(row)[0] for number, row in rows.items() if row.get("body") is not None}


def cover_list(door: Door, actor: Actor, production: Production) -> tuple[Item, ...]:
    """What a production holds, in its order, as far as an actor may see it."""
    rows = door.numbered(actor, production.records)
    return tuple(_item(door, rows[number]) for number in production.records if number in rows)


def read_numbers(text: str) -> tuple[int, ...]:
    """Numbers of records as people write them, each once: `12, 15-18`. Raises ValueError with a sentence.

    >>> read_numbers("12, 15-17 15")
    (12, 15, 16, 17)
    """
    numbers: dict[int, None] = {}
    for word in re.sub(r"\s*[-–]\s*", "-", text).replace(",", " ").replace(";", " ").split():
        match = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", word, re.ASCII)
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if not 0 < first <= last:
            raise ValueError(
                f"'{word}' is no number of a record; write numbers and ranges, such as 12, 15-18"
            )
        if last - first >= MOST_AT_ONCE or len(numbers) > MOST_AT_ONCE:
            raise ValueError(f"these are more than {MOST_AT_ONCE:,} records; hand them over in parts")
        numbers |= dict.fromkeys(range(first, last + 1))
    return tuple(numbers)


def _handed_over(row: Mapping[str, Any]) -> HandedOver:
    return HandedOver(
        row["number"],
        Production.model_validate_json(row["body"]),
        row["capacity"],
        datetime.fromisoformat(row["recorded"]),
        row["visibility"],
        row["corrects"],
        row["hash"],
    )


def _item(door: Door, row: Mapping[str, Any]) -> Item:
    kind, what = row["kind"] or row["holds"], _in_words(row)
    if row.get("body") is None:
        return Item(row["number"], kind, what, None, None, (), row["hash"])
    says, day = _said(row)
    files = tuple(Attached(digest, door.files.size(digest)) for digest in (row["files"] or "").split())
    return Item(row["number"], kind, what, says, day, files, row["hash"])


def _in_words(row: Mapping[str, Any]) -> Text:
    if row["kind"] in KINDS:
        en, es = KINDS[row["kind"]].kind_text
        return Text(en=en, es=es)
    return say("Source", "Fuente") if row["holds"] == "source" else say("Response", "Respuesta")


def _said(row: Mapping[str, Any]) -> tuple[str, str | None]:
    """What a row says in short, and of which day."""
    body = body_of(row["holds"], row["kind"], row["body"])
    match body:
        case Evidence():
            return body.summary, body.happened.written() if body.happened else None
        case Source():
            return f"{body.outlet}: {body.title}", body.date.written() if body.date else None
        case Response():
            return body.words, f"{body.given}"
    return json.dumps(json.loads(row["body"]), ensure_ascii=False), None
