"""The look of the pages, in one place: the style sheet, and pieces of HTML that pages are made of.

Each function returns `Safe` HTML. Plain text given to them is escaped, so that stored text can never become
markup; `Safe` pieces may be put into each other. Colours and layout are in `static/look.css`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import plotly.graph_objects as go
import streamlit as st

STYLE_SHEET = Path(__file__).parent / "static" / "look.css"
ICON = Path(__file__).parent / "static" / "pilcrow.png"

Tone = Literal["blue", "amber", "grey"]

# Fills of charts, for the light and the dark theme; the same three tones as the badges.
CHART_COLOURS: dict[Tone, tuple[str, str]] = {
    "blue": ("#1F5FA8", "#6FA3E6"),
    "amber": ("#9A5A00", "#D9A04A"),
    "grey": ("#5A626C", "#9AA3AE"),
}
# The toolbar above a chart would be eight stops of the Tab key with nothing to read.
FIGURE_CONFIG: dict[str, Any] = {"displayModeBar": False}
# A column is made as wide as its longest word, so that one word could push a page beyond the screen.
LONG_WORD = 30
# With more columns than these, texts of so many letters become towers of single words on a tablet.
FEW_COLUMNS, LONG_CELL = 5, 80
_TAG = re.compile(r"<[^>]+>")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#+!|~$:]")
_PIECES = re.compile(rf"\S{{1,{LONG_WORD}}}|\s+")
_LONG = re.compile(rf"\S{{{LONG_WORD}}}")


class Safe(str):
    """HTML made by the functions of this file; any other text is escaped before it is shown."""


def use_style_sheet() -> None:
    """Put the style sheet on the page; called once in each run, before anything is drawn."""
    st.html(STYLE_SHEET)
    # Streamlit says "dark" on the page, but not on dialogs and popovers, which it draws beside the page.
    st.html(f"<style>:root {{ color-scheme: {'dark' if is_dark() else 'light'} }}</style>")


def show(html: str) -> None:
    """Draw a piece of HTML; plain text is drawn as the text it is."""
    st.html(_html(html))


def join(*parts: str) -> Safe:
    """Put pieces one after the other, escaping those that are plain text.

    >>> join("1 < 2, ", link("/gaps", "see the gaps"))
    '1 &lt; 2, <a href="/gaps">see the gaps</a>'
    """
    return Safe("".join(_html(part) for part in parts))


def heading(text: str, level: int, anchor: str = "") -> Safe:
    """A heading of a page (level 1) or inside it; with an `anchor`, links on the page can lead to it."""
    at = f' id="{escape(anchor)}"' if anchor else ""
    return Safe(f'<h{level} class="pilcrow-heading"{at}>{_html(text)}</h{level}>')


def on_this_page(label: str, ways: Iterable[tuple[str, str]]) -> Safe:
    """The parts of a long page, each by its anchor and its heading, for a thumb and for a screen reader."""
    items = "".join(f"<li>{link(f'#{anchor}', text)}</li>" for anchor, text in ways)
    return Safe(f'<nav class="pilcrow-parts" aria-label="{escape(label)}"><ul>{items}</ul></nav>')


def paragraph(*parts: str) -> Safe:
    """One paragraph of text."""
    return Safe(f'<p class="pilcrow-text">{join(*parts)}</p>')


def bullets(items: Iterable[str]) -> Safe:
    """A list with a point before each item."""
    return Safe(f'<ul class="pilcrow-list">{"".join(f"<li>{_html(item)}</li>" for item in items)}</ul>')


def numbered(items: Iterable[str]) -> Safe:
    """A list in the order in which things are done."""
    return Safe(f'<ol class="pilcrow-list">{"".join(f"<li>{_html(item)}</li>" for item in items)}</ol>')


def link(href: str, text: str) -> Safe:
    """A link within the site, or to a web address; an address of any other kind is shown as text only.

    >>> link("javascript:alert(1)", "click")
    'click'
    """
    if not _may_be_linked(href):
        return Safe(_html(text))
    return Safe(f'<a href="{escape(href)}">{_html(text)}</a>')


def _may_be_linked(href: str) -> bool:
    """Browsers drop spaces and control characters in addresses and read a backslash as a slash."""
    if not href or "\\" in href or any(character <= " " for character in href):
        return False
    try:
        address = urlsplit(href)
    except ValueError:
        return False
    if address.scheme:
        return address.scheme in ("http", "https") and bool(address.netloc)
    return not href.startswith("//")


def badge(word: str, symbol: str, tone: Tone) -> Safe:
    """A status as word, symbol and colour; the word alone says everything."""
    mark = f'<span class="pilcrow-symbol" aria-hidden="true">{_html(symbol)}</span>'
    return Safe(f'<span class="pilcrow-badge pilcrow-{escape(tone)}">{mark}{_html(word)}</span>')


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> Safe:
    """A table with its caption; the first cell of a row names the row.

    Where there is no room for columns, each row becomes a block and each cell carries its header as label; many columns
    with long texts need more room.
    The roles say again what the elements mean, because browsers forget it for elements drawn as blocks.
    Raises ValueError when a row has another number of cells than there are headers.
    """
    head = "".join(f'<th scope="col" role="columnheader">{_html(header)}</th>' for header in headers)
    every = list(rows)
    body = "".join(_row(headers, row) for row in every)
    wide = " pilcrow-wide" if _needs_room(headers, every) else ""
    return Safe(
        f'<div class="pilcrow-table-frame{wide}"><table class="pilcrow-table" role="table">'
        f"<caption>{_html(caption)}</caption>"
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _needs_room(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bool:
    return len(headers) > FEW_COLUMNS and any(
        len(_TAG.sub("", cell)) > LONG_CELL for row in rows for cell in row
    )


def _row(headers: Sequence[str], row: Sequence[str]) -> str:
    if len(row) != len(headers):
        raise ValueError(f"a row has {len(row)} cells, but the table has {len(headers)} headers: {row!r}")
    first = f'<th scope="row" role="rowheader">{_html(row[0])}</th>'
    others = "".join(
        f'<td role="cell" data-label="{escape(header)}"{_nothing(cell)}>{_html(cell)}</td>'
        for header, cell in zip(headers[1:], row[1:], strict=True)
    )
    return f'<tr role="row">{first}{others}</tr>'


def _nothing(cell: str) -> str:
    """A cell that holds a dash alone keeps its column, and takes no room in a block."""
    return ' class="pilcrow-nothing"' if cell == "—" else ""


def banner(title: str, paragraphs: Iterable[str], element: Literal["p", "h2"] = "p") -> Safe:
    """A block that stands out, such as the one that says which case this is; `h2` where it is a part of the page of its own."""
    body = "".join(paragraph(text) for text in paragraphs)
    head = f'<{element} class="pilcrow-banner-title">{_html(title)}</{element}>'
    return Safe(f'<div class="pilcrow-banner">{head}{body}</div>')


def site_name(name: str, of: str) -> Safe:
    """The line above every page: the mark, the program's name and the case."""
    case = f'<span class="pilcrow-case"> · {_html(of)}</span>'
    return Safe(f'<p class="pilcrow-site"><span aria-hidden="true">¶</span> {_html(name)}{case}</p>')


def fingerprint(digest: str) -> Safe:
    """A hash, whole, in letters that can be told apart; it breaks anywhere."""
    return Safe(f'<code class="pilcrow-hash">{_html(digest)}</code>')


def notice(*parts: str) -> Safe:
    """What has just been done, told to screen readers as soon as it stands there."""
    return Safe(f'<div class="pilcrow-banner" role="status">{paragraph(*parts)}</div>')


def wrong(text: str) -> Safe:
    """What is wrong with the field above it, told to screen readers as soon as it stands there."""
    mark = '<span aria-hidden="true">▲ </span>'
    return Safe(f'<p class="pilcrow-wrong" role="alert">{mark}{_html(text)}</p>')


def plain(text: str) -> str:
    """A text for the labels and messages of widgets, which would read it as markdown; the options of a select box would not.

    >>> plain("[a](b) *c*")
    '\\\\[a\\\\](b) \\\\*c\\\\*'
    """
    return _MARKDOWN.sub(r"\\\g<0>", text)


def command(text: str) -> Safe:
    """A command to type."""
    return Safe(f"<code>{_html(text)}</code>")


def preformatted(text: str) -> Safe:
    """Text in its own lines."""
    return Safe(f'<pre class="pilcrow-pre">{_html(text)}</pre>')


def clocks(sentence: str, chosen: bool = False) -> Safe:
    """The line that says which day is shown and from what was known; it stands out where the reader chose one."""
    return Safe(f'<p class="pilcrow-clocks{" pilcrow-chosen" if chosen else ""}">{_html(sentence)}</p>')


def strong(text: str) -> Safe:
    """Words with weight."""
    return Safe(f"<strong>{_html(text)}</strong>")


def quiet(text: str) -> Safe:
    """Words that stand back."""
    return Safe(f'<span class="pilcrow-quiet">{_html(text)}</span>')


def criterion(title: str, status: str, sentence: str) -> Safe:
    """One check: its name, its outcome and its sentence."""
    return Safe(
        f'<div class="pilcrow-criterion"><h3>{_html(title)}</h3>{_html(status)}{paragraph(sentence)}</div>'
    )


def plain_words(text: str, label: str = "In plain words", lang: str = "en") -> Safe:
    """What an obligation means, in everyday words of the language `lang`."""
    return Safe(
        f'<div class="pilcrow-plain" lang="{escape(lang)}">'
        f'<p class="pilcrow-plain-label">{_html(label)}</p>{paragraph(text)}</div>'
    )


def unseen(text: str) -> Safe:
    """Words for a screen reader alone, where the eye has them from beside."""
    return Safe(f'<span class="pilcrow-unseen">{_html(text)}</span>')


def definition_list(pairs: Iterable[tuple[str, str]]) -> Safe:
    """Names and what belongs to them, in two columns where there is room."""
    body = "".join(f"<div><dt>{_html(name)}</dt><dd>{_html(value)}</dd></div>" for name, value in pairs)
    return Safe(f'<dl class="pilcrow-definitions">{body}</dl>')


def details(summary: str, body: str) -> Safe:
    """A line that opens on a click to show more; paper shows it open."""
    inner = f"<summary>{_html(summary)}</summary><div>{_html(body)}</div>"
    return Safe(f'<details class="pilcrow-details">{inner}</details>')


def beside(panels: Iterable[tuple[str, str]]) -> Safe:
    """Panels of one size, side by side where there is room, each with its heading."""
    body = "".join(
        f'<section class="pilcrow-panel"><h2>{_html(heading)}</h2>{_html(content)}</section>'
        for heading, content in panels
    )
    return Safe(f'<div class="pilcrow-beside">{body}</div>')


def footer(*lines: str) -> Safe:
    """The quiet lines at the foot of a page."""
    return Safe(f'<div class="pilcrow-footer">{"".join(paragraph(line) for line in lines)}</div>')


def is_dark() -> bool:
    """Whether this reader sees the dark theme now; only charts need to ask."""
    return st.context.theme.type == "dark"


def label(text: str) -> str:
    """A text as a figure shows it: Plotly reads some HTML in every label.

    >>> label("<b>Town</b> & more")
    '&lt;b&gt;Town&lt;/b&gt; &amp; more'
    """
    return escape(text, quote=False)


def figure_layout(fig: go.Figure, dark: bool) -> go.Figure:
    """Give a figure the page's ink and font on the page's own ground; returns the same figure.

    Draw it with `st.plotly_chart(fig, theme=None, config=FIGURE_CONFIG, alt=...)`.
    """
    ink, line = ("#F0EEE9", "#3A4452") if dark else ("#0F141B", "#CFC8B8")
    axis = {"gridcolor": line, "linecolor": line, "zerolinecolor": line, "automargin": True}
    fig.update_layout(
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": ink, "family": '"Source Sans", sans-serif', "size": 14},
        colorway=[colours[dark] for colours in CHART_COLOURS.values()],
        hoverlabel={"font": {"family": '"Source Sans", sans-serif'}},
        margin={"l": 8, "r": 8, "t": 32, "b": 8},
    )
    fig.update_xaxes(**axis)
    fig.update_yaxes(**axis)
    return fig


def _html(value: str) -> str:
    """HTML as it is when this file made it; any other text escaped, with places where a very long word may break."""
    if isinstance(value, Safe):
        return value
    if not _LONG.search(value):
        return escape(value)
    pieces = _PIECES.findall(value)
    return "".join(escape(piece) + ("<wbr>" if len(piece) == LONG_WORD else "") for piece in pieces)
