"""Claims that count the same thing, set side by side.

An earlier count of something that grew is not a contradiction, numbers for different periods are not set against each
other, and numbers that agree can still come with different periods: each is said for what it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Literal

from compliance.catalogue import Countable
from compliance.evidence.claim import Claim
from compliance.sentences import Text, day, same, say

Relation = Literal["agree", "earlier count", "perhaps earlier count", "other period", "differ"]


@dataclass(frozen=True)
class Comparison:
    """Two claims on the same thing, the earlier first: how the numbers stand, and whether the periods differ.

    `tolerance` is how far apart the numbers may lie, by the sources' own "about" or by the catalogue's declaration.
    """

    first: Claim
    second: Claim
    relation: Relation
    other_period: bool
    tolerance: int = 0

    def text(self) -> Text:
        """The comparison in a sentence or two."""
        a, b = self.first, self.second
        en, es = _SENTENCES[self.relation]
        sentence = say(
            en,
            es,
            a=a.said_by,
            b=b.said_by,
            x=number(a),
            y=number(b),
            d=a.as_of.text(),
            p=period(a),
            q=period(b),
        )
        if self.relation == "agree" and abs(a.value - b.value) > max(a.within, b.within):
            sentence = sentence + say(
                "Numbers up to {n} apart are read as the same; this catalogue declares it.",
                "Los números con una diferencia de hasta {n} se leen como iguales; este catálogo lo declara.",
                n=self.tolerance,
            )
        if self.other_period and self.relation != "other period":
            sentence = sentence + say(
                "They name different periods: {p}; and {q}.",
                "Nombran periodos distintos: {p}; y {q}.",
                p=period(a),
                q=period(b),
            )
        for claim in (a, b):
            if claim.inferred:
                sentence = sentence + say(
                    "The number {x} is inferred: {how}",
                    "El número {x} es inferido: {how}",
                    x=number(claim),
                    how=claim.inferred,
                )
        return sentence


_SENTENCES: dict[Relation, tuple[str, str]] = {
    "agree": (
        "{a} and {b} agree on the number: {x} and {y}.",
        "{a} y {b} coinciden en el número: {x} y {y}.",
    ),
    "earlier count": (
        "{a} counted {x} by {d}: read here as an earlier count of the same thing, not as a contradiction of {y} by {b}.",
        "{a} contó {x} hasta el {d}: se lee aquí como un conteo anterior de lo mismo, que no contradice los {y} de {b}.",
    ),
    "perhaps earlier count": (
        "{a} counted {x} and {b} {y}. The days do not tell which count came first, so the smaller one may be an earlier "
        "count of the same thing.",
        "{a} contó {x} y {b} {y}. Los días no indican qué conteo fue primero; el menor puede ser un conteo anterior de lo "
        "mismo.",
    ),
    "other period": (
        "{a} counted {x} and {b} {y}, for different periods, so the numbers are not set against each other: {p}; and {q}.",
        "{a} contó {x} y {b} {y}, en periodos distintos, así que los números no se contraponen: {p}; y {q}.",
    ),
    "differ": (
        "{a} and {b} differ on the number: {x} and {y}.",
        "{a} y {b} difieren en el número: {x} y {y}.",
    ),
}


@dataclass(frozen=True)
class Counted:
    """One thing counted, with every claim on it, oldest first, and what the catalogue declares of it, if anything."""

    thing: str
    claims: tuple[Claim, ...]
    term: Countable | None = None

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Each claim with each later one."""
        return tuple(self.compared())

    def compared(self) -> Iterator[Comparison]:
        """The same, each made when it is asked for: of many claims there are very many."""
        return (_compare(a, b, self.term) for a, b in combinations(self.claims, 2))

    @cached_property
    def differs(self) -> bool:
        """Whether the sources differ on anything: the number or the period."""
        return any(c.relation == "differ" or c.other_period for c in self.compared())

    @cached_property
    def differs_in_number(self) -> bool:
        """Whether two sources give numbers that cannot both be right."""
        return any(c.relation == "differ" for c in self.compared())


def counted(claims: Iterable[Claim], on: date, terms: Iterable[Countable] = ()) -> list[Counted]:
    """The claims out by a day, grouped by what they count; things that several sources count come first. `terms` are
    those that the catalogue declares."""
    declared = {term.key: term for term in terms}
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.as_of.latest <= on:
            groups.setdefault(claim.counts, []).append(claim)
    found = [
        Counted(thing, tuple(sorted(group, key=lambda c: (c.as_of.latest, c.key))), declared.get(thing))
        for thing, group in groups.items()
    ]

    def order(thing: Counted) -> tuple[bool, bool, bool]:
        return (len(thing.claims) < 2, not thing.differs_in_number, not thing.differs)

    return sorted(found, key=order)


def number(claim: Claim) -> Text:
    """The number as the source gives it: "about" where it does."""
    return say("about {n}", "unos {n}", n=claim.value) if claim.within else same(str(claim.value))


def period(claim: Claim) -> Text:
    """The period in the source's own words, or by its days, or as of when."""
    if claim.says_when:
        return same(claim.says_when)
    if claim.since is None:
        return say("by {d}", "hasta el {d}", d=(claim.until or claim.as_of).text())
    last = claim.until.earliest if claim.until else claim.as_of.latest
    return say("{a} to {b}", "{a} a {b}", a=day(claim.since.latest), b=day(last))


def tolerance(term: Countable | None, on: date) -> int:
    """How far apart two numbers of a thing may lie on a day, as the catalogue declares; 0 where it does not."""
    return term.tolerance.on(on) if term and term.tolerance else 0


def _compare(a: Claim, b: Claim, term: Countable | None) -> Comparison:
    allowed = max(a.within, b.within, tolerance(term, b.as_of.latest))
    other_words = bool(a.says_when and b.says_when and a.says_when != b.says_when)
    if not _comparable(a, b):
        return Comparison(a, b, "other period", True, allowed)
    return Comparison(a, b, _relation(a, b, allowed, other_words=other_words), other_words, allowed)


def _comparable(a: Claim, b: Claim) -> bool:
    """Whether the later claim is about the same days as the earlier one or, for a number that can only grow, about these
    and more."""
    if (a.since, a.until) == (b.since, b.until):
        return True
    if not (a.cumulative and b.cumulative):
        return False
    if b.since is None:
        from_start = b.says_when is None
    else:
        from_start = a.since is not None and b.since.latest <= a.since.earliest
    ends = [claim.until or claim.as_of for claim in (a, b)]
    return from_start and ends[0].latest <= ends[1].earliest


def _relation(a: Claim, b: Claim, allowed: int, *, other_words: bool) -> Relation:
    if abs(a.value - b.value) <= allowed:
        return "agree"
    if a.cumulative and b.cumulative:
        smaller, larger = sorted((a, b), key=lambda claim: claim.value)
        if smaller.as_of.latest < larger.as_of.earliest:
            return "earlier count"
        if smaller.as_of.earliest < larger.as_of.latest:
            return "perhaps earlier count"
    return "other period" if other_words else "differ"
