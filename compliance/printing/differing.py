"""Where sources differ, as a person reads it."""

from compliance.access import Reading
from compliance.catalogue import Catalogue
from compliance.differences import Beside, Counted, Differences, Rivals, number, period, words
from compliance.evidence import Evidence
from compliance.printing.case import write_case, write_end
from compliance.printing.paper import Paper
from compliance.sentences import Text, same, say


def differing(paper: Paper, reading: Reading, found: Differences) -> None:
    """Records of one thing that differ, then what claims count: by several sources, beside the records, and by one."""
    write_case(paper, reading.catalogue)
    paper.write(reading.clocks())
    paper.gap()
    paper.write(words.EVERY_DIFFERENCE)
    paper.heading(words.THINGS)
    for thing in found.things:
        _rivals(paper, reading.catalogue, thing)
    if not found.things:
        paper.write(words.NO_THINGS)
    paper.heading(words.SEVERAL)
    paper.write(words.CLAIMS_PROVE_NOTHING)
    for counted in found.shared:
        _counted(paper, reading, counted)
    if not found.shared:
        paper.write(words.NO_SEVERAL)
    if found.beside:
        paper.heading(words.BESIDE)
    for each in found.beside:
        _beside(paper, reading, each)
    if found.alone:
        paper.heading(words.ALONE)
    for claim in found.alone:
        paper.write(number(claim), ": ", claim.summary, " ", _where(reading, claim), hang=2)
    write_end(paper, reading)


def _rivals(paper: Paper, catalogue: Catalogue, one: Rivals) -> None:
    paper.gap()
    paper.write((one.kind, "bold"), ": ", catalogue.named(one.thing))
    for entry in one.entries:
        says = say(
            "Record {n}, {who}: {what}",
            "Registro {n}, {who}: {what}",
            n=entry.number,
            who=entry.evidence.said_by,
            what=entry.evidence.summary,
        )
        paper.write(says, indent=2, hang=2)
    for fact in one.first_facts:
        paper.write("– ", fact.text(), indent=2, hang=2)
    paper.write(one.text(), indent=2, hang=2)


def _counted(paper: Paper, reading: Reading, counted: Counted) -> None:
    paper.gap()
    paper.write((_thing(reading, counted.thing, counted.claims[0]), "bold"))
    for claim in counted.claims:
        paper.write(
            number(claim),
            " (",
            period(claim),
            "): ",
            claim.summary,
            " ",
            _where(reading, claim),
            indent=2,
            hang=2,
        )
    for comparison in counted.comparisons:
        paper.write("– ", comparison.text(), indent=2, hang=2)


def _beside(paper: Paper, reading: Reading, each: Beside) -> None:
    paper.gap()
    paper.write((_thing(reading, each.claim.counts, each.claim), "bold"), " ", _where(reading, each.claim))
    paper.write(each.text(), indent=2, hang=2)


def _thing(reading: Reading, key: str, claim: Evidence) -> Text:
    """What is counted, by name; where the catalogue gives it none, as the first source that counts it puts it."""
    return reading.catalogue.names.get(key, same(claim.summary))


def _where(reading: Reading, record: Evidence) -> Text:
    n = reading.assessment.entries[record.key].number
    return say("(record {n})", "(registro {n})", n=n)
