"""Judged: a question put to a person on each thing of a sample that anyone can draw again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from compliance.asks import Ask, Ledger, asks_during, gives_during
from compliance.dated import Dated
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.judgement import Judgement
from compliance.evidence.record import Key
from compliance.evidence.sample import Sample
from compliance.rules.closing import short_on
from compliance.rules.curing import Cure, first_cure
from compliance.rules.judged.item_answers import ItemAnswers
from compliance.rules.judged.sampling import draw
from compliance.rules.rule import RESPONSIBLE, TO_BE_NAMED, Act, Duty, Family, Rule, View, Would
from compliance.rules.spans import only_during
from compliance.rules.things import of_things
from compliance.sentences import Text, counted, day, listing, same, say

ITEMS = Text(en="item", es="elemento"), Text(en="items", es="elementos")
DRAWN = Text(en="item drawn", es="elemento sorteado"), Text(en="items drawn", es="elementos sorteados")
JUDGED = Text(en="is judged", es="está valorado"), Text(en="are judged", es="están valorados")
FEW = 20
"""So many items of a sample are named one by one."""


@dataclass(frozen=True)
class Drawn:
    """A sample that counts, with the answers to its items, what is asked of it, and the next sample, if any."""

    sample: Sample
    answers: Mapping[int, ItemAnswers]
    percent: int
    following: When | None

    def judged(self, on: date) -> int:
        """On how many items somebody has answered by a day."""
        return sum(answers.judged_by(on) for answers in self.answers.values())

    def yes(self, on: date) -> int:
        """On how many items “yes” holds on a day."""
        return sum(answers.is_yes(on) for answers in self.answers.values())

    def waiting(self, on: date) -> list[int]:
        """The items on which nobody has surely answered by a day."""
        return [code for code in sorted(self.sample.items) if not self.answers[code].judged_by(on)]


class SampleJudged(Rule):
    """Of a sample of at least so many items, drawn with a published seed so that anyone can draw it again, a person has
    judged every item, and at least `percent` of them “yes”.

    The latest sample speaks, and of several drawn on one day each; from the day it was drawn those before it do not. Every
    sample that was drawn has to be finished, so that none is dropped for what it shows. What is asked of a sample is what held on the day it was drawn.
    """

    name: ClassVar[str] = "sample_judged"
    family: ClassVar[Family] = "judged"
    reads: ClassVar = (Sample, Judgement)
    checks: ClassVar[Text] = Text(
        en="A sample was drawn that anyone can draw again; a person has judged every item, and enough of them “yes”.",
        es="Se sorteó una muestra que cualquiera puede repetir; una persona valoró cada elemento, y bastantes con «sí».",
    )
    person: ClassVar[Text] = Text(
        en="Each item; and whether the list it was drawn from is complete.",
        es="Cada elemento; y si la lista de la que se sorteó está completa.",
    )
    means: ClassVar[Mapping[str, Text]] = {
        "at_least": Text(
            en="The fewest items that a sample must have.", es="Los elementos que debe tener una muestra."
        ),
    }

    rule: Literal["sample_judged"] = "sample_judged"
    question: Key
    asks: Text
    at_least: Dated[Annotated[int, Field(ge=1, le=10_000)]]
    percent: Dated[Annotated[int, Field(ge=1, le=100)]]
    by: Key = TO_BE_NAMED

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks, gives = duty.asks("sample"), []
        for drawn in self.drawn(records):
            sample, inferred = drawn.sample, drawn.sample.inferred is not None
            gives += gives_during("sample", sample.happened, None, sample.key, inferred=inferred)
            finished, passed = f"{sample.key}/finished", f"{sample.key}/passed"
            for ask in duty.asks(finished, sample.size, because=sample.key):
                person = ask._replace(of_person=True)
                asks += asks_during(person, sample.happened, None, inferred=inferred)
            for ask in duty.asks(passed, drawn.percent * sample.size, because=sample.key):
                for part in asks_during(ask, sample.happened, drawn.following, inferred=inferred):
                    asks += _until_failed(part, drawn, duty)
            for answers in drawn.answers.values():
                gives += answers.finish(finished)
                gives += answers.pass_on(passed, duty.last)
        return Ledger(tuple(asks), tuple(gives))

    def drawn(self, records: Sequence[Evidence]) -> list[Drawn]:
        """The samples that count, oldest first."""
        on_sample: dict[str, dict[int, list[Judgement]]] = {}
        for judgement, *_ in of_things(records, Judgement, self.subject):
            if judgement.question == self.question and judgement.sample and judgement.item:
                items = on_sample.setdefault(judgement.sample, {})
                items.setdefault(judgement.item, []).append(judgement)
        told = [s for s in of_things(records, Sample, self.subject) if self.wrong_with(s[0]) is None]
        told.sort(key=lambda s: (s[0].happened.latest, s[0].identity))
        found = []
        for i, (sample, *more) in enumerate(told):
            keys = [record.key for record in (sample, *more)]
            answers = {
                code: ItemAnswers([j for key in keys for j in on_sample.get(key, {}).get(code, ())])
                for code in sample.items
            }
            when = sample.happened
            percent = max(asked for _, _, asked in self.percent.within(when.earliest, when.latest))
            later = (s[0].happened for s in told[i + 1 :] if s[0].happened.latest > when.latest)
            following = next(later, None)
            found.append(Drawn(sample, answers, percent, following))
        return found

    def wrong_with(self, sample: Sample) -> Text | None:
        """Why a sample counts for nothing; None where it counts."""
        when = sample.happened
        least = max(size for _, _, size in self.at_least.within(when.earliest, when.latest))
        if sample.size < least:
            return say(
                "it has {n}, and at least {least} are asked",
                "tiene {n} y se piden al menos {least}",
                n=counted(sample.size, *ITEMS),
                least=least,
            )
        if draw(sample.frame, sample.size, sample.seed) != frozenset(sample.items):
            return say(
                "its items are not those that its seed draws",
                "sus elementos no son los que su semilla sortea",
            )
        return None

    def says(self, view: View) -> Text:
        drawn = [d for d in self.drawn(list(view.records.values())) if d.sample.happened.latest <= view.on]
        sentence = self._latest(drawn[-1], view) if drawn else self._none_drawn(view)
        for earlier in drawn[:-1]:
            if waiting := len(earlier.waiting(view.on)):
                sentence = sentence + say(
                    "The sample drawn on {d} is not finished: of its {size} items, waiting for a person: {n}.",
                    "La muestra sorteada el {d} no está terminada: de sus {size} elementos, a la espera de una persona: {n}.",
                    d=earlier.sample.happened.text(),
                    n=waiting,
                    size=earlier.sample.size,
                )
        for sample, *_ in of_things(view.records.values(), Sample, self.subject):
            wrong = self.wrong_with(sample)
            if wrong is not None and sample.happened.latest <= view.on:
                sentence = sentence + say(
                    "The sample drawn on {d} counts for nothing: {wrong}.",
                    "La muestra sorteada el {d} no cuenta: {wrong}.",
                    d=sample.happened.text(),
                    wrong=wrong,
                )
        return sentence

    def _none_drawn(self, view: View) -> Text:
        return say(
            "No sample of at least {n} items that anyone can draw again is on record by {on}. The question: {question}",
            "No consta hasta el {on} ninguna muestra de al menos {n} elementos que cualquiera pueda repetir. La pregunta: {question}",
            n=self.at_least.on(view.on),
            on=day(view.on),
            question=self.asks,
        )

    def _latest(self, drawn: Drawn, view: View) -> Text:
        return say(
            "Of {size} on {d} from {frame} (seed “{seed}”), {judged}, {yes} of them “yes”; all are "
            "to be judged, and at least {percent}% “yes”. The question: {question}",
            "De {size} el {d} de entre {frame} (semilla «{seed}»), {judged}, {yes} con "
            "«sí»; deben valorarse todos, y al menos el {percent}% con «sí». La pregunta: {question}",
            size=counted(drawn.sample.size, *DRAWN),
            d=drawn.sample.happened.text(),
            frame=drawn.sample.frame,
            seed=drawn.sample.seed,
            judged=counted(drawn.judged(view.on), *JUDGED),
            yes=drawn.yes(view.on),
            percent=drawn.percent,
            question=self.asks,
        )

    def slot_name(self, slot: str, view: View) -> Text:
        key, _, what = slot.partition("/")
        if not what:
            return say(
                "a sample of at least {n} items, drawn with a published seed",
                "una muestra de al menos {n} elementos, sorteada con una semilla publicada",
                n=self.at_least.on(view.on),
            )
        drawn = next(d for d in self.drawn(list(view.records.values())) if d.sample.key == key)
        if what == "finished":
            return say(
                "judgements on {items} of the sample drawn on {d}",
                "valoraciones de {items} de la muestra sorteada el {d}",
                items=_items(drawn.waiting(view.on)),
                d=drawn.sample.happened.text(),
            )
        return say(
            "“yes” on at least {percent}% of the {size} items drawn on {d}; there are {yes}",
            "«sí» en al menos el {percent}% de los {size} elementos sorteados el {d}; hay {yes}",
            percent=drawn.percent,
            size=drawn.sample.size,
            d=drawn.sample.happened.text(),
            yes=drawn.yes(view.on),
        )

    def act(self, view: View) -> Act:
        cure = self._cure(view)
        new = next((record for record in cure.records if isinstance(record, Sample)), None)
        if new is None:
            asked = self._asked(view, view.on)
            text = say(
                "Ask for a judgement, with its reason, on {items}: {question}",
                "Pedir una valoración razonada de {items}: {question}",
                items=listing([_of_sample(drawn, view) for drawn in asked if drawn.waiting(view.on)]),
                question=self.asks,
            )
            return Act("ask", self.by, text, cure.day)
        text = say(
            "Publish the numbered list and a seed that nobody could foresee, draw at least {n} items, and have a person judge "
            "every one: {question}",
            "Publicar la lista numerada y una semilla que nadie pudiera prever, sortear al menos {n} elementos y que una "
            "persona valore cada uno: {question}",
            n=new.size,
            question=self.asks,
        )
        if any(ask.denied for ask in view.ledger.asks_on(view.on)):
            text = (
                say(
                    "First change what led to the “no” answers; the sample that was judged stays as it is.",
                    "Primero cambiar lo que llevó a las respuestas «no»; la muestra valorada queda como está.",
                )
                + text
            )
        return Act("do", RESPONSIBLE, text, cure.day)

    def would(self, view: View) -> Would:
        return Would(self._cure(view).records)

    def _cure(self, view: View) -> Cure:
        """Nothing said on or before these days counts any more after them: answers of “no”, and samples."""
        judged = [j.happened.latest for j in view.of_kind(Judgement) if j.answer == "no"]
        drawn = [sample.happened.latest for sample in view.of_kind(Sample)]
        return first_cure(self, view, lambda on: list(self._judged(view, on)), [*judged, *drawn])

    def _judged(self, view: View, on: date) -> Iterator[Evidence]:
        for n, drawn in enumerate(self._asked(view, on)):
            for code in drawn.waiting(on):
                yield self._yes(view, f"{n}-{code}", drawn.sample, code, on)
        short = short_on(view, on)
        failed = any(ask.denied and ask.slot in short for ask in view.ledger.asks_on(on))
        if failed or "sample" in short:
            size = self.at_least.on(on)
            items = sorted(draw(size, size, _SEED))
            words = {"listed": "A list to be published", "seed": _SEED}
            when = When.on(on)
            new = self.proposed(
                Sample, view, "sample", happened=when, frame=size, size=size, items=items, **words
            )
            yield new
            for code in items:
                yield self._yes(view, f"new-{code}", new, code, on)

    def _asked(self, view: View, on: date) -> list[Drawn]:
        """The samples of which something is asked on a day."""
        asked = {slot.rpartition("/")[0] for slot in view.states_on(on)}
        return [d for d in self.drawn(list(view.records.values())) if d.sample.key in asked]

    def _yes(self, view: View, key: str, sample: Sample, code: int, on: date) -> Judgement:
        about = {"question": self.question, "sample": sample.key, "item": code, "happened": When.on(on)}
        words = {"answer": "yes", "method": "examine", "reason": "To be given."}
        return self.proposed(Judgement, view, f"item-{key}", **(about | words))


_SEED = "to be published"


def _until_failed(ask: Ask, drawn: Drawn, duty: Duty) -> Iterator[Ask]:
    """The ask of a person, denied on the days on which so many items are answered “no” that the rest cannot be enough."""
    size = drawn.sample.size
    spare = size - -(-drawn.percent * size // 100)
    changes = sorted(change for answers in drawn.answers.values() for change in answers.noes())
    start, count, failed = date.min, 0, False
    for on, step in changes:
        count += step
        if (count > spare) != failed:
            yield from _part(ask, start, on, failed)
            start, failed = on, count > spare
    yield from only_during(ask._replace(of_person=not failed, denied=failed), start, None)


def _part(ask: Ask, start: date, until: date, failed: bool) -> list[Ask]:
    return only_during(
        ask._replace(of_person=not failed, denied=failed), start, date.fromordinal(until.toordinal() - 1)
    )


def _of_sample(drawn: Drawn, view: View) -> Text:
    return say(
        "{items} of the sample drawn on {d}",
        "{items} de la muestra sorteada el {d}",
        items=_items(drawn.waiting(view.on)),
        d=drawn.sample.happened.text(),
    )


def _items(codes: Sequence[int]) -> Text:
    """Items by number: the first ones, and how many more."""
    named = [same(f"{code}") for code in codes[:FEW]]
    if len(codes) > FEW:
        named.append(say("{n} more", "{n} más", n=len(codes) - FEW))
    return say("items {codes}", "los elementos {codes}", codes=listing(named))
