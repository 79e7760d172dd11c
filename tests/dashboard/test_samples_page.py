"""Samples: everybody draws and redraws; the monitor draws one for the record and judges its items."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.access import Desk
from compliance.sample_drawer import drawing, samples
from tests.dashboard.conftest import OpenPage, shown
from tests.test_sample_drawer import MO, a_sampled_town, record


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A town with a check that wants a sample judged; its pages show it."""
    made = a_sampled_town(tmp_path, lambda: datetime.now(UTC))
    monkeypatch.setenv("PILCROW_DATABASE", made.door.store.database.url.render_as_string())
    monkeypatch.setenv("PILCROW_FILES", str(made.door.files.folder))
    return made


def test_everybody_draws_from_the_address_and_reads_how(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("samples", frame="20", size="3", seed="spring")
    assert "3, 4, 11" in shown(page)
    assert "printf &#x27;%s&#x27; spring:3 | sha256sum" in shown(page)
    assert [field.value for field in page.text_input if "How many" in field.label] == ["20", "3"]
    assert "No sample that you may see is on record" in shown(page)
    assert not page.get("segmented_control")


def test_the_form_puts_what_is_drawn_into_the_address(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("samples")
    numbered, size, seed = (field for field in page.text_input if field.form_id.startswith("draw-"))
    numbered.set_value("20")
    size.set_value("3")
    seed.set_value("spring")
    next(button for button in page.button if button.label == "Draw").click().run()
    assert {page.query_params[name] for name in ("frame", "size", "seed")} == {"20", "3", "spring"}
    assert "3, 4, 11" in shown(page)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    frame=st.integers(1, 500).map(str) | st.text(max_size=8),
    size=st.integers(1, 20).map(str) | st.text(max_size=8),
    seed=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30),
)
def test_whatever_the_address_says_is_drawn_as_a_rule_draws_it_or_refused_in_words(
    desk: Desk, open_page: OpenPage, frame: str, size: str, seed: str
) -> None:
    page = open_page("samples", frame=frame, size=size, seed=seed)
    try:
        items = ", ".join(map(str, drawing(frame, size, seed).items))
    except ValueError:
        assert page.error or not (frame or size or seed)
    else:
        assert f"<strong>{items}</strong>" in shown(page).replace("<wbr>", "")


def test_what_is_on_record_is_drawn_again_for_everybody(desk: Desk, open_page: OpenPage) -> None:
    record(desk)
    page = shown(open_page("samples"))
    assert "Cases of 2019" in page
    assert "Drawn again now: the same items" in page
    assert "0 of 3, 0 of these “yes”; asked for: “yes” on at least" in page
    assert "What the check asks: " in page
    assert "from all records:" in page
    assert "seed=7+12+31" in page


def test_the_monitor_draws_a_sample_for_the_record_and_judges_it(desk: Desk, open_page: OpenPage) -> None:
    page = open_page("samples", as_person="mo", do="record")
    assert "nobody could foresee" in shown(page)
    assert "at least 2 items" in shown(page)
    key = "draw-duty-check"
    filled = {"listed": "Cases of 2019", "frame": "40", "size": "3", "seed": "7 12 31", "outlet": "A town", "title": "The list"}  # fmt: skip
    for name, value in filled.items():
        page.text_input(key=f"{key}-{name}").set_value(value)
    page.selectbox(key=f"{key}-readers").set_value("public")
    page = page.button(key=f"FormSubmitter:{key}-form-Draw").click().run()
    items = drawing("40", "3", "7 12 31").items
    assert ", ".join(map(str, items)) in shown(page)
    assert samples(desk.door.ask(MO).assessment, desk.door.ask(MO).on) == []
    page = page.button(key=f"{key}-record").click().run()
    assert not page.exception
    reading = desk.door.ask(MO)
    [entry] = samples(reading.assessment, reading.on)
    page = open_page("samples", as_person="mo", do="judge")
    assert "Was it well done?" in shown(page)
    key = f"judge-{entry.number}-duty-check"
    page.radio(key=f"{key}-answer").set_value("yes")
    page.radio(key=f"{key}-method").set_value("examine")
    page.text_area(key=f"{key}-reason").set_value("It was.")
    page = page.button(key=f"FormSubmitter:{key}-form-Judge").click().run()
    page = page.button(key=f"{key}-record").click().run()
    assert not page.exception
    assert "1 of 3, 1 of these “yes”" in shown(open_page("samples"))
    page = open_page("samples", as_person="mo", do="judge")
    [which] = [box for box in page.selectbox if box.label.startswith("Sample and check")]
    assert which.options[0].startswith(f"(2) Record {entry.number}: Cases of 2019 · ")
    item = page.selectbox(key=f"{key}-item")
    assert (item.value, item.options[-1]) == (items[1], f"{items[0]}: judged already")
    item.set_value(items[0])
    page.radio(key=f"{key}-answer").set_value("no")
    page.radio(key=f"{key}-method").set_value("examine")
    page.text_area(key=f"{key}-reason").set_value("Seen anew.")
    page = page.button(key=f"FormSubmitter:{key}-form-Judge").click().run()
    assert "Somebody has judged this item already." in shown(page)
    said: Any = max(desk.door.ask(MO).assessment.entries.values(), key=lambda e: e.number).evidence
    assert (said.item, said.answer, said.question, said.reason) == (items[0], "yes", "well-done", "It was.")


def test_a_draw_that_is_not_whole_is_refused_and_records_nothing(desk: Desk, open_page: OpenPage) -> None:
    before = desk.door.head().number
    page = open_page("samples", as_person="mo", do="record")
    key = "draw-duty-check"
    page.text_input(key=f"{key}-frame").set_value("5")
    page.text_input(key=f"{key}-size").set_value("6")
    page.text_input(key=f"{key}-seed").set_value("s")
    page = page.button(key=f"FormSubmitter:{key}-form-Draw").click().run()
    assert "are more than the 5 on the list" in page.error[0].value
    page.text_input(key=f"{key}-size").set_value("3")
    page = page.button(key=f"FormSubmitter:{key}-form-Draw").click().run()
    page = page.button(key=f"{key}-record").click().run()
    assert page.error
    assert not page.exception
    assert desk.door.head().number == before
    assert page.text_input(key=f"{key}-seed").value == "s"


@pytest.mark.parametrize("person", ["cora", "stan", "orla"])
def test_nobody_but_the_monitor_is_offered_to_record_one(
    desk: Desk, open_page: OpenPage, person: str
) -> None:
    page = open_page("samples", as_person=person, do="record")
    assert "Draw a sample for the record" not in shown(page)
    assert "Draw a sample, or draw one again" in shown(page)


def test_the_page_speaks_spanish(desk: Desk, open_page: OpenPage) -> None:
    record(desk)
    page = shown(open_page("samples", lang="es", frame="20", size="3", seed="spring"))
    assert "Sorteado otra vez ahora: los mismos elementos" in page
    assert "El boleto del 3, en una terminal:" in page
