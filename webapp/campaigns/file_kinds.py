"""What a file is that should be text and is not: named so that its owner knows which program wrote it."""

_KINDS = (
    # the first bytes, what the file is, and what to do
    (b"\xff\xfe", "is saved as UTF-16", "save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"),
    (b"\xfe\xff", "is saved as UTF-16", "save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"),
    (b"PK\x03\x04", "is a Word document, a spreadsheet or a ZIP archive", ""),
    (b"\xd0\xcf\x11\xe0", "is a document of an old version of Word or Excel", ""),
    (b"{\\rtf", "is a document in Rich Text Format (RTF)", ""),
    (b"%PDF", "is a PDF", ""),
    (b"\xde\x12\x04\x95", "is a compiled translation (.mo)", "put the .po file here, from which it was made"),
    (b"\x95\x04\x12\xde", "is a compiled translation (.mo)", "put the .po file here, from which it was made"),
    (b"\x89PNG", "is a picture", ""),
    (b"\xff\xd8\xff", "is a picture", ""),
    (b"GIF8", "is a picture", ""),
    (b"\x1f\x8b", "is a compressed file", "unpack it"),
    (b"7z\xbc\xaf", "is a compressed file", "unpack it"),
    (b"Rar!", "is a compressed file", "unpack it"),
    (b"<?xml", "is an XML file", ""),
    (b"<!DOCTYPE", "is a web page (HTML)", ""),
    (b"<html", "is a web page (HTML)", ""),
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Three bytes that Windows puts before UTF-8. They mean nothing and are not part of the text."""


def what_it_is_instead(content: bytes, plain_name: str) -> str:
    """Return the end of a sentence about a file that is no plain text, with a remedy; "" for text.

    `plain_name` is what it should be: "PO file".
    """
    beginning = content[:200].removeprefix(BYTE_ORDER_MARK).lstrip()
    for signature, kind, remedy in _KINDS:
        if content.startswith(signature) or beginning.lower().startswith(signature.lower()):
            advice = remedy or f"put the {plain_name} here and keep this elsewhere"
            return f"{kind}, not a {plain_name}; {advice}"
    if b"\0" in content:
        if content[1:200:2].count(0) > len(content[1:200:2]) // 2:
            return "is saved as UTF-16; save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
        return f"is not a text file; put the {plain_name} here and keep this elsewhere"
    return ""


def not_utf_8(content: bytes, at: int) -> str:
    """Return the end of a sentence about a text file whose bytes are not UTF-8 from a place on."""
    beginning = content.rfind(b"\n", 0, at) + 1
    before = content[beginning:at].decode("utf-8", "ignore")[-12:]
    after = content[at : at + 12].split(b"\n")[0].decode("cp1252", "replace")
    seen = f"{before}{after}".strip()
    return (
        f"is not saved as UTF-8 (“{seen}” is probably meant); save it as UTF-8, "
        "in Notepad by Save as, Encoding: UTF-8"
    )
