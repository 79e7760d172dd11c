"""The mutants of a file: the file with one expression or statement changed, as mutmut's operators change it.

Left alone is what is read once, when the file is imported (class bodies, defaults, decorators, annotations), and
the words of sentences, which other tests hold. Strings are changed only where they are compared.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators

SENTENCES = {"say", "Text", "same", "ValueError", "exception"}
"""Whose arguments are words for a reader."""
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change: the function in which it stands (the outermost), its line, what stood there, and the whole file."""

    function: str
    line: int
    old: str
    new: str
    code: str

    @property
    def name(self) -> str:
        """The change as it is written in survivors.md."""
        return f"{self.function}: `{self.old}` → `{self.new}`"


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a file's text, in the order of its lines."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    places = _Places()
    wrapper.visit(places)
    found, seen = [], {source}
    for function, line, node, new in places.found:
        code = wrapper.module.deep_replace(node, new).code
        if code in seen:
            continue
        seen.add(code)
        old, changed = _differing(source, code)
        # A function without super() cannot take the place of one with it.
        if ("super()" in old) == ("super()" in changed):
            found.append(Mutant(function, line, old, changed, code))
    return found


def _differing(source: str, code: str) -> tuple[str, str]:
    """The lines that differ, each joined to one."""
    before, after = source.splitlines(), code.splitlines()
    start = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    while before and after and before[-1] == after[-1] and min(len(before), len(after)) > start + 1:
        before.pop()
        after.pop()
    return _one_line(before[start:]), _one_line(after[start:])


def _one_line(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)


def _argument(node: cst.Call) -> Iterator[cst.Call]:
    """A named argument left out, so that its default holds."""
    if isinstance(node.func, cst.Name | cst.Attribute) and _called(node) not in SENTENCES:
        for i, arg in enumerate(node.args):
            if arg.keyword and arg.keyword.value != "strict":
                yield node.with_changes(args=[*node.args[:i], *node.args[i + 1 :]])


def _opposite(node: cst.Call) -> Iterator[cst.Call]:
    """Least for most, and any for all."""
    if isinstance(node.func, cst.Name) and node.func.value in OPPOSITES:
        yield node.with_changes(func=cst.Name(OPPOSITES[node.func.value]))


def _called(node: cst.Call) -> str:
    return node.func.value if isinstance(node.func, cst.Name) else node.func.attr.value


def _compared(node: cst.Comparison) -> Iterator[cst.Comparison]:
    """A comparison with another word than the one compared with."""
    for target in node.comparisons:
        if isinstance(target.comparator, cst.SimpleString):
            yield node.with_deep_changes(target.comparator, value='"XX"')


OPERATORS: list[tuple[type, Callable[[Any], Iterable[cst.CSTNode]]]] = [
    *(
        (kind, operator)
        for kind, operator in mutators.mutation_operators
        if operator not in (mutators.operator_string, mutators.operator_arg_removal)
    ),
    (cst.Call, _argument),
    (cst.Call, _opposite),
    (cst.Comparison, _compared),
]


class _Places(cst.CSTVisitor):
    """Finds what can be changed inside functions."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int, cst.CSTNode, cst.CSTNode]] = []
        self._names: list[str] = []
        self._inside = self._line = 0

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._names.append(node.name.value)

    def leave_ClassDef(self, original_node: cst.ClassDef) -> None:
        self._names.pop()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        if not self._inside:
            self._names.append(node.name.value)
        self._inside += 1
        node.body.visit(self)
        self._inside -= 1
        if not self._inside:
            self._names.pop()
        return False

    def visit_Annotation(self, node: cst.Annotation) -> bool:
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        # What `strict` guards against cannot happen: it says so to a reader.
        return node.keyword is None or node.keyword.value != "strict"

    def on_visit(self, node: cst.CSTNode) -> bool:
        if self._inside:
            where = self.get_metadata(PositionProvider, node, None)
            self._line = where.start.line if where else self._line
            for kind, operator in OPERATORS:
                if isinstance(node, kind):
                    function = ".".join(self._names)
                    self.found += [(function, self._line, node, new) for new in operator(node)]
        return super().on_visit(node)
