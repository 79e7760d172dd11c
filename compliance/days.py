"""Days as sources give them: one known day, or a day somewhere between two.

All days are calendar days in the decree's time zone.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, model_validator

from compliance.sentences import Text, day, say

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def read_day(text: str) -> date:
    """A day written `YYYY-MM-DD`.

    Raises ValueError with a sentence for any other writing and for a day that the calendar does not have.
    """
    if not _ISO.match(text):
        raise ValueError(f"'{text}' is not a day; write it YYYY-MM-DD, for example 2019-08-29")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is not in the calendar; write a day that exists, YYYY-MM-DD") from None


def _as_day(value: Any) -> Any:
    return read_day(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_as_day)]


class When(BaseModel):
    """A day known exactly (`earliest == latest`) or known to lie between two days, both included.

    >>> When.read("2019-12-01/2019-12-31").exact
    False
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    earliest: Day
    latest: Day

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        first, _, last = value.partition("/")
        return {"earliest": read_day(first), "latest": read_day(last or first)}

    @model_validator(mode="after")
    def _in_order(self) -> "When":
        if self.earliest > self.latest:
            raise ValueError(f"{self.earliest}/{self.latest} runs backwards; write the earlier day first")
        return self

    @classmethod
    def read(cls, text: str) -> "When":
        """From `YYYY-MM-DD` or `YYYY-MM-DD/YYYY-MM-DD`. Raises pydantic.ValidationError."""
        return cls.model_validate(text)

    @classmethod
    def on(cls, value: date) -> "When":
        """One day, known exactly."""
        return cls(earliest=value, latest=value)

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.latest

    def written(self) -> str:
        """As data files write it."""
        return f"{self.earliest}" if self.exact else f"{self.earliest}/{self.latest}"

    def text(self) -> Text:
        """As a reader reads it."""
        if self.exact:
            return day(self.earliest)
        return say(
            "a day from {a} to {b} (which one is not known)",
            "un día entre el {a} y el {b} (no se sabe cuál)",
            a=day(self.earliest),
            b=day(self.latest),
        )


Moment = Annotated[When, PlainSerializer(lambda value: value.written(), return_type=str)]


def days_between(start: date, end: date) -> int:
    """End minus start: 13 to 28 June is 15.

    >>> days_between(date(2022, 6, 13), date(2022, 6, 28))
    15
    """
    return (end - start).days
