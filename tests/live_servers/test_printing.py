"""Letters on a real server whose printing processes are killed, stopped or orphaned."""

import io
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.live_servers import canary_words
from tests.live_servers.canary_requests import FILES
from tests.live_servers.processes import gone, is_alive, printing, workers
from tests.live_servers.raw_http import RawClient, Response
from tests.support import servers
from tests.support.rounds import rounds

LETTER = FILES[0]
PAGE = LETTER.removesuffix("/letter.pdf")
KILLS = rounds(2)
"""In every other round of all printing processes."""
LIBRARIES = ("libpango", "libgobject", "libharfbuzz", "libfontconfig")
Started = tuple[servers.Server, RawClient]


def a_form(word: str) -> dict[str, str | list[str]]:
    return {"letter": "en", "to": ["prosecutor", "ambassador"], "text": f"{word} is mine.", "closing": "Bye"}


def is_whole(answer: Response, word: str) -> bool:
    """Return whether an answer is the PDF of a letter, to its last page; else it is a page with the draft."""
    if answer.status == 200:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.body), strict=True).pages]
        assert len(pages) == 2
        assert all(word in page for page in pages)
        return True
    assert answer.status in (500, 503)
    assert f"{word} is mine." in answer.form(f"{PAGE}/letter")["text"]
    assert answer.page.words(answer.page.by_id("problem")).strip()
    assert ("Retry-After" in answer.headers) == (answer.status == 503)
    return False


@contextmanager
def a_server(folder: Path, number: int = 2) -> Iterator[Started]:
    server = servers.start(folder / "data", WORKERS=str(number), RATE_LIMITS="off", HOME=str(folder))
    try:
        yield server, RawClient(server.url)
        assert server.stop() == 0
    finally:
        server.stop()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """A server whose processes a test may kill: others take their places. It ends well after all tests."""
    with a_server(tmp_path_factory.mktemp("shared")) as started:
        yield started


def printing_anywhere(server: servers.Server) -> list[int]:
    return [process for worker in workers(server) for process in printing(worker)]


def warm(server: servers.Server, wire: RawClient, number: int) -> list[int]:
    """Print until each web worker has a printing process."""
    while len(printing_anywhere(server)) < number:
        with ThreadPoolExecutor(4) as pool:
            for answer in pool.map(lambda _: wire.ask("POST", LETTER, a_form("warm")), range(4)):
                is_whole(answer, "warm")
    return printing_anywhere(server)


def test_the_printing_process_alone_loads_weasyprint(shared: Started) -> None:
    server, wire = shared
    processes = warm(server, wire, 2)

    web = (server.process.pid, *workers(server, 2))
    loaded = {
        process: {library for library in LIBRARIES if library in Path(f"/proc/{process}/maps").read_text()}
        for process in (*web, *processes)
    }
    assert [loaded[process] for process in processes] == [set(LIBRARIES)] * len(processes)
    assert [loaded[process] for process in web] == [set()] * 3


@pytest.mark.soak
def test_killed_printing_processes_break_no_page_and_no_file(
    shared: Started,
) -> None:
    server, wire = shared
    warm(server, wire, 2)
    done = threading.Event()
    whole: list[bool] = []
    pages: list[int] = []

    def keep_printing() -> None:
        while not done.is_set():
            word = canary_words.a_latin_word().text
            whole.append(is_whole(wire.ask("POST", LETTER, a_form(word)), word))

    def keep_reading() -> None:
        while not done.is_set():
            pages.append(wire.ask("GET", PAGE).status)
            done.wait(0.02)

    with ThreadPoolExecutor(5) as pool:
        busy = [pool.submit(keep_printing) for _ in range(4)] + [pool.submit(keep_reading)]
        try:
            for number in range(KILLS):
                before, give_up = whole.count(True), time.monotonic() + 120
                for process in printing_anywhere(server)[number % 2 :]:
                    os.kill(process, signal.SIGKILL)
                while whole.count(True) < before + 3 and time.monotonic() < give_up:
                    time.sleep(0.01)
                assert whole.count(True) > before, "nothing is printed any more"
        finally:
            done.set()
    for job in busy:
        job.result()

    print(f"{len(whole)} letters, {whole.count(False)} of them told to try again; {len(pages)} pages")
    assert set(pages) == {200}
    assert is_whole(wire.ask("POST", LETTER, a_form("after")), "after")


def test_a_stopped_printing_process_is_replaced_and_blocks_no_page(tmp_path: Path) -> None:
    """The one letter that it had takes 22 seconds to be told; those behind it are told after five."""
    with a_server(tmp_path, 1) as (server, wire):
        (process,) = warm(server, wire, 1)
        os.kill(process, signal.SIGSTOP)

        with ThreadPoolExecutor(2) as pool:
            sent: dict[Future[Response], str] = {
                pool.submit(wire.ask, "POST", LETTER, a_form(word)): word for word in ("one", "other")
            }
            while not (answered := [letter for letter in sent if letter.done()]):
                assert wire.ask("GET", PAGE).status == 200
                wait(sent, 0.5, FIRST_COMPLETED)
            [behind] = answered
            [at_the_printer] = sent.keys() - {behind}
            for letter, status in ((behind, 503), (at_the_printer, 500)):
                assert not is_whole(letter.result(), sent[letter])
                assert letter.result().status == status

        assert gone(process)
        assert is_whole(wire.ask("POST", LETTER, a_form("third")), "third")


@pytest.mark.parametrize("at", ["rest", "a standstill"])
def test_a_killed_web_worker_leaves_no_printing_process(shared: Started, at: str) -> None:
    server, wire = shared
    processes = warm(server, wire, 2)
    if at == "a standstill":
        for process in processes:
            os.kill(process, signal.SIGSTOP)
    assert all(is_alive(process) for process in processes)

    for worker in workers(server):
        os.kill(worker, signal.SIGKILL)

    assert gone(*processes, within=15)
    assert warm(server, wire, 2)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_ends_while_it_prints_leaves_nothing_behind(tmp_path: Path, number: int) -> None:
    server = servers.start(tmp_path / "data", WORKERS="2", RATE_LIMITS="off", HOME=str(tmp_path))
    wire, started = RawClient(server.url), threading.Event()
    answers: list[Response] = []

    def keep_printing() -> None:
        while True:
            try:
                answers.append(wire.ask("POST", LETTER, a_form("mine")))
            except OSError:  # nobody listens any more
                return
            except Exception:  # an answer cut off
                if number == signal.SIGTERM:
                    raise
                return
            started.set()

    try:
        processes = warm(server, wire, 2)
        with ThreadPoolExecutor(4) as pool:
            clerks = [pool.submit(keep_printing) for _ in range(4)]
            started.wait()
            family = [*workers(server), *processes]
            os.kill(server.process.pid, number)
            ended = server.process.wait(120)
        for clerk in clerks:
            clerk.result()
    finally:
        server.stop()

    assert ended == (0 if number == signal.SIGTERM else -signal.SIGKILL)
    assert gone(*family)
    assert all(is_whole(answer, "mine") or answer.status == 503 for answer in answers)


@pytest.mark.soak
@pytest.mark.parametrize("round_", range(rounds(1)))
def test_a_reload_in_the_middle_of_printing_loses_no_letter(shared: Started, round_: int) -> None:
    server, wire = shared
    before = warm(server, wire, 2)
    done = threading.Event()
    statuses: list[int] = []

    def keep_printing() -> None:
        while not done.is_set():
            answer = wire.ask("POST", LETTER, a_form("mine"))
            is_whole(answer, "mine")
            statuses.append(answer.status)

    with ThreadPoolExecutor(2) as pool:
        clerks = [pool.submit(keep_printing) for _ in range(2)]
        while not statuses and not any(clerk.done() for clerk in clerks):
            time.sleep(0.01)
        server.process.send_signal(signal.SIGHUP)
        replaced = gone(*before, within=120)
        done.set()
    for clerk in clerks:
        clerk.result()

    assert replaced
    # On a busy machine the process of a new worker may start too late for a first letter: it is told so.
    assert set(statuses) <= {200, 503}
    assert 200 in statuses
