"""Sources by key: those that can be seen, and what stands for one whose content was removed."""

from collections.abc import Iterable

from compliance.access.bodies import binds, read_body
from compliance.contributions import Redaction
from compliance.evidence import Source
from compliance.record.rows import Row


class SeenSources(dict[str, Source]):
    """The sources that can be seen, by key; what stands for one that was redacted, for whoever shows what names it."""

    def __missing__(self, key: str) -> Source:
        return Source(
            key=key, outlet="Removed from this record", title="Redacted source", quality="secondary"
        )


class NamedSources(set[str]):
    """The keys of sources, and of those whose content was removed since."""

    def __init__(self, keys: Iterable[str], redactions: Iterable[Row]):
        super().__init__(keys)
        self._redactions = [read_body(Redaction, row) for row in redactions]

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or any(binds(r, "source", str(key)) for r in self._redactions)
