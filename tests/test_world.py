"""A world that differs in a few records is worked out as if it were the only one."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.asks import Ledger
from compliance.evidence import Evidence
from compliance.rules import RULES
from compliance.rules.rule import Duty, Rule
from compliance.world import World
from tests.random_stores import EVERY_RULE, HORIZON, SmallStore, stores
from tests.small import FIRST, meeting

IN_PARTS = [name for name in EVERY_RULE if RULES[name].part_of is not Rule.part_of]


def as_told(ledger: Ledger) -> tuple[Counter[object], Counter[object]]:
    """A ledger whatever the order of what is in it."""
    return Counter(ledger.asks), Counter(ledger.gives)


def the_check(store: SmallStore) -> Rule:
    """The one check of a store."""
    ((criterion,),) = (duty.criteria for duty in store.catalogue.obligations)
    return criterion.check


def test_some_rules_read_their_records_in_parts() -> None:
    assert {"groups_reached", "kept_fresh", "notice_given"} <= set(IN_PARTS)


@pytest.mark.parametrize("rule", [*IN_PARTS, "each_voted"])
@given(st.data())
def test_a_changed_world_asks_and_gives_what_its_own_records_do(rule: str, data: st.DataObject) -> None:
    store = data.draw(stores(rule, aside=False))
    check, duty = the_check(store), Duty(FIRST, HORIZON, date(2019, 6, 30))
    records = [entry.evidence for entry in store.entries]
    read = [record for record in records if record.kind in check.kinds()]
    chosen = st.lists(st.sampled_from(range(len(read))), unique=True) if read else st.just([])
    # Rows stand in the order of their numbers in every world.
    picks = chosen.map(lambda places: [read[place] for place in sorted(places)])
    here, there, gone = data.draw(picks), data.draw(picks), data.draw(picks)
    world = World(check, duty, here)
    assert world.on(there).records == there
    for changed in (world.without(gone), world.on(there), world.on(there).without(gone)):
        assert as_told(changed.ledger) == as_told(check.ledger(changed.records, duty))


def test_only_the_parts_that_differ_are_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[list[str]] = []
    groups = RULES["groups_reached"]
    work_out = groups.ledger

    def ledger(check: Rule, records: Sequence[Evidence], duty: Duty) -> Ledger:
        shown.append([record.key for record in records])
        return work_out(check, records, duty)

    monkeypatch.setattr(groups, "ledger", ledger)
    check = groups.model_validate(
        {"subject": "topic", "groups": ["students"], "first": "2019-03-01", "last": "2019-12-31"}
    )
    told = [meeting(key, f"2019-05-0{i}", groups=["students"]) for i, key in enumerate(("a", "b", "c"), 1)]
    world = World(check, Duty(FIRST, HORIZON), told)
    assert world.share(None) == world.ledger
    changed = world.on([*told[1:], meeting("d", "2019-06-01", groups=["students"])])
    assert {give.evidence for give in changed.ledger.gives} == {"b", "c", "d"}
    assert shown == [["a", "b", "c"], ["d"]]


def test_a_changed_world_has_the_records_that_stay_and_those_that_come() -> None:
    check = RULES["meetings_held"].model_validate(
        {"subject": "meetings", "at_least": 1, "first": "2019-03-01", "last": "2019-12-31"}
    )
    one, two, new = (meeting(key, f"2019-05-0{i}") for i, key in enumerate(("a", "b", "c"), 1))
    duty = Duty(FIRST, HORIZON)
    world = World(check, duty, [one, two])
    assert keys(world.without([one]).records) == ["b"]
    assert keys(world.on([new, two]).records) == ["c", "b"]
    assert keys(world.on([new, two]).without([new]).records) == ["b"]
    assert world.on([one, two]) is world


def keys(records: object) -> list[str]:
    """The keys of some records, in their order."""
    assert isinstance(records, list)
    return [record.key for record in records if isinstance(record, Evidence)]
