"""Supporters who report at the same time, whatever happens, and remember the responses."""

import http.client
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tests.live_servers.canary_requests import RECORD, UNDO
from tests.live_servers.raw_http import Form, RawClient, Response, ask
from webapp.actions.tokens import MIN_AGE_SECONDS
from webapp.domain.channel import Channel

_BOTH = (("ambassador", "prosecutor"), ("ambassador",), ("prosecutor",))
REACHED = dict.fromkeys(Channel, _BOTH) | dict.fromkeys((Channel.EMAIL, Channel.CALL), (("ambassador",),))
"""Whom a report can name, by channel."""
LETTERS = ("en", "ru", "es", "ar")
PATIENCE = 4_000
"""How often a patient supporter tries, 50 ms apart and more: a busy machine may restart for a minute."""
CHANCE = secrets.SystemRandom()
Task = TypeVar("Task")
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
COUNTED = re.compile(r"(\d+) actions? of yours (?:is|are) counted")
_TAKEN_BACK = "no longer counted"


@dataclass
class Report:
    """A report, and what was answered to it."""

    token: str
    channel: Channel
    to: tuple[str, ...]
    letter: str
    quantity: int
    twice: bool = False
    """Sent by two at once, as by a double click."""
    again: bool = False
    """Sent again with another number when it is acknowledged, as from an old tab."""
    undo: bool = False
    """Taken back when it is acknowledged."""
    patient: bool = True
    """Tried until it is acknowledged."""
    counted: list[int] = field(default_factory=list)
    """How many actions each response says are counted."""
    undo_asked: bool = False
    undone: bool = False
    """The undo was acknowledged."""

    @property
    def form(self) -> Form:
        """What is sent."""
        return {
            "token": self.token,
            "channel": self.channel.value,
            "to": list(self.to),
            "letter": self.letter,
            "quantity": str(self.quantity),
        }

    @property
    def total(self) -> int:
        """How many actions it stands for."""
        return self.quantity * len(self.to)


def a_report(token: str, **choices: bool) -> Report:
    """Choose what to report with a token."""
    chosen = {
        "twice": CHANCE.random() < 0.2,
        "again": CHANCE.random() < 0.2,
        "undo": CHANCE.random() < 0.2,
        "patient": CHANCE.random() < 0.8,
    }
    channel = CHANCE.choice(list(Channel))
    return Report(
        token=token,
        channel=channel,
        to=CHANCE.choice(REACHED[channel]),
        letter=CHANCE.choice(LETTERS),
        quantity=CHANCE.randint(1, 4),
        **(chosen | choices),
    )


class Reporters:
    """Threads that share a list of reports; each thread is one supporter."""

    def __init__(self, url: str, size: int, *, eager: bool = False) -> None:
        self.url = url
        """Where the server is; it may move while they work."""
        self.min_age_seconds = 0.0 if eager else MIN_AGE_SECONDS + 0.1
        """How long a form is open before it may be sent; an `eager` server takes it at once."""
        self.acknowledged = 0
        self.sent = 0
        self.unanswered = 0
        self.surprises: list[str] = []
        self.gave_up = threading.Event()
        self._released = threading.Event()
        self._size = size
        self._counting = threading.Lock()
        self._threads: list[threading.Thread] = []

    def open_forms(self, number: int) -> list[str]:
        """Open as many forms, wait as long as a person takes at least, and return their tokens."""
        tokens: list[str] = []

        def open_one(supporter: "Supporter", channel: Channel) -> None:
            answer = supporter.insist("GET", f"{RECORD}?channel={channel}")
            tokens.extend(_TOKEN.findall(answer.text) if answer else [])

        self._work([list(Channel)[index % len(Channel)] for index in range(number)], open_one)
        self.join()
        time.sleep(self.min_age_seconds)
        return tokens

    def report(self, reports: list[Report], held: int = 0) -> None:
        """Begin to send the reports; the last ones, if any are `held`, are sent after `release` alone."""
        free = len(reports) - held
        sent = [(number, report) for number, report in enumerate(reports) for _ in range(1 + report.twice)]

        def send(supporter: "Supporter", numbered: tuple[int, Report]) -> None:
            number, report = numbered
            if number >= free:
                self._released.wait()
            supporter.report(report)

        self._work(sent, send)

    def release(self) -> None:
        """Let the reports be sent that were held back."""
        self._released.set()

    @property
    def is_at_work(self) -> bool:
        """Whether anybody has anything left to do."""
        return any(thread.is_alive() for thread in self._threads)

    def wait_for(self, acknowledged: int) -> None:
        """Wait until so many reports are acknowledged, or until nothing is left to do."""
        while self.acknowledged < acknowledged and self.is_at_work:
            time.sleep(0.002)

    def give_up(self) -> None:
        """Let everybody leave when what is under way has ended."""
        self.gave_up.set()
        self.release()
        self.join()

    def join(self) -> None:
        """Wait until nothing is left to do."""
        for thread in self._threads:
            thread.join()

    def count(self, name: str) -> None:
        """Add one to one of the numbers."""
        with self._counting:
            setattr(self, name, getattr(self, name) + 1)

    def _work(self, tasks: list[Task], work: Callable[["Supporter", Task], None]) -> None:
        remaining = iter(tasks)

        def run() -> None:
            with Supporter(self) as supporter:
                for task in remaining:
                    if self.gave_up.is_set():
                        break
                    work(supporter, task)

        self._threads = [threading.Thread(target=run) for _ in range(self._size)]
        for thread in self._threads:
            thread.start()


class Supporter:
    """One of the reporters, with a connection that is kept as long as it lasts."""

    def __init__(self, reporters: Reporters) -> None:
        self._crowd = reporters
        self._wire = RawClient(reporters.url)
        self._connection = self._wire.open()

    def __enter__(self) -> "Supporter":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def report(self, report: Report) -> None:
        """Send a report, perhaps again, and perhaps take it back."""
        tries = PATIENCE if report.patient else 1
        if not self._tell(report, report.form, tries):
            return
        if report.again:
            self._tell(report, report.form | {"quantity": "9"}, 1)
        if report.undo:
            report.undo_asked = True
            answer = self.insist("POST", UNDO, {"token": report.token}, tries)
            if answer and _TAKEN_BACK in answer.text:
                report.undone = True
            elif answer:
                self._crowd.surprises.append(f"an undo is not undone: {answer.text}")

    def insist(
        self, method: str, path: str, form: Form | None = None, tries: int = PATIENCE
    ) -> Response | None:
        """Ask until there is an answer, and it is not that one should ask later."""
        for number in range(tries):
            if number and self._crowd.gave_up.wait(0.05):
                break
            answer = self._ask(method, path, form)
            if answer and answer.status == 200:
                return answer
            if answer and answer.status != 503:
                self._crowd.surprises.append(f"{answer.status} to {method} {path} {form}")
                return None
        return None

    def _tell(self, report: Report, form: Form, tries: int) -> bool:
        answer = self.insist("POST", RECORD, form, tries)
        if not answer:
            return False
        if counted := COUNTED.search(answer.text):
            if not report.counted:
                self._crowd.count("acknowledged")
            report.counted.append(int(counted[1]))
        elif _TAKEN_BACK not in answer.text or not report.undo_asked:
            self._crowd.surprises.append(f"a report is neither counted nor refused: {answer.text}")
        return True

    def _ask(self, method: str, path: str, form: Form | None) -> Response | None:
        if self._wire.url != self._crowd.url:
            self._connection.close()
            self._wire = RawClient(self._crowd.url)
            self._connection = self._wire.open()
        self._crowd.count("sent")
        try:
            return ask(self._connection, method, path, form, {"Host": self._wire.host, "HX-Request": "true"})
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._crowd.count("unanswered")
            return None
