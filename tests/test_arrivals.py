"""When evidence came: counted by hand on a small record, and by the door on a real store, for each reader."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from compliance.access import PUBLIC, Actor, Desk
from compliance.arrivals import FEWEST, TOLD_FROM, Arrival, Arrivals, Came, percent, words_held
from compliance.catalogue import Catalogue
from compliance.evidence import KINDS, Evidence
from tests.databases import Place
from tests.small import as_entries, catalogue_content, criterion, d, record, record_content, write_folder
from tests.stores import NOON, PERIODS, a_desk, load_folder, with_people

MEETINGS = criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")


def a_town(**more: Any) -> Catalogue:
    """A town with two periods: March to August 2019, and the same months of 2020."""
    return Catalogue.model_validate(catalogue_content(MEETINGS) | {"periods": PERIODS} | more)


def came(
    number: int,
    recorded: str,
    capacity: str = "department/patrol",
    happened: str | None = None,
    files: str | None = None,
    release: str | None = None,
    corrects: int | None = None,
) -> Arrival:
    """A row, its time without seconds: `2019-03-01T06:00`."""
    return Arrival(number, f"{recorded}:00.000000Z", capacity, happened, files, release, corrects)


def counted(rows: Sequence[Arrival], sizes: dict[str, int] | None = None, **town: Any) -> Arrivals:
    """The arrivals of these rows; files that have no size here are not there."""
    return Arrivals.of(rows, a_town(**town), (sizes or {}).get)


def of_first(rows: Sequence[Arrival], **more: Any) -> Came:
    """What came in the first period."""
    return counted(rows, **more).of_all[0]


def a_period_with(in_the_last_tenth: int, before: int) -> Came:
    """The first period, with so many records on its last day and so many on its first."""
    late = [came(n, "2019-08-31T18:00") for n in range(1, in_the_last_tenth + 1)]
    early = [came(n, "2019-03-01T18:00") for n in range(1, before + 1)]
    return of_first([*early, *late])


# Days


def test_a_record_counts_on_the_day_of_the_decrees_time_zone() -> None:
    # Chicago's midnight is 06:00 UTC in winter and 05:00 in summer.
    first = of_first(
        [
            came(1, "2019-03-01T05:59"),
            came(2, "2019-03-01T06:00"),
            came(3, "2019-09-01T04:59"),
            came(4, "2019-09-01T05:00"),
        ]
    )
    assert (first.records, first.by_day[0], first.by_day[-1]) == (2, 1, 1)
    assert len(first.by_day) == 184
    assert first.numbers == range(2, 4)


def test_what_came_on_days_of_no_period_is_counted_apart() -> None:
    found = counted([came(1, "2019-03-01T05:59"), came(2, "2019-05-01T12:00"), came(3, "2019-12-01T12:00")])
    assert (found.outside, [period.records for period in found.of_all]) == (2, [1, 0])


def test_rows_that_do_not_stand_in_the_order_of_their_days_are_counted_on_their_own_days() -> None:
    first = of_first([came(1, "2019-05-02T12:00"), came(2, "2019-05-01T12:00"), came(3, "2019-05-02T13:00")])
    assert first.by_day[61:63] == (1, 2)


def test_cumulative_counts_and_tenths_by_hand() -> None:
    # 184 days: the tenths begin on days 0, 18, 36, 55, 73, 92, 110, 128, 147 and 165 of the period.
    rows = [came(1, "2019-03-01T12:00"), came(2, "2019-03-18T12:00"), came(3, "2019-03-19T12:00")]
    rows += [came(4, "2019-08-12T12:00"), came(5, "2019-08-13T12:00"), came(6, "2019-08-31T12:00")]
    first = of_first(rows)
    assert first.cumulative[17:19] == (2, 3) and first.cumulative[-1] == 6
    assert [tenth.records for tenth in first.tenths] == [2, 1, 0, 0, 0, 0, 0, 0, 1, 2]
    assert [tenth.by_its_end for tenth in first.tenths] == [2, 3, 3, 3, 3, 3, 3, 3, 4, 6]
    assert (first.tenths[-1].first, first.tenths[-1].last) == (d("2019-08-13"), d("2019-08-31"))


def test_a_period_shorter_than_ten_days_is_cut_into_its_days() -> None:
    short = [{"key": "IMR-1", "first": "2019-03-01", "last": "2019-03-03", "source": "paper"}]
    first = of_first([came(1, "2019-03-02T12:00")], periods=short)
    assert [(tenth.first.day, tenth.last.day, tenth.records) for tenth in first.tenths] == [
        (1, 1, 0),
        (2, 2, 1),
        (3, 3, 0),
    ]


# Late, and of when


def test_what_came_after_the_end_and_tells_of_the_period_is_counted_with_both_ends_of_a_vague_day() -> None:
    rows = [
        came(1, "2019-09-01T12:00", happened="2019-08-31"),
        came(2, "2019-09-01T12:00", happened="2019-09-01"),
        came(3, "2019-09-01T12:00", happened="2019-08-01/2019-08-31"),
        came(4, "2019-09-01T12:00", happened="2019-08-31/2019-09-01"),
        came(5, "2019-08-31T12:00", happened="2019-08-30"),
        came(6, "2019-09-01T12:00"),
    ]
    assert of_first(rows).later == 2


def test_a_bundle_is_told_from_the_declared_share_on_with_the_numbers_and_blames_nobody() -> None:
    told = a_period_with(5, 15).bundle(d("2019-09-01"))
    assert told is not None
    assert told.en == (
        "5 of the 20 records of IMR-1 (25 %) came in the last 19 of its 184 days, from 13 August 2019 to 31 August 2019. "
        "Spread evenly it would be 10 %. This is told from 25 % on, where at least 20 records came; it does not say why."
    )
    assert "(25 %)" in told.es and "no dice por qué" in told.es
    assert (TOLD_FROM, FEWEST) == (25, 20)


@pytest.mark.parametrize(
    ("late", "early", "until"),
    [(5, 16, "2019-09-01"), (19, 0, "2019-09-01"), (0, 0, "2019-09-01"), (20, 0, "2019-08-31")],
)
def test_no_bundle_is_told_below_the_share_of_few_records_or_before_the_period_has_ended(
    late: int, early: int, until: str
) -> None:
    assert a_period_with(late, early).bundle(d(until)) is None


# Whose, and what else


def test_each_body_has_its_own_numbers_and_all_have_their_sum() -> None:
    rows = [
        came(1, "2019-05-01T12:00"),
        came(2, "2019-05-01T12:00", "party/state", corrects=1, files="a" * 64),
        came(3, "2019-05-02T12:00", "party/state", files=f"{'a' * 64} {'b' * 64} {'c' * 64}"),
    ]
    found = counted(rows, {"a" * 64: 10, "b" * 64: 5})
    patrol, state = found.filed_by("department/patrol")[0], found.filed_by("party/state")[0]
    every = found.filed_by(None)[0]
    assert (patrol.records, state.records, every.records) == (1, 2, 3)
    assert (patrol.corrections, state.corrections, every.corrections) == (0, 1, 1)
    assert every.by_day[61:63] == (2, 1)
    # The file that two records share is one; the one that is not there has no size.
    assert (state.pile, every.pile) == ((3, 15, 1), (3, 15, 1)) and patrol.pile == (0, 0, 0)
    assert (state.numbers, every.numbers) == (range(2, 4), range(1, 4))
    assert found.filed_by("nobody/there") == found.of_all


def test_rows_of_a_release_did_not_arrive_on_its_day_and_are_counted_apart() -> None:
    rows = [came(1, "2019-05-01T05:00", "administrator", release="2019-05-01"), came(2, "2019-05-02T12:00")]
    found = counted(rows)
    assert (found.released, found.of_all[0].records, found.outside) == ({"2019-05-01": 1}, 1, 0)
    assert "administrator" not in found.by
    assert not counted(rows[:1]).anything and found.anything


def test_of_a_fictional_city_that_is_told_row_by_row_each_row_arrived_when_it_says() -> None:
    rows = [came(1, "2019-05-01T05:00", release="a city")]
    found = counted(rows, fictional=True, stands_on="2020-01-01")
    assert (found.released, found.of_all[0].records) == ({}, 1)


def test_words_are_those_of_summaries_and_notes_of_the_records_with_these_numbers() -> None:
    records = [
        record("meeting", key, happened="2019-05-01", state="held", summary=words, note=note)
        for key, words, note in (("a", "One two.", None), ("b", "Three.", "Four five six."), ("c", "Seven.", None))
    ]  # fmt: skip
    assert words_held(as_entries(records), range(1, 3)) == 6
    assert words_held(as_entries(records), range(0)) == 0


def test_a_share_of_nothing_is_nothing() -> None:
    assert (percent(1, 3), percent(2, 3), percent(0, 0)) == (33, 67, 0)


# Through the door


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """A town whose release is of 10 January 2020, and then a day later on each look at the clock."""
    moments = (NOON + timedelta(n) for n in range(1000))
    made = a_desk(place, lambda: next(moments))
    folder = write_folder(
        tmp_path / "data",
        catalogue=catalogue_content(MEETINGS) | {"periods": PERIODS},
        meeting=[record_content("may", happened="2019-05-01", state="held")],
    )
    load_folder(made, folder)
    return with_people(made)


def a_meeting(key: str, happened: str = "2020-03-01") -> Evidence:
    return KINDS["meeting"].model_validate(record_content(key, happened=happened, state="held"))


def test_each_reader_is_told_of_what_they_see_and_of_nothing_else(desk: Desk) -> None:
    cora, stan = Actor("cora"), Actor("stan")
    digest = desk.door.files.put(b"minutes")
    one = desk.add(cora, a_meeting("one"), visibility="public", files=[digest]).number
    desk.add(cora, a_meeting("one"), corrects=one, reason="A typing error.", files=[])
    desk.add(cora, a_meeting("two"), visibility="parties")
    desk.add(stan, a_meeting("three"), visibility="sealed")
    number = desk.door.head().number

    def seen(actor: Actor) -> tuple[int, list[str]]:
        found = desk.door.arrivals(actor, number)
        return found.of_all[1].records, list(found.by)

    assert seen(PUBLIC) == (2, ["department/patrol"])
    assert seen(cora) == (3, ["department/patrol"])
    assert seen(stan) == (4, ["department/patrol", "party/state"])
    found = desk.door.arrivals(PUBLIC, number)
    assert (found.of_all[1].corrections, found.of_all[1].pile, found.released) == (
        1,
        (1, 7, 0),
        {"2020-01-10": 1},
    )


def test_what_is_withdrawn_later_came_nevertheless_and_what_is_redacted_is_gone(desk: Desk) -> None:
    cora = Actor("cora")
    first = desk.add(cora, a_meeting("one"), visibility="public").number
    second = desk.add(cora, a_meeting("two"), visibility="public").number
    desk.withdraw(cora, first, "It was another meeting.")

    def records(number: int) -> int:
        return desk.door.arrivals(PUBLIC, number).of_all[1].records

    assert (records(first), records(desk.door.head().number)) == (1, 2)
    desk.redact(Actor("ann"), second, "A child was named.")
    assert (records(first), records(second), records(desk.door.head().number)) == (1, 1, 1)


def test_an_answer_is_worked_out_once_for_one_head_and_one_sight(desk: Desk) -> None:
    number = desk.door.head().number
    assert desk.door.arrivals(PUBLIC, number) is desk.door.arrivals(Actor("orla-not-on-record"), number)
    desk.add(Actor("cora"), a_meeting("one"), visibility="public")
    assert desk.door.arrivals(PUBLIC, desk.door.head().number).of_all[1].records == 1
