"""The last valid version on the disk: it outlives restarts, and nothing about it is ever half written."""

import os
import shutil
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.domain.test_letter import SPANISH
from tests.support.builders import a_campaign_folder, an_edition
from webapp.campaigns.checks import CheckResult
from webapp.campaigns.diagnostics import Diagnostic
from webapp.campaigns.folder import read_folder
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.registry import POLL_SECONDS, CampaignRegistry
from webapp.campaigns.source_files import SourceFiles


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one campaign."""
    folder = tmp_path / "campaigns"
    folder.mkdir()
    a_campaign_folder(folder)
    return folder


@pytest.fixture
def versions(tmp_path: Path) -> PublishedVersions:
    """Where valid versions are stored."""
    return PublishedVersions(tmp_path / "published")


class Start:
    """A registry as a server has it after a start, with what it reported."""

    def __init__(self, root: Path, versions: PublishedVersions) -> None:
        self.now = 0.0
        self.reports: list[CheckResult] = []
        self.outdated: list[int] = []
        self.misfits: list[Diagnostic] = []
        self.registry = CampaignRegistry(
            root, self.reports.append, lambda: self.now, versions, self.outdated.append, self.misfits.append
        )

    def later(self) -> None:
        """Let the registry see what changed."""
        self.now += POLL_SECONDS
        self.registry.campaigns()

    @property
    def person(self) -> str | None:
        """The person of the campaign that is served."""
        campaign = self.registry.campaign("lamp")
        return campaign.source.who if campaign else None


def write(root: Path, *, person: str = "Ada Example", broken: bool = False) -> None:
    path = a_campaign_folder(root) / "campaign.toml"
    toml = path.read_text().replace("Ada Example", person)
    path.write_text(toml.replace("deadline =", "deadlin =") if broken else toml)


def test_a_restart_with_a_broken_file_serves_the_last_valid_version(
    root: Path, versions: PublishedVersions
) -> None:
    running = Start(root, versions)
    write(root, person="Ada Sample")
    running.later()
    write(root, person="Ada Broken", broken=True)

    restarted = Start(root, versions)

    assert restarted.person == "Ada Sample"
    assert restarted.registry.outdated() == {"lamp"}
    assert restarted.outdated == [1]
    (report,) = restarted.reports
    assert report.campaign is None
    assert report.served_instead is restarted.registry.campaign("lamp")
    assert [diagnostic.field for diagnostic in report.diagnostics]


def test_a_new_host_with_a_copy_of_the_stored_versions_serves_them(
    root: Path, versions: PublishedVersions, tmp_path: Path
) -> None:
    Start(root, versions)
    write(root, broken=True)
    host = tmp_path / "host"
    shutil.copytree(root, host / "campaigns")
    shutil.copytree(tmp_path / "published", host / "published")

    moved = Start(host / "campaigns", PublishedVersions(host / "published"))

    assert moved.person == "Ada Example"
    assert moved.registry.outdated() == {"lamp"}


def test_a_running_server_and_its_restarts_go_on_until_the_file_is_mended(
    root: Path, versions: PublishedVersions
) -> None:
    running = Start(root, versions)
    write(root, broken=True)
    running.later()
    assert (running.person, running.outdated) == ("Ada Example", [0, 1])

    restarted = Start(root, versions)
    write(root, person="Ada Mended")
    restarted.later()

    assert restarted.person == "Ada Mended"
    assert restarted.registry.outdated() == frozenset()
    assert restarted.outdated == [1, 0]


def test_a_new_folder_that_is_broken_is_not_served_and_has_no_older_version(
    root: Path, versions: PublishedVersions
) -> None:
    write(root, broken=True)

    started = Start(root, versions)

    assert started.person is None
    assert started.registry.outdated() == frozenset()
    assert started.reports[0].served_instead is None


def test_going_back_to_an_earlier_version_is_a_version_too(root: Path, versions: PublishedVersions) -> None:
    running = Start(root, versions)
    for person in ("Ada Sample", "Ada Example"):
        write(root, person=person)
        running.later()
    write(root, broken=True)

    assert Start(root, versions).person == "Ada Example"


@pytest.mark.parametrize("while_running", [True, False])
def test_a_withdrawn_campaign_is_forgotten_and_does_not_come_back(
    root: Path, versions: PublishedVersions, tmp_path: Path, while_running: bool
) -> None:
    running = Start(root, versions)
    shutil.rmtree(root / "lamp")
    if while_running:
        running.later()
    else:
        running = Start(root, versions)

    assert [report.folder.name for report in running.reports if report.is_withdrawn] == ["lamp"]
    assert running.registry.outdated() == frozenset()
    write(root, broken=True)
    assert Start(root, versions).person is None
    assert list((tmp_path / "published").iterdir()) == []


def test_a_folder_of_campaigns_that_is_away_withdraws_nothing(
    root: Path, versions: PublishedVersions
) -> None:
    Start(root, versions)
    root.rename(root.with_name("elsewhere"))
    Start(root, versions)
    root.with_name("elsewhere").rename(root)
    write(root, broken=True)

    assert Start(root, versions).person == "Ada Example"


def test_a_folder_of_campaigns_that_is_away_for_a_moment_is_served_as_before(
    root: Path, versions: PublishedVersions
) -> None:
    running = Start(root, versions)
    root.rename(root.with_name("elsewhere"))
    running.later()
    running.later()
    assert running.person == "Ada Example"
    assert versions.last_valid("lamp")

    root.with_name("elsewhere").rename(root)
    running.later()
    assert (running.person, len(running.reports), running.outdated) == ("Ada Example", 1, [0])
    assert [str(misfit) for misfit in running.misfits] == [
        f"{root}: the folder cannot be read: No such file or directory; its campaigns are served as before"
    ]
    shutil.rmtree(root / "lamp")
    running.later()
    assert running.person is None


def make_unreachable(folder: Path) -> None:
    """Replace a folder by what has an error for root, too: a link to a name that is too long."""
    shutil.rmtree(folder)
    folder.symlink_to("x" * 300)


@pytest.mark.parametrize("while_running", [True, False])
def test_a_folder_that_cannot_be_reached_is_not_withdrawn(
    root: Path, versions: PublishedVersions, while_running: bool
) -> None:
    running = Start(root, versions)
    make_unreachable(root / "lamp")
    if while_running:
        running.later()
        running.later()
    else:
        running = Start(root, versions)

    assert running.person == "Ada Example"
    assert running.registry.outdated() == {"lamp"}
    assert [str(each) for each in running.reports[-1].diagnostics] == [
        "lamp: the folder cannot be read: File name too long"
    ]
    (root / "lamp").unlink()
    running.later()
    assert running.person is None
    assert versions.slugs() == ()


def test_a_folder_that_cannot_be_listed_loses_no_translation(
    root: Path, versions: PublishedVersions, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_edition(root / "lamp", "es", SPANISH)
    running, iterdir = Start(root, versions), Path.iterdir

    def refuse_one(path: Path) -> Iterator[Path]:
        if path == root / "lamp":
            raise PermissionError(13, "Permission denied")  # root may list all
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse_one)
    running.later()

    lamp = running.registry.campaign("lamp")
    assert lamp
    assert "es" in lamp.editions
    assert running.registry.outdated() == {"lamp"}
    stored = versions.last_valid("lamp")
    assert stored
    assert stored.edition_names == ("es.po",)


def test_a_closed_folder_that_has_no_name_of_a_campaign_is_none(
    root: Path, versions: PublishedVersions
) -> None:
    (root / "lost+found").symlink_to("x" * 300)

    assert [report.folder.name for report in Start(root, versions).reports] == ["lamp"]


def test_only_the_last_valid_version_is_stored(
    root: Path, versions: PublishedVersions, tmp_path: Path
) -> None:
    running = Start(root, versions)
    for number in range(5):
        write(root, person=f"Ada {number}")
        running.later()

    source = read_folder(root / "lamp")
    stored = sorted(
        str(path.relative_to(tmp_path / "published")) for path in (tmp_path / "published").rglob("*")
    )
    assert stored == sorted(
        [source.revision, f"{source.revision}/lamp", "lamp.current"]
        + [f"{source.revision}/lamp/{name}" for name in source.contents]
    )
    assert versions.last_valid("lamp") == source


def test_the_folder_is_its_user_s_own(root: Path, versions: PublishedVersions, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        Start(root, versions)
    finally:
        os.umask(before)

    folder = tmp_path / "published" / read_folder(root / "lamp").revision / "lamp"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder, _: (folder / "campaign.toml").write_text("tampered = true"),
        lambda folder, _: (folder / "campaign.toml").unlink(),
        lambda folder, _: shutil.rmtree(folder),
        lambda _, pointer: pointer.write_text("../../campaigns"),
        lambda _, pointer: pointer.write_text("/etc"),
        lambda _, pointer: pointer.write_bytes(b"\xff\xfe"),
        lambda _, pointer: pointer.write_text(""),
    ],
    ids=[
        "changed",
        "file gone",
        "folder gone",
        "pointer up",
        "pointer away",
        "pointer bytes",
        "pointer empty",
    ],
)
def test_a_damaged_store_is_as_none(root: Path, versions: PublishedVersions, tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    Start(root, versions)
    revision = read_folder(root / "lamp").revision
    damage(tmp_path / "published" / revision / "lamp", tmp_path / "published" / "lamp.current")
    write(root, broken=True)

    assert Start(root, versions).person is None


def test_a_damaged_store_is_mended_by_the_next_valid_version(
    root: Path, versions: PublishedVersions, tmp_path: Path
) -> None:
    Start(root, versions)
    (tmp_path / "published" / "lamp.current").write_text("../..")
    write(root, person="Ada Sample")
    Start(root, versions)
    write(root, broken=True)

    assert Start(root, versions).person == "Ada Sample"


def test_damaged_files_are_written_again_at_the_next_start(
    root: Path, versions: PublishedVersions, tmp_path: Path
) -> None:
    Start(root, versions)
    source = read_folder(root / "lamp")
    (tmp_path / "published" / source.revision / "lamp" / "campaign.toml").write_text("tampered = true")

    Start(root, versions)

    assert versions.last_valid("lamp") == source


def test_a_disk_that_cannot_be_written_costs_no_page(
    root: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "published").write_text("a file where the folder should be")

    started = Start(root, PublishedVersions(tmp_path / "published"))

    assert started.person == "Ada Example"
    assert "campaign lamp cannot be stored" in caplog.text


def test_a_pointer_that_cannot_be_read_is_told_once_and_hides_no_other_campaign(
    root: Path, versions: PublishedVersions, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Start(root, versions)
    pointer, stored = tmp_path / "published" / "lamp.current", versions.folders()
    pointer.rename(pointer.with_name("kept"))
    for name in ("lamp", "zzz"):
        (tmp_path / "published" / f"{name}.current").mkdir()

    assert versions.folders() == versions.folders() == stored
    assert PublishedVersions(tmp_path / "published").folders() == {}
    assert len([line for line in caplog.messages if "version of campaign zzz cannot be read" in line]) == 2


def test_while_a_pointer_cannot_be_read_nothing_is_swept_away(
    root: Path, versions: PublishedVersions, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Start(root, versions)
    pointer = tmp_path / "published" / "lamp.current"
    pointer.rename(pointer.with_name("kept"))
    pointer.mkdir()
    before = {*tmp_path.rglob("*")}

    PublishedVersions(tmp_path / "published").sweep()

    assert {*tmp_path.rglob("*")} == before
    assert "is not deleted" in caplog.text


def test_many_processes_may_store_the_same_and_other_versions_at_once(tmp_path: Path) -> None:
    sources = [
        SourceFiles("lamp", {"campaign.toml": f"number = {number % 4}".encode()}) for number in range(40)
    ]

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda source: PublishedVersions(tmp_path).keep(source), sources))

    last = PublishedVersions(tmp_path).last_valid("lamp")
    assert last is None or last in sources  # one whole version, or none if another was just replaced
    PublishedVersions(tmp_path).keep(sources[0])
    assert PublishedVersions(tmp_path).last_valid("lamp") == sources[0]
    assert [path.name for path in tmp_path.rglob(".new-*")] == []
