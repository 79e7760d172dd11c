"""A roster: which officers were assigned, and when."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from compliance.days import Day, Moment
from compliance.evidence.record import Evidence, Key


class Assignment(BaseModel):
    """One officer's assignment, both days included; `last` is None while it goes on. A code, never a name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    officer: Key
    first: Day
    last: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Assignment":
        if self.last is not None and self.last < self.first:
            raise ValueError(f"the assignment ends {self.last}, before it begins {self.first}; swap the days")
        return self


class Roster(Evidence):
    """The officers assigned, as the roster of the day `happened` says."""

    kind_text: ClassVar[tuple[str, str]] = ("Roster of officers", "Lista de policías asignados")

    kind: Literal["roster"] = "roster"
    happened: Moment
    assignments: tuple[Assignment, ...] = Field(min_length=1)
