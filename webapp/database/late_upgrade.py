"""A start without the database: pages are served, and the tables are brought up to date once it is back."""

import logging
import threading
import time

from webapp.database import schema
from webapp.database.connection import ActionsUnavailable, DatabaseUnusable

VARIABLE = "DATABASE_WAS_AWAY"
"""The environment variable by which a start tells the workers."""
POLL_SECONDS = 2.0
LOG = logging.getLogger("appeal")


def upgrade_when_back(url: str) -> None:
    """Try until it succeeds, or until somebody has to change something, which is logged."""
    while True:
        try:
            schema.upgrade(url)
        except DatabaseUnusable as error:
            LOG.error("nothing can be recorded: %s", error)
        except ActionsUnavailable:
            time.sleep(POLL_SECONDS)
            continue
        else:
            LOG.info("the database is back and up to date")
        return


def start(url: str) -> None:
    """Do it on a thread that ends with this process. To be called after the fork."""
    threading.Thread(target=upgrade_when_back, args=(url,), name="database", daemon=True).start()
