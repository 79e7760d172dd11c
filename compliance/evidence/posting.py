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

    `posted` is what was put up for comment: a `draft`, the `current` text, or `unknown` where what was read
    does not settle it. `draft_promised` is whether the page says that a draft is posted. `draft_of` is the key
    of the version that the draft became, where a source shows it.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Comment window", "Periodo de comentarios")
    may_lie_ahead: ClassVar[bool] = True
    refers: ClassVar = {"draft_of": "policy"}

    kind: Literal["posting"] = "posting"
    happened: Moment
    closes: Moment
    extended_to: Moment | None = None
    posted: Literal["draft", "current", "unknown"]
    draft_promised: Literal["yes", "no", "unknown"]
    draft_of: Key | None = None
    files: tuple[PostedFile, ...] = ()

    @model_validator(mode="after")
    def _closes_after_opening(self) -> "Posting":
        if self.closed.latest < self.happened.earliest:
            raise ValueError(f"closes {self.closed.written()} lies before it opened; give a later day")
        return self

    @property
    def closed(self) -> When:
        """The last day for comments, any extension included."""
        return self.extended_to or self.closes
