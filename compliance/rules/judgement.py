"""Judged: a question that no record settles, put to a person."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from compliance.asks import Ask, Ledger, asks_during, gives_during
from compliance.evidence import Evidence
from compliance.evidence.judgement import Judgement
from compliance.evidence.policy import Policy
from compliance.evidence.record import Key
from compliance.rules.rule import RECORD_KEEPER, TO_BE_NAMED, Act, Duty, Family, Rule, View, of_kind
from compliance.rules.versions import versions
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY


class PersonJudges(Rule):
    """A person has judged the question and said yes: for each version in force of `policy`, or, without one,
    once for the duty as a whole. `by` is who may judge, where a source says so; `first` is what to look at before."""

    name: ClassVar[str] = "person_judges"
    family: ClassVar[Family] = "judged"
    reads: ClassVar = (Judgement, Policy)
    checks: ClassVar[Text] = Text(
        en="A person with the standing to judge has answered the question on record, with a reason.",
        es="Una persona con autoridad para juzgar respondió la pregunta en el registro, con una razón.",
    )
    person: ClassVar[Text] = Text(en="The whole question.", es="Toda la pregunta.")

    rule: Literal["person_judges"] = "person_judges"
    question: Key
    asks: Text
    by: Key = TO_BE_NAMED
    first: Text | None = None
    policy: Key | None = None

    def subjects(self) -> set[str]:
        return {self.subject, *([self.policy] if self.policy else [])}

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        judgements = [j for j in of_kind(records, Judgement, self.subject) if j.question == self.question]
        asks = duty.asks(self.question)
        if self.policy is not None:
            asks = [
                ask
                for v in versions(records, self.policy)
                for standing in duty.asks(v.key, because=v.key)
                for ask in asks_during(standing, v.begins, v.ends, inferred=v.policy.inferred is not None)
            ]
        refusals = [j for j in judgements if j.answer == "no" and j.inferred is None]
        gives = []
        for j in judgements:
            if j.answer == "yes":
                slot = j.of or self.question
                later = [
                    no.happened for no in refusals if (no.of or self.question) == slot and _follows(no, j)
                ]
                taken_back = min(later, key=lambda when: when.latest, default=None)
                gives += gives_during(slot, j.happened, taken_back, j.key, inferred=j.inferred is not None)
        return Ledger(
            tuple(part for ask in asks for part in self._until_refused(ask, refusals)), tuple(gives)
        )

    def _until_refused(self, ask: Ask, refusals: Sequence[Judgement]) -> list[Ask]:
        """The ask of a person until the first “no”; from that day on it is answered, and short of a yes."""
        days = [no.happened.latest for no in refusals if (no.of or self.question) == ask.slot]
        refused = min(days, default=None)
        if refused is None or (ask.stop is not None and ask.stop < refused):
            return [ask._replace(of_person=True)]
        if refused <= ask.start:
            return [ask]
        return [ask._replace(stop=refused - ONE_DAY, of_person=True), ask._replace(start=refused)]

    def says(self, view: View) -> Text:
        if not view.states:
            return say(
                "No version in force on {on} is on record, so there is nothing to judge: {question}",
                "No consta ninguna versión vigente el {on}, así que no hay nada que juzgar: {question}",
                on=day(view.on),
                question=self.asks,
            )
        answered = [j for j in view.of_kind(Judgement) if self._answers(j, view)]
        if not answered:
            return say(
                "No person's judgement is on record on the question: {question}",
                "No consta que una persona haya respondido a la pregunta: {question}",
                question=self.asks,
            )
        last = max(answered, key=lambda j: j.happened.latest)
        return say(
            "{who} judged on {when}: {answer}. The question: {question}",
            "{who} juzgó el {when}: {answer}. La pregunta: {question}",
            who=last.said_by,
            when=last.happened.text(),
            answer=say("yes", "sí") if last.answer == "yes" else say("no", "no"),
            question=self.asks,
        )

    def _answers(self, judgement: Judgement, view: View) -> bool:
        given = judgement.question == self.question and judgement.happened.latest <= view.on
        return given and judgement.inferred is None and (judgement.of or self.question) in view.states

    def slot_name(self, slot: str, view: View) -> Text:
        return say("a judgement on: {question}", "un juicio sobre: {question}", question=self.asks)

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
            return Act("supply", RECORD_KEEPER, text)
        text = say(
            "Ask for a judgement, with its reason: {question}",
            "Pedir una valoración razonada: {question}",
            question=self.asks,
        )
        return Act("ask", self.by, self.first + text if self.first else text)


def _follows(later: Judgement, earlier: Judgement) -> bool:
    return later.happened.latest > earlier.happened.latest
