"""In force: does a version of the policy hold?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from compliance.asks import Give, Ledger, gives_during
from compliance.dated import Dated
from compliance.evidence import Evidence
from compliance.evidence.policy import Policy
from compliance.evidence.record import Words
from compliance.evidence.search import Search
from compliance.rules.curing import Cure, first_cure
from compliance.rules.rule import RECORD_KEEPER, RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.rules.spans import only_during
from compliance.rules.versions import Version, a_version, versions
from compliance.sentences import NOTHING, Text, day, listing, same, say


class PolicyInForce(Rule):
    """A version of the policy holds: from the day it took effect until it is rescinded or replaced or, as a notice for a
    limited time, has run out. With `cites`, only a version counts that names every one of these paragraphs."""

    name: ClassVar[str] = "policy_in_force"
    family: ClassVar[Family] = "in force"
    reads: ClassVar = (Policy, Search)
    checks: ClassVar[Text] = Text(
        en="A version of the policy is in force on the day; where the check lists paragraphs, it names each of them.",
        es="Una versión de la política está vigente ese día; si se listan párrafos, la versión nombra cada uno.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the policy says what it should.", es="Si la política dice lo que debería."
    )

    means: ClassVar[Mapping[str, Text]] = {
        "cites": Text(
            en="The paragraphs that a version must name; without it, none.",
            es="Los párrafos que una versión debe nombrar; sin ello, ninguno.",
        ),
    }

    rule: Literal["policy_in_force"] = "policy_in_force"
    cites: Dated[Annotated[tuple[Words, ...], Field(min_length=1)]] | None = None

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        gives = [
            part
            for v in versions(records, self.subject)
            for give in gives_during("policy", v.begins, v.ends, v.key, inferred=v.inferred)
            for part in self._while_it_cites(v, give)
        ]
        return Ledger(tuple(duty.asks("policy")), tuple(gives))

    def _while_it_cites(self, version: Version, give: Give) -> Iterator[Give]:
        """A give on the days on which the version names all that is then asked."""
        if self.cites is None:
            yield give
            return
        for first, last, wanted in self.cites.spans(date.min):
            if version.cites.issuperset(wanted):
                yield from only_during(give, first, last)

    def says(self, view: View) -> Text:
        shown = {give.evidence for give in view.proof}
        known = versions(view.records.values(), self.subject)
        in_force = [v for v in known if v.key in shown]
        if in_force:
            policy = in_force[-1].policy
            sentence = say(
                "{number} “{title}” took effect on {since}; no record shows that it was ended or replaced by {on}.",
                "{number}, «{title}», entró en vigor el {since}; ningún registro muestra que terminara o se reemplazara hasta el {on}.",
                number=policy.number,
                title=policy.title,
                since=policy.effective.text(),
                on=day(view.on),
            )
            return sentence + self._named(view)
        sentence = self._none_shown(view)
        for version in self._without_the_paragraphs(view):
            sentence = sentence + say(
                "{version} is on record as in force; no record shows that it names {paragraphs}.",
                "{version} consta como vigente; ningún registro muestra que nombre {paragraphs}.",
                version=version.text(),
                paragraphs=_paragraphs(sorted(self._wanted(view.on) - version.cites)),
            )
        ended = self._last_ended(view)
        if ended is not None:
            sentence = sentence + _how_it_ended(ended)
        for search in view.of_kind(Search):
            if view.on <= search.happened.latest:
                sentence = sentence + say(
                    "{who} reported on {when} having looked and found none.",
                    "{who} informó el {when} que buscó y no halló ninguna.",
                    who=search.said_by,
                    when=search.happened.text(),
                )
        return sentence

    def _named(self, view: View) -> Text:
        if self.cites is None:
            return NOTHING
        return say("It names {p}.", "Nombra {p}.", p=_paragraphs(sorted(self._wanted(view.on))))

    def _none_shown(self, view: View) -> Text:
        if self.cites is None:
            return say(
                "No version of {what} that was in force on {on} is on record.",
                "No consta ninguna versión vigente el {on} de {what}.",
                what=view.name(self.subject),
                on=day(view.on),
            )
        return say(
            "No version of {what} that was in force on {on} and names {paragraphs} is on record.",
            "No consta ninguna versión vigente el {on} de {what} que nombre {paragraphs}.",
            what=view.name(self.subject),
            on=day(view.on),
            paragraphs=_paragraphs(sorted(self._wanted(view.on))),
        )

    def _wanted(self, on: date) -> frozenset[str]:
        """The paragraphs that a version must name on a day."""
        return frozenset(self.cites.on(on)) if self.cites else frozenset()

    def _without_the_paragraphs(self, view: View) -> list[Version]:
        """The versions that were surely in force on the day and are short of a paragraph."""
        wanted = self._wanted(view.on)
        known = versions(view.records.values(), self.subject)
        return [v for v in known if v.surely_holds(view.on) and not v.cites >= wanted]

    def _last_ended(self, view: View) -> Version | None:
        """The version that ended last, where the record leaves no doubt that all of them have ended by the day."""
        known = [v for v in versions(view.records.values(), self.subject) if v.begins.earliest <= view.on]
        if not known or any(v.inferred or v.ends is None or v.ends.latest > view.on for v in known):
            return None
        return known[-1]

    def slot_name(self, slot: str, view: View) -> Text:
        if self.cites is None:
            return say("a version in force on {on}", "una versión vigente el {on}", on=day(view.on))
        return say(
            "a version in force on {on} that names {paragraphs}",
            "una versión vigente el {on} que nombre {paragraphs}",
            on=day(view.on),
            paragraphs=_paragraphs(sorted(self._wanted(view.on))),
        )

    def act(self, view: View) -> Act:
        short = self._without_the_paragraphs(view)
        if short:
            text = say(
                "Issue a version that names {paragraphs}; or, if {version} names them, supply the places where it does.",
                "Emitir una versión que nombre {paragraphs}; o, si {version} los nombra, aportar los pasajes donde lo hace.",
                paragraphs=_paragraphs(self._wanted_from(view)),
                version=short[-1].text(),
            )
            return Act("do", RESPONSIBLE, text, self._cure(view).day)
        if self._last_ended(view) is not None:
            text = say(
                "Issue {what}; or supply the version that followed, with its dates, if there was one.",
                "Emitir {what}; o aportar la versión que siguió, con sus fechas, si la hubo.",
                what=self._a_version(view),
            )
            return Act("do", RESPONSIBLE, text, self._cure(view).day)
        text = say(
            "Supply the version that was in force on {on}, with its issue and effective dates, if there was one.",
            "Aportar la versión vigente el {on}, con sus fechas de emisión y de vigencia, si la hubo.",
            on=day(view.on),
        )
        if self.cites is not None:
            text = text + say(
                "It has to name {paragraphs}.",
                "Debe nombrar {paragraphs}.",
                paragraphs=_paragraphs(self._wanted_from(view)),
            )
        return Act("supply", RECORD_KEEPER, text, self._cure(view).day)

    def _a_version(self, view: View) -> Text:
        if self.cites is None:
            return say("a version", "una versión")
        return say(
            "a version that names {paragraphs}",
            "una versión que nombre {paragraphs}",
            paragraphs=_paragraphs(self._wanted_from(view)),
        )

    def _wanted_from(self, view: View) -> list[str]:
        """The paragraphs that a version must name on the day or, by what is known, later."""
        if self.cites is None:
            return []
        return sorted({p for _, _, wanted in self.cites.within(view.on, view.duty.last) for p in wanted})

    def would(self, view: View) -> Would:
        return Would(self._cure(view).records)

    def _cure(self, view: View) -> Cure:
        return first_cure(
            self,
            view,
            lambda on: [a_version(self, view, on, self.subject, cites=tuple(self._wanted_from(view)))],
        )


def _paragraphs(numbers: Sequence[str]) -> Text:
    listed = listing([same(number) for number in numbers])
    if len(numbers) == 1:
        return say("paragraph {n}", "el párrafo {n}", n=listed)
    return say("paragraphs {n}", "los párrafos {n}", n=listed)


def _how_it_ended(version: Version) -> Text:
    ends = version.ends
    assert ends is not None
    return say(
        "On record {version} no longer held from {ends} on.",
        "Según el registro, {version} dejó de regir a partir del {ends}.",
        version=version.text(),
        ends=ends.text(),
    )
