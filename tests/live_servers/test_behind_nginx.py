"""Several apps behind the documented nginx have one count; no request fails when they restart in turn."""

import http.client
import shutil
import signal
import socket
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
from tests.live_servers.raw_http import RawClient, Response
from tests.live_servers.reporters import Report, Reporters, a_report
from tests.live_servers.steady_load import SteadyLoad
from tests.support import nginx, servers
from tests.support.rounds import SOAK, rounds
from tests.support.stores import Store, Stores
from webapp.web.http.security import HEADERS

REQUESTS = rounds(200)
SITES = [("sqlite", 2), ("postgresql", 4)] + [("postgresql", 2)] * (SOAK > 1)
"""Databases, and how many apps share one."""
HOSTS = f"localhost,127.0.0.1,{nginx.ONION_NAME}"


def an_app(store: Store, folder: Path, port: int = 0) -> servers.Server:
    """Start an app on a port of its own, as on a host of its own. All share a database and their keys."""
    settings = {"WORKERS": "1", "RATE_LIMITS": "off", "PROXIES": "1", "HOME": str(folder)}
    settings["THREADS"] = "4"  # no more than connections: on a busy machine nobody is told to come later
    return servers.start(folder / "data", port=port, DATABASE_URL=store.url, **settings)


def reload(server: servers.Server) -> None:
    """Let gunicorn put a new worker in the place of the old one."""
    old = workers(server)
    server.process.send_signal(signal.SIGHUP)
    while any(is_alive(worker) for worker in old):
        signal.sigtimedwait([], 0.01)


@pytest.mark.soak
@pytest.mark.parametrize(("kind", "number"), SITES)
def test_apps_that_share_a_database_have_one_count_while_they_reload_and_restart_in_turn(
    stores: Stores, tmp_path: Path, kind: str, number: int
) -> None:
    store = stores.new(kind, tmp_path)
    apps, reports = list[servers.Server](), list[Report]()
    with ExitStack() as stack:
        for _ in range(number):
            apps.append(an_app(store, tmp_path))
        stack.callback(lambda: [app.stop() for app in apps])
        places = [app.url.replace("http://localhost", "127.0.0.1") for app in apps]
        site = stack.enter_context(nginx.started(tmp_path / "nginx", places))
        tokens = Reporters(site.url, 8).open_forms(REQUESTS // 10)
        reports = [a_report(token, twice=False, again=False, undo=False) for token in tokens]
        with SteadyLoad(site.url, REQUESTS, reports) as load:
            for share, app in enumerate(apps[:2]):
                load.wait_for(0.2 + 0.2 * share)
                reload(app)
            load.wait_for(0.6)
            for app in list(apps if kind == "sqlite" else apps[-1:]):  # docs/deploying.md, "Many hosts"
                assert app.stop() == 0
                apps[apps.index(app)] = an_app(store, tmp_path, int(app.url.rpartition(":")[2]))
        counts = {RawClient(app.url).ask("GET", "/api/campaigns/gorinov/count").text for app in apps}
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
    server = servers.start(
        folder / "data", app=servers.STRICT_APP, WORKERS="1", PROXIES="1", ALLOWED_HOSTS=HOSTS
    )
    with nginx.started(folder / "nginx", [server.url.removeprefix("http://")]) as running:
        yield running
    server.stop()


@pytest.mark.parametrize("http2", [True, False])
def test_nginx_accepts_its_configuration_without_a_warning(tmp_path: Path, http2: bool) -> None:
    ports = [servers.free_port() for _ in range(4)]
    configuration = nginx.write(tmp_path, ["127.0.0.1:9"], *ports, http2=http2)

    tried = subprocess.run([nginx.PROGRAM, "-t", "-c", configuration], capture_output=True, text=True)

    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr


def test_a_response_over_tls_sets_strict_transport_security(site: nginx.Nginx) -> None:
    context = ssl._create_unverified_context()  # noqa: S323 (the certificate is the test's own)
    connection = http.client.HTTPSConnection(
        "localhost", int(site.secure_url.rpartition(":")[2]), timeout=60, context=context
    )
    connection.request("GET", PAGE)
    answer = connection.getresponse()
    answer.read()
    connection.close()

    assert answer.status == 200
    assert "max-age=" in (answer.headers["Strict-Transport-Security"] or "")


def test_limits_use_the_address_that_nginx_sees_not_a_forged_header(site: nginx.Nginx) -> None:
    """A client that names another address at each request is still one; another visitor is not held back."""
    greedy, other = RawClient(site.url, "127.0.0.2"), RawClient(site.url, "127.0.0.3")
    form = {"to": "ambassador", "text": "Often."}
    statuses = set[int]()
    for number in range(10 * servers.STRICT_FILES_A_MINUTE):  # minutes may end meanwhile
        forged = {"X-Forwarded-For": f"203.0.113.{number}"}
        statuses.add(greedy.ask("POST", f"{PAGE}/letter.txt", form, forged).status)
        if 429 in statuses:
            break

    assert statuses == {200, 429}
    assert other.ask("POST", f"{PAGE}/letter.txt", form).status == 200


SMUGGLED = b"GET /en/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
FRAMINGS = {
    "length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks, then length": b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
    "a list of lengths": b"Content-Length: 0, 5\r\n\r\n",
    "a length with a sign": b"Content-Length: +0\r\n\r\n",
    "another coding": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a disguised coding": b"Transfer-Encoding: xchunked\r\n\r\n",
    "a space before the colon": b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a tab before the value": b"Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n",
    "a folded line": b"X: y\r\n Transfer-Encoding: chunked\r\n\r\n",
    "a bare line feed": b"X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "an extension of a chunk": b"Transfer-Encoding: chunked\r\n\r\n0;a=\n\r\n\r\n",
}


def test_nginx_and_the_app_agree_where_a_request_ends(site: nginx.Nginx) -> None:
    """What follows a doubtful request is a request of its own, or the connection ends (RFC 9112, 6.3).

    Smuggled would mean: another client's connection to the app begins with what the first one sent.
    """
    address = ("127.0.0.1", int(site.url.rpartition(":")[2]))
    start = f"POST {PAGE}/letter.txt HTTP/1.1\r\nHost: localhost\r\n".encode()
    start += b"Content-Type: application/x-www-form-urlencoded\r\n"
    for name, framing in FRAMINGS.items():
        with socket.create_connection(address, timeout=60) as attacker:
            attacker.sendall(start + framing + SMUGGLED)
            attacker.shutdown(socket.SHUT_WR)
            answered = b"".join(iter(lambda link=attacker: link.recv(65536), b""))
        others = [RawClient(site.url).ask("GET", "/healthz") for _ in range(4)]

        assert {(other.status, other.text) for other in others} == {(200, others[0].text)}, name
        assert answered.count(b"HTTP/1.1 ") <= 2, name
        assert b"HTTP/1.1 500" not in answered, name


@pytest.mark.parametrize("name", ["localhost", nginx.ONION_NAME])
def test_nothing_of_a_request_is_in_any_log_of_nginx(site: nginx.Nginx, name: str) -> None:
    """Neither the public server nor the onion service's writes a line, or a temporary file."""
    wire = RawClient(site.url if name == "localhost" else site.onion_url)
    for path in (PAGE, "/zq8word", f"{PAGE}?zq8word"):
        wire.ask("GET", path, None, {"Host": name, "X-Forwarded-For": ELSEWHERE, "Referer": "zq8word"})
    response = wire.ask("POST", LETTER, {"to": "ambassador", "text": "zq8word " * 400}, {"Host": name})
    wire.ask("POST", LETTER, b"text=zq8word" * 200_000, {"Host": name})
    wire.write(b"zq8word\r\n\r\n")
    wire.write(f"GET /zq8word HTTP/1.1\r\nHost: {name}\r\nContent-Length: zq8word\r\n\r\n".encode())

    assert response.status == 200
    assert site.logged() == ""
    assert {path.name for path in site.folder.iterdir()} == {
        "app.conf", "error.html", "errors.conf", "nginx.conf", "nginx.pid", "onion.conf", "site.conf",
        "site.log", "tls", "trouble.log",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"zq8word\r\n\r\n", 400),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 40_000 + b"\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n", 413),
        (b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
    ],
    ids=["no request", "long address", "long header", "large body", "trace"],
)
def test_nginx_s_own_answers_have_our_page_and_headers(
    site: nginx.Nginx, request_: bytes, status: int
) -> None:
    response = RawClient(site.url).write(request_)

    assert response is not None
    assert response.status == status
    is_the_error_page(response)


def test_while_the_app_is_away_people_read_so(tmp_path: Path) -> None:
    with nginx.started(tmp_path / "nginx", [f"127.0.0.1:{servers.free_port()}"]) as away:
        response = RawClient(away.url).ask("POST", LETTER, {"text": "My words."})

        assert response.status == 502
        assert response.headers["Retry-After"] == "60"
        is_the_error_page(response)
        assert "My words." not in away.logged()


def is_the_error_page(response: Response) -> None:
    assert response.headers["Content-Type"].startswith("text/html")  # the page names its charset itself
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert response.headers["Server"] == "nginx"  # no version
    assert all(text in response.body.decode() for text in ("go back", "вернитесь", "vuelva", "فعودوا"))


@pytest.mark.parametrize("url", ["url", "redirecting_url"])
def test_an_unknown_host_gets_no_answer(site: nginx.Nginx, url: str) -> None:
    wire = RawClient(getattr(site, url))

    assert wire.write(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n") is None


def test_plain_http_leads_to_the_site_s_own_name_but_for_the_certificate_s_proof(site: nginx.Nginx) -> None:
    wire = RawClient(site.redirecting_url)
    proof = site.folder / ".well-known" / "acme-challenge" / "token"
    proof.parent.mkdir(parents=True)
    proof.write_text("proof")
    try:
        redirected = wire.ask("GET", "/en/gorinov?letter=ru")
        fetched = wire.ask("GET", "/.well-known/acme-challenge/token")
    finally:
        shutil.rmtree(site.folder / ".well-known")

    assert redirected.status == 301
    assert redirected.headers["Location"] == "https://letters.example.org/en/gorinov?letter=ru"
    assert (fetched.status, fetched.body) == (200, b"proof")
