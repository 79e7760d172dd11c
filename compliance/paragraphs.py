"""The decree's numbered text: how a paragraph is numbered, cited and put in order, and each wording it has had."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from compliance.days import Day
from compliance.evidence.record import Key, Words
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY

Number = Annotated[str, Field(pattern=r"^\w+(?:[ .()-]+\w+)*\)?$", max_length=40)]
"""A paragraph's number, as the decree writes it: 40, 24.1, 12(a)(iii), Task 5."""

PLACE = "{number}"
OWN_WORDING = ("words", "about", "source")
"""What a paragraph that has had one wording says of it itself, without a list."""


def _of_any_language(value: Any) -> Any:
    return {"en": value, "es": value} if isinstance(value, str) else value


def _names_the_number(value: Text) -> Text:
    before_and_after = [cite.split(PLACE) for cite in (value.en, value.es)]
    if any(len(parts) != 2 or re.search("[{}]", "".join(parts)) for parts in before_and_after):
        raise ValueError(f"it does not say where the number goes; write {PLACE} once, as in “§{PLACE}”")
    return value


Cite = Annotated[
    Text,
    BeforeValidator(_of_any_language, json_schema_input_type=str | Text),
    AfterValidator(_names_the_number),
]
"""How the decree's paragraphs are cited: `¶{number}`, or one such writing for each language."""


def citation(cite: Text, number: str) -> Text:
    """A paragraph as a reader cites it. A number that brings its own word, such as “Task 5”, cites itself.

    >>> citation(Text(en="¶{number}", es="¶{number}"), "24.1").en
    '¶24.1'
    """
    if " " in number:
        return Text(en=number, es=number)
    return Text(en=cite.en.replace(PLACE, number), es=cite.es.replace(PLACE, number))


class Wording(BaseModel):
    """One wording of a paragraph. `words` are the decree's own only where a source quotes them; else there are none.

    `since` (written `from`) is the first day on which it was in force, None where no day is given: from the start.
    `last` is its last day where the paragraph ended without another wording. `changed_by` is the record of the order
    that brought it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    since: Day | None = Field(default=None, alias="from")
    last: Day | None = None
    words: Words | None = None
    about: Text
    source: Key
    changed_by: Key | None = None


class Paragraph(BaseModel):
    """A numbered paragraph with each wording it has had, the earliest first.

    One that never changed needs no list: its `words`, `about` and `source` stand beside its number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    number: Number
    wordings: tuple[Wording, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _one_wording_needs_no_list(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        own = {name: value for name, value in given.items() if name in OWN_WORDING}
        if "wordings" in given:
            if own:
                raise ValueError(f"{' and '.join(own)} stands beside its wordings; write it in each of them")
            return given
        return {name: value for name, value in given.items() if name not in own} | {"wordings": [own]}

    @model_validator(mode="after")
    def _in_order(self) -> "Paragraph":
        for before, after in pairwise(self.wordings):
            if after.since is None:
                raise ValueError("a later wording has no first day; write from: with the day it took effect")
            if (before.since and after.since <= before.since) or (before.last and after.since <= before.last):
                raise ValueError(
                    "the wordings do not follow each other; write the earliest first, each with its days"
                )
        if any(w.since and w.last and w.last < w.since for w in self.wordings):
            raise ValueError("a wording ends before it begins; swap its days")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the sources of its wordings."""
        return tuple(wording.source for wording in self.wordings)

    def on(self, asked: date) -> Wording | None:
        """The wording in force on a day; None where none that is loaded was."""
        begun = [wording for wording in self.wordings if wording.since is None or wording.since <= asked]
        return begun[-1] if begun and (begun[-1].last is None or asked <= begun[-1].last) else None

    def days(self, wording: Wording) -> Text | None:
        """The days on which a wording was in force; None where nothing says that they ever began or ended."""
        following = [
            later.since for later in self.wordings[self.wordings.index(wording) + 1 :] if later.since
        ]
        first, last = wording.since, wording.last or (following[0] - ONE_DAY if following else None)
        if first and last:
            return say("in force from {a} to {b}", "en vigor del {a} al {b}", a=day(first), b=day(last))
        if first:
            return say("in force from {a}", "en vigor desde el {a}", a=day(first))
        return say("in force until {b}", "en vigor hasta el {b}", b=day(last)) if last else None


def in_order(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Paragraphs as a reader looks them up: numbers by size (24.2 before 24.10), and words, of which no order is known
    ((iv) comes before (v), and Task may come before Section), in the order in which they are given."""
    given = tuple(paragraphs)
    first_seen: dict[tuple[str, ...], int] = {}

    def place(paragraph: Paragraph) -> list[tuple[int, int]]:
        parts = re.findall(r"[0-9]+|[^\W0-9]+", paragraph.number)
        found = []
        for i, part in enumerate(parts):
            # Numbers in one place are of one kind; each word is one of its own.
            size = int(part) if part[0] in "0123456789" else 0
            kind = (*parts[:i], "" if part[0] in "0123456789" else part)
            found.append((first_seen.setdefault(kind, len(first_seen)), size))
        return found

    return tuple(paragraph for _, _, paragraph in sorted((place(p), i, p) for i, p in enumerate(given)))
