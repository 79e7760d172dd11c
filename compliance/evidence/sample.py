"""A sample that was drawn so that a person judges some of many things, and anyone can draw it again."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from compliance.days import Moment
from compliance.evidence.record import Evidence, Words

LARGEST_FRAME = 100_000
"""So many things a frame may number: what anyone can draw again in a moment."""

Code = Annotated[int, Field(ge=1, le=LARGEST_FRAME)]
"""The number of one thing in a frame: from 1 on, never a name."""


class Sample(Evidence):
    """Things drawn on `happened` from a `frame`, the published list that numbers them from 1 to so many.

    `items` are the numbers drawn, `size` how many, `seed` the published words that the draw began with. `listed` says
    what the frame lists. Two samples from one frame with one seed and size hold the same things.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Sample that was drawn", "Muestra sorteada")

    kind: Literal["sample"] = "sample"
    happened: Moment
    listed: Words
    frame: Code
    size: Code
    seed: Words
    items: tuple[Code, ...] = Field(min_length=1, max_length=10_000)

    @model_validator(mode="after")
    def _drawn_from_its_frame(self) -> "Sample":
        if self.size > self.frame:
            raise ValueError(
                f"size {self.size} is more than the frame's {self.frame}; draw at most the whole frame"
            )
        if len(self.items) != self.size:
            raise ValueError(
                f"items has {len(self.items)} numbers and size says {self.size}; name every thing drawn"
            )
        if len(set(self.items)) != len(self.items):
            raise ValueError("a number stands twice under items; name each thing drawn once")
        if max(self.items) > self.frame:
            raise ValueError(
                f"item {max(self.items)} lies outside the frame of {self.frame}; name only numbers of the frame"
            )
        return self
