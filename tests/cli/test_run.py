"""`appeal run`: what is served when a port is taken."""

import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.servers import free_port
from webapp import settings
from webapp.cli.start_refused import StartRefused
from webapp.settings import ROOT


def run(folder: Path, **chosen: str) -> "subprocess.CompletedProcess[str]":
    """Run `appeal run`, which ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "webapp.cli", "run"],
        cwd=ROOT,
        env=os.environ | {"DATA": str(folder)} | chosen,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_taken_port_of_the_page_ends_the_start(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        ended = run(tmp_path, PORT=str(port))

    assert ended.returncode == StartRefused.exit_code
    assert (
        f"PORT is {port}, and another program listens there; stop it, or choose another port" in ended.stderr
    )
    assert not list(tmp_path.iterdir())


def test_the_other_port_is_one(tmp_path: Path) -> None:
    with a_server_on_a_high_port() as other:
        port = other.getsockname()[1]

        ended = run(tmp_path, PORT=str(port))

    assert f"PORT is {port}, and another program listens there" in ended.stderr
    assert ended.stderr.endswith(f"make run PORT={port - 1000}\n")


def a_server_on_a_high_port() -> socket.socket:
    """Return one above those that have another port a thousand higher."""
    for port in range(64_536, 65_536):
        with suppress(OSError):
            return socket.create_server(("127.0.0.1", port))
    raise AssertionError("each of a thousand ports is taken")


def test_a_taken_port_of_the_desk_leaves_the_page(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        # The page's own start ends: its metrics cannot have the port of its pages.
        page = str(free_port())
        ended = run(tmp_path, PORT=page, METRICS_PORT=page, DESK_PORT=str(port))

    first, second = ended.stderr.splitlines()
    assert first.startswith(f"DESK_PORT is {port}, and another program listens there: the page is served")
    assert second.startswith(f"Error: METRICS_PORT is {page}, as PORT is")


@pytest.mark.parametrize(
    ("environ", "port"),
    [
        ({}, 8001),
        ({"PORT": "9000"}, 9001),
        ({"PORT": "65535"}, 65534),
        ({"PORT": "9000", "DESK_PORT": "7"}, 7),
    ],
)
def test_the_desk_has_the_port_after_the_page(environ: dict[str, str], port: int) -> None:
    """So `make run PORT=9000` of a second checkout does not meet the desk of the first."""
    chosen = settings.read(environ)

    assert chosen.desk_port == port
    assert chosen.desk_address == f"http://desk.localhost:{port}"
