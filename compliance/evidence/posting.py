"""A posting of a text for public comment."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from compliance.days import Moment, When
from compliance.evidence.record import Evidence, Key, Words


class PostedFile(BaseModel):
    """A file as the posting's page names it, and what is known of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Words
    known: Words


class Posting(Evidence):
    """One comment window, from `happened` (the day it opened) to `closes`, or to `extended_to`.

    `extended_on` is the day on which the extension was announced, None where no source says. `posted` is what was put
    up for comment: a `draft`, the `current` text, or `unknown` where what was read does not settle it.
    `draft_promised` is whether the page says that a draft is posted. `draft_of` is the key of the version that the
    draft became, `same_text_as` that of a version whose text a comparison found in the posted file; None where no
    source shows it.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Comment window", "Periodo de comentarios")
    may_lie_ahead: ClassVar[bool] = True
    refers: ClassVar = {"draft_of": "policy", "same_text_as": "policy"}

    kind: Literal["posting"] = "posting"
    happened: Moment
    closes: Moment
    extended_to: Moment | None = None
    extended_on: Moment | None = None
    posted: Literal["draft", "current", "unknown"]
    draft_promised: Literal["yes", "no", "unknown"]
    draft_of: Key | None = None
    same_text_as: Key | None = None
    files: tuple[PostedFile, ...] = ()

    @model_validator(mode="after")
    def _days_in_order(self) -> "Posting":
        if self.closes.latest < self.happened.earliest:
            raise ValueError(f"closes {self.closes.written()} lies before it opened; give a later day")
        if self.extended_to and self.extended_to.latest < self.closes.earliest:
            raise ValueError(
                f"extended_to {self.extended_to.written()} lies before it closes; give a later day"
            )
        if self.extended_on and not self.extended_to:
            raise ValueError("extended_on stands without extended_to; add the last day of the extension")
        if self.extended_on and self.extended_on.latest < self.happened.earliest:
            raise ValueError(
                f"extended_on {self.extended_on.written()} lies before it opened; give a later day"
            )
        return self

    @property
    def closed(self) -> When:
        """The last day for comments, any extension included that was announced before the window had closed."""
        extended, announced = self.extended_to, self.extended_on
        if extended is None or (announced is not None and announced.earliest > self.closes.latest):
            return self.closes
        if announced is None or announced.latest <= self.closes.earliest:
            return extended
        return When(earliest=min(self.closes.earliest, extended.earliest), latest=extended.latest)

    @property
    def last_day(self) -> When:
        """The last day on which comments were taken, also where the window was opened again after it had closed."""
        return self.extended_to or self.closes
