"""Sentences in the languages of the public: each text carries its English and its Spanish.

The English governs. The Spanish is unofficial and every page that shows it says so.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "es")

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}


class Text(BaseModel):
    """One text in every language the public reads.

    >>> say("{n} of {need}", "{n} de {need}", n=3, need=18).en
    '3 of 18'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: str
    es: str

    def to(self, language: Language) -> str:
        """The text in one language."""
        return self.es if language == "es" else self.en

    def __add__(self, other: "Text") -> "Text":
        """Both texts, a space between; an empty one adds nothing."""
        return Text(en=f"{self.en} {other.en}".strip(), es=f"{self.es} {other.es}".strip())


NOTHING = Text(en="", es="")
UNOFFICIAL = Text(
    en="",
    es="Traducción no oficial; rige el texto en inglés. Los registros y las fuentes aparecen en el idioma en que se "
    "escribieron.",
)
"""What stands by every answer that is not in English."""


def say(en: str, es: str, **parts: object) -> Text:
    """A sentence in both languages; a part that is itself a `Text` appears in the sentence's language."""

    def fill(template: str, language: Language) -> str:
        if not parts:
            return template
        return template.format(**{k: v.to(language) if isinstance(v, Text) else v for k, v in parts.items()})

    return Text(en=fill(en, "en"), es=fill(es, "es"))


def same(words: str) -> Text:
    """Words that are not translated: a title, a number, a name."""
    return Text(en=words, es=words)


def day(value: date) -> Text:
    """A day as people write it.

    >>> day(date(2019, 8, 29)).en, day(date(2019, 8, 29)).es
    ('29 August 2019', '29 de agosto de 2019')
    """
    en = f"{value.day} {_MONTHS['en'][value.month - 1]} {value.year}"
    es = f"{value.day} de {_MONTHS['es'][value.month - 1]} de {value.year}"
    return Text(en=en, es=es)


def month(value: date) -> Text:
    """A month as people write it.

    >>> month(date(2020, 1, 1)).es
    'enero de 2020'
    """
    en, es = _MONTHS["en"][value.month - 1], _MONTHS["es"][value.month - 1]
    return Text(en=f"{en} {value.year}", es=f"{es} de {value.year}")


def listing(items: Sequence[Text]) -> Text:
    """A list inside a sentence.

    >>> listing([same("a"), same("b"), same("c")]).en
    'a, b and c'
    """

    def joined(words: list[str], conjunction: str) -> str:
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"

    if not items:
        return NOTHING
    return Text(en=joined([i.en for i in items], "and"), es=joined([i.es for i in items], "y"))


def counted(n: int, one: Text, many: Text) -> Text:
    """A number with its noun.

    >>> counted(1, same("meeting"), same("meetings")).en
    '1 meeting'
    """
    noun = one if n == 1 else many
    return Text(en=f"{n} {noun.en}", es=f"{n} {noun.es}")
