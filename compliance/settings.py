"""Every setting of Pilcrow, from environment variables `PILCROW_*` or a file `.env`."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).resolve().parents[1]
"""The folder that holds `compliance/`, `dashboard/` and `data/`."""


class Settings(BaseSettings):
    """Settings with their defaults.

    `database`: a database URL; on PostgreSQL that of a role which owns no tables. `database_owner`: the URL of the role
    that owns them, for `init`. `files`: the folder of attached files. `data`: the folder that `init` loads. `publisher`: who runs this copy.
    `corrections`: an address (https or mailto) to report an error to. `host` and `port`: where `serve` listens.
    """

    model_config = SettingsConfigDict(env_prefix="PILCROW_", env_file=".env", extra="ignore", frozen=True)

    database: str = f"sqlite:///{HOME / 'var' / 'pilcrow.db'}"
    database_owner: str | None = None
    files: Path | None = None
    data: Path = HOME / "data" / "chicago"
    publisher: str | None = None
    corrections: str | None = None
    host: str = "127.0.0.1"

    @property
    def files_folder(self) -> Path:
        """The folder of attached files: unless set, beside an SQLite store, or `var/files` for PostgreSQL."""
        if self.files is not None:
            return self.files
        if self.database.startswith("sqlite:///"):
            return Path(f"{self.database.removeprefix('sqlite:///')}.files")
        return HOME / "var" / "files"
