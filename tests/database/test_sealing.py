"""A sealed database takes no write, and an unsealed one takes them again."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.stores import Store, Stores
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import Spoiled
from webapp.database import schema, sealing
from webapp.database.copying import CopyError, copy
from webapp.domain.action import Action
from webapp.domain.channel import Channel

TOKEN, OTHER = "token-of-22-characters", "another-22-characters-"
ACTION = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 3, date(2024, 5, 7), late=False)


def test_a_sealed_database_refuses_every_write_also_on_open_connections(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        log.record(TOKEN, [ACTION])
        log.record("token-of-a-burst-held-", [replace(ACTION, burst="waiting-burst")])

        sealing.seal(store.url)
        sealing.seal(store.url)  # twice changes nothing

        for write in (
            lambda: log.record(OTHER, [ACTION]),
            lambda: log.undo(TOKEN, "gorinov"),
            lambda: log.decide("waiting-burst", counts=True),
            lambda: log.purge(date(2025, 1, 1)),
            lambda: log.enter(Letters("gorinov", date(2024, 5, 7), Channel.POST, 1), Stamp()),
            lambda: log.take_off(Spoiled("gorinov", date(2024, 5, 7)), None, Stamp()),
            log.require_ready,
        ):
            with pytest.raises(
                ActionsUnavailable, match="it is sealed, because appeal db copy has copied it"
            ):
                write()
        assert log.tally("gorinov").total == 3
        assert log.find(TOKEN) is not None
        assert log.find(OTHER) is None


def test_an_acknowledged_report_is_acknowledged_again_by_a_sealed_database(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        first = log.record(TOKEN, [ACTION])
        sealing.seal(store.url)

        assert log.record(TOKEN, [ACTION]).actions == first.actions


def test_an_unsealed_database_takes_reports_again(store: Store) -> None:
    sealing.seal(store.url)
    sealing.unseal(store.url)
    sealing.unseal(store.url)

    with closing(ActionLog(store.url)) as log:
        log.record(TOKEN, [ACTION])
        log.require_ready()
        assert log.tally("gorinov").total == 3


def test_the_server_starts_on_a_sealed_database_of_this_schema(store: Store) -> None:
    sealing.seal(store.url)

    schema.upgrade(store.url)

    with closing(ActionLog(store.url)) as log, pytest.raises(ActionsUnavailable, match="sealed"):
        log.record(TOKEN, [ACTION])


def test_another_schema_does_not_break_the_seal(store: Store) -> None:
    sealing.seal(store.url)

    with pytest.raises(ActionsUnavailable, match="sealed"):
        schema.downgrade(store.url, "0004")

    with closing(ActionLog(store.url)) as log, pytest.raises(ActionsUnavailable, match="sealed"):
        log.record(TOKEN, [ACTION])


@pytest.mark.parametrize("kinds", [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_a_copy_seals_its_source_and_a_copy_that_fails_does_not(
    stores: Stores, tmp_path: Path, kinds: tuple[str, str]
) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    old, new = stores.new(kinds[0], tmp_path / "old"), stores.new(kinds[1], tmp_path / "new")
    with closing(ActionLog(old.url)) as log, closing(ActionLog(new.url)) as other:
        other.record(OTHER, [ACTION])
        with pytest.raises(CopyError, match="the target holds"):
            copy(old.url, new.url)
        log.record(TOKEN, [ACTION])
        for table in ("receipts", "tallies", "totals"):
            new.run(f"DELETE FROM {table}")  # noqa: S608 (fixed text)

        copy(old.url, new.url)

        with pytest.raises(ActionsUnavailable, match="sealed"):
            log.record(OTHER, [ACTION])
        other.record(OTHER, [ACTION])
        assert other.tally("gorinov").total == 6
        assert other.find(TOKEN) is not None
