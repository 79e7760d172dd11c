"""The sweep over asks and gives against a recount of every single day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.asks import Ask, Give, Ledger, asks_during, gives_during
from compliance.days import When
from compliance.tally import Tally, tally
from compliance.timeline import ONE_DAY

FIRST, STOP = date(2020, 1, 1), date(2020, 2, 1)
DAYS = [FIRST + timedelta(days=n) for n in range((STOP - FIRST).days)]

slots = st.sampled_from(["a", "b", "c"])
around = st.dates(FIRST - timedelta(days=10), STOP + timedelta(days=10))


@st.composite
def asks(draw: st.DrawFn) -> Ask:
    """An ask of any shape, also one that stops before it starts."""
    start = draw(around)
    due = draw(st.sampled_from([None, start - ONE_DAY]))
    stop = draw(st.none() | around)
    never_before = due is None and draw(st.booleans())
    of_person, denied = draw(st.booleans()), draw(st.booleans())
    return Ask(draw(slots), draw(st.integers(1, 3)), start, stop, due, "", of_person, never_before, denied)


gives = st.builds(
    Give, slots, st.integers(1, 3), around, st.none() | around, st.sampled_from(["r1", "r2"]), st.booleans()
)
ledgers = st.builds(Ledger, st.lists(asks(), max_size=6).map(tuple), st.lists(gives, max_size=6).map(tuple))


def weigh(ledger: Ledger, slot: str, day: date) -> tuple[int, int, int, int, int]:
    """What one slot needs on a day, how much of it is past a known due date, what sure and unsure gives weigh, and how
    much of what is past due is denied."""
    asked = [
        a for a in ledger.asks if a.slot == slot and a.start <= day and (a.stop is None or day <= a.stop)
    ]
    given_ = [
        g for g in ledger.gives if g.slot == slot and g.start <= day and (g.stop is None or day <= g.stop)
    ]
    return (
        sum(a.amount for a in asked),
        sum(a.amount for a in asked if a.due is not None),
        sum(g.weight for g in given_ if g.sure),
        sum(g.weight for g in given_ if not g.sure),
        sum(a.amount for a in asked if a.due is not None and a.denied),
    )


def recount(ledger: Ledger, day: date) -> Tally:
    """The tally of one day, counted slot by slot."""
    counts = {"asked": 0, "short": 0, "of_records": 0, "past_due": 0, "lapsed": 0, "denied": 0, "ready": 0}
    names = {ask.slot for ask in ledger.asks}
    for slot in names:
        need, need_dated, have, perhaps, denied = weigh(ledger, slot, day)
        own = [ask for ask in ledger.asks if ask.slot == slot]
        was_filled = any(
            before[0] > 0 and before[0] <= before[2]
            for before in (weigh(ledger, slot, earlier) for earlier in DAYS if earlier <= day)
        )
        counts["asked"] += need > 0
        counts["short"] += need > have
        counts["of_records"] += need > have and any(
            not a.of_person and a.start <= day and (a.stop is None or day <= a.stop) for a in own
        )
        counts["past_due"] += need_dated > have + perhaps
        counts["lapsed"] += need_dated > have + perhaps and was_filled
        counts["denied"] += denied > have + perhaps
        counts["ready"] += have >= max(weigh(ledger, slot, max(ask.start, FIRST))[0] for ask in own)
    waiting = sum(
        1
        for ask in ledger.asks
        if (ask.due is not None or ask.never_before)
        and (ask.stop is None or ask.stop >= ask.start)
        and ask.start > day
    )
    ready = waiting > 0 and bool(names) and counts["ready"] == len(names)
    return Tally(
        counts["asked"],
        counts["short"],
        counts["of_records"],
        counts["past_due"],
        counts["lapsed"],
        counts["denied"],
        waiting,
        ready,
    )


@given(ledgers)
def test_the_sweep_agrees_with_a_recount_of_every_day(ledger: Ledger) -> None:
    swept = tally(ledger, FIRST, STOP)
    for day in DAYS:
        assert swept.at(day) == recount(ledger, day), day


@given(ledgers, st.sampled_from(DAYS))
def test_the_state_of_each_slot_agrees_with_the_recount(ledger: Ledger, day: date) -> None:
    states = ledger.states_on(day)
    asked = {slot for slot in ("a", "b", "c") if weigh(ledger, slot, day)[0] > 0}
    assert set(states) == asked
    for slot, state in states.items():
        need, _, have, perhaps, _ = weigh(ledger, slot, day)
        assert state == (need, have, perhaps)


@given(around, st.integers(0, 9), st.integers(1, 20), st.integers(0, 9), st.booleans())
def test_a_vague_fact_gives_surely_only_while_it_surely_holds(
    first: date, vague: int, length: int, vague_end: int, inferred: bool
) -> None:
    begins = When(earliest=first, latest=first + timedelta(days=vague))
    end = first + timedelta(days=length)
    ends = When(earliest=end, latest=end + timedelta(days=vague_end))
    found = gives_during("a", begins, ends, "r", inferred=inferred)
    for day in (first + timedelta(days=n) for n in range(-2, 45)):
        in_force = [
            give for give in found if give.start <= day and give.stop is not None and day <= give.stop
        ]
        surely = begins.latest <= day < ends.earliest
        perhaps = begins.earliest <= day < ends.latest
        assert any(give.sure for give in in_force) == (surely and not inferred), day
        assert bool(in_force) == perhaps, day
        assert len(in_force) <= 1, f"counted twice on {day}"


def test_a_due_ask_starts_the_day_after_its_due_date_and_never_before_the_duty() -> None:
    begins = date(2020, 1, 10)
    assert Ask.after("a", date(2020, 1, 15), begins=begins).start == date(2020, 1, 16)
    assert Ask.after("a", date(2020, 1, 5), begins=begins).start == begins


@pytest.mark.parametrize(("filled", "since"), [("2020-01-05", date(2020, 1, 5)), (None, None)])
def test_filled_since_is_the_first_day_on_which_sure_gives_weigh_enough(
    filled: str | None, since: date | None
) -> None:
    second = [Give("a", 1, date.fromisoformat(filled), None, "r2")] if filled else []
    unsure = Give("a", 5, date(2020, 1, 1), None, "r3", sure=False)
    ledger = Ledger((Ask("a", 2, FIRST),), (Give("a", 1, date(2020, 1, 2), None, "r1"), unsure, *second))
    assert ledger.filled_since("a") == since


@given(around, st.integers(0, 9), st.integers(1, 20), st.integers(0, 9), st.booleans())
def test_a_vague_fact_asks_on_every_possible_day_and_counts_as_due_only_while_it_surely_holds(
    first: date, vague: int, length: int, vague_end: int, inferred: bool
) -> None:
    begins = When(earliest=first, latest=first + timedelta(days=vague))
    end = first + timedelta(days=length)
    ends = When(earliest=end, latest=end + timedelta(days=vague_end))
    duty = first + timedelta(days=2)
    ask = Ask("a", 1, duty, due=duty - ONE_DAY)
    found = asks_during(ask, begins, ends, inferred=inferred)
    for day in (first + timedelta(days=n) for n in range(-2, 45)):
        in_force = Ledger(tuple(found), ()).asks_on(day)
        perhaps = begins.earliest <= day < ends.latest and day >= duty
        surely = begins.latest <= day < ends.earliest and day >= duty and not inferred
        assert bool(in_force) == perhaps, day
        assert any(part.due is not None for part in in_force) == surely, day
        assert len(in_force) <= 1, f"asked twice on {day}"
