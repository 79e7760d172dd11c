"""Examples of an obligation: small invented sets of records, each with the outcome that its checks must come to.

They say in advance what a check is to do, so that a check which does something else is seen. They are no evidence: an
example never enters the record and speaks of nobody.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    create_model,
    field_validator,
    model_validator,
)

from compliance.days import Day
from compliance.evidence import KINDS, Evidence
from compliance.evidence.record import Key
from compliance.outcomes import Outcome
from compliance.sentences import Text

UNSOURCED = "example"
"""What stands for the source of an invented record that names none."""

_LEFT_OUT = {
    "source": UNSOURCED,
    "said_by": "an example",
    "summary": "This is an example; nothing of it happened.",
}
"""What an invented record need not say."""


class _Deferred(BaseModel):
    """Built when an example is first read: most commands read none."""

    model_config = ConfigDict(defer_build=True)


class _ByKind(_Deferred):
    """Records under the name of their kind, as the files of a data folder hold them."""

    model_config = ConfigDict(extra="forbid")


def _invented(model: type[Evidence]) -> type[Evidence]:
    """A kind of evidence without what an invented record need not say."""
    fields = {name: (model.model_fields[name].annotation, value) for name, value in _LEFT_OUT.items()}
    return create_model(f"Example{model.__name__}", __base__=(_Deferred, model), **fields)  # type: ignore[call-overload, no-any-return]


_Records: type[_ByKind] = create_model(
    "ExampleRecords",
    __base__=_ByKind,
    **{kind: (tuple[_invented(model), ...], ()) for kind, model in KINDS.items()},  # type: ignore[call-overload, misc]
)


def _read_records(given: Any) -> Any:
    """Records by kind, in one list."""
    if not isinstance(given, Mapping):
        return given
    unknown = [kind for kind in given if kind not in KINDS]
    if unknown:
        raise ValueError(f"'{unknown[0]}' is no kind of evidence; write one of {', '.join(KINDS)}")
    found = _Records.model_validate(given)
    return tuple(record for kind in KINDS for record in getattr(found, kind))


Records = Annotated[tuple[Evidence, ...], BeforeValidator(_read_records, json_schema_input_type=_Records)]
"""Invented records, written under the name of their kind."""


class Expected(BaseModel):
    """The outcome that an example must come to: of the obligation as a whole, or of criteria by key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    whole: Outcome | None = None
    criteria: Mapping[Key, Outcome] = Field(default_factory=dict)


def _read_expected(given: Any) -> Any:
    if isinstance(given, str):
        return {"whole": given}
    if given == {}:
        raise ValueError("no outcome is expected; write one, or one for each criterion by key")
    return {"criteria": given}


class Example(BaseModel):
    """One invented situation: the records and reviews there would be, the day that is looked at, and what must come.

    `expected` is one outcome, which is the whole obligation's, or one for each of some criteria, by key. `reviews` are
    by the record's key. A record need not say its source, who said so, or a summary.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    day: Day
    records: Records = ()
    reviews: Mapping[Key, Literal["accepted", "rejected"]] = Field(default_factory=dict)
    expected: Annotated[
        Expected, BeforeValidator(_read_expected, json_schema_input_type=Outcome | dict[Key, Outcome])
    ]

    @field_validator("name")
    @classmethod
    def _says_that_it_is_invented(cls, value: Text) -> Text:
        if not (value.en.startswith("If ") and value.es.startswith("Si ")):
            raise ValueError(
                "the name does not say that it is invented; begin it with “If ” and, in Spanish, “Si ”"
            )
        return value

    @model_validator(mode="after")
    def _each_record_once(self) -> "Example":
        keys = [record.key for record in self.records]
        for i, key in enumerate(keys):
            if key in keys[:i]:
                raise ValueError(f"'{key}' stands in two of its records; give each its own key")
        for key in self.reviews:
            if key not in keys:
                raise ValueError(f"the review of '{key}' is of none of its records; name the key of one")
        return self
