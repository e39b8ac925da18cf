"""Counters in memory that forked processes share: added up over all of them, bounded, and killed by none."""

import os
import signal
import threading
from collections.abc import Callable
from functools import partial

import pytest

from webapp.server.host_memory import MAX_VALUE_BYTES, Allowance, HostMemory

# Python 3.12 and newer warn of a fork beside threads, such as those of xdist.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def in_child(work: Callable[[], object]) -> int:
    """Do it in a forked process, as a worker is; return the process id."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def test_forked_processes_count_together() -> None:
    memory = HostMemory(entries=64)

    children = [in_child(lambda: [memory.count("letters", 1, 60) for _ in range(500)]) for _ in range(4)]
    for child in children:
        os.waitpid(child, 0)

    assert memory.count("letters", 0, 60) == 2_000


def test_forked_processes_have_one_allowance() -> None:
    memory = HostMemory()  # a smaller table would lose the counter, the oldest of 801 names
    allowance = Allowance("letters", 100, 60)

    def spend(child: int) -> None:
        for number in range(200):
            memory.spend(f"receipt {number} of child {child}", 1, [allowance], 60)

    for process in [in_child(partial(spend, child)) for child in range(4)]:
        os.waitpid(process, 0)

    assert memory.count("letters", 0, 60) == 100


def test_a_process_that_is_killed_keeps_nobody_waiting() -> None:
    memory = HostMemory(entries=64)
    ready, tell = os.pipe()

    def hold_the_lock() -> None:
        with memory._lock():
            os.write(tell, b"x")
            signal.pause()

    child = in_child(hold_the_lock)
    os.read(ready, 1)
    counted: list[int] = []
    waiting = threading.Thread(target=lambda: counted.append(memory.count("letters", 1, 60)))
    waiting.start()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    waiting.join(60)
    os.close(ready)
    os.close(tell)

    assert counted == [1]


def test_a_caller_with_many_names_takes_no_more_than_the_bound() -> None:
    memory = HostMemory(entries=80)

    for number in range(1_000):
        memory.count(f"number {number}", 1, 60)
        memory.add(f"value {number}", b"", 60)

    assert len(memory.names()) == 80
    assert memory.count("number 999", 0, 60) == 1


def test_a_value_that_is_too_long_is_refused_and_not_cut() -> None:
    memory = HostMemory(entries=8)

    with pytest.raises(ValueError, match="at most 40 bytes"):
        memory.add("name", b"x" * (MAX_VALUE_BYTES + 1), 60)
    assert memory.add("name", b"x" * MAX_VALUE_BYTES, 60) == b"x" * MAX_VALUE_BYTES


def test_it_leaves_no_file(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    HostMemory(entries=8).count("letters", 1, 60)

    assert os.listdir(str(tmp_path)) == []  # noqa: PTH208
