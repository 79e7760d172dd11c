"""Whether a version of the policy is in force, and whether the public could read it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import gives
from tests.rules.open_gaps import acted_where_open
from tests.small import (
    FIRST,
    criterion,
    d,
    finding,
    history,
    on,
    outcomes,
    policy,
    posting,
    record,
    report,
    t,
)

IN_FORCE = criterion("policy_in_force")
PUBLIC = criterion("publicly_available", fresh_days="30", due="none")


@pytest.mark.parametrize("check", [IN_FORCE, PUBLIC])
def test_an_empty_record_shows_nothing_either_way(check: dict) -> None:
    assert outcomes(history(check)) == [("2019-03-01", "cannot_tell")]
    assert finding(history(check), "2020-01-01").missing


def test_a_version_is_in_force_from_the_day_it_took_effect() -> None:
    found = history(IN_FORCE, policy("v", "2019-08-29"))
    assert outcomes(found) == [("2019-03-01", "cannot_tell"), ("2019-08-29", "met")]


def test_issue_is_not_effect() -> None:
    found = history(IN_FORCE, policy("v", "2019-08-29", happened="2019-08-01"))
    assert on(found, "2019-08-28") == "cannot_tell"


def test_a_rescinded_version_no_longer_holds_on_the_day_it_ended() -> None:
    ended = policy("v", "2019-08-29", ends="2020-01-01", ended_by="rescinded")
    found = history(IN_FORCE, ended)
    assert on(found, "2019-12-31") == "met"
    assert on(found, "2020-01-01") == "cannot_tell"
    strict = history(IN_FORCE | {"due": "2019-09-01"}, ended, silence="not_met")
    assert on(strict, "2020-01-01") == "lapsed"


def test_what_was_never_shown_is_not_called_lapsed() -> None:
    found = history(IN_FORCE | {"due": "2019-09-01"}, policy("v", "2020-01-01"), silence="not_met")
    assert outcomes(found) == [
        ("2019-03-01", "not_yet_due"),
        ("2019-09-02", "not_met"),
        ("2020-01-01", "met"),
    ]
    shown = finding(found, "2020-01-01")
    assert shown.late_days == 122
    assert "122 days late" in shown.says.en


def test_one_version_that_follows_another_leaves_no_gap() -> None:
    found = history(IN_FORCE, policy("v", "2019-08-29"), policy("w", "2020-06-01"))
    assert outcomes(found) == [("2019-03-01", "cannot_tell"), ("2019-08-29", "met")]
    assert finding(found, "2020-05-31").evidence == ("v",)
    assert finding(found, "2020-06-01").evidence == ("w",)
    assert [str(step.on) for step in found.steps()][-1] == "2020-06-01"


def test_a_vague_start_counts_from_its_last_possible_day_and_a_vague_end_from_its_first() -> None:
    vague = policy("v", "2019-08-01/2019-08-31", ends="2020-01-10/2020-01-20", ended_by="replaced")
    found = history(IN_FORCE | {"due": "2019-07-01"}, vague, silence="not_met")
    assert outcomes(found) == [
        ("2019-03-01", "not_yet_due"),
        ("2019-07-02", "not_met"),
        ("2019-08-01", "cannot_tell"),
        ("2019-08-31", "met"),
        ("2020-01-10", "cannot_tell"),
        ("2020-01-20", "lapsed"),
    ]


def test_an_inferred_version_fills_nothing() -> None:
    found = history(
        IN_FORCE | {"due": "2019-07-01"}, policy("v", "2019-08-29", inferred="The day."), silence="not_met"
    )
    assert on(found, "2019-08-28") == "not_met"
    assert on(found, "2020-01-01") == "cannot_tell"


def test_a_search_is_cited_and_told_up_to_its_day_and_makes_nothing_a_no() -> None:
    search = record("search", "s", happened="2019-07-26", looked_for="a rule", places="the site")
    found = history(IN_FORCE, search, policy("v", "2019-08-29"))
    assert finding(found, "2019-07-27").cited == ()
    assert "found none" not in finding(found, "2019-07-27").says.en
    on_the_day = finding(found, "2019-07-26")
    assert (on_the_day.outcome, on_the_day.cited) == ("cannot_tell", ("s",))
    assert "having looked and found none" in on_the_day.says.en
    assert finding(found, "2019-08-29").cited == ()
    assert [str(step.on) for step in found.steps()] == ["2019-03-01", "2019-07-27", "2019-08-29"]


def test_a_sighting_counts_for_so_many_days_and_not_one_more() -> None:
    found = history(PUBLIC, report("r", "2020-01-01", "2020-01-01"))
    assert on(found, "2019-12-31") == "cannot_tell"
    assert on(found, "2020-01-01") == "met"
    assert on(found, "2020-01-31") == "met"
    assert on(found, "2020-02-01") == "cannot_tell"


def test_a_page_that_invites_comment_on_the_current_text_does_not_show_the_text_itself() -> None:
    round_ = posting("p", "2020-01-01", "2020-01-15", "current", promised="no")
    found = history(PUBLIC, round_)
    assert outcomes(found) == [("2019-03-01", "cannot_tell")]
    assert "This one does not show the text itself" in found.finding(date(2020, 1, 10)).says.en
    assert "does not show" not in found.finding(date(2020, 1, 16)).says.en


def test_a_vague_sighting_goes_stale_counted_from_its_first_day() -> None:
    found = history(PUBLIC, report("r", "2020-01-01/2020-01-10", "2020-01-01"))
    assert outcomes(found)[1:] == [("2020-01-10", "met"), ("2020-02-01", "cannot_tell")]


@st.composite
def versions_of(draw: st.DrawFn) -> list[Evidence]:
    """A few versions under different numbers, with vague days and ends."""
    found = []
    for i in range(draw(st.integers(0, 3))):
        first = draw(st.dates(date(2019, 3, 5), date(2019, 6, 1)))
        vague = draw(st.sampled_from([0, 0, 6]))
        more: dict[str, str] = {"number": f"N-{i}"}
        if draw(st.booleans()):
            end = first + timedelta(days=vague + draw(st.integers(1, 30)))
            more |= {
                "ends": f"{end}/{end + timedelta(days=draw(st.sampled_from([0, 5])))}",
                "ended_by": "rescinded",
            }
        if draw(st.integers(0, 4)) == 0:
            more["inferred"] = "The day."
        found.append(policy(f"v{i}", f"{first}/{first + timedelta(days=vague)}", **more))
    return found


@given(versions_of(), st.booleans(), st.sampled_from(["unknown", "2019-04-01"]))
def test_each_day_is_as_a_plain_look_at_that_day_says(found: list[Evidence], strict: bool, due: str) -> None:
    silence = "not_met" if strict else "cannot_tell"
    checked = history(IN_FORCE | {"due": due}, *found, silence=silence, until="2019-07-20")
    shown_before, day = False, FIRST
    while day <= d("2019-07-20"):
        surely = [
            v
            for v in found
            if v.inferred is None and v.effective.latest <= day and (v.ends is None or day < v.ends.earliest)
        ]
        perhaps = [
            v for v in found if v.effective.earliest <= day and (v.ends is None or day < v.ends.latest)
        ]
        if due != "unknown" and day <= d(due):
            expected = "met" if surely else "not_yet_due"
        elif surely:
            expected, shown_before = "met", True
        elif due == "unknown" or perhaps or not strict:
            expected = "cannot_tell"
        else:
            expected = "lapsed" if shown_before else "not_met"
        assert checked.outcomes.at(day) == expected, day
        day += timedelta(days=1)


def test_a_version_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not lie after it took effect"):
        policy("v", "2020-05-01", ends="2020-04-01")


NAMES = IN_FORCE | {"cites": ["40", "41"]}
CHANNEL = PUBLIC | {"channel": t("the complaint line")}


def test_a_version_that_names_only_some_of_the_paragraphs_is_in_force_and_does_not_count() -> None:
    found = history(NAMES, policy("v", "2019-08-29", cites=["40"]))
    shown = finding(found, "2020-01-01")
    assert shown.outcome == "cannot_tell"
    assert "no record shows that it names paragraph 41" in shown.says.en
    assert "el párrafo 41" in shown.says.es
    assert [m.en for m in shown.missing] == [
        "a version in force on 1 January 2020 that names paragraphs 40 and 41"
    ]
    assert on(history(NAMES, policy("v", "2019-08-29", cites=["40", "41", "7"])), "2020-01-01") == "met"


def test_what_two_records_of_one_version_say_that_it_names_adds_up_and_what_two_versions_name_does_not() -> (
    None
):
    same = [policy("v", "2019-08-29", cites=["40"]), policy("w", "2019-08-29", cites=["41"], thing="v")]
    assert on(history(NAMES, *same), "2020-01-01") == "met"
    two = [policy("v", "2019-08-29", cites=["40"]), policy("w", "2019-08-29", cites=["41"], number="N-2")]
    assert on(history(NAMES, *two), "2020-01-01") == "cannot_tell"
    inferred = policy("w", "2019-08-29", cites=["41"], thing="v", inferred="What it names.")
    assert on(history(NAMES, same[0], inferred), "2020-01-01") == "cannot_tell"


def test_a_paragraph_that_an_amendment_adds_is_asked_from_the_day_of_the_amendment() -> None:
    amended = IN_FORCE | {
        "cites": {"2019-03-01": ["40"], "2020-06-01": {"is": ["40", "41"], "source": "paper"}}
    }
    found = history(amended, policy("v", "2019-08-29", cites=["40"]))
    assert on(found, "2020-05-31") == "met"
    assert on(found, "2020-06-01") == "cannot_tell"


def test_a_notice_for_a_limited_time_holds_on_its_last_day_and_not_the_day_after() -> None:
    notice = policy("v", "2019-08-29", expires="2019-12-31", ended_by="expired")
    found = history(IN_FORCE | {"due": "2019-08-30"}, notice, silence="not_met")
    assert on(found, "2019-12-31") == "met"
    assert on(found, "2020-01-01") == "lapsed"
    assert "no longer held from 1 January 2020" in finding(found, "2020-01-01").says.en


def test_a_notice_that_is_rescinded_before_it_runs_out_ends_then() -> None:
    notice = policy("v", "2019-08-29", expires="2019-12-31", ends="2019-10-01", ended_by="rescinded")
    assert on(history(IN_FORCE, notice), "2019-10-01") == "cannot_tell"


def test_a_second_record_of_a_version_that_tells_its_end_ends_it() -> None:
    told = policy("w", "2019-08-29", thing="v", ends="2020-01-01", ended_by="rescinded")
    found = history(IN_FORCE, policy("v", "2019-08-29"), told)
    assert on(found, "2019-12-31") == "met"
    assert on(found, "2020-01-01") == "cannot_tell"


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"expires": "2019-01-01"}, "lies before it took effect"),
        ({"ended_by": "expired"}, "has no day"),
        ({"text_sha256": "ABC"}, "text_sha256"),
    ],
)
def test_an_end_that_cannot_be_is_refused(fields: dict[str, str], match: str) -> None:
    with pytest.raises(ValidationError, match=match):
        policy("v", "2020-05-01", **fields)


def test_where_no_version_is_on_record_proof_of_one_is_asked_for() -> None:
    act = acted(IN_FORCE, day="2020-01-01").act
    assert (act.kind, act.holder, act.day) == ("supply", "record-keeper", d("2020-01-01"))


def test_after_the_only_version_has_ended_a_new_one_can_be_issued() -> None:
    ended = policy("v", "2019-08-29", ends="2020-01-01", ended_by="rescinded")
    act = acted(IN_FORCE, ended, day="2020-03-01").act
    assert (act.kind, act.holder, act.day) == ("do", "police", d("2020-03-01"))
    assert "Issue a version" in act.text.en and "Emitir una versión" in act.text.es


def test_a_version_that_does_not_name_the_paragraph_can_be_followed_by_one_that_does() -> None:
    act = acted(NAMES, policy("v", "2019-08-29", cites=["40"]), day="2020-03-01").act
    assert (act.kind, act.holder) == ("do", "police")
    assert "Issue a version that names paragraphs 40 and 41" in act.text.en


def test_a_sighting_in_the_days_of_one_value_goes_stale_by_that_value() -> None:
    shorter = PUBLIC | {"fresh_days": {"2019-03-01": 30, "2020-01-01": 10}}
    assert on(history(shorter, report("r", "2019-12-31", "2019-12-31")), "2020-01-30") == "met"
    assert on(history(shorter, report("r", "2020-01-01", "2020-01-01")), "2020-01-12") == "cannot_tell"
    straddles = report("r", "2019-12-31/2020-01-01", "2020-01-01")
    assert on(history(shorter, straddles), "2020-01-10") == "met"
    assert on(history(shorter, straddles), "2020-01-11") == "cannot_tell"


def test_an_inferred_sighting_fills_nothing() -> None:
    guessed = report("r", "2020-01-01", "2020-01-01", inferred="That it was seen.")
    strict = history(PUBLIC | {"due": "2019-04-01"}, guessed, silence="not_met")
    assert on(strict, "2019-12-31") == "not_met"
    assert on(strict, "2020-01-02") == "cannot_tell"


def test_a_channel_is_named_in_every_sentence_and_can_be_opened() -> None:
    found = acted(CHANNEL, day="2020-01-01")
    assert (found.act.kind, found.act.holder) == ("do", "police")
    assert "reach the complaint line" in found.says.en
    assert "the complaint line" in found.missing[0].en
    assert "text" not in found.says.en + found.missing[0].en + found.act.text.en
    shown = finding(history(CHANNEL, report("r", "2020-01-01", "2020-01-01")), "2020-01-01")
    assert "A record shows the complaint line open to the public" in shown.says.en


def test_a_stale_sighting_is_cured_by_a_new_one() -> None:
    act = acted(PUBLIC, report("r", "2020-01-01", "2020-01-01"), day="2020-03-01").act
    assert (act.kind, act.day) == ("supply", d("2020-03-01"))


def test_each_sighting_counts_once_for_its_own_days() -> None:
    seen = [
        report("exact", "2020-01-01", "2020-01-01"),
        report("vague", "2020-03-01/2020-03-31", "2020-03-01"),
        report("too-vague", "2020-05-01/2020-06-01", "2020-05-01"),
        report("guessed", "2020-08-01", "2020-08-01", inferred="The day."),
    ]
    round_ = posting("page", "2020-10-01", "2020-10-15", "current", promised="no")
    assert gives(history(PUBLIC, *seen, round_)) == [
        "perhaps text by page from 2020-10-01 to 2020-10-15",
        "text by exact from 2020-01-01 to 2020-01-31",
        "text by vague from 2020-03-31 to 2020-03-31",
        "perhaps text by vague from 2020-03-01 to 2020-04-30",
        "perhaps text by too-vague from 2020-05-01 to 2020-07-01",
        "perhaps text by guessed from 2020-08-01 to 2020-08-31",
    ]


def test_a_capture_of_the_text_is_asked_for_by_its_day() -> None:
    act = acted(PUBLIC, day="2020-01-01").act
    assert act and act.text.en == (
        "Supply a dated capture of the public page that shows the text in force on 1 January 2020."
    )


def test_what_a_version_names_is_said_only_where_that_is_asked() -> None:
    version = policy("v", "2019-08-29", cites=["40", "41"])
    plain = finding(history(IN_FORCE, version), "2020-01-01").says.en
    assert plain == (
        "N-1 “Rules” took effect on 29 August 2019; no record shows that it was ended or replaced by 1 January 2020."
    )
    assert finding(history(NAMES, version), "2020-01-01").says.en == f"{plain} It names paragraphs 40 and 41."


def test_where_no_version_is_shown_the_sentence_says_what_it_would_have_to_name() -> None:
    assert finding(history(IN_FORCE), "2020-01-01").says.en == (
        "No version of the topic that was in force on 1 January 2020 is on record."
    )
    shown = finding(history(NAMES), "2020-01-01")
    assert shown.says.en == (
        "No version of the topic that was in force on 1 January 2020 and names paragraphs 40 and 41 is on record."
    )
    supply = "Supply the version that was in force on 1 January 2020, with its issue and effective dates, if there was one."
    assert shown.act and shown.act.text.en == f"{supply} It has to name paragraphs 40 and 41."
    act = finding(history(IN_FORCE), "2020-01-01").act
    assert act and act.text.en == supply


def test_a_version_that_does_not_hold_on_the_day_is_not_called_in_force_without_a_paragraph() -> None:
    ahead = policy("v", "2020-06-01", cites=["40"])
    assert "on record as in force" not in finding(history(NAMES, ahead), "2020-01-01").says.en
    full = policy("w", "2019-08-29/2020-06-01", number="N-2", cites=["40", "41"])
    assert "on record as in force" not in finding(history(NAMES, full), "2020-01-01").says.en


def test_a_version_that_may_have_begun_on_the_day_leaves_open_whether_all_have_ended() -> None:
    ended = policy("v", "2019-08-29", ends="2020-01-01", ended_by="rescinded")
    told = "N-1 of 29 August 2019 no longer held from 1 January 2020 on."
    perhaps = policy("w", "2020-03-01/2020-03-09", number="N-2")
    found = history(IN_FORCE, ended, perhaps)
    assert told in finding(found, "2020-02-29").says.en
    assert told not in finding(found, "2020-03-01").says.en


def test_after_a_version_that_named_the_paragraphs_the_next_one_has_to_name_them_too() -> None:
    ended = policy("v", "2019-08-29", ends="2020-01-01", ended_by="rescinded", cites=["40", "41"])
    act = acted(NAMES, ended, day="2020-03-01").act
    assert act and act.text.en.startswith("Issue a version that names paragraphs 40 and 41; or supply ")
    plain = acted(IN_FORCE, ended, day="2020-03-01").act
    assert plain and plain.text.en.startswith("Issue a version; or supply ")


@given(versions_of(), st.booleans(), st.dates(date(2019, 3, 1), date(2019, 7, 20)))
def test_the_act_does_what_it_says(found: list[Evidence], names: bool, day: date) -> None:
    check = IN_FORCE | ({"cites": {"2019-03-01": ["40"], "2019-05-01": ["40", "41"]}} if names else {})
    acted_where_open(check, *found, day=day, until="2019-07-31")


@given(st.lists(st.tuples(st.dates(date(2019, 3, 1), date(2019, 7, 1)), st.sampled_from([0, 5, 40])), max_size=3),
       st.booleans(), st.dates(date(2019, 3, 1), date(2019, 7, 20)))  # fmt: skip
def test_the_act_on_what_the_public_can_reach_does_what_it_says(
    seen: list[tuple[date, int]], inferred: bool, day: date
) -> None:
    more = {"inferred": "The day."} if inferred else {}
    records = [
        report(f"r{i}", f"{first}/{first + timedelta(days=width)}", str(first), **more)
        for i, (first, width) in enumerate(seen)
    ]
    acted_where_open(PUBLIC, *records, day=day, until="2019-07-31")
