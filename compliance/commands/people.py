"""The commands about people and their roles: person, grant, revoke, people."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compliance.commands.acting import act
from compliance.commands.options import (
    Because,
    BecauseOfCorrection,
    Body,
    Corrects,
    DoerOrHost,
    Json,
    Key,
    PersonKey,
    RoleName,
)

if TYPE_CHECKING:
    from compliance.access import Actor, Desk, Head


def person(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A key of small letters, digits and hyphens.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's name.")],
    identity: Annotated[
        str | None, typer.Option("--identity", metavar="I", help="The name under which a sign-in knows them.")
    ] = None,
    corrects: Corrects = None,
    reason: BecauseOfCorrection = None,
    doer: DoerOrHost = None,
    once: Key = None,
    as_json: Json = False,
) -> None:
    """Put a person on record, who can then be granted a role. Names are shown to administrators and the monitor only."""
    from compliance.asking import at_the_desk
    from compliance.contributions import Person

    with at_the_desk():
        body = Person(key=key, name=name, identity=identity)
    act(
        doer,
        lambda desk, actor: desk.add(actor, body, corrects=corrects, reason=reason, idempotency_key=once),
        as_json,
    )


def grant(
    person: PersonKey,
    role: RoleName,
    body: Body = None,
    coordinator: Annotated[
        bool, typer.Option("--coordinator", help="For a department: sends what its members draft.")
    ] = False,
    doer: DoerOrHost = None,
    once: Key = None,
    as_json: Json = False,
) -> None:
    """Grant a person a role. The monitor, an administrator, or of a department, a party or an organisation."""
    from compliance import asking
    from compliance.contributions import Role

    with asking.at_the_desk():
        granted = Role(person=person, role=role, body=body, coordinator=coordinator)

    def do(desk: "Desk", actor: "Actor") -> "Head":
        head = desk.add(actor, granted, idempotency_key=once)
        # A bureau is finer than the catalogue's bodies; a name written wrong looks the same.
        if body is not None and body not in [each.key for each in desk.door.catalogue(head.number).bodies]:
            print(f"The catalogue names no body '{body}'.", file=sys.stderr)
        return head

    act(doer, do, as_json)


def revoke(
    person: PersonKey,
    role: RoleName,
    reason: Because,
    body: Body = None,
    doer: DoerOrHost = None,
    once: Key = None,
    as_json: Json = False,
) -> None:
    """End a role that a person has, with the reason. What the person recorded in it stays."""
    from compliance.asking import at_the_desk
    from compliance.contributions import Role

    with at_the_desk():
        wanted = Role(person=person, role=role, body=body).own_key
    act(
        doer, lambda desk, actor: desk.withdraw(actor, _number_of(desk, actor, wanted), reason, once), as_json
    )


def _number_of(desk: "Desk", actor: "Actor", key: str) -> int:
    """The number of the row that gives a role. Raises Wrong where the actor sees none."""
    from compliance.asking import Wrong

    rows = desk.door.rows(actor, desk.door.head().number, "role")
    ended = {row.get(how) for row in rows for how in ("corrects", "withdraws")}
    for row in rows:
        if row.get("key") == key and not row["withdraws"] and row["number"] not in ended:
            return int(row["number"])
    raise Wrong(f"Nobody has the role {key} now; pilcrow people lists every role.")


def people(doer: DoerOrHost = None, as_json: Json = False) -> None:
    """Everybody on record, with their roles. Names are shown to administrators and the monitor only."""
    from compliance import asking

    with asking.clearly():
        door = asking.door()
        door.head()
        found = door.people(asking.doer(door, doer))
    if as_json:
        everybody: list[dict[str, Any]] = [
            {**one.model_dump(), "roles": [role._asdict() for role in roles]} for one, roles in found
        ]
        asking.answer({"people": everybody})
        return
    for one, roles in found:
        written = ", ".join(f"{r.written()}{' (coordinator)' if r.coordinator else ''}" for r in roles)
        known_as = f", signs in as {one.identity}" if one.identity else ""
        print(f"{one.key}: {one.name}{known_as}; {written or 'no role'}")
    if not found and doer is None:
        print("Nobody is on record yet; pilcrow person puts somebody there.")
    elif not found:
        print("Nobody whom you may see; people are shown to administrators and the monitor only.")
