"""`kill -9` amid following and publishing, many rounds: a host has the old version or the new one, whole."""

import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.publications.conftest import BY, NOW, Host, files_of
from tests.support.postgres import Postgres
from tests.support.rounds import rounds
from tests.support.stores import Store
from webapp.campaigns.source_files import SourceFiles
from webapp.database import schema
from webapp.publications.follower import Follower
from webapp.publications.store import ActionsUnavailable, PublicationStore

pytestmark = [
    pytest.mark.soak,
    # Python 3.12 and newer warn of a fork beside threads, such as those of xdist.
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]
TAGS = ("ar", "es", "fr", "ru")


class Child:
    """A process that does one thing until it is killed."""

    def __init__(self, work: Callable[[int], None]) -> None:
        """`work` gets the handle of a pipe that the parent reads."""
        self.reading, writing = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            try:
                work(writing)
            finally:
                os._exit(0)
        os.close(writing)

        self.is_alive = True

    def kill(self) -> str:
        """Kill it, unless it was killed before, and return what it had told."""
        if not self.is_alive:
            return ""
        self.is_alive = False
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        with os.fdopen(self.reading) as told:
            return told.read()


Fork = Callable[[Callable[[int], None]], Child]


@pytest.fixture
def fork() -> Iterator[Fork]:
    """Make children; those that are left at the end are killed."""
    children: list[Child] = []

    def make(work: Callable[[int], None]) -> Child:
        children.append(Child(work))
        return children[-1]

    yield make
    for child in children:
        child.kill()


def version(folder: Path, number: int) -> dict[str, bytes]:
    """Return the files of one version; each says its number in some thousand bytes."""
    files = files_of(folder, f"Ada {number}")
    lines = f"# {number}\n" + f"# {'and so on ' * 50}\n" * 200
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    return files | {f"{tag}.po": f"{lines}{header}".encode() for tag in TAGS}


def number_of(source: SourceFiles) -> int:
    """Return the number of a version; fail if its files are not all there, or of two versions."""
    assert {*source.contents} == {"campaign.toml", *(f"{tag}.po" for tag in TAGS)}
    numbers = {int(source.contents[f"{tag}.po"].split(b"\n", 1)[0][2:]) for tag in TAGS}
    assert len(numbers) == 1
    (number,) = numbers
    assert f"Ada {number}".encode() in source.contents["campaign.toml"]
    return number


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files of versions are written before they are published."""
    made = tmp_path / "sources"
    made.mkdir()
    return made


def test_a_host_whose_follower_is_killed_shows_a_whole_version(
    database: Store, a_host: Callable[..., Host], folder: Path, fork: Fork
) -> None:
    url, chance = database.url, random.Random(1)  # noqa: S311 (no secret)
    root = a_host().folder / "published" / "publications"
    shown = 0  # the newest version that was seen
    for number in range(1, rounds(6) + 1):
        with closing(PublicationStore(url)) as store:
            store.publish("lamp", version(folder, number), NOW, BY, after=number - 1)

        def follow(told: int) -> None:
            follower = Follower(PublicationStore(url), root, lambda: NOW)
            os.write(told, b"x")
            follower.follow()
            time.sleep(60)

        child = fork(follow)
        os.read(child.reading, 1)  # it is about to begin
        give_up = time.monotonic() + chance.uniform(0.0, 0.06)
        while time.monotonic() < give_up:  # a worker that reads meanwhile
            if source := a_host().publications.last_valid("lamp"):
                assert shown <= number_of(source) <= number
                shown = number_of(source)
        child.kill()

        restarted = a_host()
        person = restarted.person() or "Ada 0"
        assert person in [f"Ada {each}" for each in range(shown, number + 1)]
        shown = int(person.removeprefix("Ada "))
        if chance.random() < 0.5:
            assert restarted.seen() == f"Ada {number}"
            shown = number
        restarted.store.close()


def test_a_publisher_that_is_killed_leaves_whole_publications_and_loses_none(
    database: Store, folder: Path, fork: Fork
) -> None:
    url, chance = database.url, random.Random(2)  # noqa: S311 (no secret)
    prepared = [version(folder, number) for number in range(1, 21)]
    last = 0
    for _ in range(rounds(4)):
        with closing(PublicationStore(url)) as store:
            before = store.last("lamp")
        begin = before.serial if before else 0

        def publish(told: int, serial: int = begin) -> None:
            store = PublicationStore(url)
            while True:
                store.publish("lamp", prepared[serial % len(prepared)], NOW, BY, after=serial)
                serial += 1
                os.write(told, b"%d\n" % serial)

        child = fork(publish)
        select.select([child.reading], [], [], 60)  # it has published, and goes on
        time.sleep(chance.uniform(0.0, 0.2))
        acknowledged = [int(line) for line in child.kill().split()]

        with closing(PublicationStore(url)) as store:
            newest = store.newest(NOW).get("lamp")
            if newest:
                assert number_of(SourceFiles("lamp", store.files(newest))) == (newest.serial - 1) % 20 + 1
            assert (newest.serial if newest else 0) >= max(acknowledged, default=last)
            last = newest.serial if newest else 0
    assert last > 0


def test_of_a_host_s_processes_one_follows_and_another_takes_over(
    database: Store, a_host: Callable[..., Host], folder: Path, fork: Fork
) -> None:
    url, host = database.url, a_host()
    root = host.folder / "published" / "publications"

    def follow(_told: int) -> None:
        Follower(PublicationStore(url), root, lambda: NOW).run(poll_seconds=0.02)

    children = [fork(follow), fork(follow)]
    with closing(PublicationStore(url)) as store:
        for number in (1, 2, 3):
            store.publish("lamp", version(folder, number), NOW, BY, after=number - 1)
            await_number(host, number)
            if number < 3:
                children.pop(0).kill()
                children.append(fork(follow))


def test_two_hosts_follow_one_postgresql_that_is_killed(
    own_postgres: Postgres, tmp_path: Path, folder: Path, fork: Fork
) -> None:
    url = own_postgres.database()
    schema.upgrade(url)
    hosts = Host(tmp_path / "first", url), Host(tmp_path / "second", url)
    roots = [host.folder / "published" / "publications" for host in hosts]

    def follow(root: Path) -> Callable[[int], None]:
        return lambda _told: Follower(PublicationStore(url, wait=0.5), root, lambda: NOW).run(0.02)

    for root in roots:
        fork(follow(root))
    with closing(PublicationStore(url, wait=0.5)) as store:
        for number in range(1, rounds(2) + 1):
            publish_at_last(store, version(folder, number), after=number - 1)
            for host in hosts:
                await_number(host, number)
            own_postgres.kill()
            for host in hosts:
                source = host.publications.last_valid("lamp")
                assert source
                assert number_of(source) == number
            own_postgres.start()
    assert [host.seen() for host in hosts] == [f"Ada {rounds(2)}"] * 2
    for host in hosts:
        host.store.close()


def await_number(host: Host, number: int) -> None:
    """Wait until a host has a version."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        source = host.publications.last_valid("lamp")
        if source and number_of(source) == number:
            return
        time.sleep(0.01)
    raise AssertionError(f"version {number} did not come")


def publish_at_last(store: PublicationStore, files: dict[str, bytes], after: int) -> None:
    """Publish as somebody does who tries again until it is acknowledged."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        try:
            store.publish("lamp", files, NOW, BY, after)
        except ActionsUnavailable:
            continue
        return
    raise AssertionError("the database did not come back")


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A PostgreSQL server that may be killed."""
    server = Postgres()
    yield server
    server.close()
