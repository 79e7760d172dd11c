"""A place in a text that covers a topic, as a person found it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from compliance.evidence.record import Key, Words

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of a file, in 64 lower-case hexadecimal digits."""


class Clause(BaseModel):
    """A place in a text that a person found to cover a topic.

    `text_sha256` is the hash of the text in which the person read the quote, None where that was not noted. A text
    that was changed since has another hash, and the clause has to be found in it anew.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: Key
    where: Words
    quote: Words
    confirmed_by: Words
    text_sha256: Sha256 | None = None

    def is_of(self, text_sha256: str | None) -> bool:
        """Whether it was read in the text with this hash; where either hash is not known, nothing speaks against it."""
        return text_sha256 is None or self.text_sha256 in (None, text_sha256)
