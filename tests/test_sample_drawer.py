"""The sample drawer: anyone draws what is on record again; what the team records follows from frame, size and seed."""

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.access import Actor, Desk, NotAllowed
from compliance.access.judging import judge, record_sample
from compliance.evidence import KINDS, Source
from compliance.evidence.sample import Sample
from compliance.rules.judged.sampling import draw
from compliance.sample_drawer import NoDraw, drawing, on_record, sample_checks, samples, shell_line, ticket
from tests.small import catalogue_content, criterion, d, record_content, t, write_folder
from tests.stores import a_desk, load_folder, sqlite_place, with_people

MO, CORA = Actor("mo"), Actor("cora")
CHECK = criterion(
    "sample_judged", question="well-done", asks=t("Was it well done?"), at_least="2", percent="50"
)
PUBLISHED = Source(
    key="the-list", outlet="A town", title="The list, and the lottery of 1 March", quality="original"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A town with a check that wants a sample judged."""
    return a_sampled_town(tmp_path)


def a_sampled_town(folder: Path, clock: Any = None) -> Desk:
    made = with_people(a_desk(sqlite_place(folder / "store"), clock))
    load_folder(made, write_folder(folder / "data", catalogue=catalogue_content(CHECK)))
    return made


def record(desk: Desk, once: str = "once", seed: str = "7 12 31", visibility: Any = "public") -> int:
    """Draw a sample for the check and record it; its number."""
    [(_, rule)] = sample_checks(desk.door.ask(MO).assessment)
    heads = record_sample(
        desk, MO, rule, "Cases of 2019", 40, 3, seed, "The team", PUBLISHED, visibility, once
    )
    return heads[-1].number


def answer(desk: Desk, sample: int, item: int, said: str, actor: Actor = MO) -> Any:
    """Judge an item of a sample."""
    [(_, rule)] = sample_checks(desk.door.ask(MO).assessment)
    once = f"{sample} {item} {said}"
    return judge(
        desk, actor, rule, sample, item, said, "examine", "Read.", "The team", date(2020, 3, 1), once
    )


# Drawing

WORDS = st.text(min_size=1, max_size=40).filter(lambda text: text.strip())


@settings(max_examples=60)
@given(frame=st.integers(1, 3000), size=st.integers(1, 60), seed=st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40))  # fmt: skip
def test_what_an_address_draws_is_what_a_rule_draws(frame: int, size: int, seed: str) -> None:
    try:
        found = drawing(str(frame), str(size), seed)
    except NoDraw:
        assert size > frame or not seed.strip() or not seed.isprintable()
        return
    assert found.items == tuple(sorted(draw(frame, size, found.seed)))
    kept = {ticket(found.seed, code) for code in found.items}
    others = (ticket(found.seed, code) for code in range(1, frame + 1) if code not in found.items)
    assert all(max(kept) < other for other in others)


@settings(max_examples=200)
@given(frame=st.text(max_size=12), size=st.text(max_size=12), seed=st.text(max_size=300))
def test_whatever_stands_in_an_address_is_drawn_or_refused_in_both_languages(
    frame: str, size: str, seed: str
) -> None:
    try:
        found = drawing(frame, size, seed)
    except NoDraw as error:
        assert error.text.en
        assert error.text.es
        return
    assert len(found.items) == found.size <= found.frame <= 100_000


@pytest.mark.parametrize(
    ("frame", "size", "seed"),
    [
        ("100001", "1", "s"),
        ("0", "1", "s"),
        ("-5", "1", "s"),
        ("1e3", "1", "s"),
        ("²", "1", "s"),
        ("٣", "1", "s"),
        ("9" * 40, "1", "s"),
        ("20000", "10001", "s"),
        ("10", "11", "s"),
        ("10", "", "s"),
        ("10", "1", ""),
        ("10", "1", " \t"),
        ("10", "1", "x" * 201),
        ("10", "1", "a\u202eb"),
        ("10", "1", "\ud800"),
        ("10", "1", "a\x00b"),
    ],
)
def test_hostile_values_draw_nothing(frame: str, size: str, seed: str) -> None:
    with pytest.raises(NoDraw):
        drawing(frame, size, seed)


def test_the_largest_frame_is_drawn_and_the_same_letters_draw_the_same_however_they_are_written() -> None:
    assert len(drawing("100000", "10000", "spring").items) == 10_000
    assert drawing("50", "5", "jose\u0301") == drawing("50", "5", "jos\u00e9")


@pytest.mark.parametrize("seed", ["spring", "it's $HOME; `id`", "-n %s \\n", "semilla «ñ»"])
def test_a_shell_works_out_the_same_ticket(seed: str) -> None:
    done = subprocess.run(["sh", "-c", shell_line(seed, 17)], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == ticket(seed, 17)


# On record


def test_a_sample_is_recorded_with_what_its_seed_draws_and_anyone_draws_it_again(desk: Desk) -> None:
    number = record(desk)
    reading = desk.door.ask(Actor())
    [entry] = samples(reading.assessment, reading.on)
    sample = entry.evidence
    assert isinstance(sample, Sample)
    assert entry.number == number
    assert sample.items == drawing(str(sample.frame), str(sample.size), sample.seed).items
    assert reading.source(sample).title == PUBLISHED.title
    found = on_record(reading.assessment, entry, reading.on)
    assert found.same
    [judged] = found.judged
    assert (list(judged.waiting), judged.yes, judged.wrong) == (sorted(sample.items), 0, None)


def test_a_sample_that_its_seed_does_not_draw_is_told_and_counts_for_nothing(desk: Desk) -> None:
    drawn = draw(40, 3, "s")
    other = next(code for code in range(1, 41) if code not in drawn)
    items = [*sorted(drawn)[:2], other]
    body = record_content(
        "bent", happened="2020-02-01", listed="Cases", frame=40, size=3, seed="s", items=items
    )
    desk.add(CORA, KINDS["sample"].model_validate(body), visibility="public")
    reading = desk.door.ask(Actor())
    found = on_record(reading.assessment, samples(reading.assessment, reading.on)[0], reading.on)
    assert not found.same
    assert [each.wrong is not None for each in found.judged] == [True]


def test_items_are_judged_one_by_one_with_this_record_as_the_source(desk: Desk) -> None:
    number = record(desk)
    [entry] = samples(desk.door.ask(MO).assessment, d("2020-03-01"))
    first, second, third = sorted(entry.evidence.items)  # type: ignore[attr-defined]
    answer(desk, number, first, "yes")
    source, judgement = answer(desk, number, second, "no")
    reading = desk.door.ask(Actor())
    [judged] = on_record(reading.assessment, samples(reading.assessment, reading.on)[0], reading.on).judged
    assert (list(judged.waiting), judged.yes) == ([third], 1)
    rows = desk.door.recordings(Actor(), [source.number, judgement.number])
    assert {row.visibility for row in rows.values()} == {"public"}
    [said] = [e.evidence for e in reading.assessment.entries.values() if e.number == judgement.number]
    assert reading.source(said).outlet == "This record"
    assert answer(desk, number, second, "no") == [source, judgement]


def test_a_judgement_is_as_hidden_as_its_sample(desk: Desk) -> None:
    number = record(desk, visibility="team")
    [entry] = samples(desk.door.ask(MO).assessment, d("2020-03-01"))
    heads = answer(desk, number, entry.evidence.items[0], "yes")  # type: ignore[attr-defined]
    for actor in (Actor(), CORA):
        assert desk.door.rows(actor, heads[-1].number, first=number - 1) == []
        assert samples(desk.door.ask(actor).assessment, d("2020-03-01")) == []


def test_what_was_not_drawn_and_what_is_no_sample_cannot_be_judged(desk: Desk) -> None:
    number = record(desk)
    [entry] = samples(desk.door.ask(MO).assessment, d("2020-03-01"))
    other = next(code for code in range(1, 41) if code not in entry.evidence.items)  # type: ignore[attr-defined]
    before = desk.door.head().number
    with pytest.raises(ValueError, match="was not drawn"):
        answer(desk, number, other, "yes")
    with pytest.raises(ValueError, match="is no sample"):
        answer(desk, 1, 1, "yes")
    with pytest.raises(NotAllowed):
        answer(desk, number, entry.evidence.items[0], "yes", Actor("orla"))  # type: ignore[attr-defined]
    assert desk.door.head().number == before


def test_a_rejected_sample_is_shown_and_judged_for_nothing(desk: Desk) -> None:
    from compliance.contributions import Review

    drawn = sorted(draw(40, 3, "s"))
    body = record_content(
        "mine", happened="2020-02-01", listed="Cases", frame=40, size=3, seed="s", items=drawn
    )
    number = desk.add(CORA, KINDS["sample"].model_validate(body), visibility="public").number
    desk.add(MO, Review(record=number, verdict="rejected", reason="The list was not published."))
    reading = desk.door.ask(Actor())
    found = on_record(reading.assessment, samples(reading.assessment, reading.on)[0], reading.on)
    assert (found.same, list(found.judged)) == (True, [])
