"""The names that the columns of a matrix may have, in small letters and without marks."""

import re
from collections.abc import Mapping

NAMES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "number": (
        ("number", "no", "nr", "paragraph", "paragraphs", "paragraph number", "paragraph no", "para", "par", "task", "task number", "consent decree paragraph", "número", "párrafo"),
        ("provision", "section", "article", "disposición", "sección"),
    ),
    "title": (
        ("title", "paragraph title", "short title"),
        ("summary", "requirement", "requirement text", "obligation", "duty", "text", "paragraph text", "description", "requisito", "obligación", "texto"),
    ),
    "title_es": (("title es", "title spanish", "spanish title", "título", "título en español"), ()),
    "id": (("id", "identifier", "item", "item number", "item no", "ref", "reference", "requirement id", "obligation id", "identificador", "referencia"), ()),
    "unit": (("unit", "bureau", "division", "office", "unidad"), ("responsible unit",)),
    "owner": (("owner", "responsible", "responsible body", "responsible party", "responsible entity", "responsible agency", "responsable"), ("lead", "assigned to")),
    "due": (("due", "due date", "deadline", "due by", "fecha límite", "plazo"), ("target date",)),
}  # fmt: skip
"""What a matrix may tell, each with the names of its column; those that come second name it only where no column has one of
the first."""

NEEDED = ("number", "title")

SIGNS = "¶§#"
"""Signs that may stand for the name of the numbers' column."""


def plain(value: object) -> str:
    """The name of a column in small letters, with nothing but letters, digits and spaces; signs for “number” as that."""
    if not isinstance(value, str):
        return ""
    if value.strip() and not value.strip(f"{SIGNS} "):
        return "number"
    return " ".join(re.findall(r"\w+", value.casefold().replace("_", " ").replace("(s)", "s")))


def allowed(thing: str) -> str:
    """The names that a column may have, for people: for example `number (or ¶, no, paragraph, ...)`."""
    signs = tuple(SIGNS) if thing == "number" else ()
    first, second = NAMES[thing]
    written = thing.replace("_", " ")
    others = dict.fromkeys((*signs, *(name for name in (*first, *second) if name != written)))
    return f"{written} (or {', '.join(others)})"


EVERY = "; ".join(map(allowed, NAMES))
"""All that a matrix may tell, for people, each with the names that its column may have."""
