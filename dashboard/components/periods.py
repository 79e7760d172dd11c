"""A reporting period as the monitor works on it: which one, how far it has come, and each paragraph beside what its checks
come to."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from compliance.access import Unanswerable
from compliance.catalogue import Period
from compliance.finding import Entry
from compliance.ladder import NOT_THE_MONITOR
from compliance.outcomes import Outcome
from compliance.period_review import STANDS_AT, At, Entered, Matter, PeriodReview, Result, at_work
from compliance.sentences import NOTHING, Text, day, say
from dashboard import look, words
from dashboard.components import choices, frame, links, records
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

AT_THE_END = say("Checks at the period’s end", "Comprobaciones al cierre del periodo")
SO_FAR = say("Checks so far", "Comprobaciones hasta ahora")
AT_WORST = say("At worst within it", "Lo peor dentro de él")
KNOWN_NOW = say("As known now", "Según lo conocido ahora")
KNOWN_THEN = say("As known at the period’s end", "Según lo conocido al cierre")
LAST_LEVEL = say("Last level, and its report", "Último nivel y su informe")
THIS_PERIOD = say("This period", "Este periodo")
NO_LAST = say("none loaded", "ninguno cargado")
NOT_CHECKED_HERE = say("nothing here checks it", "aquí nada lo comprueba")
NO_PERIOD = say(
    "The catalogue names no reporting period. Whoever keeps the record adds them to decree.yaml under “periods”, each with its "
    "first and last day, and loads the file with pilcrow init.",
    "El catálogo no nombra ningún periodo de informe. Quien mantiene el registro los añade a decree.yaml en «periods», cada uno "
    "con su primer y último día, y carga el archivo con pilcrow init.",
)
NO_MATTER = say(
    "No obligation of the decree in the catalogue names its paragraph, so there is nothing to determine here. Whoever keeps the "
    "record adds the numbers to decree.yaml, under “paragraphs” of an obligation.",
    "Ninguna obligación del decreto en el catálogo nombra su párrafo; aquí no hay nada que determinar. Quien mantiene el registro "
    "añade los números a decree.yaml, en «paragraphs» de una obligación.",
)
NOT_BEGUN = say(
    "This period has not begun, so there is no day to look at. Choose an earlier one.",
    "Este periodo no ha comenzado; no hay ningún día que mirar. Elija uno anterior.",
)
MOST_RECORDS = 25


def choose(visit: Visit) -> PeriodReview | None:
    """The period that the address names, else the one at work; None, and a sentence on what to do, where there is none."""
    reading, known = visit.reading, visit.reading.knowledge
    usual = at_work(reading.assessment, known.determinations, reading.today)
    if usual is None:
        frame.empty(visit.say(NO_PERIOD))
        return None
    newest = [period for period in reversed(reading.catalogue.periods) if period is not usual]
    named = {period.key: _named(visit, period) for period in (usual, *newest)}
    chosen = choices.select(visit, "period", words.PERIOD, named)
    period = next(period for period in (usual, *newest) if period.key == chosen)
    own = [(row.number, told) for row, told in known.determined]
    found = PeriodReview(reading.assessment, period, reading.today, known.determinations, own)
    if not found.matters:
        frame.empty(visit.say(NO_MATTER))
        return None
    return found


def _named(visit: Visit, period: Period) -> str:
    return f"{period.key}, {frame.date_words(visit, period.first)} – {frame.date_words(visit, period.last)}"


def body_name(visit: Visit, key: str) -> str:
    """A body's name."""
    return visit.say(visit.reading.catalogue.names[key])


def name_of(visit: Visit, matter: Matter) -> str:
    """The paragraph and who answers for it."""
    return f"{visit.say(visit.reading.catalogue.cited(matter.paragraph))} · {body_name(visit, matter.body)}"


def address_of(visit: Visit, review: PeriodReview, matter: Matter) -> str:
    """Where one paragraph of the period is opened."""
    named = {"period": review.period.key, "paragraph": matter.paragraph, "body": matter.body}
    return visit.address("determinations", **named)


def facts(visit: Visit, review: PeriodReview) -> None:
    """When the period ends and whether its report is filed, so far as that is known."""
    period = review.period
    filed = (
        visit.say(period.filed.text())
        if period.filed
        else visit.say(say("not known here", "no se conoce aquí"))
    )
    pairs = [(visit.say(say("When it ends", "Cuándo termina")), visit.say(review.days_text()))]
    if period.inferred:
        pairs.append((visit.say(words.NOTES), period.inferred))
    pairs.append((visit.say(say("Its report filed", "Su informe, presentado")), filed))
    under = review.dockets
    if under:
        here = look.join(*_between([f"{docket} ({visit.say(day(on))})" for on, docket in under]))
        pairs.append(
            (visit.say(say("Determinations filed here under", "Determinaciones presentadas aquí con")), here)
        )
    look.show(look.definition_list(pairs))


def _between(parts: Sequence[str]) -> list[str]:
    """Parts of a list, each on a line of its own."""
    return [piece for part in parts for piece in (look.Safe("<br>"), part)][1:]


def progress(visit: Visit, review: PeriodReview) -> None:
    """How many paragraphs stand at which stage, of how many, each with the way to them."""
    found = review.progress
    counted = say("{n} of {all}", "{n} de {all}", n="{n}", all=found.all)
    rows = [
        [
            frame.capital(visit.say(stands_at(visit, at))),
            look.link(
                visit.address("determinations", period=review.period.key, stage=at),
                visit.say(counted).format(n=n),
            ),
        ]
        for at, n in zip(STANDS_AT, found, strict=True)
    ]
    caption = say(
        "Each is one paragraph for one body that answers for it.",
        "Cada uno es un párrafo para un organismo que responde por él.",
    )
    headers = [visit.say(say("Determination", "Determinación")), visit.say(words.PARAGRAPHS)]
    look.show(look.table(headers, rows, visit.say(caption)))


def stands_at(visit: Visit, at: At) -> Text:
    """Where a determination stands, in words; of drafts nobody but the monitor's team learns."""
    if at == "none" and "team" not in visit.standing.sight.visibilities:
        return say("none that you can see", "ninguna que usted pueda ver")
    return STANDS_AT[at]


def listing(visit: Visit, review: PeriodReview, matters: Sequence[Matter]) -> None:
    """A table of some paragraphs of the period."""
    rows = [
        [
            look.link(address_of(visit, review, matter), name_of(visit, matter)),
            _checks_in_short(visit, review, matter),
            last_level(visit, review, matter),
            _entered_in_short(visit, review, matter),
            differences(visit, review, matter),
        ]
        for matter in matters
    ]
    caption = say(
        "The checks on {d}; what they came to at worst within the period stands below where it is another. A level and the checks "
        "differ where those of that level, or of one below it, are not all shown, or where they are and it is not determined. "
        "{whose}",
        "Las comprobaciones al {d}; lo peor que dieron dentro del periodo está debajo cuando es otra cosa. Un nivel y las "
        "comprobaciones difieren donde no constan todas las de ese nivel o de uno inferior, o donde constan y no se determinó. "
        "{whose}",
        d=day(review.on),
        whose=NOT_THE_MONITOR,
    )
    end = SO_FAR if review.runs else AT_THE_END
    headers = [words.PARAGRAPHS, end, LAST_LEVEL, THIS_PERIOD, words.THEY_DIFFER]
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(caption)))


def _checks_in_short(visit: Visit, review: PeriodReview, matter: Matter) -> look.Safe:
    """What the checks come to, and at worst where that is another: one column, so that the table fits a tablet."""
    now, worst = review.result(matter).outcome, review.worst(matter).outcome
    if worst is now:
        return badge(visit, now)
    at_worst = look.quiet(f"{visit.say(AT_WORST)}:")
    return look.join(badge(visit, now), look.Safe("<br>"), at_worst, " ", badge(visit, worst))


def last_level(visit: Visit, review: PeriodReview, matter: Matter) -> str:
    """The newest level of an earlier report."""
    last = review.last_level(matter)
    return f"{visit.say(last.level_name)} ({last.determination.report})" if last else visit.say(NO_LAST)


def _entered_in_short(visit: Visit, review: PeriodReview, matter: Matter) -> look.Safe:
    entered = review.entered(matter)
    stage = look.quiet(visit.say(stands_at(visit, review.stage(matter))))
    if entered is None:
        return stage
    return look.join(level_of(visit, entered), look.Safe("<br>"), stage)


def level_of(visit: Visit, entered: Entered) -> str:
    """The level of a determination, or that none is reached."""
    return visit.say(entered.level_name(visit.reading.catalogue))


def differences(visit: Visit, review: PeriodReview, matter: Matter) -> str:
    """In what the level and the checks differ; a dash where they do not."""
    determined = review.compared(matter)
    found = [visit.say(each.text()) for each in review.differences(matter)]
    if determined is None or not found:
        return "—"
    return look.bullets([f"{determined.report}: {text}" for text in found])


def results(visit: Visit, review: PeriodReview, matter: Matter, then: Result | None) -> None:
    """What the checks of one paragraph come to, level by level: at the period's end and at worst within it, and `then`, as
    known at its end, where that is at hand."""
    now, worst = review.result(matter), review.worst(matter)
    columns: list[tuple[Text, Result]] = [(KNOWN_NOW, now)]
    if then is not None:
        columns.append((KNOWN_THEN, then))
    columns.append((AT_WORST, worst))
    of_levels: Mapping[str, str] = {level.key: visit.say(level.name) for level, _ in now.rungs}
    rows = [
        [name, *(_outcome(visit, _of_level(result, key)) for _, result in columns)]
        for key, name in of_levels.items()
    ]
    together = visit.say(say("All its checks together", "Todas sus comprobaciones juntas"))
    rows.append([together, *(badge(visit, result.outcome) for _, result in columns)])
    caption = say(
        "On {d}, from what is known now, and at worst on any day of the period by the order in which one outcome speaks for "
        "several.",
        "Al {d}, según lo conocido ahora, y lo peor en cualquier día del periodo según el orden en que un resultado habla por "
        "varios.",
        d=day(review.on),
    )
    headers = [visit.say(words.LEVEL), *(visit.say(name) for name, _ in columns)]
    look.show(look.table(headers, rows, visit.say(caption)))
    look.show(look.paragraph(visit.say(now.reached.text())))


def _of_level(result: Result, key: str) -> Outcome | None:
    return next((outcome for level, outcome in result.rungs if level.key == key), None)


def _outcome(visit: Visit, outcome: Outcome | None) -> str:
    return badge(visit, outcome) if outcome else look.quiet(visit.say(NOT_CHECKED_HERE))


def known_then(visit: Visit, review: PeriodReview, matter: Matter) -> Result | None:
    """What the checks came to at the period's end as known then; where that is not at hand it is worked out only when asked
    for, since it may take a while. None where it is not shown, and a sentence that says why."""
    last = review.period.last
    if review.runs:
        return None
    try:
        ready = visit.door.is_ready(visit.actor, f"{last}")
        wanted = ready or choices.beside(
            visit,
            "then",
            say("Show what was known at the period’s end", "Mostrar lo conocido al cierre del periodo"),
        )
        if not wanted:
            return None
        with st.spinner(visit.say(say("Working it out …", "Calculando…"))):
            reading = visit.door.ask(visit.actor, f"{review.on}", f"{last}")
    except Unanswerable as why:
        look.show(look.paragraph(look.quiet(visit.say(why.text))))
        return None
    return review.as_known(reading.assessment, matter)


def obligations(visit: Visit, matter: Matter, on: date) -> None:
    """The obligations that rest on a paragraph, each leading to its page as of the period's end."""
    rows = [
        look.join(
            look.link(
                visit.address("obligation", key=history.obligation.key, on=f"{on}"),
                visit.say(history.obligation.title),
            ),
            " ",
            badge(visit, history.outcomes.at(on)),
        )
        for history in matter.obligations
    ]
    frame.heading(
        visit.say(
            say(
                "The obligations and their evidence, on {d}",
                "Las obligaciones y sus pruebas, al {d}",
                d=day(on),
            )
        )
    )
    look.show(look.bullets(rows))


def recorded_after(visit: Visit, entries: Sequence[Entry]) -> None:
    """What came on record after the period's end and tells of it, with the numbers of the records."""
    frame.heading(visit.say(say("Recorded after the period’s end", "Registrado después del cierre")))
    if not entries:
        frame.empty(
            visit.say(
                say(
                    "No record on this that tells of the period, or of earlier, came after its end.",
                    "Después del cierre no llegó ningún registro sobre esto que hable del periodo o de antes.",
                )
            )
        )
        return
    rows = [
        [
            links.number(visit, entry.number),
            records.when(visit, entry.evidence),
            look.join(records.kind(visit, entry.evidence), ": ", records.told(visit, entry.evidence)),
        ]
        for entry in entries[-MOST_RECORDS:][::-1]
    ]
    caption = say(
        "{n} of {all}, the newest first. When something was recorded does not say when it was made, nor why it came then.",
        "{n} de {all}, lo más reciente primero. Cuándo se registró algo no dice cuándo se hizo ni por qué llegó entonces.",
        n=len(rows),
        all=len(entries),
    )
    headers = [visit.say(text) for text in (words.RECORD, words.DAY, words.SAYS)]
    look.show(look.table(headers, rows, visit.say(caption + of_a_release(visit, entries))))


def of_a_release(visit: Visit, entries: Sequence[Entry]) -> Text:
    """How many of some records bear the day of a data release, and so did not come on it; nothing where none does."""
    # A fictional city's past is told row by row, each with the moment at which it was filed.
    if visit.reading.catalogue.stands_on is not None:
        return NOTHING
    recorded = visit.door.recordings(visit.actor, [entry.number for entry in entries])
    released = sum(each.release is not None for each in recorded.values())
    if not released:
        return NOTHING
    return say(
        "With the day of a data release, on which they did not arrive: {n} of these. They may have been there long before.",
        "Con el día de una entrega de datos, en el que no llegaron: {n} de ellos. Pudieron estar mucho antes.",
        n=f"{released:,}",
    )
