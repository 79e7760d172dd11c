"""The outcome of a criterion on every day, from the raw evidence: rows, outcomes, disputes, doubt, one day at a time."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

from compliance.catalogue import Catalogue, Criterion
from compliance.evidence import Evidence
from compliance.evidence.instrument import Instrument
from compliance.finding import Entry
from compliance.outcomes import Outcome
from compliance.rules.rule import Duty
from tests.naive.books import Book, LedgerBook, Look, look

ONE_DAY = timedelta(days=1)
Reading = Callable[[Criterion, Sequence[Evidence], Duty], Book]
"""What reads the asks and gives of a criterion out of records."""


def by_the_rule(criterion: Criterion, records: Sequence[Evidence], duty: Duty) -> Book:
    """The asks and gives as the rule itself writes them."""
    return LedgerBook(criterion.check.ledger(records, duty))


def every_day(first: date, last: date) -> list[date]:
    """The days from one to another, both included."""
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def outcomes(
    catalogue: Catalogue,
    criterion: Criterion,
    entries: Sequence[Entry],
    horizon: date,
    reading: Reading = by_the_rule,
) -> dict[date, Outcome]:
    """The outcome on every day from the decree's effective date to the horizon, in public: where it would be another one
    with rows that are set aside let in, one cannot tell."""
    days = every_day(catalogue.case.effective, horizon)
    reasons = sorted({e.set_aside for e in entries if e.set_aside is not None})
    worlds = [
        _World(catalogue, criterion, rows_with(entries, let_in), days, reading).outcomes()
        for size in range(len(reasons) + 1)
        for let_in in combinations(reasons, size)
    ]
    return {
        on: here[0] if len(set(here)) == 1 else Outcome.CANNOT_TELL
        for on, here in ((on, [world[on] for world in worlds]) for on in days)
    }


def rows_with(entries: Iterable[Entry], let_in: Collection[str]) -> list[Entry]:
    """The rows that count, once those set aside for some reasons do too: of each key the last one."""
    here = [
        e for e in sorted(entries, key=lambda e: e.number) if e.set_aside is None or e.set_aside in let_in
    ]
    last = {e.evidence.key: e for e in here}
    return [e for e in here if last[e.evidence.key] is e]


class _World:
    """One criterion on some rows that count."""

    def __init__(
        self,
        catalogue: Catalogue,
        criterion: Criterion,
        rows: Sequence[Entry],
        days: Sequence[date],
        reading: Reading,
    ):
        self._criterion, self._days, self._reading = criterion, days, reading
        self._obligation = catalogue.obligations[0]
        self._rows = [e for e in rows if e.review != "rejected"]
        self._silence_is_no = (criterion.silence or catalogue.silence) == "not_met"
        begins = self._obligation.begins
        self._begins = days[0] if isinstance(begins, str) else begins
        dues = [(on, self._due(on)) for on in days]
        moved = [later for earlier, later in pairwise(dues) if earlier[1] != later[1]]
        self._duty = Duty(max(self._begins, days[0]), days[-1], dues[0][1], tuple(moved))
        self._open = {on: any(_asks(e, on) for e in self._questions()) for on in days}

    def _due(self, on: date) -> date | None:
        """The due date that holds on a day: the criterion's own, or that of the last order that acts; where it may be one of
        several, unknown once the first of them is past."""
        own = self._criterion.due if isinstance(self._criterion.due, date) else None
        orders = [
            i
            for i in (
                _instrument(e) for e in self._rows if isinstance(e.evidence, Instrument) and self._decides(e)
            )
            if i.effect == "moves due date"
            and self._obligation.key in i.obligations
            and (not i.criteria or self._criterion.key in i.criteria)
        ]
        surely = [i for i in orders if i.acts.latest <= on]
        may = [
            i for i in orders if i.acts.earliest <= on and not any(_came_after(other, i) for other in surely)
        ]
        dues = {i.new_due for i in may} | (set() if surely else {own})
        known = sorted(due for due in dues if due is not None)
        return (
            known[0] if known and (len(dues) == 1 or (len(known) == len(dues) and on <= known[0])) else None
        )

    def outcomes(self) -> dict[date, Outcome]:
        read = self._criterion.check.subjects()
        records = [e.evidence for e in self._rows if read & set(e.evidence.subject)]
        try:
            plain = self._on(records)
            differing = [
                (self._on(_only(one, rivals, records)), self._on(_only(other, rivals, records)))
                for rivals, one, other in _disagreeing(records)
            ]
        except Exception:
            return {on: self._frame(on) or Outcome.RULE_ERROR for on in self._days}
        return {
            on: self._frame(on)
            or (Outcome.CONTRADICTED if any(a[on] is not b[on] for a, b in differing) else plain[on])
            for on in self._days
        }

    def _frame(self, on: date) -> Outcome | None:
        """The outcome, where it does not rest on what the rule says."""
        if on < self._begins:
            return Outcome.NOT_IN_FORCE
        endings = [e for e in self._bearing("ends duty") if self._decides(e)]
        if any(_instrument(e).acts.latest <= on for e in endings):
            return Outcome.NOT_APPLICABLE
        return None

    def _on(self, records: Sequence[Evidence]) -> dict[date, Outcome]:
        """What some records come to on every day, where the duty is in force and nothing is in dispute."""
        sure = [r for r in records if self._counts_now(r)]
        with_all, with_sure = self._looks(records), self._looks(sure)
        return {on: self._of_looks(on, with_all, with_sure) for on in self._days}

    def _counts_now(self, record: Evidence) -> bool:
        """Whether a record counts without a further look by a person."""
        review = next(e.review for e in self._rows if e.evidence is record)
        return review == "accepted" or (review is None and not self._criterion.accepted)

    def _looks(self, records: Sequence[Evidence]) -> dict[date, Look]:
        book = self._reading(self._criterion, records, self._duty)
        once_filled: set[str] = set()
        return {on: look(book, on, once_filled) for on in self._days}

    def _of_looks(self, on: date, with_all: dict[date, Look], with_sure: dict[date, Look]) -> Outcome:
        both = (with_all[on], with_sure[on])
        let_in, sure = both
        is_no = self._silence_is_no or all(each.denied for each in both)
        if all(each.overdue for each in both) and is_no and self._not_the_question_alone(on, with_all):
            return Outcome.LAPSED if sure.lost == sure.overdue else Outcome.NOT_MET
        if all(each.standing == "short" for each in both):
            return Outcome.CANNOT_TELL
        due = self._due(on)
        early = due is not None and on <= due
        if all(each.standing == "nothing" for each in both) and not early:
            return Outcome.CANNOT_TELL
        if let_in.standing != sure.standing or let_in.standing == "to be judged":
            return Outcome.NEEDS_REVIEW
        if self._open[on] and let_in.standing in ("filled", "waiting"):
            return Outcome.NEEDS_REVIEW
        return Outcome.MET if let_in.standing == "filled" else Outcome.NOT_YET_DUE

    def _not_the_question_alone(self, on: date, with_all: dict[date, Look]) -> bool:
        """Whether no question is open, or it was overdue before the day on which there came to be one."""
        while on >= self._days[0] and self._open[on]:
            on -= ONE_DAY
            if on < self._days[0]:
                return False
        return bool(with_all[on].overdue)

    def _bearing(self, effect: str) -> Iterator[Entry]:
        for e in self._rows:
            if (
                isinstance(e.evidence, Instrument)
                and e.evidence.effect == effect
                and self._obligation.continues_with in e.evidence.subject
            ):
                yield e

    def _decides(self, entry: Entry) -> bool:
        """Whether an instrument may settle whether the duty goes on: of a kind that the catalogue lets do so, told by a
        source, and not waiting for a review."""
        made = _instrument(entry)
        return made.type in self._obligation.ends_by and not made.inferred and entry.review != "resubmitted"

    def _questions(self) -> list[tuple[date, date | None]]:
        """For each open question its first day and the day on which it is settled."""
        opened = [
            *self._bearing("opens question"),
            *(e for e in self._bearing("ends duty") if not self._decides(e)),
        ]
        settled = [_instrument(e).happened for e in self._bearing("keeps duty") if self._decides(e)]
        found = []
        for e in opened:
            asked = _instrument(e).happened
            after = [when.latest for when in settled if when.earliest >= asked.latest]
            found.append((asked.earliest, min(after, default=None)))
        return found


def _asks(question: tuple[date, date | None], on: date) -> bool:
    opened, settled = question
    return opened <= on and (settled is None or on < settled)


def _instrument(entry: Entry) -> Instrument:
    assert isinstance(entry.evidence, Instrument)
    return entry.evidence


def _came_after(one: Instrument, other: Instrument) -> bool:
    """Whether an order surely holds instead of another: the one made later does; of two made on one day, the one that
    acts later."""
    if one.happened.exact and one.happened == other.happened:
        return one.acts.earliest > other.acts.latest
    return one.happened.earliest > other.happened.latest


def _disagreeing(records: Sequence[Evidence]) -> Iterator[tuple[list[Evidence], Evidence, Evidence]]:
    """Each two records that cannot both be right, with all that tell of the same thing; what is inferred is no source's
    word."""
    told = [r for r in records if r.inferred is None]
    for one, other in combinations(told, 2):
        if one.identity == other.identity and one.differs_from(other):
            yield [r for r in told if r.identity == one.identity], one, other


def _only(one: Evidence, rivals: Sequence[Evidence], records: Sequence[Evidence]) -> list[Evidence]:
    """The records as they would be if one were right and all its rivals were not there."""
    return [r for r in records if r is one or not any(r is rival for rival in rivals)]
