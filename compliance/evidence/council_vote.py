"""A school council's vote on whether the school has officers."""

from typing import ClassVar, Literal

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key

OnFile = Literal["yes", "no", "unknown"]
"""What a source says of a thing; `unknown` where it says nothing of it."""


class CouncilVote(Evidence):
    """The vote of one school's council, by the school's code, on `happened`.

    `decision` is `for` officers at the school or `against` them. `quorum`: whether enough members were there to decide.
    `minutes`: whether the minutes of the meeting are on file. `principal_interview`: whether the interview with the
    principal is on file.
    """

    kind_text: ClassVar[tuple[str, str]] = (
        "School council's vote on having officers",
        "Voto de un consejo escolar sobre tener policías",
    )

    kind: Literal["council_vote"] = "council_vote"
    happened: Moment
    school: Key
    decision: Literal["for", "against", "unknown"] = "unknown"
    quorum: OnFile = "unknown"
    minutes: OnFile = "unknown"
    principal_interview: OnFile = "unknown"
