"""An act with force of its own: an order, a stipulation, a vote, a law, a recorded decision."""

from typing import ClassVar, Literal

from compliance.days import Moment
from compliance.evidence.record import Evidence, Words

InstrumentKind = Literal["court order", "stipulation", "vote", "law", "recorded decision"]


class Instrument(Evidence):
    """What a body ordered, agreed, voted or enacted on `happened`.

    `effect`: `opens question` where it may end or change a duty without settling it, `ends duty` where it ends
    one (a kind that the catalogue does not allow only opens a question), `keeps duty` where it settles that
    the duty goes on, `none` where it is only cited. `takes_effect` is None
    where that is the day itself. `asks` is the question it opens.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Order, vote or law", "Orden, votación o ley")
    may_lie_ahead: ClassVar[bool] = True

    kind: Literal["instrument"] = "instrument"
    happened: Moment
    type: InstrumentKind
    by: Words
    effect: Literal["opens question", "ends duty", "keeps duty", "none"]
    takes_effect: Moment | None = None
    asks: Words | None = None
    asks_es: Words | None = None
