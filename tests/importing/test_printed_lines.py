"""A passage of a PDF knows where each of its printed lines begins and stands."""

from dataclasses import asdict
from itertools import pairwise

from tests.importing.sheets import SHEET, as_html, as_pdf
from webapp.importing.document import Box, Document, Format, Passage, PrintedLine, sanitize
from webapp.importing.find import find_fields
from webapp.importing.process import findings_from
from webapp.importing.reading.any_format import read_document
from webapp.importing.reading.pdf_layout import PageSize, passages_of
from webapp.importing.reading.pdf_text import Piece


def test_the_lines_of_a_page_follow_each_other_and_are_within_their_passage() -> None:
    for passage in read_document(as_pdf(SHEET)).passages:
        assert passage.box is not None
        assert passage.lines[0].start == 0
        for before, after in pairwise(passage.lines):
            assert before.start < after.start
            assert before.box.top < after.box.top
            assert passage.text[after.start - 1].isspace()
        assert {passage.lines[0].box.top, passage.lines[-1].box.bottom} == {
            passage.box.top,
            passage.box.bottom,
        }


def test_a_word_that_a_line_breaks_is_parted_where_it_breaks() -> None:
    lines = (
        "Ada Lamp was sentenced to seven years of impris\x02",
        "onment for lighting a lamp in her harbour.",
    )
    pieces = [Piece(text, 60, 300, 100 + 12.0 * number, 10) for number, text in enumerate(lines)]
    (passage,) = passages_of(pieces, [], PageSize(1, 600, 800), 1, is_rtl=False)
    assert "imprisonment" in passage.text
    assert [passage.text[line.start :][:6] for line in passage.lines] == ["Ada La", "onment"]


def test_lines_are_kept_with_findings_and_earlier_findings_have_none() -> None:
    findings = find_fields(read_document(as_pdf(SHEET)))
    kept = asdict(findings)
    assert findings_from(kept) == findings
    for passage in kept["document"]["passages"]:
        del passage["lines"]
    assert not any(passage.lines for passage in findings_from(kept).document.passages)
    assert not any(passage.lines for passage in read_document(as_html(SHEET)).passages)


def test_a_passage_that_lost_a_character_has_no_lines() -> None:
    box = Box(0, 0, 1, 1)
    passage = Passage("Ada \u202eLamp", 1, box=box, lines=(PrintedLine(0, box),))
    assert sanitize(Document(Format.PDF, (passage,), 1)).passages[0].lines == ()
