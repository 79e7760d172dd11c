"""Open items as a page: who opens it, what the address chooses, and notes that are asked once and never overwrite."""

import pytest
from streamlit.testing.v1 import AppTest

from compliance.access import Actor, Desk, Note, note
from compliance.contributions import OpenItemEvent
from compliance.open_items import OpenItem, items_of
from tests.dashboard.conftest import OpenPage, shown

CORA, MEL, MO = Actor("cora"), Actor("mel"), Actor("mo")


def items(desk: Desk, actor: Actor = CORA) -> list[OpenItem]:
    """The open items of today that somebody sees."""
    return items_of(desk.door.ask(actor))


def noted(desk: Desk, actor: Actor, item: OpenItem, **said: object) -> None:
    """Somebody who has seen everything notes something of an item."""
    seen = next(i.seen for i in items(desk, actor) if i.key == item.key)
    event = OpenItemEvent.model_validate({"obligation": item.key[0], "criterion": item.key[1], **said})
    note(desk, actor, [Note(event, seen)], f"{actor.person} {item.key} {said}")


def write(page: AppTest, words: str) -> None:
    """Type a note and send the form."""
    page.text_area[0].set_value(words)
    next(b for b in page.button if b.label == "Go on").click()
    page.run()


def record_it(page: AppTest) -> None:
    """Say that it shall be recorded."""
    next(b for b in page.button if b.label == "Record it").click()
    page.run()


def test_the_public_a_party_and_an_organisation_have_no_such_page(desk: Desk, open_page: OpenPage) -> None:
    for person in (None, "orla", "stan"):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            open_page("open_items", person)


def test_a_coordinator_a_member_and_the_monitor_see_what_is_open(desk: Desk, open_page: OpenPage) -> None:
    for person in ("cora", "mel", "mo"):
        told = shown(open_page("open_items", person))
        every = items(desk, Actor(person))
        assert f"{len(every)} of {len(every)} open items" in told
        assert every[0].gap.obligation.title.en in told
        assert "Not counted: no request for this is on record" in told
        assert "being worked out" not in told


def test_the_address_chooses_what_is_listed(desk: Desk, open_page: OpenPage) -> None:
    every = items(desk)
    dated, other = every[0], every[-1]
    noted(desk, MEL, dated, assigned_to="Harbour desk", due=str(desk.door.ask(CORA).today))
    count = f"1 of {len(every)} open items"
    for address in ({"when": "30"}, {"person": "Harbour desk"}, {"q": "harbour DESK"}, {"bureau": "patrol"}):
        told = shown(open_page("open_items", "cora", **address))
        assert count in told, address
        assert other.gap.criterion.title.en not in told
    assert "No open item is like that" in shown(open_page("open_items", "cora", q="zebra"))
    spanish = shown(open_page("open_items", "cora", lang="es", when="30"))
    assert f"1 de {len(every)} asuntos pendientes" in spanish


def test_a_page_of_the_list_is_shown_and_the_items_on_it_lead_back_to_it(
    desk: Desk, open_page: OpenPage
) -> None:
    for number in ("1", "2", "99", "x"):
        told = shown(open_page("open_items", "cora", page=number))
        assert f"of {len(items(desk))} open items" in told
        assert f"/open_items?page={number}&amp;item=" in told or f"&amp;page={number}" in told


def test_one_item_tells_its_notes_with_who_and_in_which_capacity(desk: Desk, open_page: OpenPage) -> None:
    item = items(desk)[0]
    page = open_page("open_items", "mel", item="/".join(item.key))
    assert "Nobody has noted anything of this yet" in shown(page)
    noted(desk, MEL, item, note="Half of <b>it</b> is found.")
    told = shown(open_page("open_items", "mo", item="/".join(item.key)))
    assert "mel (department/patrol)" in told
    assert "Half of &lt;b&gt;it&lt;/b&gt; is found." in told
    assert "There is no such check" in shown(open_page("open_items", "mo", item="no/such"))


def test_a_note_is_asked_once_recorded_once_and_leads_to_the_record(desk: Desk, open_page: OpenPage) -> None:
    item, head = items(desk)[0], desk.door.head().number
    page = open_page("open_items", "mel", item="/".join(item.key))
    write(page, "We have it.")
    assert desk.door.head().number == head
    assert "the department, the parties and the monitor" in shown(page)
    record_it(page)
    assert desk.door.head().number == head + 1
    assert f"number={head + 1}" in shown(page)
    assert page.text_area[0].value == ""
    [mine] = next(i for i in items(desk) if i.key == item.key).noted
    assert (mine.event.note, mine.person) == ("We have it.", "mel")
    page.run()
    assert desk.door.head().number == head + 1


def test_of_two_who_note_at_once_the_second_is_told_and_keeps_what_they_wrote(
    desk: Desk, open_page: OpenPage
) -> None:
    item = items(desk)[0]
    page = open_page("open_items", "cora", item="/".join(item.key))
    noted(desk, MEL, item, note="I was first.")
    write(page, "I was second.")
    assert "others noted what stands below" in page.warning[0].value
    assert "I was first." in shown(page)
    assert page.text_area[0].value == "I was second."
    assert not [b for b in page.button if b.label == "Record it"]
    write(page, "I was second.")
    record_it(page)
    found = next(i for i in items(desk) if i.key == item.key).noted
    assert [n.event.note for n in found] == ["I was first.", "I was second."]


def test_what_came_between_asking_and_recording_is_not_passed_over(desk: Desk, open_page: OpenPage) -> None:
    item = items(desk)[0]
    page = open_page("open_items", "cora", item="/".join(item.key))
    write(page, "I was second.")
    noted(desk, MEL, item, note="I was first.")
    record_it(page)
    assert "Nothing was recorded" in page.error[0].value
    assert page.text_area[0].value == "I was second."
    assert [n.event.note for n in next(i for i in items(desk) if i.key == item.key).noted] == ["I was first."]


def test_nothing_filled_in_and_a_day_that_is_none_are_told_and_not_asked(
    desk: Desk, open_page: OpenPage
) -> None:
    page = open_page("open_items", "cora", item="/".join(items(desk)[0].key))
    write(page, "")
    assert "Nothing is filled in" in page.warning[0].value
    next(t for t in page.text_input if t.label.startswith("To be done by")).set_value("soon")
    write(page, "A note.")
    assert "soon" in page.warning[0].value
    assert not [b for b in page.button if b.label == "Record it"]


def test_many_items_are_noted_at_once(desk: Desk, open_page: OpenPage) -> None:
    every, head = items(desk), desk.door.head().number
    assert not open_page("open_items", "cora").text_area
    page = open_page("open_items", "cora", several="yes")
    write(page, "For all of them.")
    assert "No item is chosen" in page.warning[0].value
    page.multiselect[0].set_value(["/".join(i.key) for i in every[:2]])
    write(page, "For both of them.")
    record_it(page)
    assert desk.door.head().number == head + 2
    told = {i.key: [n.event.note for n in i.noted] for i in items(desk)}
    assert [told[i.key] for i in every[:3]] == [["For both of them."], ["For both of them."], []]
    page.checkbox[0].check()
    write(page, "For this page.")
    record_it(page)
    assert desk.door.head().number == head + 2 + min(25, len(every))


def test_what_was_recorded_is_told_also_where_it_leaves_nothing_to_list(
    desk: Desk, open_page: OpenPage
) -> None:
    known = [item for item in items(desk) if item.falls_in("undated")]
    for item in known[1:]:
        noted(desk, MEL, item, due=str(desk.door.ask(CORA).today))
    page = open_page("open_items", "cora", when="undated", several="yes")
    next(t for t in page.text_input if t.label.startswith("To be done by")).set_value("2030-01-01")
    write(page, "")
    record_it(page)
    assert "No open item is like that" in shown(page)
    assert f"number={desk.door.head().number}" in shown(page)


def test_in_the_past_nothing_is_noted(desk: Desk, open_page: OpenPage) -> None:
    item, known = items(desk)[0], desk.door.head().number
    page = open_page("open_items", "cora", item="/".join(item.key), known=str(known))
    assert "go back to today" in shown(page)
    assert not page.text_area


def test_how_many_are_due_is_said_of_what_the_other_filters_leave(desk: Desk, open_page: OpenPage) -> None:
    dated = items(desk)[0]
    noted(desk, MEL, dated, assigned_to="Harbour desk", due=str(desk.door.ask(CORA).today))

    def said(**address: str) -> str:
        [spans] = [each for each in open_page("open_items", "cora", **address).button_group]
        return " ".join(str(option.content) for option in spans.proto.options)

    assert "In the next 30 days (1)" in said(person="Harbour desk")
    assert "No date known (0)" in said(person="Harbour desk")
    assert "In the next 30 days (0)" in said(q="zebra")
