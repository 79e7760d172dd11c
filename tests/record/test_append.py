"""What is recorded gets the next number and a later time, once, whole or not at all."""

import random
import threading
import time
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from compliance.access import PUBLIC, Actor, Desk
from compliance.contributions import Response, Review
from compliance.evidence import KINDS
from compliance.record import databases
from compliance.record.databases import StoreError
from compliance.record.files import Files
from compliance.record.rows import Author, Conflict, Head, New, stamp_of
from compliance.record.store import Store
from compliance.record.tables import HOLDS
from compliance.record.verify import verify
from tests.databases import Place
from tests.record.conftest import create
from tests.small import record_content, write_folder
from tests.stores import HOST, NOON, a_desk, load_folder, sqlite_place, with_people

SOMEBODY = Author("department/patrol", "cora")


def a_row(key: str = "a", **fields: Any) -> New:
    """A row about `key`."""
    return New("evidence", key, **({"body": f'{{"said":"{key}"}}', "kind": "meeting"} | fields))


def append(store: Store, *rows: New) -> list[Head]:
    """Record rows in one act."""
    return store.append(lambda _: rows, SOMEBODY)


def terminate(store: Store, connection: Any) -> None:
    """End a PostgreSQL connection from the server's side."""
    url = store.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.info.backend_pid])


def count(store: Store) -> int:
    """How many rows there are in either table; it is one number."""
    with store.database.reading() as connection:
        found = {
            connection.scalar(text("SELECT count(*) FROM record")),
            connection.scalar(text("SELECT count(*) FROM content")),
        }
    assert len(found) == 1, "a row stands in one of the two tables only"
    return int(found.pop() or 0)


@pytest.fixture
def store(place: Place) -> Store:
    """An empty store whose clock stands at noon."""
    create(place)
    return Store(place.url, lambda: NOON)


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """See `a_town`."""
    return a_town(place, tmp_path)


def a_town(place: Place, tmp_path: Path) -> Desk:
    """A desk with a catalogue, one source and a person of each role."""
    desk = a_desk(place)
    load_folder(desk, write_folder(tmp_path / "data"))
    return with_people(desk)


def said(store: Store) -> str:
    """All that any column of the store says."""
    with store.database.reading() as connection:
        tables = [
            connection.execute(text(f"SELECT * FROM {t}")).all() for t in ("record", "content", "draft")
        ]
    return str(tables)


# Numbers


def test_numbers_run_from_one_without_a_gap_over_everything_a_row_can_hold(store: Store) -> None:
    for holds in HOLDS:
        if holds != "redaction":
            append(store, New(holds, f"{holds}-1", "{}"), New(holds, f"{holds}-2", "{}"))
    append(store, New("redaction", "1", "{}", redacts=1, reason="ordered"))
    assert [row["number"] for row in store.rows()] == list(range(1, 2 * len(HOLDS)))
    assert {row["holds"] for row in store.rows()} == set(HOLDS)


def test_an_act_of_no_rows_records_nothing(store: Store) -> None:
    assert append(store) == []
    assert store.head().number == 0


def test_a_refused_act_leaves_no_gap(store: Store) -> None:
    append(store, a_row("a"))
    with pytest.raises(Conflict):
        append(store, a_row("b"), a_row("a"))
    assert [head.number for head in append(store, a_row("b"))] == [2]


def test_two_stores_on_one_database_that_record_at_once_share_one_run_of_numbers(place: Place) -> None:
    create(place)
    failed: list[Exception] = []

    def record(name: str) -> None:
        try:
            own = Store(place.url)
            for i in range(8):
                append(own, a_row(f"{name}{i}"))
            own.database.close()
        except Exception as error:
            failed.append(error)

    writers = [threading.Thread(target=record, args=(name,)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    found = Store(place.url)
    assert [row["number"] for row in found.rows()] == list(range(1, 17))
    assert verify(found).faults == ()


# Times


def test_each_time_is_later_than_the_last_while_the_clock_stands_still(store: Store) -> None:
    for i in range(3):
        append(store, a_row(f"a{i}"), a_row(f"b{i}"))
    times = [datetime.fromisoformat(row["recorded"]) for row in store.rows()]
    assert times[0] == NOON
    assert {later - earlier for earlier, later in pairwise(times)} == {timedelta(microseconds=1)}


def test_a_clock_of_another_zone_is_recorded_in_utc(place: Place) -> None:
    create(place)
    elsewhere = Store(place.url, lambda: datetime.fromisoformat("2020-03-01T12:00:00-06:00"))
    append(elsewhere, a_row())
    assert elsewhere.row(1)["recorded"] == "2020-03-01T18:00:00.000000Z"  # type: ignore[index]


def test_a_clock_a_minute_behind_is_taken_for_slow_and_the_time_goes_on(place: Place) -> None:
    create(place)
    append(Store(place.url, lambda: NOON), a_row("a"))
    behind = Store(place.url, lambda: NOON - timedelta(minutes=1))
    append(behind, a_row("b"))
    assert behind.recorded(2) == NOON + timedelta(microseconds=1)


def test_a_clock_further_behind_records_nothing_and_says_what_to_do(place: Place) -> None:
    create(place)
    append(Store(place.url, lambda: NOON), a_row("a"))
    behind = Store(place.url, lambda: NOON - timedelta(minutes=1, microseconds=1))
    with pytest.raises(
        StoreError,
        match=r"the clock says 2020-03-01 17:58 UTC, and record 1 .*nothing was recorded\. Set the clock",
    ):
        append(behind, a_row("b"))
    assert count(behind) == 1


def test_without_a_clock_postgresql_tells_the_time_of_the_moment_and_not_of_when_waiting_began(
    new_postgres_database: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = new_postgres_database("pilcrow")
    store = create(place)

    class NoClock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            raise AssertionError("this machine's clock was asked")

    monkeypatch.setattr(databases, "datetime", NoClock)
    inside = threading.Event()

    def slowly(_: Any) -> Sequence[New]:
        inside.set()
        time.sleep(0.3)
        return [a_row("first")]

    first = threading.Thread(target=lambda: store.append(slowly, SOMEBODY))
    first.start()
    inside.wait()
    append(store, a_row("second"))  # its transaction begins while the first one holds the lock
    first.join()
    one, two = store.recorded(1), store.recorded(2)
    # Had the time been that of when its transaction began, it would be the first one's and a microsecond.
    assert one and two and two - one > timedelta(milliseconds=1)
    with store.database.reading() as connection:
        now = connection.scalar(text("SELECT clock_timestamp()"))
    assert timedelta(0) < now - two < timedelta(seconds=30)


# The same thing asked twice


def test_the_same_idempotency_key_twice_is_one_record(store: Store) -> None:
    (first,) = append(store, a_row(idempotency_key="k"))
    assert append(store, a_row(idempotency_key="k")) == [first]
    assert count(store) == 1


def test_of_several_rows_only_those_not_recorded_yet_are_added_and_each_is_told_where_it_stands(
    store: Store,
) -> None:
    append(store, a_row("b", idempotency_key="b"))
    heads = append(store, a_row("a"), a_row("b", idempotency_key="b"), a_row("c", idempotency_key="c"))
    assert [head.number for head in heads] == [2, 1, 3]


def test_the_same_idempotency_key_for_something_else_is_a_conflict(store: Store) -> None:
    append(store, a_row(idempotency_key="k"))
    for other in ({"body": "{}"}, {"visibility": "sealed"}, {"files": ("0" * 64,)}, {"key": "b"}):
        with pytest.raises(Conflict, match="the key 'k' was given to record 1, which says something else"):
            append(store, a_row(**({"key": "a", "idempotency_key": "k"} | other)))
    assert count(store) == 1


def test_what_was_committed_but_never_answered_is_one_record_when_it_is_sent_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(store, a_row("before"))
    dialect: Any = store.database._engine.dialect
    commit = dialect.do_commit

    def commit_and_break_off(connection: Any) -> None:
        monkeypatch.setattr(dialect, "do_commit", commit)
        commit(connection)
        if store.database.sqlite:
            # There no server can be lost: the program ends before it answers.
            raise KeyboardInterrupt
        terminate(store, connection.driver_connection)
        connection.driver_connection.execute("SELECT 1")

    monkeypatch.setattr(dialect, "do_commit", commit_and_break_off)
    lost = KeyboardInterrupt if store.database.sqlite else StoreError
    with pytest.raises(lost) as told:
        append(store, a_row(idempotency_key="k"))
    if not store.database.sqlite:
        assert "nothing was recorded" not in str(told.value), "it was, and the message says otherwise"
        assert "whether this was recorded is not known" in str(told.value)
    assert [head.number for head in append(store, a_row(idempotency_key="k"))] == [2]
    assert count(store) == 2


def test_a_connection_that_breaks_before_the_commit_leaves_nothing(
    new_postgres_database: Callable[[str], Place],
) -> None:
    store = create(new_postgres_database("pilcrow"))

    def end(connection: Any) -> None:
        terminate(store, connection.connection.driver_connection)

    with pytest.raises(StoreError, match=r"nothing was recorded\. Check that the database runs"):
        store.append(lambda _: [a_row()], SOMEBODY, with_it=end)
    assert count(store) == 0
    assert append(store, a_row())[0].number == 1


def test_a_response_and_a_review_sent_twice_are_one_record_each(desk: Desk) -> None:
    record = KINDS["meeting"].model_validate(record_content("may", happened="2019-05-01", state="held"))
    cora, mo = Actor("cora"), Actor("mo")
    number = desk.add(cora, record).number
    response = Response.model_validate(
        {"obligation": "duty", "stance": "agrees", "words": "Yes.", "given": "2020-02-01"}
    )
    assert desk.add(cora, response, idempotency_key="r") == desk.add(cora, response, idempotency_key="r")
    first = Review(record=number, verdict="accepted", reason="It is whole.")
    told = desk.add(mo, first, idempotency_key="v")
    assert desk.add(mo, first, idempotency_key="v") == told
    desk.add(mo, Review(record=number, verdict="rejected", reason="It is not."))
    assert desk.add(mo, first, idempotency_key="v") == told, (
        "a late repetition of the first is no third review"
    )


# Corrections and withdrawals


def test_who_corrects_a_row_second_is_told_which_one_holds_now(store: Store) -> None:
    append(store, a_row())
    append(store, a_row(body="{}", corrects=1, reason="misread"))
    with pytest.raises(Conflict, match=r"record 1 does not hold for evidence 'a' any more: record 2 does"):
        append(store, a_row(corrects=1, reason="mine"))
    assert count(store) == 2


def test_a_first_row_for_a_key_that_is_recorded_is_a_conflict(store: Store) -> None:
    append(store, a_row())
    with pytest.raises(Conflict, match="recorded already, as record 1; correct that one, with a reason"):
        append(store, a_row(body="{}"))


def test_a_row_of_another_thing_is_not_corrected(store: Store) -> None:
    append(store, a_row("a"), a_row("b"))
    with pytest.raises(Conflict, match="record 2 does not hold for evidence 'a' any more: record 1 does"):
        append(store, a_row("a", corrects=2, reason="r"))


def test_a_row_can_correct_one_of_the_same_act_and_only_by_its_own_number(store: Store) -> None:
    with pytest.raises(Conflict):
        append(store, a_row("a"), a_row("b"), a_row("b", body="{}", corrects=1, reason="r"))
    append(store, a_row("a"), a_row("b"), a_row("b", body="{}", corrects=2, reason="r"))
    assert {row.key: row.number for row in store.current("evidence", 3)} == {"a": 1, "b": 3}


def test_a_withdrawn_row_holds_no_more_and_its_key_can_be_used_again(store: Store) -> None:
    append(store, a_row())
    append(store, a_row(body="{}", withdraws=1, reason="not ours"))
    assert store.current("evidence", 2) == []
    with pytest.raises(
        Conflict, match="does not hold for evidence 'a' any more: it was withdrawn or redacted"
    ):
        append(store, a_row(corrects=1, reason="r"))
    append(store, a_row(body='{"new":1}'))
    assert [row.number for row in store.current("evidence", 3)] == [3]
    assert [row.number for row in store.current("evidence", 1)] == [1], "then it did hold"


def test_all_or_nothing_when_the_third_of_five_rows_is_bad(store: Store) -> None:
    append(store, a_row("c"))
    before = store.head()
    done: list[object] = []
    with pytest.raises(Conflict):
        store.append(lambda _: [a_row(key) for key in "abcde"], SOMEBODY, with_it=done.append)
    with pytest.raises(ValueError):
        store.append(lambda _: [a_row("\0" if key == "f" else key) for key in "defgh"], SOMEBODY)
    # What only the database itself refuses, after the first rows were written.
    with pytest.raises(StoreError):
        store.append(
            lambda _: [a_row(f"x{i}", idempotency_key="one" if i > 1 else None) for i in range(5)], SOMEBODY
        )
    assert (store.head(), count(store), done) == (before, 1, [])


# Texts


@pytest.mark.parametrize(
    "field", ["key", "body", "kind", "reason", "happened", "source_date", "idempotency_key"]
)
@pytest.mark.parametrize(("bad", "why"), [("a\0b", "NUL"), ("a\ud800b", "lone surrogate")])
def test_what_no_database_keeps_is_no_row(field: str, bad: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"{field} cannot be recorded: .*{why}"):
        a_row(**{"key": "a", field: bad})


@pytest.mark.parametrize("field", ["capacity", "person", "system_account"])
def test_nor_is_it_an_author(field: str) -> None:
    with pytest.raises(ValueError, match=f"{field} cannot be recorded"):
        Author(**({"capacity": "monitor"} | {field: "a\ud800"}))


def test_a_file_is_named_by_its_digest_alone() -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        a_row(files=("no digest",))


def test_accents_are_kept_composed_whoever_types_them(store: Store) -> None:
    decomposed = unicodedata.normalize("NFD", "José")
    author = Author("monitor", decomposed, decomposed)
    store.append(lambda _: [a_row(decomposed, body=decomposed, reason=decomposed)], author)
    row = store.row(1)
    assert row is not None
    assert {row[c] for c in ("key", "body", "reason", "recorded_by", "system_account")} == {"José"}
    with pytest.raises(Conflict):
        append(store, a_row("José"))
    assert verify(store).faults == ()


def test_every_other_character_comes_back_as_it_was(store: Store) -> None:
    body = "¶ 'quoted' \"twice\" %s :x ? \\ \r\n\t \x01\x7f \U0001f600 \u202e { } – ñ"
    append(store, a_row(body=body))
    assert store.row(1)["body"] == body  # type: ignore[index]
    assert verify(store).faults == ()


# Redaction

PLANTED = "Planted-7f3a91"


def redacting_desk(desk: Desk) -> tuple[Desk, int]:
    """A desk, with the number of a row whose every free text is planted."""
    cora = Actor("cora", system_account=PLANTED)
    content = record_content(PLANTED.lower(), happened="2019-05-01", state="held", said_by=PLANTED)
    body = KINDS["meeting"].model_validate(content | {"summary": f"{PLANTED} " * 100})
    first = desk.add(cora, body, visibility="public", idempotency_key=PLANTED)
    return desk, first.number


def test_a_redacted_content_is_gone_from_every_answer_and_every_query(desk: Desk, place: Place) -> None:
    desk, number = redacting_desk(desk)
    store = desk.door.store
    assert PLANTED in said(store)
    head = desk.redact(Actor("ann"), number, "ordered by the court")
    assert PLANTED.lower() not in said(store).lower()
    row = store.row(number)
    assert row is not None and row["hash"] and row["body"] is None and row["key"] is None
    for actor in (HOST, PUBLIC, Actor("ann"), Actor("mo"), Actor("cora")):
        assert PLANTED.lower() not in str(desk.door.rows(actor, head.number)).lower()
        assert PLANTED.lower() not in str(desk.door.export(actor, "evidence", head.number)).lower()
    for known in (number, head.number):
        assert store.current("evidence", known) == [], "nor in what was known before it"
    found = verify(store, Files(place.files))
    assert (found.faults, found.redacted) == ((), 1)
    with pytest.raises(KeyError):
        desk.redact(Actor("ann"), number, "again")


def test_a_row_is_redacted_once_and_a_row_that_is_not_there_never(store: Store) -> None:
    append(store, a_row("a"), a_row("b"))
    append(store, New("redaction", "1", "{}", redacts=1, reason="ordered"))
    for bad in ([1], [9], [2, 2], [4]):
        with pytest.raises(Conflict, match=r"was redacted already, or is not there"):
            append(store, *(New("redaction", str(n), "{}", redacts=n, reason="ordered") for n in bad))
    assert store.head().number == 3


def in_the_files(store: Store, *planted: str) -> list[str]:
    """Which of these words stand in an SQLite store's files, in small letters."""
    path = store.database.path
    assert path is not None
    every = [path.with_name(path.name + end) for end in ("", "-wal", "-shm", "-journal")]
    content = b"".join(file.read_bytes().lower() for file in every if file.exists())
    return [word for word in planted if word.encode() in content]


def test_a_redacted_content_is_gone_from_the_bytes_of_the_file_and_of_its_log(
    tmp_path: Path,
) -> None:
    desk, number = redacting_desk(a_town(sqlite_place(tmp_path), tmp_path))
    store = desk.door.store
    assert in_the_files(store, PLANTED.lower()), "it has to be there to be removed"
    desk.redact(Actor("ann"), number, "ordered by the court")
    assert in_the_files(store, PLANTED.lower()) == []


def test_nor_is_a_copy_left_that_splitting_a_page_made(tmp_path: Path) -> None:
    store, chance = create(sqlite_place(tmp_path)), random.Random(1)
    keys: list[str] = []
    while len(keys) < 900:
        some = [f"planted{chance.randbytes(chance.randint(10, 300)).hex()}" for _ in range(30)]
        append(
            store,
            *(a_row(key, body=key * chance.choice((1, 3, 20)), idempotency_key=f"i{key}") for key in some),
        )
        keys += some
    gone = chance.sample(range(1, len(keys) + 1), 300)
    append(store, *(New("redaction", str(n), "{}", redacts=n, reason="ordered") for n in gone))
    assert in_the_files(store, *(keys[n - 1][:27] for n in gone)) == []


def test_where_a_reader_keeps_the_old_bytes_alive_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "SECONDS_TO_WAIT", 0.05)
    store = create(sqlite_place(tmp_path))
    append(store, a_row(PLANTED))
    with store.database.reading() as connection:
        connection.execute(text("SELECT * FROM record")).all()
        with pytest.raises(StoreError, match=r"is recorded, but .* may still stand in unused parts .*VACUUM"):
            append(store, New("redaction", "1", "{}", redacts=1, reason="ordered"))
    assert PLANTED not in said(store), "the redaction itself stands"


def test_its_files_are_gone_even_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "SECONDS_TO_WAIT", 0.05)
    desk = a_town(sqlite_place(tmp_path), tmp_path)
    digest = desk.door.files.put(PLANTED.encode())
    record = KINDS["meeting"].model_validate(record_content("may", happened="2019-05-01", state="held"))
    number = desk.add(Actor("cora"), record, files=[digest]).number
    with desk.door.store.database.reading() as connection:
        connection.execute(text("SELECT * FROM record")).all()
        with pytest.raises(StoreError, match="is recorded, but"):
            desk.redact(Actor("ann"), number, "ordered by the court")
    assert desk.door.files.state(digest) == "missing"


def test_a_key_whose_row_was_redacted_can_be_used_again(store: Store) -> None:
    append(store, a_row(idempotency_key="k"))
    append(store, New("redaction", "1", "{}", redacts=1, reason="ordered"))
    with pytest.raises(Conflict, match="withdrawn or redacted"):
        append(store, a_row(corrects=1, reason="r"))
    assert append(store, a_row(idempotency_key="k"))[0].number == 3


def test_reading_sees_one_state_however_long_it_takes(store: Store) -> None:
    append(store, *(a_row(f"a{i}") for i in range(50)))
    rows = store.rows()
    seen = [next(rows)["number"]]
    append(Store(store.database.url.render_as_string(False), lambda: NOON), a_row("later"))
    seen += [row["number"] for row in rows]
    assert seen == list(range(1, 51))


def test_stamps_sort_as_they_follow_each_other() -> None:
    moments = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(microseconds=m) for m in (0, 1, 10**6, 10**9)]
    assert sorted(map(stamp_of, moments)) == list(map(stamp_of, moments))
    assert {len(stamp_of(m)) for m in moments} == {27}
