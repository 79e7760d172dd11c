"""A form for one kind of record, made from its model: what is needed first, each field with what is wrong right below it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import streamlit as st

from compliance.access import Draft
from compliance.evidence import Evidence
from compliance.evidence.fields import Field, fields_of
from compliance.intake.forms import Given, typed
from compliance.intake.tables import TABLES
from compliance.sentences import Text, say
from dashboard import look
from dashboard.components.field_words import choice_of, name_of
from dashboard.visit import Visit

MOST_OPTIONS = 500
"""So many things a list to choose from has at most, the newest; the short name of any other is typed into it."""

WIDE = 760
"""How many points a form is wide where there is room: lines no longer than people read."""

ANY_RECORD = "record of evidence"
"""What a field names that may name a record of any kind."""

OPENED = "(opened)"
"""The ending of the name under which stands that a form begins with something in what need not be given."""

LONG = frozenset(
    {"summary", "note", "inferred", "reason", "what", "read", "looked_for", "places", "asks", "asks_es"}
)
REQUIRED = say("required", "obligatorio")
CHOOSE = say("Choose", "Elija")
NOT_SAID = say("not said", "no se dice")
MORE = say("More, where the source says it", "Más, si la fuente lo dice")
A_DAY = say("YYYY-MM-DD", "AAAA-MM-DD")
A_MOMENT = say("YYYY-MM-DD, or FIRST/LAST", "AAAA-MM-DD, o PRIMERO/ÚLTIMO")
SEVERAL = say("several: parted by ;", "varios: separados por ;")
NEWEST = say(
    "the newest {n}; type the short name of another", "los {n} más nuevos; escriba el nombre corto de otro"
)
ONE_A_LINE = say(
    "One on each line, in this order, with | between: {parts}. Rows copied from a spreadsheet can be pasted.",
    "Uno en cada línea, en este orden, con | entre ellos: {parts}. Puede pegar filas copiadas de una hoja de cálculo.",
)

Options = Mapping[str, Mapping[str, str]]
"""What can be named, by what it is, each key with its name."""


def options(visit: Visit, kind: str, drafts: Sequence[Draft]) -> Options:
    """What the fields of a kind can name: what the catalogue declares, what is on record, the newest first, and the drafts of
    the reader's bureau, which are sent with it."""
    named = {field.names for field in fields_of(TABLES[kind]) if field.names}
    found: dict[str, dict[str, str]] = {what: {} for what in named}
    for draft in drafts:
        key = str(from_draft(draft).get("key") or "")
        for what in named & {draft.kind or draft.holds, ANY_RECORD} if key else ():
            found[what][key] = visit.say(say("draft: {key}", "borrador: {key}", key=key))
    for what in named:
        for key, name in _newest(what, _seen(visit), visit.language, visit):
            found[what].setdefault(key, name)
    return found


def _seen(visit: Visit) -> tuple[object, ...]:
    """The state of the record that a reader sees, as far as what can be named in it goes."""
    known, sight = visit.reading.knowledge, visit.standing.sight
    return (
        known.head,
        known.number,
        f"{known.until}",
        known.by,
        sorted(sight.visibilities),
        sorted(sight.filed_as),
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _newest(what: str, seen: tuple[object, ...], language: str, _visit: Visit) -> list[tuple[str, str]]:
    return list(islice(_there(_visit, what), MOST_OPTIONS))


def _there(visit: Visit, what: str) -> Iterator[tuple[str, str]]:
    """Each thing of a kind with its key and name."""
    catalogue, known = visit.reading.catalogue, visit.reading.knowledge
    match what:
        case "subject" | "term" | "body":
            declared = {"subject": catalogue.subjects, "term": catalogue.terms, "body": catalogue.bodies}[
                what
            ]
            yield from ((each.key, visit.say(each.name)) for each in declared)  # type: ignore[attr-defined]
        case "obligation":
            yield from ((each.key, visit.say(each.title)) for each in catalogue.obligations)
        case "paragraph":
            numbers = (each.number for each in catalogue.paragraphs_in_order)
            yield from ((number, visit.say(catalogue.cited(number))) for number in numbers)
        case "source":
            sources = reversed(list(known.sources.values()))
            yield from ((each.key, f"{each.outlet}: {each.title}") for each in sources)
        case _:
            for entry in reversed(list(known.assessment.entries.values())):
                record = entry.evidence
                if what in (record.kind, ANY_RECORD):
                    yield record.key, _in_words(record)


def _in_words(record: Evidence) -> str:
    when = record.happened.written() if record.happened else "—"
    return f"{when} · {record.summary[:80]} ({record.key})"


def told(visit: Visit, key: str, named: Mapping[str, str]) -> str:
    """What a key names, in words; of a record or a source those too that are older than what lists offer. The key itself
    where it names nothing that is there."""
    known = visit.reading.knowledge
    if key in named:
        return named[key]
    if key in known.assessment.entries:
        return _in_words(known.assessment.entries[key].evidence)
    source = known.sources.get(key)
    return f"{source.outlet}: {source.title}" if source else key


def from_draft(draft: Draft) -> Mapping[str, object]:
    """What a draft holds, as its JSON."""
    body: Mapping[str, object] = json.loads(draft.body)
    return body


def fill(kind: str, prefix: str, body: Mapping[str, object]) -> None:
    """Put a record into a form that is not drawn yet."""
    for name, value in typed(body, kind).items():
        st.session_state[f"{prefix}-{name}"] = value


def is_drawn(kind: str, prefix: str) -> bool:
    """Whether the form was drawn in the run before, so that what was typed is still there."""
    return any(f"{prefix}-{field.name}" in st.session_state for field in fields_of(TABLES[kind]))


def given(kind: str, prefix: str) -> Given:
    """What was typed into a form."""
    found: dict[str, str | list[str]] = {}
    for field in fields_of(TABLES[kind]):
        value = st.session_state.get(f"{prefix}-{field.name}")
        if isinstance(value, bool):
            found[field.name] = "yes" if value else "no"
        elif isinstance(value, list | tuple):
            found[field.name] = [str(each) for each in value]
        else:
            found[field.name] = str(value or "")
    return found


def draw(
    visit: Visit,
    kind: str,
    prefix: str,
    known: Options,
    wrong: Mapping[str, Sequence[Text]],
) -> None:
    """The fields of a kind; the key, which is made for whoever leaves it empty, stands with what need not be given."""
    fields = fields_of(TABLES[kind])
    needed = [
        field for field in fields if field.name == "happened" or (field.required and field.name != "key")
    ]
    others = [field for field in fields if field not in needed]
    for field in needed:
        _field(visit, field, prefix, known, wrong)
    opened = bool(st.session_state.get(f"{prefix}{OPENED}"))
    with st.expander(visit.say(MORE), expanded=opened or any(field.name in wrong for field in others)):
        for field in others:
            _field(visit, field, prefix, known, wrong)
    for text in wrong.get("", ()):
        look.show(look.wrong(visit.say(text)))


def draw_flat(
    visit: Visit,
    kind: str,
    prefix: str,
    known: Options,
    wrong: Mapping[str, Sequence[Text]],
    names: Sequence[str],
) -> None:
    """Some fields of a kind, one below the other."""
    for field in fields_of(TABLES[kind]):
        if field.name in names:
            _field(visit, field, prefix, known, wrong)


def _field(
    visit: Visit, field: Field, prefix: str, known: Options, wrong: Mapping[str, Sequence[Text]]
) -> None:
    key, label = f"{prefix}-{field.name}", look.plain(visit.say(name_of(field)))
    if field.required and field.name != "key":
        label = f"{label} ({visit.say(REQUIRED)})"
    named = known.get(field.names or "", {})
    if field.parts:
        parts = " | ".join(visit.say(name_of(part)) for part in field.parts)
        look.show(look.paragraph(look.quiet(visit.say(ONE_A_LINE).format(parts=parts))))
        st.text_area(label, key=key, height=120)
    elif field.type == "choice":
        _choice(visit, field, key, label)
    elif field.type == "yes or no":
        st.session_state[key] = st.session_state.get(key, field.default) in (True, "yes")
        st.checkbox(label, key=key)
    elif named:
        _among(visit, field, key, label, named)
    elif field.name in LONG:
        st.text_area(label, key=key, height=90, max_chars=2000)
    else:
        _line(visit, field, key, label)
    for text in wrong.get(field.name, ()):
        look.show(look.wrong(visit.say(text)))


def _choice(visit: Visit, field: Field, key: str, label: str) -> None:
    """One of the field's words; none is chosen for the sender, but where the model has one for what is not said."""
    words = ["", *field.choices] if field.default is None else list(field.choices)
    if st.session_state.get(key) not in words:
        st.session_state[key] = words[0] if field.default is None else field.default
    blank = visit.say(CHOOSE if field.required else NOT_SAID)
    st.selectbox(
        label, words, key=key, format_func=lambda word: visit.say(choice_of(word)) if word else blank
    )


def _among(visit: Visit, field: Field, key: str, label: str, named: Mapping[str, str]) -> None:
    """One or several of what is declared or on record; what a draft names besides stays."""
    held = st.session_state.get(key)
    own = [each for each in (held if isinstance(held, list | tuple) else [held]) if each]
    keys = list(dict.fromkeys((*named, *own)))

    def shown(each: str) -> str:
        return told(visit, each, named) if each else blank

    blank = visit.say(CHOOSE if field.required else NOT_SAID)
    more = len(named) >= MOST_OPTIONS
    if more:
        label = f"{label} ({visit.say(NEWEST).format(n=MOST_OPTIONS)})"
    if field.many:
        st.session_state[key] = own
        st.multiselect(label, keys, key=key, format_func=shown, placeholder=blank, accept_new_options=more)
    else:
        st.session_state[key] = own[0] if own else ""
        st.selectbox(label, ["", *keys], key=key, format_func=shown, accept_new_options=more)


def _line(visit: Visit, field: Field, key: str, label: str) -> None:
    if isinstance(st.session_state.get(key), list):
        st.session_state[key] = "; ".join(st.session_state[key])
    hint = {"moment": A_MOMENT, "day": A_DAY}.get(field.type)
    hint = SEVERAL if field.many else hint
    st.text_input(label, key=key, placeholder=visit.say(hint) if hint else None)
