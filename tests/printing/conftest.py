"""A printer for all tests of the print, and the ear that hears whether WeasyPrint complained."""

import logging
from collections.abc import Callable, Iterator

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.printing.printed import FONTS, ROOT, STYLESHEETS, Printed
from webapp.domain.letter import Letter
from webapp.printing.letter_document import LetterDocument
from webapp.printing.printer import Printer
from webapp.printing.process import LOG


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-goldens",
        action="store_true",
        help="take what is printed now for right; look at tests/goldens before you commit it",
    )


class Ear(logging.Handler):
    """Keeps what the printing process hands on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@pytest.fixture(scope="session")
def ear() -> Iterator[Ear]:
    ear = Ear()
    LOG.addHandler(ear)
    yield ear
    LOG.removeHandler(ear)


@pytest.fixture(scope="session")
def printer(ear: Ear, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printer]:
    printer = Printer(FONTS, STYLESHEETS, tmp_path_factory.mktemp("fontconfig"))
    assert ear.heard == [], "WeasyPrint complained about letter.css"
    yield printer
    printer.close()


@pytest.fixture(autouse=True)
def warnings_of_weasyprint(ear: Ear, printer: Printer) -> Iterator[list[str]]:
    """No test may make WeasyPrint warn. One that means to clears this list."""
    ear.heard.clear()
    yield ear.heard
    assert ear.heard == []


@pytest.fixture(scope="session")
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined
    )


@pytest.fixture(scope="session")
def document(environment: Environment) -> LetterDocument:
    return LetterDocument(environment, "en")


@pytest.fixture(scope="session")
def prints(printer: Printer, document: LetterDocument) -> Callable[..., Printed]:
    """Print letters, `prints(letter, other)`, or a document set already, `prints(html)`."""

    def prints(*what: Letter | str) -> Printed:
        letters = [one for one in what if isinstance(one, Letter)]
        html = document.letters(letters) if letters else str(what[0])
        return Printed(printer.render(html))

    return prints
