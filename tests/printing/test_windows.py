"""The address is visible in the envelope's window, in every position of the sheet."""

import re
from dataclasses import dataclass, replace
from functools import cache

import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.printing.letters_to_print import MINISTER, a_full_letter
from tests.printing.test_suggested_letters import GORINOV
from tests.support.rounds import cases
from webapp.domain.address import PostalAddress
from webapp.domain.stationery import Paper, Window
from webapp.printing.address_space import misfit
from webapp.printing.fonts import print_widths

INCH = 25.4
DPI = 144


@dataclass(frozen=True)
class WindowEnvelope:
    """An envelope with a window, in millimetres. `left` and `bottom` are the window's distances."""

    paper: Paper
    side: Window
    width: float
    height: float
    left: float
    bottom: float
    window_width: float
    window_height: float
    play: tuple[float, float]
    """How far the sheet can slide to the right and upwards."""

    @property
    def visible(self):
        """Left, top, right and bottom of the part of the sheet that is visible in every position."""
        panel = 105.0 if self.paper is Paper.A4 else 11 * INCH / 3  # the uppermost third
        right, up = self.play
        top = panel + up - (self.bottom + self.window_height)
        return self.left, top, self.left + self.window_width - right, panel - self.bottom


A4, LETTER, LEFT, RIGHT = Paper.A4, Paper.LETTER, Window.LEFT, Window.RIGHT
ENVELOPES = {
    "DL, window left (DIN 680)": WindowEnvelope(A4, LEFT, 220, 110, 20, 15, 90, 45, (10, 5)),
    # It is 19 mm wider than the sheet, and DIN's window begins 20 mm from the left: half is allowed for.
    "C5/6, window left (DIN 680)": WindowEnvelope(A4, LEFT, 229, 114, 20, 15, 90, 45, (9.5, 9)),
    "DL, window right (French makers, 35 mm)": WindowEnvelope(A4, RIGHT, 220, 110, 100, 20, 100, 35, (10, 5)),
    "DL, window right (French makers, 45 mm)": WindowEnvelope(A4, RIGHT, 220, 110, 100, 20, 100, 45, (10, 5)),
    "C5/6, window right (45 mm)": WindowEnvelope(A4, RIGHT, 229, 114, 109, 20, 100, 45, (19, 9)),
    # It is almost half an inch higher than a third of the sheet, which rests on the envelope's lower edge.
    "#10, window left": WindowEnvelope(
        LETTER, LEFT, 9.5 * INCH, 4.125 * INCH, 0.875 * INCH, 0.5 * INCH, 4.5 * INCH, 1.125 * INCH, (INCH, 0)
    ),
    "#10, window right": WindowEnvelope(
        LETTER,
        RIGHT,
        9.5 * INCH,
        4.125 * INCH,
        (9.5 - 0.875 - 4.5) * INCH,
        0.5 * INCH,
        4.5 * INCH,
        1.125 * INCH,
        (INCH, 0),
    ),
}
SHORT = PostalAddress(("Tomas Renn", "Ministry of Justice", "14 Linden Square", "10204 Karsava"))
LONG = PostalAddress(
    (
        "Tomas Renn",
        "Minister of Justice of the Republic of Veldania",
        "Ministry of Justice",
        "House of the Northern Gate",
        "Third Courtyard, Staircase B",
        "14 Linden Square",
        "Old Town",
        "10204 Karsava",
    )
)
ADDRESSES = {
    "short": SHORT,
    "six lines": MINISTER.address,
    "as long as may be": LONG,
    **{target.id: target.address for target in GORINOV.targets},
}
SENDERS = {
    "none": (),
    "nine lines": (
        "House of the Friends of Letters",
        *(f"Line {number} of an address" for number in range(7)),
    ),
}


@pytest.fixture(scope="module")
def find_address(prints):
    """Return a function that measures where an address is printed: left, top, right, bottom, in millimetres.

    It prints the letter with its address and without and compares the pictures: nothing else may change. The
    blank address is a direction mark and a space on each line. Each letter is printed once, because one
    print serves all envelopes of its paper and side.
    """
    first_page_of = cache(lambda letter: first_page(prints(letter).data))

    @cache
    def find_address(letter):
        blank_lines = tuple("\u200e\u00a0" for _ in letter.target.address.lines)
        blank = replace(
            letter,
            target=replace(letter.target, address=PostalAddress(blank_lines)),
            country_line="\u00a0" if letter.country_line else "",
        )
        page = first_page(prints(letter).data)
        box = ImageChops.difference(page, first_page_of(blank)).getbbox()
        return tuple(edge / DPI * INCH for edge in box)

    return find_address


def first_page(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        bitmap = document[0].render(scale=DPI / 72, grayscale=True)
        return bitmap.to_pil().convert("L")


@pytest.mark.soak
@pytest.mark.parametrize(("name", "address", "sender"), cases(ENVELOPES, ADDRESSES, SENDERS))
def test_the_whole_address_is_visible_in_the_window(find_address, name, address, sender):
    envelope = ENVELOPES[name]
    letter = a_full_letter(
        "en",
        replace(MINISTER, address=ADDRESSES[address]),
        paper=envelope.paper,
        window=envelope.side,
        country_line="UNITED STATES",
        sender_address=SENDERS[sender],
    )

    x0, y0, x1, y1 = find_address(letter)

    left, top, right, bottom = envelope.visible
    assert left <= x0 < x1 <= right
    assert top <= y0 < y1 <= bottom


@pytest.mark.parametrize("name", ENVELOPES)
def test_the_address_of_an_arabic_letter_is_visible_too(find_address, name):
    envelope = ENVELOPES[name]
    letter = a_full_letter(
        "ar", paper=envelope.paper, window=envelope.side, country_line="الولايات المتحدة / UNITED STATES"
    )

    x0, y0, x1, y1 = find_address(letter)

    left, top, right, bottom = envelope.visible
    assert left <= x0 < x1 <= right
    assert top <= y0 < y1 <= bottom


CAPITALS = PostalAddress(
    (
        "OFFICE OF THE COMMANDER OF THE MUNICIPAL LAMP GUARD",
        "MADAM ROSA MARIA VELA DE LA NOCHE",
        "HEADQUARTERS OF THE LAMP GUARD COMMAND",
        "1 LANTERN STREET, MOUNT WICK",
        "NIGHTFALL 10001, MOMMOUTH",
    )
)
FITTING = {
    "a line that wraps": CAPITALS,
    "seven wide lines": PostalAddress(("MOMMOUTH COMMERCIAL COMMUNITY 10001",) * 7),
    "a word without end": PostalAddress(("W" * 60, "MOMMOUTH")),
    "Cyrillic capitals": PostalAddress(
        ("МИНИСТЕРСТВО ЮСТИЦИИ ПРИМОРСКОЙ РЕСПУБЛИКИ ЛАМПОГРАД", "1, ЛАМПОГРАД")
    ),
    "Arabic": PostalAddress(
        ("Ministry", "وزارة العدل والشؤون القانونية وحقوق الإنسان في جمهورية المصابيح", "شارع القنديل ١")
    ),
}


@pytest.mark.parametrize("address", FITTING)
@pytest.mark.parametrize("name", ENVELOPES)
def test_what_the_measure_lets_pass_is_visible_in_the_window(find_address, name, address):
    envelope, lines = ENVELOPES[name], FITTING[address].lines
    assert misfit(lines, ["UNITED STATES"], print_widths()) == ""
    letter = a_full_letter(
        "en",
        replace(MINISTER, address=FITTING[address]),
        paper=envelope.paper,
        window=envelope.side,
        country_line="UNITED STATES",
    )

    x0, y0, x1, y1 = find_address(letter)

    left, top, right, bottom = envelope.visible
    pixels = 2 * INCH / DPI  # a line that ends at the edge shades so many
    assert left - pixels <= x0 < x1 <= right + pixels
    assert top <= y0 < y1 <= bottom


MISFITS = [
    ((*LONG.lines, "Veldania"), "10 rows in the window of at most 9, in the smallest type$"),
    (("x",) * 9, "10 rows"),
    (("W" * 60,) * 4 + ("M",), r"wider than its 75 mm: \"W+\" \(\d+ mm, 3 rows\)"),
    ((*["x"] * 7, CAPITALS.lines[0]), r"10 rows .*\(8\d mm, 2 rows\)"),
]


@pytest.mark.parametrize(("lines", "reason"), MISFITS)
def test_what_does_not_fit_is_named_with_its_measures(lines, reason):
    assert re.search(reason, misfit(lines, ["UNITED STATES"], print_widths()))


def test_room_is_kept_for_the_longest_of_the_countrys_names():
    countries = [
        "SOUTH GEORGIA",
        "ЮЖНАЯ ГЕОРГИЯ И ЮЖНЫЕ САНДВИЧЕВЫ О-ВА / SOUTH GEORGIA & SOUTH SANDWICH ISLANDS",
    ]

    assert misfit(("x",) * 8, countries[:1], print_widths()) == ""
    assert "10 rows" in misfit(("x",) * 8, countries, print_widths())


@pytest.mark.parametrize(("paper", "folds"), [(A4, (105, 210)), (LETTER, (11 * INCH / 3, 22 * INCH / 3))])
def test_the_fold_marks_are_at_the_edge(prints, paper, folds):
    page = first_page(prints(a_full_letter(paper=paper)).data)

    edge = page.crop((0, 0, int(12 / INCH * DPI), page.height))
    dark = [
        row for row in range(edge.height) if min(edge.crop((0, row, edge.width, row + 1)).tobytes()) < 200
    ]

    found = sorted({round(row / DPI * INCH) for row in dark})
    assert [min(found, key=lambda mark: abs(mark - fold)) for fold in folds] == pytest.approx(folds, abs=0.6)
    assert len(found) <= 4
