"""A steady load of requests, each counted as answered, sent again or failed."""

import http.client
import itertools
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.live_servers.canary_requests import LETTER, PAGE, RECORD
from tests.live_servers.raw_http import Form, RawClient, Response, ask
from tests.live_servers.reporters import COUNTED, Report

CHANCE = secrets.SystemRandom()
READING = (("GET", PAGE, None), ("GET", f"{PAGE}/count", None), ("GET", "/api/campaigns/gorinov/count", None))
WRITING = (("POST", LETTER, {"to": "ambassador", "text": "A letter."}),)


@dataclass
class SteadyLoad:
    """So many requests and more, by so many supporters at once, for as long as the `with` lasts."""

    url: str
    requests: int
    """So many at least."""
    reports: list[Report] = field(default_factory=list)
    """Each is sent once, in between."""
    supporters: int = 12
    sent: int = 0
    answered: int = 0
    again: int = 0
    """Requests on a kept connection that ended without a byte of an answer, and that were sent again.

    The server may end one that idles while a request is on its way. Browsers and proxies send again (RFC
    9112, 9.3.1); here every request may be, as the same report counts once.
    """
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._counting = threading.Lock()
        self._enough = threading.Event()
        self._work = self._requests()
        self._threads = [
            threading.Thread(target=self._run, args=[number]) for number in range(self.supporters)
        ]

    def __enter__(self) -> "SteadyLoad":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, share: float) -> None:
        """Wait until a share of all requests is answered or failed."""
        while self.answered + len(self.failed) < share * self.requests:
            if not any(thread.is_alive() for thread in self._threads):
                break
            threading.Event().wait(0.01)

    def _requests(self) -> Iterator[Report | tuple[str, str, Form | None]]:
        """Return what to send, reports at even distances."""
        every = max(1, self.requests // (len(self.reports) or self.requests))
        reports = iter(self.reports)
        for number in itertools.count():
            if number >= self.requests and self._enough.is_set():
                break
            self.sent += 1
            report = next(reports, None) if number % every == 0 else None
            yield report or CHANCE.choice(READING + WRITING)

    def _next(self) -> Report | tuple[str, str, Form | None] | None:
        with self._counting:
            return next(self._work, None)

    def _run(self, number: int) -> None:
        """Every third supporter comes anew for each request, every third idles now and then."""
        wire = RawClient(self.url)
        connection, used = wire.open(), 0
        for request in iter(self._next, None):
            if number % 3 == 0:
                connection.close()
                used = 0
            elif number % 3 == 1 and CHANCE.random() < 0.02:
                threading.Event().wait(CHANCE.random() * 3)
            else:
                threading.Event().wait(CHANCE.random() * 0.5)  # else the load slows down what it is there for
            used = self._send(connection, wire.host, request, used)
        connection.close()

    def _send(
        self,
        connection: http.client.HTTPConnection,
        host: str,
        request: Report | tuple[str, str, Form | None],
        used: int,
    ) -> int:
        """Send one; return how often the connection is used by now."""
        method, path, form = ("POST", RECORD, request.form) if isinstance(request, Report) else request
        for _ in itertools.count():
            try:
                answer = ask(connection, method, path, form, {"Host": host, "HX-Request": "true"})
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError) as why:
                connection.close()
                if used:  # it was kept, and has ended meanwhile
                    used = 0
                    self._note(again=1)
                    continue
                self._note(failed=f"{why!r} to {method} {path}")
                return 0
            except (OSError, http.client.HTTPException) as why:
                connection.close()
                self._note(failed=f"{why!r} to {method} {path}")
                return 0
            self._judge(answer, method, path, request)
            return 0 if connection.sock is None else used + 1
        raise AssertionError

    def _judge(
        self, answer: Response, method: str, path: str, request: Report | tuple[str, str, Form | None]
    ) -> None:
        if answer.status != 200:
            self._note(failed=f"{answer.status} to {method} {path}")
            return
        if isinstance(request, Report):
            if not (counted := COUNTED.search(answer.text)):
                self._note(failed=f"a report is not counted: {answer.text}")
                return
            request.counted.append(int(counted[1]))
        self._note(answered=1)

    def _note(self, answered: int = 0, again: int = 0, failed: str = "") -> None:
        with self._counting:
            self.answered += answered
            self.again += again
            if failed:
                self.failed.append(failed)
