"""The fields of productions, and of the lines of a cover list."""

from compliance.json_objects import Field
from compliance.productions import HandedOver, Item

PRODUCTION: tuple[Field[HandedOver], ...] = (
    Field("body", "the key of the body that handed it over", lambda p: p.production.body),
    Field("number", "the body's own number", lambda p: p.production.number),
    Field("title", "what it is, in the body's words", lambda p: p.production.title),
    Field(
        "given", "the day on which it was handed over, as the body says", lambda p: f"{p.production.given}"
    ),
    Field("to", "the keys of the bodies that it was handed to", lambda p: list(p.production.to)),
    Field("period", "the reporting period that it is for; null for none", lambda p: p.production.period),
    Field("words", "the words of its cover letter; null for none", lambda p: p.production.words),
    Field("records", "the numbers of the records in it, in its order", lambda p: list(p.production.records)),
    Field("row", "under which number of the record it stands", lambda p: p.row),
    Field(
        "recorded", "when it was recorded, in UTC", lambda p: p.recorded.isoformat().replace("+00:00", "Z")
    ),
    Field("capacity", "in which capacity it was recorded", lambda p: p.capacity),
    Field("visibility", "`public`, `parties` or `sealed`", lambda p: p.visibility),
    Field("corrects", "the number of the wording that it corrects; null for the first", lambda p: p.corrects),
    Field("hash", "its hash in the chain of records", lambda p: p.hash),
)

LISTED: tuple[Field[Item], ...] = (
    Field("number", "its number in the record", lambda i: i.number),
    Field("kind", "the kind of evidence, or `source` or `response`", lambda i: i.kind),
    Field(
        "says",
        "what it says in short; null where it may not be seen or its content was removed, and then of day and files too",
        lambda i: i.says,
    ),
    Field("day", "the day, or two with `/` between; null if not known", lambda i: i.day),
    Field(
        "files",
        "its files: the `sha256` of each, and its `bytes`, null where it is not there",
        lambda i: [{"sha256": file.digest, "bytes": file.size} for file in i.files],
    ),
    Field("hash", "its hash in the chain of records", lambda i: i.hash),
)
