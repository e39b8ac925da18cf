"""`appeal --version`: the version of pyproject.toml, from a checkout that pip does not know."""

import subprocess
import tomllib
from pathlib import Path

from click.testing import CliRunner

from tests.repository.checkout import ROOT
from webapp.cli.main import main

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_the_command_shows_the_version() -> None:
    result = CliRunner().invoke(main, ["--version"])

    assert (result.exit_code, result.output) == (0, f"appeal {VERSION}\n")


def test_the_version_is_shown_from_any_folder_and_whatever_the_settings_are(tmp_path: Path) -> None:
    """The question comes up when something is wrong: no setting and no folder may stand in the way."""
    run = subprocess.run(
        [ROOT / "tools" / "appeal", "--version"],
        cwd=tmp_path,
        env={"PORT": "none", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )

    assert (run.returncode, run.stdout, run.stderr) == (0, f"appeal {VERSION}\n", "")
