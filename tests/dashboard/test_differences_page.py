"""The page of differences, over a store in which records of one thing differ and a claim counts fewer than is on record."""

from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from re import sub

import pytest

from tests.dashboard.conftest import OpenPage, shown
from tests.small import catalogue_content, criterion, record_content, t, write_folder
from tests.stores import a_desk, load_folder, sqlite_place

CHECK = criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31", due="2020-01-31")
SURE = record_content("may", happened="2019-05-01", state="held", thing="may-talk")
JUNE = record_content("june", happened="2019-06-01", state="held", thing="june-talk", place="A hall")
OTHER = record_content(
    "other", happened="2018-06-01", state="held", thing="june-talk", place="A <b>school</b>", said_by="A city"
)
CLAIMS = [
    record_content("said", counts="talks", value="0", as_of="2019-12-31", since="2019-03-01"),
    record_content("spring", counts="talks", value="9", as_of="2020-01-05", since="2019-04-01"),
]


@pytest.fixture(scope="module")
def chicago_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database URL of the store, in the place of the real one."""
    folder: Path = tmp_path_factory.mktemp("differing")
    content = catalogue_content(CHECK)
    counts = {"kind": "meeting", "subject": "topic"}
    content["terms"].append({"key": "talks", "name": t("the talks"), "counts": counts})
    data = write_folder(folder / "data", catalogue=content, meeting=[SURE, JUNE, OTHER], claim=CLAIMS)
    place = sqlite_place(folder)
    load_folder(a_desk(place, lambda: datetime.now(UTC)), data)
    return place.url


def words(page: object) -> str:
    """The page's text without tags, in one line."""
    return " ".join(unescape(sub(r"<[^>]+>", " ", shown(page))).split())  # type: ignore[arg-type]


def test_records_of_one_thing_are_shown_fact_by_fact_with_what_hangs_on_them(open_page: OpenPage) -> None:
    text = words(open_page("differences", on="2020-02-01"))
    things = text[text.index("Records of one thing that differ") :]
    assert "Meeting: june-talk" in things
    for said in ("1 June 2019", "“A hall”", "1 June 2018", "A city"):
        assert said in things
    assert "Which of them is right decides an outcome: A duty (A check)." in things
    assert "Differences that decide an outcome" in text
    assert "<b>school</b>" not in shown(open_page("differences", on="2020-02-01"))


def test_claims_stand_beside_each_other_and_beside_the_records(open_page: OpenPage) -> None:
    text = words(open_page("differences", on="2020-02-01"))
    assert "so the numbers are not set against each other: 1 March 2019 to 31 December 2019" in text
    assert "this record holds at least 1 (meetings on record as held) of those days" in text
    assert "fewer here does not say that there were fewer" in text


def test_the_page_says_the_same_in_spanish(open_page: OpenPage) -> None:
    text = words(open_page("differences", on="2020-02-01", lang="es"))
    assert "De cuál sea el correcto depende un resultado" in text
    assert "este registro contiene al menos 1" in text
