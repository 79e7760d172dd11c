"""The review queue: which records wait for the monitor's review, which checks each serves, and what a review would change.

A record waits where a check counts it only once a person has accepted it, where it corrects a record that was rejected, and
where somebody asked about it. What a review would change is what the checks themselves come to once it is made.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from compliance.access.recordings import Recording
from compliance.assessment import Assessment
from compliance.contributions import Verdict
from compliance.events import bearing_on
from compliance.evidence import Evidence
from compliance.evidence.answer import Answer
from compliance.evidence.request import Request
from compliance.finding import WAITING, Entry, Reviewed
from compliance.history import CriterionHistory
from compliance.reckoning import INSTRUMENTS, bears_on, going_on

State = Literal["waiting", "asked", "reviewed", "unreviewed"]
"""What a list shows: all that waits, of that only what was asked about, what was reviewed of all that had to be, or every
record that nobody has reviewed."""
VERDICTS: tuple[Verdict, Verdict] = ("accepted", "rejected")
MOST_EFFECTS = 256
UNREVIEWED = WAITING[True]
"""The latest reviews of a record that nobody has reviewed as it stands."""


class Asked(NamedTuple):
    """That somebody asked about a record as it stands, with the answer, where one is on record."""

    request: Request
    answer: Answer | None


class Choice(NamedTuple):
    """Which records a list shows: in which `state`, of which `kind`, serving a check of which `obligation`, recorded in which
    capacity (`filed_as`), and with which `numbers`; None where that is left open."""

    state: State = "waiting"
    kind: str | None = None
    obligation: str | None = None
    filed_as: str | None = None
    numbers: range | None = None


class Progress(NamedTuple):
    """How many records wait for a review, how many of these were asked about, and how many are reviewed: together all
    that need a review."""

    waiting: int
    asked: int
    reviewed: int

    @property
    def needed(self) -> int:
        """How many need a review."""
        return self.waiting + self.reviewed


@dataclass(frozen=True)
class Effect:
    """What a review of a record does to one check that it serves: how the check stands, and how it would on every day once
    the record is accepted, or rejected. `needs`: the check counts the record only once it is accepted."""

    stands: CriterionHistory
    accepted: CriterionHistory
    rejected: CriterionHistory
    needs: bool

    def once(self, verdict: Verdict) -> CriterionHistory:
        """The check as it would stand after a verdict."""
        return self.accepted if verdict == "accepted" else self.rejected

    def changes(self, verdict: Verdict) -> bool:
        """Whether a verdict changes the check's outcome on any day."""
        return self.once(verdict).outcomes != self.stands.outcomes

    def changes_on(self, verdict: Verdict, on: date) -> bool:
        """Whether it changes the outcome of one day."""
        return self.once(verdict).outcomes.at(on) is not self.stands.outcomes.at(on)


class Queue:
    """The review queue at one state of the record, as whoever asked for the assessment may see it.

    What is looked up is worked out once and kept with the queue. One that is made where the record has grown goes on
    from the queue `before` it: what a review does to a check is still so where nothing came that bears on the check.
    """

    def __init__(self, assessment: Assessment, before: "Queue | None" = None):
        self.assessment = assessment
        self._effects: dict[tuple[int, Reviewed | None, int], Effect] = before._effects if before else {}

    @cached_property
    def asked(self) -> Mapping[int, Asked]:
        """The latest request about each record, by its number, made since the record stands as it does; one that was
        rejected is none."""
        entries = self.assessment.entries
        requests = [
            (e.number, e.evidence)
            for drawer in self.assessment.rows.by_subject.values()
            for e in drawer.get("request", ())
            if isinstance(e.evidence, Request) and e.evidence.about is not None and e.counts
        ]
        found: dict[int, Asked] = {}
        for number, request in sorted(requests, key=lambda pair: pair[0]):
            about = entries.get(request.about or "")
            if about is not None and about.number < number:
                found[about.number] = Asked(request, self._answer_to(request))
        return found

    @cached_property
    def waiting(self) -> Sequence[Entry]:
        """The records that wait for a review, oldest recorded first."""
        return [e for e in self._needed if e.review in UNREVIEWED]

    @cached_property
    def asked_about(self) -> Sequence[Entry]:
        """Those of them about which something was asked, oldest recorded first."""
        return [e for e in self.waiting if e.number in self.asked]

    @cached_property
    def reviewed(self) -> Sequence[Entry]:
        """The records that have the review that they need, oldest recorded first."""
        return [e for e in self._needed if e.review not in UNREVIEWED]

    @cached_property
    def unreviewed(self) -> Sequence[Entry]:
        """Every record that nobody has reviewed, whether a check waits for it or not, oldest recorded first."""
        found = (e for e in self.assessment.entries.values() if e.review in UNREVIEWED)
        return sorted(found, key=lambda e: e.number)

    def chosen(self, choice: Choice, recorded: Mapping[int, Recording]) -> Sequence[Entry]:
        """The records that a choice names, oldest recorded first. `recorded` tells how each was recorded, where the choice
        asks for that."""
        found = self.in_state(choice.state)
        if choice.kind is not None:
            found = [e for e in found if e.evidence.kind == choice.kind]
        if choice.numbers is not None:
            found = [e for e in found if e.number in choice.numbers]
        if choice.filed_as is not None:
            found = [
                e for e in found if e.number in recorded and recorded[e.number].capacity == choice.filed_as
            ]
        if choice.obligation is not None:
            serving = self._serving(choice.obligation)
            found = [e for e in found if e.number in serving]
        return found

    def in_state(self, state: State) -> Sequence[Entry]:
        """The records in a state, oldest recorded first."""
        match state:
            case "waiting":
                return self.waiting
            case "asked":
                return self.asked_about
            case "reviewed":
                return self.reviewed
            case "unreviewed":
                return self.unreviewed

    def _serving(self, obligation: str) -> set[int]:
        """The numbers of the records that serve a check of an obligation; none for one that is not there."""
        history = self.assessment.obligations.get(obligation)
        found: set[int] = set()
        for check in history.criteria if history else ():
            near = self.assessment.rows.about(bears_on(check.obligation, check.criterion))
            found |= {e.number for e in near if _reads(check, e.evidence) or _decides(check, e)}
        return found

    def progress(self, numbers: range) -> Progress:
        """How far the reviews of the records with these numbers have come."""
        waiting, asked, reviewed = (
            len(_recorded_within(entries, numbers))
            for entries in (self.waiting, self.asked_about, self.reviewed)
        )
        return Progress(waiting, asked, reviewed)

    def checks(self, entry: Entry) -> list[CriterionHistory]:
        """The checks that a record serves: those whose rule reads it, or whose going on it bears on; in the catalogue's
        order."""
        near = {id(c): c for name in entry.evidence.found_by for c in self._by_name.get(name, ())}
        found = [c for c in near.values() if _reads(c, entry.evidence) or _decides(c, entry)]
        return sorted(found, key=lambda c: self._places[c.obligation.key])

    def effects(self, entry: Entry) -> tuple[Effect, ...]:
        """What a review of a record does to each check that it serves, reckoned as it will be once the review is made."""
        return tuple(self._effect(entry, check) for check in self.checks(entry))

    def _effect(self, entry: Entry, stands: CriterionHistory) -> Effect:
        question = entry.number, entry.review, id(stands)
        kept = self._effects.get(question)
        # Another check may stand where one that is gone stood before.
        if kept is not None and kept.stands is stands:
            return kept
        for old in list(self._effects)[: len(self._effects) - MOST_EFFECTS + 1]:
            self._effects.pop(old, None)
        accepted, rejected = (self._once(entry, verdict, stands) for verdict in VERDICTS)
        needs = stands.criterion.accepted and _reads(stands, entry.evidence)
        found = self._effects[question] = Effect(stands, accepted, rejected, needs)
        return found

    def _once(self, entry: Entry, verdict: Verdict, stands: CriterionHistory) -> CriterionHistory:
        assessment = self.assessment
        if entry.review == verdict:
            return stands
        rows = assessment.rows.replaced([entry], [entry._replace(review=verdict)])
        return CriterionHistory(
            assessment.catalogue, stands.obligation, stands.criterion, rows, assessment.horizon
        )

    @cached_property
    def _needed(self) -> list[Entry]:
        """The records that need a review, by number."""
        rows, entries = self.assessment.rows, self.assessment.entries
        found: dict[int, Entry] = {}
        for each in self._criteria:
            if each.criterion.accepted:
                check = each.criterion.check
                found |= {e.number: e for e in rows.about(check.subjects(), check.kinds())}
        found |= {
            e.number: e for e in entries.values() if e.review == "resubmitted" or e.number in self.asked
        }
        # Of several rows with one key, one of them set aside, the one that may be read.
        return [e for _, e in sorted(found.items()) if entries.get(e.evidence.key) is e]

    def _answer_to(self, request: Request) -> Answer | None:
        given = self.assessment.rows.about(request.subject, ("answer",))
        answers = [e.evidence for e in given if e.counts and isinstance(e.evidence, Answer)]
        return next((answer for answer in reversed(answers) if answer.request == request.key), None)

    @cached_property
    def _criteria(self) -> Sequence[CriterionHistory]:
        return [criterion for o in self.assessment.obligations.values() for criterion in o.criteria]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: place for place, key in enumerate(self.assessment.obligations)}

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[CriterionHistory]]:
        """The checks that what is found under a name may bear on."""
        found: defaultdict[str, list[CriterionHistory]] = defaultdict(list)
        for each in self._criteria:
            for name in bears_on(each.obligation, each.criterion):
                found[name].append(each)
        return found


def _recorded_within(entries: Sequence[Entry], numbers: range) -> Sequence[Entry]:
    """Those of some records, oldest recorded first, that have one of these numbers."""
    first = bisect_left(entries, numbers.start, key=_number)
    return entries[first : bisect_left(entries, numbers.stop, lo=first, key=_number)]


def _number(entry: Entry) -> int:
    return entry.number


def _reads(check: CriterionHistory, record: Evidence) -> bool:
    rule = check.criterion.check
    return record.kind in rule.kinds() and not rule.subjects().isdisjoint(record.found_by)


def _decides(check: CriterionHistory, entry: Entry) -> bool:
    record, obligation = entry.evidence, check.obligation
    near = record.kind in INSTRUMENTS and not going_on(obligation).isdisjoint(record.found_by)
    return near and bool(bearing_on(obligation, [entry]))


def due_in_view(checks: Collection[CriterionHistory], on: date) -> date | None:
    """Of the known due dates of some checks the first that is not past on a day; where all are past, the last; None where
    none is known. Of a check that is short it is the due date of what is short."""
    known = (check.glance(on).due or check.criterion.due for check in checks)
    due = sorted({day for day in known if isinstance(day, date)})
    return next((day for day in due if day >= on), due[-1] if due else None)
