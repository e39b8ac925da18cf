"""PO files are read as gettext reads them: what `msgfmt -c` takes is read, what it calls fatal is refused.

The table is compared with `msgfmt` itself, so that nobody has to believe it.
"""

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.campaigns.po_files import DIFFERENT, HEADER, MESSAGE, READ, REFUSED
from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue

MSGFMT_TAKES = (
    {name: (content, True) for name, content in READ.items()}
    | {name: (content, False) for name, (content, _, _) in REFUSED.items()}
    | {name: (content, "refused" in reason) for name, (content, reason) in DIFFERENT.items()}
)


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


@cache
def msgfmt_command() -> tuple[str, ...]:
    """From 0.22 on it refuses a charset that it cannot convert to UTF-8, unless it need not convert."""
    known = subprocess.run(["msgfmt", "--help"], capture_output=True, check=True, text=True).stdout
    return ("msgfmt", "-c", *(["--no-convert"] if "--no-convert" in known else []), "-o", os.devnull)


def msgfmt_takes(content: bytes, folder: Path) -> bool:
    path = folder / "es.po"
    path.write_bytes(content)
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    command = [*msgfmt_command(), str(path)]
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("name", MSGFMT_TAKES)
def test_the_table_says_what_msgfmt_says(tmp_path: Path, name: str) -> None:
    content, takes = MSGFMT_TAKES[name]

    assert msgfmt_takes(as_bytes(content), tmp_path) == takes


@pytest.mark.parametrize("name", READ)
def test_what_gettext_takes_is_read(name: str) -> None:
    assert len(catalogues.parse(as_bytes(READ[name]), "es")) <= 2


@pytest.mark.parametrize("name", REFUSED)
def test_what_gettext_refuses_is_refused_with_line_and_remedy(name: str) -> None:
    content, line, piece = REFUSED[name]

    with pytest.raises(InvalidCatalogue) as refused:
        catalogues.parse(as_bytes(content), "es")

    assert (refused.value.line, piece in str(refused.value)) == (line, True), str(refused.value)


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_difference_from_gettext_is_as_it_is_written_down(name: str) -> None:
    content, reason = DIFFERENT[name]
    if reason.startswith("read"):
        assert len(catalogues.parse(as_bytes(content), "es")) == 1
        return

    with pytest.raises(InvalidCatalogue) as refused:
        catalogues.parse(as_bytes(content), "es")

    assert ";" in str(refused.value)  # the remedy


TEXTS = [
    # what stands between the quotes, and the text that it is
    ("Libre", "Libre"),
    ('Li\\"bre\\"', 'Li"bre"'),
    ("Li\\\\nbre", "Li\\nbre"),
    ("Li\\nbre\\tde", "Li\nbre\tde"),
    ("\\101\\x42", "AB"),
    ('Li" "bre', "Libre"),
    ('Li"\n"bre', "Libre"),
    ("a # b", "a # b"),
    ("msgid x", "msgid x"),
]


@pytest.mark.parametrize(("written", "text"), TEXTS)
def test_a_text_is_what_its_escapes_stand_for(written: str, text: str) -> None:
    catalogue = catalogues.parse((HEADER + MESSAGE.replace("Libre", written)).encode(), "es")

    message = catalogue.get("Free", "headline")
    assert message is not None
    assert message.string == text


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [("ISO-8859-1", "latin-1", "Señor"), ("SHIFT_JIS", "shift_jis", "表示"), ("CHARSET", "utf-8", "Señor")],
)
def test_a_file_is_decoded_as_its_header_says(charset: str, encoding: str, text: str) -> None:
    content = (HEADER.replace("UTF-8", charset) + MESSAGE.replace("Libre", text)).encode(encoding)

    message = catalogues.parse(content, "es").get("Free", "headline")

    assert message is not None
    assert message.string == text


def test_what_stands_about_a_message_is_kept() -> None:
    content = f'{HEADER}# by hand\n#. advice\n#, fuzzy, c-format\n#| msgid "Old"\n{MESSAGE}\n'
    content += '#~ msgid "gone"\n#~ msgstr "ido"\n'

    catalogue = catalogues.parse(content.encode(), "es")

    message = catalogue.get("Free", "headline")
    assert message is not None
    assert (message.user_comments, message.auto_comments) == (["by hand"], ["advice"])
    assert (message.flags, message.previous_id) == ({"fuzzy", "c-format"}, ["Old"])
    assert [gone.string for gone in catalogue.obsolete.values()] == ["ido"]
