"""How far up the decree's ladder the checks come, and when that changed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.catalogue import Level
from compliance.ladder import Ladder
from compliance.outcomes import Outcome
from compliance.sentences import Text
from compliance.timeline import Timeline
from tests.small import d

FIRST, STOP = d("2020-01-01"), d("2021-01-01")
LEVELS = [
    Level(key=key, name=Text(en=key, es=f"{key}-es"), means=Text(en="", es=""), source="paper")
    for key in ("policy", "training", "practice")
]
POLICY, TRAINING, PRACTICE = LEVELS
MET, NOT_MET, CANNOT_TELL, NOT_APPLICABLE = (
    Outcome.MET,
    Outcome.NOT_MET,
    Outcome.CANNOT_TELL,
    Outcome.NOT_APPLICABLE,
)


def over_time(*changes: tuple[str, Outcome]) -> Timeline[Outcome]:
    return Timeline.from_changes([(d(first), outcome) for first, outcome in changes], STOP)


def always(outcome: Outcome) -> Timeline[Outcome]:
    return Timeline.constant(outcome, FIRST, STOP)


def ladder(**checks: Timeline[Outcome]) -> Ladder:
    found = Ladder.of(LEVELS, checks.items())
    assert found is not None
    return found


def reached(of: Ladder, on: str) -> str | None:
    level = of.reached.at(d(on)).level
    return level.key if level else None


def changes(of: Ladder, last: str = "2020-12-31") -> list[tuple[str, str, str, int | None]]:
    return [(c.level.key, str(c.day), c.kind, c.days) for c in of.changes(d(last))]


def test_the_level_reached_is_the_highest_with_all_below_it_shown() -> None:
    both = ladder(policy=always(MET), training=always(MET), practice=always(CANNOT_TELL))
    assert reached(both, "2020-06-01") == "training"


def test_a_higher_level_never_outranks_one_below_it_that_is_short() -> None:
    upside_down = ladder(policy=always(NOT_MET), training=always(MET), practice=always(MET))
    assert reached(upside_down, "2020-06-01") is None
    assert changes(upside_down) == []


def test_nothing_above_a_level_that_is_not_checked_is_said_to_be_reached() -> None:
    gap = ladder(policy=always(MET), practice=always(MET))
    assert reached(gap, "2020-06-01") == "policy"
    says = gap.reached.at(d("2020-06-01")).text()
    assert "Nothing here checks training, so no level from there on can be said to be reached." in says.en
    assert "Aquí nada comprueba training-es" in says.es
    lowest = ladder(training=always(MET))
    assert reached(lowest, "2020-06-01") is None


def test_a_level_that_does_not_apply_stands_in_nobodys_way_and_is_not_reached_itself() -> None:
    assert reached(ladder(policy=always(NOT_APPLICABLE), training=always(MET)), "2020-06-01") == "training"
    assert reached(ladder(policy=always(MET), training=always(NOT_APPLICABLE)), "2020-06-01") == "policy"
    assert reached(ladder(policy=always(NOT_APPLICABLE)), "2020-06-01") is None


def test_of_several_checks_of_a_level_all_must_be_shown() -> None:
    found = Ladder.of(LEVELS, [("policy", always(MET)), ("policy", always(CANNOT_TELL))])
    assert found is not None
    assert reached(found, "2020-06-01") is None


def test_checks_at_no_level_make_no_ladder() -> None:
    assert Ladder.of(LEVELS, [(None, always(MET))]) is None


def test_a_level_is_gained_lost_and_regained_on_known_days_with_the_days_between() -> None:
    policy = over_time(
        ("2020-01-01", CANNOT_TELL), ("2020-02-01", MET), ("2020-03-01", NOT_MET), ("2020-03-31", MET)
    )
    found = ladder(policy=policy)
    assert changes(found) == [
        ("policy", "2020-02-01", "gained", None),
        ("policy", "2020-03-01", "lost", 29),
        ("policy", "2020-03-31", "regained", 30),
    ]
    assert changes(found, last="2020-03-30") == changes(found)[:2]


def test_a_higher_level_is_lost_with_a_lower_one_and_the_sentence_names_which() -> None:
    policy = over_time(("2020-01-01", MET), ("2020-05-01", CANNOT_TELL))
    found = ladder(policy=policy, training=always(MET))
    assert changes(found)[2:] == [
        ("policy", "2020-05-01", "lost", 121),
        ("training", "2020-05-01", "lost", 121),
    ]
    told = found.changes(d("2020-12-31"))[-1].text()
    assert (
        told.en
        == "training: our checks no longer all shown from 1 May 2020, after 121 days (policy: cannot tell)."
    )
    assert told.es.endswith("después de 121 días (policy-es: no hay datos suficientes).")


def test_a_level_that_ceases_to_apply_is_said_so() -> None:
    found = ladder(policy=over_time(("2020-01-01", MET), ("2020-05-01", NOT_APPLICABLE)))
    assert found.changes(d("2020-12-31"))[-1].text().en.endswith("after 121 days (policy: not applicable).")


def test_no_sentence_takes_the_monitors_word() -> None:
    found = ladder(policy=over_time(("2020-01-01", MET), ("2020-05-01", NOT_MET), ("2020-06-01", MET)))
    texts = [found.reached.at(d(on)).text() for on in ("2020-01-01", "2020-05-01")]
    texts += [change.text() for change in found.changes(d("2020-12-31"))]
    for text in texts:
        assert "complian" not in text.en.lower() and "cumpl" not in text.es.lower()
    assert "the level of a paragraph is the monitor’s to determine" in texts[0].en


# Laws

OUTCOMES = st.sampled_from([o for o in Outcome if o is not Outcome.NOT_CHECKED])
DAYS = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
TIMELINES = st.lists(st.tuples(DAYS, OUTCOMES), max_size=5).map(
    lambda moves: Timeline.from_changes([(FIRST, Outcome.MET), *moves], d("2020-03-10"))
)
LADDERS = st.dictionaries(st.sampled_from(["policy", "training", "practice"]), TIMELINES, min_size=1)


@given(checks=LADDERS, on=DAYS)
def test_a_level_is_held_exactly_while_it_is_shown_and_nothing_below_it_is_short(
    checks: dict[str, Timeline[Outcome]], on: date
) -> None:
    found = ladder(**checks)
    day_by_day = [checks[level.key].at(on) if level.key in checks else None for level in LEVELS]
    for i, level in enumerate(LEVELS):
        below = all(outcome in (MET, NOT_APPLICABLE) for outcome in day_by_day[:i])
        assert found.held(level).at(on) == (day_by_day[i] is MET and below)
    held = [level.key for level in LEVELS if found.held(level).at(on)]
    assert reached(found, str(on)) == (held[-1] if held else None)


@given(checks=LADDERS, last=DAYS)
def test_the_changes_up_to_a_day_say_which_levels_are_held_on_it(
    checks: dict[str, Timeline[Outcome]], last: date
) -> None:
    found = ladder(**checks)
    newest = {change.level.key: change.kind for change in found.changes(last)}
    for level in LEVELS:
        assert found.held(level).at(last) == (newest.get(level.key, "lost") != "lost")


@given(checks=LADDERS)
def test_the_days_between_are_those_between_one_change_and_the_next(
    checks: dict[str, Timeline[Outcome]],
) -> None:
    for level in LEVELS:
        own = [c for c in ladder(**checks).changes(d("2020-03-09")) if c.level == level]
        assert [c.kind for c in own] == (["gained", *["lost", "regained"] * len(own)])[: len(own)]
        for before, after in pairwise(own):
            assert after.days == (after.day - before.day).days


@pytest.mark.parametrize(
    "outcome", [o for o in Outcome if o not in (MET, NOT_APPLICABLE, Outcome.NOT_CHECKED)]
)
def test_whatever_is_short_has_its_own_words_in_the_sentence(outcome: Outcome) -> None:
    says = ladder(policy=always(outcome)).reached.at(FIRST).text()
    assert says.en.startswith(
        f"Our checks show no level as reached. policy, taken together: {outcome.words.en}."
    )
    assert outcome.words.es in says.es
