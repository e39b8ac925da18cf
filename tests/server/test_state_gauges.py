"""The metrics tell what waits, how large the database is, and when the newest backup was made."""

import os
import platform
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.server.version import read_version
from webapp.server_state import state_gauges
from webapp.settings import read


def gauges(url: str, folder: Path) -> dict[str, float]:
    """Return each gauge by its name."""
    registry = CollectorRegistry()
    registry.register(state_gauges(read({"DATABASE_URL": url, "BACKUPS": str(folder), "DATA": str(folder)})))
    return {sample.name: sample.value for metric in registry.collect() for sample in metric.samples}


def test_bursts_that_wait_are_counted_with_their_letters(store: Store, tmp_path: Path) -> None:
    with closing(ActionLog(store.url)) as log:
        for number, burst in enumerate(("", "burst-one-0001", "burst-one-0001", "burst-two-0002")):
            action = Action(
                "lamp", Channel.POST, "minister", "en", 4, date(2030, 5, 1), late=False, burst=burst
            )
            log.record(f"token-of-22-chars-{number:04}", [action])
        log.decide("burst-two-0002", counts=False)

    told = gauges(store.url, tmp_path)

    assert (told["appeal_bursts_waiting"], told["appeal_letters_waiting"]) == (1, 8)
    assert told["appeal_database_bytes"] > 10_000


def test_the_time_of_the_newest_backup_is_told(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    none = gauges(store.url, folder)
    folder.mkdir()
    for name, when in (("old.dump", 1_000), ("new.db", 3_000), (".part", 9_000)):
        (folder / name).write_text("copy")
        os.utime(folder / name, (when, when))

    assert none["appeal_backup_timestamp_seconds"] == 0
    assert gauges(store.url, folder)["appeal_backup_timestamp_seconds"] == 3_000


def test_the_versions_are_told(tmp_path: Path) -> None:
    registry = CollectorRegistry()
    registry.register(state_gauges(read({"DATA": str(tmp_path)})))

    labels = {"version": read_version(), "python": platform.python_version()}
    assert registry.get_sample_value("appeal_build_info", labels) == 1


@pytest.mark.parametrize("url", ["postgresql://appeal@127.0.0.1:1/appeal", ""])
def test_a_database_that_cannot_be_read_leaves_its_gauges_out(url: str, tmp_path: Path) -> None:
    told = gauges(url, tmp_path)

    assert {"appeal_bursts_waiting", "appeal_letters_waiting"}.isdisjoint(told)
    assert {"appeal_build_info", "appeal_backup_timestamp_seconds"} <= told.keys()
