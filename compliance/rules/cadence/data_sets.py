"""Of the family cadence and freshness: is a data set fit for its duty?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import ClassVar, Literal

from pydantic import model_validator

from compliance.asks import Ask, Give, Ledger
from compliance.dated import Dated
from compliance.days import Days, When
from compliance.evidence import Evidence
from compliance.evidence.dataset import Dataset, YesNo
from compliance.evidence.record import Key
from compliance.rules.cadence.looks import Spell, Wanted, best_by_day, spells
from compliance.rules.rule import RECORD_KEEPER, RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.sentences import Text, counted, day, listing, say
from compliance.timeline import ONE_DAY

_DAY, _DAYS = Text(en="day", es="día"), Text(en="days", es="días")


class DataSetFit(Rule):
    """One data set alone has every property asked, as a look at it on record shows; a look counts for `fresh_days`, read
    on its day.

    `columns` and `grain` name the catalogue's terms; each other property is asked where it is written. With `minors:
    counted`, a set of adults alone never fills the duty. A property known to be absent is short; one that no look
    settles leaves it unsure. Where several sets are on record, the one that shows most speaks.
    """

    name: ClassVar[str] = "data_set_fit"
    family: ClassVar[Family] = "cadence and freshness"
    reads: ClassVar = (Dataset,)
    checks: ClassVar[Text] = Text(
        en="A dated look on record shows that one data set has every property asked.",
        es="Una revisión fechada del registro muestra que un mismo conjunto de datos tiene cada propiedad pedida.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the data are right, and whether their categories are useful.",
        es="Si los datos son correctos y sus categorías útiles.",
    )

    rule: Literal["data_set_fit"] = "data_set_fit"
    fresh_days: Dated[Days]
    columns: tuple[Key, ...] = ()
    grain: Key | None = None
    minors: Literal["counted"] | None = None
    dictionary: Literal["published", "matches"] | None = None
    blanks: Literal["declared"] | None = None
    period: Literal["complete"] | None = None
    licence: Literal["named"] | None = None
    address: Literal["known"] | None = None
    small_cells: Literal["suppressed"] | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> "DataSetFit":
        if not self._wanted():
            raise ValueError("no property is asked; name columns, a grain or another property")
        return self

    def _wanted(self) -> Wanted:
        """Each property asked, by its slot, with how a look answers it."""
        found: dict[str, Callable[[Dataset], YesNo]] = {}
        for term in self.columns:
            found[f"column/{term}"] = partial(Dataset.column, term=term)
        if self.grain is not None:
            found[f"grain/{self.grain}"] = partial(Dataset.counted_by, grain=self.grain)
        if self.dictionary is not None:
            matches = self.dictionary == "matches"
            found[f"dictionary/{self.dictionary}"] = (
                (lambda look: look.matching_dictionary) if matches else (lambda look: look.dictionary)
            )
        for slot, (_, says) in _PROPERTIES.items():
            if getattr(self, slot) is not None:
                found[slot] = says
        return found

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        wanted = self._wanted()
        found = self._spells(records, wanted)
        best = best_by_day(found)
        denying = [spell for spell in best if spell.answers.absent]
        asks = [part for slot in wanted for ask in duty.asks(slot) for part in _denied_by(ask, denying)]
        gives = [
            Give(slot, 1, spell.first, spell.last, spell.look.key, answer == "yes")
            for spell in best
            for slot, answer in spell.answers.by_slot.items()
            if answer != "no"
        ]
        # Another set that may have everything keeps the best one's shortage from being called one.
        gives += [
            Give(slot, 1, spell.first, spell.last, spell.look.key, sure=False)
            for spell in found
            if not spell.answers.absent and (spell.answers.unknown or not spell.sure)
            for slot in wanted
        ]
        return Ledger(tuple(asks), tuple(gives))

    def _spells(self, records: Iterable[Evidence], wanted: Wanted) -> list[Spell]:
        looks = (r for r in records if isinstance(r, Dataset) and self.subject in r.subject)
        return spells(looks, wanted, self.fresh_days)

    def _best(self, view: View) -> Spell | None:
        """The data set that speaks on the day, as it was looked at; None where no look counts surely."""
        best = best_by_day(self._spells(view.records.values(), self._wanted()))
        return next((spell for spell in best if spell.first <= view.on <= spell.last), None)

    def says(self, view: View) -> Text:
        best = self._best(view)
        if best is None:
            return say(
                "No look at a data set that still counts on {on} is on record; a look counts for {days}.",
                "No consta ninguna revisión de un conjunto de datos que aún valga el {on}; una revisión vale {days}.",
                on=day(view.on),
                days=counted(self.fresh_days.on(view.on), _DAY, _DAYS),
            )
        said = say(
            "The data set “{title}”, looked at on {when}, shows {have} of the {need} properties asked.",
            "El conjunto de datos «{title}», revisado el {when}, muestra {have} de las {need} propiedades pedidas.",
            title=best.look.title,
            when=best.look.happened.text(),
            have=len(best.answers.said("yes")),
            need=len(best.answers.by_slot),
        )
        if best.look.rows == 0:
            said = said + say("It held no rows.", "No tenía filas.")
        if absent := best.answers.said("no"):
            said = said + say(
                "The look found absent: {which}.",
                "La revisión no encontró: {which}.",
                which=self._listed(absent, view),
            )
        if unknown := best.answers.said("unknown"):
            said = said + say(
                "Not settled by it: {which}.",
                "No aclarado por ella: {which}.",
                which=self._listed(unknown, view),
            )
        return said

    def _listed(self, slots: Sequence[str], view: View) -> Text:
        return listing([self.slot_name(slot, view) for slot in slots])

    def slot_name(self, slot: str, view: View) -> Text:
        what, _, term = slot.partition("/")
        match what:
            case "column":
                return say("a column on {term}", "una columna sobre {term}", term=view.name(term))
            case "grain":
                return say("counts by {term}", "cifras por {term}", term=view.name(term))
            case "dictionary":
                return _DICTIONARY[term]
            case _:
                return _PROPERTIES[what][0]

    def act(self, view: View) -> Act:
        best = self._best(view)
        absent = set(best.answers.said("no")) & set(view.short) if best else set()
        asked = self._listed(view.short or list(self._wanted()), view)
        done_on = view.on if view.short else None
        if absent:
            text = say(
                "Publish the data set so that it has all that is asked, and have the look recorded; now short: {which}.",
                "Publicar el conjunto de datos con todo lo que se pide y registrar la revisión; ahora falta: {which}.",
                which=asked,
            )
            return Act("do", RESPONSIBLE, text, done_on)
        text = say(
            "Look at the data set that is public, and record whether it has all that is asked; not known: {which}.",
            "Revisar el conjunto de datos público y registrar si tiene todo lo que se pide; no se conoce: {which}.",
            which=asked,
        )
        return Act("supply", RECORD_KEEPER, text, done_on)

    def would(self, view: View) -> Would:
        if not view.short:
            return Would()
        look = self.proposed(
            Dataset,
            view,
            "look",
            happened=When.on(view.on),
            thing="would-be-data-set",
            title="The data set",
            address="https://to-be-named.invalid/",
            columns=self.columns,
            grain=self.grain,
            minors_counted="yes",
            dictionary="yes",
            matches_dictionary="yes",
            blanks_declared="yes",
            period_complete="yes",
            licence="A licence",
            small_cells_suppressed="yes",
            recoverable="no",
        )
        return Would((look,))


_PROPERTIES: dict[str, tuple[Text, Callable[[Dataset], YesNo]]] = {
    "minors": (Text(en="minors counted", es="menores contados"), lambda look: look.minors_counted),
    "blanks": (
        Text(
            en="a statement of what a blank means", es="una explicación de qué significa un espacio en blanco"
        ),
        lambda look: look.blanks_declared,
    ),
    "period": (
        Text(en="a period with no part missing", es="un periodo sin partes faltantes"),
        lambda look: look.period_complete,
    ),
    "licence": (
        Text(en="a named licence", es="una licencia indicada"),
        lambda look: "yes" if look.licence else "unknown",
    ),
    "address": (
        Text(en="a known address", es="una dirección conocida"),
        lambda look: "yes" if look.address else "unknown",
    ),
    "small_cells": (
        Text(
            en="small counts suppressed and not recoverable by subtraction",
            es="cifras pequeñas suprimidas y no recuperables por resta",
        ),
        lambda look: look.small_cells,
    ),
}
"""The properties that are asked by their own parameter: how a reader names each, and how a look answers it."""
_DICTIONARY = {
    "published": Text(en="a published dictionary", es="un diccionario publicado"),
    "matches": Text(
        en="a published dictionary that matches the columns",
        es="un diccionario publicado que coincide con las columnas",
    ),
}


def _denied_by(ask: Ask, denying: Sequence[Spell]) -> Iterator[Ask]:
    """An ask in parts: on the days on which the data set that speaks is known to lack it, with the look that says so."""
    start: date | None = ask.start
    for spell in denying:
        if start is None or (ask.stop is not None and ask.stop < start):
            return
        first, last = max(start, spell.first), spell.last if ask.stop is None else min(spell.last, ask.stop)
        if spell.answers.by_slot[ask.slot] != "no" or first > last:
            continue
        if start < first:
            yield ask._replace(start=start, stop=first - ONE_DAY)
        yield ask._replace(start=first, stop=last, because=spell.look.key)
        start = None if last == ask.stop else last + ONE_DAY
    if start is not None and (ask.stop is None or start <= ask.stop):
        yield ask._replace(start=start)
