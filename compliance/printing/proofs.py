"""What `catalogue test` and `catalogue diff` found, as a person reads it."""

from collections.abc import Sequence
from itertools import groupby

from compliance.example_runs import Lack, Miss
from compliance.goalposts import Change, Flip, Goalpost, How
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
    """Each test that differs with what changed in it: first those that flip a finding, then the others."""
    for post in posts:
        if post.flips:
            paper.write((_name(post), "bold"))
            for change in post.changes:
                paper.write(_change(change), indent=2, hang=2)
            for flip in post.flips:
                paper.write(_flip(flip), indent=4, hang=2)
            paper.gap()
    still = [post for post in posts if not post.flips]
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
    days = (
        say("{a}", "{a}", a=day(flip.first))
        if flip.first == flip.last
        else say("{a} to {b}", "{a} a {b}", a=day(flip.first), b=day(flip.last))
    )
    return say(
        "{days}: {before} → {after}",
        "{days}: {before} → {after}",
        days=days,
        before=flip.before.words if flip.before else NO_TEST,
        after=flip.after.words if flip.after else NO_TEST,
    )
