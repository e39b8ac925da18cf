"""One line of `appeal doctor`: what was looked at, how it is, and what to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How something is. The values are in the output, also in JSON."""

    OK = "ok"
    LOOK = "look at this"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. What is not OK has a remedy."""

    state: State
    about: str
    text: str
    remedy: str = ""


def ok(about: str, text: str) -> Finding:
    """Return a finding of something that is as it should be."""
    return Finding(State.OK, about, text)


def look(about: str, text: str, remedy: str) -> Finding:
    """Return a finding that a person has to judge: the app works."""
    return Finding(State.LOOK, about, text, remedy)


def broken(about: str, text: str, remedy: str) -> Finding:
    """Return a finding of something that does not work, or is no longer private."""
    return Finding(State.BROKEN, about, text, remedy)


@contextmanager
def warnings_collected() -> Iterator[list[str]]:
    """Collect what the app would log as a warning, instead of printing it."""
    collected: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            collected.append(record.getMessage())

    logger, collector = logging.getLogger("appeal"), Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield collected
    finally:
        logger.removeHandler(collector)
