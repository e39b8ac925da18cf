"""A running server shows what the desk publishes, without a restart and without the database."""

import time
import urllib.error
import urllib.request
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tests.publications.conftest import BY, files_of
from tests.support import servers
from tests.support.postgres import Postgres
from webapp.database import schema
from webapp.publications.store import PublicationStore


def page(server: servers.Server) -> str:
    """Return the page as a visitor gets it, or "" where there is none."""
    try:
        with urllib.request.urlopen(f"{server.url}/en/lamp", timeout=60) as response:  # noqa: S310 (http)
            return str(response.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            assert error.code == 404  # noqa: PT017 (any other is a fault)
        return ""


def await_page(server: servers.Server, *, shows: str) -> float:
    """Wait until each of many visits shows something, "" for no page; return the seconds."""
    begun = time.monotonic()
    while time.monotonic() < begun + servers.STARTS_WITHIN:
        pages = [page(server) for _ in range(8)]  # of both workers
        if all(shows in each if shows else not each for each in pages):
            return time.monotonic() - begun
        time.sleep(0.02)
    raise AssertionError(f"the page did not become {shows!r}")


def test_a_page_appears_is_corrected_outlives_the_database_and_is_withdrawn(tmp_path: Path) -> None:
    (tmp_path / "campaigns").mkdir()
    files_of(tmp_path / "campaigns", slug="other")
    data = tmp_path / "data"
    settings = {"WORKERS": "2", "RATE_LIMITS": "off", "CAMPAIGNS": str(tmp_path / "campaigns")}
    server = servers.start(data, **settings)
    now = datetime.now(UTC)
    try:
        assert page(server) == ""
        with closing(PublicationStore(server.database_url)) as store:
            store.publish("lamp", files_of(tmp_path, "Ada Example"), now, BY, after=0)
            seconds = [await_page(server, shows="Ada Example")]
            store.publish("lamp", files_of(tmp_path, "Ada Sample"), now, BY, after=1)
            seconds.append(await_page(server, shows="Ada Sample"))
        server.stop()
        (data / "appeal.db").rename(data / "away.db")
        server = servers.start(data, **settings)  # with a new, empty database
        assert "Ada Sample" in page(server)
        with closing(PublicationStore(server.database_url)) as store:
            store.publish("lamp", {}, now, BY, after=0, withdrawn=True)
            seconds.append(await_page(server, shows=""))
    finally:
        server.stop()
    print("seconds until each host process shows it:", seconds)  # told by pytest -s; any machine passes


def test_a_host_that_starts_without_its_database_serves_and_follows_when_it_is_back(
    tmp_path: Path,
) -> None:
    (tmp_path / "campaigns").mkdir()
    postgres, now = Postgres(), datetime.now(UTC)
    url = postgres.database()
    settings = {
        "WORKERS": "2",
        "RATE_LIMITS": "off",
        "CAMPAIGNS": str(tmp_path / "campaigns"),
        "DATABASE_URL": url,
    }
    schema.upgrade(url)
    server = None
    try:
        with closing(PublicationStore(url)) as store:
            store.publish("lamp", files_of(tmp_path, "Ada Example"), now, BY, after=0)
        server = servers.start(tmp_path / "data", **settings)  # it is ready once it has followed
        server.stop()
        postgres.kill()

        server = servers.start(tmp_path / "data", until="healthz", **settings)
        assert "Ada Example" in page(server)

        postgres.start()
        with closing(PublicationStore(url)) as store:
            store.publish("lamp", files_of(tmp_path, "Ada Sample"), now, BY, after=1)
        await_page(server, shows="Ada Sample")
        await_log(server, "the database is back and up to date")
    finally:
        if server:
            server.stop()
        postgres.close()


def await_log(server: servers.Server, line: str) -> None:
    """Wait until the server has written a line."""
    give_up = time.monotonic() + servers.STARTS_WITHIN
    while line not in server.log.read_text():
        assert time.monotonic() < give_up
        time.sleep(0.05)
