"""Where sources differ: claims that count the same thing, set side by side.

Only claims on the same thing can differ. An earlier count of something that grew is not a contradiction, and
numbers that agree can still come with different periods: each is said for what it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from compliance.evidence.claim import Claim
from compliance.sentences import Text, day, same, say

Relation = Literal["agree", "earlier count", "differ"]


@dataclass(frozen=True)
class Comparison:
    """Two claims on the same thing, the earlier first: how the numbers stand, and whether the periods differ."""

    first: Claim
    second: Claim
    relation: Relation
    other_period: bool

    def text(self) -> Text:
        """The comparison in a sentence or two."""
        a, b = self.first, self.second
        if self.relation == "agree":
            sentence = say(
                "{a} and {b} agree on the number: {x} and {y}.",
                "{a} y {b} coinciden en el número: {x} y {y}.",
                a=a.said_by,
                b=b.said_by,
                x=number(a),
                y=number(b),
            )
        elif self.relation == "earlier count":
            sentence = say(
                "{a} counted {x} by {d}: read here as an earlier count of the same thing, not as a contradiction of {y} by {b}.",
                "{a} contó {x} hasta el {d}: se lee aquí como un conteo anterior de lo mismo, que no contradice los {y} de {b}.",
                a=a.said_by,
                b=b.said_by,
                x=number(a),
                y=number(b),
                d=a.as_of.text(),
            )
        else:
            sentence = say(
                "{a} and {b} differ on the number: {x} and {y}.",
                "{a} y {b} difieren en el número: {x} y {y}.",
                a=a.said_by,
                b=b.said_by,
                x=number(a),
                y=number(b),
            )
        if self.other_period:
            sentence = sentence + say(
                "They name different periods: {p}; and {q}.",
                "Nombran periodos distintos: {p}; y {q}.",
                p=a.says_when,
                q=b.says_when,
            )
        inferred = [c for c in (a, b) if c.inferred]
        for claim in inferred:
            sentence = sentence + say(
                "The number {x} is inferred: {how}",
                "El número {x} es inferido: {how}",
                x=number(claim),
                how=claim.inferred,
            )
        return sentence


@dataclass(frozen=True)
class Counted:
    """One thing counted, with every claim on it, oldest first."""

    thing: str
    claims: tuple[Claim, ...]

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Each claim with each later one."""
        return tuple(_compare(a, b) for a, b in combinations(self.claims, 2))

    @property
    def differs(self) -> bool:
        """Whether the sources differ on anything: the number or the period."""
        return any(c.relation == "differ" or c.other_period for c in self.comparisons)


def counted(claims: Iterable[Claim], on: date) -> list[Counted]:
    """The claims out by a day, grouped by what they count; things that several sources count come first."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.as_of.latest <= on:
            groups.setdefault(claim.counts, []).append(claim)
    found = [
        Counted(thing, tuple(sorted(group, key=lambda c: (c.as_of.latest, c.key))))
        for thing, group in groups.items()
    ]

    def order(thing: Counted) -> tuple[bool, bool, bool]:
        numbers_differ = any(c.relation == "differ" for c in thing.comparisons)
        return (len(thing.claims) < 2, not numbers_differ, not thing.differs)

    return sorted(found, key=order)


def number(claim: Claim) -> Text:
    """The number as the source gives it: "about" where it does."""
    return say("about {n}", "unos {n}", n=claim.value) if claim.within else same(str(claim.value))


def period(claim: Claim) -> Text:
    """The period in the source's own words, or by its days, or as of when."""
    if claim.says_when:
        return same(claim.says_when)
    if claim.since and claim.until:
        return say("{a} to {b}", "{a} a {b}", a=day(claim.since.latest), b=day(claim.until.earliest))
    return say("by {d}", "hasta el {d}", d=claim.as_of.text())


def _compare(a: Claim, b: Claim) -> Comparison:
    agree = abs(a.value - b.value) <= max(a.within, b.within)
    grows = a.cumulative and b.cumulative
    earlier = grows and a.as_of.latest < b.as_of.earliest and a.value < b.value
    other_period = bool(a.says_when and b.says_when and a.says_when != b.says_when)
    return Comparison(a, b, "agree" if agree else "earlier count" if earlier else "differ", other_period)
