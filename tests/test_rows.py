"""The rows of an answer: which of them count, which may be read, and how they take on others."""

from collections import ChainMap

import pytest

from compliance import rows as module
from compliance.finding import Entry
from compliance.rows import Rows
from tests.small import as_entries, meeting, policy, vote

M1, M2, P1, V1 = as_entries(
    [
        meeting("m1", "2019-05-01"),
        meeting("m2", "2019-06-01", subject=["topic", "rules"]),
        policy("p1", "2019-08-29", subject=["rules"]),
        vote("v1", "2020-05-01"),
    ]
)


def corrected(entry: Entry, why: str, number: int | None = None) -> Entry:
    """A row with the same key that is set aside, with the same number unless told otherwise."""
    return entry._replace(set_aside=why, number=number or entry.number)


def held(rows: Rows, *reasons: str) -> list[tuple[int, str | None]]:
    """The number of each meeting that counts, and why it was set aside."""
    found = rows.holding(["topic"], ["meeting"], reasons)  # type: ignore[arg-type]
    return [(e.number, e.set_aside) for e in found]


def test_a_row_about_two_subjects_is_found_once_and_in_its_place() -> None:
    rows = Rows.of([M1, M2, P1, V1])
    assert rows.about(["rules", "topic"]) == [M1, M2, P1]
    assert rows.about(["rules", "topic"], ["policy"]) == [P1]
    assert rows.about(["nothing"]) == []


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_rows_with_one_number_the_one_set_aside_comes_last_and_holds_once_let_in(order: int) -> None:
    rows = Rows.of([M1, corrected(M1, "file")][::order])
    assert held(rows) == [(1, None)]
    assert held(rows, "file") == [(1, "file")]
    assert held(rows, "hidden") == [(1, None)]
    other = Rows.of([M1, corrected(M1, "file"), M2._replace(evidence=P1.evidence)][::order])
    assert [e.set_aside for e in other.about(["topic", "rules"])] == [None, "file", None]


def test_a_row_set_aside_counts_only_once_it_is_let_in() -> None:
    rows = Rows.of([corrected(M1, "hidden"), M2])
    assert held(rows) == [(2, None)]
    assert held(rows, "hidden") == [(1, "hidden"), (2, None)]


def test_hidden_rows_are_in_nothing_that_may_be_read() -> None:
    rows = Rows.of([M1, corrected(M1, "hidden", 5), corrected(P1, "hidden"), corrected(V1, "file")])
    seen = rows.readable()
    assert sorted(seen.entries) == ["m1", "v1"]
    assert seen.entries["m1"] is M1
    assert seen.about(["topic", "rules", "program"]) == [M1, corrected(V1, "file")]
    assert {key: [e.number for e in found] for key, found in seen.contested.items()} == {"m1": [1], "v1": [4]}
    assert "rules" not in {subject for subject, drawer in seen.by_subject.items() if drawer}


def test_where_nothing_is_set_aside_all_may_be_read() -> None:
    rows = Rows.of([M1, M2])
    assert rows.readable() == rows
    assert rows.contested == {}


@pytest.mark.parametrize("order", [1, -1])
def test_taking_on_a_row_set_aside_beside_its_own_is_as_if_both_had_been_there(order: int) -> None:
    come = [corrected(M1, "hidden"), M1][::order]
    taken = Rows.of([M2]).replaced([], come)
    whole = Rows.of([M1, corrected(M1, "hidden"), M2])
    assert taken.contested == whole.contested
    assert taken.about(["topic"]) == whole.about(["topic"])
    assert dict(taken.entries) == dict(whole.entries)
    assert held(taken) == [(1, None), (2, None)]


def test_a_row_that_takes_the_place_of_another_leaves_nothing_of_it() -> None:
    corrects = M1._replace(number=7)
    taken = Rows.of([M1, M2]).replaced([M1], [corrects])
    assert [e.number for e in taken.about(["topic"])] == [2, 7]
    assert taken.entries["m1"] is corrects
    gone = taken.replaced([corrects], [])
    assert sorted(gone.entries) == ["m2"]


def test_a_rival_that_joins_a_row_that_was_alone_stands_beside_it() -> None:
    taken = Rows.of([M1]).replaced([], [corrected(M1, "file", 3)])
    assert [(e.number, e.set_aside) for e in taken.contested["m1"]] == [(1, None), (3, "file")]
    assert held(taken) == [(1, None)]


def test_only_so_many_rows_stand_in_front_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LAYER", 1)
    one = Rows.of([M1]).replaced([], [M2])
    assert isinstance(one.entries, ChainMap) and [len(part) for part in one.entries.maps] == [1, 1]
    two = one.replaced([], [P1])
    assert not isinstance(two.entries, ChainMap)
    assert sorted(two.entries) == ["m1", "m2", "p1"]


def test_rows_in_front_are_put_into_one_layer() -> None:
    found = Rows.of([M1]).replaced([], [M2]).replaced([], [P1])
    assert isinstance(found.entries, ChainMap) and [len(part) for part in found.entries.maps] == [2, 1]
