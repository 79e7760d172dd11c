"""The command `pilcrow`: reads what was asked, asks the record, prints the answer.

Exit status: 0 answered or done, 1 a check failed, 2 the input or the call was wrong, 130 after Ctrl-C. What is
wrong is said in a sentence on stderr.
"""

import os
import re
import sys
from typing import TextIO

import typer

from compliance.commands import (
    acting,
    answering,
    cataloguing,
    changing,
    differing,
    drafting,
    example,
    importing,
    keeping,
    people,
    producing,
    proving,
    serving,
)

LONGEST = 200
"""How much is repeated of a word that the caller wrote."""

app = typer.Typer(
    help="Shows, for every obligation of a consent decree, what supports it, what is missing, and whose move it "
    "is.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
catalogue_app = typer.Typer(
    help="The catalogue: the decree, its obligations and their checks.", no_args_is_help=True
)
catalogue_app.command()(cataloguing.check)
catalogue_app.command()(proving.test)
catalogue_app.command()(proving.diff)
catalogue_app.command()(cataloguing.schema)
catalogue_app.command("import")(cataloguing.import_matrix)
catalogue_app.command()(cataloguing.coverage)

# In the order in which help shows them: keeping a store, asking it, adding to it, and who may.
for command in (
    keeping.init,
    serving.serve,
    example.example,
    answering.status,
    answering.timeline,
    answering.gaps,
    changing.changes,
    differing.differences,
    answering.record,
    answering.file,
    answering.export,
    keeping.verify,
    keeping.backup,
    keeping.restore,
    acting.add,
    acting.review,
    acting.determine,
    acting.respond,
    acting.withdraw,
    acting.redact,
    drafting.draft,
    drafting.drafts,
    drafting.send,
    drafting.discard,
    producing.produce,
    producing.productions,
    producing.production,
    people.people,
    people.person,
    people.grant,
    people.revoke,
):
    app.command()(command)
app.command("import")(importing.import_table)
app.add_typer(catalogue_app, name="catalogue")


def main() -> None:
    """The installed command."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run the command; its exit status. What the caller can mend is a sentence on stderr, never a traceback."""
    # Python has no stream where the caller closed one.
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    if sys.stdout is None:
        return _wrong("The answer has nowhere to go, because stdout is closed.", words)
    for stream in (sys.stdout, sys.stderr):
        # A symbol that the terminal's encoding does not have must not end the command.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        status = app(words or ["--help"], prog_name="pilcrow", standalone_mode=False)
        if "--json" not in words:
            _say_if_fictional()
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except typer.TyperException as wrong:
        return _wrong(_sentence(wrong), words)
    except typer.Abort:
        return 130
    except BrokenPipeError:
        # Whoever read the output has gone. The status is the one that typer gives where it notices first.
        _write_no_more(sys.stdout)
        return 1
    except OSError as error:
        _write_no_more(sys.stdout)
        what = f"{error.filename} cannot be used" if error.filename else "The answer could not be written"
        return _wrong(f"{what} ({error.strerror or error}).", words)
    except Exception as error:
        # Not known above, because reading settings is most of what a mistyped call would wait for.
        from compliance.settings import WrongSetting

        if isinstance(error, WrongSetting):
            return _wrong(str(error), words)
        raise


def _say_if_fictional() -> None:
    """Below whatever was printed of a fictional city stands that it is one."""
    asking = sys.modules.get("compliance.asking")
    if asking is not None and asking.is_fictional():
        print(asking.FICTIONAL.en)


def _write_no_more(to: TextIO) -> None:
    """What is left for a stream goes nowhere, instead of failing once more at exit and changing the status."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), to.fileno())


def _wrong(said: str, words: list[str]) -> int:
    """Say what is wrong; the exit status. What the caller wrote is repeated in short, and no mark in it or in a file's
    name acts on the terminal."""
    for word in words:
        for part in filter(None, (word, word.partition("=")[2])):
            short = part if len(part) <= LONGEST else f"{part[:LONGEST]}…"
            said = said.replace(part, short.replace("\n", " "))
    said = re.sub(rf"(\S{{{LONGEST}}})\S+", r"\1…", said)
    try:
        print(
            "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in said),
            file=sys.stderr,
            flush=True,
        )
    except OSError:
        _write_no_more(sys.stderr)
    return 2


def _sentence(wrong: typer.TyperException) -> str:
    """What is wrong, and for a mistyped call where the right one is written."""
    said = wrong.format_message().replace("Value error, ", "")
    context = getattr(wrong, "ctx", None)
    if context is None or said.startswith("Usage:"):
        return said
    return f"{said.rstrip('.')}. See {context.command_path} --help."


if __name__ == "__main__":
    main()
