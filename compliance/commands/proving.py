"""The commands that prove the checks: `catalogue test` runs their examples, `catalogue diff` shows which findings a
change of them flips."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.commands.options import Json, Lang

if TYPE_CHECKING:
    from compliance.catalogue import Catalogue
    from compliance.finding import Entry


def test(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="A data folder; the one that init loads unless given."),
    ] = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Run the examples of a data folder's catalogue. Exit 0, or exit 1 and each one that came out otherwise."""
    from compliance import asking
    from compliance.example_runs import lacks, misses
    from compliance.intake.folder import read_folder
    from compliance.printing import proofs
    from compliance.printing.paper import Paper

    path = asking.a_folder(folder or asking.Settings().data)
    with asking.progress(f"Running the examples of {asking.shown(path)} ..."), asking.clearly():
        catalogue = read_folder(path, asking.now()).catalogue
        failed, lacking = misses(catalogue), lacks(catalogue)
    run = sum(len(obligation.examples) for obligation in catalogue.obligations)
    if as_json:
        asking.answer(
            {
                "folder": str(path),
                "examples": run,
                "failed": [
                    {
                        "obligation": miss.obligation.key,
                        "criterion": miss.criterion.key if miss.criterion else None,
                        "example": miss.example.name.to(lang),
                        "day": f"{miss.example.day}",
                        "expected": miss.expected.value,
                        "came": miss.came.value,
                        "says": miss.says.to(lang),
                    }
                    for miss in failed
                ],
                "no_example_of": [
                    {"obligation": lack.obligation.key, "criterion": lack.criterion.key, "of": lack.of}
                    for lack in lacking
                ],
            }
        )
    else:
        proofs.examples(Paper(lang), run, failed, lacking)
    if failed:
        raise typer.Exit(1)


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A data folder, a decree.yaml, or a record's number.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same.")],
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", metavar="DIR", help="Take the evidence of this data folder, not of the store."
        ),
    ] = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """The goalpost log: every finding that a change of the catalogue flips, or calls late by other days, and what changed in
    its test."""
    from dataclasses import asdict

    from compliance import asking
    from compliance.goalposts import goalposts
    from compliance.printing import proofs
    from compliance.printing.paper import Paper

    before, after = _catalogue(old), _catalogue(new)
    if before.key != after.key:
        raise asking.Wrong(
            f"{old} is the catalogue of '{before.key}' and {new} that of '{after.key}'; name two of one decree."
        )
    entries, horizon = _evidence(data)
    with asking.progress("Comparing ..."):
        try:
            posts = goalposts(before, after, entries, horizon)
        except ValueError as error:
            raise asking.Wrong(f"{error}; name a folder of later evidence with --data.") from None
    if as_json:
        asking.answer(
            {
                "old": old,
                "new": new,
                "evidence": str(data) if data else "store",
                "records": len(entries),
                "horizon": f"{horizon}",
                "goalposts": [
                    {
                        "obligation": post.obligation,
                        "criterion": post.criterion,
                        "changes": [asdict(change) for change in post.changes],
                        "flips": [
                            {**asdict(flip), "first": f"{flip.first}", "last": f"{flip.last}"}
                            for flip in post.flips
                        ],
                        "delays": [
                            {
                                "first": f"{delay.first}",
                                "last": f"{delay.last}",
                                "before": dict(
                                    zip(("late_days", "late_days_at_most"), delay.before, strict=True)
                                ),
                                "after": dict(
                                    zip(("late_days", "late_days_at_most"), delay.after, strict=True)
                                ),
                            }
                            for delay in post.delays
                        ],
                    }
                    for post in posts
                ],
            }
        )
        return
    proofs.goalposts(Paper(lang), posts)


class _AnySource(frozenset[str]):
    """Every source: whether those that a catalogue names are declared is for `catalogue check` to say."""

    def __contains__(self, key: object) -> bool:
        return True


def _catalogue(named: str) -> "Catalogue":
    """A catalogue in a folder or file, or as the store held it at a record's number. Raises Wrong."""
    from compliance import asking
    from compliance.catalogue import read_catalogue
    from compliance.reading import read_page

    path = Path(named)
    if not path.exists() and named.isascii() and named.isdigit():
        with asking.clearly():
            return asking.ask(None, named, "record")[1].catalogue
    file = asking.a_file(path / "decree.yaml" if path.is_dir() else path)
    page = read_page(file, asking.shown(file))
    found = read_catalogue(page, _AnySource())
    if found is None:
        raise asking.Wrong(asking.in_words(page.problems))
    return found


def _evidence(folder: Path | None) -> tuple["Sequence[Entry]", date]:
    """The rows to look at, and the last day of their timelines: a folder's, or the public ones of the store. Raises
    Wrong."""
    from compliance import asking
    from compliance.access import StoreError
    from compliance.access.door import HORIZON_YEARS
    from compliance.days import years_later
    from compliance.finding import Entry
    from compliance.intake.folder import read_folder

    with asking.clearly():
        if folder is not None:
            read = read_folder(asking.a_folder(folder), asking.now())
            entries = [Entry(number, record) for number, record in enumerate(read.evidence, 1)]
            return entries, years_later(read.release.release, HORIZON_YEARS)
        try:
            assessment = asking.ask(None, None, "record")[1].assessment
        except StoreError as error:
            raise asking.Wrong(f"{error}; or name a data folder with --data.") from None
        return list(assessment.entries.values()), assessment.horizon
