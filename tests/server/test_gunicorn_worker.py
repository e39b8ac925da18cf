"""gunicorn's worker tells the app when a request arrived, however long it waited for a thread."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.workers import gthread
from gunicorn.workers.gthread import TConn

from webapp.gunicorn_config import Logger
from webapp.gunicorn_worker import Worker
from webapp.web.http.thread_wait import MAX_WAIT_SECONDS, seconds_left

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
PAUSE_SECONDS = 0.05


class Bench:
    """A worker with one thread, and an app that notes what is left of the time to wait."""

    def __init__(self) -> None:
        cfg = Config()
        app = SimpleNamespace(wsgi=lambda: self.respond)
        self.worker = Worker(1, os.getpid(), [], app, 30, cfg, Logger(cfg))
        self.worker.tpool = ThreadPoolExecutor(1)
        self.worker.method_queue.init()
        self.worker.wsgi = self.respond
        self.left: list[float] = []

    def respond(
        self, _environ: object, start_response: Callable[[str, list[tuple[str, str]]], object]
    ) -> object:
        self.left.append(seconds_left())
        start_response("204 No Content", [])
        return []

    def request(self, *, when: str) -> float:
        """Send a request while the thread is taken; return the seconds for which it was."""
        mine, theirs = socket.socketpair()
        conn = TConn(self.worker.cfg, theirs, ("127.0.0.1", 1), ("127.0.0.1", 2))
        free = threading.Event()
        if when == "the thread is taken":
            self.worker.tpool.submit(free.wait, 60)
        if when != "the client is slow":
            mine.sendall(REQUEST)
        self.worker.enqueue_req(conn)
        queued_at = time.monotonic()
        time.sleep(PAUSE_SECONDS)
        if when == "the client is slow":
            mine.sendall(REQUEST)
        taken = time.monotonic() - queued_at
        free.set()
        mine.settimeout(60)
        assert mine.recv(12) == b"HTTP/1.1 204"
        self.worker.tpool.submit(int).result(60)  # the one before is done
        mine.close()
        conn.close()
        return taken


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    # After five seconds without a byte gunicorn gives the thread to others, and nobody calls it back here.
    monkeypatch.setattr(gthread, "DEFAULT_WORKER_DATA_TIMEOUT", 60.0)
    made = Bench()
    yield made
    made.worker.tpool.shutdown()
    made.worker.method_queue.close()
    made.worker.tmp.close()


def test_the_wait_for_a_thread_is_part_of_the_wait(bench: Bench) -> None:
    taken = bench.request(when="the thread is taken")

    assert bench.left[0] <= max(0.0, MAX_WAIT_SECONDS - taken)


def test_a_client_that_takes_its_time_is_not_said_to_have_waited(bench: Bench) -> None:
    begun = time.monotonic()
    bench.request(when="the client is slow")
    whole = time.monotonic() - begun

    assert bench.left[0] > MAX_WAIT_SECONDS - whole + PAUSE_SECONDS / 2
