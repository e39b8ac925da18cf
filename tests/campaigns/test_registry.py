"""The campaigns that are served: a change is noticed, an invalid one is kept out, and nobody waits."""

import os
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from types import SimpleNamespace

import pytest

from tests.domain.test_letter import SPANISH
from tests.support.builders import a_campaign_folder, an_edition
from webapp.campaigns.checks import CheckResult
from webapp.campaigns.registry import POLL_SECONDS, CampaignRegistry


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_change_is_served_after_two_seconds_and_an_invalid_one_never(tmp_path: Path) -> None:
    path, clock = a_campaign_folder(tmp_path) / "campaign.toml", Clock()
    reports: list[CheckResult] = []
    registry = CampaignRegistry(tmp_path, reports.append, clock)
    good = path.read_text()

    path.write_text(good.replace("Ada Example", "Ada Sample"))
    clock.now += POLL_SECONDS
    renewed = registry.campaign("lamp")

    path.write_text(good.replace("deadline =", "deadlin ="))
    clock.now += POLL_SECONDS
    after_mistake = registry.campaign("lamp")

    assert renewed is not None
    assert renewed.source.who == "Ada Sample"
    assert after_mistake is renewed
    assert [bool(report.diagnostics) for report in reports] == [False, False, True]


def test_a_new_folder_is_served_and_a_removed_one_is_not(tmp_path: Path) -> None:
    clock = Clock()
    registry = CampaignRegistry(tmp_path, lambda _: None, clock)
    assert registry.campaigns() == ()

    folder = a_campaign_folder(tmp_path)
    clock.now += POLL_SECONDS
    assert [campaign.slug for campaign in registry.campaigns()] == ["lamp"]

    (folder / "campaign.toml").unlink()
    clock.now += POLL_SECONDS
    assert registry.campaign("lamp") is None


def test_the_folder_is_not_checked_more_often(tmp_path: Path) -> None:
    clock = Clock()
    registry = CampaignRegistry(tmp_path, lambda _: None, clock)
    a_campaign_folder(tmp_path)

    clock.now += POLL_SECONDS - 0.1

    assert registry.campaigns() == ()


def test_hidden_files_pipes_and_devices_are_ignored(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    (folder / "loop.po").symlink_to("loop.po")
    (folder / "endless.po").symlink_to("/dev/zero")
    os.mkfifo(folder / "de.po")
    (folder / "._ru.po").write_bytes(b"\x00\x05")
    reports: list[CheckResult] = []

    registry = CampaignRegistry(tmp_path, reports.append)

    assert [campaign.slug for campaign in registry.campaigns()] == ["lamp"]
    assert not reports[0].diagnostics


class SlowReload:
    """A reload that goes on until a test lets it end."""

    def __init__(self) -> None:
        self.started, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()  # the first one, at the start of the registry, is not held up

    def __call__(self, _result: CheckResult) -> None:
        self.started.set()
        assert self.may_end.wait(60)

    def hold(self) -> None:
        """Let the next reload stop on its way."""
        self.started.clear()
        self.may_end.clear()


def rename_the_person(path: Path) -> None:
    path.write_text(path.read_text().replace("Ada Example", "Ada Sample"))


def person(registry: CampaignRegistry) -> str:
    campaign = registry.campaign("lamp")
    assert campaign
    return campaign.source.who


def test_requests_do_not_wait_while_another_one_reloads_a_campaign(tmp_path: Path) -> None:
    path, clock, reload = a_campaign_folder(tmp_path) / "campaign.toml", Clock(), SlowReload()
    registry = CampaignRegistry(tmp_path, reload, clock)
    rename_the_person(path)
    clock.now += POLL_SECONDS
    reload.hold()

    with ThreadPoolExecutor(2) as requests:
        reloading = requests.submit(person, registry)
        try:
            assert reload.started.wait(60)
            meanwhile = requests.submit(person, registry).result(60)
        finally:
            reload.may_end.set()

    assert meanwhile == "Ada Example"
    assert reloading.result() == "Ada Sample"
    assert person(registry) == "Ada Sample"


def test_only_one_of_many_requests_reloads(tmp_path: Path) -> None:
    path, clock = a_campaign_folder(tmp_path) / "campaign.toml", Clock()
    reports: list[CheckResult] = []
    registry = CampaignRegistry(tmp_path, reports.append, clock)
    rename_the_person(path)
    clock.now += POLL_SECONDS
    together = threading.Barrier(8)

    def request() -> str:
        together.wait(60)
        return person(registry)

    with ThreadPoolExecutor(8) as requests:
        pending = [requests.submit(request) for _ in range(8)]
        persons = [future.result() for future in pending]

    assert set(persons) <= {"Ada Example", "Ada Sample"}
    assert person(registry) == "Ada Sample"
    assert len(reports) == 2  # at the start, and once for the change


def test_a_process_that_forks_off_during_a_reload_notices_the_change(tmp_path: Path) -> None:
    """A lock that a thread of the parent holds is never released in the child."""
    path, clock, reload = a_campaign_folder(tmp_path) / "campaign.toml", Clock(), SlowReload()
    registry = CampaignRegistry(tmp_path, reload, clock)
    rename_the_person(path)
    clock.now += POLL_SECONDS
    reload.hold()

    with ThreadPoolExecutor(1) as requests:
        requests.submit(person, registry)
        try:
            assert reload.started.wait(60)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside threads is the test
                child = os.fork()
            if not child:
                exit_code = 1
                try:
                    reload.may_end = threading.Event()
                    reload.may_end.set()
                    exit_code = 0 if person(registry) == "Ada Sample" else 2
                finally:
                    os._exit(exit_code)
            _, status = os.waitpid(child, 0)
        finally:
            reload.may_end.set()

    assert os.waitstatus_to_exitcode(status) == 0


def test_a_reload_that_fails_is_tried_again(tmp_path: Path) -> None:
    path, clock = a_campaign_folder(tmp_path) / "campaign.toml", Clock()
    failures = [False, True, False]

    def report(_result: CheckResult) -> None:
        if failures.pop(0):
            raise OSError("the log is full")

    registry = CampaignRegistry(tmp_path, report, clock)
    rename_the_person(path)
    clock.now += POLL_SECONDS
    with pytest.raises(OSError, match="the log is full"):
        registry.campaigns()
    clock.now += POLL_SECONDS

    assert person(registry) == "Ada Sample"


def test_a_reload_that_fails_beside_the_requests_is_logged_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path, clock = a_campaign_folder(tmp_path) / "campaign.toml", Clock()
    failures = [False, True, True, False]

    class Ended(Exception):
        """Ends the thread."""

    def report(_result: CheckResult) -> None:
        if failures.pop(0):
            raise OSError("the log is full")

    def sleep(_seconds: float) -> None:
        if not failures:
            raise Ended
        clock.now += POLL_SECONDS

    def thread(target: Callable[[], None], **_: object) -> SimpleNamespace:
        return SimpleNamespace(start=target)

    registry = CampaignRegistry(tmp_path, report, clock)
    rename_the_person(path)
    monkeypatch.setattr("webapp.campaigns.registry.time", SimpleNamespace(sleep=sleep))
    monkeypatch.setattr("webapp.campaigns.registry.threading", SimpleNamespace(Thread=thread, Lock=Lock))
    with pytest.raises(Ended):
        registry.watch()

    assert person(registry) == "Ada Sample"
    assert len([line for line in caplog.messages if line.startswith("OSError at ")]) == 1


WRONG_PO = b'msgid ""\nmsgstr "Dou"ze"\n'


def test_a_wrong_po_file_costs_its_own_language(tmp_path: Path) -> None:
    folder, reports = a_campaign_folder(tmp_path), list[CheckResult]()
    an_edition(folder, "es", SPANISH)
    (folder / "ru.po").write_bytes(WRONG_PO)

    lamp = CampaignRegistry(tmp_path, reports.append).campaign("lamp")

    assert lamp is not None
    assert [language.tag for language in lamp.letter_languages] == ["es", "en"]
    assert [fault.file for fault in reports[0].diagnostics] == ["lamp/ru.po"]
    assert reports[0].kept == ()


def test_a_po_file_that_becomes_wrong_keeps_its_last_valid_version(tmp_path: Path) -> None:
    folder, clock, reports = a_campaign_folder(tmp_path), Clock(), list[CheckResult]()
    an_edition(folder, "es", SPANISH)
    registry = CampaignRegistry(tmp_path, reports.append, clock)
    before = registry.campaign("lamp")

    (folder / "es.po").write_bytes(WRONG_PO)
    path = folder / "campaign.toml"
    path.write_text(path.read_text().replace("Free the keeper", "Free the woman"))
    clock.now += POLL_SECONDS
    lamp = registry.campaign("lamp")

    assert before is not None
    assert lamp is not None
    assert lamp.source.text.headline == "Free the woman of the lighthouse"
    assert lamp.editions["es"].text.letter.paragraphs == before.editions["es"].text.letter.paragraphs
    assert reports[-1].kept == ("es.po",)
    assert lamp.revision != before.revision
