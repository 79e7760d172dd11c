"""A written agreement between bodies."""

from typing import ClassVar, Literal

from pydantic import Field

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
