"""How outcomes come about, in words: made from the table and the rules that the program runs.

The page of the dashboard and METHODOLOGY.md are both made from these parts.
"""

from typing import NamedTuple

from compliance.catalogue import DUES
from compliance.outcomes import COMBINED, Outcome
from compliance.parameters import Parameter
from compliance.rules import RULES, Rule
from compliance.rules.rule import FAMILIES
from compliance.sentences import Text, listing, same, say


def _t(en: str, es: str) -> Text:
    return Text(en=en, es=es)


class Section(NamedTuple):
    """A part of the method in sentences."""

    title: Text
    sentences: tuple[Text, ...]


TITLE = _t("How we judge", "Cómo lo comprobamos")
OUTCOMES = _t("The outcomes, first that holds", "Los resultados: vale el primero que se cumple")
NUMBER, STATUS, WHEN = _t("No.", "N.º"), _t("Status", "Estado"), _t("When", "Cuándo")
BASIS = _t("Basis", "Base")
RULES_TITLE = _t("The rules", "Las reglas")
CHECKS = _t("What is checked", "Qué se comprueba")
READS = _t("It reads records of these kinds", "Lee registros de estos tipos")
PERSON = _t("What a person must still judge", "Qué debe valorar aún una persona")
DUE = _t("Due", "Fecha límite")
PARAMETER, WRITTEN, MEANS = (
    _t("Parameter", "Parámetro"),
    _t("Written as", "Se escribe"),
    _t("Meaning", "Significado"),
)
UNLESS = _t("Unless given", "Si falta")
REQUIRED = _t("must be given", "debe darse")
OF_THE_CRITERION = _t("as the catalogue says for each check", "lo que el catálogo diga de cada comprobación")


def combination() -> Text:
    """How the outcomes of several checks combine, in words."""
    return say(
        "Of several checks, the first of these speaks for the obligation or the level: {order}. So “{met}” stands only "
        "where every check is “{met}” or “{out}”, and at least one is “{met}”.",
        "De varias comprobaciones, la primera de estas habla por la obligación o el nivel: {order}. Así, «{met}» vale "
        "solo donde cada comprobación es «{met}» o «{out}», y al menos una es «{met}».",
        order=Text(
            en=", ".join(outcome.words.en for outcome in COMBINED),
            es=", ".join(outcome.words.es for outcome in COMBINED),
        ),
        met=Outcome.MET.words,
        out=Outcome.NOT_APPLICABLE.words,
    )


ASKS_AND_GIVES = Section(
    _t("How a check works", "Cómo funciona una comprobación"),
    (
        _t(
            "Each rule says what is asked, from which day to which, and what each record gives, from which day to which. A "
            "thing is filled on a day while what is given then weighs at least what is asked then.",
            "Cada regla dice qué se pide, de qué día a qué día, y qué aporta cada registro, de qué día a qué día. Algo está "
            "cubierto un día mientras lo aportado pese al menos lo pedido.",
        ),
        _t(
            "A record counts from the day of the fact, not from the day on which it was recorded or accepted.",
            "Un registro cuenta desde el día del hecho, no desde el día en que se registró o aceptó.",
        ),
        _t(
            "A value that an order changed has a day from which it held: what has a day of its own is tested by the value of "
            "that day; what is asked all along changes on the day of the order.",
            "Un valor que una orden cambió tiene un día desde el que rigió: lo que tiene día propio se comprueba con el valor "
            "de ese día; lo que se pide de continuo cambia el día de la orden.",
        ),
    ),
)
SILENCE = Section(
    _t("What silence means", "Qué significa el silencio"),
    (
        _t(
            "That nothing is on record does not say that nothing was done. What it counts for is the catalogue's to say, for "
            "all checks or for one: nothing by a known due date is either “not shown by the due date”, where the burden of "
            "proof lies with the body, or “cannot tell”, where nobody promises that the record is complete.",
            "Que nada conste no dice que nada se hizo. Lo que cuenta lo dice el catálogo, para todas las comprobaciones o para "
            "una: si nada consta a una fecha límite conocida, es «no consta a la fecha límite», si la carga de la prueba es del "
            "organismo, o «no hay datos suficientes», si nadie promete que el registro esté completo.",
        ),
        _t(
            "A search that somebody made and that found nothing is cited; it fills nothing. A “no” on record from somebody "
            "with the standing to answer is no silence.",
            "Una búsqueda que alguien hizo sin hallar nada se cita; no cuenta como prueba. Un «no» registrado de alguien con "
            "autoridad para responder no es silencio.",
        ),
    ),
)
DAYS = Section(
    _t("Days", "Días"),
    (
        _t(
            "Each page has two days: the day that is looked at, and the day by which things were known.",
            "Cada página tiene dos días: el día que se mira y el día hasta el cual se conocían las cosas.",
        ),
        _t(
            "A vague day counts from its last possible day and ends on its first. Where that decides, the outcome is “cannot "
            "tell”.",
            "Un día impreciso cuenta desde su último día posible y termina en el primero. Si eso decide, el resultado es «no "
            "hay datos suficientes».",
        ),
        _t(
            "Days between are end minus start: 13 to 28 June is 15.",
            "Los días entre fechas son fin menos inicio: del 13 al 28 de junio son 15.",
        ),
        _t(
            "What was announced is not what was held. A claim of a number fills nothing. An inferred fact fills nothing.",
            "Lo anunciado no es lo celebrado. Una afirmación de un número no cuenta como prueba. Un hecho inferido tampoco.",
        ),
    ),
)
DEADLINES = Section(
    _t("Due dates", "Fechas límite"),
    (
        _t(
            "A due date moves only by an instrument of a kind that the catalogue lets decide, such as a court order, from the "
            "day on which that acts. What was late before stays late on those days, unless the court dates the order back.",
            "Una fecha límite solo se mueve por un instrumento de un tipo que el catálogo deja decidir, como una orden "
            "judicial, desde el día en que surte efecto. Lo que antes era tardío lo sigue siendo en esos días, salvo que el "
            "tribunal dé efecto retroactivo a la orden.",
        ),
        _t(
            "On the due date it is not yet late; something is asked from the day after. What came later is “shown”, with the "
            "number of days it was late.",
            "En la fecha límite aún no es tarde; algo se pide desde el día siguiente. Lo que llegó después «consta», con los "
            "días de retraso.",
        ),
        _t(
            "Where a due date is not known, nothing is called late or not shown by it: the outcome is “cannot tell”, and the "
            "date is named as what would tell.",
            "Si una fecha límite no se conoce, nada se da por tardío ni por no constar a esa fecha: el resultado es «no hay "
            "datos suficientes» y se nombra la fecha como lo que lo diría.",
        ),
        say(
            "Where a check has no day of its own, the catalogue says one of these of its due date: {dues}.",
            "Si una comprobación no tiene día propio, el catálogo dice una de estas cosas de su fecha límite: {dues}.",
            dues=Text(en="; ".join(t.en for t in DUES.values()), es="; ".join(t.es for t in DUES.values())),
        ),
    ),
)
DIFFERENCES = Section(
    _t("Where sources differ", "Dónde difieren las fuentes"),
    (
        _t(
            "Records can differ only where they are marked as being about one and the same thing. Days differ where no day "
            "fits both. Of two lists the longer one may only say more.",
            "Los registros solo pueden diferir si están marcados como sobre una misma cosa. Los días difieren si ningún día "
            "cabe en ambos. De dos listas, la más larga puede solo decir más.",
        ),
        _t(
            "It is “sources differ” only where which one is right decides the outcome; both are shown. It ends with a review "
            "or a correction.",
            "Es «las fuentes difieren» solo si de cuál sea la correcta depende el resultado; se muestran ambas. Termina con "
            "una revisión o una corrección.",
        ),
        _t(
            "What was inferred contradicts nothing. Claims of a number fill nothing; they agree within the tolerance that "
            "“about” was read as, and an earlier count of what only grows is no contradiction.",
            "Lo inferido no contradice nada. Las afirmaciones de un número no cuentan como prueba; coinciden dentro del margen "
            "con que se leyó «unos», y un conteo anterior de lo que solo crece no es contradicción.",
        ),
    ),
)
REVIEWS = Section(
    _t("Reviews", "Revisiones"),
    (
        _t(
            "A record counts unless a person's review rejected it. Where a check says so, only accepted records count. The "
            "latest review by record number holds.",
            "Un registro cuenta salvo que una revisión lo haya rechazado. Si una comprobación lo dice, solo cuentan los "
            "aceptados. Vale la última revisión por número de registro.",
        ),
        _t(
            "The correction of a rejected record waits for a review of its own. Where records that wait would change the "
            "outcome in either direction, it is “needs a person”.",
            "La corrección de un registro rechazado espera su propia revisión. Si los registros en espera cambiarían el "
            "resultado en algún sentido, es «debe decidirlo una persona».",
        ),
    ),
)
SET_ASIDE = Section(
    _t("Records that are not public, and damaged files", "Registros no públicos y archivos dañados"),
    (
        _t(
            "What the public sees is computed on public records alone, so that anyone can compute it too. Where all records "
            "would give another outcome, the public answer is “cannot tell”, with the number, kind, day of recording and hash of "
            "those records and nothing else of them.",
            "Lo que ve el público se calcula solo con registros públicos, para que cualquiera pueda calcularlo. Si todos los "
            "registros darían otro resultado, la respuesta pública es «no hay datos suficientes», con el número, tipo, día de "
            "registro y hash de esos registros y nada más.",
        ),
        _t(
            "A record whose file is no longer what was recorded is treated likewise, for everybody.",
            "Un registro cuyo archivo ya no es el que se registró se trata igual, para todos.",
        ),
    ),
)
ENDS = Section(
    _t("When a duty may have ended", "Cuándo un deber puede haber terminado"),
    (
        _t(
            "Only a court order, a stipulation or another act of a kind that the catalogue lets end the duty ends it.",
            "Solo pone fin a un deber una orden judicial, una estipulación u otro acto de un tipo que el catálogo permita.",
        ),
        _t(
            "After another event that leaves open whether a duty goes on, nothing is counted as shown by mere continuation: a "
            "person is asked. Such an event alone makes nothing shown, not shown or not applicable.",
            "Tras otro hecho que deja abierto si un deber continúa, nada se da por cierto por mera continuación: se pregunta a "
            "una persona. Ese hecho por sí solo no hace que algo conste, no conste o no aplique.",
        ),
    ),
)
LEVELS = Section(
    _t("Levels", "Niveles"),
    (
        _t(
            "The levels are the decree's own. The checks at one level combine as those of an obligation do. What they come to "
            "is no determination of the monitor: the monitor's levels stand beside them, as reported, and are never computed.",
            "Los niveles son los del decreto mismo. Las comprobaciones de un nivel se combinan como las de una obligación. Lo "
            "que resulta no es una determinación del supervisor: sus niveles figuran al lado, según se informaron, y nunca se "
            "calculan.",
        ),
        _t(
            "A higher level never outranks a lower one that is not shown, and a level that nothing checks stops the climb. "
            "A sustainment period is counted from court instruments alone: what none of them says is unknown.",
            "Un nivel superior nunca prevalece sobre uno inferior que no consta, y un nivel que nada comprueba detiene la "
            "subida. Un periodo de mantenimiento se cuenta solo por instrumentos del tribunal: lo que ninguno dice se "
            "desconoce.",
        ),
    ),
)
SECTIONS = (ASKS_AND_GIVES, SILENCE, DAYS, DEADLINES, DIFFERENCES, REVIEWS, SET_ASIDE, ENDS, LEVELS)
"""The method in sentences, in the order in which it is told; the table of outcomes and `combination` stand before."""


def kinds_read(rule: type[Rule]) -> Text:
    """The kinds of evidence that a rule reads."""
    return listing([Text(en=kind.kind_text[0], es=kind.kind_text[1]) for kind in rule.reads])


def due(rule: type[Rule]) -> Text:
    """When what a rule asks is due."""
    return DUES[rule.own_due] if rule.own_due else OF_THE_CRITERION


def by_family() -> list[tuple[Text, list[type[Rule]]]]:
    """Every rule under the name of its family."""
    return [
        (words, [rule for rule in RULES.values() if rule.family == family])
        for family, words in FAMILIES.items()
    ]


def parameter_row(parameter: Parameter) -> tuple[Text, Text, Text, Text]:
    """A parameter's name, how it is written, what holds unless it is given, and its meaning."""
    return same(parameter.name), parameter.written, parameter.unless_given or REQUIRED, parameter.means


PARAMETER_HEADS = (PARAMETER, WRITTEN, UNLESS, MEANS)
