"""Which obligations and which days a timeline shows: chosen in plain fields, kept in the address."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from compliance.assessment import ObligationHistory
from compliance.catalogue import BASES
from compliance.chronicle import Span
from compliance.days import read_day
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import choices, paging
from dashboard.visit import Visit

DAYS = ("from", "to")
"""The names in the address of the first and the last day."""


@dataclass(frozen=True)
class Narrowed:
    """The days, both included, and the obligations, those of one basis together."""

    span: Span
    histories: list[ObligationHistory]


def ask(visit: Visit) -> Narrowed:
    """The fields, and what the address chooses with them. What names nothing is said, and narrows nothing."""
    key = st.query_params.get("key", "")
    one = visit.reading.assessment.obligations.get(key)
    if one is None:
        if key:
            unknown = say(
                "No obligation has this key; all are shown.",
                "Ninguna obligación tiene esta clave; se muestran todas.",
            )
            look.show(look.notice(visit.say(unknown)))
        chosen = _by_words(visit)
    else:
        only = say("Only: {title}.", "Solo: {title}.", title=one.obligation.title)
        back = look.link(visit.address("timeline"), visit.say(say("Show all", "Ver todas")))
        look.show(look.notice(visit.say(only), " ", back))
        chosen = [one]
    return Narrowed(_days(visit), chosen)


def _by_words(visit: Visit) -> list[ObligationHistory]:
    histories = visit.reading.assessment.obligations.values()
    present = {each.obligation.basis for each in histories}
    bases: dict[str, str] = {
        each: visit.say(name).split(":")[0] for each, name in BASES.items() if each in present
    }
    every = say("every basis", "todas las bases")
    with st.container(horizontal=True, gap="small"):
        wanted = choices.search(visit, label=say("Find an obligation", "Buscar una obligación"))
        basis = choices.pick(visit, "basis", words.BASIS, bases, every)
    return [
        each
        for base in BASES
        for each in histories
        if each.obligation.basis == base
        and (not basis or base == basis)
        and wanted in f"{visit.say(each.obligation.title)} {each.obligation.key}".casefold()
    ]


def _days(visit: Visit) -> Span:
    """The days of a reporting period, those between two fields, or all that are covered."""
    assessment = visit.reading.assessment
    whole = Span(assessment.first, assessment.horizon)
    periods = {period.key: period for period in visit.reading.catalogue.periods}
    named = None
    if periods:
        all_days = say("all days", "todos los días")
        label = say("Reporting period", "Periodo de informe")
        named = choices.pick(visit, "period", label, {key: key for key in periods}, all_days)
    if named:
        return Span(max(periods[named].first, whole.first), min(periods[named].last, whole.last))
    first, last = _fields(visit, whole)
    try:
        chosen = Span(_read(first, whole.first), _read(last, whole.last))
    except ValueError as error:
        look.show(look.notice(f"{error}."))
        return whole
    if chosen.first > chosen.last or chosen.first > whole.last or chosen.last < whole.first:
        outside = say(
            "These days do not lie in order between {a} and {b}; all days are shown.",
            "Estos días no están en orden entre el {a} y el {b}; se muestran todos.",
            a=whole.first,
            b=whole.last,
        )
        look.show(look.notice(visit.say(outside)))
        return whole
    return Span(max(chosen.first, whole.first), min(chosen.last, whole.last))


def _fields(visit: Visit, whole: Span) -> list[str]:
    """Two plain fields for the first and the last day, kept in the address."""
    given = [st.query_params.get(name, "").strip()[:10] for name in DAYS]
    labels = (words.FROM_DAY, words.TO_DAY)
    with (
        st.form("days", border=False),
        st.container(horizontal=True, gap="small", vertical_alignment="bottom"),
    ):
        typed = [
            st.text_input(visit.say(label), value=value, max_chars=10, placeholder=f"{edge}")
            for label, value, edge in zip(labels, given, (whole.first, whole.last), strict=True)
        ]
        if st.form_submit_button(visit.say(words.SHOW)):
            kept = {
                name: value
                for name, value in st.query_params.items()
                if name not in DAYS and not name.startswith(paging.PAGE)
            }
            days = {name: value.strip() for name, value in zip(DAYS, typed, strict=True) if value.strip()}
            st.query_params.from_dict({**kept, **days})
            st.rerun()
    return given


def _read(text: str, otherwise: date) -> date:
    return read_day(text) if text else otherwise
