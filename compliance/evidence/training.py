"""A training that officers took."""

from typing import ClassVar, Literal

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key, Words


class Training(Evidence):
    """A training held on `happened`. `officers` are codes, never names; `on_version` is the key of the policy
    version it taught, None where no source says."""

    kind_text: ClassVar[tuple[str, str]] = ("Training", "Capacitación")

    kind: Literal["training"] = "training"
    happened: Moment
    course: Words
    officers: tuple[Key, ...] = ()
    on_version: Key | None = None
