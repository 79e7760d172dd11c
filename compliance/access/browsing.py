"""Looking through the record from its end: some rows at a time, whatever its length."""

from collections.abc import Callable
from typing import Any, NamedTuple

from compliance.access.door import Door
from compliance.access.roles import Actor
from compliance.record.tables import HOLDS, VISIBILITIES, Holds

_ACTS = ("corrects", "withdraws", "redacts")
_MANY = 500


class Leaf(NamedTuple):
    """Some rows, newest first. `before` leads to the older ones; None where there are none."""

    rows: list[dict[str, Any]]
    before: int | None


def newest(door: Door, actor: Actor, last: int, most: int, holds: Holds | None = None) -> Leaf:
    """Up to `most` rows that end with number `last`, of one sort where that is asked for, that the actor may know of. Raises
    KeyError if rows hold no such thing."""
    if holds is not None and holds not in HOLDS:
        raise KeyError(holds)
    own = door.standing(actor).sight
    unknown = [each for each in VISIBILITIES if not own.knows_of(each, None)]
    return _leaf(
        door, actor, lambda at, n: door.store.newest(at, n, holds, unknown), last, most, lambda row: True
    )


def newest_acts(door: Door, actor: Actor, last: int, most: int) -> Leaf:
    """The same of the rows that correct, withdraw or redact another, and that the actor sees."""

    def acts(row: dict[str, Any]) -> bool:
        return any(row.get(act) is not None for act in _ACTS)

    return _leaf(door, actor, door.store.newest_acts, last, most, acts)


def _leaf(
    door: Door,
    actor: Actor,
    find: Callable[[int, int], list[int]],
    last: int,
    most: int,
    wanted: Callable[[dict[str, Any]], bool],
) -> Leaf:
    """Rows until there are enough: where the older ones begin is told by a row that is shown, and by no hidden one."""
    rows: list[dict[str, Any]] = []
    at, batch = last, most + 1
    while len(rows) <= most:
        numbers = find(at, batch)
        shown = door.numbered(actor, tuple(numbers))
        rows += [shown[number] for number in numbers if number in shown and wanted(shown[number])]
        if len(numbers) < batch:
            break
        at, batch = numbers[-1] - 1, _MANY
    return Leaf(rows[:most], rows[most - 1]["number"] if len(rows) > most else None)
