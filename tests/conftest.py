"""The suite's order and markers, and the servers and databases that a test may ask for."""

import gc
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from tests.support import (
    compiled_templates,
    forked_workers,
    imports_in_turn,
    known_catalogues,
    known_rules,
    known_statements,
    known_static_files,
    memory,
    quick_pages,
)
from tests.support.postgres import Postgres
from tests.support.rounds import rounds
from tests.support.stores import KINDS, Store, Stores
from tests.support.valkey import Valkey
from webapp.database import postgresql

settings.register_profile(
    "any machine",
    deadline=None,  # no test measures a time
    max_examples=rounds(50),
)
settings.load_profile("any machine")
known_catalogues.remember()
known_rules.remember()
known_static_files.remember()
known_statements.remember()
quick_pages.use()
compiled_templates.share()
forked_workers.use()
memory.use()
postgresql.MAX_WAIT_FOR_CONNECTION = 60.0  # some tests have more threads than connections, on a busy machine
gc.set_threshold(50_000)  # objects made before Python looks for cycles nobody refers to; 700 by itself

TESTS = Path(__file__).parent
FOLDERS = sorted(folder.name for folder in TESTS.iterdir() if list(folder.glob("test_*.py")))
WHOLE_FILES = ("live_servers", "browser", "printing")
"""Folders whose files share a server, a browser or prints: each file runs in one process.

They come first. The quick tests of the other folders then keep all processes busy to the end.
"""
ALSO_WHOLE = (
    "tests/desk/test_page_apart.py",
    "tests/importing/test_held_out.py",
    "tests/repository/test_catalogues.py",
    "tests/repository/test_sbom.py",
)
"""Files of other folders whose tests share what takes long to make."""


class FilesThenTests(LoadScopeScheduling):
    """Distribute whole files of the folders that need it, and every other test by itself.

    Whole files come first, and wait for servers and browsers: two processes more than there are cores take
    them. The quick tests then compute: one of these processes ends before.

    `--dist loadgroup` has no effect with pytest 9.2: it renames tests, which is no longer possible.
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, _ = nodeid.partition("::")
        is_whole = file.split("/")[-2] in WHOLE_FILES or file in ALSO_WHOLE
        return file if is_whole else nodeid

    def _reschedule(self, node: WorkerController) -> None:
        """Give a process more to do, or let it end."""
        is_beyond = node in self.nodes[(os.cpu_count() or 1) + 1 :]
        if is_beyond and "::" in next(iter(self.workqueue), "") and not node.shutting_down:
            node.shutdown()
            return
        super()._reschedule(node)

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """Forget a unit that is done. Else all that are done are counted anew after each test."""
        scope = self._split_scope(self.registered_collections[node][item_index])
        super().mark_test_complete(node, item_index, duration)
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FilesThenTests:
    """Let pytest-xdist distribute tests so, whatever `--dist` says."""
    config.option.loadscopereorder = False
    return FilesThenTests(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Make a marker of each folder: `-m "not browser"`."""
    for name in FOLDERS:
        config.addinivalue_line("markers", f"{name}: all tests in tests/{name}")
    config.addinivalue_line("markers", "soak: repeats its rounds as often as SOAK says")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Tidy up when the processes of pytest-xdist have ended."""
    if not hasattr(config, "workerinput"):
        compiled_templates.forget()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Share the first imports of a whole run with the other processes."""
    config = session.config
    if hasattr(config, "workerinput") and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        imports_in_turn.import_modules(TESTS.parent, config.workerinput)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by its folder; put whole files first, each folder in the order of pytest-randomly.

    Files of the folders alternate: those of one mostly wait, those of the others mostly compute.
    """
    for item in items:
        item.add_marker(_folder(item))
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("soak")  # its profile's examples are rounds, too
    places = _places(items)
    items.sort(key=lambda item: places.get(item.path, 2.0))


def pytest_collection_finish() -> None:
    """Exclude what was imported and collected from the garbage collection: it lives to the end.

    Some hundred of them are garbage by then; to look for it took half a second.
    """
    gc.freeze()


def _places(items: list[pytest.Item]) -> dict[Path, float]:
    """Return where each whole file stands, from 0 to 1: those of each folder are spread evenly."""
    files = {name: list(dict.fromkeys(i.path for i in items if _folder(i) == name)) for name in WHOLE_FILES}
    files["others"] = [TESTS.parent / file for file in ALSO_WHOLE]
    return {path: place / len(paths) for paths in files.values() for place, path in enumerate(paths)}


def _folder(item: pytest.Item) -> str:
    return _folder_of(item.path)


@cache
def _folder_of(path: Path) -> str:
    return path.relative_to(TESTS).parts[0]


@pytest.fixture(scope="session", autouse=True)
def _temporary_files(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Delete the folders of the tests after the last one, unless a test of this process failed."""
    yield
    if not request.session.testsfailed:
        shutil.rmtree(tmp_path_factory.getbasetemp(), ignore_errors=True)


@pytest.fixture
def executed_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have workers executed as ever, not forked: for tests of their start."""
    monkeypatch.setattr(forked_workers, "MODULES", ())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server; ask it for a `database()` of your own, and leave it running."""
    server = Postgres(keeps_a_connection=True)
    yield server
    server.close()


@pytest.fixture(scope="session")
def valkey() -> Iterator[Valkey]:
    """A Valkey or Redis server; leave it running."""
    server = Valkey()
    yield server
    server.close()


@pytest.fixture(scope="session")
def templates_of_stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first store of each kind is, of which the others are copies."""
    return tmp_path_factory.mktemp("stores")


@pytest.fixture(scope="module")
def stores(request: pytest.FixtureRequest, templates_of_stores: Path) -> Iterator[Stores]:
    """What makes databases of actions; PostgreSQL is started when the first one of its kind is made."""
    made = Stores(templates_of_stores, lambda: cast(Postgres, request.getfixturevalue("postgres")))
    yield made
    made.drop_all()


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> Iterator[Store]:
    """A migrated database, once of each kind."""
    made = stores.new(request.param, tmp_path)
    yield made
    stores.drop(made)
