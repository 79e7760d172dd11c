"""Productions under a body's own numbers: which is next, and what a production may hold.

A production says "this is what we handed over", and that can be said only of what one filed oneself. So it holds rows that
its own body filed, and that held when they were named; who files for several bodies hands over the records of each apart.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from compliance.access.bodies import binds
from compliance.access.visible import require_holds
from compliance.contributions import Production, Redaction
from compliance.record.looking import Past
from compliance.record.store import Store
from compliance.record.tables import Holds

HANDED_OVER: tuple[Holds, ...] = ("source", "evidence", "response")
"""What is handed over: evidence, the sources that it rests on, and answers."""


def next_number(past: Past, body: str) -> int:
    """The number of a body's next production: one that no production of it ever had, withdrawn and redacted ones too."""
    own = f"{body}/"
    given = [int(key.removeprefix(own)) for key in past.keys("production") if key.startswith(own)]
    removed = [Redaction.model_validate_json(row.body) for row in past.holding("redaction").values()]
    number = max(given, default=0) + 1
    while any(binds(redaction, "production", f"{own}{number}") for redaction in removed):
        number += 1
    return number


def require_own(store: Store, capacity: str, numbers: Iterable[int]) -> None:
    """Raises ValueError for a row that a capacity did not file or that is nothing to hand over, and Conflict for one that
    does not hold any more."""
    for number in numbers:
        row = store.row(number)
        if row is None or row["capacity"] != capacity:
            raise ValueError(
                f"record {number} was not filed by {capacity}; a production holds what its own body filed"
            )
        if row["holds"] not in HANDED_OVER or row["withdraws"] is not None:
            raise ValueError(
                f"record {number} is nothing to hand over; a production holds evidence, sources and responses"
            )
        require_holds(store, row)


def require_numbered(store: Store, production: Production, corrected: Mapping[str, Any]) -> None:
    """Raises ValueError for a production that is added with a number of its own making, and as `require_own` does for what a
    correction newly names: what was handed over stays listed, whatever became of it since."""
    if not corrected:
        raise ValueError("a production gets its number when it is handed over; hand it over, do not add it")
    before: Collection[int] = Production.model_validate_json(corrected["body"]).records
    require_own(store, corrected["capacity"], (n for n in production.records if n not in before))
