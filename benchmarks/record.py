"""What a measurement is told with: the machine, the versions, a table for people, JSON for machines.

Two ways are compared within one run, turn by turn, by the ratio of their medians: what else the machine
does then slows both alike. Nothing here names the machine or a path on it.
"""

import json
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Finding:
    """One line of the table. With `target`, what was found must not be below it, or above with `at_most`."""

    what: str
    found: float
    unit: str = ""
    target: float | None = None
    at_most: bool = False

    @property
    def is_met(self) -> bool:
        """Whether it is as good as it should be."""
        if self.target is None:
            return True
        return self.found <= self.target if self.at_most else self.found >= self.target


def in_turns(
    ways: Mapping[str, Callable[[str], object]], pages: Callable[[int], str], rounds: int
) -> dict[str, list[float]]:
    """Time each way once a round, each time with a page of its own. Give the seconds by way."""
    names = list(ways)
    taken: dict[str, list[float]] = {name: [] for name in names}
    count = 0
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            count += 1
            page = pages(count)
            begun = time.perf_counter()
            ways[name](page)
            taken[name].append(time.perf_counter() - begun)
    return taken


def median_ms(seconds: list[float]) -> float:
    """Give the median in milliseconds."""
    return statistics.median(seconds) * 1000


def memory_kb() -> int:
    """Give how much memory this process has now (RSS)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(os.getpid())], check=True, capture_output=True, text=True
    )
    return int(told.stdout)


def machine() -> dict[str, object]:
    """Describe the machine without naming it."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def versions(*packages: str) -> dict[str, str]:
    """Give the installed versions of packages."""
    return {package: version(package) for package in packages}


def tell(name: str, findings: list[Finding], about: dict[str, object]) -> bool:
    """Print a table and write it to `results`. Say whether every target was met."""
    width = max(len(one.what) for one in findings)
    for one in findings:
        sign = "<=" if one.at_most else ">="
        target = "" if one.target is None else f"{sign} {one.target:g}"
        verdict = "" if one.target is None else "met" if one.is_met else "MISSED"
        print(f"{one.what:{width}}  {one.found:10,.2f} {one.unit:6}  {target:10} {verdict}")
    RESULTS.mkdir(exist_ok=True)
    told = {"machine": machine(), **about, "findings": [asdict(one) for one in findings]}
    (RESULTS / f"{name}.json").write_text(
        json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return all(one.is_met for one in findings)
