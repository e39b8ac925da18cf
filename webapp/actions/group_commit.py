"""A group commit: what several threads want stored goes to the disk together, in one transaction.

Whoever comes first leads: it takes along what waits, and each waiting thread gets its own answer back after
the commit. Then the next one in the queue leads. There is no thread of its own that a fork could lose.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from webapp.database.connection import ActionsUnavailable

BATCH_WAIT_SECONDS = 0.001
"""Seconds to wait for those who were just answered: under load they come again, and a full commit costs
little more than a small one. Who comes alone waits for nobody."""
POLL_SECONDS = 0.00005
MAX_BATCH = 256
"""Jobs in one transaction: no single one waits for more than these."""

Job = TypeVar("Job")
Answer = TypeVar("Answer")


@dataclass(eq=False, slots=True)
class _QueuedJob(Generic[Job, Answer]):
    """A thread's place in the queue. `woken` is set when it is answered, or when it has to lead."""

    job: Job
    woken: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None
    error: Exception | None = None
    is_done: bool = False


class GroupCommit(Generic[Job, Answer]):
    """Runs `commit` with all the jobs that wait. It gives an answer a job, in their order, or raises."""

    def __init__(self, commit: Callable[[Sequence[Job]], Sequence[Answer]]) -> None:
        self._commit = commit
        self._lock = threading.Lock()
        self._queue: deque[_QueuedJob[Job, Answer]] = deque()
        self._has_leader = False
        self._expected = 0
        """Who took part of late: those of the last commit, and those who waited for its end."""

    def do(self, job: Job, wait: float) -> Answer:
        """Wait until the job is committed and give its answer, or raise what went wrong with it.

        Raises `ActionsUnavailable` after `wait` seconds in the queue. A job that is being committed by then
        may still be stored: it must be harmless to ask again.
        """
        place: _QueuedJob[Job, Answer] = _QueuedJob(job)
        with self._lock:
            self._queue.append(place)
            leads, self._has_leader = not self._has_leader, True
        if not leads and not place.woken.wait(wait):
            self._leave(place, wait)
        if not place.is_done:
            self._lead()
        if place.error:
            raise place.error
        return place.answer  # type: ignore[return-value]  # an answer may be None

    def _leave(self, place: _QueuedJob[Job, Answer], wait: float) -> None:
        with self._lock:
            if place.woken.is_set():  # at the last moment: it is answered, or leads
                return
            if place in self._queue:
                self._queue.remove(place)
        raise ActionsUnavailable(f"No turn to write to the database of actions in {wait} s")

    def _lead(self) -> None:
        give_up = time.monotonic() + BATCH_WAIT_SECONDS
        while len(self._queue) < min(self._expected, MAX_BATCH) and time.monotonic() < give_up:
            time.sleep(POLL_SECONDS)
        with self._lock:
            places = [self._queue.popleft() for _ in range(min(MAX_BATCH, len(self._queue)))]
        try:
            self._commit_batch(places)
        finally:
            with self._lock:
                self._expected = len(places) + len(self._queue)
                self._has_leader = bool(self._queue)
                if self._queue:
                    self._queue[0].woken.set()
            for place in places:
                place.is_done = True
                place.woken.set()

    def _commit_batch(self, places: Sequence[_QueuedJob[Job, Answer]]) -> None:
        try:
            answers = self._commit([place.job for place in places])
        except ActionsUnavailable as trouble:
            for place in places:
                place.error = ActionsUnavailable(str(trouble))
        except Exception as error:
            if len(places) == 1:
                places[0].error = error
                return
            for place in places:  # one of them is at fault: the others shall not suffer for it
                self._commit_batch([place])
        else:
            for place, answer in zip(places, answers, strict=True):
                place.answer = answer
