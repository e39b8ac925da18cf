"""How often a test repeats what it tries: enough in `make test`, many times that in `make soak`.

`SOAK` multiplies every number that goes through `rounds`: kills, restarts, requests, invented examples. Of a
matrix the suite runs half (`is_run`) or one in turn (`turn`), a soak all. The marker `soak` names the tests.
"""

import os
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any, TypeVar

T = TypeVar("T")
SOAK = int(os.environ.get("SOAK", "1"))


def rounds(enough: int) -> int:
    """Return how often to repeat: `enough` in the suite, `SOAK` times as often in a soak."""
    return enough * SOAK


def turn(values: Sequence[T], place: int) -> Sequence[T]:
    """Return what the case at a place of an axis is tried with: one value in the suite, all in a soak."""
    return values if SOAK > 1 else (values[place % len(values)],)


def is_run(*places: int) -> bool:
    """Return whether a case of a matrix is run, by the places of its values; each axis but one has two.

    The suite runs half of the cases: each value of an axis meets each value of each other axis.
    """
    return SOAK > 1 or sum(places) % 2 == 0


def cases(*axes: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Return the cases of a matrix that are run, of three axes or more with two values each or more.

    The suite runs half of them, and each value of an axis still meets each value of each other axis.
    """
    placed = product(*map(enumerate, axes))
    return [tuple(value for _, value in case) for case in placed if is_run(*(place for place, _ in case))]
