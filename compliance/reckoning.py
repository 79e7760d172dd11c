"""What one criterion comes to on every day, on the rows given: its ledger, its disputes, its outcomes."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations

from compliance.asks import Ledger, Tally
from compliance.catalogue import Catalogue, Criterion, Obligation
from compliance.events import Events
from compliance.evidence import Evidence
from compliance.finding import Entry
from compliance.outcomes import Outcome, Situation, decide
from compliance.rules.rule import Duty
from compliance.timeline import ONE_DAY, Timeline, sum_of_spans, together

log = logging.getLogger(__name__)


def read_by(criterion: Criterion, entries: Sequence[Entry]) -> list[Entry]:
    """The rows that a criterion's rule reads, by subject and kind."""
    subjects = criterion.check.subjects()
    return [
        e
        for e in entries
        if subjects & set(e.evidence.subject) and isinstance(e.evidence, criterion.check.reads)
    ]


class Reckoning:
    """One criterion over all days from the decree's effective date to the horizon, on some rows: all of them count,
    whatever else is said of them.

    `failure` is the error of a rule that failed. `disputes` are records that contradict each other, with the days
    on which it decides which one is right.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        obligation: Obligation,
        criterion: Criterion,
        entries: Sequence[Entry],
        horizon: date,
    ):
        self.catalogue, self.obligation, self.criterion = catalogue, obligation, criterion
        self.first, self.stop = catalogue.case.effective, horizon + ONE_DAY
        due = criterion.due if isinstance(criterion.due, date) else None
        begins = self.first if obligation.begins == "unknown" else obligation.begins
        self.duty = Duty(max(begins, self.first), horizon, due)
        self.events = Events.of(obligation, entries)
        self.entries = read_by(criterion, entries)
        self.failure: str | None = None
        self.disputes: list[tuple[Timeline[bool], tuple[Evidence, ...]]] = []
        self.outcomes = self._outcomes()

    @cached_property
    def ledger(self) -> Ledger:
        """What is asked and given, with every record that counts."""
        return self.criterion.check.ledger(self._read(self.entries), self.duty)

    @cached_property
    def records(self) -> Mapping[str, Evidence]:
        """The records that count, by key."""
        return {record.key: record for record in self._read(self.entries)}

    def _read(self, entries: Sequence[Entry]) -> list[Evidence]:
        return [e.evidence for e in entries if e.review != "rejected"]

    def _outcomes(self) -> Timeline[Outcome]:
        try:
            base = self._evaluate(self._read(self.entries))
            self.disputes = list(self._find_disputes())
        except Exception as error:
            # A rule that fails must be seen as failed and never stop the other checks.
            log.exception(
                "rule %s failed on %s/%s", self.criterion.check.name, self.obligation.key, self.criterion.key
            )
            self.failure = f"{type(error).__name__}: {error}"
            base = Timeline.constant(Situation(in_force=True, failed=True), self.first, self.stop)
        in_force = self._in_force()
        ended = sum_of_spans([(first, None, 1) for first, _ in self.events.ends], self.first, self.stop)
        disputed: Timeline[int] = Timeline.constant(0, self.first, self.stop)
        for dispute, _ in self.disputes:
            disputed = together(lambda a, b: a + b, disputed, dispute)
        return together(
            lambda s, lives, over, differs: decide(
                s._replace(in_force=bool(lives), ended=bool(over), disputed=bool(differs))
            ),
            base,
            in_force,
            ended,
            disputed,
        )

    def _in_force(self) -> Timeline[int]:
        begins = self.obligation.begins
        return sum_of_spans([(self.first if begins == "unknown" else begins, None, 1)], self.first, self.stop)

    def _evaluate(self, records: Sequence[Evidence]) -> Timeline[Situation]:
        """The situation on every day, before in force, ended and disputed: one sweep, or two where some records count
        only once a person has accepted them."""
        check = self.criterion.check
        let_in = check.ledger(records, self.duty).tally(self.first, self.stop)
        strict = let_in
        if unsure := [e for e in self.entries if not e.is_sure(accepted=self.criterion.accepted)]:
            # By identity: a record in a world of its own may equal one that is left out.
            out = {id(e.evidence) for e in unsure}
            sure = [record for record in records if id(record) not in out]
            strict = check.ledger(sure, self.duty).tally(self.first, self.stop)
        open_now = sum_of_spans([(f, last, 1) for f, last, _ in self.events.questions], self.first, self.stop)
        overdue_before = self._overdue_before_question(let_in, open_now)
        before_due = sum_of_spans(
            [(self.first, self.duty.due, 1)] if self.duty.due else [], self.first, self.stop
        )
        silence = (self.criterion.silence or self.catalogue.silence) == "not_met"

        def situate(tally: Tally, own: Tally, questions: int, overdue: bool, early: int) -> Situation:
            unreviewed_decide = _standing(tally) != _standing(own)
            judged = tally.short > 0 and tally.short_of_records == 0
            short_either_way = tally.short_of_records > 0 and own.short_of_records > 0
            stands = _standing(tally) in ("filled", "waiting")
            return Situation(
                in_force=True,
                short_past_due=short_either_way
                and tally.short_past_due > 0
                and own.short_past_due > 0
                and (not questions or overdue),
                was_filled=0 < own.lapsed == own.short_past_due,
                silence_is_no=silence,
                short_of_records=short_either_way,
                nothing_on_record=not early and _standing(tally) == _standing(own) == "nothing",
                person_awaited=unreviewed_decide or judged or (questions > 0 and stands),
                asked=tally.asked > 0,
                all_filled=_standing(tally) == "filled",
            )

        return together(situate, let_in, strict, open_now, overdue_before, before_due)

    def _overdue_before_question(self, tally: Timeline[Tally], open_now: Timeline[int]) -> Timeline[bool]:
        """While questions are open, whether it was short past due the day before they opened: only then can it be so
        after, since a question alone makes nothing lapsed or not met."""

        def overdue(opened: date) -> bool:
            return opened > self.first and tally.at(opened - ONE_DAY).short_past_due > 0

        spells = open_now.map(bool).steps()
        return Timeline.from_changes(((s.first, s.value and overdue(s.first)) for s in spells), self.stop)

    def _find_disputes(self) -> Iterator[tuple[Timeline[bool], tuple[Evidence, ...]]]:
        """Records that describe one thing differently, with the days on which it decides which one is right.

        What was inferred is no source's word, so it contradicts none.
        """
        records = self._read(self.entries)
        by_thing: dict[str, list[Evidence]] = {}
        for record in records:
            if record.inferred is None:
                by_thing.setdefault(record.identity, []).append(record)
        for rivals in by_thing.values():
            if not any(one.differs_from(other) for one, other in combinations(rivals, 2)):
                continue
            each = []
            for chosen in rivals:
                world = [r for r in records if r is chosen or r not in rivals]
                each.append(self._evaluate(world).map(decide))
            yield together(lambda *outcomes: len(set(outcomes)) > 1, *each), tuple(rivals)


def _standing(tally: Tally) -> str:
    if tally.asked:
        if tally.short:
            return "short" if tally.short_of_records else "to be judged"
        return "filled"
    if tally.pending:
        return "filled" if tally.ready else "waiting"
    return "nothing"
