"""The command that founds a fictional city, for trying out the program."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Annotated

import typer

from compliance.commands.options import Json


def example(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder, for the store and its files.")],
    obligations: Annotated[int, typer.Option(min=1, max=20_000, help="How many obligations its decree has.")] = 800,
    evidence: Annotated[int, typer.Option(min=0, max=2_000_000, help="How many records of evidence there are.")] = 100_000,
    years: Annotated[int, typer.Option(min=1, max=20, help="For how many years the decree has stood.")] = 7,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same city, byte for byte.")] = 1,
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help="An empty database to use instead of DIR/pilcrow.db."),
    ] = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Make the record of a fictional city, to try the program out. Every record of it says that it is fictional."""
    from compliance import asking
    from compliance.access import Desk, keeping, open_record
    from compliance.access.founding import found, require_empty
    from compliance.example import city

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise asking.Wrong(f"{folder} holds something already; name a new folder, or remove this one.")
    place, there = folder.resolve(), folder.exists()
    url = database or f"sqlite:///{place / 'pilcrow.db'}"
    made = city(seed, obligations, evidence, years)
    with asking.clearly(), _nothing_left_of_a_failure(place, itself=not there):
        desk = Desk(open_record(url, place / "files", asking.now))
        keeping.prepare(desk.door, asking.Settings().database_owner if database else None)
        require_empty(desk)
        (place / "files").mkdir(parents=True, exist_ok=True)
        with _bar(evidence) as advance:
            for rows in found(desk, asking.host(), made.rows(), made.release):
                advance(sum(row.new.holds == "evidence" and row.new.corrects is None for row in rows))
        head = desk.door.head()
    settings = {"PILCROW_DATABASE": url, "PILCROW_FILES": str(place / "files")}
    if as_json:
        asking.answer(
            {"fictional": True, "folder": str(place), "store": desk.door.store.name}
            | {"records": head.number, "head": head.hash, "stands_on": f"{made.frame.last}"}
        )
        return
    print(asking.FICTIONAL.en)
    print(
        f"{head.number} records in {asking.store_name(desk.door)}; the city stands on {made.frame.last}. Head {head.hash}."
    )
    if database is None:
        said = " ".join(f"{name}={value}" for name, value in settings.items())
        print(f"To see it: {said} pilcrow serve")


@contextmanager
def _nothing_left_of_a_failure(folder: Path, *, itself: bool) -> Iterator[None]:
    """Removes what stands in a folder that was empty, and the folder itself if it was not there, where making the city
    fails or is interrupted."""
    try:
        yield
    except BaseException:
        for path in folder.iterdir() if folder.exists() else ():
            rmtree(path) if path.is_dir() else path.unlink()
        if itself and folder.exists():
            folder.rmdir()
        raise


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """Shows on a terminal how many records of evidence there are, of how many; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda more: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Years pass in Exampleton", total=total)
        yield lambda more: progress.advance(task, more)
