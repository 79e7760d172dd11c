"""Evidence back from the record, without checking again what was checked before it was recorded.

A row's hash says that its content is what was recorded (`pilcrow verify`); checking each field anew whenever a hundred
thousand rows are read would cost many times the reading itself.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import from_json

from compliance.days import When
from compliance.evidence import KINDS, Evidence

Convert = Callable[[Any], Any]


def from_store(kind: str, text: str) -> Evidence:
    """A record of a kind from the JSON that the record holds.

    Raises KeyError for a kind that there is none of, ValueError for what cannot be a record of it.
    """
    record = _reader(KINDS[kind])(from_json(text, cache_strings="all"))
    assert isinstance(record, Evidence)
    return record


@cache
def _reader(model: type[BaseModel]) -> Convert:
    """What makes one of these models of a JSON object that was made of one."""
    fields = model.model_fields
    # In the order of the fields, in which they are written.
    blank = {name: None if field.is_required() else field.get_default() for name, field in fields.items()}
    required = frozenset(name for name, field in fields.items() if field.is_required())
    converts = [(name, _converter(field.annotation)) for name, field in fields.items()]
    changing = [(name, convert) for name, convert in converts if convert is not None]
    # One set for all: which fields were given is of no interest any more.
    given_fields = set(fields)

    def read(given: Any) -> BaseModel:
        if not isinstance(given, dict) or not required <= given.keys():
            raise ValueError(f"it lacks what a {model.__name__} has")
        values = {**blank, **given}
        for name, convert in changing:
            value = values[name]
            if value is not None:
                values[name] = convert(value)
        found = object.__new__(model)
        object.__setattr__(found, "__dict__", values)
        object.__setattr__(found, "__pydantic_fields_set__", given_fields)
        object.__setattr__(found, "__pydantic_extra__", None)
        object.__setattr__(found, "__pydantic_private__", None)
        return found

    return read


def _converter(annotation: Any) -> Convert | None:
    """What turns the JSON of a field into its value; None where that is the value already.

    Raises TypeError for a type that no field of evidence has had yet.
    """
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _converter(parts[0])
    if origin in (Union, UnionType):
        [one] = {_converter(part) for part in parts if part is not type(None)}
        return one
    if origin is tuple:
        return _tuple_of(_converter(parts[0]))
    if isinstance(annotation, type) and issubclass(annotation, When):
        return _when
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _reader(annotation)
    if annotation is date:
        return _day
    if (origin is not None and origin.__name__ == "Literal") or annotation in (str, int, bool, float):
        return None
    raise TypeError(f"how a field of {annotation} is read back from the record is not said here")


def _tuple_of(convert: Convert | None) -> Convert:
    return tuple if convert is None else lambda values: tuple(convert(value) for value in values)


@lru_cache(maxsize=65_536)
def _when(text: str) -> When:
    return When.read(text)


@lru_cache(maxsize=65_536)
def _day(text: str) -> date:
    return date.fromisoformat(text)
