"""Supervision: which officers one supervisor is responsible for, and when."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from compliance.days import Day, Moment
from compliance.evidence.record import Evidence, Key
from compliance.evidence.roster import MOST


class Supervision(Evidence):
    """The officers, by code, under one supervisor, by code, from `first` to `last`, both included; `last` is None while it
    goes on. `happened` is the day as of which the source says so."""

    kind_text: ClassVar[tuple[str, str]] = ("Supervision of officers", "Supervisión de policías")

    kind: Literal["supervision"] = "supervision"
    happened: Moment
    supervisor: Key
    officers: tuple[Key, ...] = Field(min_length=1, max_length=MOST)
    first: Day
    last: Day | None = None

    @model_validator(mode="after")
    def _can_be_so(self) -> "Supervision":
        if self.last is not None and self.last < self.first:
            raise ValueError(
                f"the supervision ends {self.last}, before it begins {self.first}; swap the days"
            )
        if self.supervisor in self.officers:
            raise ValueError(
                f"{self.supervisor} stands as supervisor and under officers; nobody supervises themselves"
            )
        return self
