"""What fuzzing needs: the table of all routes with a test's own campaigns, and a guard against hangs.

`FUZZ_SEED` is where the inventing of requests begins: every day elsewhere, and for one day the same, so that
a failure can be looked at.
"""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import FrameType
from typing import Any, Self

import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.transport import Response
from schemathesis.schemas import BaseSchema

from tests.support.rounds import SOAK, rounds
from tests.support.route_table import document

EXAMPLES = rounds(8)
"""Requests that are invented for each operation."""
SEED = int(os.environ.get("FUZZ_SEED", datetime.now(UTC).date().toordinal()))
TIMEOUT_SECONDS = 60
"""A slower response counts as hung. A guard, not a measure: a print on a busy machine waits long."""
STATED_TROUBLE = ["2xx", "3xx", "4xx", "501", "503"]
"""501 and 503 are right where an operation says so, which another check holds it to; 500 is never."""
MODES = list(GenerationMode)
CONFIG = {
    "checks": {
        "not_a_server_error": {"expected-statuses": STATED_TROUBLE},
        # What a form takes depends on the campaign and the moment: no schema can tell what must be refused.
        "negative_data_rejection": {"enabled": False},
        "positive_data_acceptance": {"enabled": False},
    }
}


class Hung(BaseException):
    """No answer came. No view can catch it: it is no `Exception`."""


@contextmanager
def no_hang(seconds: int = TIMEOUT_SECONDS) -> Iterator[None]:
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
    """Return the table of all routes, its ids narrowed to those a server knows, by schema name.

    Without that nearly every request would be for a campaign that is not there.
    """
    whole: dict[str, Any] = json.loads(json.dumps(document(tags)))
    for name, values in known.items():
        shape = whole["components"]["schemas"][name]
        whole["components"]["schemas"][name] = {"type": shape["type"], "enum": values}
    return whole


@dataclass(frozen=True)
class Invented:
    """Requests made from a description: right ones, and nearly right ones.

    They are asked for by operation: Schemathesis' own way of making tests gives all of them one name in this
    pytest, and of those xdist runs only one.
    """

    schema: BaseSchema

    @classmethod
    def of(cls, described: dict[str, Any]) -> Self:
        """Make it; `discover` would look for a file in the folders above."""
        return cls(schemathesis.openapi.from_dict(described, config=SchemathesisConfig.from_dict(CONFIG)))

    @property
    def operations(self) -> list[str]:
        """Name them, method and path."""
        return [result.ok().label for result in self.schema.get_all_operations()]

    def ask(
        self,
        label: str,
        send: Callable[[Case], Response],
        *,
        examples: int = EXAMPLES,
        every_bound: bool = False,
    ) -> None:
        """Send requests of one operation, with `every_bound` each bound and choice in turn first."""
        operation = self.schema.find_operation_by_label(label)
        assert operation

        def check(case: Case) -> None:
            with no_hang():
                answer = send(case)
            case.validate_response(answer)

        if every_bound or SOAK > 1:
            for case in self.schema.iter_coverage_cases(
                operation, generation_modes=MODES, generation_config=self.schema.config.generation
            ):
                check(case)
        strategy = st.one_of([operation.as_strategy(generation_mode=mode) for mode in MODES])
        any_speed = settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
        seed(SEED)(any_speed(given(strategy)(check)))()
