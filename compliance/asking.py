"""What stands around every answer of the command: the record, sentences instead of tracebacks, progress, JSON."""

import difflib
import getpass
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel, ValidationError

from compliance.access import (
    PUBLIC,
    Actor,
    Desk,
    Door,
    NotAllowed,
    Reading,
    StoreError,
    Unanswerable,
    open_record,
)
from compliance.assessment import ObligationHistory
from compliance.catalogue import FICTIONAL as FICTIONAL
from compliance.days import read_day
from compliance.reading import BrokenInput, Problem, explain
from compliance.rules.rule import RECORD_KEEPER, TO_BE_NAMED
from compliance.sentences import Language, Text, say
from compliance.settings import Settings

MOST_AT_ONCE = 200
"""So many problems are printed; the rest show once these are mended."""


class Wrong(typer.TyperException):
    """The input or the call was wrong; the message says what, and what would be right. Exit status 2."""

    exit_code = 2


@contextmanager
def clearly(language: Language = "en") -> Iterator[None]:
    """Turns what the caller can mend into `Wrong`, with its sentence in the caller's language."""
    try:
        yield
    except Unanswerable as question:
        # The sentence is that of the pages too, which have a choice called "by source".
        raise Wrong(question.text.to(language).replace("(by source)", "(--by source)")) from None
    except NotAllowed as refusal:
        raise Wrong(refusal.text.to(language)) from None
    except StoreError as error:
        raise Wrong(_sentence(str(error))) from None
    except BrokenInput as broken:
        raise Wrong(f"{in_words(broken.problems)} Nothing was recorded.") from None


def now() -> datetime:
    """The present moment. The only place of the command line that reads a clock."""
    return datetime.now(UTC)


_opened: list[Door] = []
"""The door that this command opened last."""


def door() -> Door:
    """The door to the record that the settings name."""
    settings = Settings()
    _opened[:] = [open_record(settings.database, settings.files_folder, now, settings.withhold_until_filed)]
    return _opened[0]


def is_fictional() -> bool:
    """Whether the record that this command opened is that of a fictional city; no, where that cannot be read."""
    try:
        return any(opened.catalogue(opened.head().number).fictional for opened in _opened)
    except (StoreError, Unanswerable):
        return False


def desk() -> Desk:
    """The desk behind that door."""
    return Desk(door())


@contextmanager
def at_the_desk() -> Iterator[None]:
    """Like `clearly`, for acts: what the desk refuses, since it does not fit the record, is a sentence too."""
    with clearly():
        try:
            yield
        except ValidationError as error:
            detail = error.errors()[0]
            wrong, right = explain(detail, BaseModel)
            place = ".".join(map(str, detail["loc"]))
            raise Wrong(_sentence(f"{f'{place}: ' if place else ''}{wrong}. {right}")) from None
        except KeyError as error:
            raise Wrong(
                f"There is no record {error} whose content could be removed: look it up with pilcrow record."
            ) from None
        except ValueError as error:
            raise Wrong(_sentence(str(error))) from None


def reader(opened: Door, person: str | None) -> Actor:
    """Whoever reads: the public, or a person by key."""
    return doer(opened, person) if person is not None else PUBLIC


def doer(opened: Door, person: str | None) -> Actor:
    """Whoever acts: a person by key, or without one the host; with the system's name of whoever is at the keyboard.
    Raises Wrong for a person who is not on record."""
    if person is None:
        return host()
    on_record = [found.key for found, _ in opened.people(host())]
    if person not in on_record:
        raise Wrong(
            f"There is no person '{person}'. {_near(person, on_record).en} pilcrow people lists them all."
        )
    return Actor(person, _system_account())


def host() -> Actor:
    """Whoever runs the command on the machine that keeps the record, for what only they do."""
    return Actor(system_account=_system_account(), host=True)


def _system_account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def ask(on: str | None, known: str | None, by: str, person: str | None = None) -> tuple[Door, Reading]:
    """The door, and the record as the options ask for it, as a person may see it. Raises Unanswerable and StoreError."""
    with progress("Reading the record ..."):
        opened = door()
        opened.head()
        return opened, opened.ask(reader(opened, person), on, known, by)


def history(reading: Reading, key: str) -> ObligationHistory:
    """An obligation by its key. Raises Unanswerable with the keys that look like it."""
    found = reading.assessment.obligations.get(key)
    if found is None:
        raise Unanswerable(
            say(
                "There is no obligation '{key}'. {near} pilcrow status lists them all.",
                "No hay ninguna obligación '{key}'. {near} pilcrow status las muestra todas.",
                key=key,
                near=_by_paragraph(reading, key) or _near(key, list(reading.assessment.obligations)),
            )
        )
    return found


def _by_paragraph(reading: Reading, key: str) -> Text | None:
    """Where a paragraph's number, or its citation, leads; None for anything else."""
    catalogue, asked = reading.catalogue, key.casefold()
    cited = {
        p.number: (p.number, catalogue.cited(p.number).en, catalogue.cited(p.number).es)
        for p in catalogue.paragraphs
    }
    number = next((n for n, writings in cited.items() if asked in map(str.casefold, writings)), None)
    if number is None:
        return None
    own = [o.key for o in reading.catalogue.obligations if number in o.paragraphs]
    if own:
        return say("{n} is in: {own}.", "{n} está en: {own}.", n=catalogue.cited(number), own=", ".join(own))
    return say(
        "No obligation here rests on {n}; the monitor's level for it, where one is loaded, stands at the end of pilcrow status.",
        "Ninguna obligación de aquí se basa en {n}; su nivel, si está cargado, aparece al final de pilcrow status.",
        n=catalogue.cited(number),
    )


def check_holder(reading: Reading, key: str | None) -> None:
    """Raises Unanswerable for a body that the catalogue does not name."""
    bodies = [*(body.key for body in reading.catalogue.bodies), RECORD_KEEPER, TO_BE_NAMED]
    if key is not None and key not in bodies:
        raise Unanswerable(
            say(
                "There is no body '{key}'. {near} The bodies are: {bodies}.",
                "No hay ningún organismo '{key}'. {near} Los organismos son: {bodies}.",
                key=key,
                near=_near(key, bodies),
                bodies=", ".join(bodies),
            )
        )


def a_day(text: str | None) -> date | None:
    """A day from an option; None where none was given. Raises Wrong."""
    try:
        return read_day(text) if text is not None else None
    except ValueError as error:
        raise Wrong(f"{error}.") from None


def a_port(text: str, default: int) -> int:
    """A port number from the environment; the default where it is empty. Raises Wrong."""
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) < 65536):
        raise Wrong(f"PORT is '{text}'; write a port number up to 65535, for example PORT={default}.")
    return int(text)


def a_hash(text: str | None) -> str | None:
    """A row's hash from an option; None where none was given. Raises Wrong."""
    if text is None:
        return None
    found = text.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", found):
        raise Wrong(f"'{text}' is no hash; write all of its 64 digits, as pilcrow verify prints them.")
    return found


def beginning_with(text: str | None, known: Sequence[str], what: str, where: str) -> str:
    """The one of those known that begins with a text from an option; without a text the only one. Raises Wrong."""
    found = [each for each in known if each.startswith((text or "").strip().lower())]
    if len(found) == 1:
        return found[0]
    if not known:
        raise Wrong(f"There is no {what}.")
    these = ", ".join(found or known)
    if not found:
        raise Wrong(f"There is no {what} that begins with '{text}'; there are: {these}.")
    raise Wrong(f"There is more than one {what}: {these}. Choose one with {where}.")


def a_key(text: str) -> str:
    """A key as the files of a data folder write it. Raises Wrong."""
    if not re.fullmatch("[a-z0-9][a-z0-9-]{0,79}", text):
        raise Wrong(
            f"'{text}' is no key; write small letters, digits and hyphens, for example field-training."
        )
    return text


def a_file(path: Path) -> Path:
    """A plain file that is there. Raises Wrong."""
    if not path.is_file():
        raise Wrong(
            f"There is no file {path}; check its name, and write the path from the folder you are in."
        )
    return path


def a_folder(path: Path) -> Path:
    """A data folder that is there. Raises Wrong."""
    if not path.is_dir():
        raise Wrong(f"There is no folder {path}; name one that holds a decree.yaml, such as data/chicago.")
    return path


def recorded_catalogue_differs(settings: Settings) -> str | None:
    """A sentence if the catalogue's file differs from the latest one recorded, which of a fictional city came from no
    file. Raises StoreError without a store."""
    file = settings.data / "decree.yaml"
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = None
    differs = door().catalogue_differs(text or "")
    if text is None or not differs or is_fictional():
        return None
    return f"{shown(file)} differs from the recorded catalogue, which the pages show; pilcrow init records the file."


def stamp(moment: datetime | None) -> str | None:
    """A moment as documents write it, in UTC."""
    return (
        moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z") if moment else None
    )


def in_words(problems: Sequence[Problem]) -> str:
    """Every problem on a line of its own, as many as anybody reads at once, then how many there are."""
    count = "1 problem." if len(problems) == 1 else f"{len(problems)} problems."
    more = ["..."] if len(problems) > MOST_AT_ONCE else []
    return "\n".join([*map(str, problems[:MOST_AT_ONCE]), *more, count])


def shown(path: Path) -> str:
    """A path as short as it can be written from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def store_name(opened: Door) -> str:
    """The store behind a door, named as short as it can be."""
    database = opened.store.database
    return shown(database.path) if database.path else database.name


@contextmanager
def progress(doing: str) -> Iterator[Callable[[str], None]]:
    """Says on a terminal what is being done, while it is; says nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda now: None
        return
    from rich.console import Console

    with Console(stderr=True).status(doing) as line:
        yield line.update


def counting(now: Callable[[str], None], doing: str) -> Callable[[str, int, int], None]:
    """Says how far something has come, on the line of `progress`."""
    return lambda what, done, of: now(f"{doing} {what}: {done} of {of} ...")


def answer(document: Mapping[str, Any]) -> None:
    """One JSON document on stdout, which says so where the record is fictional; JSON is UTF-8 whatever the terminal's
    encoding."""
    if is_fictional():
        document = {"fictional": True, **document}
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _near(word: str, known: Sequence[str]) -> Text:
    near = difflib.get_close_matches(word.lower(), known, n=3, cutoff=0.5)
    near += [key for key in known if word and word.lower() in key and key not in near]
    if not near:
        return say("None has a name like it.", "Ninguno tiene un nombre parecido.")
    return say("Did you mean {near}?", "¿Quiso decir {near}?", near=" / ".join(near[:3]))


def _sentence(words: str) -> str:
    """Words as a sentence, which ends with one full stop, and begins with a capital unless a name stands there."""
    first = words.split(" ", 1)[0]
    begun = words[:1].upper() + words[1:] if first.isalpha() else words
    return f"{begun.rstrip('.')}."
