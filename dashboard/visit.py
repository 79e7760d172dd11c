"""One visit to a page: what the address asks for, and the record's answer to it.

Everything a reader chooses lives in the address: `on`, `known`, `by`, `lang` and what a page adds.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from compliance.access import (
    Actor,
    AnyRole,
    Desk,
    Door,
    NotAllowed,
    Reading,
    Right,
    Standing,
    Thing,
    open_record,
)
from compliance.sentences import LANGUAGES, Language, Text, say
from compliance.settings import Settings
from compliance.settings import current as current_settings
from dashboard import identity
from dashboard.views import HOME

CLOCKS = ("on", "known", "by")
"""The names in the address that choose the day and what was known."""
WORKING = say(
    "Working out every timeline from the record, as it was known. A first look can take some seconds; after that it is quick.",
    "Calculando todas las líneas de tiempo a partir del registro, según lo conocido. La primera vez puede tardar unos segundos; "
    "después es rápido.",
)
KEPT = (*CLOCKS, "lang")
"""What an address carries from page to page."""


@dataclass(frozen=True)
class Visit:
    """What this reader asked for and the record that answers."""

    reading: Reading
    language: Language
    asked: dict[str, str]
    settings: Settings
    door: Door
    who: identity.Who
    standing: Standing

    @property
    def actor(self) -> Actor:
        """As whom this reader asks and acts."""
        return self.who.actor

    @property
    def desk(self) -> Desk:
        """The desk where this reader adds to the record, as far as they may."""
        return Desk(self.door)

    @property
    def roles(self) -> tuple[AnyRole, ...]:
        """The roles that this reader has now, besides that of the public."""
        return tuple(dict.fromkeys(capacity.role for capacity in self.standing.capacities))

    @property
    def record_day(self) -> date:
        """The day as of which a page tells of what is recorded and no check makes, such as a comment window or a filed level: the
        day looked at; today, where nobody chose that day and it is an earlier one only because results are withheld."""
        chosen = self.reading.withheld is None or self.asked.get("on")
        return self.reading.on if chosen else self.reading.today

    def may(self, right: Right, thing: Thing) -> bool:
        """Whether the one table of rights lets this reader do something."""
        try:
            self.standing.acting(right, thing)
        except NotAllowed:
            return False
        return True

    def say(self, text: Text) -> str:
        """A text in the reader's language."""
        return text.to(self.language)

    def named(self, key: str) -> str:
        """What the catalogue calls a body, a subject or a term, in the reader's language."""
        return self.say(self.reading.catalogue.named(key))

    def address(self, page: str, /, **more: str) -> str:
        """A page's address that keeps the clocks and the language."""
        path = "/" if page == HOME else f"/{page}"
        return f"{path}?{query}" if (query := urlencode(self.params(**more))) else path

    def params(self, /, **more: str) -> dict[str, str]:
        """What an address carries from page to page: the clocks, the language, and `more`; empty ones left out."""
        return {name: value for name, value in {**self.asked, **more}.items() if value}

    def pinned(self, page: str, /, **more: str) -> str:
        """An address that shows the same page in years to come: the day and the last record number are in it."""
        known = self.reading.knowledge
        clock = (
            {"known": f"{known.until}", "by": "source"}
            if known.by == "source"
            else {"known": str(known.number)}
        )
        return self.address(page, **more, on=f"{self.reading.on}", **clock)


@st.cache_resource(show_spinner=False)
def _door(database: str, files: Path, withholds: bool) -> Door:
    return open_record(database, files, lambda: datetime.now(UTC), withholds)


def door(settings: Settings) -> Door:
    """The door to the record, opened once for all visits."""
    return _door(settings.database, settings.files_folder, settings.withhold_until_filed)


_now: ContextVar["Visit"] = ContextVar("visit")
"""The visit of the run of a page that this is."""


def current() -> Visit:
    """The visit that is being answered. Raises LookupError outside the run of a page."""
    return _now.get()


def begin() -> Visit:
    """Begin the visit that the address asks for.

    Raises Unanswerable where the record cannot answer it, and compliance.access.StoreError where there is no store.
    """
    params = st.query_params
    return _begin({name: params[name] for name in _kept() if params.get(name)})


def begin_today() -> Visit:
    """Begin the visit of a reader who asks for nothing, in the same language."""
    return _begin(
        {name: value for name in _kept() if name not in CLOCKS and (value := st.query_params.get(name))}
    )


def _kept() -> tuple[str, ...]:
    """What an address carries from page to page; in a trial also the part that the reader plays."""
    return (*KEPT, "as") if identity.trial_parts() else KEPT


def _begin(asked: dict[str, str]) -> Visit:
    settings = current_settings()
    opened = door(settings)
    who = identity.who(opened)
    reading = _ask(opened, who.actor, asked)
    visit = Visit(reading, language(), asked, settings, opened, who, opened.standing(who.actor))
    _now.set(visit)
    return visit


def _ask(opened: Door, actor: Actor, asked: dict[str, str]) -> Reading:
    """The record's answer; where it has to be worked out first, the reader is told so meanwhile."""
    spinner = partial(st.spinner, WORKING.to(language()), show_time=True)
    return opened.ask(actor, asked.get("on"), asked.get("known"), asked.get("by"), spinner)


def language() -> Language:
    """The language in the address; English where it names none that there is."""
    asked = st.query_params.get("lang")
    return next((known for known in LANGUAGES if known == asked), "en")


__all__ = ["CLOCKS", "Visit", "begin", "begin_today", "current", "language"]
