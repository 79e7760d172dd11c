"""An act with force of its own: an order, a stipulation, a vote, a law, a recorded decision."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from compliance.days import Day, Days, Moment
from compliance.evidence.record import Evidence, Key, Words

InstrumentKind = Literal["court order", "stipulation", "vote", "law", "recorded decision"]
Effect = Literal[
    "opens question",
    "ends duty",
    "keeps duty",
    "moves due date",
    "starts sustainment",
    "pauses sustainment",
    "resumes sustainment",
    "resets sustainment",
    "ends sustainment",
    "none",
]
_NAMES_A_LENGTH = ("starts sustainment", "resets sustainment")


class Instrument(Evidence):
    """What a body ordered, agreed, voted or enacted on `happened`.

    `effect`: `opens question` where it may end or change a duty without settling it, `ends duty` where it ends
    one (a kind that the catalogue does not allow only opens a question), `keeps duty` where it settles that
    the duty goes on, `none` where it is only cited. `takes_effect` is None where that is the day itself; a court may
    date it back. `asks` is the question it opens.

    `moves due date` sets `new_due` for each of the `obligations`; of their checks only for the `criteria`, where any are
    named.

    The effects on sustainment are on the period for which what was reached must be held. `years` or `days` is its
    length as the instrument names it, neither where that is not known. It covers the `paragraphs` that it names, of the
    `body` if it names one; without paragraphs all that the body answers for; without either what it is about.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Order, vote or law", "Orden, votación o ley")
    may_lie_ahead: ClassVar[bool] = True
    refers: ClassVar = {"obligations": "obligation", "paragraphs": "paragraph", "body": "body"}

    kind: Literal["instrument"] = "instrument"
    happened: Moment
    type: InstrumentKind
    by: Words
    effect: Effect
    takes_effect: Moment | None = None
    asks: Words | None = None
    asks_es: Words | None = None
    new_due: Day | None = None
    obligations: tuple[Key, ...] = ()
    criteria: tuple[Key, ...] = ()
    years: Annotated[int, Field(ge=1, le=100)] | None = None
    days: Annotated[Days, Field(ge=1)] | None = None
    paragraphs: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = ()
    body: Key | None = None

    @property
    def found_by(self) -> tuple[str, ...]:
        """Its subjects, and the obligations whose due date it moves."""
        return (*self.subject, *map(of_obligation, self.obligations)) if self.obligations else self.subject

    @property
    def acts(self) -> Moment:
        """The day from which it acts."""
        return self.takes_effect or self.happened

    @property
    def on_sustainment(self) -> bool:
        """Whether its effect is on a sustainment period."""
        return self.effect.endswith(" sustainment")

    @model_validator(mode="after")
    def _says_what_it_moves(self) -> "Instrument":
        moves = self.effect == "moves due date"
        if moves and (self.new_due is None or not self.obligations):
            raise ValueError("it moves a due date; name the new_due and the obligations whose due date it is")
        if not moves and (self.new_due is not None or self.obligations or self.criteria):
            raise ValueError(
                "new_due, obligations and criteria belong to effect: moves due date; write that effect, or leave them out"
            )
        return self

    @model_validator(mode="after")
    def _says_how_long(self) -> "Instrument":
        if self.years is not None and self.days is not None:
            raise ValueError("a period has one length; write years or days, as the instrument does")
        if (self.years or self.days) and self.effect not in _NAMES_A_LENGTH:
            raise ValueError(
                f"years and days are the length of a period that it starts; leave them out, or write effect: "
                f"{' or '.join(_NAMES_A_LENGTH)}"
            )
        if (self.paragraphs or self.body) and not self.on_sustainment:
            raise ValueError(
                "paragraphs and body say what a sustainment period covers; leave them out, or write such an effect"
            )
        return self


def of_obligation(key: str) -> str:
    """The name under which what names an obligation is found; no subject can have it."""
    return f"obligation {key}"
