"""Who is asking: what a provider says of a person, and what the record says of the same person, met on a page."""

from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from compliance.access import Desk
from compliance.contributions import Person, Role
from dashboard import identity
from dashboard.sessions import Sessions
from tests.stores import HOST

from .conftest import PROVIDER, OpenPage, shown, signed_in


@pytest.fixture(autouse=True)
def sessions_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "SESSIONS", Sessions())


def buttons(page: AppTest) -> set[str]:
    return {button.key for button in page.button if button.key in ("sign-in", "sign-out")}


def as_told(open_page: OpenPage, desk: Desk, **claims: Any) -> AppTest:
    """The first page of whoever the provider says this of, besides what it says of the monitor's Mo."""
    page = open_page(as_person="mo")
    page.user = {name: value for name, value in {**signed_in("mo"), **claims}.items() if value is not None}
    return page.run()


def test_a_person_on_record_has_their_name_and_their_roles(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(as_person="cora")
    assert "Signed in as" in shown(page) and "Cora" in shown(page)
    assert "department, patrol, coordinator" in shown(page)
    assert buttons(page) == {"sign-out"}


def test_without_a_provider_nobody_is_anybody_and_nothing_asks_to_sign_in(
    open_page: OpenPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(as_person="mo")
    for name in PROVIDER:
        monkeypatch.delenv(name)
    page.run()
    assert "Signed in as" not in shown(page)
    assert buttons(page) == set()


def test_with_a_provider_the_public_may_sign_in(
    open_page: OpenPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)
    page = open_page()
    assert buttons(page) == {"sign-in"}
    assert "Signed in as" not in shown(page)


@pytest.mark.parametrize("verified", [None, False, "false", 0, "yes"])
def test_an_email_address_counts_only_where_the_provider_confirmed_it(
    open_page: OpenPage, desk: Desk, verified: object
) -> None:
    page = as_told(open_page, desk, email_verified=verified)
    assert "Mo<" not in shown(page)
    assert "you are not on record here" in shown(page)
    # Nothing but the subject is left to be put on record.
    assert "mo at https://provider.example.org" in shown(page)


def test_an_email_address_may_be_written_in_large_letters(open_page: OpenPage, desk: Desk) -> None:
    page = as_told(open_page, desk, email=str(signed_in("mo")["email"]).upper())
    assert "Signed in as" in shown(page)


def test_an_address_in_letters_that_only_look_alike_is_another(open_page: OpenPage, desk: Desk) -> None:
    desk.add(HOST, Person(key="kim", name="Kim", identity="kim@example.org"))
    desk.add(HOST, Role(person="kim", role="monitor"))
    page = as_told(open_page, desk, email="\u212aim@example.org", sub="someone")
    assert "you are not on record here" in shown(page)


def test_a_subject_at_its_issuer_is_an_identity_too(open_page: OpenPage, desk: Desk) -> None:
    desk.add(HOST, Person(key="sue", name="Sue", identity="4711 at https://provider.example.org"))
    desk.add(HOST, Role(person="sue", role="monitor"))
    page = as_told(open_page, desk, email=None, email_verified=None, sub="4711")
    assert "Sue" in shown(page)
    page = as_told(
        open_page, desk, email=None, email_verified=None, sub="4711", iss="https://other.example.org"
    )
    assert "Sue" not in shown(page)


@pytest.mark.parametrize(
    "wrong", [{"iat": None}, {"iat": "today"}, {"aud": "another-site"}, {"aud": []}, {"aud": None}]
)
def test_what_was_not_said_to_this_site_or_not_when_is_not_relied_on(
    open_page: OpenPage, desk: Desk, wrong: dict[str, Any]
) -> None:
    page = as_told(open_page, desk, **wrong)
    assert "Signed in as" not in shown(page)
    assert "in a way that can be relied on" in shown(page)
    assert buttons(page) == {"sign-out"}


def test_two_people_with_one_identity_are_both_refused(open_page: OpenPage, desk: Desk) -> None:
    desk.add(HOST, Person(key="other-mo", name="Other Mo", identity=str(signed_in("mo")["email"])))
    page = as_told(open_page, desk)
    assert "more than one person is on record with your identity" in shown(page)
    assert "Signed in as" not in shown(page)


def test_a_role_that_is_withdrawn_is_gone_with_the_next_click(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(as_person="mo")
    assert "monitor</span>" in shown(page)
    [number] = [
        row["number"]
        for row in desk.door.rows(HOST, desk.door.head().number, "role")
        if row.get("key") == Role(person="mo", role="monitor").own_key
    ]
    desk.withdraw(HOST, number, "the engagement ended")
    page.run()
    assert "You are on record here as Mo, but have no role now" in shown(page)


def test_a_person_put_on_record_is_known_with_the_next_click(open_page: OpenPage, desk: Desk) -> None:
    page = as_told(open_page, desk, email="new@example.org", sub="new")
    assert "you are not on record here" in shown(page) and "new@example.org" in shown(page)
    desk.add(HOST, Person(key="new", name="New", identity="new@example.org"))
    desk.add(HOST, Role(person="new", role="party", body="city"))
    assert "Signed in as" in shown(page.run())


def test_an_old_sign_in_is_over_and_one_may_sign_in_again(open_page: OpenPage, desk: Desk) -> None:
    hours_ago = int(datetime.now(UTC).timestamp()) - 8 * 3600
    page = as_told(open_page, desk, iat=hours_ago)
    assert "You were signed out, because you signed in some hours ago" in shown(page)
    assert buttons(page) == {"sign-in"}


def test_signing_out_asks_the_site_to_forget_and_the_sign_in_is_worth_nothing_from_then_on(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page(as_person="mo")
    kept = dict(page.user)
    page.button(key="sign-out").click().run()
    assert "Signed in as" not in shown(page)
    page.user = kept
    assert "You have signed out." in shown(page.run())


def test_the_notices_come_in_spanish(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(as_person="mo", lang="es")
    page.user = {**signed_in("mo"), "email": "nadie@example.org", "sub": "nadie"}
    assert "no está registrado aquí" in shown(page.run())


def test_the_address_names_no_part_to_play_outside_a_trial(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(**{"as": "monitor"})
    assert "trial" not in shown(page)
    assert "Signed in as" not in shown(page)


def test_before_a_sign_in_ends_one_is_told_and_can_stay(
    open_page: OpenPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_IDLE_MINUTES", "4")
    page = open_page(as_person="mo")
    assert "You will be signed out in about 4 min, because nothing was done" in shown(page)
    page.button(key="stay").click().run()
    assert "Signed in as" in shown(page)
    monkeypatch.setenv("PILCROW_SESSION_HOURS", "0.05")
    page.run()
    assert "You will be signed out in about 3 min, since a sign-in lasts no longer" in shown(page)
    assert "stay" not in {button.key for button in page.button}


def test_long_before_it_ends_nothing_is_said_of_it(open_page: OpenPage, desk: Desk) -> None:
    assert "You will be signed out" not in shown(open_page(as_person="mo"))
