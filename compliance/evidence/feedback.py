"""Feedback that people gave: its themes, never who said what."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key, Words


class Theme(BaseModel):
    """One thing that was said, in words that name no person. An answer names it by its key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    words: Words


class Feedback(Evidence):
    """The themes of what people said in a `meeting` or in the comment window `round`; `happened` is the day by which
    it was given."""

    kind_text: ClassVar[tuple[str, str]] = ("Feedback received", "Opiniones recibidas")
    refers: ClassVar = {"meeting": "meeting", "round": "posting"}

    kind: Literal["feedback"] = "feedback"
    happened: Moment
    meeting: Key | None = None
    round: Key | None = None
    themes: tuple[Theme, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _from_one_place_and_told_apart(self) -> "Feedback":
        if (self.meeting is None) == (self.round is None):
            raise ValueError(
                "it must say where the feedback was given; name one meeting or one comment window (round)"
            )
        seen: set[str] = set()
        for theme in self.themes:
            if theme.key in seen:
                raise ValueError(f"the theme '{theme.key}' stands here twice; give each its own key")
            seen.add(theme.key)
        return self
