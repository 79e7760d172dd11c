"""The facts on which records can differ, as readers read them. One that is not here is called as data files call it."""

from compliance.sentences import Text


def _t(en: str, es: str) -> Text:
    return Text(en=en, es=es)


FIELDS: dict[str, Text] = {
    "access": _t("who could come", "quién podía asistir"),
    "answer": _t("the answer", "la respuesta"),
    "attendance": _t("attendance", "asistencia"),
    "body": _t("the body", "el organismo"),
    "by": _t("by whom", "por quién"),
    "closes": _t("the last day for comments", "el último día para comentarios"),
    "course": _t("the course", "el curso"),
    "covers": _t("the days it is about", "los días de que trata"),
    "decision": _t("the decision", "la decisión"),
    "disposition": _t("what became of it", "qué se hizo con ello"),
    "draft_of": _t("the version that the draft became", "la versión en que quedó el borrador"),
    "draft_promised": _t("whether a draft was promised", "si se prometió un borrador"),
    "due": _t("the due date", "la fecha límite"),
    "effect": _t("its effect on the duty", "su efecto sobre el deber"),
    "effective": _t("the day it took effect", "el día en que entró en vigor"),
    "ended_by": _t("how it ended", "cómo terminó"),
    "ends": _t("the first day on which it no longer held", "el primer día en que ya no valía"),
    "evaluator": _t("who evaluated", "quién evaluó"),
    "expires": _t("the last day of its term", "el último día de su vigencia"),
    "extended_on": _t("the day the extension was announced", "el día en que se anunció la prórroga"),
    "extended_to": _t("the last day once extended", "el último día tras la prórroga"),
    "happened": _t("the day", "el día"),
    "host": _t("the host", "quién la convocó"),
    "kept_by": _t("who keeps it", "quién la lleva"),
    "last": _t("the last day", "el último día"),
    "last_data_day": _t("the last day in the data", "el último día de los datos"),
    "new_due": _t("the new due date", "la nueva fecha límite"),
    "noticed": _t("the day notice was given", "el día en que se avisó"),
    "number": _t("the number", "el número"),
    "officer": _t("the officer", "el policía"),
    "on_version": _t("the version taught", "la versión enseñada"),
    "place": _t("the place", "el lugar"),
    "posted": _t("what was posted", "qué se publicó"),
    "quorum": _t("whether there was a quorum", "si hubo quórum"),
    "rows": _t("the number of rows", "el número de filas"),
    "same_text_as": _t("the version with the same text", "la versión con el mismo texto"),
    "school": _t("the school", "la escuela"),
    "sessions": _t("how many meetings it stands for", "cuántas reuniones representa"),
    "starts": _t("the first day", "el primer día"),
    "supervisor": _t("who supervises", "quién supervisa"),
    "takes_effect": _t("the day it takes effect", "el día en que surte efecto"),
    "title": _t("the title", "el título"),
    "to": _t("to whom", "a quién"),
    "type": _t("what it is", "qué es"),
}
