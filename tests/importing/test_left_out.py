"""Characters that no campaign can hold are left out of what is read, and none of them in silence."""

import pytest

from webapp.importing.document import UnreadableDocument
from webapp.importing.find import find_fields
from webapp.importing.findings import Certainty, Field, Findings
from webapp.importing.process import import_document
from webapp.importing.reading.any_format import read_document
from webapp.importing.report import report_of

SHEET = """URGENT ACTION

LAMP KEEPER JAILED

Ada Lamp was jailed on 3 May 2021 for lighting lamps in {0}Norway.

CONTACT INFORMATION

Mr Testus Placeholder
Minister of Lamps
Lampton
Norway
Email: a@lamps.example.org

Some words {1} of nobody in particular stand here.
"""


def found(summary: str = "", rest: str = "") -> Findings:
    return find_fields(read_document(SHEET.format(summary, rest).encode("utf-8", "surrogatepass")))


def fields(findings: Findings) -> dict[str, Field]:
    return {field.name: field for field in findings.fields}


@pytest.mark.parametrize(
    "character", ["\0", "\x01", "\x07", "\x7f", "\x9b", "\u202a", "\u202e", "\u2066", "\u2069", "\U000e0041"]
)
def test_a_character_of_a_field_is_left_out_and_the_field_is_to_be_checked(character: str) -> None:
    findings = found(summary=character)
    summary = fields(findings)["summary"]

    assert summary.value == fields(found())["summary"].value
    assert summary.certainty is Certainty.CHECK
    flags = [flag for flag in findings.flags if flag.code == "left-out"]
    assert [flag.field for flag in flags] == ["summary"]
    assert flags[0].detail.startswith(f"U+{ord(character):04X}")
    assert not findings.lost_words()


def test_a_character_of_an_unplaced_part_is_flagged_with_its_place() -> None:
    findings = found(rest="\u202e\x07")
    (flag,) = [flag for flag in findings.flags if flag.code == "left-out"]

    assert (flag.field, flag.detail) == ("", "U+202E RIGHT-TO-LEFT OVERRIDE, U+0007")
    assert "nobody in particular" in findings.text(flag.source[0])


def test_the_report_has_the_sentence_the_character_and_the_place() -> None:
    flags = [flag for flag in report_of(found(rest="\u202e"))["flags"] if flag["code"] == "left-out"]

    assert len(flags) == 1
    assert "left out" in flags[0]["sentence"]
    assert "U+202E" in flags[0]["detail"]
    assert flags[0]["source"][0]["paragraph"] > 1


def test_it_comes_through_the_reading_process() -> None:
    content = SHEET.format("\u202e", "\0").encode()
    assert import_document(content) == find_fields(read_document(content))


def test_marks_of_an_orthography_stay() -> None:
    persian = "می\u200cروم"
    assert persian in " ".join(passage.text for passage in found(rest=persian).document.passages)
    assert "left-out" not in {flag.code for flag in found(rest=f"{persian} \u200f\u200e").flags}


def test_a_file_of_nothing_else_has_no_text() -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        read_document("\u202e\u2066\x07 \x01".encode())


def test_a_picture_is_no_text() -> None:
    with pytest.raises(UnreadableDocument, match="This kind of file"):
        read_document(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
