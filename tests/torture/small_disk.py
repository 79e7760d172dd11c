"""A folder on a disk of its own that is full, or cannot be written, when a test says so."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """A file system in memory of a few megabytes, mounted for one test."""

    how = "a mounted file system of its own"

    def __init__(self, folder: Path, megabytes: int):
        self.folder = folder
        folder.mkdir(parents=True)
        _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "pilcrow-test", str(folder))

    def close(self) -> None:
        """Away with it and all that it holds."""
        # Lazily, since a server may have files open there; they go when it lets go of them.
        _run("umount", "--lazy", str(self.folder))

    def free(self) -> int:
        """How many bytes can still be written."""
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize

    def fill(self, leaving: int = 0) -> None:
        """Leave room for so many bytes, in whole pages, and no more."""
        with (self.folder / "ballast").open("ab") as ballast:
            while (room := self.free() - leaving) >= resource.getpagesize():
                ballast.write(bytes(min(room, 1 << 20)))
                ballast.flush()

    def make_room(self) -> None:
        """Free what `fill` took."""
        (self.folder / "ballast").unlink(missing_ok=True)

    def read_only(self, yes: bool) -> None:
        """Whether nothing can be written at all."""
        _run("mount", "-o", f"remount,{'ro' if yes else 'rw'}", str(self.folder))


class LimitedFiles:
    """Where nothing can be mounted: no file of this process can grow beyond a limit."""

    how = "a limit on the size of files (nothing can be mounted here)"

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True)
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def close(self) -> None:
        """As it was."""
        self.make_room()

    def fill(self, leaving: int = 0) -> None:
        """No file can be longer than the longest one is, and so many bytes."""
        longest = max((path.stat().st_size for path in self.folder.rglob("*") if path.is_file()), default=0)
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest + leaving, self._before[1]))

    def make_room(self) -> None:
        """No limit."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk | LimitedFiles]:
    """The most real full disk that this machine lets us have."""
    disk: SmallDisk | LimitedFiles
    try:
        disk = SmallDisk(folder, megabytes)
    except OSError:
        folder.rmdir()
        disk = LimitedFiles(folder)
    try:
        yield disk
    finally:
        disk.close()


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A real one; the test is skipped where nothing can be mounted."""
    with small_disk(folder, megabytes) as disk:
        if not isinstance(disk, SmallDisk):
            pytest.skip("needs the right to mount a file system, as root has on Linux")
        yield disk


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise OSError(done.stderr)
