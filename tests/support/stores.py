"""A migrated database of actions, of either kind, as a test wants it: fresh, and open to plain SQL."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.support.postgres import Postgres
from webapp.database import schema
from webapp.database.engine import is_postgresql
from webapp.team import schema as desk_schema

KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Store:
    """A database by its URL."""

    url: str

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask it; days come as text and truths as numbers, whichever kind it is."""
        return [tuple(_plain(value) for value in row) for row in self._run(statement, fetch=True)]

    def run(self, statement: str) -> None:
        """Change something behind the app's back."""
        self._run(statement, fetch=False)

    @property
    def is_sound(self) -> bool:
        """Whether SQLite finds its own file in order; PostgreSQL has no such question."""
        return is_postgresql(self.url) or self.rows("PRAGMA integrity_check") == [("ok",)]

    def _run(self, statement: str, *, fetch: bool) -> list[Any]:
        engine = sa.create_engine(self.url, poolclass=sa.NullPool)
        try:
            with engine.begin() as connection:
                answer = connection.execute(sa.text(statement))
                return list(answer) if fetch else []
        finally:
            engine.dispose()


@dataclass(frozen=True)
class Stores:
    """Makes stores: the schema's steps are gone through once a kind, then copied."""

    folder: Path
    postgres: Callable[[], Postgres]
    left: list[str] = field(default_factory=list)
    """URLs of PostgreSQL's that are to be dropped: each has 8 MB, in memory where there is room."""

    def new(self, kind: str, folder: Path) -> Store:
        """Make one; SQLite's file is `appeal.db` in `folder`."""
        if kind == "postgresql":
            return self._of_postgres(self._template("appeal", schema.upgrade))
        template = self.folder / "appeal.db"
        if not template.exists():
            schema.upgrade(f"sqlite:///{template}")
        shutil.copy(template, folder)
        return Store(f"sqlite:///{folder / template.name}")

    def new_desk(self, kind: str, folder: Path) -> Store:
        """Make a database of the desk; SQLite's file is `desk.db` in `folder`."""
        if kind == "postgresql":
            return self._of_postgres(self._template("desk", desk_schema.upgrade))
        template = self.folder / "desk.db"
        if not template.exists():
            desk_schema.upgrade(f"sqlite:///{template}")
        shutil.copy(template, folder)
        return Store(f"sqlite:///{folder / template.name}")

    def drop(self, store: Store) -> None:
        """Take a store away for good; of SQLite's the folder goes."""
        if store.url in self.left:
            self.left.remove(store.url)
            self.postgres().drop(store.url)

    def drop_all(self) -> None:
        """Take all away that are left."""
        for url in [*self.left]:
            self.drop(Store(url))

    def _of_postgres(self, template: str = "") -> Store:
        store = Store(self.postgres().database(template))
        self.left.append(store.url)
        return store

    def empty(self, kind: str, folder: Path) -> Store:
        """Make one without a table; of SQLite there is no file yet."""
        if kind == "postgresql":
            return self._of_postgres()
        return Store(f"sqlite:///{folder / 'appeal.db'}")

    def _template(self, name: str, upgrade: Callable[[str], None]) -> str:
        known = self.folder / f"{name}-postgresql"
        if not known.exists():
            url = self.postgres().database()
            upgrade(url)
            known.write_text(url)
        return known.read_text()


def _plain(value: object) -> object:
    match value:
        case bool():
            return int(value)
        case date():
            return value.isoformat()
        case _:
            return value
