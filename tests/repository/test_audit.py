"""`make audit` without a network: pip-audit asks a copy of OSV's database, in which each case is invented."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.repository.checkout import ROOT
from tests.repository.tool_modules import load_tool

audit = load_tool("audit")


def a_record(name: str = "Flask", ecosystem: str = "PyPI", **affected: Any) -> dict[str, Any]:
    package = {"name": name, "ecosystem": ecosystem}
    return {
        "id": "PYSEC-2999-1",
        "summary": "Invented",
        "details": "Invented.",
        "modified": "2999-01-01T00:00:00Z",
        "published": "2999-01-01T00:00:00Z",
        "affected": [{"package": package} | affected],
    }


def events(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"type": "ECOSYSTEM", "events": [{kind: version} for kind, version in pairs]}]


@pytest.mark.parametrize(
    ("affected", "is_affected"),
    [
        ({"versions": ["3.1.3"]}, True),
        ({"versions": ["3.1.2"]}, False),
        ({"ranges": events(("introduced", "0"))}, True),
        ({"ranges": events(("introduced", "0"), ("fixed", "3.1.3"))}, False),
        ({"ranges": events(("introduced", "0"), ("fixed", "3.1.4"))}, True),
        ({"ranges": events(("introduced", "0"), ("last_affected", "3.1.3"))}, True),
        ({"ranges": events(("introduced", "0"), ("last_affected", "3.1.2"))}, False),
        ({"ranges": events(("introduced", "3.1.4"))}, False),
        ({"ranges": events(("introduced", "0"), ("fixed", "2.0"), ("introduced", "3.1"))}, True),
        ({"ranges": events(("introduced", "3.1"), ("introduced", "0"), ("fixed", "2.0"))}, True),  # any order
        ({"ranges": events(("introduced", "0"), ("fixed", "3.1.10"))}, True),  # not by letters
        ({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
        ({"ranges": events(("introduced", "0"), ("fixed", "what"))}, True),  # a person has to look
        ({}, False),
    ],
)
def test_a_record_is_evaluated_as_osv_says(affected: dict[str, Any], is_affected: bool) -> None:
    assert audit.is_affected(a_record(**affected), "flask", "3.1.3") is is_affected


def test_another_ecosystem_or_package_does_not_count() -> None:
    everything = {"ranges": events(("introduced", "0"))}

    assert not audit.is_affected(a_record(ecosystem="npm", **everything), "flask", "3.1.3")
    assert not audit.is_affected(a_record(name="flask-babel", **everything), "flask", "3.1.3")
    assert audit.is_affected(a_record(name="Flask_Babel", **everything), "flask-babel", "3.1.3")


def run(tmp_path: Path, *records: dict[str, Any]) -> "subprocess.CompletedProcess[str]":
    """Run the audit with a copy of these records."""
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        for number, record in enumerate(records):
            archive.writestr(f"PYSEC-{number}.json", json.dumps(record))
    command = [sys.executable, "tools/audit", str(tmp_path / "all.zip")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_a_known_vulnerability_of_a_locked_package_is_found(tmp_path: Path) -> None:
    locked = re.search(
        r"^flask==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert locked
    vulnerable = a_record("flask", versions=[locked[1]], ranges=events(("introduced", "0"), ("fixed", "999")))

    found = run(tmp_path, vulnerable)
    clean = run(tmp_path, a_record(ranges=events(("introduced", "0"), ("fixed", "1.0"))))

    assert found.returncode == 1
    assert re.search(rf"flask +{re.escape(locked[1])} +PYSEC-2999-1 +999", found.stdout)
    assert clean.returncode == 0
    assert "No known vulnerabilities found" in clean.stderr


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_what_is_no_copy_is_never_taken_for_a_clean_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "all.zip").write_bytes(content)
    command = [sys.executable, "tools/audit", str(tmp_path / "all.zip")]
    assert "is no copy" in subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stderr


def test_a_copy_without_records_is_never_taken_for_a_clean_one(tmp_path: Path) -> None:
    ended = run(tmp_path, a_record(ecosystem="npm"))

    assert "holds no record about PyPI" in ended.stderr
    assert ended.returncode == 1
