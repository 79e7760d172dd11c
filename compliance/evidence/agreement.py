"""A written agreement between bodies."""

from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from compliance.days import Moment, When
from compliance.evidence.clause import Clause, Sha256
from compliance.evidence.record import Evidence, Key, Words
from compliance.timeline import ONE_DAY


class Agreement(Evidence):
    """An agreement with its parties and term. `happened` is the day of signing, None where no source shows that
    it was signed. `last` is the last day of its term, None where no source gives one. `text_sha256` is the hash of its
    text."""

    kind_text: ClassVar[tuple[str, str]] = ("Agreement", "Acuerdo")
    may_lie_ahead: ClassVar[bool] = True

    kind: Literal["agreement"] = "agreement"
    parties: tuple[Key, ...] = Field(min_length=2)
    title: Words
    starts: Moment | None = None
    last: Moment | None = None
    clauses: tuple[Clause, ...] = ()
    text_sha256: Sha256 | None = None

    @cached_property
    def begins(self) -> When | None:
        """The first day it held: its start, or the signing where that came later; None while none shows a signing."""
        signed, starts = self.happened, self.starts or self.happened
        if signed is None or starts is None:
            return None
        return When(earliest=max(signed.earliest, starts.earliest), latest=max(signed.latest, starts.latest))

    @cached_property
    def ends(self) -> When | None:
        """The first day it no longer held; None where no source gives a last day."""
        if self.last is None:
            return None
        return When(earliest=self.last.earliest + ONE_DAY, latest=self.last.latest + ONE_DAY)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Agreement":
        if self.starts is not None and self.last is not None and self.last.latest < self.starts.earliest:
            raise ValueError(f"last {self.last.written()} lies before its start; give a later day")
        return self
