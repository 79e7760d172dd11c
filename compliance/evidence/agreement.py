"""A written agreement between bodies."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key, Words


class Agreement(Evidence):
    """An agreement with its parties and term. `happened` is the day of signing, None where no source shows that
    it was signed. `last` is the last day of its term, None where no source gives one."""

    kind_text: ClassVar[tuple[str, str]] = ("Agreement", "Acuerdo")
    may_lie_ahead: ClassVar[bool] = True

    kind: Literal["agreement"] = "agreement"
    parties: tuple[Key, ...] = Field(min_length=2)
    title: Words
    starts: Moment | None = None
    last: Moment | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Agreement":
        if self.starts is not None and self.last is not None and self.last.latest < self.starts.earliest:
            raise ValueError(f"last {self.last.written()} lies before its start; give a later day")
        return self
