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
        of_records = any(
            not a.of_person and a.start <= day and (a.stop is None or day <= a.stop) for a in own
        )
        past_due = of_records and need_dated > have + perhaps
        counts["of_records"] += need > have and of_records
        counts["past_due"] += past_due
        counts["lapsed"] += past_due and was_filled
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


def test_an_ask_and_a_give_of_one_day_stand_on_that_day_and_on_no_other() -> None:
    day = date(2020, 1, 10)
    ledger = Ledger((Ask("a", 1, day, day),), (Give("a", 1, day, day, "r"),))
    around_it = [day - ONE_DAY, day, day + ONE_DAY]
    assert [len(ledger.asks_on(on)) for on in around_it] == [0, 1, 0]
    assert [len(ledger.gives_on(on)) for on in around_it] == [0, 1, 0]
    swept = tally(ledger, FIRST, STOP)
    assert [swept.at(on)[:2] for on in around_it] == [(0, 0), (1, 0), (0, 0)]


def test_an_ask_of_one_day_that_is_still_to_come_is_waited_for() -> None:
    day = date(2020, 1, 10)
    swept = tally(Ledger((Ask("a", 1, day, day, due=day - ONE_DAY),), ()), FIRST, STOP)
    assert [(s.first, s.value.pending) for s in swept.steps()] == [(FIRST, 1), (day, 0), (day + ONE_DAY, 0)]


def test_what_was_filled_and_runs_out_is_short_from_the_next_day_and_has_lapsed() -> None:
    due, end = FIRST - ONE_DAY, date(2020, 1, 10)
    swept = tally(Ledger((Ask("a", 1, FIRST, due=due),), (Give("a", 1, FIRST, end, "r"),)), FIRST, STOP)
    assert [(s.first, s.value.short, s.value.lapsed) for s in swept.steps()] == [
        (FIRST, 0, 0),
        (end + ONE_DAY, 1, 1),
    ]


def test_a_later_ask_for_more_makes_a_filled_slot_short_until_more_is_given() -> None:
    more, given_, again = date(2020, 1, 10), date(2020, 1, 15), date(2020, 1, 20)
    asked = (Ask("a", 1, FIRST, due=FIRST - ONE_DAY), Ask("a", 2, more, due=more - ONE_DAY))
    gives_ = (Give("a", 1, FIRST, None, "r1"), Give("a", 2, given_, again, "r2"))
    swept = tally(Ledger(asked, gives_), FIRST, STOP)
    assert [(s.first, s.value.short) for s in swept.steps()] == [
        (FIRST, 0),
        (more, 1),
        (given_, 0),
        (again + ONE_DAY, 1),
    ]


def test_something_that_waits_is_ready_only_once_every_slot_has_all_it_will_need() -> None:
    later, filled = date(2020, 1, 20), date(2020, 1, 10)
    asked = (
        Ask("a", 1, later, due=later - ONE_DAY),
        Ask("a", 1, later, due=later - ONE_DAY),
        Ask("b", 1, later, due=later - ONE_DAY),
    )
    half = (Give("a", 1, FIRST, None, "r1"), Give("b", 1, FIRST, None, "r2"))
    assert not tally(Ledger(asked, half), FIRST, STOP).at(filled).ready
    whole = tally(Ledger(asked, (*half, Give("a", 1, filled, None, "r3"))), FIRST, STOP)
    assert [(s.first, s.value.ready) for s in whole.steps()] == [
        (FIRST, False),
        (filled, True),
        (later, False),
    ]
    alone = tally(Ledger(asked[2:], half), FIRST, STOP)
    assert (alone.at(FIRST).pending, alone.at(FIRST).ready) == (1, True)


def test_asks_one_after_the_other_need_no_more_together_than_the_larger_of_them() -> None:
    first, last = date(2020, 1, 10), date(2020, 1, 19)
    asked = (
        Ask("a", 1, first, last, due=first - ONE_DAY),
        Ask("a", 2, last + ONE_DAY, due=last),
    )
    swept = tally(Ledger(asked, (Give("a", 2, FIRST, None, "r"),)), FIRST, STOP)
    assert swept.at(FIRST).ready
    assert not tally(Ledger(asked, (Give("a", 1, FIRST, None, "r"),)), FIRST, STOP).at(FIRST).ready


def test_a_tally_of_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="a tally covers at least one day"):
        tally(Ledger((), ()), FIRST, FIRST)


def test_an_ask_after_a_due_date_asks_one_thing() -> None:
    assert Ask.after("a", FIRST, begins=FIRST).amount == 1


def test_what_runs_out_before_the_rest_comes_does_not_fill_together_with_it() -> None:
    first = Give("a", 1, FIRST, date(2020, 1, 5), "r1")
    asked = (Ask("a", 2, FIRST),)

    def since(start: date) -> date | None:
        return Ledger(asked, (first, Give("a", 1, start, None, "r2"))).filled_since("a")

    assert since(date(2020, 1, 5)) == date(2020, 1, 5)
    assert since(date(2020, 1, 6)) is None


def test_filled_since_weighs_against_what_was_asked_first_and_knows_no_slot_that_is_never_asked() -> None:
    asked = (Ask("a", 1, FIRST), Ask("a", 2, date(2020, 1, 20)))
    ledger = Ledger(asked, (Give("a", 1, date(2020, 1, 3), None, "r1"), Give("b", 1, FIRST, None, "r2")))
    assert ledger.filled_since("a") == ledger.perhaps_filled_since("a") == date(2020, 1, 3)
    assert ledger.filled_since("b") is None


VAGUE = When(earliest=date(2020, 1, 5), latest=date(2020, 1, 8))
EXACT = When(earliest=date(2020, 1, 5), latest=date(2020, 1, 5))
ENDS = When(earliest=date(2020, 1, 20), latest=date(2020, 1, 23))


def test_a_fact_with_no_end_known_gives_and_asks_for_good() -> None:
    assert gives_during("a", EXACT, None, "r") == [Give("a", 1, EXACT.latest, None, "r")]
    assert gives_during("a", VAGUE, None, "r") == [
        Give("a", 1, VAGUE.latest, None, "r"),
        Give("a", 1, VAGUE.earliest, VAGUE.latest - ONE_DAY, "r", False),
    ]
    assert gives_during("a", VAGUE, None, "r", inferred=True) == [
        Give("a", 1, VAGUE.earliest, None, "r", False)
    ]
    assert gives_during("a", EXACT, None, "r", inferred=True) == [
        Give("a", 1, EXACT.earliest, None, "r", False)
    ]
    ask = Ask("a", 1, FIRST, due=FIRST - ONE_DAY)
    assert asks_during(ask, EXACT, None) == [ask._replace(start=EXACT.latest)]
    assert asks_during(ask, VAGUE, None) == [
        ask._replace(start=VAGUE.earliest, stop=VAGUE.latest - ONE_DAY, due=None),
        ask._replace(start=VAGUE.latest),
    ]
    assert asks_during(ask, VAGUE, None, inferred=True) == [ask._replace(start=VAGUE.earliest, due=None)]


def test_a_fact_that_began_on_one_day_and_ended_vaguely_gives_surely_up_to_its_first_possible_end() -> None:
    assert gives_during("a", EXACT, ENDS, "r") == [
        Give("a", 1, EXACT.latest, ENDS.earliest - ONE_DAY, "r"),
        Give("a", 1, ENDS.earliest, ENDS.latest - ONE_DAY, "r", False),
    ]


def test_a_fact_that_ended_on_the_day_it_began_gives_nothing() -> None:
    assert gives_during("a", EXACT, EXACT, "r") == []
    assert gives_during("a", EXACT, When(earliest=date(2020, 1, 6), latest=date(2020, 1, 6)), "r") == [
        Give("a", 1, EXACT.latest, EXACT.latest, "r")
    ]


@pytest.mark.parametrize("stop", [date(2020, 1, 10), date(2020, 1, 30)])
def test_an_ask_that_stops_is_asked_no_longer_than_the_fact_may_hold_nor_than_itself(stop: date) -> None:
    ask = Ask("a", 1, FIRST, stop, FIRST - ONE_DAY)
    for ends in (None, When(earliest=ENDS.earliest, latest=ENDS.earliest)):
        [part] = asks_during(ask, EXACT, ends)
        assert part.stop == (stop if ends is None else min(stop, ENDS.earliest - ONE_DAY))
    early = ask._replace(stop=EXACT.earliest - ONE_DAY)
    assert asks_during(early, EXACT, None) == []
    [of_one_day] = asks_during(ask._replace(stop=EXACT.earliest), EXACT, None)
    assert of_one_day.stop == of_one_day.start == EXACT.earliest


def test_what_is_filled_for_good_is_asked_only_on_its_days_however_much_it_weighs() -> None:
    begins, ends = date(2020, 1, 10), date(2020, 1, 20)
    ledger = Ledger((Ask("a", 95, begins, ends),), (Give("a", 100, FIRST, None, "r"),))
    swept = tally(ledger, FIRST, STOP)
    assert [(s.first, s.value.asked, s.value.short) for s in swept.steps()] == [
        (FIRST, 0, 0),
        (begins, 1, 0),
        (ends + ONE_DAY, 0, 0),
    ]


def test_sure_and_unsure_gives_add_up_each_for_themselves() -> None:
    two = [Give("a", 1, FIRST, None, "r1"), Give("a", 2, FIRST, None, "r2")]
    unsure = [give._replace(sure=False) for give in two]
    [state] = Ledger((Ask("a", 9, FIRST),), (*two, *unsure, *unsure)).states_on(FIRST).values()
    assert (state.have, state.perhaps) == (3, 6)
