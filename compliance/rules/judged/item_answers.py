"""The answers that people gave on one item of a sample, and from when to when each holds."""

from collections.abc import Iterator, Sequence
from datetime import date

from compliance.asks import Give
from compliance.evidence.judgement import Judgement
from compliance.rules.spans import Span, shown_during, without_overlap


class ItemAnswers:
    """The answers on one item. The last one holds, and of two on one day the “no”; what was inferred answers nothing."""

    def __init__(self, judgements: Sequence[Judgement]):
        self.all = sorted(judgements, key=lambda j: (j.happened.latest, j.answer == "no", j.key))
        self.sure = [j for j in self.all if j.inferred is None]

    def judged_by(self, on: date) -> bool:
        """Whether somebody has surely answered by a day."""
        return any(j.happened.latest <= on for j in self.sure)

    def is_yes(self, on: date) -> bool:
        """Whether “yes” holds on a day, whichever of their possible days the answers were given on."""
        given = [j for j in self.sure if j.happened.latest <= on]
        may_deny = any(j.answer == "no" and j.happened.earliest <= on < j.happened.latest for j in self.sure)
        return bool(given) and given[-1].answer == "yes" and not may_deny

    def finish(self, slot: str) -> Iterator[Give]:
        """One unit once somebody has answered."""
        if self.sure:
            first = self.sure[0]
            yield Give(slot, 1, first.happened.latest, None, first.key)
        elif self.all:
            first = self.all[0]
            yield Give(slot, 1, first.happened.earliest, None, first.key, sure=False)

    def pass_on(self, slot: str, horizon: date) -> Iterator[Give]:
        """A hundred while “yes” holds, once however many say so."""
        shown = []
        for j in self.all:
            if j.answer == "yes":
                after = self._taken_back(j)
                inferred = j.inferred is not None
                shown += shown_during(j.happened, after, j.key, inferred=inferred, horizon=horizon)
        for first, last, key, sure in without_overlap(shown):
            yield Give(slot, 100, first, last, key, sure)

    def _taken_back(self, yes: Judgement) -> Span | None:
        """The earliest and the latest day on which the next “no” takes it back; None where none does."""
        noes = [
            j.happened for j in self.sure if j.answer == "no" and j.happened.latest >= yes.happened.latest
        ]
        return (noes[0].earliest, noes[0].latest) if noes else None

    def noes(self) -> Iterator[tuple[date, int]]:
        """Each day from which “no” holds, as 1, and each from which it no longer does, as -1."""
        is_no = False
        for j in self.sure:
            if (j.answer == "no") != is_no:
                is_no = not is_no
                yield j.happened.latest, 1 if is_no else -1
