"""The meetings held in a period."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, model_validator

from compliance.asks import Give, gives_during
from compliance.days import Day, When
from compliance.evidence import Evidence
from compliance.evidence.meeting import Meeting
from compliance.rules.things import of_things
from compliance.sentences import Text, day, say

MEETING = Text(en="meeting", es="reunión")
MEETINGS = Text(en="meetings", es="reuniones")
HELD_ON_RECORD = (
    Text(en="meeting on record as held", es="reunión que consta como celebrada"),
    Text(en="meetings on record as held", es="reuniones que constan como celebradas"),
)


class Held(NamedTuple):
    """A meeting that may have been held in a period: its surest record and all of them; `sure` unless what says so is
    inferred or the day may lie outside. `first` to `last` are the days of the period on which it may have been."""

    record: Meeting
    told_by: Sequence[Meeting]
    when: When
    first: date
    last: date
    sure: bool

    def gives(self, slot: str, weight: int) -> list[Give]:
        """What the meeting gives by having been held."""
        return gives_during(slot, self.when, None, self.record.key, inferred=not self.sure, weight=weight)


class InPeriod(BaseModel):
    """The days, both included, whose meetings a rule looks at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: Day
    last: Day

    @model_validator(mode="after")
    def _in_order(self) -> "InPeriod":
        if self.last < self.first:
            raise ValueError(f"the period ends {self.last}, before it begins {self.first}; swap the days")
        return self

    def held(self, records: Sequence[Evidence], subject: str) -> list[Held]:
        """The meetings on record as held that may lie in the period."""
        found, begins, ends = [], self.first, self.last
        for told_by in of_things(records, Meeting, subject):
            record = told_by[0]
            when = record.happened
            if record.state != "held" or when is None:
                continue
            first, last = when.earliest, when.latest
            if last < begins or first > ends:
                continue
            inside = begins <= first and last <= ends
            if not inside:
                first, last = max(first, begins), min(last, ends)
            found.append(Held(record, told_by, when, first, last, inside and record.inferred is None))
        return found

    def as_days(self) -> Text:
        """The period in words."""
        return say("from {a} to {b}", "del {a} al {b}", a=day(self.first), b=day(self.last))


def name_of(record: Evidence) -> Text:
    """A meeting as a reader names it."""
    if record.happened is None:
        return say("the meeting whose day is not known", "la reunión cuyo día no se conoce")
    return say("the meeting of {d}", "la reunión del {d}", d=record.happened.text())


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two last days, None where neither is set."""
    return other if one is None else one if other is None else min(one, other)
