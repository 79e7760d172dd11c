"""A world: the records that a check is shown, and what it asks and is given on them.

Which of two sources is right, and what rows set aside would change, is asked of worlds that differ in a few records. Where
a rule's records fall into parts (`Rule.part_of`), such a world works out only the parts that these touch.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from compliance.asks import Ledger
from compliance.evidence import Evidence
from compliance.rules.rule import Duty, Rule

Parts = frozenset[str] | None
"""Some parts of a rule's records; None for all of them."""


class World:
    """Some records, and the ledger of a check on them."""

    def __init__(self, check: Rule, duty: Duty, records: Sequence[Evidence]):
        self.check, self.duty = check, duty
        self.records = records

    @cached_property
    def ledger(self) -> Ledger:
        """What is asked and given. Raises whatever the rule raises."""
        return self.check.ledger(self.records, self.duty)

    def without(self, gone: Iterable[Evidence]) -> "World":
        """The world without some of its records."""
        # By identity: a record may equal one that stays.
        left_out = {id(record): record for record in gone}
        return _Changed(self, left_out, [record for record in self.records if id(record) not in left_out])

    def on(self, records: Sequence[Evidence]) -> "World":
        """The world of other records, which differ from these in a few: in their own order, since of equals a rule may take
        the first."""
        mine, theirs = ({id(record): record for record in some} for some in (self.records, records))
        gone = {name: record for name, record in mine.items() if name not in theirs}
        come = [record for record in records if id(record) not in mine]
        return _Changed(self, gone, records, come) if gone or come else self

    def touched(self, records: Iterable[Evidence]) -> Parts:
        """The parts that some records belong to."""
        found = set()
        for record in records:
            part = self.check.part_of(record)
            if part is None:
                return None
            found.add(part)
        return frozenset(found)

    def share(self, parts: Parts) -> Ledger:
        """The ledger on some parts alone."""
        return self.ledger if parts is None else self.check.ledger(self.of_parts(parts), self.duty)

    def of_parts(self, parts: Collection[str]) -> list[Evidence]:
        """The records of some parts."""
        return [record for part in parts for record in self._by_part.get(part, ())]

    @cached_property
    def _by_part(self) -> Mapping[str | None, Sequence[Evidence]]:
        found: dict[str | None, list[Evidence]] = defaultdict(list)
        for record in self.records:
            found[self.check.part_of(record)].append(record)
        return found


class _Changed(World):
    """A world that differs from another in a few records."""

    def __init__(
        self,
        before: World,
        gone: Mapping[int, Evidence],
        records: Sequence[Evidence],
        come: Sequence[Evidence] = (),
    ):
        super().__init__(before.check, before.duty, records)
        self._before, self._gone, self._come = before, gone, come
        self._parts = self.touched((*gone.values(), *come))

    @cached_property
    def ledger(self) -> Ledger:
        if self._parts is None:
            return self.check.ledger(self.records, self.duty)
        before, own = self._before.ledger, self.share(self._parts)
        old = {record.key for record in self._before.of_parts(self._parts)}
        new = {record.key for record in self.of_parts(self._parts)}
        asks = [ask for ask in before.asks if ask.because not in old]
        gives = [give for give in before.gives if give.evidence not in old]
        # What no record causes is asked in every part.
        asks += [ask for ask in own.asks if ask.because in new]
        return Ledger(tuple(asks), (*gives, *own.gives))

    def of_parts(self, parts: Collection[str]) -> list[Evidence]:
        staying = [record for record in self._before.of_parts(parts) if id(record) not in self._gone]
        come = [record for record in self._come if self.check.part_of(record) in parts]
        return sorted([*staying, *come], key=self._place) if come else staying

    def _place(self, record: Evidence) -> int:
        return self._places[id(record)]

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {id(record): place for place, record in enumerate(self.records)}
