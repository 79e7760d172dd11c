"""What would move next: the records that would close most checks, each set as the checks themselves would then come out."""

from compliance.next_moves import Candidate
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import choices, frame, moves, paging
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
SIZE = 10
ABOUT = say(
    "Each of these is a set of records or reviews that would close open checks. It was tried: we put them in, worked the "
    "checks out anew, and list what then came out, for better and for worse. Nothing of this is recorded.",
    "Cada uno es un conjunto de registros o revisiones que cerraría comprobaciones abiertas. Se probó: los incluimos, "
    "volvimos a calcular las comprobaciones y mostramos el resultado, a favor y en contra. Nada de esto queda registrado.",
)
NOT_A_FINDING = say(
    "It says what our checks would say, not what the monitor would find: only the monitor determines. A record counts only "
    "if it is true; bring what exists and do what is still to be done.",
    "Dice qué dirían nuestras comprobaciones, no qué concluiría el supervisor: solo el supervisor determina. Un registro "
    "cuenta solo si es verdadero; aporte lo que existe y haga lo que falta por hacer.",
)
ORDER = say(
    "First what promises to close most checks for each thing to do; of equals, what is due first. Ten are worked out at a time.",
    "Primero lo que promete cerrar más comprobaciones por cada cosa que hacer; si empatan, lo que vence antes. Se calculan de "
    "diez en diez.",
)
NONE = say(
    "No open check names a record that would close it on this day. Open items says what each one waits for.",
    "Ninguna comprobación abierta nombra un registro que la cerraría en este día. Asuntos pendientes dice qué espera cada una.",
)
NONE_HERE = say(
    "None of the sets on this page closes a check by itself: something else on record stands in the way.",
    "Ninguno de los conjuntos de esta página cierra una comprobación por sí solo: otra cosa del registro lo impide.",
)


def main() -> None:
    frame.heading(visit.say(PAGES["next_moves"].title), 1)
    look.show(look.paragraph(visit.say(ABOUT)))
    look.show(look.paragraph(visit.say(NOT_A_FINDING)))
    every = moves.moves_of(visit)
    promising = moves.candidates(visit, every)
    holders = sorted({holder for candidate in promising for holder in holders_of(candidate)})
    options = {key: visit.named(key) for key in holders}
    holder = choices.pick(visit, "holder", words.WITH, options) if holders else None
    found = [c for c in promising if holder in (None, *holders_of(c))]
    if not found:
        frame.empty(visit.say(NONE))
        look.show(
            look.paragraph(look.link(visit.address("open_items"), visit.say(PAGES["open_items"].title)))
        )
        return
    look.show(look.paragraph(look.quiet(visit.say(ORDER))))
    part = paging.page_of(found, size=SIZE)
    shown = moves.reckon(visit, every, part.items)
    for move in shown:
        moves.block(visit, move)
    if not shown:
        frame.empty(visit.say(NONE_HERE))
    paging.pager(visit, part)


def holders_of(candidate: Candidate) -> tuple[str, ...]:
    """With whom the things lie that it takes."""
    return tuple(wants.finding.act.holder for wants in candidate.wants if wants.finding.act)


main()
