"""The rooms of `webapp/` and the folders of `tests/`, as the pages for engineers list them."""

import re
import tomllib

import pytest

from tests.repository import prose
from tests.repository.checkout import ROOT, files, name

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
LAYERS = next(one["layers"] for one in CONTRACTS["contracts"] if one.get("containers") == ["webapp"])
PLACES = {room: place for place, layer in enumerate(LAYERS) for room in layer.split(" | ")}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def listed(path: str, folder: str) -> list[str]:
    """Name what the tables of a page list first in their rows, below a folder."""
    cells = " ".join(row[0] for row in prose.rows(read(path)))
    return re.findall(rf"`{folder}/(\w+)", cells)


@pytest.mark.parametrize("path", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_a_page_has_the_layers_of_the_contract(path: str) -> None:
    assert " → ".join(LAYERS) in " ".join(read(path).split())


def test_each_room_has_a_row_in_the_order_of_the_layers() -> None:
    rooms = [room for room in listed("docs/developing.md", "webapp") if room in PLACES]

    assert set(rooms) == set(PLACES)
    assert rooms == sorted(rooms, key=PLACES.__getitem__)
    assert "settings" in listed("docs/developing.md", "webapp")


def test_each_folder_of_the_tests_has_a_row() -> None:
    folders = {name(path).split("/")[1] for path in files("tests/*/*")}

    assert set(listed("CONTRIBUTING.md", "tests")) == folders
