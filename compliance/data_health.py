"""The data sets on record: what looks at them found, how old what they tell of is, and which obligations use them.

A look is what somebody found on one day. What no look tells is not known, and nobody is said to have left it out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.assessment import Assessment
from compliance.catalogue import Catalogue, Criterion, Obligation
from compliance.days import When, days_between
from compliance.evidence import Evidence
from compliance.evidence.claim import Claim
from compliance.evidence.dataset import Dataset, YesNo
from compliance.evidence.publication import Publication
from compliance.finding import Entry
from compliance.outcomes import Outcome
from compliance.per_assessment import per_assessment
from compliance.rules.cadence.data_sets import DataSetFit
from compliance.rules.cadence.periods import Every
from compliance.rules.cadence.reports import KeptFresh, PublishedEachPeriod, last_covered
from compliance.sentences import NOTHING, Text, counted, listing, same, say

ANSWERS: dict[YesNo, Text] = {
    "yes": say("yes", "sí"),
    "no": say("no", "no"),
    "unknown": say(
        "not known: nobody looked, or it was not settled", "no se sabe: nadie lo miró, o no quedó claro"
    ),
}
"""What a look answers, in words."""
PROPERTIES: tuple[tuple[Text, str], ...] = (
    (say("People under age are counted", "Se cuentan menores de edad"), "minors_counted"),
    (say("What its columns mean is published", "Está publicado qué significan sus columnas"), "dictionary"),
    (say("Its columns are those described", "Sus columnas son las descritas"), "matches_dictionary"),
    (say("It says what a blank means", "Dice qué significa un espacio en blanco"), "blanks_declared"),
    (
        say("No part of its period is without data", "Ninguna parte de su periodo carece de datos"),
        "period_complete",
    ),
    (
        say(
            "Counts small enough to point to a person are left out",
            "Se omiten cifras tan pequeñas que señalarían a alguien",
        ),
        "small_cells_suppressed",
    ),
    (
        say("They can be worked out from a total all the same", "Aun así se pueden deducir de un total"),
        "recoverable",
    ),
)
"""What is told of a data set by yes or no, each with the field of a look that answers it."""
_DAY, _DAYS = Text(en="day", es="día"), Text(en="days", es="días")
_EVERY: dict[Every, Text] = {
    "month": say("a report for each month", "un informe por cada mes"),
    "quarter": say("a report for each quarter", "un informe por cada trimestre"),
    "half-year": say("a report for each half-year", "un informe por cada semestre"),
    "year": say("a report for each year", "un informe por cada año"),
}


@dataclass(frozen=True)
class Use:
    """A check that reads data on a subject, what it asks of them on the day in words, and how it stands then."""

    obligation: Obligation
    criterion: Criterion
    asks: Text
    outcome: Outcome


@dataclass(frozen=True)
class Told:
    """The last day that the data on record tell of, the row that says so, and how many days old that is: at `least` and at
    `most`, since days can be uncertain."""

    entry: Entry
    last: When
    least: int
    most: int

    def text(self) -> Text:
        """The age in words."""
        if self.least == self.most:
            return counted(self.most, _DAY, _DAYS)
        return say("{a} to {b} days", "{a} a {b} días", a=self.least, b=self.most)


@dataclass(frozen=True)
class DataSet:
    """One data set as it stands on a day; where nobody has recorded a look at any, what checks ask data on `subjects` for.

    `looks` are the latest first. `publications` and `claims` are those on its subjects, the latest first. `wanted` are the
    columns that checks ask for.
    """

    key: str
    title: Text
    subjects: tuple[str, ...]
    looks: tuple[Entry, ...]
    publications: tuple[Entry, ...]
    claims: tuple[Entry, ...]
    uses: tuple[Use, ...]
    wanted: tuple[str, ...]
    told: Told | None

    @property
    def latest(self) -> Dataset | None:
        """The latest look; None where nobody has recorded one."""
        record = self.looks[0].evidence if self.looks else None
        return record if isinstance(record, Dataset) else None

    def columns(self) -> list[tuple[str, YesNo]]:
        """The columns that checks ask for and those that the latest look tells of, each with what it found."""
        look = self.latest
        if look is None:
            return []
        terms = dict.fromkeys((*self.wanted, *look.columns, *look.without))
        return [(term, look.column(term)) for term in terms]

    def answers(self) -> list[tuple[Text, YesNo]]:
        """What the latest look answers by yes or no; nothing where nobody has recorded one."""
        look = self.latest
        return [(name, getattr(look, field)) for name, field in PROPERTIES] if look else []


@per_assessment(most=8)
def data_sets(assessment: Assessment, on: date) -> tuple[DataSet, ...]:
    """Every data set that a look by a day tells of, and every subject on which a check asks for data and nobody has recorded a
    look; those that obligations use first, then by name. Raises ValueError outside what the assessment covers."""
    catalogue = assessment.catalogue
    uses = _uses(assessment, on)
    by_kind = _by_subject(assessment, on)
    looks: dict[str, list[Entry]] = defaultdict(list)
    for entry in {e.number: e for rows in by_kind["dataset"].values() for e in rows}.values():
        if isinstance(entry.evidence, Dataset):
            looks[entry.evidence.data_set].append(entry)
    found, seen = [], set[str]()
    for key, own in looks.items():
        own.sort(key=_latest)
        subjects = tuple(dict.fromkeys(s for entry in own for s in entry.evidence.subject))
        seen |= set(subjects)
        title = own[0].evidence.title if isinstance(own[0].evidence, Dataset) else key
        found.append(_data_set(key, same(title), subjects, own, by_kind, uses, on))
    for subject in uses:
        if subject not in seen:
            found.append(_data_set(subject, catalogue.named(subject), (subject,), [], by_kind, uses, on))
    return tuple(sorted(found, key=lambda each: (not each.uses, each.title.en, each.key)))


Kind = Literal["dataset", "publication", "claim"]


def _by_subject(assessment: Assessment, on: date) -> Mapping[Kind, Mapping[str, list[Entry]]]:
    """The rows that count and tell of data by a day, by kind and subject."""
    found: dict[Kind, dict[str, list[Entry]]] = {
        kind: defaultdict(list) for kind in ("dataset", "publication", "claim")
    }
    for entry in assessment.entries.values():
        record = entry.evidence
        if not isinstance(record, Dataset | Publication | Claim) or not entry.counts:
            continue
        day = record.as_of if isinstance(record, Claim) else record.happened
        if day.latest <= on:
            for subject in record.subject:
                found[record.kind][subject].append(entry)
    return found


def _uses(assessment: Assessment, on: date) -> dict[str, list[Use]]:
    """The checks on data, by subject, in the catalogue's order."""
    found: dict[str, list[Use]] = {}
    for history in assessment.obligations.values():
        for each in history.criteria:
            check = each.criterion.check
            if isinstance(check, DataSetFit | KeptFresh | PublishedEachPeriod):
                asks = _asks(each.criterion, on, assessment.catalogue)
                use = Use(history.obligation, each.criterion, asks, each.outcomes.at(on))
                found.setdefault(check.subject, []).append(use)
    return found


def _asks(criterion: Criterion, on: date, catalogue: Catalogue) -> Text:
    """What a check asks of the data on a day: its cadence where it states one."""
    match criterion.check:
        case KeptFresh() as check:
            return say(
                "data no older than {days}",
                "datos de no más de {days}",
                days=counted(check.limit_days.on(on), _DAY, _DAYS),
            )
        case PublishedEachPeriod() as check if check.grace_days is not None:
            return say(
                "{report}, within {days} of its end",
                "{report}, a los {days} de su fin como máximo",
                report=_EVERY[check.every],
                days=counted(check.grace_days.on(on), _DAY, _DAYS),
            )
        case PublishedEachPeriod() as check:
            return _EVERY[check.every]
        case DataSetFit() as check:
            wanted = [catalogue.named(term) for term in check.columns]
            columns = (
                say(", with columns on {which}", ", con columnas sobre {which}", which=listing(wanted))
                if wanted
                else NOTHING
            )
            return say(
                "a look in the last {days}{columns}",
                "una revisión en los últimos {days}{columns}",
                days=counted(check.fresh_days.on(on), _DAY, _DAYS),
                columns=columns,
            )
        case _:
            return criterion.title


def _data_set(
    key: str,
    title: Text,
    subjects: tuple[str, ...],
    looks: list[Entry],
    by_kind: Mapping[Kind, Mapping[str, list[Entry]]],
    uses: Mapping[str, list[Use]],
    on: date,
) -> DataSet:
    own_uses = [use for subject in subjects for use in uses.get(subject, ())]
    publications = _about(by_kind["publication"], subjects) if own_uses else []
    fit = [use.criterion.check for use in own_uses]
    wanted = dict.fromkeys(term for check in fit if isinstance(check, DataSetFit) for term in check.columns)
    return DataSet(
        key,
        title,
        subjects,
        tuple(looks),
        tuple(publications),
        tuple(_about(by_kind["claim"], subjects)),
        tuple(own_uses),
        tuple(wanted),
        _told([*looks, *publications], on),
    )


def _about(by_subject: Mapping[str, list[Entry]], subjects: Iterable[str]) -> list[Entry]:
    found = {entry.number: entry for subject in subjects for entry in by_subject.get(subject, ())}
    return sorted(found.values(), key=_latest)


def _told(entries: Iterable[Entry], on: date) -> Told | None:
    """The latest last day that any of the rows tells of, as surely as it is known."""
    best: Told | None = None
    for entry in entries:
        record = entry.evidence
        covered = last_covered(record) if isinstance(record, Dataset | Publication) else None
        if covered is None:
            continue
        oldest, newest = covered
        if best is None or (oldest, newest) > (best.last.earliest, best.last.latest):
            when = When(earliest=oldest, latest=newest)
            best = Told(entry, when, days_between(newest, on), days_between(oldest, on))
    return best


def _latest(entry: Entry) -> tuple[int, int]:
    """The latest first; of one day the one that was recorded last."""
    record: Evidence = entry.evidence
    day = record.as_of if isinstance(record, Claim) else record.happened
    assert day is not None
    return -day.latest.toordinal(), -entry.number
