"""What one criterion comes to on every day, on the rows given: its ledger, its disputes, its outcomes."""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import combinations
from operator import or_

from compliance.asks import Ask, Give, Ledger
from compliance.catalogue import Catalogue, Criterion, Obligation
from compliance.events import Events, moved, moving
from compliance.evidence import Evidence
from compliance.evidence.instrument import of_obligation
from compliance.finding import WAITING, Aside, Entry, Reviewed
from compliance.outcomes import Outcome, Situation, decide
from compliance.rows import Rows
from compliance.rules.rule import Duty, Would
from compliance.tally import Tally, tally
from compliance.timeline import ONE_DAY, Timeline, in_any, together
from compliance.world import World

log = logging.getLogger(__name__)

AFTER_ALL = 2**31
"""The number of rows that have not come yet."""


def unsure(criterion: Criterion, entries: Sequence[Entry]) -> list[Entry]:
    """The rows that count for a criterion only once a person has accepted them."""
    waiting = WAITING[criterion.accepted]
    return [e for e in entries if e.review in waiting]


INSTRUMENTS = ("instrument",)


def read_by(criterion: Criterion, rows: Rows, reasons: Sequence[Aside] = ()) -> Sequence[Entry]:
    """The rows that a criterion's rule reads and that count, once those set aside for these reasons do too."""
    return rows.holding(criterion.check.subjects(), criterion.check.kinds(), reasons)


def bears_on(obligation: Obligation, criterion: Criterion) -> set[str]:
    """The subjects whose records can change a criterion's outcome."""
    return criterion.check.subjects() | going_on(obligation)


def going_on(obligation: Obligation) -> set[str]:
    """The names under which instruments are found that bear on whether a duty goes on, or on its due dates."""
    own = {of_obligation(obligation.key)}
    return own | {obligation.continues_with} if obligation.continues_with else own


class Reckoning:
    """One criterion over all days from the decree's effective date to the horizon, on the rows that count, and those that
    are set aside for some `reasons` let in.

    `failure` is the error of a rule that failed. `disputes` are records that contradict each other, with the days
    on which it decides which one is right.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        obligation: Obligation,
        criterion: Criterion,
        rows: Rows,
        horizon: date,
        reasons: Sequence[Aside] = (),
        beside: "Reckoning | None" = None,
    ):
        self.catalogue, self.obligation, self.criterion = catalogue, obligation, criterion
        self.horizon = horizon
        self.first, self.stop = catalogue.case.effective, horizon + ONE_DAY
        due = criterion.due if isinstance(criterion.due, date) else None
        begins = self.first if obligation.begins == "unknown" else obligation.begins
        self.instruments = rows.holding(going_on(obligation), INSTRUMENTS, reasons)
        self.orders = moving(obligation, criterion, self.instruments)
        moves = moved(obligation, criterion, self.instruments)
        self.duty = Duty(max(begins, self.first), horizon, due, moves)
        self.events = Events.of(obligation, self.instruments)
        self.entries = read_by(criterion, rows, reasons)
        self._world = self._world_beside(beside)
        self.failure: str | None = None
        self.disputes: list[tuple[Timeline[bool], tuple[Evidence, ...]]] = []
        self.outcomes = self._outcomes()

    @property
    def ledger(self) -> Ledger:
        """What is asked and given, with every record that counts."""
        return self._world.ledger

    @cached_property
    def _unsure(self) -> list[Evidence]:
        return [e.evidence for e in unsure(self.criterion, self.entries)]

    @cached_property
    def _sure_world(self) -> World:
        """The records alone that count without a further look by a person."""
        return self._world.without(self._unsure) if self._unsure else self._world

    def _world_beside(self, other: "Reckoning | None") -> World:
        """The records that count, as they differ from those of another reckoning where that is of the same duty."""
        records = _counting(self.entries)
        if other is None or other.duty != self.duty:
            return World(self.criterion.check, self.duty, records)
        return other._world.on(records)

    def standing_with_and_without(self, on: date) -> tuple[str, str]:
        """How the slots stand on a day with the records that nobody has reviewed let in, and without them."""
        with_them, without = (
            _standing(tally(world.ledger, on, on + ONE_DAY).at(on))
            for world in (self._world, self._sure_world)
        )
        return with_them, without

    def met_once(self, would: Would, on: date) -> bool:
        """Whether it is met on a day once some records have come and some reviews were made, and was not before."""
        if self.outcomes.at(on) is Outcome.MET:
            return False
        verdicts: dict[str, Reviewed] = dict.fromkeys(would.reject, "rejected")
        verdicts |= dict.fromkeys(would.accept, "accepted")
        here = {e.number: e for e in (*self.entries, *self.instruments)}
        come = [Entry(AFTER_ALL, record) for record in would.records]
        rows = Rows.of(
            [
                e._replace(review=verdicts.get(e.evidence.key, e.review))
                for e in (*(here[n] for n in sorted(here)), *come)
            ]
        )
        then = Reckoning(self.catalogue, self.obligation, self.criterion, rows, self.horizon, beside=self)
        return then.outcomes.at(on) is Outcome.MET

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the rule bears on it: no record waits for a review or is told of by several sources, and no
        event leaves open whether the duty goes on, or ends it."""
        return not (
            unsure(self.criterion, self.entries)
            or any(e.evidence.thing for e in self.entries)
            or self.events.questions
            or self.events.ends
        )

    @cached_property
    def records(self) -> Mapping[str, Evidence]:
        """The records that count, by key."""
        return {record.key: record for record in self._world.records}

    def _outcomes(self) -> Timeline[Outcome]:
        try:
            base = self._situations(self._world, self._sure_world)
            self.disputes = list(self._find_disputes())
        except Exception as error:
            # A rule that fails must be seen as failed and never stop the other checks.
            log.exception(
                "rule %s failed on %s/%s", self.criterion.check.name, self.obligation.key, self.criterion.key
            )
            self.failure = f"{type(error).__name__}: {error}"
            base = Timeline.constant(Situation(in_force=True, failed=True), self.first, self.stop)
        ended = in_any(((first, None) for first, _ in self.events.ends), self.first, self.stop)
        disputed = Timeline.constant(False, self.first, self.stop)
        for dispute, _ in self.disputes:
            disputed = together(or_, disputed, dispute)
        return together(_decided, base, self._in_force(), ended, disputed)

    def _in_force(self) -> Timeline[bool]:
        begins = self.obligation.begins
        return in_any([(self.first if begins == "unknown" else begins, None)], self.first, self.stop)

    def _situations(self, world: World, sure_world: World) -> Timeline[Situation]:
        """The situation on every day, before in force, ended and disputed: one sweep, or two where some records count
        only once a person has accepted them."""
        let_in = tally(world.ledger, self.first, self.stop)
        strict = let_in if sure_world is world else tally(sure_world.ledger, self.first, self.stop)
        open_now = in_any(((f, last) for f, last, _ in self.events.questions), self.first, self.stop)
        overdue_before = self._overdue_before_question(let_in, open_now)
        before_due = in_any(self.duty.not_yet_due(), self.first, self.stop)
        silence = Timeline.constant(
            (self.criterion.silence or self.catalogue.silence) == "not_met", self.first, self.stop
        )
        return together(_situation, let_in, strict, open_now, overdue_before, before_due, silence)

    def _overdue_before_question(self, tally: Timeline[Tally], open_now: Timeline[bool]) -> Timeline[bool]:
        """While questions are open, whether it was short past due the day before they opened: only then can it be so
        after, since a question alone makes nothing lapsed or not met."""

        if not self.events.questions:
            return Timeline.constant(False, self.first, self.stop)

        def overdue(opened: date) -> bool:
            return opened > self.first and tally.at(opened - ONE_DAY).short_past_due > 0

        spells = open_now.steps()
        return Timeline.from_changes(((s.first, s.value and overdue(s.first)) for s in spells), self.stop)

    def _find_disputes(self) -> Iterator[tuple[Timeline[bool], tuple[Evidence, ...]]]:
        """Records that describe one thing differently, with the days on which it decides which one is right.

        What was inferred is no source's word, so it contradicts none.
        """
        for rivals in _told_of_twice(self._world.records):
            disagreeing = [
                (i, j) for i, j in combinations(range(len(rivals)), 2) if rivals[i].differs_from(rivals[j])
            ]
            if not disagreeing:
                continue
            wrong = [[rival for rival in rivals if rival is not chosen] for chosen in rivals]
            worlds = [self._world.without(others) for others in wrong]
            if self._of_no_account(rivals, worlds):
                continue
            sure = [self._sure_world.without(others) for others in wrong] if self._unsure else worlds
            each = [
                self._situations(world, sure_world).map(decide)
                for world, sure_world in zip(worlds, sure, strict=True)
            ]
            which = sorted({i for pair in disagreeing for i in pair})
            yield _differ(each, disagreeing), tuple(rivals[i] for i in which)

    def _of_no_account(self, rivals: Sequence[Evidence], worlds: Sequence[World]) -> bool:
        """Whether it is surely the same to a check which of some rivals is right: it asks and is given the same, and all or
        none of them wait for a review."""
        unsure = {id(record) for record in self._unsure}
        waiting = [id(rival) in unsure for rival in rivals]
        if any(waiting) and not all(waiting):
            return False
        touched = self._world.touched(rivals)
        first, *others = (_alike(world.share(touched)) for world in worlds)
        return all(other == first for other in others)


def _counting(entries: Sequence[Entry]) -> list[Evidence]:
    """The records that no person has rejected."""
    return [e.evidence for e in entries if e.review != "rejected"]


def _told_of_twice(records: Sequence[Evidence]) -> list[list[Evidence]]:
    """Of each thing that several records describe these records. What was inferred is no source's word, and left out."""
    things = {record.thing for record in records if record.thing is not None}
    by_thing: dict[str, list[Evidence]] = {}
    for record in records if things else ():
        # A record may also name another one's key as its thing.
        if record.inferred is None and (record.thing is not None or record.key in things):
            by_thing.setdefault(record.identity, []).append(record)
    return [same for same in by_thing.values() if len(same) > 1]


def _differ(worlds: Sequence[Timeline[Outcome]], pairs: Sequence[tuple[int, int]]) -> Timeline[bool]:
    """The days on which it makes a difference in which world of some pair one is."""

    def decides(*outcomes: Outcome) -> bool:
        return any(outcomes[i] is not outcomes[j] for i, j in pairs)

    return together(decides, *worlds)


def _alike(ledger: Ledger) -> tuple[Counter[Ask], Counter[Give]]:
    """A ledger without what decides no outcome: on which records it rests, and in which order it names them."""
    asks = Counter(ask._replace(because="") for ask in ledger.asks)
    return asks, Counter(Give(g.slot, g.weight, g.start, g.stop, "", g.sure) for g in ledger.gives)


@lru_cache(maxsize=100_000)
def _situation(
    let_in: Tally, strict: Tally, questions: bool, overdue_before: bool, early: bool, silence_is_no: bool
) -> Situation:
    """What is so on one day, from how the slots stand with the records that nobody has reviewed let in, and without."""
    standing = _standing(let_in)
    unreviewed_decide = standing != _standing(strict)
    judged = let_in.short > 0 and let_in.short_of_records == 0
    short_either_way = let_in.short_of_records > 0 and strict.short_of_records > 0
    return Situation(
        in_force=True,
        short_past_due=short_either_way
        and let_in.short_past_due > 0
        and strict.short_past_due > 0
        and (not questions or overdue_before),
        was_filled=0 < strict.lapsed == strict.short_past_due,
        # A recorded "no" is no silence.
        silence_is_no=silence_is_no or (let_in.denied > 0 and strict.denied > 0),
        short_of_records=short_either_way,
        nothing_on_record=not early and not unreviewed_decide and standing == "nothing",
        person_awaited=unreviewed_decide or judged or (questions and standing in ("filled", "waiting")),
        asked=let_in.asked > 0,
        all_filled=standing == "filled",
    )


@lru_cache(maxsize=100_000)
def _decided(situation: Situation, in_force: bool, ended: bool, disputed: bool) -> Outcome:
    return decide(situation._replace(in_force=in_force, ended=ended, disputed=disputed))


def _standing(tally: Tally) -> str:
    if tally.asked:
        if tally.short:
            return "short" if tally.short_of_records else "to be judged"
        return "filled"
    if tally.pending:
        return "filled" if tally.ready else "waiting"
    return "nothing"
