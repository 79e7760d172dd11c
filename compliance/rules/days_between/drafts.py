"""Drafts: was what was put up for comment a draft, and not the text in force?"""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal, NamedTuple

from compliance.asks import Give, Ledger
from compliance.days import When
from compliance.evidence import Evidence
from compliance.evidence.policy import Policy
from compliance.evidence.posting import Posting
from compliance.rules.closing import again, said_short
from compliance.rules.rounds import ROUND, ROUNDS, Round, round_name, rounds
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.rules.things import told
from compliance.rules.versions import versions
from compliance.sentences import Text, counted, day, listing, say
from compliance.timeline import ONE_DAY

_NEXT_ROUND = Text(en="the next round", es="la próxima ronda")


class _Posted(NamedTuple):
    """What the records say was posted in a round, and by whose word; not `sure` where that is inferred or not settled."""

    what: Literal["draft", "current", "unknown"]
    told_by: Posting
    sure: bool


class PostedIsDraft(Rule):
    """In each round whose page promised a draft, what was posted was a draft, and no version then in force."""

    name: ClassVar[str] = "posted_is_draft"
    family: ClassVar[Family] = "days between"
    reads: ClassVar = (Posting, Policy)
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
        for one in rounds(records, self.subject, duty):
            opened = one.posting.happened.latest
            promised, told_by = told(one.told_by, "draft_promised")
            if promised != "no":
                unsure = promised == "unknown" or told_by.inferred is not None
                asks.append(one.asks_after(opened, duty, unsure=unsure))
            posted = self._posted(one, records)
            if posted.what != "current":
                gives.append(Give(one.key, 1, opened, None, posted.told_by.key, posted.sure))
        return Ledger(tuple(asks), tuple(gives))

    def _posted(self, one: Round, records: Iterable[Evidence]) -> _Posted:
        what, told_by = told(one.told_by, "posted")
        sure = what != "unknown" and told_by.inferred is None and one.posting.inferred is None
        compared = _compared(one)
        if what == "current" or compared is None:
            return _Posted(what, told_by, sure)
        version = next((v for v in versions(records, self.subject) if v.key == compared.same_text_as), None)
        opened = one.posting.happened
        if version is None or version.policy.inferred is not None:
            return _Posted("unknown", compared, False)
        if opened.latest < version.begins.earliest or (
            version.ends and version.ends.latest <= opened.earliest
        ):
            return _Posted(what, told_by, sure)
        in_force = version.begins.latest <= opened.earliest and (
            version.ends is None or opened.latest < version.ends.earliest
        )
        return _Posted("current" if in_force else "unknown", compared, in_force)

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
            rounds=counted(len(asked), ROUND, ROUNDS),
        )
        current = [slot for slot in view.short if said_short(view, slot, view.on)]
        if current:
            known = known + say(
                "By the record, the text then in force was posted in {rounds}.",
                "Según el registro, en {rounds} se publicó el texto entonces vigente.",
                rounds=_names(current, view),
            )
        if unsettled := [slot for slot in view.short if slot not in current]:
            known = known + say(
                "What was posted in {rounds} is not settled by what was read.",
                "Lo leído no aclara qué se publicó en {rounds}.",
                rounds=_names(unsettled, view),
            )
        for one in self._rounds(view):
            if told(one.told_by, "draft_promised")[0] == "no" and one.posting.happened.latest <= view.on:
                known = known + say(
                    "No draft was promised in {round}, so none is asked of it.",
                    "En {round} no se prometió un borrador, así que no se le pide.",
                    round=round_name(one.posting),
                )
        return known

    def _rounds(self, view: View) -> list[Round]:
        return rounds(tuple(view.records.values()), self.subject, view.duty)

    def slot_name(self, slot: str, view: View) -> Text:
        return say(
            "the file posted in {round}",
            "el archivo publicado en {round}",
            round=round_name(view.records[slot]),
        )

    def ground(self, view: View) -> Text:
        return say(
            "a comment round that promised a draft by {on}",
            "una ronda de comentarios que prometiera un borrador hasta el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        cannot = [slot for slot in view.short if said_short(view, slot, view.on)]
        others = [slot for slot in view.short if slot not in cannot]
        if cannot:
            text = say(
                "None can cure this for {rounds}: by the record the text then in force was posted, and its day has passed.",
                "Nada puede remediarlo para {rounds}: según el registro se publicó el texto entonces vigente, y su día ya pasó.",
                rounds=_names(cannot, view),
            )
            return Act("none", RESPONSIBLE, text + self._supply(others, view) if others else text)
        records = self._told_again(view)
        if records is None:
            text = say(
                "Ask whether the version whose text was posted was in force when the round opened: {rounds}.",
                "Preguntar si la versión cuyo texto se publicó estaba vigente al abrirse la ronda: {rounds}.",
                rounds=_names(others, view),
            )
            return Act("ask", RESPONSIBLE, text)
        if others and not self._asks_nothing_then(view, records):
            return Act("supply", RESPONSIBLE, self._supply(others, view), view.on)
        if others:
            text = self._supply(others, view) + say(
                "Post a draft in the next round.", "Publicar un borrador en la próxima ronda."
            )
            return Act("do", RESPONSIBLE, text, view.on + ONE_DAY)
        if view.states:
            return Act("supply", RESPONSIBLE, self._supply(list(view.states), view))
        text = say(
            "Post a draft in {round}, and keep the file as it was posted.",
            "Publicar un borrador en {round} y conservar el archivo tal como se publicó.",
            round=_NEXT_ROUND,
        )
        return Act("do", RESPONSIBLE, text, view.on + ONE_DAY)

    def _supply(self, slots: list[str], view: View) -> Text:
        return say(
            "Supply the file as it was posted, or a capture of the page made while the window was open, for: {rounds}.",
            "Aportar el archivo tal como se publicó, o una captura de la página hecha durante el periodo: {rounds}.",
            rounds=_names(slots, view),
        )

    def would(self, view: View) -> Would:
        records = self._told_again(view)
        if records is None or any(said_short(view, slot, view.on) for slot in view.short):
            return Would()
        if view.states and not self._asks_nothing_then(view, records):
            return Would(tuple(records))
        opens = When.on(view.on)
        further = self.proposed(
            Posting, view, "round", happened=opens, closes=opens, posted="draft", draft_promised="yes"
        )
        return Would((*records, further))

    def _told_again(self, view: View) -> list[Posting] | None:
        """The short rounds as the files or pages would tell them: with a draft, or where the text in force was posted, with
        no promise of a draft. None where a comparison leaves in doubt what was posted."""
        found: list[Posting] = []
        for i, one in enumerate(self._rounds(view)):
            if one.key not in view.short or said_short(view, one.key, view.on):
                continue
            posted = self._posted(one, tuple(view.records.values()))
            compared = _compared(one)
            if posted.what == "unknown" and compared is not None:
                return None
            current = posted.what == "current" and posted.sure
            facts = {"draft_promised": "no"} if current else {"posted": "draft"}
            # A window opened no later than it closed.
            happened = When.on(min(one.posting.happened.latest, one.posting.closes.latest))
            same_text = one.posting.same_text_as if compared is not None else None
            found.append(
                again(
                    self,
                    view,
                    one.posting,
                    f"posted-{i}",
                    happened=happened,
                    same_text_as=same_text,
                    **facts,
                )
            )
        return found

    def _asks_nothing_then(self, view: View, records: list[Posting]) -> bool:
        """Whether those records would leave no round of which a draft is asked."""
        return len(view.states) == sum(record.draft_promised == "no" for record in records)


def _compared(one: Round) -> Posting | None:
    """The record by which a comparison found the text of a version in what was posted."""
    return next((p for p in one.told_by if p.same_text_as is not None and p.inferred is None), None)


def _names(slots: list[str], view: View) -> Text:
    return listing([round_name(view.records[slot]) for slot in slots])
