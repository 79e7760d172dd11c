"""A report or data set that came out or was handed over for a period."""

from typing import ClassVar, Literal

from compliance.days import Moment
from compliance.evidence.record import Evidence, Words


class Publication(Evidence):
    """What was published or delivered on `happened`, about the days of `covers`, the first to the last."""

    kind_text: ClassVar[tuple[str, str]] = ("Publication or report", "Publicación o informe")

    kind: Literal["publication"] = "publication"
    happened: Moment
    covers: Moment
    to: Words
    title: Words
