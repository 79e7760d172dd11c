"""What the next act of an open check asks somebody to bring: what it would be about, and nothing that it would say."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.assessment import assess
from compliance.evidence import KINDS
from compliance.evidence.fields import fields_of
from compliance.needed import to_bring
from tests.random_stores import HORIZON, SmallStore, stores
from tests.small import FIRST


@settings(max_examples=150)
@given(stores(most=6), st.dates(FIRST, HORIZON))
def test_whatever_is_to_be_brought_is_of_a_kind_the_check_reads_and_names_only_what_is_there(
    store: SmallStore, on: date
) -> None:
    assessment = assess(store.catalogue, store.entries, HORIZON)
    there = {entry.evidence.key: entry.evidence.kind for entry in store.entries}
    for history in assessment.obligations.values():
        for check in history.criteria:
            found = to_bring(check, on)
            act = check.finding(on).act
            assert bool(found) == (act is not None and act.kind in ("do", "supply"))
            for bring in found:
                assert bring.kind in check.criterion.check.kinds()
                assert found.count(bring) == 1
                refers = {field.name: field.names for field in fields_of(KINDS[bring.kind])}
                for name, keys in bring.names.items():
                    assert keys
                    assert name == "subject" or all(there[key] == refers[name] for key in keys)
