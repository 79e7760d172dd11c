"""What the records leave no doubt about, and a thing on record told again."""

import pytest

from compliance.asks import Ask, Give, Ledger
from compliance.outcomes import Outcome
from compliance.rules.closing import said_short, short_on
from compliance.rules.rule import Duty, View
from tests.small import FIRST, d

ON = d("2020-01-01")
DATED = Ask("slot", 1, ON, due=d("2019-12-31"))
UNDATED = Ask("slot", 1, ON)
SURE = Give("slot", 1, ON, None, "record")
PERHAPS = Give("slot", 1, ON, None, "record", sure=False)


@pytest.mark.parametrize(
    ("asks", "gives", "short", "said"),
    [
        ([DATED], [], True, True),
        ([UNDATED], [], True, False),
        ([DATED, UNDATED], [], True, False),
        ([DATED, UNDATED._replace(slot="other")], [], True, True),
        ([DATED], [PERHAPS], True, False),
        ([DATED, DATED], [PERHAPS], True, True),
        ([DATED, DATED], [SURE, PERHAPS], True, False),
        ([DATED], [SURE], False, False),
    ],
)
def test_a_slot_is_said_to_be_short_only_where_no_reading_fills_it_and_it_is_surely_due(
    asks: list[Ask], gives: list[Give], short: bool, said: bool
) -> None:
    ledger = Ledger(tuple(asks), tuple(gives))
    view = View(ON, Outcome.CANNOT_TELL, ledger, {}, Duty(FIRST, d("2022-12-31")), {})
    assert ("slot" in short_on(view, ON)) is short
    assert said_short(view, "slot", ON) is said
