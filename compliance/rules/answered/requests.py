"""Answered: did requests and comment windows get an answer, and in time?"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from compliance.asks import Ledger
from compliance.dated import Dated
from compliance.days import Days, When
from compliance.evidence import Evidence
from compliance.evidence.answer import Answer
from compliance.evidence.posting import Posting
from compliance.evidence.record import Key
from compliance.evidence.request import Request
from compliance.rules.answered.replies import Question, Reply, answered, due_within, each_once
from compliance.rules.rule import (
    RECORD_KEEPER,
    RESPONSIBLE,
    TO_BE_NAMED,
    Act,
    Duty,
    Family,
    Rule,
    View,
    Would,
    of_kind,
)
from compliance.sentences import Text, day, listing, say


class RequestsAnswered(Rule):
    """Each recorded request is answered by its due date, else within `within_days` of it, read on the request's day.

    `asked_of` is the body that was asked, None for any. An answer of another body than the one asked only perhaps is
    one. Requests from before the duty began are not asked about.
    """

    name: ClassVar[str] = "requests_answered"
    family: ClassVar[Family] = "answered"
    reads: ClassVar = (Request, Answer)
    checks: ClassVar[Text] = Text(
        en="Each request on record has an answer on record from the body asked.",
        es="Cada solicitud del registro tiene una respuesta registrada del organismo al que se dirigió.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the answer gives what was asked for.", es="Si la respuesta da lo que se pidió."
    )
    own_due: ClassVar[str | None] = "each thing"

    rule: Literal["requests_answered"] = "requests_answered"
    asked_of: Key | None = None
    within_days: Dated[Days] | None = None

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asked = each_once(records, Request, self.subject)
        questions = [
            Question(
                request.key,
                request.happened.latest,
                request.due or due_within(self.within_days, request.happened.latest),
                request.key,
                request.inferred is not None,
            )
            for request in {each.key: each for each in asked.values()}.values()
            if request.happened.latest >= duty.begins and self.asked_of in (None, request.asked_of)
        ]
        replies = (
            Reply(request.key, answer, answer.by in (None, request.asked_of))
            for answer in of_kind(records, Answer, self.subject)
            if (request := asked.get(answer.request or "")) is not None
        )
        return answered(questions, replies, duty)

    def says(self, view: View) -> Text:
        if not view.states:
            return say(
                "No request that had to be answered by {on} is on record.",
                "No consta ninguna solicitud que debiera tener respuesta el {on}.",
                on=day(view.on),
            )
        return say(
            "Requests with an answer on record: {have} of {need}.",
            "Solicitudes con una respuesta en el registro: {have} de {need}.",
            have=len(view.states) - len(view.short),
            need=len(view.states),
        )

    def slot_name(self, slot: str, view: View) -> Text:
        request = view.records[slot]
        assert isinstance(request, Request)
        return say(
            "an answer to the request to {who} of {d} for: {what}",
            "una respuesta a la solicitud a {who} del {d} de: {what}",
            who=view.name(request.asked_of),
            d=request.happened.text(),
            what=request.what,
        )

    def ground(self, view: View) -> Text:
        return say(
            "a request that had to be answered by {on}",
            "una solicitud que debiera tener respuesta el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        if view.short:
            text = say(
                "Answer, or supply the answer if it was given: {requests}.",
                "Responder, o aportar la respuesta si ya se dio: {requests}.",
                requests=listing([self.slot_name(slot, view) for slot in view.short]),
            )
            asked = {r.asked_of for slot in view.short if isinstance(r := view.records[slot], Request)}
            # An answer lies with the body that was asked, whichever answers for the duty.
            return Act("do", asked.pop() if len(asked) == 1 else RESPONSIBLE, text, view.on)
        text = say(
            "Supply the requests that were made, if there were any, and the answer to each.",
            "Aportar las solicitudes que se hicieron, si las hubo, y la respuesta a cada una.",
        )
        return Act("supply", RECORD_KEEPER, text, None if view.states else view.on)

    def would(self, view: View) -> Would:
        if view.states:
            return Would(tuple(self._answer(view, slot, i) for i, slot in enumerate(view.short, 1)))
        request = self.proposed(
            Request,
            view,
            "request",
            happened=When.on(view.on),
            asked_by="Whoever asked",
            asked_of=self.asked_of or TO_BE_NAMED,
            what="What was asked for",
        )
        return Would((request, self._answer(view, request.key, 1)))

    def _answer(self, view: View, request: str, number: int) -> Answer:
        return self.proposed(
            Answer,
            view,
            f"answer-{number}",
            happened=When.on(view.on),
            request=request,
            disposition="noted",
        )


class CommentsAnswered(Rule):
    """Each comment window that closed has an answer published within `within_days` of its last day, read on that day.

    Windows that closed before the duty began are not asked about. What was published before a window closed only perhaps
    answers it.
    """

    name: ClassVar[str] = "comments_answered"
    family: ClassVar[Family] = "answered"
    reads: ClassVar = (Posting, Answer)
    checks: ClassVar[Text] = Text(
        en="Each comment window that closed has a published answer on record.",
        es="Cada periodo de comentarios que cerró tiene una respuesta publicada en el registro.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the answer takes up what people said.", es="Si la respuesta recoge lo que dijo la gente."
    )
    own_due: ClassVar[str | None] = "each thing"

    rule: Literal["comments_answered"] = "comments_answered"
    within_days: Dated[Days] | None = None

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        rounds = each_once(records, Posting, self.subject)
        questions = [
            Question(
                posting.key,
                posting.closed.latest,
                due_within(self.within_days, posting.closed.latest),
                posting.key,
                posting.inferred is not None,
            )
            for posting in {each.key: each for each in rounds.values()}.values()
            if posting.closed.latest >= duty.begins
        ]
        replies = (
            Reply(posting.key, answer)
            for answer in of_kind(records, Answer, self.subject)
            if (posting := rounds.get(answer.round or "")) is not None
        )
        return answered(questions, replies, duty)

    def says(self, view: View) -> Text:
        if not view.states:
            return say(
                "No comment window that had to be answered by {on} is on record.",
                "No consta ningún periodo de comentarios que debiera tener respuesta el {on}.",
                on=day(view.on),
            )
        return say(
            "Comment windows with a published answer on record: {have} of {need}.",
            "Periodos de comentarios con una respuesta publicada en el registro: {have} de {need}.",
            have=len(view.states) - len(view.short),
            need=len(view.states),
        )

    def slot_name(self, slot: str, view: View) -> Text:
        posting = view.records[slot]
        assert isinstance(posting, Posting)
        return say(
            "an answer to the comments of {a} to {b}",
            "una respuesta a los comentarios del {a} al {b}",
            a=posting.happened.text(),
            b=posting.closed.text(),
        )

    def ground(self, view: View) -> Text:
        return say(
            "a comment window that had to be answered by {on}",
            "un periodo de comentarios que debiera tener respuesta el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        if view.short:
            text = say(
                "Publish, or supply if it was published: {answers}.",
                "Publicar, o aportar si ya se publicó: {answers}.",
                answers=listing([self.slot_name(slot, view) for slot in view.short]),
            )
            return Act("do", RESPONSIBLE, text, view.on)
        text = say(
            "Supply the comment windows that closed, if there were any, and the answer to each.",
            "Aportar los periodos de comentarios que cerraron, si los hubo, y la respuesta a cada uno.",
        )
        return Act("supply", RECORD_KEEPER, text, None if view.states else view.on)

    def would(self, view: View) -> Would:
        if view.states:
            return Would(tuple(self._answer(view, slot, i) for i, slot in enumerate(view.short, 1)))
        today = When.on(view.on)
        posting = self.proposed(
            Posting,
            view,
            "round",
            happened=today,
            closes=today,
            posted="draft",
            draft_promised="unknown",
        )
        return Would((posting, self._answer(view, posting.key, 1)))

    def _answer(self, view: View, posting: str, number: int) -> Answer:
        return self.proposed(
            Answer,
            view,
            f"answer-{number}",
            happened=When.on(view.on),
            round=posting,
            disposition="noted",
        )
