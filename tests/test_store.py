"""Loading a folder into a store: nothing is overwritten, nothing is written twice, nothing is left half done."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compliance.intake.folder import read_folder
from compliance.intake.loading import load
from compliance.reading import BrokenInput
from compliance.record.store import Store, StoreError
from compliance.record.tables import TABLES, CatalogueRevision, EvidenceRow
from tests.conftest import CHICAGO, ROOT
from tests.small import record_content, write_folder

MAY = record_content("may", happened="2019-05-01", state="held")
JUNE = record_content("june", happened="2019-06-01", state="held")


def store_at(path: Path) -> Store:
    """The store in a file of this folder."""
    return Store(f"sqlite:///{path / 'pilcrow.db'}")


def all_rows(store: Store) -> list[tuple[int, str]]:
    """Every row's number and key."""
    last = store.last_number()
    return sorted((row["number"], row["key"]) for table in TABLES for row in store.rows(table, last))


def test_loading_twice_adds_nothing(tmp_path: Path) -> None:
    folder, store = read_folder(write_folder(tmp_path / "data", meeting=[MAY])), store_at(tmp_path)
    first = load(folder, store)
    assert (first.added, first.corrected, first.unchanged, first.vanished) == (3, 0, 0, ())
    before = all_rows(store)
    second = load(folder, store)
    assert (second.added, second.corrected, second.unchanged) == (0, 0, 3)
    assert all_rows(store) == before


def test_numbers_run_through_all_tables_without_a_gap(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    done = load(read_folder(CHICAGO), store)
    assert [number for number, _ in all_rows(store)] == list(range(1, done.last + 1))


def test_two_copies_of_one_release_hold_the_same_rows_with_the_same_time(tmp_path: Path) -> None:
    folder = read_folder(write_folder(tmp_path / "data", "2020-01-10", meeting=[MAY]))
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        store = store_at(tmp_path / name)
        load(folder, store)
        found.append([store.rows(table, 99) for table in TABLES])
    assert found[0] == found[1]
    assert store_at(tmp_path / "one").recorded(1) == datetime(2020, 1, 10, 6, tzinfo=UTC), (
        "midnight in Chicago"
    )


def test_a_changed_row_becomes_a_correction_that_points_to_the_old_one(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    load(read_folder(write_folder(tmp_path / "data", meeting=[MAY, JUNE])), store)
    changed = MAY | {"happened": "2019-05-02"}
    done = load(read_folder(write_folder(tmp_path / "data", "2020-02-10", meeting=[changed, JUNE])), store)
    assert (done.added, done.corrected) == (0, 1)
    rows = [row for row in store.rows(EvidenceRow, done.last) if row["key"] == "may"]
    assert [row["corrects"] for row in rows] == [None, rows[0]["number"]]
    assert rows[1]["reason"] == "changed in the release of 2020-02-10"
    assert "2019-05-01" in rows[0]["body"], "the old row stays as it was"
    assert "2019-05-02" in store.current(EvidenceRow, done.last)["may"][2]
    assert "2019-05-01" in store.current(EvidenceRow, rows[1]["number"] - 1)["may"][2]


def test_a_vanished_row_is_named_and_kept(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    load(read_folder(write_folder(tmp_path / "data", meeting=[MAY, JUNE])), store)
    done = load(read_folder(write_folder(tmp_path / "data", "2020-02-10", meeting=[MAY])), store)
    assert done.vanished == ("evidence june",)
    assert set(store.current(EvidenceRow, done.last)) == {"may", "june"}


def test_an_earlier_release_loaded_later_is_not_stamped_before_what_stands(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    load(read_folder(write_folder(tmp_path / "data", "2020-02-10", meeting=[MAY])), store)
    done = load(read_folder(write_folder(tmp_path / "data", "2020-01-10", meeting=[MAY, JUNE])), store)
    assert store.recorded(done.last) == store.recorded(1)


def test_a_broken_folder_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    load(read_folder(write_folder(tmp_path / "data", meeting=[MAY])), store)
    before = (tmp_path / "pilcrow.db").read_bytes()
    with pytest.raises(BrokenInput):
        load(
            read_folder(
                write_folder(tmp_path / "data", "2020-02-10", meeting=[JUNE, MAY | {"state": "hold"}])
            ),
            store,
        )
    assert (tmp_path / "pilcrow.db").read_bytes() == before


def test_one_store_holds_one_decree(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    load(read_folder(CHICAGO), store)
    before = all_rows(store)
    with pytest.raises(StoreError, match="holds the decree 'chicago' and the folder is of 'town'"):
        load(read_folder(write_folder(tmp_path / "data", meeting=[MAY])), store)
    assert all_rows(store) == before


def test_what_cannot_be_a_store_is_refused_in_a_sentence(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("This is no database, though it is long enough to look like one. " * 40)
    folder = read_folder(write_folder(tmp_path / "data", meeting=[MAY]))
    for path in (text, tmp_path, text / "below" / "pilcrow.db"):
        store = Store(f"sqlite:///{path}")
        with pytest.raises(StoreError, match=r"\w+ .*(move it away|run it again)"):
            load(folder, store)
        with pytest.raises(StoreError, match=r"run pilcrow init|ask again"):
            store.last_number()
    assert text.read_text().startswith("This is no database")


def test_a_store_that_is_not_there_says_how_to_make_it_and_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store at .*; run pilcrow init"):
        store_at(tmp_path).last_number()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "postgresql://localhost/pilcrow", ""])
def test_a_url_that_names_no_file_is_refused_with_one_that_would_do(url: str) -> None:
    with pytest.raises(StoreError, match=r"sqlite:///path/to/file\.db"):
        Store(url)


def test_another_database_of_tables_is_no_store(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "pilcrow.db") as other:
        other.execute("create table accounts (name text)")
    assert not store_at(tmp_path).exists()


LOADER = """
import sys
from pathlib import Path
from compliance.intake.folder import read_folder
from compliance.intake.loading import load
from compliance.record.store import Store
folder = read_folder(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print(load(folder, Store(sys.argv[2])).added, flush=True)
"""


def start_loading(url: str) -> subprocess.Popen[str]:
    """A process that is about to load the real record, and waits for a line to begin."""
    process = subprocess.Popen(
        [sys.executable, "-c", LOADER, str(CHICAGO), url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def begin(process: subprocess.Popen[str]) -> None:
    """Let it load."""
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def test_a_loading_that_is_killed_leaves_nothing_or_everything(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    everything = load(read_folder(CHICAGO), store_at(whole)).last
    for round_, wait in enumerate((0.0, 0.02, 0.05, 0.1)):
        url = f"sqlite:///{tmp_path / f'{round_}.db'}"
        process = start_loading(url)
        begin(process)
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        store = Store(url)
        held = store.last_number() if store.exists() else 0
        assert held in (0, everything)
        load(read_folder(CHICAGO), store)
        assert all_rows(store) == all_rows(store_at(whole)), "loading again makes it whole"


def test_two_that_load_at_once_record_each_row_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'pilcrow.db'}"
    both = [start_loading(url), start_loading(url)]
    for process in both:
        begin(process)
    said = [process.communicate(timeout=60) for process in both]
    assert [error for _, error in said] == ["", ""]
    store = Store(url)
    assert sorted(int(added) for added, _ in said) == [0, store.last_number()]
    assert len(store.rows(CatalogueRevision, store.last_number())) == 1
    keys = [row["key"] for row in store.rows(EvidenceRow, store.last_number())]
    assert len(keys) == len(set(keys))
