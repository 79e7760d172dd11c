"""Looking through the record from its end: some rows at a time, whatever its length."""

from typing import Any, NamedTuple

from compliance.access.door import Door
from compliance.access.roles import Actor
from compliance.record.tables import HOLDS, Holds


_ACTS = ("corrects", "withdraws", "redacts")


class Leaf(NamedTuple):
    """Some rows, newest first. `before` leads to the older ones; None where there are none."""

    rows: list[dict[str, Any]]
    before: int | None


def newest(door: Door, actor: Actor, last: int, most: int, holds: Holds | None = None) -> Leaf:
    """Up to `most` rows that end with number `last`, of one sort where that is asked for; of these the ones that the actor
    may know of. Raises KeyError if rows hold no such thing."""
    if holds is not None and holds not in HOLDS:
        raise KeyError(holds)
    return _leaf(door, actor, door.store.newest(last, most + 1, holds), most)


def newest_acts(door: Door, actor: Actor, last: int, most: int) -> Leaf:
    """The same of the rows that correct, withdraw or redact another; of these the ones that the actor sees."""
    leaf = _leaf(door, actor, door.store.newest_acts(last, most + 1), most)
    seen = [row for row in leaf.rows if any(row.get(act) is not None for act in _ACTS)]
    return leaf._replace(rows=seen)


def _leaf(door: Door, actor: Actor, numbers: list[int], most: int) -> Leaf:
    shown = door.numbered(actor, tuple(numbers[:most]))
    rows = [shown[number] for number in numbers[:most] if number in shown]
    return Leaf(rows, numbers[most - 1] if len(numbers) > most else None)
