"""One file for each page. The pages that the way around leads to stand here, in its order, with whom each is for."""

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from compliance.access import AnyRole
from compliance.sentences import Text, say
from dashboard import words

Section = Literal["status", "behind", "department", "monitor"]
SECTIONS: Mapping[Section, Text] = {
    "status": say("Where things stand", "Cómo están las cosas"),
    "behind": say("What is behind it", "Qué hay detrás"),
    "department": say("Work of the department and the parties", "Trabajo del departamento y las partes"),
    "monitor": say("Work of the monitor", "Trabajo del supervisor"),
}


class Page(NamedTuple):
    """A page: its name, the part of the way around that it stands in, and whose it is; everybody's where no role is
    named. It is `<key>.py` here and has the address `/<key>`."""

    title: Text
    section: Section
    roles: tuple[AnyRole, ...] = ()

    def opens_to(self, roles: Collection[AnyRole]) -> bool:
        """Whether somebody with these roles may open it."""
        return not self.roles or not set(self.roles).isdisjoint(roles)


PAGES: Mapping[str, Page] = {
    "overview": Page(words.OVERVIEW, "status"),
    "obligations": Page(words.OBLIGATIONS, "status"),
    "gaps": Page(words.GAPS, "status"),
    "timeline": Page(words.TIMELINE, "status"),
    "meetings": Page(say("Meetings and comments", "Reuniones y comentarios"), "status"),
    "datasets": Page(say("Data sets", "Conjuntos de datos"), "status"),
    "changes": Page(say("What changed", "Qué cambió"), "status"),
    "differences": Page(words.DIFFERENCES, "behind"),
    "reports": Page(words.REPORTS, "behind"),
    "samples": Page(say("Samples", "Muestras"), "behind"),
    "method": Page(words.METHOD, "behind"),
    "record": Page(words.THE_RECORD, "behind"),
    "open_items": Page(say("Open items", "Asuntos pendientes"), "department", ("department", "monitor")),
    "next_moves": Page(
        say("What would move next", "Qué avanzaría ahora"), "department", ("department", "monitor")
    ),
    "submit": Page(say("Submit evidence", "Presentar pruebas"), "department", ("department", "party")),
    "productions": Page(say("Productions", "Entregas"), "department", ("department", "party", "monitor")),
    "responses": Page(say("Responses", "Respuestas"), "department", ("department", "party", "organisation")),
    "arrivals": Page(say("Arrivals", "Llegadas"), "department", ("department", "party", "monitor")),
    "workspace": Page(say("Period at work", "Periodo en curso"), "monitor", ("monitor",)),
    "queue": Page(say("Review queue", "Registros por revisar"), "monitor", ("monitor",)),
    "determinations": Page(
        say("Determinations", "Determinaciones"), "monitor", ("monitor", "department", "party")
    ),
}
"""The first one has the address `/`."""

HOME = "overview"
"""The page whose address is "/" alone."""

FIRST: Mapping[AnyRole, tuple[str, ...]] = {
    "monitor": ("workspace", "queue", "determinations", "obligations"),
    "department": ("open_items", "submit", "obligations", "gaps"),
    "party": ("submit", "obligations", "gaps", "productions"),
    "organisation": ("responses", "overview", "obligations", "meetings"),
    "public": ("overview", "obligations", "gaps", "meetings"),
}
"""The pages that each reader wants first, by the first of their roles that stands here; all others are one click further."""
