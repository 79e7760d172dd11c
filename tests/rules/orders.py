"""An order that moves the due date of the one duty of a small world."""

from compliance.evidence import Evidence
from tests.small import record


def order(happened: str, new_due: str) -> Evidence:
    """A court's order that acts on the day it was made."""
    return record(
        "instrument",
        "order",
        subject=["program"],
        happened=happened,
        type="court order",
        by="A court",
        effect="moves due date",
        new_due=new_due,
        obligations=["duty"],
    )
