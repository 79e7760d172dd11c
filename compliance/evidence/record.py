"""What every record of evidence holds, whatever its kind, and the sources that records rest on."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from compliance.days import Moment, When
from compliance.reading import unseen_mark

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]


def _seen(text: str) -> str:
    if not text.strip() or unseen_mark(text):
        raise ValueError(
            "the text is blank, or has a mark that is not seen but acts on a screen; write plain words"
        )
    return text


Words = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_seen)]
Count = Annotated[int, Field(ge=0, le=999_999_999)]
"""A number of things, in nine digits at most."""


class Source(BaseModel):
    """Where a fact was read.

    `quality`: `original` (the body's own publication), `copy` (somebody's copy of it, or of a news text; not
    linked in public) or `secondary` (somebody's report of it). `date` is the day the source was out, as the
    source says; None where it does not say. `read` says how much of it was read, where that was not all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    outlet: Words
    title: Words
    date: Moment | None = None
    address: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=2000)] | None = None
    quality: Literal["original", "copy", "secondary"]
    read: Words | None = None

    @property
    def link(self) -> str | None:
        """The address a public page may link: none for a copy."""
        return None if self.quality == "copy" else self.address


class Evidence(BaseModel):
    """One record of a fact.

    `thing` names the real thing described, so that two sources on one meeting count it once. `inferred` says
    what was inferred and from what: such a record fills nothing. `happened` is None where no source gives
    the day. `said_by` is who says so. `summary` is one plain sentence that says no more than the source.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind_text: ClassVar[tuple[str, str]]
    may_lie_ahead: ClassVar[bool] = False
    refers: ClassVar[Mapping[str, str]] = {}
    """Fields that name something declared elsewhere, each with what: `term`, `body`, `obligation` or `paragraph` of
    the catalogue, or a kind of evidence, whose record it then is."""

    key: Key
    kind: str
    subject: tuple[Key, ...] = Field(min_length=1)
    happened: Moment | None = None
    source: Key
    also: tuple[Key, ...] = ()
    said_by: Words
    summary: Words
    thing: Key | None = None
    inferred: Words | None = None
    note: Words | None = None

    @field_validator("subject", "also", mode="before", json_schema_input_type=Key | tuple[Key, ...])
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @property
    def found_by(self) -> tuple[str, ...]:
        """The names under which it is looked up: its subjects."""
        return self.subject

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of all sources it rests on, the main one first."""
        return (self.source, *self.also)

    @property
    def identity(self) -> str:
        """The thing described: records with the same identity are about one thing."""
        return f"{self.kind}:{self.thing or self.key}"

    def differs_from(self, other: "Evidence") -> bool:
        """Whether the two cannot both be right."""
        return next(self.differing(other), None) is not None

    def differing(self, other: "Evidence") -> Iterator[str]:
        """The fields that both give and that exclude each other, for two records of one kind. Days differ where no day
        fits both; of two lists the longer one may only say more; `unknown` gives no fact."""
        for name in type(self).model_fields:
            if name in Evidence.model_fields and name != "happened":
                continue
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine is None or theirs is None or "unknown" in (mine, theirs) or isinstance(mine, tuple):
                continue
            if isinstance(mine, When):
                if mine.latest < theirs.earliest or theirs.latest < mine.earliest:
                    yield name
            elif mine != theirs:
                yield name
