"""What a reader finds on each page."""

import json
import re
from html import escape, unescape
from pathlib import Path

import pytest

from dashboard.views import PAGES
from tests.dashboard.conftest import ROOT, OpenPage, shown, with_its_menu_open
from tests.small import catalogue_content, criterion, t, write_folder
from tests.stores import a_desk, load_folder, sqlite_place

VIEWS = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("[a-z]*.py"))
OPEN_TO_ALL = [view for view in VIEWS if view not in PAGES or PAGES[view].opens_to(())]
OBLIGATIONS = re.findall(
    r"^  - key: ([a-z0-9-]+)\n    title", (ROOT / "data/chicago/decree.yaml").read_text(), re.M
)


def words(page: object) -> str:
    """The page's text without tags."""
    return unescape(re.sub(r"<[^>]+>", " ", shown(page)))  # type: ignore[arg-type]


@pytest.mark.parametrize("view", OPEN_TO_ALL)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_opens_in_both_languages(open_page: OpenPage, view: str, language: str) -> None:
    page = open_page(view, lang=language, key="role-policy")
    assert shown(page).count("<h1") == 1
    assert ("Traducción no oficial" in words(page)) == (language == "es")


def test_every_view_is_on_the_way_around_or_reached_by_its_key() -> None:
    assert set(VIEWS) == {*PAGES, "obligation"}


@pytest.mark.parametrize("key", OBLIGATIONS)
def test_every_obligation_has_its_page_with_banner_reasons_and_three_questions(
    open_page: OpenPage, key: str
) -> None:
    page = open_page("obligation", key=key)
    text = words(page)
    assert "What this case is" in text
    assert "voted to remove them before the next one" in text
    assert "no official record and no finding" in text
    assert "In plain words" in text
    assert "Three questions you can ask" in text
    assert text.count("?") >= 3
    assert "Next step with" in text or key == "data-collection"


@pytest.mark.parametrize(("view", "key"), [("overview", ""), ("obligation", "role-policy"), ("method", "")])
def test_every_way_into_a_long_page_leads_to_a_heading_on_it(
    open_page: OpenPage, view: str, key: str
) -> None:
    html = shown(open_page(view, key=key))
    ways = re.findall(r'<a href="#([a-z0-9-]+)"', html)
    assert len(ways) >= 4 and len(ways) == len(set(ways))
    assert all(html.count(f'id="{way}"') == 1 for way in ways)


def test_questions_stand_before_the_checks_and_what_cannot_be_told_blames_nobody(open_page: OpenPage) -> None:
    text = words(open_page("obligation", key="training-assigned"))
    assert text.index("Which officers were trained") < text.rindex("What was checked")
    panel = text[text.index("Our checks say") : text.index("Answers of those concerned")]
    assert "does not say that a promise was broken" in panel
    assert "a roster of the officers assigned" in panel and "Chicago Police Department" in panel
    assert text.index("Open since 22 February 2024") < text.index("Which officers were trained")
    groups = words(open_page("obligation", key="groups-reached"))
    assert "and 2 more" in groups[: groups.index("Answers of those concerned")]


def test_a_number_that_leads_on_makes_sense_to_whoever_hears_it_alone(open_page: OpenPage) -> None:
    links = [
        unescape(re.sub("<[^>]+>", "", text))
        for text in re.findall(r"<a [^>]*>(.*?)</a>", shown(open_page()))
    ]
    assert "4 of 4 cannot tell, Decree: the court's order" in links
    numbers = [text for text in links if re.match(r"\d+ of \d+", text)]
    assert len(numbers) == len(set(numbers)) > 4


def test_overview_shows_the_banner_before_any_outcome_and_counts_per_basis(open_page: OpenPage) -> None:
    html = shown(open_page())
    assert html.index("pilcrow-banner") < html.index("pilcrow-badge")
    text = words(open_page())
    for basis in ("Decree", "Commitment", "Agreement", "Law", "Statement"):
        assert f"{basis}:" in text
    assert "no measure of the decree" in text
    assert "never added up" in text


def test_the_day_in_the_address_changes_what_is_shown(open_page: OpenPage) -> None:
    before = words(open_page("obligation", key="role-policy", on="2019-06-15"))
    after = words(open_page("obligation", key="role-policy", on="2020-06-15"))
    assert "No version of the policy on school resource officers that was in force on 15 June 2019" in before
    assert "took effect on 29 August 2019" in after
    assert "As of 15 June 2019" in before and "As of 15 June 2020" in after


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"on": "2018-01-01"}, "lies before 1 March 2019"),
        ({"on": "2019-02-30"}, "is not in the calendar"),
        ({"on": "2099-01-01"}, "lies beyond"),
        ({"on": "yesterday"}, "is not a day"),
        ({"known": "2020-01-01"}, "held nothing by then"),
        ({"known": "999999"}, "There is no record number 999999"),
        ({"by": "rumour"}, "no way to look back"),
        ({"on": "<script>alert(1)</script>"}, "is not a day"),
    ],
)
@pytest.mark.parametrize("view", ["overview", "gaps"])
def test_an_address_without_an_answer_says_why_and_leads_back(
    open_page: OpenPage, view: str, address: dict[str, str], says: str
) -> None:
    page = open_page(view, **address)
    assert ">This cannot be shown</h1>" in shown(page)
    assert says in words(page)
    assert "<script>" not in shown(page)
    links = [link.proto for link in page.get("page_link")]
    assert any(link.label == "Show today instead" for link in links)


def test_an_unknown_obligation_says_so_and_leads_to_the_list(open_page: OpenPage) -> None:
    page = open_page("obligation", key="no-such-thing")
    assert "There is no obligation at this address" in words(page)
    assert 'href="/obligations"' in shown(page)


def test_clocks_are_kept_in_every_link(open_page: OpenPage) -> None:
    page = open_page("obligations", on="2020-06-15", lang="es")
    inner = re.findall(r'href="(/obligation\?[^"]+)"', shown(page))
    assert inner and all("on=2020-06-15" in link and "lang=es" in link for link in inner)
    ways = [link.proto.query_string for link in with_its_menu_open(page, "obligations").get("page_link")]
    assert all("on=2020-06-15" in way for way in ways), ways


@pytest.mark.parametrize("name", ["page", "self", "visit", "more", "name", "a b", "<b>", ""])
def test_whatever_an_address_names_besides_the_page_is_shown(open_page: OpenPage, name: str) -> None:
    for view in ("overview", "gaps"):
        assert "Español" in shown(open_page(view, **{name: "2"}))


def test_three_comment_rounds_with_their_days_and_what_was_posted(open_page: OpenPage) -> None:
    text = words(open_page("obligation", key="comment-before-effect"))
    for days in (
        "18 May 2020 to 2 June 2020 (15 days)",
        "13 June 2022 to 28 June 2022 (15 days)",
        "14 July 2023 to 18 August 2023 (35 days)",
    ):
        assert days in text
    assert "Current_Effective 29AUG19" in text and "DRAFT_13JUN22" in text
    assert "no posting before it was found in what was read" in text
    assert "the promise is first on record later" in text


def test_meetings_are_told_apart_by_announced_and_held_and_by_what_the_counts_say(
    open_page: OpenPage,
) -> None:
    text = words(open_page("obligation", key="meetings-spring-2019"))
    assert "held, as reported" in text and "announced" in text
    assert "read here as an earlier count of the same thing, not as a contradiction" in text
    assert "agree on the number: 19 and about 20" in text
    assert "They name different periods" in text
    assert "proof of past meetings, not more meetings" in text
    groups = words(open_page("obligation", key="groups-reached"))
    for group in ("students", "parents", "school staff", "community members", "officers who work in schools"):
        assert group in groups


def test_monitors_findings_are_not_loaded_rather_than_none(open_page: OpenPage) -> None:
    text = words(open_page("obligation", key="role-policy"))
    assert "¶40: Not loaded." in text
    reports = words(open_page("reports"))
    assert re.search(r"¶543\s+Chicago Police Board: Secondary \(training\), as of IMR-6", reports)
    assert "Later reports are not loaded." in reports
    both = reports[reports.index("¶565") :]
    assert "City of Chicago Office of Inspector General: Full (practice), as of IMR-4" in both
    assert "Chicago Police Board: Full (practice), as of IMR-6" in both


def test_after_the_vote_it_is_cited_and_a_person_is_asked(open_page: OpenPage) -> None:
    text = words(open_page("obligation", key="role-policy", on="2024-02-22"))
    assert "Open since 22 February 2024 (Chicago Board of Education)" in text
    assert "A person has to answer; Pilcrow does not." in text


def test_gaps_can_be_narrowed_to_one_holder_and_the_choice_stands_in_the_address(open_page: OpenPage) -> None:
    page = open_page("gaps")
    holders = "A person to be named", "Chicago Police Department (CPD)"
    assert all(holder in words(page) for holder in holders)
    page.selectbox(key="choice-holder").select("to-be-named").run()
    assert page.query_params["holder"] == "to-be-named"
    assert [holder in words(page) for holder in holders] == [True, False]
    again = words(open_page("gaps", holder="to-be-named"))
    assert [holder in again for holder in holders] == [True, False]


@pytest.mark.parametrize("view", ["gaps", "obligations"])
def test_whoever_comes_by_a_link_to_a_part_is_told_which_and_can_go_to_all(
    open_page: OpenPage, view: str
) -> None:
    part = shown(open_page(view, lang="es", holder="cps", outcome="cannot_tell"))
    for told in (
        "A quién le toca ahora: Escuelas Públicas de Chicago (CPS)",
        "Estado: no hay datos suficientes",
    ):
        assert f" · {told} · " in part
    assert f'<a href="/{view}?lang=es">Ver todo</a>' in part
    for whole in (open_page(view, lang="es"), open_page(view, lang="es", holder="nobody-of-this-name")):
        assert "Ver todo</a>" not in shown(whole)


def test_an_address_that_asks_for_no_such_choice_shows_all(open_page: OpenPage) -> None:
    assert words(open_page("gaps", holder="<script>", page="9999", q="")) == words(open_page("gaps"))


def test_obligations_are_searched_narrowed_and_sorted_by_the_address(open_page: OpenPage) -> None:
    text = words(open_page("obligations", q="memorandum"))
    assert (
        "A memorandum between schools and police under state law" in text
        and "Eight key policy topics" not in text
    )
    assert "1 of 17" in text
    by_title = words(open_page("obligations", sort="title"))
    assert by_title.index("A monthly report") < by_title.index("Eight key policy topics")
    assert "No obligation is like that" in words(open_page("obligations", q="no such words"))


def test_the_voices_stand_side_by_side_and_an_empty_one_says_so(open_page: OpenPage) -> None:
    text = words(open_page("obligations", view="voices"))
    for name in (
        "Our checks",
        "The monitor",
        "The court",
        "Other officials",
        "Community groups",
        "Where they differ",
    ):
        assert name in text
    assert "Not loaded, which does not say that there is none." in text and "None recorded" in text


def test_a_citation_pins_both_clocks_the_catalogue_and_the_head(open_page: OpenPage) -> None:
    page = open_page("obligation", key="role-policy", on="2019-06-15")
    [code] = [each.value for each in page.code]
    digest = re.search("[0-9a-f]{64}", code)
    assert digest is not None and digest.group() in shown(page).replace("<wbr>", "")
    assert "as of 15 June 2019" in code and "up to record" in code and "catalogue revision: record" in code
    assert "on=2019-06-15&key=role-policy&known=244" in code


def test_what_our_checks_say_stands_beside_the_answers_at_one_size(open_page: OpenPage) -> None:
    text = shown(open_page("obligation", key="role-policy"))
    panels = re.findall('<section class="pilcrow-panel"><h2>(.*?)</h2>', text)
    assert panels == ["Our checks say", "Answers of those concerned"]


def test_the_two_clocks_can_be_changed_on_the_page(open_page: OpenPage) -> None:
    page = open_page()
    page.session_state["panel---"] = True
    page.run()
    page.text_input[0].set_value("2020-06-15")
    page.button[0].click().run()
    assert page.query_params["on"] == "2020-06-15"
    assert "As of 15 June 2020" in words(page)


def test_a_store_that_is_missing_is_said_with_its_cure(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_DATABASE", f"sqlite:///{tmp_path / 'none.db'}")
    page = open_page()
    assert "run pilcrow init" in page.error[0].value


def test_how_we_judge_shows_the_table_and_every_rule_the_program_has(open_page: OpenPage) -> None:
    from compliance.outcomes import TABLE
    from compliance.rules import RULES

    text = words(open_page("method"))
    for row in TABLE:
        assert row.words.en in text and row.when.en in text
    for name in RULES:
        assert name in text


HOSTILE = "**x** [y](http://z) :red[a] <b>"


def test_names_are_shown_as_they_are_written_in_headings_and_in_figures(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sqlite_place(tmp_path / "hostile")
    content = catalogue_content(criterion("policy_in_force"), title=t(HOSTILE)) | {"name": t(HOSTILE)}
    load_folder(a_desk(place), write_folder(tmp_path / "data", catalogue=content))
    monkeypatch.setenv("PILCROW_DATABASE", place.url)
    written = f">{escape(HOSTILE)}</h1>"
    assert written in shown(open_page())
    assert written in shown(open_page("obligation", key="duty"))
    [figure] = open_page("timeline").get("plotly_chart")
    drawn = json.loads(figure.proto.spec)
    label = escape(HOSTILE, quote=False)
    assert drawn["layout"]["annotations"][0]["text"] == label
    assert drawn["data"][0]["text"][0].startswith(f"{label}<br>")


BLAME = ("failed to hold", "in secret", "requires 15 days", "violated", "broke its promise", "refused to")


@pytest.mark.parametrize("view", OPEN_TO_ALL)
def test_no_page_blames_beyond_its_source(open_page: OpenPage, view: str) -> None:
    text = words(open_page(view, key="comment-before-effect")).lower()
    assert not [phrase for phrase in BLAME if phrase in text]


def test_how_far_the_checks_come_and_what_the_court_ordered_stand_apart_from_the_monitors_findings(
    open_page: OpenPage,
) -> None:
    text = words(open_page("obligation", key="role-policy"))
    assert "Our checks show no level as reached." in text
    court = text.index("Sustainment, as the court’s orders say")
    assert text.index("The monitor’s findings") < court
    assert "so whether a period runs on" in text[court:]
