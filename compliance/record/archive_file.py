"""The file that an archive is: how it is written, and how one from anywhere is read without trusting it.

A ZIP with four kinds of members and no others: `manifest.json` (what is in it, how much, and where the record ends),
`record.jsonl` (one row a line: every column of both tables; content null where it was redacted), `draft.jsonl`, and
`files/` with the attached files, each under its SHA-256.
"""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError

from compliance.record.databases import StoreError
from compliance.record.files import CHUNK

FORMAT: Final = 1
MANIFEST, RECORDS, DRAFTS, FILES = "manifest.json", "record.jsonl", "draft.jsonl", "files/"

LARGEST_MANIFEST = 64 << 20
# A catalogue has 10 MB at most (`reading.LARGEST`), and no character of a usual text takes more than three in a line.
LONGEST_LINE = 32 << 20
_ENCRYPTED = 0x1

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError, OverflowError,
)  # fmt: skip
"""What reading a ZIP or its JSON can raise, whatever bytes it has."""

Digest = Annotated[str, Field(pattern=r"\A[0-9a-f]{64}\z")]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class End(_Part):
    """Where the record ends: the last row's number and hash."""

    number: NonNegativeInt
    hash: Digest


class Lines(_Part):
    """A member of lines: how many there are, their bytes, and the SHA-256 of these."""

    rows: NonNegativeInt
    bytes: NonNegativeInt
    sha256: Digest


class Manifest(_Part):
    """What an archive holds: in which format, by which schema's revision, and the size in bytes of each file."""

    format: Literal[1]
    schema_revision: str
    head: End
    records: Lines
    drafts: Lines
    files: dict[Digest, NonNegativeInt]


class Writer:
    """Writes the members of an archive to a new file, the manifest last. Raises OSError, and StoreError for a line that
    would be too long to be read again."""

    def __init__(self, file: IO[bytes]):
        self._zip = zipfile.ZipFile(file, "w")

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        # After an error: whatever is in the file then is thrown away.
        with suppress(OSError, ValueError):
            self._zip.close()

    def rows(self, name: str, rows: Iterable[Mapping[str, Any]]) -> Lines:
        """Write a member of lines."""
        count = size = 0
        hashed = hashlib.sha256()
        with self._member(name, zipfile.ZIP_DEFLATED) as member:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                if len(line) > LONGEST_LINE:
                    raise StoreError(f"line {count + 1} of {name} would be longer than an archive's can be")
                member.write(line)
                hashed.update(line)
                count, size = count + 1, size + len(line)
        return Lines(rows=count, bytes=size, sha256=hashed.hexdigest())

    def file(self, digest: str, content: IO[bytes]) -> int:
        """Write an attached file; its size in bytes."""
        size = 0
        with self._member(f"{FILES}{digest}", zipfile.ZIP_STORED) as member:
            while chunk := content.read(CHUNK):
                size += member.write(chunk)
        return size

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and the directory, without which the file is no ZIP."""
        with self._member(MANIFEST, zipfile.ZIP_DEFLATED) as member:
            member.write(manifest.model_dump_json(indent=1).encode())
        self._zip.close()

    def _member(self, name: str, compression: int) -> IO[bytes]:
        # Without a time of its own: two archives of one state are the same, byte for byte.
        member = zipfile.ZipInfo(name)
        member.compress_type = compression
        member.external_attr = 0o600 << 16
        return self._zip.open(member, "w", force_zip64=True)


class Reader:
    """An archive that is open, its list of members checked. Raises StoreError for whatever is not as it must be."""

    def __init__(self, path: Path, archive: zipfile.ZipFile):
        self.path = path
        self._zip = archive
        self.manifest = _manifest(path, archive)
        _require_members(archive, self.manifest, path.stat().st_size)

    def rows(self, name: str) -> Iterator[Any]:
        """What the lines of a member say, checked against the manifest after the last one."""
        said = self.manifest.records if name == RECORDS else self.manifest.drafts
        count = 0
        with opening(self.path):
            for count, line in enumerate(self._lines(name, said), 1):
                if count > said.rows:
                    raise ValueError(f"its {name} has more lines than its manifest says, {said.rows}")
                try:
                    row = json.loads(line.decode())
                except ValueError:
                    raise ValueError(f"line {count} of its {name} is no JSON") from None
                yield row
            if count != said.rows:
                raise ValueError(f"its {name} has {count} lines and its manifest says {said.rows}")

    @contextmanager
    def file(self, digest: str) -> Iterator[IO[bytes]]:
        """The bytes of an attached file, as they are: whoever keeps them has to look at their hash."""
        with opening(self.path), self._zip.open(f"{FILES}{digest}") as member:
            yield member

    def _lines(self, name: str, said: Lines) -> Iterator[bytes]:
        hashed = hashlib.sha256()
        # What has begun of a line that goes on in the next chunk, joined once when it ends.
        begun: list[bytes] = []
        length = 0
        with self._zip.open(name) as member:
            while chunk := member.read(CHUNK):
                hashed.update(chunk)
                first, *others = chunk.split(b"\n")
                begun.append(first)
                length += len(first)
                if length >= LONGEST_LINE:
                    raise ValueError(f"a line of its {name} is too long")
                if others:
                    yield b"".join(begun)
                    *whole, last = others
                    yield from whole
                    begun, length = [last], len(last)
        if length or hashed.hexdigest() != said.sha256:
            raise ValueError(f"its {name} is not the one that its manifest describes")


@contextmanager
def open_archive(path: Path) -> Iterator[Reader]:
    """An archive to read. Raises StoreError if it is none, is not whole, or is of a newer program."""
    with opening(path):
        if path.exists() and not path.is_file():
            raise ValueError("it is no file")
        file = path.open("rb")
    with file:
        with opening(path):
            reader = Reader(path, zipfile.ZipFile(file))
        yield reader


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Turns what reading a damaged or forged archive can raise into one sentence."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(
            f"the archive {path} could not be read ({why}). Check its path and that you may read it"
        ) from None
    except _DAMAGED as error:
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise StoreError(
            f"{path} is no whole archive of Pilcrow ({why}); nothing was restored. Take another one"
        ) from None


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    members = [member for member in archive.infolist() if member.filename == MANIFEST]
    if len(members) != 1 or members[0].file_size > LARGEST_MANIFEST:
        raise ValueError(f"it must have one {MANIFEST}")
    try:
        said = json.loads(archive.read(members[0]).decode())
    except UnicodeDecodeError:
        raise ValueError(f"its {MANIFEST} is no text") from None
    if isinstance(said, dict) and isinstance(said.get("format"), int) and said["format"] > FORMAT:
        raise StoreError(
            f"the archive {path} was made by a newer Pilcrow (format {said['format']}, and this program reads "
            f"{FORMAT}); nothing was restored. Upgrade the program, then do it again"
        )
    try:
        return Manifest.model_validate(said)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "all of it"
        raise ValueError(f"its {MANIFEST} is none: {where}") from None


def _require_members(archive: zipfile.ZipFile, manifest: Manifest, size: int) -> None:
    """Raises ValueError unless the members are exactly those that the manifest describes, in name and size."""
    wanted = {
        RECORDS: manifest.records.bytes,
        DRAFTS: manifest.drafts.bytes,
        **{f"{FILES}{digest}": size for digest, size in manifest.files.items()},
    }
    seen = {MANIFEST}
    for member in archive.infolist():
        # The name as it stands in the file, before it was cleaned of what leads elsewhere.
        name = member.orig_filename
        if name == MANIFEST and member.filename == MANIFEST:
            continue
        if name != member.filename or name not in wanted:
            raise ValueError(f"it has a member {name[:80]!a}, which no archive has")
        if name in seen:
            raise ValueError(f"it has its member {name} twice")
        if member.file_size != wanted[name]:
            raise ValueError(f"its member {name} has another size than its {MANIFEST} says")
        packed = zipfile.ZIP_STORED if name.startswith(FILES) else zipfile.ZIP_DEFLATED
        if member.flag_bits & _ENCRYPTED or member.compress_type != packed:
            raise ValueError(f"its member {name} is encrypted or packed in another way")
        seen.add(name)
    if lacking := sorted(wanted.keys() - seen):
        raise ValueError(f"it lacks its member {lacking[0]}")
    # Members that share their bytes would let a small file unpack without end.
    if sum(member.compress_size for member in archive.infolist()) > size:
        raise ValueError("its members overlap")
