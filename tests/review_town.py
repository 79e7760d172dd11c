"""A town with a review queue: a check that counts accepted meetings alone, one that counts any, and two reviewers."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from compliance.access import Actor, Desk
from compliance.contributions import Person, Role
from compliance.evidence import KINDS, Evidence
from tests.small import catalogue_content, criterion, record_content, write_folder
from tests.stores import HOST, PERIODS, a_desk, identity, load_folder, sqlite_place, with_people

CORA, STAN, MO, MIA = Actor("cora"), Actor("stan"), Actor("mo"), Actor("mia")
YEAR = {"first": "2019-03-01", "last": "2019-12-31"}


def a_town(folder: Path, clock: Callable[[], datetime] | None = None) -> Desk:
    """The town's desk, with a meeting that its release brought."""
    made = with_people(a_desk(sqlite_place(folder / "store"), clock))
    checks = (
        criterion("meetings_held", at_least="1", accepted="true", due="2019-12-31", **YEAR)
        | {"key": "strict"},
        criterion("meetings_held", at_least="3", due="2020-02-01", **YEAR) | {"key": "mild"},
    )
    content = catalogue_content(*checks, silence="not_met") | {"periods": PERIODS}
    loaded = record_content("loaded", happened="2019-04-01", state="held")
    load_folder(made, write_folder(folder / "data", catalogue=content, meeting=[loaded]))
    made.add(HOST, Person(key="mia", name="Mia", identity=identity("mia")))
    made.add(HOST, Role(person="mia", role="monitor"))
    return made


def a_meeting(key: str, happened: str = "2019-05-01", **more: Any) -> Evidence:
    """A meeting that was held."""
    return KINDS["meeting"].model_validate(record_content(key, happened=happened, state="held", **more))


def numbered(desk: Desk, key: str) -> int:
    """The number of the record that holds for a key."""
    [row] = desk.door.store.holding("evidence", [key])
    return row.number
