"""The languages of the interface: a catalogue that cannot be read costs its own language."""

from pathlib import Path

import pytest

from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.domain.language import Language
from webapp.web.http import locales
from webapp.web.http.locales import CatalogueNotCompiled

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def a_catalogue(root: Path, locale: str, messages: str, header: str = HEADER) -> Path:
    """Write a catalogue of the interface, compiled as far as its presence goes."""
    path = root / locale / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(header + messages, encoding="utf-8")
    path.with_suffix(".mo").touch()
    return path


def test_english_and_the_complete_catalogues_are_offered(tmp_path: Path) -> None:
    a_catalogue(tmp_path, "pt_BR", 'msgid "a"\nmsgstr "b"\n')
    a_catalogue(tmp_path, "es", 'msgid "a"\nmsgstr ""\n')

    assert [language.tag for language in locales.offered(tmp_path)] == ["en", "pt-BR"]


def test_a_catalogue_that_is_no_po_file_is_named_and_costs_its_own_language(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = a_catalogue(tmp_path, "es", 'msgid "a\n')
    a_catalogue(tmp_path, "fr", "")

    with pytest.raises(InvalidCatalogue) as refused:
        locales.is_complete(path)
    languages = locales.offered(tmp_path)

    assert str(refused.value).startswith(f"{path}, line 4: the file cannot be read")
    assert refused.value.line == 4
    assert [language.tag for language in languages] == ["en", "fr"]
    assert f"the page language es is not offered: {path}, line 4" in caplog.text


def test_a_complete_catalogue_that_is_not_compiled_is_named(tmp_path: Path) -> None:
    a_catalogue(tmp_path, "es", "").with_suffix(".mo").unlink()

    with pytest.raises(CatalogueNotCompiled, match=r"es/messages\.po is not compiled; run `make run`"):
        locales.offered(tmp_path)


@pytest.mark.parametrize(("name", "reviewed"), [("Pía Ejemplo", True), ("nobody yet", False)])
def test_a_catalogue_is_reviewed_when_its_header_names_a_person(
    tmp_path: Path, name: str, reviewed: bool
) -> None:
    a_catalogue(tmp_path, "es", "", header=f"# Reviewed by: {name}\n{HEADER}")

    assert locales.is_reviewed(tmp_path, Language("es")) == reviewed
