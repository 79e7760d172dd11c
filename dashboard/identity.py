"""Who is asking: the public, or somebody on record who has signed in.

Streamlit does the signing in (`st.login`) and hands on what the provider says of a person; who that is to the record is asked
anew in each run of a page, so that a role that was withdrawn is gone with the next click.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from compliance.access import PUBLIC, Actor, Door
from compliance.access.identities import Identities
from compliance.access.trial import PARTS, Part, Trial
from compliance.sentences import Text, say
from compliance.settings import Settings
from compliance.settings import current as current_settings
from dashboard.sessions import Ended, Left, Sessions

PROVIDER = "provider"
"""What the one provider is called in the settings that Streamlit is given."""
FAILED = "sign-in"
"""The name in the address that says that signing in did not work; its value is `failed`."""

SESSIONS = Sessions()
_uploading: dict[str, None] = {}
"""The open pages, by Streamlit's own number of each, whose reader may send files."""
MOST_UPLOADING = 10_000
_trial: Trial | None = None
"""The trial that this server was started for, if it was."""

WHY_ENDED: Mapping[Ended, Text] = {
    "signed out": say("You have signed out.", "Usted cerró la sesión."),
    "idle": say(
        "You were signed out, because nothing was done here for some time. What you see now is what everybody sees; sign in "
        "again to go on.",
        "Su sesión se cerró porque no se hizo nada aquí durante un tiempo. Ahora ve lo que ve todo el mundo; inicie sesión de "
        "nuevo para continuar.",
    ),
    "over": say(
        "You were signed out, because you signed in some hours ago. What you see now is what everybody sees; sign in again to "
        "go on.",
        "Su sesión se cerró porque la inició hace varias horas. Ahora ve lo que ve todo el mundo; inicie sesión de nuevo para "
        "continuar.",
    ),
}
NOT_SIGNED_IN = say(
    "Signing in did not work, or was broken off. Try again; if it fails again, tell whoever runs this site.",
    "No se pudo iniciar sesión, o se interrumpió. Inténtelo de nuevo; si vuelve a fallar, avise a quien administra este sitio.",
)
NOTHING_SAID = say(
    "You have signed in, but the provider did not tell this site who you are, and when you signed in, in a way that can be relied "
    "on. Tell whoever runs this site. Until then you see what everybody sees.",
    "Usted inició sesión, pero el proveedor no dijo a este sitio de manera fiable quién es usted y cuándo la inició. Avise a quien administra este sitio. Mientras tanto ve lo que ve todo el mundo.",
)
NOT_ON_RECORD = say(
    "You have signed in, but you are not on record here, so you see what everybody sees. If you work on this case, ask an "
    "administrator of this site to put you on record with this identity: {identity}",
    "Usted inició sesión, pero no está registrado aquí, así que ve lo que ve todo el mundo. Si trabaja en este caso, pida a un "
    "administrador de este sitio que lo registre con esta identidad: {identity}",
)
NO_ROLE = say(
    "You are on record here as {name}, but have no role now, so you see what everybody sees. If you should have one, ask an "
    "administrator of this site.",
    "Usted está registrado aquí como {name}, pero ahora no tiene ningún rol, así que ve lo que ve todo el mundo. Si debería "
    "tener uno, pídalo a un administrador de este sitio.",
)
TWO_ON_RECORD = say(
    "You have signed in, but more than one person is on record with your identity ({identity}), and which of them you are "
    "cannot be told, so you see what everybody sees. Ask an administrator of this site to correct the record.",
    "Usted inició sesión, pero hay más de una persona registrada con su identidad ({identity}) y no se puede saber cuál es "
    "usted, así que ve lo que ve todo el mundo. Pida a un administrador de este sitio que corrija el registro.",
)


@dataclass(frozen=True)
class Who:
    """Who is asking: as whom the record is read, their name where they signed in, and what they must be told. `trying`: the
    part that somebody plays who tries the site on a copy of the record."""

    actor: Actor = PUBLIC
    name: str | None = None
    notice: Text | None = None
    may_sign_in: bool = False
    signed_in: bool = False
    trying: Part | None = None


def who(door: Door) -> Who:
    """Whoever looks at the page now. Raises compliance.access.StoreError where there is no record to look them up in."""
    found = _who(door)
    _let_upload(found.actor != PUBLIC and bool(door.standing(found.actor).capacities))
    return found


def _who(door: Door) -> Who:
    settings = current_settings()
    if _trial is not None and settings.database == _trial.database:
        return _on_trial(_trial)
    if settings.provider is None:
        return Who()
    claims = _claims()
    if claims is None:
        failed = st.query_params.get(FAILED) == "failed"
        return Who(notice=NOT_SIGNED_IN if failed else None, may_sign_in=True)
    began, names = claims.get("iat"), names_of(claims)
    if not isinstance(began, int | float) or not names or not _meant_for(settings.provider.client_id, claims):
        return Who(notice=NOTHING_SAID, signed_in=True)
    ended = SESSIONS.look(_key(claims), began, *_lasts(settings))
    if ended is not None:
        return Who(notice=WHY_ENDED[ended], may_sign_in=True)
    return _on_record(door, names)


def _claims() -> dict[str, Any] | None:
    """What the provider says of whoever signed in; None where nobody did."""
    claims: dict[str, Any] = dict(st.user.to_dict())
    return claims if claims.get("is_logged_in") is True else None


def _meant_for(client_id: str, claims: Mapping[str, Any]) -> bool:
    """Whether the provider said it to this site; Authlib lets a sign-in pass that was said to nobody."""
    audience = claims.get("aud")
    return client_id == audience or (isinstance(audience, list) and client_id in audience)


def names_of(claims: Mapping[str, Any]) -> tuple[str, ...]:
    """The names under which somebody can be on record: their e-mail address, where the provider says that it is theirs, and
    their subject at the provider, which never passes to another person.

    >>> names_of({"email": "ann@example.org", "email_verified": True, "sub": "4711", "iss": "https://provider.example.org"})
    ('ann@example.org', '4711 at https://provider.example.org')
    >>> names_of({"email": "ann@example.org", "sub": "4711", "iss": "https://provider.example.org"})
    ('4711 at https://provider.example.org',)
    """
    names = []
    # Some providers write what is true as a word.
    if claims.get("email") and claims.get("email_verified") in (True, "true"):
        names.append(str(claims["email"]))
    if claims.get("sub") and claims.get("iss"):
        names.append(f"{claims['sub']} at {claims['iss']}")
    return tuple(names)


def _key(claims: Mapping[str, Any]) -> str:
    """What tells one sign-in from every other, in a form that says nothing of a person."""
    told = [claims.get(name) for name in ("iss", "sub", "iat", "nonce")]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def _on_record(door: Door, names: tuple[str, ...]) -> Who:
    people = _identities(door).people(names)
    if not people:
        return Who(notice=_filled(NOT_ON_RECORD, identity=names[0]), signed_in=True)
    if len(people) > 1:
        return Who(notice=_filled(TWO_ON_RECORD, identity=" / ".join(names)), signed_in=True)
    [person] = people
    actor = Actor(person.key)
    if not door.standing(actor).capacities:
        return Who(actor, person.name, _filled(NO_ROLE, name=person.name), signed_in=True)
    return Who(actor, person.name, signed_in=True)


def _filled(text: Text, **parts: str) -> Text:
    return say(text.en, text.es, **parts)


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs={Door: id})
def _identities(door: Door) -> Identities:
    return Identities(door)


def _lasts(settings: Settings) -> tuple[float, float]:
    """How long a sign-in lasts at most, and without anything being done, in seconds."""
    return settings.session_hours * 3600, settings.idle_minutes * 60


def time_left() -> Left | None:
    """How long whoever looks at a page stays signed in; None for whoever is not. To ask does not make it last longer."""
    claims = _claims()
    if claims is None or not isinstance(claims.get("iat"), int | float):
        return None
    return SESSIONS.left(_key(claims), claims["iat"], *_lasts(current_settings()))


def stay() -> None:
    """Note that whoever looks at a page is still there."""
    claims = _claims()
    if claims is not None and isinstance(claims.get("iat"), int | float):
        SESSIONS.look(_key(claims), claims["iat"], *_lasts(current_settings()))


def sign_in() -> None:
    """Send the reader to the provider, who sends them back to the page they came from (`cookies.py`)."""
    st.login(PROVIDER)


def sign_out() -> None:
    """End the reader's sign-in here, in whichever window it is open, and at the provider."""
    claims = _claims()
    if claims is not None and isinstance(claims.get("iat"), int | float):
        SESSIONS.end(_key(claims), claims["iat"])
    _let_upload(False)
    st.logout()


def begin_trial(trial: Trial) -> None:
    """Let whoever opens a page play a person of a trial, as long as the settings name its copy of the record. Only the
    command that starts the server and made the copy asks for this; no request and no setting can."""
    global _trial
    _trial = trial


def is_trial() -> bool:
    """Whether this server was started for a trial."""
    return _trial is not None


def trial_parts() -> tuple[Part, ...]:
    """The parts that a reader can play; none outside a trial."""
    return PARTS if _trial is not None else ()


def _on_trial(trial: Trial) -> Who:
    asked = st.query_params.get("as")
    part = next((part for part in PARTS if part == asked), trial.first)
    person = trial.people.get(part)
    return Who(Actor(person) if person else PUBLIC, trying=part)


def may_upload(session: str) -> bool:
    """Whether the reader of an open page, by Streamlit's own number of it, may send files: somebody who had a role when the
    page last ran."""
    return session in _uploading


def _let_upload(may: bool) -> None:
    context = get_script_run_ctx()
    if context is None:
        return
    _uploading.pop(context.session_id, None)
    if may:
        # Put last, so that those that were idle longest are forgotten first.
        _uploading[context.session_id] = None
        while len(_uploading) > MOST_UPLOADING:
            _uploading.pop(next(iter(_uploading)), None)
