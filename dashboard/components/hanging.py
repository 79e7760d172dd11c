"""What hangs on a record that waits for a review: each check that it serves, as it stands and as it would stand."""

from collections.abc import Mapping, Sequence

from compliance.contributions import Verdict
from compliance.review_queue import VERDICTS, Effect
from compliance.sentences import Text, counted, day, say
from dashboard import look, words
from dashboard.components import frame, links
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

CHECKS = say("check", "comprobación"), say("checks", "comprobaciones")
NO_CHECK = say("No check reads it.", "Ninguna comprobación lo lee.")
ONCE: Mapping[Verdict, Text] = {
    "accepted": say("Once accepted", "Si se acepta"),
    "rejected": say("Once rejected", "Si se rechaza"),
}
STANDS = say("As it stands", "Como está ahora")


def show(visit: Visit, found: Sequence[Effect]) -> None:
    """Each check that a record serves: how it stands on the day shown, and how it would once the record is accepted or
    rejected, reckoned as it will be."""
    frame.heading(visit.say(say("What hangs on it", "Qué depende de él")))
    if not found:
        frame.empty(visit.say(NO_CHECK))
        return
    changing = [e for e in found if any(e.changes(v) for v in VERDICTS)]
    look.show(look.paragraph(visit.say(_how_many(found, changing))))
    same_either_way = [e for e in found if e not in changing]
    for effect in changing:
        _effect(visit, effect)
    if same_either_way:
        titles = [_named(visit, e) for e in same_either_way]
        summary = say("Checks that read it and stay as they are", "Comprobaciones que lo leen y no cambian")
        look.show(look.details(f"{visit.say(summary)} ({len(titles)})", look.bullets(titles)))


def _how_many(found: Sequence[Effect], changing: Sequence[Effect]) -> Text:
    if not changing:
        return say(
            "{all} of this record read it; no review of it would change an outcome, on any day.",
            "{all} de este registro lo leen; ninguna revisión cambiaría un resultado, en ningún día.",
            all=counted(len(found), *CHECKS),
        )
    return say(
        "{all} of this record read it; a review would change the outcome of {n}, on the day shown or another.",
        "{all} de este registro lo leen; una revisión cambiaría el resultado de {n}, el día mostrado u otro.",
        all=counted(len(found), *CHECKS),
        n=len(changing),
    )


def _named(visit: Visit, effect: Effect) -> look.Safe:
    obligation, criterion = effect.stands.obligation, effect.stands.criterion
    now = badge(visit, effect.stands.outcomes.at(visit.reading.on))
    link = links.obligation(visit, obligation)
    return look.join(link, f" · {visit.say(criterion.title)} ", now)


def _effect(visit: Visit, effect: Effect) -> None:
    on, obligation = visit.reading.on, effect.stands.obligation
    frame.heading(f"{visit.say(obligation.title)} · {visit.say(effect.stands.criterion.title)}", 3)
    stands = effect.stands.finding(on)
    rows = [[visit.say(STANDS), badge(visit, stands.outcome), visit.say(stands.says)]]
    for verdict in VERDICTS:
        then = effect.once(verdict).finding(on)
        if effect.changes_on(verdict, on) or not effect.changes(verdict):
            told = visit.say(then.says)
        else:
            told = visit.say(_on_other_days(effect, verdict)) + " " + visit.say(then.says)
        rows.append([visit.say(ONCE[verdict]), badge(visit, then.outcome), told])
    headers = [visit.say(h) for h in (say("When", "Cuándo"), words.STATUS, words.WHY)]
    needs = say("It counts accepted records only.", "Solo cuenta registros aceptados.")
    counts = say(
        "It counts every record that is not rejected.", "Cuenta todo registro que no esté rechazado."
    )
    look.show(look.table(headers, rows, visit.say(needs if effect.needs else counts)))


def _on_other_days(effect: Effect, verdict: Verdict) -> Text:
    before, after = effect.stands.outcomes, effect.once(verdict).outcomes
    starts = sorted({*before.starts, *after.starts})
    first = next(start for start in starts if before.at(start) is not after.at(start))
    return say(
        "The same on the day shown; from {d} it would be “{then}” instead of “{now}”.",
        "Igual el día mostrado; desde el {d} sería «{then}» en lugar de «{now}».",
        d=day(first),
        then=after.at(first).words,
        now=before.at(first).words,
    )
