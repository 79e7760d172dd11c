"""The outcomes of a check: their words, their order and how they combine. The only place that says so.

The methodology page, the exports and every rule ask this file.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from compliance.sentences import Text

Tone = Literal["blue", "amber", "grey"]


class Outcome(StrEnum):
    """What a rule says of a criterion on one day."""

    NOT_IN_FORCE = "not_in_force"
    RULE_ERROR = "rule_error"
    NOT_APPLICABLE = "not_applicable"
    CONTRADICTED = "contradicted"
    LAPSED = "lapsed"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"
    NEEDS_REVIEW = "needs_review"
    NOT_YET_DUE = "not_yet_due"
    MET = "met"
    NOT_CHECKED = "not_checked"

    @property
    def row(self) -> "Row":
        """Its row of the table."""
        return _BY_OUTCOME[self]

    @property
    def words(self) -> Text:
        """What readers see."""
        return self.row.words

    @property
    def symbol(self) -> str:
        """A neutral shape; never shown without the words."""
        return self.row.symbol

    @property
    def tone(self) -> Tone:
        """One of three colours; never shown without the words."""
        return self.row.tone


class Situation(NamedTuple):
    """What is so of a criterion on one day, before it has an outcome."""

    in_force: bool
    failed: bool = False
    ended: bool = False
    disputed: bool = False
    short_past_due: bool = False
    was_filled: bool = False
    silence_is_no: bool = False
    short_of_records: bool = False
    nothing_on_record: bool = False
    person_awaited: bool = False
    asked: bool = False
    all_filled: bool = False
    withheld: bool = False
    """Rows that do not count, since they are not public or their file is damaged, would change the outcome: then
    nothing else is said."""


@dataclass(frozen=True)
class Row:
    """One row of the table: the first row that holds is the outcome."""

    number: int | None
    outcome: Outcome
    words: Text
    symbol: str
    tone: Tone
    when: Text
    holds: Callable[[Situation], bool]


def _t(en: str, es: str) -> Text:
    return Text(en=en, es=es)


def _is_short_without_doubt(s: Situation) -> bool:
    return s.short_past_due and s.silence_is_no


TABLE: tuple[Row, ...] = (
    Row(
        0,
        Outcome.NOT_IN_FORCE,
        _t("not yet in force", "aún no vigente"),
        "○",
        "grey",
        _t(
            "The day lies before the first day on which a source shows the obligation.",
            "El día es anterior al primer día en que una fuente muestra la obligación.",
        ),
        lambda s: not s.in_force,
    ),
    Row(
        1,
        Outcome.RULE_ERROR,
        _t("our check failed", "nuestra comprobación falló"),
        "!",
        "amber",
        _t(
            "The program failed on this check. It says nothing about the obligation.",
            "El programa falló en esta comprobación. No dice nada sobre la obligación.",
        ),
        lambda s: s.failed,
    ),
    Row(
        2,
        Outcome.NOT_APPLICABLE,
        _t("not applicable", "no aplica"),
        "—",
        "grey",
        _t(
            "A court order, a stipulation or a named person's recorded decision, of a kind that the catalogue lets "
            "end the duty, has ended it. It is cited.",
            "Una orden judicial, una estipulación o una decisión registrada de una persona nombrada, de un tipo que "
            "el catálogo permite, puso fin al deber. Se cita.",
        ),
        lambda s: s.ended,
    ),
    Row(
        3,
        Outcome.CONTRADICTED,
        _t("sources differ", "las fuentes difieren"),
        "≠",
        "amber",
        _t(
            "Two sources on the same thing disagree, and which one is right decides the outcome. Both are shown.",
            "Dos fuentes sobre lo mismo no coinciden, y de cuál sea la correcta depende el resultado. Se muestran ambas.",
        ),
        lambda s: s.disputed,
    ),
    Row(
        4,
        Outcome.LAPSED,
        _t("no longer shown", "ya no consta"),
        "◒",
        "amber",
        _t(
            "It was shown once. Now something is short even if every record not yet reviewed is let in, its due date is "
            "known and past, and the catalogue says that silence counts as “no”, or somebody with the standing to judge has said “no” on record.",
            "Antes constaba. Ahora falta algo aunque se admita todo registro sin revisar, la fecha límite se "
            "conoce y pasó, y el catálogo dice que el silencio cuenta como “no”, o quien puede juzgar dijo “no” en el registro.",
        ),
        lambda s: _is_short_without_doubt(s) and s.was_filled,
    ),
    Row(
        4,
        Outcome.NOT_MET,
        _t("not shown by the due date", "no consta a la fecha límite"),
        "□",
        "amber",
        _t(
            "Something is short even if every record not yet reviewed is let in, its due date is known and past, "
            "and the catalogue says that silence counts as “no”, or somebody with the standing to judge has said “no” on record.",
            "Falta algo aunque se admita todo registro sin revisar, la fecha límite se conoce y pasó, y el catálogo "
            "dice que el silencio cuenta como “no”, o quien puede juzgar dijo “no” en el registro.",
        ),
        _is_short_without_doubt,
    ),
    Row(
        5,
        Outcome.CANNOT_TELL,
        _t("cannot tell", "no hay datos suficientes"),
        "?",
        "grey",
        _t(
            "Something is short, but its due date is unknown, the record's silence proves nothing, or nothing is on "
            "record to ask about. The record or date that would tell is named. It also stands, instead of any other "
            "outcome, where records that are not public, or whose file is no longer what was recorded, would change "
            "the outcome. Of these their number, kind, day of recording and hash are named.",
            "Falta algo, pero la fecha límite se desconoce, el silencio del registro no prueba nada, o no hay nada "
            "registrado sobre qué preguntar. Se nombra el registro o la fecha que lo diría. También vale, en lugar de "
            "cualquier otro resultado, donde lo cambiarían registros que no son públicos o cuyo archivo ya no es el "
            "que se registró. De estos se dan su número, tipo, día de registro y hash.",
        ),
        lambda s: s.short_of_records or s.nothing_on_record or s.withheld,
    ),
    Row(
        6,
        Outcome.NEEDS_REVIEW,
        _t("needs a person", "debe decidirlo una persona"),
        "◇",
        "amber",
        _t(
            "Records that nobody has reviewed would change the outcome, or a person's judgement or an open question waits.",
            "Registros que nadie ha revisado cambiarían el resultado, o se espera el juicio de una persona o la "
            "respuesta a una pregunta abierta.",
        ),
        lambda s: s.person_awaited,
    ),
    Row(
        7,
        Outcome.NOT_YET_DUE,
        _t("not yet due", "todavía no llega la fecha"),
        "◔",
        "blue",
        _t("Nothing is asked yet, and not all is filled.", "Aún no se pide nada, y no todo está cubierto."),
        lambda s: not s.asked and not s.all_filled,
    ),
    Row(
        8,
        Outcome.MET,
        _t("shown", "consta"),
        "●",
        "blue",
        _t(
            "At least one thing is asked, and all that is asked is filled by records. If it came late, the days are named.",
            "Se pide al menos una cosa, y todo lo pedido está cubierto por registros. Si llegó tarde, se dan los días.",
        ),
        lambda s: s.all_filled,
    ),
    Row(
        None,
        Outcome.NOT_CHECKED,
        _t("not checked", "no comprobado"),
        "·",
        "grey",
        _t("No rule covers it.", "Ninguna regla lo cubre."),
        lambda s: False,
    ),
)

_BY_OUTCOME = {row.outcome: row for row in TABLE}


def decide(situation: Situation) -> Outcome:
    """The outcome of the first row that holds.

    Raises ValueError if none holds, which the order of the rows rules out for every real situation.
    """
    for row in TABLE:
        if row.holds(situation):
            return row.outcome
    raise ValueError(f"no row of the outcome table holds for {situation}")


NOT_A_MEASURE = _t(
    "These checks were chosen by this catalogue and are no measure of the decree. Counts stand per basis and are "
    "never added up.",
    "Estas comprobaciones las eligió este catálogo y no miden el decreto. Los conteos van por base y nunca se suman.",
)
NO_OFFICIAL = _t(
    "This is no official record and no finding of the court, the monitor or any party. It sets public sources against "
    "checks that this catalogue chose, and shows its work.",
    "Este no es un registro oficial ni una conclusión del tribunal, del supervisor o de las partes. Contrasta fuentes "
    "públicas con comprobaciones que este catálogo eligió, y muestra cómo.",
)

COMBINED = (
    Outcome.RULE_ERROR,
    Outcome.CONTRADICTED,
    Outcome.NOT_MET,
    Outcome.LAPSED,
    Outcome.CANNOT_TELL,
    Outcome.NEEDS_REVIEW,
    Outcome.NOT_CHECKED,
    Outcome.NOT_YET_DUE,
    Outcome.NOT_IN_FORCE,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)
"""Of several criteria, the one named first here speaks for all: so a level or an obligation is met only
if every criterion is met or not applicable, and at least one is met."""


def combine(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a level or an obligation from those of its criteria; of none at all, `not_checked`.

    >>> combine([Outcome.MET, Outcome.NOT_APPLICABLE]).value
    'met'
    >>> combine([Outcome.MET, Outcome.CANNOT_TELL]).value
    'cannot_tell'
    """
    present = set(outcomes)
    return next((outcome for outcome in COMBINED if outcome in present), Outcome.NOT_CHECKED)
