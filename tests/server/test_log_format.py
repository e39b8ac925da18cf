"""Log lines: one JSON object a line, whatever a message holds."""

import io
import json
import logging

import pytest

from tests.support.nasty_texts import NASTY
from webapp.server.log_format import handler


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_a_message_stays_one_line_of_printable_ascii(nasty: str) -> None:
    written = io.StringIO()
    logger = logging.Logger("test")
    logger.addHandler(handler(written))

    logger.error("campaign %s", nasty, extra={"route": nasty})

    (line,) = written.getvalue().splitlines()
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == f"campaign {nasty}"
    assert json.loads(line)["route"] == nasty
