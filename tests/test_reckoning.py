"""What the slots of a check come to: one check whose asks and gives are written down here, by the records it is shown."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from compliance.asks import Ask, Give, Ledger
from compliance.evidence import Evidence
from compliance.history import CriterionHistory
from compliance.reckoning import Reckoning
from compliance.rows import Rows
from compliance.rules.counts.held import MeetingsHeld
from compliance.rules.rule import Duty, Would
from tests.small import a_catalogue, as_entries, criterion, d, history, meeting, on, outcomes, vote

CHECK = criterion("meetings_held", at_least="1", first="2019-03-01", last="2019-12-31")
BEGINS, PAST = date(2019, 3, 1), date(2019, 2, 28)
DAY = "2020-01-01"
OF_SLOT = Ask("a", 1, BEGINS)
OVERDUE = Ask("a", 1, BEGINS, due=PAST)
DENIED = OVERDUE._replace(denied=True)
JUDGED = Ask("judged", 1, BEGINS, of_person=True)
OTHER = Ask("b", 1, BEGINS)
FILLED = Give("a", 1, BEGINS, None, "m")

Shown = tuple[Sequence[Ask], Sequence[Give]]
Judging = Callable[..., CriterionHistory]


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Judging:
    """The history of a check by what it asks and is given, without a record that nobody reviewed and with it."""

    def make(without: Shown, with_it: Shown | None = None, **of_obligation: object) -> CriterionHistory:
        def ledger(self: MeetingsHeld, records: Sequence[Evidence], duty: Duty) -> Ledger:
            asks, gives = with_it if with_it is not None and records else without
            return Ledger(tuple(asks), tuple(gives))

        monkeypatch.setattr(MeetingsHeld, "ledger", ledger)
        unreviewed = [meeting("m", "2019-05-01")] if with_it is not None else []
        return history(CHECK | {"accepted": "true"}, *unreviewed, **of_obligation)

    return make


def test_what_is_asked_and_filled_is_shown(judged: Judging) -> None:
    assert outcomes(judged(([OF_SLOT], [FILLED]))) == [("2019-03-01", "met")]


def test_what_is_overdue_is_not_shown_only_where_silence_counts_or_somebody_has_said_no(
    judged: Judging,
) -> None:
    assert on(judged(([OVERDUE], [])), DAY) == "cannot_tell"
    assert on(judged(([OVERDUE], []), silence="not_met"), DAY) == "not_met"
    assert on(judged(([DENIED], [])), DAY) == "not_met"


def test_a_no_that_an_unreviewed_record_would_lift_is_no_no_about_something_else(judged: Judging) -> None:
    other = OTHER._replace(due=PAST)
    assert on(judged(([DENIED, other], []), ([DENIED, other], [FILLED])), DAY) == "cannot_tell"


def test_a_no_that_only_an_unreviewed_record_says_is_not_said_yet(judged: Judging) -> None:
    assert on(judged(([OVERDUE], []), ([DENIED], [])), DAY) == "cannot_tell"


def test_what_an_unreviewed_record_would_fill_is_not_called_missing_because_something_undated_is(
    judged: Judging,
) -> None:
    found = judged(([OVERDUE, OTHER], []), ([OVERDUE, OTHER], [FILLED]), silence="not_met")
    assert on(found, DAY) == "cannot_tell"


def test_what_only_an_unreviewed_record_asks_for_is_not_called_missing(judged: Judging) -> None:
    found = judged(([OTHER], []), ([OVERDUE, OTHER], []), silence="not_met")
    assert on(found, DAY) == "cannot_tell"


def test_what_lacks_only_a_judgement_needs_a_person_and_what_lacks_a_record_too_cannot_be_told(
    judged: Judging,
) -> None:
    assert on(judged(([JUDGED], [])), DAY) == "needs_review"
    assert on(judged(([JUDGED, JUDGED._replace(slot="second")], [])), DAY) == "needs_review"
    assert on(judged(([JUDGED, OF_SLOT], [])), DAY) == "cannot_tell"


def test_an_unreviewed_record_that_asks_for_more_than_a_judgement_needs_a_person(judged: Judging) -> None:
    assert on(judged(([JUDGED], []), ([JUDGED, OF_SLOT], [])), DAY) == "needs_review"


def test_where_nothing_is_asked_it_is_not_yet_due_up_to_a_due_date_and_then_cannot_be_told(
    judged: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(([], []))
    found = history(CHECK | {"due": "2019-12-31"})
    assert outcomes(found) == [("2019-03-01", "not_yet_due"), ("2020-01-01", "cannot_tell")]
    assert outcomes(judged(([], []))) == [("2019-03-01", "cannot_tell")]


def test_an_unreviewed_record_that_would_make_something_asked_and_filled_needs_a_person(
    judged: Judging,
) -> None:
    assert on(judged(([], []), ([OF_SLOT], [FILLED])), DAY) == "needs_review"
    assert on(judged(([OF_SLOT], []), ([], [])), DAY) == "needs_review"


def test_what_is_filled_ahead_of_its_day_is_shown_and_what_is_not_waits(judged: Judging) -> None:
    later = Ask.after("a", d("2020-06-30"), begins=BEGINS)
    assert on(judged(([later], [FILLED])), DAY) == "met"
    assert on(judged(([later], [])), DAY) == "not_yet_due"
    vote_now = vote("v", "2019-06-01")
    assert on(history(CHECK, vote_now), DAY) == "needs_review"


def test_an_event_on_the_first_day_of_the_timeline_makes_nothing_overdue(judged: Judging) -> None:
    judged(([OVERDUE], []))
    assert outcomes(history(CHECK, vote("v", "2019-03-01"), silence="not_met")) == [
        ("2019-03-01", "cannot_tell")
    ]


@pytest.mark.parametrize(
    ("begins", "expected"),
    [("unknown", BEGINS), ("2018-01-01", BEGINS), ("2020-05-18", date(2020, 5, 18))],
)
def test_a_check_is_given_the_day_on_which_its_duty_begins_at_the_earliest_the_first_of_the_timeline(
    begins: str, expected: date
) -> None:
    catalogue = a_catalogue(CHECK, **{"from": begins})
    [obligation] = catalogue.obligations
    made = Reckoning(catalogue, obligation, obligation.criteria[0], Rows.of([]), d("2022-12-31"))
    assert made.duty.begins == expected
    assert made.failure is None


# Sources that differ

TWO = criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
M1 = meeting("m1", "2019-05-01")


@pytest.mark.parametrize("other", ["2019-04-01", "2019-04-02"])
def test_a_thing_on_which_sources_agree_or_to_no_effect_differ_does_not_hide_one_that_decides(
    other: str,
) -> None:
    agreeing = [
        meeting("a", "2018-04-01", thing="one"),
        meeting("b", other.replace("2019", "2018"), thing="one"),
    ]
    differing = [meeting("c", "2019-06-01", thing="two"), meeting("e", "2020-06-01", thing="two")]
    assert on(history(TWO, *agreeing, *differing, M1), "2021-01-01") == "contradicted"


def test_of_three_sources_it_is_enough_that_one_decides_otherwise() -> None:
    rivals = [
        meeting(key, day, thing="m")
        for key, day in (("a", "2019-06-01"), ("b", "2019-06-01"), ("c", "2020-06-01"))
    ]
    assert on(history(TWO, M1, *rivals), "2021-01-01") == "contradicted"
    assert on(history(TWO, M1, *rivals[::-1]), "2021-01-01") == "contradicted"


def test_a_source_may_name_another_record_by_its_key_as_the_thing_it_tells_of() -> None:
    rivals = [meeting("a", "2019-06-01"), meeting("b", "2020-06-01", thing="a")]
    assert on(history(TWO, M1, *rivals), "2021-01-01") == "contradicted"


def test_sources_that_differ_on_what_decides_nothing_do_not_contradict_each_other() -> None:
    rivals = [meeting(key, day, thing="m") for key, day in (("a", "2019-06-01"), ("b", "2019-06-02"))]
    assert on(history(TWO, M1, *rivals), "2021-01-01") == "met"


def test_sources_of_which_one_waits_for_a_review_differ_where_only_reviewed_ones_count() -> None:
    rivals = [meeting("a", "2019-06-01", thing="m"), meeting("b", "2019-06-02", thing="m")]
    reviews = {"m1": "accepted", "a": "accepted"}
    found = history(TWO | {"accepted": "true"}, M1, *rivals, reviews=reviews)
    assert on(found, "2021-01-01") == "contradicted"
    both = history(TWO | {"accepted": "true"}, M1, *rivals, reviews=reviews | {"b": "accepted"})
    assert on(both, "2021-01-01") == "met"


def test_a_source_that_waits_for_a_review_is_not_alike_one_that_was_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ledger(self: MeetingsHeld, records: Sequence[Evidence], duty: Duty) -> Ledger:
        return Ledger((OF_SLOT,), (FILLED,) if records else ())

    monkeypatch.setattr(MeetingsHeld, "ledger", ledger)
    rivals = [meeting("a", "2019-06-01", thing="m"), meeting("b", "2019-06-02", thing="m")]
    only_accepted = CHECK | {"accepted": "true"}
    assert on(history(only_accepted, *rivals, reviews={"a": "accepted"}), DAY) == "contradicted"
    assert on(history(only_accepted, *rivals, reviews={"a": "accepted", "b": "accepted"}), DAY) == "met"


def test_sources_that_differ_on_what_is_asked_alone_contradict_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ledger(self: MeetingsHeld, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asked = (OF_SLOT, OTHER) if any(r.key == "b" for r in records) else (OF_SLOT,)
        return Ledger(asked, (FILLED,))

    monkeypatch.setattr(MeetingsHeld, "ledger", ledger)
    rivals = [meeting("a", "2019-06-01", thing="m"), meeting("b", "2019-06-02", thing="m")]
    assert on(history(CHECK, *rivals), DAY) == "contradicted"


# What would be, once something has come


def reckoned(check: dict[str, object], *records: Evidence, **reviews: str) -> Reckoning:
    """One check on some records."""
    catalogue = a_catalogue(check)
    [obligation] = catalogue.obligations
    rows = Rows.of(as_entries(records, reviews))
    return Reckoning(catalogue, obligation, obligation.criteria[0], rows, d("2022-12-31"))


M2 = meeting("m2", "2019-06-01")


def test_it_is_met_once_all_that_is_missing_has_come_and_no_sooner() -> None:
    assert reckoned(TWO).met_once(Would((M1, M2)), d(DAY))
    assert not reckoned(TWO).met_once(Would((M1,)), d(DAY))
    assert reckoned(TWO, M1).met_once(Would((M2,)), d(DAY))
    assert not reckoned(TWO, M1, M2).met_once(Would(), d(DAY)), "it is met already"


def test_it_is_met_once_each_record_that_waits_is_accepted_and_a_rival_rejected() -> None:
    accepted = TWO | {"accepted": "true"}
    assert not reckoned(accepted, M1, M2).met_once(Would(accept=("m1",)), d(DAY))
    assert reckoned(accepted, M1, M2).met_once(Would(accept=("m1", "m2")), d(DAY))
    rivals = [meeting("a", "2019-06-01", thing="m"), meeting("b", "2020-06-01", thing="m")]
    both = Would(accept=("m1", "a"), reject=("b",))
    assert reckoned(accepted, M1, *rivals, b="accepted").met_once(both, d(DAY))
    assert not reckoned(accepted, M1, *rivals, b="accepted").met_once(both._replace(reject=()), d(DAY))


def test_how_it_stands_is_told_with_and_without_what_nobody_reviewed() -> None:
    accepted = TWO | {"accepted": "true"}
    assert reckoned(accepted, M1, M2).standing_with_and_without(d(DAY)) == ("filled", "short")
    assert reckoned(accepted, M1, M2, m1="accepted").standing_with_and_without(d(DAY)) == ("filled", "short")
    assert reckoned(TWO, M1, M2).standing_with_and_without(d(DAY)) == ("filled", "filled")
