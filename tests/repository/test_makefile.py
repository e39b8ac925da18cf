"""Targets of the Makefile whose behaviour is more than a list of commands."""

import os
import re
import subprocess
from pathlib import Path

from tests.repository.checkout import ROOT

PYTHON = """#!/bin/sh
echo "$2"
test "$2" != benchmarks.slow
"""
"""Stands in for Python: prints the module that `-m` names, and fails for one of them."""


def bench(folder: Path, names: str) -> subprocess.CompletedProcess[str]:
    """Run `make bench` for some benchmarks, without the preparation of the environment."""
    python = folder / "python"
    python.write_text(PYTHON)
    python.chmod(0o755)
    done = ("-o", "system-test", "-o", ".venv/.test-stamp")
    return subprocess.run(
        ["make", "--silent", *done, "bench", f"BENCH={names}", f"python={python}"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_benchmark_that_misses_its_target_does_not_hide_the_others(tmp_path: Path) -> None:
    run = bench(tmp_path, "page slow pdf")

    assert run.stdout.split() == ["benchmarks.page", "benchmarks.slow", "benchmarks.pdf"]
    assert run.returncode != 0
    assert "missed a target: slow\n" in run.stderr


def test_benchmarks_that_meet_their_targets_succeed(tmp_path: Path) -> None:
    run = bench(tmp_path, "page pdf")

    assert (run.returncode, run.stderr) == (0, "")


def test_what_runs_tests_brings_the_servers_that_they_start() -> None:
    rules = re.findall(r"(?m)^(\w+): (.*)\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    running = {target: needed.split() for target, needed, recipe in rules if "-m pytest" in recipe}

    assert len(running) > 4
    assert [target for target, needed in running.items() if "system-test" not in needed] == []
