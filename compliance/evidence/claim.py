"""A claim: what a source says is so. It fills nothing."""

from typing import ClassVar, Literal

from pydantic import model_validator

from compliance.days import Moment
from compliance.evidence.record import Count, Evidence, Key, Words


class Claim(Evidence):
    """What a source counts: `counts` names the thing, `value` is the number, `since` to `until` the days it
    covers, `as_of` the day it was so. Only claims that count the same thing can differ.

    `cumulative` says that the number can only grow, so that a smaller, earlier one is no contradiction.
    `within` is how far another number may lie and still agree, for one given as "about". `says_when` is the
    period in the source's own words, where it names a season rather than days.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Claim", "Afirmación")

    kind: Literal["claim"] = "claim"
    counts: Key
    value: Count
    within: Count = 0
    cumulative: bool = False
    since: Moment | None = None
    until: Moment | None = None
    as_of: Moment
    says_when: Words | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Claim":
        if self.since and self.until and self.since.earliest > self.until.latest:
            raise ValueError("until lies before since; swap the days")
        return self
