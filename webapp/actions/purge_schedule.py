"""Purge old receipts once a day, on a thread of each worker. No request does it.

Several workers and hosts may do it on the same day: the second purge finds nothing.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date

from sqlalchemy.exc import SQLAlchemyError

from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.actions.retention import RECEIPT_MAX_AGE

CHECK_SECONDS = 600.0
"""Time between two looks at the date. After a failure it is the time until the next attempt."""


def purge_old_receipts(log: ActionLog, today: date) -> int | None:
    """Delete receipts older than `RECEIPT_MAX_AGE` and return their number.

    Return None, and delete nothing, while it is uncertain that today is that day: see `retention`. Raises
    `ActionsUnavailable`.
    """
    return log.purge(before=today - RECEIPT_MAX_AGE) if log.confirm_date(today) else None


class PurgeSchedule:
    """Purges when a day begins that this process has not purged on."""

    def __init__(self, open_log: Callable[[], ActionLog], today: Callable[[], date]) -> None:
        """`open_log` returns a log of this process's own, which is closed after each purge."""
        self._open_log = open_log
        self._today = today
        self._purged_on: date | None = None

    def check(self) -> int:
        """Purge if it is due, and return the number of deleted receipts. A failure is logged."""
        today = self._today()
        if today == self._purged_on:
            return 0
        try:
            with closing(self._open_log()) as log:
                purged = purge_old_receipts(log, today)
        except (ActionsUnavailable, SQLAlchemyError) as trouble:
            logging.getLogger(__name__).warning("Old receipts could not be purged: %s", trouble)
            return 0
        self._purged_on = today
        return purged or 0

    def run(self, stopped: threading.Event, check_seconds: float = CHECK_SECONDS) -> None:
        """Check until `stopped` is set, first at once."""
        while True:
            self.check()
            if stopped.wait(check_seconds):
                return

    def start(self) -> None:
        """Run on a thread that ends with this process. To be called after the fork."""
        threading.Thread(target=self.run, args=(threading.Event(),), name="purge", daemon=True).start()
