"""Any content of a campaign folder is read, or refused with a message; none raises another error."""

import functools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import a_reachable_campaign_folder, an_edition
from tests.support.rounds import rounds
from webapp.campaigns.checks import CheckResult, check
from webapp.domain import drafting, text
from webapp.domain.letter import card_problems, problems

EDITION = {
    ("headline", "Free the keeper of the lighthouse"): "Libertad",
    ("letter.subject", "Ada Example"): "Ada",
    ("letter.text", "She lit a lamp."): "Encendió una lámpara.",
}
VALUES = [
    "1", "-0", "0x" + "f" * 5000, "1e999", "nan", "true", "2024-02-30", "2024-05-08", "10:00:00", "[]", "{}",
    "[[]]", '""', '" "', '"\\u202e"', '"\\u0000"', '"x\\ny"', "'''\n'''", '"' + "x" * 400 + '"', '["es", 1]',
    '"<script>"', '"a@b"', '"+1 202 555 0100"', '"https://example.org"', '"zz"', '{ a = "b" }', '["", ""]',
]  # fmt: skip
"""Valid and invalid TOML values, for any field."""
LINES = [
    "", "[", "]", "[[targets]]", "[targets]", "[person]", "[letter]", "[[partners]]", '"""', "'''", "= 1",
    "x = 1", '"a\\nb" = 1', '"\\u202e" = 1',
    "a.b.c = 1", 'id = "minister"', "# \u202e", "\ufeff", "notes = [", "\r",
]  # fmt: skip
HOSTILE = {
    "brackets without end": "x = " + "[" * 20_000,
    "many brackets that end": f"x = {'[' * 900}{']' * 900}\n",
    "tables without end": "x = " + "{a=" * 20_000,
    # Deeper than Python's recursion limit. tomllib's time grows with the square of the depth.
    "names without end": f"a{'.a' * 1_500} = 1\n",
    "a number without end": f"x = {'1' * 5_000}\n",
    "another": f"reference = 0x{'f' * 5_000}\n",
    "two byte order marks": "\ufeff\ufeff",
    "nothing but zeros": "\0" * 100,
}
CHARSETS = ["utf-16", "utf-7", "none-such", "rot13", "zip", "idna", "punycode", "unicode_escape", ""]
PIECES = [
    b'msgid ""\n', b'msgstr ""\n', b'msgid "a"\n', b'msgstr "b"\n', b"msgid a\n", b'msgctxt "headline"\n',
    b'msgid_plural "x"\n', b'msgstr[0] "x"\n', b'msgstr[-1] "x"\n', b'msgstr[x] "x"\n',
    b'msgstr[99999999999] "x"\n', b"#, fuzzy\n", b"#~ msgstr\n", b"#: x:99999999999999\n",
    b"#: \xe2\x81\xa8x\n", b'"\\', b"\n", b"\xff", b"\0",
    b'"Plural-Forms: nplurals=x; plural=n;\\n"\n', b'"POT-Creation-Date: 2024-99-99 99:99+9999\\n"\n',
    b'"Language: ../x\\n"\n', b'"Content-Type: text/plain; charset=none-such\\n"\n',
]  # fmt: skip


@functools.cache
def valid_files() -> tuple[str, bytes]:
    """Return a valid campaign file and a valid edition."""
    with tempfile.TemporaryDirectory() as root:
        folder = a_reachable_campaign_folder(Path(root))
        return (
            (folder / "campaign.toml").read_text(encoding="utf-8"),
            an_edition(folder, "es", EDITION).read_bytes(),
        )


def checked(toml: str | None = None, edition: bytes | None = None) -> CheckResult:
    """Check a folder with these files; the valid ones where none is given."""
    valid_toml, valid_edition = valid_files()
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "beacon"
        folder.mkdir()
        written = valid_toml if toml is None else toml
        (folder / "campaign.toml").write_bytes(written.encode("utf-8", "surrogatepass"))
        (folder / "es.po").write_bytes(valid_edition if edition is None else edition)
        return check(folder)


def check_result(result: CheckResult) -> None:
    """Check that the result is a campaign with valid letters, or diagnostics that name what to correct.

    A campaign with diagnostics is one without the PO file that they name.
    """
    if result.campaign:
        assert {diagnostic.file for diagnostic in result.diagnostics} <= {"beacon/es.po"}
        assert ("es" in result.campaign.editions) == (not result.diagnostics)
    else:
        assert result.diagnostics
    for diagnostic in result.diagnostics:
        assert diagnostic.file.startswith("beacon/")
        assert diagnostic.line >= 0
        assert diagnostic.field
        assert diagnostic.message
        assert str(diagnostic) == text.line(str(diagnostic))  # one line in a log, whatever the field
        assert len(str(diagnostic)) < 1_200
    if result.campaign:
        for language in result.campaign.letter_languages:
            draft = drafting.begin(result.campaign, language)
            assert problems(draft) == ()
            assert card_problems(draft) == ()


@st.composite
def broken_files(draw: st.DrawFn) -> str:
    """Break a campaign file in a few places, as a mistyped key or a merge does."""
    lines = valid_files()[0].split("\n")
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["value", "line", "away", "twice", "swap", "letters"])):
            case "value":
                lines[place] = f"{lines[place].partition('=')[0]}= {draw(st.sampled_from(VALUES))}"
            case "line":
                lines.insert(place, draw(st.sampled_from(LINES)))
            case "away":
                del lines[place : place + draw(st.integers(1, 3))]
            case "twice":
                lines[place:place] = lines[place : place + draw(st.integers(1, 12))]
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[place], lines[other] = lines[other], lines[place]
            case "letters":
                at = draw(st.integers(0, len(lines[place])))
                lines[place] = lines[place][:at] + draw(st.text(max_size=8)) + lines[place][at:]
        lines = lines or [""]
    return "\n".join(lines)


@st.composite
def broken_editions(draw: st.DrawFn) -> bytes:
    """Break a PO file in a few places."""
    lines = valid_files()[1].splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, len(lines)))
        match draw(st.sampled_from(["piece", "away", "twice", "bytes"])):
            case "piece":
                lines.insert(place, draw(st.sampled_from(PIECES)))
            case "away":
                del lines[place : place + 1]
            case "twice":
                lines[place:place] = lines[place : place + 3]
            case "bytes":
                lines.insert(place, draw(st.binary(max_size=12)))
    return b"".join(lines)


@settings(deadline=None, max_examples=rounds(30))
@given(broken_files())
def test_a_broken_campaign_file_is_read_or_refused_with_a_message(toml: str) -> None:
    check_result(checked(toml))


@settings(deadline=None, max_examples=rounds(30))
@given(broken_editions())
def test_a_broken_edition_is_read_or_refused_with_a_message(edition: bytes) -> None:
    check_result(checked(edition=edition))


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("at_the_end", [False, True])
def test_a_hostile_file_is_refused_with_a_message(kind: str, at_the_end: bool) -> None:
    valid = valid_files()[0]

    result = checked(f"{valid}\n{HOSTILE[kind]}" if at_the_end else f"{HOSTILE[kind]}\n{valid}")

    check_result(result)
    assert result.diagnostics


@pytest.mark.parametrize("charset", CHARSETS)
def test_an_edition_in_an_unusual_charset_is_read_or_refused_with_a_message(charset: str) -> None:
    check_result(checked(edition=valid_files()[1].replace(b"charset=utf-8", f"charset={charset}".encode())))


def test_an_unknown_charset_is_named_with_the_file() -> None:
    result = checked(edition=valid_files()[1].replace(b"charset=utf-8", b"charset=none-such"))

    (diagnostic,) = result.diagnostics
    assert diagnostic.file == "beacon/es.po"
    assert "none-such" in diagnostic.message
    assert "charset=UTF-8" in diagnostic.message
