"""Attached files, kept under the SHA-256 of their bytes, so that a name says what must be in the file.

Every reading hashes the whole file first and serves the copy that was hashed: no byte of an altered file is handed out,
and none can be exchanged between the look and the reading. Links inside the folder are never followed; the folder
itself may be one, since where the files lie is their keeper's choice.
"""

import errno
import hashlib
import io
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Literal

from compliance.record.databases import StoreError

FileState = Literal["whole", "altered", "missing"]

DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
PARTIAL = ".part"
"""How the name of a file ends that is still being written. A kill can leave one behind; nothing reads it."""

CHUNK = 1 << 20
IN_MEMORY = 16 << 20
"""A copy that is larger goes to a temporary file without a name."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK a pipe in a file's place would be waited for.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NOT_A_FILE = (errno.ELOOP, errno.ENOTDIR, errno.ENXIO, errno.EISDIR)


class Altered(StoreError):
    """A file is not what was kept under its digest; `state` says in which way."""

    def __init__(self, digest: str, state: Literal["altered", "missing"]):
        happened = "was altered" if state == "altered" else "is missing"
        super().__init__(f"the file {digest} {happened}; put it back from a backup. It is not shown")
        self.digest = digest
        self.state = state


class Files:
    """The files in a folder, which is made when the first one is kept.

    Raises StoreError where the folder cannot be read or written, and ValueError for a digest that is not 64 lower-case
    hexadecimal digits.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, content: bytes | IO[bytes]) -> str:
        """Keep a file and return its digest; when this returns it is on the disk. One that is kept already is looked
        at, and replaced if it was altered."""
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        temporary = f".{secrets.token_hex(8)}{PARTIAL}"
        with self._clearly("could not be written", "; the file was not kept"):
            self._make_folder()
            with _descriptor(self.folder, os.O_RDONLY | os.O_DIRECTORY) as folder:
                try:
                    digest = _write(stream, temporary, folder)
                    self._put_in_place(temporary, digest, folder)
                finally:
                    with suppress(FileNotFoundError):
                        os.unlink(temporary, dir_fd=folder)
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes of a file. Raises Altered."""
        with self.open(digest) as file:
            return file.read()

    @contextmanager
    def open(self, digest: str) -> Iterator[IO[bytes]]:
        """A file to read from: a copy that was hashed and found whole. Raises Altered before the first byte."""
        with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
            with self._clearly("could not be read"):
                found = self._look(digest, copy)
                copy.seek(0)
            if found != "whole":
                raise Altered(digest, found)
            yield copy

    def state(self, digest: str) -> FileState:
        """Whether a file is there as it was kept."""
        with self._clearly("could not be read"):
            return self._look(digest)

    def size(self, digest: str) -> int | None:
        """How many bytes a file has, which is not hashed for this; None where it is not there."""
        _require_digest(digest)
        with self._clearly("could not be read"):
            try:
                found = (self.folder / digest[:2] / digest).lstat()
            except (FileNotFoundError, NotADirectoryError):
                return None
            return found.st_size if stat.S_ISREG(found.st_mode) else None

    def digests(self) -> list[str]:
        """The digests of the files that are there, whole or not, sorted."""
        with self._clearly("could not be read"):
            if not self.folder.exists():
                return []
            found = []
            for part in os.scandir(self.folder):
                if part.is_dir(follow_symlinks=False):
                    names = (name for name in os.listdir(part) if DIGEST.fullmatch(name))
                    found += [name for name in names if name[:2] == part.name]
            return sorted(found)

    def remove(self, digest: str) -> None:
        """Remove a file that no record names, if it is there."""
        _require_digest(digest)
        with (
            self._clearly("could not be written"),
            suppress(FileNotFoundError),
            _descriptor(self.folder, os.O_RDONLY | os.O_DIRECTORY) as folder,
            _descriptor(digest[:2], _FOLDER, folder) as part,
        ):
            os.unlink(digest, dir_fd=part)
            os.fsync(part)

    def _look(self, digest: str, copy: IO[bytes] | None = None) -> FileState:
        """The state of a file; what was hashed for it is written to `copy`."""
        _require_digest(digest)
        try:
            with (
                _descriptor(self.folder, os.O_RDONLY | os.O_DIRECTORY) as folder,
                _descriptor(digest[:2], _FOLDER, folder) as part,
                _descriptor(digest, _FILE, part) as file,
            ):
                if not stat.S_ISREG(os.fstat(file).st_mode):
                    return "altered"
                return "whole" if _hash(file, copy) == digest else "altered"
        except FileNotFoundError:
            return "missing"
        except OSError as error:
            if error.errno in _NOT_A_FILE:
                return "altered"
            raise

    def _make_folder(self) -> None:
        if self.folder.exists():
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _descriptor(self.folder.parent, os.O_RDONLY | os.O_DIRECTORY) as parent:
            os.fsync(parent)

    def _put_in_place(self, temporary: str, digest: str, folder: int) -> None:
        with suppress(FileExistsError):
            os.mkdir(digest[:2], 0o700, dir_fd=folder)
            os.fsync(folder)
        with _descriptor(digest[:2], _FOLDER, folder) as part:
            if self._look(digest) != "whole":
                os.rename(temporary, digest, src_dir_fd=folder, dst_dir_fd=part)
            # Even if it was there: whoever put it there may not have come so far yet.
            os.fsync(part)

    @contextmanager
    def _clearly(self, what: str, so: str = "") -> Iterator[None]:
        """Turns the errors of the file system into StoreError with what happened and what to do."""
        try:
            yield
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                cure = "Make room there, then do it again"
            elif error.errno in _NOT_A_FILE:
                cure = "Something else stands where a folder or file belongs: move it away, then do it again"
            else:
                cure = "Check that you may read and write the folder, then do it again"
            why = error.strerror or str(error)
            raise StoreError(f"the files in {self.folder} {what} ({why}){so}. {cure}") from None


def _require_digest(digest: str) -> None:
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no SHA-256 in 64 lower-case hexadecimal digits")


@contextmanager
def _descriptor(path: Path | str, flags: int, folder: int | None = None) -> Iterator[int]:
    opened = os.open(path, flags, dir_fd=folder)
    try:
        yield opened
    finally:
        os.close(opened)


def _write(stream: IO[bytes], name: str, folder: int) -> str:
    """Write what a stream gives to a new file, down to the disk; its digest."""
    # Nobody but its owner sees the file, and not even the owner writes into it by mistake.
    created = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400, dir_fd=folder)
    hashed = hashlib.sha256()
    with os.fdopen(created, "wb") as file:
        while chunk := stream.read(CHUNK):
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return hashed.hexdigest()


def _hash(file: int, copy: IO[bytes] | None) -> str:
    hashed = hashlib.sha256()
    while chunk := os.read(file, CHUNK):
        hashed.update(chunk)
        if copy is not None:
            copy.write(chunk)
    return hashed.hexdigest()
