"""The catalogue: the decree, its paragraphs, its obligations and how each is checked.

It is YAML that a lawyer can read and edit; `read_catalogue` turns it into these models or names every problem.
Nothing here knows any one city.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from compliance.dated import Dated
from compliance.days import Day, Moment
from compliance.evidence.instrument import InstrumentKind
from compliance.evidence.record import Count, Key, Words
from compliance.examples import Example
from compliance.paragraphs import Cite, Number, Paragraph, citation, in_order
from compliance.reading import Page
from compliance.rules import RULES, Rule
from compliance.rules.rule import RECORD_KEEPER, TO_BE_NAMED
from compliance.sentences import Text, day, same, say

Basis = Literal["decree", "commitment", "agreement", "law", "statement"]
BASES: dict[Basis, Text] = {
    "decree": Text(en="Decree: the court's order", es="Decreto: la orden del tribunal"),
    "commitment": Text(
        en="Commitment: a body announced it will do this", es="Compromiso: un organismo anunció que lo hará"
    ),
    "agreement": Text(en="Agreement: a contract between bodies", es="Acuerdo: un contrato entre organismos"),
    "law": Text(en="Law: a statute says so", es="Ley: una ley lo dispone"),
    "statement": Text(
        en="Statement: a body says so; no duty",
        es="Declaración: un organismo lo dice; no es un deber",
    ),
}
DUES: dict[str, Text] = {
    "unknown": Text(en="not known", es="no se conoce"),
    "none": Text(en="none: no day was set", es="ninguna: no se fijó un día"),
    "each round": Text(en="each comment round has its own", es="cada ronda de comentarios tiene la suya"),
    "each version": Text(en="each version has its own", es="cada versión tiene la suya"),
    "each meeting": Text(en="each meeting has its own", es="cada reunión tiene la suya"),
    "each thing": Text(en="each one has its own", es="cada uno tiene la suya"),
    "each period": Text(
        en="each period has its own, where one is known", es="cada periodo tiene la suya, si se conoce"
    ),
}
FICTIONAL = Text(
    en="Fictional: an invented city, for trying out the program.",
    es="Ficticio: una ciudad inventada para probar el programa.",
)
Silence = Literal["cannot_tell", "not_met"]


class Model(BaseModel):
    """A part of the catalogue: no field but the named ones, none changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Body(Model):
    """A body that can be responsible or hold the next step."""

    key: Key
    name: Text


class Term(Model):
    """The name of a group, a topic or another key that records use."""

    key: Key
    name: Text


class Tallied(Model):
    """Which records stand for what a claim counts: those of a kind about a subject, of meetings those held."""

    kind: Literal["meeting", "publication"]
    subject: Key


class Countable(Term):
    """A term that claims may count too. `counts` says which records stand for it. `tolerance` is how far two numbers of it
    may lie apart and still agree, read on the day of the later one; a value of it may have its own source."""

    counts: Tallied | None = None
    tolerance: Dated[Count] | None = None


class Level(Model):
    """A rung of the decree's own ladder, lowest first."""

    key: Key
    name: Text
    means: Text
    source: Key


class Period(Model):
    """One reporting period of the monitor, both days included. `inferred` says which days are, and from what.
    `filed` is the day its report was filed or, where `filed_note` says so, reported; None where not known."""

    key: Words
    first: Day
    last: Day
    inferred: Words | None = None
    filed: Moment | None = None
    filed_note: Words | None = None
    source: Key

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.last < self.first:
            raise ValueError(f"the period ends {self.last}, before it begins {self.first}; swap the days")
        return self


class Notice(Model):
    """The case banner: what a reader must know before any outcome. `as_of` is the day it was written for."""

    title: Text
    paragraphs: tuple[Text, ...] = Field(min_length=1)
    as_of: Day
    sources: tuple[Key, ...] = Field(min_length=1)


class Case(Model):
    """The case the decree was entered in."""

    name: Words
    docket: Words
    court: Text
    parties: tuple[Key, ...] = Field(min_length=2)
    approved: Day
    effective: Day
    paragraphs_in_all: Count
    sources: tuple[Key, ...] = Field(min_length=1)


class Criterion(Model):
    """One rule with its parameters, at one level of one obligation.

    `due`: a day; `unknown`; `none` (no duty to be late with); or `each round`, `each version`, `each meeting`,
    `each thing`, `each period` where the rule's asks carry their own due dates. `accepted`: only accepted records count. `see` are records that
    a reader should see with it, although the rule does not read them.
    """

    key: Key
    title: Text
    level: Key | None = None
    due: (
        Day
        | Literal[
            "unknown", "none", "each round", "each version", "each meeting", "each thing", "each period"
        ]
    ) = "unknown"
    due_note: Text | None = None
    accepted: bool = False
    silence: Silence | None = None
    proof_with: Key | None = None
    see: tuple[Key, ...] = ()
    source: Key
    note: Text | None = None
    check: Rule

    def due_text(self) -> Text:
        """The due date in words, with its note."""
        said = DUES[self.due] if isinstance(self.due, str) else day(self.due)
        return (
            say("{said}. {note}", "{said}. {note}", said=said, note=self.due_note) if self.due_note else said
        )

    @model_validator(mode="before")
    @classmethod
    def _split_rule(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "check" in value:
            return value
        own = {k: v for k, v in value.items() if k in cls.model_fields}
        name = value.get("rule")
        if name not in RULES:
            near = get_close_matches(str(name), RULES, n=3) or RULES
            raise ValueError(f"'{name}' is no rule; write rule: and one of {', '.join(near)}")
        return {**own, "check": {k: v for k, v in value.items() if k not in cls.model_fields}}

    @field_validator("check", mode="before")
    @classmethod
    def _read_rule(cls, value: Any) -> Any:
        return RULES[value["rule"]].model_validate(value) if isinstance(value, dict) else value

    @field_validator("due", mode="before")
    @classmethod
    def _due_is_a_day_or_a_word(cls, value: Any) -> Any:
        words = set(DUES)
        if isinstance(value, str) and not value[:1].isdigit() and value not in words:
            raise ValueError(
                f"'{value}' is no due date; write a day, YYYY-MM-DD, or one of {', '.join(sorted(words))}"
            )
        return value

    @model_validator(mode="after")
    def _due_fits_the_rule(self) -> "Criterion":
        own = self.check.own_due
        if own and self.due != own:
            raise ValueError(
                f"due '{self.due}' does not fit {self.check.name}, whose asks are due on their own; write due: {own}"
            )
        if not own and isinstance(self.due, str) and self.due.startswith("each"):
            raise ValueError(f"due '{self.due}' does not fit {self.check.name}; write a day, unknown or none")
        return self


class Obligation(Model):
    """One duty, or one statement, that can be checked.

    `begins` (written `from`) is the first day a source shows it, or `unknown`. `continues_with` is the subject
    whose end may end it; `ends_by` the kinds of instrument that may; `question_with` the body to ask when an
    event leaves that open (else the responsible one). `needed` says what a check would need
    where there is none.
    """

    key: Key
    title: Text
    basis: Basis
    begins: Day | Literal["unknown"] = Field(alias="from")
    begins_note: Text | None = Field(default=None, alias="from_note")
    responsible: Key
    parties: tuple[Key, ...] = ()
    paragraphs: tuple[Number, ...] = ()
    paragraph_note: Text | None = None
    plain: Text
    about: tuple[Key, ...] = Field(min_length=1)
    continues_with: Key | None = None
    question_with: Key | None = None
    ends_by: tuple[InstrumentKind, ...] = ("court order", "stipulation")
    sources: tuple[Key, ...] = Field(min_length=1)
    note: Text | None = None
    needed: Text | None = None
    questions: tuple[Text, Text, Text]
    criteria: tuple[Criterion, ...] = ()
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _says_what_is_needed(self) -> "Obligation":
        if not self.criteria and self.needed is None:
            raise ValueError("it has no criteria; add them, or say under needed: what a check would need")
        if self.basis == "agreement" and not self.parties:
            raise ValueError("an agreement has no parties; name them under parties:")
        return self


class Catalogue(Model):
    """The whole catalogue of one decree. `cite` says how its paragraphs are cited. `stands_on` is the day on which a
    fictional city stands: its record is asked as of that day, whatever the day is elsewhere."""

    key: Key
    name: Text
    case: Case
    time_zone: Words
    fictional: bool = False
    stands_on: Day | None = None
    silence: Silence
    silence_because: Text
    notice: Notice
    cite: Cite = Text(en="¶{number}", es="¶{number}")
    levels: tuple[Level, ...]
    bodies: tuple[Body, ...]
    subjects: tuple[Term, ...]
    terms: tuple[Countable, ...] = ()
    periods: tuple[Period, ...] = ()
    later_periods: Text
    paragraphs: tuple[Paragraph, ...] = ()
    obligations: tuple[Obligation, ...] = Field(min_length=1)

    @field_validator("time_zone")
    @classmethod
    def _time_zone_exists(cls, value: str) -> str:
        try:
            return ZoneInfo(value).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"'{value}' is no time zone; write one such as America/Chicago") from None

    @model_validator(mode="after")
    def _only_fiction_stands_still(self) -> "Catalogue":
        if self.stands_on is not None and not self.fictional:
            raise ValueError(
                "only a fictional city stands on one day; leave stands_on out, or write fictional: yes"
            )
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        """The decree's time zone: every day in Pilcrow is a day there."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def names(self) -> Mapping[str, Text]:
        """The name of every key that has one."""
        keeper = Text(en="whoever keeps this record", es="quien mantiene este registro")
        named: list[Body | Term] = [*self.subjects, *self.terms, *self.bodies]
        nobody_yet = Text(en="a person to be named", es="una persona por designar")
        return {RECORD_KEEPER: keeper, TO_BE_NAMED: nobody_yet} | {item.key: item.name for item in named}

    def named(self, key: str) -> Text:
        """The name of a key; the key itself where it has none."""
        return self.names.get(key) or same(key)

    def obligation(self, key: str) -> Obligation | None:
        """The obligation with this key, if there is one."""
        return next((o for o in self.obligations if o.key == key), None)

    @cached_property
    def paragraphs_in_order(self) -> tuple[Paragraph, ...]:
        """Its paragraphs, in the order of their numbers."""
        return in_order(self.paragraphs)

    def cited(self, number: str) -> Text:
        """A paragraph as a reader cites it."""
        return citation(self.cite, number)

    def level(self, key: str | None) -> Level | None:
        """The level with this key, if there is one."""
        return next((level for level in self.levels if level.key == key), None)


def read_catalogue(page: Page, sources: Collection[str]) -> Catalogue | None:
    """The catalogue on a page; None after noting every problem, references to unknown keys included."""
    if page.content is None and not page.problems:
        page.problem((), "the file is empty", "Write the catalogue, or restore the file")
    if page.content is None:
        return None
    catalogue = page.read(Catalogue, page.content)
    if catalogue is not None:
        for place, wrong, right in _broken_references(catalogue, sources):
            page.problem(place, wrong, right)
    return None if page.problems else catalogue


def _broken_references(
    c: Catalogue, sources: Collection[str]
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Keys that nothing declares, keys declared twice, and levels where there can be none."""
    known: dict[str, Collection[str]] = {
        "body": {b.key for b in c.bodies},
        "subject": {s.key for s in c.subjects},
        "level": {level.key for level in c.levels},
        "paragraph": {p.number for p in c.paragraphs},
        "source": sources,
    }

    def missing(kind: str, keys: Iterable[str | None], place: tuple[str | int, ...]) -> Iterator[Any]:
        for key in keys:
            if key is not None and key not in known[kind]:
                file = "sources.yaml" if kind == "source" else "this file"
                yield (
                    place,
                    f"'{key}' is no {kind} that {file} declares",
                    f"Declare the {kind}, or correct the key",
                )

    named = ("levels", "bodies", "subjects", "terms", "periods", "obligations")
    for name, field in (*((name, "key") for name in named), ("paragraphs", "number")):
        seen: set[str] = set()
        for i, item in enumerate(getattr(c, name)):
            key = getattr(item, field)
            if key in seen:
                yield (name, i, field), f"'{key}' stands here a second time", f"Give each its own {field}"
            seen.add(key)

    yield from missing("body", c.case.parties, ("case", "parties"))
    yield from missing("source", c.case.sources, ("case", "sources"))
    yield from missing("source", c.notice.sources, ("notice", "sources"))
    for name in ("levels", "periods"):
        for i, item in enumerate(getattr(c, name)):
            yield from missing("source", [item.source], (name, i, "source"))
    for i, term in enumerate(c.terms):
        subject = term.counts.subject if term.counts else None
        yield from missing("subject", [subject], ("terms", i, "counts", "subject"))
        values = term.tolerance.values if term.tolerance else ()
        yield from missing("source", [value.source for value in values], ("terms", i, "tolerance"))
    for i, paragraph in enumerate(c.paragraphs):
        for j, key in enumerate(paragraph.sources):
            yield from missing("source", [key], ("paragraphs", i, "wordings", j, "source"))
    for i, o in enumerate(c.obligations):
        at = ("obligations", i)
        yield from missing("body", [o.responsible], (*at, "responsible"))
        yield from missing("body", o.parties, (*at, "parties"))
        yield from missing("subject", o.about, (*at, "about"))
        yield from missing("body", [o.question_with], (*at, "question_with"))
        yield from missing("subject", [o.continues_with], (*at, "continues_with"))
        yield from missing("paragraph", o.paragraphs, (*at, "paragraphs"))
        yield from missing("source", o.sources, (*at, "sources"))
        for j, criterion in enumerate(o.criteria):
            here = (*at, "criteria", j)
            yield from missing("level", [criterion.level], (*here, "level"))
            yield from missing("source", [criterion.source], (*here, "source"))
            yield from missing("subject", criterion.check.subjects(), (*here, "subject"))
            holder = criterion.proof_with
            yield from missing("body", [None if holder == RECORD_KEEPER else holder], (*here, "proof_with"))
            if criterion.level and not (o.basis == "decree" and o.paragraphs):
                wrong = "a level stands where there can be none"
                yield (*here, "level"), wrong, "Only basis decree with a loaded paragraph has levels"
        keys = [criterion.key for criterion in o.criteria]
        for j, key in enumerate(keys):
            if key in keys[:j]:
                yield (
                    (*at, "criteria", j, "key"),
                    f"'{key}' stands here a second time",
                    "Give each its own key",
                )
