"""The alert rules and the dashboard name metrics and outcomes that exist."""

import json
import re

import pytest
from prometheus_client import CollectorRegistry

from tests.repository.checkout import ROOT
from webapp.server.metrics.registry import Metrics
from webapp.server_state import state_gauges
from webapp.settings import read

FOLDER = ROOT / "docs" / "deploying"
ALERTS = (FOLDER / "alerts.yml").read_text()
DASHBOARD = json.loads((FOLDER / "dashboard.json").read_text())
QUERIES = [
    *re.findall(r"(?m)^ +expr: (.+)$", ALERTS),
    *(target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]),
]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return all series by name, with the outcomes that each can have."""
    metrics = Metrics()
    metrics.observe_request("/", "GET", 200, 0.1)
    metrics.outdated_campaigns(0)
    gauges = CollectorRegistry()
    data = tmp_path_factory.mktemp("data")
    gauges.register(state_gauges(read({"DATA": str(data), "DATABASE_URL": f"sqlite:///{data}/none.db"})))
    found: dict[str, set[str]] = {"appeal_bursts_waiting": set(), "appeal_letters_waiting": set()}
    for registry in (metrics.registry, gauges):
        for family in registry.collect():
            for sample in family.samples:
                found.setdefault(sample.name, set()).add(sample.labels.get("outcome", ""))
    return found


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_names_what_exists(query: str, exported: dict[str, set[str]]) -> None:
    named = re.findall(r"(appeal_\w+)(?:\{([^}]*)\})?", query)

    assert named or query.startswith("up{")
    for metric, labels in named:
        assert metric in exported
        for outcomes in re.findall(r'outcome=~?"([^"]+)"', labels):
            assert set(outcomes.split("|")) <= exported[metric]


def test_every_metric_of_ours_is_on_the_dashboard(exported: dict[str, set[str]]) -> None:
    shown = " ".join(target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"])
    ours = {
        name
        for name in exported
        if name.startswith("appeal_") and not name.endswith(("_created", "_sum", "_count"))
    }

    assert {name for name in ours if name not in shown} == set()


def test_every_alert_says_what_to_do() -> None:
    alerts = re.findall(r"(?m)^ +- alert: (\w+)$", ALERTS)

    assert len(alerts) == len(set(alerts)) == ALERTS.count("remedy: ") == ALERTS.count("summary: ")
