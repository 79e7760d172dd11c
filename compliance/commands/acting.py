"""The commands that add to the record, each as somebody: add, review, determine, respond, withdraw, redact."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from compliance.commands.options import (
    Attached,
    Because,
    BecauseOfCorrection,
    BecauseOfRedaction,
    Corrects,
    Doer,
    DoerOrHost,
    Json,
    Key,
    Kind,
    Number,
    Page,
    Visible,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from compliance.access import Actor, Desk, Head
    from compliance.access.keeping import Left
    from compliance.reading import Page as YamlPage


def add(
    kind: Kind,
    file: Page,
    person: Doer,
    visibility: Visible = None,
    corrects: Corrects = None,
    reason: BecauseOfCorrection = None,
    attached: Attached = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Record one thing from a YAML file. Evidence of any kind, a source, a response or a note on an open item.

    With --corrects it takes the place of a record, which stays and is shown as corrected.
    """
    _add(model_of(kind), file, person, visibility, corrects, reason, attached, key, as_json)


def determine(
    file: Page,
    person: Doer,
    visibility: Visible = None,
    corrects: Corrects = None,
    reason: BecauseOfCorrection = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Record the monitor's level for a paragraph, from a YAML file. With stage (draft, shared or filed), paragraph, body,
    report, level (left out where none is reached), level_words, reported_by and rationale; once filed, filed_on and docket.

    Who sees it follows from the stage: a draft the monitor's team, what is shared the parties, what is filed everybody. The next
    stage corrects the one before, with --corrects and --reason; none is gone back.
    """
    from compliance.determinations import Determination

    _add(Determination, file, person, visibility, corrects, reason, None, key, as_json)


def respond(
    file: Page,
    person: Doer,
    visibility: Visible = None,
    corrects: Corrects = None,
    reason: BecauseOfCorrection = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Record a body's answer to a finding, from a YAML file. With obligation, stance, words, given, and record where it
    answers one record.
    """
    from compliance.contributions import Response

    _add(Response, file, person, visibility, corrects, reason, None, key, as_json)


def review(
    number: Number,
    verdict: Annotated[
        Literal["accepted", "rejected"], typer.Argument(metavar="VERDICT", help="accepted or rejected.")
    ],
    reason: Because,
    person: Doer,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Accept or reject one record of evidence, with the reason. The latest review of a record holds."""
    from compliance.contributions import Review

    act(
        person,
        lambda desk, actor: desk.add(
            actor, Review(record=number, verdict=verdict, reason=reason), idempotency_key=key
        ),
        as_json,
    )


def withdraw(number: Number, reason: Because, person: Doer, key: Key = None, as_json: Json = False) -> None:
    """Take back a record that was wrong to record. It stays in the record, shown as withdrawn, and counts no more."""
    act(person, lambda desk, actor: desk.withdraw(actor, number, reason, key), as_json)


def redact(
    number: Number,
    reason: BecauseOfRedaction,
    person: DoerOrHost = None,
    yes: Annotated[bool, typer.Option("--yes", help="Remove it without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Remove the content of a record for ever. Its place in the chain stays, and that it was redacted, by whom and why.

    Backups and copies that were made earlier still have the content. The reason stays too, shown to whoever sees the
    row: name nobody in it.
    """
    from compliance.access import keeping
    from compliance.asking import Wrong

    if not yes:
        question = f"Remove the content of record {number} for ever?"
        if not sys.stdin.isatty():
            raise Wrong(f"{question} It cannot be undone; say --yes.")
        if not typer.confirm(question, err=True):
            raise Wrong("Nothing was removed.")
    left: dict[str, Any] = {}

    def do(desk: "Desk", actor: "Actor") -> "Head":
        before = desk.door.store.row(number)
        head = desk.redact(actor, number, reason)
        assert before is not None, "there was something to redact"
        left.update(keeping.left_of(desk.door, before)._asdict())
        return head

    act(person, do, as_json, left)
    if not as_json:
        _say_what_is_left(number, keeping.Left(**left))


def _say_what_is_left(number: int, left: "Left") -> None:
    if left.key:
        print(f"The key still stands in {_records(left.key)}.")
    if left.files:
        print(f"A file of it is still attached to {_records(left.files)}.")
    elif left.kept:
        print("A file of it is still attached to a draft.")
    print(f"Backups and copies that were made earlier still have the content of record {number}.")


def _records(numbers: Sequence[int]) -> str:
    return f"record{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def act(
    person: str | None,
    do: "Callable[[Desk, Actor], Head]",
    as_json: bool,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Do something at the desk as a person, or as the host, and say where it stands in the record; as JSON with what more
    there is to say once it is done."""
    from compliance import asking

    with asking.at_the_desk():
        desk = asking.desk()
        actor = asking.doer(desk.door, person)
        head = do(desk, actor)
        _say_where(desk, actor, head, as_json, more or {})


def _say_where(desk: "Desk", actor: "Actor", head: "Head", as_json: bool, more: Mapping[str, Any]) -> None:
    from compliance import asking
    from compliance.commands.rows import VISIBLE_TO

    # Of the monitor's own rows, which the host can redact, the host sees nothing.
    rows = desk.door.rows(actor, head.number, first=head.number)
    visibility = rows[0].get("visibility") if rows else None
    if as_json:
        where = {"number": head.number, "hash": head.hash, "recorded": asking.stamp(head.recorded)}
        asking.answer({**where, "visibility": visibility, **more})
        return
    who = f" It can be seen by {VISIBLE_TO[visibility]}." if visibility else ""
    print(f"Recorded as number {head.number}, hash {head.hash}.{who}")


def _add(
    model: "type[BaseModel]",
    file: Path,
    person: str,
    visibility: Any,
    corrects: int | None,
    reason: str | None,
    attached: Sequence[Path] | None,
    key: str | None,
    as_json: bool,
) -> None:
    from compliance import asking

    with asking.clearly():
        body, page = read(model, asking.a_file(file))
        paths = sound_files(attached)

    def do(desk: "Desk", actor: "Actor") -> "Head":
        kept = desk.kept(actor, body, "add" if corrects is None else "correct", paths)
        with _where_it_stands(page), kept as digests:
            return desk.add(
                actor,
                body,
                visibility=visibility,
                corrects=corrects,
                reason=reason,
                files=digests if attached else None,
                idempotency_key=key,
            )

    act(person, do, as_json)


@contextmanager
def _where_it_stands(page: "YamlPage") -> Iterator[None]:
    """Adds its file and line to what the desk says of a field."""
    from compliance.fitting import Unfitting
    from compliance.reading import BrokenInput

    try:
        yield
    except Unfitting as error:
        for field, wrong, right in error.misfits:
            page.problem((field,), wrong, right)
        raise BrokenInput(page.problems) from None


def sound_files(attached: Sequence[Path] | None) -> list[Path]:
    """Files to attach, each looked at: it is what its name says, and holds no rows that must never be sent. Raises Wrong."""
    from compliance import asking
    from compliance.intake.refused import Refused
    from compliance.intake.uploads import require_sound

    paths = [asking.a_file(path) for path in attached or ()]
    for path in paths:
        try:
            require_sound(path)
        except Refused as refused:
            raise asking.Wrong(f"{refused.text.en} Nothing was recorded.") from None
    return paths


def read(model: "type[BaseModel]", file: Path) -> "tuple[BaseModel, YamlPage]":
    """One thing from a YAML file, and the file as read. Raises BrokenInput with every problem of it."""
    from compliance.reading import BrokenInput, read_page

    page = read_page(file, str(file))
    if not page.problems and not isinstance(page.content, dict):
        first = next(iter(model.model_fields))
        page.problem(
            (), "it does not hold the fields of one record", f"Write one a line, such as '{first}: ...'"
        )
    body = page.read(model, page.content) if not page.problems else None
    if body is None:
        raise BrokenInput(page.problems)
    return body, page


def model_of(kind: str) -> "type[BaseModel]":
    """What a kind's file holds. Raises Wrong."""
    from difflib import get_close_matches

    from compliance.asking import Wrong
    from compliance.contributions import OpenItemEvent, Response
    from compliance.evidence import KINDS, Source

    models: dict[str, type[BaseModel]] = {
        **KINDS,
        "source": Source,
        "response": Response,
        "open-item-event": OpenItemEvent,
    }
    if kind not in models:
        near = get_close_matches(kind, models, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise Wrong(f"There is no kind '{kind}'.{meant} The kinds are: {', '.join(models)}.")
    return models[kind]
