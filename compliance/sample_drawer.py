"""The sample drawer: anyone draws a sample, redraws one on record, and sees how far people have judged its items."""

import shlex
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from compliance.access import as_text
from compliance.assessment import Assessment
from compliance.evidence.sample import LARGEST_FRAME, Sample
from compliance.finding import Entry
from compliance.history import CriterionHistory
from compliance.per_assessment import per_assessment
from compliance.reading import unseen_mark
from compliance.rules.judged.samples import SampleJudged
from compliance.rules.judged.sampling import draw
from compliance.sentences import Text, say

LARGEST_SIZE = 10_000
"""So many items a sample may have."""
LONGEST_SEED = 200


class NoDraw(ValueError):
    """Nothing can be drawn with what was given; `text` says why, in each language."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)


class Drawing(NamedTuple):
    """What was drawn: `size` of the numbers 1 to `frame` with a `seed`; the items in order."""

    frame: int
    size: int
    seed: str
    items: tuple[int, ...]


def drawing(frame: str, size: str, seed: str) -> Drawing:
    """What anybody's frame, size and seed draw. Raises NoDraw."""
    numbered, many = _number(frame, LARGEST_FRAME, _FRAME), _number(size, LARGEST_SIZE, _SIZE)
    if many > numbered:
        raise NoDraw(
            say(
                "{size} are more than the {frame} on the list; draw at most all of them.",
                "{size} son más que los {frame} de la lista; sortee como máximo todos.",
                size=many,
                frame=numbered,
            )
        )
    try:
        # In the form in which it would be recorded, so that the same letters draw the same.
        words = as_text(seed)
    except ValueError:
        words = ""
    if not words.strip() or unseen_mark(words) or len(words) > LONGEST_SEED:
        raise NoDraw(
            say(
                "The seed is empty, longer than {n} characters, or has a mark that is not seen; write plain words or digits.",
                "La semilla está vacía, tiene más de {n} caracteres o un signo que no se ve; escriba palabras o cifras simples.",
                n=LONGEST_SEED,
            )
        )
    return Drawing(numbered, many, words, _drawn(numbered, many, words))


def ticket(seed: str, code: int) -> str:
    """The ticket of a number, in hexadecimal digits: the smallest are drawn."""
    return sha256(f"{seed}:{code}".encode()).hexdigest()


def shell_line(seed: str, code: int) -> str:
    """The line that works out a ticket in a shell.

    >>> shell_line("spring", 4)
    "printf '%s' spring:4 | sha256sum"
    """
    return f"printf '%s' {shlex.quote(f'{seed}:{code}')} | sha256sum"


class Judged(NamedTuple):
    """How far the items of a sample are judged for one check: the items that wait for a person, and how many of the others
    have “yes”, of which the check asks for at least `percent` of all. `wrong` says why the sample counts for nothing there;
    None where it counts."""

    check: CriterionHistory
    rule: SampleJudged
    waiting: Sequence[int]
    yes: int
    percent: int
    wrong: Text | None


class OnRecord(NamedTuple):
    """A sample on record, whether its frame, size and seed draw the same items again, and how far it is judged for each
    check that reads it."""

    entry: Entry
    sample: Sample
    same: bool
    judged: Sequence[Judged]


def samples(assessment: Assessment, on: date) -> list[Entry]:
    """The samples on record that were drawn by a day, the latest first."""
    drawers = assessment.rows.by_subject.values()
    found = {e.number: e for drawer in drawers for e in drawer.get("sample", ())}
    drawn = [e for e in found.values() if e.evidence.happened and e.evidence.happened.latest <= on]
    return sorted(
        drawn, key=lambda e: (e.evidence.happened and e.evidence.happened.latest, e.number), reverse=True
    )


def on_record(assessment: Assessment, entry: Entry, on: date) -> OnRecord:
    """A sample on record as it stands on a day. Raises ValueError for a record of another kind."""
    sample = entry.evidence
    if not isinstance(sample, Sample):
        raise ValueError(f"record {entry.number} is no sample")
    same = draw(sample.frame, sample.size, sample.seed) == frozenset(sample.items)
    return OnRecord(entry, sample, same, _judgements(assessment, sample.key, on) if entry.counts else ())


@per_assessment(most=128)
def _judgements(assessment: Assessment, key: str, on: date) -> Sequence[Judged]:
    """How far a sample is judged for each check that reads it."""
    sample = assessment.entries[key].evidence
    assert isinstance(sample, Sample)
    reading = [(c, rule) for c, rule in sample_checks(assessment) if rule.subject in sample.subject]
    return [_judged(check, rule, sample, on) for check, rule in reading]


@per_assessment(most=8)
def sample_checks(assessment: Assessment) -> list[tuple[CriterionHistory, SampleJudged]]:
    """The checks that want a sample judged, each with its rule, in the catalogue's order."""
    every = [check for o in assessment.obligations.values() for check in o.criteria]
    return [(check, rule) for check in every if isinstance(rule := check.criterion.check, SampleJudged)]


def _judged(check: CriterionHistory, rule: SampleJudged, sample: Sample, on: date) -> Judged:
    records = [r for r in check.view(on).records.values() if r.happened is None or r.happened.latest <= on]
    wrong = rule.wrong_with(sample)
    drawn = next((d for d in rule.drawn(records) if d.sample.identity == sample.identity), None)
    if wrong is not None or drawn is None:
        return Judged(check, rule, sample.items, 0, rule.percent.on(on), wrong)
    return Judged(check, rule, drawn.waiting(on), drawn.yes(on), drawn.percent, None)


def _drawn(frame: int, size: int, seed: str) -> tuple[int, ...]:
    # Past what `draw` keeps for rules: whatever anybody asks for would drive that out of memory.
    return tuple(sorted(draw.__wrapped__(frame, size, seed)))


def _number(text: str, most: int, what: Text) -> int:
    words = text.strip()
    if not (words.isascii() and words.isdigit() and len(words) <= 9 and 1 <= int(words) <= most):
        raise NoDraw(
            say(
                "{what}: write a whole number from 1 to {n}.",
                "{what}: escriba un número entero de 1 a {n}.",
                what=what,
                n=most,
            )
        )
    return int(words)


_FRAME = say("How many things the list has", "Cuántas cosas tiene la lista")
_SIZE = say("How many are drawn", "Cuántas se sortean")
