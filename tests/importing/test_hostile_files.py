"""Broken and malicious files: each gets a sentence or is read within bounds, and nothing is written."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.importing.sheets import SHEET, WRITERS
from webapp.importing.document import UnreadableDocument
from webapp.importing.process import TOO_MUCH, import_document
from webapp.importing.reading.any_format import MAX_BYTES, read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def a_zip(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def a_docx(xml: str | bytes) -> bytes:
    return a_zip(**{"word/document.xml": xml if isinstance(xml, bytes) else xml.encode()})


MALICIOUS: dict[str, Callable[[], bytes]] = {
    "entity bomb": lambda: a_docx(
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><w:document {W}>&l9;</w:document>'
    ),
    "external entity": lambda: a_docx(
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x {W}>&e;</x>'
    ),
    "external document type": lambda: a_docx('<!DOCTYPE x SYSTEM "http://203.0.113.1/x.dtd"><x/>'),
    "zip bomb": lambda: a_docx(b"<x>" + b"a" * 60_000_000 + b"</x>"),
    "many parts": lambda: a_zip(**{f"p{n}": b"" for n in range(6_000)}, **{"word/document.xml": b"<x/>"}),
    "deep XML": lambda: a_docx("<x>" * 50_000 + "</x>" * 50_000),
    "deep HTML": lambda: b"<html>" + b"<div>" * 20_000 + b"text",
    "deep RTF": lambda: b"{\\rtf1 " + b"{" * 100_000,
    "endless RTF word": lambda: b"{\\rtf1 \\" + b"a" * 1_000_000 + b"}",
    "RTF number": lambda: b"{\\rtf1 \\u99999999999999999999 x\\uc99999 y}",
    "lying sizes": lambda: a_docx(f"<w:document {W}><w:p/></w:document>").replace(
        b"PK\x01\x02", b"PK\x01\x03"
    ),
    "path in a zip": lambda: a_zip(**{"../../evil": b"x", "word/document.xml": b"<x/>"}),
    "PDF and ZIP at once": lambda: b"%PDF-1.4\n" + a_docx("<x/>"),
    "inflating stream": lambda: (
        b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(b"0" * 10**7)
    ),
    "a long line": lambda: b"a" * 5_000_000,
    "many lines": lambda: b"a\n\n" * 100_000,
    "dashes": lambda: b"- " * 500_000,
    "spaces and digits": lambda: b"1 " * 500_000,
    "zeros": lambda: b"\0" * 1_000,
    "old Word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "empty": lambda: b"",
    "only marks": lambda: "\u202e\u2066\ufeff".encode(),
}
"""Files that were made to do harm."""


CONTACTS = "TAKE ACTION:\n\nWrite.\n\nCONTACT INFORMATION\n\n"
BLOCK = "Ada %d\nMinister\n1 Street\nEmail: a@example.org\n\n"
LONG_TEXTS: dict[str, str] = {
    "one word": CONTACTS + "a" * 150_000,
    "one number": CONTACTS + "Phone: " + "1-" * 75_000,
    "e-mail addresses without an end": CONTACTS + "a@" * 75_000,
    "labels": CONTACTS + "Email: " * 25_000,
    "dots behind a day": "PLEASE ACT BEFORE: 1" + "." * 150_000,
    "days": "12 May 2020 " * 15_000,
    "brackets": "PREFERRED LANGUAGES: " + "English (" * 20_000,
    "names": "NAME AND PRONOUN: " + "a " * 75_000,
    "signs before a label": ("(" * 150 + "\n\n") * 800,
    "officials": CONTACTS + "".join(BLOCK % number for number in range(4_000)),
}
"""Texts on which an expression or a loop would take quadratic time."""


@cache
def sound(kind: str) -> bytes:
    return WRITERS[kind](SHEET)


def outcome(read: Callable[[bytes], object], content: bytes) -> str:
    """Return "read", or the sentence that refuses the file."""
    try:
        read(content)
    except UnreadableDocument as error:
        return str(error)
    return "read"


@pytest.mark.parametrize("number", range(26))
@pytest.mark.parametrize("kind", WRITERS)
def test_a_broken_file_is_read_or_gets_a_sentence(kind: str, number: int) -> None:
    """Bytes are cut off, changed and put in."""
    chance = random.Random(f"{kind} {number}")  # noqa: S311  # for a test
    content = bytearray(sound(kind))
    if number % 3 == 0:
        del content[chance.randrange(1, len(content)) :]
    for _ in range(chance.randrange(1, 40)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    said = outcome(read_document, bytes(content))
    assert said == "read" or said.endswith(".")


@pytest.mark.parametrize("name", MALICIOUS)
def test_a_malicious_file_does_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    texts: list[str] = []

    def read(content: bytes) -> None:
        texts.extend(passage.text for passage in import_document(content).document.passages)

    said = outcome(read, MALICIOUS[name]())
    assert said == "read" or said.endswith(".")
    assert "root:" not in " ".join(texts)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_a_long_text_is_read_in_the_time_of_the_process(name: str) -> None:
    """Twenty seconds of the processor; quadratic time would be minutes."""
    findings = import_document(LONG_TEXTS[name].encode())
    assert not findings.lost_words()


def test_a_page_with_many_links_in_one_paragraph() -> None:
    links = "<a href='https://example.org/'>a</a> " * 8_000
    assert not import_document(f"<p>ADDITIONAL INFORMATION<p>{links}".encode()).lost_words()


def test_rich_text_with_typefaces_without_an_end() -> None:
    assert outcome(import_document, b"{\\rtf1 " + b"\\f1" * 300_000 + b" text}") == "read"


def test_a_file_beyond_the_bound_is_not_even_handed_on() -> None:
    with pytest.raises(UnreadableDocument, match="more than 20 MB"):
        import_document(b"a" * (MAX_BYTES + 1))


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.importing.process.MAX_SECONDS", 0.01)
    with pytest.raises(UnreadableDocument) as error:
        import_document(b"Some text.")
    assert str(error.value) == TOO_MUCH


def test_a_scan_is_said_to_be_one() -> None:
    import pypdfium2 as pdfium

    file, out = pdfium.PdfDocument.new(), io.BytesIO()
    file.new_page(200, 200)
    file.save(out)
    with pytest.raises(UnreadableDocument, match="scan"):
        read_document(out.getvalue())
