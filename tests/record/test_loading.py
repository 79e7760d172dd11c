"""Loading a release: nothing is overwritten, nothing is recorded twice, nothing is left half done, on either database."""

import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from compliance.access import PUBLIC, Actor, Desk, NotAllowed, StoreError
from compliance.contributions import Person, Role
from compliance.evidence import KINDS
from compliance.intake.folder import read_folder
from compliance.intake.loading import load
from compliance.reading import BrokenInput
from compliance.record.store import Store
from compliance.record.verify import verify
from tests.conftest import CHICAGO
from tests.databases import Place
from tests.small import catalogue_content, criterion, determined, record_content, write_folder
from tests.stores import HOST, NOON, PERIODS, a_desk, load_folder, sqlite_place, with_people

MAY = record_content("may", happened="2019-05-01", state="held")
JUNE = record_content("june", happened="2019-06-01", state="held")
MIDNIGHT = datetime(2020, 1, 10, 6, tzinfo=UTC)
"""When 10 January 2020 began in Chicago."""


@pytest.fixture
def desk(place: Place) -> Desk:
    """The desk of an empty store."""
    return a_desk(place)


def rows(store: Store) -> list[dict[str, Any]]:
    """Every row with every column."""
    return list(store.rows())


def a_folder(path: Path, *meetings: dict[str, Any], release: str = "2020-01-10") -> Path:
    """A data folder with these meetings."""
    shutil.rmtree(path / "data", ignore_errors=True)
    return write_folder(path / "data", release, meeting=list(meetings))


def test_loading_twice_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    first = load_folder(desk, a_folder(tmp_path, MAY))
    assert (first.added, first.corrected, first.unchanged, first.vanished) == (3, 0, 0, ())
    before = rows(desk.door.store)
    second = load_folder(desk, a_folder(tmp_path, MAY))
    assert (second.added, second.corrected, second.unchanged) == (0, 0, 3)
    assert (second.last, second.head) == (first.last, first.head)
    assert rows(desk.door.store) == before


def test_the_same_release_on_another_day_of_loading_adds_nothing(place: Place, tmp_path: Path) -> None:
    load_folder(a_desk(place), a_folder(tmp_path, MAY))
    years_later = a_desk(place, lambda: NOON + timedelta(days=3000))
    assert load_folder(years_later, a_folder(tmp_path, MAY)).added == 0


def test_two_copies_of_one_release_have_one_head_on_either_database(
    tmp_path: Path, new_postgres_database: Callable[[str], Place]
) -> None:
    folder = read_folder(CHICAGO)
    found = []
    someone_elses = Actor(host=True, system_account="somebody else")
    for place, actor, late in (
        (sqlite_place(tmp_path / "one"), HOST, timedelta(0)),
        (sqlite_place(tmp_path / "two"), someone_elses, timedelta(days=900)),
        (new_postgres_database("three"), HOST, timedelta(0)),
        (new_postgres_database("four"), someone_elses, timedelta(days=900)),
    ):
        begins = datetime(folder.release.release.year + 1, 1, 1, tzinfo=UTC)
        desk = a_desk(place, lambda now=begins + late: now)
        done = load(folder, desk, actor)
        found.append((done.last, done.head))
        assert verify(desk.door.store).faults == ()
        assert [row["number"] for row in desk.door.store.rows()] == list(range(1, done.last + 1))
        desk.door.store.database.close()
    assert len(set(found)) == 1, found


def test_a_later_release_has_one_head_whoever_of_the_administrators_loads_it(tmp_path: Path) -> None:
    one = sqlite_place(tmp_path / "one")
    desk = a_desk(one)
    load_folder(desk, a_folder(tmp_path, MAY))
    desk.add(HOST, Person(key="ann", name="Ann"))
    desk.add(HOST, Role(person="ann", role="administrator"))
    desk.door.store.database.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    folder = read_folder(a_folder(tmp_path, MAY, JUNE, release="2020-02-10"))
    by_host = load(folder, a_desk(one), HOST)
    by_ann = load(folder, a_desk(sqlite_place(tmp_path / "two")), Actor("ann"))
    assert (by_host.added, by_host.head) == (1, by_ann.head)


def test_rows_are_stamped_from_the_beginning_of_the_releases_day_in_the_decrees_zone(
    desk: Desk, tmp_path: Path
) -> None:
    load_folder(desk, a_folder(tmp_path, MAY))
    assert [desk.door.store.recorded(n) for n in (1, 2, 3)] == [
        MIDNIGHT + timedelta(microseconds=n) for n in range(3)
    ]


def test_a_release_whose_day_lies_ahead_is_refused(place: Place, tmp_path: Path) -> None:
    early = a_desk(place, lambda: MIDNIGHT - timedelta(minutes=1, seconds=1))
    with pytest.raises(
        StoreError, match=r"2020-01-10 lies ahead: its day has not begun\. Correct the day in"
    ):
        load_folder(early, a_folder(tmp_path, MAY))
    assert early.door.store.head().number == 0
    assert load_folder(a_desk(place, lambda: MIDNIGHT), a_folder(tmp_path, MAY)).added == 3


def test_an_earlier_release_loaded_later_is_stamped_after_what_stands(desk: Desk, tmp_path: Path) -> None:
    last = load_folder(desk, a_folder(tmp_path, MAY, release="2020-02-10")).last
    done = load_folder(desk, a_folder(tmp_path, MAY, JUNE, release="2020-01-10"))
    before, after = desk.door.store.recorded(last), desk.door.store.recorded(done.last)
    assert before and after == before + timedelta(microseconds=1)


def test_a_changed_row_becomes_a_correction_that_points_to_the_old_one(desk: Desk, tmp_path: Path) -> None:
    store = desk.door.store
    load_folder(desk, a_folder(tmp_path, MAY, JUNE))
    changed = MAY | {"happened": "2019-05-02"}
    done = load_folder(desk, a_folder(tmp_path, changed, JUNE, release="2020-02-10"))
    assert (done.added, done.corrected, done.unchanged) == (0, 1, 3)
    old, new = (row for row in store.rows(holds="evidence") if row["key"] == "may")
    assert (old["corrects"], new["corrects"]) == (None, old["number"])
    assert (new["reason"], new["release"]) == ("changed in the release of 2020-02-10", "2020-02-10")
    assert "2019-05-01" in old["body"], "the old row stays as it was"
    held = {row.key: row.body for row in store.current("evidence", done.last)}
    assert "2019-05-02" in held["may"]
    assert set(held) == {"may", "june"}


def test_a_changed_catalogue_is_a_correction_too(desk: Desk, tmp_path: Path) -> None:
    load_folder(desk, a_folder(tmp_path, MAY))
    other = catalogue_content(criterion("meetings_held", at_least="3", first="2019-03-01", last="2019-12-31"))
    done = load_folder(desk, write_folder(tmp_path / "data", "2020-02-10", catalogue=other, meeting=[MAY]))
    assert done.corrected == 1
    assert "at_least: '3'" in desk.door.store.current("catalogue_revision", done.last)[0].body


def test_a_vanished_row_is_named_and_kept(desk: Desk, tmp_path: Path) -> None:
    load_folder(desk, a_folder(tmp_path, MAY, JUNE))
    done = load_folder(desk, a_folder(tmp_path, MAY, release="2020-02-10"))
    assert (done.vanished, done.added, done.corrected) == (("evidence june",), 0, 0)
    assert {row.key for row in desk.door.store.current("evidence", done.last)} == {"may", "june"}


def test_what_people_recorded_here_has_not_vanished_from_a_release(desk: Desk, tmp_path: Path) -> None:
    load_folder(desk, a_folder(tmp_path, MAY))
    filed = KINDS["meeting"].model_validate(JUNE)
    with_people(desk).add(Actor("cora"), filed, visibility="sealed")
    assert load_folder(desk, a_folder(tmp_path, MAY)).vanished == ()


def test_one_store_holds_one_decree(desk: Desk, tmp_path: Path) -> None:
    load_folder(desk, a_folder(tmp_path, MAY))
    before = rows(desk.door.store)
    content = catalogue_content(
        criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
    ) | {"key": "elsewhere"}
    other = write_folder(tmp_path / "other", catalogue=content, meeting=[JUNE])
    with pytest.raises(StoreError, match=r"holds the decree 'town' and the folder is of 'elsewhere'"):
        load_folder(desk, other)
    assert rows(desk.door.store) == before


def test_a_broken_folder_leaves_the_store_as_it_was(desk: Desk, tmp_path: Path) -> None:
    load_folder(desk, a_folder(tmp_path, MAY))
    before = rows(desk.door.store)
    with pytest.raises(BrokenInput):
        load_folder(desk, a_folder(tmp_path, JUNE, MAY | {"state": "hold"}))
    assert rows(desk.door.store) == before


def test_a_redacted_row_is_not_loaded_again(desk: Desk, tmp_path: Path) -> None:
    load_folder(desk, a_folder(tmp_path, MAY, JUNE))
    number = next(row["number"] for row in rows(desk.door.store) if row["key"] == "may")
    head = desk.redact(HOST, number, "a child was named")
    for release in ("2020-01-10", "2020-02-10"):
        done = load_folder(desk, a_folder(tmp_path, MAY, JUNE, release=release))
        assert (done.added, done.corrected, done.redacted) == (0, 0, ("evidence may",))
        assert (done.last, done.head) == (head.number, head.hash)
    changed = MAY | {"happened": "2019-05-02"}
    assert load_folder(desk, a_folder(tmp_path, changed, release="2020-02-11")).added == 0
    assert set(desk.door.ask(PUBLIC).assessment.entries) == {"june"}
    assert "may" not in str([row["body"] for row in desk.door.store.rows(holds="redaction")])


def test_a_redacted_correction_does_not_bring_the_row_before_it_back(desk: Desk, tmp_path: Path) -> None:
    load_folder(desk, a_folder(tmp_path, MAY))
    changed = MAY | {"happened": "2019-05-02"}
    last = load_folder(desk, a_folder(tmp_path, changed, release="2020-02-10")).last
    desk.redact(HOST, last, "a child was named")
    assert set(desk.door.ask(PUBLIC).assessment.entries) == set()
    done = load_folder(desk, a_folder(tmp_path, changed, release="2020-02-10"))
    assert (done.added, done.redacted) == (0, ("evidence may",))


@pytest.mark.parametrize("person", [None, "mo", "cora", "stan", "orla", "nobody"])
def test_only_an_administrator_loads(tmp_path: Path, person: str | None) -> None:
    desk = a_desk(sqlite_place(tmp_path))
    load_folder(desk, a_folder(tmp_path, MAY))
    before = rows(with_people(desk).door.store)
    with pytest.raises(NotAllowed):
        load(read_folder(a_folder(tmp_path, MAY, JUNE)), desk, Actor(person))
    assert rows(desk.door.store) == before


def test_of_two_that_load_at_once_one_adds_each_row_and_the_other_none(place: Place, tmp_path: Path) -> None:
    folder = read_folder(CHICAGO)
    now = datetime(folder.release.release.year + 1, 1, 1, tzinfo=UTC)
    a_desk(place)
    added: list[int] = []
    failed: list[Exception] = []

    def load_it() -> None:
        try:
            added.append(load(folder, a_desk(place, lambda: now), HOST).added)
        except Exception as error:
            failed.append(error)

    both = [threading.Thread(target=load_it) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    store = Store(place.url)
    assert failed == []
    assert sorted(added) == [0, store.last_number()]
    assert verify(store).faults == ()


def test_what_was_withdrawn_or_corrected_here_stays_so_when_the_same_release_is_loaded_again(
    desk: Desk, tmp_path: Path
) -> None:
    folder = a_folder(tmp_path, MAY, JUNE)
    load_folder(desk, folder)
    may, june = (row["number"] for row in desk.door.export(HOST, "evidence", 99))
    desk.withdraw(HOST, may, "It was another year.")
    record = KINDS["meeting"].model_validate(JUNE | {"happened": "2019-06-02"})
    desk.add(HOST, record, corrects=june, reason="The minutes say so.")
    before = desk.door.store.head()
    done = load_folder(desk, folder)
    assert (done.added, done.corrected, desk.door.store.head()) == (0, 0, before)


def test_a_release_does_not_correct_what_somebody_else_filed_under_the_same_key(
    desk: Desk, tmp_path: Path
) -> None:
    load_folder(desk, a_folder(tmp_path))
    with_people(desk)
    desk.add(Actor("cora"), KINDS["meeting"].model_validate(MAY), visibility="sealed")
    before = desk.door.store.head()
    with pytest.raises(StoreError, match=r"the key 'may' .* department/patrol filed"):
        load_folder(desk, a_folder(tmp_path, MAY, release="2020-02-10"))
    assert desk.door.store.head() == before


def test_a_catalogue_that_drops_what_somebodys_record_names_is_not_loaded(desk: Desk, tmp_path: Path) -> None:
    check = criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
    with_periods = catalogue_content(check) | {"periods": PERIODS}
    load_folder(desk, write_folder(tmp_path / "data", catalogue=with_periods))
    with_people(desk)
    number = desk.add(Actor("mo"), determined()).number
    with pytest.raises(StoreError, match=rf"record {number} would not fit any more: 'IMR-1'"):
        load_folder(desk, a_folder(tmp_path, release="2020-02-10"))
    assert desk.door.store.head().number == number
