"""A campaign file is broken while the server runs, and stays broken over a restart: the page stands."""

import time
import urllib.request
from pathlib import Path

from tests.support import servers
from tests.support.builders import a_campaign_folder

SEEN_WITHIN = 60
"""Seconds; two are promised on a machine that is not busy."""


def fetch(server: servers.Server, path: str) -> str:
    with urllib.request.urlopen(f"{server.url}{path}", timeout=60) as response:  # noqa: S310 (our own)
        text: str = response.read().decode()
        return text


def test_the_page_stands_and_the_log_says_so_before_anybody_visits(tmp_path: Path) -> None:
    campaigns = tmp_path / "campaigns"
    campaigns.mkdir()
    path = a_campaign_folder(campaigns, deadline="2999-01-01") / "campaign.toml"

    def start() -> servers.Server:
        return servers.start(tmp_path / "data", CAMPAIGNS=str(campaigns), WORKERS="2")

    server = start()
    try:
        path.write_text(path.read_text().replace("deadline =", "deadlin ="))
        give_up = time.monotonic() + SEEN_WITHIN
        while "stays at its last valid revision" not in server.log.read_text():
            assert time.monotonic() < give_up
            time.sleep(0.1)
        assert "Ada Example" in fetch(server, "/en/lamp")

        assert server.stop() == 0
        server.log.write_text("")
        server = start()

        assert "Ada Example" in fetch(server, "/en/lamp")
        assert fetch(server, "/readyz") == "ready\n"
        log = server.log.read_text()
        assert "campaign lamp stays at its last valid revision" in log
        assert "line" in log
    finally:
        server.stop()
