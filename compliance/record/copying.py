"""A second store with what a first one holds at one moment, to be thrown away: nothing done there comes back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from compliance.record import migrate
from compliance.record.databases import StoreError
from compliance.record.files import Files
from compliance.record.store import Store


def copy(store: Store, files: Files, folder: Path) -> tuple[str, Path]:
    """Copy an SQLite store and its files into a folder while others go on recording; the URL of the copy, and the folder of
    its files. Raises StoreError where there is no store, on PostgreSQL, and where there is no room."""
    database = store.database
    if database.path is None:
        raise StoreError(
            f"{database.name} is on PostgreSQL, and only an SQLite file is copied; write it to a file with pilcrow backup, and "
            "restore that with PILCROW_DATABASE=sqlite:////path/to/trial.db and PILCROW_FILES naming a new folder"
        )
    migrate.require_current(database)
    to = folder / "pilcrow.db"
    try:
        with (
            closing(sqlite3.connect(f"{database.path.as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(to)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode=WAL")
        if files.folder.exists():
            # Whole files and not second names of them: a redaction in the copy must not reach the first store.
            shutil.copytree(files.folder, folder / "files")
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"{database.name} could not be copied to {folder} ({error}); see that there is room, or set TMPDIR to a folder "
            "that has it"
        ) from None
    return f"sqlite:///{to}", folder / "files"
