"""Environment variables that look like a setting and are none."""

import pytest
from click.testing import CliRunner

from webapp.cli.environment import VARIABLES
from webapp.cli.main import main
from webapp.cli.misspelt_settings import find_misspelt


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("WORKER", "WORKERS"), ("WOKRERS", "WORKERS"), ("workers", "WORKERS"), ("APPEAL_WORKERS", "WORKERS"),
        ("WORKERS_COUNT", "WORKERS"), ("WEB_CONCURRENCY", "WORKERS"), ("THREAD", "THREADS"), ("HOTS", "HOST"),
        ("HOSTS", "HOST"), ("Port", "PORT"),
        ("URGENT_APPEAL_PORT", "PORT"), ("ALLOWED_HOST", "ALLOWED_HOSTS"),
        ("ALLOWEDHOSTS", "ALLOWED_HOSTS"), ("ALOWED_HOSTS", "ALLOWED_HOSTS"), ("DATABSE_URL", "DATABASE_URL"),
        ("DATABASE_URI", "DATABASE_URL"), ("DATABASE", "DATABASE_URL"), ("SECRET_KEY", "SECRET_KEYS"),
        ("RATE_LIMIT", "RATE_LIMITS"), ("REDIS_URL", "CACHE_URL"), ("CAHCE_URL", "CACHE_URL"),
        ("PROOF_OF_WROK", "PROOF_OF_WORK"), ("PROXY", "PROXIES"), ("METRIC_PORT", "METRICS_PORT"),
        ("LOG_REQUEST", "LOG_REQUESTS"), ("CAMPAIGN", "CAMPAIGNS"), ("DATA_DIR", "DATA"),
    ],
)  # fmt: skip
def test_a_misspelt_setting_is_named_with_the_right_one(name: str, meant: str) -> None:
    assert list(find_misspelt([name], VARIABLES)) == [(name, meant)]


@pytest.mark.parametrize(
    "name",
    ["HOSTNAME", "HOSTTYPE", "HOME", "PATH", "LANG", "TMPDIR", "LISTEN_PID", "LISTEN_FDS", "NOTIFY_SOCKET",
     "PWD", "USER", "http_proxy", "HTTPS_PROXY", "NO_PROXY", "PYTHONPATH", "INVOCATION_ID", "TZ",
     "KUBERNETES_SERVICE_HOST", "KUBERNETES_PORT_443_TCP_PORT", "METRICS_FD", "METRICS_SLOT",
     "PROMETHEUS_MULTIPROC_DIR", *VARIABLES],
)  # fmt: skip
def test_what_others_set_is_not(name: str) -> None:
    assert list(find_misspelt([name], VARIABLES)) == []


def test_each_command_names_it() -> None:
    result = CliRunner().invoke(main, ["db", "check"], env={"DATABSE_URL": "x", "WORKERS": "0"})

    assert "DATABSE_URL is no setting and has no effect. Is DATABASE_URL meant?" in result.output
