"""Printed documents look like the pictures in tests/goldens. `make goldens` renews these.

Pictures are 72 dpi and grey, which shows one changed letter or a shift of 0.2 mm. A failing test leaves
what was expected, what came, and the difference in tests/failures.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.printing.letters_to_print import AMBASSADOR, FAX_LABELS, MINISTER, a_full_letter
from tests.printing.printed import ROOT
from webapp.domain.address import PostalAddress
from webapp.domain.letter import Letter
from webapp.domain.stationery import Envelope, Paper, Window
from webapp.domain.target import PostalCopy
from webapp.printing.letter_document import LetterDocument

GOLDENS = ROOT / "tests" / "goldens"
FAILURES = ROOT / "tests" / "failures"

SHADES = 48
"""Difference allowed, of 256: the edges of glyphs differ between versions of FreeType and processors."""

CARD = (
    "I am writing about Marta Ilin, sentenced to six years in prison for names that she read aloud.",
    "Please release her at once and unconditionally.",
)
FAX = replace(MINISTER, fax=("+1 202 555 0100", "+1 202 555 0101"))
COUNCIL = PostalAddress(("Council of the Bench", "3 Linden Square", "10204 Karsava"))
COPIED = replace(MINISTER, copies_by_post=(PostalCopy("Council of the Bench", COUNCIL, "VE"),))
ABROAD = {"country_line": "UNITED STATES"}

LETTERS: dict[str, tuple[Letter, ...]] = {
    "en-a4": (a_full_letter("en"),),
    "en-a4-right": (a_full_letter("en", window=Window.RIGHT, **ABROAD),),
    "en-letter": (a_full_letter("en", paper=Paper.LETTER),),
    "en-letter-right": (a_full_letter("en", AMBASSADOR, paper=Paper.LETTER, window=Window.RIGHT, **ABROAD),),
    "ru-a4": (a_full_letter("ru"),),
    "es-a4": (a_full_letter("es"),),
    "ar-a4": (a_full_letter("ar", window=Window.RIGHT),),
    "ar-a4-left": (a_full_letter("ar", AMBASSADOR, country_line="الولايات المتحدة / UNITED STATES"),),
    "ar-letter": (a_full_letter("ar", paper=Paper.LETTER),),
    "en-two-targets": (a_full_letter("en"), a_full_letter("en", AMBASSADOR)),
    "ru-two-pages": (a_full_letter("ru", paragraphs=a_full_letter("ru").paragraphs * 2),),
    "en-without-sender": (a_full_letter("en", sender_name="", sender_address=()),),
    "en-mixed-directions": (
        a_full_letter(
            "en", paragraphs=("Her words were:", *a_full_letter("ar").paragraphs[1:2], "Line one\nline two")
        ),
    ),
}
OTHERS: dict[str, Callable[[LetterDocument], str]] = {
    **{
        f"envelope-{one}": partial(
            LetterDocument.envelopes, letters=[a_full_letter("en", AMBASSADOR, envelope=one, **ABROAD)]
        )
        for one in Envelope
    },
    "postcards-a4": partial(
        LetterDocument.postcards, letters=[a_full_letter("en", AMBASSADOR, card=CARD, **ABROAD)]
    ),
    "postcards-letter": partial(
        LetterDocument.postcards,
        letters=[
            a_full_letter("es", AMBASSADOR, card=CARD, paper=Paper.LETTER),
            a_full_letter("ar", card=a_full_letter("ar").paragraphs[:2], paper=Paper.LETTER, **ABROAD),
        ],
    ),
    "en-copy-to": partial(
        LetterDocument.letters,
        letters=[a_full_letter("en", COPIED, postal_copies=((*COUNCIL.lines, "VELDANIA"),))],
        copy_label="Copy to",
    ),
    "ar-copy-to": partial(
        LetterDocument.letters,
        letters=[a_full_letter("ar", COPIED, postal_copies=((*COUNCIL.lines, "VELDANIA"),))],
        copy_label="نسخة إلى",
    ),
    "fax-a4": partial(LetterDocument.fax, letter=a_full_letter("en", FAX), labels=FAX_LABELS),
}


@pytest.mark.parametrize("name", [*LETTERS, *OTHERS])
def test_a_print_looks_like_its_golden(prints, document, name, request):
    what = LETTERS[name] if name in LETTERS else (OTHERS[name](document),)
    pictures = prints(*what).pictures()

    if request.config.getoption("--renew-goldens", default=False):
        renew(name, pictures)
    goldens = sorted(GOLDENS.glob(f"{name}-[0-9].png"))
    assert len(pictures) == len(goldens), "another number of pages; if that is right: make goldens"
    for golden, picture in zip(goldens, pictures, strict=True):
        if left := compare(golden, picture):
            pytest.fail(f"{golden.name} is not as it was, see {left}; if it is right so: make goldens")


def renew(name: str, pictures: list[Image.Image]) -> None:
    for old in GOLDENS.glob(f"{name}-[0-9].png"):
        old.unlink()
    for number, picture in enumerate(pictures, 1):
        picture.quantize(16).save(GOLDENS / f"{name}-{number}.png", optimize=True)


def compare(golden: Path, picture: Image.Image) -> str:
    """Return an empty string for equal pictures, else the path of the three pictures to look at."""
    with Image.open(golden) as opened:
        expected = opened.convert("L")
    if expected.size == picture.size:
        difference = ImageChops.difference(expected, picture)
        if difference.getextrema()[1] <= SHADES:
            return ""
    else:
        difference = picture
    FAILURES.mkdir(exist_ok=True)
    kinds = {"expected": expected, "actual": picture, "difference": ImageChops.invert(difference)}
    for kind, image in kinds.items():
        image.save(FAILURES / f"{golden.stem}-{kind}.png")
    return f"{FAILURES / golden.stem}-*.png"


def test_a_changed_glyph_is_found(prints, tmp_path):
    """The comparison itself: it finds one changed glyph on the page."""
    (before,) = prints(a_full_letter()).pictures()
    (after,) = prints(a_full_letter(salutation="Dear Minisfer,")).pictures()
    golden = tmp_path / "before.png"
    before.save(golden)

    assert ImageChops.difference(before, after).getextrema()[1] > SHADES
    assert compare(golden, before) == ""
