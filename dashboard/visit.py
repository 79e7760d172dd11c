"""One visit to a page: what the address asks for, and the record's answer to it.

Everything a reader chooses lives in the address: `on`, `known`, `by`, `lang` and what a page adds.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from compliance.access import PUBLIC, Door, Reading, Unanswerable, open_record
from compliance.sentences import LANGUAGES, Language, Text
from compliance.settings import Settings

CLOCKS = ("on", "known", "by")
"""The names in the address that choose the day and what was known."""


@dataclass(frozen=True)
class Visit:
    """What this reader asked for and the record that answers."""

    reading: Reading
    language: Language
    asked: dict[str, str]
    settings: Settings

    def say(self, text: Text) -> str:
        """A text in the reader's language."""
        return text.to(self.language)

    def address(self, page: str, **more: str) -> str:
        """A page's address that keeps the clocks and the language."""
        return f"/{page}?{query}" if (query := urlencode(self.params(**more))) else f"/{page}"

    def params(self, **more: str) -> dict[str, str]:
        """What an address carries from page to page: the clocks, the language, and `more`; empty ones left out."""
        return {name: value for name, value in {**self.asked, **more}.items() if value}

    def pinned(self, page: str, **more: str) -> str:
        """An address that shows the same page in years to come: the day and the last record number are in it."""
        known = self.reading.knowledge
        clock = (
            {"known": f"{known.until}", "by": "source"}
            if known.by == "source"
            else {"known": str(known.number)}
        )
        return self.address(page, **more, on=f"{self.reading.on}", **clock)


@st.cache_resource(show_spinner=False)
def _door(database: str, files: Path) -> Door:
    return open_record(database, files, lambda: datetime.now(UTC))


def door(settings: Settings) -> Door:
    """The door to the record, opened once for all visits."""
    return _door(settings.database, settings.files_folder)


def current() -> Visit:
    """The visit that the address asks for.

    Raises Unanswerable where the record cannot answer it, and compliance.access.StoreError where there is no store.
    """
    settings = Settings()
    params = st.query_params
    asked = {name: params[name] for name in (*CLOCKS, "lang") if params.get(name)}
    reading = door(settings).ask(PUBLIC, asked.get("on"), asked.get("known"), asked.get("by"))
    return Visit(reading, language(), asked, settings)


def today() -> Visit:
    """The visit of a reader who asks for nothing, in the same language."""
    settings = Settings()
    chosen = language()
    asked: dict[str, str] = {"lang": chosen} if chosen != "en" else {}
    return Visit(door(settings).ask(PUBLIC), chosen, asked, settings)


def language() -> Language:
    """The language in the address; English where it names none that there is."""
    asked = st.query_params.get("lang")
    return next((known for known in LANGUAGES if known == asked), "en")


__all__ = ["CLOCKS", "Unanswerable", "Visit", "current", "language", "today"]
