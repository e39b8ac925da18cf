"""Processes that use one database at once. Each works with several threads.

Each notes in a file of its own, unbuffered, what was acknowledged to it: a killed one has still been heard.
"""

import os
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from tests.support.forked_servers import CONTEXT, ForkedProcess
from webapp.actions.log import ActionLog
from webapp.database import schema
from webapp.domain.action import Action
from webapp.domain.channel import Channel

TARGETS = ("ambassador", "prosecutor")
THREADS = 8
TOKENS = [f"token-number-{number:05}" for number in range(20)]

Note = Callable[[str, str], object]
Job = Callable[[ActionLog, Note], None]


class Processes:
    """Processes with one job, held at the door until each is let go."""

    def __init__(self, job: Job, url: str, folder: Path, size: int, threads: int = THREADS) -> None:
        self._notes = [folder / f"{job.__name__}-{number}" for number in range(size)]
        self._doors: list[Connection] = []
        self.members: list[ForkedProcess] = []
        for notes in self._notes:
            door, ours = CONTEXT.Pipe(duplex=False)
            self.members.append(ForkedProcess(_work, job, url, threads, notes, door))
            self._doors.append(ours)
            door.close()
        while not all(notes.exists() for notes in self._notes):
            assert [member.poll() for member in self.members] == [None] * size
            time.sleep(0.01)

    def let_go(self, number: int) -> None:
        """Let one of them begin, if there are so many."""
        if number < len(self.members):
            self._doors[number].send("")

    def work(self) -> None:
        """Let all go at once and wait for them to end well."""
        for number in range(len(self.members)):
            self.let_go(number)
        assert [member.wait() for member in self.members] == [0] * len(self.members)

    def heard(self) -> dict[str, Counter[str]]:
        """Return the tokens by the word that was noted of them."""
        heard: dict[str, Counter[str]] = {}
        for line in "".join(notes.read_text() for notes in self._notes).splitlines():
            word, token = line.split(":", 1)
            heard.setdefault(word, Counter())[token] += 1
        return heard


def _work(job: Job, url: str, threads: int, notes: Path, door: Connection) -> None:
    os.environ["DATABASE_URL"] = url
    file = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        door.recv()
    except EOFError:  # the test has ended
        return
    with closing(ActionLog(url)) as log:

        def work() -> None:
            job(log, lambda word, token: os.write(file, f"{word}:{token}\n".encode()))

        helpers = [threading.Thread(target=work) for _ in range(threads - 1)]
        for helper in helpers:
            helper.start()
        work()
        for helper in helpers:
            helper.join()


# Their jobs


def report_the_same(log: ActionLog, note: Note) -> None:
    for token in TOKENS:
        note("repeated" if log.record(token, some_actions()).repeated else "recorded", token)


def undo_the_same(log: ActionLog, note: Note) -> None:
    for token in TOKENS:
        undone = log.undo(token, "gorinov")
        note("unknown" if undone is None else "repeated" if undone.repeated else "undone", token)


def report_until_killed(log: ActionLog, note: Note) -> None:
    while True:
        token, actions = secrets.token_urlsafe(16), some_actions(quantity=1 + secrets.randbelow(3))
        note("asked", token)
        log.record(token, actions)
        note("recorded", token)
        note("repeated" if log.record(token, actions).repeated else "doubled", token)
        if secrets.randbelow(3) == 0:
            note("undo asked", token)
            log.undo(token, "gorinov")
            note("undone", token)


def fork(log: ActionLog, note: Note) -> None:
    log.record("token-before-the-forks", some_actions())
    if not (child := os.fork()):
        try:
            log.record("token-of-the-careless", some_actions())
        except RuntimeError as refusal:
            note("refused", str(refusal))
        log.close()  # must leave the parent's connection alone
        os._exit(0)
    os.waitpid(child, 0)
    log.record("token-of-the-parent", some_actions())
    log.close()
    if not (child := os.fork()):
        log.record("token-of-the-careful", some_actions())
        log.close()
        os._exit(0)
    log.record("token-of-the-parent-again", some_actions())
    os.waitpid(child, 0)


def upgrade(log: ActionLog, note: Note) -> None:
    schema.upgrade(os.environ["DATABASE_URL"])


def some_actions(quantity: int = 1) -> list[Action]:
    day = date(2024, 5, 7)
    return [Action("gorinov", Channel.EMAIL, target, "ru", quantity, day, False) for target in TARGETS]
