"""Data sets as looks at them tell of them, and what checks ask of the data."""

from typing import Any

from compliance.assessment import assess
from compliance.data_health import ANSWERS, PROPERTIES, DataSet, data_sets
from compliance.evidence import Evidence
from compliance.evidence.dataset import Dataset
from compliance.outcomes import Outcome
from tests.small import a_catalogue, as_entries, criterion, d, record, report

FRESH = criterion("kept_fresh", key="fresh", limit_days={"2019-03-01": "40", "2020-01-01": "30"})
FIT = criterion("data_set_fit", key="fit", columns=["alpha", "beta"], fresh_days="365")
MONTHLY = criterion(
    "published_each_period",
    key="monthly",
    subject="rules",
    every="month",
    first="2019-04-01",
    grace_days="10",
    due="each period",
)


def look(key: str, happened: str, **fields: Any) -> Evidence:
    return record("dataset", key, happened=happened, **({"title": "Stops", "thing": "stops"} | fields))


def on(day: str, *records: Evidence, checks: Any = (FRESH, FIT), **aside: Any) -> list[DataSet]:
    """Every data set on a day."""
    return list(
        data_sets(assess(a_catalogue(*checks), as_entries(records, **aside), d("2022-12-31")), d(day))
    )


def test_what_checks_ask_data_for_and_nobody_looked_at_is_listed_without_a_look() -> None:
    [topic, rules] = on("2020-02-01", checks=(FRESH, FIT, MONTHLY))[::-1]
    assert {topic.key, rules.key} == {"topic", "rules"}
    for one in (topic, rules):
        assert one.latest is None and one.looks == () and one.told is None
        assert one.columns() == [] and one.answers() == []
    assert {u.criterion.key for one in (topic, rules) for u in one.uses} == {"fresh", "fit", "monthly"}


def test_a_cadence_is_told_as_it_is_asked_on_the_day() -> None:
    asks = {
        day: {u.criterion.key: u.asks.en for one in on(day, checks=(FRESH, FIT, MONTHLY)) for u in one.uses}
        for day in ("2019-12-31", "2020-02-01")
    }
    assert asks["2019-12-31"]["fresh"] == "data no older than 40 days"
    assert asks["2020-02-01"] == {
        "fresh": "data no older than 30 days",
        "fit": "a look in the last 365 days, with columns on alpha and beta",
        "monthly": "a report for each month, within 10 days of its end",
    }


def test_the_latest_look_by_the_day_speaks() -> None:
    looks = [
        look("old", "2019-06-01"),
        look("new", "2019-12-01", dictionary="yes"),
        look("later", "2020-03-01"),
    ]
    [one] = on("2020-02-01", *looks)
    assert [e.evidence.key for e in one.looks] == ["new", "old"]
    assert one.latest is not None and one.latest.key == "new"


def test_what_no_look_settled_is_not_known_and_never_a_no() -> None:
    [one] = on("2020-02-01", look("new", "2019-12-01", dictionary="no", minors_counted="yes"))
    said = {name.en: answer for name, answer in one.answers()}
    assert said["What its columns mean is published"] == "no"
    assert said["People under age are counted"] == "yes"
    assert said["It says what a blank means"] == "unknown"
    assert "nobody looked" in ANSWERS["unknown"].en
    assert {field for _, field in PROPERTIES} <= set(Dataset.model_fields)


def test_columns_asked_for_stand_beside_those_seen() -> None:
    [one] = on("2020-02-01", look("new", "2019-12-01", columns=["students"], without=["beta"]))
    assert one.columns() == [("alpha", "unknown"), ("beta", "no"), ("students", "yes")]


def test_the_age_is_that_of_the_latest_day_any_row_tells_of() -> None:
    [one] = on(
        "2020-02-01",
        look("new", "2019-12-01", last_data_day="2019-11-15/2019-11-20"),
        report("out", "2019-12-20", "2019-12-01/2019-12-15"),
    )
    assert one.told is not None
    assert one.told.entry.evidence.key == "out" and one.told.text().en == "48 days"
    [vague] = on("2020-02-01", look("new", "2019-12-01", last_data_day="2019-11-15/2019-11-20"))
    assert vague.told is not None and vague.told.text().en == "73 to 78 days"


def test_how_a_check_stands_is_its_own_outcome() -> None:
    [one] = on("2020-02-01", look("new", "2020-01-31", last_data_day="2020-01-30", columns=["alpha", "beta"]))
    assert {u.criterion.key: u.outcome for u in one.uses} == {"fresh": Outcome.MET, "fit": Outcome.MET}


def test_claims_and_publications_on_a_data_set_stand_with_it() -> None:
    claim = record("claim", "said", counts="alpha", value="3", as_of="2019-12-31")
    [one] = on(
        "2020-02-01", look("new", "2019-12-01"), report("out", "2019-12-20", "2019-12-01/2019-12-15"), claim
    )
    assert [e.evidence.key for e in one.claims] == ["said"]
    assert [e.evidence.key for e in one.publications] == ["out"]


def test_a_report_on_a_topic_of_which_no_check_asks_data_is_no_data_set() -> None:
    assert (
        on("2020-02-01", report("out", "2019-12-20", "2019-12-15"), checks=(criterion("policy_in_force"),))
        == []
    )


def test_rows_that_count_for_nothing_are_left_out() -> None:
    [one] = on("2020-02-01", look("new", "2019-12-01"), reviews={"new": "rejected"})
    assert one.looks == ()


def test_data_sets_that_obligations_use_come_first() -> None:
    unused = look("other", "2019-12-01", thing="arrests", title="Arrests", subject=["roster"])
    assert [one.title.en for one in on("2020-02-01", unused, look("new", "2019-12-01"))] == [
        "Stops",
        "Arrests",
    ]
