"""A letter in every language: no empty box, its own fonts, and the text in the file is the letter."""

from dataclasses import replace

import pytest

from tests.printing.letters_to_print import TEXTS
from tests.printing.printed import (
    FONTS,
    ROOT,
    arabic_words,
    fold,
    lines_of,
    unmirrored,
    without_marks,
    words,
)
from tests.printing.short_letters import SHORT, a_short_letter
from tests.printing.test_suggested_letters import GORINOV
from webapp.domain.address import PostalAddress
from webapp.domain.language import parse
from webapp.printing import script_runs
from webapp.printing.fonts import characters
from webapp.printing.line_breaking import with_break_opportunities, without_break_opportunities

SHIPPED = [tag for tag in GORINOV.editions if tag not in TEXTS]
"""Editions beyond those that `test_suggested_letters` prints."""
FACES = {"Arab": "Noto-Naskh-Arabic"} | {
    script: f"Noto-Serif-{name}"
    for script, name in (
        ("Deva", "Devanagari"),
        ("Hans", "SC"),
        ("Jpan", "JP"),
        ("Kore", "KR"),
        ("Thai", "Thai"),
    )
}
MAX_BYTES = 150_000


def a_shipped_letter(tag):
    edition = GORINOV.editions[tag]
    target = GORINOV.targets[0]
    return replace(
        a_short_letter(tag) if tag in SHORT else replace(a_short_letter("uk"), language=parse(tag)),
        subject=edition.text.letter.subject,
        salutation=edition.text.targets[target.id].salutation,
        paragraphs=edition.text.letter.paragraphs,
        closing=edition.text.letter.closing,
    )


@pytest.mark.parametrize(
    "letter",
    [
        *(pytest.param(a_short_letter(tag), id=tag) for tag in SHORT),
        *(pytest.param(a_shipped_letter(tag), id=f"{tag}-shipped") for tag in SHIPPED),
    ],
)
def test_a_letter_is_printed_without_a_box_and_reads_back_as_it_is(prints, printer, letter):
    """As PDFium reads it, which Chrome has. The limits of `test_printed_text` are undone on both sides."""
    printed = prints(letter)  # a warning of a missing glyph fails the test, too

    assert printer.missing(letter.subject + words(letter)) == frozenset()
    face = FACES.get(letter.language.script, "Appeal-Serif")
    assert {name.split("+")[1] for name in printed.fonts} == {face, "Appeal-Serif"}
    read, written = (unmirrored(fold(text)) for text in (printed.text, words(letter)))
    assert len(printed.pages) == 1
    if letter.language.direction == "rtl":
        assert without_marks(read) == without_marks(written)
        assert arabic_words(printed.text_in_file_order) == arabic_words("\n".join(lines_of(letter)))
    else:
        assert read == written
    assert len(printed.data) <= MAX_BYTES


def test_persian_joiners_and_the_hamza_of_a_heh_are_in_the_file(prints):
    """They have no ink of their own, and no PDF reader could know them."""
    letter = a_short_letter("fa")

    read = fold(prints(letter).text)

    assert read.count("\u200c") == letter.body.count("\u200c") == 4
    assert read.count("ه\u0654") == letter.body.count("ه\u0654") == 3


@pytest.mark.parametrize(("language", "face"), [("ja", "JP"), ("zh-Hans", "SC"), ("ko", "JP"), ("en", "SC")])
def test_an_address_has_the_characters_of_its_language(prints, document, language, face):
    """直 has one code point, and another shape in Chinese and Japanese. Else it is always the same font."""
    letter = a_short_letter("pl")
    target = replace(letter.target, address=PostalAddress(("直",)), locality_lines=())

    printed = prints(replace(document, address_language=language).letters([replace(letter, target=target)]))

    assert {name.split("+")[1] for name in printed.fonts} == {"Appeal-Serif", f"Noto-Serif-{face}"}


def test_every_font_for_print_has_spaces():
    """Pango takes a space from the font of what stands before it, and draws a box where there is none."""
    assert [path.name for path in FONTS.glob("*.ttf") if not characters([path]) >= {0x20, 0xA0}] == []


@pytest.mark.parametrize("tag", ["ja", "ko", "zh-Hans", "hi", "fa", "th"])
def test_no_line_break_is_added_to_an_honest_text(tag):
    text = a_short_letter(tag).paragraphs[0] * 20

    assert script_runs.limit_script_runs(text) == text
    assert without_break_opportunities(with_break_opportunities(text)) == text


def test_chinese_and_japanese_lines_are_full(prints):
    """An added opportunity is one that the renderer takes too early."""
    printed = prints(replace(a_short_letter("ja"), paragraphs=("あいうえお漢字かな" * 40,)))

    lines = [line for line in printed.lines() if line.startswith(tuple("あいうえお漢字かな"))]
    assert len({len(line) for line in lines[:-1]}) == 1


def test_korean_words_stay_whole(prints):
    letter = a_short_letter("ko")
    letter = replace(letter, paragraphs=(letter.paragraphs[0] * 4,))

    words_written = set(letter.body.split())
    words_read = {word for line in prints(letter).lines() for word in line.split()}

    assert words_written - words_read == set()


def test_the_stylesheet_puts_each_scripts_own_font_first():
    css = (ROOT / "static" / "css" / "scripts.css").read_text("utf-8")

    for script, face in FACES.items():
        if script != "Thai":
            block = css.split(f'[data-script="{script}"] {{')[1].split("}")[0]
            first = block.split("--letter-face:")[1].split(",")[0].strip().strip('"')
            assert first == face.replace("-", " ")
