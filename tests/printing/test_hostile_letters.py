"""No letter makes the renderer fetch, read or print anything else, or fail."""

import re
import subprocess
import sys
from dataclasses import replace

import landlockpy
import pytest

from tests.printing.letters_to_print import AMBASSADOR, MINISTER, TEXTS, a_full_letter
from tests.printing.printed import FONTS, ROOT, fold, words
from tests.support.nasty_texts import NASTY
from tests.support.rounds import SOAK
from webapp.domain import text
from webapp.domain.address import PostalAddress
from webapp.printing.fonts import fontconfig_file, only_our_fonts
from webapp.printing.letter_document import LetterDocument
from webapp.printing.printer import PrintError, ResourceBlocked

MARKUP = (
    "</p></div></body><h1>Released!</h1>",
    '<img src="http://example.org/spy.png">',
    '<img src="file:///etc/passwd">',
    "<style>* { display: none }</style>",
    "<style>@import url(http://example.org/spy.css);</style>",
    '" style="background: url(file:///etc/passwd)" x="',
    "url(file:///etc/passwd)",
    '<link rel=attachment href="file:///etc/passwd">',
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raise %} {# x #}",
    "&lt;b&gt; &amp; &#120; &euro;",
    "]]> --> <!-- <![CDATA[",
)


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_any_field_is_printed_as_it_was_typed(prints, markup):
    """All fields at once: markup that became a tag or was fetched would be missing from the text."""
    letter = a_full_letter(
        subject=markup,
        salutation=markup,
        paragraphs=(markup, f"before {markup} after"),
        closing=markup,
        sender_name=markup,
        sender_address=(markup, "Sheffield"),
        target=a_target(markup),
    )

    printed = prints(letter)

    assert fold("".join(printed.lines())) == words(letter)
    assert printed.title == markup
    assert "/EmbeddedFiles" not in str(printed.catalog.get("/Names", {}))


def test_nasty_texts_are_printed_and_nothing_in_the_file_acts(prints):
    """No link, script, action or file in the PDF, whatever the letter is made of (PDF 2.0, 12.6)."""
    paragraphs = tuple(text.sanitize(nasty).strip() for nasty in NASTY.values())

    printed = prints(a_full_letter(paragraphs=paragraphs, sender_name=text.line(NASTY["HTML element"])))

    for part in ("<script>alert(1)</script>", "javascript:alert(5)", '=HYPERLINK("http://evil.example"'):
        assert part in fold(printed.text)
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(printed.catalog)
    assert all("/Annots" not in page and "/AA" not in page for page in printed.reader.pages)


def a_target(line):
    return replace(MINISTER, address=PostalAddress((line, "10204 Karsava")))


@pytest.mark.parametrize(
    "reference",
    [
        '<img src="http://example.org/spy.png">',
        '<img src="http://example.org/spy.png"/>',
        '<img src="file:///etc/passwd"/>',
        '<img src="spy.png">',
        '<img src="spy.png"/>',
        '<img src="//example.org/spy.png"/>',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="data:image/png;base64,AAAA"/>',
        '<object data="file:///etc/passwd"></object>',
        '<link rel="stylesheet" href="http://example.org/spy.css">',
        '<link rel="stylesheet" href="http://example.org/spy.css"/>',
        '<style>@import "spy.css";</style>',
        '<p style="background: url(file:///etc/passwd)">x</p>',
        '<style>@font-face { font-family: X; src: url("file:///etc/passwd") } p { font-family: X }</style>',
    ],
)
def test_html_that_refers_to_a_resource_raises(printer, environment, reference):
    """As a wrong template of ours would, well-formed or not. The printer works afterwards."""
    page = LetterDocument(environment).letters([a_full_letter()])

    # WeasyPrint makes a folder for a font before it fetches it; the confined process may make none, or finds
    # no place for one, if nothing has asked for the place of temporary files before it was confined.
    refused = (
        pytest.raises(PrintError, match=r"(PermissionError|FileNotFoundError) at tempfile")
        if "@font-face" in reference and landlockpy.supported()
        else pytest.raises(ResourceBlocked, match="nothing outside itself")
    )
    with refused:
        printer.render(page.replace("</head>", f"</head>{reference}", 1))

    assert printer.render(page)


def test_a_refusal_does_not_quote_the_letter(printer):
    with pytest.raises(ResourceBlocked) as refused:
        printer.render('<html lang="en"><title>x</title><img src="http://example.org/word-of-a-supporter">')

    assert "word-of-a-supporter" not in str(refused.value)
    assert refused.value.__context__ is None


def test_what_weasyprint_logs_does_not_quote_the_letter(printer, caplog, warnings_of_weasyprint):
    page = '<html lang="en"><title>x</title><p style="color: word-of-a-supporter">Aa</p>'

    with caplog.at_level("DEBUG"):
        printer.render(page)

    (message,) = warnings_of_weasyprint
    assert re.fullmatch(r"WeasyPrint, \w+\.py:\d+", message), "the place in the code stays"
    assert "word-of-a-supporter" not in caplog.text
    assert "Aa" not in caplog.text
    warnings_of_weasyprint.clear()


def filled(unit, count=5, share=1):
    """Return a text of five paragraphs of a repeated unit, as long as the form allows or a share of that."""
    length = int(share * min(text.MAX_PARAGRAPH_CHARS, text.MAX_TEXT_CHARS // count - 2))
    return "\n\n".join((unit * (length // len(unit) + 1))[:length].strip() for _ in range(count))


def lined(line):
    """Return a text of as many lines as the form allows."""
    return "\n\n".join("\n".join([line] * 57) for _ in range(text.MAX_LINES // 57))


LENGTHS = {
    "a long letter in English": ("en", filled(" ".join(TEXTS["en"]["paragraphs"]) + " ")),
    "a long letter in Arabic": ("ar", filled(" ".join(TEXTS["ar"]["paragraphs"]) + " ")),
    "one letter a paragraph": ("en", "\n\n".join("a" * text.MAX_PARAGRAPHS)),
    "as many lines as may be": ("en", lined("one more line, and then another")),
    "one letter a line": ("en", lined("a")),
    "narrow spaces and two directions": ("ar", filled("\u202f\u0627f")),
    "narrow spaces and wide letters": ("ar", filled(",\u0649W\u093f\u03b9\u0436\u2009")),
    "each character another": (
        "en",
        "\n\n".join("".join(map(chr, range(start, start + 3990))) for start in range(0x4E00, 0x8E00, 4000)),
    ),
    "each character another and none of them ours": (
        "en",
        "\n\n".join("".join(map(chr, range(start, start + 3990))) for start in range(0x20000, 0x24000, 4000)),
    ),
    "a long letter in Chinese": ("en", filled("我写信给您，是为了教师玛尔塔·伊林（58岁）。")),
    "ogham spaces": ("ar", filled("ب\u1680")),
}
UNITS = {
    "one word": ("en", "W"),
    "one Arabic word": ("ar", "سلام"),
    "words of one letter": ("en", "a "),
    "no-break spaces": ("ar", "ب\u00a0"),
    "soft hyphens": ("en", "a\u00ad"),
    "joiners": ("en", "a\u200d"),
    "direction at each letter": ("ar", "aب"),
    "direction marks": ("ar", "a\u200fb\u200e"),
    "full stops between Arabic letters": ("ar", "\u0627 ."),
    "Arabic digits in Latin words": ("en", "\u0661f\u0661\u200a\u00ab"),
    "numbers without a letter": ("ar", "1 ,-"),
    "directions that come to nothing": ("ar", "\u061c("),
    "marks on nothing": ("ar", "-\u064b"),
    "piled marks": ("en", "e" + "\u0301\u0323\u0302\u0300"),
    "piled vowel signs": ("ar", "ب" + "\u064e\u0651\u0670\u0655"),
    "scripts we have no font for": ("en", "কአ한😀"),
    "Chinese and Latin in turns": ("en", "漢a"),
    "opening brackets of Chinese": ("en", "「"),
    "small kana, before which no line breaks": ("en", "っ"),
    "Korean words without a space": ("en", "가나(a"),
    "signs before their consonants": ("en", "क्षि"),
    "signs that Naskh alone has": ("ar", "\ufdfcf\ufd3f "),
    "currency and brackets": ("en", "\u060bl( "),
    "brackets that let no line break": ("en", "a( "),
    "dots and dashes": ("en", ".-"),
}
"""Repeated in other texts: a quarter as long in the suite, and as long as may be in a soak."""
LENGTHS |= {name: (tag, filled(unit, share=1 if SOAK > 1 else 0.25)) for name, (tag, unit) in UNITS.items()}


@pytest.mark.soak
@pytest.mark.parametrize("name", LENGTHS)
def test_the_longest_letters_are_printed(prints, name):
    """At the limits of webapp.domain.text. docs/decisions/0003-pdf.md has the times."""
    tag, words = LENGTHS[name]
    letter = a_full_letter(tag, paragraphs=text.split_paragraphs(words))
    assert len(words) <= text.MAX_TEXT_CHARS
    assert len(letter.paragraphs) <= text.MAX_PARAGRAPHS

    printed = prints(letter)

    assert fold(letter.closing) in fold(printed.pages[-1])


PRINT_PEAK_MEMORY = """
import re, sys
from pathlib import Path
from jinja2 import Environment, FileSystemLoader
from tests.printing.letters_to_print import a_full_letter
from tests.printing.printed import FONTS, ROOT, STYLESHEETS
from tests.printing.test_hostile_letters import LENGTHS
from webapp.domain import text
from webapp.printing.engine import Engine
from webapp.printing.letter_document import LetterDocument

environment = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
engine = Engine(STYLESHEETS)
for name in sys.argv[1:]:
    tag, words = LENGTHS[name]
    letter = a_full_letter(tag, paragraphs=text.split_paragraphs(words))
    engine.print(LetterDocument(environment).letters([letter]))
engine.close()
status = Path("/proc/self/status")  # on Linux ru_maxrss starts with the value of the parent process
if status.exists():
    print(re.search(r"VmHWM:\\s*(\\d+) kB", status.read_text()).group(1))
else:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


LARGEST = ("narrow spaces and two directions", "narrow spaces and wide letters")


def test_the_largest_letters_need_less_memory_than_a_small_machine_has(tmp_path):
    """The peak of the whole process, in kilobytes, one letter after the other. 200 MB is a worker's share."""
    done = subprocess.run(
        [sys.executable, "-c", PRINT_PEAK_MEMORY, *LARGEST],
        cwd=ROOT,
        env=only_our_fonts(fontconfig_file(FONTS, tmp_path)),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert int(done.stdout) < 200 * 1000


def test_every_other_field_may_be_as_long_as_allowed(prints):
    line = "W" * text.MAX_LINE_CHARS
    letter = a_full_letter(
        sender_name=line,
        sender_address=(line,) * text.MAX_ADDRESS_LINES,
        salutation=line,
        closing=line,
        target=a_target(line),
    )

    printed = prints(letter, a_full_letter(target=AMBASSADOR))

    assert fold("".join(printed.lines())).startswith(words(letter))


# Forms remove control characters and lone surrogates. The printer must not fail on them either.
@pytest.mark.parametrize(
    "character", ["\x00", "\x1b[31m", "\ud800", "\ufffe", "\U0010ffff", "\u202e", "\u2028", "\ufeff"]
)
def test_characters_that_forms_remove_do_not_stop_a_print(prints, character):
    printed = prints(a_full_letter(paragraphs=(f"before{character}after",)))

    assert "before" in printed.text
    assert "after" in printed.text
