"""Each of a roster: is the list itself recent, free of contradictions, and the same with each body that keeps one?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal, NamedTuple

from pydantic import model_validator

from compliance.asks import Ask, Give, Ledger
from compliance.dated import Dated
from compliance.days import Days, When
from compliance.evidence import Evidence
from compliance.evidence.record import Key
from compliance.evidence.roster import Assignment, Roster
from compliance.rules.curing import Cure, first_cure
from compliance.rules.rosters.list_faults import at_two_posts, disagreeing, left_empty, told_apart
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.rules.spans import Span, besides, joined, only_during, shown_during
from compliance.sentences import NOTHING, Text, counted, day, listing, say
from compliance.timeline import ONE_DAY

LIST, AGREE = "list", "agreement of the lists"


class Look(NamedTuple):
    """What a slot can be filled by on a day: a list, or lists of one day that agree; `fault` where it cannot, since something
    is wrong with it; not `sure` where it is inferred."""

    slot: str
    when: When
    evidence: str
    fault: bool
    sure: bool


class RosterCurrent(Rule):
    """A list of the officers is on record that is no older than `limit_days`, as they were on the day of the list.

    With `bodies`, each of them has such a list, and lists of the same day that all of them keep agree. A list counts for
    nothing, and neither does an older one from then on, if an officer is at two fixed posts on one day, if two bodies'
    lists of that day differ, or, with `empty_days`, if a fixed post is empty for longer between two officers.
    """

    name: ClassVar[str] = "roster_current"
    family: ClassVar[Family] = "each of a roster"
    reads: ClassVar = (Roster,)
    checks: ClassVar[Text] = Text(
        en="A recent list of the officers is on record, nobody on it is at two fixed posts on one day, and the lists of the "
        "bodies named agree.",
        es="Consta una lista reciente de los policías, nadie figura en ella en dos puestos fijos el mismo día, y las listas "
        "de los organismos indicados coinciden.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the officers suit their posts.", es="Si los policías son aptos para sus puestos."
    )
    means: ClassVar[Mapping[str, Text]] = {
        "limit_days": Text(en="Days for which a list counts", es="Días durante los que vale una lista"),
        "bodies": Text(en="Bodies whose lists have to agree", es="Organismos cuyas listas deben coincidir"),
        "empty_days": Text(
            en="Days for which a fixed post may be empty between two officers",
            es="Días que un puesto fijo puede quedar vacío entre dos policías",
        ),
    }

    rule: Literal["roster_current"] = "roster_current"
    limit_days: Dated[Days]
    bodies: tuple[Key, ...] = ()
    empty_days: Dated[Days] | None = None

    @model_validator(mode="after")
    def _each_body_once(self) -> "RosterCurrent":
        if len(set(self.bodies)) != len(self.bodies):
            raise ValueError("a body stands twice under bodies; name each once")
        return self

    @property
    def _slots(self) -> list[str]:
        return [*(self.bodies or (LIST,)), *([AGREE] if len(self.bodies) > 1 else [])]

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        by_slot: dict[str, list[Look]] = defaultdict(list)
        for look in self._looks(self._lists(records)):
            by_slot[look.slot].append(look)
        asks: list[Ask] = []
        gives: list[Give] = []
        for slot in self._slots:
            given, denied = self._over_time(by_slot[slot], duty.last)
            gives += given
            held = joined((give.start, give.stop or duty.last) for give in given)
            said_no = besides(joined(denied), held)
            for ask in duty.asks(slot):
                span = (ask.start, ask.stop or date.max)
                for first, last in besides([span], said_no):
                    asks += only_during(ask, first, None if last == date.max else last)
                for first, last in said_no:
                    asks += only_during(ask._replace(denied=True), first, last)
        return Ledger(tuple(asks), tuple(gives))

    def _lists(self, records: Iterable[Evidence]) -> list[Roster]:
        """Every list on record of the bodies named: those of one day are set side by side, so none speaks for another."""
        return [
            record
            for record in records
            if isinstance(record, Roster)
            and self.subject in record.subject
            and (not self.bodies or record.kept_by in self.bodies)
        ]

    def _looks(self, lists: Sequence[Roster]) -> Iterator[Look]:
        by_day: dict[date, list[Roster]] = defaultdict(list)
        for each in lists:
            if each.happened.exact and each.inferred is None:
                by_day[each.happened.latest].append(each)
        differ: set[str] = set()
        for same_day in by_day.values():
            apart = {each.key for pair in disagreeing(same_day) for each in pair}
            differ |= apart
            whole_set = {each.kept_by for each in same_day} >= set(self.bodies)
            if len(self.bodies) > 1 and (apart or whole_set):
                first = same_day[0]
                yield Look(AGREE, first.happened, first.key, bool(apart), True)
        for each in lists:
            fault = bool(at_two_posts(each) or self._empty(each)) or (not self.bodies and each.key in differ)
            slot = LIST if not self.bodies else each.kept_by or LIST
            yield Look(slot, each.happened, each.key, fault, each.inferred is None)

    def _empty(self, roster: Roster) -> list[str]:
        return [] if self.empty_days is None else left_empty(roster, self.empty_days)

    def _over_time(self, looks: Iterable[Look], horizon: date) -> tuple[list[Give], list[Span]]:
        """What the looks at one slot give, and the days on which the latest one says that something is wrong."""
        gives: list[Give] = []
        denied: list[Span] = []
        wrong: list[date] = [
            date.max,
            date.max,
        ]  # the first day on which a later look may, and surely does, find fault
        right = date.max  # the first day on which a later look may find none
        for look in sorted(looks, key=lambda each: (each.when.latest, each.fault), reverse=True):
            limits = [self.limit_days.on(each) for each in (look.when.earliest, look.when.latest)]
            stale = look.when.earliest + timedelta(days=min(limits)) + ONE_DAY
            surely_stale = look.when.latest + timedelta(days=max(limits)) + ONE_DAY
            if look.fault:
                wrong[0] = min(wrong[0], look.when.earliest)
                if look.sure:
                    wrong[1] = min(wrong[1], look.when.latest)
                    denied.append((look.when.latest, min(stale, right) - ONE_DAY))
                continue
            right = min(right, look.when.earliest)
            after = (min(stale, wrong[0]), min(surely_stale, wrong[1]))
            gives += [
                Give(look.slot, 1, part.first, part.last, part.evidence, part.sure)
                for part in shown_during(
                    look.when, after, look.evidence, inferred=not look.sure, horizon=horizon
                )
            ]
        return gives, [span for span in denied if span[0] <= span[1]]

    def says(self, view: View) -> Text:
        lists = [each for each in self._lists(view.records.values()) if each.happened.latest <= view.on]
        latest: dict[str | None, Roster] = {}
        for each in sorted(lists, key=lambda one: (one.happened.latest, one.key)):
            latest[each.kept_by if self.bodies else None] = each
        sentence = NOTHING
        for keeper in self.bodies or (None,):
            sentence = sentence + self._how_old(view, keeper, latest.get(keeper))
        for each in latest.values():
            sentence = sentence + self._faults(view, each)
        day_of = {each.happened.latest for each in latest.values()}
        for one, other in disagreeing([each for each in lists if each.happened.latest in day_of]):
            if one.happened == other.happened:
                sentence = sentence + say(
                    "The lists of {a} and {b} of {d} differ on: {who}.",
                    "Las listas de {a} y {b} del {d} difieren sobre: {who}.",
                    a=view.name(one.kept_by or ""),
                    b=view.name(other.kept_by or ""),
                    d=one.happened.text(),
                    who=listing([view.name(officer) for officer in told_apart(one, other)]),
                )
        return sentence

    def _how_old(self, view: View, keeper: str | None, latest: Roster | None) -> Text:
        of = say(" of {body}", " de {body}", body=view.name(keeper)) if keeper else NOTHING
        if latest is None:
            return say(
                "No list{of} from {on} or before is on record.",
                "No consta ninguna lista{of} del {on} o anterior.",
                of=of,
                on=day(view.on),
            )
        days = counted(
            self.limit_days.on(latest.happened.latest),
            Text(en="day", es="día"),
            Text(en="days", es="días"),
        )
        return say(
            "By {on} the latest list{of} on record is of {d}; a list counts for {days}.",
            "Al {on} la última lista{of} que consta es del {d}; una lista vale por {days}.",
            of=of,
            on=day(view.on),
            d=latest.happened.text(),
            days=days,
        )

    def _faults(self, view: View, roster: Roster) -> Text:
        found = NOTHING
        if officers := at_two_posts(roster):
            found = found + say(
                "On the list of {d} these officers are at two fixed posts on one day: {who}.",
                "En la lista del {d} estos policías figuran en dos puestos fijos el mismo día: {who}.",
                d=roster.happened.text(),
                who=listing([view.name(officer) for officer in officers]),
            )
        if schools := self._empty(roster):
            found = found + say(
                "By the list of {d} the fixed posts at these schools were empty for longer than allowed: {which}.",
                "Según la lista del {d}, los puestos fijos de estas escuelas quedaron vacíos más de lo permitido: {which}.",
                d=roster.happened.text(),
                which=listing([view.name(school) for school in schools]),
            )
        return found

    def slot_name(self, slot: str, view: View) -> Text:
        if slot == AGREE:
            return say(
                "lists of one day, by {bodies}, that agree and are recent on {on}",
                "listas de un mismo día, de {bodies}, que coincidan y sean recientes el {on}",
                bodies=listing([view.name(body) for body in self.bodies]),
                on=day(view.on),
            )
        of = NOTHING if slot == LIST else say(" of {body}", " de {body}", body=view.name(slot))
        return say(
            "a list{of} without contradictions that is recent on {on}",
            "una lista{of} sin contradicciones que sea reciente el {on}",
            of=of,
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        cure = self._cure(view)
        if cure.day is None:
            return Act(
                "none",
                RESPONSIBLE,
                say(
                    "No list made now would count on {on} or in the days after, by what is on record.",
                    "Según el registro, ninguna lista hecha ahora valdría el {on} ni los días siguientes.",
                    on=day(view.on),
                ),
            )
        text = say(
            "Make the list of {on} anew, the same with each body that keeps one and each officer at one fixed post at a "
            "time, or supply: {missing}.",
            "Rehacer la lista del {on}, igual en cada organismo que lleva una y con cada policía en un solo puesto fijo a la "
            "vez, o aportar: {missing}.",
            on=day(cure.day),
            missing=listing(
                [self.slot_name(slot, view) for slot in view.short] or [self.slot_name(LIST, view)]
            ),
        )
        return Act("do", RESPONSIBLE, text, cure.day)

    def would(self, view: View) -> Would:
        return Would(self._cure(view).records)

    def _cure(self, view: View) -> Cure:
        lists = self._lists(view.records.values())
        in_the_way = [each.happened.latest for each in lists]
        return first_cure(self, view, lambda on: self._made_anew(view, on), in_the_way)

    def _made_anew(self, view: View, on: date) -> list[Evidence]:
        """A list of the day for each body, with each officer on record for that day once; one with a code to be named where
        nobody is."""
        there: dict[str, Assignment] = {}
        for each in self._lists(view.records.values()):
            for a in each.assignments:
                if a.covers(on):
                    there.setdefault(a.officer, a)
        someone = Assignment(officer="officer-to-be-named", first=on)
        return [
            self.proposed(
                Roster,
                view,
                f"roster-{keeper or LIST}",
                happened=When.on(on),
                kept_by=keeper,
                assignments=tuple(there.values()) or (someone,),
            )
            for keeper in self.bodies or (None,)
        ]
