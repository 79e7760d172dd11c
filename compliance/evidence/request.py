"""A request: who asked whom for what."""

from typing import ClassVar, Literal

from compliance.days import Day, Moment
from compliance.evidence.record import Evidence, Key, Words


class Request(Evidence):
    """`asked_by` asked the body `asked_of` on `happened` for `what`, due on `due` where a day was set."""

    kind_text: ClassVar[tuple[str, str]] = ("Request", "Solicitud")

    kind: Literal["request"] = "request"
    happened: Moment
    asked_by: Words
    asked_of: Key
    what: Words
    due: Day | None = None
