"""Real files for tests, made where they are needed."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from PIL import Image

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
WORDS = '<?xml version="1.0"?><w:document xmlns:w="x"><w:body><w:p>Minutes.</w:p></w:body></w:document>'


def a_workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with some sheets, each of rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for i, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {i}")
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as a file."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of some parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_part(content: bytes, name: str, part: str | bytes = "x") -> bytes:
    """A document or workbook with one part more."""
    out = BytesIO(content)
    with ZipFile(out, "a", ZIP_DEFLATED) as made:
        made.writestr(name, part)
    return out.getvalue()


def a_document(**parts: str | bytes) -> bytes:
    """A text document."""
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": WORDS, **parts})


def a_picture(kind: str) -> bytes:
    """A picture, PNG or JPEG."""
    out = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, kind)
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
CSV = b"school,students_referred\nA,12\nB,30\n"
TXT = b"Minutes of the meeting.\nIt was held.\n"
