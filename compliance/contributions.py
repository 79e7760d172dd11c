"""What people add to the record besides evidence: reviews, responses, events of open items, productions, people and their
roles.

Each is the body of a row; a new one is one class here. What may be added by whom is decided in `access`.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from compliance.days import Day
from compliance.evidence.record import Key, Words

RowNumber = Annotated[int, Field(gt=0, lt=2**31)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Verdict = Literal["accepted", "rejected"]
RoleName = Literal["organisation", "department", "party", "monitor", "administrator"]
OF_A_BODY: tuple[RoleName, ...] = ("organisation", "department", "party")
"""The roles that somebody has for a body."""


class Contribution(BaseModel):
    """The body of a row. `holds` is what such rows hold. `own_key` names what the row is about where the body itself
    says it; None where every row is a thing of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    holds: ClassVar[str]

    @property
    def own_key(self) -> str | None:
        """See the class."""
        return None


class Review(Contribution):
    """A person's acceptance or rejection of one record of evidence, by its number: a correction is reviewed anew."""

    holds: ClassVar[str] = "review"

    record: RowNumber
    verdict: Verdict
    reason: Words

    @property
    def own_key(self) -> str:
        """The record's number: the latest review of a record holds."""
        return str(self.record)


class TeamNote(Contribution):
    """What somebody of the monitor's team notes of one record, by its number, for the team alone."""

    holds: ClassVar[str] = "team_note"

    record: RowNumber
    words: Words


class Response(Contribution):
    """An answer to an obligation's finding, or to one record, in the words of the body that gives it."""

    holds: ClassVar[str] = "response"

    obligation: Key
    record: RowNumber | None = None
    stance: Literal["agrees", "agrees in part", "disagrees", "explains"]
    words: Words
    given: Day


class OpenItemEvent(Contribution):
    """What somebody who works on an open item noted of it: who takes it on, until when, and a note."""

    holds: ClassVar[str] = "open_item_event"

    obligation: Key
    criterion: Key
    assigned_to: Words | None = None
    due: Day | None = None
    note: Words | None = None


class Cover(BaseModel):
    """What a body says of a batch of records that it hands over: what it is, on which day, to which bodies, for which
    reporting period, and the words of its cover letter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Words
    given: Day
    to: tuple[Key, ...] = Field(min_length=1)
    period: Words | None = None
    words: Words | None = None


class Production(Cover, Contribution):
    """A batch of records that a body handed over at once. `number` is the body's own, one after the other, and never
    given twice; `records` are the numbers of what it holds, in the order of its cover list."""

    holds: ClassVar[str] = "production"

    body: Key
    number: RowNumber
    records: tuple[RowNumber, ...] = Field(min_length=1)

    @field_validator("records")
    @classmethod
    def _each_once(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if len(set(value)) < len(value):
            twice = next(one for place, one in enumerate(value) if one in value[:place])
            raise ValueError(f"record {twice} stands here twice; name it once")
        return value

    @property
    def own_key(self) -> str:
        """The body and its own number."""
        return f"{self.body}/{self.number}"


class Person(Contribution):
    """Somebody who can act on the record. `identity` is the name under which a sign-in knows this person."""

    holds: ClassVar[str] = "person"

    key: Key
    name: Words
    identity: Words | None = None

    @property
    def own_key(self) -> str:
        """The person's key."""
        return self.key


class Role(Contribution):
    """A role that a person has: for which body, and for a department whether as its coordinator, who alone can send
    what its members draft. It ends by being withdrawn."""

    holds: ClassVar[str] = "role"

    person: Key
    role: RoleName
    body: Key | None = None
    coordinator: bool = False

    @model_validator(mode="after")
    def _of_a_body(self) -> "Role":
        if (self.role in OF_A_BODY) != (self.body is not None):
            right = "name its body" if self.body is None else "leave the body out"
            raise ValueError(
                f"a role as {self.role} is of {'a' if self.body is None else 'no'} body; {right}"
            )
        if self.coordinator and self.role != "department":
            raise ValueError("only a department has coordinators; leave that out")
        return self

    @property
    def own_key(self) -> str:
        """The person, the role and the body."""
        return "/".join(part for part in (self.person, self.role, self.body) if part)


class FileCheck(Contribution):
    """What re-hashing a file of a record found. The program itself records it."""

    holds: ClassVar[str] = "file_check"

    record: RowNumber
    file: Digest
    state: Literal["whole", "altered", "missing"]

    @property
    def own_key(self) -> str:
        """The record and the file."""
        return f"{self.record}/{self.file}"


class Redaction(Contribution):
    """That a record's content was removed. `was` binds the key that it had, salted with `salt`, so that the same thing
    is not loaded again, and tells nobody who does not know the key already. Of a review it keeps which record it was
    about and its verdict, so that removing its words does not undo it."""

    holds: ClassVar[str] = "redaction"

    record: RowNumber
    salt: Digest
    was: Digest
    reviewed: RowNumber | None = None
    verdict: Verdict | None = None

    @property
    def own_key(self) -> str:
        """The record's number."""
        return str(self.record)


CONTRIBUTIONS: dict[str, type[Contribution]] = {
    model.holds: model
    for model in (Review, TeamNote, Response, OpenItemEvent, Production, Person, Role, FileCheck, Redaction)
}
"""Every contribution by what its rows hold."""
