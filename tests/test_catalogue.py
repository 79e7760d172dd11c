"""A broken catalogue names file, line, field, what is wrong and what would be right; all of it at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compliance.catalogue import Catalogue, read_catalogue
from compliance.reading import DEEPEST, Page, Problem, read_page, read_text
from tests.small import as_yaml, catalogue_content, criterion, t

TWO = criterion("meetings_held", at_least="2", first="2019-04-01", last="2019-06-30")
Content = dict[str, Any]


def read(content: Content | str) -> tuple[Catalogue | None, list[Problem]]:
    """A catalogue, and its problems."""
    text = content if isinstance(content, str) else as_yaml(content)
    page = read_text(text, "decree.yaml")
    return read_catalogue(page, ["paper"]), sorted(page.problems)


def duty(content: Content) -> Content:
    """Its one obligation."""
    return content["obligations"][0]


def wording(since: str | None) -> Content:
    """A wording, as a file would hold it."""
    return {**({"from": since} if since else {}), "about": t("A wording."), "source": "paper"}


def worded(*wordings: Content) -> Content:
    """A paragraph with these wordings, as a file would hold it."""
    return {"number": "40", "wordings": list(wordings)}


def check(content: Content) -> Content:
    """Its one criterion."""
    return duty(content)["criteria"][0]


def test_a_whole_catalogue_has_no_problem() -> None:
    found, problems = read(catalogue_content(TWO))
    assert problems == []
    assert found is not None
    assert found.obligation("duty") is found.obligations[0]


Change = Callable[[Content], Any]
BROKEN: list[tuple[str, Change, str, str, str]] = [
    (
        "a missing field",
        lambda c: duty(c).pop("title"),
        "obligations.0.title",
        "is missing",
        "Add 'title:' here",
    ),
    (
        "a field unknown",
        lambda c: duty(c).update(titel="x"),
        "obligations.0.titel",
        "is no field here",
        "Write 'title'",
    ),
    (
        "a parameter misspelt",
        lambda c: check(c).update(at_leats="2"),
        "obligations.0.criteria.0.at_leats",
        "is no field here",
        "Write 'at_least'",
    ),
    (
        "an unknown rule",
        lambda c: check(c).update(rule="meetings_had"),
        "obligations.0.criteria.0",
        "'meetings_had' is no rule",
        "meetings_held",
    ),
    ("no rule", lambda c: check(c).pop("rule"), "obligations.0.criteria.0", "is no rule", "rule: and one of"),
    (
        "a parameter missing",
        lambda c: check(c).pop("at_least"),
        "obligations.0.criteria.0.at_least",
        "is missing",
        "Add 'at_least:'",
    ),
    (
        "a word for a number",
        lambda c: check(c).update(at_least="two"),
        "obligations.0.criteria.0.at_least",
        "'two' is not a whole number",
        "digits only",
    ),
    (
        "a number too large to count with",
        lambda c: check(c).update(at_least="1" + "0" * 9),
        "obligations.0.criteria.0.at_least",
        "is too large",
        "at most 999999999",
    ),
    (
        "more days than the calendar has",
        lambda c: duty(c).update(criteria=[criterion("window_long_enough", at_least_days="40000")]),
        "obligations.0.criteria.0.at_least_days",
        "is too large",
        "at most 36525",
    ),
    (
        "a paragraph's number of a thousand digits",
        lambda c: c["paragraphs"][0].update(number="9" * 5_000),
        "paragraphs.0.number",
        "is too long",
        "to 40 characters",
    ),
    (
        "a paragraph's number with a mark that parts lists",
        lambda c: c["paragraphs"][0].update(number="40; 41"),
        "paragraphs.0.number",
        "is not written as needed",
        "12(a)(iii) or Task 5",
    ),
    (
        "a paragraph that stands twice",
        lambda c: c["paragraphs"].append(c["paragraphs"][0]),
        "paragraphs.1.number",
        "'40' stands here a second time",
        "its own number",
    ),
    (
        "a way to cite that leaves the number out",
        lambda c: c.update(cite="paragraph"),
        "cite",
        "does not say where the number goes",
        "Write {number} once",
    ),
    (
        "wordings out of order",
        lambda c: c.update(paragraphs=[worded(wording("2020-01-01"), wording("2019-01-01"))]),
        "paragraphs.0",
        "do not follow each other",
        "the earliest first",
    ),
    (
        "a later wording of no known day",
        lambda c: c.update(paragraphs=[worded(wording("2020-01-01"), wording(None))]),
        "paragraphs.0",
        "has no first day",
        "Write from:",
    ),
    (
        "a wording from an unknown source",
        lambda c: c.update(paragraphs=[worded(wording("2020-01-01") | {"source": "rumour"})]),
        "paragraphs.0.wordings.0.source",
        "'rumour' is no source",
        "Declare",
    ),
    (
        "words beside a list of wordings",
        lambda c: c.update(paragraphs=[worded(wording("2020-01-01")) | {"words": "Shall."}]),
        "paragraphs.0",
        "words stands beside its wordings",
        "Write it in each of them",
    ),
    (
        "a day at the calendar's end",
        lambda c: c["case"].update(effective="9999-12-31"),
        "case.effective",
        "is no day of a record",
        "from 1900-01-01 to 2199-12-31",
    ),
    (
        "a due date that belongs to another rule",
        lambda c: check(c).update(due="each round"),
        "obligations.0.criteria.0",
        "due 'each round' does not fit meetings_held",
        "a day, unknown or none",
    ),
    (
        "a due date where the rule has its own",
        lambda c: duty(c).update(criteria=[criterion("posted_is_draft", due="2020-01-01")]),
        "obligations.0.criteria.0",
        "does not fit posted_is_draft",
        "Write due: each round",
    ),
    (
        "an impossible due date",
        lambda c: check(c).update(due="2019-02-30"),
        "obligations.0.criteria.0.due",
        "'2019-02-30' is not in the calendar",
        "a day that exists",
    ),
    (
        "a due date that is none",
        lambda c: check(c).update(due="soon"),
        "obligations.0.criteria.0.due",
        "'soon' is no due date",
        "YYYY-MM-DD, or one of",
    ),
    (
        "an impossible day",
        lambda c: duty(c).update({"from": "2019-13-01"}),
        "obligations.0.from",
        "'2019-13-01' is not in the calendar",
        "a day that exists",
    ),
    (
        "a level on what is no duty of the decree",
        lambda c: (duty(c).update(basis="commitment"), check(c).update(level="first")),
        "obligations.0.criteria.0.level",
        "a level stands where there can be none",
        "Only basis decree with a loaded paragraph has levels",
    ),
    (
        "a level without a loaded paragraph",
        lambda c: (duty(c).update(paragraphs=[]), check(c).update(level="first")),
        "obligations.0.criteria.0.level",
        "a level stands where there can be none",
        "Only basis decree with a loaded paragraph has levels",
    ),
    (
        "an unknown level",
        lambda c: check(c).update(level="top"),
        "obligations.0.criteria.0.level",
        "'top' is no level",
        "Declare",
    ),
    (
        "an unknown body",
        lambda c: duty(c).update(responsible="mayor"),
        "obligations.0.responsible",
        "'mayor' is no body",
        "Declare",
    ),
    (
        "an unknown party",
        lambda c: c["case"].update(parties=["police", "mayor"]),
        "case.parties",
        "'mayor' is no body",
        "Declare",
    ),
    (
        "an unknown subject",
        lambda c: check(c).update(subject="topik"),
        "obligations.0.criteria.0.subject",
        "'topik' is no subject",
        "Declare",
    ),
    (
        "an unknown program",
        lambda c: duty(c).update(continues_with="prog"),
        "obligations.0.continues_with",
        "'prog' is no subject",
        "Declare",
    ),
    (
        "an unknown source",
        lambda c: duty(c).update(sources=["rumour"]),
        "obligations.0.sources",
        "'rumour' is no source that sources.yaml declares",
        "Declare",
    ),
    (
        "an unknown paragraph",
        lambda c: duty(c).update(paragraphs=["41"]),
        "obligations.0.paragraphs",
        "'41' is no paragraph",
        "Declare",
    ),
    (
        "an unknown holder",
        lambda c: check(c).update(proof_with="mayor"),
        "obligations.0.criteria.0.proof_with",
        "'mayor' is no body",
        "Declare",
    ),
    ("no criteria", lambda c: duty(c).update(criteria=[]), "obligations.0", "it has no criteria", "needed:"),
    (
        "an agreement without parties",
        lambda c: duty(c).update(basis="agreement"),
        "obligations.0",
        "an agreement has no parties",
        "parties:",
    ),
    (
        "a basis unknown",
        lambda c: duty(c).update(basis="wish"),
        "obligations.0.basis",
        "'wish' is not one of the allowed words",
        "'commitment'",
    ),
    (
        "two questions of three",
        lambda c: duty(c).update(questions=[t("a"), t("b")]),
        "obligations.0.questions.2",
        "is missing",
        "one entry more",
    ),
    ("no Spanish", lambda c: duty(c)["title"].pop("es"), "obligations.0.title.es", "is missing", "Add 'es:'"),
    (
        "a key with a space",
        lambda c: duty(c).update(key="a duty"),
        "obligations.0.key",
        "is not written as needed",
        "small letters",
    ),
    (
        "a time zone that is none",
        lambda c: c.update(time_zone="Chicago"),
        "time_zone",
        "'Chicago' is no time zone",
        "America/Chicago",
    ),
    ("no obligation", lambda c: c.update(obligations=[]), "obligations", "has too few entries", "at least 1"),
    ("a list for fields", lambda c: c.update(case=["x"]), "case", "has the wrong shape", ""),
    ("an empty text", lambda c: c["case"].update(name=""), "case.name", "is empty", "Write the text"),
]


@pytest.mark.parametrize(
    ("change", "field", "wrong", "right"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_each_fault_is_named_with_its_place_and_its_cure(
    change: Change, field: str, wrong: str, right: str
) -> None:
    content = catalogue_content(TWO)
    change(content)
    found, problems = read(content)
    assert found is None
    [problem] = [p for p in problems if p.field == field]
    assert wrong in problem.wrong
    assert right in problem.right
    assert (problem.file, problem.line > 0) == ("decree.yaml", True)
    assert len(problems) == 1, problems


def test_all_faults_are_named_at_once_each_with_its_line() -> None:
    content = catalogue_content(TWO)
    duty(content).update(basis="wish", titel="x", responsible="A Body")
    check(content).update(at_least="two", due="soon")
    text = as_yaml(content)
    _, problems = read(text)
    lines = text.splitlines()
    named = {p.field: lines[p.line - 1].strip().removeprefix("- ") for p in problems}
    assert named == {
        "obligations.0.basis": "basis: wish",
        "obligations.0.titel": "titel: x",
        "obligations.0.responsible": "responsible: A Body",
        "obligations.0.criteria.0.at_least": "at_least: two",
        "obligations.0.criteria.0.due": "due: soon",
    }


def test_unknown_keys_are_all_named_at_once() -> None:
    content = catalogue_content(TWO)
    duty(content).update(
        responsible="mayor", sources=["rumour", "paper", "gossip"], about=["topic", "nothing"]
    )
    _, problems = read(content)
    assert sorted(p.wrong.split("'")[1] for p in problems) == ["gossip", "mayor", "nothing", "rumour"]


@pytest.mark.parametrize("name", ["levels", "bodies", "subjects", "terms", "obligations"])
def test_a_key_given_to_two_is_refused(name: str) -> None:
    content = catalogue_content(TWO)
    content[name].append(content[name][0])
    _, problems = read(content)
    [problem] = problems
    assert "stands here a second time" in problem.wrong


def test_a_field_written_twice_is_refused_and_other_faults_are_named_with_it() -> None:
    text = as_yaml(catalogue_content(TWO))
    _, problems = read(text.replace("silence: cannot_tell", "silence: cannot_tell\nsilence: maybe"))
    assert [p.field for p in problems] == ["silence", "silence"]
    assert {p.wrong for p in problems} == {
        "the key stands here a second time",
        "'maybe' is not one of the allowed words",
    }


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("on", "on"),
        ("24.10", "24.10"),
        ("yes", "yes"),
        ("007", "007"),
        ("2019-08-29", "2019-08-29"),
        ("~", "~"),
        ("1e3", "1e3"),
    ],
)
def test_what_is_written_stays_as_it_is_written(written: str, kept: str) -> None:
    assert read_text(f"key: {written}", "f.yaml").content == {"key": kept}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    _, problems = read(text)
    assert [str(p) for p in problems] == [
        "decree.yaml:1: the file is empty. Write the catalogue, or restore the file"
    ]


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "not YAML"),
        ("a: 1\n\tb: 2\n", 2, "not YAML"),
        ("a: 1\nb: 'open\n", 3, "not YAML"),
        ("a: 1\nb: x\0y\n", 2, "not YAML: control characters are not allowed"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: &x [1]\nb: *x\n", 2, "YAML alias"),
        ("a: 1\n? [b]\n: 2\n", 2, "where a name should"),
    ],
)
def test_what_is_no_yaml_of_ours_is_refused_with_its_line(text: str, line: int, wrong: str) -> None:
    page = read_text(text, "f.yaml")
    [problem] = page.problems
    assert wrong in problem.wrong
    assert problem.line == line
    assert problem.right


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "[" * 5_000 + "]" * 5_000,
        "{a: " * 3_000 + "1" + "}" * 3_000,
        "\n".join(" " * depth + "k:" for depth in range(2_000)),
        "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n",
        "a: !!python/object/apply:os.system [exit]\n",
        "a: " + "x" * 10_000_000,
    ],
    ids=[
        "open lists",
        "nested lists",
        "nested fields",
        "indented fields",
        "laughs",
        "a program",
        "a long line",
    ],
)
def test_a_hostile_file_ends_in_a_problem_and_nothing_else(text: str) -> None:
    found, problems = read(text)
    assert found is None
    assert problems
    assert all(len(str(problem)) < 2_000 for problem in problems)


def test_a_hostile_value_is_not_repeated_whole() -> None:
    content = catalogue_content(TWO)
    check(content).update(due="9" * 1_000_000, at_least="9" * 1_000_000, title=t("x" * 100_000))
    _, problems = read(content)
    assert [p.field.split(".")[-1] for p in problems] == ["at_least", "due"]
    assert all(len(str(problem)) < 2_000 for problem in problems)


def test_nesting_as_deep_as_allowed_is_read() -> None:
    assert read_text("a: " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1), "f.yaml").problems == []


def test_a_file_that_is_no_text_or_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("a: caf\xe9\n".encode("latin-1"))
    (tmp_path / "folder.yaml").mkdir()
    for name, wrong in (
        ("latin.yaml", "cannot be read"),
        ("folder.yaml", "is no plain file"),
        ("none.yaml", "is missing"),
    ):
        page: Page = read_page(tmp_path / name, name)
        [problem] = page.problems
        assert wrong in problem.wrong
        assert problem.right
