"""A real server serves the metrics of all its workers, added up, on a port of its own."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.live_servers.processes import holder_of, workers
from tests.live_servers.raw_http import RawClient, ask
from tests.support import servers

Sample = tuple[str, tuple[tuple[str, str], ...]]


@contextmanager
def a_server(folder: Path) -> Iterator[servers.Server]:
    """Start a server of two workers, with a port for Prometheus."""
    (folder / "tmp").mkdir()
    port = str(servers.free_port())
    started = servers.start(
        folder / "data", WORKERS="2", METRICS_PORT=port, TMPDIR=str(folder / "tmp"), RATE_LIMITS="off"
    )
    workers(started, 2)
    yield started
    started.stop()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[servers.Server]:
    """A server of the test's own, whose workers it may end."""
    with a_server(tmp_path) as started:
        yield started


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """A server for the tests that leave its workers and `/healthz` alone."""
    with a_server(tmp_path_factory.mktemp("metrics")) as started:
        yield started


def scraped(server: servers.Server) -> dict[Sample, float]:
    """Read every number, as Prometheus does."""
    answer = RawClient(server.metrics_url).ask("GET", "/metrics")
    assert answer.status == 200
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def known(server: servers.Server) -> float:
    """Return how many responses Prometheus counts for a route that nobody else requests, and no cache."""
    labels = (("method", "GET"), ("route", "/healthz"), ("status", "2xx"))
    return scraped(server).get(("appeal_requests_total", labels), 0.0)


def load(server: servers.Server) -> int:
    """Ask until both workers have answered; return how often."""
    wire, both, fetched, by = RawClient(server.url), workers(server, 2), 0, set()
    while by != set(both):
        connection = wire.open()
        try:
            assert ask(connection, "GET", "/healthz", None, {"Host": wire.host}).status == 200
            by.add(holder_of(connection.sock.getsockname()[1], both))
            fetched += 1
        finally:
            connection.close()
    return fetched


def test_metrics_add_up_all_workers_also_those_that_ended(server: servers.Server) -> None:
    fetched = load(server)

    assert known(server) == fetched
    for _ in range(3):
        before, doomed = known(server), workers(server, 2)[0]
        os.kill(doomed, signal.SIGKILL)
        while doomed in workers(server, 2):
            time.sleep(0.01)
        assert known(server) == before
        fetched += load(server)
        assert known(server) == fetched


def test_a_reload_resets_no_metric_and_leaves_no_file(server: servers.Server, tmp_path: Path) -> None:
    fetched = load(server)
    for _ in range(3):
        old = set(workers(server, 2))
        server.process.send_signal(signal.SIGHUP)
        while old & set(server.workers()) or len(server.workers()) < 2:
            time.sleep(0.01)
        fetched += load(server)

    assert known(server) == fetched
    counters = list((tmp_path / "tmp").glob("*/counter_*.db"))
    assert len(counters) <= 1 + 2 * 2  # gunicorn itself, and two generations of two workers


def test_the_public_port_never_serves_metrics(undisturbed: servers.Server) -> None:
    wire, behind = RawClient(undisturbed.url), RawClient(undisturbed.metrics_url).host
    forged = (
        {"Host": behind},
        {"Host": wire.host, "X-Forwarded-Host": behind, "X-Forwarded-Port": behind.rpartition(":")[2]},
        {"Host": wire.host, "Forwarded": f'host="{behind}"', "SERVER_PORT": behind.rpartition(":")[2]},
    )

    for headers in ({"Host": wire.host}, *forged):
        for path in ("/metrics", f"http://{behind}/metrics", "//metrics"):
            answer = wire.ask("GET", path, None, headers)
            assert answer.status in (400, 404, 308)
            assert "appeal_" not in answer.text


def test_metrics_have_known_labels_only(undisturbed: servers.Server) -> None:
    wire = RawClient(undisturbed.url)
    for path in ("/zq8word", "/en/zq8word", "/en/gorinov/zq8word", "/api/campaigns/zq8word/count?zq8word"):
        wire.ask("GET", path)
        wire.ask("ZQ8WORD", path)

    labels = {name for _, pairs in scraped(undisturbed) for name, _ in pairs}
    values = {value for _, pairs in scraped(undisturbed) for _, value in pairs}

    assert labels == {"method", "route", "status", "outcome", "le", "version", "python"}
    assert not [value for value in values if "zq8word" in value.lower()]


def test_a_silent_client_does_not_block_prometheus(undisturbed: servers.Server) -> None:
    port = int(undisturbed.metrics_url.rpartition(":")[2])
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(4)]
    try:
        assert known(undisturbed) == 0.0
    finally:
        for connection in silent:
            connection.close()


def test_a_metrics_port_in_use_stops_the_start_with_a_message(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        with pytest.raises(RuntimeError, match=f"METRICS_PORT {port} cannot be served .*; choose another"):
            servers.start(tmp_path / "data", METRICS_PORT=port)


def test_a_stopped_server_leaves_no_metrics_file(server: servers.Server, tmp_path: Path) -> None:
    load(server)

    assert server.stop() == 0

    assert list((tmp_path / "tmp").iterdir()) == []
