"""The sustainment period as orders and stipulations alone say, and the due dates that orders move."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.catalogue import Catalogue
from compliance.days import When
from compliance.events import moved
from compliance.evidence.instrument import Instrument
from compliance.fitting import There, misfits
from compliance.intake.folder import Folder
from compliance.rows import Rows
from compliance.sustained import Sustained, doubts, step_text, sustained
from compliance.sustainment import Clock, Length, State, Step, clock, steps_of
from tests.small import a_catalogue, as_entries, criterion, d, record

OfBody = Callable[[str, str, str], Clock]
CHECK = criterion("policy_in_force", due="2020-06-30")


def order(
    key: str, happened: str, effect: str = "starts sustainment", type: str = "court order", **fields: Any
) -> Instrument:
    made = record("instrument", key, happened=happened, effect=f"{effect}", type=type, by="A court", **fields)
    assert isinstance(made, Instrument)
    return made


def start(key: str = "start", happened: str = "2020-01-01", **fields: Any) -> Instrument:
    return order(key, happened, **({"years": 2} | fields))


def pause(happened: str, **fields: Any) -> Instrument:
    return order(f"pause-{happened[:10]}", happened, "pauses sustainment", **fields)


def resume(happened: str, **fields: Any) -> Instrument:
    return order(f"resume-{happened[:10]}", happened, "resumes sustainment", **fields)


def reset(happened: str, **fields: Any) -> Instrument:
    return order(f"reset-{happened[:10]}", happened, "resets sustainment", **fields)


def release(happened: str, **fields: Any) -> Instrument:
    return order(f"release-{happened[:10]}", happened, "ends sustainment", **fields)


def told(
    on: str,
    *instruments: Instrument,
    reviews: dict[str, str] | None = None,
    aside: dict[str, str] | None = None,
    **of_obligation: Any,
) -> Sustained:
    """The period of the one paragraph of an obligation on a day."""
    catalogue = a_catalogue(CHECK, **of_obligation)
    rows = Rows.of(as_entries(instruments, reviews, aside))
    in_doubt = doubts(catalogue, rows, d("2030-12-31"))
    [found] = sustained(catalogue.obligations[0], rows.readable(), in_doubt, d(on))
    return found


def at(on: str, *instruments: Instrument, **more: Any) -> Clock:
    return told(on, *instruments, **more).clock


def days(span: Any) -> tuple[int, int] | None:
    return tuple(span) if span is not None else None


def ends(of: Clock) -> str | None:
    return of.ends.written() if of.ends else None


# What it rests on


def test_without_an_instrument_it_is_unknown_and_not_said_to_be_none() -> None:
    found = told("2021-01-01")
    assert found.clock.state is State.UNKNOWN
    assert "is not known; that does not say that none does" in found.text().en
    assert "no dice que no corra" in found.text().es


def test_an_order_starts_it_and_its_days_count_from_the_day_it_takes_effect() -> None:
    found = told("2021-01-01", start())
    assert (found.clock.state, days(found.clock.run), days(found.clock.remaining)) == (
        "running",
        (366, 366),
        (365, 365),
    )
    assert ends(found.clock) == "2022-01-01"
    assert found.text().en == (
        "A sustainment period runs, by the instruments on record, counted from 1 January 2020. 366 days had run on "
        "1 January 2021. Its length: 2 years; 365 days remain. If nothing else happens, it has run on 1 January 2022."
    )
    assert "Su duración: 2 años; quedan 365 días." in found.text().es
    [step] = found.clock.steps
    assert step.evidence == ("start",)
    assert (
        step_text(step).en == "Starts a sustainment period, counted from 1 January 2020. Its length: 2 years."
    )


def test_a_court_may_date_it_back() -> None:
    back = start(happened="2020-05-01", takes_effect="2019-10-08")
    assert ends(at("2021-01-01", back)) == "2021-10-08"
    assert at("2019-12-01", back).state is State.RUNNING
    before = told("2019-10-07", back)
    assert before.clock.state is State.UNKNOWN
    assert before.text().en.endswith("One that acts from 8 October 2019 is on record.")


@pytest.mark.parametrize("kind", ["vote", "law", "recorded decision"])
def test_what_is_neither_an_order_nor_a_stipulation_starts_nothing(kind: str) -> None:
    ends_by = ["court order", "stipulation", kind]
    assert at("2021-01-01", start(type=kind), ends_by=ends_by).state is State.UNKNOWN


def test_a_stipulation_starts_it_only_where_the_catalogue_lets_one_decide() -> None:
    assert at("2021-01-01", start(type="stipulation")).state is State.RUNNING
    assert at("2021-01-01", start(type="stipulation"), ends_by=["court order"]).state is State.UNKNOWN


def test_what_is_inferred_or_rejected_or_waits_for_a_review_after_that_starts_nothing() -> None:
    assert at("2021-01-01", start(inferred="The day.")).state is State.UNKNOWN
    for review in ("rejected", "resubmitted"):
        assert at("2021-01-01", start(), reviews={"start": review}).state is State.UNKNOWN
    assert at("2021-01-01", start(), reviews={"start": "accepted"}).state is State.RUNNING


def test_an_instrument_of_before_these_effects_is_still_read_and_says_nothing_of_sustainment() -> None:
    old = record("instrument", "old", happened="2020-01-01", type="court order", by="A court", effect="none")
    assert isinstance(old, Instrument)
    assert at("2021-01-01", old).state is State.UNKNOWN


# Its course


def test_a_year_ends_on_the_same_date_and_29_february_on_the_28th() -> None:
    assert ends(at("2020-03-01", start(happened="2020-02-29", years=1))) == "2021-02-28"
    assert ends(at("2020-03-01", start(happened="2020-02-29", years=4))) == "2024-02-29"
    assert ends(at("2020-03-01", start(years=None, days=90))) == "2020-03-31"


def test_on_its_last_day_it_still_runs_and_after_it_has_run_out_which_is_no_release() -> None:
    assert (at("2022-01-01", start()).state, days(at("2022-01-01", start()).remaining)) == ("running", (0, 0))
    out = told("2022-01-02", start())
    assert out.clock.state is State.RUN_OUT
    assert (
        "No instrument that ends it is on record here; that does not say that there is none" in out.text().en
    )
    assert "no pone fin a nada" in out.text().es


def test_a_pause_stops_it_and_moves_its_end_by_the_days_of_the_pause() -> None:
    paused = told("2020-06-30", start(), pause("2020-03-01"))
    assert (paused.clock.state, days(paused.clock.run), ends(paused.clock)) == ("paused", (60, 60), None)
    assert days(paused.clock.remaining) == (671, 671)
    assert paused.text().en.endswith("60 days had run. 671 days remain once it runs on.")
    again = at("2020-07-31", start(), pause("2020-03-01"), resume("2020-06-01"))
    assert (again.state, days(again.run), ends(again)) == ("running", (120, 120), "2022-04-03")


def test_a_reset_counts_anew_with_the_length_it_names_or_else_the_one_before() -> None:
    found = told("2021-03-01", start(), reset("2021-01-31"))
    assert (found.clock.anew, days(found.clock.run), ends(found.clock)) == (True, (29, 29), "2023-01-31")
    assert "it was set back and is counted anew from 31 January 2021" in found.text().en
    assert ends(at("2021-03-01", start(), reset("2021-01-31", years=1))) == "2022-01-31"
    assert at("2021-03-01", start(), pause("2020-05-01"), reset("2021-01-31")).state is State.RUNNING


def test_a_release_ends_it_from_its_day() -> None:
    assert at("2021-05-31", start(), release("2021-06-01")).state is State.RUNNING
    found = told("2021-06-01", start(), release("2021-06-01"))
    assert (found.clock.state, found.clock.remaining) == ("ended", None)
    assert found.text().en == "A sustainment period was ended on 1 June 2021, by the instruments on record."
    assert found.text().es.endswith("un periodo de mantenimiento terminó el 1 de junio de 2021.")


def test_what_came_before_the_first_instrument_on_record_stays_unknown() -> None:
    paused = told("2021-01-01", pause("2020-06-01"))
    assert (paused.clock.state, paused.clock.run) == ("paused", None)
    assert paused.text().en.endswith("How long it had run is not on record.")
    on_again = told("2021-01-01", pause("2020-06-01"), resume("2020-09-01"))
    assert (on_again.clock.state, on_again.clock.run, on_again.clock.ends) == ("running", None, None)
    assert "From when its days count is not on record." in on_again.text().en
    assert at("2021-01-01", release("2020-06-01")).state is State.ENDED


def test_a_length_that_no_instrument_names_stays_unknown() -> None:
    found = told("2025-01-01", start(years=None))
    assert (found.clock.state, found.clock.ends) == ("running", None)
    assert found.text().en.endswith("the day on which it would end is not known.")


def test_instruments_that_do_not_fit_together_tell_nothing_until_a_later_one_settles_it() -> None:
    twice = [start(), start("second", "2021-02-01")]
    assert told("2021-03-01", *twice).text().en.startswith("Where a sustainment period stands cannot be told")
    assert at("2021-01-01", *twice).state is State.RUNNING
    assert at("2021-06-01", *twice, release("2021-05-01")).state is State.ENDED
    found = at("2021-06-01", *twice, reset("2021-05-01"))
    assert (found.state, found.ends) == ("running", None)


def test_records_of_one_order_make_one_step() -> None:
    both = [start("one", thing="order"), start("two", thing="order")]
    found = at("2021-01-01", *both)
    assert (found.state, [step.evidence for step in found.steps]) == ("running", [("one", "two")])
    assert at("2021-01-01", start("one"), start("two")).state is State.RUNNING


def test_where_records_of_one_order_differ_neither_is_taken() -> None:
    lengths = [start("one", thing="order"), start("two", thing="order", years=1)]
    assert (at("2021-06-01", *lengths).state, at("2021-06-01", *lengths).length) == ("running", None)
    dates = [start("one", thing="order"), start("two", happened="2020-01-11", thing="order")]
    assert days(at("2020-02-10", *dates).run) == (30, 40)
    narrower = [
        start("one", "2020-01-01/2020-01-31", thing="order"),
        start("two", "2020-01-11", thing="order"),
    ]
    assert days(at("2020-02-10", *narrower).run) == (30, 30)


# Days that are not exact


def test_a_day_that_is_not_exact_gives_a_range() -> None:
    vague = start(happened="2020-01-01/2020-01-11")
    found = told("2020-02-10", vague)
    assert (days(found.clock.run), days(found.clock.remaining)) == ((30, 40), (691, 701))
    assert ends(found.clock) == "2022-01-01/2022-01-11"
    assert "30 to 40 days had run on 10 February 2020." in found.text().en
    assert "contado desde un día entre el 1 de enero de 2020 y el 11 de enero de 2020" in found.text().es


def test_between_the_two_days_it_cannot_be_told() -> None:
    begun = told("2020-01-05", start(happened="2020-01-01/2020-01-11"))
    assert begun.clock.state is State.CANNOT_TELL
    assert begun.text().en.startswith("Where a sustainment period stood on 5 January 2020 is not known")
    over = told("2022-01-05", start(happened="2020-01-01/2020-01-11"))
    assert over.clock.state is State.CANNOT_TELL
    assert over.text().en.startswith("Whether the sustainment period has run by 5 January 2022 is not known")
    assert at("2022-01-12", start(happened="2020-01-01/2020-01-11")).state is State.RUN_OUT


def test_where_the_order_of_two_steps_is_not_known_it_cannot_be_told() -> None:
    overlapping = [start(happened="2020-01-01/2020-01-31"), pause("2020-01-15/2020-02-15")]
    assert at("2020-03-01", *overlapping).state is State.CANNOT_TELL


# What it covers


def test_it_covers_the_paragraphs_it_names_and_only_for_the_body_it_names() -> None:
    own = {"paragraphs": ["40", "24.1", "Task 5"]}
    assert at("2021-01-01", start(subject=["rules"], paragraphs=["40"])).state is State.RUNNING
    assert at("2021-01-01", start(paragraphs=["41"])).state is State.UNKNOWN
    assert at("2021-01-01", start(paragraphs=["40"], body="schools")).state is State.UNKNOWN
    assert at("2021-01-01", start(subject=["rules"], body="police")).state is State.RUNNING
    assert at("2021-01-01", start(subject=["rules"])).state is State.UNKNOWN
    obligation = a_catalogue(CHECK, **own).obligations[0]
    rows = Rows.of(as_entries([start(paragraphs=["24.1", "Task 5"])]))
    found = sustained(obligation, rows, {}, d("2021-01-01"))
    assert [(s.paragraph, s.clock.state.value) for s in found] == [
        ("40", "unknown"),
        ("24.1", "running"),
        ("Task 5", "running"),
    ]


def test_only_what_the_decree_obliges_to_has_a_sustainment_period() -> None:
    promise = a_catalogue(CHECK, basis="commitment", paragraphs=[]).obligations[0]
    assert sustained(promise, Rows.of(as_entries([start()])), {}, d("2021-01-01")) == []
    unnumbered = a_catalogue(CHECK, paragraphs=[]).obligations[0]
    [found] = sustained(unnumbered, Rows.of(as_entries([start()])), {}, d("2021-01-01"))
    assert (found.paragraph, found.clock.state) == (None, "running")


# Rows that do not count


@pytest.mark.parametrize("why", ["hidden", "file"])
def test_a_row_set_aside_that_would_change_it_leaves_it_untold_and_is_named_by_its_number(why: str) -> None:
    secret = reset("2020-06-01", summary="A SECRET.")
    found = told("2021-01-01", start(), secret, aside={secret.key: why})
    assert found.clock.state is State.CANNOT_TELL
    assert [(w.number, w.why) for w in found.withheld] == [(2, why)]
    assert "record 2 (Order, vote or law" in found.text().en
    assert "SECRET" not in repr(found) and secret.key not in repr(found)
    assert (found.clock.run, found.clock.ends) == (None, None)
    assert told("2020-05-01", start(), secret, aside={secret.key: why}).clock.state is State.RUNNING


def test_a_row_set_aside_that_changes_nothing_is_not_told_of() -> None:
    same = [start("one", thing="order"), start("two", thing="order")]
    found = told("2021-01-01", *same, aside={"two": "hidden"})
    assert (found.clock.state, found.withheld, "two" in repr(found)) == ("running", (), False)


# Real cases


@pytest.fixture(scope="module")
def of_body(chicago_folder: Folder) -> OfBody:
    """The clock of a paragraph of a body on a day, by the instruments of the real record."""
    real = [record for record in chicago_folder.evidence if isinstance(record, Instrument)]
    return lambda on, body, paragraph: at(on, *real, responsible=body, paragraphs=[paragraph])


def test_three_instruments_of_the_real_record_act_on_a_period(chicago_folder: Folder) -> None:
    acting = {r.key for r in chicago_folder.evidence if isinstance(r, Instrument) and r.on_sustainment}
    assert acting == {"oig-court-finding-2022-03", "oig-released-2023-12", "police-board-order-2022-05-09"}


def test_the_inspector_general_ran_from_a_day_in_march_2022_and_was_released_in_december_2023(
    of_body: OfBody,
) -> None:
    assert of_body("2022-02-28", "oig", "559").state is State.UNKNOWN
    assert of_body("2022-03-05", "oig", "559").state is State.CANNOT_TELL
    running = of_body("2023-11-30", "oig", "559")
    assert (running.state, ends(running)) == ("running", "2024-03-01/2024-03-09")
    assert days(running.run) == (631, 639)
    assert of_body("2023-12-15", "oig", "559").state is State.CANNOT_TELL
    assert of_body("2023-12-27", "oig", "559").state is State.ENDED


def test_the_police_boards_clock_counts_from_the_day_the_order_dated_it_back_to(of_body: OfBody) -> None:
    for paragraph in ("533", "539", "565"):
        running = of_body("2022-05-09", "police-board", paragraph)
        assert (running.state, days(running.run), ends(running)) == ("running", (213, 213), "2023-10-08")
    for paragraph in ("531", "540", "555"):
        assert of_body("2022-05-09", "police-board", paragraph).state is State.UNKNOWN


def test_no_release_of_the_police_board_is_on_record_so_none_is_said(of_body: OfBody) -> None:
    assert of_body("2023-10-08", "police-board", "533").state is State.RUNNING
    assert of_body("2026-11-24", "police-board", "533").state is State.RUN_OUT


def test_what_two_bodies_share_runs_for_each_by_its_own_orders(of_body: OfBody) -> None:
    assert ends(of_body("2022-06-01", "police-board", "565")) == "2023-10-08"
    assert ends(of_body("2022-06-01", "oig", "565")) == "2024-03-01/2024-03-09"


def test_nothing_of_other_bodies_runs_for_the_police_department(of_body: OfBody) -> None:
    for paragraph in ("40", "533", "565"):
        assert of_body("2022-06-01", "police", paragraph).state is State.UNKNOWN


# What makes a record invalid


@pytest.mark.parametrize(
    ("effect", "fields", "says"),
    [
        ("starts sustainment", {"years": 2, "days": 30}, "a period has one length"),
        ("pauses sustainment", {"years": 2}, "leave them out"),
        ("none", {"days": 30}, "leave them out"),
        ("starts sustainment", {"years": 0}, "greater than or equal to 1"),
        ("none", {"paragraphs": ["40"]}, "what a sustainment period covers"),
        ("moves due date", {}, "name the new_due and the obligations"),
        ("moves due date", {"new_due": "2021-01-01"}, "name the new_due and the obligations"),
        ("none", {"new_due": "2021-01-01"}, "belong to effect: moves due date"),
    ],
)
def test_fields_that_do_not_fit_the_effect_are_refused(
    effect: str, fields: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        order("o", "2020-01-01", effect, **fields)


# Due dates that orders move


def mover(key: str, happened: str, new_due: str, **fields: Any) -> Instrument:
    return order(key, happened, "moves due date", **({"new_due": new_due, "obligations": ["duty"]} | fields))


def moves(
    *instruments: Instrument, reviews: dict[str, str] | None = None, due: str = "2020-06-30", **more: Any
) -> list[tuple[str, str | None]]:
    obligation = a_catalogue(CHECK | {"due": due}, **more).obligations[0]
    found = moved(obligation, obligation.criteria[0], as_entries(instruments, reviews))
    return [(str(day), str(new) if new else None) for day, new in found]


def test_an_order_moves_the_due_date_from_the_day_on_which_it_acts() -> None:
    assert moves(mover("o", "2020-05-01", "2020-12-31")) == [("2020-05-01", "2020-12-31")]
    assert moves(mover("o", "2020-05-01", "2020-12-31", takes_effect="2020-04-01")) == [
        ("2020-04-01", "2020-12-31")
    ]
    assert moves(mover("o", "2020-05-01", "2020-12-31"), due="unknown") == [("2020-05-01", "2020-12-31")]


def test_what_is_no_order_moves_nothing() -> None:
    assert moves(mover("o", "2020-05-01", "2020-12-31", type="vote")) == []
    assert moves(mover("o", "2020-05-01", "2020-12-31", type="stipulation"), ends_by=["court order"]) == []
    assert moves(mover("o", "2020-05-01", "2020-12-31", inferred="The day.")) == []
    for review in ("rejected", "resubmitted"):
        assert moves(mover("o", "2020-05-01", "2020-12-31"), reviews={"o": review}) == []


def test_it_moves_only_what_it_names() -> None:
    assert moves(mover("o", "2020-05-01", "2020-12-31", obligations=["other"])) == []
    assert moves(mover("o", "2020-05-01", "2020-12-31", criteria=["another"])) == []
    assert moves(mover("o", "2020-05-01", "2020-12-31", criteria=["check"])) == [("2020-05-01", "2020-12-31")]


def test_of_two_orders_the_later_one_holds_also_where_it_is_dated_back() -> None:
    first = mover("a", "2020-05-01", "2020-12-31")
    second = mover("b", "2020-07-01", "2021-03-31", takes_effect="2020-04-01")
    assert moves(first, second) == [("2020-04-01", "2021-03-31")]
    staged = mover("c", "2020-05-01", "2021-12-31", takes_effect="2020-11-01")
    assert moves(first, staged) == [("2020-05-01", "2020-12-31"), ("2020-11-01", "2021-12-31")]


def test_while_it_is_not_known_whether_an_order_acts_yet_nothing_is_late_by_the_old_due_date() -> None:
    vague = mover("o", "2020-06-01/2020-07-31", "2020-12-31")
    assert moves(vague) == [("2020-07-01", None), ("2020-07-31", "2020-12-31")]
    early = mover("o", "2020-03-01/2020-04-30", "2020-12-31")
    assert moves(early) == [("2020-04-30", "2020-12-31")]
    shorter = mover("o", "2020-03-01/2020-04-30", "2020-04-10")
    assert moves(shorter) == [("2020-04-11", None), ("2020-04-30", "2020-04-10")]


def test_two_orders_of_one_day_with_two_due_dates_leave_it_open_once_one_of_them_is_past() -> None:
    both = [mover("a", "2020-05-01", "2020-12-31"), mover("b", "2020-05-01", "2021-03-31")]
    assert moves(*both) == [("2020-05-01", "2020-12-31"), ("2021-01-01", None)]


def there(catalogue: Catalogue) -> There:
    return There(catalogue, {"paper"}, {}, d("2022-01-01"))


def test_an_order_that_no_check_would_find_does_not_fit() -> None:
    catalogue = a_catalogue(CHECK)
    fits = mover("o", "2020-05-01", "2020-12-31")
    assert list(misfits(fits, there(catalogue))) == []
    astray = fits.model_copy(update={"subject": ("rules",)})
    [found] = misfits(astray, there(catalogue))
    assert (found.field, found.right) == ("subject", "Add to its subject one of: program, topic")
    [unknown] = misfits(fits.model_copy(update={"criteria": ("chek",)}), there(catalogue))
    assert (unknown.field, unknown.right) == ("criteria", "Write one of: check")
    [undeclared] = misfits(fits.model_copy(update={"obligations": ("dutty",)}), there(catalogue))
    assert "'dutty' is no obligation that is declared" in undeclared.wrong
    [paragraph] = misfits(start(paragraphs=["41"]), there(catalogue))
    assert "'41' is no paragraph that is declared" in paragraph.wrong


# Laws

BEGIN = d("2020-01-01")


def a_day(n: int) -> date:
    return BEGIN + timedelta(days=n)


@st.composite
def a_course(draw: st.DrawFn) -> list[Step]:
    """Steps in a known order that do not always fit together, some on days that are not exact."""
    found, n = [], 0
    for i in range(draw(st.integers(0, 4))):
        n += draw(st.integers(1, 8))
        wide = draw(st.integers(0, 4))
        does = draw(st.sampled_from(["starts", "pauses", "resumes", "resets", "ends"]))
        length = Length(draw(st.integers(5, 30)), "days") if does in ("starts", "resets") else None
        acts = When(earliest=a_day(n), latest=a_day(n + wide))
        found.append(Step(acts, f"{does} sustainment", length, (f"s{i}",)))  # type: ignore[arg-type]
        n += wide
    return found


def exactly(steps: Sequence[Step]) -> list[list[Step]]:
    """Every course of exact days that the steps may have been."""
    spans = [
        [s.acts.earliest + timedelta(days=i) for i in range((s.acts.latest - s.acts.earliest).days + 1)]
        for s in steps
    ]
    return [
        [s._replace(acts=When.on(day)) for s, day in zip(steps, days, strict=True)]
        for days in product(*spans)
    ]


@given(steps=a_course(), on=st.integers(0, 60).map(a_day))
def test_what_is_told_of_days_that_are_not_exact_is_true_whichever_they_were(
    steps: list[Step], on: date
) -> None:
    told_vaguely = clock(steps, on)
    for course in exactly(steps):
        really = clock(course, on)
        assert told_vaguely.state in (really.state, State.CANNOT_TELL)
        for vague, exact in (
            (told_vaguely.run, really.run),
            (told_vaguely.remaining, really.remaining),
        ):
            if vague is not None and exact is not None:
                assert vague.least <= exact.least <= exact.most <= vague.most
        if told_vaguely.ends and really.ends:
            assert told_vaguely.ends.earliest <= really.ends.earliest <= told_vaguely.ends.latest


@given(steps=a_course(), on=st.integers(0, 60).map(a_day))
def test_by_exact_days_the_days_run_are_those_on_which_it_was_running(steps: list[Step], on: date) -> None:
    course = [s._replace(acts=When.on(s.acts.earliest)) for s in steps]
    now = clock(course, on)
    if now.run is None or now.start is None:
        return
    first = now.start.earliest
    ran = sum(
        clock(course, first + timedelta(days=i)).state in (State.RUNNING, State.RUN_OUT)
        for i in range((on - first).days)
    )
    assert now.run == (ran, ran)


MADE = st.builds(
    lambda first, wide, years: (a_day(first), a_day(first + wide), years),
    st.integers(0, 40),
    st.integers(0, 5),
    st.integers(1, 3),
)


@given(made=st.lists(MADE, max_size=4), seed=st.randoms())
def test_in_which_order_records_are_read_makes_no_difference(made: list[Any], seed: Any) -> None:
    instruments = [start(f"o{i}", f"{a}/{b}", years=years) for i, (a, b, years) in enumerate(made)]
    shuffled = list(instruments)
    seed.shuffle(shuffled)
    assert steps_of(instruments) == steps_of(shuffled)


@given(made=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 60)), max_size=4))
def test_of_orders_made_on_known_days_the_last_made_that_acts_sets_the_due_date(made: list[Any]) -> None:
    days_made = [m for m, _, _ in made]
    if len(set(days_made)) < len(days_made):
        return
    orders = [
        mover(f"o{i}", str(a_day(m)), str(a_day(due)), takes_effect=str(a_day(acts)))
        for i, (m, acts, due) in enumerate(made)
    ]
    own = a_day(30)
    steps = moves(*orders, due=str(own))
    assert steps == sorted(steps)
    for on in map(a_day, range(45)):
        acting = [(m, a_day(due)) for m, acts, due in made if a_day(acts) <= on]
        holds = max(acting)[1] if acting else own
        told_due = [due for day, due in steps if d(day) <= on]
        assert (told_due[-1] if told_due else str(own)) == str(holds)


@given(
    made=st.tuples(st.integers(0, 40), st.integers(0, 10)),
    due=st.integers(0, 60),
    on=st.integers(0, 70).map(a_day),
)
def test_nothing_is_past_due_unless_it_is_whichever_day_an_order_acted(
    made: tuple[int, int], due: int, on: date
) -> None:
    own, new = a_day(30), a_day(due)
    first, last = a_day(made[0]), a_day(made[0] + made[1])
    steps = moves(mover("o", f"{first}/{last}", str(new)), due=str(own))
    held = [step for step in steps if d(step[0]) <= on]
    said = d(held[-1][1]) if held and held[-1][1] else None if held else own
    possible = {new} if on >= last else {own, new} if on >= first else {own}
    if said is not None:
        assert {on > each for each in possible} == {on > said}
