"""How long a page takes while letters are printed, and while reports are recorded as well.

Somebody asks for pages at a steady pace, by the clock: a late answer does not keep the next question back, as
the next supporter knows nothing of it. Quiet and busy stretches take turns. Five bytes of another gunicorn,
which prints nothing, are asked for in the same way: what those wait is the machine's share.

`python -m benchmarks.latency` measures; with `ask` it is the process that asks, with `print` the one
that has letters printed.
"""

import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import load, record
from benchmarks.actions import KEY, reports
from benchmarks.crowd import ask as ask_all
from benchmarks.load import Served
from benchmarks.record import Finding
from webapp.database import schema
from webapp.settings import ROOT

ROUNDS, SECONDS = 4, 4
A_SECOND, CONNECTIONS = 60, 4
"""Pages asked for: a case in the news; and how many people ask at a time."""
PRINTING = 4
PAGE = "/en/gorinov"
PAGES = {"a kept page": "GET", "a page Flask makes": "POST"}
"""The one comes from memory; the other is a draft that comes back as a whole page."""
MOST = 2.0
"""How much longer a page may take while letters are printed."""
WORDS = urlencode(
    {"letter": "en", "to": "ambassador", "text": "I write for the person at risk. " * 40, "page": "en"}
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(port: int, method: str, seconds: float) -> None:
    """Be the process that asks: print the time of each answer, from when it should have been asked for."""
    path = PAGE if method == "GET" else f"{PAGE}/letter"
    body, headers = (None, {}) if method == "GET" else (WORDS, FORM)
    times: list[float] = []

    def person(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for turn in range(int(A_SECOND * seconds / CONNECTIONS)):
            due = begun + (turn * CONNECTIONS + number) / A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            connection.request(method, path, body, {"Host": "localhost", **headers})
            answer = connection.getresponse()
            assert answer.status == 200
            assert answer.read()
            times.append(time.perf_counter() - due)
        connection.close()

    begun = time.perf_counter()
    _all_together(CONNECTIONS, person)
    json.dump(times, sys.stdout)


def print_letters(port: int) -> None:
    """Be the process that prints until it is ended: letters that nobody else has, one after the other."""

    def person(number: int) -> None:
        connection, turn = http.client.HTTPConnection("127.0.0.1", port), 0
        while True:
            turn += 1
            body = WORDS + urlencode({"sender_name": f"Supporter {number} of turn {turn}"})
            connection.request("POST", f"{PAGE}/letter.pdf", body, {"Host": "localhost", **FORM})
            answer = connection.getresponse()
            answer.read()
            assert answer.status in (200, 503), answer.status

    _all_together(PRINTING, person)


def _all_together(number: int, person: object) -> None:
    threads = [threading.Thread(target=person, args=(one,), daemon=True) for one in range(number)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def printing(server: Served) -> Iterator[None]:
    """Have four people print all the time."""
    with _self("print", str(server.port)) as process:
        time.sleep(1)  # the printing processes are there
        try:
            yield
        finally:
            process.kill()


@contextmanager
def recording(server: Served) -> Iterator[None]:
    """Have four people report as fast as they are answered."""
    end = threading.Event()

    def go_on() -> None:
        while not end.is_set():
            assert set(ask_all(server.port, reports(200, server.port), 4).statuses) == {200}

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def pages(server: Served, method: str) -> list[float]:
    """Give the times of a stretch."""
    with _self("ask", str(server.port), method, str(SECONDS)) as process:
        told, _ = process.communicate()
    assert process.returncode == 0
    return list(json.loads(told))


def _self(*arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "benchmarks.latency", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def measure(server: Served, hello: Served) -> list[Finding]:
    """Take quiet and busy stretches in turns."""
    findings = []
    for name, method, asked, most in (
        *((name, method, server, MOST) for name, method in PAGES.items()),
        ("five bytes of another gunicorn", "GET", hello, None),
    ):
        stretches: dict[str, list[float]] = {"quiet": [], "printing": [], "both": []}
        pages(asked, method)  # the first opens what there is to open
        for _ in range(ROUNDS):
            stretches["quiet"].append(_p99(pages(asked, method)))
            with printing(server):
                stretches["printing"].append(_p99(pages(asked, method)))
                with recording(server):
                    stretches["both"].append(_p99(pages(asked, method)))
        quiet, busy, both = (statistics.median(found) for found in stretches.values())
        findings += [
            Finding(f"{name}: 99 % within, nobody printing", quiet * 1000, "ms"),
            Finding(f"{name}: while four people print, beside that", busy / quiet, "x", most, at_most=True),
            Finding(f"{name}: and four more report", both / quiet, "x"),
        ]
    return findings


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def main() -> int:
    """Measure, print and write down."""
    match sys.argv[1:]:
        case ["ask", port, method, seconds]:
            ask(int(port), method, float(seconds))
            return 0
        case ["print", port]:
            print_letters(int(port))
            return 0
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/appeal.db"
        schema.upgrade(url)
        with (
            load.served("webapp.wsgi:app", Path(folder), SECRET_KEYS=KEY, DATABASE_URL=url) as server,
            load.served("benchmarks.hello:app", Path(folder)) as hello,
        ):
            findings = measure(server, hello)
    about = {"versions": record.versions("gunicorn", "weasyprint"), "load": {"pages a second": A_SECOND}}
    return 0 if record.tell("latency", findings, about) else 1


if __name__ == "__main__":
    sys.exit(main())
