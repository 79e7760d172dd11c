"""A whole store in one file, and back: the same archive goes to SQLite and to PostgreSQL, with the same head.

What does not hold is neither archived nor restored: a backup that could not be restored would be found out too late.
"""

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from compliance.record import migrate
from compliance.record.archive_file import (
    DRAFTS,
    FORMAT,
    LONGEST_LINE,
    RECORDS,
    End,
    Manifest,
    Reader,
    Writer,
    open_archive,
)
from compliance.record.databases import Database, StoreError
from compliance.record.files import PARTIAL, Altered, Files
from compliance.record.guards import REFUSED
from compliance.record.looking import read_rows
from compliance.record.rows import CONTENT_COLUMNS, RECORD_COLUMNS
from compliance.record.store import Store
from compliance.record.tables import Content, Draft, Record
from compliance.record.verify import ROWS_AT_A_TIME, Chain, Progress, column_types, read_chain, verify_on

_RECORD, _CONTENT, _DRAFT = column_types(Record), column_types(Content), column_types(Draft)


def backup(store: Store, files: Files, path: Path, progress: Progress | None = None) -> Manifest:
    """Write one state of a store, with its files and drafts, to a new file, while others go on recording.

    The file is there only when it is whole. Raises StoreError if there is one already, and for a record that does not
    hold, which is named.
    """
    migrate.require_current(store.database)
    with _new_file(path) as file, Writer(file) as writer:
        with store.database.reading() as connection, _writing(path):
            chain = read_chain(connection, store.database.now(connection), progress)
            if chain.faults:
                raise _not_archived(chain.faults[0].what)
            records = writer.rows(RECORDS, _record_rows(connection))
            attached_to_drafts: list[str] = []
            drafts = writer.rows(DRAFTS, _draft_rows(connection, attached_to_drafts))
            revision = _schema_revision(connection)
        # Files never change, so they need not be read in the same moment.
        with _writing(path):
            sizes = _write_files(writer, files, chain, attached_to_drafts, progress)
            manifest = Manifest(
                format=FORMAT,
                schema_revision=revision,
                head=End(number=chain.head.number, hash=chain.head.hash),
                records=records,
                drafts=drafts,
                files=sizes,
            )
            writer.finish(manifest)
    return manifest


def restore(
    path: Path, store: Store, files: Files, owner: Database | None = None, progress: Progress | None = None
) -> Manifest:
    """Fill an empty place from an archive: all or nothing, and only what was verified. The head is the archive's.

    The place is empty where nothing stands behind the store's URL and the folder has no files; those that a restore of
    this very archive left behind when it was broken off are taken over. On PostgreSQL the tables belong to the role
    of `owner`. Raises StoreError for another place, and for an archive that is damaged, forged or of a newer program.
    """
    with open_archive(path) as archive:
        _require_empty(store.database, files, archive)
        if store.database.path is not None:
            _restore_beside(store.database, store.database.path, archive, files, progress)
        else:
            _restore_at_once(store.database, owner, archive, files, progress)
        return archive.manifest


# Writing an archive


def _record_rows(connection: Connection) -> Iterator[dict[str, Any]]:
    for row in read_rows(connection):
        content = {name: row[name] for name in CONTENT_COLUMNS}
        yield {
            "record": {name: row[name] for name in RECORD_COLUMNS},
            "content": None if row["salt"] is None else content,
        }


def _draft_rows(connection: Connection, attached: list[str]) -> Iterator[dict[str, Any]]:
    """Every draft; the files that drafts name are added to `attached`."""
    query = f"SELECT {', '.join(_DRAFT)} FROM draft ORDER BY id"
    for values in connection.exec_driver_sql(query):
        row = dict(zip(_DRAFT, values, strict=True))
        if not _fits(row, _DRAFT):
            raise _not_archived(f"the draft {row['id']!a} holds what no draft holds; throw it away")
        attached += (row["files"] or "").split()
        yield row


def _write_files(
    writer: Writer, files: Files, chain: Chain, attached_to_drafts: Iterable[str], progress: Progress | None
) -> dict[str, int]:
    """Write every file that is named; the size of each."""
    sizes: dict[str, int] = {}
    for done, (digest, numbers) in enumerate(sorted(chain.files.items()), 1):
        try:
            with files.open(digest) as content:
                sizes[digest] = writer.file(digest, content)
        except (Altered, ValueError) as error:
            raise _not_archived(
                f"record {numbers[0]} names a file that cannot be archived: {error}"
            ) from None
        if progress:
            progress("files", done, len(chain.files))
    for digest in sorted(set(attached_to_drafts) - sizes.keys()):
        # A draft is no evidence: it is archived without a file that is gone, and then still names it.
        with suppress(Altered, ValueError), files.open(digest) as content:
            sizes[digest] = writer.file(digest, content)
    return sizes


def _not_archived(what: str) -> StoreError:
    return StoreError(f"nothing was archived: {what}. pilcrow verify lists all that does not hold")


# Restoring one


def _require_empty(database: Database, files: Files, archive: Reader) -> None:
    found = migrate.state(database)
    if found is not migrate.State.NONE:
        raise StoreError(
            f"an archive is restored into an empty place, and at {database.name} there is {found.value}; "
            "name another place in PILCROW_DATABASE"
        )
    if database.path is not None:
        # A write-ahead log that was left behind would be played into the restored file.
        for name in [database.path, *(Path(f"{database.path}{end}") for end in ("-wal", "-shm", "-journal"))]:
            if os.path.lexists(name):
                raise StoreError(
                    f"an archive is restored into an empty place, and {name} is there; move it away"
                )
    for folder, _, found_there in os.walk(files.folder):
        for file in found_there:
            if file not in archive.manifest.files and not file.endswith(PARTIAL):
                raise StoreError(
                    "an archive is restored into an empty place, and in the folder of files there is "
                    f"{Path(folder, file)}; name another folder, or move what is there away"
                )


def _restore_beside(
    place: Database, target: Path, archive: Reader, files: Files, progress: Progress | None
) -> None:
    """Build an SQLite file under another name in the same folder, and put it in place when it is whole."""
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}{PARTIAL}")
    database = Database(f"sqlite:///{temporary}")
    try:
        migrate.create_or_upgrade(database)
        with database.writing() as connection:
            _fill(connection, place, archive, files, progress)
        # The last one to close the file moves its write-ahead log into it.
        database.close()
        with _writing(target):
            _put_in_place(temporary, target)
    finally:
        database.close()
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(f"{temporary}{end}")


def _restore_at_once(
    database: Database, owner: Database | None, archive: Reader, files: Files, progress: Progress | None
) -> None:
    """Create the tables and fill them in one transaction of PostgreSQL."""
    with (owner or database).writing() as connection:
        # Again, now that the lock is held: of two who restore at once the second one finds the first one's store.
        _require_empty(database, files, archive)
        joined = _Joined(owner or database, connection)
        if owner is not None:
            migrate.create_or_upgrade(database, joined)
        else:
            migrate.create_or_upgrade(joined)
        _fill(connection, database, archive, files, progress)


class _Joined(Database):
    """A database whose next writer joins a transaction that runs already and leaves its end to whoever began it."""

    def __init__(self, database: Database, connection: Connection):
        self.__dict__.update(database.__dict__)
        self._connection = connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        yield self._connection


def _fill(
    connection: Connection, place: Database, archive: Reader, files: Files, progress: Progress | None
) -> None:
    """Fill new tables and the folder of files, and verify both, by the clock of the place. Raises StoreError; then the
    files are removed again, and the caller has to end the transaction."""
    _require_schema(connection, archive)
    try:
        _insert_records(connection, place.mark, archive, progress)
        _insert_drafts(connection, place.mark, archive)
    except DBAPIError as error:
        if REFUSED in str(error.orig) or isinstance(error, IntegrityError):
            raise _not_restored(archive, "its rows exclude each other") from None
        raise
    with _files_put(archive, files, progress):
        found = verify_on(connection, place.now(connection), files, progress)
        if found.faults:
            raise _not_restored(archive, found.faults[0].what)
        end = archive.manifest.head
        if (found.head.number, found.head.hash) != (end.number, end.hash):
            raise _not_restored(
                archive, f"its record ends otherwise than its manifest says, at {found.head.number}"
            )


def _require_schema(connection: Connection, archive: Reader) -> None:
    own, other = _schema_revision(connection), archive.manifest.schema_revision
    if other > own:
        raise StoreError(
            f"the archive {archive.path} was made by a newer Pilcrow (schema {other!a}, and this program's is {own}); "
            "nothing was restored. Upgrade the program, then do it again"
        )
    if other != own:
        raise StoreError(
            f"the archive {archive.path} was made by an older Pilcrow (schema {other!a}, and this program's is {own}); "
            "nothing was restored. Restore it with that one, then upgrade the store with pilcrow init"
        )


def _insert_records(connection: Connection, mark: str, archive: Reader, progress: Progress | None) -> None:
    done = 0
    numbered = enumerate(archive.rows(RECORDS), 1)
    for some in _batches(_checked_record(row, number, archive) for number, row in numbered):
        _insert(connection, "record", _RECORD, [record for record, *_ in some], mark)
        _insert(connection, "content", _CONTENT, [content for _, *said in some for content in said], mark)
        done += len(some)
        if progress:
            progress("records", done, archive.manifest.records.rows)


Line = Sequence[Mapping[str, Any]]
"""What one line of an archive holds: a draft, or a record and its content, where that is there."""


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Some lines at a time, and together little more text than the longest one may have: long ones pack into a small
    file, and many of them would fill the memory."""
    some: list[Line] = []
    length = 0
    for line in lines:
        some.append(line)
        length += sum(len(value) for row in line for value in row.values() if isinstance(value, str))
        if len(some) == ROWS_AT_A_TIME or length > LONGEST_LINE:
            yield some
            some, length = [], 0
    if some:
        yield some


def _checked_record(row: Any, number: int, archive: Reader) -> Line:
    """The columns of both tables on a line of the archive."""
    if isinstance(row, dict) and row.keys() == {"record", "content"}:
        record, content = row["record"], row["content"]
        if (
            _fits(record, _RECORD)
            and record["number"] == number
            and (content is None or (_fits(content, _CONTENT) and content["number"] == number))
        ):
            return (record,) if content is None else (record, content)
    raise _not_restored(archive, f"line {number} of its {RECORDS} is not record {number}")


def _insert_drafts(connection: Connection, mark: str, archive: Reader) -> None:
    for some in _batches(_drafts(archive)):
        _insert(connection, "draft", _DRAFT, [draft for (draft,) in some], mark)


def _drafts(archive: Reader) -> Iterator[Line]:
    for line, row in enumerate(archive.rows(DRAFTS), 1):
        if not _fits(row, _DRAFT):
            raise _not_restored(archive, f"line {line} of its {DRAFTS} is no draft")
        yield (row,)


def _insert(
    connection: Connection, table: str, columns: Iterable[str], rows: Sequence[Mapping[str, Any]], mark: str
) -> None:
    if not rows:
        return
    columns = tuple(columns)
    names, marks = ", ".join(columns), ", ".join([mark] * len(columns))
    values = [tuple(row[column] for column in columns) for row in rows]
    connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


@contextmanager
def _files_put(archive: Reader, files: Files, progress: Progress | None) -> Iterator[None]:
    """The archive's files in the folder; if what follows fails, those that were not there before are removed."""
    before = set(files.digests())
    put: list[str] = []
    try:
        for done, digest in enumerate(archive.manifest.files, 1):
            with archive.file(digest) as content:
                put.append(files.put(content))
            if put[-1] != digest:
                raise _not_restored(archive, f"its file {digest} was altered")
            if progress:
                progress("files", done, len(archive.manifest.files))
        yield
    except BaseException:
        for digest in set(put) - before:
            files.remove(digest)
        raise


def _not_restored(archive: Reader, what: str) -> StoreError:
    return StoreError(f"nothing was restored from {archive.path}: {what}. Take another archive")


# What both need


def _fits(row: Any, columns: Mapping[str, frozenset[type]]) -> bool:
    """Whether a row has these columns with values of their types, which every database takes."""
    if not isinstance(row, dict) or row.keys() != columns.keys():
        return False
    for name, types in columns.items():
        value = row[name]
        if type(value) not in types or (isinstance(value, int) and not -(2**31) <= value < 2**31):
            return False
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                return False
    return True


def _schema_revision(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that is at its path when it is whole and on the disk, and not before. Raises StoreError if one is there."""
    if os.path.lexists(path):
        raise StoreError(f"{path} is there already and is not overwritten; name another file")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PARTIAL}")
    try:
        with _writing(path):
            # Nobody but its owner: an archive has the sealed rows too.
            file = os.fdopen(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        with file:
            yield file
            with _writing(path):
                file.flush()
                os.fsync(file.fileno())
        with _writing(path):
            _put_in_place(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _put_in_place(temporary: Path, path: Path) -> None:
    """Give a whole file its name, which nothing else may have. A second name first, since unlike a renaming it never
    takes the place of another file."""
    try:
        os.link(temporary, path)
        temporary.unlink()
    except FileExistsError:
        raise
    except OSError:
        # A file system where no file has two names.
        if os.path.lexists(path):
            raise
        os.rename(temporary, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise StoreError(f"{path} is there already and is not overwritten; name another place") from None
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(
            f"{path} could not be written ({why}). Check that its folder is there, that you may write it, and that "
            "there is room, then do it again"
        ) from None
