"""Slow letters without end, and how long other people wait for their PDF meanwhile.

`python -m benchmarks.abuse.printing` measures this checkout, `--root FOLDER` another one with an environment
of its own, such as the version before. `--case` and `--seconds` make a shorter run. The supporters come from
an address each; their letter is edited, so that no cache has it. One who gets a 503 or a 429 tries again
after the `Retry-After`, as the page's script does.
"""

import argparse
import http.client
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import record
from benchmarks.record import Finding
from tests.support.servers import free_port
from webapp.settings import ROOT

SLOW = "\n\n".join(["\u0627a" * 1_995] * 5)
"""Five paragraphs at their bound, of another direction at each letter."""
SHORT_SLOW = "\n\n".join(["\u0627a" * 1_995] * 2)
"""The same as a letter to one target, so short that it prints in the first place."""
SECONDS = 12.0
RAMP_SECONDS = 5.0
"""For how long the attack goes on before the first supporter comes."""
CONNECTIONS = 4
"""Of each hostile address. None pauses, but after a refusal."""
PACE = 0.6
"""Seconds from one supporter to the next."""
TRIES = 6
"""The first and five by the page's script."""
PATIENCE = 60
STARTS_WITHIN = 120.0


@dataclass
class Answers:
    """What the supporters met."""

    seconds: list[float] = field(default_factory=list)
    """From the press of the button to the PDF, with all tries."""
    longest: float = 0.0
    """Seconds of the longest single request."""
    statuses: Counter[int] = field(default_factory=Counter)
    without: int = 0
    """Supporters without a PDF after all their tries."""
    short: int = 0
    """Refusals whose page does not hold what was typed: the browser does."""


def form(number: int, text: str, to: tuple[str, ...] = ("prosecutor", "ambassador")) -> bytes:
    """Return a posted draft."""
    fields = [("letter", "en"), ("text", f"{text}\n\nNumber {number}."), ("closing", "Yours,")]
    return urlencode([*fields, *(("to", target) for target in to)]).encode()


@contextmanager
def served(checkout: Path) -> Iterator[int]:
    """Serve a checkout of the app behind a made-up proxy; give its port."""
    port = free_port()
    with tempfile.TemporaryDirectory() as data:
        environ = os.environ | {"DATA": data, "PORT": str(port), "PROXIES": "1", "LOG_REQUESTS": "off"}
        process = subprocess.Popen(
            [checkout / ".venv" / "bin" / "python", "-m", "webapp.cli", "serve"],
            cwd=checkout,
            env=environ,
            stdout=subprocess.DEVNULL,
        )
        try:
            give_up = time.monotonic() + STARTS_WITHIN
            while post(port, "192.0.2.1", form(0, "Hello."))[0] != 200:
                if process.poll() is not None or time.monotonic() > give_up:
                    raise RuntimeError("the server does not print")
                time.sleep(0.2)
            warm_up(port)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(40)


def warm_up(port: int) -> None:
    """Have each worker print, as one has that runs for a while: the first print takes much longer."""
    threads = [
        threading.Thread(target=post, args=(port, f"198.18.0.{number}", form(number, "Hello.")))
        for number in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def post(port: int, address: str, body: bytes) -> tuple[int, float, bool]:
    """Ask for a PDF. Give the status, 0 for a failed connection; the seconds until another try; whether the
    answer holds what was typed.
    """
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": address}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST", "/en/gorinov/letter.pdf", body, headers)
        answer = connection.getresponse()
        content = answer.read()
    except OSError:
        return 0, 0.2, False
    finally:
        connection.close()
    pause = float(answer.headers["Retry-After"]) if answer.status in (429, 503) else 0.0
    return answer.status, pause, b"Number" in content


def press(port: int, address: str, number: int, text: str, answers: Answers) -> None:
    """Ask as a supporter does, until there is a PDF."""
    begun = time.perf_counter()
    for _ in range(TRIES):
        asked = time.perf_counter()
        status, pause, holds_text = post(port, address, form(number, text))
        answers.longest = max(answers.longest, time.perf_counter() - asked)
        answers.statuses[status] += 1
        if status == 200:
            answers.seconds.append(time.perf_counter() - begun)
            return
        answers.short += not holds_text
        time.sleep(pause)
    answers.without += 1


def supporters(port: int, address: Callable[[int], str], seconds: float) -> Answers:
    """Have a supporter come every `PACE` seconds for so long, whatever became of those before."""
    answers, threads = Answers(), []
    text = "I write to you because of what I read. Please let this man go home. " * 23
    for number in range(int(seconds / PACE)):
        thread = threading.Thread(target=press, args=(port, address(number), number, text, answers))
        thread.start()
        threads.append(thread)
        time.sleep(PACE)
    for thread in threads:
        thread.join()
    return answers


@contextmanager
def attack(port: int, addresses: list[str], text: str, to: tuple[str, ...]) -> Iterator[None]:
    """Send a letter without end from each address."""
    over = threading.Event()

    def send(address: str, number: int) -> None:
        while not over.is_set():
            number += 1
            status, _pause, _text = post(port, address, form(number, text, to))
            over.wait(0 if status == 200 else 0.25)  # these machines' own limit: it shares the processors

    threads = [
        threading.Thread(target=send, args=(address, 1_000_000 * number))
        for number, address in enumerate(addresses * CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    time.sleep(RAMP_SECONDS if threads else 0)
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def own(number: int) -> str:
    """Return an address that nobody else has."""
    return f"198.51.100.{number % 250 + 1}"


def shared(_number: int) -> str:
    """Return the address of the one attacker."""
    return "203.0.113.1"


BOTH = ("prosecutor", "ambassador")
CASES: dict[str, tuple[int, str, tuple[str, ...], Callable[[int], str]]] = {
    "quiet": (0, "", BOTH, own),
    "one address, long letters": (1, SLOW, BOTH, own),
    "one address, short slow letters": (1, SHORT_SLOW, ("ambassador",), own),
    "twenty addresses, long letters": (20, SLOW, BOTH, own),
    "the supporters' own address, long letters": (1, SLOW, BOTH, shared),
    "the supporters' own address, short slow letters": (1, SHORT_SLOW, ("ambassador",), shared),
}
BOUND_SECONDS = 27.0
"""Five seconds in the queue, twenty to print, two of grace."""


def measure(checkout: Path, cases: Sequence[str], seconds: float) -> list[Finding]:
    """Measure each case with a fresh server."""
    findings = []
    quiet = 0.0
    for case in cases:
        count, text, to, address = CASES[case]
        with served(checkout) as port, attack(port, [f"203.0.113.{n + 1}" for n in range(count)], text, to):
            answers = supporters(port, address, seconds)
        median = statistics.median(answers.seconds) if answers.seconds else float("inf")
        quiet = quiet or median
        print(f"{case}: {median:.3f} s, {dict(answers.statuses)}, {answers.longest:.2f} s", flush=True)
        people = int(seconds / PACE)
        target = 2.0 if count == 1 and address is own else None
        findings += [
            Finding(f"{case}: median time to the PDF", median * 1_000, "ms"),
            Finding(f"{case}: times the quiet one", median / quiet, "", target, at_most=True),
            Finding(f"{case}: longest request", answers.longest, "s", BOUND_SECONDS, at_most=True),
            Finding(f"{case}: of {people} people, without a PDF after six tries", answers.without),
            Finding(f"{case}: refusals on a page without what was typed", answers.short),
        ]
    return findings


def main() -> int:
    """Measure, print and write it. Give the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout, with its environment")
    parser.add_argument("--case", action="append", choices=CASES, help="the quiet one comes first anyway")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each case")
    chosen = parser.parse_args()
    cases = [case for case in CASES if case == "quiet" or case in (chosen.case or CASES)]
    findings = measure(chosen.root, cases, chosen.seconds)
    name = "abuse-printing" if chosen.root == ROOT else "abuse-printing-before"
    about = {"seconds": chosen.seconds, "load": os.getloadavg()[0]}
    return 0 if record.tell(name, findings, about) else 1


if __name__ == "__main__":
    sys.exit(main())
