"""What moved between two looks at the record, as a person reads it."""

from collections.abc import Sequence

from compliance.access import Reading
from compliance.catalogue import BASES
from compliance.changes import Moved
from compliance.printing.case import write_case, write_end
from compliance.printing.paper import Paper
from compliance.sentences import say

NOTHING_MOVED = say("Nothing moved.", "Nada cambió.")


def changed(paper: Paper, first: Reading, second: Reading, moved: Sequence[Moved]) -> None:
    """Both looks with their clocks, then every finding that moved, by basis, each with what is behind it."""
    write_case(paper, second.catalogue)
    paper.write((say("First look: ", "Primera mirada: "), "bold"), first.clocks(), hang=2)
    paper.write((say("Second look: ", "Segunda mirada: "), "bold"), second.clocks(), hang=2)
    for basis, heading in BASES.items():
        own = [one for one in moved if one.obligation.basis == basis]
        if own:
            paper.heading(heading)
        for one in own:
            paper.gap()
            _one(paper, one)
    if not moved:
        paper.gap()
        paper.write(NOTHING_MOVED)
    write_end(paper, second)


def _one(paper: Paper, moved: Moved) -> None:
    paper.write((moved.obligation.title, "bold"), f" [{moved.obligation.key}]", hang=2)
    paper.write(moved.criterion.title, f" [{moved.criterion.key}]", indent=2, hang=2)
    paper.write(moved.text(), indent=2, hang=2)
    for cause in moved.causes:
        paper.write("– ", cause.text, indent=2, hang=2)
