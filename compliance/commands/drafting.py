"""The commands about drafts: draft, drafts, send, discard."""

import json
from typing import TYPE_CHECKING, Any

from compliance.commands.acting import act, model_of, read, sound_files
from compliance.commands.options import (
    Attached,
    BecauseOfCorrection,
    Corrects,
    Doer,
    DraftId,
    Json,
    Kind,
    Page,
    Visible,
)

if TYPE_CHECKING:
    from compliance.access import Actor, Desk, Draft

SHORT = 8
"""How many digits of an id are printed, where no two drafts begin with the same."""


def draft(
    kind: Kind,
    file: Page,
    person: Doer,
    visibility: Visible = None,
    corrects: Corrects = None,
    reason: BecauseOfCorrection = None,
    attached: Attached = None,
    as_json: Json = False,
) -> None:
    """Save a record that is not ready, from a YAML file. Only the own bureau sees it, and a coordinator can send it."""
    from compliance import asking
    from compliance.access.drafting import save_draft

    with asking.at_the_desk():
        body, _ = read(model_of(kind), asking.a_file(file))
        paths = sound_files(attached)
        desk = asking.desk()
        actor = asking.doer(desk.door, person)
        how: dict[str, Any] = {"visibility": visibility} if visibility else {}
        with desk.kept(actor, body, "draft", paths) as digests:
            saved = save_draft(desk, actor, body, corrects=corrects, reason=reason, files=digests, **how)
    if as_json:
        asking.answer(_document(saved))
        return
    print(f"Saved as draft {saved.id}, for {saved.capacity}. A coordinator sends it with pilcrow send.")


def drafts(person: Doer, as_json: Json = False) -> None:
    """The drafts of one's own bureau, the newest first. Nobody else sees them."""
    from compliance import asking
    from compliance.access.drafting import drafts_of, is_whole

    with asking.at_the_desk():
        desk = asking.desk()
        found = drafts_of(desk, asking.doer(desk.door, person))
    if as_json:
        asking.answer({"drafts": [_document(one) for one in found]})
        return
    ids = {one.id[:SHORT] for one in found}
    for one in found:
        begins = one.id[:SHORT] if len(ids) == len(found) else one.id
        what = f"{one.holds.replace('_', ' ')}{f' of kind {one.kind}' if one.kind else ''}"
        key = json.loads(one.body).get("key")
        lacks = "" if is_whole(one) else ", not complete yet"
        instead = f", corrects record {one.corrects}" if one.corrects else ""
        print(
            f"{begins}  {one.saved[:16]}Z  {one.author}, for {one.capacity}: {what}{f' {key}' if key else ''}{instead}{lacks}"
        )
    if not found:
        print("No drafts that you may see.")


def send(id: DraftId, person: Doer, as_json: Json = False) -> None:
    """Record a draft, as a coordinator of its bureau. It is then no draft any more."""
    from compliance.access.drafting import send_draft

    act(person, lambda desk, actor: send_draft(desk, actor, own_draft(desk, actor, id)), as_json)


def discard(id: DraftId, person: Doer, as_json: Json = False) -> None:
    """Throw a draft away."""
    from compliance import asking
    from compliance.access.drafting import discard_draft

    with asking.at_the_desk():
        desk = asking.desk()
        actor = asking.doer(desk.door, person)
        gone = own_draft(desk, actor, id)
        discard_draft(desk, actor, gone)
    if as_json:
        asking.answer({"discarded": gone.id})
        return
    print(f"The draft {gone.id} was thrown away.")


def own_draft(desk: "Desk", actor: "Actor", id: str) -> "Draft":
    """A draft that the actor sees, by how its id begins. Raises Wrong."""
    from compliance.access.drafting import drafts_of
    from compliance.asking import beginning_with

    found = {one.id: one for one in drafts_of(desk, actor)}
    return found[beginning_with(id, list(found), "draft of yours", "more digits")]


def _document(one: "Draft") -> dict[str, Any]:
    return {**vars(one), "files": list(one.files), "body": json.loads(one.body)}
