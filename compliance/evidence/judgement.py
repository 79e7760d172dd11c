"""A person's recorded judgement on a question that no record settles."""

from typing import ClassVar, Literal

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key, Words


class Judgement(Evidence):
    """The answer that `said_by` gave on `happened` to the criterion's question, about the version `of` (None:
    about the duty as a whole), reached by `method`."""

    kind_text: ClassVar[tuple[str, str]] = ("Person's judgement", "Juicio de una persona")

    kind: Literal["judgement"] = "judgement"
    happened: Moment
    question: Key
    of: Key | None = None
    answer: Literal["yes", "no"]
    method: Literal["examine", "interview", "test"]
    reason: Words
