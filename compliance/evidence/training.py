"""A training that officers took."""

from typing import ClassVar, Literal

from pydantic import Field

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key, Words
from compliance.evidence.roster import MOST


class Training(Evidence):
    """A training held on `happened`. `officers` are codes, never names; `on_version` is the key of the policy
    version it taught, None where no source says."""

    kind_text: ClassVar[tuple[str, str]] = ("Training", "Capacitación")
    refers: ClassVar = {"on_version": "policy"}

    kind: Literal["training"] = "training"
    happened: Moment
    course: Words
    officers: tuple[Key, ...] = Field(default=(), max_length=MOST)
    on_version: Key | None = None
