"""The only door to the record: pages, commands and exports ask here, always as an actor.

`roles.py` is the one table of who may see and do what; `Door` answers questions, `Desk` adds to the record.
"""

from pathlib import Path

from compliance.access.bodies import body_of
from compliance.access.desk import Desk
from compliance.access.door import Door
from compliance.access.noting import Note, NotedMeanwhile, note
from compliance.access.producing import Handover, produce
from compliance.access.reading import By, Knowledge, Noted, Reading, Unanswerable
from compliance.access.recordings import Recording
from compliance.access.roles import PUBLIC, Actor, AnyRole, Capacity, NotAllowed, Right, Standing, Thing
from compliance.record.canonical import as_text
from compliance.record.databases import Clock, StoreError
from compliance.record.drafts import Draft
from compliance.record.files import Altered, Files
from compliance.record.looking import Held, Past
from compliance.record.rows import Author, Conflict, Filed, Head, New
from compliance.record.store import Store
from compliance.record.tables import Holds, Visibility

__all__ = [
    "PUBLIC",
    "Actor",
    "Altered",
    "AnyRole",
    "Author",
    "By",
    "Capacity",
    "Conflict",
    "Desk",
    "Door",
    "Draft",
    "Filed",
    "Handover",
    "Head",
    "Held",
    "Holds",
    "Knowledge",
    "New",
    "NotAllowed",
    "Note",
    "Noted",
    "NotedMeanwhile",
    "Past",
    "Reading",
    "Recording",
    "Right",
    "Standing",
    "StoreError",
    "Thing",
    "Unanswerable",
    "Visibility",
    "as_text",
    "body_of",
    "note",
    "open_record",
    "produce",
]


def open_record(database: str, files: Path, clock: Clock, withholds: bool = False) -> Door:
    """The door to the store behind a database URL; see Door. Raises StoreError if the URL names none that can be used."""
    return Door(Store(database), Files(files), clock, withholds)
