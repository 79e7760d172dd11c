"""Who the reader is here: their name and what they are, the ways in and out, what they must be told, and the banner of a
trial."""

import streamlit as st

from compliance.access.trial import PLAYED
from compliance.sentences import Language, say
from dashboard import identity, look
from dashboard.components import capacities
from dashboard.visit import Visit

EVERY_SECONDS = 15
"""So often a page that nobody touches looks whether its reader is still signed in."""

WARNED_BEFORE = 300
"""So many seconds before a sign-in ends its owner is told."""

ENDS = say(
    "You will be signed out in about {n} min, since a sign-in lasts no longer. Record or save what you are writing, then sign "
    "in again.",
    "Su sesión se cerrará en unos {n} min, porque no dura más. Registre o guarde lo que está escribiendo y luego inicie sesión "
    "de nuevo.",
)
ENDS_IF_IDLE = say(
    "You will be signed out in about {n} min, because nothing was done here for some time.",
    "Su sesión se cerrará en unos {n} min, porque no se hizo nada aquí durante un tiempo.",
)
STAY = say("Stay signed in", "Seguir con la sesión")

SIGN_IN = say("Sign in", "Iniciar sesión")
SIGN_OUT = say("Sign out", "Cerrar sesión")
SIGNED_IN_AS = say("Signed in as", "Sesión iniciada como")


ON_TRIAL = say("A trial: you are here as {part}", "Una prueba: usted está aquí como {part}")
WHAT_A_TRIAL_IS = say(
    "You work on a copy of the record. What you do is thrown away when the server stops.",
    "Trabaja con una copia del registro. Lo que haga se borra al detener el servidor.",
)
TRY_AS = say("Go on as:", "Siga como:")


def show(visit: Visit, here: str) -> None:
    """The line about the reader, above the page `here`; nothing where there is nothing to sign in to."""
    who = visit.who
    if who.trying is not None:
        _banner(visit, who.trying, here)
    if who.notice is not None:
        look.show(look.notice(visit.say(who.notice)))
    if not (who.signed_in or who.may_sign_in):
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="signing"):
        if who.signed_in:
            if who.name is not None:
                look.show(_name(visit, who.name))
            st.button(visit.say(SIGN_OUT), key="sign-out", on_click=identity.sign_out)
        else:
            st.button(visit.say(SIGN_IN), key="sign-in", on_click=identity.sign_in)
    if who.signed_in:
        _watch(visit.language)


@st.fragment(run_every=EVERY_SECONDS)
def _watch(language: Language) -> None:
    """Say before a sign-in ends that it does, without touching what somebody is typing, and draw the page anew, as everybody
    sees it, once it has ended: who left their place does not click."""
    left = identity.time_left()
    if left is None or min(left) > WARNED_BEFORE:
        return
    if min(left) <= 0:
        st.rerun()
    with st.container(key="time-left"):
        minutes = max(1, round(min(left) / 60))
        if left.at_most <= left.if_idle:
            look.show(look.notice(ENDS.to(language).format(n=minutes)))
        else:
            look.show(look.notice(ENDS_IF_IDLE.to(language).format(n=minutes)))
            st.button(STAY.to(language), key="stay", on_click=identity.stay)


def _name(visit: Visit, name: str) -> look.Safe:
    what = "; ".join(capacities.whole(visit, each) for each in visit.standing.capacities)
    return look.paragraph(
        look.quiet(visit.say(SIGNED_IN_AS)), " ", look.strong(name), look.quiet(f" · {what}" if what else "")
    )


def _banner(visit: Visit, playing: identity.Part, here: str) -> None:
    """What a trial is, and the ways to the other parts; the page may be none of the next one's, which it then says."""
    others = [
        look.link(visit.address(here, **{"as": part}), visit.say(PLAYED[part]))
        for part in identity.trial_parts()
        if part != playing
    ]
    ways = look.join(others[0], *(piece for other in others[1:] for piece in (" · ", other)))
    own = "; ".join(capacities.whole(visit, each) for each in visit.standing.capacities)
    title = visit.say(ON_TRIAL).format(part=own or visit.say(PLAYED[playing]))
    look.show(look.banner(title, [visit.say(WHAT_A_TRIAL_IS), look.join(visit.say(TRY_AS), " ", ways)]))
