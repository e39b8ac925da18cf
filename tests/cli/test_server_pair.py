"""Two servers beside each other: whichever way one of the three processes ends, no server stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from webapp.settings import ROOT

PAIR = """
import signal, sys
from webapp.cli.server_pair import ServerPair
for number in (signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)  # a run of the tests under nohup ignores them
raise SystemExit(ServerPair([sys.executable, "-c", sys.argv[1]], [sys.executable, "-c", sys.argv[2]]).run())
"""
LATE_DESK = """
import os, sys
from webapp.cli.server_pair import ServerPair

class AfterPage(list):
    def __iter__(self):
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        return super().__iter__()

page = [sys.executable, "-c", sys.argv[1]]
raise SystemExit(ServerPair(page, AfterPage([sys.executable, "-c", sys.argv[2]])).run())
"""
"""The desk is started when the page has ended already, as where its port is taken."""
SERVER = """
import os, pathlib, time
pathlib.Path({name!r} + ".part").write_text(str(os.getpid()))
pathlib.Path({name!r} + ".part").rename({name!r})
time.sleep(300)
"""
"""Stands in for a server: it writes its process id to a file, and ends by a signal."""
FAILING = "raise SystemExit(7)"
WITHIN_SECONDS = 60


def eventually(condition: Callable[[], object]) -> bool:
    """Wait until a condition holds."""
    give_up = time.monotonic() + WITHIN_SECONDS
    while not condition():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.01)
    return True


class Pair:
    """Both servers in their test: `page` and `desk` are their process ids."""

    def __init__(self, folder: Path, page: str = "", desk: str = "", code: str = PAIR) -> None:
        self.folder = folder
        self.log = folder / "log"
        codes = (page or SERVER.format(name="page"), desk or SERVER.format(name="desk"))
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", code, *codes],
                cwd=folder,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stderr=log,
            )

    def pid(self, name: str) -> int:
        """Wait for the server, and until the pair has noted it, and return its process id."""
        assert eventually((self.folder / name).exists)
        assert eventually(lambda: state(self.process.pid) == "S")  # it waits for the end of one of them
        return int((self.folder / name).read_text())

    def end(self) -> int:
        """Wait for the end of the pair, and return its exit status."""
        return self.process.wait(WITHIN_SECONDS)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Two servers that run until they are told to end."""
    pair = Pair(tmp_path)
    yield pair
    pair.process.kill()
    pair.process.wait()


def state(process: int) -> str:
    """Return the letter of a process's state, as ps has it; "" when there is none."""
    command = ["ps", "-o", "stat=", "-p", str(process)]
    return subprocess.run(command, capture_output=True, text=True).stdout[:1]


def is_gone(process: int) -> bool:
    """Return whether a process has ended. An orphan that nobody waits for has, too."""
    return state(process).strip() in ("", "Z")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_both(pair: Pair, number: signal.Signals) -> None:
    page, desk = pair.pid("page"), pair.pid("desk")

    pair.process.send_signal(number)

    assert pair.end() == 128 + signal.SIGTERM
    assert is_gone(page)
    assert is_gone(desk)


def test_nothing_stays_behind_a_killed_parent(pair: Pair) -> None:
    page, desk = pair.pid("page"), pair.pid("desk")

    pair.process.kill()

    assert eventually(lambda: is_gone(page) and is_gone(desk))


def test_the_desk_ends_with_a_killed_page(pair: Pair) -> None:
    page, desk = pair.pid("page"), pair.pid("desk")

    os.kill(page, signal.SIGKILL)

    assert pair.end() == 128 + signal.SIGKILL
    assert is_gone(desk)


def test_the_page_goes_on_without_the_desk_and_a_sentence_says_so(pair: Pair) -> None:
    page = pair.pid("page")
    os.kill(pair.pid("desk"), signal.SIGKILL)

    assert eventually(lambda: "The desk has ended; the page goes on without it." in pair.log.read_text())
    assert not is_gone(page)
    assert pair.process.poll() is None


def test_the_end_of_the_page_is_the_end_with_its_status(tmp_path: Path) -> None:
    assert Pair(tmp_path, page=FAILING).end() == 7


def test_a_page_that_ends_before_the_desk_begins_is_noticed(tmp_path: Path) -> None:
    assert Pair(tmp_path, page=FAILING, code=LATE_DESK).end() == 7
