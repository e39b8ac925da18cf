"""The picture of a case and its poster: what is on them, that it fits, and that the code can be read."""

import io
from dataclasses import replace
from functools import cache
from typing import Any

import pypdfium2
import pytest
import segno
from PIL import Image

from tests.printing.printed import Printed, fold
from tests.printing.test_accessible import breaches
from tests.repository.stylesheets import declarations
from tests.support.pictures import a_photo
from webapp.campaigns.pictures import prepare_photo
from webapp.domain import language
from webapp.domain.stationery import Paper
from webapp.printing.case_document import (
    PICTURE_SIZE,
    PICTURE_SIZES,
    POSTER_SIZES,
    CaseDocument,
    CaseLabels,
    Phrase,
    PrintedCase,
    PrintedPhoto,
)
from webapp.printing.geometry import SHEETS
from webapp.printing.printer import ResourceBlocked
from webapp.printing.protocol import MessageType

LABELS = CaseLabels("Write a letter", "Write: scan this code, or open this address", "Run by")
URL = "https://letters.example/en/lamp"
WORDS = {
    "en": ("Ada Example", "Free the keeper of the lighthouse", "She was locked up for lighting a lamp."),
    "ru": ("Ада Примерова", "Свободу смотрительнице маяка", "Её заперли за то, что она зажгла лампу."),
    "ar": ("آدا مثال", "الحرية لحارسة المنارة", "سُجنت لأنها أضاءت مصباحًا."),
    "hi": ("अदा उदाहरण", "प्रकाशस्तंभ की रक्षिका को रिहा करें", "उन्हें एक दीया जलाने के लिए क़ैद किया गया।"),
    "el": ("Άντα Παράδειγμα", "Ελευθερία στη φύλακα του φάρου", "Φυλακίστηκε γιατί άναψε μια λάμπα."),
}
QUIET = 4
"""Modules of white around a code."""
DEADLINE = "Until 8 May 2030."


@cache
def a_photo_of(size: tuple[int, int] = (800, 1000)) -> PrintedPhoto:
    english = language.parse("en")
    picture = prepare_photo("photo.jpg", a_photo(size=size))
    return PrintedPhoto(picture.desktop, Phrase("Ada at her lamp", english), Phrase("© Lamps", english))


def a_case(tag: str = "en", **changes: object) -> PrintedCase:
    its = language.parse(tag)
    who, headline, summary = (Phrase(words, its) for words in WORDS[tag])
    case = PrintedCase(its, "Urgent Action 1/30", who, headline, (summary,), DEADLINE, URL)
    return replace(case, **changes)  # type: ignore[arg-type]


@pytest.fixture
def cases(environment):
    return CaseDocument(environment, LABELS)


@pytest.fixture
def poster(printer, cases):
    def poster(case, paper=Paper.A4):
        return Printed(printer.render(cases.poster(case, paper), request=MessageType.SHEET))

    return poster


@pytest.fixture
def picture(printer, cases):
    def picture(case):
        return Image.open(io.BytesIO(printer.render(cases.picture(case), request=MessageType.PICTURE)))

    return picture


def code_on(printed: Printed, url: str, page: int = 0) -> list[list[bool]]:
    """Read the modules of the QR code on a page, where the figure with the address is."""
    size = len(segno.make(url, error="m", micro=False).matrix) + 2 * QUIET
    left, top, right, bottom = box_of_figure(printed, url.partition("//")[2])
    with pypdfium2.PdfDocument(printed.data) as document:
        scale = 4
        image = document[page].render(scale=scale, grayscale=True).to_pil().convert("L")
    points = scale * 72 / 96  # the box is in CSS pixels
    module_x, module_y = (right - left) / size, (bottom - top) / size
    assert module_x == pytest.approx(module_y)
    assert module_x / 96 * 25.4 > 0.7  # in millimetres: read from an arm away

    def is_dark(x: int, y: int) -> bool:
        place = ((left + (x + 0.5) * module_x) * points, (top + (y + 0.5) * module_y) * points)
        value = image.getpixel((int(place[0]), int(place[1])))
        assert isinstance(value, int)
        return value < 128

    return [[is_dark(x, y) for x in range(size)] for y in range(size)]


def box_of_figure(printed: Printed, alt: str) -> tuple[float, ...]:
    found = []

    def walk(node: Any) -> None:
        if node.get("/S") == "/Figure" and node.get("/Alt") == alt:
            found.append(tuple(float(number) for number in node["/A"]["/BBox"]))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid := kid.get_object(), dict):
                walk(kid)

    walk(printed.catalog["/StructTreeRoot"])
    (box,) = found
    return box


def modules(url: str) -> list[list[bool]]:
    """Return what must be on paper, with the white around it."""
    return [
        [bool(module) for module in row]
        for row in segno.make(url, error="m", micro=False).matrix_iter(border=QUIET)
    ]


@pytest.mark.parametrize("with_photo", [False, True])
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("tag", WORDS)
def test_a_poster_is_one_page_with_all_of_it(poster, tag, paper, with_photo):
    case = a_case(
        tag, photo=a_photo_of() if with_photo else None, sender=Phrase("Lamps", language.parse("en"))
    )

    printed = poster(case, paper)

    (text,) = printed.pages
    for words in (*WORDS[tag], "letters.example/en/lamp", LABELS.scan, LABELS.run_by, "Lamps", DEADLINE):
        assert fold(words) in fold(text) or fold(words[::-1]) in fold(text) or tag == "ar", words
    (size,) = printed.sizes
    assert size == pytest.approx((SHEETS[paper].width, SHEETS[paper].height), abs=0.1)
    assert printed.catalog["/Lang"] == tag
    assert printed.title == f"{WORDS[tag][0]}: {WORDS[tag][1]}"
    assert all("/FontFile2" in font or "/FontFile3" in font for font in printed.fonts.values())
    assert breaches(printed.data) == set()


@pytest.mark.parametrize("url", [URL, f"http://{'a' * 56}.onion/zh-Hant/a-rather-long-slug-of-a-campaign"])
@pytest.mark.parametrize("paper", Paper)
def test_the_code_on_a_poster_is_the_address(poster, paper, url):
    read = code_on(poster(a_case(url=url), paper), url)

    assert read == modules(url)


@pytest.mark.parametrize("with_photo", [False, True])
@pytest.mark.parametrize(
    "changes",
    [
        {"headline": Phrase("Free the keeper of the lighthouse at once. " * 8, language.parse("en"))},
        {"who": Phrase("The Society of the Keepers of Lighthouses " * 4, language.parse("en"))},
        {"summary": (Phrase("She was locked up for lighting a lamp. " * 100, language.parse("en")),)},
        {"summary": (Phrase("لأنها أضاءت مصباحًا في الليل " * 60, language.parse("ar")),)},
        {"who": Phrase("A" * 200, language.parse("en"))},
    ],
)
def test_long_texts_leave_a_poster_one_page_and_its_code_free(poster, changes, with_photo):
    case = a_case(photo=a_photo_of() if with_photo else None, **changes)

    for paper in Paper:
        printed = poster(case, paper)

        assert len(printed.pages) == 1
        assert "letters.example/en/lamp" in printed.text
        assert code_on(printed, URL) == modules(URL)


def test_a_summary_without_room_is_left_out_whole(cases):
    long = a_case(summary=(Phrase("She was locked up for lighting a lamp. " * 100, language.parse("en")),))

    assert "locked up" not in cases.poster(long, Paper.A4)
    assert "locked up" in cases.poster(a_case(), Paper.A4)


@pytest.mark.parametrize("with_photo", [False, True])
@pytest.mark.parametrize("tag", WORDS)
def test_a_picture_has_the_size_that_networks_show(picture, tag, with_photo):
    drawn = picture(a_case(tag, photo=a_photo_of() if with_photo else None))

    assert drawn.format == "JPEG"
    assert drawn.size == PICTURE_SIZE
    ink = drawn.convert("L").point(lambda value: 255 * (value < 100))
    accent, photo_side = (1190, 200) if tag == "ar" else (10, 1000)
    assert drawn.getpixel((accent, 300))[0] > 2 * drawn.getpixel((accent, 300))[1]  # the bar at the beginning
    assert ink.crop((60, 60, 1140, 400)).getbbox()
    assert (
        bool(ink.crop((photo_side - 150, 420, photo_side + 150, 560)).getbbox()) is with_photo or tag == "ar"
    )


def test_a_picture_is_small_whatever_the_photograph(printer, cases):
    noise = io.BytesIO()
    Image.effect_noise((1280, 1600), 100).convert("RGB").save(noise, "JPEG", quality=95)
    size = prepare_photo("noise.jpg", noise.getvalue()).desktop
    case = a_case(photo=PrintedPhoto(size, Phrase("Noise", language.parse("en"))))

    assert len(printer.render(cases.picture(case), request=MessageType.PICTURE)) <= 150_000


def test_the_same_case_is_the_same_bytes(printer, cases):
    case = a_case(photo=a_photo_of())
    for html, request in (
        (cases.picture(case), MessageType.PICTURE),
        (cases.poster(case, Paper.A4), MessageType.SHEET),
    ):
        assert printer.render(html, request=request) == printer.render(html, request=request)


@pytest.mark.parametrize("request_type", [MessageType.SHEET, MessageType.PICTURE])
@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://example.org/spy.jpg",
        "spy.jpg",
        "data:image/png;base64,AAAA",
        "data:text/html,x",
    ],
)
def test_nothing_but_a_photograph_within_it_is_read(printer, request_type, address):
    image = f'<img src="{address}" alt="x"/>'
    page = f'<html lang="en"><head><title>x</title></head><body><p>x{image}</p></body></html>'

    with pytest.raises(ResourceBlocked):
        printer.render(page, request=request_type)


def test_a_letter_has_no_photographs(printer, cases):
    with pytest.raises(ResourceBlocked):
        printer.render(cases.poster(a_case(photo=a_photo_of()), Paper.A4))


def test_markup_in_the_words_of_a_case_is_text(poster):
    odd = Phrase('<img src="http://x.example/y.png"/> & <svg>', language.parse("en"))

    assert "<img src=" in poster(a_case(headline=odd)).text


@pytest.mark.parametrize(
    ("what", "sizes", "unit"), [("picture", PICTURE_SIZES, "px"), ("poster", POSTER_SIZES, "pt")]
)
def test_the_sizes_of_type_are_those_of_the_style_sheet(what, sizes, unit):
    found = {
        each.selector: each.value
        for each in declarations()
        if each.file == "poster.css" and each.property == "font-size"
    }
    for size in sizes:
        parts = {"who": size.who, "headline": size.headline} | (
            {"case": size.summary} if size.summary else {}
        )
        for part, value in parts.items():
            assert found[f".{what}.is-{size.name} .{what}-{part}"] == f"{value:g}{unit}"
