"""What a catalogue covers: how its obligations are checked, and on how much of the decree they rest.

It counts what this record looks at. It says nothing of what anybody did: an obligation that no rule covers is one that
nobody wrote a check for.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from compliance.assessment import Assessment, ObligationHistory
from compliance.catalogue import BASES, Basis
from compliance.per_assessment import per_assessment
from compliance.sentences import Text, say


@dataclass(frozen=True)
class Checked:
    """How the obligations of one basis are checked. `by_rule`, `by_people` and `unchecked` part them: some check is made
    by a rule; every check waits for a person; there is none. `without_records`, of them all, are those on whose own
    subjects no record that may be read bears."""

    obligations: int
    by_rule: int
    by_people: int
    unchecked: int
    without_records: int


COVERED = Text(en="What the catalogue covers", es="Lo que abarca el catálogo")
COUNTED: Mapping[str, Text] = {
    "by_rule": Text(en="checked by a rule", es="comprobadas por una regla"),
    "by_people": Text(en="judged by people only", es="juzgadas solo por personas"),
    "unchecked": Text(en="not checked", es="no revisadas"),
    "without_records": Text(
        en="never looked at: no record loaded here bears on them",
        es="nunca examinadas: ningún registro cargado aquí trata de ellas",
    ),
}
"""What each count is of, in words."""


@dataclass(frozen=True)
class Coverage:
    """The counts of each basis, never to be summed, and those of the decree's paragraphs: how many it has, how many are
    loaded, and on how many of those some obligation rests."""

    bases: Mapping[Basis, Checked]
    paragraphs_in_all: int
    paragraphs_loaded: int
    paragraphs_rested_on: int

    def paragraphs_text(self) -> Text:
        """The counts of paragraphs, as a reader reads them."""
        return say(
            "Of the decree’s {n} paragraphs, {loaded} {are} loaded here, and obligations rest on {rest} of those. What is "
            "not loaded is not covered; that says nothing of how it stands.",
            "De los {n} párrafos del decreto, {loaded} {are} aquí, y hay obligaciones que se basan en {rest} de "
            "ellos. Lo que no está cargado no se cubre; eso no dice nada de cómo está.",
            n=self.paragraphs_in_all,
            loaded=self.paragraphs_loaded,
            are=say("is", "está cargado") if self.paragraphs_loaded == 1 else say("are", "están cargados"),
            rest=self.paragraphs_rested_on,
        )


@per_assessment(most=8)
def coverage(assessment: Assessment) -> Coverage:
    """What the catalogue covers, at one state of the record."""
    catalogue, bases = assessment.catalogue, {}
    seen = {subject for entry in assessment.entries.values() for subject in entry.evidence.subject}
    for basis in BASES:
        own = [h for h in assessment.obligations.values() if h.obligation.basis == basis]
        if own:
            bases[basis] = _checked(own, seen)
    resting = {number for obligation in catalogue.obligations for number in obligation.paragraphs}
    return Coverage(bases, catalogue.case.paragraphs_in_all, len(catalogue.paragraphs), len(resting))


def _checked(own: Sequence[ObligationHistory], seen: Set[str]) -> Checked:
    families = [{c.criterion.check.family for c in history.criteria} for history in own]
    subjects = [
        {*h.obligation.about, *(s for c in h.obligation.criteria for s in c.check.subjects())} for h in own
    ]
    return Checked(
        obligations=len(own),
        by_rule=sum(bool(family - {"judged"}) for family in families),
        by_people=sum(family == {"judged"} for family in families),
        unchecked=sum(not family for family in families),
        without_records=sum(not (about & seen) for about in subjects),
    )
