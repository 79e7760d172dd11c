"""In force: does a signed agreement between the bodies cover the day?"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from compliance.asks import Ask, Ledger, gives_during
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.agreement import Agreement
from compliance.evidence.record import Key
from compliance.evidence.roster import Roster
from compliance.rules.curing import Cure, first_cure
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would, of_kind
from compliance.rules.spans import Shown, joined, only_during, without_overlap
from compliance.sentences import Text, day, listing, say


class AgreementInForce(Rule):
    """A signed agreement between the bodies covers the day. With `while_assigned`, only the days on which a
    roster of that subject shows an officer assigned are asked."""

    name: ClassVar[str] = "agreement_in_force"
    family: ClassVar[Family] = "in force"
    reads: ClassVar = (Agreement, Roster)
    checks: ClassVar[Text] = Text(
        en="A signed agreement between the bodies covers the day; a vote to allow one is not a signing.",
        es="Un acuerdo firmado entre los organismos cubre el día; una votación que lo autoriza no es una firma.",
    )
    person: ClassVar[Text] = Text(en="Whether its terms are adequate.", es="Si sus términos son adecuados.")

    rule: Literal["agreement_in_force"] = "agreement_in_force"
    between: tuple[Key, ...] = Field(min_length=2)
    while_assigned: Key | None = None

    def subjects(self) -> set[str]:
        return {self.subject, *([self.while_assigned] if self.while_assigned else [])}

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives = []
        for agreement in of_kind(records, Agreement, self.subject):
            begins = agreement.begins
            if begins is not None and set(self.between) <= set(agreement.parties):
                inferred = agreement.inferred is not None
                gives += gives_during("agreement", begins, agreement.ends, agreement.key, inferred=inferred)
        return Ledger(tuple(self._asks(records, duty)), tuple(gives))

    def _asks(self, records: Sequence[Evidence], duty: Duty) -> list[Ask]:
        standing = duty.asks("agreement")
        if self.while_assigned is None:
            return standing
        rosters = of_kind(records, Roster, self.while_assigned)
        served = [
            Shown(first, last, "", sure)
            for sure in (True, False)
            for first, last in joined(
                (a.first, a.last or duty.last)
                for roster in rosters
                if (roster.inferred is None) == sure
                for a in roster.assignments
            )
        ]
        # What is asked on the word of an inferred roster alone is not called late.
        return [
            part if sure else part._replace(due=None)
            for ask in standing
            for first, last, _, sure in without_overlap(served)
            for part in only_during(ask, first, last)
        ]

    def says(self, view: View) -> Text:
        parties = listing([view.name(body) for body in self.between])
        agreement = next((view.records[give.evidence] for give in view.proof), None)
        if isinstance(agreement, Agreement):
            return say(
                "A source shows a signed agreement between {parties} that covers {on}: {title}.",
                "Una fuente muestra un acuerdo firmado entre {parties} que cubre el {on}: {title}.",
                parties=parties,
                on=day(view.on),
                title=agreement.title,
            )
        if self.while_assigned and not view.states:
            return say(
                "No record shows an officer assigned on {on}, so whether an agreement was needed cannot be told.",
                "Ningún registro muestra a un policía asignado el {on}; no se puede saber si hacía falta un acuerdo.",
                on=day(view.on),
            )
        sentence = say(
            "No signed agreement between {parties} that covers {on} is on record.",
            "No consta ningún acuerdo firmado entre {parties} que cubra el {on}.",
            parties=parties,
            on=day(view.on),
        )
        for unsigned in of_kind(view.records.values(), Agreement, self.subject):
            if unsigned.happened is None:
                sentence = sentence + say(
                    "Of this one no record shows that it was signed: {title}.",
                    "De este ningún registro muestra que se firmara: {title}.",
                    title=unsigned.title,
                )
        return sentence

    def slot_name(self, slot: str, view: View) -> Text:
        return say(
            "a signed agreement that covers {on}", "un acuerdo firmado que cubra el {on}", on=day(view.on)
        )

    def ground(self, view: View) -> Text:
        return say(
            "a record of whether any officer was assigned on {on}",
            "un registro de si algún policía estaba asignado el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        if self.while_assigned and not view.states:
            text = say(
                "Ask whether any officer was assigned to a school on {on}, and if so for the signed memorandum.",
                "Preguntar si algún policía estaba asignado a una escuela el {on} y, en tal caso, pedir el memorando firmado.",
                on=day(view.on),
            )
            return Act("ask", RESPONSIBLE, text, self._cure(view).day)
        text = say(
            "Supply the signed agreement whose term covers {on}, if there was one, with its dates.",
            "Aportar el acuerdo firmado cuyo plazo cubra el {on}, si lo hubo, con sus fechas.",
            on=day(view.on),
        )
        return Act("supply", RESPONSIBLE, text, self._cure(view).day)

    def would(self, view: View) -> Would:
        return Would(self._cure(view).records)

    def _cure(self, view: View) -> Cure:
        def signed(on: date) -> Iterator[Evidence]:
            if self.while_assigned and not view.states:
                days = {"happened": When.on(on), "assignments": [{"officer": "officer-1", "first": on}]}
                yield self.proposed(Roster, view, "roster", subject=[self.while_assigned], **days)
            yield self.proposed(
                Agreement,
                view,
                "agreement",
                happened=When.on(on),
                parties=self.between,
                title="A signed agreement",
            )

        return first_cure(self, view, lambda on: list(signed(on)))
