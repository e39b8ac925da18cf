"""A public host follows the publications: what holds now is brought from the database to the host's disk.

Outside any request, every two seconds, by one process of the host: the others wait for its lock, which the
kernel gives on when it ends. A version is written whole and never changed (`campaigns.published`), and
`campaigns.registry` serves it like a folder. With the database away the host goes on with what it has, also
after a restart. A campaign is removed by a withdrawal alone: one that is missing from the database stays,
because a database that was lost or restored from an old backup must not end pages.
"""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.source_files import SLUG, SourceFiles, is_campaign_file
from webapp.domain.dates import utc_now
from webapp.private_files import create_folder
from webapp.publications.store import ActionsUnavailable, Publication, PublicationDamaged, PublicationStore

POLL_SECONDS = 2.0
"""Time between two questions to the database: 1.6 ms each."""
LOG = logging.getLogger("appeal")


class Follower:
    """Brings publications from a database to a folder of this host."""

    def __init__(self, store: PublicationStore, root: Path, now: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._root = root
        self._versions = PublishedVersions(root)
        self._now = now
        self._known: dict[str, int] = {}
        """The serials of what this process has brought or compared."""
        self._trouble = ""

    def follow(self) -> None:
        """Bring what is new. Trouble is logged once, and once that it is over."""
        trouble = ""
        try:
            for slug, serial in self._store.serials(self._now()).items():
                if self._known.get(slug) != serial:
                    trouble = self._bring(slug, serial) or trouble
        except (ActionsUnavailable, SQLAlchemyError) as error:
            trouble = f"the page's database cannot be asked ({error})"
        except Exception as error:
            trouble = f"an error of this program: {type(error).__name__}"
        self._note(trouble)

    def run(self, poll_seconds: float = POLL_SECONDS) -> None:
        """Wait until no other process of the host follows, then follow for ever."""
        while not self._is_turn():
            time.sleep(poll_seconds)
        self._versions.sweep()
        while True:
            self.follow()
            time.sleep(poll_seconds)

    def start(self) -> None:
        """Run on a thread that ends with this process. To be called after the fork."""
        threading.Thread(target=self.run, name="publications", daemon=True).start()

    def _is_turn(self) -> bool:
        """Wait for the host's lock. Return False if the folder cannot be used."""
        try:
            create_folder(self._root)
            handle = os.open(self._root / ".follower", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)  # kept until the process ends
            except OSError:
                os.close(handle)
                raise
        except OSError as error:
            self._note(f"{error.filename or self._root} cannot be written ({error.strerror})")
            return False
        return True

    def _note(self, trouble: str) -> None:
        """Log trouble when it begins and when it is over."""
        if trouble and not self._trouble:
            LOG.warning("publications are not followed, and those of before are served: %s", trouble)
        elif self._trouble and not trouble:
            LOG.info("publications are followed again")
        self._trouble = trouble

    def _bring(self, slug: str, serial: int) -> str:
        """Store one publication and return "", or what is in the way. The next round tries again."""
        try:
            publication = self._store.publication(slug, serial)
            if publication is None or not _is_safe(publication):
                return f"publication {serial} of campaign {slug!r:.80} is none that this version can serve"
            if publication.withdrawn:
                self._versions.forget(slug)
            else:
                source = SourceFiles(slug, self._store.files(publication))
                self._versions.store(source, publication.starts)
        except PublicationDamaged as error:
            return str(error)
        except OSError as error:
            return f"{error.filename or self._root} cannot be written ({error.strerror})"
        self._known[slug] = serial
        return ""


def _is_safe(publication: Publication) -> bool:
    """Check that the names lead to no other folder: they come from another program."""
    return bool(SLUG.fullmatch(publication.slug)) and all(map(is_campaign_file, publication.tree))
