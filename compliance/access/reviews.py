"""What reviews come to: the latest verdict on a record, and what of it a correction carries on."""

from collections.abc import Mapping, Sequence

from compliance.access.bodies import read_body
from compliance.contributions import Redaction, Review
from compliance.finding import Reviewed
from compliance.record.rows import Row


def verdicts(reviews: Sequence[Row], redactions: Sequence[Row]) -> dict[int, Reviewed]:
    """The latest verdict on each record, by its number; of a review whose words were removed the verdict is kept."""
    said = [(row.number, (review := read_body(Review, row)).record, review.verdict) for row in reviews]
    for row in redactions:
        redaction = read_body(Redaction, row)
        if redaction.reviewed is not None and redaction.verdict is not None:
            said.append((redaction.record, redaction.reviewed, redaction.verdict))
    return {record: verdict for _, record, verdict in sorted(said)}


def reviewed(number: int, verdicts: Mapping[int, Reviewed], corrects: Mapping[int, int]) -> Reviewed | None:
    """What the latest review of a record said. A correction is reviewed anew; of one that corrects what was rejected
    this is kept in mind until then, so that a rejection cannot be shaken off by sending the same again."""
    if number in verdicts:
        return verdicts[number]
    while number in corrects:
        number = corrects[number]
        if number in verdicts:
            return "resubmitted" if verdicts[number] == "rejected" else None
    return None
