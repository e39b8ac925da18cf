"""The report of an import: the proof by counting."""

from webapp.importing.document import Document, Format, Passage
from webapp.importing.findings import Field, Findings, Span
from webapp.importing.report import report_of


def test_a_word_that_a_value_lacks_is_named() -> None:
    """Its source is the whole passage, so that marking passages as used would not notice it."""
    document = Document(Format.TEXT, (Passage("Lamp keeper jailed"),))
    field = Field("headline", "Lamp jailed", (Span(0, 0, 18),))
    report = report_of(Findings(document, "en", (field,), (), ()))
    assert report["words"] == 3
    assert report["lost_words"] == ["keeper"]
    assert report["unplaced"] == []
