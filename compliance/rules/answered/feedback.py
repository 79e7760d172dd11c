"""Of the family answered: did each theme of feedback get an answer, with a reason and, where accepted, a change?"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Literal, NamedTuple

from compliance.asks import Ledger
from compliance.dated import Dated
from compliance.days import Days, When
from compliance.evidence import Evidence
from compliance.evidence.answer import Answer
from compliance.evidence.feedback import Feedback, Theme
from compliance.evidence.meeting import Meeting
from compliance.evidence.policy import Policy
from compliance.evidence.record import Key
from compliance.rules.answered.changes import Changes
from compliance.rules.answered.replies import Question, Reply, answered, due_within, each_once
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would, of_kind
from compliance.sentences import Text, day, listing, same, say


class Put(NamedTuple):
    """A theme of feedback with the record that holds it and, of several on one thing, the surest."""

    theme: Theme
    feedback: Feedback


class FeedbackAnswered(Rule):
    """Each theme of feedback has an answer with a reason; what was accepted points to a clause that was changed.

    `within_days` is read on the feedback's day; without it the due date is unknown. `policy` is the subject of the policy
    whose clauses change, the rule's own unless given. Feedback from before the duty began is not asked about.
    """

    name: ClassVar[str] = "feedback_answered"
    family: ClassVar[Family] = "answered"
    reads: ClassVar = (Feedback, Answer, Policy)
    checks: ClassVar[Text] = Text(
        en="Each theme of feedback on record has an answer with a reason, and each one accepted names the clause that "
        "was changed.",
        es="Cada tema de opinión del registro tiene una respuesta con su razón, y cada uno aceptado nombra la cláusula "
        "que se cambió.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the reason is adequate, and whether the change does what was asked.",
        es="Si la razón es adecuada y si el cambio hace lo que se pidió.",
    )
    own_due: ClassVar[str | None] = "each thing"

    rule: Literal["feedback_answered"] = "feedback_answered"
    within_days: Dated[Days] | None = None
    policy: Key | None = None

    def subjects(self) -> set[str]:
        return {self.subject, self._policy}

    @property
    def _policy(self) -> str:
        return self.policy or self.subject

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        themes = self._themes(records)
        questions = [
            Question(
                slot,
                put.feedback.happened.latest,
                due_within(self.within_days, put.feedback.happened.latest),
                put.feedback.key,
                put.feedback.inferred is not None,
            )
            for slot, put in themes.items()
            if put.feedback.happened.latest >= duty.begins
        ]
        return answered(questions, self._replies(records, themes), duty)

    def _replies(self, records: Sequence[Evidence], themes: Mapping[str, Put]) -> Iterator[Reply]:
        """The answers that give a reason and show what they changed, each while it stands: what a later answer accepts is
        no longer answered by an earlier one that did not, until the change is shown."""
        changes = Changes.of(records, self._policy)
        found = [
            (slot, answer, changes.shown_by(answer, themes[slot].feedback.happened))
            for slot, answer in self._answers(records)
            if slot in themes
        ]
        unshown: dict[str, list[When]] = defaultdict(list)
        for slot, answer, shown in found:
            if shown != "yes" and answer.inferred is None:
                unshown[slot].append(answer.happened)
        for slot, answer, shown in found:
            if shown != "no" and answer.reason is not None:
                later = unshown[slot]
                at = bisect_right(later, answer.happened.latest, key=lambda when: when.latest)
                stands = answer.accepts or at == len(later)
                yield Reply(slot, answer, shown == "yes", None if stands else later[at])

    def _themes(self, records: Iterable[Evidence]) -> dict[str, Put]:
        """Every theme by its slot; of several records on one thing, the themes of all."""
        every = list(records)
        surest = each_once(every, Feedback, self.subject)
        return {
            f"{surest[record.key].key}/{theme.key}": Put(theme, surest[record.key])
            for record in every
            if isinstance(record, Feedback) and record.key in surest
            for theme in record.themes
        }

    def _answers(self, records: Iterable[Evidence]) -> Iterator[tuple[str, Answer]]:
        """Each answer to feedback on record with the slot of its theme, oldest first."""
        every = list(records)
        surest = each_once(every, Feedback, self.subject)
        answers = of_kind(every, Answer, self.subject)
        for answer in sorted(answers, key=lambda each: (each.happened.latest, each.key)):
            if answer.feedback in surest:
                yield f"{surest[answer.feedback].key}/{answer.theme}", answer

    def says(self, view: View) -> Text:
        if not view.states:
            return say(
                "No feedback that had to be answered by {on} is on record.",
                "No consta ninguna opinión que debiera tener respuesta el {on}.",
                on=day(view.on),
            )
        return say(
            "Themes of feedback with an answer on record that gives its reason, and names the changed clause where "
            "it was accepted: {have} of {need}.",
            "Temas de opinión con una respuesta registrada que da su razón y nombra la cláusula cambiada si se aceptó: "
            "{have} de {need}.",
            have=len(view.states) - len(view.short),
            need=len(view.states),
        )

    def slot_name(self, slot: str, view: View) -> Text:
        return self._names(view, [slot])[0]

    def missing(self, view: View) -> list[Text]:
        return self._names(view, view.short) if view.states else [self.ground(view)]

    def _names(self, view: View, slots: Sequence[str]) -> list[Text]:
        """Themes as a reader names them, each with what its answers on record lack."""
        records = view.records.values()
        themes = self._themes(records)
        wanted = set(slots)
        lacks: dict[str, Text] = {}
        for slot, answer in self._answers(records):
            if slot in wanted and answer.happened.latest <= view.on:
                lacks[slot] = (
                    _NO_REASON if answer.reason is None else _NO_CLAUSE if answer.accepts else _UNSURE
                )
        return [
            say(
                "{theme} ({lacks})",
                "{theme} ({lacks})",
                theme=same(f"“{themes[slot].theme.words}”"),
                lacks=lacks.get(slot, _NO_ANSWER),
            )
            for slot in slots
        ]

    def ground(self, view: View) -> Text:
        return say(
            "feedback that had to be answered by {on}",
            "opiniones que debieran tener respuesta el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        if view.short:
            text = say(
                "Publish an answer with its reason, naming the changed clause for what is accepted, or supply it if it was "
                "given, for: {themes}.",
                "Publicar una respuesta con su razón, que nombre la cláusula cambiada para lo aceptado, o aportarla si ya "
                "se dio, para: {themes}.",
                themes=listing(self._names(view, view.short)),
            )
            return Act("do", RESPONSIBLE, text, view.on)
        text = say(
            "Supply the feedback that was received, by theme and without names, and the answer to each theme.",
            "Aportar las opiniones recibidas, por tema y sin nombres, y la respuesta a cada tema.",
        )
        return Act("supply", RESPONSIBLE, text, None if view.states else view.on)

    def would(self, view: View) -> Would:
        today = When.on(view.on)
        if not view.states:
            meeting = self.proposed(Meeting, view, "meeting", state="held", happened=today)
            feedback = self.proposed(
                Feedback,
                view,
                "feedback",
                happened=today,
                meeting=meeting.key,
                themes=[{"key": "a-theme", "words": "A theme"}],
            )
            noted = self._answer(view, feedback.key, "a-theme", 1)
            return Would((meeting, feedback, noted))
        records = view.records.values()
        themes = self._themes(records)
        accepted = {
            slot
            for slot, answer in self._answers(records)
            if answer.accepts and answer.happened.earliest <= view.on
        }
        topics: list[str] = []
        answers = []
        for i, slot in enumerate(view.short, 1):
            put, clause = themes[slot], {}
            if slot in accepted:
                topics.append(f"change-{i}")
                clause = {"version": "would-be-version", "clause": topics[-1]}
            answers.append(self._answer(view, put.feedback.key, put.theme.key, i, **clause))
        return Would((*([self._version(view, topics)] if topics else []), *answers))

    def _answer(self, view: View, feedback: str, theme: str, number: int, **clause: str) -> Answer:
        return self.proposed(
            Answer,
            view,
            f"answer-{number}",
            happened=When.on(view.on),
            feedback=feedback,
            theme=theme,
            disposition="accepted" if clause else "noted",
            reason="The reason",
            **clause,
        )

    def _version(self, view: View, topics: Sequence[str]) -> Policy:
        """The version in which the clauses on these topics were changed."""
        return self.proposed(
            Policy,
            view,
            "version",
            subject=[self._policy],
            number="To be named",
            title="The policy as changed",
            effective=When.on(view.on),
            clauses=[
                {
                    "topic": topic,
                    "where": "Where it stands",
                    "quote": "What it says",
                    "confirmed_by": "A person",
                }
                for topic in topics
            ],
        )


_NO_ANSWER = Text(en="no answer on record", es="sin respuesta en el registro")
_NO_REASON = Text(en="answered without a reason on record", es="con respuesta sin razón en el registro")
_NO_CLAUSE = Text(
    en="accepted, without a changed clause that the record shows",
    es="aceptado, sin una cláusula cambiada que el registro muestre",
)
_UNSURE = Text(en="the answer on record does not settle it", es="la respuesta registrada no lo aclara")
