"""The fonts in static/fonts: named as their licence asks, with all that our languages need, and small."""

import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.printing.letters_to_print import TEXTS, a_full_letter
from tests.printing.printed import ROOT
from webapp.domain.script import SCRIPTS
from webapp.printing import script_runs
from webapp.printing.fonts import characters

FONTS = ROOT / "static" / "fonts"
ALL = sorted(
    path.relative_to(FONTS).as_posix() for kind in ("print", "screen") for path in FONTS.glob(f"{kind}/*")
)

KB = 1000
LIMITS = {
    "screen/appeal-serif-latin.woff2": 15 * KB,
    "screen/appeal-serif-cyrillic.woff2": 16.5 * KB,
    "screen/noto-naskh-arabic.woff2": 20 * KB,
    "screen/noto-naskh-ar-fa.woff2": 17.5 * KB,
}
SCREEN = {
    "en": "appeal-serif-latin",
    "es": "appeal-serif-latin",
    "ru": "appeal-serif-cyrillic",
    "ar": "noto-naskh-ar-fa",
}
ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىٱپچڤگ",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤئۀ",
    "ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےآؤئۂۃۓ",
    "ps": "ابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهیېيۍئآ",
    "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ",
}
"""With the letters that names and older spellings have."""


def names(font: TTFont, *numbers: int) -> list[str]:
    return [str(each) for each in font["name"].names if not numbers or each.nameID in numbers]


@pytest.mark.parametrize("file", ALL)
def test_a_changed_font_does_not_bear_the_reserved_name(file):
    """OFL 1.1, 3: "Source" is reserved. The copyright line must stay as it is, and names it (OFL 1.1, 2)."""
    with TTFont(FONTS / file) as font:
        presented = names(font, 1, 2, 3, 4, 5, 6, 16, 17)
        copyright_notice, licence = names(font, 0), names(font, 13)

    assert presented
    assert not any("source" in each.lower() for each in presented)
    assert copyright_notice
    assert "SIL Open Font License, Version 1.1" in licence[0]


@pytest.mark.parametrize("file", ALL)
def test_a_font_is_static_unhinted_truetype(file):
    with TTFont(FONTS / file) as font:
        tables = set(font.keys())

    assert "glyf" in tables
    assert not tables & {"fvar", "CFF ", "CFF2", "fpgm", "prep", "cvt "}


@pytest.mark.parametrize("file", LIMITS)
def test_a_font_for_the_screen_is_small(file):
    assert (FONTS / file).stat().st_size <= LIMITS[file]


@pytest.mark.parametrize("tag", SCREEN)
def test_a_page_in_a_language_needs_one_font_file(tag):
    """Latin letters too, which are in every page: names, addresses, e-mail addresses."""
    letter = a_full_letter(tag)
    needed = set(letter.body + letter.subject + " ".join(letter.target.address.lines)) | set(
        "abc@xyz.org 0123456789"
    )

    with TTFont(FONTS / "screen" / f"{SCREEN[tag]}.woff2") as font:
        has = set(map(chr, font.getBestCmap()))

    assert needed - has - {"\n"} == set()


@pytest.mark.parametrize("tag", ALPHABETS)
def test_all_letters_of_a_language_in_arabic_script_are_in_the_file_of_its_pages(tag):
    """A word of two files is not joined in Firefox."""
    with TTFont(FONTS / "screen" / f"{SCRIPTS['Arab'].font_for(tag)}.woff2") as font:
        has = set(map(chr, font.getBestCmap()))

    assert set(ALPHABETS[tag]) - has == set()


def test_the_readme_names_every_file_and_every_source():
    readme = (FONTS / "README.md").read_text("utf-8")
    sources = re.findall(
        r'"([^"]+\.(?:ttf|bz2))": "([0-9a-f]{64})"', Path(ROOT / "tools" / "fonts").read_text("utf-8")
    )

    assert all(Path(file).name in readme for file in ALL)
    assert len(sources) == 10
    assert all(name in readme and checksum in readme for name, checksum in sources)


@pytest.mark.parametrize(
    "licence",
    [
        f"OFL-{name}.txt"
        for name in (
            "appeal-serif",
            "noto-naskh-arabic",
            *(f"noto-serif-{of}" for of in ("cjk", "devanagari", "thai")),
        )
    ],
)
def test_the_licence_lies_beside(licence):
    text = (FONTS / licence).read_text("utf-8")

    assert text.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007" in text
    assert len(TEXTS) == len(SCREEN)


def test_every_sign_that_naskh_alone_has_counts_as_a_turn():
    """A change of font costs the renderer as much as a change of script, and its name need not tell."""
    serif, naskh = (
        characters([FONTS / "print" / f"{name}-Regular.ttf"]) for name in ("AppealSerif", "NotoNaskhArabic")
    )
    alone = [chr(code) for code in naskh - serif if unicodedata.category(chr(code))[0] in "PSZ"]

    silent = [each for each in alone if script_runs.limit_script_runs(f"f{each} " * 300) == f"f{each} " * 300]

    assert alone
    assert silent == []


def test_all_fonts_together_stay_small():
    """A checkout holds them: issue and releases count on at most ten megabytes."""
    assert sum((FONTS / file).stat().st_size for file in ALL) <= 10_000 * KB


@pytest.mark.parametrize(
    ("font", "names"),
    [
        ("NotoSerifSC", "镕喆堃昇祎玥翀垚犇淼赟旻"),
        ("NotoSerifJP", "髙﨑𠮷濵栁頰𠮟俱剝塡"),
        ("NotoSerifKR", "똠쓩쀼믜힐"),
        ("NotoSerifDevanagari", "ऋषिॐक़ख़ग़ज़ड़ढ़फ़"),
    ],
)
def test_rare_characters_of_peoples_names_are_there(font, names):
    assert [
        each for each in names if ord(each) not in characters([FONTS / "print" / f"{font}-Regular.ttf"])
    ] == []


@pytest.mark.parametrize("file", ["print/NotoNaskhArabic-Regular.ttf", "screen/noto-naskh-arabic.woff2"])
def test_persian_figures_are_not_those_of_urdu(file):
    with TTFont(FONTS / file) as font:
        four = font.getBestCmap()[0x6F4]
        gsub = font["GSUB"].table
        replaced = {
            system: {
                glyph
                for index in found.FeatureIndex
                if (record := gsub.FeatureList.FeatureRecord[index]).FeatureTag == "locl"
                for lookup in record.Feature.LookupListIndex
                for glyph in gsub.LookupList.Lookup[lookup].SubTable[0].mapping
            }
            for script in gsub.ScriptList.ScriptRecord
            if script.ScriptTag == "arab"
            for system, found in [
                ("", script.Script.DefaultLangSys),
                *((each.LangSysTag, each.LangSys) for each in script.Script.LangSysRecord),
            ]
        }

    assert four not in replaced[""] | replaced["FAR "]
    assert four in replaced["URD "]
