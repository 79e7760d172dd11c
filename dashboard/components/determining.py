"""The determination of one paragraph for a period: what stands there, and the form in which the monitor takes it from a draft to
what is filed. What somebody typed stays in the form, also where another of the team was faster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from pydantic import ValidationError

from compliance.access import Head
from compliance.determinations import BY_THE_MONITOR, NO_LEVEL, STAGES, Determination, Stage
from compliance.period_review import Entered, Matter, PeriodReview
from compliance.sentences import Text, day, say
from dashboard import look, words
from dashboard.components import acts, frame, links, periods
from dashboard.visit import Visit

NONE_REACHED = ""
LEVEL = say("Level", "Nivel")
RATIONALE = say("Rationale (required)", "Fundamento (obligatorio)")
DOCKET = say(
    "Docket and document number (needed to file)", "Número de expediente y documento (para presentar)"
)
FILED_ON = say(
    "Day of filing, year-month-day (needed to file)", "Día de presentación, año-mes-día (para presentar)"
)
WHY = say("Why what was filed is corrected (required)", "Por qué se corrige lo presentado (obligatorio)")
STEPS: Mapping[Stage, Text] = {
    "draft": say("Save the team’s draft", "Guardar el borrador del equipo"),
    "shared": say("Share with the parties", "Compartir con las partes"),
    "filed": say("File with the court’s docket number", "Presentar con el número de expediente"),
}
SEEN_BY: Mapping[Stage, Text] = {
    "draft": say("Seen by the monitor’s team alone.", "Solo lo ve el equipo supervisor."),
    "shared": say(
        "Seen by the department, the parties and the monitor; it does not count as filed.",
        "Lo ven el departamento, las partes y el supervisor; no cuenta como presentada.",
    ),
    "filed": say(
        "Seen by everybody. From then on it is corrected only by filing a new one, with the reason.",
        "Lo ve todo el mundo. Desde entonces solo se corrige presentando otra, con el motivo.",
    ),
}
REASONS: Mapping[Stage, str] = {
    "draft": "The draft was changed.",
    "shared": "Shared with the parties.",
    "filed": "Filed.",
}
"""The reason that the record has where a stage follows another, in the language of the record."""
CORRECTS = say("Corrects what was filed", "Corrige lo presentado")
CHANGED = say(
    "Somebody changed this since you opened it. What you typed is still here; what stands there now is shown above. Recording "
    "yours is refused until you have taken that over.",
    "Alguien cambió esto desde que usted lo abrió. Lo que escribió sigue aquí; arriba está lo que hay ahora. No se registrará lo "
    "suyo hasta que haya tomado nota de ello.",
)
GO_ON = say(
    "I have read it; go on from there with what I typed", "Lo he leído; seguir desde ahí con lo que escribí"
)
OPENED = "determination opened"


@dataclass
class _Opened:
    """What somebody has before them: which determination, the record that they opened it at (0 for none), and since when
    they have gone on from."""

    unit: str
    first: int
    base: int


def stands(visit: Visit, review: PeriodReview, matter: Matter) -> None:
    """What is determined for the period, at whatever stage the reader sees."""
    frame.heading(
        visit.say(say("Determination for {period}", "Determinación para {period}", period=review.period.key))
    )
    entered = review.entered(matter)
    if entered is None:
        frame.empty(frame.capital(visit.say(periods.stands_at(visit, "none"))))
        return
    told = entered.determination
    pairs = [
        (visit.say(LEVEL), periods.level_of(visit, entered)),
        (visit.say(words.STATUS), frame.capital(visit.say(STAGES[told.stands_at]))),
    ]
    if told.rationale:
        pairs.append((visit.say(say("Rationale", "Fundamento")), told.rationale))
    if told.filed_on:
        filed = visit.say(say("Filed with the court", "Presentada ante el tribunal"))
        pairs.append((filed, f"{visit.say(day(told.filed_on))} · {told.docket}"))
    if entered.number is None:
        pairs.append((visit.say(words.SAID_BY), told.reported_by))
    else:
        pairs += _entry(visit, entered.number, is_filed=told.is_filed)
    look.show(look.definition_list(pairs))


def _entry(visit: Visit, number: int, *, is_filed: bool) -> list[tuple[str, str]]:
    """Who entered it and when, under which number, and, of what was filed, which earlier filing it corrects and why."""
    entry = visit.door.recordings(visit.actor, (number,))[number]
    who = look.join(entry.person or "—", ", ", visit.say(day(entry.day)))
    pairs: list[tuple[str, str]] = [
        (visit.say(say("Entered by, on", "Introducida por, el")), who),
        (visit.say(words.RECORD), links.number(visit, number)),
    ]
    why = corrected(visit, number) if is_filed else None
    if why is not None:
        pairs.append((visit.say(CORRECTS), why))
    return pairs


def corrected(visit: Visit, number: int) -> look.Safe | None:
    """Which earlier filing a filed determination corrects, and why; None where it is the first."""
    row = visit.door.numbered(visit.actor, (number,))[number]
    before = row.get("corrects")
    # A filing also takes the place of what was drafted or shared; only what was filed is public.
    if (
        not before
        or visit.door.numbered(visit.actor, (before,)).get(before, {}).get("visibility") != "public"
    ):
        return None
    return look.join(links.number(visit, before), ": ", row["reason"])


def form(visit: Visit, review: PeriodReview, matter: Matter) -> None:
    """The form of whoever may determine, which asks once before anything is recorded."""
    entered = review.entered(matter)
    number = entered.number if entered and entered.number else 0
    unit = f"{review.period.key}/{matter.paragraph}/{matter.body}"
    opened = _opened(unit, number)
    key = f"determine-{unit}"
    if acts.ask(visit, key, lambda payload: _summary(visit, review, matter, payload), _record(visit)):
        st.session_state.pop(OPENED, None)
        st.rerun()
    if opened.base != number:
        look.show(look.notice(visit.say(CHANGED)))
        if st.button(visit.say(GO_ON), key=f"{key}-go-on"):
            opened.base = number
            st.rerun()
    is_filed = bool(number) and entered is not None and entered.determination.is_filed
    stages: list[Stage] = ["filed"] if is_filed else list(STAGES)
    if entered is not None and entered.number and entered.determination.stage == "shared":
        stages.remove("draft")
    with st.form(f"{key}-{opened.first}", enter_to_submit=False):
        fields = _fields(visit, review, entered, f"{key}-{opened.first}", is_filed=is_filed)
        with st.container(horizontal=True, gap="small"):
            asked = [
                stage
                for stage in stages
                if st.form_submit_button(visit.say(STEPS[stage]), key=f"{key}-{opened.first}-{stage}")
            ]
    look.show(look.bullets([f"{visit.say(STEPS[stage])}: {visit.say(SEEN_BY[stage])}" for stage in stages]))
    if asked:
        _propose(visit, review, matter, key, asked[0], fields, opened.base, is_filed=is_filed)


def _opened(unit: str, number: int) -> _Opened:
    """What was opened, kept while the same paragraph stays open: so that a change by somebody else is noticed."""
    before = st.session_state.get(OPENED)
    if not isinstance(before, _Opened) or before.unit != unit:
        before = _Opened(unit, number, number)
        st.session_state[OPENED] = before
    return before


def _fields(
    visit: Visit, review: PeriodReview, entered: Entered | None, key: str, *, is_filed: bool
) -> dict[str, str]:
    """The fields, which begin with what stood there when it was opened."""
    told = entered.determination if entered and entered.number else None
    names = {NONE_REACHED: visit.say(say("No level reached", "No alcanzó ningún nivel"))}
    names |= {level.key: visit.say(level.name) for level in review.catalogue.levels}
    keys = list(names)
    at = keys.index(told.level) if told and told.level in keys else 0
    level = st.radio(
        visit.say(LEVEL),
        keys,
        index=at if told else None,
        format_func=lambda each: look.plain(names.get(each or NONE_REACHED, "")),
        key=f"{key}-level",
    )
    rationale = st.text_area(
        visit.say(RATIONALE), value=(told and told.rationale) or "", max_chars=2000, key=f"{key}-rationale"
    )
    docket = st.text_input(visit.say(DOCKET), max_chars=200, key=f"{key}-docket")
    filed_on = st.text_input(
        visit.say(FILED_ON), value=f"{review.today}", max_chars=40, key=f"{key}-filed-on"
    )
    reason = st.text_input(visit.say(WHY), max_chars=500, key=f"{key}-reason") if is_filed else ""
    named = {"rationale": rationale, "docket": docket, "filed_on": filed_on, "reason": reason}
    found = {name: (value or "").strip() for name, value in named.items()}
    return found if level is None else found | {"level": level}


def _propose(
    visit: Visit,
    review: PeriodReview,
    matter: Matter,
    key: str,
    stage: Stage,
    fields: Mapping[str, str],
    base: int,
    *,
    is_filed: bool,
) -> None:
    """Ask whether to record what the form says, or say what is missing in it."""
    if "level" not in fields:
        st.error(
            visit.say(
                say("Choose a level, or “No level reached”.", "Elija un nivel, o «No alcanzó ningún nivel».")
            )
        )
        return
    if is_filed and not fields["reason"]:
        st.error(
            visit.say(say("Say why what was filed is corrected.", "Diga por qué se corrige lo presentado."))
        )
        return
    level = review.catalogue.level(fields["level"])
    told: dict[str, Any] = {
        "stage": stage,
        "paragraph": matter.paragraph,
        "body": matter.body,
        "report": review.period.key,
        "level": level.key if level else None,
        "level_words": (level.name if level else NO_LEVEL).en,
        "reported_by": BY_THE_MONITOR,
        "rationale": fields["rationale"] or None,
    }
    if stage == "filed":
        told |= {"docket": fields["docket"] or None, "filed_on": fields["filed_on"] or None}
    try:
        body = Determination.model_validate(told)
    except ValidationError as error:
        acts.refused(visit, error)
        return
    reason = fields["reason"] or REASONS[stage]
    acts.propose(key, {"body": body, "corrects": base or None, "reason": reason if base else None})
    st.rerun()


def _record(visit: Visit) -> acts.Do:
    def do(payload: acts.Payload, once: str) -> Head:
        return visit.desk.add(
            visit.actor,
            payload["body"],
            corrects=payload["corrects"],
            reason=payload["reason"],
            idempotency_key=once,
        )

    return do


def _summary(visit: Visit, review: PeriodReview, matter: Matter, payload: acts.Payload) -> look.Safe:
    """What will be recorded, at which stage, and who will see it."""
    body: Determination = payload["body"]
    assert body.stage is not None, "what is entered here has a stage"
    level = periods.level_of(visit, Entered(None, body))
    lines = [
        f"{review.period.key} · {periods.name_of(visit, matter)}",
        f"{visit.say(LEVEL)}: {level}",
        f"{visit.say(say('Rationale', 'Fundamento'))}: {body.rationale}",
        f"{frame.capital(visit.say(STAGES[body.stage]))}. {visit.say(SEEN_BY[body.stage])}",
    ]
    if body.filed_on:
        lines.insert(3, f"{body.docket} · {visit.say(day(body.filed_on))}")
        lines += [look.strong(visit.say(text)) for text in _to_look_at(visit, review, body.filed_on)]
    return look.bullets(lines)


def _to_look_at(visit: Visit, review: PeriodReview, filed_on: date) -> Iterator[Text]:
    """What to look at again before something is filed: a day that may be a slip of the pen, and what the filing opens."""
    if review.is_early(filed_on):
        yield say(
            "Look at the day again: {filed} does not lie after the period’s end, {last}.",
            "Mire otra vez el día: {filed} no es posterior al cierre del periodo, {last}.",
            filed=day(filed_on),
            last=day(review.period.last),
        )
    if visit.door.withholds and not review.is_filed_in_part:
        yield say(
            "This copy withholds what the checks come to in a period until its report is filed. With this filing, the first for "
            "{period}, everybody sees what they come to up to {last}, for every paragraph.",
            "Esta copia reserva lo que dan las comprobaciones de un periodo hasta que se presenta su informe. Con esta "
            "presentación, la primera de {period}, todo el mundo ve lo que dan hasta el {last}, de todos los párrafos.",
            period=review.period.key,
            last=day(review.period.last),
        )
