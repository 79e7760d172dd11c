"""Judged: a question that no record settles, put to a person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar, Literal

from compliance.asks import Ask, Give, Ledger, asks_during, gives_during
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.judgement import Judgement, Method
from compliance.evidence.policy import Policy
from compliance.evidence.record import Key
from compliance.rules.closing import short_on
from compliance.rules.curing import Cure, first_cure
from compliance.rules.rule import RECORD_KEEPER, TO_BE_NAMED, Act, Duty, Family, Rule, View, Would, of_kind
from compliance.rules.versions import a_version, versions
from compliance.sentences import NOTHING, Text, day, listing, say
from compliance.timeline import ONE_DAY

METHODS: dict[Method, Text] = {
    "examine": Text(en="by reading what is written", es="leyendo lo escrito"),
    "interview": Text(en="by asking people", es="preguntando a personas"),
    "test": Text(en="by trying it out", es="poniéndolo a prueba"),
}


class PersonJudges(Rule):
    """A person has judged the question and said yes: for each version in force of `policy`, or, without one,
    once for the duty as a whole. With `methods`, once by each of them. `by` is who may judge, where a source says so;
    `first` is what to look at before.

    The last answer holds: a “no” takes back every earlier “yes” to the question, by whatever method, and of two answers
    on one day the “no” holds.
    """

    name: ClassVar[str] = "person_judges"
    family: ClassVar[Family] = "judged"
    reads: ClassVar = (Judgement, Policy)
    checks: ClassVar[Text] = Text(
        en="A person with the standing to judge has answered the question on record, with a reason.",
        es="Una persona con autoridad para juzgar respondió la pregunta en el registro, con una razón.",
    )
    person: ClassVar[Text] = Text(en="The whole question.", es="Toda la pregunta.")
    means: ClassVar[Mapping[str, Text]] = {
        "methods": Text(
            en="A person must judge by each of these methods; without it, by any.",
            es="Una persona debe valorar con cada uno de estos métodos; sin ello, con cualquiera.",
        ),
        "first": Text(en="What to look at before judging.", es="Qué mirar antes de valorar."),
        "policy": Text(
            en="The subject of the policy: each version in force is judged; without it, the duty once as a whole.",
            es="De qué trata la política: se valora cada versión vigente; sin ello, el deber una vez en su conjunto.",
        ),
    }

    rule: Literal["person_judges"] = "person_judges"
    question: Key
    asks: Text
    by: Key = TO_BE_NAMED
    first: Text | None = None
    policy: Key | None = None
    methods: tuple[Method, ...] = ()

    def subjects(self) -> set[str]:
        return {self.subject, *([self.policy] if self.policy else [])}

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks: list[Ask] = []
        gives: list[Give] = []
        for about, standing, answers in self._questions(records, duty):
            refused = [j.happened for j in answers if j.answer == "no" and j.inferred is None]
            since = min((no.latest for no in refused), default=None)
            for slot in self._slots(about):
                asks += [part for ask in standing for part in _until_refused(ask._replace(slot=slot), since)]
                gives += self._yes(slot, answers, refused)
        return Ledger(tuple(asks), tuple(gives))

    def _questions(
        self, records: Sequence[Evidence], duty: Duty
    ) -> Iterator[tuple[str, list[Ask], list[Judgement]]]:
        """What the question is about (a version, or the duty as a whole), when it is asked, and the answers."""
        judgements = [j for j in of_kind(records, Judgement, self.subject) if self._answers(j)]
        if self.policy is None:
            yield self.question, duty.asks(self.question), [j for j in judgements if j.of is None]
            return
        on_version: dict[str, list[Judgement]] = {}
        for j in judgements:
            on_version.setdefault(j.of or "", []).append(j)
        for v in versions(records, self.policy):
            asks = [
                part
                for ask in duty.asks(v.key, because=v.key)
                for part in asks_during(ask, v.begins, v.ends, inferred=v.inferred)
            ]
            yield v.key, asks, [j for key in sorted(v.keys) for j in on_version.get(key, [])]

    def _answers(self, judgement: Judgement) -> bool:
        return judgement.question == self.question and judgement.sample is None

    def _slots(self, about: str) -> list[str]:
        return [f"{about}/{method}" for method in self.methods] or [about]

    def _yes(self, slot: str, answers: Sequence[Judgement], refused: Sequence[When]) -> Iterator[Give]:
        """Each “yes” that fills the slot, until it is taken back."""
        for j in answers:
            if j.answer == "yes" and (not self.methods or slot.endswith(f"/{j.method}")):
                later = [no for no in refused if no.latest >= j.happened.latest]
                taken_back = min(later, key=lambda no: no.latest, default=None)
                inferred = j.inferred is not None
                yield from gives_during(slot, j.happened, taken_back, j.key, inferred=inferred)

    def says(self, view: View) -> Text:
        if not view.states:
            return say(
                "No version in force on {on} is on record, so there is nothing to judge: {question}",
                "No consta ninguna versión vigente el {on}, así que no hay nada que juzgar: {question}",
                on=day(view.on),
                question=self.asks,
            )
        answered = self._answered(view)
        if not answered:
            return say(
                "No person's judgement is on record on the question: {question}",
                "No consta que una persona haya respondido a la pregunta: {question}",
                question=self.asks,
            )
        last = answered[-1]
        return say(
            "{who} judged on {when}: {answer}. The question: {question}",
            "{who} juzgó el {when}: {answer}. La pregunta: {question}",
            who=last.said_by,
            when=last.happened.text(),
            answer=say("yes", "sí") if last.answer == "yes" else say("no", "no"),
            question=self.asks,
        )

    def _answered(self, view: View) -> list[Judgement]:
        """The answers given by the day to what is asked on it, the last one that holds at the end."""
        asked = {slot.split("/")[0] for slot in view.states}
        given = [
            j
            for about, _, answers in self._questions(list(view.records.values()), view.duty)
            for j in answers
            if about in asked and j.inferred is None and j.happened.latest <= view.on
        ]
        return sorted(given, key=lambda j: (j.happened.latest, j.answer == "no"))

    def slot_name(self, slot: str, view: View) -> Text:
        _, _, method = slot.partition("/")
        if not method:
            return say("a judgement on: {question}", "un juicio sobre: {question}", question=self.asks)
        return say(
            "a judgement {how} on: {question}",
            "un juicio {how} sobre: {question}",
            how=next(words for key, words in METHODS.items() if key == method),
            question=self.asks,
        )

    def ground(self, view: View) -> Text:
        return say(
            "a version in force on {on}",
            "una versión vigente el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        if not view.states:
            text = say(
                "Supply the version that was in force on {on}, if there was one; then it can be judged.",
                "Aportar la versión vigente el {on}, si la hubo; entonces se podrá juzgar.",
                on=day(view.on),
            )
            return Act("supply", RECORD_KEEPER, text, self._cure(view).day)
        answered = self._answered(view)
        if answered and answered[-1].answer == "no":
            text = say(
                "Once what led to the “no” has changed, ask for a new judgement, with its reason: {question}",
                "Cuando haya cambiado lo que llevó al «no», pedir una nueva valoración razonada: {question}",
                question=self.asks,
            )
        else:
            text = say(
                "Ask for a judgement, with its reason: {question}",
                "Pedir una valoración razonada: {question}",
                question=self.asks,
            )
        if self.methods:
            short = {slot.partition("/")[2] for slot in view.short}
            text = text + say(
                "It is to be reached {how}.",
                "Debe hacerse {how}.",
                how=listing([words for method, words in METHODS.items() if method in short]),
            )
        return Act("ask", self.by, (self.first or NOTHING) + text, self._cure(view).day)

    def would(self, view: View) -> Would:
        return Would(self._cure(view).records)

    def _cure(self, view: View) -> Cure:
        said_no = [
            j.happened.latest for j in view.of_kind(Judgement) if self._answers(j) and j.answer == "no"
        ]
        return first_cure(self, view, lambda on: list(self._judged(view, on)), said_no)

    def _judged(self, view: View, on: date) -> Iterator[Evidence]:
        about = dict.fromkeys(slot.split("/")[0] for slot in short_on(view, on))
        if self.policy is not None and not view.ledger.asks_on(on):
            version = a_version(self, view, on, self.policy)
            yield version
            about = dict.fromkeys([version.key])
        for i, key in enumerate(about):
            for method in self.methods or ("examine",):
                yield self.proposed(
                    Judgement,
                    view,
                    f"{i}-{method}",
                    happened=When.on(on),
                    question=self.question,
                    of=None if self.policy is None else key,
                    answer="yes",
                    method=method,
                    reason="To be given.",
                )


def _until_refused(ask: Ask, since: date | None) -> list[Ask]:
    """The ask of a person until the first “no”; from that day on it is denied, and short of a later “yes”."""
    if since is None or (ask.stop is not None and ask.stop < since):
        return [ask._replace(of_person=True)]
    if since <= ask.start:
        return [ask._replace(denied=True)]
    return [
        ask._replace(stop=since - ONE_DAY, of_person=True),
        ask._replace(start=since, denied=True),
    ]
