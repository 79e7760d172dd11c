"""A meeting: announced is not held."""

from typing import ClassVar, Literal

from pydantic import Field

from compliance.evidence.record import Count, Evidence, Key, Words


class Meeting(Evidence):
    """A meeting, `announced` or `held`.

    `groups` are those that a source names as taking part, by the catalogue's keys. `sessions` is how many
    meetings the record stands for, where a source counts several without giving each its day.
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

    @property
    def identity(self) -> str:
        """An announcement and a report of one meeting are two things: the one does not deny the other."""
        return f"{super().identity}:{self.state}"
