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


def test_what_hangs_on_a_difference_is_linked(open_page: OpenPage) -> None:
    page = shown(open_page("differences", on="2020-02-01"))
    assert page.count('href="/obligation?on=2020-02-01&amp;key=duty"') >= 2
    assert "/record?on=2020-02-01&amp;number=" in page


@pytest.fixture
def many(open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Pages over a record in which twelve meetings are told in two ways and fourteen sources count one thing."""
    content = catalogue_content(CHECK)
    content["terms"].append({"key": "talks", "name": t("the talks")})
    told = [
        record_content(f"{name}-{i}", happened=f"2019-05-{day:02}", state="held", thing=f"talk-{i}")
        for i in range(1, 13)
        for name, day in (("one", i), ("two", i + 12))
    ]
    counts = [
        record_content(
            f"count-{i}", counts="talks", value=f"{i}", as_of=f"2020-01-{i:02}", said_by=f"Paper {i}"
        )
        for i in range(1, 15)
    ]
    data = write_folder(tmp_path / "data", catalogue=content, meeting=told, claim=counts)
    place = sqlite_place(tmp_path / "many")
    load_folder(a_desk(place, lambda: datetime.now(UTC)), data)
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    return open_page


def test_many_differences_are_shown_some_at_a_time(many: OpenPage) -> None:
    text = words(many("differences", on="2020-02-01"))
    assert text.count("Meeting: talk-") == 2 * 5 and "1 to 5 of 12" in text
    last = words(many("differences", on="2020-02-01", **{"page-things": "3"}))
    assert last.count("Meeting: talk-") == 2 * 2 and "11 to 12 of 12" in last
    assert "1 to 10 of 14" in text and "There are 14 on this in all." in text
    assert "39 more comparisons" in text


def test_differences_are_found_by_their_words(many: OpenPage) -> None:
    text = words(many("differences", on="2020-02-01", q="two-7"))
    assert "Meeting: talk-7 " in text and "Meeting: talk-8 " not in text
    nothing = words(many("differences", on="2020-02-01", q="<script>", **{"page-things": "9999"}))
    assert "None of them has these words." in nothing
