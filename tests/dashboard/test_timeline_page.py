"""The timeline over Chicago's data: which obligations and days it shows, what it marks, and where a click leads."""

import json
from typing import Any

import pytest

from tests.dashboard.conftest import OpenPage, shown
from tests.dashboard.test_differences_page import words


def figures(page: Any) -> list[dict[str, Any]]:
    """What the figures of the page hold."""
    return [json.loads(figure.proto.spec) for figure in page.get("plotly_chart")]


def test_each_basis_has_its_figure_and_the_list_says_the_same(open_page: OpenPage) -> None:
    page = open_page("timeline")
    assert len(figures(page)) == 5
    assert all(figure.proto.alt for figure in page.get("plotly_chart"))
    text = words(page)
    assert "Shown: 17 obligations, from 1 March 2019 to" in text
    assert "What happened in these days" in text and "1 to 25 of" in text


def test_reporting_periods_are_bands_with_their_names(open_page: OpenPage) -> None:
    layout = figures(open_page("timeline"))[0]["layout"]
    assert {"IMR-1", "IMR-13"} <= {note["text"] for note in layout["annotations"]}
    bands = [shape for shape in layout["shapes"] if shape["type"] == "rect" and shape["opacity"] < 0.1]
    assert bands[0]["x0"] == "2019-03-01" and bands[0]["x1"] == "2019-09-01"


def test_due_dates_and_records_are_marks_that_lead_somewhere(open_page: OpenPage) -> None:
    page = open_page("timeline", key="comment-before-effect")
    [figure] = figures(page)
    marks = {trace["name"]: trace for trace in figure["data"] if trace["type"] == "scatter"}
    assert set(marks) == {"due date", "record"}
    assert all(mark.split()[0] in ("record", "days") for mark in marks["record"]["customdata"])
    assert all(mark.startswith(("obligation", "days")) for mark in marks["due date"]["customdata"])
    text = words(page)
    assert "Only:" in text and "Due date" in text
    assert 'href="/record?number=' in shown(page) and 'href="/obligation?key=comment-before-effect"' in shown(
        page
    )


def test_a_figure_cannot_be_dragged_and_has_no_toolbar(open_page: OpenPage) -> None:
    figure = open_page("timeline").get("plotly_chart")[0].proto
    layout = json.loads(figure.spec)["layout"]
    assert layout["dragmode"] is False and layout["xaxis"]["fixedrange"] and layout["yaxis"]["fixedrange"]
    assert json.loads(figure.config)["displayModeBar"] is False


def test_a_reporting_period_narrows_the_days(open_page: OpenPage) -> None:
    page = open_page("timeline", period="IMR-2")
    assert "from 1 September 2019 to 29 February 2020" in words(page)
    assert figures(page)[0]["layout"]["xaxis"]["range"] == ["2019-09-01", "2020-03-01"]
    page.selectbox(key="choice-period").select("IMR-1").run()
    assert page.query_params["period"] == "IMR-1"


def test_days_typed_into_the_fields_stand_in_the_address(open_page: OpenPage) -> None:
    page = open_page("timeline", page="2")
    [first, _] = [field for field in page.text_input if field.form_id == "days"]
    first.set_value("2020-01-01")
    next(button for button in page.button if button.form_id == "days").click().run()
    assert page.query_params["from"] == "2020-01-01" and "page" not in page.query_params
    assert "from 1 January 2020 to" in words(page)


def test_obligations_are_found_by_their_words_and_their_basis(open_page: OpenPage) -> None:
    assert "Shown: 1 obligation, from" in words(open_page("timeline", q="monthly report of arrests"))
    law = words(open_page("timeline", basis="law"))
    assert "Law: a statute says so" in law and "Commitment: a body announced" not in law


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"from": "abc"}, "'abc' is not a day"),
        ({"from": "2021-01-01", "to": "2020-01-01"}, "do not lie in order"),
        ({"to": "1990-01-01"}, "do not lie in order"),
        ({"key": "<script>"}, "No obligation has this key"),
        ({"period": "<script>", "basis": "x", "page": "9999", "page-lines": "-4"}, "Shown: 17 obligations"),
        ({"q": "<script>"}, "Shown: 0 obligations"),
    ],
)
def test_an_address_that_names_nothing_is_answered(
    open_page: OpenPage, address: dict[str, str], said: str
) -> None:
    page = open_page("timeline", **address)
    assert said in words(page) and "<script>" not in shown(page)


def test_the_page_says_the_same_in_spanish(open_page: OpenPage) -> None:
    text = words(open_page("timeline", lang="es"))
    assert "Qué pasó en estos días" in text and "Cambia" not in text


def test_what_lies_too_close_to_be_told_apart_is_one_mark_that_leads_to_its_days(open_page: OpenPage) -> None:
    marks = [
        mark
        for figure in figures(open_page("timeline"))
        for trace in figure["data"]
        if trace["type"] == "scatter"
        for mark in zip(trace["text"], trace["customdata"], strict=True)
    ]
    together = [mark for mark in marks if mark[-1].startswith("days ")]
    assert together and all(" × " in says for says, _ in together)
    _, key, first, last = together[0][-1].split(" ")
    [narrowed] = figures(open_page("timeline", **{"key": key, "from": first, "to": last}))
    assert narrowed["layout"]["xaxis"]["range"][0] == first <= last
