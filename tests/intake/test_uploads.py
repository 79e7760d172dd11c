"""Files are what their names say, whole and harmless, or they are not taken, and one sentence says what to do."""

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.intake.refused import Refused
from compliance.intake.uploads import MOST_BYTES, received, require_sound
from tests.intake.files import CSV, PDF, TXT, a_document, a_picture, a_workbook, packed, with_part

TABLE = [["school", "students_referred"], ["A", 12], ["B", 30]]
PERSONAL = [["school", "dob"], ["A", "2009-05-03"]]
GOOD = {
    "report.pdf": PDF,
    "Report.PDF": PDF,
    "minutes.docx": a_document(),
    "counts.xlsx": a_workbook(TABLE),
    "two sheets.xlsx": a_workbook(TABLE, TABLE),
    "counts.csv": CSV,
    "semicolons.csv": CSV.replace(b",", b";"),
    "marked.csv": b"\xef\xbb\xbf" + CSV,
    "page.png": a_picture("PNG"),
    "page.jpg": a_picture("JPEG"),
    "page.jpeg": a_picture("JPEG"),
    "notes.txt": TXT,
    "acentos.txt": "Reunión del consejo: sí.".encode(),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_it_says_is_taken_as_it_is(name: str) -> None:
    with received(name, GOOD[name]) as path:
        assert path.read_bytes() == GOOD[name]
        assert path.stem == Path(name).stem
    assert not path.exists()


def refusal(name: str, content: bytes) -> str:
    """Why a file is not taken."""
    with pytest.raises(Refused) as refused, received(name, content):
        pass
    assert refused.value.text.es != refused.value.text.en
    return refused.value.text.en


ENDINGS = {".pdf": PDF, ".docx": a_document(), ".xlsx": a_workbook(TABLE), ".png": a_picture("PNG"), ".jpg": a_picture("JPEG"), ".txt": TXT}  # fmt: skip


@pytest.mark.parametrize(
    ("ending", "holds"), [(e, h) for e in (*ENDINGS, ".csv") for h in ENDINGS if e != h and (e, h) != (".csv", ".txt")]
)  # fmt: skip
def test_a_file_under_another_ending_is_refused(ending: str, holds: str) -> None:
    assert "its name says" in refusal(f"file{ending}", ENDINGS[holds])


def fetching(what: str, target: str) -> str:
    """What says that a part of a document has something that lies elsewhere."""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{what}"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id=">" Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


@pytest.mark.parametrize(
    ("what", "target"),
    [
        ("hyperlink", "https://example.org"),
        ("attachedTemplate", "file:///C:\\Templates\\letter.dotx"),
        ("image", "media/seal.png"),
    ],
)
def test_a_document_with_links_to_click_and_a_template_of_the_office_is_taken(what: str, target: str) -> None:
    content = a_document(**{"word/_rels/document.xml.rels": fetching(what, target)})
    with received("letter.docx", content) as path:
        assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content", "because"),
    [
        ("empty.pdf", b"", "there is nothing in it"),
        ("blank.csv", b"\n \n", "there is nothing in it"),
        ("big.txt", b"x" * (MOST_BYTES + 1), "more than 25 MB"),
        ("program.exe", b"MZ", "not taken"),
        ("report.pdf.exe", PDF, "not taken"),
        ("none", PDF, "not taken"),
        ("page.html", b"<html>", "not taken"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not taken"),
        ("macros.xlsm", a_workbook(TABLE), "macros"),
        ("macros.docm", a_document(), "macros"),
        ("../up.pdf", PDF, "its name"),
        ("a\\b.pdf", PDF, "its name"),
        ("a\u202efdp.txt", TXT, "its name"),
        ("x" * 200 + ".pdf", PDF, "its name"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        ("locked.pdf", PDF.replace(b"/Root", b"/Encrypt 5 0 R /Root"), "password"),
        ("cut.pdf", PDF[:60], "damaged"),
        ("cut.png", a_picture("PNG")[:-20], "damaged"),
        ("more.png", a_picture("PNG") + b"PK\x03\x04", "damaged"),
        ("cut.jpg", a_picture("JPEG")[:-20], "damaged"),
        ("cut.xlsx", a_workbook(TABLE)[:-200], "damaged"),
        ("just.zip.docx", packed({"a.txt": "x"}), "damaged"),
        ("active.docx", a_document(**{"word/vbaProject.bin": "x"}), "macros"),
        ("active.xlsx", with_part(a_workbook(TABLE), "xl/vbaProject.bin"), "macros"),
        ("said.docx", a_document(**{"[Content_Types].xml": "<Types>macroEnabled</Types>"}), "macros"),
        ("inside.docx", a_document(**{"word/embeddings/list.xlsx": "x"}), "other files inside"),
        ("pivot.xlsx", with_part(a_workbook(TABLE), "xl/pivotCache/pivotCacheRecords1.xml"), "rows behind"),
        ("linked.xlsx", with_part(a_workbook(TABLE), "xl/externalLinks/externalLink1.xml"), "rows behind"),
        ("bomb.docx", a_document(**{"word/media/x.xml": "\0" * 60_000_000}), "unpacks to more"),
        ("many.docx", a_document(**{f"word/{i}": "" for i in range(2100)}), "unpacks to more"),
        ("declares.docx", a_document(**{"word/document.xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "damaged"),
        ("declares-late.docx", a_document(**{"word/document.xml": f'<!--{"x" * 2000}--><!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "damaged"),
        ("declares-wide.docx", a_document(**{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")}), "damaged"),
        ("template.docx", a_document(**{"word/_rels/settings.xml.rels": fetching("attachedTemplate", "http://else.example/t.dotm")}), "fetches a template"),
        ("picture.docx", a_document(**{"word/_rels/document.xml.rels": fetching("image", " HTTPS://else.example/seen.png")}), "fetches a template"),
        ("written.docx", a_document(**{"word/_rels/document.xml.rels": fetching("oleObject", "&#104;ttp://else.example/a>b")}), "fetches a template"),
        ("wide.docx", a_document(**{"word/_rels/document.xml.rels": fetching("frame", "http://else.example").encode("utf-16")}), "fetches a template"),
        ("picture.xlsx", with_part(a_workbook(TABLE), "xl/drawings/_rels/drawing1.xml.rels", fetching("image", "http://else.example")), "fetches a template"),
        ("no-relations.docx", a_document(**{"word/_rels/document.xml.rels": "<Relationship"}), "damaged"),
        ("nul.csv", b"a,b\n1,\0\n", "UTF-8"),
        ("utf16.csv", "a,b\n1,2\n".encode("utf-16"), "UTF-8"),
        ("latin.csv", "año,n\n1,2\n".encode("latin-1"), "UTF-8"),
        ("quotes.csv", b'a,b\n"1,2\n', "quotation marks"),
        ("page.txt", b"<!DOCTYPE html><p>Hello", "web page"),
        ("drawing.txt", b"<svg onload='x'>", "web page"),
        ("wide.xlsx", a_workbook([["school", *[""] * 300, "dob"], ["A", *[""] * 300, "2009-05-03"]]), "goes on after column 200"),
        ("broken.xlsx", packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "workbook"),
    ],
)  # fmt: skip
def test_what_could_harm_or_cannot_be_read_is_refused_with_the_cure(
    name: str, content: bytes, because: str
) -> None:
    assert because in refusal(name, content)


def test_a_part_that_unpacks_to_more_than_it_says_is_refused() -> None:
    content = bytearray(a_document(**{"word/media/x.xml": "x" * 100_000}))
    # The sizes stand twice for each part: before it and in the table of contents.
    lied = bytes(content).replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    assert lied != bytes(content)
    assert "damaged" in refusal("lies.docx", lied)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    picture = a_picture("PNG")
    header = b"IHDR" + struct.pack(">II", 100_000, 100_000) + picture[24:29]
    made = picture[:12] + header + struct.pack(">I", zlib.crc32(header)) + picture[33:]
    assert "damaged" in refusal("huge.png", made)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", b"school,dob\nA,2009-05-03\n"),
        ("list.csv", b"school;Student Name\nA;Example Person\n"),
        ("list.txt", b"school\tdob\nA\t2009-05-03\nB\t2010-05-03\n"),
        ("list.xlsx", a_workbook(PERSONAL)),
        ("second.xlsx", a_workbook(TABLE, PERSONAL)),
    ],
)
def test_tables_go_through_the_guard_each_sheet_of_them(name: str, content: bytes) -> None:
    said = refusal(name, content)
    assert ("dob" in said or "Student Name" in said) and "2009" not in said and "Example" not in said


def test_a_file_of_this_machine_is_looked_at_in_the_same_way(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    good.write_bytes(CSV)
    bad.write_bytes(b"dob,school\n2009-05-03,A\n")
    require_sound(good)
    with pytest.raises(Refused, match="dob"):
        require_sound(bad)


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_whatever_happens_to_a_file_on_the_way_it_is_taken_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray(GOOD[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    try:
        with received(name, bytes(content)) as path:
            assert path.read_bytes() == bytes(content)
    except Refused as refused:
        assert refused.text.en.endswith(".") and refused.text.es
