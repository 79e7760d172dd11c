"""The canonical form of a row: the bytes that are hashed. docs/chain.md says the same for another program.

A field is written as a netstring: its length in bytes in decimal digits, a colon, its bytes, a comma. Text is UTF-8 in
Unicode's form NFC, without the character NUL and without lone surrogates; a whole number is its decimal digits; an
empty column is the single byte `-` and a comma. There are no other types. Fields stand in the order given here.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence

VERSION = 1
"""The version that rows are written in. A row is always read in the version that it names."""

ENVELOPE: dict[int, tuple[str, ...]] = {
    1: ("number", "version", "holds", "kind", "recorded", "release", "visibility", "corrects", "withdraws", "redacts"),
}  # fmt: skip
"""For each version, the columns of `record` that are hashed, before the commitment."""

CONTENT: dict[int, tuple[str, ...]] = {
    1: ("number", "key", "idempotency_key", "happened", "source_date", "recorded_by", "capacity", "system_account", "reason", "files", "body"),
}  # fmt: skip
"""For each version, the columns of `content` that the commitment covers, after the salt."""

BEFORE_THE_FIRST = "0" * 64
"""What the first row has for the hash of the row before it."""

SALT_BYTES = 32


class NotCanonical(ValueError):
    """A text that has no canonical form; the message says why."""


def netstrings(fields: Iterable[str | int | None]) -> bytes:
    """Fields one after the other, each as a netstring."""
    parts = []
    for field in fields:
        if field is None:
            parts.append(b"-,")
        else:
            data = str(field).encode()
            parts.append(b"%d:%b," % (len(data), data))
    return b"".join(parts)


def commitment(salt: str, content: Sequence[str | int | None]) -> str:
    """SHA-256, in hexadecimal, of the salt's bytes and the content's netstrings."""
    return hashlib.sha256(bytes.fromhex(salt) + netstrings(content)).hexdigest()


def chained(previous: str, envelope: Sequence[str | int | None], committed: str) -> str:
    """SHA-256, in hexadecimal, of the previous row's hash, the envelope and the commitment, as netstrings."""
    return hashlib.sha256(netstrings((previous, *envelope, committed))).hexdigest()


def public_salt(release: str, holds: str, key: str) -> str:
    """The salt of a row of a data release. Everybody has the release, so it hides nothing; being the same everywhere
    it gives two copies of a release one head."""
    return hashlib.sha256(netstrings(("pilcrow release", release, holds, key))).hexdigest()


def as_text(text: str) -> str:
    """The text in form NFC. Raises NotCanonical for a NUL or a lone surrogate."""
    if "\0" in text:
        raise NotCanonical("it holds the character NUL")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("it holds half of a character (a lone surrogate)") from None
    return unicodedata.normalize("NFC", text)
