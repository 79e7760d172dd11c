"""Drawing a sample that anyone can draw again, and the samples on record beside what they draw now."""

import streamlit as st

from compliance.evidence.sample import LARGEST_FRAME
from compliance.finding import Entry
from compliance.sample_drawer import (
    LARGEST_SIZE,
    LONGEST_SEED,
    Drawing,
    Judged,
    OnRecord,
    shell_line,
    ticket,
)
from compliance.sample_drawer import (
    on_record as standing_of,
)
from compliance.sentences import Text, day, say
from dashboard import look, words
from dashboard.components import frame, links, records
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

DRAW = say("Draw", "Sortear")
FRAME = say(
    "How many things does the list number? (1 to {n})",
    "¿Cuántas cosas numera la lista? (1 a {n})",
    n=f"{LARGEST_FRAME:,}",
)
SIZE = say("How many are drawn? (1 to {n})", "¿Cuántas se sortean? (1 a {n})", n=f"{LARGEST_SIZE:,}")
SEED = say("The seed, exactly as it was published", "La semilla, exactamente como se publicó")
HOW = say(
    "Each number from 1 to the end of the list gets a ticket: the SHA-256 of the seed, a colon and the number. The numbers with "
    "the smallest tickets are drawn. Who does not know the seed beforehand cannot know what will be drawn, and who knows it "
    "cannot change it.",
    "Cada número del 1 al final de la lista recibe un boleto: el SHA-256 de la semilla, dos puntos y el número. Se sortean los "
    "números con los boletos más pequeños. Quien no conoce antes la semilla no puede saber qué saldrá, y quien la conoce no "
    "puede cambiarlo.",
)
SHOWN_TICKETS = 20
JUDGED = say("Judged", "Valorados")
NO_CHECK = say("No check here reads it.", "Ninguna comprobación de aquí la lee.")
SAME = say("Drawn again now: the same items", "Sorteado otra vez ahora: los mismos elementos")
DIFFERS = say(
    "Drawn again now: other items. What is on record is not what its seed draws",
    "Sorteado otra vez ahora: otros elementos. Lo registrado no es lo que sortea su semilla",
)


def form(visit: Visit) -> tuple[str, str, str]:
    """The fields that draw, filled from the address; what the address asks for."""
    asked = tuple(st.query_params.get(name, "") for name in ("frame", "size", "seed"))
    frame.heading(
        visit.say(say("Draw a sample, or draw one again", "Sortear una muestra, o repetir un sorteo"))
    )
    # A form of its own for each address, so that its fields say what the address does, after the way back too.
    with st.form(f"draw-{hash(asked)}", border=True):
        listed = st.text_input(visit.say(FRAME), value=asked[0], max_chars=9)
        size = st.text_input(visit.say(SIZE), value=asked[1], max_chars=9)
        seed = st.text_input(visit.say(SEED), value=asked[2], max_chars=LONGEST_SEED)
        if st.form_submit_button(visit.say(DRAW), type="primary"):
            st.query_params.from_dict(visit.params(frame=listed.strip(), size=size.strip(), seed=seed))
            st.rerun()
    return asked[0], asked[1], asked[2]


def drawn(visit: Visit, found: Drawing) -> None:
    """What was drawn, how, and how to do it again."""
    told = say(
        "{size} of {frame} with the seed “{seed}”",
        "{size} de {frame} con la semilla «{seed}»",
        size=f"{found.size:,}",
        frame=f"{found.frame:,}",
        seed=found.seed,
    )
    frame.heading(visit.say(told), 3)
    look.show(look.paragraph(look.strong(", ".join(map(str, found.items)))))
    how = [look.paragraph(visit.say(HOW))]
    first = found.items[0]
    again = say("The ticket of {n}, in a shell:", "El boleto del {n}, en una terminal:", n=first)
    how.append(look.paragraph(visit.say(again), " ", look.command(shell_line(found.seed, first))))
    rows = [[str(code), look.fingerprint(ticket(found.seed, code))] for code in found.items[:SHOWN_TICKETS]]
    headers = [visit.say(words.NUMBER), visit.say(say("Ticket", "Boleto"))]
    caption = say(
        "Tickets of the first {n} items drawn", "Boletos de los primeros {n} elementos sorteados", n=len(rows)
    )
    how.append(look.table(headers, rows, visit.say(caption)))
    look.show(
        look.details(
            visit.say(say("How it was drawn, and how to do it again", "Cómo se sorteó y cómo repetirlo")),
            look.join(*how),
        )
    )


def on_record(visit: Visit, entry: Entry) -> None:
    """One sample on record."""
    found = standing_of(visit.reading.assessment, entry, visit.reading.on)
    sample = found.sample
    frame.heading(f"{records.when(visit, sample)}: {sample.listed}", 3)
    address = visit.address("samples", frame=str(sample.frame), size=str(sample.size), seed=sample.seed)
    again = look.link(address, visit.say(say("Draw it again here", "Sortearla otra vez aquí")))
    pairs: list[tuple[str, str]] = [
        (visit.say(say("List, drawn, seed", "Lista, sorteados, semilla")), f"{sample.frame:,}; {sample.size:,}; “{sample.seed}”"),
        (visit.say(say("Items", "Elementos")), look.join(", ".join(map(str, sorted(sample.items))), look.Safe("<br>"), look.strong(visit.say(SAME if found.same else DIFFERS)), ". ", again)),
        (visit.say(words.SOURCE), look.join(records.cited(visit, sample), links.entry(visit, entry))),
    ]  # fmt: skip
    for each in found.judged:
        pairs.append((visit.say(JUDGED), _judged(visit, found, each)))
    if not found.judged and entry.counts:
        pairs.append((visit.say(JUDGED), visit.say(NO_CHECK)))
    look.show(look.definition_list(pairs))


def _judged(visit: Visit, found: OnRecord, each: Judged) -> look.Safe:
    """How far a sample is judged for a check."""
    obligation = each.check.obligation
    link = links.obligation(visit, obligation)
    asks = say(
        "What the check asks: {check} On {d}, from all records:",
        "Lo que pide la comprobación: {check} Al {d}, con todos los registros:",
        check=each.check.criterion.title,
        d=day(visit.reading.on),
    )
    stands = badge(visit, each.check.outcomes.at(visit.reading.on))
    told = visit.say(judged_text(found, each, visit))
    # What the check asks is no finding: how it stands is said beside it.
    return look.join(told, " ", link, look.Safe("<br>"), look.quiet(visit.say(asks)), " ", stands)


def judged_text(found: OnRecord, each: Judged, visit: Visit) -> Text:
    """How many of how many items are judged by the day shown, and how many of these “yes”."""
    if each.wrong is not None:
        return say("Counts for nothing here: {why}.", "Aquí no cuenta: {why}.", why=each.wrong)
    size = found.sample.size
    return say(
        "Judged by {d}: {n} of {size}, {yes} of these “yes”; asked for: “yes” on at least {percent}% of the {size}.",
        "Valorados hasta el {d}: {n} de {size}, {yes} de ellos con «sí»; se pide «sí» en al menos el {percent}% de los {size}.",
        percent=each.percent,
        d=day(visit.reading.on),
        n=size - len(each.waiting),
        size=size,
        yes=each.yes,
    )
