"""A corpus of broken and malicious files, all of them made here: 200 and more, of every kind that is read."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from tests.importing.sheets import SHEET, WRITERS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BROKEN_OF_A_KIND = 26
"""Broken files of each format."""


def a_zip(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def a_docx(xml: str | bytes) -> bytes:
    return a_zip(**{"word/document.xml": xml if isinstance(xml, bytes) else xml.encode()})


def a_pdf(body: bytes) -> bytes:
    return b"%PDF-1.4\n" + body


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
    "deep HTML": lambda: b"<html>" + b"<div>" * 200_000 + b"text",
    "deep HTML with other attributes": lambda: b"<html>" + b"".join(b"<b id=%d>" % n for n in range(20_000)),
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


def a_linked_docx(address: str) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return a_zip(
        **{
            "word/document.xml": f"<w:document {W}><w:p><w:t>Text.</w:t></w:p></w:document>".encode(),
            "word/_rels/document.xml.rels": (
                f'<Relationships><Relationship Id="r1" Type="{office}/attachedTemplate" Target="{address}" '
                f'TargetMode="External"/><Relationship Id="r2" Type="{office}/image" Target="{address}" '
                'TargetMode="External"/></Relationships>'
            ).encode(),
        }
    )


def a_linked_odt(address: str) -> bytes:
    body = (
        '<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:x="http://www.w3.org/1999/xlink" '
        'xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
        f'<o:body><o:text><t:p>Text.<d:frame><d:image x:href="{address}"/></d:frame></t:p></o:text></o:body>'
        "</o:document>"
    )
    return a_zip(**{"content.xml": body.encode()})


FETCHING: dict[str, Callable[[str], bytes]] = {
    "external entity of the network": lambda address: a_docx(
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]><x {W}>&e;</x>'
    ),
    "document type of the network": lambda address: a_docx(f'<!DOCTYPE x SYSTEM "{address}"><x/>'),
    "template of the network": a_linked_docx,
    "picture of the network": a_linked_odt,
    "page with everything": lambda address: (
        f'<html><head><base href="{address}"><link rel=stylesheet href="{address}"><script src="{address}">'
        f'</script><meta http-equiv=refresh content="0;url={address}"></head><body><p>Text.</p>'
        f'<img src="{address}"><iframe src="{address}"></iframe><object data="{address}"></object>'
        f'<video src="{address}"></video><svg><image href="{address}"/></svg></body></html>'
    ).encode(),
    "field of rich text": lambda address: (
        f'{{\\rtf1 Text. {{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}"}}}}{{\\*\\template {address}}}}}'
    ).encode(),
    "PDF with actions": lambda address: a_pdf(
        f"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI({address})>>>>endobj "
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]"
        f"/AA<</O<</S/SubmitForm/F({address})>>>>>>endobj trailer<</Root 1 0 R>>".encode()
    ),
    "body of an e-mail elsewhere": lambda address: (
        "From: a@lamps.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: message/external-body; "
        f'access-type=URL; URL="{address}"\n\nContent-Type: text/plain\n\n'
    ).encode(),
}
"""Files that ask their reader to fetch something from an address."""


@cache
def sound(kind: str) -> bytes:
    """Return an urgent action in a format, as it should be."""
    return WRITERS[kind](SHEET)


def broken(kind: str, number: int) -> bytes:
    """Return one of the broken files of a format: bytes are changed, and every third is cut off."""
    chance = random.Random(f"{kind} {number}")  # noqa: S311  # for a test
    content = bytearray(sound(kind))
    if number % 3 == 0:
        del content[chance.randrange(1, len(content)) :]
    for _ in range(chance.randrange(1, 40)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


SLOW = ("dashes", "spaces and digits", "a long line", *LONG_TEXTS)
"""Files that take seconds to be read or refused."""


def corpus(address: str, broken_of_a_kind: int, *, with_slow: bool = True) -> Iterator[tuple[str, bytes]]:
    """Return the files with their names: of each format this many broken ones, and all malicious ones."""
    for name, content in _corpus(address, broken_of_a_kind):
        if with_slow or name not in SLOW:
            yield name, content


def _corpus(address: str, broken_of_a_kind: int) -> Iterator[tuple[str, bytes]]:
    for kind in WRITERS:
        for number in range(min(broken_of_a_kind, BROKEN_OF_A_KIND)):
            yield f"{kind} {number}", broken(kind, number)
    for name, make in MALICIOUS.items():
        yield name, make()
    for name, text in LONG_TEXTS.items():
        yield name, text.encode()
    for name, fetching in FETCHING.items():
        yield name, fetching(address)
