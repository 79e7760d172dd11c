"""One obligation on paper: what it is, where it stands, and each of its checks with its reason."""

from collections.abc import Iterable

from compliance.access import Reading
from compliance.assessment import ObligationHistory
from compliance.catalogue import Criterion, Obligation
from compliance.determinations import NOT_LOADED
from compliance.finding import SET_ASIDE, Finding
from compliance.lines import Line, ladder_of, levels_of, lines
from compliance.printing import words
from compliance.printing.paper import Paper, Part
from compliance.printing.words import fill
from compliance.sentences import Text, day, same
from compliance.sustained import step_text, sustained


def write_obligation(paper: Paper, reading: Reading, history: ObligationHistory, *, whole: bool) -> None:
    """Where it stands and why; if `whole`, also what it rests on in full, and what one can ask."""
    _what_it_is(paper, reading, history, whole=whole)
    _levels(paper, reading, history)
    if whole:
        _ladder(paper, reading, history)
        _sustainment(paper, reading, history.obligation)
    found = lines(reading, [history], paper.language)
    for question in dict.fromkeys(f.finding.question for f in found if f.finding and f.finding.question):
        paper.write(question, indent=2, hang=2)
    for line in found:
        paper.gap()
        _check(paper, reading, line, whole=whole)
    if whole:
        _records_in_full(paper, reading, found)
        _questions(paper, history.obligation)


def write_open(paper: Paper, reading: Reading, finding: Finding, indent: int) -> None:
    """What is missing and whose move it is."""
    if finding.missing:
        items = [part for item in finding.missing for part in ("; ", item)][1:]
        paper.write(words.MISSING, *items, indent=indent, hang=2)
    if finding.act:
        next_step = fill(words.NEXT, kind=words.ACTS[finding.act.kind], who=name(reading, finding.act.holder))
        paper.write((next_step, "bold"), finding.act.text, indent=indent, hang=2)


def write_records(paper: Paper, reading: Reading, finding: Finding, indent: int) -> None:
    """The records it rests on and those it cites, by number and key; and those that leave it in doubt."""
    for label, keys in ((words.RESTS_ON, finding.evidence), (words.CITES, finding.cited)):
        if keys:
            numbers = ", ".join(_number(reading, key) for key in keys)
            paper.write(label, fill(words.RECORD, n=numbers), indent=indent, hang=2)
    for row in finding.withheld:
        paper.write(SET_ASIDE[row.why], ": ", row.text(), indent=indent, hang=2)


def check_title(reading: Reading, criterion: Criterion) -> list[Part]:
    """A criterion's title, key and level."""
    level = reading.catalogue.level(criterion.level)
    parts: list[Part] = [(criterion.title, "bold"), f" [{criterion.key}]"]
    return [*parts, ", ", level.name] if level else parts


def name(reading: Reading, key: str) -> Text:
    """A body's name in the catalogue."""
    return reading.catalogue.names.get(key, same(key))


def _what_it_is(paper: Paper, reading: Reading, history: ObligationHistory, *, whole: bool) -> None:
    obligation, begins = history.obligation, history.obligation.begins
    paper.write(history.outcomes.at(reading.on), ": ", (obligation.title, "bold"), hang=2)
    starts = words.BEGINS_UNKNOWN if isinstance(begins, str) else fill(words.BEGINS, d=day(begins))
    cited = [reading.catalogue.cited(number).to(paper.language) for number in obligation.paragraphs]
    numbers = "".join(f" {each}," for each in cited)
    responsible = name(reading, obligation.responsible)
    paper.write(f"[{obligation.key}]{numbers} ", responsible, ", ", starts, indent=2)
    if whole:
        for text in (obligation.plain, obligation.begins_note, obligation.note):
            if text:
                paper.write(text, indent=2)


def _levels(paper: Paper, reading: Reading, history: ObligationHistory) -> None:
    """This program's outcome for each rung, and beside it what the monitor found: two voices."""
    for level, outcome in history.levels(reading.catalogue.levels, reading.on):
        paper.write(words.LEVEL, level.name, ": ", outcome, indent=2, hang=2)
    obligation = history.obligation
    if obligation.basis != "decree":
        return
    for number in obligation.paragraphs:
        for text in [level.text() for level in levels_of(reading, number)] or [NOT_LOADED]:
            paper.write(fill(words.MONITOR_ON, n=reading.catalogue.cited(number)), text, indent=2, hang=2)
    if not obligation.paragraphs:
        note = obligation.paragraph_note
        paper.write(note or "", " " if note else "", words.MONITOR, NOT_LOADED, indent=2, hang=2)


def _ladder(paper: Paper, reading: Reading, history: ObligationHistory) -> None:
    """How far up the decree's ladder these checks come, and when that changed."""
    ladder = ladder_of(reading, history)
    if ladder is None:
        return
    paper.write(ladder.reached.at(reading.on).text(), indent=2, hang=2)
    for change in ladder.changes(reading.on):
        paper.write("- ", change.text(), indent=4, hang=2)


def _sustainment(paper: Paper, reading: Reading, obligation: Obligation) -> None:
    """Where the sustainment period of each paragraph stands, each step with the records that tell of it."""
    for each in sustained(obligation, reading.assessment.rows, reading.assessment.doubts, reading.on):
        cited: list[Part] = [reading.catalogue.cited(each.paragraph), ": "] if each.paragraph else []
        paper.write(*cited, each.text(), indent=2, hang=2)
        for step in each.clock.steps:
            numbers = fill(words.RECORD, n=", ".join(_number(reading, key) for key in step.evidence))
            paper.write("- ", step_text(step), " ", numbers, indent=4, hang=2)


def _check(paper: Paper, reading: Reading, line: Line, *, whole: bool) -> None:
    finding = line.finding
    if finding is None:
        for text in (line.says, *line.missing):
            paper.write(text, indent=4)
        return
    criterion = finding.criterion
    paper.write(finding.outcome, ": ", *check_title(reading, criterion), indent=4, hang=2)
    paper.write(finding.says, indent=6)
    write_records(paper, reading, finding, indent=6)
    write_open(paper, reading, finding, indent=6)
    if whole:
        paper.write(words.DUE, criterion.due_text(), indent=6, hang=2)
        rule = fill(words.RULE, rule=criterion.check.name, source=criterion.source)
        paper.write(rule, " ", criterion.note or "", indent=6, hang=2)


def _records_in_full(paper: Paper, reading: Reading, found: Iterable[Line]) -> None:
    """Every record that the findings name, once, with what it says and where that was read."""
    findings = [line.finding for line in found if line.finding]
    keys = list(dict.fromkeys(key for f in findings for key in (*f.evidence, *f.cited)))
    if keys:
        paper.gap()
        paper.write(words.NAMED, indent=2)
    for key in keys:
        record = reading.evidence(key)
        source = reading.source(record)
        when = record.happened.text() if record.happened else words.UNDATED
        number = fill(words.RECORD, n=_number(reading, key))
        paper.write(number, ", ", when, ": ", record.summary, indent=4, hang=2)
        said = fill(words.SAID_BY, who=record.said_by, outlet=source.outlet, title=source.title)
        paper.write(said, indent=6)
        if source.link:
            paper.address(source.link, indent=6)


def _questions(paper: Paper, obligation: Obligation) -> None:
    paper.gap()
    paper.write(words.QUESTIONS, indent=2)
    for asked in obligation.questions:
        paper.write("- ", asked, indent=4, hang=2)


def _number(reading: Reading, key: str) -> str:
    return f"{reading.assessment.entries[key].number} ({key})"
