"""What is looked at before a level is determined for a period: exact, for the period's own days, and neutral."""

from datetime import timedelta
from typing import Any

import pytest

from compliance.assessment import Assessment, assess
from compliance.catalogue import Catalogue
from compliance.determinations import Determination, Stage
from compliance.evidence import Evidence
from compliance.outcomes import Outcome, combine
from compliance.period_review import Difference, PeriodReview, Progress, at_work, matters_of
from tests.small import as_entries, catalogue_content, criterion, d, determined, meeting, policy, t
from tests.stores import PERIODS

POLICY = criterion("policy_in_force", key="policy", level="first", due="2019-12-31")
MEETINGS = criterion("meetings_held", key="meetings", level="second", at_least="2", first="2019-03-01", last="2019-12-31", due="2019-12-31")  # fmt: skip
VERSION = policy("v1", "2019-08-29")
HELD = (meeting("one", "2019-06-01"), meeting("two", "2019-12-01"))


def catalogue(**fields: Any) -> Catalogue:
    """A ladder of three rungs, of which nothing checks the third; two obligations of the police rest on paragraph 40, and
    one of the schools; a commitment rests on it too."""
    content = catalogue_content(POLICY, MEETINGS, silence="not_met")
    for key in ("second", "third"):
        content["levels"].append({"key": key, "name": t(key.title()), "means": t("."), "source": "paper"})
    [duty] = content["obligations"]
    content["paragraphs"].append({"number": "7", "about": t("Another."), "source": "paper"})
    content["obligations"] += [
        duty | {"key": "again", "criteria": [POLICY], "paragraphs": ["40", "7"]},
        duty | {"key": "of-schools", "criteria": [MEETINGS], "responsible": "schools"},
        duty | {"key": "promise", "criteria": [MEETINGS], "basis": "commitment"},
    ]
    content["periods"] = PERIODS
    return Catalogue.model_validate(content | fields)


def assessed(*records: Evidence) -> Assessment:
    """All timelines of that town on some records, numbered from 1."""
    return assess(catalogue(), as_entries(records), d("2022-12-31"))


def review(
    assessment: Assessment,
    period: int = 0,
    today: str = "2020-03-01",
    determinations: tuple[Determination, ...] = (),
    own: tuple[tuple[int, Determination], ...] = (),
) -> PeriodReview:
    """One of its two periods."""
    return PeriodReview(assessment, assessment.catalogue.periods[period], d(today), determinations, own)


def reported(level: str | None, report: str = "IMR-1", **fields: Any) -> Determination:
    """A level that was filed."""
    return determined(level=level, report=report, **fields)


def told_of(report: str) -> Determination:
    """A level of a report as others tell of it."""
    told = {"paragraph": "40", "body": "police", "level": "first", "level_words": "First", "source": "paper"}
    return Determination.model_validate(told | {"report": report, "reported_by": "a newspaper"})


def test_what_is_determined_is_a_paragraph_for_a_body_and_only_what_the_decree_obliges_to() -> None:
    found = [(m.paragraph, m.body, [h.obligation.key for h in m.obligations]) for m in matters_of(assessed())]
    assert found == [
        ("7", "police", ["again"]),
        ("40", "police", ["duty", "again"]),
        ("40", "schools", ["of-schools"]),
    ]


def test_a_result_is_that_of_all_checks_of_a_level_on_the_periods_last_day() -> None:
    seen = review(assessed(VERSION))
    matter = seen.matter("40", "police")
    assert matter is not None
    assert seen.on == d("2019-08-31")
    found = seen.result(matter)
    assert [(level.key, outcome) for level, outcome in found.rungs] == [
        ("first", Outcome.MET),
        ("second", Outcome.NOT_YET_DUE),
        ("third", None),
    ]


@pytest.mark.parametrize("records", [(), (VERSION,), (VERSION, *HELD), (HELD[0],)])
@pytest.mark.parametrize("period", [0, 1])
def test_the_worst_within_a_period_is_what_every_day_of_it_combined_comes_to(
    records: tuple[Evidence, ...], period: int
) -> None:
    seen = review(assessed(*records), period, today="2020-12-31")
    levels = seen.catalogue.levels
    days = [seen.period.first + timedelta(n) for n in range((seen.period.last - seen.period.first).days + 1)]
    for matter in seen.matters:
        each = [matter.at(levels, on) for on in days]
        worst = seen.worst(matter)
        assert worst.outcome is combine(result.outcome for result in each)
        for place, (_, outcome) in enumerate(worst.rungs):
            own = [result.rungs[place][1] for result in each]
            assert outcome is (None if own[0] is None else combine(o for o in own if o is not None))
        assert seen.result(matter) == each[-1]


def test_a_period_that_runs_is_looked_at_as_of_today() -> None:
    seen = review(assessed(), 1, today="2020-04-15")
    assert (seen.on, seen.runs, seen.has_begun) == (d("2020-04-15"), True, True)
    assert seen.days_text().en == "It runs until 31 August 2020: 138 days after today."


def test_a_period_to_come_has_nothing_to_look_at() -> None:
    seen = review(assessed(), 1, today="2019-10-01", determinations=(reported("first"),))
    assert not seen.has_begun
    assert seen.differing == []


def test_what_was_recorded_after_a_number_counts_where_it_tells_of_the_period() -> None:
    late, undated = meeting("late", "2019-08-31"), policy("elsewhere", "2019-05-01", subject=["rules"])
    ahead = meeting("ahead", "2019-09-01")
    seen = review(assessed(VERSION, late, undated, ahead))
    matter = seen.matter("40", "schools")
    assert matter is not None
    assert [e.evidence.key for e in seen.recorded_after(matter, 1)] == ["late"]
    assert [e.evidence.key for e in seen.recorded_after(matter, 0)] == ["v1", "late"]
    assert seen.recorded_after(matter, 2) == []


def test_progress_counts_each_matter_once_at_the_stage_where_it_stands() -> None:
    stages: tuple[tuple[Stage, str, str], ...] = (("draft", "7", "police"), ("shared", "40", "police"))
    own = tuple((n, determined(stage, paragraph=p, body=b)) for n, (stage, p, b) in enumerate(stages, 5))
    assert review(assessed()).progress == Progress(3, 0, 0, 0)
    assert review(assessed(), own=own).progress == Progress(1, 1, 1, 0)
    filed = (reported("first", body="schools"),)
    seen = review(assessed(), determinations=filed, own=own)
    assert seen.progress == Progress(0, 1, 1, 1)
    assert seen.progress.all == len(seen.matters) == 3


def test_determinations_of_other_periods_are_no_progress_of_this_one() -> None:
    own = ((5, determined("draft", report="IMR-2")),)
    assert review(assessed(), own=own).progress.none == 3


def test_the_monitors_own_stands_before_what_others_report_of_the_same() -> None:
    told = determined("filed", level="second")
    seen = review(assessed(), determinations=(reported("first"), told), own=((9, told),))
    matter = seen.matter("40", "police")
    assert matter is not None
    entered = seen.entered(matter)
    assert entered is not None
    assert (entered.number, entered.determination.level) == (9, "second")


def test_the_last_level_is_that_of_an_earlier_report_and_never_of_this_one() -> None:
    told = (reported("first"), reported("second", "IMR-2"))
    assessment = assessed()
    [first, second] = [review(assessment, n, "2020-12-31", told) for n in (0, 1)]
    matter = first.matter("40", "police")
    assert matter is not None
    assert first.last_level(matter) is None
    last = second.last_level(matter)
    assert last is not None
    assert (last.determination.report, last.level_name.en) == ("IMR-1", "First")


def differences(level: str | None, *records: Evidence, **how: Any) -> list[tuple[str, str, bool]]:
    """In what a level determined for the second period differs from the checks at its end."""
    told = reported(level, "IMR-2")
    seen = review(assessed(*records), 1, "2020-12-31", (told,))
    matter = seen.matter("40", "police")
    assert matter is not None
    found = seen.differences(matter)
    assert (matter in seen.differing) == bool(found)
    return [(each.level.key, each.outcome.value, each.determined) for each in found]


def test_a_level_determined_differs_from_checks_that_are_not_all_shown() -> None:
    assert differences("second", VERSION) == [("second", "not_met", True)]
    assert differences("second") == [("first", "not_met", True), ("second", "not_met", True)]


def test_checks_all_shown_differ_from_a_level_that_is_not_determined() -> None:
    assert differences("first", VERSION, *HELD) == [("second", "met", False)]
    assert differences(None, VERSION, *HELD) == [("first", "met", False), ("second", "met", False)]


def test_checks_that_are_shown_above_one_that_is_not_show_no_level() -> None:
    assert differences(None, *HELD) == []


def test_what_agrees_and_what_nothing_checks_differs_in_nothing() -> None:
    assert differences("second", VERSION, *HELD) == []
    assert differences("third", VERSION, *HELD) == []
    assert differences(None) == []


def test_where_nothing_is_determined_for_the_period_the_last_level_is_compared() -> None:
    seen = review(assessed(VERSION), 1, "2020-12-31", (reported("second"),))
    matter = seen.matter("40", "police")
    assert matter is not None
    assert [(each.level.key, each.determined) for each in seen.differences(matter)] == [("second", True)]


def test_a_difference_is_said_without_blame_in_both_languages() -> None:
    level = catalogue().levels[0]
    for determined_ in (True, False):
        text = Difference(level, Outcome.MET, determined_).text()
        assert "differ" in text.en
        assert "difieren" in text.es
        for word in ("wrong", "error", "incorrect", "fail"):
            assert word not in text.en.lower()


def with_reports(*filed: str | None) -> Catalogue:
    """A town with three half-years of 2019 and 2020, with the day on which the report of each was filed."""
    days = (("2019-01-01", "2019-06-30"), ("2019-07-01", "2019-12-31"), ("2020-01-01", "2020-06-30"))
    return catalogue(
        periods=[
            {"key": f"IMR-{n}", "first": first, "last": last, "source": "paper"}
            | ({"filed": day} if day else {})
            for n, ((first, last), day) in enumerate(zip(days, filed, strict=True), 1)
        ]
    )


def unseen(named: Catalogue) -> Assessment:
    """A catalogue with nothing on record."""
    return assess(named, as_entries(()), d("2022-12-31"))


@pytest.mark.parametrize(
    ("filed", "today", "key"),
    [
        (("2019-08-01", None, None), "2020-02-01", "IMR-2"),
        (("2019-08-01", "2020-01-15", None), "2020-02-01", "IMR-3"),
        (("2019-08-01", "2020-03-01", None), "2020-02-01", "IMR-2"),
        ((None, None, None), "2018-01-01", "IMR-1"),
    ],
)
def test_the_period_at_work_is_the_last_that_ended_without_a_report(
    filed: tuple[str | None, ...], today: str, key: str
) -> None:
    found = at_work(unseen(with_reports(*filed)), (), d(today))
    assert found is not None
    assert found.key == key
    assert at_work(unseen(catalogue(periods=[])), (), d(today)) is None


def test_a_period_of_whose_report_others_tell_is_not_at_work_any_more() -> None:
    found = at_work(unseen(with_reports(None, None, None)), [told_of("IMR-2")], d("2020-02-01"))
    assert found is not None
    assert found.key == "IMR-1", "it ended without a report too"
    both = [told_of("IMR-1"), told_of("IMR-2")]
    found = at_work(unseen(with_reports(None, None, None)), both, d("2020-02-01"))
    assert found is not None
    assert found.key == "IMR-3"


def test_a_period_stays_at_work_until_the_last_of_its_paragraphs_is_filed() -> None:
    town = unseen(with_reports("2019-08-01", None, None))
    filed = [reported("first", "IMR-2", paragraph=m.paragraph, body=m.body) for m in matters_of(town)]
    for done in range(len(filed)):
        found = at_work(town, filed[:done], d("2020-02-01"))
        assert found is not None
        assert found.key == "IMR-2", f"{done} of {len(filed)} filed"
    found = at_work(town, filed, d("2020-02-01"))
    assert found is not None
    assert found.key == "IMR-3"


def test_what_came_late_on_any_paragraph_is_counted_once() -> None:
    late, version = meeting("late", "2019-08-31"), policy("v2", "2019-08-30")
    seen = review(assessed(VERSION, late, version))
    assert [e.evidence.key for e in seen.all_recorded_after(1)] == ["late", "v2"]
    assert seen.all_recorded_after(3) == []


@pytest.mark.parametrize(("on", "early"), [("2019-08-31", True), ("2019-01-05", True), ("2019-09-01", False)])
def test_a_day_of_filing_within_the_period_is_early(on: str, early: bool) -> None:
    assert review(assessed()).is_early(d(on)) is early
