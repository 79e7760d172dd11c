"""Why a file is not taken."""

from compliance.sentences import Text


class Refused(Exception):
    """A file is not taken; `text` says why, and what to do instead, in each language."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)
