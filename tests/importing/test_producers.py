"""Addresses beside each other, in files by several programs: both are right in all."""

from pathlib import Path

import pytest
import weasyprint

from tests.importing.test_find import EXPECTED
from tests.importing.two_columns import LAYOUTS, page_with
from webapp.importing.find import find_fields
from webapp.importing.reading.any_format import read_document

LIBREOFFICE = sorted(
    file
    for file in (Path(__file__).parent / "libreoffice").iterdir()
    if not file.name.endswith((".py", "__"))
)


def assert_all_is_found(content: bytes) -> None:
    findings = find_fields(read_document(content))
    values = {field.name: field.value for field in findings.fields}
    assert {name: values.get(name) for name in EXPECTED} == EXPECTED
    assert not findings.lost_words()


def test_samples_are_there_in_each_format() -> None:
    """See `libreoffice/make_samples.py`."""
    assert {file.suffix for file in LIBREOFFICE} == {".pdf", ".docx", ".odt", ".rtf"}
    assert len(LIBREOFFICE) == 12
    assert all(file.stat().st_size < 40_000 for file in LIBREOFFICE)


@pytest.mark.parametrize("file", LIBREOFFICE, ids=lambda file: file.name)
def test_a_file_by_libreoffice(file: Path) -> None:
    assert_all_is_found(file.read_bytes())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_pdf_by_weasyprint(layout: str) -> None:
    assert_all_is_found(weasyprint.HTML(string=page_with(layout)).write_pdf())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_web_page(layout: str) -> None:
    assert_all_is_found(page_with(layout).encode())
