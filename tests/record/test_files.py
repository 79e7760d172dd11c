"""A file is handed out as it was kept, or not at all."""

import errno
import hashlib
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compliance.record import files as module
from compliance.record.databases import StoreError
from compliance.record.files import Altered, Files

LETTER = b"Dear monitor"
DIGEST = hashlib.sha256(LETTER).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def place_of(files: Files, digest: str = DIGEST) -> Path:
    return files.folder / digest[:2] / digest


def alter(files: Files, to: bytes = b"Dear judge!!") -> None:
    place_of(files).chmod(0o600)
    place_of(files).write_bytes(to)


def test_a_file_is_kept_under_its_hash_and_read_again(files: Files) -> None:
    assert files.put(LETTER) == DIGEST
    assert files.put(io.BytesIO(LETTER)) == DIGEST
    assert files.read(DIGEST) == LETTER
    assert files.state(DIGEST) == "whole"
    assert files.digests() == [DIGEST]
    assert [path.name for path in files.folder.iterdir()] == [DIGEST[:2]], "a temporary file was left behind"


def test_an_empty_folder_has_no_files(files: Files) -> None:
    assert files.digests() == []
    assert files.state(DIGEST) == "missing"


def test_nobody_else_can_read_a_file(files: Files) -> None:
    files.put(LETTER)
    assert place_of(files).stat().st_mode & 0o777 == 0o400
    assert files.folder.stat().st_mode & 0o777 == 0o700


def put_a_link(files: Files) -> None:
    other = files.folder.parent / "other"
    other.write_bytes(LETTER)
    place_of(files).unlink()
    place_of(files).symlink_to(other)


def put_the_folder_elsewhere(files: Files) -> None:
    folder = place_of(files).parent
    folder.rename(files.folder.parent / "elsewhere")
    folder.symlink_to(files.folder.parent / "elsewhere")


def put_a_pipe(files: Files) -> None:
    place_of(files).unlink()
    os.mkfifo(place_of(files))


def put_a_folder(files: Files) -> None:
    place_of(files).unlink()
    place_of(files).mkdir()


@pytest.mark.parametrize(
    "change",
    [alter, lambda files: alter(files, b""), put_a_link, put_the_folder_elsewhere, put_a_pipe, put_a_folder],
    ids=["edited", "emptied", "a link", "a linked folder", "a pipe", "a folder"],
)
def test_what_stands_in_the_place_of_a_file_is_never_handed_out(
    files: Files, change: Callable[[Files], None]
) -> None:
    files.put(LETTER)
    change(files)
    assert files.state(DIGEST) == "altered"
    with pytest.raises(Altered, match="was altered") as refused:
        files.read(DIGEST)
    assert (refused.value.digest, refused.value.state) == (DIGEST, "altered")


def test_a_file_that_is_gone_is_called_missing(files: Files) -> None:
    files.put(LETTER)
    place_of(files).unlink()
    with pytest.raises(Altered, match="is missing") as refused, files.open(DIGEST):
        pytest.fail("a missing file was opened")
    assert refused.value.state == "missing"


def test_an_altered_file_is_replaced_when_the_right_one_is_put(files: Files) -> None:
    files.put(LETTER)
    alter(files)
    assert files.put(LETTER) == DIGEST
    assert files.read(DIGEST) == LETTER


@pytest.mark.parametrize("in_memory", [4, 1 << 20], ids=["copied to the disk", "copied to memory"])
def test_a_change_while_a_file_is_read_does_not_reach_the_reader(
    files: Files, in_memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "IN_MEMORY", in_memory)
    files.put(LETTER)
    with files.open(DIGEST) as opened:
        alter(files)
        assert opened.read(4) + opened.read() == LETTER


@pytest.mark.parametrize(
    "name", ["", "a" * 63, "A" * 64, "a" * 64 + "\n", f"../{'a' * 61}", f"{'a' * 32}/{'a' * 31}", "٣" * 64]
)
def test_a_name_that_is_no_hash_is_refused(files: Files, name: str) -> None:
    for ask in (files.read, files.state, files.remove):
        with pytest.raises(ValueError, match="no SHA-256"):
            ask(name)


def test_only_files_of_the_right_name_and_place_are_counted(files: Files) -> None:
    files.put(LETTER)
    (files.folder / "notes.txt").write_text("")
    (files.folder / "00").mkdir()
    (files.folder / "00" / DIGEST).write_text("")
    (files.folder / DIGEST[:2] / "x.part").write_text("")
    assert files.digests() == [DIGEST]


def test_a_removed_file_is_gone_and_may_be_removed_again(files: Files) -> None:
    files.put(LETTER)
    files.remove(DIGEST)
    files.remove(DIGEST)
    assert files.state(DIGEST) == "missing"


def test_a_full_disk_is_a_sentence_with_the_cure_and_leaves_nothing(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    files.folder.mkdir()
    with pytest.raises(StoreError, match=r"No space left.*not kept\. Make room"):
        files.put(LETTER)
    assert list(files.folder.rglob("*")) == [], "half a file was left behind"


def test_a_folder_that_cannot_be_read_is_a_sentence(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files.put(LETTER)

    def refused(*_: Any, **__: Any) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    for ask in (files.read, files.state):
        with pytest.raises(StoreError, match=r"Permission denied.*Check that you may read"):
            ask(DIGEST)


def test_a_file_in_the_place_of_the_folder_is_a_sentence(files: Files) -> None:
    files.folder.write_text("")
    with pytest.raises(StoreError, match="move it away"):
        files.put(LETTER)


def test_a_file_is_on_the_disk_before_it_has_its_name(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, os.rename

    def watched_fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def watched_rename(*words: Any, **more: Any) -> None:
        steps.append("name")
        rename(*words, **more)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "rename", watched_rename)
    files.put(LETTER)
    assert steps.index("file") < steps.index("name")
    assert steps[-1] == "folder", "the name itself may be lost when the machine stops"
