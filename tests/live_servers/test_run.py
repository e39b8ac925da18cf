"""`appeal run`, which `make run` calls: the page and the desk with their real servers."""

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.live_servers.processes import gone
from tests.support import compiled_templates
from tests.support.servers import STARTS_WITHIN, free_port
from webapp.settings import ROOT


def answers(port: int, host: str, path: str) -> bool:
    """Return whether a server shows a page at its own host name."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path, headers={"Host": f"{host}:{port}"})
        status = connection.getresponse().status
    except (http.client.HTTPException, OSError):
        return False
    connection.close()
    return status == 200


def test_both_answer_at_their_names_and_a_stop_leaves_no_process(tmp_path: Path) -> None:
    page, desk = free_port(), free_port()
    environ = os.environ | {"DATA": str(tmp_path / "data"), "PORT": str(page), "DESK_PORT": str(desk)}
    environ["PYTHONPATH"] = str(compiled_templates.SITE)
    log = tmp_path / "log"
    with log.open("wb") as output:
        pair = subprocess.Popen(
            [sys.executable, "-m", "webapp.cli", "run"], cwd=ROOT, env=environ, stdout=output, stderr=output
        )
    try:
        give_up = time.monotonic() + STARTS_WITHIN
        while not (answers(page, "localhost", "/readyz") and answers(desk, "desk.localhost", "/sign-in")):
            assert pair.poll() is None, log.read_text()
            assert time.monotonic() < give_up, log.read_text()
            time.sleep(0.1)
        children = Path(f"/proc/{pair.pid}/task/{pair.pid}/children").read_text().split()
    finally:
        pair.terminate()

    assert pair.wait(60) == 0
    assert len(children) == 3  # two servers and their guard
    assert gone(*map(int, children))
    said = log.read_text()
    assert f"Serving at http://localhost:{page}/" in said
    assert f"The desk is at http://desk.localhost:{desk}/" in said
    assert said.count(f"to be the first: http://desk.localhost:{desk}/join#") == 1
