"""What changed between two looks at the record: which findings moved and why, and what was added."""

import streamlit as st

from compliance.access import Unanswerable
from compliance.catalogue import BASES
from compliance.sentences import say
from dashboard import look
from dashboard.components import changing, choices, frame, paging
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
SIZE = 10

frame.heading(visit.say(PAGES["changes"].title), 1)
look.show(
    look.paragraph(
        visit.say(
            say(
                "Two looks at the record, and every check whose outcome is another at the second one. An outcome moves because "
                "something was recorded, because a check was changed, or because days passed: each says which.",
                "Dos miradas al registro, y cada comprobación cuyo resultado es otro en la segunda. Un resultado cambia porque "
                "algo se registró, porque se cambió una comprobación o porque pasaron días: cada uno dice cuál.",
            )
        )
    )
)
changing.presets(visit)
chosen = changing.asked(visit)
changing.choose(visit, chosen)
first = second = None
try:
    with st.spinner(visit.say(changing.WORKING)):
        first, second = changing.looks(visit, chosen)
        found = changing.moved(first, second)
except Unanswerable as error:
    look.show(look.notice(visit.say(error.text)))

if first and second:
    look.show(
        look.definition_list(
            [
                (visit.say(say("First look", "Primera mirada")), visit.say(first.clocks())),
                (visit.say(say("Second look", "Segunda mirada")), visit.say(second.clocks())),
            ]
        )
    )
    frame.heading(visit.say(say("What moved", "Qué cambió de resultado")))
    changing.per_basis(visit, found, second)
    if not found:
        frame.empty(
            visit.say(
                say(
                    "Nothing moved: every check has the same outcome at both looks.",
                    "Nada cambió: cada comprobación tiene el mismo resultado en ambas miradas.",
                )
            )
        )
    wanted = ""
    if len(found) > SIZE:
        find = say("Find an obligation or check", "Buscar una obligación o comprobación")
        wanted = choices.search(visit, label=find)
    named = found.where(lambda move: wanted in changing.name(visit, move).casefold())
    part = paging.page_of(named, size=SIZE)
    for basis, name in BASES.items():
        own = [one for one in part.items if one.obligation.basis == basis]
        if own:
            changing.table(visit, own, first, second, name)
    paging.pager(visit, part)
    if found and not named:
        frame.empty(
            visit.say(
                say(
                    "Nothing that moved has these words. Try fewer of them.",
                    "Nada de lo que cambió tiene estas palabras. Pruebe con menos.",
                )
            )
        )
    frame.heading(visit.say(say("What was added to the record", "Qué se añadió al registro")))
    changing.additions(visit, first, second)
