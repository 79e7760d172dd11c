"""The rows of an answer, by what they are about: those that count, and those set aside."""

from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from compliance.evidence.instrument import Instrument
from compliance.finding import Aside, Entry

LAYER = 1_000
"""So many rows are kept in front of the many before all are put together anew."""


Drawer = Mapping[str, Sequence[Entry]]
"""The rows about one subject, by kind."""


@dataclass(frozen=True)
class Rows:
    """All rows of an answer, by subject and kind.

    A row that is set aside may stand beside one with the same key that counts, as a correction that is not public
    beside the row it corrects: once let in, the one with the later number holds. `contested` are the rows of each key
    that a row set aside has. `entries` are the rows that may be read, by key.
    """

    by_subject: Mapping[str, Drawer]
    entries: Mapping[str, Entry]
    contested: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Rows":
        """The rows, in the order of their numbers."""
        by_subject: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        readable: dict[str, Entry] = {}
        aside: set[str] = set()
        for e in entries:
            record = e.evidence
            for subject in record.found_by:
                by_subject[subject][record.kind].append(e)
            if e.set_aside != "hidden":
                readable[record.key] = e
            if e.set_aside is not None:
                aside.add(record.key)
        contested: dict[str, list[Entry]] = {}
        for e in entries if aside else ():
            if e.evidence.key in aside:
                contested.setdefault(e.evidence.key, []).append(e)
        return cls(
            dict(by_subject), readable, {key: sorted(rows, key=_place) for key, rows in contested.items()}
        )

    def about(self, subjects: Collection[str], kinds: Collection[str] | None = None) -> Sequence[Entry]:
        """Every row about any of some subjects, set aside or not, by number; of some kinds only where these are given."""
        drawers = [self.by_subject[subject] for subject in subjects if subject in self.by_subject]
        lists = [
            rows for drawer in drawers for kind, rows in drawer.items() if kinds is None or kind in kinds
        ]
        if len(lists) == 1:
            return lists[0]
        # By identity: of two rows with one number each is one.
        found = {id(e): e for rows in lists for e in rows}
        return sorted(found.values(), key=_place)

    @cached_property
    def on_sustainment(self) -> Sequence[Entry]:
        """Every instrument on a sustainment period, whatever it is about, by number."""
        instruments = self.about(self.by_subject, ("instrument",))
        return [e for e in instruments if isinstance(e.evidence, Instrument) and e.evidence.on_sustainment]

    def holding(
        self, subjects: Collection[str], kinds: Collection[str], reasons: Sequence[Aside] = ()
    ) -> Sequence[Entry]:
        """Of the rows about some subjects and of some kinds those that count, once those that are set aside for these
        reasons do too."""
        return self.counting(self.about(subjects, kinds), reasons)

    def counting(self, rows: Sequence[Entry], reasons: Sequence[Aside] = ()) -> Sequence[Entry]:
        """Of some of these rows those that count, once those that are set aside for these reasons do too."""
        contested = self.contested
        if not contested:
            return rows
        return [e for e in rows if e.evidence.key not in contested or self._holds(e, reasons)]

    def _holds(self, entry: Entry, reasons: Sequence[Aside]) -> bool:
        rivals = self.contested[entry.evidence.key]
        here = [rival for rival in rivals if rival.set_aside is None or rival.set_aside in reasons]
        return bool(here) and here[-1] is entry

    def with_key(self, key: str) -> Sequence[Entry]:
        """Every row with a key, set aside or not."""
        return self.contested.get(key) or _one(self.entries.get(key))

    def readable(self) -> "Rows":
        """The same without the rows that are hidden from whoever asks."""
        if not self.contested:
            return self
        by_subject = {subject: _readable(drawer) for subject, drawer in self.by_subject.items()}
        return Rows(by_subject, self.entries, _readable(self.contested))

    def replaced(self, gone: Collection[Entry], come: Collection[Entry]) -> "Rows":
        """The rows without some of them and with others. Everything else is shared with these rows."""
        numbers = {e.number for e in gone}
        by_subject = dict(self.by_subject)
        for (subject, kind), new in _by_place(gone, come).items():
            drawer = by_subject.get(subject, {})
            kept = [e for e in drawer.get(kind, ()) if e.number not in numbers]
            by_subject[subject] = {**drawer, kind: sorted((*kept, *new), key=_place)}
        of_key: dict[str, list[Entry]] = {e.evidence.key: [] for e in gone}
        for e in come:
            of_key.setdefault(e.evidence.key, []).append(e)
        contested = {key: rows for key, rows in self.contested.items() if key not in of_key}
        readable: dict[str, Entry] = {}
        for key, new in of_key.items():
            rows = sorted((*(e for e in self.with_key(key) if e.number not in numbers), *new), key=_place)
            seen = [e for e in rows if e.set_aside != "hidden"]
            if seen:
                readable[key] = seen[-1]
            if any(e.set_aside is not None for e in rows):
                contested[key] = rows
        return Rows(by_subject, _layered(self.entries, readable, of_key.keys() - readable.keys()), contested)


def _readable(rows: Mapping[str, Sequence[Entry]]) -> Mapping[str, Sequence[Entry]]:
    if not any(e.set_aside == "hidden" for some in rows.values() for e in some):
        return rows
    seen = {name: [e for e in some if e.set_aside != "hidden"] for name, some in rows.items()}
    return {name: some for name, some in seen.items() if some}


def _one(entry: Entry | None) -> Sequence[Entry]:
    return () if entry is None else (entry,)


def _place(entry: Entry) -> tuple[int, bool]:
    """Where a row stands: by number; of two with one number the one set aside comes last."""
    return entry.number, entry.set_aside is not None


def _by_place(gone: Iterable[Entry], come: Iterable[Entry]) -> Mapping[tuple[str, str], Sequence[Entry]]:
    """Every subject and kind that some rows stand under, with those of them that have come."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for e in gone:
        for subject in e.evidence.found_by:
            found[subject, e.evidence.kind] = []
    for e in come:
        for subject in e.evidence.found_by:
            found[subject, e.evidence.kind].append(e)
    return found


def _layered(
    entries: Mapping[str, Entry], changed: Mapping[str, Entry], gone: Collection[str]
) -> Mapping[str, Entry]:
    """Rows by key with some of them changed: in front of the others, so that these need not be copied."""
    front, *behind = entries.maps if isinstance(entries, ChainMap) else [{}, entries]
    front = {**front, **changed}
    if any(key in entries for key in gone) or len(front) > LAYER:
        whole = {**entries, **changed}
        for key in gone:
            whole.pop(key, None)
        return whole
    return ChainMap(front, *behind)
