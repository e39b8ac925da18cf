"""The measures in webapp/printing/geometry.py are those of static/css/paper.css."""

import re

import pytest

from tests.repository.stylesheets import declarations
from webapp.domain.stationery import Paper
from webapp.printing import geometry
from webapp.printing.geometry import MM_PER_INCH, MM_PER_POINT, SHEETS

UNITS = {"mm": 1.0, "in": MM_PER_INCH, "pt": MM_PER_POINT, "em": 1.0}
LETTERS = {
    (declaration.selector, declaration.property): declaration.value
    for declaration in declarations()
    if declaration.file in ("scripts.css", "letter.css", "paper.css") and not declaration.around
}
PAGES = {Paper.A4: "@page a4, a4-arab, a4-arabext", Paper.LETTER: "@page letter, letter-arab, letter-arabext"}


def lengths(selector: str, name: str) -> list[float]:
    """Return the lengths of a property in the style sheet: in millimetres, or in ems where it says em."""
    value = LETTERS[selector, name]
    return [float(number) * UNITS[unit] for number, unit in re.findall(r"([\d.]+)(mm|in|pt|em)", value)]


@pytest.mark.parametrize("paper", Paper)
def test_size_and_margins_are_those_of_the_page(paper: Paper) -> None:
    sheet = SHEETS[paper]

    assert lengths(PAGES[paper], "size") == pytest.approx([sheet.width, sheet.height])
    assert lengths(PAGES[paper], "margin") == pytest.approx(
        [sheet.margin_top, sheet.margin_side, sheet.margin_bottom]
    )


@pytest.mark.parametrize("paper", Paper)
def test_lines_begin_at_the_indent(paper: Paper) -> None:
    name = (f".paper-{paper}", "padding-inline-start")

    assert (lengths(*name) if name in LETTERS else [0.0]) == pytest.approx([SHEETS[paper].indent])


@pytest.mark.parametrize("paper", Paper)
def test_the_text_begins_below_head_and_date(paper: Paper) -> None:
    """The date is one line in the type of a Latin letter; in other scripts it is up to 1.2 mm higher."""
    defaults = ":root, [data-script]"
    (size,) = lengths(defaults, "--letter-size")
    (date_size,) = lengths(".letter-sender, .letter-address, .letter-date", "font-size")
    date_leading = float(LETTERS[defaults, "--letter-leading-close"])
    (head,) = lengths(f".paper-{paper} .letter-head", "min-block-size")
    (gap,) = lengths(f".paper-{paper} .letter-date", "margin-block-end")

    text_top = SHEETS[paper].margin_top + head + size * date_size * date_leading + gap

    assert SHEETS[paper].text_top == pytest.approx(text_top, abs=0.05)


@pytest.mark.parametrize(
    ("selector", "name", "length"),
    [
        (".letter-salutation", "margin-block-end", geometry.SALUTATION_GAP_EM),
        (".letter-text p + p", "margin-block-start", geometry.PARAGRAPH_GAP_EM),
        (".letter-closing", "margin-block-start", geometry.CLOSING_GAP_EM),
        (".letter-signature", "padding-block-start", geometry.LEAST_SIGNATURE_SPACE_MM),
        (".letter-signature.is-roomy", "padding-block-start", geometry.SIGNATURE_SPACE_MM),
    ],
)
def test_a_gap_is_as_high_as_in_the_style_sheet(selector: str, name: str, length: float) -> None:
    unit = "mm" if "signature" in selector else "em"

    assert LETTERS[selector, name] == f"{length:g}{unit}"
