"""The command `pilcrow`: reads what was asked, asks the record, prints the answer.

Exit status: 0 answered or done, 1 a check failed, 2 the input or the call was wrong, 130 after Ctrl-C. What is
wrong is said in a sentence on stderr.
"""

import os
import sys

import typer

from compliance.commands import acting, answering, keeping, people

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
catalogue_app.command()(keeping.check)

# In the order in which help shows them: keeping a store, asking it, adding to it, and who may.
for command in (
    keeping.init,
    keeping.serve,
    answering.status,
    answering.timeline,
    answering.gaps,
    answering.record,
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
    people.people,
    people.person,
    people.grant,
    people.revoke,
):
    app.command()(command)
app.add_typer(catalogue_app, name="catalogue")


def main() -> None:
    """The installed command."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run the command; its exit status. What the caller can mend is a sentence on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A symbol that the terminal's encoding does not have must not end the command.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        status = app(words or ["--help"], prog_name="pilcrow", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except typer.TyperException as wrong:
        print(_sentence(wrong), file=sys.stderr)
        return 2
    except typer.Abort:
        return 130
    except BrokenPipeError:
        # Whoever read the output has gone; what is left of it goes nowhere instead of failing at exit. The
        # status is the one that typer gives where it notices first.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _sentence(wrong: typer.TyperException) -> str:
    """What is wrong, and for a mistyped call where the right one is written."""
    said = wrong.format_message().replace("Value error, ", "")
    context = getattr(wrong, "ctx", None)
    if context is None or said.startswith("Usage:"):
        return said
    return f"{said.rstrip('.')}. See {context.command_path} --help."


if __name__ == "__main__":
    main()
