"""The parameters of the rules as a person reads them: what each one means, and how the catalogue writes it.

A rule whose parameter means something of its own says so itself, under `means`; what several rules share stands here.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from compliance.dated import Dated, Value
from compliance.rules import Rule
from compliance.sentences import NOTHING, Text, same, say


def _t(en: str, es: str) -> Text:
    return Text(en=en, es=es)


MEANINGS: Mapping[str, Text] = {
    "subject": _t("What the records that it reads are about.", "De qué tratan los registros que lee."),
    "at_least": _t("The fewest that are enough.", "El menor número que basta."),
    "at_least_days": _t("The fewest days that are enough.", "El menor número de días que basta."),
    "about": _t(
        "How far short of a number that was given as “about” still agrees with it.",
        "Cuánto puede faltar para un número dado como «unos» y aún coincidir con él.",
    ),
    "first": _t("The first day that is looked at.", "El primer día que se mira."),
    "last": _t("The last day that is looked at.", "El último día que se mira."),
    "percent": _t("Of a hundred, how many are asked for.", "De cada cien, cuántos se piden."),
    "groups": _t("Each of these groups is asked for.", "Se pide cada uno de estos grupos."),
    "topics": _t("Each of these topics is asked for.", "Se pide cada uno de estos temas."),
    "items": _t("Each of these things is asked for.", "Se pide cada una de estas cosas."),
    "between": _t("The bodies that must be parties to it.", "Los organismos que deben ser partes."),
    "while_assigned": _t(
        "The roster: only days on which it shows an officer assigned are asked for.",
        "La lista: solo se piden los días en que muestra a un policía asignado.",
    ),
    "roster": _t("The subject of the roster.", "De qué trata la lista."),
    "policy": _t(
        "The subject of the policy whose versions count.", "De qué trata la política cuyas versiones cuentan."
    ),
    "grace_days": _t(
        "So many days more before anything is late.", "Tantos días más antes de que algo llegue tarde."
    ),
    "within_days": _t(
        "In so many days it must be done; without it the due date is unknown.",
        "En tantos días debe hacerse; sin ello la fecha límite se desconoce.",
    ),
    "fresh_days": _t(
        "For so many days one dated look counts.", "Durante tantos días vale una constancia fechada."
    ),
    "limit_days": _t(
        "So many days old it may be, and no older.", "Los días de antigüedad que puede tener, y no más."
    ),
    "every": _t("The calendar period that each report is for.", "El periodo natural de cada informe."),
    "under": _t(
        "The subject of an agreement: only periods that lie wholly within one on record are asked for.",
        "De qué trata un acuerdo: solo se piden los periodos que caen por completo dentro de uno registrado.",
    ),
    "asked_of": _t(
        "The body that was asked; without it, any.", "El organismo al que se preguntó; sin ello, cualquiera."
    ),
    "question": _t(
        "The key of the question, which a judgement names.",
        "La clave de la pregunta, que la valoración nombra.",
    ),
    "asks": _t("The question itself.", "La pregunta misma."),
    "by": _t("Who may judge, where a source says so.", "Quién puede valorar, si una fuente lo dice."),
    "columns": _t("The columns that it must have.", "Las columnas que debe tener."),
    "grain": _t("What one row must stand for.", "Lo que debe representar una fila."),
    "minors": _t(
        "Whether minors must be counted; data on adults alone never shows it.",
        "Si deben contarse los menores; datos solo de adultos nunca lo muestran.",
    ),
    "dictionary": _t(
        "Whether a description of the columns must be published, or match them too.",
        "Si debe publicarse una descripción de las columnas, o además coincidir con ellas.",
    ),
    "blanks": _t(
        "Whether it must say what an empty cell means.", "Si debe decir qué significa una celda vacía."
    ),
    "period": _t("Whether it must cover its period whole.", "Si debe abarcar todo su periodo."),
    "licence": _t("Whether it must name the terms of its use.", "Si debe nombrar sus condiciones de uso."),
    "address": _t("Whether its public address must be known.", "Si debe conocerse su dirección pública."),
    "small_cells": _t(
        "Whether small counts must be suppressed, so that subtraction does not recover them.",
        "Si deben ocultarse los conteos pequeños, sin que una resta los recupere.",
    ),
    "parts": _t("Each of these parts is asked for.", "Se pide cada una de estas partes."),
    "cites": _t(
        "The paragraphs that a version must name, each of them.",
        "Los párrafos que una versión debe nombrar, todos.",
    ),
    "channel": _t(
        "What the public must be able to reach, where that is not the text in force.",
        "Lo que el público debe poder alcanzar, si no es el texto vigente.",
    ),
    "methods": _t(
        "Each of these ways of judging is asked for.", "Se pide cada una de estas maneras de valorar."
    ),
    "kind": _t("The kind of record that it reads.", "El tipo de registro que lee."),
    "start": _t(
        "The day from which is counted, by its name in the record.",
        "El día desde el que se cuenta, con su nombre en el registro.",
    ),
    "end": _t(
        "The day up to which is counted, by its name in the record.",
        "El día hasta el que se cuenta, con su nombre en el registro.",
    ),
    "at_most_days": _t("The most days that are allowed.", "El mayor número de días permitido."),
    "what": _t("The thing itself, in words.", "La cosa misma, en palabras."),
    "thing": _t(
        "The key of the one real thing whose records count; without it, any of the kind.",
        "La clave de la única cosa real cuyos registros cuentan; sin ello, cualquiera de ese tipo.",
    ),
    "fact": _t(
        "Which day of the record counts, by its name there.",
        "Qué día del registro cuenta, con su nombre allí.",
    ),
}
"""What a parameter means in every rule that has one of this name and does not say otherwise."""

ANY_DAY = say("a day, YYYY-MM-DD", "un día, AAAA-MM-DD")
KEY = say("a key", "una clave")
WORDS = say("words", "palabras")
YES_OR_NO = say("yes or no", "sí o no")
BOTH_LANGUAGES = say("a text in both languages", "un texto en ambos idiomas")


class Parameter(NamedTuple):
    """One parameter of a rule: its name, how it is written, what it means, and what holds where it is left out (None:
    it may not be)."""

    name: str
    written: Text
    means: Text
    unless_given: Text | None


def parameters(rule: type[Rule]) -> Iterator[Parameter]:
    """A rule's parameters, in its own order."""
    for name, field in rule.model_fields.items():
        if name == "rule":
            continue
        means = rule.means.get(name) or MEANINGS.get(name, NOTHING)
        written = _written(field.annotation, tuple(field.metadata))
        yield Parameter(field.alias or name, written, means, _unless_given(field))


def _unless_given(field: FieldInfo) -> Text | None:
    if field.is_required():
        return None
    if field.default in (None, ()):
        return say("nothing", "nada")
    value = field.default.values[0].value if isinstance(field.default, Dated) else field.default
    return same(f"{value}")


def _written(annotation: Any, metadata: tuple[Any, ...] = ()) -> Text:
    """How the catalogue writes a value of a type, in words."""
    origin, args = get_origin(annotation), get_args(annotation)
    if metadata_of := getattr(annotation, "__metadata__", None):
        return _written(args[0], (*_unfolded(metadata_of), *metadata))
    if origin in (Union, UnionType):
        return _either([_written(arg, metadata) for arg in args if arg is not NoneType])
    if origin is Literal:
        return _either([same(f"`{arg}`") for arg in args])
    if origin is tuple:
        return say("a list, each: {each}", "una lista, cada una: {each}", each=_written(args[0]))
    if isinstance(annotation, type) and issubclass(annotation, Dated):
        value = _value_of(annotation)
        return say(
            "{value}; or one for each day from which it held",
            "{value}; o una por cada día desde el que rigió",
            value=value,
        )
    if annotation is date:
        return ANY_DAY
    if annotation is bool:
        return YES_OR_NO
    if annotation is int:
        return say("a whole number{limits}", "un número entero{limits}", limits=_limits(metadata))
    if annotation is Text:
        return BOTH_LANGUAGES
    return KEY if any("a-z0-9" in str(part) for part in metadata) else WORDS


def _value_of(dated: type[Dated[Any]]) -> Text:
    """How the value inside a dated one is written."""
    [values] = [arg for arg in get_args(dated.model_fields["values"].annotation) if arg is not Ellipsis]
    assert issubclass(values, Value)
    field = values.model_fields["value"]
    return _written(field.annotation, tuple(field.metadata))


def _unfolded(metadata: tuple[Any, ...]) -> Iterator[Any]:
    for part in metadata:
        yield from part.metadata if isinstance(part, FieldInfo) else (part,)


def _limits(metadata: tuple[Any, ...]) -> Text:
    """The bounds that a reader may run into."""
    least = max((part.ge for part in metadata if isinstance(part, Ge)), default=0)  # type: ignore[type-var]
    most = [part.le for part in metadata if isinstance(part, Le)]
    if any(limit == 100 for limit in most):
        return say(" from {a} to 100", " de {a} a 100", a=least)
    return say(" from {a}", " desde {a}", a=least) if least else NOTHING


def _either(items: list[Text]) -> Text:
    """Choices inside a sentence."""
    if len(items) == 1:
        return items[0]
    head, last = items[:-1], items[-1]
    return say(
        "{head} or {last}",
        "{head} o {last}",
        head=Text(en=", ".join(i.en for i in head), es=", ".join(i.es for i in head)),
        last=last,
    )
