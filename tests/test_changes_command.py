"""The commands `changes` and `differences`, on a store to which rows are added between the looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compliance.cli import run
from compliance.json_differences import BESIDE, CHANGE, COUNTED, THING
from compliance.json_fields import DOCUMENT
from tests.small import catalogue_content, criterion, record_content, t, write_folder, write_yaml
from tests.stores import sqlite_place
from tests.test_commands import Said

CHECK = criterion("meetings_held", at_least="2", first="2019-03-01", last="2020-12-31", due="2020-06-30")
MAY = record_content("may", happened="2019-05-01", state="held", thing="may-talk")
CLAIM = record_content("said", counts="talks", value="3", as_of="2020-01-09", since="2019-03-01")
TALKS = {"key": "talks", "name": t("the talks"), "counts": {"kind": "meeting", "subject": "topic"}}


class Town:
    """A small store, asked through the command."""

    def __init__(self, folder: Path, read: Callable[[], tuple[str, str]]):
        self.folder, self.read = folder, read

    def load(self, release: str = "2020-01-10", check: dict[str, Any] = CHECK, **catalogue: Any) -> None:
        """Load a release of the data folder."""
        content = catalogue_content(check, silence="not_met") | catalogue
        content["terms"].append(TALKS)
        write_folder(self.folder / "data", release, catalogue=content, meeting=[MAY], claim=[CLAIM])
        assert self("init").status == 0

    def __call__(self, *words: object) -> Said:
        status = run([str(word) for word in words])
        return Said(status, *self.read())

    def add(self, key: str, *words: str, **fields: Any) -> int:
        """Put a meeting on record in public; its number."""
        about = {"happened": "2019-06-01", "state": "held", "thing": f"{key}-talk"} | fields
        write_yaml(Path(f"{key}.yaml"), record_content(key, **about))
        how = ("--as", "cora", "--visibility", "public", "--json")
        return int(self("add", "meeting", f"{key}.yaml", *how, *words).json["number"])

    def moved(self, *words: object) -> list[tuple[str | None, str | None, list[tuple[str, str | None]]]]:
        """Each finding that moved: from which outcome to which, and the reasons with their records."""
        return [
            (one["from"], one["to"], [(cause["why"], cause["record"]) for cause in one["causes"]])
            for one in self("changes", *words, "--json").json["changes"]
        ]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Town:
    """The town with one meeting of two, a monitor and a coordinator, on record up to number 8."""
    monkeypatch.chdir(tmp_path)
    place = sqlite_place(tmp_path)
    for name, value in (("DATABASE", place.url), ("FILES", place.files), ("DATA", tmp_path / "data")):
        monkeypatch.setenv(f"PILCROW_{name}", str(value))
    monkeypatch.setenv("COLUMNS", "200")

    def read() -> tuple[str, str]:
        said = capsys.readouterr()
        return said.out, said.err

    made = Town(tmp_path, read)
    made.load()
    for key, *role in (("mo", "monitor"), ("cora", "department", "--body", "patrol", "--coordinator")):
        assert made("person", key, key.title()).status == 0
        assert made("grant", key, *role).status == 0
    return made


def flat(said: Said) -> str:
    """An answer without its line ends, which stand where the lines are full."""
    return " ".join(said.right.split())


# What moved


def test_days_that_passed_are_named_and_both_looks_say_their_clocks(town: Town) -> None:
    look = ("--from-on", "2020-06-30", "--on", "2020-07-01", "--known", "8")
    said = town("changes", *look).right
    assert "First look: As of 30 June 2020, from this record up to number 8 only.\n" in said
    assert "Second look: As of 1 July 2020, from this record up to number 8 only.\n" in said
    rest = said.partition("Decree: the court's order\n")[2]
    assert "A duty [duty]\n  A check [check]\n  From “not yet due” to “not shown by the due date”.\n" in rest
    assert "  – Was due on 30 June 2020 and is not on record: records of 1 more meeting" in rest
    assert "The record as known here ends with number 8." in rest
    assert town.moved(*look) == [("not_yet_due", "not_met", [("due date passed", None)])]


def test_nothing_moved_is_said(town: Town) -> None:
    words = ("changes", "--from-on", "2020-05-30", "--on", "2020-06-01")
    assert "\n\nNothing moved.\n" in town(*words).right
    assert "\n\nNada cambió.\n" in town(*words, "--lang", "es").right
    assert town(*words, "--json").json["changes"] == []


def test_evidence_review_correction_and_withdrawal_are_each_named_with_their_record(town: Town) -> None:
    look = ("--on", "2020-07-01")
    june = town.add("june")
    assert town.moved("--from-known", "8", *look) == [("not_met", "met", [("new evidence", "june")])]
    assert town.moved("--from-known", "2020-01-10", *look) == [("not_met", "met", [("new evidence", "june")])]

    rejected = town("review", june, "rejected", "--reason", "Not signed.", "--as", "mo", "--json").json[
        "number"
    ]
    assert town.moved("--from-known", june, *look) == [("met", "not_met", [("reviewed", "june")])]

    assert town("review", june, "accepted", "--reason", "Signed now.", "--as", "mo").status == 0
    assert town.moved("--from-known", rejected, *look) == [("not_met", "met", [("reviewed", "june")])]

    corrected = town.add("june", "--corrects", str(june), "--reason", "Wrong.", happened="2018-06-01")
    assert town.moved("--from-known", corrected - 1, *look) == [("met", "not_met", [("corrected", "june")])]

    july = town.add("july", happened="2019-07-01")
    assert town("withdraw", july, "--reason", "A mistake.", "--as", "cora").status == 0
    assert town.moved("--from-known", july, *look) == [("met", "not_met", [("withdrawn", "july")])]
    assert town.moved("--from-known", corrected, *look) == [], "it came and went"


def test_a_changed_check_is_named_with_what_changed_in_it(town: Town) -> None:
    town.load("2020-03-09", CHECK | {"at_least": "1"})
    said = town("changes", "--from-known", "8", "--on", "2020-07-01").right
    assert "From “not shown by the due date” to “shown”.\n  – The check was changed: at_least.\n" in said


def test_findings_stand_under_their_basis_and_in_its_order(town: Town) -> None:
    content = catalogue_content(CHECK)["obligations"][0]
    promise = content | {"key": "promise", "basis": "commitment", "paragraphs": []}
    town.load("2020-03-09", obligations=[promise, content])
    look = ("changes", "--from-on", "2020-06-30", "--on", "2020-07-01")
    said = town(*look).right
    places = [said.index(word) for word in ("Decree:", "[duty]", "Commitment:", "[promise]")]
    assert places == sorted(places)
    assert [one["obligation"] for one in town(*look, "--json").json["changes"]] == ["duty", "promise"]


def test_both_looks_can_be_chosen_whole(town: Town) -> None:
    june = town.add("june")
    document = town(
        *("changes", "--from-on", "2020-06-30", "--from-known", "8"),
        *("--on", "2020-07-01", "--known", june, "--json"),
    ).json
    assert (document["from"]["on"], document["from"]["known_number"]) == ("2020-06-30", 8)
    assert (document["on"], document["known_number"]) == ("2020-07-01", june)
    assert document["from"]["head"] != document["head"]
    assert "As of 30 June 2020" in document["from"]["clocks"]
    [one] = document["changes"]
    assert list(one) == [field.name for field in CHANGE]
    assert (one["from"], one["to"]) == ("not_yet_due", "met")
    assert set(document) <= set(DOCUMENT)


def test_the_first_look_must_be_named(town: Town) -> None:
    assert town("changes").wrong == (
        "The first look is not named; give its day with --from-on, or what was known then with --from-known, for example "
        "pilcrow changes --from-on 2020-06-30."
    )
    assert town("changes", "--lang", "es").wrong.startswith("Falta la primera mirada;")
    assert "'June' is not a day; write it YYYY-MM-DD" in town("changes", "--from-on", "June").wrong
    assert "There is no record number 99" in town("changes", "--from-known", "99").wrong


def test_what_only_some_may_see_moves_nothing_for_the_others(town: Town) -> None:
    write_yaml(
        Path("june.yaml"),
        record_content("june", happened="2019-06-01", state="held", thing="x", summary="A secret talk."),
    )
    assert town("add", "meeting", "june.yaml", "--as", "cora").status == 0
    look = ("changes", "--from-known", "8", "--on", "2020-07-01")
    public = town(*look).right
    assert "secret" not in public
    assert "It is left in doubt by record 9, set aside." in public
    own = town(*look, "--as", "cora").right
    assert own.startswith("As cora may see it; not public.\n\n")
    assert "– Record 9 came: A secret talk." in own


# Where sources differ


def test_differences_lists_records_of_one_thing_and_the_outcome_that_hangs_on_them(town: Town) -> None:
    town.add("june")
    town.add("other", thing="june-talk", happened="2018-06-01", said_by="A city")
    look = ("differences", "--on", "2020-07-01")
    said = town(*look).right
    assert "Meeting: june-talk\n" in said
    assert "– the day: 1 June 2019 (A paper, record 9) and 1 June 2018 (A city, record 10)." in said
    assert "Which of them is right decides an outcome: A duty (A check)." in said
    document = town(*look, "--json").json
    assert set(document) <= set(DOCUMENT)
    [thing] = document["things"]
    assert list(thing) == [field.name for field in THING]
    assert thing["decides"] == [{"obligation": "duty", "criterion": "check"}]
    assert [(fact["field"], [v["number"] for v in fact["values"]]) for fact in thing["facts"]] == [
        ("happened", [9, 10])
    ]
    assert "el día: 1 de junio de 2019" in town(*look, "--lang", "es").right
    before = town("differences", "--known", "8", "--on", "2020-07-01").right
    assert "No records of one thing differ on this day." in before


def test_differences_sets_a_claim_beside_the_records_of_what_it_counts(town: Town) -> None:
    [counted] = town("differences", "--json").json["counted"]
    assert list(counted) == [field.name for field in COUNTED]
    assert counted["claims"][0]["given"] == {"number": "3", "period": "1 March 2019 to 9 January 2020"}
    [each] = town("differences", "--json").json["beside"]
    assert list(each) == [field.name for field in BESIDE]
    assert (each["standing"], each["least"], [e["key"] for e in each["evidence"]]) == ("no more", 1, ["may"])
    for key, day in (("june", "06"), ("july", "07"), ("august", "08")):
        town.add(key, happened=f"2019-{day}-01")
    assert town("differences", "--json").json["beside"][0]["standing"] == "more"
    said = flat(town("differences"))
    assert "this record holds at least 4 (meetings on record as held) of those days." in said
    assert "the talks (record 3) A paper counted 3" in said
