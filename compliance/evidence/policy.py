"""A version of a policy: a directive as it stood between two days."""

from functools import cached_property
from typing import ClassVar, Literal

from pydantic import model_validator

from compliance.days import Moment, When
from compliance.evidence.clause import Clause, Sha256
from compliance.evidence.record import Evidence, Words
from compliance.timeline import ONE_DAY


class Policy(Evidence):
    """One version: number, title and dates are fields, since a directive's number is not an identity.

    `happened` is the day of issue. `ends` is the first day it no longer held, `ended_by` why; both None while
    no source shows an end. `expires` is the last day on which a notice for a limited time holds, as it says itself.
    `cites` are the numbers of the decree's paragraphs that the text names. `text_sha256` is the hash of its text.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Policy version", "Versión de una política")
    may_lie_ahead: ClassVar[bool] = True

    kind: Literal["policy"] = "policy"
    number: Words
    title: Words
    effective: Moment
    ends: Moment | None = None
    ended_by: Literal["replaced", "rescinded", "expired"] | None = None
    expires: Moment | None = None
    cites: tuple[Words, ...] = ()
    clauses: tuple[Clause, ...] = ()
    text_sha256: Sha256 | None = None

    @cached_property
    def after_expiry(self) -> When | None:
        """The first day after a notice for a limited time has run out; None where it has no such day."""
        if self.expires is None:
            return None
        return When(earliest=self.expires.earliest + ONE_DAY, latest=self.expires.latest + ONE_DAY)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Policy":
        if self.ends is not None and self.ends.latest <= self.effective.earliest:
            raise ValueError(
                f"ends {self.ends.written()} does not lie after it took effect; give a later day"
            )
        if self.expires is not None and self.expires.latest < self.effective.earliest:
            raise ValueError(
                f"expires {self.expires.written()} lies before it took effect; give its last day"
            )
        if self.ended_by is not None and self.ends is None and self.expires is None:
            raise ValueError(
                f"ended_by {self.ended_by} has no day; give the first day it no longer held as ends"
            )
        return self
