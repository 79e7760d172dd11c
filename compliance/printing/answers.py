"""The answers of `status`, `timeline` and `gaps`, as a person reads them."""

from collections import Counter
from datetime import date

from compliance.access import Reading
from compliance.assessment import ObligationHistory
from compliance.catalogue import BASES
from compliance.finding import Finding
from compliance.history import CriterionHistory
from compliance.lines import OpenItems, levels_of, paragraphs_shown, step_lines
from compliance.outcomes import NOT_A_MEASURE
from compliance.printing import words
from compliance.printing.case import write_case
from compliance.printing.obligation import (
    check_title,
    name,
    write_obligation,
    write_open,
    write_records,
)
from compliance.printing.paper import Paper
from compliance.printing.words import fill
from compliance.sentences import Text, day, listing


def status(paper: Paper, reading: Reading, one: ObligationHistory | None) -> None:
    """Every obligation with its findings; or one of them, with everything that its findings name."""
    _notice(paper, reading)
    _whose(paper, reading)
    if one is not None:
        paper.heading(BASES[one.obligation.basis])
        paper.gap()
        write_obligation(paper, reading, one, whole=True)
        return
    _counts(paper, reading)
    for basis, heading in BASES.items():
        histories = [h for h in reading.assessment.obligations.values() if h.obligation.basis == basis]
        if histories:
            paper.heading(heading)
        for history in histories:
            paper.gap()
            write_obligation(paper, reading, history, whole=False)
    _other_levels(paper, reading)


def timeline(paper: Paper, reading: Reading, history: ObligationHistory) -> None:
    """The steps of all checks of an obligation together, then those of each."""
    _whose(paper, reading)
    assessment, known = reading.assessment, reading.knowledge.until
    paper.heading(history.obligation.title)
    first, last = day(assessment.first), day(assessment.horizon)
    paper.write(fill(words.STEPS_RUN, first=first, last=last, reach=reading.reach(), known=day(known)))
    if len(history.criteria) != 1:
        paper.gap()
        paper.write((words.ALL_TOGETHER, "bold"))
        for step in history.outcomes.steps():
            paper.write(_span(step.first, step.last), ": ", step.value, indent=2, hang=2)
    for criterion in history.criteria:
        paper.gap()
        _steps(paper, reading, criterion)
    if not history.criteria and history.obligation.needed:
        paper.gap()
        paper.write(history.obligation.needed)


def gaps(paper: Paper, reading: Reading, items: OpenItems) -> None:
    """Open findings, and the obligations that no rule covers."""
    _whose(paper, reading)
    paper.heading(words.OPEN_ITEMS)
    findings = [line.finding for line in items.findings if line.finding]
    holders = Counter(f.holder for f in findings if f.holder)
    each = [fill(words.WITH_N, n=n, who=name(reading, key)) for key, n in holders.most_common()]
    counted = fill(words.OPEN_COUNT, n=len(findings), holders=listing(each))
    paper.write(counted if findings else words.NONE_OPEN)
    if items.without_due_day:
        paper.write(fill(words.LEFT_OUT, n=items.without_due_day))
    for finding in findings:
        paper.gap()
        _gap(paper, reading, finding)
    if items.unchecked is None:
        paper.gap()
        paper.write(words.NOT_CHECKED_OMITTED)
    elif items.unchecked:
        paper.heading(words.NOT_CHECKED)
    for line in items.unchecked or ():
        paper.gap()
        title = (line.obligation.title, "bold")
        paper.write(line.outcome, ": ", title, f" [{line.obligation.key}]", hang=2)
        for needed in line.missing:
            paper.write(needed, indent=2)


def _notice(paper: Paper, reading: Reading) -> None:
    """What a reader must know before any outcome."""
    notice = reading.catalogue.notice
    paper.write((notice.title, "bold"), ". ", fill(words.WRITTEN_FOR, d=day(notice.as_of)))
    for paragraph in notice.paragraphs:
        paper.write(paragraph, indent=2)
    paper.gap()


def _whose(paper: Paper, reading: Reading) -> None:
    """Which decree this is, what this is not, and both clocks."""
    write_case(paper, reading.catalogue)
    paper.write(reading.clocks())


def _counts(paper: Paper, reading: Reading) -> None:
    """Per basis, and never one sum."""
    paper.heading(words.COUNTS)
    for basis, own in reading.assessment.counts(reading.on).items():
        parts = [part for outcome, n in own.items() for part in ("; ", outcome, f" {n}")]
        paper.write(BASES[basis], f" ({sum(own.values())}): ", *parts[1:], hang=2)
    paper.write(NOT_A_MEASURE)


def _other_levels(paper: Paper, reading: Reading) -> None:
    """The levels of paragraphs that no obligation here rests on, paragraphs with the same levels together."""
    own = {number for o in reading.catalogue.obligations for number in o.paragraphs}
    alike: dict[tuple[Text, ...], list[str]] = {}
    for number in paragraphs_shown(reading, ()):
        if number not in own:
            alike.setdefault(tuple(level.text() for level in levels_of(reading, number)), []).append(number)
    if not alike:
        return
    paper.heading(words.OTHER_LEVELS)
    paper.write(words.OTHER_LEVELS_ARE)
    for texts, numbers in alike.items():
        cited = [reading.catalogue.cited(number).to(paper.language) for number in numbers]
        paper.write(", ".join(cited), indent=2)
        for text in texts:
            paper.write(text, indent=4, hang=2)


def _steps(paper: Paper, reading: Reading, criterion: CriterionHistory) -> None:
    paper.write(*check_title(reading, criterion.criterion))
    for line in step_lines(reading, criterion, paper.language):
        assert line.finding is not None and line.last is not None
        paper.write(_span(line.on, line.last), ": ", line.outcome, indent=2, hang=2)
        paper.write(line.told, indent=4)
        if line.finding.question:
            paper.write(line.finding.question, indent=4)
        write_records(paper, reading, line.finding, indent=4)


def _gap(paper: Paper, reading: Reading, finding: Finding) -> None:
    place = f" [{finding.obligation.key}/{finding.criterion.key}]"
    paper.write(finding.outcome, ": ", (finding.criterion.title, "bold"), place, hang=2)
    paper.write(finding.obligation.title, indent=2)
    paper.write(finding.says, indent=2)
    paper.write(words.DUE, finding.due_text(), indent=2, hang=2)
    write_open(paper, reading, finding, indent=2)


def _span(first: date, last: date) -> Text:
    return fill(words.FROM_TO, a=day(first), b=day(last))
