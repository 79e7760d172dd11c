"""Engagement meetings: how many were held, and whom they reached. Announced is not held."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from compliance.asks import Give, Ledger, gives_during
from compliance.days import Day
from compliance.evidence import Evidence
from compliance.evidence.meeting import Meeting
from compliance.evidence.record import Count, Key
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, of_kind
from compliance.sentences import Text, counted, day, listing, say


class MeetingsHeld(Rule):
    """At least so many meetings, each on record as held on a day within the period."""

    name: ClassVar[str] = "meetings_held"
    family: ClassVar[Family] = "count and coverage"
    reads: ClassVar = (Meeting,)
    checks: ClassVar[Text] = Text(
        en="At least so many meetings are on record as held within the period, each counted once.",
        es="Consta al menos ese número de reuniones celebradas en el periodo, cada una contada una vez.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the reading of “about” and of the season is fair.",
        es="Si la lectura de «unas» y de la temporada es justa.",
    )

    rule: Literal["meetings_held"] = "meetings_held"
    at_least: Count = Field(ge=1)
    first: Day
    last: Day

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives = [give for _, give in gives_of_meetings(records, self.subject, self.first, self.last)]
        return Ledger(tuple(duty.asks("meetings", self.at_least)), tuple(gives))

    def says(self, view: View) -> Text:
        have = sum(give.weight for give in view.proof)
        return say(
            "Meetings on record with their day and as held, from {first} to {last}: {have}; at least {need} would show the "
            "number. Claims of a total do not count as meetings.",
            "Reuniones registradas con su día y como celebradas, del {first} al {last}: {have}; al menos {need} mostrarían el "
            "número. Las afirmaciones de un total no cuentan como reuniones.",
            have=have,
            first=day(self.first),
            last=day(self.last),
            need=self.at_least,
        )

    def slot_name(self, slot: str, view: View) -> Text:
        have = sum(give.weight for give in view.proof)
        return say(
            "records of {more} held from {first} to {last}",
            "registros de {more} del {first} al {last}",
            more=counted(
                self.at_least - have,
                Text(en="more meeting", es="reunión más celebrada"),
                Text(en="more meetings", es="reuniones más celebradas"),
            ),
            first=day(self.first),
            last=day(self.last),
        )

    def act(self, view: View) -> Act:
        return Act(
            "supply",
            RESPONSIBLE,
            say(
                "Supply records of the meetings held from {first} to {last}: day, place and who took part. "
                "The record needs proof of past meetings, not more meetings.",
                "Aportar los registros de las reuniones celebradas del {first} al {last}: día, lugar y participantes. "
                "Hacen falta pruebas de las reuniones pasadas, no más reuniones.",
                first=day(self.first),
                last=day(self.last),
            ),
        )


class GroupsReached(Rule):
    """Each named group took part in at least one meeting on record as held within the period."""

    name: ClassVar[str] = "groups_reached"
    family: ClassVar[Family] = "count and coverage"
    reads: ClassVar = (Meeting,)
    checks: ClassVar[Text] = Text(
        en="A record of a meeting held within the period names each group as taking part.",
        es="Un registro de una reunión celebrada en el periodo nombra a cada grupo como participante.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the chance to speak was meaningful.", es="Si la oportunidad de opinar fue real."
    )

    rule: Literal["groups_reached"] = "groups_reached"
    groups: tuple[Key, ...] = Field(min_length=1)
    first: Day
    last: Day

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives = [
            give._replace(slot=group, weight=1)
            for meeting, give in gives_of_meetings(records, self.subject, self.first, self.last)
            for group in meeting.groups
        ]
        return Ledger(tuple(ask for group in self.groups for ask in duty.asks(group)), tuple(gives))

    def says(self, view: View) -> Text:
        reached = len(self.groups) - len(view.short)
        return say(
            "Records of meetings held from {first} to {last} name {reached} of the {need} groups.",
            "Los registros de reuniones celebradas del {first} al {last} nombran a {reached} de los {need} grupos.",
            first=day(self.first),
            last=day(self.last),
            reached=reached,
            need=len(self.groups),
        )

    def act(self, view: View) -> Act:
        return Act(
            "supply",
            RESPONSIBLE,
            say(
                "Supply records of the meetings already held that name who took part, for: {groups}.",
                "Aportar registros de las reuniones ya celebradas que nombren a quienes participaron, para: {groups}.",
                groups=listing([view.name(group) for group in view.short or self.groups]),
            ),
        )


def gives_of_meetings(
    records: Sequence[Evidence], subject: str, first: date, last: date
) -> list[tuple[Meeting, Give]]:
    """What each meeting held in a period gives, with the meeting; unsure where its day may lie outside."""
    found = []
    for meeting in of_kind(records, Meeting, subject):
        when = meeting.happened
        if meeting.state != "held" or when is None or when.latest < first or when.earliest > last:
            continue
        inside = first <= when.earliest and when.latest <= last
        unsure = meeting.inferred is not None or not inside
        for give in gives_during("meetings", when, None, meeting.key, inferred=unsure):
            found.append((meeting, give._replace(weight=meeting.sessions)))
    return found
