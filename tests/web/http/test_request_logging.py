"""Log lines: an object each, with what an operator needs and nothing that a supporter typed."""

import io
import json
import logging
import re
import sys
from collections.abc import Iterator

import pytest

from webapp.server import log_format, log_privacy
from webapp.web.http import request_logging

WORD = "zq8word"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the app's logger and that of its requests write."""
    written = io.StringIO()
    handler = log_format.handler(written)
    handler.addFilter(log_privacy.without_requests)
    before = log_privacy.LOG.level
    log_privacy.LOG.setLevel(logging.INFO)
    log_privacy.LOG.addHandler(handler)
    yield written
    log_privacy.LOG.removeHandler(handler)
    log_privacy.LOG.setLevel(before)


def test_what_happens_is_told_to_the_second_in_universal_time(lines: io.StringIO) -> None:
    log_privacy.LOG.warning("rate limits are not counted: %s", "TimeoutError")

    line = json.loads(lines.getvalue())
    assert line["message"] == "rate limits are not counted: TimeoutError"
    assert line["level"] == "WARNING"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["time"])


def test_a_request_is_told_to_the_hour(lines: io.StringIO) -> None:
    request_logging.REQUESTS.info("request", extra={"route": "/<lang>", "status": 200})

    line = json.loads(lines.getvalue())
    assert (line["route"], line["status"]) == ("/<lang>", 200)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\dZ", line["time"])


def test_an_exception_is_told_by_its_kind_and_its_places(lines: io.StringIO) -> None:
    try:
        raise ValueError(WORD)
    except ValueError:
        log_privacy.error(sys.exc_info())

    line = json.loads(lines.getvalue())
    assert line["message"].startswith("ValueError at ")
    assert WORD not in lines.getvalue()


def test_the_words_of_an_exception_stay_out_however_it_is_logged(lines: io.StringIO) -> None:
    try:
        raise ValueError(WORD)
    except ValueError:
        log_privacy.LOG.exception("something with %s", WORD)

    assert json.loads(lines.getvalue())["message"].startswith("ValueError at ")
    assert WORD not in lines.getvalue()


def test_a_line_stays_one_line(lines: io.StringIO) -> None:
    log_privacy.LOG.warning("one\ntwo\u2028three\x00")

    assert len(lines.getvalue().splitlines()) == 1
    assert json.loads(lines.getvalue())["message"] == "one\ntwo\u2028three\x00"
