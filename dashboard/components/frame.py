"""What stands around every page: whose site this is, the way around, the two clocks, and the foot."""

from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from typing import Any

import streamlit as st

from compliance.catalogue import FICTIONAL
from compliance.outcomes import NO_OFFICIAL
from compliance.sentences import LANGUAGES, UNOFFICIAL, Language, Text, day, say
from dashboard import look, words
from dashboard.components import news, signing
from dashboard.views import FIRST, PAGES, SECTIONS
from dashboard.visit import CLOCKS, Visit

_LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "es": "Español"}


def head(visit: Visit, pages: Mapping[str, Any], here: str) -> None:
    """The line with the site's name, the way around, and the day that is shown."""
    catalogue = visit.reading.catalogue
    look.show(look.site_name("Pilcrow", visit.say(catalogue.name)))
    if catalogue.fictional:
        look.show(look.banner(visit.say(FICTIONAL), []))
    signing.show(visit, here)
    _way_around(visit, pages, here)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="clocks"):
        look.show(
            look.clocks(visit.say(visit.reading.clocks()), chosen=any(name in visit.asked for name in CLOCKS))
        )
        clocks = {name: st.query_params.get(name, "") for name in CLOCKS}
        _day_panel(visit.language, f"{visit.reading.on}", clocks)
        # A plain link: it loads the page anew, so that the address, the page and its language always agree.
        kept = {name: value for name, value in st.query_params.items() if name != "lang"}
        for language in LANGUAGES:
            if language != visit.language:
                address = visit.address(here, **{**kept, "lang": language})
                look.show(look.link(address, _LANGUAGE_NAMES[language]))
    news.watch(visit)


def _way_around(visit: Visit, pages: Mapping[str, Any], here: str) -> None:
    """The pages that this reader wants first, and behind one button all of them."""
    roles = [role for role in FIRST if role in visit.roles] or ["public"]
    first = [key for key in FIRST[roles[0]] if key in pages]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ways"):
        for key in first:
            _way(pages[key], visit.params())
        _menu(pages, here, visit.language, visit.params())


def _way(page: Any, params: Mapping[str, str]) -> None:
    st.page_link(page, label=page.title, query_params=params)


# What a button of the frame opens is drawn once it is opened: each view would pay for it otherwise. These parts run alone
# then, and are given words and no visit, so that none is kept until the reader's next click.


@st.fragment
def _menu(pages: Mapping[str, Any], here: str, language: Language, params: Mapping[str, str]) -> None:
    # A key of its own for each page, so that the menu closes once a page was chosen.
    menu = st.popover(words.MENU.to(language), key=f"menu-{here}", on_change="rerun")
    if not menu.open:
        return
    with menu:
        for section, name in SECTIONS.items():
            own = [key for key in pages if PAGES[key].section == section]
            if own:
                look.show(look.paragraph(look.strong(name.to(language))))
            for key in own:
                _way(pages[key], params)


@st.fragment
def _day_panel(language: Language, on: str, clocks: Mapping[str, str]) -> None:
    # A key of its own for each choice, so that the panel closes when another day is shown.
    panel = st.popover(
        words.CHANGE_DAY.to(language), key="panel-" + "-".join(clocks.values()), on_change="rerun"
    )
    if panel.open:
        with panel:
            _choose_day(language, on, clocks)


def _choose_day(language: Language, on: str, clocks: Mapping[str, str]) -> None:
    with st.form("clocks-form", border=False):
        # Plain fields: a calendar covers the button below it, and closing it closes the whole panel.
        day_shown = st.text_input(words.ON.to(language), value=on, max_chars=10)
        until = st.text_input(words.KNOWN.to(language), value=clocks["known"], max_chars=10)
        by = st.radio(
            words.BY.to(language),
            ["record", "source"],
            index=1 if clocks["by"] == "source" else 0,
            format_func=lambda which: (words.BY_SOURCE if which == "source" else words.BY_RECORD).to(
                language
            ),
        )
        if st.form_submit_button(words.SHOW.to(language), type="primary"):
            source = "source" if by == "source" else ""
            chosen = {"on": day_shown.strip(), "known": until.strip(), "by": source}
            _go({name: value for name, value in chosen.items() if value})
    if any(clocks.values()) and st.button(words.BACK_TO_TODAY.to(language)):
        _go({})


def _go(clocks: dict[str, str]) -> None:
    """The same page with other clocks in its address."""
    kept = {name: value for name, value in st.query_params.items() if name not in CLOCKS}
    st.query_params.from_dict({**kept, **clocks})
    st.rerun()


def case_banner(visit: Visit) -> None:
    """What the case is, what is unsure, and who publishes this: before any outcome."""
    notice = visit.reading.catalogue.notice
    sources = [visit.reading.knowledge.sources[key] for key in notice.sources]
    cited = look.join(*_between([look.link(s.link, s.outlet) if s.link else s.outlet for s in sources], ", "))
    written = visit.say(words.AS_OF).split("{sources}")
    lines = [visit.say(text) for text in notice.paragraphs]
    lines.append(look.quiet(look.join(written[0].format(day=visit.say(day(notice.as_of))), cited)))
    look.show(look.banner(visit.say(notice.title), lines, "h2"))
    look.show(look.paragraph(look.strong(_publisher(visit)), " ", visit.say(NO_OFFICIAL)))


def _between(parts: list[str], mark: str) -> list[str]:
    return [piece for i, part in enumerate(parts) for piece in ([mark, part] if i else [part])]


def _publisher(visit: Visit) -> str:
    who = visit.settings.publisher
    return visit.say(words.PUBLISHED_BY).format(who=who) if who else visit.say(words.NO_PUBLISHER)


def foot(visit: Visit) -> None:
    """Who publishes this, where errors are reported, and which state of the record and the program is shown."""
    known = visit.reading.knowledge
    where = visit.settings.corrections
    report = visit.say(words.NO_CORRECTIONS)
    if where:
        before = visit.say(words.CORRECTIONS).split("{where}")[0]
        report = look.join(before, look.link(where, where.removeprefix("mailto:")))
    lines = [_publisher(visit), report]
    if visit.language != "en":
        lines.append(visit.say(UNOFFICIAL))
    lines.append(
        look.join(
            f"Pilcrow {version('pilcrow-monitor')} · {visit.say(words.RECORD)} {known.number} · ",
            look.link(visit.address("record"), visit.say(words.HEAD)),
            " ",
            look.fingerprint(known.head),
        )
    )
    look.show(look.footer(*lines))


def heading(text: str, level: int = 2, anchor: str = "") -> None:
    """A heading: of the page (level 1), or inside it. Streamlit's own would read stored text as markdown."""
    look.show(look.heading(text, level, anchor))


def on_this_page(visit: Visit, parts: Mapping[str, Text]) -> None:
    """Links to the parts of a long page, by the anchors of their headings."""
    ways = [(anchor, visit.say(text)) for anchor, text in parts.items()]
    look.show(look.on_this_page(visit.say(words.ON_THIS_PAGE), ways))


def empty(text: str) -> None:
    """A place that holds nothing, and says why or what to do."""
    look.show(look.paragraph(look.quiet(text)))


def date_words(visit: Visit, value: date | None) -> str:
    """A day in the reader's language; a dash where there is none."""
    return visit.say(day(value)) if value else "—"


def as_recorded(visit: Visit) -> None:
    """Where the checks are looked at on an earlier day only because they are withheld: that what is recorded is told as of today."""
    if visit.record_day == visit.reading.on:
        return
    told = say(
        "What is recorded is not withheld: it is told here as of today, {d}.",
        "Lo registrado no se reserva: aquí se cuenta al día de hoy, {d}.",
        d=day(visit.record_day),
    )
    look.show(look.notice(visit.say(told)))


def capital(text: str) -> str:
    """A text that begins with a capital letter; the rest as it is."""
    return text[:1].upper() + text[1:]


def spoken(visit: Visit, *texts: Text) -> str:
    """Texts in the reader's language, one after the other."""
    return " ".join(visit.say(text) for text in texts if text.en)
