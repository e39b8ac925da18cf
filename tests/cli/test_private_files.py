"""What the commands create is readable by its owner only, whatever their umask is."""

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.actions.test_log import an_action
from webapp.actions.log import ActionLog
from webapp.cli.main import main
from webapp.private_files import create_file, create_folder

UMASKS = [0o000, 0o002, 0o022, 0o027, 0o037, 0o077]


@pytest.fixture(params=UMASKS, ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def appeal(data: Path, *arguments: str) -> None:
    result = CliRunner().invoke(main, arguments, env={"DATA": str(data)})
    assert result.exit_code == 0, result.output


def modes(folder: Path) -> dict[str, str]:
    """Return the modes below a folder, by name."""
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in sorted(folder.rglob("*"))}


@pytest.mark.usefixtures("umask")
def test_every_command_creates_private_files(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"

    appeal(data, "db", "upgrade")
    with closing(ActionLog(f"sqlite:///{data}/appeal.db")) as log:
        log.record("token-number-00001", [an_action()])
        while_in_use = modes(tmp_path)
    appeal(data, "keys", "rotate")
    appeal(data, "db", "backup", str(data / "copy.db"))
    appeal(data, "db", "restore", "--yes", str(data / "copy.db"))
    appeal(tmp_path / "elsewhere" / "data", "db", "restore", str(data / "copy.db"))

    assert {"appeal.db", "appeal.db-wal", "appeal.db-shm"} <= while_in_use.keys()
    expected = {path.name: "0o700" if path.is_dir() else "0o600" for path in tmp_path.rglob("*")}
    assert {"secret-key", "copy.db", "appeal.db", "elsewhere"} <= expected.keys()
    assert modes(tmp_path) == expected
    assert while_in_use == {name: "0o700" if name in ("new", "data") else "0o600" for name in while_in_use}


@pytest.mark.usefixtures("umask")
def test_what_exists_keeps_its_mode(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o750)
    (shared / "file").touch()
    (shared / "file").chmod(0o640)

    create_folder(shared)
    create_file(shared / "file")

    assert oct(stat.S_IMODE(shared.stat().st_mode)) == "0o750"
    assert modes(shared) == {"file": "0o640"}


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")

    create_file(tmp_path / "link")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "link", exclusive=True)

    assert not (tmp_path / "elsewhere").exists()
