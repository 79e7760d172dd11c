"""What stands around an answer: which decree it is about, what it is not, and where the record ends."""

from compliance.access import Reading
from compliance.catalogue import FICTIONAL, Catalogue
from compliance.outcomes import NO_OFFICIAL
from compliance.printing.paper import Paper
from compliance.sentences import UNOFFICIAL, say


def write_case(paper: Paper, catalogue: Catalogue) -> None:
    """The decree by name, that it is invented where it is, and that nobody official speaks here."""
    paper.write((catalogue.name, "bold"), f" ({catalogue.case.name}, {catalogue.case.docket})")
    if catalogue.fictional:
        paper.write((FICTIONAL, "bold"))
    if paper.language != "en":
        paper.write(UNOFFICIAL)
    paper.write(NO_OFFICIAL)


def write_end(paper: Paper, reading: Reading) -> None:
    """The record's end as known: by its hash anybody can tell later whether this is still the same record."""
    paper.gap()
    paper.write(
        say(
            "The record as known here ends with number {number}. Its head:",
            "El registro aquí conocido termina con el número {number}. Su cabeza:",
            number=reading.knowledge.number,
        )
    )
    paper.address(reading.knowledge.head, indent=2)
