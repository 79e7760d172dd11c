"""What an accepted answer points to: a clause of a policy version, and whether it was changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.answer import Answer
from compliance.evidence.dataset import YesNo
from compliance.rules.versions import Version, versions


@dataclass(frozen=True)
class Changes:
    """The versions of a policy by the keys of their records, each with the one before it under the same number."""

    known: Mapping[str, tuple[Version, Version | None]]

    @classmethod
    def of(cls, records: Iterable[Evidence], policy: str) -> "Changes":
        """Those on record about a subject."""
        known: dict[str, tuple[Version, Version | None]] = {}
        latest: dict[str, Version] = {}
        for version in versions(records, policy):
            number = version.policy.number
            known |= dict.fromkeys(version.keys, (version, latest.get(number)))
            latest[number] = version
        return cls(known)

    def shown_by(self, answer: Answer, given: When) -> YesNo:
        """Whether an answer to what was said on `given` shows the change that it accepts; an answer that accepts nothing
        need show none. It is not known where the version, or a clause of it that a person confirmed, is not on record."""
        if not answer.accepts:
            return "yes"
        if answer.version is None:
            return "no"
        if answer.version not in self.known:
            return "unknown"
        version, before = self.known[answer.version]
        if version.begins.latest < given.earliest:
            return "no"
        quotes = _quotes(version, answer.clause)
        if not quotes or version.inferred:
            return "unknown"
        return "no" if before is not None and quotes <= _quotes(before, answer.clause) else "yes"


def _quotes(version: Version, topic: str | None) -> set[str]:
    """What the clauses of a version on a topic say."""
    return {clause.quote for clause, _ in version.clauses() if clause.topic == topic}
