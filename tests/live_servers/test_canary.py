"""Nothing that anybody types is stored or logged: random words are sent, then searched for everywhere."""

import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.campaigns.test_pictures import ALT, a_photo
from tests.live_servers import canary_words
from tests.live_servers.canary_requests import LETTER, PARTNER
from tests.live_servers.canary_traffic import ELSEWHERE, MULTIPART, CanaryTraffic
from tests.live_servers.canary_words import Word
from tests.live_servers.file_monitor import FileMonitor
from tests.live_servers.processes import workers
from tests.live_servers.raw_http import RawClient
from tests.support import servers
from tests.support.builders import a_reachable_campaign_folder
from tests.support.rounds import rounds
from webapp.app import create_app
from webapp.settings import ROOT, read
from webapp.web.http.request_body import MAX_BODY_BYTES

SENDER = "127.0.0.77"
"""Another address of this machine than the server's, to tell them apart."""
FILES_A_MINUTE = str(min(600, rounds(300)))
"""Twice what is asked for before it is asked until it is refused: the app's own limit is 1,200."""
SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 (searched, not used)
OF_OTHERS = ("appeal-postgres-", "appeal-templates-", "playwright", "pytest-of-")
"""How names begin there of what other tests write meanwhile: it is much, and no server knows of it."""
OWN = re.compile(
    r"appeal\.db(-wal|-shm|\.turn)?|secret-key|fonts/fonts-\w+\.conf|fonts/[\w-]+\.cache-\d+|fonts/CACHEDIR\.TAG"
    r"|published/[0-9a-f]{16}/[a-z-]+/[\w-]+\.(toml|po|jpg)|published/[a-z-]+\.current|published/publications/\.follower"
)


@dataclass
class Findings:
    """What is found after all traffic was sent."""

    words: tuple[Word, ...]
    traffic: CanaryTraffic
    watch: FileMonitor
    folder: Path
    began: float
    dumped: list[str]
    """Hits in the database while the server ran."""
    below: list[str]
    """Hits in the server's folders while it ran."""
    metrics: bytes
    """What Prometheus was told."""

    @property
    def log(self) -> bytes:
        """What the server wrote to its standard output and error."""
        return (self.folder / "data.log").read_bytes()

    def named(self, folder: str) -> list[str]:
        """Name the files in one of the server's folders."""
        below = self.folder / folder
        return [path.relative_to(below).as_posix() for path in canary_words.files_below(below)]


def a_server(folder: Path, **more: str) -> servers.Server:
    """Start the app with folders of its own for whatever it may want to write, and with more settings."""
    own = {"TMPDIR": "tmp", "HOME": "home", "XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "runtime"}
    for name in own.values():
        (folder / name).mkdir()
    settings = more | {key: str(folder / name) for key, name in own.items()}
    settings["SECURITY_CONTACT"] = "security@lamps.example"
    settings["CAMPAIGNS"] = str(campaigns := folder / "campaigns")
    beacon = a_reachable_campaign_folder(campaigns) / "campaign.toml"
    beacon.write_text(beacon.read_text().replace("[person]\n", f"[person]\n{ALT}") + PARTNER)
    (beacon.parent / "photo.jpg").write_bytes(a_photo())
    (campaigns / "gorinov").symlink_to(ROOT / "campaigns" / "gorinov")
    settings[servers.STRICT_FILES] = FILES_A_MINUTE
    server = servers.start(folder / "data", app=servers.STRICT_APP, WORKERS="2", **settings)
    workers(server, 2)
    return server


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """Send everything to a real server, search while it runs, and stop it."""
    folder, began = tmp_path_factory.mktemp("canary"), time.time() - 1
    both = canary_words.a_latin_word(), canary_words.an_arabic_word()
    server = a_server(folder, METRICS_PORT=str(servers.free_port()))
    database = server.data / "appeal.db"
    traffic = CanaryTraffic(RawClient(server.url, SENDER), *both, database)
    try:
        with FileMonitor(lambda: [server.process.pid, *server.workers()], both) as watch:
            traffic.send_all()
        dumped = canary_words.in_database(database, both)
        below = canary_words.in_files(_without_log(folder), both)
        metrics = RawClient(server.metrics_url).ask("GET", "/metrics").body
    finally:
        ended = server.stop()
    print(f"{traffic.sent} requests, {watch.looks} looks")
    assert ended == 0
    return Findings(both, traffic, watch, folder, began, dumped, below, metrics)


def test_every_request_got_the_expected_status(findings: Findings) -> None:
    assert findings.traffic.surprises == []


def test_every_route_was_requested(findings: Findings) -> None:
    app = create_app(read({"DATA": str(findings.folder / "data")}))
    routes = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
    }

    lines = [json.loads(line) for line in findings.log.splitlines() if line.startswith(b"{")]
    taken = {f"{line['method']} {line['route']}" for line in lines if line.get("status", 500) < 400}

    assert routes <= taken


def test_no_word_is_in_the_database(findings: Findings) -> None:
    assert findings.dumped == []
    assert canary_words.in_database(findings.folder / "data" / "appeal.db", findings.words) == []


def test_no_word_is_in_the_log(findings: Findings) -> None:
    lines = findings.log.splitlines()

    assert [line for line in lines if canary_words.in_bytes(line, findings.words)] == []
    assert canary_words.in_bytes(findings.log, findings.words) == []


def test_every_line_of_the_log_is_an_object_of_known_fields(findings: Findings) -> None:
    first, *lines = findings.log.splitlines()
    fields = {name for line in lines for name in json.loads(line)}

    assert first.startswith(b"Serving at")
    assert fields == {"time", "level", "worker", "message", "method", "route", "status", "milliseconds"}


def test_log_lines_of_requests_hold_the_hour_only(findings: Findings) -> None:
    lines = [json.loads(line) for line in findings.log.splitlines()[1:]]

    assert {len(line["time"]) for line in lines if "route" in line} == {len("2030-05-01T12Z")}


def test_no_word_and_no_network_address_is_in_the_metrics(findings: Findings) -> None:
    assert b"appeal_requests_total{" in findings.metrics
    assert canary_words.in_bytes(findings.metrics, findings.words) == []
    assert SENDER.encode() not in findings.metrics
    assert ELSEWHERE.encode() not in findings.metrics


def test_no_network_address_of_a_supporter_is_in_the_log(findings: Findings) -> None:
    lines = findings.log.decode(errors="replace").splitlines()

    assert [line for line in lines if SENDER in line or ELSEWHERE in line] == []


def test_no_word_is_in_any_file_of_the_server(findings: Findings) -> None:
    assert findings.below == []
    assert canary_words.in_files(_without_log(findings.folder), findings.words) == []


def test_the_server_leaves_nothing_but_its_own_files(findings: Findings) -> None:
    # A PDF or anything compressed would hide its words from the search: so no such file may be there.
    assert [name for name in findings.named("data") if not OWN.fullmatch(name)] == []
    for folder in ("tmp", "home", "cache", "runtime"):
        assert findings.named(folder) == []


def test_no_deleted_file_was_held_open(findings: Findings) -> None:
    assert findings.watch.looks > 100
    assert findings.watch.held == set()


def test_no_word_is_in_any_new_file_of_the_shared_temporary_folders(findings: Findings) -> None:
    written = [
        path
        for folder in SHARED
        for child in _changed(folder, findings.began)
        if not child.name.startswith(OF_OTHERS)  # pytest's own, too: what the server has there was searched
        for path in ([child] if child.is_file() else canary_words.files_below(child, findings.began))
    ]
    dumps = [path for path in ROOT.glob("core*") if path.is_file()]

    assert canary_words.in_files([*written, *dumps], findings.words) == []


def test_the_largest_upload_needs_no_temporary_file(tmp_path: Path) -> None:
    # Without METRICS_PORT: each worker opens its metrics' files in TMPDIR as it starts.
    server = a_server(tmp_path)
    traffic = CanaryTraffic(
        RawClient(server.url),
        canary_words.a_latin_word(),
        canary_words.an_arabic_word(),
        server.data / "appeal.db",
    )
    largest = traffic.upload(MAX_BODY_BYTES - 1)
    try:
        remove_when_empty(tmp_path / "tmp")
        answers = [traffic.wire.ask("POST", LETTER, largest, MULTIPART) for _ in range(4)]
    finally:
        server.stop()

    assert [answer.status for answer in answers] == [200] * 4


def remove_when_empty(folder: Path, within: float = 60) -> None:
    """Remove a folder as soon as nothing is in it: a worker that starts has files there for a moment."""
    give_up = time.monotonic() + within
    while True:
        try:
            return folder.rmdir()
        except OSError:
            assert time.monotonic() < give_up, [*folder.iterdir()]
            time.sleep(0.05)


def _without_log(folder: Path) -> list[Path]:
    return [path for path in canary_words.files_below(folder) if path.name != "data.log"]


def _changed(folder: Path, since: float) -> list[Path]:
    """Name what is new in a folder that everybody shares; what is older is somebody else's."""
    changed = []
    for child in folder.iterdir():
        try:
            status = child.lstat()
        except FileNotFoundError:  # gone meanwhile
            continue
        if status.st_uid == os.getuid() and status.st_ctime >= since and not child.is_symlink():
            changed.append(child)
    return changed
