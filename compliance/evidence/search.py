"""A search that somebody made: they looked for a thing and did not find it."""

from typing import ClassVar, Literal

from pydantic import model_validator

from compliance.days import Moment
from compliance.evidence.record import Evidence, Words


class Search(Evidence):
    """Who looked (`said_by`) for what, in which places, over which days, and did not find it. Only searches that
    somebody reports having made."""

    kind_text: ClassVar[tuple[str, str]] = ("Search that found nothing", "Búsqueda que no halló nada")

    kind: Literal["search"] = "search"
    happened: Moment
    looked_for: Words
    places: Words
    period: Moment | None = None

    @model_validator(mode="after")
    def _looks_back(self) -> "Search":
        if self.period is not None and self.period.earliest > self.happened.latest:
            raise ValueError(
                f"period {self.period.written()} begins after the search; give the days looked through"
            )
        return self
