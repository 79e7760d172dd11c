"""The cover list of a production as a file that a spreadsheet opens."""

from collections.abc import Sequence

from compliance.access import Reading
from compliance.editions.folder import as_csv
from compliance.editions.tables import BETWEEN, Table
from compliance.productions import HandedOver, Item


def as_file(reading: Reading, one: HandedOver, items: Sequence[Item]) -> str:
    """A cover list as CSV by RFC 4180, in English."""
    columns = ("place", "number", "kind", "says", "day", "files", "bytes", "hash")
    rows = [
        {
            "place": f"{place}",
            "number": f"{item.number}",
            "kind": item.kind,
            "says": item.says or "",
            "day": item.day or "",
            "files": BETWEEN.join(file.digest for file in item.files),
            "bytes": BETWEEN.join("" if file.size is None else f"{file.size}" for file in item.files),
            "hash": item.hash,
        }
        for place, item in enumerate(items, 1)
    ]
    name = f"production-{one.production.body}-{one.production.number}.csv"
    table = Table(name, one.name(reading.catalogue).en, columns, tuple(rows))
    return as_csv(table, fictional=reading.catalogue.fictional)
