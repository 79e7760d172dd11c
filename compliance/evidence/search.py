"""A search that somebody made: they looked for a thing and did not find it."""

from typing import ClassVar, Literal

from compliance.days import Moment
from compliance.evidence.record import Evidence, Words


class Search(Evidence):
    """Who looked (`said_by`) for what, in which places, over which days, and did not find it. Only searches that
    somebody reports having made."""

    kind_text: ClassVar[tuple[str, str]] = ("Search without a find", "Búsqueda sin hallazgo")

    kind: Literal["search"] = "search"
    happened: Moment
    looked_for: Words
    places: Words
    period: Moment | None = None
