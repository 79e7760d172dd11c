"""The file METHODOLOGY.md: the method as the program runs it. `python -m compliance.editions.methodology` prints it."""

from collections.abc import Iterable, Sequence

from compliance.catalogue import BASES
from compliance.methodology import (
    BASIS,
    CHECKS,
    DUE,
    NUMBER,
    OUTCOMES,
    PARAMETER_HEADS,
    PERSON,
    READS,
    RULES_TITLE,
    SECTIONS,
    STATUS,
    TITLE,
    WHEN,
    by_family,
    combination,
    due,
    kinds_read,
    parameter_row,
)
from compliance.outcomes import NO_OFFICIAL, NOT_A_MEASURE, TABLE
from compliance.parameters import parameters
from compliance.sentences import Language, Text


def as_markdown(language: Language) -> str:
    """The whole method, as METHODOLOGY.md holds it."""
    return "\n".join(f"{part}\n" for part in _parts(language))


def _parts(language: Language) -> Iterable[str]:
    def to(text: Text) -> str:
        return text.to(language)

    yield f"# {to(TITLE)}"
    yield to(NO_OFFICIAL)
    yield to(NOT_A_MEASURE)
    yield f"## {to(OUTCOMES)}"
    rows = [
        (f"{row.number}" if row.number is not None else "", to(row.outcome.words), to(row.when))
        for row in TABLE
    ]
    yield _table([to(NUMBER), to(STATUS), to(WHEN)], rows)
    yield to(combination())
    for section in SECTIONS:
        yield f"## {to(section.title)}"
        yield "\n".join(f"- {to(sentence)}" for sentence in section.sentences)
    yield f"## {to(BASIS)}"
    yield "\n".join(f"- {to(text)}" for text in BASES.values())
    yield f"## {to(RULES_TITLE)}"
    for words, rules in by_family():
        yield f"### {to(words)}"
        for rule in rules:
            yield f"#### `{rule.name}`"
            told = ((CHECKS, rule.checks), (READS, kinds_read(rule)), (PERSON, rule.person), (DUE, due(rule)))
            yield "\n".join(f"- {to(name)}: {to(text)}" for name, text in told)
            yield _table(
                [to(head) for head in PARAMETER_HEADS],
                [[f"`{to(name)}`", *map(to, told)] for name, *told in map(parameter_row, parameters(rule))],
            )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    print(as_markdown("en"), end="")
