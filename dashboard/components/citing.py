"""A link that shows the same page in years to come, and a citation ready to copy that pins all that the page rests on."""

from importlib.metadata import version
from urllib.parse import urlsplit

import streamlit as st

from compliance.assessment import ObligationHistory
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import frame
from dashboard.visit import Visit

CITE = say("A link to send, and a citation", "Un enlace para compartir y una cita")
PINNED = say(
    "This link shows the page as it stands now, also in years to come: the day, what was known, and the rules are in it.",
    "Este enlace muestra la página tal como está ahora, también dentro de años: incluye el día, lo conocido y las reglas.",
)
TO_COPY = say("To copy into a filing or a letter", "Para copiar en un escrito o una carta")
CITATION = say(
    "{case}, No. {docket}: {title}. {outcome}, by Pilcrow’s checks, no finding of the court or the monitor; as of {on}; known: "
    "{known}; catalogue revision: record {revision}; head {head}; Pilcrow {version}. {address}",
    "{case}, n.º {docket}: {title}. {outcome}, según las comprobaciones de Pilcrow, que no son conclusión del tribunal ni del "
    "supervisor; al {on}; conocido: {known}; revisión del catálogo: registro {revision}; cabeza {head}; Pilcrow {version}. {address}",
)
TO_NUMBER = say("up to record {n}", "hasta el registro {n}")
BY_SOURCES = say("what sources had said by {d}", "lo que las fuentes habían dicho hasta el {d}")


def block(visit: Visit, found: ObligationHistory) -> None:
    """Both, for one obligation."""
    pinned = visit.pinned("obligation", key=found.obligation.key)
    frame.heading(visit.say(CITE), anchor="link")
    look.show(look.paragraph(visit.say(PINNED), " ", look.link(pinned, visit.say(words.CITE))))
    look.show(look.paragraph(visit.say(TO_COPY)))
    st.code(citation(visit, found, _here() + pinned), language=None, wrap_lines=True)


def citation(visit: Visit, found: ObligationHistory, address: str) -> str:
    """The words of the citation, in the reader's language."""
    reading, known = visit.reading, visit.reading.knowledge
    by_number = say(TO_NUMBER.en, TO_NUMBER.es, n=known.number)
    by_source = say(BY_SOURCES.en, BY_SOURCES.es, d=frame.date_words(visit, known.until))
    return visit.say(CITATION).format(
        case=reading.catalogue.case.name,
        docket=reading.catalogue.case.docket,
        title=visit.say(found.obligation.title),
        outcome=frame.capital(visit.say(found.outcomes.at(reading.on).words)),
        on=frame.date_words(visit, reading.on),
        known=visit.say(by_source if known.by == "source" else by_number),
        revision=visit.door.catalogue_revision(known.number),
        head=known.head,
        version=version("pilcrow-monitor"),
        address=address,
    )


def _here() -> str:
    """The address of the site as this reader's browser names it; nothing where there is no browser."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
