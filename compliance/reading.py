"""Reading of files that people edit: YAML with every scalar as text, and problems that name their place.

A reader gets all problems at once, each with file, line, field, what is wrong and what would be right.
"""

import difflib
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

# The loader in C is some ten times faster and reads the same; not every build of PyYAML has it.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 50
"""How many lists and fields may stand inside one another; a data folder needs some ten."""

LARGEST = 10_000_000
"""How many bytes a file may have; the largest of a data folder has some fifty thousand."""

_CHOICE = re.compile(r"[\w-]+\[.*\]\Z", re.DOTALL)
"""How pydantic names the choices of a field that may be of several types; no reader's file has such a step."""

# Tabs and line ends are plain; every other control character, and the marks that override the direction, are not.
_UNSEEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")

Place = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place of a file."""

    file: str
    line: int
    field: str
    wrong: str
    right: str

    def __post_init__(self) -> None:
        # Names of files and fields, and values, are repeated as somebody else wrote them.
        for name in ("file", "field", "wrong", "right"):
            object.__setattr__(self, name, _shortened(_UNSEEN.sub("\ufffd", getattr(self, name))))

    def __str__(self) -> str:
        where = f" {self.field}:" if self.field else ""
        return f"{self.file}:{self.line}:{where} {self.wrong}. {self.right}"


class BrokenInput(Exception):
    """Files that cannot be used; `problems` lists every one, in the order of the files."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Page:
    """One YAML file as read: its content as text, and the line of every place in it."""

    name: str
    content: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def known(self, place: Sequence[str | int]) -> Place:
        """A place without the steps that the file does not have, such as a model's inner names."""
        found: Place = ()
        for i, step in enumerate(place):
            if (*found, step) in self.lines or i == len(place) - 1:
                found = (*found, step)
        return found

    def problem(self, place: Sequence[str | int], wrong: str, right: str) -> None:
        """Note a problem at a place."""
        known = self.known(place)
        self.problems.append(Problem(self.name, self.line(known), _written(known), wrong, right))

    def read(self, model: type[M], content: Any, place: Place = ()) -> M | None:
        """The content as a model; None after noting every problem in it."""
        try:
            return model.model_validate(content)
        except ValidationError as error:
            found: dict[Place, tuple[str, str]] = {}
            for detail in error.errors():
                if _only_seems_short(detail):
                    continue
                at = tuple(step for step in detail["loc"] if not _CHOICE.match(str(step)))
                wrong, right = explain(detail, model)
                if at in found:
                    # A day or a word: neither fits, and either would do.
                    wrong, right = found[at][0], f"{found[at][1]}, or {right[:1].lower()}{right[1:]}"
                found[at] = wrong, right
            for at, (wrong, right) in found.items():
                self.problem((*place, *at), wrong, right)
            return None


def read_page(path: Path, name: str) -> Page:
    """One YAML file. A file that is not there, is not YAML, repeats a key or uses an alias is a problem of the page."""
    page = Page(name)
    try:
        text = plain_text(path, page)
    except FileNotFoundError:
        page.problem((), "the file is missing", "Add it, or name another folder with --data")
        return page
    return page if text is None else read_text(text, name)


def plain_text(path: Path, page: Page) -> str | None:
    """The text of a file; None after noting why there is none. Raises FileNotFoundError where there is no file."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            page.problem((), "it is no plain file", "Put a text file in its place")
        elif found.st_size > LARGEST:
            page.problem((), f"the file has more than {LARGEST:,} bytes", "Part it, or shorten it")
        else:
            return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as error:
        page.problem((), f"the file cannot be read ({error})", "Save it as UTF-8 text that you may read")
    return None


def read_text(text: str, name: str) -> Page:
    """A YAML text that stands for the file `name`."""
    page = Page(name)
    try:
        if not _is_plain(text, page):
            return page
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(
            error, "reason", "the text breaks the rules of YAML"
        )
        line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
        right = "Check the indentation and the colons on this line and the one above it"
        page.problems.append(Problem(name, line, "", f"not YAML: {what}", right))
        return page
    if root is not None:
        page.content = _build(root, (), page)
    return page


def _is_plain(text: str, page: Page) -> bool:
    """Whether the text uses no alias, and nests no deeper than any file of ours: either could be made to fill the
    memory. The first that it does use is a problem of the page."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            wrong, right = "the file uses a YAML alias (*name)", "Write the value out in full"
        elif depth > DEEPEST:
            wrong, right = f"more than {DEEPEST} lists or fields stand inside one another", "Write it flatter"
        else:
            continue
        line = event.start_mark.line + 1 if event.start_mark else 1
        page.problems.append(Problem(page.name, line, "", wrong, right))
        return False
    return True


def _build(node: yaml.Node, place: Place, page: Page) -> Any:
    page.lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*place, i), page) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                line, wrong = (
                    key_node.start_mark.line + 1,
                    "a list or a group of fields stands where a name should",
                )
                page.problems.append(
                    Problem(page.name, line, _written(place), wrong, "Write a name before the colon")
                )
                continue
            key = str(key_node.value)
            page.lines[(*place, key)] = key_node.start_mark.line + 1
            if key in built:
                page.problems.append(
                    Problem(
                        page.name,
                        key_node.start_mark.line + 1,
                        _written((*place, key)),
                        "the key stands here a second time",
                        "Keep one of the two",
                    )
                )
            built[key] = _build(value_node, (*place, key), page)
            page.lines[(*place, key)] = key_node.start_mark.line + 1
        return built
    assert isinstance(node, yaml.ScalarNode)
    if unseen_mark(node.value):
        page.problem(
            place, "it has a mark that is not seen but acts on a screen", "Remove the control character"
        )
        return None
    return node.value if node.value != "" or node.style else None


def unseen_mark(text: str) -> bool:
    """Whether a text has a control character, or a mark that turns the direction of writing: on a terminal or a page
    such marks can hide or change what a reader sees."""
    return _UNSEEN.search(text) is not None


def _only_seems_short(detail: ErrorDetails) -> bool:
    """Whether a list has entries enough, and pydantic misses only those it has already found broken."""
    given, least = detail["input"], detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and isinstance(given, list) and len(given) >= least


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= 500 else f"{sentence[:240]} … {sentence[-240:]}"


def _written(place: Sequence[str | int]) -> str:
    return ".".join(str(step) for step in place)


def explain(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and what would be right, in a sentence each, from one of pydantic's findings."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    shown = f"'{given}'" if isinstance(given, str) else "this"
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    match kind:
        case "missing" if last.isdigit():
            return "is missing", "Give one entry more"
        case "missing":
            return "is missing", f"Add '{last}:' here"
        case "extra_forbidden":
            near = difflib.get_close_matches(last, field_names(model), n=1)
            return "is no field here", f"Write '{near[0]}'" if near else "Remove it, or correct its name"
        case "literal_error" | "enum":
            return f"{shown} is not one of the allowed words", f"Write one of: {context['expected']}"
        case "string_pattern_mismatch":
            return f"{shown} is not written as needed", _pattern_advice(str(context["pattern"]))
        case "int_parsing_size":
            return f"{shown} is too large", "Correct it"
        case "less_than_equal":
            return f"{shown} is too large", f"Give at most {context['le']}"
        case "greater_than_equal":
            return f"{shown} is too small", f"Give at least {context['ge']}"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{shown} is not a whole number", "Write digits only, for example 15"
        case "bool_parsing" | "bool_type":
            return f"{shown} is neither yes nor no", "Write yes or no"
        case "too_short":
            return "has too few entries", f"Give at least {context['min_length']}"
        case "too_long":
            return "has too many entries", f"Give at most {context['max_length']}"
        case "string_too_long":
            return "is too long", f"Shorten it to {context['max_length']} characters"
        case "string_type" | "string_too_short" if given in (None, ""):
            return "is empty", "Write the text, or leave the field out if it may be left out"
        case "model_type" | "dict_type" | "list_type" | "tuple_type":
            return f"{shown} has the wrong shape", detail["msg"]
        case "value_error":
            wrong, _, right = str(context["error"]).partition("; ")
            return wrong, right[:1].upper() + right[1:] if right else "Correct it"
        case _:
            return f"{shown} cannot be used", detail["msg"]


def _pattern_advice(pattern: str) -> str:
    if pattern.startswith(r"^\w"):
        return (
            "Write it with letters, digits, dots and brackets alone, for example 24.1, 12(a)(iii) or Task 5"
        )
    if "https" in pattern:
        return "Write an address that begins with http:// or https:// and has no spaces"
    return "Use small letters, digits and hyphens, for example field-training"


def field_names(model: type[BaseModel]) -> list[str]:
    """The fields of a model and of the models inside it, whichever their kind, for suggestions."""
    names: list[str] = []
    for name, info in model.model_fields.items():
        names.append(info.alias or name)
        for part in (info.annotation, *getattr(info.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel) and part is not model:
                for kind in (part, *part.__subclasses__()):
                    names += field_names(kind)
    return names
