"""A meeting: announced is not held."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from compliance.days import Moment
from compliance.evidence.record import Count, Evidence, Key, Words


class Meeting(Evidence):
    """A meeting, `announced` or `held`.

    `groups` are those that a source names as taking part, by the catalogue's keys. `sessions` is how many
    meetings the record stands for, where a source counts several without giving each its day. `noticed` is the first
    day on which notice of it was given, None where no source says: a record of either state may say it.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Meeting", "Reunión")
    refers: ClassVar = {"groups": "term"}

    kind: Literal["meeting"] = "meeting"
    state: Literal["announced", "held"]
    place: Words | None = None
    host: Words | None = None
    access: Literal["open", "invited", "unknown"] = "unknown"
    groups: tuple[Key, ...] = ()
    attendance: Words | None = None
    sessions: Count = Field(default=1, ge=1)
    noticed: Moment | None = None

    @model_validator(mode="after")
    def _notice_comes_first(self) -> "Meeting":
        if self.noticed and self.happened and self.noticed.earliest > self.happened.latest:
            raise ValueError(
                f"noticed {self.noticed.written()} lies after the meeting; give the day on which notice was given"
            )
        return self

    @property
    def occasion(self) -> str:
        """The meeting itself, whether a record announces it or tells that it was held."""
        return super().identity

    @property
    def identity(self) -> str:
        """An announcement and a report of one meeting are two things: the one does not deny the other."""
        return f"{self.occasion}:{self.state}"
