"""The monitor's levels as reported: the newest loaded one, for each body, and never a guess."""

from compliance.catalogue import Catalogue
from compliance.determinations import Determination, filed_by, paragraphs_with_findings, standings
from tests.small import catalogue_content, criterion, d, t


def catalogue() -> Catalogue:
    """Three reports: filed on a day, on no known day, and not yet."""
    content = catalogue_content(criterion("policy_in_force"))
    content["levels"].append({"key": "second", "name": t("Second"), "means": t("."), "source": "paper"})
    content["paragraphs"].append({"number": "7", "about": t("Another."), "source": "paper"})
    content["periods"] = [
        {"key": "R-1", "first": "2019-03-01", "last": "2019-08-31", "filed": "2019-11-15", "source": "paper"},
        {"key": "R-2", "first": "2019-09-01", "last": "2020-02-29", "source": "paper"},
        {
            "key": "R-3",
            "first": "2020-03-01",
            "last": "2020-08-31",
            "filed": "2020-11-01/2020-11-30",
            "source": "paper",
        },
    ]
    return Catalogue.model_validate(content)


def level(
    report: str, key: str, body: str = "police", paragraph: str = "40", by: str = "the body itself"
) -> Determination:
    """A level, as somebody reported it."""
    return Determination(
        paragraph=paragraph,
        body=body,
        report=report,
        level=key,
        level_words=key,
        reported_by=by,
        source="paper",
    )


def levels(found: list[Determination], on: str) -> list[tuple[str, str, str]]:
    """Body, level and report of each standing level of paragraph 40."""
    there = standings(catalogue(), found, "40", d(on))
    return [(s.body.key, s.level.key, s.determination.report) for s in there]


def test_a_level_stands_from_the_day_its_report_was_filed() -> None:
    found = [level("R-1", "first")]
    assert levels(found, "2019-11-14") == []
    assert levels(found, "2019-11-15") == [("police", "first", "R-1")]


def test_where_the_day_of_filing_is_not_known_it_stands_after_the_period() -> None:
    assert levels([level("R-2", "first")], "2020-02-29") == []
    assert levels([level("R-2", "first")], "2020-03-01") == [("police", "first", "R-2")]


def test_a_vague_day_of_filing_counts_from_its_last_possible_day() -> None:
    period = catalogue().periods[2]
    assert not filed_by(period, d("2020-11-29"))
    assert filed_by(period, d("2020-11-30"))


def test_the_newest_report_speaks_whatever_the_order_of_rows_and_a_level_can_be_lost() -> None:
    found = [level("R-3", "first"), level("R-1", "second")]
    for rows in (found, found[::-1]):
        assert levels(rows, "2020-01-01") == [("police", "second", "R-1")]
        assert levels(rows, "2021-01-01") == [("police", "first", "R-3")]


def test_two_bodies_stand_side_by_side() -> None:
    found = [level("R-1", "first"), level("R-1", "second", "schools")]
    assert set(levels(found, "2020-01-01")) == {("police", "first", "R-1"), ("schools", "second", "R-1")}


def test_later_reports_that_are_not_loaded_are_said() -> None:
    [early] = standings(catalogue(), [level("R-1", "first")], "40", d("2021-01-01"))
    assert "First, as of R-1, as reported by the body itself." in early.text().en
    assert "Later reports are not loaded." in early.text().en
    assert "no están cargados" in early.text().es
    [latest] = standings(catalogue(), [level("R-3", "first", by="A newspaper")], "40", d("2021-01-01"))
    assert latest.text().en == "Police: First, as of R-3, as reported by A newspaper."


def test_a_paragraph_with_no_level_loaded_has_none_and_not_a_zero() -> None:
    assert levels([level("R-1", "first", paragraph="7")], "2021-01-01") == []
    found = paragraphs_with_findings(
        catalogue(), [level("R-1", "first", paragraph="7"), level("R-1", "first")], d("2021-01-01")
    )
    assert [p.number for p, _ in found] == ["7", "40"]
