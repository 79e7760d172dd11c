"""Where settings are read, and what is said of one that cannot be used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.settings import Settings, WrongSetting, current
from tests.conftest import ROOT


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the program, whose home may have an `.env` of its own."""
    ignored = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(ROOT / "compliance", tmp_path / "home" / "compliance", ignore=ignored)).parent


def status(home: Path, **environment: str) -> str:
    """What that program says of a store that its settings name and that is not there."""
    done = subprocess.run(
        [sys.executable, "-m", "compliance.cli", "status"],
        env={**os.environ, "PYTHONPATH": str(home), **environment},
        cwd=home.parent,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    [line] = done.stderr.splitlines()
    return line


def test_only_the_file_at_home_is_read_and_not_that_of_the_folder_one_stands_in(home: Path) -> None:
    (home.parent / ".env").write_text("PILCROW_DATABASE=sqlite:////elsewhere.db")
    assert str(home / "var" / "pilcrow.db") in status(home)
    (home / ".env").write_text("PILCROW_DATABASE=sqlite:////mine.db")
    assert "There is no store at /mine.db" in status(home)
    assert "no store at /other.db" in status(home, PILCROW_DATABASE="sqlite:////other.db")


def test_a_file_of_settings_that_is_no_text_is_one_sentence(home: Path) -> None:
    (home / ".env").write_bytes("PILCROW_PUBLISHER=Caf\xe9".encode("latin-1"))
    assert f"{home / '.env'} cannot be read" in status(home)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_in_its_place_is_passed_over(home: Path, make: object) -> None:
    make(home / ".env")  # type: ignore[operator]
    assert str(home / "var" / "pilcrow.db") in status(home)


def test_a_setting_of_the_wrong_kind_is_one_sentence_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(Settings):
        limit: int = 1

    monkeypatch.setenv("PILCROW_LIMIT", "many")
    with pytest.raises(
        WrongSetting, match=r"^PILCROW_LIMIT cannot be used \(.*integer.*\); write it anew\.$"
    ):
        Counting()


PROVIDER = {
    "PILCROW_OIDC_METADATA": "https://provider.example.org/.well-known/openid-configuration",
    "PILCROW_OIDC_CLIENT_ID": "pilcrow",
    "PILCROW_OIDC_CLIENT_SECRET": "told-by-the-provider",
    "PILCROW_COOKIE_SECRET": "thirty-two-characters-or-more-of-it",
    "PILCROW_ADDRESS": "https://pilcrow.example.org",
}


def test_a_provider_is_set_whole_and_readers_come_back_to_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().provider is None
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)
    provider = Settings().provider
    assert provider is not None
    assert provider.redirect == "https://pilcrow.example.org/oauth2callback"
    assert provider.secure
    monkeypatch.setenv("PILCROW_ADDRESS", "http://127.0.0.1:8501/")
    local = Settings().provider
    assert local is not None and local.redirect == "http://127.0.0.1:8501/oauth2callback" and not local.secure


@pytest.mark.parametrize("left_out", PROVIDER)
def test_a_provider_that_is_half_set_is_refused_and_what_is_missing_is_named(
    left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in PROVIDER.items():
        if name != left_out:
            monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting, match=rf"^For signing in, {left_out} is missing; set all of "):
        Settings()


def test_an_address_alone_asks_for_no_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILCROW_ADDRESS", PROVIDER["PILCROW_ADDRESS"])
    assert Settings().provider is None


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PILCROW_OIDC_METADATA", "http://provider.example.org/", "must begin with https"),
        ("PILCROW_ADDRESS", "http://pilcrow.example.org", "must begin with https"),
        ("PILCROW_ADDRESS", "http://127.0.0.1.example.org", "must begin with https"),
        ("PILCROW_ADDRESS", "pilcrow.example.org", "is no address"),
        ("PILCROW_ADDRESS", "https://name:word@pilcrow.example.org", "is no address"),
        ("PILCROW_ADDRESS", "https://pilcrow.example.org:port", "is no address"),
        ("PILCROW_ADDRESS", "https://pilcrow.example.org/gaps?on=1", "names a page"),
        ("PILCROW_COOKIE_SECRET", "short", "shorter than 32 characters"),
    ],
)
def test_a_provider_over_which_secrets_would_be_open_is_refused(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each, good in PROVIDER.items():
        monkeypatch.setenv(each, good)
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting, match=f"^{name}.*{says}") as refused:
        Settings()
    assert "word@" not in str(refused.value)


def test_no_secret_is_in_what_settings_say_of_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PILCROW_DATABASE", "postgresql://app:the-word@localhost/pilcrow")
    monkeypatch.setenv("PILCROW_DATABASE_OWNER", "postgresql://owner:the-word@localhost/pilcrow")
    settings = Settings()
    said = f"{settings!r} {settings} {settings.provider!r} {settings.provider}"
    for secret in (PROVIDER["PILCROW_OIDC_CLIENT_SECRET"], PROVIDER["PILCROW_COOKIE_SECRET"], "the-word"):
        assert secret not in said


@pytest.mark.parametrize("name", ["PILCROW_SESSION_HOURS", "PILCROW_IDLE_MINUTES"])
@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "long"])
def test_a_session_ends(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting, match=f"^{name} cannot be used"):
        Settings()


def test_settings_are_read_again_once_one_of_them_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILCROW_PUBLISHER", "A town")
    first = current()
    assert current() is first
    monkeypatch.setenv("PILCROW_PUBLISHER", "Another town")
    assert (first.publisher, current().publisher) == ("A town", "Another town")
