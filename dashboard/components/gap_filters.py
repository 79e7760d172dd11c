"""Which open checks a reader wants to see, as the address says: with whom, on what basis, how they stand, by their words."""

from typing import NamedTuple, cast

import streamlit as st

from compliance.assessment import Gap, Gaps
from compliance.catalogue import BASES, Basis
from compliance.outcomes import Outcome
from compliance.sentences import same
from dashboard import look, words
from dashboard.components import choices
from dashboard.visit import Visit


class Options(NamedTuple):
    """What can be chosen: bodies with which a next step lies, bases and outcomes, each by its key with its name."""

    holders: dict[str, str]
    bases: dict[str, str]
    outcomes: dict[str, str]


class Wanted(NamedTuple):
    """What the address asks for; None where it does not narrow by a thing."""

    sought: str
    holder: str | None
    basis: str | None
    outcome: str | None

    def among(self, visit: Visit, every: Gaps) -> Gaps:
        """Those of some open checks that are wanted."""
        searched = self.sought.split()

        def has_words(gap: Gap) -> bool:
            told = f"{visit.say(gap.obligation.title)} {visit.say(gap.criterion.title)} {gap.obligation.key}"
            return all(word in told.casefold() for word in searched)

        return every.where(
            lambda gap: (
                self.holder in (None, gap.holder)
                and self.basis in (None, gap.obligation.basis)
                and self.outcome in (None, gap.outcome)
                and (not searched or has_words(gap))
            )
        )

    def told(self, visit: Visit) -> look.Safe:
        """What is shown alone, and the way to all."""
        chosen = (
            (choices.SEARCH, same(self.sought) if self.sought else None),
            (words.WITH, visit.reading.catalogue.named(self.holder) if self.holder else None),
            (words.BASIS, BASES[cast(Basis, self.basis)] if self.basis else None),
            (words.STATUS, Outcome(self.outcome).words if self.outcome else None),
        )
        return choices.narrowed_to(visit, "gaps", chosen)


def wanted(visit: Visit, every: Gaps) -> Wanted:
    """What the address asks for."""
    holders, bases, outcomes = _options(visit, every)
    return Wanted(
        choices.sought(),
        choices.picked("holder", holders),
        choices.picked("basis", bases),
        choices.picked("outcome", outcomes),
    )


def choose(visit: Visit, every: Gaps) -> None:
    """The fields that narrow the list."""
    holders, bases, outcomes = _options(visit, every)
    choices.search(visit)
    with st.expander(visit.say(words.NARROW)):
        choices.pick(visit, "holder", words.WITH, holders)
        choices.pick(visit, "basis", words.BASIS, bases)
        choices.pick(visit, "outcome", words.STATUS, outcomes)


def _options(visit: Visit, every: Gaps) -> Options:
    holders = dict.fromkeys(gap.holder for gap in every.items)
    bases = {gap.obligation.basis for gap in every.items}
    outcomes = {gap.outcome for gap in every.items}
    return Options(
        {holder: visit.named(holder) for holder in holders if holder},
        {basis: visit.say(name) for basis, name in BASES.items() if basis in bases},
        {outcome: visit.say(outcome.words) for outcome in Outcome if outcome in outcomes},
    )
