"""A roster: which officers were assigned, to which post, and when."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from compliance.days import Day, Moment
from compliance.evidence.record import Evidence, Key

MOST = 10_000
"""So many codes one record names at most."""


class Assignment(BaseModel):
    """One officer's assignment, both days included; `last` is None while it goes on. Codes, never names.

    `school` is where, None where no source says. `post` is whether the officer stays at that one school (`fixed`) or
    goes from school to school (`roving`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    officer: Key
    first: Day
    last: Day | None = None
    school: Key | None = None
    post: Literal["fixed", "roving", "unknown"] = "unknown"

    @model_validator(mode="after")
    def _in_order(self) -> "Assignment":
        if self.last is not None and self.last < self.first:
            raise ValueError(f"the assignment ends {self.last}, before it begins {self.first}; swap the days")
        return self

    def covers(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def differs_from(self, other: "Assignment") -> bool:
        """Whether two assignments of one officer on one day cannot both be right."""
        facts = [(self.first, other.first), (self.last, other.last), (self.school, other.school)]
        if "unknown" not in (self.post, other.post):
            facts.append((self.post, other.post))
        return any(a is not None and b is not None and a != b for a, b in facts)


class Roster(Evidence):
    """The officers assigned, as the roster of the day `happened` says.

    `kept_by` is the body whose list it is, None where no source says. `whole`: the source gives it as the whole list of
    that day, so that whoever is not on it was not assigned; otherwise it may leave officers out.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Roster of officers", "Lista de policías asignados")
    refers: ClassVar = {"kept_by": "body"}

    kind: Literal["roster"] = "roster"
    happened: Moment
    kept_by: Key | None = None
    whole: bool = False
    assignments: tuple[Assignment, ...] = Field(min_length=1, max_length=MOST)

    @property
    def identity(self) -> str:
        """Lists of different days are different things: an officer who came or left makes no contradiction."""
        return f"{super().identity}:{self.happened.written()}"

    def differs_from(self, other: "Evidence") -> bool:
        """Lists of one day differ unless they have the same officers on that day and say the same of each; the longer one
        is not merely saying more. What was before or comes after, one may leave out."""
        if not isinstance(other, Roster):
            return super().differs_from(other)
        mine, theirs = self.on_its_day(), other.on_its_day()
        return _not_in(mine, theirs) or _not_in(theirs, mine)

    def on_its_day(self) -> dict[str, list[Assignment]]:
        """The assignments, by officer, that hold on the day of the list."""
        found: dict[str, list[Assignment]] = {}
        for assignment in self.assignments:
            if assignment.covers(self.happened.earliest) or assignment.covers(self.happened.latest):
                found.setdefault(assignment.officer, []).append(assignment)
        return found


def _not_in(one: dict[str, list[Assignment]], other: dict[str, list[Assignment]]) -> bool:
    """Whether the one list has an assignment that fits none of the other's."""
    return any(
        all(mine.differs_from(theirs) for theirs in other.get(officer, []))
        for officer, own in one.items()
        for mine in own
    )
