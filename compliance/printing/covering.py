"""What the catalogue covers, as a person reads it."""

from compliance.catalogue import BASES, FICTIONAL
from compliance.coverage import COUNTED, COVERED, Coverage
from compliance.outcomes import NOT_A_MEASURE
from compliance.printing.paper import Paper
from compliance.sentences import UNOFFICIAL, say


def coverage(paper: Paper, found: Coverage, *, fictional: bool) -> None:
    """The counts of each basis, then those of paragraphs."""
    paper.heading(COVERED)
    if fictional:
        paper.write((FICTIONAL, "bold"))
    if paper.language != "en":
        paper.write(UNOFFICIAL)
    for basis, own in found.bases.items():
        paper.gap()
        paper.write((BASES[basis], "bold"))
        for name, words in COUNTED.items():
            share = say("{n} of {all}", "{n} de {all}", n=getattr(own, name), all=own.obligations)
            paper.write(share, " ", words, indent=2, hang=2)
    paper.gap()
    paper.write(found.paragraphs_text())
    paper.write(NOT_A_MEASURE)
