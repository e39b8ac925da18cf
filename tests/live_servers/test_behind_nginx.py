"""Several apps behind the documented nginx have one count; no request fails when one reloads or stops."""

import http.client
import signal
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.live_servers.accounting import Accounts
from tests.live_servers.canary_requests import LETTER, PAGE
from tests.live_servers.canary_traffic import ELSEWHERE
from tests.live_servers.processes import is_alive, workers
from tests.live_servers.raw_http import RawClient
from tests.live_servers.reporters import Report, Reporters, a_report
from tests.live_servers.steady_load import SteadyLoad
from tests.support import nginx, servers
from tests.support.rounds import rounds
from tests.support.stores import Store, Stores

REQUESTS = rounds(500)


def some_apps(store: Store, folder: Path, number: int) -> Iterator[servers.Server]:
    """Start apps on ports of their own, as on hosts of their own, that share a database and their keys."""
    settings = {"WORKERS": "1", "RATE_LIMITS": "off", "PROXIES": "1", "HOME": str(folder)}
    settings["THREADS"] = "4"  # no more than connections: on a busy machine nobody is told to come later
    for _ in range(number):
        yield servers.start(folder / "data", DATABASE_URL=store.url, **settings)


def reload(server: servers.Server) -> None:
    """Let gunicorn put a new worker in the place of the old one."""
    old = workers(server)
    server.process.send_signal(signal.SIGHUP)
    while any(is_alive(worker) for worker in old):
        signal.sigtimedwait([], 0.01)


@pytest.mark.soak
@pytest.mark.parametrize(("kind", "number"), [("sqlite", 2), ("postgresql", 2), ("postgresql", 4)])
def test_apps_that_share_a_database_have_one_count_while_they_reload_and_one_stops(
    stores: Stores, tmp_path: Path, kind: str, number: int
) -> None:
    store = stores.new(kind, tmp_path)
    apps, reports = list[servers.Server](), list[Report]()
    with ExitStack() as stack:
        for app in some_apps(store, tmp_path, number):
            stack.callback(app.stop)
            apps.append(app)
        places = [app.url.replace("http://localhost", "127.0.0.1") for app in apps]
        site = stack.enter_context(nginx.started(tmp_path / "nginx", places))
        tokens = Reporters(site.url, 8).open_forms(REQUESTS // 10)
        reports = [a_report(token, twice=False, again=False, undo=False) for token in tokens]
        with SteadyLoad(site.url, REQUESTS, reports) as load:
            for share, app in enumerate(apps[:2]):
                load.wait_for(0.2 + 0.2 * share)
                reload(app)
            load.wait_for(0.6)
            assert apps[-1].stop() == 0
        counts = {RawClient(app.url).ask("GET", "/api/campaigns/gorinov/count").text for app in apps[:-1]}
        logged = site.logged()

    accounts = Accounts(store, apps[0].data, reports)
    print(
        f"{number} apps, {kind}: {load.answered} answered, {len(load.failed)} failed, {load.again} sent again"
    )
    assert (load.failed, load.again) == ([], 0)
    assert load.answered == load.sent >= REQUESTS
    assert (accounts.lost, accounts.changed) == ([], [])
    assert [report for report in reports if report.counted != [report.total]] == []
    assert accounts.tally.total == sum(report.total for report in reports)
    assert len(counts) == 1
    assert logged == ""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[nginx.Nginx]:
    """One app behind nginx, with its limits on."""
    folder = tmp_path_factory.mktemp("site")
    server = servers.start(folder / "data", WORKERS="1", PROXIES="1")
    with nginx.started(folder / "nginx", [server.url.removeprefix("http://")]) as running:
        yield running
    server.stop()


@pytest.mark.parametrize("http2", [True, False])
def test_nginx_accepts_its_configuration_without_a_warning(tmp_path: Path, http2: bool) -> None:
    ports = servers.free_port(), servers.free_port()
    configuration = nginx.write(tmp_path, ["127.0.0.1:9"], *ports, http2=http2)

    tried = subprocess.run([nginx.PROGRAM, "-t", "-c", configuration], capture_output=True, text=True)

    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr


def test_a_response_over_tls_sets_strict_transport_security(site: nginx.Nginx) -> None:
    context = ssl._create_unverified_context()  # noqa: S323 (the certificate is the test's own)
    connection = http.client.HTTPSConnection(
        "localhost", int(site.secure_url.rpartition(":")[2]), timeout=20, context=context
    )
    connection.request("GET", PAGE)
    answer = connection.getresponse()
    answer.read()
    connection.close()

    assert answer.status == 200
    assert "max-age=" in (answer.headers["Strict-Transport-Security"] or "")


def test_limits_use_the_address_that_nginx_sees_not_a_forged_header(site: nginx.Nginx) -> None:
    """Whoever names another address at each request is still one; another visitor is not held back."""
    greedy, other = RawClient(site.url, "127.0.0.2"), RawClient(site.url, "127.0.0.3")
    form = {"to": "ambassador", "text": "Often."}
    statuses = {
        greedy.ask("POST", f"{PAGE}/letter.txt", form, {"X-Forwarded-For": f"203.0.113.{number}"}).status
        for number in range(125)
    }

    assert statuses == {200, 429}
    assert other.ask("POST", f"{PAGE}/letter.txt", form).status == 200


def test_nothing_of_a_request_is_in_any_log_of_nginx(site: nginx.Nginx) -> None:
    wire = RawClient(site.url)
    for path in (PAGE, "/zq8word", f"{PAGE}?zq8word"):
        wire.ask("GET", path, None, {"X-Forwarded-For": ELSEWHERE, "Referer": "zq8word"})
    wire.ask("POST", LETTER, b"text=zq8word" * 200_000)
    wire.write(b"zq8word\r\n\r\n")
    wire.write(b"GET /zq8word HTTP/1.1\r\nHost: localhost\r\nContent-Length: zq8word\r\n\r\n")

    assert site.logged() == ""
    assert {path.name for path in site.folder.iterdir()} == {
        "nginx.conf", "nginx.pid", "site.conf", "site.log", "tls", "trouble.log",
    }  # fmt: skip
