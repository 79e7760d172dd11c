"""A version of a policy: a directive as it stood between two days."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key, Words


class Clause(BaseModel):
    """A place in the version's own text that a person found to cover a topic."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: Key
    where: Words
    quote: Words
    confirmed_by: Words


class Policy(Evidence):
    """One version: number, title and dates are fields, since a directive's number is not an identity.

    `happened` is the day of issue. `ends` is the first day it no longer held, `ended_by` why; both None while
    no source shows an end.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Policy version", "Versión de una política")
    may_lie_ahead: ClassVar[bool] = True

    kind: Literal["policy"] = "policy"
    number: Words
    title: Words
    effective: Moment
    ends: Moment | None = None
    ended_by: Literal["replaced", "rescinded"] | None = None
    clauses: tuple[Clause, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Policy":
        if self.ends is not None and self.ends.latest <= self.effective.earliest:
            raise ValueError(
                f"ends {self.ends.written()} does not lie after it took effect; give a later day"
            )
        return self
