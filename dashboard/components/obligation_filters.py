"""Which obligations a reader wants to see and in which order, as the address says."""

from collections.abc import Sequence
from typing import NamedTuple, cast, get_args

import streamlit as st

from compliance import obligation_list
from compliance.catalogue import BASES, Basis
from compliance.obligation_list import ORDERS, Item, Order
from compliance.outcomes import Outcome
from compliance.sentences import same, say
from dashboard import look, words
from dashboard.components import choices
from dashboard.visit import Visit

ORDER = say("Order", "Orden")


class Options(NamedTuple):
    """What can be chosen: bases, outcomes, responsible bodies, and bodies with which a next step lies, by key with names."""

    bases: dict[str, str]
    outcomes: dict[str, str]
    responsible: dict[str, str]
    holders: dict[str, str]


class Wanted(NamedTuple):
    """What the address asks for; None where it does not narrow by a thing."""

    sought: str
    basis: str | None
    outcome: str | None
    responsible: str | None
    holder: str | None
    order: Order

    def among(self, visit: Visit, every: Sequence[Item]) -> list[Item]:
        """Those of some obligations that are wanted, in the order asked for."""
        found = obligation_list.narrowed(
            every,
            visit.language,
            words=self.sought,
            basis=cast(Basis | None, self.basis),
            outcome=Outcome(self.outcome) if self.outcome else None,
            responsible=self.responsible,
            holder=self.holder,
        )
        return obligation_list.in_order(found, self.order, visit.language)

    def told(self, visit: Visit) -> look.Safe:
        """What is shown alone, and the way to all."""
        named = visit.reading.catalogue.named
        chosen = (
            (choices.SEARCH, same(self.sought) if self.sought else None),
            (words.BASIS, BASES[cast(Basis, self.basis)] if self.basis else None),
            (words.STATUS, Outcome(self.outcome).words if self.outcome else None),
            (words.RESPONSIBLE, named(self.responsible) if self.responsible else None),
            (words.WITH, named(self.holder) if self.holder else None),
        )
        return choices.narrowed_to(visit, "obligations", chosen, view=st.query_params.get("view", ""))


def wanted(visit: Visit, every: Sequence[Item]) -> Wanted:
    """What the address asks for."""
    bases, outcomes, responsible, holders = _options(visit, every)
    order = choices.asked("sort", ORDERS)
    assert order in get_args(Order)
    return Wanted(
        choices.sought(),
        choices.picked("basis", bases),
        choices.picked("outcome", outcomes),
        choices.picked("body", responsible),
        choices.picked("holder", holders),
        cast(Order, order),
    )


def choose(visit: Visit, every: Sequence[Item]) -> None:
    """The fields that narrow the list and put it in order."""
    bases, outcomes, responsible, holders = _options(visit, every)
    choices.search(visit)
    with st.expander(visit.say(say("Narrow and sort", "Filtrar y ordenar"))):
        choices.pick(visit, "basis", words.BASIS, bases)
        choices.pick(visit, "outcome", words.STATUS, outcomes)
        choices.pick(visit, "body", words.RESPONSIBLE, responsible)
        choices.pick(visit, "holder", words.WITH, holders)
        choices.select(visit, "sort", ORDER, {key: visit.say(text) for key, text in ORDERS.items()})


def _options(visit: Visit, every: Sequence[Item]) -> Options:
    bases = {item.obligation.basis for item in every}
    outcomes = {item.outcome for item in every}
    responsible = dict.fromkeys(item.obligation.responsible for item in every)
    holders = dict.fromkeys(holder for item in every for holder in item.holders)
    return Options(
        {basis: visit.say(name) for basis, name in BASES.items() if basis in bases},
        {outcome: visit.say(outcome.words) for outcome in Outcome if outcome in outcomes},
        {body: visit.named(body) for body in responsible},
        {holder: visit.named(holder) for holder in holders},
    )
