"""Every setting of Pilcrow, from environment variables `PILCROW_*` or a file `.env`."""

from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).resolve().parents[1]
"""The folder that holds `compliance/`, `dashboard/` and `data/`."""
ENV_FILE = HOME / ".env"


class WrongSetting(Exception):
    """A setting cannot be used; the message says which, and what to do."""


class Settings(BaseSettings):
    """Settings with their defaults.

    `database`: a database URL; on PostgreSQL that of a role which owns no tables. `database_owner`: the URL of the role
    that owns them, for `init`. `files`: the folder of attached files. `data`: the folder that `init` loads. `publisher`: who runs this copy.
    `corrections`: an address (https or mailto) to report an error to. `host` and `port`: where `serve` listens.
    Raises WrongSetting.
    """

    # A file of the folder that Pilcrow happens to be called from may be anybody's; only the one at home is read.
    model_config = SettingsConfigDict(env_prefix="PILCROW_", extra="ignore", frozen=True)

    database: str = f"sqlite:///{HOME / 'var' / 'pilcrow.db'}"
    database_owner: str | None = None
    files: Path | None = None
    data: Path = HOME / "data" / "chicago"
    publisher: str | None = None
    corrections: str | None = None
    host: str = "127.0.0.1"

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

    @property
    def files_folder(self) -> Path:
        """The folder of attached files: unless set, beside an SQLite store, or `var/files` for PostgreSQL."""
        if self.files is not None:
            return self.files
        if self.database.startswith("sqlite:///"):
            return Path(f"{self.database.removeprefix('sqlite:///')}.files")
        return HOME / "var" / "files"
