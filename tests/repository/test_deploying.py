"""The files of docs/deploying/ agree with the app and with each other; systemd finds no fault in its own."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.checkout import ROOT
from webapp import gunicorn_config, settings
from webapp.desk.http.form_limits import MAX_BODY_BYTES as DESK_MAX_BODY_BYTES
from webapp.server.desk_origin import host_of
from webapp.web.http.request_body import MAX_BODY_BYTES

FOLDER = ROOT / "docs" / "deploying"
DESK_SITE = FOLDER / "nginx-desk.conf"
DESK_NGINX = DESK_SITE.read_text()
NGINX = "".join(path.read_text() for path in sorted(FOLDER.glob("nginx*.conf")) if path != DESK_SITE)


def environment(name: str) -> dict[str, str]:
    """Read one of the environment files."""
    lines = (FOLDER / name).read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


ENVIRONMENT, DESK_ENVIRONMENT = environment("urgent-appeal.env"), environment("urgent-appeal-desk.env")
SERVICES = ("urgent-appeal.service", "urgent-appeal-desk.service")
UNITS = {"k": 1024, "m": 1024 * 1024, "s": 1, "": 1}


def unit(name: str) -> configparser.ConfigParser:
    """Read one of systemd's files."""
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(FOLDER / name)
    return read


def nginx(directive: str, text: str = NGINX) -> int:
    """Give a size or a time of nginx's file, in bytes or seconds."""
    found = re.search(rf"(?m)^\s*{directive} (?:\d+ )?(\d+)([kms]?);", text)
    assert found, directive
    return int(found[1]) * UNITS[found[2]]


def test_every_file_is_explained() -> None:
    page = "".join((ROOT / "docs" / name).read_text() for name in ("deploying.md", "desk.md"))

    assert not [path.name for path in FOLDER.iterdir() if f"deploying/{path.name}" not in page]


def test_a_body_that_nginx_lets_in_stays_in_its_memory_and_the_app_tells_of_too_much() -> None:
    for most, text in ((MAX_BODY_BYTES, NGINX), (DESK_MAX_BODY_BYTES, DESK_NGINX)):
        assert most < nginx("client_max_body_size", text) < nginx("client_body_buffer_size", text)
        assert nginx("proxy_max_temp_file_size", text) == 0


def test_it_is_nginx_that_ends_an_idle_connection_and_the_app_that_gives_up_first() -> None:
    for text in (NGINX, DESK_NGINX):
        assert nginx("keepalive_timeout", text) < gunicorn_config.keepalive
        assert nginx("proxy_read_timeout", text) > gunicorn_config.timeout


@pytest.mark.parametrize("name", SERVICES)
def test_systemd_waits_for_as_long_as_the_app_finishes_its_requests(name: str) -> None:
    assert int(unit(name)["Service"]["TimeoutStopSec"]) > gunicorn_config.graceful_timeout


def test_the_socket_is_where_nginx_looks_for_it() -> None:
    socket = unit("urgent-appeal.socket")["Socket"]["ListenStream"]

    assert f"server unix:{socket};" in NGINX


def test_the_environment_sets_what_is_a_setting_and_names_the_host_of_nginx() -> None:
    chosen = settings.read(ENVIRONMENT)

    assert {name.lower() for name in ENVIRONMENT} <= set(settings.Settings.__dataclass_fields__)
    site = (FOLDER / "nginx.conf").read_text()
    assert set(re.findall(r"server_name (\S+);", site)) == set(chosen.allowed_hosts)
    assert chosen.proxies == NGINX.count("X-Forwarded-For")
    assert not chosen.log_requests


def test_the_desks_environment_names_the_host_and_the_port_of_its_nginx() -> None:
    chosen = settings.read(DESK_ENVIRONMENT)

    assert {name.lower() for name in DESK_ENVIRONMENT} <= set(settings.Settings.__dataclass_fields__)
    assert set(re.findall(r"server_name (\S+);", DESK_NGINX)) == {host_of(chosen.desk_origin)}
    assert f"server 127.0.0.1:{chosen.desk_port};" in DESK_NGINX
    assert chosen.proxies == DESK_NGINX.count("X-Forwarded-For")
    assert chosen.allowed_hosts == settings.read(ENVIRONMENT).allowed_hosts
    assert not chosen.log_requests


def test_neither_service_sees_the_folder_of_the_other() -> None:
    page, desk = (unit(name)["Service"] for name in SERVICES)

    assert f"-/var/lib/{desk['StateDirectory']}" in page["InaccessiblePaths"].split()
    assert f"-/var/lib/{page['StateDirectory']}" in desk["InaccessiblePaths"].split()
    assert page["User"] != desk["User"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not everywhere")
def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    for name in (*SERVICES, "urgent-appeal.socket"):
        text = (FOLDER / name).read_text().replace("/srv/urgent-appeal/.venv/bin/python", sys.executable)
        (tmp_path / name).write_text(text)

    tried = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True
    )

    assert (tried.returncode, tried.stderr) == (0, "")


LANDLOCK = ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self")
SAFE = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "UMask": "0077", "LimitCORE": "0", "MemorySwapMax": "0",
    "IPAddressDeny": "any", "IPAddressAllow": "localhost",
    "CapabilityBoundingSet": "", "StateDirectoryMode": "0700",
}  # fmt: skip


@pytest.mark.parametrize("name", SERVICES)
def test_the_service_may_do_little(name: str) -> None:
    service = unit(name)["Service"]

    assert {name: service.get(name) for name in SAFE} == SAFE


@pytest.mark.parametrize("name", SERVICES)
def test_the_printing_process_may_confine_itself(name: str) -> None:
    """Without these calls it is killed on Debian 12, and the app does not start."""
    allowed = unit(name)["Service"]["SystemCallFilter"].split()

    assert set(allowed) == {"@system-service", "seccomp", *LANDLOCK}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not everywhere")
@pytest.mark.parametrize("name", SERVICES)
def test_systemd_rates_the_service_as_little_exposed(name: str) -> None:
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=15", FOLDER / name],
        capture_output=True,
        text=True,
    )

    assert rated.returncode == 0, rated.stdout + rated.stderr
