"""A public host follows what is published, and goes on with it whatever becomes of the database."""

import errno
import fcntl
import logging
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.publications.conftest import BY, NOW, Host, files_of
from tests.support.builders import a_campaign_folder
from tests.support.stores import Store
from webapp.campaigns.checks import check_all
from webapp.campaigns.source_files import SourceFiles
from webapp.publications.store import PublicationStore


def publish(
    store: PublicationStore, tmp_path: Path, person: str, slug: str = "lamp", **options: object
) -> int:
    """Publish a campaign about somebody, after whatever is the last; return the serial."""
    last = store.last(slug)
    files = {} if options.get("withdrawn") else files_of(tmp_path / "sources", person, slug)
    starts = options.pop("starts", NOW)
    made = store.publish(slug, files, starts, BY, last.serial if last else 0, **options)  # type: ignore[arg-type]
    return made.serial


@pytest.fixture(autouse=True)
def sources(tmp_path: Path) -> None:
    """Where the files of publications are written before."""
    (tmp_path / "sources").mkdir()


def test_a_host_serves_what_is_published_and_corrected(
    publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example")
    assert host.seen() == "Ada Example"

    publish(publications, tmp_path, "Ada Sample")
    assert host.seen() == "Ada Sample"

    assert host.registry.modified("lamp") == NOW


def test_a_withdrawn_campaign_is_gone_like_a_folder_and_can_come_back(
    publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example")
    host.look()

    publish(publications, tmp_path, "", withdrawn=True)
    assert host.seen() is None
    assert host.reports[-1].is_withdrawn
    assert host.publications.slugs() == ()
    assert a_host().person() is None

    publish(publications, tmp_path, "Ada Sample")
    assert host.seen() == "Ada Sample"


def test_a_scheduled_publication_appears_at_its_moment(
    publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example")
    publish(publications, tmp_path, "Ada Sample", starts=NOW + timedelta(seconds=7))

    seen = [host.seen() for _ in range(5)]

    assert seen == ["Ada Example"] * 3 + ["Ada Sample"] * 2


def test_two_hosts_serve_the_same_revision(
    publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    publish(publications, tmp_path, "Ada Example")
    hosts = a_host("first"), a_host("second")

    assert [host.seen() for host in hosts] == ["Ada Example"] * 2

    first, second = (host.registry.campaign("lamp") for host in hosts)
    assert first
    assert second
    assert first.revision == second.revision


def test_a_host_goes_on_without_the_database_and_through_a_restart(
    publications: PublicationStore,
    a_host: Callable[..., Host],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example")
    host.look()
    away = a_host(url=f"sqlite:///{tmp_path / 'nowhere' / 'appeal.db'}")

    assert away.person() == "Ada Example"
    with caplog.at_level(logging.INFO, "appeal"):
        assert [away.seen(), away.seen()] == ["Ada Example"] * 2
    told = [record.message for record in caplog.records if "publications are" in record.message]
    assert len(told) == 1
    assert "cannot be asked" in told[0]


def test_a_host_says_once_that_the_database_is_back(
    database: Store,
    publications: PublicationStore,
    a_host: Callable[..., Host],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    host = a_host()
    database.run("ALTER TABLE publications RENAME TO away")
    host.look()
    database.run("ALTER TABLE away RENAME TO publications")
    publish(publications, tmp_path, "Ada Example")

    with caplog.at_level(logging.INFO, "appeal"):
        assert [host.seen(), host.seen()] == ["Ada Example"] * 2

    assert [each.message for each in caplog.records].count("publications are followed again") == 1


def test_a_campaign_that_the_database_has_lost_stays(
    database: Store, publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example")
    host.look()

    database.run("DELETE FROM publications")

    assert host.seen() == a_host().seen() == "Ada Example"


def test_a_folder_of_the_same_name_is_served_and_told(
    publications: PublicationStore,
    a_host: Callable[..., Host],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    host = a_host()
    folder = a_campaign_folder(host.folder / "campaigns")
    publish(publications, tmp_path, "Ada Sample")

    assert [host.seen(), host.seen()] == ["Ada Example"] * 2
    told = [record.message for record in caplog.records if "the desk has published it" in record.message]
    assert len(told) == 1

    shutil.rmtree(folder)
    assert host.seen() == "Ada Sample"


def test_a_damaged_publication_keeps_the_last_one_and_no_other_campaign_waits(
    database: Store, publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example")
    host.look()
    publish(publications, tmp_path, "Ada Sample")
    digest = publications.newest(NOW)["lamp"].tree["campaign.toml"]
    database.run(f"DELETE FROM blobs WHERE digest = '{digest}'")  # noqa: S608 (our own digest)
    publish(publications, tmp_path, "Bo Example", "zebra")

    assert host.seen() == "Ada Example"
    assert host.person("zebra") == "Bo Example"


def test_a_publication_that_this_version_refuses_keeps_the_last_valid_one(
    publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example")
    host.look()
    publications.publish("lamp", {"campaign.toml": b"of_a_later = 'version'"}, NOW, BY, after=1)

    assert host.seen() == a_host().person() == "Ada Example"
    assert host.registry.outdated() == {"lamp"}


@pytest.mark.parametrize(
    ("slug", "name"), [("..", "campaign.toml"), ("lamp", "../../lamp.po"), ("lamp", "/etc/x.po")]
)
def test_no_row_of_the_database_leads_out_of_the_folder(
    database: Store,
    publications: PublicationStore,
    a_host: Callable[..., Host],
    tmp_path: Path,
    slug: str,
    name: str,
) -> None:
    host = a_host()
    made = publications.publish("beacon", {"campaign.toml": b""}, NOW, BY, after=0)
    tree = f'{{"{name}": "{made.tree["campaign.toml"]}"}}'
    database.run(f"UPDATE publications SET slug = '{slug}', tree = '{tree}'")  # noqa: S608 (fixed)
    before = {*tmp_path.rglob("*")}

    host.look()

    assert {*tmp_path.rglob("*")} - before <= {host.folder / "published"}


def test_what_a_killed_follower_left_is_swept_away(
    publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example")
    host.look()
    root = host.folder / "published" / "publications"
    kept = sorted(root.rglob("*"))
    for left in ("0123456789abcdef/lamp", f"{kept[0].name}/.new-x", "fedcba9876543210"):
        (root / left).mkdir(parents=True)
    (root / ".new-pointer").write_text("")

    host.publications.sweep()

    assert sorted(root.rglob("*")) == kept


def test_a_stored_publication_that_was_damaged_is_written_again(
    publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example")
    host.look()
    (path,) = (host.folder / "published" / "publications").rglob("campaign.toml")
    path.write_text("torn")

    again = a_host()
    again.look()

    source = again.publications.last_valid("lamp")
    assert source == SourceFiles("lamp", files_of(tmp_path / "sources"))


def test_a_published_campaign_continues_one_in_a_folder(
    publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    a_campaign_folder(host.folder / "campaigns")
    files = files_of(tmp_path / "sources", "Ada Example", "lamp-2")
    toml = b'follows = "lamp"\nredirects = ["lamp-two"]\n' + files["campaign.toml"]
    publications.publish("lamp-2", {"campaign.toml": toml}, NOW, BY, after=0)

    host.look()

    public = host.registry.public()
    assert public.newer == {"lamp": "lamp-2"}
    assert public.moved == {"lamp-two": "lamp-2"}
    assert check_all(host.folder / "campaigns", publications=host.publications)[1].diagnostics == ()


def test_a_row_that_nobody_can_read_ends_nothing(
    database: Store, publications: PublicationStore, a_host: Callable[..., Host], tmp_path: Path
) -> None:
    host = a_host()
    publish(publications, tmp_path, "Ada Example", "beacon")
    database.run("UPDATE publications SET tree = 'no JSON'")

    assert host.seen("beacon") is None

    publish(publications, tmp_path, "Ada Example", "zebra")
    assert host.seen("zebra") == "Ada Example"


class Ended(Exception):
    """Ends a follower's thread."""


def end_at_the_first_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a follower do its first round and no other."""

    def sleep(_seconds: float) -> None:
        raise Ended

    monkeypatch.setattr("webapp.publications.follower.time", SimpleNamespace(sleep=sleep))


def test_a_folder_that_knows_no_locks_is_asked_again_and_nothing_stays_open(
    a_host: Callable[..., Host], monkeypatch: pytest.MonkeyPatch
) -> None:
    handles: list[int] = []

    def flock(handle: int, _operation: int) -> None:
        handles.append(handle)
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    end_at_the_first_wait(monkeypatch)
    with pytest.raises(Ended):
        a_host().follower.run()

    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handles[0])


def test_what_cannot_be_swept_away_does_not_end_the_follower(
    publications: PublicationStore,
    a_host: Callable[..., Host],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(publications, tmp_path, "Ada Example")
    host = a_host()
    (host.folder / "published" / "publications" / "zzz.current").mkdir(parents=True)

    monkeypatch.setattr(fcntl, "flock", lambda *_: None)
    end_at_the_first_wait(monkeypatch)
    with pytest.raises(Ended):
        host.follower.run()

    assert host.publications.folders().keys() == {"lamp"}
