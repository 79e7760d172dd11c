"""The goalpost log: what a change of the catalogue changes in its tests, and the findings that this alone flips."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.catalogue import Catalogue, Criterion, Obligation
from compliance.cli import run
from compliance.goalposts import OF_CRITERION, OF_OBLIGATION, Goalpost, goalposts
from compliance.intake.folder import Folder
from compliance.outcomes import Outcome
from tests.small import (
    a_catalogue,
    as_entries,
    catalogue_content,
    criterion,
    d,
    meeting,
    posting,
    record_content,
    t,
    write_folder,
    write_yaml,
)

UNTIL = "2020-12-31"
WINDOW = criterion("window_long_enough", at_least_days="15", due="each round")
MEETINGS = criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
RECORDS = [
    posting("june", "2019-06-01", "2019-06-16"),
    meeting("may", "2019-05-01"),
    meeting("july", "2019-07-01"),
]


def log(old: Catalogue, new: Catalogue) -> list[Goalpost]:
    """The goalposts between two catalogues, on the records above."""
    return goalposts(old, new, as_entries(RECORDS), d(UNTIL))


def changes(post: Goalpost) -> list[tuple[str, str, str | None, str | None]]:
    """What changed in a test."""
    return [(c.how, c.field, c.old, c.new) for c in post.changes]


def flips(post: Goalpost) -> list[tuple[str, str, str | None, str | None]]:
    """What that flips."""
    return [(str(f.first), str(f.last), f.before, f.after) for f in post.flips]


def test_a_parameter_that_moves_is_named_with_every_day_it_flips() -> None:
    [post] = log(a_catalogue(WINDOW), a_catalogue(WINDOW | {"at_least_days": "20"}))
    assert (post.obligation, post.criterion) == ("duty", "check")
    assert changes(post) == [("changed", "at_least_days", "15", "20")]
    assert flips(post)[-1] == ("2019-06-22", UNTIL, "met", "cannot_tell")


def test_a_moved_goalpost_that_flips_nothing_is_still_named() -> None:
    [post] = log(a_catalogue(MEETINGS), a_catalogue(MEETINGS | {"at_least": "1"}))
    assert changes(post) == [("changed", "at_least", "2", "1")]
    assert [f.before for f in post.flips] == ["cannot_tell"]
    [post] = log(a_catalogue(WINDOW), a_catalogue(WINDOW | {"at_least_days": "14"}))
    assert changes(post) == [("changed", "at_least_days", "15", "14")]
    [post] = log(a_catalogue(MEETINGS | {"at_least": "5"}), a_catalogue(MEETINGS | {"at_least": "6"}))
    assert post.flips == ()


def delays(post: Goalpost) -> list[tuple[str, str, tuple[int, int], tuple[int, int]]]:
    """The days that are met with both, and how late with each."""
    return [(str(found.first), str(found.last), found.before, found.after) for found in post.delays]


def test_lateness_that_shrinks_or_vanishes_while_the_finding_stands_is_said() -> None:
    due = MEETINGS | {"due": "2019-05-02"}
    # The second meeting, on 1 July, is 60 days late; the later due date makes it 10, or none.
    [post] = log(a_catalogue(due), a_catalogue(due | {"due": "2019-06-21"}))
    assert delays(post) == [("2019-07-01", UNTIL, (60, 60), (10, 10))]
    [post] = log(a_catalogue(due), a_catalogue(due | {"due": "2019-07-01"}))
    assert delays(post) == [("2019-07-01", UNTIL, (60, 60), (0, 0))]
    [post] = log(a_catalogue(due), a_catalogue(MEETINGS | {"due": "unknown"}))
    assert delays(post) == [("2019-07-01", UNTIL, (60, 60), (0, 0))]


def test_lateness_that_appears_is_said_too_and_equal_lateness_is_not() -> None:
    due = MEETINGS | {"due": "2019-05-02"}
    [post] = log(a_catalogue(due | {"due": "2019-12-31"}), a_catalogue(due))
    assert delays(post) == [("2019-07-01", UNTIL, (0, 0), (60, 60))]
    [post] = log(a_catalogue(due), a_catalogue(due | {"title": t("A better check")}))
    assert delays(post) == []


def test_a_catalogue_beside_itself_has_no_goalposts(chicago_folder: Folder) -> None:
    entries = as_entries(chicago_folder.evidence)
    assert goalposts(chicago_folder.catalogue, chicago_folder.catalogue, entries, d("2028-11-24")) == []


def test_words_that_are_no_test_move_nothing() -> None:
    said = WINDOW | {"note": t("A note"), "due_note": t("A note")}
    assert log(a_catalogue(WINDOW), a_catalogue(said, plain=t("Other words"), note=t("A note"))) == []


def test_what_is_promised_and_by_whom_is_a_goalpost_although_it_flips_nothing() -> None:
    said = WINDOW | {"title": t("A good window")}
    posts = goalposts(
        a_catalogue(WINDOW),
        a_catalogue(said, responsible="schools", title=t("Consider it")),
        [],
        d("2022-12-31"),
    )
    [post] = posts
    assert [change.field for change in post.changes] == ["title", "responsible", "title"]
    assert post.flips == ()


def test_every_field_of_a_criterion_is_either_part_of_its_test_or_said_not_to_be() -> None:
    words = {"key", "due_note", "proof_with", "see", "source", "note"}
    assert set(Criterion.model_fields) == {*OF_CRITERION, "silence", "check"} | words


def test_every_field_of_an_obligation_is_either_part_of_its_test_or_said_not_to_be() -> None:
    words = {"key", "begins_note", "parties", "paragraphs", "paragraph_note", "plain"}
    words |= {"about", "question_with", "sources", "note", "needed", "questions", "examples"}
    assert set(Obligation.model_fields) == {*OF_OBLIGATION, "criteria"} | words


def test_what_silence_means_is_part_of_each_test_it_reaches() -> None:
    due = MEETINGS | {"at_least": "3", "due": "2019-12-31"}
    [post] = log(a_catalogue(due), a_catalogue(due, silence="not_met"))
    assert changes(post) == [("changed", "silence", "cannot_tell", "not_met")]
    assert flips(post) == [("2020-01-01", UNTIL, "cannot_tell", "not_met")]
    own = due | {"silence": "cannot_tell"}
    assert log(a_catalogue(own), a_catalogue(own, silence="not_met")) == []


def test_the_day_an_obligation_begins_is_part_of_its_test() -> None:
    [post] = log(a_catalogue(MEETINGS), a_catalogue(MEETINGS, **{"from": "2020-01-01"}))
    assert changes(post) == [("changed", "from", "2019-03-01", "2020-01-01")]
    assert flips(post)[-1] == ("2019-07-01", "2019-12-31", "met", "not_in_force")


def test_a_test_that_is_taken_away_shows_what_the_whole_comes_to_without_it() -> None:
    short = MEETINGS | {"key": "more", "at_least": "9"}
    test, whole = log(a_catalogue(MEETINGS, short), a_catalogue(MEETINGS))
    assert changes(test) == [("removed", "criterion", "more", None)]
    assert flips(test) == [("2019-03-01", UNTIL, "cannot_tell", None)]
    assert whole.criterion is None
    assert changes(whole) == [("removed", "more: criterion", "more", None)]
    assert flips(whole) == [("2019-07-01", UNTIL, "cannot_tell", "met")]


def test_a_test_that_is_added_is_said_to_be() -> None:
    test, *_ = log(a_catalogue(MEETINGS), a_catalogue(MEETINGS, WINDOW | {"key": "window"}))
    assert changes(test) == [("added", "criterion", None, "window")]
    assert {f.before for f in test.flips} == {None}


def test_a_renamed_test_is_followed_under_its_new_key() -> None:
    [post] = log(a_catalogue(WINDOW), a_catalogue(WINDOW | {"key": "twenty", "at_least_days": "20"}))
    assert post.criterion == "twenty"
    assert changes(post) == [
        ("renamed", "criterion", "check", "twenty"),
        ("changed", "at_least_days", "15", "20"),
    ]


def test_two_tests_that_could_each_be_the_renamed_one_are_not_guessed_at() -> None:
    two = [WINDOW | {"key": "one"}, WINDOW | {"key": "two"}]
    found = log(a_catalogue(WINDOW), a_catalogue(*two))
    assert [changes(p)[0][:2] for p in found if p.criterion] == [
        ("added", "criterion"),
        ("added", "criterion"),
        ("removed", "criterion"),
    ]


def test_a_renamed_obligation_is_followed_and_another_one_is_not() -> None:
    [test] = log(a_catalogue(WINDOW), a_catalogue(WINDOW, key="promise"))
    assert (test.obligation, changes(test)) == ("promise", [("renamed", "obligation", "duty", "promise")])
    assert test.flips == ()
    found = log(a_catalogue(WINDOW), a_catalogue(MEETINGS, key="promise"))
    assert [changes(p)[0] for p in found] == [
        ("added", "obligation", None, "promise"),
        ("removed", "obligation", "duty", None),
    ]


def test_another_rule_under_the_same_key_names_each_parameter_that_came_or_went() -> None:
    [post] = log(a_catalogue(WINDOW), a_catalogue(MEETINGS))
    found = changes(post)
    assert ("changed", "rule", "window_long_enough", "meetings_held") in found
    assert ("removed", "at_least_days", "15", None) in found
    assert ("added", "at_least", None, "2") in found


def test_a_dated_value_is_shown_with_its_days() -> None:
    dated = MEETINGS | {"at_least": {"2019-03-01": "2", "2020-01-01": "9"}}
    [post] = log(a_catalogue(MEETINGS), a_catalogue(dated))
    assert changes(post) == [("changed", "at_least", "2", "2 from 2019-03-01; 9 from 2020-01-01")]
    assert flips(post) == [("2020-01-01", UNTIL, "met", "cannot_tell")]


@given(st.integers(1, 4), st.integers(1, 4), st.lists(st.integers(1, 300), max_size=4))
def test_the_log_read_backwards_is_the_log_of_the_change_back(old: int, new: int, held: list[int]) -> None:
    records = [meeting(f"m-{i}", str(d("2019-03-01").fromordinal(737119 + n))) for i, n in enumerate(held)]
    before, after = (a_catalogue(MEETINGS | {"at_least": str(n)}) for n in (old, new))
    there, back = (
        goalposts(a, b, as_entries(records), d(UNTIL)) for a, b in ((before, after), (after, before))
    )
    assert bool(there) == (old != new)
    for post, mirrored in zip(there, back, strict=True):
        assert [(f.first, f.last, f.before, f.after) for f in post.flips] == [
            (f.first, f.last, f.after, f.before) for f in mirrored.flips
        ]
        assert all(f.before is not f.after for f in post.flips)


# The command


HELD = [
    record_content(key, happened=day, state="held")
    for key, day in (("may", "2019-05-01"), ("july", "2019-07-01"))
]


def folder(path: Path, check: Mapping[str, Any]) -> Path:
    """A data folder with one check, and two meetings held."""
    return write_folder(path, catalogue=catalogue_content(check), meeting=HELD)


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No store, and a wide terminal."""
    monkeypatch.setenv("PILCROW_DATABASE", f"sqlite:///{tmp_path / 'none.db'}")
    monkeypatch.setenv("COLUMNS", "200")


def test_the_command_compares_folders_and_files_on_the_evidence_of_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = folder(tmp_path / "old", MEETINGS)
    write_yaml(tmp_path / "new.yaml", catalogue_content(MEETINGS | {"at_least": "3"}))
    call = ["catalogue", "diff", str(old), str(tmp_path / "new.yaml"), "--data", str(old)]
    assert run(call) == 0
    said = capsys.readouterr().out
    assert "duty / check\n  at_least: 2 → 3\n" in said
    assert "1 July 2019 to 10 January 2022: shown → cannot tell" in said
    assert "Checks that differ: 1. Of these flip a finding on these records: 1." in said
    assert run([*call, "--lang", "es"]) == 0
    assert "consta → no hay datos suficientes" in capsys.readouterr().out
    assert run([*call, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["records"] == 2
    [post] = document["goalposts"]
    assert post["changes"] == [{"how": "changed", "field": "at_least", "old": "2", "new": "3"}]
    assert post["flips"] == [
        {"first": "2019-07-01", "last": "2022-01-10", "before": "met", "after": "cannot_tell"}
    ]


def test_the_command_says_on_a_line_of_its_own_that_only_how_late_it_is_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = folder(tmp_path / "old", MEETINGS | {"due": "2019-02-02"})
    write_yaml(tmp_path / "new.yaml", catalogue_content(MEETINGS | {"due": "2019-02-12"}))
    call = ["catalogue", "diff", str(old), str(tmp_path / "new.yaml"), "--data", str(old)]
    assert run(call) == 0
    said = capsys.readouterr().out
    assert (
        "1 July 2019 to 10 January 2022: shown with both, only how late differs: 149 days late → 139 days late"
        in " ".join(said.split())
    )
    assert "Of these flip a finding on these records: 0." in said
    assert "Without flipping a finding, change how late one is: 1." in said
    assert run([*call, "--lang", "es"]) == 0
    assert "149 días de retraso → 139 días de retraso" in " ".join(capsys.readouterr().out.split())
    assert run([*call, "--json"]) == 0
    [post] = json.loads(capsys.readouterr().out)["goalposts"]
    assert post["delays"] == [
        {
            "first": "2019-07-01",
            "last": "2022-01-10",
            "before": {"late_days": 149, "late_days_at_most": 149},
            "after": {"late_days": 139, "late_days_at_most": 139},
        }
    ]


def test_the_command_takes_recorded_revisions_and_the_rows_of_the_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_DATABASE", f"sqlite:///{tmp_path / 'town.db'}")
    old = folder(tmp_path / "old", MEETINGS)
    new = write_folder(
        tmp_path / "new",
        "2020-02-10",
        catalogue=catalogue_content(MEETINGS | {"at_least": "3"}),
        meeting=HELD,
    )
    for data in (old, new):
        assert run(["init", "--data", str(data)]) == 0
    capsys.readouterr()
    assert run(["record", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    rows = rows["records"] if isinstance(rows, dict) and "records" in rows else rows["rows"]
    revisions = [row["number"] for row in rows if row["holds"] == "catalogue_revision"]
    assert len(revisions) == 2
    assert run(["catalogue", "diff", *map(str, revisions), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["evidence"], document["records"]) == ("store", 2)
    [post] = document["goalposts"]
    assert post["flips"][0]["after"] == Outcome.CANNOT_TELL


def test_what_cannot_be_compared_is_said_with_the_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = folder(tmp_path / "old", MEETINGS)

    def wrong(*words: object) -> str:
        assert run(["catalogue", "diff", *map(str, words)]) == 2
        return capsys.readouterr().err

    assert "There is no file" in wrong(old, tmp_path / "none")
    assert "name a data folder with --data" in wrong(old, old)
    write_yaml(tmp_path / "other.yaml", catalogue_content(MEETINGS) | {"key": "village"})
    assert "name two of one decree" in wrong(old, tmp_path / "other.yaml", "--data", old)
    write_yaml(tmp_path / "broken.yaml", {"key": "town"})
    assert "is missing" in wrong(old, tmp_path / "broken.yaml", "--data", old)
    assert "run pilcrow init" in wrong(old, 7)
