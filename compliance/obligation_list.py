"""The obligations as a list: what each comes to on a day, when something of it is due and with whom its next steps lie;
narrowed and put in order as a reader asks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from compliance.assessment import Assessment, ObligationHistory
from compliance.catalogue import Basis, Obligation
from compliance.outcomes import COMBINED, Outcome
from compliance.per_assessment import per_assessment
from compliance.sentences import Language, Text, say

Order = Literal["catalogue", "due", "status", "title"]
ORDERS: dict[Order, Text] = {
    "catalogue": say("As the catalogue has them", "Como en el catálogo"),
    "due": say("Due first", "Primero lo que vence antes"),
    "status": say("By status", "Por estado"),
    "title": say("By title", "Por título"),
}


class Item(NamedTuple):
    """One obligation in the list: its outcome on the day, the earliest known due date of what is short, and who holds its
    next steps, each once."""

    history: ObligationHistory
    outcome: Outcome
    due: date | None
    holders: tuple[str, ...]

    @property
    def obligation(self) -> Obligation:
        """The obligation."""
        return self.history.obligation


class Moved(NamedTuple):
    """An obligation whose outcome is another on the second of two days, by the same record."""

    history: ObligationHistory
    before: Outcome
    after: Outcome


def moved(assessment: Assessment, first: date, second: date) -> list[Moved]:
    """The obligations whose outcome differs between two days. Raises ValueError outside what the assessment covers."""
    found = (Moved(h, h.outcomes.at(first), h.outcomes.at(second)) for h in assessment.obligations.values())
    return [each for each in found if each.before is not each.after]


@per_assessment(most=8)
def listed(assessment: Assessment, on: date) -> list[Item]:
    """Every obligation on a day, in the catalogue's order. Raises ValueError outside what the assessment covers."""
    return [_item(history, on) for history in assessment.obligations.values()]


def _item(history: ObligationHistory, on: date) -> Item:
    glances = [check.glance(on) for check in history.criteria]
    dues = [glance.due for glance in glances if glance.due is not None and glance.holder is not None]
    holders = dict.fromkeys(glance.holder for glance in glances if glance.holder is not None)
    return Item(history, history.outcomes.at(on), min(dues, default=None), tuple(holders))


def narrowed(
    items: Iterable[Item],
    language: Language,
    *,
    words: str = "",
    basis: Basis | None = None,
    outcome: Outcome | None = None,
    responsible: str | None = None,
    holder: str | None = None,
) -> list[Item]:
    """The items that have all of `words` in their title, plain words, key or paragraphs, and are of the basis, outcome and
    bodies asked for; None asks for any."""
    wanted = words.casefold().split()
    return [
        item
        for item in items
        if basis in (None, item.obligation.basis)
        and outcome in (None, item.outcome)
        and responsible in (None, item.obligation.responsible)
        and (holder is None or holder in item.holders)
        and (not wanted or _has(item.obligation, wanted, language))
    ]


def _has(obligation: Obligation, wanted: Sequence[str], language: Language) -> bool:
    told = " ".join(
        (
            obligation.title.to(language),
            obligation.plain.to(language),
            obligation.key,
            *(f"¶{number} {number}" for number in obligation.paragraphs),
        )
    ).casefold()
    return all(word in told for word in wanted)


def in_order(items: Iterable[Item], order: Order, language: Language) -> list[Item]:
    """The items in an order; of equals in the order given. By status, those come first whose outcome would speak for all."""
    match order:
        case "due":
            return sorted(items, key=lambda item: (item.due is None, item.due or date.max))
        case "status":
            return sorted(items, key=lambda item: COMBINED.index(item.outcome))
        case "title":
            return sorted(items, key=lambda item: item.obligation.title.to(language).casefold())
        case _:
            return list(items)
