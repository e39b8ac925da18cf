"""Text that changes script or direction at every letter gets line breaks; honest text never does."""

import pytest

from webapp.printing import script_runs

CHANGING = {
    "two directions": "\u202f\u0627f",
    "two scripts without a font for one": "\u05d0\u0628",
    "full stops between Arabic letters": "\u0627 .",
    "Arabic digits in Latin words": "\u0661f\u0661\u200a\u00ab",
    "numbers without a letter": "1 ,-",
    "numbers and thin spaces": "1\u2009\u200d",
    "directions that come to nothing": "\u061c(",
    "marks on nothing": "-\u064b",
}


@pytest.mark.parametrize("name", CHANGING)
def test_text_that_changes_script_at_every_letter_gets_line_breaks(name: str) -> None:
    """The renderer gets short lines, and nothing of the text is lost."""
    words = CHANGING[name] * 300

    limited = script_runs.limit_script_runs(words)

    assert max(map(len, limited.split("\n"))) <= script_runs.WINDOW_CHARS
    assert limited.replace("\n", "") == words


@pytest.mark.parametrize(
    "words",
    [
        "كتبت Marta Ilin إلى OHCHR في جنيف يوم 9 مارس 2023 (Reg. No. 207). ",
        "المادة ١١٤٫٢ والمادة ١٩ من «العهد الدولي»، في ٩ مارس ٢٠٢٣. ",
        "العَرَبِيَّةُ بِالتَّشْكِيلِ التَّامِّ، كَمَا فِي الكُتُبِ. ",
        "می‌خواهم آن‌ها را ببینم، و نمی‌توانم. ",
        "Статья 114.2 УК РФ, Amnesty International (2024), п. 3. ",
        "Nguye\u0302\u0303n Phu\u031b\u01a1\u0301c, Ta\u0300 Nia\u0323, 2024. ",
        "Nom\u202f: «\u202fMarta\u202f», 58\u202fans\u202f! ",
        "Α΄ 114, β΄ 115· Μαΐου. 1, 2, 3, 4 and 5; (a), (b), (c). ",
    ],
)
def test_no_honest_text_gets_a_line_break(words: str) -> None:
    """Not even a long text with quotations, figures and names in another script throughout."""
    assert script_runs.limit_script_runs(words * 60) == words * 60
