"""The bytes of a PO file as text.

One rule, for campaigns and the interface alike: a file is read in the charset that its header names. It is
refused where its bytes do not fit that name, also where they are plainly UTF-8 and the header names something
else: `msgfmt` would take it and show "Ã±" for "ñ".
"""

import codecs
import re

from webapp.campaigns import file_kinds
from webapp.campaigns.po_mistakes import PoSyntaxError
from webapp.campaigns.po_reader import read_entries

_CHARSET = re.compile(r"^Content-Type:.*\bcharset=([^\s;]+)", re.MULTILINE | re.IGNORECASE)

UTF_8 = "utf-8"
CHARSETS = frozenset(
    {UTF_8, "ascii", "koi8-r", "koi8-u", "koi8-t", "gb2312", "gbk", "gb18030", "euc_jp", "euc_kr", "big5"}
    | {"big5hkscs", "shift_jis", "johab", "tis-620", "cp850", "cp866", "cp874", "cp932", "cp949", "cp950"}
    | {f"iso8859-{number}" for number in (*range(1, 10), 13, 14, 15)}
    | {f"cp{number}" for number in range(1250, 1259)}
)
"""Python's names of the charsets that gettext allows. Python has no EUC-TW, VISCII and GEORGIAN-PS."""
NOT_SAID = "CHARSET"
"""What stands in a template in place of a charset."""


def decode(content: bytes) -> str:
    """Return the text of a PO file; raise `PoSyntaxError`, with line 0 where no line is meant."""
    if instead := file_kinds.what_it_is_instead(content, "PO file"):
        raise PoSyntaxError(0, instead)
    content = content.removeprefix(file_kinds.BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
    content = content if b"\n" in content else content.replace(b"\r", b"\n")
    name = _charset(content)
    lines = content.split(b"\n")
    if name in (UTF_8, "ascii") or content.isascii():
        codec = "ascii" if name == "ascii" else UTF_8
        return "\n".join(_decode_line(number, line, codec) for number, line in enumerate(lines, start=1))
    try:
        codec = codecs.lookup(name).name
    except (LookupError, UnicodeError):
        codec = ""
    if codec not in CHARSETS:
        raise PoSyntaxError(
            0,
            f'names the charset "{name[:40]}" in its header, which is none; write charset=UTF-8 there '
            "and save the file as UTF-8",
        )
    if _is_utf_8(content):
        raise PoSyntaxError(
            0, f"says charset={name} in its header, but its text is saved as UTF-8; write charset=UTF-8 there"
        )
    return "\n".join(_decode_line(number, line, codec) for number, line in enumerate(lines, start=1))


def _charset(content: bytes) -> str:
    """Return the charset that the header names; UTF-8 where it names none."""
    try:
        header = next((entry for entry in read_entries(content.decode("latin-1")) if entry.is_header), None)
    except PoSyntaxError:  # told when the text is read
        header = None
    found = _CHARSET.search(header.strings[0]) if header else None
    name = found[1] if found else NOT_SAID
    return UTF_8 if name == NOT_SAID or name.lower() in ("utf-8", "utf8") else name.lower()


def _decode_line(number: int, line: bytes, codec: str) -> str:
    # gettext does not decode comments.
    is_comment = line.startswith(b"#") and not line.startswith((b"#~", b"#|"))
    try:
        return line.decode(codec, "replace" if is_comment else "strict")
    except UnicodeDecodeError:
        label = "UTF-8" if codec == UTF_8 else codec.upper()
        raise PoSyntaxError(
            number,
            f"is read as {label} by its header, but this line is not saved so; save the file as UTF-8 and "
            "write charset=UTF-8 there",
        ) from None


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    return True
