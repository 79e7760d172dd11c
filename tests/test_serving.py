"""`pilcrow serve --as`: one person tries what each role does, on a copy of the record, and nothing of it stays."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from compliance.access import Actor, Desk, StoreError
from compliance.access.roles import Capacity
from compliance.access.trial import PARTS, prepare
from compliance.contributions import Person
from tests.browser.conftest import free_port, pilcrow
from tests.conftest import ROOT
from tests.databases import Place
from tests.stores import HOST, a_desk, load_folder, sqlite_place


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def chicago(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = sqlite_place(tmp_path_factory.mktemp("store"))
    desk = a_desk(place, now)
    load_folder(desk, ROOT / "data" / "chicago")
    desk.door.files.put(b"an attached file")
    return place


def refused(place: Place, *words: str, **environment: str) -> str:
    """What the command says when it does not serve."""
    done = subprocess.run(
        [*pilcrow(), "serve", *words],
        env={**settings(place), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    return done.stderr


def settings(place: Place, **more: str) -> dict[str, str]:
    return {**os.environ, "PILCROW_DATABASE": place.url, "PILCROW_FILES": str(place.files), **more}


def test_a_role_that_is_none_is_refused_with_those_there_are(chicago: Place) -> None:
    assert "'king' is no role to try; write one of: monitor, coordinator," in refused(chicago, "--as", "king")


def test_it_is_refused_where_others_could_reach_the_pages(chicago: Place) -> None:
    said = refused(chicago, "--as", "monitor", PILCROW_HOST="0.0.0.0")
    assert "lets others reach them" in said and "PILCROW_HOST=127.0.0.1" in said


def test_a_body_that_the_catalogue_does_not_name_is_refused(chicago: Place) -> None:
    assert "no body 'mars'" in refused(chicago, "--as", "party/mars")
    assert "acts for no body" in refused(chicago, "--as", "monitor/cpd")


def test_without_a_store_it_says_how_to_make_one(tmp_path: Path) -> None:
    assert "run pilcrow init" in refused(sqlite_place(tmp_path), "--as", "monitor")


def test_on_postgresql_it_says_how_to_go_on(
    new_postgres_database: Callable[[str], Place], tmp_path: Path
) -> None:
    desk = a_desk(new_postgres_database("pilcrow"), now)
    load_folder(desk, ROOT / "data" / "chicago")
    with pytest.raises(
        StoreError, match="only an SQLite file is copied; write it to a file with pilcrow backup"
    ):
        prepare(desk.door, tmp_path, "monitor")


def test_there_is_a_person_for_each_role_marked_as_a_trial_in_the_copy_alone(
    chicago: Place, tmp_path: Path
) -> None:
    first = a_desk(chicago, now)
    before = first.door.head()
    trial = prepare(first.door, tmp_path, "coordinator", "cps")
    assert first.door.head() == before and first.door.people(HOST) == []

    copy = a_desk(Place(trial.database, None, trial.files), now)
    people = {person.key: (person, capacities) for person, capacities in copy.door.people(HOST)}
    assert set(trial.people) == set(PARTS) - {"public"} and set(trial.people.values()) == set(people)
    assert all("trial" in person.name.lower() for person, _ in people.values())
    assert {part: people[person][1] for part, person in trial.people.items()} == {
        "monitor": (Capacity("monitor"),),
        "coordinator": (Capacity("department", "cps", True),),
        "department": (Capacity("department", "cps"),),
        "party": (Capacity("party", "city"),)
        if _first_party(first) == "city"
        else (Capacity("party", "state"),),
        "organisation": (Capacity("organisation", "iletsb"),),
        "administrator": (Capacity("administrator"),),
    }


def _first_party(desk: Desk) -> str:
    return desk.door.catalogue(desk.door.head().number).case.parties[0]


def test_what_is_done_in_the_copy_does_not_reach_the_record_nor_its_files(
    chicago: Place, tmp_path: Path
) -> None:
    first = a_desk(chicago, now)
    [digest] = first.door.files.digests()
    trial = prepare(first.door, tmp_path, "monitor")
    copy = a_desk(Place(trial.database, None, trial.files), now)
    copy.add(Actor(trial.people["administrator"]), Person(key="new", name="New"))
    assert copy.door.files.read(digest) == b"an attached file"
    copy.door.files.remove(digest)
    assert first.door.files.read(digest) == b"an attached file"
    assert first.door.people(HOST) == []


@pytest.fixture
def trying(chicago: Place, tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", int, Path]]:
    """A running `pilcrow serve --as`, its port, and the folder for temporary files that it was given."""
    port, temporary = free_port(), tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [*pilcrow(), "serve", "--as", "party/state"],
        env=settings(chicago, PORT=str(port), TMPDIR=str(temporary)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    limit = time.monotonic() + 60
    while not _answers(port):
        assert process.poll() is None and time.monotonic() < limit, process.communicate()[0]
        time.sleep(0.1)
    yield process, port, temporary
    process.kill()
    process.wait()


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
            return True
    except (URLError, OSError):
        return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_copy_is_for_nobody_else_to_read_and_gone_at_the_end(
    how: signal.Signals, trying: tuple["subprocess.Popen[str]", int, Path]
) -> None:
    process, _, temporary = trying
    [copy] = temporary.glob("pilcrow-trial-*")
    assert copy.stat().st_mode & 0o077 == 0
    process.send_signal(how)
    said, _ = process.communicate(timeout=20)
    assert process.returncode == 0, said
    assert "You try the pages as party, on a copy of the record" in said
    assert list(temporary.glob("pilcrow-trial-*")) == []
