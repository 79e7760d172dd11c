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


def test_every_size_of_letters_is_one_of_the_type_scale() -> None:
    sizes = set(re.findall(r"font-size: ([^;}]+)", look.STYLE_SHEET.read_text(encoding="utf-8")))
    assert sizes == {"0.875rem", "1rem", "1.125rem", "1.25rem", "1.5rem", "2rem"}


def test_a_cell_with_a_dash_alone_keeps_its_place_and_takes_no_room_in_a_block() -> None:
    made = look.table(["a", "b"], [["row", "—"], ["row", "— and more"]], "")
    assert made.count('class="pilcrow-nothing"') == 1 and made.count("<td") == 2


def test_a_part_of_a_page_is_reached_by_its_anchor() -> None:
    made = look.on_this_page(HOSTILE, [("checks", HOSTILE)])
    assert '<a href="#checks">' in made and "<img" not in made
    assert 'id="checks"' in look.heading("Checks", 2, "checks")
    assert " id=" not in look.heading("Checks", 2)


def test_many_columns_of_long_texts_need_more_room_and_many_short_ones_do_not() -> None:
    headers, text = list("abcdef"), "word " * 40
    assert "pilcrow-wide" in look.table(headers, [[*"12345", text]], "")
    assert "pilcrow-wide" not in look.table(headers, [[*"12345", look.link("/a?" + "b" * 200, "short")]], "")
    assert "pilcrow-wide" not in look.table(headers[:5], [[*"1234", text]], "")
