"""What fuzzing needs: the published description filled with a test's own campaigns; a guard against hangs.

`FUZZ_EXAMPLES` is how many requests are invented for each operation, `FUZZ_SEED` where the inventing begins:
every day elsewhere, and for one day the same, so that a failure can be looked at.
"""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema

from webapp.web.openapi import document

IN_THE_SUITE = 8
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", IN_THE_SUITE))
SEED = int(os.environ.get("FUZZ_SEED", datetime.now(UTC).date().toordinal()))
PATIENCE = 10
"""Seconds after which an answer counts as hung. A guard, not a measure: a page takes some milliseconds."""
STATED_TROUBLE = ["2xx", "3xx", "4xx", "501", "503"]
"""501 and 503 are right where an operation says so, which another check holds it to; 500 is never."""
CHECKS = {
    "not_a_server_error": {"expected-statuses": STATED_TROUBLE},
    # What a form takes depends on the campaign and on the moment: no schema can tell what must be refused.
    "negative_data_rejection": {"enabled": False},
    "positive_data_acceptance": {"enabled": False},
}


class Hung(BaseException):
    """No answer came. No view can catch it: it is no `Exception`."""


@contextmanager
def no_hang(seconds: int = PATIENCE) -> Iterator[None]:
    """Raise `Hung` within the block when it takes too long; works in a process's first thread."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Hung(f"no answer within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def description(tags: tuple[str, ...], known: dict[str, list[str]]) -> dict[str, Any]:
    """Give the published description, its ids narrowed to those a server knows, by schema name.

    Without that nearly every request would be for a campaign that is not there.
    """
    whole: dict[str, Any] = json.loads(json.dumps(document(tags)))
    for name, values in known.items():
        shape = whole["components"]["schemas"][name]
        whole["components"]["schemas"][name] = {"type": shape["type"], "enum": values}
    return whole


def schema(described: dict[str, Any], every_bound_of: tuple[str, ...] = ()) -> BaseSchema:
    """Make what invents requests; for the operations named, or in a long run for all, each bound in turn."""
    every_bound = {"phases": {"coverage": {"enabled": True}}}
    told: dict[str, Any] = {
        "seed": SEED,
        "generation": {"max-examples": EXAMPLES},
        "checks": CHECKS,
        "phases": {"coverage": {"enabled": EXAMPLES > IN_THE_SUITE}},
    }
    if every_bound_of:
        told["operations"] = [{"include-operation-id": list(every_bound_of), **every_bound}]
    return schemathesis.openapi.from_dict(described, config=SchemathesisConfig.from_dict(told))
