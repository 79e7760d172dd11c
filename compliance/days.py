"""Days as sources give them: one known day, or a day somewhere between two.

All days are calendar days in the decree's time zone.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from compliance.sentences import Text, day, say

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""The days that a record may name: far enough from the calendar's ends that terms can be added to any of them."""

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


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


def _recorded(text: str) -> date:
    """A day as a data file writes it. Raises ValueError, as `read_day` does, and for a day out of bounds."""
    found = read_day(text)
    if not FIRST_DAY <= found <= LAST_DAY:
        raise ValueError(f"'{text}' is no day of a record; write a day from {FIRST_DAY} to {LAST_DAY}")
    return found


def _as_day(value: Any) -> Any:
    return _recorded(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_as_day)]
Days = Annotated[int, Field(ge=0, le=36_525)]
"""A number of days, a hundred years at most."""


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
        return {"earliest": _recorded(first), "latest": _recorded(last or first)}

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


def years_later(start: date, years: int) -> date:
    """The same day some years later; 28 February for 29 February."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)
