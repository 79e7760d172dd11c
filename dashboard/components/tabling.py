"""A table of records sent at once: looked at whole, every bad row named, shown as what it would do, then recorded or saved."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from compliance.access import Head, NotAllowed, StoreError, Visibility
from compliance.evidence.fields import fields_of
from compliance.intake.planning import Does, Plan, Planned, read_and_plan, record, save_as_drafts
from compliance.intake.refused import Refused
from compliance.intake.tables import TABLES, not_in_a_table, template
from compliance.intake.uploads import received
from compliance.intake.workbook import sheet_names
from compliance.reading import BrokenInput, Problem
from compliance.sentences import Text, listing, say
from dashboard import look, words
from dashboard.components import acts, forms, frame, paging, seen_by
from dashboard.components.field_words import name_of
from dashboard.visit import Visit

DOES: dict[Does, Text] = {
    "new": say("would be recorded", "se registraría"),
    "correction": say("would be a correction of record {n}", "sería una corrección del registro {n}"),
    "unchanged": say(
        "is record {n} as it stands; nothing happens", "es el registro {n} tal cual; no pasa nada"
    ),
}
HOW = (
    say(
        "The first row has the names of the fields, each row below it one record. CSV or XLSX.",
        "La primera fila tiene los nombres de los campos y cada fila siguiente un registro. CSV o XLSX.",
    ),
    say(
        "Several values in one cell are parted by “;”. A day is YYYY-MM-DD, or FIRST/LAST where it is not known exactly.",
        "Varios valores en una celda se separan con «;». Un día es AAAA-MM-DD, o PRIMERO/ÚLTIMO si no se sabe exactamente.",
    ),
    say(
        "Sources that the rows name must be on record; send those first, as a table of sources or by the form.",
        "Las fuentes que nombran las filas deben estar registradas; envíelas antes, como tabla de fuentes o con el formulario.",
    ),
    say(
        "All rows are taken, or none. The same file sent again records nothing twice.",
        "Se toman todas las filas o ninguna. El mismo archivo enviado otra vez no registra nada dos veces.",
    ),
)
NOT_AT_ALL = say(
    "This kind cannot come as a table: {fields} have parts of their own. Use the form, or a YAML file with the command pilcrow add.",
    "Este tipo no puede venir como tabla: {fields} tienen partes propias. Use el formulario, o un archivo YAML con el comando pilcrow add.",
)
NOT_THESE = say(
    "A table cannot hold {fields}. Records that have them go by the form, or as a YAML file with the command pilcrow add.",
    "Una tabla no puede contener {fields}. Los registros que los tienen van por el formulario, o como archivo YAML con pilcrow add.",
)
TEMPLATE = say(
    "Download an empty table with the names of the fields",
    "Descargar una tabla vacía con los nombres de los campos",
)
YOUR_FILE = say("Your table (CSV or XLSX)", "Su tabla (CSV o XLSX)")
LOOKING = say("Looking at every row", "Revisando cada fila")
REFUSED = say("The table was not taken", "La tabla no se aceptó")
LOOKED = say("Every row was looked at", "Se revisó cada fila")
NOT_TAKEN = say(
    "Nothing was recorded. Mend the table and send it again.",
    "No se registró nada. Corrija la tabla y envíela de nuevo.",
)
WHY = say(
    "Why these rows are corrected (it is recorded too)",
    "Por qué se corrigen estas filas (también se registra)",
)
SAVE = say("Save all new rows as drafts", "Guardar todas las filas nuevas como borradores")


@dataclass(frozen=True)
class _Looked:
    """What looking at a file came to: a plan, or the problems of its rows, or why it was not taken at all."""

    plan: Plan | None = None
    problems: tuple[Problem, ...] = ()
    why: Text | None = None


def show(visit: Visit, kind: str) -> None:
    """The way to send a table of a kind."""
    nested = not_in_a_table(kind)
    named = listing([name_of(field) for field in nested])
    if any(field.required for field in nested):
        look.show(look.paragraph(visit.say(say(NOT_AT_ALL.en, NOT_AT_ALL.es, fields=named))))
        return
    rules = [visit.say(text) for text in HOW]
    if nested:
        rules.append(visit.say(say(NOT_THESE.en, NOT_THESE.es, fields=named)))
    look.show(look.bullets(rules))
    look.show(
        look.details(
            visit.say(say("The fields of this kind", "Los campos de este tipo")), _fields(visit, kind)
        )
    )
    st.download_button(
        visit.say(TEMPLATE),
        template(kind),
        f"{kind}.csv",
        "text/csv",
        on_click="ignore",
        key=f"template-{kind}",
    )
    with st.container(width=forms.WIDE):
        seen = seen_by.choose(visit, "table-visibility")
        file = st.file_uploader(
            visit.say(YOUR_FILE), type=["csv", "xlsx"], key=f"table-{kind}-{_generation()}"
        )
    if file is None:
        _ask(visit)
        return
    looked = _look_once(visit, kind, file.name, file.getvalue(), seen)
    if looked.why is not None:
        look.show(look.wrong(visit.say(looked.why)))
    elif looked.plan is None:
        _problems(visit, looked.problems)
    else:
        _preview(visit, looked.plan)
    _ask(visit)


def _look_once(visit: Visit, kind: str, name: str, content: bytes, seen: Visibility) -> _Looked:
    """What looking at a file comes to; looked at again only where it, the choices or the record are others."""
    sheet = None
    if name.lower().endswith(".xlsx"):
        sheet = _sheet(visit, name, content)
    asked = (kind, name, hashlib.sha256(content).hexdigest(), seen, sheet, visit.door.head().hash)
    before = st.session_state.get("table-looked")
    if before is not None and before[0] == asked:
        held: _Looked = before[1]
        return held
    with st.status(visit.say(LOOKING)) as status:
        found = _look(visit, kind, name, content, seen, sheet)
        taken = found.plan is not None
        status.update(label=visit.say(LOOKED if taken else REFUSED), state="complete" if taken else "error")
    st.session_state["table-looked"] = (asked, found)
    return found


def _look(visit: Visit, kind: str, name: str, content: bytes, seen: Visibility, sheet: str | None) -> _Looked:
    try:
        with received(name, content) as path:
            return _Looked(plan=read_and_plan(path, kind, sheet, visit.desk, visit.actor, seen))
    except Refused as refused:
        return _Looked(why=refused.text)
    except NotAllowed as refusal:
        return _Looked(why=refusal.text)
    except BrokenInput as broken:
        return _Looked(problems=tuple(broken.problems))


def _sheet(visit: Visit, name: str, content: bytes) -> str | None:
    """Which of several sheets is meant; none where there is one, or the file cannot be read, which is said later."""
    try:
        with received(name, content) as path:
            names = sheet_names(path)
    except (Refused, BrokenInput):
        return None
    if len(names) < 2:
        return None
    label = visit.say(say("Which sheet", "Qué hoja"))
    chosen: str = st.selectbox(label, names, key="table-sheet")
    return chosen


def _problems(visit: Visit, problems: tuple[Problem, ...]) -> None:
    n = len(problems)
    said = (
        say("{n} things to mend.", "{n} cosas por corregir.", n=n)
        if n > 1
        else say("One thing to mend.", "Una cosa por corregir.")
    )
    look.show(look.wrong(visit.say(said + NOT_TAKEN)))
    part = paging.page_of(problems, "problems")
    headers = (
        say("Row", "Fila"),
        say("Column", "Columna"),
        say("What is wrong", "Qué está mal"),
        say("What would be right", "Qué sería correcto"),
    )
    rows = [[str(each.line), each.field or "—", each.wrong, each.right] for each in part.items]
    caption = visit.say(say("Rows to mend", "Filas por corregir"))
    look.show(look.table([visit.say(text) for text in headers], rows, caption))
    paging.pager(visit, part, "problems")


def _preview(visit: Visit, found: Plan) -> None:
    """What would be done, row by row, and the buttons that do it."""
    counts = say(
        "{all} rows: {new} would be recorded, {corrections} would correct what is on record, {same} are on record as they stand.",
        "{all} filas: {new} se registrarían, {corrections} corregirían lo registrado, {same} ya constan tal cual.",
        all=f"{len(found.rows):,}",
        new=f"{len(found.that('new')):,}",
        corrections=f"{len(found.that('correction')):,}",
        same=f"{len(found.that('unchanged')):,}",
    )
    look.show(look.paragraph(look.strong(visit.say(counts))))
    part = paging.page_of(found.rows, "rows")
    headers = (
        say("Row", "Fila"),
        say("Short name", "Nombre corto"),
        words.SAYS,
        say("What happens", "Qué pasa"),
    )
    rows = [[str(each.row.number), *_told(each), _happens(visit, each)] for each in part.items]
    caption = visit.say(say("Rows of {file}", "Filas de {file}", file=found.table.name))
    look.show(look.table([visit.say(text) for text in headers], rows, caption))
    paging.pager(visit, part, "rows")
    if len(found.that("unchanged")) == len(found.rows):
        frame.empty(
            visit.say(
                say(
                    "There is nothing to record: all of it is on record.",
                    "No hay nada que registrar: todo consta.",
                )
            )
        )
        return
    with st.form("table-form", border=False):
        reason = (
            st.text_area(visit.say(WHY), key="table-reason", height=80) if found.that("correction") else None
        )
        with st.container(horizontal=True, gap="small"):
            check = visit.may("add", "evidence") and st.form_submit_button(
                visit.say(acts.CHECK), type="primary", key="table-check"
            )
            save = visit.may("draft", "evidence") and st.form_submit_button(visit.say(SAVE), key="table-save")
    if check and reason is not None and not reason.strip():
        look.show(
            look.wrong(
                visit.say(say("Say why these rows are corrected.", "Diga por qué se corrigen estas filas."))
            )
        )
    elif check:
        acts.propose("table", {"plan": found, "reason": reason})
    elif save:
        _save(visit, found)


def _ask(visit: Visit) -> None:
    """Asks once, and leaves the file behind once it is recorded."""
    if acts.ask(
        visit,
        "table",
        lambda payload: _summary(visit, payload),
        lambda payload, once: _record(visit, payload, once),
    ):
        st.session_state["table-generation"] = _generation() + 1
        st.rerun()


def _record(visit: Visit, payload: acts.Payload, once: str) -> list[Head]:
    with st.spinner(visit.say(say("Recording", "Registrando"))):
        return record(payload["plan"], visit.desk, visit.actor, payload["reason"], once)


def _save(visit: Visit, found: Plan) -> None:
    try:
        saved = save_as_drafts(found, visit.desk, visit.actor)
    except BrokenInput as broken:
        _problems(visit, tuple(broken.problems))
        return
    except (NotAllowed, StoreError, ValueError) as error:
        acts.refused(visit, error)
        return
    said = say("{n} drafts were saved.", "Se guardaron {n} borradores.", n=len(saved))
    if len(saved) < len(found.that("new")):
        said += say(
            "The others were drafts of your bureau already.", "Los demás ya eran borradores de su unidad."
        )
    where = visit.say(say("See the drafts", "Ver los borradores"))
    look.show(look.notice(visit.say(said), " ", look.link(visit.address("submit", tab="drafts"), where)))


def _summary(visit: Visit, payload: acts.Payload) -> str:
    found: Plan = payload["plan"]
    said = say(
        "{file}: {new} new records and {corrections} corrections, all of them or none. Seen by: {seen}.",
        "{file}: {new} registros nuevos y {corrections} correcciones, todos o ninguno. Lo verán: {seen}.",
        file=found.table.name,
        new=len(found.that("new")),
        corrections=len(found.that("correction")),
        seen=seen_by.SEEN_BY[found.visibility or seen_by.choices(visit)[0]],
    )
    return visit.say(said)


def _told(each: Planned) -> tuple[str, str]:
    body = each.row.body
    return str(getattr(body, "key", "")), str(getattr(body, "summary", None) or getattr(body, "title", ""))


def _happens(visit: Visit, each: Planned) -> str:
    said = visit.say(DOES[each.does]).format(n=each.number)
    return look.link(visit.address("record", number=str(each.number)), said) if each.number else said


def _fields(visit: Visit, kind: str) -> str:
    needed = visit.say(say("needed", "hace falta"))
    return look.definition_list(
        (
            field.name,
            f"{visit.say(name_of(field))}{f' ({needed})' if field.required else ''}{_words(field.choices)}",
        )
        for field in fields_of(TABLES[kind])
        if not field.parts
    )


def _words(choices: tuple[str, ...]) -> str:
    return f": {' / '.join(choices)}" if choices else ""


def _generation() -> int:
    number: int = st.session_state.get("table-generation", 0)
    return number
