"""A group commit: each gets its own answer, nobody suffers for another, and nobody is forgotten."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from webapp.actions.group_commit import MAX_BATCH, GroupCommit
from webapp.database.connection import ActionsUnavailable, retry_transient

LONG = 120.0


class Disk:
    """Takes jobs; holds the first batch until it is let go, so that others gather behind it."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.reached, self.go_on = threading.Event(), threading.Event()

    def commit(self, jobs: Sequence[int]) -> list[int]:
        self.batches.append(list(jobs))
        self.reached.set()
        assert self.go_on.wait(LONG)
        if any(job < 0 for job in jobs):
            raise ValueError("a job below zero")
        return [job * 10 for job in jobs]


def together(group: GroupCommit[int, int], disk: Disk, jobs: Sequence[int]) -> list[object]:
    """Let one job be committed, gather the others behind it, and give all outcomes in their order."""

    def outcome(job: int) -> object:
        try:
            return group.do(job, LONG)
        except Exception as error:
            return type(error)

    with ThreadPoolExecutor(len(jobs)) as threads:
        first = threads.submit(outcome, jobs[0])
        assert disk.reached.wait(LONG)
        others = [threads.submit(outcome, job) for job in jobs[1:]]
        while len(group._queue) < len(others):
            threading.Event().wait(0.001)
        disk.go_on.set()
        return [future.result() for future in (first, *others)]


def test_what_waits_is_committed_together_and_each_gets_its_own_answer() -> None:
    disk = Disk()

    answers = together(GroupCommit(disk.commit), disk, range(1, 9))

    assert answers == [number * 10 for number in range(1, 9)]
    assert [sorted(batch) for batch in disk.batches] == [[1], list(range(2, 9))]


def test_one_that_breaks_a_rule_is_refused_and_the_others_are_stored() -> None:
    disk = Disk()

    answers = together(GroupCommit(disk.commit), disk, [1, 2, -3, 4])

    assert answers == [10, 20, ValueError, 40]


def test_trouble_with_the_database_reaches_all_of_a_batch_and_the_next_may_go_well() -> None:
    failures = [ActionsUnavailable("away")]

    def commit(jobs: Sequence[int]) -> Sequence[int]:
        if failures:
            raise failures.pop()
        return jobs

    group: GroupCommit[int, int] = GroupCommit(commit)

    with pytest.raises(ActionsUnavailable, match="away"):
        group.do(1, LONG)
    assert group.do(2, LONG) == 2


def test_a_batch_is_bounded_and_all_are_answered() -> None:
    disk = Disk()

    answers = together(GroupCommit(disk.commit), disk, range(MAX_BATCH + 50))

    assert answers == [number * 10 for number in range(MAX_BATCH + 50)]
    assert [len(batch) for batch in disk.batches] == [1, MAX_BATCH, 49]


def test_one_that_waits_too_long_is_told_and_not_committed_later() -> None:
    disk = Disk()
    group = GroupCommit(disk.commit)
    leader = threading.Thread(target=group.do, args=(1, LONG))
    leader.start()
    assert disk.reached.wait(LONG)

    with pytest.raises(ActionsUnavailable, match=r"write lock .* within 0.01 s"):
        group.do(2, 0.01)

    disk.go_on.set()
    leader.join()
    assert group.do(3, LONG) == 30
    assert disk.batches == [[1], [3]]


def test_the_lead_is_handed_on_past_one_that_left() -> None:
    disk = Disk()
    group = GroupCommit(disk.commit)
    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(group.do, 1, LONG)
        assert disk.reached.wait(LONG)
        impatient, patient = threads.submit(group.do, 2, 0.05), threads.submit(group.do, 3, LONG)
        with pytest.raises(ActionsUnavailable):
            impatient.result(LONG)
        disk.go_on.set()

        assert (first.result(LONG), patient.result(LONG)) == (10, 30)


class Passing(Exception):
    """Trouble that passes."""


def failing(times: int, error: Exception) -> Callable[[], str]:
    left = [error] * times

    def attempt() -> str:
        if left:
            raise left.pop()
        return "stored"

    return attempt


def test_trouble_that_passes_is_outlived() -> None:
    assert retry_transient(failing(3, Passing()), lambda error: isinstance(error, Passing)) == "stored"


def test_trouble_of_another_kind_is_told_at_once() -> None:
    attempt = failing(1, ValueError("a mistake"))

    with pytest.raises(ValueError, match="a mistake"):
        retry_transient(attempt, lambda error: isinstance(error, Passing))

    assert attempt() == "stored"  # it was tried once
