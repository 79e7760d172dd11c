"""Whatever is changed behind the record's back is found, and the right record is named."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from compliance.record.canonical import CONTENT, ENVELOPE, chained, commitment
from compliance.record.databases import StoreError
from compliance.record.files import Files
from compliance.record.guards import missing
from compliance.record.rows import CONTENT_COLUMNS, RECORD_COLUMNS, New
from compliance.record.store import Store
from compliance.record.verify import Fault, Verdict, holds_head, verify, verify_on
from tests.databases import Place
from tests.record.conftest import FORM, LAST, REDACTED, WITH_EVERYTHING, WITH_FILE, Tamper, add, create

NUMBERS = {"number", "version", "corrects", "withdraws", "redacts"}


def found(store: Store, files: Files | None = None) -> list[Fault]:
    """The faults of rows and files: every tampering here has removed the guards too, and some of it an index."""
    around = ("own locks against changes", "not as pilcrow init makes it")
    return [fault for fault in verify(store, files).faults if not any(what in fault.what for what in around)]


def the_first(store: Store) -> Fault:
    faults = found(store)
    assert faults, "the record was changed, and verify says that it holds"
    return faults[0]


def test_an_untouched_record_holds(store: Store, files: Files) -> None:
    head = store.head()
    assert verify(store, files) == Verdict(rows=LAST, head=head, faults=(), redacted=1)
    assert head.number == LAST


def test_an_empty_record_holds(place: Place) -> None:
    store = create(place)
    assert verify(store) == Verdict(rows=0, head=store.head(), faults=(), redacted=0)


def test_rows_that_are_not_committed_yet_can_be_verified(store: Store, files: Files) -> None:
    with store.database.writing() as connection:
        assert verify_on(connection, datetime.now(UTC), files).faults == ()


def test_without_a_store_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run pilcrow init"):
        verify(Store(f"sqlite:///{tmp_path}/none.db"))


def test_progress_counts_records_and_files(store: Store, files: Files) -> None:
    told: list[tuple[str, int, int]] = []
    verify(store, files, lambda *words: told.append(words))
    assert told == [("records", LAST, LAST), ("files", 1, 1)]


# Edits


@pytest.mark.parametrize("column", RECORD_COLUMNS)
def test_an_edit_of_the_chain_is_found(store: Store, tamper: Tamper, column: str) -> None:
    tamper(f"UPDATE record SET {column} = {edited(column)} WHERE number = {WITH_EVERYTHING}")
    number, what = the_first(store)
    assert number == WITH_EVERYTHING
    if column == "number":
        assert what == "record 3 is missing"
    elif column == "version":
        assert "record 3 is written in form 99, which this program does not know" in what
    else:
        assert what == "record 3 itself was changed, or what stands before it (up to record 2)"


@pytest.mark.parametrize("column", CONTENT_COLUMNS)
def test_an_edit_of_the_content_is_found(store: Store, tamper: Tamper, column: str) -> None:
    tamper(f'UPDATE content SET "{column}" = {edited(column)} WHERE number = {WITH_EVERYTHING}')
    if column == "number":
        gone = "the content of record 3 is gone and no redaction names it"
        assert found(store) == [
            Fault(3, gone),
            Fault(99, "there is content without a record, under the number 99"),
        ]
    else:
        assert the_first(store) == Fault(3, "the content of record 3 is not what was recorded")


def edited(column: str) -> str:
    """Another value for a column, in SQL."""
    return "99" if column in NUMBERS else f"""coalesce("{column}", '') || 'x'"""


@pytest.mark.parametrize("column", ["salt", "commitment", "hash"])
def test_capitals_in_a_hash_are_an_edit(store: Store, tamper: Tamper, column: str) -> None:
    table = "content" if column == "salt" else "record"
    tamper(f"UPDATE {table} SET {column} = upper({column}) WHERE number = {WITH_EVERYTHING}")
    assert the_first(store).number == WITH_EVERYTHING


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)  # PostgreSQL's columns take no other types
@pytest.mark.parametrize("column", [*RECORD_COLUMNS[1:], *CONTENT_COLUMNS[1:]])
@pytest.mark.parametrize("value", ["x'fe00'", "CAST(x'fe' AS TEXT)", "3.5", "NULL"])
def test_a_value_of_another_type_is_a_fault_and_no_crash(
    store: Store, tamper: Tamper, column: str, value: str
) -> None:
    table = "record" if column in RECORD_COLUMNS else "content"
    tamper(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(replace(sql, ' NOT NULL', ''), ' TEXT', '') WHERE type = 'table'",
        "PRAGMA writable_schema = RESET",
    )
    before = store.row(WITH_EVERYTHING)
    assert before is not None
    tamper(f'UPDATE {table} SET "{column}" = {value} WHERE number = {WITH_EVERYTHING}')
    if value == "NULL" and before[column] is None:
        assert found(store) == []
    else:
        assert the_first(store).number == WITH_EVERYTHING


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)  # SQLite keeps a type with each value
@pytest.mark.parametrize("column", ["body", "version"])
def test_a_column_of_another_type_is_a_fault_on_postgresql(store: Store, tamper: Tamper, column: str) -> None:
    if column == "body":
        tamper("ALTER TABLE content ALTER COLUMN body TYPE bytea USING convert_to(body, 'UTF8')")
        assert the_first(store) == Fault(
            1, "the content of record 1 is not what was recorded: its column 'body' holds no text"
        )
    else:
        tamper("ALTER TABLE record ALTER COLUMN version TYPE numeric")
        assert the_first(store) == Fault(
            1, "record 1 itself was changed: its column 'version' holds no whole number"
        )


def test_an_edited_revision_of_the_catalogue_is_found(store: Store, tamper: Tamper) -> None:
    tamper("UPDATE content SET body = replace(body, '40', '41') WHERE number = 6")
    assert the_first(store) == Fault(6, "the content of record 6 is not what was recorded")


def test_an_edit_with_its_commitment_recomputed_is_found_in_the_chain(store: Store, tamper: Tamper) -> None:
    row = row_of(store, WITH_EVERYTHING) | {"body": '{"n": 200}'}
    said = commitment(row["salt"], [row[name] for name in CONTENT[1]])
    tamper(
        "UPDATE content SET body = :body WHERE number = 3",
        "UPDATE record SET commitment = :said WHERE number = 3",
        body=row["body"],
        said=said,
    )
    assert "record 3 itself was changed" in the_first(store).what


def test_an_edit_with_its_hash_recomputed_too_is_found_at_the_next_record(
    store: Store, tamper: Tamper
) -> None:
    rehash(store, tamper, WITH_EVERYTHING, visibility="public")
    assert the_first(store) == Fault(
        4, "record 4 itself was changed, or what stands before it (up to record 3)"
    )


# Removals, reordering, insertions


def test_a_removed_row_is_named(store: Store, tamper: Tamper) -> None:
    tamper("DELETE FROM content WHERE number = 4", "DELETE FROM record WHERE number = 4")
    assert found(store) == [Fault(4, "record 4 is missing")]


def test_several_removed_rows_are_named(store: Store, tamper: Tamper) -> None:
    tamper("DELETE FROM content WHERE number IN (1, 2, 6)", "DELETE FROM record WHERE number IN (1, 2, 6)")
    assert found(store) == [Fault(1, "the records 1 to 2 are missing")], (
        "only the first break of the chain counts"
    )


def test_removed_content_is_named(store: Store, tamper: Tamper) -> None:
    tamper("DELETE FROM content WHERE number = 4")
    assert found(store) == [Fault(4, "the content of record 4 is gone and no redaction names it")]


def test_a_row_removed_without_its_content_is_named(store: Store, tamper: Tamper) -> None:
    tamper("DELETE FROM record WHERE number = 4")
    without = "there is content without a record, under the number 4"
    assert found(store) == [Fault(4, "record 4 is missing"), Fault(4, without)]


def test_two_rows_that_changed_places_are_found(store: Store, tamper: Tamper) -> None:
    def swap(table: str) -> list[str]:
        steps = ((4, 99), (7, 4), (99, 7))
        return [f"UPDATE {table} SET number = {to} WHERE number = {number}" for number, to in steps]

    tamper(*swap("record"), *swap("content"))
    assert the_first(store).number == 4


def test_a_row_that_was_slipped_in_is_found(store: Store, tamper: Tamper) -> None:
    shift = [
        f"UPDATE {table} SET number = {number + 1} WHERE number = {number}"
        for number in range(LAST, 5, -1)
        for table in ("record", "content")
    ]
    tamper(*shift, *copy_of(2, to=6))
    assert the_first(store).number == 6


def test_a_row_that_was_added_without_the_chain_is_found(store: Store, tamper: Tamper) -> None:
    tamper(*copy_of(LAST, to=LAST + 1))
    assert the_first(store).number == LAST + 1


def test_content_without_a_record_is_found(store: Store, tamper: Tamper) -> None:
    tamper(copy_of(LAST, to=50)[1])
    assert found(store) == [Fault(50, "there is content without a record, under the number 50")]


def test_a_row_before_the_first_is_found(store: Store, tamper: Tamper) -> None:
    tamper(*copy_of(LAST, to=0))
    assert the_first(store) == Fault(0, "record 0 stands before the first one")


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)  # SQLite finds a row by its number alone
def test_a_number_that_stands_twice_is_found(store: Store, tamper: Tamper) -> None:
    tamper("ALTER TABLE record DROP CONSTRAINT record_pkey", *copy_of(LAST, to=LAST)[:1])
    assert the_first(store) == Fault(LAST, f"record {LAST} is there twice")


def test_a_cut_tail_is_found_by_a_head_that_was_kept(store: Store, tamper: Tamper) -> None:
    kept, earlier = store.head(), store.head(WITH_FILE)
    assert holds_head(store, kept.hash) == LAST
    assert holds_head(store, f" {earlier.hash.upper()}\n") == WITH_FILE, "as somebody may have copied it"
    tamper("DELETE FROM content WHERE number >= 8", "DELETE FROM record WHERE number >= 8")
    assert found(store) == [], "a record that ends earlier is a whole record"
    assert holds_head(store, kept.hash) is None, (
        "the head that was published is the hash of no record any more"
    )
    assert holds_head(store, earlier.hash) == WITH_FILE


def test_a_record_that_was_written_anew_is_found_by_a_head_that_was_kept(
    store: Store, tamper: Tamper
) -> None:
    kept = store.head()
    rehash(store, tamper, WITH_EVERYTHING, visibility="public")
    for number in range(WITH_EVERYTHING + 1, LAST + 1):
        rehash(store, tamper, number)
    assert found(store) == [], "who rewrites everything after it leaves no trace in the record itself"
    assert holds_head(store, kept.hash) is None


def test_the_beginning_which_every_record_has_is_no_head(place: Place) -> None:
    assert holds_head(create(place), "0" * 64) is None


def test_of_two_that_go_on_from_one_copy_neither_holds_the_other_ones_head(tmp_path: Path) -> None:
    one = create(Place(f"sqlite:///{tmp_path}/one.db", None, tmp_path))
    add(one, New("evidence", "a", "{}"), New("evidence", "b", "{}"))
    common = one.head()
    one.database.close()
    shutil.copy(tmp_path / "one.db", tmp_path / "two.db")
    two = Store(f"sqlite:///{tmp_path}/two.db")
    for store in (one, two):
        add(store, New("evidence", "c", "{}"))
        assert found(store) == []
        assert holds_head(store, common.hash) == 2
    assert holds_head(one, two.head().hash) is None
    assert holds_head(two, one.head().hash) is None


# What a host who hashes everything anew cannot do either


@pytest.mark.parametrize(
    ("number", "changed", "what"),
    [
        (4, {"corrects": 9}, "record 4 acts on record 9, which comes after it"),
        (4, {"corrects": 4}, "record 4 acts on itself"),
        (4, {"corrects": -1}, "record 4 acts on record -1, which there cannot be"),
        (7, {"corrects": 3}, "record 7 corrects record 3, and so does record 5 before it"),
        (10, {"redacts": 8}, "record 10 redacts record 8, and so does record 9 before it"),
        (4, {"recorded": "2019-12-31T00:00:00.000000Z"}, "record 4 is not later than record 3"),
        (4, {"recorded": "yesterday"}, "the time of record 4 is none that the record writes"),
        (
            10,
            {"recorded": "9998-02-30T00:00:00.000000Z"},
            "the time of record 10 is none that the record writes",
        ),
    ],
)
def test_rows_that_fit_the_chain_must_fit_each_other(
    store: Store, tamper: Tamper, number: int, changed: dict[str, object], what: str
) -> None:
    tamper("DROP INDEX record_redacts", "DROP INDEX record_corrects")
    rehash(store, tamper, number, **changed)
    assert the_first(store) == Fault(number, what)


def test_the_last_time_may_be_unreadable(store: Store, tamper: Tamper) -> None:
    rehash(store, tamper, LAST, recorded="9999-99-99T99:99:99.999999Z")
    assert verify(store).head.recorded is None


def test_a_row_recorded_long_after_now_is_named(store: Store, tamper: Tamper) -> None:
    """The day after the last one that there is has no name, and answers look ahead by years."""
    rehash(store, tamper, LAST, recorded="9999-12-31T00:00:00.000000Z")
    number, what = the_first(store)
    assert number == LAST
    assert what.startswith(
        "record 10 says that it was recorded at 9999-12-31T00:00:00.000000Z, and the clock says 20"
    )
    assert what.endswith("; set the clock right, or restore a backup")


def test_by_another_clock_a_row_may_be_a_day_ahead(store: Store, place: Place) -> None:
    last = store.head().recorded
    assert last is not None
    for behind, faults in ((timedelta(hours=23), 0), (timedelta(hours=25), 1)):
        assert len(verify(Store(place.url, lambda: last - behind)).faults) == faults  # noqa: B023


# Redaction


def test_a_redaction_leaves_the_chain_whole(store: Store) -> None:
    before = store.head(REDACTED)
    row = store.row(REDACTED)
    assert row is not None
    assert row["body"] is None, "what the court ordered removed is still there"
    assert (row["hash"], verify(store).redacted) == (before.hash, 1)


def test_a_redacted_row_that_was_edited_is_found(store: Store, tamper: Tamper) -> None:
    tamper(f"UPDATE record SET commitment = hash WHERE number = {REDACTED}")
    assert the_first(store).number == REDACTED


def test_redacted_content_that_came_back_is_named(store: Store, tamper: Tamper) -> None:
    tamper(copy_of(LAST, to=REDACTED)[1])
    faults = found(store)
    assert Fault(8, "the content of record 8 is there, although record 9 redacts it") in faults


def test_a_redaction_that_was_removed_leaves_the_gap_unexplained(store: Store, tamper: Tamper) -> None:
    tamper("UPDATE record SET redacts = NULL WHERE number = 9")
    assert the_first(store) == Fault(8, "the content of record 8 is gone and no redaction names it")


# Files and guards


def test_a_file_exchanged_for_another_is_found(store: Store, files: Files) -> None:
    digest = files.put(FORM)
    other = files.put(b"another form")
    shutil.move(files.folder / other[:2] / other, files.folder / digest[:2] / digest)
    assert found(store, files) == [Fault(WITH_FILE, f"the file {digest} of record 7 was altered")]
    assert found(store) == [], "the chain itself holds"


def test_a_missing_file_is_named_with_every_record_that_has_it(store: Store, files: Files) -> None:
    digest = files.put(FORM)
    add(store, New("evidence", "f", "{}", files=(digest,)))
    files.remove(digest)
    assert found(store, files) == [
        Fault(WITH_FILE, f"the file {digest} of record 7 is missing"),
        Fault(LAST + 1, f"the file {digest} of record 11 is missing"),
    ]


def test_files_are_named_beside_the_first_break_of_the_chain(
    store: Store, files: Files, tamper: Tamper
) -> None:
    digest = files.put(FORM)
    files.remove(digest)
    tamper("UPDATE content SET body = '{}' WHERE number = 2")
    assert [fault.number for fault in found(store, files)] == [2, WITH_FILE]


def test_a_name_that_no_file_can_have_is_a_fault(store: Store, files: Files, tamper: Tamper) -> None:
    rehash(store, tamper, LAST, files="../../etc/passwd")
    assert found(store, files) == [
        Fault(LAST, "record 10 names a file in a way that no record does: '../../etc/passwd'")
    ]


def test_guards_that_are_gone_are_named(store: Store, tamper: Tamper) -> None:
    with store.database.reading() as connection:
        assert missing(connection) == []
    tamper()
    # On PostgreSQL the foreign key went too.
    number, what = verify(store).faults[-1]
    assert number is None
    assert what.startswith("the database's own locks against changes are missing (content_is_")
    assert "record_follows_the_last" in what


# The forger's hands


def row_of(store: Store, number: int) -> dict[str, object]:
    row = store.row(number)
    assert row is not None
    return row


def copy_of(number: int, to: int) -> list[str]:
    """SQL that writes a row once more, under another number."""
    statements = []
    for table, columns in (("record", RECORD_COLUMNS[1:]), ("content", CONTENT_COLUMNS[1:])):
        names = ", ".join(f'"{column}"' for column in columns)
        # What must be unique is left out, as a forger would.
        values = names.replace('"idempotency_key"', "NULL")
        statements.append(
            f"INSERT INTO {table} (number, {names}) SELECT {to}, {values} FROM {table} WHERE number = {number}"
        )
    return statements


def rehash(store: Store, tamper: Tamper, number: int, **changed: object) -> None:
    """Change a row and compute its commitment and hash anew, from the row before it."""
    row = row_of(store, number) | changed
    if row["salt"] is not None:
        row["commitment"] = commitment(row["salt"], [row[name] for name in CONTENT[1]])
    previous = row_of(store, number - 1)["hash"]
    row["hash"] = chained(previous, [row[name] for name in ENVELOPE[1]], row["commitment"])
    statements = [
        f"UPDATE {table} SET {', '.join(f'{column} = :{column}' for column in columns[1:])} WHERE number = {number}"
        for table, columns in (("record", RECORD_COLUMNS), ("content", CONTENT_COLUMNS))
        if table == "record" or row["salt"] is not None
    ]
    tamper(*statements, **row)
