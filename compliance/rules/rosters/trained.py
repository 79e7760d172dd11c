"""Each of a roster: has each officer on it been trained, and evaluated, within the time that this counts for?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from compliance.dated import Dated
from compliance.days import Days, When
from compliance.evidence import Evidence
from compliance.evidence.evaluation import Evaluation
from compliance.evidence.policy import Policy
from compliance.evidence.record import Key
from compliance.evidence.roster import Roster
from compliance.evidence.training import Training
from compliance.rules.rosters.each_of import EachOf, Found, Plan
from compliance.rules.rosters.stretches import Stretch
from compliance.rules.rule import Duty, View, of_kind
from compliance.rules.spans import Shown, Span, shown_during
from compliance.rules.versions import Version, versions
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY

Cycle = Annotated[Days, Field(ge=1)]


def _most(days: Dated[Days]) -> int:
    return max(value.value for value in days.values)


class EachTrained(EachOf):
    """So many percent of the officers on the roster have a training on record.

    With `policy`, a training counts only for the version it taught, until the next version takes effect, plus
    `grace_days`. With `initial_within_days`, as it was on the first day of an assignment, an officer is asked only once so
    many days have passed since. With `every_days`, as it was on the day of a training, that training counts through the
    day so many days later.
    """

    name: ClassVar[str] = "each_trained"
    reads: ClassVar = (Roster, Training, Policy)
    checks: ClassVar[Text] = Text(
        en="The officers on the roster of the day have a training on record, on the version in force where one is named.",
        es="Los policías de la lista de ese día tienen una capacitación en el registro, sobre la versión vigente si se indica.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the training was good and had an effect.",
        es="Si la capacitación fue buena y surtió efecto.",
    )
    have: ClassVar[Text] = Text(
        en="a training on record that counts", es="una capacitación válida en el registro"
    )
    lacking: ClassVar[Text] = Text(en="trainings of", es="capacitaciones de")
    supply_roster: ClassVar[Text] = Text(
        en="Supply the roster of the day by officer code, and the training records of those officers.",
        es="Aportar la lista de ese día por código de policía y sus registros de capacitación.",
    )
    means: ClassVar[Mapping[str, Text]] = {
        "initial_within_days": Text(
            en="Days after an assignment began within which the first training is due",
            es="Días desde el inicio de la asignación en que vence la primera capacitación",
        ),
        "every_days": Text(
            en="Days after which a training has to be renewed",
            es="Días tras los que se debe renovar una capacitación",
        ),
    }

    rule: Literal["each_trained"] = "each_trained"
    policy: Key | None = None
    grace_days: Days = 0
    initial_within_days: Dated[Days] | None = None
    every_days: Dated[Cycle] | None = None

    def subjects(self) -> set[str]:
        return super().subjects() | ({self.policy} if self.policy else set())

    def allowed_days(self, stretch: Stretch) -> int | None:
        return None if self.initial_within_days is None else self.initial_within_days.on(stretch.first)

    @property
    def longest_allowed(self) -> int:
        return -1 if self.initial_within_days is None else _most(self.initial_within_days)

    def found(self, records: Sequence[Evidence], on_roster: Mapping[str, list[Stretch]], duty: Duty) -> Found:
        taught = self._versions(records)
        shown: dict[str, list[Shown]] = {}
        for training in of_kind(records, Training, self.subject):
            version = taught.get(training.on_version or "")
            if self.policy is not None and version is None:
                continue
            inferred = bool(training.inferred or (version and version.policy.inferred))
            days = shown_during(
                training.happened,
                self._no_longer(training, version),
                training.key,
                inferred=inferred,
                horizon=duty.last,
            )
            for officer in training.officers:
                shown.setdefault(officer, []).extend(days)
        return Found(shown)

    def _versions(self, records: Iterable[Evidence]) -> dict[str, Version]:
        return {v.key: v for v in versions(records, self.policy)} if self.policy else {}

    def _no_longer(self, training: Training, version: Version | None) -> Span | None:
        """The earliest and the latest first day on which a training no longer counts."""
        ends: list[Span] = []
        if version is not None and version.ends is not None:
            grace = timedelta(days=self.grace_days)
            ends.append((version.ends.earliest + grace, version.ends.latest + grace))
        if self.every_days is not None:
            when = training.happened
            first, last = self.every_days.on(when.earliest), self.every_days.on(when.latest)
            ends.append(
                (
                    when.earliest + timedelta(days=min(first, last) + 1),
                    when.latest + timedelta(days=max(first, last) + 1),
                )
            )
        return (min(end[0] for end in ends), min(end[1] for end in ends)) if ends else None

    def units_of(self, record: Evidence) -> Iterable[str]:
        return record.officers if isinstance(record, Training) else ()

    def plans(self, view: View) -> Iterator[Plan]:
        def trained(on: date) -> list[Evidence]:
            return self._trainings(view, self.lacks(view, on), on)

        if self.policy is None or self._version_taught(view, view.on) is not None:
            missing = self.slot_name("", view)
            text = say(
                "Train, or supply the {missing}.", "Capacitar, o aportar las {missing}.", missing=missing
            )
            yield Plan("do", text, trained)
        else:
            yield Plan(
                "supply",
                say(
                    "Supply the version of {policy} that is in force on {on}, and train on it, or supply the {missing}.",
                    "Aportar la versión de {policy} vigente el {on}, y capacitar sobre ella o aportar las {missing}.",
                    policy=view.name(self.policy),
                    on=day(view.on),
                    missing=self.slot_name("", view),
                ),
                trained,
            )

    def proof_of(self, view: View, unit: str, begins: date, on: date) -> Sequence[Evidence]:
        return self._trainings(view, [unit], on)

    def _trainings(self, view: View, officers: Sequence[str], on: date) -> list[Evidence]:
        """A training of some officers, on the version that counts on the day; and that version, where none is on record."""
        brought: list[Evidence] = []
        version = self._version_taught(view, on)
        if self.policy is not None and version is None:
            issued = {"number": "to be named", "title": "To be named", "effective": When.on(on)}
            policy = self.proposed(Policy, view, "policy", subject=[self.policy], **issued)
            brought.append(policy)
            version = policy.key
        facts = {"course": "To be named", "officers": officers, "on_version": version}
        return [*brought, self.proposed(Training, view, "training", happened=When.on(on), **facts)]

    def _version_taught(self, view: View, on: date) -> str | None:
        """The latest version on which a training of a day surely counts on that day."""
        grace = timedelta(days=self.grace_days)
        return next(
            (
                v.key
                for v in reversed(list(self._versions(view.records.values()).values()))
                if v.policy.inferred is None
                and v.begins.latest <= on
                and (v.ends is None or on < v.ends.earliest + grace)
            ),
            None,
        )

    def incurable(self, view: View) -> Text:
        return say(
            "No training on {on} would count then by what is on record; which version held is to be settled first.",
            "Según el registro, ninguna capacitación del {on} valdría ese día; antes hay que aclarar qué versión regía.",
            on=day(view.on),
        )


class EachEvaluated(EachOf):
    """So many percent of the officers on the roster have an evaluation on record within every cycle.

    An officer is asked once `every_days`, as they were on the first day of the assignment, have passed since; an
    evaluation counts through the day `every_days`, as they were on its own day, later.
    """

    name: ClassVar[str] = "each_evaluated"
    reads: ClassVar = (Roster, Evaluation)
    checks: ClassVar[Text] = Text(
        en="The officers on the roster of the day have an evaluation on record that is no older than the cycle.",
        es="Los policías de la lista de ese día tienen una evaluación en el registro que no es anterior al ciclo.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the evaluation was thorough and by a fitting standard.",
        es="Si la evaluación fue a fondo y con un criterio adecuado.",
    )
    have: ClassVar[Text] = Text(
        en="an evaluation on record from this cycle", es="una evaluación en el registro de este ciclo"
    )
    lacking: ClassVar[Text] = Text(en="evaluations of", es="evaluaciones de")
    supply_roster: ClassVar[Text] = Text(
        en="Supply the roster of the day by officer code, and the days on which those officers were evaluated.",
        es="Aportar la lista de ese día por código de policía y los días en que se evaluó a esos policías.",
    )
    means: ClassVar[Mapping[str, Text]] = {
        "every_days": Text(
            en="Days within which each evaluation follows the one before, and the first follows the assignment",
            es="Días en que cada evaluación sigue a la anterior, y la primera al inicio de la asignación",
        )
    }

    rule: Literal["each_evaluated"] = "each_evaluated"
    every_days: Dated[Cycle]

    def allowed_days(self, stretch: Stretch) -> int | None:
        return self.every_days.on(stretch.first)

    @property
    def longest_allowed(self) -> int:
        return _most(self.every_days)

    def found(self, records: Sequence[Evidence], on_roster: Mapping[str, list[Stretch]], duty: Duty) -> Found:
        shown: dict[str, list[Shown]] = {}
        for evaluation in of_kind(records, Evaluation, self.subject):
            when = evaluation.happened
            cycles = self.every_days.on(when.earliest), self.every_days.on(when.latest)
            after = (
                when.earliest + timedelta(days=min(cycles)) + ONE_DAY,
                when.latest + timedelta(days=max(cycles)) + ONE_DAY,
            )
            shown.setdefault(evaluation.officer, []).extend(
                shown_during(
                    when, after, evaluation.key, inferred=evaluation.inferred is not None, horizon=duty.last
                )
            )
        return Found(shown)

    def units_of(self, record: Evidence) -> Iterable[str]:
        return (record.officer,) if isinstance(record, Evaluation) else ()

    def plans(self, view: View) -> Iterator[Plan]:
        text = say(
            "Evaluate, or supply the {missing}.",
            "Evaluar, o aportar las {missing}.",
            missing=self.slot_name("", view),
        )
        yield Plan("do", text, lambda on: [self._evaluation(view, unit, on) for unit in self.lacks(view, on)])

    def proof_of(self, view: View, unit: str, begins: date, on: date) -> Sequence[Evidence]:
        return [self._evaluation(view, unit, on)]

    def _evaluation(self, view: View, officer: str, on: date) -> Evidence:
        return self.proposed(Evaluation, view, f"evaluation-{officer}", happened=When.on(on), officer=officer)

    def incurable(self, view: View) -> Text:
        return say(
            "No evaluation on {on} would be enough by what is on record.",
            "Según el registro, ninguna evaluación del {on} bastaría.",
            on=day(view.on),
        )
