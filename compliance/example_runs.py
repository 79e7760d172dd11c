"""The catalogue's examples, run: whether each check comes to what its examples expect, and which checks have too few."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from compliance.assessment import ObligationHistory, assess
from compliance.catalogue import Catalogue, Criterion, Obligation
from compliance.examples import UNSOURCED, Example
from compliance.finding import Entry
from compliance.fitting import Misfit, There, misfits, unless_declared
from compliance.outcomes import Outcome
from compliance.sentences import NOTHING, Text, day, say

AFTER = timedelta(days=2 * 365)
"""How far the timelines of an example run past the day that is looked at, as those of the record do past today."""

Wanted = Literal["met", "short"]
SHORT = (Outcome.LAPSED, Outcome.NOT_MET, Outcome.CANNOT_TELL)
"""The outcomes that show a check falling short."""


@dataclass(frozen=True)
class Miss:
    """An example whose outcome is another than the one expected: of a criterion, or of the whole obligation (None)."""

    obligation: Obligation
    example: Example
    criterion: Criterion | None
    expected: Outcome
    came: Outcome
    says: Text

    def text(self) -> Text:
        """What was expected, what came, and the sentence that came with it."""
        return say(
            "{name}, on {d}: “{expected}” was expected, and “{came}” came. {says}",
            "{name}, el {d}: se esperaba «{expected}» y resultó «{came}». {says}",
            name=self.example.name,
            d=day(self.example.day),
            expected=self.expected.words,
            came=self.came.words,
            says=self.says,
        )


@dataclass(frozen=True)
class Lack:
    """A criterion without any example in which it is met, or in which it is short."""

    obligation: Obligation
    criterion: Criterion
    of: Wanted


def misses(catalogue: Catalogue) -> list[Miss]:
    """Every example that does not come to what it expects, in the catalogue's order."""
    return [
        miss
        for obligation in catalogue.obligations
        for example in obligation.examples
        for miss in _missed(catalogue, obligation, example)
    ]


def _missed(catalogue: Catalogue, obligation: Obligation, example: Example) -> Iterator[Miss]:
    history, on, expected = _history(catalogue, obligation, example), example.day, example.expected
    came = history.outcomes.at(on)
    if expected.whole not in (None, came):
        deciding = history.deciding(on)
        yield Miss(obligation, example, None, expected.whole, came, deciding.says if deciding else NOTHING)
    for finding in history.findings(on):
        wanted = expected.criteria.get(finding.criterion.key, finding.outcome)
        if wanted is not finding.outcome:
            yield Miss(obligation, example, finding.criterion, wanted, finding.outcome, finding.says)


def _history(catalogue: Catalogue, obligation: Obligation, example: Example) -> ObligationHistory:
    """The obligation on the example's records alone."""
    alone = catalogue.model_copy(update={"obligations": (obligation,)})
    entries = [
        Entry(number, record, example.reviews.get(record.key))
        for number, record in enumerate(example.records, 1)
    ]
    return assess(alone, entries, example.day + AFTER).obligations[obligation.key]


def lacks(catalogue: Catalogue) -> list[Lack]:
    """Every criterion that no example shows met, or that none shows short, in the catalogue's order."""
    wanted: tuple[Wanted, ...] = ("met", "short")
    return [
        Lack(obligation, criterion, of)
        for obligation in catalogue.obligations
        for criterion in obligation.criteria
        for of in wanted
        if not any(_shows(obligation, criterion, example, of) for example in obligation.examples)
    ]


def _shows(obligation: Obligation, criterion: Criterion, example: Example, of: Wanted) -> bool:
    """Whether an example says what a criterion comes to, and that is what is wanted. A whole that is met says it of each
    of its criteria; a whole that is short only where there is one."""
    own, whole = example.expected.criteria.get(criterion.key), example.expected.whole
    if of == "met":
        return own is Outcome.MET or (own is None and whole is Outcome.MET)
    return own in SHORT or (own is None and whole in SHORT and len(obligation.criteria) == 1)


def misfits_of(
    catalogue: Catalogue, sources: Collection[str]
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Everything in which an example does not fit the catalogue: its place there, what is wrong, what would be right."""
    for i, obligation in enumerate(catalogue.obligations):
        for j, example in enumerate(obligation.examples):
            at = ("obligations", i, "examples", j)
            for field, wrong, right in _misfits(catalogue, obligation, example, sources):
                yield (*at, *field.split(".")), wrong, right


def _misfits(
    catalogue: Catalogue, obligation: Obligation, example: Example, sources: Collection[str]
) -> Iterator[Misfit]:
    effective = catalogue.case.effective
    if example.day < effective:
        wrong = f"{example.day} lies before {effective}, when the decree took effect"
        yield Misfit("day", wrong, "Choose that day or a later one")
    criteria = [criterion.key for criterion in obligation.criteria]
    for key in example.expected.criteria:
        yield from unless_declared("expected", key, "criterion of this obligation", criteria)
    kinds = {record.key: record.kind for record in example.records}
    # Invented events may lie on any day.
    there = There(catalogue, {*sources, UNSOURCED}, kinds, date.max)
    for record in example.records:
        for field, wrong, right in misfits(record, there):
            yield Misfit(f"records.{record.kind}", f"{record.key}: {field}: {wrong}", right)
