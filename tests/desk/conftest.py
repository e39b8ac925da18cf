"""The desk as its tests see it: real parts, a moment that a test sets, people who are signed in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.support.desk_client import ADA, TEAM, DeskClient, KnownSessions
from tests.support.documents_read_here import find_here
from tests.support.stores import Store, Stores
from webapp import settings
from webapp.desk_app import DeskDependencies, create_desk
from webapp.domain.stationery import Paper
from webapp.preview_app import PreviewApp
from webapp.team.desk_database import DeskDatabase
from webapp.team.documents.reading import DocumentReader
from webapp.team.handover.catalogue import Catalogue
from webapp.team.handover.pack import Pack
from webapp.team.handover.pack_printer import PackPrinter, PrinterBusy
from webapp.team.people.person import Person


@dataclass
class DeskWorld:
    """What a test can set."""

    moment: datetime = datetime(2030, 5, 1, 13, tzinfo=UTC)
    sessions: KnownSessions = field(default_factory=lambda: KnownSessions(*TEAM))


@pytest.fixture
def desk_world() -> DeskWorld:
    """A morning in 2030."""
    return DeskWorld()


@pytest.fixture
def desk_store(stores: Stores, tmp_path: Path) -> Store:
    """A fresh database of the desk, on SQLite."""
    return stores.new_desk("sqlite", tmp_path)


@pytest.fixture
def desk_database(desk_store: Store) -> Iterator[DeskDatabase]:
    """The same, opened."""
    opened = DeskDatabase(desk_store.url)
    yield opened
    opened.close()


@pytest.fixture
def page_store(stores: Stores, tmp_path: Path) -> Store:
    """A fresh database of the page, where the desk looks for it."""
    return stores.new("sqlite", tmp_path)


@pytest.fixture(scope="session")
def preview_pages(tmp_path_factory: pytest.TempPathFactory) -> PreviewApp:
    """The public app of previews, made at its first use and shared by all desks of a session."""
    chosen = settings.read({"DATA": str(tmp_path_factory.mktemp("preview"))})
    return PreviewApp(chosen)


class FakePackPrinter:
    """In place of a printer of packs: none is printed unless a test says so."""

    def __init__(self) -> None:
        self.is_busy = False
        self.printed: list[tuple[Pack, Paper]] = []
        self.real: PackPrinter | None = None

    def print(self, pack: Pack, words: Catalogue, paper: Paper, /) -> bytes:
        """Print by the real one, if there is one."""
        if self.is_busy:
            raise PrinterBusy
        self.printed.append((pack, paper))
        return self.real.print(pack, words, paper) if self.real else b"%PDF-"


@pytest.fixture
def pack_printer() -> FakePackPrinter:
    """The printer of handover packs."""
    return FakePackPrinter()


@pytest.fixture
def document_reader() -> DocumentReader:
    """A reader of documents that starts no process: where that is the subject, `DocumentReader()` reads."""
    return DocumentReader(find=find_here)


@pytest.fixture
def desk_app(
    desk_world: DeskWorld,
    desk_database: DeskDatabase,
    page_store: Store,
    preview_pages: PreviewApp,
    pack_printer: FakePackPrinter,
    document_reader: DocumentReader,
    tmp_path: Path,
) -> Flask:
    """The desk, put together from real parts."""
    chosen = settings.read(
        {"DATA": str(tmp_path), "CAMPAIGNS": str(tmp_path / "campaigns"), "DATABASE_URL": page_store.url}
    )
    parts = DeskDependencies(
        desk_database,
        desk_world.sessions,
        lambda: desk_world.moment,
        preview_pages,
        pack_printer,
        document_reader,
    )
    return create_desk(chosen, parts)


@pytest.fixture
def sign_in(desk_app: Flask) -> Callable[[Person | None], DeskClient]:
    """Return the client of a person, or of nobody."""
    return lambda person: DeskClient(desk_app, person)


@pytest.fixture
def desk(sign_in: Callable[[Person | None], DeskClient]) -> DeskClient:
    """The client of a coordinator."""
    return sign_in(ADA)
