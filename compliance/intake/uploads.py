"""Files that people send: taken only where they are what their name says, small enough, whole, and hold no personal rows.

What a browser says of a file is its sender's to choose, and the place where uploads arrive takes anything; so all of it is
looked at here. Tables are looked through by the guard; into a PDF, a picture or a document it does not look.
"""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from compliance.intake.formats import FORMATS, Format, Unsound, format_of, text_of
from compliance.intake.privacy import require_no_personal_data
from compliance.intake.refused import Refused
from compliance.intake.spreadsheet import csv_rows, looks_like_a_table, sheets
from compliance.reading import BrokenInput, unseen_mark
from compliance.sentences import Text, same, say

MOST_BYTES = 25_000_000
"""How large a file may be."""

LONGEST_NAME = 150
ENDINGS: Mapping[str, Format] = {**{f".{each}": each for each in FORMATS}, ".jpg": "jpeg"}
"""How the name of a file may end, and what it then must be."""

_ACTIVE = frozenset({".xlsm", ".xltm", ".xlsb", ".docm", ".dotm"})
_EARLIER = frozenset({".xls", ".doc"})
TAKEN = "PDF, DOCX, XLSX, CSV, PNG, JPEG, TXT"
"""What is taken, for people."""


@contextmanager
def received(name: str, content: bytes) -> Iterator[Path]:
    """A file that was sent, once it was looked at, under its name in a folder that goes away again. Raises Refused."""
    kind = _kind_of(name, content)
    with TemporaryDirectory(prefix="pilcrow-") as folder:
        path = Path(folder) / f"{PurePath(name).stem}{PurePath(name).suffix.lower()}"
        path.write_bytes(content)
        _look_into(path, kind, content)
        yield path


def require_sound(path: Path) -> None:
    """Looks at a file of this machine in the same way. Raises Refused, and OSError where it cannot be read."""
    # One byte more than may be: no more of it is ever read.
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    with received(path.name, content):
        pass


def _kind_of(name: str, content: bytes) -> Format:
    """What a file is, by its name and by its content. Raises Refused where the two differ, and for what is not taken."""
    ending = PurePath(name).suffix.lower()
    if len(name) > LONGEST_NAME or unseen_mark(name) or name != PurePath(name.replace("\\", "/")).name:
        raise _refused(
            "A file",
            say(
                "its name is too long, or has marks that a name cannot have; give it another",
                "su nombre es demasiado largo o tiene signos no permitidos; cámbielo",
            ),
        )
    if ending in _ACTIVE:
        raise _refused(
            name,
            say(
                "files with macros are not taken; save it without them, as .xlsx or .docx",
                "no se aceptan archivos con macros; guárdelo sin ellas, como .xlsx o .docx",
            ),
        )
    if ending in _EARLIER or ending not in ENDINGS:
        raise _refused(
            name,
            say(
                "files of this type are not taken; save it as one of: {all}",
                "no se aceptan archivos de este tipo; guárdelo como uno de estos: {all}",
                all=TAKEN,
            ),
        )
    if len(content) > MOST_BYTES:
        raise _refused(
            name,
            say(
                "it has more than {most} MB; part it, or make its pictures smaller",
                "tiene más de {most} MB; divídalo o reduzca sus imágenes",
                most=MOST_BYTES // 1_000_000,
            ),
        )
    try:
        found = format_of(content)
    except Unsound as error:
        raise _refused(name, error.text) from None
    wanted = ENDINGS[ending]
    if found != wanted and (found, wanted) != ("txt", "csv"):
        raise _refused(
            name,
            say(
                "its name says {wanted} and it holds {found}; give it the ending of what it is, or send the right file",
                "su nombre dice {wanted} y contiene {found}; dele la terminación correcta o envíe el archivo debido",
                wanted=wanted.upper(),
                found=found.upper(),
            ),
        )
    return wanted


def _look_into(path: Path, kind: Format, content: bytes) -> None:
    """Looks through the tables of a file. Raises Refused."""
    try:
        if kind == "xlsx":
            require_no_personal_data(path.name, sheets(path))
        elif kind == "csv" or (kind == "txt" and looks_like_a_table(text_of(content))):
            require_no_personal_data(path.name, [list(csv_rows(text_of(content)))])
    except BrokenInput as broken:
        problem = broken.problems[0]
        raise _refused(path.name, same(f"{problem.wrong}. {problem.right}")) from None
    except csv.Error as error:
        raise _refused(
            path.name,
            say(
                "it is no CSV that can be read ({why}); check the quotation marks, and save it as “CSV UTF-8”",
                "no es un CSV legible ({why}); revise las comillas y guárdelo como «CSV UTF-8»",
                why=error,
            ),
        ) from None


def _refused(name: str, why: Text) -> Refused:
    """That a file is not taken, with the reason as one sentence."""
    return Refused(say("{name} was not taken: {why}.", "{name} no se aceptó: {why}.", name=name, why=why))
