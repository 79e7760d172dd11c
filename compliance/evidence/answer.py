"""An answer to feedback, to a request or to a comment round."""

from typing import ClassVar, Literal

from pydantic import model_validator

from compliance.days import Moment
from compliance.evidence.record import Evidence, Key, Words


class Answer(Evidence):
    """What was answered on `happened` to one thing: a `theme` of `feedback`, a `request`, or the comment window `round`.

    `by` is the body that answers, None where the source does not say. `reason` is None where the source gives none.
    Of what was accepted, `version` and `clause` name the policy version and the topic of its clause that was changed.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Answer", "Respuesta")
    refers: ClassVar = {
        "feedback": "feedback",
        "request": "request",
        "round": "posting",
        "by": "body",
        "version": "policy",
    }

    kind: Literal["answer"] = "answer"
    happened: Moment
    feedback: Key | None = None
    theme: Key | None = None
    request: Key | None = None
    round: Key | None = None
    by: Key | None = None
    disposition: Literal["accepted", "accepted in part", "refused", "noted"]
    reason: Words | None = None
    version: Key | None = None
    clause: Key | None = None

    @property
    def accepts(self) -> bool:
        """Whether it accepts what was said, or a part of it."""
        return self.disposition in ("accepted", "accepted in part")

    @model_validator(mode="after")
    def _answers_one_thing(self) -> "Answer":
        named = [key for key in (self.feedback, self.request, self.round) if key is not None]
        if len(named) != 1:
            raise ValueError(
                "an answer is to one thing; name one of feedback (with its theme), request and round"
            )
        if (self.theme is None) != (self.feedback is None):
            raise ValueError("feedback and theme belong together; name the feedback and which theme of it")
        if (self.version is None) != (self.clause is None):
            raise ValueError(
                "version and clause belong together; name the version and the topic of its clause"
            )
        if self.version is not None and not self.accepts:
            raise ValueError(
                f"what is {self.disposition} changes no clause; leave version and clause out, or write accepted"
            )
        return self
