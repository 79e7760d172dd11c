"""What reviews come to: the latest verdict on a record, and what of it a correction carries on."""

from collections.abc import Iterable, Iterator, Mapping

from pydantic_core import from_json

from compliance.access.bodies import not_what_it_holds, read_body
from compliance.contributions import Redaction
from compliance.finding import Reviewed
from compliance.record.looking import Known


def verdicts(known: Known) -> dict[int, Reviewed]:
    """The latest verdict on each record, by its number; of a review whose words were removed the verdict is kept."""
    return _latest(known.columns("review", *_WANTED), known)


def verdicts_on(numbers: Iterable[int], known: Known) -> dict[int, Reviewed]:
    """The latest verdict on some records."""
    return _latest(known.with_keys("review", map(str, numbers), *_WANTED), known)


_WANTED = ("number", "body")


def _latest(reviews: Iterable[tuple[int, str]], known: Known) -> dict[int, Reviewed]:
    said = []
    for number, body in reviews:
        try:
            review = from_json(body)
            said.append((number, review["record"], review["verdict"]))
        except (ValueError, KeyError, TypeError):
            raise not_what_it_holds(number) from None
    redacted = []
    for row in known.current("redaction"):
        redaction = read_body(Redaction, row)
        if redaction.reviewed is not None and redaction.verdict is not None:
            redacted.append((redaction.record, redaction.reviewed, redaction.verdict))
    if redacted:
        said = sorted((*said, *redacted))
    return {record: verdict for _, record, verdict in said}


def carried_on(number: int, verdicts: Mapping[int, Reviewed], corrects: Mapping[int, int]) -> Reviewed | None:
    """What is kept in mind of the reviews of what a record corrects, while nobody has reviewed it: a correction is reviewed
    anew, and a rejection cannot be shaken off by sending the same again."""
    latest = next((verdicts[n] for n in corrected_by(number, corrects) if n in verdicts), None)
    return "resubmitted" if latest == "rejected" else None


def corrected_by(number: int, corrects: Mapping[int, int]) -> Iterator[int]:
    """What a record corrects, and what that one does, and so on."""
    while number in corrects:
        number = corrects[number]
        yield number
