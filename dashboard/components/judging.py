"""What only the monitor's team does with samples: drawing one for the record, and judging its items."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from compliance.access import Head, Visibility
from compliance.access.judging import judge as record_judgement
from compliance.access.judging import record_sample
from compliance.access.reviewing import THE_TEAM
from compliance.days import read_day
from compliance.evidence import Source
from compliance.finding import Entry
from compliance.sample_drawer import LONGEST_SEED, Judged, NoDraw, drawing, on_record, sample_checks
from compliance.sentences import Text, day, say
from dashboard import look, words
from dashboard.components import acts, frame, sampling, seen_by
from dashboard.visit import Visit

UNFORESEEN = say(
    "The seed must be something that nobody could foresee when the list was published: then nobody could arrange the list so "
    "that a thing is drawn or left out. A good seed is a value that others publish later, on a day named beforehand, such as the "
    "numbers of a public lottery, or the closing figures of a stock exchange. Name the rule first, publish the list, wait for the "
    "value, then draw.",
    "La semilla debe ser algo que nadie pudiera prever cuando se publicó la lista: así nadie pudo ordenarla para que algo saliera o "
    "no. Una buena semilla es un valor que otros publican después, en un día fijado de antemano, como los números de una lotería "
    "pública o los índices de cierre de una bolsa. Primero se fija la regla y se publica la lista; después se espera el valor y se "
    "sortea.",
)
NO_CHECK = say(
    "No check of this catalogue wants a sample, so there is none to draw for the record.",
    "Ninguna comprobación de este catálogo pide una muestra, así que no hay ninguna que sortear para el registro.",
)
NOTHING_TO_JUDGE = say(
    "No sample here is one that a check wants judged. Draw one for the record first.",
    "Ninguna muestra de aquí es una que una comprobación pida valorar. Sortee primero una para el registro.",
)
ANSWERS: Mapping[str, Text] = {"yes": say("yes", "sí"), "no": say("no", "no")}
METHODS: Mapping[str, Text] = {
    "examine": say("examine: read what is written", "examinar: leer lo escrito"),
    "interview": say("interview: ask people", "entrevistar: preguntar a personas"),
    "test": say("test: try it out", "probar: ponerlo a prueba"),
}
VISIBLE: tuple[Visibility, ...] = ("public", "parties", "team")
"""Who may read a sample; everybody, unless it is chosen otherwise."""
ITEM = say("Item", "Elemento")
ALREADY = say("judged already", "ya valorado")
AGAIN = say(
    "Somebody has judged this item already. Both answers stay in the record; the later one holds, and of two on one day the “no”.",
    "Alguien ya valoró este elemento. Ambas respuestas quedan en el registro; vale la posterior, y de dos del mismo día el «no».",
)
REASON = say(
    "Reason (read by everybody who may read the sample)", "Motivo (lo lee todo el que puede leer la muestra)"
)
HAPPENED = say("Judged on (year-month-day)", "Valorado el (año-mes-día)")
LISTED = say("What the list numbers", "Qué numera la lista")
OUTLET = say("Who published the list and the seed", "Quién publicó la lista y la semilla")
TITLE = say("Where they stand: title", "Dónde están: título")
ADDRESS = say("Its web address (may stay empty)", "Su dirección web (puede quedar vacía)")
READERS = say("Who may read it", "Quién puede leerla")


def judge(visit: Visit, samples: Sequence[Entry]) -> None:
    """The form for the judgement of one item of a sample."""
    reading = visit.reading
    open_ones = [
        (entry, each)
        for entry in samples
        for each in on_record(reading.assessment, entry, reading.on).judged
        if each.wrong is None
    ]
    frame.heading(visit.say(say("Judge an item", "Valorar un elemento")))
    if not open_ones:
        frame.empty(visit.say(NOTHING_TO_JUDGE))
        return
    open_ones.sort(key=lambda one: not one[1].waiting)
    named = {_key(entry, each): _named(visit, entry, each) for entry, each in open_ones}
    chosen = st.selectbox(
        visit.say(
            say(
                "Sample and check (items that wait for a person)",
                "Muestra y comprobación (elementos que esperan)",
            )
        ),
        list(named),
        format_func=lambda key: named[key],
        key="judging",
    )
    entry, each = next(one for one in open_ones if _key(*one) == chosen)
    look.show(
        look.plain_words(
            visit.say(each.rule.asks), visit.say(say("The question", "La pregunta")), visit.language
        )
    )
    key = f"judge-{chosen}"
    items = [*each.waiting, *(code for code in sorted(entry.evidence.items) if code not in set(each.waiting))]  # type: ignore[attr-defined]
    with st.form(f"{key}-form", border=True):
        # What is judged already is never the choice that is made for somebody: a later answer would take its place.
        item = st.selectbox(
            visit.say(ITEM),
            items,
            index=0 if each.waiting else None,
            format_func=lambda code: str(code) if code in each.waiting else f"{code}: {visit.say(ALREADY)}",
            key=f"{key}-item",
        )
        answer = _pick(visit, say("Answer", "Respuesta"), ANSWERS, f"{key}-answer")
        method = _pick(visit, say("How", "Cómo"), METHODS, f"{key}-method")
        reason = st.text_area(visit.say(REASON), key=f"{key}-reason", max_chars=2000)
        happened = st.text_input(
            visit.say(HAPPENED), value=str(reading.today), key=f"{key}-day", max_chars=40
        )
        if st.form_submit_button(visit.say(say("Judge", "Valorar")), type="primary"):
            given = {
                "item": item,
                "answer": answer,
                "method": method,
                "reason": reason.strip(),
                "sample": entry.number,
            }
            _propose(visit, key, given, happened.strip())

    def do(payload: Mapping[str, Any], once: str) -> Sequence[Head]:
        return record_judgement(visit.desk, visit.actor, each.rule, said_by=THE_TEAM, once=once, **payload)

    if acts.ask(visit, key, partial(_judgement, visit, each.waiting), do):
        for name in ("item", "answer", "reason"):
            st.session_state.pop(f"{key}-{name}", None)
        st.rerun()


def _key(entry: Entry, each: Judged) -> str:
    return f"{entry.number}-{each.check.obligation.key}-{each.check.criterion.key}"


def _named(visit: Visit, entry: Entry, each: Judged) -> str:
    """A sample and the obligation for which it is judged, with how many items wait."""
    listed: str = entry.evidence.listed  # type: ignore[attr-defined]
    duty = visit.say(each.check.obligation.title)
    return f"({len(each.waiting)}) {visit.say(words.RECORD)} {entry.number}: {listed} · {duty}"


def _pick(visit: Visit, label: Text, options: Mapping[str, Text], key: str) -> str | None:
    return st.radio(
        visit.say(label),
        list(options),
        index=None,
        format_func=lambda name: visit.say(options[name]),
        horizontal=True,
        key=key,
    )


def _propose(visit: Visit, key: str, given: Mapping[str, Any], happened: str) -> None:
    if None in given.values() or not given["reason"]:
        lacks = say(
            "Nothing is recorded yet: choose the item, the answer and how you came to it, and give the reason.",
            "Aún no se registra nada: elija el elemento, la respuesta y cómo llegó a ella, y dé el motivo.",
        )
        st.error(visit.say(lacks))
        return
    try:
        on: date = read_day(happened)
    except ValueError as error:
        acts.refused(visit, error)
        return
    acts.propose(key, {**given, "happened": on})


def _judgement(visit: Visit, waiting: Sequence[int], payload: Mapping[str, Any]) -> look.Safe:
    """What would be recorded, and that it would take the place of an answer where there is one."""
    head = say(
        "Item {item} of the sample in record {n}: {answer}",
        "Elemento {item} de la muestra del registro {n}: {answer}",
        item=payload["item"],
        n=payload["sample"],
        answer=ANSWERS[payload["answer"]],
    )
    how = f"{visit.say(METHODS[payload['method']])}; {visit.say(day(payload['happened']))}"
    parts = [look.strong(visit.say(head)), how, payload["reason"]]
    if payload["item"] not in waiting:
        parts.append(look.strong(visit.say(AGAIN)))
    return look.join(*[piece for part in parts for piece in (look.Safe("<br>"), part)][1:])


def draw_for_the_record(visit: Visit) -> None:
    """The form that draws a sample and records it; what is drawn follows, and is never typed."""
    frame.heading(visit.say(say("Draw a sample for the record", "Sortear una muestra para el registro")))
    checks = sample_checks(visit.reading.assessment)
    if not checks:
        frame.empty(visit.say(NO_CHECK))
        return
    look.show(look.paragraph(visit.say(UNFORESEEN)))
    names = [f"{visit.say(c.obligation.title)} · {visit.say(c.criterion.title)}" for c, _ in checks]
    chosen = st.selectbox(
        visit.say(words.CHECK),
        range(len(checks)),
        format_func=lambda i: names[i],
        key="drawing-for",
    )
    check, rule = checks[chosen]
    least = rule.at_least.on(visit.reading.today)
    wanted = say(
        "The check asks for at least {n} items. The question on each: {asks}",
        "La comprobación pide al menos {n} elementos. La pregunta sobre cada uno: {asks}",
        n=least,
        asks=rule.asks,
    )
    look.show(look.paragraph(visit.say(wanted)))
    key = f"draw-{check.obligation.key}-{check.criterion.key}"
    with st.form(f"{key}-form", border=True):
        listed = st.text_input(visit.say(LISTED), key=f"{key}-listed", max_chars=2000)
        numbered = st.text_input(visit.say(sampling.FRAME), key=f"{key}-frame", max_chars=9)
        size = st.text_input(visit.say(sampling.SIZE), value=str(least), key=f"{key}-size", max_chars=9)
        seed = st.text_input(visit.say(sampling.SEED), key=f"{key}-seed", max_chars=LONGEST_SEED)
        outlet = st.text_input(visit.say(OUTLET), key=f"{key}-outlet", max_chars=2000)
        title = st.text_input(visit.say(TITLE), key=f"{key}-title", max_chars=2000)
        address = st.text_input(visit.say(ADDRESS), key=f"{key}-address", max_chars=2000)
        visibility = st.selectbox(
            visit.say(READERS),
            VISIBLE,
            format_func=lambda name: visit.say(seen_by.SEEN_BY[name]),
            key=f"{key}-readers",
        )
        if st.form_submit_button(visit.say(sampling.DRAW), type="primary"):
            try:
                found = drawing(numbered, size, seed.strip())
            except NoDraw as error:
                st.error(look.plain(visit.say(error.text)))
            else:
                given = {"listed": listed.strip(), "outlet": outlet.strip(), "title": title.strip(), "address": address.strip() or None}  # fmt: skip
                acts.propose(key, {**given, **found._asdict(), "visibility": visibility})

    def do(payload: Mapping[str, Any], once: str) -> Sequence[Head]:
        return record_sample(
            visit.desk,
            visit.actor,
            rule,
            payload["listed"],
            payload["frame"],
            payload["size"],
            payload["seed"],
            THE_TEAM,
            _published(payload, once),
            payload["visibility"],
            once,
        )

    if acts.ask(visit, key, partial(_sample, visit), do):
        st.rerun()


def _published(payload: Mapping[str, Any], once: str) -> Source:
    return Source.model_validate(
        {
            "key": f"sample-list-{once[:12]}",
            "outlet": payload["outlet"],
            "title": payload["title"],
            "address": payload["address"],
            "quality": "original",
        }
    )


def _sample(visit: Visit, payload: Mapping[str, Any]) -> look.Safe:
    head = say(
        "{size} of {frame} with the seed “{seed}”",
        "{size} de {frame} con la semilla «{seed}»",
        size=payload["size"],
        frame=payload["frame"],
        seed=payload["seed"],
    )
    items = ", ".join(map(str, payload["items"]))
    readers = f"{visit.say(READERS)}: {visit.say(seen_by.SEEN_BY[payload['visibility']])}"
    return look.join(
        look.strong(visit.say(head)),
        look.Safe("<br>"),
        payload["listed"],
        look.Safe("<br>"),
        items,
        look.Safe("<br>"),
        readers,
    )
