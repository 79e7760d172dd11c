"""What a file really is, by its first bytes and by opening it: a name proves nothing.

Nothing is unpacked further than its own table of contents says, and nothing beyond a limit at all.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Literal, get_args
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from compliance.reading import unseen_mark
from compliance.sentences import Text, say

Format = Literal["pdf", "docx", "xlsx", "png", "jpeg", "csv", "txt"]
FORMATS: tuple[Format, ...] = get_args(Format)
UNPACKED = 50_000_000
"""How many bytes a document or workbook may unpack to: a small file can be made to unpack into a huge one."""

MOST_PARTS = 2_000
LARGEST_SIDE = 30_000
"""How many points a picture may be wide or high."""

_PNG, _JPEG, _OLE = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS: Mapping[str, Format] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_ACTIVE = re.compile(r"vbaProject|/activeX/|/embeddings/|macrosheets|\.bin\.exe$|\.exe$|\.js$", re.IGNORECASE)
_BEHIND = re.compile(r"xl/pivotCache/pivotCacheRecords|xl/externalLinks/|xl/model/", re.IGNORECASE)
_OVER_THE_NET = re.compile(r"\s*(?:https?|ftp|mhtml|mk|webdav|ms-\w+):", re.IGNORECASE)
_PAGE = re.compile(r"\s*<(?:!doctype|html|svg|\?xml|script)", re.IGNORECASE)
_HAS_LENGTH = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD, 0xFE, *range(0xE0, 0xF0)})
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})

LOCKED = say(
    "it is locked with a password, or in a format of Word or Excel from before 2007; save it anew as .docx, .xlsx or .pdf, "
    "without a password",
    "tiene contraseña o es de un formato de Word o Excel anterior a 2007; guárdelo como .docx, .xlsx o .pdf, sin contraseña",
)
DAMAGED = say(
    "it is damaged or not complete; open it where it was made, save it anew and send that",
    "está dañado o incompleto; ábralo donde se hizo, guárdelo de nuevo y envíe ese",
)
TOO_MUCH_INSIDE = say(
    "it unpacks to more than can be looked through; take out pictures or part it",
    "al descomprimirse es demasiado grande para revisarlo; quite imágenes o divídalo",
)
ACTIVE = say(
    "it holds macros or other files inside it, which can act on whoever opens it; save it without them, or as PDF",
    "contiene macros u otros archivos que pueden actuar en el equipo de quien lo abra; guárdelo sin ellos, o como PDF",
)
REMOTE = say(
    "it fetches a template, a picture or an object from elsewhere when it is opened, which can act on whoever opens it and tells "
    "others that they did; put in what it fetches, or save it as PDF",
    "al abrirse trae de otro lugar una plantilla, una imagen o un objeto, lo que puede actuar en el equipo de quien lo abra y avisa a "
    "otros de que lo abrió; incluya lo que trae, o guárdelo como PDF",
)
BEHIND = say(
    "it holds rows behind what it shows (of a pivot table, a data model or another workbook); copy the values alone into a new "
    "workbook",
    "contiene filas detrás de lo que muestra (de una tabla dinámica, un modelo de datos u otro libro); copie solo los valores "
    "en un libro nuevo",
)
NOT_TEXT = say(
    "it is not plain text in UTF-8; save it as “CSV UTF-8” or as UTF-8 text",
    "no es texto simple en UTF-8; guárdelo como «CSV UTF-8» o como texto UTF-8",
)
A_PAGE = say(
    "it holds a web page or a drawing in code; print it as PDF",
    "contiene una página web o un dibujo en código; imprímalo como PDF",
)
BLANK = say("there is nothing in it; choose the file that you meant", "está vacío; elija el archivo correcto")


class Unsound(ValueError):
    """A file is not what it should be; `text` says what is wrong and what to do."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)


def format_of(content: bytes) -> Format:
    """What a file is; a text is `txt`, also where it could be read as CSV. Raises Unsound for what is none of the formats,
    or not whole, and for what could act on whoever opens it."""
    if not content.strip():
        raise Unsound(BLANK)
    if content.startswith(_OLE):
        raise Unsound(LOCKED)
    if b"%PDF-" in content[:1024]:
        _require_whole_pdf(content)
        return "pdf"
    if content.startswith(_PNG):
        _require_whole_png(content)
        return "png"
    if content.startswith(_JPEG):
        _require_whole_jpeg(content)
        return "jpeg"
    if content.startswith(b"PK"):
        return _packed(content)
    text_of(content)
    return "txt"


def text_of(content: bytes) -> str:
    """A plain text. Raises Unsound."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unsound(NOT_TEXT) from None
    if unseen_mark(text):
        raise Unsound(NOT_TEXT)
    if _PAGE.match(text):
        raise Unsound(A_PAGE)
    return text


def _require_whole_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-4096:]:
        raise Unsound(DAMAGED)
    if re.search(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)", content):
        raise Unsound(LOCKED)


def _require_whole_png(content: bytes) -> None:
    """Walks through its parts, each with its check sum, from the header to the end, behind which nothing may stand."""
    at, names = len(_PNG), []
    while at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        part = content[at + 4 : at + 8 + length]
        if len(part) != 4 + length or zlib.crc32(part) != int.from_bytes(
            content[at + 8 + length : at + 12 + length]
        ):
            raise Unsound(DAMAGED)
        if name == b"IHDR":
            _require_sides(int.from_bytes(part[4:8]), int.from_bytes(part[8:12]))
        names.append(name)
        at += 12 + length
        if name == b"IEND":
            break
    if at != len(content) or names[:1] != [b"IHDR"] or names[-1] != b"IEND" or b"IDAT" not in names:
        raise Unsound(DAMAGED)


def _require_whole_jpeg(content: bytes) -> None:
    """Walks through its segments up to the picture itself, which must end where the file does."""
    at, framed = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF and (mark := content[at + 1]) in _HAS_LENGTH:
        length = int.from_bytes(content[at + 2 : at + 4])
        if mark in _FRAMES:
            framed = True
            sides = content[at + 5 : at + 9]
            _require_sides(int.from_bytes(sides[2:]), int.from_bytes(sides[:2]))
        if mark == 0xDA:
            break
        at += 2 + length
    if not framed or content[at : at + 2] != b"\xff\xda" or not content.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise Unsound(DAMAGED)


def _require_sides(width: int, height: int) -> None:
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise Unsound(DAMAGED)


def _packed(content: bytes) -> Format:
    """A document or a workbook: which, once every part of it was unpacked and its check sum found right."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            names = [part.filename for part in parts]
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise Unsound(TOO_MUCH_INSIDE)
            if any(part.flag_bits & 1 for part in parts):
                raise Unsound(LOCKED)
            if any(_ACTIVE.search(name) for name in names) or _says_macros(packed, names):
                raise Unsound(ACTIVE)
            if any(_BEHIND.search(name) for name in names):
                raise Unsound(BEHIND)
            if len(set(names)) != len(names) or packed.testzip() is not None:
                raise Unsound(DAMAGED)
            found = [kind for part, kind in _MAIN_PARTS.items() if part in names]
            if len(found) != 1 or "[Content_Types].xml" not in names or _declares(packed, names):
                raise Unsound(DAMAGED)
            if _fetches(packed, names):
                raise Unsound(REMOTE)
    except Unsound:
        raise
    except (
        ElementTree.ParseError,
        BadZipFile,
        OSError,
        ValueError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
    ):
        raise Unsound(DAMAGED) from None
    return found[0]


def _says_macros(packed: ZipFile, names: Sequence[str]) -> bool:
    return "[Content_Types].xml" in names and b"macroEnabled" in packed.read("[Content_Types].xml")


def _fetches(packed: ZipFile, names: Sequence[str]) -> bool:
    """Whether opening it asks another machine for something. A link that a reader must click does not; nor does a template
    that lies in the sender's own folders, which many offices write with."""
    return any(
        _OVER_THE_NET.match(each.get("Target", "")) and not each.get("Type", "").endswith("/hyperlink")
        for name in names
        if name.lower().endswith(".rels")
        for each in ElementTree.fromstring(packed.read(name)).iter()
    )


def _declares(packed: ZipFile, names: Sequence[str]) -> bool:
    """Whether a part declares a type of its own: no office program writes that, and it can be made to unpack into more.
    Marks of two bytes are looked through too."""
    xml = (name for name in names if name.lower().endswith((".xml", ".rels")))
    return any(b"<!DOCTYPE" in packed.read(name).replace(b"\0", b"").upper() for name in xml)
