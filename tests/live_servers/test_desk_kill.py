"""The desk is killed amid saves of several people: what it acknowledged is there, and nothing by halves."""

import http.client
import os
import signal
import threading
import time
import urllib.parse
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.desk_client import ADA
from tests.support.forked_servers import fork_command
from tests.support.rounds import rounds
from tests.support.servers import STARTS_WITHIN, free_port
from tests.support.stores import Store, Stores
from webapp.domain.dates import utc_now
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.integrity import examine
from webapp.team.people.people import to_json
from webapp.team.people.sessions import Sessions
from webapp.team.tables import people

KILLS = rounds(1)
WRITERS = 8
SAVES_BETWEEN = 12
"""Saves that are acknowledged before each kill."""
TEXT = 'headline = "{word}"'
SAVED = 303
"""See Other (RFC 9110, 15.4.4): on to the page that shows what was saved."""
NO_ANSWER, LATER = 0, 503
"""A save waits five seconds for another: where a busy machine stops the desk for longer, it is told so."""


@dataclass
class Desk:
    """A desk on a port of its own, which may be killed and started again."""

    store: Store
    data: Path
    port: int = field(default_factory=free_port)

    def start(self) -> None:
        """Start it, and wait until it shows the page of signing in."""
        environ = {
            "DATA": str(self.data), "HOST": "127.0.0.1", "DESK_PORT": str(self.port),
            "DESK_DATABASE_URL": self.store.url, "THREADS": str(WRITERS),
        }  # fmt: skip
        log = self.data.parent / "desk.log"
        self.process = fork_command(["desk", "serve"], os.environ | environ, log)
        give_up = time.monotonic() + STARTS_WITHIN
        while self.ask("GET", "/sign-in", "") != 200:
            assert self.process.poll() is None
            assert time.monotonic() < give_up
            time.sleep(0.05)

    def ask(self, method: str, path: str, token: str, **form: str) -> int:
        """Return the status of a request, or `NO_ANSWER`."""
        host = f"desk.localhost:{self.port}"
        headers = {"Host": host, "Origin": f"http://{host}", "Cookie": f"appeal-desk={token}"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, urllib.parse.urlencode(form), headers)
            return connection.getresponse().status
        except (http.client.HTTPException, OSError):
            return NO_ANSWER
        finally:
            connection.close()

    def kill(self) -> None:
        """End gunicorn and its worker as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(stores: Stores, tmp_path: Path, request: pytest.FixtureRequest) -> Store:
    """The desk's database."""
    return stores.new_desk(request.param, tmp_path)


class Writers:
    """People who save at once, each a campaign of their own, again and again."""

    def __init__(self, desk: Desk, token: str, slugs: list[str]) -> None:
        self.acknowledged: list[tuple[str, str]] = []
        self.refused: list[int] = []
        self._desk, self._token = desk, token
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(slug,)) for slug in slugs]
        for thread in self._threads:
            thread.start()

    def wait_for(self, number: int) -> None:
        """Wait until so many saves are acknowledged."""
        wait_for(lambda: len(self.acknowledged) >= number)

    def stop(self) -> None:
        """Let each finish its request."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, slug: str) -> None:
        with closing(DeskDatabase(self._desk.store.url)) as database:
            drafts, number = Drafts(database, utc_now), 0
            while not self._stop.is_set():
                head = drafts.head(slug)
                assert head
                word, number = f"{slug}-save-{number}", number + 1
                form = {"text": TEXT.format(word=word), "base": str(head.number)}
                status = self._desk.ask("POST", f"/campaigns/{slug}/text", self._token, **form)
                if status == SAVED:
                    self.acknowledged.append((slug, word))
                elif status not in (NO_ANSWER, LATER):
                    self.refused.append(status)
                else:  # the desk was killed, or stood still for too long: nothing was promised
                    self._stop.wait(0.2)


@pytest.mark.soak
def test_what_is_acknowledged_survives_kills_and_nothing_is_half_stored(store: Store, tmp_path: Path) -> None:
    slugs = [f"lamp-{number}" for number in range(WRITERS)]
    with closing(DeskDatabase(store.url)) as database:
        token = sign_in(database)
        for slug in slugs:
            Drafts(database, utc_now).create(ADA, slug, {"campaign.toml": TEXT.format(word="begun").encode()})
    desk = Desk(store, tmp_path / "data")
    desk.start()
    writers = Writers(desk, token, slugs)
    try:
        for number in range(1, KILLS + 1):
            writers.wait_for(number * SAVES_BETWEEN)
            desk.kill()
            desk.start()
        writers.wait_for(len(writers.acknowledged) + SAVES_BETWEEN)
    finally:
        writers.stop()
        desk.kill()

    with closing(DeskDatabase(store.url)) as database:
        drafts = Drafts(database, utc_now)
        assert examine(database).damaged == ()
        stored = {
            (slug, drafts.source(version).contents["campaign.toml"].decode().strip())
            for slug in slugs
            for version in drafts.history(slug)
        }
    lost = [
        (slug, word) for slug, word in writers.acknowledged if (slug, TEXT.format(word=word)) not in stored
    ]
    assert lost == []
    assert writers.refused == []
    assert store.is_sound


def sign_in(database: DeskDatabase) -> str:
    """Add a person, and return the token of their session."""
    row = {
        "id": ADA.id, "name": ADA.name, "grants": to_json(ADA.grants), "is_active": True,
        "may_use_phrase": False, "phrase": "", "totp_secret": "", "totp_step": 0, "created": 0,
    }  # fmt: skip
    with database.write() as connection:
        connection.execute(people.insert().values(row))
    return Sessions(database, utc_now).start(ADA.id, "a test")


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until it holds."""
    give_up = time.monotonic() + STARTS_WITHIN
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.02)
