"""What would move next: which records, once they are there, would close which open checks, and what else they would change.

What an act needs is what its check proposes; that it closes anything is said only where a reckoning with those records
showed it. Nothing of this is ever recorded.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from compliance.assessment import Assessment
from compliance.evidence import Evidence
from compliance.finding import SETTLED, Finding
from compliance.history import CriterionHistory
from compliance.needed import Key, Step, Wants, wants_of
from compliance.outcomes import Outcome
from compliance.rules.rule import Would
from compliance.timeline import Step as Spell
from compliance.timeline import together

IfDone = Callable[[Would], Assessment]
"""How everything would stand once some records had come and some reviews were made."""
_AGAINST = (Outcome.RULE_ERROR, Outcome.CONTRADICTED, Outcome.LAPSED, Outcome.NOT_MET)


@dataclass(frozen=True)
class Candidate:
    """Things to do at once, and the checks whose own needs are all among them.

    `first` is another candidate that is worth more and is a part of it: then it is ranked by what it adds to that one.
    """

    steps: frozenset[Step]
    wants: tuple[Wants, ...]
    first: "Candidate | None" = None

    @property
    def worth(self) -> float:
        """How many checks would be closed for each thing to do, if each check got what it needs and nothing stood in the
        way."""
        return len(self.wants) / len(self.steps)

    @property
    def promise(self) -> "Rank":
        """See `Rank`, with the checks that it should close."""
        adds = len(self.wants) - (len(self.first.wants) if self.first else 0)
        return _rank(adds, self, (w.finding for w in self.wants))

    @property
    def added(self) -> frozenset[Step]:
        """What it takes besides the candidate that is a part of it."""
        return self.steps - self.first.steps if self.first else self.steps

    @cached_property
    def records(self) -> tuple[Evidence, ...]:
        """The records that would have to come."""
        found = {name: record for wants in self.wants for name, record in wants.records.items()}
        return tuple(found[name] for name in sorted(found))

    @cached_property
    def would(self) -> Would:
        """The same with the reviews that it takes."""
        accepted = {name for wants in self.wants for name in wants.accepted}
        accepted |= {step.name for step in self.steps if step.act == "accept"}
        rejected = {step.name for step in self.steps if step.act == "reject"}
        return Would(self.records, tuple(sorted(accepted)), tuple(sorted(rejected)))


class Closing(NamedTuple):
    """An open check that would be met from a day on; until `last`, where as things stand it is not met for good."""

    finding: Finding
    day: date
    last: date | None

    @property
    def key(self) -> Key:
        """The keys of its obligation and its check."""
        return self.finding.obligation.key, self.finding.criterion.key


class Change(NamedTuple):
    """A check that would come out otherwise: the first such day, with its outcome as it is and as it would be."""

    key: Key
    day: date
    before: Outcome
    after: Outcome


@dataclass(frozen=True)
class Move:
    """A candidate as it was reckoned: the checks that it closes, what it changes for the `worse`, and what `else`. `already`
    are the checks that the candidate which is a part of it closes."""

    candidate: Candidate
    closes: tuple[Closing, ...]
    worse: tuple[Change, ...]
    others: tuple[Change, ...]
    already: frozenset[Key] = frozenset()

    @property
    def rank(self) -> "Rank":
        """See `Rank`, with the checks that it closes."""
        adds = [c for c in self.closes if c.key not in self.already]
        return _rank(len(adds), self.candidate, (c.finding for c in adds or self.closes))


Rank = tuple[float, bool, date, int]
"""What closes more checks for each thing to do comes first; of equals what is due first, then what takes less."""


def _rank(closed: int, candidate: Candidate, findings: Iterable[Finding]) -> Rank:
    due = min((f.due for f in findings if f.due is not None), default=None)
    return -closed / len(candidate.added), due is None, due or date.max, len(candidate.steps)


class Moves:
    """The moves of a day at one state of the record: each is reckoned when it is first looked at, and then remembered."""

    def __init__(self, assessment: Assessment, on: date, if_done: IfDone):
        self._assessment, self._on, self._if_done = assessment, on, if_done
        self._reckoned: dict[frozenset[Step], Move] = {}

    @cached_property
    def wants(self) -> Mapping[Key, Wants]:
        """What each open check needs, where its next act names a day from which it would be met."""
        every = self._assessment.obligations.values()
        checks = (check for history in every for check in history.criteria)
        found = (wants_of(check, self._on) for check in checks if check.outcomes.at(self._on) not in SETTLED)
        return {wants.key: wants for wants in found if wants is not None}

    @cached_property
    def candidates(self) -> Sequence[Candidate]:
        """What is worth doing at once, by what it promises."""
        return sorted(candidates(list(self.wants.values())), key=lambda candidate: candidate.promise)

    def ranked(
        self, candidates: Sequence[Candidate], progress: Callable[[int, int], object] | None = None
    ) -> list[Move]:
        """What some candidates come to, the best first; those that close nothing by themselves are left out. `progress` is
        told how many of how many are reckoned."""
        moves = []
        for done, candidate in enumerate(candidates, 1):
            moves.append(self.of(candidate))
            if progress:
                progress(done, len(candidates))
        return sorted((move for move in moves if move.closes), key=lambda move: move.rank)

    def has(self, candidates: Iterable[Candidate]) -> bool:
        """Whether some candidates were all reckoned already."""
        return all(candidate.steps in self._reckoned for candidate in candidates)

    def knows(self, keys: Iterable[Key]) -> bool:
        """Whether it was worked out already what the next acts of some open checks come to."""
        if "candidates" not in vars(self):
            return False
        return self.has(candidate for key in keys if (candidate := self.of_check(key)) is not None)

    def of(self, candidate: Candidate) -> Move:
        """What a candidate comes to."""
        if candidate.steps not in self._reckoned:
            after = self._if_done(candidate.would)
            move = reckoned(candidate, self._assessment, after, self._on)
            if candidate.first:
                move = replace(move, already=frozenset(c.key for c in self.of(candidate.first).closes))
            self._reckoned[candidate.steps] = move
        return self._reckoned[candidate.steps]

    def of_check(self, key: Key) -> Candidate | None:
        """What the next act of one open check takes; None where that act names no day."""
        wants = self.wants.get(key)
        return next(c for c in self.candidates if c.steps == wants.steps) if wants else None


def candidates(every: Sequence[Wants]) -> list[Candidate]:
    """What each check needs, and what several that share some of it need together, as long as that closes more checks for
    each thing to do."""
    sharing: dict[Step, list[Wants]] = defaultdict(list)
    for wants in every:
        for step in wants.steps:
            sharing[step].append(wants)
    found: dict[frozenset[Step], Candidate] = {}
    for steps in dict.fromkeys(wants.steps for wants in every):
        for grown in _growing(steps, sharing):
            found.setdefault(grown.steps, grown)
    return [replace(one, first=_part_of(one, found)) for one in found.values()]


def _part_of(whole: Candidate, found: Mapping[frozenset[Step], Candidate]) -> Candidate | None:
    """The best candidate that is a part of another and worth more than that is."""
    parts = [found[steps] for steps in {wants.steps for wants in whole.wants} if steps < whole.steps]
    return max(
        (p for p in parts if p.worth > whole.worth), key=lambda p: (p.worth, len(p.wants)), default=None
    )


def _growing(steps: frozenset[Step], sharing: Mapping[Step, Sequence[Wants]]) -> Iterator[Candidate]:
    """A candidate, and the better ones that come of taking on, one by one, the check that needs least besides."""
    here = _candidate(steps, _near(steps, sharing))
    yield here
    while True:
        more = [w for w in _near(steps, sharing) if not w.steps <= steps and _agree(steps, w.steps)]
        if not more:
            return
        least = min(more, key=lambda w: (len(w.steps - steps), w.key))
        steps = steps | least.steps
        grown = _candidate(steps, _near(steps, sharing))
        if grown.worth <= here.worth:
            return
        here = grown
        yield here


def _near(steps: frozenset[Step], sharing: Mapping[Step, Sequence[Wants]]) -> list[Wants]:
    """The checks that need any of some things."""
    return list({wants.key: wants for step in steps for wants in sharing[step]}.values())


def _candidate(steps: frozenset[Step], among: Iterable[Wants]) -> Candidate:
    own = sorted((wants for wants in among if wants.steps <= steps), key=lambda wants: wants.key)
    return Candidate(steps, tuple(own))


def _agree(some: frozenset[Step], others: frozenset[Step]) -> bool:
    """Whether no record would have to be accepted and rejected both."""
    reviews = {(s.name, s.act) for s in some | others if s.act != "record"}
    return len({name for name, _ in reviews}) == len(reviews)


def reckoned(candidate: Candidate, before: Assessment, after: Assessment, on: date) -> Move:
    """What a candidate comes to, from how everything stands and how it would stand, from a day to the horizon."""
    closes, worse, others = [], [], []
    for key, history in after.obligations.items():
        old = before.obligations[key]
        if history is old:
            continue
        for was, is_now in zip(old.criteria, history.criteria, strict=True):
            if was.outcomes == is_now.outcomes:
                continue
            closing = _closing(was, is_now, on)
            bad, other = _changes(was, is_now, on)
            if closing:
                closes.append(closing)
            elif other:
                others.append(other)
            if bad:
                worse.append(bad)
    closes.sort(key=lambda closing: (closing.day, closing.finding.obligation.key))
    return Move(candidate, tuple(closes), tuple(worse), tuple(others))


def _closing(was: CriterionHistory, is_now: CriterionHistory, on: date) -> Closing | None:
    """From which day an open check would be met, where it would be."""
    if was.outcomes.at(on) in SETTLED:
        return None
    for step in _both(was, is_now, on):
        old, new = step.value
        if new is Outcome.MET and old is not Outcome.MET:
            last = next(s.last for s in is_now.outcomes.steps() if s.first <= step.first <= s.last)
            return Closing(was.finding(on), step.first, last if last < is_now.outcomes.last else None)
    return None


def _changes(
    was: CriterionHistory, is_now: CriterionHistory, on: date
) -> tuple[Change | None, Change | None]:
    """The first day on which a check would come out worse, and the first on which it would come out otherwise."""
    key = was.obligation.key, was.criterion.key
    worse = other = None
    for step in _both(was, is_now, on):
        old, new = step.value
        if old is new:
            continue
        change = Change(key, step.first, old, new)
        if is_worse(old, new):
            worse = worse or change
        else:
            other = other or change
    return worse, other


def _both(
    was: CriterionHistory, is_now: CriterionHistory, on: date
) -> Iterator[Spell[tuple[Outcome, Outcome]]]:
    pairs = together(lambda *both: both, was.outcomes, is_now.outcomes)
    return pairs.between(on, pairs.last).steps()


def is_worse(before: Outcome, after: Outcome) -> bool:
    """Whether a check would stand worse: no longer met, open where it was not, or with something against it that was not
    there."""
    if before is after:
        return False
    if before is Outcome.MET or (after not in SETTLED and before in SETTLED):
        return True
    return after in _AGAINST and before not in _AGAINST


def kinds_of(candidate: Candidate) -> list[tuple[str, int]]:
    """How many records of each kind would have to come, most first."""
    return Counter(record.kind for record in candidate.records).most_common()
