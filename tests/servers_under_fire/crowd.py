"""A crowd of supporters who report at once, and remember what they were told."""

import http.client
import itertools
import random
import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.servers_under_fire.places import RECORD, UNDO
from tests.servers_under_fire.wire import Answer, Form, Wire, ask
from webapp.domain.action import Action, Channel
from webapp.services.tokens import MINIMUM_AGE

TARGETS = ("ambassador", "prosecutor")
LETTERS = ("en", "ru", "es", "ar")
TRIES = 600
"""How often a patient supporter tries, 50 ms apart and more: a restart under load takes some seconds."""
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_COUNTED = re.compile(r"(\d+) actions? of yours (?:is|are) counted")
_TAKEN_BACK = "no longer counted"


@dataclass
class Report:
    """A report, and all that was answered to it."""

    token: str
    channel: Channel
    to: tuple[str, ...]
    letter: str
    quantity: int
    undo: bool = False
    """To be taken back once it is acknowledged."""
    patient: bool = True
    """Tried again until it is acknowledged."""
    told: list[int] = field(default_factory=list)
    """How many actions were said to be counted, in each answer."""
    undone: bool = False
    """The undo was acknowledged."""
    undo_asked: bool = False

    @property
    def total(self) -> int:
        """How many actions it stands for."""
        return self.quantity * len(self.to)

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

    def is_held_as(self, actions: Iterable[Action]) -> bool:
        """Tell whether these are the actions it stands for, each once and late, as the campaign's day is over."""
        held = [(one.target, one.channel, one.letter_language, one.quantity, one.late) for one in actions]
        return held == [(one, self.channel, self.letter, self.quantity, True) for one in sorted(self.to)]


class Crowd:
    """Some threads that share a heap of reports, in any order but one: a report is taken back after it is told."""

    def __init__(self, url: str, size: int) -> None:
        self.url = url
        """May be changed while they work: the server has moved."""
        self.size = size
        self.surprises: list[str] = []
        self.acknowledged = 0
        self.sent = 0
        self.unanswered = 0
        self.over = threading.Event()
        """Set where nobody should try any more."""
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def open_forms(self, number: int) -> list[Report]:
        """Fetch as many forms, and wait until they are old enough; choose what to report."""
        tokens: list[str] = []
        numbers = iter(range(number))

        def fetch(supporter: "_Supporter") -> None:
            for one in numbers:
                channel = list(Channel)[one % len(Channel)]
                answer = supporter.insist("GET", f"{RECORD}?channel={channel}")
                tokens.extend(_TOKEN.findall(answer.text) if answer else [])

        self._start(fetch)
        self.join()
        time.sleep(MINIMUM_AGE + 0.1)
        return [a_report(token) for token in tokens]

    def start(self, reports: list[Report]) -> None:
        """Let them go. One in five reports is sent twice at once, as by a double click."""
        heap = iter([one for report in reports for one in [report] * random.choice((1, 1, 1, 1, 2))])

        def work(supporter: "_Supporter") -> None:
            for report in heap:
                supporter.send(report)

        self._start(work)

    def join(self) -> None:
        """Wait until the heap is gone."""
        for thread in self._threads:
            thread.join()

    @property
    def at_work(self) -> bool:
        """Whether anybody still tries."""
        return any(thread.is_alive() for thread in self._threads)

    def note(self, name: str) -> None:
        """Count something."""
        with self._lock:
            setattr(self, name, getattr(self, name) + 1)

    def _start(self, work: "object") -> None:
        ...


def a_report(token: str) -> Report:
    """Choose what to report with a token."""
    return Report(
        token=token,
        channel=random.choice(list(Channel)),
        to=random.choice((TARGETS, TARGETS[:1], TARGETS[1:])),
        letter=random.choice(LETTERS),
        quantity=random.randint(1, 4),
        undo=random.random() < 0.25,
        patient=random.random() < 0.8,
    )
