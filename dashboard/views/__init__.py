"""One file for each page. The pages that the way around leads to stand here, in its order."""

from compliance.sentences import Text
from dashboard import words

PAGES: dict[str, Text] = {
    "overview": words.OVERVIEW,
    "obligations": words.OBLIGATIONS,
    "gaps": words.GAPS,
    "timeline": words.TIMELINE,
    "differences": words.DIFFERENCES,
    "reports": words.REPORTS,
    "method": words.METHOD,
    "record": words.THE_RECORD,
}
"""Each is `<key>.py` here and has the address `/<key>`; the first one has the address `/`."""
