"""What would move next, as a page: who opens it, and that it claims no more than was worked out."""

from html import escape

import pytest

from compliance.access import Actor, Desk
from compliance.next_moves import Moves
from dashboard.components.moves import title
from tests.dashboard.conftest import OpenPage, shown


def test_the_public_a_party_and_an_organisation_have_no_such_page(desk: Desk, open_page: OpenPage) -> None:
    for person in (None, "orla", "stan"):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            open_page("next_moves", person)


def test_those_who_work_on_the_case_see_each_move_and_what_it_closes(desk: Desk, open_page: OpenPage) -> None:
    for person in ("cora", "mel", "mo"):
        reading = desk.door.ask(Actor(person))
        moves = Moves(reading.assessment, reading.on, desk.door.if_done(Actor(person), reading))
        best = moves.ranked(moves.candidates[:10])
        told = shown(open_page("next_moves", person))
        assert "only the monitor determines" in told
        assert all(escape(title(move).en) in told for move in best)
        for closing in best[0].closes:
            assert closing.finding.obligation.title.en in told
    assert "solo el supervisor determina" in shown(open_page("next_moves", "cora", lang="es"))


def test_the_address_chooses_with_whom_it_lies_and_which_part(desk: Desk, open_page: OpenPage) -> None:
    reading = desk.door.ask(Actor("cora"))
    moves = Moves(reading.assessment, reading.on, desk.door.if_done(Actor("cora"), reading))
    holders = {w.finding.act.holder for c in moves.candidates for w in c.wants if w.finding.act}
    holder = sorted(holders)[0]
    own = [c for c in moves.candidates if holder in {w.finding.act.holder for w in c.wants if w.finding.act}]
    told = shown(open_page("next_moves", "cora", holder=holder))
    assert told.count("<h2") == len(moves.ranked(own[:10]))


def test_where_nothing_would_close_a_check_it_says_what_to_do(desk: Desk, open_page: OpenPage) -> None:
    first = f"{desk.door.ask(Actor('cora')).assessment.first}"
    page = open_page("next_moves", "cora", on=first)
    reading = desk.door.ask(Actor("cora"), first)
    moves = Moves(reading.assessment, reading.on, desk.door.if_done(Actor("cora"), reading))
    assert ("No open check names a record" in shown(page)) is (not moves.candidates)
