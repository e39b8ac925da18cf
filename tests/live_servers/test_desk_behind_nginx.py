"""The desk behind nginx with the documented site: TLS, its own name, no temporary file, slow guessing."""

import http.client
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import nginx
from tests.support.desk_server import serve_desk
from tests.support.servers import free_port


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, int, Path]]:
    """Run nginx before a desk; yield its ports for TLS and for plain HTTP, and its folder."""
    app, secure, redirecting = free_port(), free_port(), free_port()
    configuration = nginx.write_desk(folder / "nginx", f"127.0.0.1:{app}", secure, redirecting)
    tried = subprocess.run([nginx.PROGRAM, "-t", "-c", configuration], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr
    command = [nginx.PROGRAM, "-c", str(configuration), "-e", str(folder / "nginx" / "trouble.log")]
    with serve_desk(folder / "data", port=app, behind=f"https://desk.localhost:{secure}"):
        process = subprocess.Popen(command)
        try:
            wait_until_it_answers(secure, process)
            for name in nginx.TEMPORARY:  # should nginx want to write a file, that is an error
                shutil.rmtree(folder / "nginx" / name)
            yield secure, redirecting, folder / "nginx"
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int, Path]]:
    """The desk's site, for all tests that stay below its limits."""
    with served(tmp_path_factory.mktemp("desk-nginx")) as site:
        yield site


def wait_until_it_answers(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait for nginx."""
    give_up = time.monotonic() + 60
    while True:
        try:
            ask(port, "GET", "/sign-in")
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > give_up:
                raise
            time.sleep(0.05)


def ask(
    port: int, method: str, path: str, body: bytes = b"", origin: str = ""
) -> tuple[http.client.HTTPResponse, bytes]:
    """Ask nginx over TLS."""
    context = ssl._create_unverified_context()  # noqa: S323 (the certificate is the test's own)
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=context)
    headers = {"Host": f"desk.localhost:{port}", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body, headers | ({"Origin": origin} if origin else {}))
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def test_the_desk_answers_by_its_own_name_over_tls(ports: tuple[int, int, Path]) -> None:
    response, content = ask(ports[0], "GET", "/sign-in")

    assert response.status == 200
    assert b"passkey" in content
    assert "max-age=" in (response.headers["Strict-Transport-Security"] or "")
    assert response.headers["Cache-Control"] == "no-store"


def test_the_board_leads_to_signing_in(ports: tuple[int, int, Path]) -> None:
    response, _content = ask(ports[0], "GET", "/")

    assert response.status == 302
    assert (response.headers["Location"] or "").startswith("/sign-in")


def test_a_post_of_the_desk_s_own_page_arrives_and_one_from_elsewhere_does_not(
    ports: tuple[int, int, Path],
) -> None:
    own, _ = ask(ports[0], "POST", "/join", b"token=none", f"https://desk.localhost:{ports[0]}")
    foreign, _ = ask(ports[0], "POST", "/join", b"token=none", "https://elsewhere.example")

    assert own.status == 410
    assert foreign.status == 403


def test_a_photograph_passes_without_a_temporary_file_and_what_is_larger_does_not(
    ports: tuple[int, int, Path],
) -> None:
    origin = f"https://desk.localhost:{ports[0]}"
    passes, _ = ask(ports[0], "POST", "/campaigns/new", b"x=" + b"y" * 11_000_000, origin)
    too_large, _ = ask(ports[0], "POST", "/campaigns/new", b"x=" + b"y" * 13_000_000, origin)

    assert passes.status == 401
    assert too_large.status == 413


def test_guessing_is_answered_slowly(tmp_path: Path) -> None:
    with served(tmp_path) as (secure, _redirecting, _folder):
        statuses = [ask(secure, "GET", "/join")[0].status for _ in range(30)]

    assert statuses[0] == 200
    assert 429 in statuses


def test_plain_http_leads_to_the_first_page(ports: tuple[int, int, Path]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", ports[1], timeout=60)
    connection.request("GET", "/preview/secret", headers={"Host": "desk.localhost"})
    response = connection.getresponse()
    connection.close()

    assert response.status == 301
    assert response.headers["Location"] == f"https://desk.localhost:{ports[0]}/"


def test_nginx_has_logged_nothing(ports: tuple[int, int, Path]) -> None:
    ask(ports[0], "GET", "/preview/a-signed-token/en/lamp")

    assert "a-signed-token" not in "".join(
        path.read_text(errors="replace") for path in ports[2].glob("*.log")
    )
