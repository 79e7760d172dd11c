"""What reviews come to: the latest verdict on a record, and what of it a correction carries on."""

from collections.abc import Mapping

from pydantic_core import from_json

from compliance.access.bodies import not_what_it_holds, read_body
from compliance.contributions import Redaction
from compliance.finding import Reviewed
from compliance.record.looking import Known


def verdicts(known: Known) -> dict[int, Reviewed]:
    """The latest verdict on each record, by its number; of a review whose words were removed the verdict is kept."""
    said = []
    for number, body in known.columns("review", "number", "body"):
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
    while number in corrects:
        number = corrects[number]
        if number in verdicts:
            return "resubmitted" if verdicts[number] == "rejected" else None
    return None
