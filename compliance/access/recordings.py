"""Who recorded a row, in which capacity, and when: what the record says of it besides its content."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from compliance.access.roles import Sight
from compliance.record.rows import moment_of
from compliance.record.store import Store
from compliance.record.tables import Visibility


class Recording(NamedTuple):
    """That a row was recorded: on which `day` in the decree's time zone, in which `capacity` (`department/patrol`), by which
    person, where that is known and may be told, and how visible. `release`: the data release that it came with, if it did;
    the day is then the one that the release gives itself. `files` are the digests of its files."""

    number: int
    day: date
    capacity: str
    person: str | None
    release: str | None
    visibility: Visibility
    files: tuple[str, ...]

    @property
    def role(self) -> str:
        """The role in which it was recorded."""
        return self.capacity.partition("/")[0]

    @property
    def body(self) -> str | None:
        """The body for which it was recorded; None for a role that is of none."""
        return self.capacity.partition("/")[2] or None


_COLUMNS = ("number", "recorded", "capacity", "recorded_by", "release", "visibility", "files")


def recordings(store: Store, own: Sight, zone: ZoneInfo, numbers: Collection[int]) -> dict[int, Recording]:
    """How some rows were recorded, by their numbers, as far as they can be seen; of one whose content was removed there is
    nothing."""
    named = "parties" in own.visibilities
    found = {}
    with store.known(max(numbers, default=0)) as known:
        for number, stamp, capacity, person, release, visibility, files in known.numbered(numbers, *_COLUMNS):
            if own.sees(visibility, capacity):
                day = moment_of(stamp).astimezone(zone).date()
                digests = tuple((files or "").split())
                who = person if named else None
                found[number] = Recording(number, day, capacity, who, release, visibility, digests)
    return found
