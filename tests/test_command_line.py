"""The command `pilcrow` through its real entry point, as a monitor and as a program would call it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from compliance.days import years_later
from compliance.json_fields import DOCUMENT, FINDING, fields_as_markdown
from compliance.json_objects import RECORD
from compliance.sentences import day
from compliance.timeline import ONE_DAY

CHICAGO = Path(__file__).resolve().parent.parent / "data" / "chicago"
RELEASED: date = yaml.safe_load((CHICAGO / "release.yaml").read_text("utf-8"))["release"]
TODAY = f"{RELEASED}"
"""The day of the data's release. Tests name their days, so that they say the same whenever they run."""
HORIZON = years_later(RELEASED, 2)
AFTER = HORIZON + ONE_DAY


class Said(NamedTuple):
    """What a call answered."""

    status: int
    out: str
    err: str

    @property
    def wrong(self) -> str:
        """The sentences of a call that was wrong: nothing on stdout, exit 2, no traceback."""
        assert (self.status, self.out) == (2, "")
        assert "Traceback" not in self.err
        return self.err.strip()

    @property
    def right(self) -> str:
        """The answer of a call that went well."""
        assert (self.status, self.err) == (0, ""), self.err
        return self.out

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON document of a call that went well."""
        document: dict[str, Any] = json.loads(self.right)
        return document


class Command:
    """The installed command, on one store; where nothing changes the store, the same question is asked once."""

    def __init__(self, store: Path, data: Path = CHICAGO, *, unchanging: bool = False):
        self.store, self.data = store, data
        if unchanging:
            self._ask = cache(self._ask)  # type: ignore[method-assign]

    @property
    def environment(self) -> dict[str, str]:
        mine = {
            "PILCROW_DATABASE": f"sqlite:///{self.store}",
            "PILCROW_DATA": str(self.data),
            "COLUMNS": "80",
        }
        return {**os.environ, **mine}

    def __call__(self, *words: str, **environment: str) -> Said:
        return self._ask(words, tuple(environment.items()))

    def _ask(self, words: tuple[str, ...], environment: tuple[tuple[str, str], ...]) -> Said:
        done = subprocess.run(
            [pilcrow(), *words],
            env={**self.environment, **dict(environment)},
            cwd=self.store.parent,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def each(self, *calls: Sequence[str]) -> list[Said]:
        """Several calls at once, since each is a process of its own."""
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda words: self(*words), calls))

    def rows(self) -> list[tuple[Any, ...]]:
        """Everything that the store holds, in order."""
        with sqlite3.connect(self.store) as connection:
            query = "SELECT * FROM record r LEFT JOIN content c ON c.number = r.number ORDER BY r.number"
            return connection.execute(query).fetchall()


def pilcrow() -> str:
    """The installed command, beside the Python that runs the tests."""
    return str(Path(sys.executable).with_name("pilcrow"))


@pytest.fixture(scope="module")
def chicago(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A store with the real record; no test changes it."""
    store = tmp_path_factory.mktemp("chicago") / "pilcrow.db"
    assert "Corrected: 0. Unchanged: 0." in Command(store)("init").right
    return Command(store, unchanging=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real data folder, to be changed."""
    return Path(shutil.copytree(CHICAGO, tmp_path / "data"))


def replace(file: Path, old: str, new: str) -> int:
    """Replace a text once; the line on which it stands."""
    text = file.read_text("utf-8")
    assert old in text, f"{file.name} no longer holds {old!r}"
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def flat(text: str) -> str:
    """A text without its line breaks and indentation."""
    return " ".join(text.split())


# init and catalogue check


def test_init_a_second_time_adds_nothing_and_if_none_does_nothing(chicago: Command) -> None:
    before = chicago.rows()
    again, if_none, document = chicago.each(["init"], ["init", "--if-none"], ["init", "--json"])
    assert "Rows added: 0. Corrected: 0." in again.right
    assert len(if_none.right.splitlines()) == 1
    assert "is there already, so nothing was done" in if_none.right
    assert document.json["done"] is True
    assert document.json["added"] == 0
    assert chicago.rows() == before


def test_a_changed_row_becomes_a_correction_and_a_vanished_one_is_named(tmp_path: Path, folder: Path) -> None:
    command = Command(tmp_path / "store.db", folder)
    command("init")
    held = len(command.rows())
    search = folder / "evidence" / "search.yaml"
    key = re.findall(r"key: (\S+)", search.read_text("utf-8"))[0]
    search.write_text("records: []\n", "utf-8")
    replace(folder / "evidence" / "meeting.yaml", "said_by: ", "said_by: As before, ")
    said = command("init").right
    assert "Rows added: 0. Corrected: 1." in said
    assert f"No longer in the folder, kept in the record: evidence {key}" in said
    rows = command.rows()
    assert len(rows) == held + 1
    assert f"changed in the release of {TODAY}" in rows[-1]


def test_a_broken_folder_is_told_whole_and_the_store_is_left_as_it_was(tmp_path: Path, folder: Path) -> None:
    command = Command(tmp_path / "store.db", folder)
    command("init")
    before = command.rows()
    meetings, sources = folder / "evidence" / "meeting.yaml", folder / "sources.yaml"
    lines = {
        "decree.yaml": replace(folder / "decree.yaml", "    responsible: cpd", "    responsibel: cpd"),
        "evidence/meeting.yaml": replace(meetings, "happened: 2019-04-13", "happened: 2019-02-30"),
        "sources.yaml": replace(sources, "quality: original", "quality: best"),
        "determinations.csv": replace(folder / "determinations.csv", "440,oig", "440,nobody"),
    }
    init, check, document = command.each(["init"], ["catalogue", "check"], ["catalogue", "check", "--json"])
    wrong = init.wrong.splitlines()
    assert wrong[-1].endswith("problems. Nothing was recorded.")
    for file, fragment in (
        ("decree.yaml", "responsibel: is no field here. Write 'responsible'"),
        ("evidence/meeting.yaml", "'2019-02-30' is not in the calendar. Write a day that exists"),
        (
            "sources.yaml",
            "'best' is not one of the allowed words. Write one of: 'original', 'copy' or 'secondary'",
        ),
    ):
        assert any(line.startswith(f"{file}:{lines[file]}: ") and fragment in line for line in wrong), wrong
    assert command.rows() == before
    assert check.status == 1
    assert check.out == ""
    assert check.err.splitlines()[:-1] == wrong[:-1]
    assert document.status == 1
    problems = json.loads(document.out)["problems"]
    assert [f"{p['file']}:{p['line']}: {p['field']}: {p['wrong']}. {p['right']}" for p in problems] == wrong[
        :-1
    ]


def test_what_no_single_file_shows_is_named_too(tmp_path: Path, folder: Path) -> None:
    command = Command(tmp_path / "store.db", folder)
    line = replace(folder / "determinations.csv", "440,oig", "440,nobody")
    said = command("init").wrong
    assert f"determinations.csv:{line}: body: 'nobody' is no body that is declared." in said
    assert not command.store.exists()


def test_catalogue_check_of_a_whole_folder_is_one_line(chicago: Command) -> None:
    named, unnamed, nowhere = chicago.each(
        ["catalogue", "check", str(CHICAGO)], ["catalogue", "check"], ["catalogue", "check", "nowhere"]
    )
    assert named.right == unnamed.right
    assert len(named.right.splitlines()) == 1
    assert "17 obligations" in named.right
    assert "There is no folder nowhere" in nowhere.wrong


def test_one_store_holds_one_decree(tmp_path: Path, folder: Path) -> None:
    command = Command(tmp_path / "store.db", folder)
    command("init")
    before = command.rows()
    replace(folder / "decree.yaml", "\nkey: chicago", "\nkey: elsewhere")
    assert "holds the decree 'chicago' and the folder is of 'elsewhere'" in command("init").wrong
    assert command.rows() == before


# status, timeline, gaps


def test_the_days_differ_each_for_a_reason_that_is_printed(chicago: Command) -> None:
    days = ("2019-06-15", "2020-06-15", "2022-07-15", TODAY)
    texts = [flat(said.right) for said in chicago.each(*(["status", "--on", day] for day in days))]
    assert len(set(texts)) == len(days)
    spring_2019, summer_2020, summer_2022, today = texts
    assert (
        "No version of the policy on school resource officers that was in force on 15 June 2019"
        in spring_2019
    )
    assert "○ not yet in force: Each comment window is announced for at least 15 days" in spring_2019
    assert "● shown: A policy is in force" in summer_2020
    assert "1 of 1 comment round on record was announced for at least 15 days" in summer_2020
    assert "2 of 2 comment rounds on record were announced for at least 15 days" in summer_2022
    assert "a draft" in summer_2022
    assert "Chicago Board of Education" not in summer_2022.partition("Obligations, counted per basis")[2]
    assert "Open since 22 February 2024" in today
    assert "◇ needs a person: A policy is in force" in today


def test_status_says_first_what_a_reader_must_know(chicago: Command) -> None:
    text = chicago("status", "--on", TODAY).right
    assert text.startswith("What this case is.")
    assert "no official record and no finding of the court" in flat(text)
    assert f"As of {day(RELEASED).en}, from what this record held by" in flat(text)
    assert "are no measure of the decree. Counts stand per basis and are never added up." in flat(text)
    counts = flat(text.partition("Obligations, counted per basis")[2].partition("These checks")[0])
    assert re.findall(r"(\w+): [^:]*\((\d+)\):", counts) == [
        ("Decree", "4"),
        ("Commitment", "5"),
        ("Agreement", "1"),
        ("Law", "2"),
        ("Statement", "5"),
    ]
    assert "The monitor on ¶40: Not loaded." in flat(text)
    after = flat(text.partition("The monitor’s levels for other paragraphs")[2])
    assert "¶543 Chicago Police Board: Secondary (training), as of IMR-6" in after
    assert re.search(r"¶565 .*Inspector General: Full .* Chicago Police Board: Full", after)
    assert "Later reports are not loaded" in after


def test_one_obligation_names_its_records_in_full(chicago: Command) -> None:
    text = chicago("status", "comment-before-effect", "--on", TODAY).right
    assert "no posting before it was found in what was read" in flat(text)
    assert "Three questions you can ask:" in text
    assert re.search(r"record \d+ \(comment-round-2022\), 13 June 2022: ", text)
    assert re.search(r"^ +https?://\S+$", text, re.MULTILINE), "an address stands on a line of its own, whole"


def test_timeline_shows_each_step_up_to_the_horizon_and_says_what_that_is(chicago: Command) -> None:
    text, document = chicago.each(
        ["timeline", "comment-before-effect", "--known", TODAY],
        ["timeline", "comment-before-effect", "--known", TODAY, "--json"],
    )
    assert f"{day(HORIZON).en}, the horizon: two years after what is known" in flat(text.right)
    assert "29 June 2022 to " in text.right
    assert "All its checks together" in text.right
    steps = document.json["steps"]
    assert steps[0]["first"] == document.json["first"] == "2019-03-01"
    assert steps[-1]["last"] == document.json["horizon"] == f"{HORIZON}"
    for criterion in {f["criterion"] for f in document.json["findings"]}:
        own = [f for f in document.json["findings"] if f["criterion"] == criterion]
        assert own[0]["on"] == "2019-03-01"
        assert own[-1]["last"] == f"{HORIZON}"


def test_an_obligation_that_no_rule_covers_says_what_a_check_would_need(chicago: Command) -> None:
    calls = [["status", "data-collection"], ["timeline", "data-collection"], ["gaps"]]
    for said in chicago.each(*([*words, "--known", TODAY] for words in calls)):
        assert "A check would need a source that says which data are collected" in flat(said.right)
    (finding,) = chicago("status", "data-collection", "--on", TODAY, "--json").json["findings"]
    assert finding["outcome"] == "not_checked"
    assert finding["criterion"] is None
    assert finding["missing"][0].startswith("Not checked: a topic is not a promise.")


def test_gaps_by_holder_and_by_due_date(chicago: Command) -> None:
    every, monitor, due, text = chicago.each(
        ["gaps", "--on", TODAY, "--json"],
        ["gaps", "--on", TODAY, "--holder", "to-be-named", "--json"],
        ["gaps", "--on", TODAY, "--due-before", "2021-01-01", "--json"],
        ["gaps", "--on", TODAY, "--due-before", "2021-01-01"],
    )
    assert {f["outcome"] for f in every.json["findings"]} == {"cannot_tell", "needs_review", "not_checked"}
    assert monitor.json["findings"]
    assert {f["with"] for f in monitor.json["findings"]} == {"to-be-named"}
    assert [f["criterion"] for f in due.json["findings"]] == ["a-draft", "state-training"]
    assert [f["due_day"] for f in due.json["findings"]] == ["2020-05-18", "2020-12-31"]
    checked = [f for f in every.json["findings"] if f["outcome"] != "not_checked"]
    left_out = due.json["without_due_day"]
    assert left_out == len([f for f in checked if f["due_day"] is None]) == 20
    assert f"Left out: {left_out} open without one known due date" in flat(text.right)


def test_looking_back_by_source_dates_says_so(chicago: Command) -> None:
    said = chicago(
        "status", "meetings-spring-2019", "--on", "2020-06-01", "--known", "2020-06-01", "--by", "source"
    )
    assert "reconstructed from source dates, recorded later" in flat(said.right)


def test_spanish_is_spanish_and_says_that_it_is_unofficial(chicago: Command) -> None:
    text = flat(chicago("status", "role-policy", "--on", TODAY, "--lang", "es").right)
    assert "Traducción no oficial; rige el texto en inglés." in text
    assert "◇ debe decidirlo una persona: Hay una política vigente" in text
    assert "Siguiente paso" in text
    assert (
        "es anterior al 1 de marzo de 2019" in chicago("status", "--on", "2018-01-01", "--lang", "es").wrong
    )


# What is piped, and what must never be said


def test_what_is_piped_is_plain_and_no_sentence_is_cut(chicago: Command) -> None:
    wide, document = chicago.each(["status", "--on", TODAY], ["status", "--on", TODAY, "--json"])
    narrow = chicago("status", "--on", TODAY, COLUMNS="40")
    for said in (wide, narrow):
        assert "\x1b" not in said.right
        assert "…" not in said.right
        assert not re.search(r"[ \t]$", said.right, re.MULTILINE)
        for finding in document.json["findings"]:
            for sentence in (finding["says"], finding["next_act"], *finding["missing"]):
                assert flat(sentence or "") in flat(said.right)
    assert max(map(len, wide.right.splitlines())) <= 80


BLAME = re.compile(
    r"failed to hold|in secret|requires 15 days|pide 15 días|violat|incumpl|en secreto|refus|neglect|no celebró",
    re.I,
)


def test_no_sentence_blames_beyond_the_source(chicago: Command) -> None:
    calls = [["status", "--on", day] for day in ("2019-06-15", TODAY)]
    calls += [["timeline", key] for key in ("comment-before-effect", "meetings-spring-2019", "role-policy")]
    calls += [["gaps", "--on", TODAY], ["status", "--on", TODAY, "--lang", "es"]]
    for said in chicago.each(*calls):
        assert not BLAME.search(said.right)
        assert "not shown by the due date" not in said.right
        assert "our check failed" not in said.right


# JSON


def test_every_field_is_documented_and_every_documented_field_is_there(chicago: Command) -> None:
    documents = [
        said.json
        for said in chicago.each(
            ["status", "--on", TODAY, "--json"],
            ["status", "role-policy", "--on", "2019-06-15", "--json"],
            ["timeline", "comment-before-effect", "--json"],
            ["gaps", "--on", TODAY, "--json"],
            ["changes", "--from-on", "2020-06-15", "--on", TODAY, "--json"],
            ["differences", "--on", TODAY, "--json"],
        )
    ]
    assert {name for document in documents for name in document} == set(DOCUMENT)
    findings = [finding for document in documents for finding in document.get("findings", [])]
    for finding in findings:
        assert list(finding) == [field.name for field in FINDING]
    records = [record for f in findings for record in (*f["evidence"], *f["cited"])]
    assert records
    for record in records:
        assert list(record) == [field.name for field in RECORD]
    markdown = fields_as_markdown()
    for name in (*DOCUMENT, *(f.name for f in FINDING), *(f.name for f in RECORD)):
        assert f"| `{name}` | " in markdown


def test_a_finding_has_the_fields_of_the_design(chicago: Command) -> None:
    document = chicago("status", "role-policy", "--on", TODAY, "--known", TODAY, "--json").json
    assert (document["on"], document["known"], document["by"]) == (TODAY, TODAY, "record")
    assert document["catalogue"]["key"] == "chicago"
    finding = document["findings"][0]
    assert (finding["obligation"], finding["criterion"], finding["basis"]) == (
        "role-policy",
        "in-force",
        "decree",
    )
    assert (finding["on"], finding["known"], finding["outcome"]) == (TODAY, TODAY, "needs_review")
    assert "board-vote-2024-02-22" in [record["key"] for record in finding["cited"]]
    assert finding["with"] == "parties"
    assert finding["evidence"][0]["number"] > 0


# What was asked wrongly


def test_a_wrong_question_is_one_sentence_with_the_cure(chicago: Command) -> None:
    wrong: Mapping[tuple[str, ...], str] = {
        ("status", "role-polcy"): "There is no obligation 'role-polcy'. Did you mean role-policy?",
        ("timeline", "nothing-like-it"): "There is no obligation 'nothing-like-it'.",
        ("status", "--on", "2019-02-30"): "'2019-02-30' is not in the calendar; write a day that exists",
        ("status", "--on", "tomorrow"): "'tomorrow' is not a day; write it YYYY-MM-DD",
        (
            "status",
            "--on",
            "2019-02-28",
        ): "28 February 2019 lies before 1 March 2019, the day on which the decree",
        ("status", "--known", TODAY, "--on", f"{AFTER}"): f"{day(AFTER).en} lies beyond {day(HORIZON).en}",
        (
            "status",
            "--known",
            "2026-11-22",
            "--on",
            "2020-06-15",
        ): "choose “what sources had said” (--by source)",
        ("status", "--known", "999999"): "There is no record number 999999; the record runs from 1 to",
        ("status", "--known", "9999-01-01"): "has not come yet",
        ("status", "--known", "5", "--by", "source"): "needs a day, not a record number",
        ("status", "--by", "rumour"): "'rumour' is not one of 'record', 'source'. See pilcrow status --help.",
        ("status", "--colour"): "No such option: --colour",
        ("gaps", "--holder", "police"): "There is no body 'police'. Did you mean police-board",
        ("gaps", "--due-before", "2019-13-01"): "'2019-13-01' is not in the calendar",
        ("timeline",): "Missing argument 'OBLIGATION'. See pilcrow timeline --help.",
        ("no-such",): "No such command 'no-such'. See pilcrow --help.",
        ("init", "--data", "nowhere"): "There is no folder nowhere",
    }
    for (words, expected), said in zip(wrong.items(), chicago.each(*wrong), strict=True):
        assert expected in said.wrong, words
        assert len(said.wrong.splitlines()) == 1


def test_a_store_that_cannot_be_used_is_said_with_the_cure(tmp_path: Path) -> None:
    command = Command(tmp_path / "none.db")
    for said in command.each(["status"], ["gaps"], ["timeline", "x"], ["export", "out"], ["serve"]):
        assert said.wrong == (
            f"There is no store at {command.store}; run pilcrow init, which creates it and loads the data."
        )
    assert not (tmp_path / "out").exists()
    command.store.write_text("not a database, but long enough to be read as the head of one" * 20)
    for said in command.each(["status"], ["init"], ["init", "--if-none"]):
        assert "It is no Pilcrow store: move it away and run pilcrow init." in said.wrong
        assert len(said.wrong.splitlines()) == 1
    assert "is no database URL" in command("status", PILCROW_DATABASE="nonsense").wrong


def test_help_and_no_words_at_all(chicago: Command) -> None:
    alone, asked, status = chicago.each([], ["--help"], ["status", "--help"])
    assert alone.right == asked.right
    assert re.findall(r"^  (\w+) +[A-Z].*[^.]\.$", alone.right, re.MULTILINE) == [
        *("init", "serve", "example", "status", "timeline", "gaps", "changes", "differences"),
        *("record", "file", "export"),
        *("verify", "backup", "restore"),
        *(
            "add",
            "review",
            "determine",
            "respond",
            "withdraw",
            "redact",
            "draft",
            "drafts",
            "send",
            "discard",
            "produce",
            "productions",
            "production",
            "people",
            "person",
            "grant",
            "revoke",
        ),
        "import",
        "catalogue",
    ], "each says what it does, uncut, in the order in which it is needed"
    for field in (
        "obligation",
        "criterion",
        "basis",
        "outcome",
        "says",
        "evidence",
        "missing",
        "next_act",
        "with",
    ):
        assert field in status.right


# serve


def test_serve_says_what_keeps_it_from_serving(chicago: Command, folder: Path) -> None:
    for port in ("80.5", "99999"):
        assert chicago("serve", PORT=port).wrong == (
            f"PORT is '{port}'; write a port number up to 65535, for example PORT=8501."
        )
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        in_use = chicago("serve", PORT=port).wrong
    assert in_use.startswith(f"Port {port} is in use")


def test_serve_says_once_it_is_up_that_the_file_is_another_catalogue(chicago: Command, folder: Path) -> None:
    replace(folder / "decree.yaml", "\nkey: chicago", "\n# changed\nkey: chicago")
    serving = subprocess.Popen(
        [pilcrow(), "serve"],
        env={**chicago.environment, "PORT": "0", "PILCROW_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert serving.stderr is not None
        told = next(line for line in serving.stderr if "catalogue" in line)
    finally:
        serving.terminate()
        serving.wait(10)
    assert told.endswith(
        "differs from the recorded catalogue, which the pages show; pilcrow init records the file.\n"
    )


# How the program behaves


@pytest.fixture
def unread(chicago: Command) -> Iterator[subprocess.Popen[bytes]]:
    """A call whose answer nobody has read yet, and which has begun to answer."""
    fcntl = pytest.importorskip("fcntl")
    if not hasattr(fcntl, "F_SETPIPE_SZ"):
        pytest.skip("this system's pipes cannot be made small")
    with subprocess.Popen(
        [pilcrow(), "status", "--json"],
        env=chicago.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Tests that a shell runs in the background inherit that Ctrl-C is ignored; whoever types it does not.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout is not None
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
        assert os.read(process.stdout.fileno(), 1) == b"{"
        yield process


def test_ctrl_c_ends_it_quietly_with_130(unread: subprocess.Popen[bytes]) -> None:
    unread.send_signal(signal.SIGINT)
    _, err = unread.communicate(timeout=30)
    assert (unread.returncode, err) == (130, b"")


def test_a_reader_who_has_gone_is_no_error_worth_a_word(unread: subprocess.Popen[bytes]) -> None:
    assert unread.stdout is not None
    assert unread.stderr is not None
    unread.stdout.close()
    assert unread.wait(timeout=30) == 1
    assert unread.stderr.read() == b""


def test_it_starts_without_the_libraries_of_the_pages(chicago: Command) -> None:
    program = (
        "import sys; from compliance.cli import run; "
        "assert not {'compliance.access', 'sqlmodel', 'rich'} & set(sys.modules); "
        "assert run(['status']) == 0; "
        "print(sorted({'streamlit', 'pandas', 'plotly', 'uvicorn', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=chicago.environment, capture_output=True, text=True, timeout=60
    )
    assert done.stderr.strip() == "[]"


def test_python_m_is_the_same_command(chicago: Command) -> None:
    words = [sys.executable, "-m", "compliance.cli", "status", "--on", TODAY]
    done = subprocess.run(words, env=chicago.environment, capture_output=True, text=True, timeout=60)
    assert done.stdout == chicago("status", "--on", TODAY).right


def test_a_terminal_without_the_symbols_still_gets_an_answer(chicago: Command) -> None:
    said = chicago("status", "role-policy", "--on", TODAY, PYTHONIOENCODING="ascii")
    assert "needs a person" in said.right
    document = chicago("status", "role-policy", "--on", TODAY, "--json", PYTHONIOENCODING="ascii").json
    assert "“School Resource Officers" in document["findings"][0]["says"]


@pytest.mark.parametrize("words", [["status"], ["status", "--json"], ["--help"], ["catalogue", "check"]])
@pytest.mark.parametrize("to", [">&-", ">/dev/full"])
def test_an_answer_that_cannot_be_written_is_one_sentence(
    chicago: Command, words: list[str], to: str
) -> None:
    shell = ["sh", "-c", f'exec "$0" "$@" {to}', pilcrow(), *words]
    done = subprocess.run(shell, env=chicago.environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "stdout is closed" in done.stderr or "could not be written (No space left" in done.stderr


@pytest.mark.parametrize("to", ["2>&-", "2>/dev/full"])
def test_a_sentence_that_nobody_can_read_keeps_its_exit_status(chicago: Command, to: str) -> None:
    shell = ["sh", "-c", f'exec "$0" "$@" {to}', pilcrow(), "status", "no-such"]
    done = subprocess.run(shell, env=chicago.environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")


def test_what_is_echoed_is_short_and_no_mark_in_it_acts_on_the_terminal(chicago: Command) -> None:
    long, red = "x" * 5_000, "\x1b[31mred\nred\u202e\x9b"
    calls = [["status", red], ["status", "--on", red], ["status", f"--on={red}"], ["catalogue", "check", red]]
    calls += [["status", long], ["status", f"--on={long}"], ["catalogue", "check", long], ["export", long]]
    calls += [["status", f"--{long}"], ["status", "a " * 2_000], [long]]
    for said in chicago.each(*calls):
        assert len(said.wrong.splitlines()) == 1
        assert len(said.wrong) < 700
        assert all(mark.isprintable() for mark in said.wrong)


def test_a_release_of_tomorrow_is_refused(tmp_path: Path, folder: Path) -> None:
    replace(folder / "release.yaml", f"release: {TODAY}", "release: 2199-12-31")
    command = Command(tmp_path / "none.db", folder)
    check, init = command.each(["catalogue", "check"], ["init"])
    assert (check.status, "release.yaml:1: release: the release is of 2199-12-31" in check.err) == (1, True)
    assert "the release is of 2199-12-31" in init.wrong
    assert not command.store.exists()
