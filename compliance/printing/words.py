"""The labels of what is printed, in the languages of the public."""

from compliance.rules.rule import ActKind
from compliance.sentences import Text, say


def fill(label: Text, **parts: object) -> Text:
    """A label with its parts filled in."""
    return say(label.en, label.es, **parts)


def _t(en: str, es: str) -> Text:
    return Text(en=en, es=es)


WRITTEN_FOR = _t("Written for {d}.", "Escrito para el {d}.")
COUNTS = _t("Obligations, counted per basis", "Obligaciones, contadas por base")
BEGINS = _t("from {d}", "desde el {d}")
BEGINS_UNKNOWN = _t("from a day that is not known", "desde un día que no se conoce")
LEVEL = _t("Level ", "Nivel ")
MONITOR_ON = _t("The monitor on {n}: ", "El supervisor sobre {n}: ")
MONITOR = _t("The monitor: ", "El supervisor: ")
OTHER_LEVELS = _t(
    "The monitor’s levels for other paragraphs, as reported",
    "Niveles del supervisor para otros párrafos, según se informó",
)
OTHER_LEVELS_ARE = _t(
    "These are the monitor’s levels as others report them. No check of this program entered them.",
    "Son niveles del supervisor según los informan otros. Ninguna revisión de este programa influye en ellos.",
)
RESTS_ON = _t("Rests on ", "Se apoya en ")
CITES = _t("Cites ", "Cita ")
RECORD = _t("record {n}", "registro {n}")
NAMED = _t("The records named above:", "Los registros citados arriba:")
SAID_BY = _t("Said by {who}. Source: {outlet}, “{title}”", "Dicho por {who}. Fuente: {outlet}, «{title}»")
UNDATED = _t("no day given", "sin día")
MISSING = _t("Missing: ", "Falta: ")
DUE = _t("Due: ", "Fecha límite: ")
RULE = _t(
    "Rule: {rule}, with parameters from the source {source}.",
    "Regla: {rule}, con parámetros de la fuente {source}.",
)
NEXT = _t("Next step ({kind}), with {who}: ", "Siguiente paso ({kind}), con {who}: ")
ACTS: dict[ActKind, Text] = {
    "do": _t("do it", "hacerlo"),
    "supply": _t("supply proof", "aportar prueba"),
    "ask": _t("ask", "preguntar"),
    "none": _t("none can cure this", "nada puede subsanarlo"),
}
QUESTIONS = _t("Three questions you can ask:", "Tres preguntas que puede hacer:")

STEPS_RUN = _t(
    "Steps run from {first}, when the decree took effect, to {last}, the horizon: {reach}. "
    "Days after {known} show what follows if nothing more is recorded. Each sentence is that of its step's first "
    "day.",
    "Los pasos van del {first}, cuando el decreto entró en vigor, al {last}, el horizonte: {reach}. "
    "Los días posteriores al {known} muestran lo que sigue si no se registra nada más. Cada frase es la "
    "del primer día de su paso.",
)
ALL_TOGETHER = _t("All its checks together", "Todas sus revisiones juntas")
FROM_TO = _t("{a} to {b}", "Del {a} al {b}")

OPEN_ITEMS = _t("Open items", "Asuntos abiertos")
OPEN_COUNT = _t("{n} open: {holders}.", "{n} abiertos: {holders}.")
WITH_N = _t("{n} with {who}", "{n} con {who}")
NONE_OPEN = _t("Nothing open matches this.", "Nada abierto coincide con esto.")
LEFT_OUT = _t(
    "Left out: {n} open without one known due date; without --due-before they are shown.",
    "Se omiten {n} abiertos sin una fecha límite conocida; sin --due-before se muestran.",
)
NOT_CHECKED = _t("Not checked", "No revisado")
NOT_CHECKED_OMITTED = _t(
    "Nobody holds a step for what is not checked; pilcrow gaps, without --holder and --due-before, lists it.",
    "Nadie tiene un paso para lo no revisado; pilcrow gaps, sin --holder ni --due-before, lo muestra.",
)
