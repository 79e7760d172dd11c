"""A table for work: sorted by a click on a column's name, and taken along as CSV. What people must read stands in real
tables besides."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from compliance.editions.folder import as_csv
from compliance.editions.tables import Table
from compliance.sentences import Text, say
from dashboard.components import choices
from dashboard.visit import Visit

TO_SORT = say("Sort and download", "Ordenar y descargar")
DOWNLOAD = say("Download as CSV", "Descargar en CSV")


def wanted(visit: Visit, key: str = "grid") -> bool:
    """Whether the reader wants the table for work, which is fetched only then; the choice stands in the address."""
    return choices.beside(visit, key, TO_SORT)


def show(
    visit: Visit, name: str, columns: Mapping[str, Text], rows: Sequence[Mapping[str, str]], alt: Text
) -> None:
    """The rows, with `columns` by key and name; `name` is that of the file to download."""
    headers = {key: visit.say(text) for key, text in columns.items()}
    frame = pd.DataFrame(
        [[row.get(key, "") for key in headers] for row in rows], columns=list(headers.values())
    )
    st.dataframe(frame, hide_index=True, alt=visit.say(alt), key=f"grid-{name}")
    table = Table(
        name,
        visit.say(alt),
        tuple(headers.values()),
        tuple({headers[key]: row.get(key, "") for key in headers} for row in rows),
    )
    fictional = visit.reading.catalogue.fictional
    download(visit, name, lambda: as_csv(table, fictional=fictional))


def download(visit: Visit, name: str, content: Callable[[], str]) -> None:
    """A button that hands out a table as a CSV file; it is written only once somebody asks for it."""
    st.download_button(
        visit.say(DOWNLOAD),
        data=lambda: content().encode(),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download-{name}",
    )
