"""What Lighthouse says of the page, of a partner's frame and of the home page, on its slow phone.

    npm install --global lighthouse@12
    .venv/bin/python -m benchmarks.lighthouse

LIGHTHOUSE names another command, CHROMIUM another browser than Debian's. `make bench` leaves it out: it needs
a program that is not installed with the others.

Lighthouse takes the processor for that of a fast desktop and counts its tasks four times. Its benchmark index
says what the processor was worth meanwhile: 1500 is such a desktop, 400 about the phone itself. On a machine
that is slower, or does something else, performance comes out worse than it is.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import load, record
from benchmarks.record import Finding
from tests.browser.conftest import FLAGS

RUNS = 3
"""The median of so many is told."""
LANGUAGES = ("en", "ar")
PAGES = {"page": "/{lang}/gorinov", "frame": "/embed/{lang}/gorinov", "home": "/{lang}/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BEST = 100


def main() -> int:
    """Measure, tell, and say by the status whether all came to a hundred."""
    command = os.environ.get("LIGHTHOUSE", "lighthouse").split()
    findings, index = [], []
    with tempfile.TemporaryDirectory() as name, load.served("webapp.wsgi:app", Path(name)) as app:
        for page, path in PAGES.items():
            for lang in LANGUAGES:
                address = f"http://localhost:{app.port}{path.format(lang=lang)}"
                runs = [report(command, address, Path(name) / "report.json") for _ in range(RUNS)]
                findings += [scored(page, lang, category, runs) for category in CATEGORIES]
                index += [run["environment"]["benchmarkIndex"] for run in runs]
                version = runs[0]["lighthouseVersion"]
    findings.append(Finding("benchmark index of this machine meanwhile", statistics.median(index)))
    return 0 if record.tell("lighthouse", findings, {"versions": {"lighthouse": version}}) else 1


def report(command: list[str], address: str, file: Path) -> dict[str, Any]:
    """Let Lighthouse look at a page. Return its report; say on stderr what it holds against the page."""
    subprocess.run(
        [
            *(*command, address, "--quiet", "--output=json", f"--output-path={file}"),
            f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
        ],
        env={"CHROME_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium")} | os.environ,
        check=True,
    )
    told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    audits = told["audits"]
    for category in CATEGORIES:
        for reference in told["categories"][category]["auditRefs"]:
            audit = audits[reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                value = audit.get("displayValue", "")
                sys.stderr.write(f"{address} {category}: {audit['id']} {audit['score']} {value}\n")
    return told


def scored(page: str, lang: str, category: str, runs: list[dict[str, Any]]) -> Finding:
    """Tell the median of one category."""
    score = statistics.median(run["categories"][category]["score"] for run in runs) * 100
    return Finding(f"{page}, {lang}: {category}", score, "", BEST)


if __name__ == "__main__":
    sys.exit(main())
