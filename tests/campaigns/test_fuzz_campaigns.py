"""Whatever stands in a campaign folder, it is read or refused in words; it stops nobody's page."""

import functools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import a_reachable_campaign_folder, an_edition
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
"""Right and wrong values of TOML, for any field."""
LINES = [
    "", "[", "]", "[[targets]]", "[targets]", "[person]", "[letter]", "[[partners]]", '"""', "'''", "= 1",
    "x = 1", '"a\\nb" = 1', '"\\u202e" = 1',
    "a.b.c = 1", 'id = "minister"', "# \u202e", "\ufeff", "notes = [", "\r",
]  # fmt: skip
CRUSHING = {
    "brackets without end": "x = " + "[" * 20_000,
    "many brackets that end": f"x = {'[' * 900}{']' * 900}\n",
    "tables without end": "x = " + "{a=" * 20_000,
    # Three times Python's recursion limit. tomllib's time grows with the square of the depth.
    "names without end": f"a{'.a' * 3_000} = 1\n",
    "a number without end": f"x = {'1' * 5_000}\n",
    "another": f"reference = 0x{'f' * 5_000}\n",
    "a byte order mark": "\ufeff",
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
def good() -> tuple[str, bytes]:
    """Give a right campaign file and a right edition."""
    with tempfile.TemporaryDirectory() as root:
        folder = a_reachable_campaign_folder(Path(root))
        return (
            (folder / "campaign.toml").read_text(encoding="utf-8"),
            an_edition(folder, "es", EDITION).read_bytes(),
        )


def checked(toml: str | None = None, edition: bytes | None = None) -> CheckResult:
    """Check a folder that holds these."""
    right, translated = good()
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "beacon"
        folder.mkdir()
        written = right if toml is None else toml
        (folder / "campaign.toml").write_bytes(written.encode("utf-8", "surrogatepass"))
        (folder / "es.po").write_bytes(translated if edition is None else edition)
        return check(folder)


def require_words(found: CheckResult) -> None:
    """Hold the outcome to what is promised: a campaign whose letter can go, or faults that can be mended."""
    assert (found.campaign is None) == bool(found.diagnostics)
    for fault in found.diagnostics:
        assert fault.file.startswith("beacon/")
        assert fault.line >= 0
        assert fault.field
        assert fault.message
        assert str(fault) == text.line(str(fault))  # one line in a log, whatever the field is called
        assert len(str(fault)) < 1_200
    if found.campaign:
        for language in found.campaign.letter_languages:
            draft = drafting.begin(found.campaign, language)
            assert problems(draft) == ()
            assert card_problems(draft) == ()


@st.composite
def broken_files(draw: st.DrawFn) -> str:
    """Make a campaign file wrong in a few places, as a slip of the hand does, or a merge."""
    lines = good()[0].split("\n")
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
    """Make a PO file wrong in a few places."""
    lines = good()[1].splitlines(keepends=True)
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


@settings(deadline=None, max_examples=60)
@given(broken_files())
def test_a_broken_campaign_file_is_read_or_refused_in_words(toml: str) -> None:
    require_words(checked(toml))


@settings(deadline=None, max_examples=60)
@given(broken_editions())
def test_a_broken_edition_is_read_or_refused_in_words(edition: bytes) -> None:
    require_words(checked(edition=edition))


@pytest.mark.parametrize("what", CRUSHING)
@pytest.mark.parametrize("at_the_end", [False, True])
def test_what_crushes_a_parser_is_refused_in_words(what: str, at_the_end: bool) -> None:
    right = good()[0]

    found = checked(f"{right}\n{CRUSHING[what]}" if at_the_end else f"{CRUSHING[what]}\n{right}")

    require_words(found)
    assert found.diagnostics


@pytest.mark.parametrize("charset", CHARSETS)
def test_an_edition_in_a_charset_that_is_none_is_read_or_refused_in_words(charset: str) -> None:
    require_words(checked(edition=good()[1].replace(b"charset=utf-8", f"charset={charset}".encode())))


def test_a_charset_nobody_knows_is_told_with_the_file() -> None:
    found = checked(edition=good()[1].replace(b"charset=utf-8", b"charset=none-such"))

    (fault,) = found.diagnostics
    assert fault.file == "beacon/es.po"
    assert "none-such" in fault.message
    assert "PO editor" in fault.message
