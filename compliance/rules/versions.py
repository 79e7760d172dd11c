"""The versions of a policy and the days each one held, by all that the records tell of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from compliance.days import When, days_between
from compliance.evidence import Evidence
from compliance.evidence.clause import Clause
from compliance.evidence.policy import Policy
from compliance.rules.own_clauses import own_clauses
from compliance.rules.rule import Rule, View, how_unsure
from compliance.rules.things import of_things
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY


@dataclass(frozen=True)
class Version:
    """One version with the day it took effect and the first day it no longer held (None: no end known).

    `policy` is the surest record of it, `records` are all of them, that one first.
    """

    policy: Policy
    begins: When
    ends: When | None
    records: tuple[Policy, ...]

    @property
    def key(self) -> str:
        """The key of the version's surest record."""
        return self.policy.key

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all its records: what names one of them names this version."""
        return frozenset(record.key for record in self.records)

    @property
    def inferred(self) -> bool:
        """Whether no source, only inference, shows it."""
        return self.policy.inferred is not None

    @property
    def last(self) -> date | None:
        """The last day on which something may be asked of it: the latest possible one."""
        return None if self.ends is None else self.ends.latest - ONE_DAY

    @cached_property
    def cites(self) -> frozenset[str]:
        """The paragraphs that its text names, as sources show."""
        return frozenset(number for record in self._sure_records() for number in record.cites)

    def clauses(self) -> Iterator[tuple[Clause, Policy]]:
        """The clauses of its own text, each with its record; none whose quote was read in another text."""
        return own_clauses(self.records)

    def surely_holds(self, on: date) -> bool:
        """Whether it was in force on a day, whichever of its possible days are right."""
        ended = self.ends is not None and self.ends.earliest <= on
        return not self.inferred and self.begins.latest <= on and not ended

    def may_hold(self, on: date) -> bool:
        """Whether it may have been in force on a day."""
        return self.begins.earliest <= on and (self.last is None or on <= self.last)

    def settled(self, on: date) -> dict[str, Any]:
        """The facts of a further record of it that leaves no doubt that it was in force on a day, where it may have
        been."""
        if self.surely_holds(on):
            return {}
        facts: dict[str, Any] = {"effective": When.on(min(on, self.begins.latest))}
        for fact in ("ends", "expires"):
            when = _told(self.records, fact)
            if when is not None and not when.exact:
                facts[fact] = When.on(when.latest)
        return facts

    def text(self) -> Text:
        """The version as a reader names it."""
        return say("{n} of {d}", "{n} del {d}", n=self.policy.number, d=day(self.begins.latest))

    def _sure_records(self) -> Sequence[Policy]:
        return _peers(self.records)


def versions(records: Iterable[Evidence], subject: str) -> list[Version]:
    """All versions on record, oldest first. A later version under the same number ends the one before it, and a notice
    for a limited time ends when that has run out."""
    told = [tuple(sorted(same, key=_how_vague)) for same in of_things(records, Policy, subject)]
    told.sort(key=lambda same: (same[0].effective.latest, same[0].identity))
    following: dict[str, When] = {}
    found = []
    for same in reversed(told):
        policy = same[0]
        ends = _told(same, "ends") or following.get(policy.number)
        run_out = _told(same, "after_expiry")
        if ends is not None and run_out is not None:
            ends = When(
                earliest=min(ends.earliest, run_out.earliest), latest=min(ends.latest, run_out.latest)
            )
        found.append(Version(policy, policy.effective, ends or run_out, same))
        following[policy.number] = policy.effective
    return found[::-1]


def a_version(rule: Rule, view: View, on: date, subject: str, **facts: object) -> Policy:
    """A version that takes effect on a day, as it would have to be on record: under a number of its own."""
    dates = {"happened": When.on(on), "effective": When.on(on)}
    named = {"number": "a number that is not given yet", "title": "A version of the policy"}
    return rule.proposed(Policy, view, "version", **({"subject": [subject]} | dates | named | facts))


def _peers(same: Sequence[Policy]) -> Sequence[Policy]:
    """The records of one version that are no less sure than its surest: what was only inferred adds nothing."""
    inferred = same[0].inferred is not None
    return [record for record in same if (record.inferred is not None) == inferred]


def _told(same: Sequence[Policy], fact: str) -> When | None:
    """A day in the life of one version, by the surest record that tells it."""
    found: When | None = next(
        (when for record in _peers(same) if (when := getattr(record, fact)) is not None), None
    )
    return found


def _how_vague(policy: Policy) -> tuple[bool, int, int, tuple[bool, bool, int]]:
    width = [
        days_between(w.earliest, w.latest) if w else 0
        for w in (policy.effective, policy.ends or policy.expires)
    ]
    return policy.inferred is not None, width[0], width[1], how_unsure(policy)
