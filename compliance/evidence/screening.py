"""A screening: whether an officer may be assigned, looked into on a day."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key, Words


class Screening(Evidence):
    """The screening of one officer, by code, made on `happened`.

    `look_back_years` is how many whole years before that day it looked through, None where no source says.
    `open_disqualifier`: whether it found something that bars the assignment and that was not cleared. `decided_by` is
    whoever decided, by office. What it found is never stored.
    """

    kind_text: ClassVar[tuple[str, str]] = (
        "Screening of an officer",
        "Revisión de antecedentes de un policía",
    )

    kind: Literal["screening"] = "screening"
    happened: Moment
    officer: Key
    look_back_years: Annotated[int, Field(ge=0, le=100)] | None = None
    open_disqualifier: Literal["yes", "no", "unknown"] = "unknown"
    decided_by: Words | None = None
