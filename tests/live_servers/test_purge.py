"""A running server deletes old receipts by itself: nobody has to visit it, and no visit does it."""

import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests.support import servers
from tests.support.stores import Stores
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.domain.dates import anywhere_on_earth

DELETED_WITHIN = 60
"""Seconds; a loaded machine takes ten."""


def test_no_receipt_older_than_three_days_stays(stores: Stores, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    store = stores.new("sqlite", data)
    today = anywhere_on_earth()  # and perhaps not any more when the server deletes
    with closing(ActionLog(store.url)) as log:
        for age in range(6):
            day = today - timedelta(age)
            action = Action("gorinov", Channel.POST, "ambassador", "en", 1, day, late=False)
            log.record(f"token-of-22-character{age}", [action])

    server = servers.start(data, WORKERS="2")
    give_up = time.monotonic() + DELETED_WITHIN
    while len(store.rows("SELECT day FROM receipts")) > 4:
        assert time.monotonic() < give_up
        time.sleep(0.1)
    status = server.stop()

    oldest = (today - timedelta(4)).isoformat()
    assert all(day >= oldest for (day,) in store.rows("SELECT day FROM receipts"))
    assert store.rows("SELECT sum(number) FROM tallies") == [(6,)]
    assert status == 0
    assert "could not be purged" not in server.log.read_text()
