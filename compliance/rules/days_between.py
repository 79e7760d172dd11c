"""Days between: was a draft put up for comment, for long enough, and before it took effect?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from compliance.asks import Ask, Give, Ledger, asks_during, gives_during
from compliance.days import Days, When, days_between
from compliance.evidence import Evidence
from compliance.evidence.policy import Policy
from compliance.evidence.posting import Posting
from compliance.rules.rule import RECORD_KEEPER, RESPONSIBLE, Act, Duty, Family, Rule, View, of_kind
from compliance.rules.versions import Version, versions
from compliance.sentences import Text, counted, day, listing, say
from compliance.timeline import ONE_DAY

_ROUND = Text(en="comment round", es="ronda de comentarios")
_ROUNDS = Text(en="comment rounds", es="rondas de comentarios")


class WindowLongEnough(Rule):
    """Each comment window that opened since the duty began was announced for at least so many days."""

    name: ClassVar[str] = "window_long_enough"
    family: ClassVar[Family] = "days between"
    reads: ClassVar = (Posting,)
    checks: ClassVar[Text] = Text(
        en="Each comment window, any extension included, was announced for at least so many days (last day minus first).",
        es="Cada periodo de comentarios, con sus prórrogas, se anunció por al menos esos días (último menos primero).",
    )
    person: ClassVar[Text] = Text(
        en="Whether the page could be reached throughout.",
        es="Si la página estuvo disponible todo el periodo.",
    )
    own_due: ClassVar[str | None] = "each round"

    rule: Literal["window_long_enough"] = "window_long_enough"
    at_least_days: Days = Field(ge=1)

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks, gives = [], []
        for posting in _rounds(records, self.subject, duty):
            opens, closed = posting.happened, posting.closed
            length = timedelta(days=self.at_least_days)
            asks.append(_ask_after(posting, opens.latest + length, duty))
            if days_between(opens.earliest, closed.latest) >= self.at_least_days:
                sure = days_between(opens.latest, closed.earliest) >= self.at_least_days
                # The day on which the days have run, which a longer window reaches before it closes.
                long_enough = When(earliest=opens.earliest + length, latest=opens.latest + length)
                unsure = not sure or posting.inferred is not None
                gives += gives_during(posting.key, long_enough, None, posting.key, inferred=unsure)
        return Ledger(tuple(asks), tuple(gives))

    def says(self, view: View) -> Text:
        asked = [view.records[slot] for slot in view.states]
        if not asked:
            return say(
                "No comment round that had to be complete by {on} is on record.",
                "No consta ninguna ronda de comentarios que debiera estar completa el {on}.",
                on=day(view.on),
            )
        rounds = [_round_days(posting) for posting in asked if isinstance(posting, Posting)]
        return say(
            "{met} of {rounds} on record was announced for at least {days} days: {which}."
            if len(asked) == 1
            else "{met} of {rounds} on record were announced for at least {days} days: {which}.",
            "{met} de {rounds} del registro se anunciaron por al menos {days} días: {which}.",
            met=len(asked) - len(view.short),
            rounds=counted(len(asked), _ROUND, _ROUNDS),
            days=self.at_least_days,
            which=listing(rounds),
        )

    def slot_name(self, slot: str, view: View) -> Text:
        return _round_name(view.records[slot])

    def ground(self, view: View) -> Text:
        return say(
            "a comment round that opened by {on}",
            "una ronda de comentarios abierta hasta el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        if not view.short:
            return Act(
                "do",
                RESPONSIBLE,
                say(
                    "Post the next draft for at least {days} days.",
                    "Publicar el próximo borrador por al menos {days} días.",
                    days=self.at_least_days,
                ),
            )
        return Act(
            "supply",
            RESPONSIBLE,
            say(
                "Supply any record that the window was extended, for: {rounds}. A window that has closed cannot be made longer.",
                "Aportar cualquier registro de que el periodo se prorrogó: {rounds}. Un periodo cerrado no puede alargarse.",
                rounds=listing([self.slot_name(slot, view) for slot in view.short]),
            ),
        )


class PostedIsDraft(Rule):
    """In each round whose page promised a draft, what was posted was a draft."""

    name: ClassVar[str] = "posted_is_draft"
    family: ClassVar[Family] = "days between"
    reads: ClassVar = (Posting,)
    checks: ClassVar[Text] = Text(
        en="In each comment round whose page promised a draft, a draft was posted and not the text in force.",
        es="En cada ronda cuya página prometía un borrador se publicó un borrador y no el texto vigente.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the file is what its name says.", es="Si el archivo es lo que dice su nombre."
    )
    own_due: ClassVar[str | None] = "each round"

    rule: Literal["posted_is_draft"] = "posted_is_draft"

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks, gives = [], []
        for posting in _rounds(records, self.subject, duty):
            opened = posting.happened.latest
            if posting.draft_promised == "yes":
                asks.append(_ask_after(posting, opened, duty))
            elif posting.draft_promised == "unknown":
                asks.append(_ask_after(posting, opened, duty, unsure=True))
            if posting.posted != "current":
                sure = posting.posted == "draft" and posting.inferred is None
                gives.append(Give(posting.key, 1, opened, None, posting.key, sure))
        return Ledger(tuple(asks), tuple(gives))

    def says(self, view: View) -> Text:
        asked = list(view.states)
        if not asked:
            return say(
                "No comment round that promised a draft by {on} is on record.",
                "No consta ninguna ronda de comentarios que prometiera un borrador hasta el {on}.",
                on=day(view.on),
            )
        known = say(
            "{rounds} promised a draft; on record as posting one: {met}.",
            "{rounds} con promesa de un borrador; con un borrador publicado según el registro: {met}.",
            met=len(asked) - len(view.short),
            rounds=counted(len(asked), _ROUND, _ROUNDS),
        )
        if view.short:
            known = known + say(
                "What was posted in {rounds} is not settled by what was read.",
                "Lo leído no aclara qué se publicó en {rounds}.",
                rounds=listing([_round_name(view.records[slot]) for slot in view.short]),
            )
        for posting in view.of_kind(Posting):
            if posting.draft_promised == "no" and posting.happened.latest <= view.on:
                known = known + say(
                    "No draft was promised in {round}, so none is asked of it.",
                    "En {round} no se prometió un borrador, así que no se le pide.",
                    round=_round_name(posting),
                )
        return known

    def slot_name(self, slot: str, view: View) -> Text:
        return say(
            "the file posted in {round}",
            "el archivo publicado en {round}",
            round=_round_name(view.records[slot]),
        )

    def ground(self, view: View) -> Text:
        return say(
            "a comment round that promised a draft by {on}",
            "una ronda de comentarios que prometiera un borrador hasta el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        return Act(
            "supply",
            RESPONSIBLE,
            say(
                "Supply the file as it was posted, or a capture of the page made while the window was open, for: {rounds}.",
                "Aportar el archivo tal como se publicó, o una captura de la página hecha durante el periodo: {rounds}.",
                rounds=listing([_round_name(view.records[slot]) for slot in view.short or view.states])
                if view.states
                else say("the next round", "la próxima ronda"),
            ),
        )


class PostedBeforeEffective(Rule):
    """Each version that took effect since the duty began had its draft posted, and the window closed, before."""

    name: ClassVar[str] = "posted_before_effective"
    family: ClassVar[Family] = "days between"
    reads: ClassVar = (Policy, Posting)
    checks: ClassVar[Text] = Text(
        en="A draft of each version was posted for comment and the window closed before that version took effect.",
        es="Se publicó un borrador de cada versión y el periodo de comentarios cerró antes de su entrada en vigor.",
    )
    person: ClassVar[Text] = Text(
        en="Whether comments changed the text.", es="Si los comentarios cambiaron el texto."
    )
    own_due: ClassVar[str | None] = "each version"

    rule: Literal["posted_before_effective"] = "posted_before_effective"

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks, gives = [], []
        postings = [p for p in of_kind(records, Posting, self.subject) if p.posted == "draft"]
        for version in versions(records, self.subject):
            effective = version.begins
            if effective.latest < duty.begins:
                continue
            ask = Ask(version.key, 1, duty.begins, due=effective.latest - ONE_DAY, because=version.key)
            unsure = version.policy.inferred is not None or effective.earliest < duty.begins
            asks += asks_during(ask, effective, version.ends, inferred=unsure)
            for posting in postings:
                if posting.draft_of not in (None, version.key) or posting.closed.earliest >= effective.latest:
                    continue
                sure = posting.draft_of == version.key and posting.closed.latest < effective.earliest
                unsure = not sure or posting.inferred is not None
                gives += gives_during(version.key, posting.closed, None, posting.key, inferred=unsure)
        return Ledger(tuple(asks), tuple(gives))

    def says(self, view: View) -> Text:
        states = view.states
        earlier = [
            v
            for v in versions(view.records.values(), self.subject)
            if v.begins.latest < view.duty.begins and v.begins.latest <= view.on
        ]
        before = [self._before_the_promise(version, view) for version in earlier]
        if not states:
            sentence = say(
                "No version that took effect from {begins}, the first day a source shows the promise, to {on} is on record.",
                "No consta ninguna versión con efecto desde el {begins}, el primer día en que una fuente muestra la promesa, al {on}.",
                begins=day(view.duty.begins),
                on=day(view.on),
            )
        else:
            sentence = say(
                "{met} of {need} versions in force has a draft on record whose comment window closed before it took effect.",
                "{met} de {need} versiones vigentes consta con un borrador cuyo periodo cerró antes de su vigencia.",
                met=len(states) - len(view.short),
                need=len(states),
            )
        for note in before:
            sentence = sentence + note
        return sentence

    def _before_the_promise(self, version: Version, view: View) -> Text:
        posted = [
            p
            for p in view.of_kind(Posting)
            if p.closed.latest < version.begins.earliest and p.draft_of in (None, version.key)
        ]
        found = (
            say("a posting before it is on record", "consta una publicación anterior")
            if posted
            else say(
                "no posting before it was found in what was read",
                "no se halló publicación anterior en lo leído",
            )
        )
        return say(
            "{version}: {found}; the promise is first on record later, so nothing is asked of that version.",
            "{version}: {found}; la promesa consta por primera vez después, así que nada se pide a esa versión.",
            version=version.text(),
            found=found,
        )

    def slot_name(self, slot: str, view: View) -> Text:
        policy = view.records[slot]
        assert isinstance(policy, Policy)
        return say(
            "the posting of a draft of {number} before {effective}",
            "la publicación de un borrador de {number} antes del {effective}",
            number=policy.number,
            effective=day(policy.effective.earliest),
        )

    def ground(self, view: View) -> Text:
        return say(
            "the issue and effective dates of any version that took effect from {begins} on",
            "las fechas de emisión y vigencia de toda versión con efecto desde el {begins}",
            begins=day(view.duty.begins),
        )

    def act(self, view: View) -> Act:
        if not view.short:
            return Act(
                "supply",
                RECORD_KEEPER,
                say(
                    "Supply the issue and effective dates of every version after {begins}, or proof that there was none.",
                    "Aportar las fechas de emisión y vigencia de cada versión posterior al {begins}, o prueba de que no hubo.",
                    begins=day(view.duty.begins),
                ),
            )
        return Act(
            "supply",
            RESPONSIBLE,
            say(
                "Supply proof of {postings}, if it was made. If it was not, none can cure this: the day has passed.",
                "Aportar prueba de {postings}, si se hizo. Si no se hizo, nada puede remediarlo: el día ya pasó.",
                postings=listing([self.slot_name(slot, view) for slot in view.short]),
            ),
        )


def _rounds(records: Sequence[Evidence], subject: str, duty: Duty) -> list[Posting]:
    """The comment rounds that opened on or after the day the duty began, oldest first."""
    rounds = [p for p in of_kind(records, Posting, subject) if p.happened.latest >= duty.begins]
    return sorted(rounds, key=lambda posting: (posting.happened.latest, posting.key))


def _ask_after(posting: Posting, due: date, duty: Duty, *, unsure: bool = False) -> Ask:
    """One thing asked of a round from the day after it is due; where the round is inferred or the duty unsure, the due
    date does not count as known."""
    ask = Ask.after(posting.key, due, begins=duty.begins, because=posting.key)
    return ask._replace(due=None, never_before=True) if unsure or posting.inferred else ask


def _round_name(posting: Evidence) -> Text:
    assert isinstance(posting, Posting)
    return say(
        "the round of {a} to {b}",
        "la ronda del {a} al {b}",
        a=posting.happened.text(),
        b=posting.closed.text(),
    )


def _round_days(posting: Posting) -> Text:
    return say(
        "{a} to {b} ({n} days)",
        "{a} al {b} ({n} días)",
        a=posting.happened.text(),
        b=posting.closed.text(),
        n=days_between(posting.happened.latest, posting.closed.earliest),
    )
