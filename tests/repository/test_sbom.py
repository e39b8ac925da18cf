"""`make sbom` lists every part once, as CycloneDX, each under a licence that goes with the AGPL."""

import hashlib
import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.repository.checkout import ROOT
from tests.repository.tool_modules import load_tool

sbom = load_tool("sbom")
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def document() -> Any:
    """The document, valid by CycloneDX's own schema."""
    from cyclonedx.schema import SchemaVersion  # here, since each process of the suite imports every file:
    from cyclonedx.validation.json import JsonStrictValidator  # the grammars of its schema take two seconds

    made = subprocess.run(
        [sys.executable, "tools/sbom"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert made.stderr == ""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made.stdout) is None
    return json.loads(made.stdout)


def test_it_has_every_locked_package_with_its_hashes(document: Any) -> None:
    parts = {
        part["purl"]: part for part in document["components"] if part.get("purl", "").startswith("pkg:pypi")
    }

    lines = re.findall(r"^([a-z0-9][\w.-]*)(?:\[.*?\])?==([^ \\]+)", LOCK, re.MULTILINE)
    assert len(lines) > 40
    assert set(parts) == {f"pkg:pypi/{name}@{version}" for name, version in lines}
    hashes = {found["content"] for part in parts.values() for found in part["hashes"]}
    assert hashes == set(re.findall(r"sha256:([0-9a-f]{64})", LOCK))


def test_it_has_every_vendored_script_and_font(document: Any) -> None:
    files = {
        part["name"]: part["hashes"][0]["content"]
        for part in document["components"]
        if part["type"] == "file"
    }

    static = [path for path in (ROOT / "static").rglob("*") if path.suffix in (".ttf", ".woff2", ".otf")]
    static += (ROOT / "static" / "vendor").glob("*.js")
    assert files == {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in static
    }


def test_it_has_the_libraries_that_the_system_brings(document: Any) -> None:
    needed = re.findall(
        r"needs (lib[\w.-]+) loads", (ROOT / "tools" / "system-packages").read_text(encoding="utf-8")
    )
    debian = {part["name"] for part in document["components"] if part.get("purl", "").startswith("pkg:deb")}

    assert len(needed) >= 2
    assert set(needed) - debian <= {"libatomic1"}  # the tests' browser alone


def test_each_part_has_a_licence(document: Any) -> None:
    assert [part["name"] for part in document["components"] if not part.get("licenses")] == []
    assert document["metadata"]["component"]["licenses"] == [{"expression": "AGPL-3.0-or-later"}]


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("MIT", True),
        ("Apache-2.0 AND BSD-2-Clause", True),
        ("GPL-2.0-only OR MIT", True),
        ("GPL-2.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("CC-BY-NC-4.0", False),
        ("BUSL-1.1", False),
        ("SSPL-1.0 OR BUSL-1.1", False),
        ("CDDL-1.0", False),
    ],
)
def test_a_licence_goes_with_the_agpl_or_not(expression: str, fits: bool) -> None:
    assert sbom.is_compatible(sbom.licensing().parse(expression)) is fits
    if not fits:
        with pytest.raises(sbom.UnknownLicense, match=f"a-part is under {re.escape(expression)}"):
            sbom.checked("a-part", expression)


def test_a_part_without_a_licence_stops_it() -> None:
    with pytest.raises(sbom.UnknownLicense, match="names no licence"):
        sbom.checked("a-part", "")
    assert sbom.license_of("no-such-package-anywhere") == ""


@pytest.mark.parametrize(
    "text", ["BSD", "LICENSE.txt", "see the file", "Copyright (c) somebody", "MIT and more"]
)
def test_words_that_are_no_spdx_are_no_licence(text: str) -> None:
    assert not sbom.is_spdx(text)
