"""Judgement: a question that no record settles, put to a person."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from compliance.asks import Ask, Ledger, gives_during
from compliance.evidence import Evidence
from compliance.evidence.judgement import Judgement
from compliance.evidence.policy import Policy
from compliance.evidence.record import Key
from compliance.rules.rule import Act, Duty, Family, Rule, View, of_kind
from compliance.rules.versions import versions
from compliance.sentences import Text, day, say


class PersonJudges(Rule):
    """A person has judged the question and said yes: for each version in force of `policy`, or, without one,
    once for the duty as a whole."""

    name: ClassVar[str] = "person_judges"
    family: ClassVar[Family] = "judgement"
    reads: ClassVar = (Judgement, Policy)
    checks: ClassVar[Text] = Text(
        en="A person with the standing to judge has answered the question on record, with a reason.",
        es="Una persona con autoridad para juzgar respondió la pregunta en el registro, con una razón.",
    )
    person: ClassVar[Text] = Text(en="The whole question.", es="Toda la pregunta.")

    rule: Literal["person_judges"] = "person_judges"
    question: Key
    asks: Text
    by: Key
    policy: Key | None = None

    def subjects(self) -> set[str]:
        return {self.subject, *([self.policy] if self.policy else [])}

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        judgements = [j for j in of_kind(records, Judgement, self.subject) if j.question == self.question]
        refused = {j.of or self.question for j in judgements if j.answer == "no"}
        standing = duty.ask(self.question, of_person=self.question not in refused)
        asks = [standing]
        if self.policy is not None:
            asks = [
                Ask(
                    v.key,
                    1,
                    max(standing.start, v.begins.earliest),
                    v.last,
                    standing.due,
                    v.key,
                    of_person=v.key not in refused,
                )
                for v in versions(records, self.policy)
            ]
        gives = [
            give
            for j in judgements
            if j.answer == "yes"
            for give in gives_during(j.of or self.question, j.happened, None, j.key, inferred=j.inferred is not None)
        ]
        return Ledger(tuple(asks), tuple(gives))

    def says(self, view: View) -> Text:
        if not view.states:
            return say(
                "No version in force on {on} is on record, so there is nothing to judge: {question}",
                "No consta ninguna versión vigente el {on}, así que no hay nada que juzgar: {question}",
                on=day(view.on),
                question=self.asks,
            )
        answered = [j for j in view.of_kind(Judgement) if j.question == self.question and (j.of or self.question) in view.states]
        if not answered:
            return say(
                "No person's judgement is on record on the question: {question}",
                "No consta el juicio de ninguna persona sobre la pregunta: {question}",
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

    def slot_name(self, slot: str, view: View) -> Text:
        return say("a judgement on: {question}", "un juicio sobre: {question}", question=self.asks)

    def ground(self, view: View) -> Text:
        return say(
            "a version in force on {on}",
            "una versión vigente el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        return Act(
            "ask",
            self.by,
            say("Ask for a judgement, with its reason: {question}", "Pedir un juicio razonado: {question}", question=self.asks),
        )
