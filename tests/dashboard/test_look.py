"""The pieces of HTML that pages are made of: stored text never becomes markup."""

import re
from html import unescape

import pytest

from dashboard import look

HOSTILE = '<img src=x onerror="alert(1)">&'
ESCAPED = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;"


@pytest.mark.parametrize(
    "made",
    [
        look.paragraph(HOSTILE),
        look.bullets([HOSTILE]),
        look.table([HOSTILE, "b"], [[HOSTILE, HOSTILE]], HOSTILE),
        look.banner(HOSTILE, [HOSTILE]),
        look.badge(HOSTILE, HOSTILE, "blue"),
        look.details(HOSTILE, HOSTILE),
        look.definition_list([(HOSTILE, HOSTILE)]),
        look.plain_words(HOSTILE, HOSTILE),
        look.footer(HOSTILE),
        look.link("/gaps", HOSTILE),
        look.criterion(HOSTILE, HOSTILE, HOSTILE),
        look.site_name(HOSTILE, HOSTILE),
        look.clocks(HOSTILE),
        look.quiet(HOSTILE),
        look.strong(HOSTILE),
        look.heading(HOSTILE, 1),
    ],
)
def test_text_is_escaped_wherever_it_stands(made: look.Safe) -> None:
    assert "<img" not in made
    assert ESCAPED in made


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "java\nscript:alert(1)", "//evil.example", "data:text/html,x", "\\\\evil", ""],
)
def test_only_web_addresses_and_own_pages_are_linked(address: str) -> None:
    assert look.link(address, "words") == "words"


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells"):
        look.table(["a", "b"], [["only one"]], "")


def test_a_very_long_word_may_break_and_is_otherwise_as_it_was_written() -> None:
    word = "<" * 100
    made = look.paragraph(f"plain words, {word}")
    assert max(len(unescape(piece)) for piece in re.split(r"<wbr>|\s", made)) < 50
    assert unescape(made.replace("<wbr>", "")) == f'<p class="pilcrow-text">plain words, {word}</p>'
    assert "<wbr>" not in look.paragraph("plain words, one\nafter the other")
