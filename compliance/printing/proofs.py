"""What `catalogue test` and `catalogue diff` found, as a person reads it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from compliance.example_runs import Lack, Miss
from compliance.goalposts import Change, Delay, Flip, Goalpost, How
from compliance.outcomes import Outcome
from compliance.printing.paper import Paper
from compliance.printing.words import fill
from compliance.sentences import Text, counted, day, listing, same, say

EXAMPLES = Text(en="example", es="ejemplo"), Text(en="examples", es="ejemplos")
HOW: dict[How, Text] = {
    "changed": Text(en="{field}: {old} → {new}", es="{field}: {old} → {new}"),
    "added": Text(en="{field} added: {new}", es="{field}, añadido: {new}"),
    "removed": Text(en="{field} removed: {old}", es="{field}, eliminado: {old}"),
    "renamed": Text(en="{field} renamed: {old} → {new}", es="{field}, con otro nombre: {old} → {new}"),
}
NO_TEST = Text(en="no such test", es="sin esa comprobación")
SHOWN_AS = {"met": Outcome.MET.words, "short": Text(en="falling short", es="que no se cumple")}


def examples(paper: Paper, run: int, misses: Sequence[Miss], lacks: Sequence[Lack]) -> None:
    """Each example that came out otherwise than expected, then what has no example."""
    for miss in misses:
        criterion = f" / {miss.criterion.key}" if miss.criterion else ""
        paper.write((f"{miss.obligation.key}{criterion}: ", "bold"), miss.text(), hang=2)
    if lacks:
        lacking = [
            say("{what} ({of})", "{what} ({of})", what=what, of=listing([SHOWN_AS[lack.of] for lack in own]))
            for what, own in groupby(lacks, lambda lack: f"{lack.obligation.key} / {lack.criterion.key}")
        ]
        paper.write(say("No example of:", "Sin ejemplo de:"))
        for text in lacking:
            paper.write(text, indent=2, hang=2)
    failed = len({(miss.obligation.key, miss.example.name.en) for miss in misses})
    paper.write(
        say(
            "{n} run: {failed} came out otherwise than expected.",
            "{n} en total: con otro resultado que el esperado, {failed}.",
            n=counted(run, *EXAMPLES),
            failed=failed,
        )
    )


def goalposts(paper: Paper, posts: Sequence[Goalpost]) -> None:
    """Each test that differs with what changed in it: first those that flip a finding or change how late it is, then the
    others."""
    for post in posts:
        if post.moves:
            paper.write((_name(post), "bold"))
            for change in post.changes:
                paper.write(_change(change), indent=2, hang=2)
            for flip in post.flips:
                paper.write(_flip(flip), indent=4, hang=2)
            for delay in post.delays:
                paper.write(_delay(delay), indent=4, hang=2)
            paper.gap()
    still = [post for post in posts if not post.moves]
    if still:
        paper.write(
            say(
                "Changed, without flipping a finding on these records:",
                "Cambiado, sin alterar ningún resultado con estos registros:",
            )
        )
    for post in still:
        paper.write(_name(post), indent=2, hang=2)
        for change in post.changes:
            paper.write(_change(change), indent=4, hang=2)
    tests = [post for post in posts if post.criterion is not None]
    paper.write(
        say(
            "Checks that differ: {n}. Of these flip a finding on these records: {flipped}.",
            "Comprobaciones que difieren: {n}. De ellas alteran un resultado con estos registros: {flipped}.",
            n=len(tests),
            flipped=sum(bool(post.flips) for post in tests),
        )
    )
    late_alone = sum(bool(post.delays) and not post.flips for post in tests)
    if late_alone:
        paper.write(
            say(
                "Without flipping a finding, change how late one is: {n}.",
                "Sin alterar un resultado, cambian con cuánto retraso llegó: {n}.",
                n=late_alone,
            )
        )


def _name(post: Goalpost) -> Text:
    whole = say("the obligation as a whole", "la obligación en su conjunto")
    criterion = same(post.criterion) if post.criterion else whole
    return say(
        "{obligation} / {criterion}",
        "{obligation} / {criterion}",
        obligation=post.obligation,
        criterion=criterion,
    )


def _change(change: Change) -> Text:
    return fill(HOW[change.how], field=change.field, old=change.old, new=change.new)


def _flip(flip: Flip) -> Text:
    return say(
        "{days}: {before} → {after}",
        "{days}: {before} → {after}",
        days=_days(flip.first, flip.last),
        before=flip.before.words if flip.before else NO_TEST,
        after=flip.after.words if flip.after else NO_TEST,
    )


def _delay(delay: Delay) -> Text:
    return say(
        "{days}: {met} with both, only how late differs: {before} → {after}",
        "{days}: {met} con ambos, solo cambia el retraso: {before} → {after}",
        days=_days(delay.first, delay.last),
        met=Outcome.MET.words,
        before=_late(*delay.before),
        after=_late(*delay.after),
    )


def _late(least: int, most: int) -> Text:
    if most == 0:
        # Where no due date is known nobody says that it was in time.
        return say("not called late", "sin retraso que conste")
    days = counted(most, Text(en="day", es="día"), Text(en="days", es="días"))
    if least == most:
        return say("{days} late", "{days} de retraso", days=days)
    return say("{least} to {days} late", "de {least} a {days} de retraso", least=least, days=days)


def _days(first: date, last: date) -> Text:
    if first == last:
        return day(first)
    return say("{a} to {b}", "{a} a {b}", a=day(first), b=day(last))
