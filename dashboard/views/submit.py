"""Submit evidence: a form for each kind, a table of many records, and the drafts of a bureau. What must never be sent stands
before anything else."""

from inspect import getdoc

import streamlit as st

from compliance.access.drafting import drafts_of
from compliance.intake.tables import TABLES
from compliance.sentences import say
from dashboard import look
from dashboard.components import bringing, choices, drafting, filing, forms, frame, seen_by, tabling
from dashboard.views import PAGES
from dashboard.visit import current

NEVER = say("What must never be sent", "Lo que nunca debe enviarse")
NEVER_SAYS = (
    say(
        "Records about single minors, names of students or their families, dates of birth. Send counts instead, for example by "
        "school or by age group, and codes for officers, never names.",
        "Registros sobre menores individuales, nombres de estudiantes o de sus familias, fechas de nacimiento. Envíe totales, por "
        "ejemplo por escuela o grupo de edad, y códigos de los policías, nunca nombres.",
    ),
    say(
        "Tables and forms are looked through, and a column that seems to hold such things is refused by name. That look does not "
        "see everything, and it does not look into PDFs, pictures or text documents: look yourself before you send.",
        "Las tablas y los formularios se revisan y se rechaza por su nombre la columna que parezca contener eso. Esa revisión no "
        "lo ve todo y no mira dentro de PDF, imágenes ni documentos de texto: revise usted antes de enviar.",
    ),
)
BY_DEFAULT = say(
    "Unless you choose otherwise, what you send can be seen by {who}.",
    "Si no elige otra cosa, lo que envíe lo verán: {who}.",
)
STANDS = say(
    "What is recorded stays, with who sent it and when; it can be corrected later, with a reason.",
    "Lo registrado permanece, con quién lo envió y cuándo; se puede corregir después, con un motivo.",
)

KIND = say("Kind of record", "Tipo de registro")
ABOUT = say(
    "What the fields of this kind mean (in English)", "Qué significan los campos de este tipo (en inglés)"
)

visit = current()
kinds = {kind: drafting.kind_name(visit, kind) for kind in TABLES}
may_draft = visit.may("draft", "evidence")
drafts = drafts_of(visit.desk, visit.actor) if may_draft else []

frame.heading(visit.say(PAGES["submit"].title), 1)
look.show(look.banner(visit.say(NEVER), [visit.say(text) for text in NEVER_SAYS]))
default = seen_by.SEEN_BY[seen_by.choices(visit)[0]]
look.show(look.paragraph(visit.say(say(BY_DEFAULT.en, BY_DEFAULT.es, who=default)), " ", visit.say(STANDS)))

tabs = {
    "form": visit.say(say("One record", "Un registro")),
    "table": visit.say(say("A table of many", "Una tabla de muchos")),
}
if may_draft:
    tabs["drafts"] = visit.say(say("Drafts ({n})", "Borradores ({n})", n=len(drafts)))
tab = choices.parts(visit, "tab", say("What to send", "Qué enviar"), tabs)

bringing.what_for(visit)
if tab == "drafts":
    drafting.show(visit, drafts)
elif tab == "table":
    with st.container(width=forms.WIDE):
        kind = choices.select(visit, "kind", KIND, kinds)
    tabling.show(visit, kind)
else:
    opened = drafting.opened(drafts)
    if opened:
        kind = drafting.kind_of(opened)
        leave = visit.say(
            say("Leave this draft, begin a new record", "Dejar este borrador y empezar otro registro")
        )
        look.show(
            look.paragraph(
                look.strong(visit.say(say("Draft: {kind}", "Borrador: {kind}", kind=kinds[kind]))),
                " · ",
                look.link(visit.address("submit", kind=kind), leave),
            )
        )
    else:
        with st.container(width=forms.WIDE):
            kind = choices.select(visit, "kind", KIND, kinds)
    look.show(
        look.details(visit.say(ABOUT), look.preformatted((getdoc(TABLES[kind]) or "").replace("`", "")))
    )
    place = drafting.place_of(visit, drafts, kind)
    if place.draft is None:
        bringing.fill(visit, kind, place.prefix)
    filing.show(visit, kind, drafts, place)
    bringing.way_back(visit)
    if opened and place.draft is not None:
        drafting.throw_away(visit, place.draft)
