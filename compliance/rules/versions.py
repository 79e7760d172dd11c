"""The versions of a policy and the days each one held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.policy import Policy
from compliance.rules.rule import of_kind
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY


@dataclass(frozen=True)
class Version:
    """One version with the day it took effect and the first day it no longer held (None: no end known)."""

    policy: Policy
    begins: When
    ends: When | None

    @property
    def key(self) -> str:
        """The key of the version's record."""
        return self.policy.key

    @property
    def last(self) -> date | None:
        """The last day on which something may be asked of it: the latest possible one."""
        return None if self.ends is None else self.ends.latest - ONE_DAY

    def text(self) -> Text:
        """The version as a reader names it."""
        return say("{n} of {d}", "{n} del {d}", n=self.policy.number, d=day(self.begins.latest))


def versions(records: Iterable[Evidence], subject: str) -> list[Version]:
    """All versions on record, oldest first. A later version under the same number ends the one before it."""
    policies = sorted(of_kind(records, Policy, subject), key=lambda p: (p.effective.latest, p.key))
    found = []
    for i, policy in enumerate(policies):
        later = next((p for p in policies[i + 1 :] if p.number == policy.number), None)
        ends = policy.ends or (later.effective if later else None)
        found.append(Version(policy, policy.effective, ends))
    return found
