"""The words of the pages, in the languages of the public. Outcomes, bases and sentences have theirs in `compliance`."""

from compliance.access import Holds
from compliance.methodology import TITLE
from compliance.sentences import Text


def _t(en: str, es: str) -> Text:
    return Text(en=en, es=es)


OVERVIEW = _t("Overview", "Resumen")
OBLIGATIONS = _t("Obligations", "Obligaciones")
OBLIGATION = _t("Obligation", "Obligación")
GAPS = _t("Gaps", "Lo que falta")
TIMELINE = _t("Timeline", "Línea de tiempo")
DIFFERENCES = _t("Where sources differ", "Dónde difieren las fuentes")
REPORTS = _t("Monitor’s reports", "Informes del supervisor")
METHOD = TITLE
THE_RECORD = _t("The record", "El registro")

PUBLISHED_BY = _t("Published by {who}.", "Publicado por {who}.")
NO_PUBLISHER = _t(
    "Pilcrow is an independent program that sets public documents against checks. Whoever runs this copy has not given a name.",
    "Pilcrow es un programa independiente que compara documentos públicos con comprobaciones. Quien opera esta copia no ha "
    "dado su nombre.",
)
CORRECTIONS = _t("To report an error: {where}", "Para informar de un error: {where}")
NO_CORRECTIONS = _t(
    "Corrections: this copy has no address of its own. Whoever runs it can set one; the record’s files stand in data/ of the "
    "repository, each with its source, and changes to them can be proposed there.",
    "Correcciones: esta copia no tiene dirección propia. Quien la opera puede fijar una; los archivos del registro están en "
    "data/ del repositorio, cada uno con su fuente, y allí se pueden proponer cambios.",
)
AS_OF = _t("As of {day}. Sources: {sources}", "Al {day}. Fuentes: {sources}")
PLAIN = _t("In plain words", "En palabras sencillas")
CHANGE_DAY = _t("Look at another day", "Ver otra fecha")
ON = _t("On which day? (year-month-day)", "¿En qué día? (año-mes-día)")
KNOWN = _t(
    "Known by which day, or up to which record number? (empty: now)",
    "¿Conocido hasta qué día o número de registro? (vacío: ahora)",
)
BY = _t("“Known” counts", "«Conocido» cuenta")
BY_RECORD = _t("what this record held", "lo que contenía este registro")
BY_SOURCE = _t("what sources had said", "lo que habían dicho las fuentes")
NARROW = _t("Narrow", "Filtrar")
SHOW = _t("Show", "Mostrar")
BACK_TO_TODAY = _t("Back to today", "Volver a hoy")
NOT_SHOWN = _t("This cannot be shown", "Esto no se puede mostrar")
WAY_BACK = _t("Show today instead", "Mostrar el día de hoy")

WHERE_EACH_STANDS = _t("Where each obligation stands", "Cómo está cada obligación")
BASIS = _t("Basis", "Base")
COUNT = _t("Obligations", "Obligaciones")
COUNT_OF_PARAGRAPHS = _t("Paragraphs, of how many", "Párrafos, de cuántos")
OUTCOMES = _t("Outcomes", "Resultados")
STATUS = _t("Status", "Estado")
RESPONSIBLE = _t("Responsible body", "Organismo a cargo")
WITH = _t("Next step with", "A quién le toca ahora")
NEXT_ACT = _t("Next act", "Qué se puede hacer")
MISSING = _t("What is missing", "Qué falta")
BEHIND = _t("The records behind this", "En qué registros se basa")
ALSO_CITED = _t("See also", "Vea también")
SUPPORTS = _t("What supports it", "Qué lo respalda")
WHY = _t("Why", "Por qué")
CHECK = _t("Check", "Comprobación")
CHECKS = _t("What was checked", "Qué se comprobó")
LEVEL = _t("Level", "Nivel")
MEANS = _t("What it means", "Qué significa")
HERE = _t("By this record’s checks", "Según las comprobaciones de este registro")
MONITOR_FOUND = _t("The monitor’s findings", "Conclusiones del supervisor")
SUSTAINMENT = _t("Sustainment, as the court’s orders say", "Mantenimiento, según las órdenes del tribunal")
OPEN_QUESTION = _t("An open question", "Una pregunta abierta")
HOW_IT_CAME = _t("How it came to be so", "Cómo ha cambiado")
OTHERS_FOUND = _t("What others found or said", "Qué hallaron o dijeron otros")
THEY_SAID = _t("What the responsible body said", "Qué dijo el organismo responsable")
EVIDENCE = _t("Records on this", "Registros sobre esto")
QUESTIONS = _t("Three questions you can ask", "Tres preguntas que puede hacer")
ABOUT = _t("About this obligation", "Sobre esta obligación")
IN_FORCE_FROM = _t("Shown by a source from", "Una fuente lo muestra desde")
UNKNOWN = _t("unknown", "desconocido")
DUE = _t("Due", "Fecha límite")
PARAGRAPHS = _t("Paragraphs", "Párrafos")
WORDS_QUOTED = _t(
    "the decree’s words, as quoted by the source", "palabras del decreto, citadas por la fuente"
)
SUMMARY_ONLY = _t("summary, not the decree’s words", "resumen, no el texto del decreto")
SOURCES = _t("Sources", "Fuentes")
SOURCE = _t("Source", "Fuente")
PARTIES = _t("Parties", "Partes")
CITE = _t("Link to this page as it stands", "Enlace a esta página tal como está")
KEY = _t("Key", "Clave")
KIND = _t("Kind", "Tipo")
DAY = _t("Day", "Día")
RECORD = _t("Record", "Registro")
HEAD = _t("head", "cabeza")
RECORDED = _t("Recorded", "Registrado")
AFTERWARDS: dict[str, Text] = {
    "corrected by": _t("Corrected by record", "Corregido por el registro"),
    "withdrawn by": _t("Withdrawn by record", "Retirado por el registro"),
    "redacted by": _t("Its content was removed by record", "Su contenido fue eliminado por el registro"),
    "accepted by": _t("Accepted by the monitor, record", "Aceptado por el supervisor, registro"),
    "rejected by": _t("Rejected by the monitor, record", "Rechazado por el supervisor, registro"),
}
ANSWERS = _t("Answers of those concerned", "Respuestas de los interesados")
STANCE = _t("Stance", "Postura")
IN_THEIR_WORDS = _t("In their words", "En sus palabras")
ABOUT_WHAT = _t("About", "Sobre")
RECORDED_AS = _t("Recorded as", "Registrado como")
HASH = _t("Hash", "Código")
NOTES = _t("Notes", "Notas")
FROM_DAY = _t("From", "Desde")
TO_DAY = _t("To", "Hasta")
CHANGED = _t("What changed, and why", "Qué cambió y por qué")
NOBODY = _t("no one holds a step", "nadie tiene un paso")
COUNTED = _t("What is counted", "Qué se cuenta")
NUMBER = _t("Number", "Número")
PERIOD = _t("Period", "Periodo")
SAID_BY = _t("Who says so", "Quién lo dice")
THEY_DIFFER = _t("Where they differ", "En qué difieren")
SAYS = _t("What it says", "Qué dice")
REPORT = _t("Report", "Informe")
FILED_BY = _t("Filed by", "Presentado por")
FILED = _t("Filed or reported", "Presentado o reportado")
FAMILY = _t("Family", "Familia")
NOT_LINKED = _t("copy, not linked", "copia, sin enlace")
QUALITY = {
    "original": _t("the body’s own publication", "publicación del propio organismo"),
    "copy": NOT_LINKED,
    "secondary": _t("a report by somebody else", "lo dice otra fuente"),
}
INFERRED = _t("Inferred, so it does not count as proof: {what}", "Inferido, no cuenta como prueba: {what}")
UNDATED = _t("no day given", "sin fecha")
CLOSED_TO_YOU = _t(
    "This page is for people who work on the case, and it does not open to you as you are here now. If you have such a role, "
    "sign in; if you have signed in, ask the administrator of this copy for the role.",
    "Esta página es para quienes trabajan en el caso y no se abre tal como usted está aquí ahora. Si tiene esa función, inicie "
    "sesión; si ya lo hizo, pida la función a quien administra esta copia.",
)
NOT_RECORDED = _t("Nothing was recorded.", "No se registró nada.")
MOVED_ON = _t(
    "The record has moved on since you opened this.", "El registro cambió desde que usted abrió esto."
)
MENU = _t("All pages", "Todas las páginas")
NO_SUCH_PAGE = _t("There is no such page", "No encontramos esa página")
TO_THE_OVERVIEW = _t("To the overview", "Ir al resumen")
ALL_OBLIGATIONS = _t("See all obligations", "Ver todas las obligaciones")
IN_SHORT = _t(
    "“Cannot tell” does not say that a promise was broken: it says that the public documents read here do not settle it. Each "
    "page says what would, and gives three questions that you can ask.",
    "«No hay datos suficientes» no dice que se incumplió: dice que los documentos públicos leídos aquí no lo aclaran. Cada "
    "página dice qué lo aclararía y da tres preguntas que usted puede hacer.",
)
ON_THIS_PAGE = _t("On this page", "En esta página")
NO_BLAME = _t(
    "This does not say that a promise was broken: the public documents read here do not settle it.",
    "Esto no dice que se incumplió una promesa: los documentos públicos leídos aquí no lo aclaran.",
)
CAN_I_COMMENT = _t("Can I comment now?", "¿Puedo opinar ahora?")
LATER = _t("after the day shown", "posterior al día mostrado")
THE_DAY = _t("the day shown", "el día mostrado")
HOLDS: dict[Holds, Text] = {
    "source": _t("source", "fuente"),
    "catalogue_revision": _t("revision of the catalogue", "revisión del catálogo"),
    "evidence": _t("evidence", "prueba"),
    "review": _t("review", "revisión"),
    "team_note": _t("note of the monitor’s team", "nota del equipo supervisor"),
    "determination": _t("determination of the monitor", "determinación del supervisor"),
    "report_total": _t("totals of a report", "totales de un informe"),
    "response": _t("response", "respuesta"),
    "open_item_event": _t("note on an open item", "nota sobre algo pendiente"),
    "production": _t("production", "entrega"),
    "person": _t("person", "persona"),
    "role": _t("role", "rol"),
    "file_check": _t("check of a file", "comprobación de un archivo"),
    "redaction": _t("redaction", "eliminación de contenido"),
}
"""What a row of the record holds, in words."""
IN_ENGLISH = _t("", "Los registros siguientes están en inglés, como se escribieron.")
