"""Random small stores: a catalogue of a few criteria, and rows that may bear on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from compliance.catalogue import Catalogue
from compliance.evidence import KINDS, Evidence
from compliance.finding import Aside, Entry, Reviewed
from compliance.rules import RULES
from tests.random_checks import PARAMETERS, a_check
from tests.random_evidence import FACTS, a_record
from tests.random_picks import Draw, Pick
from tests.small import FIRST, a_catalogue

HORIZON = date(2020, 3, 15)
"""The last day of each small store: a little more than a year after its decree took effect."""


@dataclass(frozen=True)
class SmallStore:
    """A catalogue with one obligation, and the rows of a store."""

    catalogue: Catalogue
    entries: tuple[Entry, ...]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # As hypothesis prints a counter-example: what was picked and no more.
        (duty,) = self.catalogue.obligations
        facts = f"silence={self.catalogue.silence} from={duty.begins} ends_by={duty.ends_by} with={duty.continues_with}"
        checks = [f"{c.check!r} due={c.due} accepted={c.accepted} silence={c.silence}" for c in duty.criteria]
        told = [
            f"{e.number} {e.review} {e.set_aside} {e.evidence.model_dump_json(exclude_defaults=True, exclude=_SAME)}"
            for e in self.entries
        ]
        printer.text("\n".join(["SmallStore:", facts, *checks, *told]))


_SAME = {"source", "said_by", "summary"}
EVERY_RULE = sorted(set(RULES) & set(PARAMETERS))
EVERY_KIND = sorted(set(KINDS) & set(FACTS))


def of_nothing_random() -> set[str]:
    """The rules and the kinds of evidence of which nothing random can be made, by name; and what is made of none."""
    return (set(RULES) ^ set(PARAMETERS)) | (set(KINDS) ^ set(FACTS))


@st.composite
def stores(draw: Draw, *rules: str, aside: bool = True, most: int = 7) -> SmallStore:
    """A small store with a criterion of each of some rules, of any one to three where none is named, and at `most` so
    many rows. With `aside` some rows are hidden or on a damaged file."""
    pick = Pick(draw)
    chosen = rules or tuple(pick.one(EVERY_RULE) for _ in range(pick.one((1, 1, 2, 3))))
    return SmallStore(_catalogue(pick, chosen), _rows(pick, chosen, aside, most))


def _catalogue(pick: Pick, rules: Sequence[str]) -> Catalogue:
    begins = pick.one((str(FIRST), str(FIRST), "unknown", str(pick.day())))
    return a_catalogue(
        *(a_check(pick, rule, f"check-{i}") for i, rule in enumerate(rules)),
        silence=pick.one(("cannot_tell", "not_met")),
        continues_with=pick.often(4, "program", None),
        ends_by=pick.one((["court order", "stipulation"], ["court order", "vote", "law"])),
        **{"from": begins},
    )


def _rows(pick: Pick, rules: Sequence[str], aside: bool, most: int) -> tuple[Entry, ...]:
    read = sorted({kind for rule in rules for kind in RULES[rule].kinds()})
    counted: dict[str, int] = {}
    found: list[Entry] = []
    for number in range(1, pick.number(0, most) + 1):
        kind = pick.one([*read * 6, "instrument", pick.one(EVERY_KIND)])
        counted[kind] = counted.get(kind, -1) + 1
        record = a_record(pick, kind, f"{kind.replace('_', '-')}-{counted[kind]}")
        why: Aside | None = pick.one((None, None, None, "hidden", "file")) if aside else None
        found.append(_entry(pick, 10 * number, record, why))
    if aside and found and pick.often(3, False, True):
        # One row has the key of another: of the two the one corrects the other, and not both are public.
        other = pick.one(found)
        record = a_record(pick, other.evidence.kind, other.evidence.key)
        number = other.number + pick.one((5, -5))
        found.append(_entry(pick, number, record, "hidden" if other.set_aside is None else None))
    return tuple(sorted(found, key=lambda entry: entry.number))


def _entry(pick: Pick, number: int, record: Evidence, why: Aside | None) -> Entry:
    reviews: tuple[Reviewed | None, ...] = (
        None,
        None,
        None,
        "accepted",
        "accepted",
        "rejected",
        "resubmitted",
    )
    recorded = date(2020, 1, 1) + timedelta(days=number)
    return Entry(number, record, pick.one(reviews), why, recorded, f"{number:064x}")
