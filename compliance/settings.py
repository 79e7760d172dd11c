"""Every setting of Pilcrow, from environment variables `PILCROW_*` or a file `.env`."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).resolve().parents[1]
"""The folder that holds `compliance/`, `dashboard/` and `data/`."""


class Settings(BaseSettings):
    """Settings with their defaults.

    `database`: a database URL. `data`: the folder that `init` loads. `publisher`: who runs this copy.
    `corrections`: an address (https or mailto) to report an error to. `host` and `port`: where `serve` listens.
    """

    model_config = SettingsConfigDict(env_prefix="PILCROW_", env_file=".env", extra="ignore", frozen=True)

    database: str = f"sqlite:///{HOME / 'var' / 'pilcrow.db'}"
    data: Path = HOME / "data" / "chicago"
    publisher: str | None = None
    corrections: str | None = None
    host: str = "127.0.0.1"
