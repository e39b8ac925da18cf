"""What attackers can add to a count, and what their attacks cost honest people.

The first half gives attackers of three kinds an hour and a day of a clock that is set by hand, and lets them
report as many letters as they can: a network, a /48, a botnet of a thousand networks of other providers. The
second half sends the attacks of docs/decisions/0012-against-abuse.md to a running server by HTTP, with honest
people behind the attacker's address. With `--root` it does so to another checkout, for a comparison.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import record
from benchmarks.abuse.site import Site, running
from benchmarks.record import Finding
from tests.support.counters import Clock
from webapp.actions.burst_detection import LARGE_REPORT_LETTERS, BurstDetector
from webapp.actions.leap_detection import LEAST_LETTERS, LeapDetector
from webapp.server.host_memory import HostMemory
from webapp.server.network_counters import DAY, HOUR, NetworkCounters

MIDNIGHT = 20_000 * DAY
ATTACKERS = {
    "one address": ["192.0.2.1"],
    "one /48, its 256 connections": [f"2001:db8:1:{number:02x}00::1" for number in range(256)],
    "one /24, its 256 addresses": [f"192.0.2.{number}" for number in range(256)],
    "a botnet of a thousand networks": [f"{1 + n // 250}.{n % 250}.0.1" for n in range(1_000)],
}


@dataclass
class Attack:
    """What an attacker has added."""

    counted: int = 0
    held: int = 0
    unseen: int = 0
    """Counted before the log or the mark of the day said that the campaign's letters leap."""


def simulate(addresses: Sequence[str], seconds: int) -> Attack:
    """Report at each hour until nothing more of a network counts; `seconds` long, from midnight on."""
    clock, attack, leaps = Clock(MIDNIGHT), Attack(), list[int]()
    counters = NetworkCounters(clock=clock, own=HostMemory(clock=clock))
    bursts = BurstDetector(counters)
    detector = LeapDetector(counters, clock=clock, on_leap=lambda: leaps.append(1))
    for _ in range(seconds // HOUR):
        for address in addresses:
            for letters in (LARGE_REPORT_LETTERS, 10):
                while bursts.burst_for("case", address, letters) == "":
                    attack.counted += letters
                    detector.add("case", letters)
                    attack.unseen += 0 if leaps or attack.counted > LEAST_LETTERS else letters
                attack.held += letters
        clock.now += HOUR + 1
    return attack


def figures() -> list[Finding]:
    """Simulate each attacker."""
    findings = []
    for name, addresses in ATTACKERS.items():
        for span, seconds in (("an hour", HOUR), ("a day", DAY)):
            attack = simulate(addresses, seconds)
            findings += [
                Finding(f"{name}, {span}: counted at once", attack.counted, "letters"),
                Finding(f"{name}, {span}: of these unseen", attack.unseen, "letters"),
            ]
    return findings


def attacks(site: Site) -> list[Finding]:
    """Send the attacks; after each, twenty honest reports from behind the same address."""
    findings = []
    for number, (name, attack) in enumerate(ATTACKS.items(), 1):
        before, address = site.counted(), f"198.18.{number}.1"
        attack(site, address)
        added = site.counted() - before
        told = Counter(site.report(address, site.token(address), "1") for _ in range(20))
        findings += [
            Finding(f"{name}: letters counted at once", added, "letters"),
            Finding(f"{name}: of 20 honest reports, refused", told["refused"], "reports", 0, at_most=True),
            Finding(f"{name}: of 20 honest reports, held", told["held"], "reports", 0, at_most=True),
        ]
    return findings


def forged_tokens(site: Site, address: str) -> None:
    """A1: 120 reports with a forged token, of 500 letters to each of two targets."""
    for _ in range(120):
        site.report(address, "x", "500", targets=2)


def corrected_number(site: Site, address: str) -> None:
    """A2: a number that is out of bounds, then corrected."""
    token = site.token(address)
    site.report(address, token, "5000")
    site.report(address, token, "1")


def repeats(site: Site, address: str) -> None:
    """A2: one report of ten letters, sent two hundred times."""
    token = site.token(address)
    for _ in range(200):
        site.report(address, token, "10")


def large_report(site: Site, address: str) -> None:
    """A report of 500 letters."""
    site.report(address, site.token(address), "500")


def one_48(site: Site, _address: str) -> None:
    """A3: the 256 connections of a /48, one report of 250 letters to each of two targets."""
    for number in range(256):
        site.report(f"2001:db8:7:{number:02x}00::1", site.token("192.0.2.77"), "250", targets=2)


def cross_site_images(site: Site, address: str) -> None:
    """A7: images of another site that open the form."""
    for _ in range(2_600):
        site.open_form(address, {"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "cross-site"})


ATTACKS: dict[str, Callable[[Site, str], None]] = {
    "120 forged tokens": forged_tokens,
    "a corrected number": corrected_number,
    "one report of 10, sent 200 times": repeats,
    "a report of 500 letters": large_report,
    "a /48, 256 reports of 500 letters": one_48,
    "2,600 images of another site": cross_site_images,
}


def main() -> int:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=Path, help="another checkout, with its environment")
    parser.add_argument("--part", choices=("clock", "server"), help="the first half alone, or the second")
    chosen = parser.parse_args()
    root, findings = chosen.root, list[Finding]()
    logging.disable(logging.WARNING)  # each leap is a line
    if root is None and chosen.part != "server":
        findings += figures()
    if chosen.part != "clock":
        with tempfile.TemporaryDirectory() as folder, running(Path(folder), root) as site:
            findings += attacks(site)
    name = "abuse-counting" + ("-before" if root else "")
    about = {"versions": record.versions("gunicorn"), "load": os.getloadavg()[0]}
    return 0 if record.tell(name, findings, about) else 1


if __name__ == "__main__":
    sys.exit(main())
