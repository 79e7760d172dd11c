"""Whether one data set has every property that a duty asks of it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from compliance.rules.rule import Would
from tests.rules.acts import acted
from tests.rules.ledgers import act_on, asks, would_on
from tests.rules.orders import order
from tests.small import a_catalogue, criterion, finding, history, on, outcomes, record

FIT = criterion(
    "data_set_fit",
    columns=["alpha", "beta"],
    grain="students",
    minors="counted",
    dictionary="published",
    small_cells="suppressed",
    fresh_days="100",
    due="2019-12-31",
)
WHOLE: dict[str, Any] = {
    "title": "Arrests",
    "columns": ["alpha", "beta"],
    "grain": "students",
    "minors_counted": "yes",
    "dictionary": "yes",
    "small_cells_suppressed": "yes",
    "recoverable": "no",
}
STRICT = {"silence": "not_met"}


def look(key: str, happened: str, **fields: Any) -> Evidence:
    """A look at a data set that has everything, but for what is told otherwise."""
    return record("dataset", key, happened=happened, **(WHOLE | fields))


def test_a_look_that_shows_every_property_counts_for_its_days() -> None:
    found = history(FIT, look("l", "2020-01-01"))
    assert outcomes(found)[1:] == [
        ("2020-01-01", "met"),
        ("2020-04-11", "cannot_tell"),
    ]


def test_an_empty_record_is_missing_every_property_by_name() -> None:
    found = finding(history(FIT, **STRICT), "2020-01-01")
    assert found.outcome == "not_met"
    assert [m.en for m in found.missing] == [
        "a column on alpha",
        "a column on beta",
        "counts by students",
        "a published dictionary",
        "minors counted",
        "small counts suppressed and not recoverable by subtraction",
    ]
    assert found.says.en.startswith("No look at a data set that still counts on 1 January 2020 is on record")


@pytest.mark.parametrize(
    ("lacks", "named"),
    [
        ({"columns": ["alpha"], "without": ["beta"]}, "a column on beta"),
        ({"grain": "parents"}, "counts by students"),
        ({"minors_counted": "no"}, "minors counted"),
        ({"dictionary": "no"}, "a published dictionary"),
        (
            {"small_cells_suppressed": "no", "recoverable": "unknown"},
            "small counts suppressed and not recoverable by subtraction",
        ),
        ({"recoverable": "yes"}, "small counts suppressed and not recoverable by subtraction"),
    ],
)
def test_what_is_known_to_be_absent_is_short_and_named_and_the_look_cited(
    lacks: dict[str, Any], named: str
) -> None:
    found = finding(history(FIT, look("l", "2020-01-01", **lacks), **STRICT), "2020-01-01")
    assert found.outcome == "not_met"
    assert [m.en for m in found.missing] == [named]
    assert f"The look found absent: {named}." in found.says.en
    assert found.evidence == ("l",)


@pytest.mark.parametrize(
    "unknown",
    [
        {"columns": ["alpha"]},
        {"grain": None},
        {"minors_counted": "unknown"},
        {"dictionary": "unknown"},
        {"recoverable": "unknown"},
        {"rows": 0, "minors_counted": "unknown"},
    ],
)
def test_what_no_look_settles_stays_unknown_and_is_no_no(unknown: dict[str, Any]) -> None:
    found = finding(history(FIT, look("l", "2020-01-01", **unknown), **STRICT), "2020-01-01")
    assert found.outcome == "cannot_tell"
    assert "Not settled by it: " in found.says.en
    assert "absent" not in found.says.en


def test_a_set_of_adults_beside_one_of_minors_does_not_add_up_to_a_fit_one() -> None:
    adults = look("a", "2020-01-01", title="Adults", minors_counted="no")
    minors = look("m", "2020-01-01", title="Minors", dictionary="no", columns=["alpha"], without=["beta"])
    found = finding(history(FIT, adults, minors, **STRICT), "2020-01-01")
    assert found.outcome == "not_met"
    assert [m.en for m in found.missing] == ["minors counted"], "the set that shows most speaks"
    assert "“Adults”" in found.says.en


def test_another_set_that_may_be_fit_keeps_a_shortage_from_being_called_one() -> None:
    adults = look("a", "2020-01-01", title="Adults", minors_counted="no")
    other = look("o", "2020-01-01", title="Other", minors_counted="unknown", dictionary="unknown")
    assert on(history(FIT, adults, other, **STRICT), "2020-01-01") == "cannot_tell"


def test_another_set_that_lacks_something_too_leaves_the_shortage_one() -> None:
    adults = look("a", "2020-01-01", title="Adults", minors_counted="no")
    other = look("o", "2020-01-01", title="Other", minors_counted="unknown", dictionary="no")
    assert on(history(FIT, adults, other, **STRICT), "2020-01-01") == "not_met"


def test_a_set_that_speaks_only_once_another_has_run_out_adds_nothing_to_it() -> None:
    first = look("a", "2020-01-01", title="Adults", minors_counted="no")
    second = look("b", "2020-02-01", title="Minors", dictionary="no", grain="parents")
    found = history(FIT, first, second, **STRICT)
    missing = {
        day: [m.en for m in finding(found, day).missing] for day in ("2020-03-01", "2020-04-10", "2020-04-11")
    }
    assert list(missing.values()) == [
        ["minors counted"],
        ["minors counted"],
        ["counts by students", "a published dictionary"],
    ]
    assert "“Adults”, looked at on 1 January 2020" in finding(found, "2020-04-10").says.en
    assert "“Minors”, looked at on 1 February 2020" in finding(found, "2020-04-11").says.en
    better = look("c", "2020-02-01", title="Whole")
    mended = history(FIT | {"fresh_days": {"2019-03-01": "100", "2020-02-01": "9"}}, first, better, **STRICT)
    assert outcomes(mended)[1:] == [
        ("2020-01-01", "not_met"),
        ("2020-02-01", "met"),
        ("2020-02-11", "lapsed"),
    ]
    assert finding(mended, "2020-02-05").evidence == ("c",)


def test_of_sets_that_show_as_much_the_one_looked_at_last_speaks() -> None:
    lacking = {"dictionary": "no"}
    for one, other in (("a", "b"), ("b", "a")):
        early, late = look(one, "2020-01-01", **lacking), look(other, "2020-02-01", title="Other", **lacking)
        found = history(FIT, early, late)
        assert "looked at on 1 February 2020" in finding(found, "2020-02-15").says.en


def test_on_its_last_day_the_better_set_still_speaks() -> None:
    found = history(
        FIT, look("a", "2020-01-01"), look("b", "2020-04-10", title="Other", dictionary="no"), **STRICT
    )
    assert [on(found, day) for day in ("2020-04-10", "2020-04-11")] == ["met", "lapsed"]


DICTIONARY = criterion("data_set_fit", dictionary="published", fresh_days="100", due="2019-12-31")


def test_a_data_set_without_a_row_shows_nothing_by_having_it() -> None:
    empty = history(DICTIONARY, look("l", "2020-01-01", rows=0, minors_counted="unknown"), **STRICT)
    assert on(empty, "2020-01-01") == "cannot_tell"
    assert "It held no rows." in finding(empty, "2020-01-01").says.en
    for rows in (1, 5, None):
        held = history(DICTIONARY, look("l", "2020-01-01", rows=rows), **STRICT)
        assert on(held, "2020-01-01") == "met"
        assert "no rows" not in finding(held, "2020-01-01").says.en
    gone = look("l", "2020-01-01", rows=0, minors_counted="unknown", dictionary="no")
    assert on(history(DICTIONARY, gone, **STRICT), "2020-01-01") == "not_met"


def test_a_look_that_counts_for_its_own_day_alone_counts_on_it() -> None:
    found = history(
        DICTIONARY | {"fresh_days": "0"},
        look("l", "2020-01-05"),
        look("m", "2020-01-07", dictionary="no"),
        **STRICT,
    )
    assert outcomes(found)[1:] == [
        ("2020-01-01", "not_met"),
        ("2020-01-05", "met"),
        ("2020-01-06", "lapsed"),
    ]
    assert [finding(found, f"2020-01-0{n}").evidence for n in (5, 6, 7, 8)] == [("l",), (), ("m",), ()]


def test_from_the_first_day_on_which_it_may_have_gone_it_is_not_sure() -> None:
    found = history(
        DICTIONARY, look("l", "2020-01-01"), look("m", "2020-02-01/2020-02-10", dictionary="no"), **STRICT
    )
    assert outcomes(found)[1:] == [
        ("2020-01-01", "met"),
        ("2020-02-01", "cannot_tell"),
        ("2020-02-10", "lapsed"),
    ]
    exact = look("x", "2020-02-10", dictionary="no")
    vague = look("m", "2020-02-01/2020-02-10", dictionary="no")
    for denials in ((exact, vague), (vague, exact)):
        both = history(DICTIONARY, look("l", "2020-01-01"), *denials, **STRICT)
        assert on(both, "2020-02-05") == "cannot_tell"


def test_each_shortage_cites_the_look_that_found_it_on_the_days_on_which_that_counts() -> None:
    check = DICTIONARY | {"fresh_days": "20"}
    looks = [
        look(f"l{n}", f"2020-0{n}-05", dictionary=found) for n, found in ((1, "yes"), (2, "no"), (4, "no"))
    ]
    slot = "dictionary/published"
    assert asks(history(check, *looks)) == [
        f"{slot} from 2020-01-01 to 2020-02-04 due 2019-12-31",
        f"{slot} from 2020-02-05 to 2020-02-25 due 2019-12-31 because l2",
        f"{slot} from 2020-02-26 to 2020-04-04 due 2019-12-31",
        f"{slot} from 2020-04-05 to 2020-04-25 due 2019-12-31 because l4",
        f"{slot} from 2020-04-26 due 2019-12-31",
    ]


@pytest.mark.parametrize(
    ("acts", "parts"),
    [
        # The order acts while the first look still counts, on the day after its last day, and a day later.
        ("2020-01-20", ["from 2020-01-05 to 2020-01-19 due 2019-12-31 because l1"]),
        ("2020-01-26", ["from 2020-01-05 to 2020-01-25 due 2019-12-31 because l1"]),
        (
            "2020-01-27",
            [
                "from 2020-01-05 to 2020-01-25 due 2019-12-31 because l1",
                "from 2020-01-26 to 2020-01-26 due 2019-12-31",
            ],
        ),
    ],
)
def test_what_a_look_denies_is_asked_no_longer_than_the_due_date_holds(acts: str, parts: list[str]) -> None:
    looks = [look(f"l{n}", f"2020-0{n}-05", dictionary="no") for n in (1, 2, 7)]
    found = history(DICTIONARY | {"fresh_days": "20"}, *looks, order(acts, "2020-07-04"))
    assert asks(found) == [
        f"dictionary/published {part}"
        for part in (
            "from 2020-01-01 to 2020-01-04 due 2019-12-31",
            *parts,
            "from 2020-07-05 to 2020-07-25 due 2020-07-04 because l7",
            "from 2020-07-26 due 2020-07-04",
        )
    ]


def test_nothing_is_left_to_ask_where_the_look_counts_to_the_last_day_on_which_the_due_date_holds() -> None:
    check = DICTIONARY | {"fresh_days": "20"}
    found = history(check, look("l", "2020-01-05", dictionary="no"), order("2020-01-26", "2022-12-31"))
    assert asks(found) == [
        "dictionary/published from 2020-01-01 to 2020-01-04 due 2019-12-31",
        "dictionary/published from 2020-01-05 to 2020-01-25 due 2019-12-31 because l",
        "dictionary/published from 2023-01-01 due 2022-12-31",
    ]


def test_a_set_that_speaks_on_is_one_reason_whatever_else_is_looked_at() -> None:
    adults = look("a", "2020-01-01", title="Adults", dictionary="no")
    worse = look("b", "2020-02-01", title="Other", dictionary="no", grain="parents")
    two = DICTIONARY | {"grain": "students"}
    told = [
        line
        for line in asks(history(two, adults, worse))
        if line.startswith("dictionary") and "because" in line
    ]
    assert [line.partition(" due")[0] for line in told] == [
        "dictionary/published from 2020-01-01 to 2020-04-10",
        "dictionary/published from 2020-04-11 to 2020-05-11",
    ]


def test_a_later_look_that_finds_something_gone_ends_what_the_earlier_one_showed() -> None:
    found = history(FIT, look("l", "2020-01-01"), look("m", "2020-02-01", dictionary="no"), **STRICT)
    assert outcomes(found)[1:] == [("2020-01-01", "met"), ("2020-02-01", "lapsed")]


def test_a_later_look_at_less_takes_nothing_back() -> None:
    found = history(FIT, look("l", "2020-01-01"), look("m", "2020-02-01", dictionary="unknown"), **STRICT)
    assert on(found, "2020-02-15") == "met"


def test_what_was_mended_is_met_from_the_look_that_shows_it() -> None:
    found = history(FIT, look("l", "2020-01-01", grain="parents"), look("m", "2020-02-01"), **STRICT)
    assert [str(day) for day, outcome in outcomes(found) if outcome == "met"] == ["2020-02-01"]


def test_two_looks_on_one_day_that_differ_show_nothing_met() -> None:
    one, other = look("l", "2020-01-01"), look("m", "2020-01-01", dictionary="no")
    assert on(history(FIT, one, other, **STRICT), "2020-01-01") == "cannot_tell"
    same = [look("l", "2020-01-01", thing="t"), look("m", "2020-01-01", thing="t", dictionary="no")]
    assert on(history(FIT, *same), "2020-01-01") == "contradicted"
    less = [look("l", "2020-01-01", thing="t"), look("m", "2020-01-01", thing="t", dictionary="unknown")]
    assert on(history(FIT, *less), "2020-01-01") == "met", "what one leaves open the other may know"


def test_two_looks_at_one_thing_differ_where_one_saw_a_column_that_the_other_missed() -> None:
    saw = look("l", "2020-01-01", thing="t")
    missed = look("m", "2020-01-01", thing="t", columns=["alpha"], without=["beta"])
    assert on(history(FIT, saw, missed), "2020-01-01") == "contradicted"


def test_an_inferred_or_vague_look_fills_nothing_for_sure() -> None:
    inferred = history(FIT, look("l", "2020-01-01", inferred="The day."), **STRICT)
    assert on(inferred, "2020-01-01") == "cannot_tell"
    vague = history(FIT, look("l", "2020-01-01/2020-01-20"), **STRICT)
    assert [on(vague, f"2020-01-{n:02}") for n in (10, 20)] == ["cannot_tell", "met"]


def test_how_long_a_look_counts_is_read_on_its_day() -> None:
    check = FIT | {"fresh_days": {"2019-03-01": "10", "2020-02-01": "40"}}
    found = history(check, look("l", "2020-01-25"), look("m", "2020-02-20"), **STRICT)
    assert [step for step in outcomes(found) if step[0] > "2020"] == [
        ("2020-01-01", "not_met"),
        ("2020-01-25", "met"),
        ("2020-02-05", "lapsed"),
        ("2020-02-20", "met"),
        ("2020-04-01", "lapsed"),
    ]


def test_other_properties_are_asked_where_they_are_written() -> None:
    check = criterion(
        "data_set_fit",
        fresh_days="100",
        blanks="declared",
        period="complete",
        licence="named",
        address="known",
        dictionary="matches",
    )
    bare = finding(history(check, look("l", "2020-01-01")), "2020-01-01")
    assert len(bare.missing) == 5
    acted(check, day="2020-01-10")
    full = look(
        "l",
        "2020-01-01",
        blanks_declared="yes",
        period_complete="yes",
        licence="CC BY",
        address="https://data.example/set",
        matches_dictionary="yes",
    )
    assert on(history(check, full), "2020-01-01") == "met"


def test_the_sentence_counts_the_properties_in_both_languages() -> None:
    says = finding(history(FIT, look("l", "2020-01-01", grain="parents")), "2020-01-05").says
    assert "“Arrests”, looked at on 1 January 2020, shows 5 of the 6 properties asked." in says.en
    assert "muestra 5 de las 6 propiedades pedidas" in says.es


def test_the_next_act_is_to_publish_what_is_absent_or_to_look_at_what_is_unknown() -> None:
    absent = acted(FIT, look("l", "2020-01-01", grain="parents"), day="2020-01-10")
    assert (absent.act.kind, absent.act.holder, str(absent.act.day)) == ("do", "police", "2020-01-10")
    unknown = acted(FIT, look("l", "2020-01-01", grain=None), day="2020-01-10")
    assert (unknown.act.kind, unknown.act.holder) == ("supply", "record-keeper")
    assert acted(FIT, day="2020-01-10").act.kind == "supply"
    assert absent.act.text.en.endswith("and have the look recorded; now short: counts by students.")
    assert unknown.act.text.en.endswith("whether it has all that is asked; not known: counts by students.")


def test_the_look_that_would_be_is_at_a_set_of_its_own() -> None:
    acted(FIT, look("l", "2020-01-10", title="The data set", dictionary="no"), day="2020-01-10")


def test_where_nothing_is_short_there_is_no_day_and_nothing_to_bring() -> None:
    found = history(DICTIONARY, look("l", "2019-12-31"))
    assert act_on(found, "2019-12-31").day is None
    assert "not known: a published dictionary." in act_on(found, "2019-12-31").text.en
    assert would_on(found, "2019-12-31") == Would()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"without": ["alpha"]}, "stands under columns and under without"),
        ({"last_data_day": "2020-02-01"}, "lies after the look"),
        ({"rows": 0}, "0 rows counts nobody"),
        ({"dictionary": "unknown", "matches_dictionary": "yes"}, "correct one of them"),
        ({"small_cells_suppressed": "no"}, "none can be recovered"),
    ],
)
def test_a_look_that_cannot_be_so_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        look("l", "2020-01-01", **fields)


def test_a_check_that_asks_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="no property is asked"):
        a_catalogue(criterion("data_set_fit", fresh_days="10"))


def test_ten_thousand_looks_are_weighed() -> None:
    looks = [look(f"l{i}", "2020-01-01", title=f"Set {i}", dictionary="no") for i in range(10_000)]
    assert on(history(FIT, *looks, **STRICT), "2020-01-01") == "not_met"


@st.composite
def looks(draw: st.DrawFn) -> list[Evidence]:
    """A few looks at one or two data sets, some of which lack or leave open something."""
    found = []
    for i in range(draw(st.integers(0, 4))):
        fields = {"title": draw(st.sampled_from(["Arrests", "Others"]))}
        fields["dictionary"] = draw(st.sampled_from(["yes", "yes", "no", "unknown"]))
        fields["minors_counted"] = draw(st.sampled_from(["yes", "yes", "no", "unknown"]))
        if draw(st.integers(0, 4)) == 0:
            fields["inferred"] = "The day."
        first = draw(st.dates(date(2020, 1, 1), date(2020, 6, 30)))
        last = draw(st.sampled_from([first, first, date(2020, 7, 5)]))
        found.append(look(f"l{i}", f"{first}/{last}", **fields))
    return found


@given(looks(), st.dates(date(2020, 1, 1), date(2020, 12, 31)))
def test_met_rests_on_one_fit_look_and_what_the_act_tells_to_do_does_it(
    found: list[Evidence], day: date
) -> None:
    shown = history(FIT, *found, **STRICT).finding(day)
    fit = [
        r
        for r in found
        if (r.dictionary, r.minors_counted, r.inferred) == ("yes", "yes", None)
        and r.happened.latest <= day
        and (day - r.happened.earliest).days <= 100
    ]
    if shown.outcome == "met":
        assert fit and set(shown.evidence) <= {r.key for r in fit}
    else:
        acted(FIT, *found, day=str(day), **STRICT)
