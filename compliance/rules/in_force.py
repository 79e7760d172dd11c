"""In force: does a version of the policy hold, a signed agreement, and can the public read the text?"""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar, Literal

from pydantic import Field

from compliance.asks import Ask, Ledger, asks_during, gives_during
from compliance.days import Days, When
from compliance.evidence import Evidence
from compliance.evidence.agreement import Agreement
from compliance.evidence.policy import Policy
from compliance.evidence.posting import Posting
from compliance.evidence.publication import Publication
from compliance.evidence.record import Key
from compliance.evidence.roster import Roster
from compliance.evidence.search import Search
from compliance.rules.rule import RECORD_KEEPER, RESPONSIBLE, Act, Duty, Family, Rule, View, of_kind
from compliance.rules.spans import joined
from compliance.rules.versions import versions
from compliance.sentences import Text, day, listing, same, say
from compliance.timeline import ONE_DAY


class PolicyInForce(Rule):
    """A version of the policy holds: from the day it took effect until it is rescinded or replaced."""

    name: ClassVar[str] = "policy_in_force"
    family: ClassVar[Family] = "in force"
    reads: ClassVar = (Policy, Search)
    checks: ClassVar[Text] = Text(
        en="A version of the policy is in force on the day.",
        es="Una versión de la política está vigente ese día.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the policy says what it should.", es="Si la política dice lo que debería."
    )

    rule: Literal["policy_in_force"] = "policy_in_force"

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives = [
            give
            for v in versions(records, self.subject)
            for give in gives_during(
                "policy", v.begins, v.ends, v.key, inferred=v.policy.inferred is not None
            )
        ]
        return Ledger(tuple(duty.asks("policy")), tuple(gives))

    def says(self, view: View) -> Text:
        in_force = [p for p in view.of_kind(Policy) if any(g.evidence == p.key for g in view.proof)]
        if in_force:
            policy = in_force[-1]
            return say(
                "{number} “{title}” took effect on {since}; no record shows that it was ended or replaced by {on}.",
                "{number}, «{title}», entró en vigor el {since}; ningún registro muestra que terminara o se reemplazara hasta el {on}.",
                number=policy.number,
                title=policy.title,
                since=policy.effective.text(),
                on=day(view.on),
            )
        sentence = say(
            "No version of {what} that was in force on {on} is on record.",
            "No consta ninguna versión vigente el {on} de {what}.",
            what=view.name(self.subject),
            on=day(view.on),
        )
        for search in view.of_kind(Search):
            if view.on <= search.happened.latest:
                sentence = sentence + say(
                    "{who} reported on {when} having looked and found none.",
                    "{who} informó el {when} que buscó y no halló ninguna.",
                    who=search.said_by,
                    when=search.happened.text(),
                )
        return sentence

    def slot_name(self, slot: str, view: View) -> Text:
        return say("a version in force on {on}", "una versión vigente el {on}", on=day(view.on))

    def act(self, view: View) -> Act:
        return Act(
            "supply",
            RECORD_KEEPER,
            say(
                "Supply the version that was in force on {on}, with its issue and effective dates, if there was one.",
                "Aportar la versión vigente el {on}, con sus fechas de emisión y de vigencia, si la hubo.",
                on=day(view.on),
            ),
        )


class PubliclyAvailable(Rule):
    """The text in force can be read by the public: a dated sighting of it counts for `fresh_days`. A page that
    invites comment on the text in force does not show the text itself, so it is only perhaps one."""

    name: ClassVar[str] = "publicly_available"
    family: ClassVar[Family] = "in force"
    reads: ClassVar = (Posting, Publication)
    checks: ClassVar[Text] = Text(
        en="A dated record shows that the public could read the current text on the day.",
        es="Un registro fechado muestra que el público podía leer el texto vigente ese día.",
    )
    person: ClassVar[Text] = Text(
        en="Whether people can find and understand it.", es="Si la gente puede encontrarlo y entenderlo."
    )

    rule: Literal["publicly_available"] = "publicly_available"
    fresh_days: Days = Field(ge=1)

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives = []
        for posting in of_kind(records, Posting, self.subject):
            if posting.posted == "current":
                after = When(
                    earliest=posting.closed.earliest + ONE_DAY, latest=posting.closed.latest + ONE_DAY
                )
                gives += gives_during("text", posting.happened, after, posting.key, inferred=True)
        for sighting in of_kind(records, Publication, self.subject):
            stale = When.on(sighting.happened.earliest + timedelta(days=self.fresh_days + 1))
            gives += gives_during(
                "text", sighting.happened, stale, sighting.key, inferred=sighting.inferred is not None
            )
        return Ledger(tuple(duty.asks("text")), tuple(gives))

    def says(self, view: View) -> Text:
        seen = [view.records[give.evidence] for give in view.proof]
        if seen:
            return say(
                "A record shows the current text open to the public on this day: {what}",
                "Un registro muestra el texto vigente abierto al público ese día: {what}",
                what=listing([same(record.summary) for record in seen]),
            )
        sentence = say(
            "No dated record shows whether the public could read the current text on {on}.",
            "Ningún registro fechado muestra si el público podía leer el texto vigente el {on}.",
            on=day(view.on),
        )
        perhaps = [view.records[give.evidence] for give in view.ledger.gives_on(view.on) if not give.sure]
        for record in perhaps:
            sentence = sentence + say(
                "This one does not show the text itself: {what}",
                "Este no muestra el texto mismo: {what}",
                what=record.summary,
            )
        return sentence

    def slot_name(self, slot: str, view: View) -> Text:
        return say(
            "a dated capture of the public page with the text, for {on}",
            "una captura fechada de la página pública con el texto, para el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        return Act(
            "supply",
            RECORD_KEEPER,
            say(
                "Supply a dated capture of the directives site that shows the text in force on {on}.",
                "Aportar una captura fechada del sitio de directivas que muestre el texto vigente el {on}.",
                on=day(view.on),
            ),
        )


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
            signed = agreement.happened
            if signed is None or not set(self.between) <= set(agreement.parties):
                continue
            starts = agreement.starts or signed
            begins = When(
                earliest=max(signed.earliest, starts.earliest), latest=max(signed.latest, starts.latest)
            )
            last = agreement.last
            ends = last and When(earliest=last.earliest + ONE_DAY, latest=last.latest + ONE_DAY)
            gives += gives_during(
                "agreement", begins, ends, agreement.key, inferred=agreement.inferred is not None
            )
        return Ledger(tuple(self._asks(records, duty)), tuple(gives))

    def _asks(self, records: Sequence[Evidence], duty: Duty) -> list[Ask]:
        standing = duty.asks("agreement")
        if self.while_assigned is None:
            return standing
        rosters = of_kind(records, Roster, self.while_assigned)
        # What is asked on the word of an inferred roster alone is not called late.
        inferred = any(roster.inferred for roster in rosters)
        spans = joined((a.first, a.last or duty.last) for roster in rosters for a in roster.assignments)
        return [
            part._replace(due=None) if inferred else part
            for ask in standing
            for first, last in spans
            for part in asks_during(ask, When.on(first), When.on(last + ONE_DAY))
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
        return say(
            "No signed agreement between {parties} that covers {on} is on record.",
            "No consta ningún acuerdo firmado entre {parties} que cubra el {on}.",
            parties=parties,
            on=day(view.on),
        )

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
            return Act("ask", RESPONSIBLE, text)
        text = say(
            "Supply the signed agreement whose term covers {on}, if there was one, with its dates.",
            "Aportar el acuerdo firmado cuyo plazo cubra el {on}, si lo hubo, con sus fechas.",
            on=day(view.on),
        )
        return Act("supply", RESPONSIBLE, text)
