"""In force: can the public read the text, or reach a channel that is open to it?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from compliance.asks import Give, Ledger
from compliance.dated import Dated
from compliance.days import Days, When
from compliance.evidence import Evidence
from compliance.evidence.posting import Posting
from compliance.evidence.publication import Publication
from compliance.rules.curing import Cure, first_cure
from compliance.rules.rule import RECORD_KEEPER, RESPONSIBLE, Act, Duty, Family, Rule, View, Would, of_kind
from compliance.sentences import Text, day, listing, same, say


class PubliclyAvailable(Rule):
    """The text in force, or another `channel` such as one for complaints, can be reached by the public: a dated sighting of
    it counts for `fresh_days`, as they were on its day. A page that invites comment on the text in force does not show
    the text itself, so it is only perhaps one."""

    name: ClassVar[str] = "publicly_available"
    family: ClassVar[Family] = "in force"
    reads: ClassVar = (Posting, Publication)
    checks: ClassVar[Text] = Text(
        en="A dated record shows that the public could read the current text, or reach the channel named, on the day.",
        es="Un registro fechado muestra que el público podía leer el texto vigente, o usar el canal indicado, ese día.",
    )
    person: ClassVar[Text] = Text(
        en="Whether people can find and understand it.", es="Si la gente puede encontrarlo y entenderlo."
    )

    means: ClassVar[Mapping[str, Text]] = {
        "channel": Text(
            en="What the public must be able to reach, where that is not the text: a channel for complaints, say.",
            es="A qué debe poder acceder el público, si no es el texto: por ejemplo, un canal de quejas.",
        ),
    }

    rule: Literal["publicly_available"] = "publicly_available"
    fresh_days: Dated[Annotated[Days, Field(ge=1)]]
    channel: Text | None = None

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives = []
        for posting in of_kind(records, Posting, self.subject):
            if posting.posted == "current":
                days = posting.happened.earliest, posting.closed.latest
                gives.append(Give("text", 1, *days, posting.key, sure=False))
        for sighting in of_kind(records, Publication, self.subject):
            gives += self._while_fresh(sighting)
        return Ledger(tuple(duty.asks("text")), tuple(gives))

    def _while_fresh(self, sighting: Publication) -> Iterator[Give]:
        """A vague day of a sighting counts from its last possible day, and its days run from the first."""
        seen = sighting.happened
        fresh = timedelta(days=min(days for _, _, days in self.fresh_days.within(seen.earliest, seen.latest)))
        first, last = seen.latest, seen.earliest + fresh
        if sighting.inferred is None and first <= last:
            yield Give("text", 1, first, last, sighting.key)
        if sighting.inferred is not None or not seen.exact:
            yield Give("text", 1, seen.earliest, seen.latest + fresh, sighting.key, sure=False)

    def says(self, view: View) -> Text:
        seen = [view.records[give.evidence] for give in view.proof]
        if seen:
            return say(
                "A record shows {thing} open to the public on this day: {what}",
                "Un registro muestra {thing} abierto al público ese día: {what}",
                thing=self.channel or Text(en="the current text", es="el texto vigente"),
                what=listing([same(record.summary) for record in seen]),
            )
        sentence = say(
            "No dated record shows whether the public could {read} on {on}.",
            "Ningún registro fechado muestra si el público podía {read} el {on}.",
            read=self._reach(),
            on=day(view.on),
        )
        perhaps = [view.records[give.evidence] for give in view.ledger.gives_on(view.on) if not give.sure]
        for record in perhaps:
            if isinstance(record, Posting):
                sentence = sentence + say(
                    "This one does not show the text itself: {what}",
                    "Este no muestra el texto mismo: {what}",
                    what=record.summary,
                )
        return sentence

    def _reach(self) -> Text:
        if self.channel is None:
            return say("read the current text", "leer el texto vigente")
        return say("reach {channel}", "usar {channel}", channel=self.channel)

    def slot_name(self, slot: str, view: View) -> Text:
        if self.channel is not None:
            return say(
                "a dated record of {channel} being open to the public, for {on}",
                "un registro fechado de {channel}, abierto al público, para el {on}",
                channel=self.channel,
                on=day(view.on),
            )
        return say(
            "a dated capture of the public page with the text, for {on}",
            "una captura fechada de la página pública con el texto, para el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        if self.channel is not None:
            text = say(
                "Open {channel} if it is not open; supply a dated capture or test that shows it open to the public on {on}.",
                "Abrir {channel} si no está abierto; aportar una captura o prueba fechada que lo muestre abierto al público el {on}.",
                channel=self.channel,
                on=day(view.on),
            )
            return Act("do", RESPONSIBLE, text, self._cure(view).day)
        text = say(
            "Supply a dated capture of the public page that shows the text in force on {on}.",
            "Aportar una captura fechada de la página pública que muestre el texto vigente el {on}.",
            on=day(view.on),
        )
        return Act("supply", RECORD_KEEPER, text, self._cure(view).day)

    def would(self, view: View) -> Would:
        return Would(self._cure(view).records)

    def _cure(self, view: View) -> Cure:
        def seen(on: date) -> list[Publication]:
            fields = {"covers": When.on(on), "to": "the public", "title": "What the public could see"}
            return [self.proposed(Publication, view, "sighting", happened=When.on(on), **fields)]

        return first_cure(self, view, seen)
