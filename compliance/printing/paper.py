"""The paper that answers are written on: wraps every sentence, cuts none, and colours nothing that is piped."""

from rich.console import Console
from rich.text import Text as Styled

from compliance.outcomes import Outcome
from compliance.sentences import Language, Text, say

WIDEST = 110
NARROWEST = 40
STYLES = {"blue": "bright_blue", "amber": "yellow", "grey": "bold"}

Part = str | Text | Outcome | tuple[str | Text, str]


class _Console(Console):
    """A console that lets a broken pipe be seen by the command, which ends quietly."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Paper:
    """A page of text in one language.

    A part is a text, an outcome (its symbol and words, in its tone) or a pair of a text and a style.
    """

    def __init__(self, language: Language, console: Console | None = None):
        self.language = language
        self._console = console or _Console(highlight=False, markup=False, emoji=False)
        self._width = max(NARROWEST, min(self._console.width, WIDEST))

    def write(self, *parts: Part, indent: int = 0, hang: int = 0) -> None:
        """One paragraph; every line begins after `indent` spaces, all but the first after `hang` more."""
        text = Styled()
        for part in parts:
            text.append_text(self._styled(part))
        wrapped = text.wrap(self._console, self._width - indent - hang)
        for i, line in enumerate(wrapped):
            line.rstrip()
            margin = Styled(" " * (indent + (hang if i else 0)))
            self._console.print(margin + line, soft_wrap=True)

    def address(self, words: str, indent: int) -> None:
        """An address on a line of its own, never broken, so that it can be copied and opened."""
        self._console.print(Styled(" " * indent + words), soft_wrap=True)

    def heading(self, words: Text) -> None:
        """A heading with a line under it, and space around."""
        title = words.to(self.language)
        self.gap()
        self.write((title, "bold"))
        self.write("─" * min(len(title), self._width))

    def gap(self) -> None:
        """An empty line."""
        self._console.print()

    def _styled(self, part: Part) -> Styled:
        match part:
            case Outcome():
                return Styled(f"{part.symbol} {part.words.to(self.language)}", style=STYLES[part.tone])
            case Text():
                return Styled(part.to(self.language))
            case (words, style):
                return Styled(words.to(self.language) if isinstance(words, Text) else words, style=style)
            case _:
                return Styled(part)


def paper_for(language: Language, person: str | None) -> Paper:
    """Paper for an answer, which says first whose it is, unless it is the public's."""
    paper = Paper(language)
    if person is not None:
        mine = say(
            "As {who} may see it; not public.", "Según lo que {who} puede ver; no es público.", who=person
        )
        paper.write((mine, "bold"))
        paper.gap()
    return paper
