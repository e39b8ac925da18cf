"""`appeal doctor` names what is wrong on this host, with its remedy, and changes nothing."""

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.stores import Store, Stores
from tests.support.valkey import Valkey
from webapp.actions.log import ActionLog
from webapp.campaigns.folder import read_folder
from webapp.campaigns.published import PublishedVersions
from webapp.cli.doctor.backups import check_backups
from webapp.cli.doctor.campaign_folders import check_campaigns
from webapp.cli.doctor.clock import check_clock
from webapp.cli.doctor.databases import check_database
from webapp.cli.doctor.finding import Finding, State
from webapp.cli.doctor.folders import check_folders
from webapp.cli.doctor.prints import check_printing
from webapp.cli.doctor.server_settings import check_settings
from webapp.cli.doctor.shared_cache import check_cache
from webapp.cli.main import main
from webapp.database import sealing
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.settings import ROOT, read

FONTS = ROOT / "static" / "fonts" / "print"
STYLESHEETS = [ROOT / "static" / "css" / "letter.css"]
TODAY = date(2030, 5, 10)


def said(findings: Iterator[Finding]) -> list[tuple[State, str]]:
    """Return what is not OK; each has a remedy."""
    wrong = [finding for finding in findings if finding.state is not State.OK]
    assert all(finding.remedy for finding in wrong)
    return [(finding.state, finding.text) for finding in wrong]


def is_said(findings: Iterator[Finding], state: State, text: str) -> bool:
    return any(one is state and text in words for one, words in said(findings))


def private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return folder


@pytest.fixture
def campaigns(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "campaigns" / "gorinov", tmp_path / "campaigns" / "gorinov")
    return tmp_path / "campaigns"


PUBLIC = {
    "PROXIES": "1", "ALLOWED_HOSTS": "letters.test", "LOG_REQUESTS": "off", "OPERATOR_NAME": "A group",
    "OPERATOR_CONTACT": "https://letters.test/contact", "SOURCE_URL": "https://code.test/app",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"PROXIES": "0", "HOST": "0.0.0.0"}, "no proxy is in front"),  # noqa: S104
        ({"ALLOWED_HOSTS": "localhost"}, "no public name is answered"),
        ({"ALLOWED_HOSTS": "letters.example.org"}, "the name of the example"),
        ({"LOG_REQUESTS": "on"}, "LOG_REQUESTS is on"),
        ({"SOURCE_URL": ""}, "SOURCE_URL is empty"),
        ({"OPERATOR_NAME": ""}, "do not say who runs the site"),
        ({"OPERATOR_CONTACT": ""}, "do not say who runs the site"),
        ({"RATE_LIMITS": "off"}, "RATE_LIMITS is off"),
        ({"METRICS_PORT": "9464", "METRICS_HOST": "::"}, "other hosts can read the metrics"),
        ({"DATABASE_URL": "postgresql://a:hidden@db.test/appeal"}, "db.test and does not ask for TLS"),
        ({"CACHE_URL": "redis://:hidden@cache.test:6379/0"}, "cache.test without TLS"),
    ],
)
def test_a_setting_that_a_public_server_does_not_want_is_named(changed: dict[str, str], text: str) -> None:
    findings = list(check_settings(read(PUBLIC | changed), []))

    assert is_said(iter(findings), State.LOOK, text)
    assert "hidden" not in str(findings)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"DATABASE_URL": "postgresql://a@db.test/appeal?sslmode=verify-full"},
        {"DATABASE_URL": "postgresql:///appeal", "CACHE_URL": "redis://127.0.0.1:6379/0"},
        {"CACHE_URL": "rediss://cache.test:6379/0"},
        {"METRICS_PORT": "9464"},
    ],
)
def test_settings_of_a_public_server_are_fine(changed: dict[str, str]) -> None:
    assert said(check_settings(read(PUBLIC | changed), [])) == []


def test_a_newcomer_s_settings_are_fine() -> None:
    assert said(check_settings(read({}), [])) == []


def test_a_misspelt_setting_is_named() -> None:
    assert is_said(
        check_settings(read({}), [("REDIS_URL", "CACHE_URL")]), State.LOOK, "REDIS_URL is no setting"
    )


def test_a_private_folder_is_fine(tmp_path: Path) -> None:
    assert said(check_folders(private(tmp_path / "data"), ROOT, public=False)) == []


@pytest.mark.parametrize("mode", [0o701, 0o710, 0o750, 0o755, 0o777])
def test_a_folder_that_others_can_enter_is_broken(tmp_path: Path, mode: int) -> None:
    private(tmp_path / "data").chmod(mode)

    assert is_said(
        check_folders(tmp_path / "data", ROOT, public=False),
        State.BROKEN,
        "other users of this machine can enter",
    )


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644, 0o666])
def test_a_file_that_others_can_read_is_named(tmp_path: Path, mode: int) -> None:
    """Such as the database of an earlier version, which stays as it is."""
    file = private(tmp_path / "data") / "appeal.db"
    file.touch()
    file.chmod(mode)

    assert is_said(
        check_folders(tmp_path / "data", ROOT, public=False), State.LOOK, f"other users may read {file}"
    )


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert is_said(check_folders(tmp_path / "none", ROOT, public=False), State.LOOK, "is not there yet")


def test_a_file_in_the_folder_s_place_is_broken(tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    assert is_said(check_folders(tmp_path / "data", ROOT, public=False), State.BROKEN, "is no folder")


def test_a_folder_of_another_user_is_broken_and_nothing_is_opened_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when root runs the command, not the app's user: it would leave files that the app cannot write."""
    data = private(tmp_path / "data")
    result = CliRunner().invoke(main, ["db", "upgrade"], env={"DATA": str(data)})
    assert result.exit_code == 0
    before = sorted(data.iterdir())
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)

    result = CliRunner().invoke(main, ["doctor"], env={"DATA": str(data)})

    assert result.exit_code == 1
    assert "run it as " in result.output
    assert "  database  " not in result.output
    assert sorted(data.iterdir()) == before


def test_a_folder_that_nobody_can_reach_is_broken_and_nothing_is_opened_there(tmp_path: Path) -> None:
    """As one below a folder of another user's; a name that is too long is out of reach for root, too."""
    result = CliRunner().invoke(main, ["doctor"], env={"DATA": str(tmp_path / ("x" * 300))})

    assert isinstance(result.exception, SystemExit)  # no traceback
    assert result.exit_code == 1
    assert "cannot be read: File name too long. Remedy: run this as the app's user" in result.output
    assert "  database  " not in result.output


def test_a_disk_that_is_almost_full_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    data = private(tmp_path / "data")

    for free, state in ((50_000_000, State.BROKEN), (500_000_000, State.LOOK)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, free=free: usage._replace(free=free))
        assert is_said(check_folders(data, ROOT, public=False), state, "GB are free where DATA is")


def test_a_database_that_takes_reports_is_fine(store: Store) -> None:
    assert said(check_database(store.url, TODAY)) == []


def test_a_database_that_is_not_there_yet_is_named_and_not_made(tmp_path: Path) -> None:
    assert is_said(check_database(f"sqlite:///{tmp_path}/none.db", TODAY), State.LOOK, "there is none yet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_without_tables_is_named(stores: Stores, tmp_path: Path, kind: str) -> None:
    store = stores.empty(kind, tmp_path)
    if kind == "sqlite":
        (tmp_path / "appeal.db").touch()

    assert is_said(check_database(store.url, TODAY), State.LOOK, "has no table of ours yet")


@pytest.mark.parametrize(
    ("revision", "text"), [("9999", "this version knows 0"), ("0004", "this version of the app needs 0")]
)
def test_another_schema_is_broken(store: Store, revision: str, text: str) -> None:
    store.run(f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608  # of the table above

    assert is_said(check_database(store.url, TODAY), State.BROKEN, text)


def test_a_sealed_database_is_broken_until_the_seal_is_taken_off(store: Store) -> None:
    sealing.seal(store.url)
    sealed = said(check_database(store.url, TODAY))
    sealing.unseal(store.url)

    assert [(state, text[:12]) for state, text in sealed] == [(State.BROKEN, "it is sealed")]
    assert said(check_database(store.url, TODAY)) == []


def test_a_database_that_cannot_be_reached_is_broken() -> None:
    url = "postgresql+psycopg://appeal:hidden@127.0.0.1:1/appeal"
    findings = list(check_database(url, TODAY))

    assert is_said(iter(findings), State.BROKEN, "")
    assert "hidden" not in str(findings)


def test_a_file_that_is_no_database_is_broken(tmp_path: Path) -> None:
    (tmp_path / "appeal.db").write_text("this is no database " * 99)

    assert is_said(check_database(f"sqlite:///{tmp_path}/appeal.db", TODAY), State.BROKEN, "")


def a_report(day: date, burst: str = "") -> list[Action]:
    return [Action("lamp", Channel.POST, "minister", "en", 4, day, late=False, burst=burst)]


def test_receipts_that_nobody_purges_are_named(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        log.record("token-of-22-characters", a_report(TODAY - timedelta(days=5)))
    fine = said(check_database(store.url, TODAY))

    assert fine == []
    assert is_said(
        check_database(store.url, TODAY + timedelta(days=1)), State.LOOK, "oldest receipt is of 2030-05-05"
    )


def test_bursts_that_wait_are_named(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        log.record("token-of-22-characters", a_report(TODAY, "a-burst-0001"))

    assert is_said(check_database(store.url, TODAY), State.LOOK, "4 letters and calls in 1 bursts wait")


def test_an_open_bounded_cache_is_fine_and_another_is_named() -> None:
    server = Valkey()
    try:
        unbounded = said(check_cache(server.url))
    finally:
        server.close()

    assert unbounded == [(State.LOOK, "its memory has no bound")]
    assert is_said(check_cache(server.url), State.BROKEN, "it does not answer")
    assert said(check_cache("")) == []


def test_a_letter_is_printed() -> None:
    assert said(check_printing(FONTS, STYLESHEETS)) == []


@pytest.mark.parametrize(
    ("fonts", "text"), [([], "no font is in"), (["NotoNaskhArabic-Regular.ttf"], "the print fonts lack ")]
)
def test_missing_fonts_are_broken(tmp_path: Path, fonts: list[str], text: str) -> None:
    for font in fonts:
        shutil.copy(FONTS / font, tmp_path)

    assert is_said(check_printing(tmp_path, STYLESHEETS), State.BROKEN, text)


def test_a_clock_before_the_app_s_own_files_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    os.utime(file, (time.time() + 200_000,) * 2)

    assert is_said(check_clock(file), State.BROKEN, "the app's files are newer")


@pytest.mark.parametrize(
    ("answer", "state", "text"),
    [
        ("yes", State.OK, "is synchronized"),
        ("no", State.LOOK, "nothing synchronizes it"),
        ("what", State.OK, "cannot be seen here"),
    ],
)
def test_systemd_is_asked_whether_the_clock_is_synchronized(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, state: State, text: str
) -> None:
    program = tmp_path / "timedatectl"
    program.write_text(f"#!/bin/sh\necho {answer}\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    (finding,) = check_clock(ROOT / "pyproject.toml")

    assert (finding.state, text in finding.text) == (state, True)


def test_campaigns_that_can_be_served_are_fine(campaigns: Path, tmp_path: Path) -> None:
    assert said(check_campaigns(campaigns, tmp_path / "published")) == []


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        ("campaign.toml", "title = ", State.BROKEN),
        ("es.po", "nonsense", State.LOOK),
        ("fr.po.txt", "", State.LOOK),  # the server's log says nothing of it
    ],
)
def test_a_wrong_file_of_a_campaign_is_named(
    campaigns: Path, tmp_path: Path, name: str, content: str, state: State
) -> None:
    (campaigns / "gorinov" / name).write_text(content)

    assert is_said(check_campaigns(campaigns, tmp_path / "published"), state, f"gorinov/{name}")


def test_a_folder_that_hides_a_publication_of_the_desk_is_told(campaigns: Path, tmp_path: Path) -> None:
    publications = PublishedVersions(tmp_path / "publications")
    publications.store(read_folder(campaigns / "gorinov"))

    found = check_campaigns(campaigns, tmp_path / "published", publications)

    assert is_said(found, State.LOOK, "gorinov: the desk has published it")


def test_no_campaign_and_no_folder_are_broken(tmp_path: Path) -> None:
    assert is_said(check_campaigns(tmp_path / "none", tmp_path), State.BROKEN, "is no folder")
    (tmp_path / "empty").mkdir()
    assert is_said(check_campaigns(tmp_path / "empty", tmp_path), State.BROKEN, "can be served")


@pytest.mark.parametrize(("hours", "state"), [(30, State.OK), (40, State.LOOK)])
def test_an_old_backup_is_named(tmp_path: Path, hours: int, state: State) -> None:
    file = tmp_path / "appeal-2030-05-01-031700.db"
    file.write_text("copy")
    os.utime(file, (time.time() - hours * 3600,) * 2)

    (finding,) = check_backups(tmp_path)

    assert finding.state is state
    assert f"{file}, {hours} hours old" in finding.text


def test_a_missing_backup_is_named(tmp_path: Path) -> None:
    (tmp_path / ".unfinished.dump").write_text("part")
    (tmp_path / "empty.dump").touch()

    assert is_said(check_backups(tmp_path), State.LOOK, "none is in")
    assert is_said(check_backups(tmp_path / "none"), State.LOOK, "none is in")


def test_the_command_says_all_in_lines_or_in_json_and_tells_by_its_status(tmp_path: Path) -> None:
    data = private(tmp_path / "data")
    env = {"DATA": str(data)}
    assert CliRunner().invoke(main, ["db", "upgrade"], env=env).exit_code == 0
    assert CliRunner().invoke(main, ["db", "backup"], env=env).exit_code == 0

    fine = CliRunner().invoke(main, ["doctor"], env=env)
    data.chmod(0o755)
    wrong = CliRunner().invoke(main, ["doctor", "--json"], env=env)

    assert fine.exit_code == 0, fine.output
    assert {line[14:24].strip() for line in fine.output.splitlines()} == {
        "settings", "folders", "database", "cache", "printing", "clock", "campaigns", "backups",
    }  # fmt: skip
    assert wrong.exit_code == 1
    report = json.loads(wrong.output)
    assert report["state"] == "broken"
    assert [one["remedy"] for one in report["findings"] if one["state"] == "broken"] == [f"chmod 700 {data}"]


def test_a_setting_that_cannot_be_used_ends_the_examination() -> None:
    result = CliRunner().invoke(main, ["doctor", "--json"], env={"WORKERS": "0"})

    assert result.exit_code == 1
    (finding,) = json.loads(result.output)["findings"]
    assert finding["state"] == "broken"
    assert finding["text"].startswith('WORKERS is "0"; set it to')
