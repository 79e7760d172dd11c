"""What `pilcrow export` writes: every row, in files that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from compliance.as_json import FINDING
from compliance.editions.folder import as_csv
from compliance.editions.tables import Table
from compliance.evidence import KINDS
from compliance.timeline import ONE_DAY

CHICAGO = Path(__file__).resolve().parent.parent / "data" / "chicago"
RELEASED: date = yaml.safe_load((CHICAGO / "release.yaml").read_text("utf-8"))["release"]
BEFORE = RELEASED - ONE_DAY
TABLES = {
    "source": ["sources.csv"],
    "determination": ["determinations.csv"],
    "report_total": ["report-totals.csv"],
    "catalogue_revision": ["catalogue-revisions.csv"],
    "evidence": [f"evidence-{kind}.csv" for kind in KINDS],
}
FORMULA = "=HYPERLINK(1)"


class World:
    """A store that has seen two releases, the second with corrections, and its export."""

    def __init__(self, home: Path):
        self.store, self.data, self.out = home / "store.db", home / "data", home / "out"
        shutil.copytree(CHICAGO, self.data)
        _replace(self.data / "release.yaml", f"{RELEASED}", f"{BEFORE}")
        self.pilcrow("init")
        self.first = self.last_number()
        _replace(self.data / "release.yaml", f"{BEFORE}", f"{RELEASED}")
        meetings = self.data / "evidence" / "meeting.yaml"
        said_by = re.findall(r"said_by: .*", meetings.read_text("utf-8"))[0]
        _replace(meetings, said_by, f"said_by: '{FORMULA}'")
        _replace(self.data / "decree.yaml", "\nkey: chicago", "\nfictional: yes\nkey: chicago")
        self.pilcrow("init")
        self.said = self.pilcrow("export", str(self.out), "--on", "2022-07-15")

    def pilcrow(self, *words: str, status: int = 0) -> str:
        done = subprocess.run(
            [str(Path(sys.executable).with_name("pilcrow")), *words],
            env={**os.environ, "PILCROW_DATABASE": f"sqlite:///{self.store}", "PILCROW_DATA": str(self.data)},
            cwd=self.store.parent,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == status, done.stderr
        return done.stdout if status == 0 else done.stderr

    def stored(self, table: str) -> list[sqlite3.Row]:
        with sqlite3.connect(self.store) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(
                "SELECT * FROM record JOIN content USING (number) WHERE holds = ? ORDER BY number", (table,)
            ).fetchall()

    def last_number(self) -> int:
        return max(row["number"] for table in TABLES for row in self.stored(table))

    def read(self, name: str, folder: Path | None = None) -> list[dict[str, str]]:
        with ((folder or self.out) / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{file.name} no longer holds {old!r}"
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world"))


def test_every_stored_row_is_there_with_its_number_and_what_it_corrects(world: World) -> None:
    for table, names in TABLES.items():
        stored = world.stored(table)
        rows = sorted((row for name in names for row in world.read(name)), key=lambda row: int(row["number"]))
        assert [row["number"] for row in rows] == [str(row["number"]) for row in stored], table
        for row, kept in zip(rows, stored, strict=True):
            assert (row["key"], row["release"]) == (kept["key"], kept["release"])
            assert row["corrects"] == str(kept["corrects"] or "")
            assert row["reason"] == (kept["reason"] or "")
            assert row["recorded"] == kept["recorded"]
            assert re.search(r"T06:00:00\.\d{6}Z$", row["recorded"]), (
                "the start of the release's day in Chicago, in UTC"
            )


def test_a_correction_and_what_it_corrects_name_each_other(world: World) -> None:
    rows = {row["number"]: row for row in world.read("evidence-meeting.csv")}
    (correction,) = [row for row in rows.values() if row["corrects"]]
    assert rows[correction["corrects"]]["corrected_by"] == correction["number"]
    assert correction["reason"] == f"changed in the release of {RELEASED}"


def test_the_fields_of_a_record_are_columns_and_lists_are_joined(world: World) -> None:
    bodies = {str(row["number"]): json.loads(row["body"]) for row in world.stored("evidence")}
    for kind in KINDS:
        for row in world.read(f"evidence-{kind}.csv"):
            for name, value in bodies[row["number"]].items():
                if isinstance(value, list) and value and isinstance(value[0], dict):
                    for part in value[0]:
                        assert row[f"{name}.{part}"] == "; ".join(str(item[part]) for item in value)
                elif isinstance(value, list):
                    assert row.get(name, "") == "; ".join(value)
                else:
                    name = "own_number" if name == "number" else name
                    assert row[name].removeprefix("'") == str(value)
    empty = (world.out / "evidence-training.csv").read_text("utf-8")
    assert "officers" in empty, "a kind without rows still says what it would hold"
    assert empty.count("\n") == 1


def test_no_cell_is_a_formula_to_a_spreadsheet(world: World) -> None:
    assert f"'{FORMULA}" in {row["said_by"] for row in world.read("evidence-meeting.csv")}
    for file in world.out.glob("*.csv"):
        for row in world.read(file.name):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    nasty = [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "\u200b=1",
        "\n=1",
        "＝1",
    ]
    nasty += ["＋1", "－1", "＠x", "﹦1", "'=1", "''", "'tis"]
    plain = ['a "b", c', "two\nlines", "plain", "", "a=b", " a", "¶40", "«-»"]
    cells = tuple({"cell": cell} for cell in nasty + plain)
    text = as_csv(Table("x.csv", "x", ("cell",), cells), fictional=False)
    read = [row["cell"] for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)]
    assert read == [f"'{cell}" for cell in nasty] + plain
    assert [cell.removeprefix("'") for cell in read] == nasty + plain, "each cell can be had back"
    assert text.startswith("cell\r\n"), "RFC 4180 ends its lines so"


def test_the_findings_have_the_json_fields_of_the_day(world: World) -> None:
    rows = world.read("findings.csv")
    own = [field.name for field in FINDING if field.name != "last"]
    assert list(rows[0]) == ["fictional", *own]
    assert {row["on"] for row in rows} == {"2022-07-15"}
    document = json.loads(world.pilcrow("status", "--on", "2022-07-15", "--json"))
    assert [(row["criterion"], row["outcome"], row["says"]) for row in rows] == [
        (f["criterion"] or "", f["outcome"], f["says"]) for f in document["findings"]
    ]


def test_the_readme_says_what_it_is_and_fiction_says_so_everywhere(world: World) -> None:
    readme = (world.out / "README.txt").read_text("utf-8")
    for words in (
        f"Releases of the data: {BEFORE}, {RELEASED}.",
        f"up to record {world.last_number()}",
        f"Head: {world.read('record.csv')[-1]['hash']}",
        "FICTIONAL",
    ):
        assert words in readme
    for file in world.out.iterdir():
        assert file.name == "README.txt" or f"  {file.name}  " in readme
    assert world.said.startswith("Fictional:")
    for file in world.out.glob("*.csv"):
        assert all(row["fictional"] == "yes" for row in world.read(file.name))


def test_each_revision_of_the_catalogue_is_a_file(world: World) -> None:
    rows = world.read("catalogue-revisions.csv")
    assert len(rows) == 2
    for row, stored in zip(rows, world.stored("catalogue_revision"), strict=True):
        text = (world.out / row["file"]).read_bytes()
        assert hashlib.sha256(text).hexdigest() == row["sha256"]
        assert text.decode() == stored["body"]


def test_the_address_of_a_copy_is_left_out(world: World) -> None:
    for row in world.read("sources.csv"):
        assert row["quality"] != "copy" or row["address"] == ""


def test_known_cuts_the_rows_and_an_earlier_export_is_replaced_whole(world: World, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    world.pilcrow("export", str(out))
    document = json.loads(world.pilcrow("export", str(out), "--known", str(world.first), "--json"))
    numbers = [
        int(row["number"]) for names in TABLES.values() for name in names for row in world.read(name, out)
    ]
    assert max(numbers) == world.first
    assert "fictional" not in world.read("sources.csv", out)[0]
    assert {path.name for path in out.iterdir()} == {
        *(file["name"] for file in document["files"]),
        "README.txt",
        *(row["file"] for row in world.read("catalogue-revisions.csv", out)),
    }


def test_a_folder_with_anything_else_in_it_is_left_alone(world: World, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    said = world.pilcrow("export", str(tmp_path), status=2)
    assert (
        "holds files that are no export (mine.txt); nothing was written. Name a new or an empty folder"
        in said
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert "is a file; name a new or an empty folder" in world.pilcrow("export", str(mine), status=2)

    exported = tmp_path / "exported"
    world.pilcrow("export", str(exported))
    before = {path.name: path.read_bytes() for path in exported.iterdir()}
    (exported / "notes.csv").write_text("mine")
    assert "(notes.csv)" in world.pilcrow("export", str(exported), "--on", "2019-06-15", status=2)
    assert {p.name: p.read_bytes() for p in exported.iterdir() if p.name != "notes.csv"} == before


def test_nothing_but_plain_files_of_an_export_is_written_over_or_deleted(
    world: World, tmp_path: Path
) -> None:
    mine, out = tmp_path / "mine.txt", tmp_path / "out"
    mine.write_text("mine")
    world.pilcrow("export", str(out))
    spoil: dict[str, Callable[[Path], object]] = {
        "sources.csv": lambda path: path.symlink_to(mine),
        "README.txt": os.mkfifo,
        "findings.csv": os.mkdir,
        "catalogue-9.yaml": lambda path: path.symlink_to(mine),
        ".sources.csv.unfinished": lambda path: path.symlink_to(mine),
    }
    for name, make in spoil.items():
        kept = (out / name).read_bytes() if (out / name).exists() else None
        (out / name).unlink(missing_ok=True)
        make(out / name)
        said = world.pilcrow("export", str(out), status=2)
        assert "holds files that are no export (" in said and name in said
        assert "Traceback" not in said
        (out / name).rmdir() if (out / name).is_dir() and kept else (out / name).unlink()
        if kept is not None:
            (out / name).write_bytes(kept)
    world.pilcrow("export", str(out))
    assert mine.read_text() == "mine"


def test_what_a_readme_lists_is_not_believed(world: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    world.pilcrow("export", str(out))
    with (out / "README.txt").open("a") as readme:
        readme.write("  accounts.csv      1  mine\n")
    (out / "accounts.csv").write_text("mine")
    assert "(accounts.csv)" in world.pilcrow("export", str(out), status=2)


def test_a_catalogues_name_cannot_begin_a_line_of_the_readme(tmp_path: Path) -> None:
    shutil.copytree(CHICAGO, tmp_path / "data")
    catalogue = tmp_path / "data" / "decree.yaml"
    text = catalogue.read_text("utf-8")
    name = re.findall(r"^name:.*\n(?:  .*\n)*", text, re.M)[0]
    catalogue.write_text(
        text.replace(name, 'name: {en: "Town\\n\\n  accounts.csv      1  mine", es: x}\n'), "utf-8"
    )
    environment = {**os.environ, "PILCROW_DATABASE": f"sqlite:///{tmp_path / 'x.db'}"}
    for words in (["init", "--data", str(tmp_path / "data")], ["export", str(tmp_path / "out")]):
        program = str(Path(sys.executable).with_name("pilcrow"))
        subprocess.run([program, *words], env=environment, check=True, capture_output=True, timeout=60)
    first = (tmp_path / "out" / "README.txt").read_text("utf-8").splitlines()[0]
    assert first.endswith(": Town accounts.csv 1 mine")


def test_an_export_that_was_cut_short_is_made_whole(world: World, tmp_path: Path) -> None:
    (tmp_path / ".sources.csv.unfinished").write_text("half a fi")
    world.pilcrow("export", str(tmp_path))
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_cannot_be_written_is_one_sentence(world: World) -> None:
    for folder in ("/proc/none", "x" * 300, "/dev/null/x"):
        said = world.pilcrow("export", folder, status=2)
        assert len(said.splitlines()) == 1
        assert "name a" in said
