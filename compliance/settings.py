"""Every setting of Pilcrow, from environment variables `PILCROW_*` or a file `.env`."""

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).resolve().parents[1]
"""The folder that holds `compliance/`, `dashboard/` and `data/`."""
ENV_FILE = HOME / ".env"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""The names of this machine that no other can reach."""
SHORTEST_SECRET = 32


class WrongSetting(Exception):
    """A setting cannot be used; the message says which, and what to do."""


@dataclass(frozen=True)
class Provider:
    """The OpenID provider at which readers sign in: where it describes itself, what it knows this site as, the `address` to
    which it sends readers back, and the secret with which this site signs what it keeps in their browsers."""

    metadata: str
    client_id: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)
    address: str

    @property
    def redirect(self) -> str:
        """The address to which the provider sends readers back after they signed in or out."""
        return f"{self.address}/oauth2callback"

    @property
    def secure(self) -> bool:
        """Whether the site is reached over https, so that browsers can be told to send its cookies over nothing else."""
        return self.address.startswith("https://")


class Settings(BaseSettings):
    """Settings with their defaults.

    `database`: a database URL; on PostgreSQL that of a role which owns no tables. `database_owner`: the URL of the role
    that owns them, for `init`. `files`: the folder of attached files. `data`: the folder that `init` loads. `publisher`: who runs this copy.
    `corrections`: an address (https or mailto) to report an error to. `host` and `port`: where `serve` listens.
    `address`: the address at which readers find the site. `oidc_*` and `cookie_secret`: see `Provider`. `session_hours`: so
    long after signing in somebody has to sign in again; `idle_minutes`: so long after they last did something.
    `withhold_until_filed`: what the checks come to in a reporting period is kept from the public until the monitor's report
    on it is filed.
    Raises WrongSetting.
    """

    # A file of the folder that Pilcrow happens to be called from may be anybody's; only the one at home is read.
    model_config = SettingsConfigDict(env_prefix="PILCROW_", extra="ignore", frozen=True)

    # The address of a database may hold a password.
    database: str = Field(f"sqlite:///{HOME / 'var' / 'pilcrow.db'}", repr=False)
    database_owner: str | None = Field(None, repr=False)
    files: Path | None = None
    data: Path = HOME / "data" / "chicago"
    publisher: str | None = None
    corrections: str | None = None
    host: str = "127.0.0.1"
    address: str | None = None
    oidc_metadata: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    cookie_secret: SecretStr | None = None
    session_hours: float = Field(8, gt=0, le=24 * 30)
    idle_minutes: float = Field(60, gt=0, le=60 * 24 * 30)
    withhold_until_filed: bool = False

    def __init__(self) -> None:
        try:
            # A pipe in the file's place would be read for ever.
            super().__init__(_env_file=ENV_FILE if ENV_FILE.is_file() else None)
        except ValidationError as error:
            names = ", ".join(f"PILCROW_{fault['loc'][0]}".upper() for fault in error.errors())
            raise WrongSetting(
                f"{names} cannot be used ({error.errors()[0]['msg']}); write it anew."
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(
                f"{ENV_FILE} cannot be read ({error}); save it as UTF-8 text that you may read."
            ) from None
        # Whoever asks for settings learns of one that cannot be used, whether they need it or not.
        _ = self.provider

    @property
    def files_folder(self) -> Path:
        """The folder of attached files: unless set, beside an SQLite store, or `var/files` for PostgreSQL."""
        if self.files is not None:
            return self.files
        if self.database.startswith("sqlite:///"):
            return Path(f"{self.database.removeprefix('sqlite:///')}.files")
        return HOME / "var" / "files"

    @property
    def provider(self) -> Provider | None:
        """The provider at which readers sign in; None where none is set. Raises WrongSetting for one that is half set, or
        over which a secret would travel in the open."""
        asked = {
            "PILCROW_OIDC_METADATA": self.oidc_metadata,
            "PILCROW_OIDC_CLIENT_ID": self.oidc_client_id,
            "PILCROW_OIDC_CLIENT_SECRET": _secret(self.oidc_client_secret),
            "PILCROW_COOKIE_SECRET": _secret(self.cookie_secret),
        }
        if not any(asked.values()):
            return None
        asked["PILCROW_ADDRESS"] = self.address
        if missing := [name for name, value in asked.items() if not value]:
            raise WrongSetting(
                f"For signing in, {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing; set all of "
                f"{', '.join(asked)}, or none of the PILCROW_OIDC_* and no PILCROW_COOKIE_SECRET."
            )
        metadata, client_id, client_secret, cookie_secret, address = (value or "" for value in asked.values())
        _require_address("PILCROW_OIDC_METADATA", metadata)
        _require_address("PILCROW_ADDRESS", address)
        if urlsplit(address)._replace(scheme="", netloc="").geturl().strip("/"):
            raise WrongSetting(
                "PILCROW_ADDRESS names a page; write the address of the site alone, such as https://pilcrow.example.org"
            )
        if len(cookie_secret) < SHORTEST_SECRET:
            raise WrongSetting(
                f"PILCROW_COOKIE_SECRET is shorter than {SHORTEST_SECRET} characters; write a long random one, such as "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(48))' makes."
            )
        return Provider(metadata, client_id, client_secret, cookie_secret, address.rstrip("/"))


def current() -> Settings:
    """The settings, read again only where something of them changed: pages ask for them at each click. Raises WrongSetting."""
    own = tuple(
        sorted((name, value) for name, value in os.environ.items() if name.upper().startswith("PILCROW_"))
    )
    try:
        file = ENV_FILE.stat()
        there = file.st_mtime_ns, file.st_size
    except OSError:
        there = None
    return _read(own, there)


@lru_cache(maxsize=1)
def _read(own: tuple[tuple[str, str], ...], file: tuple[int, int] | None) -> Settings:
    return Settings()


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None


def _require_address(name: str, address: str) -> None:
    """Raises WrongSetting for what is no address, and for one that others on the way could read or change."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if not host or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        raise WrongSetting(f"{name} is no address; write one that begins with https://")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise WrongSetting(
            f"{name} begins with http://, which others could read; it must begin with https://"
        )
