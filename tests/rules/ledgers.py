"""The two lists of a check, a line for each ask and give; and what its next act would bring."""

from typing import Any

from compliance.history import CriterionHistory
from compliance.rules.rule import Act, Would
from compliance.sentences import Text
from tests.small import d


def asks(of: CriterionHistory) -> list[str]:
    """Its asks: slot, amount where that is not 1, days, due date, cause, and what else is said of it."""
    lines = []
    for ask in of.view(of.outcomes.starts[0]).ledger.asks:
        line = [ask.slot, *_times(ask.amount), f"from {ask.start}"]
        line += [f"to {ask.stop}"] if ask.stop else []
        line += [f"due {ask.due}"] if ask.due else []
        line += [f"because {ask.because}"] if ask.because else []
        line += [
            name.replace("_", " ") for name in ("of_person", "never_before", "denied") if getattr(ask, name)
        ]
        lines.append(" ".join(line))
    return lines


def gives(of: CriterionHistory) -> list[str]:
    """Its gives: `perhaps` where it is not sure, slot, evidence where that is not the slot, weight where that is not 1,
    and days."""
    lines = []
    for give in of.view(of.outcomes.starts[0]).ledger.gives:
        line = [*([] if give.sure else ["perhaps"]), give.slot]
        line += [f"by {give.evidence}"] if give.evidence != give.slot else []
        line += [*_times(give.weight), f"from {give.start}", *([f"to {give.stop}"] if give.stop else [])]
        lines.append(" ".join(line))
    return lines


def act_on(of: CriterionHistory, day: str) -> Act:
    """The check's own act on a day, also where nothing is short."""
    return of.criterion.check.act(of.view(d(day)))


def would_on(of: CriterionHistory, day: str) -> Would:
    """What the check itself would have come on record on a day."""
    return of.criterion.check.would(of.view(d(day)))


def says_on(of: CriterionHistory, day: str) -> Text:
    """The check's own sentence on a day."""
    return of.criterion.check.says(of.view(d(day)))


def brought(of: CriterionHistory, day: str, *facts: str) -> list[tuple[Any, ...]]:
    """These facts of each record that its act on a day would bring, days as data files write them."""
    return [tuple(_written(getattr(record, fact)) for fact in facts) for record in of.would(d(day)).records]


def _written(value: Any) -> Any:
    written = getattr(value, "written", None)
    return written() if written else value


def _times(n: int) -> list[str]:
    return [] if n == 1 else [f"x{n}"]
