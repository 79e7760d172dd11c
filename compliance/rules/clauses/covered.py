"""Policy definition: does the text cover its topics, and is what was considered documented?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from compliance.asks import Ask, Give, Ledger, asks_during, gives_during
from compliance.dated import Dated
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.agreement import Agreement
from compliance.evidence.clause import Clause
from compliance.evidence.document import Document
from compliance.evidence.policy import Policy
from compliance.evidence.record import Key
from compliance.rules.closing import again
from compliance.rules.curing import Cure, first_cure
from compliance.rules.own_clauses import own_clauses
from compliance.rules.rule import RECORD_KEEPER, RESPONSIBLE, Act, Duty, Family, Rule, View, Would, of_kind
from compliance.rules.spans import only_during
from compliance.rules.texts import texts
from compliance.rules.versions import Version, a_version, versions
from compliance.sentences import NOTHING, Text, day, listing, say


class TopicsCovered(Rule):
    """Each topic has a confirmed clause in each version, while that version is in force. The topics are those of the day on
    which the version took effect."""

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
    topics: Dated[Annotated[tuple[Key, ...], Field(min_length=1)]]

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks: list[Ask] = []
        gives: list[Give] = []
        for version in versions(records, self.subject):
            for topic, sure in self._topics(version).items():
                for ask in duty.asks(f"{version.key}/{topic}", because=version.key):
                    unsure = version.inferred or not sure
                    asks += asks_during(ask, version.begins, version.ends, inferred=unsure)
            for clause, record in version.clauses():
                inferred = version.inferred or record.inferred is not None
                slot = f"{version.key}/{clause.topic}"
                gives += gives_during(slot, version.begins, version.ends, record.key, inferred=inferred)
        return Ledger(tuple(asks), tuple(gives))

    def _topics(self, version: Version) -> dict[str, bool]:
        """The topics asked of a version, each with whether it is asked whichever day the version took effect."""
        asked = self.topics.within(version.begins.earliest, version.begins.latest)
        every = [topic for _, _, topics in asked for topic in topics]
        return {topic: all(topic in topics for _, _, topics in asked) for topic in every}

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
        ) + _read_elsewhere([list(v.records) for v in self._asked(view)], view)

    def _asked(self, view: View) -> list[Version]:
        """The versions of which something is asked on the day."""
        asked = {slot.split("/")[0] for slot in view.states}
        return [v for v in versions(view.records.values(), self.subject) if v.key in asked]

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
            return Act("supply", RECORD_KEEPER, text, self._cure(view).day)
        text = say(
            "Load the text of the version in force and have a person name the clause for each of: {topics}. A topic that the "
            "text does not cover has to be added to it.",
            "Cargar el texto de la versión vigente y que una persona señale la cláusula de cada tema: {topics}. El tema que el "
            "texto no cubra debe añadirse.",
            topics=listing([view.name(slot.split("/")[-1]) for slot in view.short]),
        )
        if any(version.settled(view.on) for version in self._asked(view)):
            text = text + say(
                "The exact days on which it was in force are needed too.",
                "También hacen falta los días exactos en que rigió.",
            )
        return Act("supply", RECORD_KEEPER, text, self._cure(view).day)

    def would(self, view: View) -> Would:
        return Would(self._cure(view).records)

    def _cure(self, view: View) -> Cure:
        return first_cure(self, view, lambda on: list(self._clauses_found(view, on)))

    def _clauses_found(self, view: View, on: date) -> Iterator[Evidence]:
        for i, version in enumerate(self._asked(view)):
            sure = {clause.topic for clause, record in version.clauses() if record.inferred is None}
            lacking = [topic for topic in self._topics(version) if topic not in sure]
            facts = version.settled(on)
            if lacking or facts:
                clauses = [a_clause(topic) for topic in lacking]
                yield again(self, view, version.policy, f"{i}-clauses", clauses=clauses, **facts)
        if not view.states:
            clauses = [a_clause(topic) for topic in self.topics.on(on)]
            yield a_version(self, view, on, self.subject, clauses=clauses)


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
    items: Dated[Annotated[tuple[Key, ...], Field(min_length=1)]]

    def part_of(self, record: Evidence) -> str:
        return record.identity

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives: list[Give] = []
        for document in of_kind(records, Document, self.subject):
            for item in document.names:
                if document.happened is None:
                    gives.append(Give(item, 1, duty.begins, None, document.key, sure=False))
                else:
                    inferred = document.inferred is not None
                    gives += gives_during(item, document.happened, None, document.key, inferred=inferred)
        return Ledger(tuple(standing_asks(self.items, duty)), tuple(gives))

    def says(self, view: View) -> Text:
        return say(
            "Documents on record show {found} of the {need} things named.",
            "Los documentos del registro muestran {found} de las {need} cosas nombradas.",
            found=len(view.states) - len(view.short),
            need=len(view.states),
        )

    def act(self, view: View) -> Act:
        return Act(
            "ask",
            RESPONSIBLE,
            say(
                "Ask for the documents that show: {items}.",
                "Pedir los documentos que muestren: {items}.",
                items=listing([self.slot_name(slot, view) for slot in view.short]),
            ),
            self._cure(view).day,
        )

    def would(self, view: View) -> Would:
        return Would(self._cure(view).records)

    def _cure(self, view: View) -> Cure:
        def shown(on: date) -> list[Document]:
            fields = {"happened": When.on(on), "voice": "department", "names": view.short}
            return [self.proposed(Document, view, "document", **fields)]

        return first_cure(self, view, shown)


class ClausePresent(Rule):
    """Each named part has a confirmed clause in a policy version or an agreement, while that is in force."""

    name: ClassVar[str] = "clause_present"
    family: ClassVar[Family] = "clauses"
    reads: ClassVar = (Policy, Agreement)
    checks: ClassVar[Text] = Text(
        en="Each named part has a clause, confirmed by a person, in a policy version or a signed agreement in force.",
        es="Cada parte nombrada tiene una cláusula, confirmada por una persona, en una política o un acuerdo firmado vigente.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the clause truly does what the part asks.",
        es="Si la cláusula hace de verdad lo que pide esa parte.",
    )

    means: ClassVar[Mapping[str, Text]] = {
        "parts": Text(
            en="Each of these parts is asked for.",
            es="Se pide cada una de estas partes.",
        ),
    }

    rule: Literal["clause_present"] = "clause_present"
    parts: Dated[Annotated[tuple[Key, ...], Field(min_length=1)]]

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives = [
            give
            for text in texts(records, self.subject)
            for clause, record in text.clauses()
            for give in gives_during(
                clause.topic,
                text.begins,
                text.ends,
                record.key,
                inferred=text.inferred or record.inferred is not None,
            )
        ]
        return Ledger(tuple(standing_asks(self.parts, duty)), tuple(gives))

    def says(self, view: View) -> Text:
        held = [text for text in texts(view.records.values(), self.subject) if text.may_hold(view.on)]
        if not held:
            return say(
                "No policy version or signed agreement in force on {on} is on record in which to look for the parts.",
                "No consta ninguna política ni acuerdo firmado vigente el {on} donde buscar las partes.",
                on=day(view.on),
            )
        sentence = say(
            "Parts with a confirmed clause on record in a text in force on {on}: {found} of {need}.",
            "Partes con una cláusula confirmada en el registro, en un texto vigente el {on}: {found} de {need}.",
            on=day(view.on),
            found=len(view.states) - len(view.short),
            need=len(view.states),
        )
        return sentence + _read_elsewhere([text.records for text in held], view)

    def slot_name(self, slot: str, view: View) -> Text:
        return say(
            "a confirmed clause on: {part}", "una cláusula confirmada sobre: {part}", part=view.name(slot)
        )

    def act(self, view: View) -> Act:
        parts = listing([view.name(slot) for slot in view.short])
        held = any(text.surely_holds(view.on) for text in texts(view.records.values(), self.subject))
        text = (
            say(
                "Load the text in force and have a person name the clause for each of: {parts}. A part that the text does "
                "not have has to be added to it.",
                "Cargar el texto vigente y que una persona señale la cláusula de cada parte: {parts}. La parte que el texto "
                "no tenga debe añadirse.",
                parts=parts,
            )
            if held
            else say(
                "Supply the policy version or the signed agreement in force on {on}, if there was one, with its clauses on: "
                "{parts}.",
                "Aportar la política o el acuerdo firmado vigente el {on}, si lo hubo, con sus cláusulas sobre: {parts}.",
                on=day(view.on),
                parts=parts,
            )
        )
        return Act("supply", RECORD_KEEPER, text, self._cure(view).day)

    def would(self, view: View) -> Would:
        return Would(self._cure(view).records)

    def _cure(self, view: View) -> Cure:
        clauses = [a_clause(part) for part in view.short]

        def found(on: date) -> list[Evidence]:
            for text in texts(view.records.values(), self.subject):
                if text.surely_holds(on):
                    return [again(self, view, text.records[0], "clauses", clauses=clauses)]
            return [a_version(self, view, on, self.subject, clauses=clauses)]

        return first_cure(self, view, found)


def standing_asks(named: Dated[tuple[str, ...]], duty: Duty) -> Iterator[Ask]:
    """What is asked of the duty as a whole, by name; what an amendment adds or drops from the day on which it acts."""
    for first, last, names in named.spans(date.min):
        for name in names:
            for ask in duty.asks(name):
                yield from only_during(ask, first, last)


def a_clause(topic: str) -> Clause:
    """A clause on a topic, as it would have to be on record."""
    return Clause(
        topic=topic, where="a place to be named", quote="Words to be named.", confirmed_by="nobody yet"
    )


def _read_elsewhere(held: Sequence[Sequence[Policy | Agreement]], view: View) -> Text:
    """That clauses count for nothing since their quote was read in another text, by topic."""
    stray = []
    for records in held:
        own = {id(clause) for clause, _ in own_clauses(records)}
        stray += [c.topic for record in records for c in record.clauses if id(c) not in own]
    if not stray:
        return NOTHING
    return say(
        "The quote on {topics} was read in another text than the one on record, so it counts for nothing.",
        "La cita sobre {topics} se leyó en otro texto que el que consta, así que no cuenta.",
        topics=listing([view.name(topic) for topic in dict.fromkeys(stray)]),
    )
