"""Before effect: was a draft of each version up for comment, and the window closed, before it took effect?"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import ClassVar, Literal

from compliance.asks import Ask, Ledger, asks_during, gives_during
from compliance.days import FIRST_DAY, When
from compliance.evidence import Evidence
from compliance.evidence.policy import Policy
from compliance.evidence.posting import Posting
from compliance.rules.closing import said_short
from compliance.rules.rule import RECORD_KEEPER, RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.rules.things import of_things, told
from compliance.rules.versions import Version, versions
from compliance.sentences import Text, counted, day, listing, say
from compliance.timeline import ONE_DAY

VERSIONS = Text(en="version", es="versión vigente"), Text(en="versions", es="versiones vigentes")


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
        drafts = self._drafts(records)
        of_any = [posting for posting, version, _ in drafts if version is None]
        unnamed = min(of_any, key=lambda posting: posting.last_day.earliest, default=None)
        for version in versions(records, self.subject):
            effective = version.begins
            if effective.latest < duty.begins:
                continue
            ask = Ask(version.key, 1, duty.begins, due=effective.latest - ONE_DAY, because=version.key)
            unsure = version.policy.inferred is not None or effective.earliest < duty.begins
            asks += asks_during(ask, effective, version.ends, inferred=unsure)
            # Of the drafts of no named version one that may have been up in time is enough to leave it open.
            ways = [(unnamed, False)] if unnamed else []
            ways += [(posting, sure) for posting, named, sure in drafts if named == version.key]
            for posting, sure in ways:
                closed = posting.last_day
                if closed.earliest < effective.latest:
                    unsure = not sure or closed.latest >= effective.earliest
                    gives += gives_during(version.key, closed, None, posting.key, inferred=unsure)
        return Ledger(tuple(asks), tuple(gives))

    def _drafts(self, records: Iterable[Evidence]) -> list[tuple[Posting, str | None, bool]]:
        """The drafts that were posted: the record of the round, the version each became (None: no source shows it), and
        whether all that is sure."""
        found = []
        for same in of_things(records, Posting, self.subject):
            posted, posted_by = told(same, "posted")
            version, named_by = told(same, "draft_of")
            if posted == "draft":
                inferred = any(record.inferred is not None for record in (same[0], posted_by, named_by))
                found.append((same[0], version, not inferred))
        return found

    def says(self, view: View) -> Text:
        states = view.states
        held = versions(view.records.values(), self.subject)
        earlier = [version for version in held if version.begins.latest < view.duty.begins]
        if not states:
            sentence = say(
                "No version that took effect from {begins}, the first day a source shows the promise, to {on} is on record.",
                "No consta ninguna versión con efecto desde el {begins}, el primer día en que una fuente muestra la promesa, al {on}.",
                begins=day(view.duty.begins),
                on=day(view.on),
            )
        else:
            met = len(states) - len(view.short)
            one = 1 in (met, len(states))
            sentence = say(
                "{met} of {versions} in force {has} a draft on record whose comment window closed before it took effect.",
                "{met} de {versions} {has} con un borrador cuyo periodo cerró antes de su vigencia.",
                met=met,
                versions=counted(len(states), *VERSIONS),
                has=say("has", "consta") if one else say("have", "constan"),
            )
        for version in earlier:
            sentence = sentence + self._before_the_promise(version, view)
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
                    "Supply the issue and effective dates of every version after {begins} and the posting of its draft, or proof that there was none.",
                    "Aportar las fechas de emisión y vigencia de cada versión posterior al {begins} y la publicación de su borrador, o prueba de que no hubo.",
                    begins=day(view.duty.begins),
                ),
                None if view.states else view.on,
            )
        late = self._too_late(view)
        others = [self.slot_name(slot, view) for slot in view.short if slot not in late]
        if late:
            text = say(
                "None can cure this: by the record these drafts were open for comment until the day of effect or after it, and "
                "that day has passed: {versions}.",
                "Nada puede remediarlo: según el registro estos borradores recibieron comentarios hasta el día de vigencia o "
                "después, y ese día ya pasó: {versions}.",
                versions=listing([self.slot_name(slot, view) for slot in late]),
            )
            if others:
                text = text + say(
                    "Proof of {others} can still be supplied.",
                    "Todavía se puede aportar prueba de {others}.",
                    others=listing(others),
                )
            return Act("none", RESPONSIBLE, text)
        return Act(
            "supply",
            RESPONSIBLE,
            say(
                "Supply proof of {postings}, if it was made. If it was not, none can cure this: the day has passed.",
                "Aportar prueba de {postings}, si se hizo. Si no se hizo, nada puede remediarlo: el día ya pasó.",
                postings=listing(others),
            ),
            view.on,
        )

    def _too_late(self, view: View) -> list[str]:
        """The short versions whose draft, by the record, was still open for comment on the day of effect or after it."""
        drafts = self._drafts(tuple(view.records.values()))
        named = {version for _, version, sure in drafts if sure}
        return [slot for slot in view.short if slot in named and said_short(view, slot, view.on)]

    def would(self, view: View) -> Would:
        if view.short and not self._too_late(view):
            held = [v for v in versions(view.records.values(), self.subject) if v.key in view.short]
            return Would(
                tuple(self._posting(view, f"draft-{i}", v.begins, v.key) for i, v in enumerate(held))
            )
        if view.states:
            return Would()
        now = When.on(view.on)
        latest = max(view.of_kind(Policy), key=lambda policy: policy.effective.latest, default=None)
        unknown = "not known yet"
        version = self.proposed(
            Policy,
            view,
            "version",
            happened=now,
            effective=now,
            number=latest.number if latest else unknown,
            title=latest.title if latest else unknown,
        )
        return Would((version, self._posting(view, "draft", now, version.key)))

    def _posting(self, view: View, key: str, effective: When, version: str) -> Posting:
        """A round with a draft of a version that closed the day before its first possible day of effect."""
        closes = max(effective.earliest - ONE_DAY, FIRST_DAY)
        opens = max(closes - timedelta(days=1), FIRST_DAY)
        return self.proposed(
            Posting,
            view,
            key,
            happened=When.on(opens),
            closes=When.on(closes),
            posted="draft",
            draft_promised="yes",
            draft_of=version,
        )
