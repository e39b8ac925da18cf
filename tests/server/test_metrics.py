"""What is counted for Prometheus, and the folder it is kept in."""

import fcntl
import os
from pathlib import Path

from prometheus_client import generate_latest

from webapp.server.metrics import multiprocess
from webapp.server.metrics.registry import Metrics


def told(metrics: Metrics) -> str:
    """Give what Prometheus would read."""
    return generate_latest(metrics.registry).decode()


def test_every_outcome_begins_at_nought_so_that_its_first_time_is_seen() -> None:
    assert 'appeal_actions_total{outcome="undone"} 0.0' in told(Metrics())


def test_an_outcome_is_counted() -> None:
    metrics = Metrics()

    metrics.actions("recorded")
    metrics.actions("recorded")

    assert 'appeal_actions_total{outcome="recorded"} 2.0' in told(metrics)


def test_an_outcome_that_nobody_foresaw_becomes_no_label() -> None:
    metrics = Metrics()

    metrics.prints("what somebody typed")

    assert "typed" not in told(metrics)
    assert 'appeal_prints_total{outcome="other"} 1.0' in told(metrics)


def test_an_answer_is_counted_by_route_and_class_of_status() -> None:
    metrics = Metrics()

    metrics.observe_request("/<lang>", "GET", 404, 0.2)

    assert 'appeal_requests_total{method="GET",route="/<lang>",status="4xx"} 1.0' in told(metrics)
    assert 'appeal_request_seconds_bucket{le="0.1",route="/<lang>"} 0.0' in told(metrics)
    assert 'appeal_request_seconds_bucket{le="0.25",route="/<lang>"} 1.0' in told(metrics)


def a_folder(temporary: Path, name: str) -> tuple[Path, int]:
    """Make a folder as a server leaves it, with its lock."""
    made = temporary / f"appeal-metrics-{name}"
    made.mkdir()
    (made / "counter_1.db").write_bytes(b"x")
    return made, os.open(made / "lock", os.O_CREAT | os.O_RDWR)


def test_the_folder_of_a_server_that_was_killed_goes_at_the_next_start(tmp_path: Path) -> None:
    dead, lock = a_folder(tmp_path, "dead")
    os.close(lock)

    multiprocess.sweep(tmp_path)

    assert not dead.exists()


def test_the_folder_of_a_running_server_stays(tmp_path: Path) -> None:
    alive, lock = a_folder(tmp_path, "alive")
    fcntl.flock(lock, fcntl.LOCK_EX)

    multiprocess.sweep(tmp_path)
    os.close(lock)

    assert alive.exists()


def test_what_only_has_the_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    (tmp_path / "appeal-metrics-link").symlink_to(tmp_path)
    (tmp_path / "appeal-metrics-file").touch()

    multiprocess.sweep(tmp_path)

    assert len(list(tmp_path.iterdir())) == 3
