"""Productions: what bodies handed over, batch by batch, each with its letter and its cover list."""

import streamlit as st

from compliance.sentences import say
from dashboard import look
from dashboard.components import cover_list, frame, handing_over, paging
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
every = cover_list.own(visit)
asked = st.query_params.get("one")


def one_of_them() -> None:
    """The production that the address names."""
    one = next((one for one in every if one.production.own_key == asked), None)
    if one is None:
        handing_over.withdrawn(visit, asked or "")
        frame.heading(visit.say(PAGES["productions"].title), 1)
        missing = say(
            "There is no such production that you may see, or it was taken back.",
            "No hay tal entrega que usted pueda ver, o fue retirada.",
        )
        frame.empty(visit.say(missing))
    else:
        frame.heading(cover_list.named(visit, one), 1)
        cover_list.letter(visit, one)
        cover_list.listed(visit, one)
        if visit.may("correct", "production") and one.capacity in visit.standing.sight.filed_as:
            handing_over.correction(visit, one)
            handing_over.withdrawal(visit, one)
    back = visit.say(say("All productions", "Todas las entregas"))
    look.show(look.paragraph(look.link(visit.address("productions"), back)))


def all_of_them() -> None:
    """Every production, and the way to hand over the next."""
    frame.heading(visit.say(PAGES["productions"].title), 1)
    what = say(
        "A production is a batch of records that a body hands over at once, under its own number, with a list of what is in it.",
        "Una entrega es un conjunto de registros que un organismo entrega de una vez, con su propio número y una lista de lo que "
        "contiene.",
    )
    look.show(look.paragraph(visit.say(what)))
    if every:
        part = paging.page_of(every)
        cover_list.table(visit, part.items)
        paging.pager(visit, part)
    else:
        none = say(
            "No production is on record that you may see.", "No consta ninguna entrega que usted pueda ver."
        )
        frame.empty(visit.say(none))
    if visit.may("add", "production"):
        handing_over.form(visit, every)
    elif visit.may("draft", "evidence"):
        look.show(
            look.paragraph(
                look.quiet(
                    visit.say(
                        say(
                            "A coordinator of your bureau hands records over. Save what is ready as a draft.",
                            "Una coordinadora o un coordinador de su oficina entrega los registros. Guarde como borrador lo "
                            "que esté listo.",
                        )
                    )
                )
            )
        )


if asked:
    one_of_them()
else:
    all_of_them()
