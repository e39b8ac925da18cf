"""A real Prometheus scrapes a running app: every query of the alerts and of the dashboard finds series."""

import json
import re
import shutil
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest

from tests.live_servers.raw_http import RawClient
from tests.server.test_monitoring_files import DASHBOARD, QUERIES
from tests.support import servers

CONFIGURATION = """\
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [{rules}]
scrape_configs:
  - job_name: urgent-appeal
    static_configs: [{{targets: ["{target}"]}}]
"""
SEEN_WITHIN = 120
"""Seconds. `rate` needs two scrapes."""

pytestmark = pytest.mark.skipif(not shutil.which("prometheus"), reason="Prometheus is not everywhere")


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a Prometheus with our rules, which scrapes an app that was just used."""
    folder = tmp_path_factory.mktemp("prometheus")
    metrics, port = servers.free_port(), servers.free_port()
    (folder / "backups").mkdir()
    (folder / "backups" / "appeal-2030-01-07-031700.db").write_bytes(b"a copy")
    app = servers.start(
        folder / "data", WORKERS="1", METRICS_PORT=str(metrics), BACKUPS=str(folder / "backups")
    )
    RawClient(app.url).ask("GET", "/en/gorinov")
    rules = servers.ROOT / "docs" / "deploying" / "alerts.yml"
    (folder / "prometheus.yml").write_text(CONFIGURATION.format(rules=rules, target=f"127.0.0.1:{metrics}"))
    command = [
        "prometheus",
        f"--config.file={folder}/prometheus.yml",
        f"--storage.tsdb.path={folder}/series",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()
    app.stop()


def ask(prometheus: str, path: str) -> dict[str, object]:
    """Ask Prometheus' API; {} while it is not ready."""
    try:
        with urllib.request.urlopen(prometheus + path, timeout=10) as answer:  # noqa: S310
            found: dict[str, object] = json.load(answer)["data"]
            return found
    except OSError:
        return {}


def without_bound(query: str) -> str:
    """Return what an alert compares, and a dashboard's query for a quarter of a minute."""
    return re.sub(r" (>|==) [\d *]+$", "", query).replace("$__rate_interval", "15s")


def test_every_query_finds_series(prometheus: str) -> None:
    empty, give_up = dict.fromkeys(map(without_bound, QUERIES)), time.monotonic() + SEEN_WITHIN
    while empty and time.monotonic() < give_up:
        time.sleep(0.5)
        for query in [*empty]:
            if ask(prometheus, f"/api/v1/query?{urllib.parse.urlencode({'query': query})}").get("result"):
                del empty[query]

    assert [*empty] == []


def test_prometheus_loads_every_rule(prometheus: str) -> None:
    give_up, rules = time.monotonic() + SEEN_WITHIN, ""
    while '"health": "ok"' not in rules and time.monotonic() < give_up:
        time.sleep(0.5)
        rules = json.dumps(ask(prometheus, "/api/v1/rules"))

    assert '"lastError"' not in rules
    assert rules.count('"type": "alerting"') == len(QUERIES) - sum(
        len(panel["targets"]) for panel in DASHBOARD["panels"]
    )
