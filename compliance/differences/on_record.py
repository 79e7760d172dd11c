"""A claim set beside the records of single events that this record itself holds of the thing it counts.

More on record than a source counted is a difference. Fewer is none: no record is known to be complete.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.catalogue import Countable, Tallied
from compliance.days import When
from compliance.differences.claims import number, period, tolerance
from compliance.evidence import KINDS
from compliance.evidence.claim import Claim
from compliance.evidence.meeting import Meeting
from compliance.finding import Entry
from compliance.rows import Rows
from compliance.rules.things import of_things
from compliance.sentences import Text, same, say

Standing = Literal["more", "perhaps more", "no more", "period unknown"]


@dataclass(frozen=True)
class Beside:
    """A claim, and how many of what it counts this record holds for its days: at `least` and at `most`, since days and
    records can be uncertain; both None where the source does not give its days. `evidence` are the keys of the records
    that may be among them. `about` is the kind counted, in words."""

    claim: Claim
    about: Text
    standing: Standing
    least: int | None
    most: int | None
    evidence: tuple[str, ...]

    @property
    def held(self) -> Text | None:
        """How many are on record, or between which numbers; None where the source does not give its days."""
        if self.least == self.most:
            return None if self.least is None else same(f"{self.least}")
        return say("{a} to {b}", "{a} a {b}", a=self.least, b=self.most)

    def text(self) -> Text:
        """How the two stand to each other, in a sentence or two."""
        en, es = _SENTENCES[self.standing]
        return say(
            en,
            es,
            who=self.claim.said_by,
            x=number(self.claim),
            period=period(self.claim),
            held=self.held,
            least=self.least,
            about=self.about,
        )


_SENTENCES: dict[Standing, tuple[str, str]] = {
    "more": (
        "{who} counted {x} ({period}); this record holds at least {least} ({about}) of those days. The two differ, and "
        "which of them is right is not decided here.",
        "{who} contó {x} ({period}); este registro contiene al menos {least} ({about}) de esos días. Ambos difieren, y aquí "
        "no se decide cuál es correcto.",
    ),
    "perhaps more": (
        "{who} counted {x} ({period}); this record holds {held} ({about}) of those days. Whether that is more than was "
        "counted cannot be told.",
        "{who} contó {x} ({period}); este registro contiene {held} ({about}) de esos días. No se puede saber si son más de "
        "los contados.",
    ),
    "no more": (
        "{who} counted {x} ({period}); this record holds {held} ({about}) of those days. That contradicts nothing: this "
        "record is not complete, so fewer here does not say that there were fewer.",
        "{who} contó {x} ({period}); este registro contiene {held} ({about}) de esos días. Eso no contradice nada: este "
        "registro no está completo, así que tener menos aquí no dice que hubo menos.",
    ),
    "period unknown": (
        "{who} counted {x} ({period}). The source does not give the days it counts, so the records here ({about}) are not "
        "set against the number.",
        "{who} contó {x} ({period}). La fuente no da los días que cuenta, así que los registros de aquí ({about}) no se "
        "contraponen al número.",
    ),
}


def beside(claims: Iterable[Claim], on: date, terms: Iterable[Countable], rows: Rows) -> list[Beside]:
    """Each claim out by a day on a thing of which the catalogue says which records stand for it; what differs comes
    first."""
    declared = {term.key: term for term in terms if term.counts}
    found = [
        _set_beside(claim, declared[claim.counts], rows)
        for claim in claims
        if claim.counts in declared and claim.as_of.latest <= on
    ]
    order: list[Standing] = ["more", "perhaps more", "no more", "period unknown"]
    return sorted(found, key=lambda each: order.index(each.standing))


def _set_beside(claim: Claim, term: Countable, rows: Rows) -> Beside:
    counts = term.counts
    assert counts is not None
    about = _about(counts)
    # Only a number that can do nothing but grow counts all that ever was where its source names no first day.
    if claim.since is None and (claim.says_when or not claim.cumulative):
        return Beside(claim, about, "period unknown", None, None, ())
    last = claim.until or claim.as_of
    ends = When(
        earliest=min(last.earliest, claim.as_of.earliest), latest=min(last.latest, claim.as_of.latest)
    )
    things = [Told(told) for told in _things(counts, rows)]
    perhaps = [thing for thing in things if thing.perhaps_within(claim.since, ends)]
    least = _least([thing for thing in perhaps if thing.surely_within(claim.since, ends)])
    most = sum(max(thing.times) for thing in perhaps)
    highest = claim.value + max(claim.within, tolerance(term, claim.as_of.latest))
    standing: Standing = "more" if least > highest else "perhaps more" if most > highest else "no more"
    evidence = tuple(entry.evidence.key for thing in perhaps for entry in thing.entries)
    return Beside(claim, about, standing, least, most, evidence)


def _about(counts: Tallied) -> Text:
    if counts.kind == "meeting":
        return say("meetings on record as held", "reuniones que constan como celebradas")
    return say("publications and reports on record", "publicaciones e informes que constan")


def _things(counts: Tallied, rows: Rows) -> list[list[Entry]]:
    """Everything that the records say took place, each with every row that tells of it and its day."""
    entries = {
        e.evidence.key: e
        for e in rows.holding([counts.subject], [counts.kind])
        if e.counts
        and e.evidence.happened
        and not (isinstance(e.evidence, Meeting) and e.evidence.state != "held")
    }
    records = [e.evidence for e in entries.values()]
    return [
        [entries[record.key] for record in told]
        for told in of_things(records, KINDS[counts.kind], counts.subject)
    ]


@dataclass(frozen=True)
class Told:
    """One thing that took place, with the rows that tell of it."""

    entries: Sequence[Entry]

    @property
    def days(self) -> list[When]:
        """The day of it, as each row gives it."""
        return [e.evidence.happened for e in self.entries if e.evidence.happened]

    @property
    def times(self) -> list[int]:
        """How many it stands for, as each row gives it: a source may count several meetings in one record."""
        return [e.evidence.sessions if isinstance(e.evidence, Meeting) else 1 for e in self.entries]

    @property
    def named(self) -> bool:
        """Whether its records name the thing, so that it is known not to be another that is named."""
        return self.entries[0].evidence.thing is not None

    def surely_within(self, since: When | None, ends: When) -> bool:
        """Whether it lies within the days, whichever of them are meant and whichever row is right; and a row that is
        neither inferred nor waits for a person says so."""
        told = any(e.evidence.inferred is None and e.is_sure(accepted=False) for e in self.entries)
        return told and all(
            (since is None or since.latest <= d.earliest) and d.latest <= ends.earliest for d in self.days
        )

    def perhaps_within(self, since: When | None, ends: When) -> bool:
        """Whether it may lie within the days."""
        return any(
            (since is None or since.earliest <= d.latest) and d.earliest <= ends.latest for d in self.days
        )

    def may_be(self, other: "Told") -> bool:
        """Whether the two may be one thing: not where both are named, nor where no day fits both."""
        apart = all(a.latest < b.earliest or b.latest < a.earliest for a in self.days for b in other.days)
        return not apart and not (self.named and other.named)


def _least(things: Sequence[Told]) -> int:
    """How many these are at least: one that may be another of them is not counted beside it."""
    distinct: list[Told] = []
    for thing in sorted(things, key=lambda told: (not told.named, -min(told.times))):
        if not any(thing.may_be(other) for other in distinct):
            distinct.append(thing)
    return sum(min(thing.times) for thing in distinct)
