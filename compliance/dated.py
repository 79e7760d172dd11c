"""Values that an order or an amendment changes: what held on a day, and since when.

The catalogue writes one value, or one for each day from which it held:

    at_least_days: {2019-03-01: 15, 2024-01-01: {is: 30, source: order-2024}}
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, Generic, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails

from compliance.days import Day
from compliance.evidence.record import Key
from compliance.timeline import ONE_DAY

V = TypeVar("V")


class Value(BaseModel, Generic[V]):
    """One value. `since` is the first day on which it held, None where no day is given: it always did. `source` is
    where it was read, None where that is the criterion's own source."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    since: Day | None = None
    value: V = Field(alias="is")
    source: Key | None = None


class Dated(BaseModel, Generic[V]):
    """A value, or several with the days from which each held. Before the first of these days the first one is read.

    >>> Dated[int].model_validate({"2019-03-01": 15, "2024-01-01": 30}).on(date(2023, 12, 31))
    15
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    values: tuple[Value[V], ...] = Field(min_length=1)

    @model_validator(mode="wrap")
    @classmethod
    def _from_the_catalogue(cls, given: Any, read: ModelWrapValidatorHandler["Dated[V]"]) -> "Dated[V]":
        if isinstance(given, cls) or (isinstance(given, dict) and set(given) == {"values"}):
            return read(given)
        written = given if isinstance(given, dict) else {None: given}
        values = [
            {"since": since, **(value if isinstance(value, dict) else {"is": value})}
            for since, value in written.items()
        ]
        try:
            return read({"values": values})
        except ValidationError as error:
            raise _where_written(error, list(written)) from None

    @model_validator(mode="after")
    def _in_order(self) -> "Dated[V]":
        days = [value.since for value in self.values if value.since is not None]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError("the days do not rise; write the earliest first, and each day once")
        return self

    def on(self, day: date) -> V:
        """The value that held on a day; for a thing that has a day of its own, that is its anchor day."""
        held = self.values[0]
        for value in self.values[1:]:
            if value.since is not None and value.since <= day:
                held = value
        return held.value

    def within(self, first: date, last: date) -> list[tuple[date, date, V]]:
        """The values that held from `first` to `last`: for each its first and last day of these, both included."""
        if len(self.values) == 1:
            return [(first, last, self.values[0].value)] if first <= last else []
        spans = [(start, stop, value) for start, stop, value in self.spans(first) if start <= last]
        return [(start, last if stop is None else min(stop, last), value) for start, stop, value in spans]

    def spans(self, first: date) -> Iterator[tuple[date, date | None, V]]:
        """The values that hold from a day on: for each its first and last day, both included, the last one's None."""
        starts = [value.since for value in self.values[1:] if value.since is not None and value.since > first]
        days = [first, *starts]
        for start, following in zip(days, [*starts, None], strict=True):
            yield start, following and following - ONE_DAY, self.on(start)


def _where_written(error: ValidationError, days: list[Any]) -> ValidationError:
    """The same errors, each in the place where the catalogue writes the value: at its day, or where the one value is."""
    found: list[InitErrorDetails] = []
    for detail in error.errors():
        place = detail["loc"]
        if len(place) > 1 and isinstance(place[1], int):
            day, inner = days[place[1]], place[2:]
            if detail["type"] != "missing":
                inner = tuple(step for step in inner if step not in ("is", "since"))
            place = (*(() if day is None else (day,)), *inner)
        found.append(
            {
                "type": detail["type"],
                "loc": place,
                "input": detail["input"],
                "ctx": detail.get("ctx", {}),
            }
        )
    return ValidationError.from_exception_data(error.title, found)
