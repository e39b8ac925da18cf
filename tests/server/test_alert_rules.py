"""The alert rules in Prometheus' own tool: each is silent while all is well, and fires when it should."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.repository.checkout import ROOT

ALERTS = ROOT / "docs" / "deploying" / "alerts.yml"
NAMES = re.findall(r"(?m)^ +- alert: (\w+)$", ALERTS.read_text())
MINUTES = 2_880
ERRORS = 'appeal_requests_total{route="/<lang>/<slug>",method="GET",status="5xx"}'
BUCKET = 'appeal_request_seconds_bucket{route="/<lang>/<slug>",le="%s"}'
STOPPED = f"0x{MINUTES}"
"""A counter at 0, or a gauge."""
HEALTHY = {
    'up{job="urgent-appeal"}': f"1x{MINUTES}",
    'appeal_actions_total{outcome="unavailable"}': STOPPED,
    ERRORS: STOPPED,
    BUCKET % "1.0": f"0+60x{MINUTES}",
    BUCKET % "2.5": f"0+60x{MINUTES}",
    BUCKET % "+Inf": f"0+60x{MINUTES}",
    'appeal_prints_total{outcome="busy"}': STOPPED,
    "appeal_campaigns_outdated": STOPPED,
    "appeal_bursts_waiting": STOPPED,
    'appeal_limits_total{outcome="leap"}': STOPPED,
    'appeal_limits_total{outcome="trouble"}': STOPPED,
    'appeal_refusals_total{outcome="token-invalid"}': f"0+6x{MINUTES}",
    "appeal_backup_timestamp_seconds": f"0+60x{MINUTES}",
    'appeal_database_total{outcome="trouble"}': STOPPED,
    'appeal_build_info{version="1.0",instance="a"}': f"1x{MINUTES}",
    'appeal_build_info{version="1.0",instance="b"}': f"1x{MINUTES}",
}
"""Series of two days, a value a minute: what begins as 3 and grows by 2 a hundred times is 3+2x100."""
TROUBLE = {
    "AppealIsAway": {'up{job="urgent-appeal"}': "1x2860 0x20"},
    "AppealReportsNotRecorded": {'appeal_actions_total{outcome="unavailable"}': "0x2877 1x2"},
    "AppealServerErrors": {ERRORS: "0x2877 20x2"},
    "AppealSlowPages": {BUCKET % "1.0": "0+50x2880"},
    "AppealPrintsFail": {'appeal_prints_total{outcome="busy"}': "0x2870 0+10x9"},
    "AppealCampaignOutdated": {"appeal_campaigns_outdated": "0x2800 2x80"},
    "AppealBurstsWait": {"appeal_bursts_waiting": "0x1400 1x1480"},
    "AppealRateLeapt": {'appeal_limits_total{outcome="leap"}': "0x2850 1x30"},
    "AppealAttacked": {'appeal_refusals_total{outcome="token-invalid"}': "0x2840 0+600x40"},
    "AppealBackupOld": {"appeal_backup_timestamp_seconds": "18000x2880"},
    "AppealDatabaseTrouble": {'appeal_database_total{outcome="trouble"}': "0x2877 1x2"},
    "AppealCacheTrouble": {'appeal_limits_total{outcome="trouble"}': "0x2870 0+10x9"},
    "AppealVersionsDiffer": {
        'appeal_build_info{version="1.0",instance="b"}': "1x2800 _x80",
        'appeal_build_info{version="1.1",instance="b"}': "_x2800 1x80",
    },
}
"""What is otherwise when an alert has to fire."""

pytestmark = pytest.mark.skipif(not shutil.which("promtool"), reason="promtool comes with Prometheus")


def complaints_of_promtool(tmp_path: Path, trouble: str = "") -> str:
    """Return what promtool says unless exactly the alert of this trouble fires at the end of the two days."""
    series = HEALTHY | TROUBLE.get(trouble, {})
    firing = {
        "expr": 'group by (alertname) (ALERTS{alertstate="firing"})',
        "eval_time": f"{MINUTES}m",
        "exp_samples": [{"labels": f'{{alertname="{trouble}"}}', "value": 1}] if trouble else [],
    }
    test = {
        "interval": "1m",
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "promql_expr_test": [firing],
    }
    file = tmp_path / "alerts.json"  # every JSON is YAML
    file.write_text(json.dumps({"rule_files": [str(ALERTS)], "evaluation_interval": "10m", "tests": [test]}))
    ran = subprocess.run(["promtool", "test", "rules", file], capture_output=True, text=True)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def test_promtool_finds_no_fault() -> None:
    ran = subprocess.run(["promtool", "check", "rules", ALERTS], capture_output=True, text=True)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{len(NAMES)} rules found" in ran.stdout


def test_all_is_quiet_while_all_is_well(tmp_path: Path) -> None:
    assert complaints_of_promtool(tmp_path) == ""


@pytest.mark.parametrize("name", NAMES)
def test_an_alert_fires_when_its_sentence_is_true_and_no_other_does(name: str, tmp_path: Path) -> None:
    assert complaints_of_promtool(tmp_path, name) == ""
