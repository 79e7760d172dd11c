"""Policy definition: does the text cover its topics, and is what was considered documented?"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from compliance.asks import Ask, Give, Ledger, asks_during, gives_during
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.document import Document
from compliance.evidence.policy import Policy
from compliance.evidence.record import Key
from compliance.rules.rule import RECORD_KEEPER, RESPONSIBLE, Act, Duty, Family, Rule, View, of_kind
from compliance.rules.versions import versions
from compliance.sentences import Text, day, listing, say


class TopicsCovered(Rule):
    """Each topic has a confirmed clause in each version, while that version is in force."""

    name: ClassVar[str] = "topics_covered"
    family: ClassVar[Family] = "clauses"
    reads: ClassVar = (Policy,)
    checks: ClassVar[Text] = Text(
        en="Each topic has a clause, confirmed by a person, in the version in force.",
        es="Cada tema tiene una cláusula, confirmada por una persona, en la versión vigente.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the clause truly covers the topic.", es="Si la cláusula cubre de verdad el tema."
    )

    rule: Literal["topics_covered"] = "topics_covered"
    topics: tuple[Key, ...] = Field(min_length=1)

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks: list[Ask] = []
        gives: list[Give] = []
        for version in versions(records, self.subject):
            inferred = version.policy.inferred is not None
            for topic in self.topics:
                for ask in duty.asks(f"{version.key}/{topic}", because=version.key):
                    asks += asks_during(ask, version.begins, version.ends, inferred=inferred)
            for clause in version.policy.clauses:
                slot = f"{version.key}/{clause.topic}"
                gives += gives_during(slot, version.begins, version.ends, version.key, inferred=inferred)
        return Ledger(tuple(asks), tuple(gives))

    def says(self, view: View) -> Text:
        if not view.states:
            return say(
                "No version in force on {on} is on record, so there is no text to look for the topics in.",
                "No consta ninguna versión vigente el {on}, así que no hay texto donde buscar los temas.",
                on=day(view.on),
            )
        found = len(view.states) - len(view.short)
        return say(
            "Topics with a clause of the version in force that a person has confirmed on record: {found} of {need}.",
            "Temas con una cláusula de la versión vigente confirmada por una persona en el registro: {found} de {need}.",
            found=found,
            need=len(view.states),
        )

    def slot_name(self, slot: str, view: View) -> Text:
        return say(
            "a confirmed clause on: {topic}",
            "una cláusula confirmada sobre: {topic}",
            topic=view.name(slot.split("/")[-1]),
        )

    def ground(self, view: View) -> Text:
        return say("a version in force on {on}", "una versión vigente el {on}", on=day(view.on))

    def act(self, view: View) -> Act:
        if not view.states:
            text = say(
                "Supply the text of the version in force on {on}.",
                "Aportar el texto de la versión vigente el {on}.",
                on=day(view.on),
            )
        else:
            text = say(
                "Load the text of the version in force and have a person name the clause for each of: {topics}.",
                "Cargar el texto de la versión vigente y que una persona señale la cláusula de cada tema: {topics}.",
                topics=listing([view.name(slot.split("/")[-1]) for slot in view.short]),
            )
        return Act("supply", RECORD_KEEPER, text)


class ItemsDocumented(Rule):
    """A document on record shows each of the named items."""

    name: ClassVar[str] = "items_documented"
    family: ClassVar[Family] = "clauses"
    reads: ClassVar = (Document,)
    checks: ClassVar[Text] = Text(
        en="A document on record shows each named item.",
        es="Un documento del registro muestra cada elemento nombrado.",
    )
    person: ClassVar[Text] = Text(
        en="Whether what is documented was really weighed.", es="Si lo documentado se consideró de verdad."
    )

    rule: Literal["items_documented"] = "items_documented"
    items: tuple[Key, ...] = Field(min_length=1)

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives = [
            give
            for document in of_kind(records, Document, self.subject)
            for item in document.names
            for give in gives_during(
                item,
                document.happened or When.on(duty.last),
                None,
                document.key,
                inferred=document.inferred is not None or document.happened is None,
            )
        ]
        return Ledger(tuple(ask for item in self.items for ask in duty.asks(item)), tuple(gives))

    def says(self, view: View) -> Text:
        return say(
            "Documents on record show {found} of the {need} things named.",
            "Los documentos del registro muestran {found} de las {need} cosas nombradas.",
            found=len(self.items) - len(view.short),
            need=len(self.items),
        )

    def act(self, view: View) -> Act:
        return Act(
            "ask",
            RESPONSIBLE,
            say(
                "Ask for the documents that show: {items}.",
                "Pedir los documentos que muestren: {items}.",
                items=listing([self.slot_name(slot, view) for slot in view.short or self.items]),
            ),
        )
