"""The publications in the database: append only, all files or none, and nobody overwrites another's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.publications.conftest import BY, NOW, files_of
from tests.support.stores import Store
from webapp.database import schema
from webapp.publications.store import PublicationDamaged, PublicationStore, Superseded

LATER = NOW + timedelta(hours=1)


def test_what_was_published_comes_back_byte_by_byte(publications: PublicationStore) -> None:
    files = {"campaign.toml": b"one", "ru.po": b"\x00\xff", "photo.jpg": bytes(range(256)) * 4000}

    made = publications.publish("lamp", files, NOW, BY, after=0)

    assert made.serial == 1
    assert publications.newest(NOW) == {"lamp": made}
    assert publications.files(made) == files


def test_the_last_decision_holds_from_its_moment_on(publications: PublicationStore, tmp_path: Path) -> None:
    files = files_of(tmp_path)
    first = publications.publish("lamp", files, NOW, BY, after=0)
    second = publications.publish("lamp", files | {"ru.po": b""}, LATER, BY, after=1)

    assert publications.newest(NOW) == {"lamp": first}
    assert publications.scheduled("lamp", NOW) == second
    assert publications.newest(LATER) == {"lamp": second}
    assert publications.scheduled("lamp", LATER) is None
    assert publications.history("lamp") == (second, first)


def test_a_publication_takes_the_place_of_one_that_is_scheduled(publications: PublicationStore) -> None:
    publications.publish("lamp", {"campaign.toml": b"scheduled"}, LATER, BY, after=0)
    now = publications.publish("lamp", {"campaign.toml": b"now"}, NOW, BY, after=1)

    assert publications.newest(NOW) == publications.newest(LATER) == {"lamp": now}


def test_what_was_cancelled_before_its_moment_has_not_appeared(publications: PublicationStore) -> None:
    publications.publish("lamp", {"campaign.toml": b"scheduled"}, LATER, BY, after=0)
    publications.publish("lamp", {}, NOW, BY, after=1, withdrawn=True)
    publications.publish("beacon", {"campaign.toml": b"now"}, NOW, BY, after=0)
    publications.publish("beacon", {}, NOW + timedelta(minutes=1), BY, after=1, withdrawn=True)

    assert publications.appeared(NOW - timedelta(minutes=1)) == frozenset()
    assert publications.appeared(NOW) == publications.appeared(LATER) == {"beacon"}


def test_who_began_from_an_older_publication_is_refused(publications: PublicationStore) -> None:
    publications.publish("lamp", {"campaign.toml": b"one"}, NOW, BY, after=0)

    with pytest.raises(Superseded) as refused:
        publications.publish("lamp", {"campaign.toml": b"two"}, NOW, BY, after=0)

    assert refused.value.head == 1
    assert len(publications.history("lamp")) == 1


def test_a_repeat_is_the_same_publication(publications: PublicationStore) -> None:
    first = publications.publish("lamp", {"campaign.toml": b"one"}, NOW, BY, after=0)

    assert publications.publish("lamp", {"campaign.toml": b"one"}, NOW, BY, after=0) == first
    assert publications.history("lamp") == (first,)


def test_of_several_at_once_one_succeeds_and_the_others_are_told(database: Store) -> None:
    def publish(number: int) -> int | None:
        with closing(PublicationStore(database.url)) as store:
            try:
                store.publish("lamp", {"campaign.toml": b"shared", "ru.po": b"%d" % number}, NOW, BY, 0)
            except Superseded:
                return None
        return number

    with ThreadPoolExecutor(8) as threads:
        won = [number for number in threads.map(publish, range(8)) if number is not None]

    with closing(PublicationStore(database.url)) as store:
        (one,) = store.history("lamp")
        assert store.files(one)["ru.po"] == b"%d" % won[0]
    assert len(won) == 1


@pytest.mark.parametrize("name", ["../x.po", "a/b.po", ".hidden.po", "notes.txt", "x\\y.po", "", "a\n.po"])
def test_no_other_file_is_published(publications: PublicationStore, name: str) -> None:
    with pytest.raises(ValueError, match="no file of a campaign"):
        publications.publish("lamp", {"campaign.toml": b"", name: b""}, NOW, BY, after=0)


@pytest.mark.parametrize("slug", ["..", "Lamp", "a/b", "", "x" * 61])
def test_no_other_name_is_published(publications: PublicationStore, slug: str) -> None:
    with pytest.raises(ValueError, match="no name of a campaign"):
        publications.publish(slug, {"campaign.toml": b""}, NOW, BY, after=0)


def test_a_damaged_file_is_told(database: Store, publications: PublicationStore) -> None:
    made = publications.publish("lamp", {"campaign.toml": b"one"}, NOW, BY, after=0)
    database.run("DELETE FROM blobs")

    with pytest.raises(PublicationDamaged, match=r"campaign\.toml of lamp"):
        publications.files(made)


def test_a_damaged_file_is_stored_again_with_the_next_publication_that_has_it(
    database: Store, publications: PublicationStore
) -> None:
    files = {"campaign.toml": b"one"}
    first = publications.publish("lamp", files, NOW, BY, after=0)
    database.run("UPDATE blobs SET body = (SELECT body FROM blobs) || body")

    second = publications.publish("lamp", files, LATER, BY, after=1)

    assert publications.files(first) == publications.files(second) == files


def test_a_row_that_nobody_can_read_stops_no_publication_after_it(
    database: Store, publications: PublicationStore
) -> None:
    publications.publish("lamp", {"campaign.toml": b"one"}, NOW, BY, after=0)
    database.run("UPDATE publications SET tree = '['")

    with pytest.raises(Superseded):
        publications.publish("lamp", {"campaign.toml": b"one"}, NOW, BY, after=0)
    second = publications.publish("lamp", {"campaign.toml": b"two"}, NOW, BY, after=1)

    assert publications.newest(NOW) == {"lamp": second}


def test_a_downgrade_loses_no_publication(database: Store, publications: PublicationStore) -> None:
    made = publications.publish("lamp", {"campaign.toml": b"one"}, NOW, BY, after=0)

    schema.downgrade(database.url, "0005")
    schema.upgrade(database.url)

    assert publications.newest(NOW) == {"lamp": made}


def test_a_downgrade_without_publications_drops_their_tables(database: Store) -> None:
    schema.downgrade(database.url, "0005")

    with pytest.raises(Exception, match="publications"):
        database.rows("SELECT * FROM publications")


def test_files_that_two_publications_share_are_stored_once(
    database: Store, publications: PublicationStore
) -> None:
    for slug in ("lamp", "beacon"):
        publications.publish(slug, {"campaign.toml": slug.encode(), "photo.jpg": b"same"}, NOW, BY, after=0)

    assert database.rows("SELECT count(*) FROM blobs") == [(3,)]


def test_a_withdrawal_has_no_files_and_a_publication_has_some(publications: PublicationStore) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: publications.publish("lamp", {}, NOW, BY, after=0),
        lambda: publications.publish("lamp", {"campaign.toml": b""}, NOW, BY, after=0, withdrawn=True),
    ]
    for attempt in attempts:
        with pytest.raises(ValueError, match="A publication has files"):
            attempt()
