"""A fact on which records of one thing differ, with what each says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.days import When
from compliance.differences.fields import FIELDS
from compliance.finding import Entry
from compliance.sentences import Text, day, listing, same, say


@dataclass(frozen=True)
class Fact:
    """One fact on which records differ: its field, and its value in words by each record that gives one. `of` is the key of
    the part that it is about, such as one officer of a list, and `called` its name; None where it is about the whole."""

    field: str
    values: tuple[tuple[Entry, Text], ...]
    of: str | None = None
    called: Text | None = None

    @property
    def name(self) -> Text:
        """The field in words, behind the part that it is about."""
        field = FIELDS.get(self.field, same(self.field.replace("_", " ")))
        return (
            say("{part}, {field}", "{part}, {field}", part=self.called, field=field) if self.called else field
        )

    def text(self) -> Text:
        """Who says what."""
        each = [
            say(
                "{value} ({who}, record {n})",
                "{value} ({who}, registro {n})",
                value=value,
                who=e.evidence.said_by,
                n=e.number,
            )
            for e, value in self.values
        ]
        return say("{name}: {each}.", "{name}: {each}.", name=self.name, each=listing(each))


def in_words(value: Any, names: Mapping[str, Text]) -> Text:
    """The value of a field; `names` are the catalogue's."""
    match value:
        case When():
            return value.text()
        case date():
            return day(value)
        case bool():
            return say("yes", "sí") if value else say("no", "no")
        case str() if value in names:
            return names[value]
        case str():
            return same(f"“{value}”")
        case _:
            return same(f"{value}")
