"""The tables of an export: one for each kind of record, with every stored row, and one of the findings of a day."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from compliance.access import Actor, Door, Holds, Reading
from compliance.as_json import finding
from compliance.contributions import OpenItemEvent, Production, Response, Review, TeamNote
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import KINDS, Source
from compliance.json_fields import FINDING
from compliance.lines import lines

ROW = (
    "number",
    "key",
    "recorded",
    "release",
    "visibility",
    "capacity",
    "corrects",
    "corrected_by",
    "withdrawn_by",
    "reason",
)
BETWEEN = "; "


@dataclass(frozen=True)
class Table:
    """One CSV file: its name, what it holds, and its cells. `beside` are files that its rows name."""

    name: str
    holds: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    beside: tuple[tuple[str, str], ...] = ()


def tables(door: Door, actor: Actor, reading: Reading) -> list[Table]:
    """Every table of what an actor may see of the record, up to what is known, in the README's order."""
    number = reading.knowledge.number

    def stored(holds: Holds) -> list[dict[str, Any]]:
        return [row for row in door.export(actor, holds, number) if row["withdraws"] is None]

    every = door.rows(actor, number)
    evidence = stored("evidence")
    found = [
        _records(
            f"evidence-{kind}.csv",
            f"evidence: {model.kind_text[0].lower()}",
            model,
            [row for row in evidence if row["kind"] == kind],
            every,
        )
        for kind, model in KINDS.items()
    ]
    others: tuple[tuple[str, str, type[BaseModel], Holds], ...] = (
        ("reviews.csv", "reviews: records that a person accepted or rejected", Review, "review"),
        (
            "team-notes.csv",
            "notes of the monitor's team on records, for the team alone",
            TeamNote,
            "team_note",
        ),
        ("responses.csv", "what bodies answer, in their own words", Response, "response"),
        ("open-item-events.csv", "what was noted of open items", OpenItemEvent, "open_item_event"),
        ("productions.csv", "batches of records that bodies handed over", Production, "production"),
        ("sources.csv", "sources, where the records were read", Source, "source"),
        (
            "determinations.csv",
            "the monitor's levels that were filed, by the monitor or as somebody reported them",
            Determination,
            "determination",
        ),
        (
            "report-totals.csv",
            "the totals of the monitor's reports, as reported",
            ReportTotal,
            "report_total",
        ),
    )
    found += [
        _records(name, holds, model, [row for row in stored(thing) if _counts(row)], every)
        for name, holds, model, thing in others
    ]
    found.append(_revisions(stored("catalogue_revision"), every))
    found.append(_chain(every))
    found.append(_findings(reading))
    return found


def _counts(row: Mapping[str, Any]) -> bool:
    """Whether a row is more than the monitor's draft, or what is shared with the parties and not filed."""
    return row["holds"] != "determination" or Determination.model_validate_json(row["body"]).is_filed


def _chain(every: Sequence[Mapping[str, Any]]) -> Table:
    """Every row of the record with its hash; of rows that may not be seen only number, kind, time and hash."""
    columns = ("number", "holds", "kind", "recorded", "release", "visibility", "capacity", "corrects", "withdraws", "redacts", "reason", "hash")  # fmt: skip
    rows = tuple({column: _cell(row.get(column)) for column in columns} for row in every)
    return Table("record.csv", "every row of the record in order, with its hash", columns, rows)


def releases(tables: Sequence[Table]) -> list[str]:
    """The releases that brought the rows, oldest first."""
    return sorted({row["release"] for table in tables for row in table.rows if row.get("release")})


def _records(
    name: str,
    holds: str,
    model: type[BaseModel],
    stored: Sequence[Mapping[str, Any]],
    every: Sequence[Mapping[str, Any]],
) -> Table:
    bodies = [_own(_cells(json.loads(row["body"]))) for row in stored]
    own = list(_own((column, "") for column in _columns(model)))
    own += sorted({column for body in bodies for column in body} - set(own))
    rows = tuple({**body, **row} for body, row in zip(bodies, _rows(stored, every), strict=True))
    return Table(name, holds, (*ROW, *own), rows)


def _own(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A record's own fields, under names that the columns of the store leave free: a directive's number is not the
    row's. The key is the same in both."""
    return {f"own_{name}" if name in ROW else name: cell for name, cell in cells if name != "key"}


def _rows(
    stored: Sequence[Mapping[str, Any]], every: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, str]]:
    """What the store says of each row, the rows that corrected or withdrew it included."""
    corrected_by = {row["corrects"]: row["number"] for row in every if row.get("corrects")}
    withdrawn_by = {row["withdraws"]: row["number"] for row in every if row.get("withdraws")}
    for row in stored:
        number = row["number"]
        later = {"corrected_by": corrected_by.get(number), "withdrawn_by": withdrawn_by.get(number)}
        yield {column: _cell({**row, **later}[column]) for column in ROW}


def _revisions(stored: Sequence[Mapping[str, Any]], every: Sequence[Mapping[str, Any]]) -> Table:
    """Revisions of the catalogue; each one's text is a file beside the table, since it is too long for a cell."""
    names = [f"catalogue-{row['number']}.yaml" for row in stored]
    rows = tuple(
        {**row, "file": name, "sha256": sha256(kept["body"].encode()).hexdigest()}
        for row, name, kept in zip(_rows(stored, every), names, stored, strict=True)
    )
    beside = tuple((name, kept["body"]) for name, kept in zip(names, stored, strict=True))
    holds = "revisions of the catalogue, each in a file of its own"
    return Table("catalogue-revisions.csv", holds, (*ROW, "file", "sha256"), rows, beside)


def _findings(reading: Reading) -> Table:
    found = [finding(line) for line in lines(reading, reading.assessment.obligations.values(), "en")]
    rows = tuple({name: _cell(value) for name, value in each.items()} for each in found)
    holds = f"what each check said on {reading.on}"
    return Table("findings.csv", holds, tuple(field.name for field in FINDING if field.name != "last"), rows)


def _columns(model: type[BaseModel]) -> Iterator[str]:
    """The columns of a model; the parts of a list of models have one each, named `list.part`."""
    schema = model.model_json_schema()
    for name, prop in schema["properties"].items():
        reference = prop.get("items", {}).get("$ref", "")
        part = schema.get("$defs", {}).get(reference.rpartition("/")[2], {})
        if part.get("type") == "object":
            yield from (f"{name}.{inner}" for inner in part["properties"])
        else:
            yield name


def _cells(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in body.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            inner = dict.fromkeys(key for item in value for key in item)
            yield from (
                (f"{name}.{key}", BETWEEN.join(_cell(item.get(key)) for item in value)) for key in inner
            )
        elif value != []:
            yield name, _cell(value)


def _cell(value: Any) -> str:
    """A value in one cell: lists joined, records of evidence as number and key, other structures as JSON."""
    match value:
        case None:
            return ""
        case {"number": number, "key": key}:
            return f"{number} {key}"
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return BETWEEN.join(_cell(item) for item in value)
        case _:
            return str(value)
