"""docs/chain.md is enough to verify a record with another program.

`netstring` to `check` are that other program: they are written from the page and use nothing of Pilcrow's.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compliance.record.archive import backup
from compliance.record.files import Files
from compliance.record.rows import Author, New
from compliance.record.store import Store
from tests.conftest import ROOT
from tests.databases import Place
from tests.record.conftest import LAST, add, create

PAGE = (ROOT / "docs" / "chain.md").read_text(encoding="utf-8")

CONTENT = [
    "number",
    "key",
    "idempotency_key",
    "happened",
    "source_date",
    "recorded_by",
    "capacity",
    "system_account",
    "reason",
    "files",
    "body",
]
ENVELOPE = [
    "number",
    "version",
    "holds",
    "kind",
    "recorded",
    "release",
    "visibility",
    "corrects",
    "withdraws",
    "redacts",
]


def netstring(value: Any) -> bytes:
    if value is None:
        return b"-,"
    data = str(value).encode("utf-8")
    return str(len(data)).encode("ascii") + b":" + data + b","


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check(rows: Iterable[dict[str, Any]]) -> str:
    """The head of rows as an archive has them. Fails at the first one that is not as the page says."""
    head, last = "0" * 64, ""
    for expected, row in enumerate(rows, 1):
        record, content = row["record"], row["content"]
        assert record["number"] == expected
        assert record["version"] == 1
        assert record["recorded"] > last
        if content is not None:
            said = b"".join(netstring(content[name]) for name in CONTENT)
            assert sha256(bytes.fromhex(content["salt"]) + said) == record["commitment"]
        fields = [head, *(record[name] for name in ENVELOPE), record["commitment"]]
        assert sha256(b"".join(map(netstring, fields))) == record["hash"]
        head, last = record["hash"], record["recorded"]
    return head


def in_archive(path: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read("record.jsonl").splitlines()]


def blocks(language: str) -> list[str]:
    """The examples on the page in one language."""
    return re.findall(rf"```{language}\n(.*?)\n```", PAGE, re.DOTALL)


def test_another_program_finds_the_head_of_a_store(store: Store, files: Files, tmp_path: Path) -> None:
    backup(store, files, tmp_path / "b.zip")
    rows = in_archive(tmp_path / "b.zip")
    assert len(rows) == LAST
    assert check(rows) == store.head().hash


def test_the_salt_of_a_release_is_the_one_on_the_page(place: Place, tmp_path: Path) -> None:
    store = create(place)
    add(store, New("source", "e", "Cafe\u0301"))
    release = ("2020-01-02", datetime(2020, 1, 2, 6, tzinfo=UTC))
    store.append(lambda _: [New("source", "report", '{"título": "¶40"}')], Author("data release"), release)
    backup(store, Files(place.files), tmp_path / "b.zip")
    _, released = rows = in_archive(tmp_path / "b.zip")
    fields = ("pilcrow release", "2020-01-02", "source", "report")
    assert released["content"]["salt"] == sha256(b"".join(map(netstring, fields)))
    assert check(rows) == store.head().hash
    assert rows[0]["content"]["body"] == "Caf\u00e9", "what is recorded is in form NFC"


def test_the_example_on_the_page_is_true() -> None:
    rows = json.loads(blocks("json")[0])
    assert f"The head of this record is `{check(rows)}`." in PAGE
    first, second, redaction = rows
    assert redaction["record"]["redacts"] == second["record"]["number"]
    envelope = ["0" * 64, *(first["record"][name] for name in ENVELOPE), first["record"]["commitment"]]
    salt = ("pilcrow release", first["record"]["release"], first["record"]["holds"], first["content"]["key"])
    shown = [
        [first["content"][name] for name in CONTENT],
        envelope,
        salt,
        [second["content"][name] for name in CONTENT],
    ]
    assert blocks("text") == [b"".join(map(netstring, fields)).decode() for fields in shown]
    assert sha256(b"".join(map(netstring, salt))) == first["content"]["salt"]


@pytest.mark.parametrize("kind", ["Content", "Envelope"])
def test_the_page_lists_the_fields_that_are_hashed(kind: str) -> None:
    names = CONTENT if kind == "Content" else ENVELOPE
    listed = ", ".join(f"`{name}`" for name in names)
    assert listed in " ".join(PAGE.split()), f"the page lists the fields of the {kind.lower()} otherwise"
