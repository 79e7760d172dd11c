"""Each of a roster: has the council of each school with officers voted on having them?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.council_vote import CouncilVote
from compliance.evidence.roster import Assignment, Roster
from compliance.rules.rosters.before_assigned import Answer, EachBefore
from compliance.rules.rosters.each_of import EachOf, Found, Plan
from compliance.rules.rosters.stretches import Stretch
from compliance.rules.rule import Duty, View
from compliance.rules.spans import Shown, Span
from compliance.rules.things import of_things, told
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY

OnFile = Literal["quorum", "minutes", "principal_interview"]
FACTS = ("decision", "quorum", "minutes", "principal_interview")


def _every_year(text: str) -> str:
    try:
        # In a year without 29 February, so that the day comes every year.
        date.fromisoformat(f"2001-{text}")
    except ValueError:
        raise ValueError(f"'{text}' is no day of every year; write it MM-DD, for example 08-15") from None
    return text


DayOfYear = Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_every_year)]
"""A day of every year, MM-DD."""


class ForEachSchool(EachOf):
    """What a vote has to have on record to count for a school: `on_file`, and a decision for officers."""

    reads: ClassVar = (Roster, CouncilVote)
    units: ClassVar[tuple[Text, Text]] = (
        Text(en="school with an officer", es="escuela con policía"),
        Text(en="schools with an officer", es="escuelas con policía"),
    )
    nobody: ClassVar[Text] = Text(
        en="No roster on record shows which schools had an officer on {on}, so there is no school to look for.",
        es="Ninguna lista del registro muestra qué escuelas tenían policía el {on}; no hay escuela que buscar.",
    )
    needed_roster: ClassVar[Text] = Text(
        en="a roster of the officers assigned on {on}, with their schools",
        es="una lista de los policías asignados el {on}, con sus escuelas",
    )
    supply_roster: ClassVar[Text] = Text(
        en="Supply the roster of the day by officer and school code, and the votes of those schools’ councils.",
        es="Aportar la lista de ese día por código de policía y de escuela, y los votos de los consejos de esas escuelas.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the choice was free and informed.", es="Si la decisión fue libre e informada."
    )
    means: ClassVar[Mapping[str, Text]] = {
        "on_file": Text(en="What has to be on record of a vote", es="Lo que debe constar de una votación")
    }

    on_file: tuple[OnFile, ...] = Field(default=("quorum", "minutes"), min_length=1)

    def unit_of(self, assignment: Assignment) -> str | None:
        return assignment.school

    def units_of(self, record: Evidence) -> Iterable[str]:
        return (record.school,) if isinstance(record, CouncilVote) else ()

    def votes(self, records: Iterable[Evidence]) -> dict[str, list[CouncilVote]]:
        """The votes on record by school, each once, with all that its records tell of it."""
        found: dict[str, list[CouncilVote]] = {}
        for same in of_things(records, CouncilVote, self.subject):
            vote = same[0]
            if len(same) > 1:
                sure = [each for each in same if each.inferred is None] or same
                vote = vote.model_copy(update={fact: told(sure, fact)[0] for fact in FACTS})
            found.setdefault(vote.school, []).append(vote)
        return found

    def answer(self, vote: CouncilVote) -> Answer:
        """Whether a vote has what is asked."""
        if vote.decision == "against" or ("quorum" in self.on_file and vote.quorum == "no"):
            return "no"
        found: Answer = "unknown" if vote.decision == "unknown" else "yes"
        for fact in self.on_file:
            said = getattr(vote, fact)
            if said == "no":
                return "less"
            if said == "unknown":
                found = "unknown"
        return found

    def vote(self, view: View, school: str, happened: date) -> CouncilVote:
        """A vote as it would have to be on record."""
        facts: dict[str, str] = {"school": school, "decision": "for"}
        facts |= {fact: "yes" for fact in self.on_file}
        return self.proposed(CouncilVote, view, f"vote-{school}", happened=When.on(happened), **facts)


class EachVoted(ForEachSchool, EachBefore[CouncilVote]):
    """So many percent of the schools with officers have a vote of their council for it from before the first officer came.

    A vote counts with what `on_file` names. Of several votes before that day the latest counts.
    """

    name: ClassVar[str] = "each_voted"
    checks: ClassVar[Text] = Text(
        en="The council of each school with an officer voted for it before the first officer came, and what is asked of "
        "the vote is on record.",
        es="El consejo de cada escuela con policía votó a favor antes de que llegara el primero, y consta lo que se pide "
        "de esa votación.",
    )
    have: ClassVar[Text] = Text(
        en="a vote for it on record from before the first officer came that counts",
        es="un voto a favor válido en el registro, anterior a la llegada del primer policía",
    )
    lacking: ClassVar[Text] = Text(
        en="council votes from before the first officer came to",
        es="votos del consejo anteriores a la llegada del primer policía a",
    )

    rule: Literal["each_voted"] = "each_voted"

    def about(self, records: Sequence[Evidence]) -> Mapping[str, Sequence[CouncilVote]]:
        return self.votes(records)

    def answers(self, record: CouncilVote, begins: date) -> Answer:
        return self.answer(record)

    def proof_of(self, view: View, unit: str, begins: date, on: date) -> Sequence[Evidence]:
        return [self.vote(view, unit, begins - ONE_DAY)]

    def taken_off(self, view: View, units: Sequence[str]) -> Text:
        return say(
            "End the assignments to: {schools}. No vote held now can come before they began; new ones may begin after a "
            "vote for it that counts.",
            "Terminar las asignaciones a: {schools}. Ningún voto de ahora puede ser anterior a su inicio; otras nuevas "
            "pueden empezar tras un voto a favor que valga.",
            schools=self.names_of(view, units),
        )

    def incurable(self, view: View) -> Text:
        return say(
            "Nothing done now can cure this for {on}: the votes on record of {schools} came too late, or had, or may have "
            "had, no quorum or a decision against it, and no list made now can change which schools had an officer then.",
            "Nada que se haga ahora lo subsana para el {on}: los votos que constan de {schools} llegaron tarde, o no "
            "tuvieron, o pudieron no tener, quórum o decisión a favor, y ninguna lista hecha ahora cambia qué escuelas "
            "tenían policía ese día.",
            on=day(view.on),
            schools=self.in_the_way(view),
        )


class EachVotedYearly(ForEachSchool):
    """So many percent of the schools with officers have a vote of their council for it in the school year of the day.

    The school year begins every year on `year_begins`. A vote counts from its day to the end of the school year in which it
    was held, or until a later vote against it or without a quorum.
    """

    name: ClassVar[str] = "each_voted_yearly"
    checks: ClassVar[Text] = Text(
        en="The council of each school with an officer has voted for it in the school year of the day, and what is asked of "
        "the vote is on record.",
        es="El consejo de cada escuela con policía votó a favor en el año escolar de ese día, y consta lo que se pide de "
        "esa votación.",
    )
    have: ClassVar[Text] = Text(
        en="a vote for it on record from this school year that counts",
        es="un voto a favor válido en el registro, de este año escolar",
    )
    lacking: ClassVar[Text] = Text(
        en="council votes of this school year at", es="votos del consejo de este año escolar en"
    )
    means: ClassVar[Mapping[str, Text]] = {
        **ForEachSchool.means,
        "year_begins": Text(
            en="Day on which each school year begins (month-day)",
            es="Día en que empieza cada año escolar (mes-día)",
        ),
    }

    rule: Literal["each_voted_yearly"] = "each_voted_yearly"
    year_begins: DayOfYear

    def found(self, records: Sequence[Evidence], on_roster: Mapping[str, list[Stretch]], duty: Duty) -> Found:
        shown: dict[str, list[Shown]] = {}
        denied: dict[str, list[Span]] = {}
        for school, votes in self.votes(records).items():
            if school in on_roster:
                shown[school], denied[school] = self._over_time(votes)
        return Found(shown, denied)

    def _over_time(self, votes: Iterable[CouncilVote]) -> tuple[list[Shown], list[Span]]:
        """The days on which one school's votes count, and those on which one stands that says no."""
        shown: list[Shown] = []
        denied: list[Span] = []
        doubted = over = voted = date.max  # by what comes after the vote at hand
        latest_first = sorted(votes, key=lambda vote: vote.happened.latest, reverse=True)
        for _, same_day in groupby(latest_first, key=lambda vote: vote.happened.latest):
            answered = [(vote, self.answer(vote)) for vote in same_day]
            for no in (vote for vote, answer in answered if answer == "no"):
                when = no.happened
                if no.inferred is None:
                    denied.append((when.latest, min(self._year_ends(when.earliest), voted - ONE_DAY)))
                    over = min(over, when.latest)
                doubted = min(doubted, when.earliest)
            maybe = [(vote, answer == "yes") for vote, answer in answered if answer in ("yes", "unknown")]
            for vote, yes in maybe:
                shown += self._counts(vote, doubted, over, sure=yes and vote.inferred is None)
                voted = min(voted, vote.happened.earliest)
        return shown, [span for span in denied if span[0] <= span[1]]

    def _counts(self, vote: CouncilVote, doubted: date, over: date, *, sure: bool) -> Iterator[Shown]:
        """The days on which a vote counts: surely until a vote may say no, perhaps until one surely does."""
        when = vote.happened
        surely_until = min(self._year_ends(when.earliest), doubted - ONE_DAY)
        until = min(self._year_ends(when.latest), over - ONE_DAY)
        if sure and when.latest <= surely_until:
            yield Shown(when.latest, surely_until, vote.key, True)
        if when.earliest <= until:
            yield Shown(when.earliest, until, vote.key, False)

    def _year_ends(self, on: date) -> date:
        """The last day of the school year of a day."""
        begins = date.fromisoformat(f"{on.year}-{self.year_begins}")
        return (begins if on < begins else begins.replace(year=on.year + 1)) - ONE_DAY

    def plans(self, view: View) -> Iterator[Plan]:
        text = say(
            "Hold the vote and put on file what is asked of it, or supply the {missing}.",
            "Celebrar la votación y archivar lo que se pide de ella, o aportar los {missing}.",
            missing=self.slot_name("", view),
        )
        lacking = set(self.lacks(view, view.on))
        held = [
            vote.happened.latest
            for school, votes in self.votes(view.records.values()).items()
            for vote in votes
            if school in lacking and vote.happened.latest < view.on + timedelta(days=366)
        ]
        yield Plan(
            "do", text, lambda on: [self.vote(view, unit, on) for unit in self.lacks(view, on)], tuple(held)
        )

    def proof_of(self, view: View, unit: str, begins: date, on: date) -> Sequence[Evidence]:
        return [self.vote(view, unit, on)]

    def incurable(self, view: View) -> Text:
        return say(
            "No vote held on {on} would be enough by what is on record.",
            "Según el registro, ninguna votación del {on} bastaría.",
            on=day(view.on),
        )
