"""A trial: a copy of the record in which there is a person for each role, so that one reader can try what each of them does."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from compliance.access.desk import Desk
from compliance.access.door import Door
from compliance.access.roles import Actor
from compliance.catalogue import Catalogue
from compliance.contributions import Person, Role
from compliance.record import copying
from compliance.record.files import Files
from compliance.record.store import Store
from compliance.sentences import Text, say

Part = Literal["monitor", "coordinator", "department", "party", "organisation", "administrator", "public"]
"""As what one can try the site; of the public nobody is on record."""
PARTS: tuple[Part, ...] = get_args(Part)

PLAYED: Mapping[Part, Text] = {
    "monitor": say("monitor", "supervisor"),
    "coordinator": say("coordinator", "coordinador"),
    "department": say("member of the department", "miembro del departamento"),
    "party": say("party", "parte"),
    "organisation": say("organisation", "organización"),
    "administrator": say("administrator", "administrador"),
    "public": say("the public", "el público"),
}

_HOST = Actor(host=True)


@dataclass(frozen=True)
class Trial:
    """A copy of the record on trial: where it is, the person in it for each part, and the part with which one begins."""

    database: str
    files: Path
    people: Mapping[Part, str]
    first: Part


def prepare(door: Door, folder: Path, first: Part, body: str | None = None) -> Trial:
    """Copy the store behind a door into a folder and put a person for each part on record there. `body` is the one that
    `first` acts for, unless it is the one that the catalogue names most or first. Raises StoreError where the store
    cannot be copied, and ValueError for a body that the catalogue does not name, or with a part that acts for none."""
    catalogue = door.catalogue(door.head().number)
    _require_body(catalogue, first, body)
    database, files = copying.copy(door.store, door.files, folder)
    desk = Desk(Door(Store(database), Files(files), door.clock))
    roles = _roles(catalogue, first, body)
    for part, role in roles.items():
        desk.add(_HOST, Person(key=role.person, name=f"On trial: {PLAYED[part].en}"))
        desk.add(_HOST, role)
    return Trial(database, files, {part: role.person for part, role in roles.items()}, first)


def _require_body(catalogue: Catalogue, first: Part, body: str | None) -> None:
    if body is None:
        return
    if first in ("monitor", "administrator", "public"):
        raise ValueError(f"the {first} acts for no body; write {first} alone")
    keys = [each.key for each in catalogue.bodies]
    if body not in keys:
        raise ValueError(f"the catalogue names no body '{body}'; write one of: {', '.join(keys)}")


def _roles(catalogue: Catalogue, first: Part, body: str | None) -> dict[Part, Role]:
    """What the person of each part is."""
    held = Counter(o.responsible for o in catalogue.obligations)
    department = body if body and first in ("coordinator", "department") else held.most_common(1)[0][0]
    party = body if body and first == "party" else catalogue.case.parties[0]
    others = [b.key for b in catalogue.bodies if b.key not in {*held, *catalogue.case.parties}]
    organisation = body if body and first == "organisation" else (others or [department])[-1]
    return {
        "monitor": Role(person="on-trial-monitor", role="monitor"),
        "coordinator": Role(
            person="on-trial-coordinator", role="department", body=department, coordinator=True
        ),
        "department": Role(person="on-trial-department", role="department", body=department),
        "party": Role(person="on-trial-party", role="party", body=party),
        "organisation": Role(person="on-trial-organisation", role="organisation", body=organisation),
        "administrator": Role(person="on-trial-administrator", role="administrator"),
    }
