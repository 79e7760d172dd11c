"""How long a sign-in lasts, and what ends it."""

import pytest

from dashboard.sessions import CLOCKS_MAY_DIFFER, Sessions

HOUR, MINUTE = 3600.0, 60.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(clock)


def test_it_lasts_as_long_as_something_is_done_and_no_longer_than_its_hours(
    sessions: Sessions, clock: Clock
) -> None:
    began = clock.now
    for _ in range(16):
        assert sessions.look("a", began, 8 * HOUR, 60 * MINUTE) is None
        clock.now += 30 * MINUTE
    assert clock.now == began + 8 * HOUR
    assert sessions.look("a", began, 8 * HOUR, 60 * MINUTE) == "over"


def test_it_ends_when_nothing_is_done_and_does_not_begin_anew(sessions: Sessions, clock: Clock) -> None:
    began = clock.now
    assert sessions.look("a", began, 8 * HOUR, 60 * MINUTE) is None
    clock.now += 60 * MINUTE
    assert sessions.look("a", began, 8 * HOUR, 60 * MINUTE) == "idle"
    assert sessions.look("a", began, 8 * HOUR, 60 * MINUTE) == "idle"
    # Another sign-in of the same person is its own.
    assert sessions.look("b", clock.now, 8 * HOUR, 60 * MINUTE) is None


def test_one_minute_less_is_no_time_out(sessions: Sessions, clock: Clock) -> None:
    began = clock.now
    sessions.look("a", began, 8 * HOUR, 60 * MINUTE)
    clock.now += 59 * MINUTE
    assert sessions.look("a", began, 8 * HOUR, 60 * MINUTE) is None


def test_signing_out_ends_it_wherever_it_is_open(sessions: Sessions, clock: Clock) -> None:
    sessions.look("a", clock.now, 8 * HOUR, 60 * MINUTE)
    sessions.end("a", clock.now)
    assert sessions.look("a", clock.now, 8 * HOUR, 60 * MINUTE) == "signed out"


def test_after_a_restart_one_that_is_older_than_the_time_out_is_not_taken_for_a_busy_one(
    sessions: Sessions, clock: Clock
) -> None:
    assert sessions.look("a", clock.now - 61 * MINUTE, 8 * HOUR, 60 * MINUTE) == "idle"
    assert sessions.look("b", clock.now - 59 * MINUTE, 8 * HOUR, 60 * MINUTE) is None


def test_one_that_begins_in_the_future_is_no_sign_in(sessions: Sessions, clock: Clock) -> None:
    assert sessions.look("a", clock.now + CLOCKS_MAY_DIFFER, 8 * HOUR, 60 * MINUTE) is None
    assert sessions.look("b", clock.now + CLOCKS_MAY_DIFFER + 1, 8 * HOUR, 60 * MINUTE) == "over"


def test_what_could_no_longer_be_used_is_forgotten_and_what_could_is_not(
    sessions: Sessions, clock: Clock
) -> None:
    sessions.end("old", clock.now)
    clock.now += 7 * HOUR
    sessions.end("young", clock.now)
    clock.now += 2 * HOUR
    sessions.look("new", clock.now, 8 * HOUR, 60 * MINUTE)
    assert set(sessions._known) == {"young", "new"}
    assert sessions.look("young", clock.now - 2 * HOUR, 8 * HOUR, 60 * MINUTE) == "signed out"


def test_to_ask_how_long_it_lasts_does_not_make_it_last_longer(sessions: Sessions, clock: Clock) -> None:
    began = clock.now
    sessions.look("a", began, 8 * HOUR, 60 * MINUTE)
    for minute in range(60):
        assert sessions.left("a", began, 8 * HOUR, 60 * MINUTE) == (
            8 * HOUR - minute * MINUTE,
            (60 - minute) * MINUTE,
        )
        clock.now += MINUTE
    assert sessions.left("a", began, 8 * HOUR, 60 * MINUTE).if_idle == 0
    assert sessions.look("a", began, 8 * HOUR, 60 * MINUTE) == "idle"
    assert sessions.left("a", began, 8 * HOUR, 60 * MINUTE).if_idle == 0
    assert sessions.left("b", began - 8 * HOUR, 8 * HOUR, 60 * MINUTE).at_most == 0
