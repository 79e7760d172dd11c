"""The monitor's totals as points: only figures with a meaning become one, each with its base."""

from typing import Any

import pytest

from compliance.catalogue import Catalogue
from compliance.determinations import ReportTotal
from compliance.report_points import newest, points
from tests.small import catalogue_content, criterion, d
from tests.stores import PERIODS


def a_catalogue() -> Catalogue:
    content = catalogue_content(criterion("policy_in_force")) | {"periods": PERIODS}
    return Catalogue.model_validate(content)


def total(report: str = "IMR-1", **figures: Any) -> ReportTotal:
    return ReportTotal.model_validate({"report": report, "source": "paper", **figures})


@pytest.mark.parametrize(
    ("figures", "percent", "told"),
    [
        (
            {"first": "182", "base": "507", "base_note": "paragraphs"},
            100 * 182 / 507,
            "182 of 507 paragraphs",
        ),
        ({"first": "46%"}, 46.0, "46%, base not given"),
        ({"first": "24.8%", "base": "609"}, 24.8, "24.8% of 609"),
    ],
)
def test_a_number_with_its_base_and_a_percentage_are_points(
    figures: dict[str, str], percent: float, told: str
) -> None:
    [point] = points(a_catalogue(), [total(**figures)], d("2020-01-01"))
    assert (point.percent, point.told.en) == (pytest.approx(percent), told)


@pytest.mark.parametrize(
    "figures", [{"first": "182"}, {"first": "about 78%", "base": "507"}, {"first": "9", "base": "0"}, {}]
)
def test_any_other_figure_is_no_point(figures: dict[str, str]) -> None:
    assert points(a_catalogue(), [total(**figures)], d("2020-01-01")) == []


def test_reports_that_were_not_out_by_the_day_have_no_point() -> None:
    totals = [total("IMR-1", first="1%"), total("IMR-2", first="2%")]
    assert [p.period.key for p in points(a_catalogue(), totals, d("2020-08-31"))] == ["IMR-1"]
    assert [p.period.key for p in points(a_catalogue(), totals, d("2020-09-01"))] == ["IMR-1", "IMR-2"]


def test_the_newest_report_is_the_last_with_a_figure_also_where_it_is_no_point() -> None:
    totals = [total("IMR-1", first="1%"), total("IMR-2", first="176")]
    found = newest(a_catalogue(), totals, d("2021-01-01"))
    assert found is not None and found[0].key == "IMR-2"
    assert newest(a_catalogue(), [total("IMR-1")], d("2021-01-01")) is None
