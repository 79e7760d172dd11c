"""A request: who asked whom for what."""

from typing import ClassVar, Literal

from pydantic import model_validator

from compliance.days import Day, Moment
from compliance.evidence.record import Evidence, Key, Words


class Request(Evidence):
    """`asked_by` asked the body `asked_of` on `happened` for `what`, due on `due` where a day was set. `about` is the record
    of evidence that it asks about, where it is about one."""

    kind_text: ClassVar[tuple[str, str]] = ("Request", "Solicitud")
    refers: ClassVar = {"asked_of": "body", "about": "record of evidence"}

    kind: Literal["request"] = "request"
    happened: Moment
    asked_by: Words
    asked_of: Key
    what: Words
    due: Day | None = None
    about: Key | None = None

    @model_validator(mode="after")
    def _due_after_asking(self) -> "Request":
        if self.due is not None and self.due < self.happened.earliest:
            raise ValueError(f"due {self.due} lies before the day of the request; give a later day")
        return self
