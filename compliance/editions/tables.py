"""The tables of an export: one for each kind of record, with every stored row, and one of the findings of a day."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from compliance.access import Door, Reading
from compliance.as_json import FINDING, finding
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import KINDS, Source
from compliance.lines import lines

ROW = ("number", "key", "recorded", "release", "corrects", "corrected_by", "reason")
BETWEEN = "; "


@dataclass(frozen=True)
class Table:
    """One CSV file: its name, what it holds, and its cells. `beside` are files that its rows name."""

    name: str
    holds: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    beside: tuple[tuple[str, str], ...] = ()


def tables(door: Door, reading: Reading) -> list[Table]:
    """Every table of the record up to what is known, in the order in which the README lists them."""
    number = reading.knowledge.number
    evidence = door.export("evidence", number)
    found = [
        _records(
            f"evidence-{kind}.csv",
            f"evidence: {model.kind_text[0].lower()}",
            model,
            [row for row in evidence if row["kind"] == kind],
        )
        for kind, model in KINDS.items()
    ]
    found.append(
        _records("sources.csv", "sources, where the records were read", Source, door.export("source", number))
    )
    levels, totals = door.export("determination", number), door.export("report_total", number)
    found.append(
        _records(
            "determinations.csv", "the monitor's levels, as somebody reported them", Determination, levels
        )
    )
    found.append(
        _records("report-totals.csv", "the totals of the monitor's reports, as reported", ReportTotal, totals)
    )
    found.append(_revisions(door.export("catalogue_revision", number)))
    found.append(_findings(reading))
    return found


def releases(tables: Sequence[Table]) -> list[str]:
    """The releases that brought the rows, oldest first."""
    return sorted({row["release"] for table in tables for row in table.rows if row.get("release")})


def _records(name: str, holds: str, model: type[BaseModel], stored: Sequence[Mapping[str, Any]]) -> Table:
    bodies = [_own(_cells(_public(model, json.loads(row["body"])))) for row in stored]
    own = list(_own((column, "") for column in _columns(model)))
    own += sorted({column for body in bodies for column in body} - set(own))
    rows = tuple({**body, **row} for body, row in zip(bodies, _rows(stored), strict=True))
    return Table(name, holds, (*ROW, *own), rows)


def _own(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A record's own fields, under names that the columns of the store leave free: a directive's number is not the
    row's. The key is the same in both."""
    return {f"own_{name}" if name in ROW else name: cell for name, cell in cells if name != "key"}


def _rows(stored: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """What the store says of each row, the row that corrected it included."""
    corrected_by = {row["corrects"]: row["number"] for row in stored if row["corrects"] is not None}
    for row in stored:
        known = {**row, "recorded": _moment(row["recorded"]), "corrected_by": corrected_by.get(row["number"])}
        yield {column: _cell(known[column]) for column in ROW}


def _public(model: type[BaseModel], body: dict[str, Any]) -> dict[str, Any]:
    """A record as it may leave: copies of others' texts are not linked in public."""
    if model is Source and body.get("quality") == "copy":
        body.pop("address", None)
    return body


def _revisions(stored: Sequence[Mapping[str, Any]]) -> Table:
    """Revisions of the catalogue; each one's text is a file beside the table, since it is too long for a cell."""
    names = [f"catalogue-{row['number']}.yaml" for row in stored]
    rows = tuple(
        {**row, "file": name, "sha256": sha256(kept["body"].encode()).hexdigest()}
        for row, name, kept in zip(_rows(stored), names, stored, strict=True)
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
    schema = model.model_json_schema(mode="serialization")
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


def _moment(value: datetime) -> str:
    stamp = value if value.tzinfo else value.replace(tzinfo=UTC)
    return stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
