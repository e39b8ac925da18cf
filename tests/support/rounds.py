"""How often a test repeats what it tries: enough in `make test`, many times that in `make soak`.

`SOAK` multiplies every number that goes through `rounds`: kills, restarts, requests, invented examples. The
marker `soak` names the tests that it makes longer.
"""

import os

SOAK = int(os.environ.get("SOAK", "1"))


def rounds(enough: int) -> int:
    """Return how often to repeat: `enough` in the suite, `SOAK` times as often in a soak."""
    return enough * SOAK
