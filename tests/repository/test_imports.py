"""Imports run one way: import-linter's contracts, and what they do not say."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.repository.checkout import ROOT, hits, name, texts

READ_SETTINGS = {
    f"webapp/{module}.py"
    for module in (
        "app",
        "cli/doctor/command",
        "cli/clear_connections",
        "cli/doctor/desks",
        "cli/doctor/server_settings",
        "cli/handover",
        "cli/serve",
        "cli/environment",
        "cli/handover",
        "cli/mirror",
        "cli/settings_page",
        "cli/desk/people",
        "cli/desk/serve",
        "desk_app",
        "desk_connections",
        "desk_gunicorn_config",
        "desk_wsgi",
        "mirror/site",
        "preview_app",
        "gunicorn_config",
        "gunicorn_worker",
        "server_state",
        "wsgi",
    )
}
"""They hand values down; nobody below knows the environment."""


def imported(text: str) -> set[str]:
    """Name every module that a module imports, those inside functions included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "."} | {f"{node.module}.{one.name}" for one in node.names}
    return found


def importers(of: str, *patterns: str) -> set[str]:
    """Name the files that import a module."""
    return {name(path) for path, text in texts(*patterns).items() if of in imported(text)}


def test_the_contracts_of_the_layers_are_kept() -> None:
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert run.returncode == 0, run.stdout
    assert "0 broken" in run.stdout


def test_settings_are_read_at_the_top_and_handed_down() -> None:
    assert importers("webapp.settings", "webapp/*.py") == READ_SETTINGS


def test_the_environment_is_read_at_the_top() -> None:
    readers = {hit.split(":")[0] for hit in hits(r"\bos\.(environ|getenv)\b", "webapp/*.py")}

    assert readers <= READ_SETTINGS | {
        "webapp/printing/fonts.py"
    }  # which tells fontconfig where our fonts are


def test_the_app_does_not_know_its_tests() -> None:
    assert not importers("tests", "webapp/*.py") | importers("pytest", "webapp/*.py")
