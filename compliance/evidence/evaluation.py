"""An evaluation of an officer's work."""

from typing import ClassVar, Literal

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key


class Evaluation(Evidence):
    """That one officer, by code, was evaluated on `happened`, the day it was finished. `evaluator` is a code too, None
    where no source says. What it found is never stored."""

    kind_text: ClassVar[tuple[str, str]] = ("Evaluation of an officer", "Evaluación de un policía")

    kind: Literal["evaluation"] = "evaluation"
    happened: Moment
    officer: Key
    evaluator: Key | None = None
