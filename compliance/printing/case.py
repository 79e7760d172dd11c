"""What stands at the top of an answer: which decree it is about, and what it is not."""

from compliance.catalogue import FICTIONAL, Catalogue
from compliance.outcomes import NO_OFFICIAL
from compliance.printing.paper import Paper
from compliance.sentences import UNOFFICIAL


def write_case(paper: Paper, catalogue: Catalogue) -> None:
    """The decree by name, that it is invented where it is, and that nobody official speaks here."""
    paper.write((catalogue.name, "bold"), f" ({catalogue.case.name}, {catalogue.case.docket})")
    if catalogue.fictional:
        paper.write((FICTIONAL, "bold"))
    if paper.language != "en":
        paper.write(UNOFFICIAL)
    paper.write(NO_OFFICIAL)
