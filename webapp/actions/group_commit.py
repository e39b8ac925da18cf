"""Group commit: the jobs of several threads are committed in one transaction.

The first thread in the queue leads: it commits all queued jobs, and each thread gets the result of its own
job after the commit. Then the next thread in the queue leads. No extra thread exists that a fork could lose.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from webapp.database.connection import ActionsUnavailable

BATCH_WAIT_SECONDS = 0.001
"""Maximum time the leader waits for the threads of the previous batch: under load they come again, and a full
commit costs little more than a small one. A single thread never waits."""
POLL_SECONDS = 0.00005
MAX_BATCH = 256
"""Maximum number of jobs in one transaction, so that no job waits for more than these."""

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(eq=False, slots=True)
class _QueuedJob(Generic[Job, Result]):
    """A job in the queue. `woken` is set when it is done, or when its thread has to lead."""

    job: Job
    woken: threading.Event = field(default_factory=threading.Event)
    result: Result | None = None
    error: Exception | None = None
    is_done: bool = False


class GroupCommit(Generic[Job, Result]):
    """Calls `commit` with the queued jobs. It returns a result for each job, in their order, or raises."""

    def __init__(self, commit: Callable[[Sequence[Job]], Sequence[Result]]) -> None:
        self._commit = commit
        self._lock = threading.Lock()
        self._queue: deque[_QueuedJob[Job, Result]] = deque()
        self._has_leader = False
        self._expected = 0
        """The number of jobs in the last commit and of those queued at its end."""

    def do(self, job: Job, wait: float) -> Result:
        """Wait until the job is committed and return its result, or raise its error.

        Raises `ActionsUnavailable` after `wait` seconds in the queue. A job that is being committed by then
        may still be stored: it must be harmless to repeat it.
        """
        queued: _QueuedJob[Job, Result] = _QueuedJob(job)
        with self._lock:
            self._queue.append(queued)
            leads, self._has_leader = not self._has_leader, True
        if not leads and not queued.woken.wait(wait):
            self._leave(queued, wait)
        if not queued.is_done:
            self._lead()
        if queued.error:
            raise queued.error
        return queued.result  # type: ignore[return-value]  # a result may be None

    def _leave(self, queued: _QueuedJob[Job, Result], wait: float) -> None:
        with self._lock:
            if queued.woken.is_set():  # in the last moment: it is done, or leads
                return
            if queued in self._queue:
                self._queue.remove(queued)
        raise ActionsUnavailable(f"The write lock of the database of actions was not free within {wait} s")

    def _lead(self) -> None:
        give_up = time.monotonic() + BATCH_WAIT_SECONDS
        while len(self._queue) < min(self._expected, MAX_BATCH) and time.monotonic() < give_up:
            time.sleep(POLL_SECONDS)
        with self._lock:
            batch = [self._queue.popleft() for _ in range(min(MAX_BATCH, len(self._queue)))]
        try:
            self._commit_batch(batch)
        finally:
            with self._lock:
                self._expected = len(batch) + len(self._queue)
                self._has_leader = bool(self._queue)
                if self._queue:
                    self._queue[0].woken.set()
            for queued in batch:
                queued.is_done = True
                queued.woken.set()

    def _commit_batch(self, batch: Sequence[_QueuedJob[Job, Result]]) -> None:
        try:
            results = self._commit([queued.job for queued in batch])
        except ActionsUnavailable as trouble:
            for queued in batch:
                queued.error = ActionsUnavailable(str(trouble))
        except Exception as error:
            if len(batch) == 1:
                batch[0].error = error
                return
            for queued in batch:  # one job is at fault: commit the others without it
                self._commit_batch([queued])
        else:
            for queued, result in zip(batch, results, strict=True):
                queued.result = result
