"""Statements, compiled once a process: most tests open a database, and SQLAlchemy compiles for each anew."""

from collections.abc import Hashable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.util import LRUCache

MOST = 3_000
"""Statements kept. The suite has some hundreds."""


class KnownStatements:
    """In place of an engine's cache. What is compiled for a dialect holds for all its engines."""

    def __init__(self) -> None:
        self._kept: LRUCache[Hashable, Any] = LRUCache(MOST)

    def get(self, key: tuple[Any, ...]) -> Any:
        """Return a compiled statement, if there is one."""
        return self._kept.get(_of_any_engine(key))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._kept[_of_any_engine(key)] = compiled


def _of_any_engine(key: tuple[Any, ...]) -> Hashable:
    dialect, *statement = key
    return type(dialect), getattr(dialect, "server_version_info", None), *statement


def remember() -> None:
    """Let all engines that are made from now on share what was compiled."""
    create_engine = sa.create_engine
    known = KnownStatements()

    def remembering(*args: Any, **options: Any) -> sa.Engine:
        engine = create_engine(*args, **options)
        engine._compiled_cache = known  # type: ignore[assignment]
        return engine

    sa.create_engine = remembering  # type: ignore[assignment]
