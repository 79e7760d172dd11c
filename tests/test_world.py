"""A world that differs in a few records is worked out as if it were the only one."""

from collections import Counter
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
    picks = st.lists(st.sampled_from(read), unique_by=id) if read else st.just([])
    come, gone, gone_too = data.draw(picks), data.draw(picks), data.draw(picks)
    there = [record for record in read if not any(record is other for other in come)]
    world = World(check, duty, there)
    for left_out, new in ((gone, come), (gone, []), ([], come)):
        changed = world.changed(left_out, new)
        again = changed.changed(gone_too)
        for each in (changed, again):
            anew = check.ledger(each.records, duty)
            assert as_told(each.ledger) == as_told(anew)


def test_a_changed_world_has_the_records_that_stay_and_those_that_come() -> None:
    check = RULES["meetings_held"].model_validate(
        {"subject": "meetings", "at_least": 1, "first": "2019-03-01", "last": "2019-12-31"}
    )
    one, two, new = (meeting(key, f"2019-05-0{i}") for i, key in enumerate(("a", "b", "c"), 1))
    duty = Duty(FIRST, HORIZON)
    changed = World(check, duty, [one, two]).changed([one], [new])
    assert keys(changed.records) == ["b", "c"]
    assert keys(changed.changed([new]).records) == ["b"]


def keys(records: object) -> list[str]:
    """The keys of some records, in their order."""
    assert isinstance(records, list)
    return [record.key for record in records if isinstance(record, Evidence)]
