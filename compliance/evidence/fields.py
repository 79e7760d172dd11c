"""What the fields of a record are, told by its model: what forms and tables are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from compliance.days import When

FieldType = Literal["key", "words", "address", "moment", "day", "number", "yes or no", "choice", "entries"]
"""`moment` is a day, or two between which it lies; `entries` are things with fields of their own."""


@dataclass(frozen=True)
class Field:
    """One field. `many`: it is a list. `choices` are the words of a `choice`, `parts` the fields of each of its `entries`.
    `names` is what a key names: `source`, `subject`, or what the kind's `refers` says. `default` is what it is where nothing
    is said, None where it then stays open."""

    name: str
    type: FieldType
    required: bool
    many: bool = False
    choices: tuple[str, ...] = ()
    names: str | None = None
    parts: tuple["Field", ...] = ()
    default: object = None


@cache
def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """The fields of a kind of record, of a source, or of an entry of a list, in their order; a record's `kind` is no
    choice and is left out. Raises TypeError for a type that no field has had yet."""
    refers = {"source": "source", "also": "source", "subject": "subject", **getattr(model, "refers", {})}
    named = refers if hasattr(model, "refers") else {}
    return tuple(
        _field(name, info, named.get(name)) for name, info in model.model_fields.items() if name != "kind"
    )


def _field(name: str, info: FieldInfo, names: str | None) -> Field:
    type, many, choices, parts = _told(info.annotation, info.metadata)
    default = None if info.is_required() else info.get_default()
    return Field(name, type, info.is_required(), many, choices, names, parts, default)


Told = tuple[FieldType, bool, tuple[str, ...], tuple[Field, ...]]


def _told(annotation: Any, metadata: Sequence[Any] = ()) -> Told:
    """The type of a field, whether it is a list, its words to choose from and the fields of its entries."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _told(inner[0], inner[1:])
    if origin in (Union, UnionType):
        [one] = [part for part in inner if part is not NoneType]
        return _told(one, metadata)
    if origin is tuple:
        type, _, choices, parts = _told(inner[0])
        return type, True, choices, parts
    if origin is Literal:
        return "choice", False, inner, ()
    if issubclass(annotation, When):
        return "moment", False, (), ()
    if issubclass(annotation, BaseModel):
        return "entries", False, (), fields_of(annotation)
    for known, type in _PLAIN.items():
        # A truth value is a number to Python; what is asked first is told apart.
        if issubclass(annotation, known):
            return type, False, (), ()
    if issubclass(annotation, str):
        return _of_text(metadata), False, (), ()
    raise TypeError(f"what a field of {annotation} is for a reader is not said here")


_PLAIN: dict[type, FieldType] = {bool: "yes or no", int: "number", date: "day"}


def _of_text(metadata: Sequence[Any]) -> FieldType:
    patterns = [pattern for part in metadata if (pattern := _pattern(part)) is not None]
    if any("https" in pattern for pattern in patterns):
        return "address"
    return "key" if any("a-z0-9" in pattern for pattern in patterns) else "words"


def _pattern(part: Any) -> str | None:
    if isinstance(part, FieldInfo):
        return next(filter(None, map(_pattern, part.metadata)), None)
    found = getattr(part, "pattern", None)
    return str(found) if found is not None else None
