"""Log lines: an object each, with what an operator needs and nothing that a supporter typed."""

import io
import json
import logging
import re
import sys
from collections.abc import Iterator

import pytest

from webapp.server import log_format
from webapp.web import logs

WORD = "zq8word"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the app's logger and that of its requests write."""
    written = io.StringIO()
    handler = log_format.handler(written)
    handler.addFilter(logs.without_requests)
    before = logs.LOG.level
    logs.LOG.setLevel(logging.INFO)
    logs.LOG.addHandler(handler)
    yield written
    logs.LOG.removeHandler(handler)
    logs.LOG.setLevel(before)


def test_what_happens_is_told_to_the_second_in_universal_time(lines: io.StringIO) -> None:
    logs.LOG.warning("rate limits are not counted: %s", "TimeoutError")

    line = json.loads(lines.getvalue())
    assert line["message"] == "rate limits are not counted: TimeoutError"
    assert line["level"] == "WARNING"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["time"])


def test_a_request_is_told_to_the_hour(lines: io.StringIO) -> None:
    logs.REQUESTS.info("request", extra={"route": "/<lang>", "status": 200})

    line = json.loads(lines.getvalue())
    assert (line["route"], line["status"]) == ("/<lang>", 200)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\dZ", line["time"])


def test_an_exception_is_told_by_its_kind_and_its_places(lines: io.StringIO) -> None:
    try:
        raise ValueError(WORD)
    except ValueError:
        logs.error(sys.exc_info())

    line = json.loads(lines.getvalue())
    assert line["message"].startswith("ValueError at ")
    assert WORD not in lines.getvalue()


def test_the_words_of_an_exception_stay_out_however_it_is_logged(lines: io.StringIO) -> None:
    try:
        raise ValueError(WORD)
    except ValueError:
        logs.LOG.exception("something with %s", WORD)

    assert json.loads(lines.getvalue())["message"].startswith("ValueError at ")
    assert WORD not in lines.getvalue()


def test_a_line_stays_one_line(lines: io.StringIO) -> None:
    logs.LOG.warning("one\ntwo\u2028three\x00")

    assert len(lines.getvalue().splitlines()) == 1
    assert json.loads(lines.getvalue())["message"] == "one\ntwo\u2028three\x00"
