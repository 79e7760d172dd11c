"""The only door to the record: pages, commands and exports ask here, always as an actor.

`roles.py` is the one table of who may see and do what; `Door` answers questions, `Desk` adds to the record.
"""

from pathlib import Path

from compliance.access.desk import Desk
from compliance.access.door import Door
from compliance.access.reading import By, Knowledge, Reading, Unanswerable
from compliance.access.roles import PUBLIC, Actor, Capacity, NotAllowed
from compliance.record.canonical import as_text
from compliance.record.databases import Clock
from compliance.record.files import Altered, Files
from compliance.record.store import Conflict, Head, Holding, New, Store, StoreError
from compliance.record.tables import Holds

__all__ = [
    "PUBLIC",
    "Actor",
    "Altered",
    "By",
    "Capacity",
    "Conflict",
    "Desk",
    "Door",
    "Head",
    "Holding",
    "Holds",
    "Knowledge",
    "New",
    "NotAllowed",
    "Reading",
    "StoreError",
    "Unanswerable",
    "as_text",
    "open_record",
]


def open_record(database: str, files: Path, clock: Clock) -> Door:
    """The door to the store behind a database URL. Raises StoreError if the URL names none that can be used."""
    return Door(Store(database), Files(files), clock)
