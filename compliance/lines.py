"""What is written out, on paper and as JSON alike: one line for each finding, and the monitor's levels beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.access import Reading
from compliance.assessment import Gap, ObligationHistory
from compliance.catalogue import Obligation
from compliance.determinations import Standing, paragraphs_with_findings, standings
from compliance.finding import Finding
from compliance.history import CriterionHistory, not_in_force
from compliance.ladder import Ladder
from compliance.on_demand import OnDemand
from compliance.outcomes import Outcome
from compliance.sentences import Language, Text, day, say
from compliance.timeline import ONE_DAY

NO_RULE = Text(
    en="No rule covers this, so nothing was checked.", es="Ninguna regla lo cubre; no se revisó nada."
)


@dataclass(frozen=True)
class Line:
    """One finding to write out: of a criterion or, where `finding` is None, of an obligation that no rule covers.

    `last` is the last day of a step, in a timeline.
    """

    reading: Reading
    obligation: Obligation
    finding: Finding | None
    language: Language = "en"
    last: date | None = None

    @property
    def on(self) -> date:
        """The day it is about."""
        return self.finding.on if self.finding else self.reading.on

    @property
    def outcome(self) -> Outcome:
        """What the rule says, or that there is none."""
        if self.finding:
            return self.finding.outcome
        return self.reading.assessment.obligations[self.obligation.key].outcomes.at(self.on)

    @property
    def says(self) -> Text:
        """The one sentence."""
        if self.finding:
            return self.finding.says
        return not_in_force(self.obligation) if self.outcome is Outcome.NOT_IN_FORCE else NO_RULE

    @property
    def told(self) -> Text:
        """The same, in a timeline: the sentence of a step's first day is said to be that day's."""
        finding = self.finding
        if finding is None or self.last is None:
            return self.says
        return of_first_day(finding, self.last)

    @property
    def missing(self) -> tuple[Text, ...]:
        """What is missing; where there is no rule, what a check would need."""
        if self.finding:
            return self.finding.missing
        needed = self.obligation.needed
        return (needed,) if needed and self.outcome is Outcome.NOT_CHECKED else ()

    def to(self, text: Text | None) -> str | None:
        """A text in the language asked for."""
        return text.to(self.language) if text is not None else None


def lines(reading: Reading, histories: Iterable[ObligationHistory], language: Language) -> list[Line]:
    """Every finding of some obligations on the day, in order, with one line for each that no rule covers."""
    found = []
    for history in histories:
        findings: Sequence[Finding | None] = history.findings(reading.on) or [None]
        found += [Line(reading, history.obligation, f, language) for f in findings]
    return found


def step_lines(reading: Reading, criterion: CriterionHistory, language: Language) -> list[Line]:
    """Each step of a criterion, with its first and last day."""
    findings = criterion.steps()
    ends = [*(f.on - ONE_DAY for f in findings[1:]), reading.assessment.horizon]
    return [
        Line(reading, criterion.obligation, f, language, last=end)
        for f, end in zip(findings, ends, strict=True)
    ]


def of_first_day(finding: Finding, last: date) -> Text:
    """What a finding says of a step that it begins and that goes on to `last`: what it counts, names or calls so many days
    old may be otherwise on the step's other days, so the day is said."""
    if finding.on == last or finding.outcome in _ON_EVERY_DAY:
        return finding.says
    return say("On {d}: {says}", "El {d}: {says}", d=day(finding.on), says=finding.says)


_ON_EVERY_DAY = (Outcome.NOT_IN_FORCE, Outcome.RULE_ERROR, Outcome.NOT_APPLICABLE)
"""The outcomes of which the sentence is the same on every day of a step."""


def ladder_of(reading: Reading, history: ObligationHistory) -> Ladder | None:
    """The decree's ladder for an obligation; None where no check stands at any level."""
    return Ladder.of(reading.catalogue.levels, ((c.criterion.level, c.outcomes) for c in history.criteria))


def levels_of(reading: Reading, paragraph: str) -> list[Standing]:
    """The newest loaded level of a paragraph for each body."""
    return standings(reading.catalogue, reading.knowledge.determinations, paragraph, reading.on)


def paragraphs_shown(reading: Reading, obligations: Iterable[Obligation]) -> list[str]:
    """The paragraphs that some obligations rest on, then every other one of which a level is loaded."""
    loaded = paragraphs_with_findings(reading.catalogue, reading.knowledge.determinations, reading.on)
    own = [number for obligation in obligations for number in obligation.paragraphs]
    return list(dict.fromkeys([*own, *(paragraph.number for paragraph, _ in loaded)]))


@dataclass(frozen=True)
class OpenItems:
    """What is open, as asked for: findings first due first, and how many were left out for want of a due date.

    `unchecked` are the obligations that no rule covers; None where a body or a day was asked for, which they lack.
    """

    findings: OnDemand[Gap, Line]
    unchecked: tuple[Line, ...] | None
    without_due_day: int
    holder: str | None
    due_before: date | None


def open_items(
    reading: Reading, holder: str | None, due_before: date | None, language: Language
) -> OpenItems:
    """The open findings of the day, those of one body and those due before a day where that is asked for."""
    found = reading.assessment.gaps(reading.on).where(lambda gap: holder in (None, gap.holder))
    in_time = found.where(lambda gap: due_before is None or (gap.due is not None and gap.due < due_before))
    undated = 0 if due_before is None else sum(gap.due is None for gap in found.items)
    asked_for_all = holder is None and due_before is None
    return OpenItems(
        OnDemand(in_time.items, lambda gap: Line(reading, gap.obligation, gap.finding(), language)),
        tuple(unchecked(reading, language)) if asked_for_all else None,
        undated,
        holder,
        due_before,
    )


def unchecked(reading: Reading, language: Language) -> list[Line]:
    """A line for each obligation that is in force on the day and that no rule covers."""
    return [
        Line(reading, history.obligation, None, language)
        for history in reading.assessment.obligations.values()
        if not history.criteria and history.outcomes.at(reading.on) is Outcome.NOT_CHECKED
    ]
