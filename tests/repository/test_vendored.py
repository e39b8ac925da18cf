"""Other people's files are what their READMEs say: fonts and vendored scripts, by size and checksum."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.repository.checkout import ROOT, files, name, texts

FOLDERS = ["static/vendor", "static/fonts"]


@dataclass(frozen=True)
class Shipped:
    """A file as a row of a README's table tells of it; 0 and "" where it does not."""

    path: Path
    size: int = 0
    checksum: str = ""


def told(folder: str) -> dict[str, Shipped]:
    """Read the tables: rows that begin with the name of a file that is shipped. Sources are not."""
    found: dict[str, Shipped] = {}
    for row in (ROOT / folder / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in row.strip().strip("|").split("|")]
        path = ROOT / folder / cells[0]
        if not row.startswith("|") or not path.is_file():
            continue
        sizes = [int(cell.replace(",", "")) for cell in cells[1:] if re.fullmatch(r"[\d,]+", cell)]
        sums = [cell for cell in cells[1:] if re.fullmatch(r"[0-9a-f]{64}", cell)]
        before = found.get(cells[0], Shipped(path))
        found[cells[0]] = Shipped(path, *(sizes or [before.size]), *(sums or [before.checksum]))
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_shipped_file_is_told_of(folder: str) -> None:
    shipped = {
        name(path).removeprefix(f"{folder}/") for path in files(folder) if path.suffix not in (".md", ".txt")
    }

    assert shipped
    assert shipped == set(told(folder))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_shipped_file_is_as_long_as_is_told(folder: str) -> None:
    for path, one in told(folder).items():
        assert one.path.stat().st_size == one.size, path


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_shipped_file_has_the_checksum_that_is_told(folder: str) -> None:
    for path, one in told(folder).items():
        if one.checksum or folder == "static/vendor":  # the fonts' README tells its sources' instead
            assert hashlib.sha256(one.path.read_bytes()).hexdigest() == one.checksum, path


def test_a_vendored_script_bears_its_version_and_is_used() -> None:
    scripts = files("static/vendor/*.js")
    templates = "\n".join(texts("templates/**/*.html", "templates/*.html").values())
    readme = (ROOT / "static" / "vendor" / "README.md").read_text(encoding="utf-8")

    assert len(scripts) == 2
    for script in scripts:
        version = re.search(r"-(\d+\.\d+\.\d+)(\.min)?\.js$", script.name)
        assert version
        # Not every maker writes the version into the file; each is held to its checksum above.
        assert f" {version.group(1)}, `dist/" in readme
        assert f"vendor/{script.name}" in templates


def test_every_font_has_its_licence_beside_it() -> None:
    readme = (ROOT / "static" / "fonts" / "README.md").read_text(encoding="utf-8")
    licences = texts("static/fonts/OFL-*.txt")

    assert licences
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in licences.values())
    assert set(re.findall(r"OFL-[\w-]+\.txt", readme)) == {path.name for path in licences}
