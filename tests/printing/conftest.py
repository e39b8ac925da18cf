"""A printer for all print tests, and a check that WeasyPrint logs no warning."""

import logging
from collections.abc import Callable, Iterator

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.printing.printed import FONTS, PATIENT, ROOT, STYLESHEETS, Printed
from webapp.domain.letter import Letter
from webapp.printing.letter_document import LetterDocument
from webapp.printing.printer import Printer
from webapp.printing.process import LOG


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-goldens",
        action="store_true",
        help="accept the current prints as goldens; look at tests/goldens before you commit them",
    )


class LogCollector(logging.Handler):
    """Keeps the messages that the printing process sends."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@pytest.fixture(scope="session")
def weasyprint_log() -> Iterator[LogCollector]:
    collector = LogCollector()
    LOG.addHandler(collector)
    yield collector
    LOG.removeHandler(collector)


@pytest.fixture(scope="session")
def printer(weasyprint_log: LogCollector, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printer]:
    printer = Printer(
        FONTS,
        STYLESHEETS,
        tmp_path_factory.mktemp("fontconfig"),
        wait_seconds=60,
        bounds=PATIENT,
        starts_now=True,
    )
    assert weasyprint_log.messages == [], "WeasyPrint warned about a style sheet"
    yield printer
    printer.close()


@pytest.fixture(autouse=True)
def warnings_of_weasyprint(weasyprint_log: LogCollector, printer: Printer) -> Iterator[list[str]]:
    """Fail a test that makes WeasyPrint warn. A test that does so on purpose clears this list."""
    weasyprint_log.messages.clear()
    yield weasyprint_log.messages
    assert weasyprint_log.messages == []


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
    """Return a function that prints letters, `prints(letter, other)`, or a document, `prints(html)`."""

    def prints(*what: Letter | str) -> Printed:
        letters = [each for each in what if isinstance(each, Letter)]
        html = document.letters(letters) if letters else str(what[0])
        return Printed(printer.render(html))

    return prints
