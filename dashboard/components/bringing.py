"""The way from an open check to the form that brings its record: the links there, what the form then holds, and the way back."""

from collections.abc import Iterator

import streamlit as st

from compliance.evidence import KINDS
from compliance.evidence.fields import Field, fields_of
from compliance.history import CriterionHistory
from compliance.intake.tables import TABLES
from compliance.needed import Bring, Key, to_bring
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import drafting, forms
from dashboard.components.outcomes import badge
from dashboard.views import PAGES
from dashboard.visit import Visit

MOST = 12
"""So many records are each led to; of more it is said how many there are."""
MOST_MISSING = 3
TO_BRING = say("Records to bring", "Registros por aportar")
SUBMIT = say("Submit", "Presentar")
FOR = say("For", "Para")
MORE = say("and {n} more of these", "y {n} más de estos")
BACK = say("Back to the open item", "Volver al asunto pendiente")


def check_of(visit: Visit, key: Key) -> CriterionHistory:
    """A check by the keys of its obligation and its own."""
    return next(c for c in visit.reading.assessment.obligations[key[0]].criteria if c.criterion.key == key[1])


def link(visit: Visit, check: CriterionHistory) -> look.Safe | None:
    """For a list: the way to the form of what the next act asks for, or to the item where it asks for several of a kind. None
    where it asks for no record, or not of this reader."""
    found = to_bring(check, visit.reading.on) if PAGES["submit"].opens_to(visit.roles) else []
    if not found:
        return None
    kinds = {bring.kind: bring for bring in reversed(found)}
    if len(found) > len(kinds) and PAGES["open_items"].opens_to(visit.roles):
        item = visit.address("open_items", item=_written(check))
        return look.link(item, f"{visit.say(TO_BRING)} ({len(found)})")
    ways = [_link(visit, check, bring) for bring in kinds.values()]
    return look.join(ways[0], *(look.join(" · ", way) for way in ways[1:]))


def links(visit: Visit, check: CriterionHistory) -> look.Safe | None:
    """For one item: a way to the form of each record that the next act asks for, with what it would be about."""
    found = to_bring(check, visit.reading.on) if PAGES["submit"].opens_to(visit.roles) else []
    if not found:
        return None
    shown = [look.join(_link(visit, check, bring), *_named(visit, bring)) for bring in found[:MOST]]
    if len(found) > MOST:
        more = say(MORE.en, MORE.es, n=len(found) - MOST)
        shown.append(look.join(look.quiet(visit.say(more))))
    return look.bullets(shown)


def _link(visit: Visit, check: CriterionHistory, bring: Bring) -> look.Safe:
    names = {name: ";".join(keys) for name, keys in bring.names.items()}
    address = visit.address("submit", kind=bring.kind, **names, **{"for": _written(check)})
    return look.link(address, f"{visit.say(SUBMIT)}: {drafting.kind_name(visit, bring.kind)}")


def _named(visit: Visit, bring: Bring) -> Iterator[str]:
    """The records that it would name, each in its own words."""
    for name, keys in bring.names.items():
        for key in keys if name != "subject" else ():
            yield look.join(" ", look.quiet(f"({visit.reading.evidence(key).summary})"))


def _written(check: CriterionHistory) -> str:
    return f"{check.obligation.key}/{check.criterion.key}"


def asked_for(visit: Visit) -> CriterionHistory | None:
    """The check that the address says a record is for."""
    obligation, _, key = st.query_params.get("for", "").partition("/")
    history = visit.reading.assessment.obligations.get(obligation)
    return next((c for c in history.criteria if c.criterion.key == key), None) if history else None


def what_for(visit: Visit) -> None:
    """Where the reader came from an open check: which one it is, how it stands now, what is missing, and the way back."""
    check = asked_for(visit)
    if check is None:
        return
    finding = check.finding(visit.reading.on)
    title = f"{visit.say(check.obligation.title)}: {visit.say(check.criterion.title)}"
    look.show(
        look.paragraph(
            look.strong(f"{visit.say(FOR)}: "),
            title,
            " ",
            badge(visit, finding.outcome),
            " ",
            _back(visit, check),
        )
    )
    if finding.missing:
        few = [visit.say(text) for text in finding.missing[:MOST_MISSING]]
        more = len(finding.missing) - len(few)
        rest = [visit.say(say("and {n} more", "y {n} más", n=more))] if more else []
        look.show(look.definition_list([(visit.say(words.MISSING), look.bullets([*few, *rest]))]))


def way_back(visit: Visit) -> None:
    """The way back to the open check, where the reader came from one."""
    check = asked_for(visit)
    if check is not None:
        look.show(look.paragraph(_back(visit, check)))


def _back(visit: Visit, check: CriterionHistory) -> look.Safe:
    if PAGES["open_items"].opens_to(visit.roles):
        return look.link(visit.address("open_items", item=_written(check)), visit.say(BACK))
    return look.link(visit.address("obligation", key=check.obligation.key), visit.say(words.ABOUT))


def fill(visit: Visit, kind: str, prefix: str) -> None:
    """Put what the address says that a record is about, and which records it names, into a form that is not drawn yet. What
    is not there is left out."""
    if forms.is_drawn(kind, prefix):
        return
    for field in fields_of(TABLES[kind]):
        keys = [key for key in st.query_params.get(field.name, "").split(";") if _is_there(visit, field, key)]
        if keys:
            st.session_state[f"{prefix}{forms.OPENED}"] = True
            st.session_state[f"{prefix}-{field.name}"] = keys if field.many else keys[0]


def spent() -> None:
    """The record that the address asked for was sent or saved: the next one names its own."""
    for kind in TABLES:
        for field in fields_of(TABLES[kind]):
            if field.names in KINDS:
                st.query_params.pop(field.name, None)


def _is_there(visit: Visit, field: Field, key: str) -> bool:
    if field.names == "subject":
        return any(subject.key == key for subject in visit.reading.catalogue.subjects)
    return field.names in KINDS and key in visit.reading.assessment.entries
