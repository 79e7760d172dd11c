"""A person's recorded judgement on a question that no record settles."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from compliance.days import Moment
from compliance.evidence.record import Count, Evidence, Key, Words

Method = Literal["examine", "interview", "test"]
"""How a person came to a judgement: by reading what is written, by asking people, or by trying it out (the three
assessment methods of NIST SP 800-53A)."""


class Judgement(Evidence):
    """The answer that `said_by` gave on `happened` to the criterion's question, reached by `method`: about the policy
    version `of`, about one `item` of a `sample`, or, with neither, about the duty as a whole."""

    kind_text: ClassVar[tuple[str, str]] = ("Person's judgement", "Juicio de una persona")
    refers: ClassVar = {"of": "policy", "sample": "sample"}

    kind: Literal["judgement"] = "judgement"
    happened: Moment
    question: Key
    of: Key | None = None
    sample: Key | None = None
    item: Count | None = Field(default=None, ge=1)
    answer: Literal["yes", "no"]
    method: Method
    reason: Words

    @model_validator(mode="after")
    def _on_one_thing(self) -> "Judgement":
        if (self.sample is None) != (self.item is None):
            raise ValueError("sample and item go together; give both, or neither")
        if self.sample is not None and self.of is not None:
            raise ValueError("one judgement is on one thing; give either of, or sample and item")
        return self
