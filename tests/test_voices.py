"""The voices on one obligation: each says what it last said, a silent one says so, and they are never mixed."""

from types import SimpleNamespace
from typing import Any, cast

from compliance.access import Reading
from compliance.assessment import assess
from compliance.contributions import Response
from compliance.determinations import Determination
from compliance.voices import SPEAKERS, Voices, answers, voices, where_they_differ
from tests.small import as_entries, catalogue_content, criterion, d, determined, record, vote
from tests.stores import PERIODS

NONE_RECORDED = "None recorded, which does not say that there is none."
CHECK = criterion("policy_in_force", level="first", due="2019-12-31")


def a_reading(
    *records: Any, on: str = "2020-03-01", given: tuple[Any, ...] = (), levels: tuple[Determination, ...] = ()
) -> Reading:
    """The answer on a day, from no store, with responses (capacity, day, stance) and levels."""
    from compliance.catalogue import Catalogue

    content = catalogue_content(CHECK) | {"periods": PERIODS}
    assessment = assess(Catalogue.model_validate(content), as_entries(records), d("2022-12-31"))
    responses = tuple(
        (
            SimpleNamespace(number=100 + i, capacity=capacity),
            Response(obligation="duty", stance=stance, words="Words.", given=d(day)),
        )
        for i, (capacity, day, stance) in enumerate(given)
    )
    known = SimpleNamespace(assessment=assessment, determinations=levels, responses=responses, sources={})
    return Reading(d(on), d(on), cast(Any, known))


def told(reading: Reading) -> Voices:
    found = voices(reading, reading.assessment.obligations["duty"])
    assert ("duty" in where_they_differ(reading)) == bool(found.differences), "the list would say otherwise"
    return found


def says(spoken: Voices) -> dict[str, str]:
    return {voice.speaker: voice.says.en for voice in spoken.each}


def document(key: str, voice: str, happened: str | None = "2020-01-10") -> Any:
    return record(
        "document", key, voice=voice, said_by=f"The {voice}", **({"happened": happened} if happened else {})
    )


def test_every_voice_stands_in_its_place_and_an_empty_one_says_so() -> None:
    spoken = told(a_reading())
    assert [voice.speaker for voice in spoken.each] == list(SPEAKERS)
    assert [voice.speaker for voice in spoken.each if voice.is_silent] == list(SPEAKERS)[1:]
    said = says(spoken)
    assert said["monitor"] == "Not loaded, which does not say that there is none."
    assert said["court"] == said["groups"] == NONE_RECORDED


def test_who_last_looked_stands_beside_the_voices_and_in_no_voice_of_its_own() -> None:
    """A look through one body's papers does not say that anybody asked the court or the groups."""
    first = record("search", "s", happened="2020-02-01", looked_for="anything", places="the web", said_by="A")
    later = record("search", "t", happened="2020-02-03", looked_for="a rule", places="the shelf", said_by="B")
    spoken = told(a_reading(later, first))
    assert spoken.looked.en == (
        "The last search on record that found nothing: B, 3 February 2020, looked for a rule. Where: the shelf."
    )
    assert says(spoken)["court"] == says(spoken)["groups"] == NONE_RECORDED
    assert told(a_reading(first, on="2020-01-31")).looked.en == ""


def test_each_document_speaks_for_its_own_voice_alone() -> None:
    for voice, speaker in (
        ("department", "body"),
        ("city", "body"),
        ("court", "court"),
        ("inspector general", "officials"),
        ("board", "officials"),
        ("group", "groups"),
    ):
        spoken = told(a_reading(document("x", voice)))
        assert [v.speaker for v in spoken.each if not v.is_silent] == ["checks", speaker]
        assert says(spoken)[speaker] == f"1 on record; the latest with a day: The {voice}, 10 January 2020."
    assert [v.speaker for v in told(a_reading(document("x", "press"))).each if not v.is_silent] == ["checks"]


def test_an_undated_document_is_never_called_the_latest() -> None:
    assert says(told(a_reading(document("x", "city", None))))["body"] == "1 on record, without a day."


def test_the_latest_document_is_the_one_of_the_latest_day_whenever_it_was_recorded() -> None:
    newer, older = document("n", "city", "2020-02-01"), document("o", "department", "2018-07-01")
    for records in ((newer, older), (older, newer)):
        said = says(told(a_reading(*records)))["body"]
        assert said == "2 on record; the latest with a day: The city, 1 February 2020."


def test_a_vote_is_not_the_courts_word_and_an_order_is() -> None:
    about = {"subject": ["topic", "program"]}
    assert says(told(a_reading(vote("v", "2020-01-01", **about))))["court"] == NONE_RECORDED
    order = vote("o", "2020-01-01", effect="none", type="court order", **about)
    assert says(told(a_reading(order)))["court"].startswith("1 on record")


def test_what_lies_after_the_day_has_not_been_said_yet() -> None:
    reading = a_reading(
        document("x", "city", "2020-03-02"), given=(("department/patrol", "2020-03-02", "agrees"),)
    )
    assert says(told(reading))["body"] == NONE_RECORDED
    assert answers(reading, "duty") == []


def test_bodies_that_do_not_simply_agree_differ_by_their_latest_answer() -> None:
    given = (
        ("department/patrol", "2020-01-01", "disagrees"),
        ("department/patrol", "2020-02-01", "agrees"),
        ("organisation/alpha", "2020-02-02", "agrees in part"),
    )
    spoken = told(a_reading(given=given))
    assert [text.en for text in spoken.differences] == [
        "organisation/alpha, 2 February 2020: agrees in part."
    ]
    assert says(spoken)["body"] == "agrees (department/patrol, 1 February 2020)."
    assert says(spoken)["groups"] == "agrees in part (organisation/alpha, 2 February 2020)."


def test_an_answer_that_came_under_the_same_assessment_is_among_where_they_differ() -> None:
    """Responses are no evidence: who sees one, or sees it later, may be answered from the very same assessment."""
    silent, spoken = a_reading(), a_reading(given=(("department/patrol", "2020-01-01", "disagrees"),))
    same = SimpleNamespace(**{**vars(spoken.knowledge), "assessment": silent.assessment})
    after = Reading(silent.on, silent.today, cast(Any, same))
    assert where_they_differ(silent) == frozenset()
    assert where_they_differ(after) == {"duty"}
    assert where_they_differ(silent) == frozenset()


def test_a_level_that_our_checks_do_not_show_differs_and_one_they_show_does_not() -> None:
    level = determined()
    [text] = told(a_reading(levels=(level,))).differences
    assert (
        text.en == "¶40, IMR-1: First: determined, and our checks of it come to: cannot tell. The two differ."
    )
    from tests.small import policy

    assert told(a_reading(policy("v", "2019-04-01"), levels=(level,))).differences == ()
