"""Links to what stands behind a line: an obligation, one of its checks, a row of the record."""

from collections.abc import Sequence

from compliance.catalogue import Criterion, Obligation
from compliance.finding import Entry
from dashboard import look, words
from dashboard.visit import Visit


def obligation(visit: Visit, to: Obligation, **more: str) -> look.Safe:
    """An obligation by its title; `more` is what its address carries besides."""
    return look.link(visit.address("obligation", key=to.key, **more), visit.say(to.title))


def check(visit: Visit, to: Obligation, criterion: Criterion) -> look.Safe:
    """An obligation, and below it one of its checks."""
    return look.join(obligation(visit, to), look.Safe("<br>"), look.quiet(visit.say(criterion.title)))


def record(visit: Visit, number: int) -> look.Safe:
    """A row of the record by its number: `Record 7`."""
    return look.link(visit.address("record", number=str(number)), f"{visit.say(words.RECORD)} {number}")


def entry(visit: Visit, of: Entry) -> look.Safe:
    """The row of a record of evidence, and what a review said of it."""
    return look.join(
        record(visit, of.number), *(look.join(" ", look.strong(visit.say(mark))) for mark in of.marks())
    )


def entries(visit: Visit, of: Sequence[Entry]) -> look.Safe:
    """The rows that tell of one thing, one below the other."""
    return look.join(*(look.Safe(f"<div>{entry(visit, each)}</div>") for each in of))


def number(visit: Visit, of: int) -> look.Safe:
    """The same by the number alone, where the column says that it is one."""
    return look.link(visit.address("record", number=str(of)), str(of))
