"""A campaign's letters that come much faster than before are told once an hour, and held against nobody."""

import pytest

from tests.support.counters import Clock
from webapp.actions import leap_detection
from webapp.actions.leap_detection import LeapDetector
from webapp.server import network_counters
from webapp.server.host_memory import HostMemory
from webapp.server.network_counters import DAY, HOUR, NetworkCounters


class Watched:
    """A detector by a clock that a test sets, and the hours that leapt."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = Clock()
        self.leaps: list[float] = []
        self.lines: list[str] = []
        monkeypatch.setattr(leap_detection.LOG, "warning", lambda line, *args: self.lines.append(line % args))
        counters = NetworkCounters(clock=self.clock, own=HostMemory(clock=self.clock))
        self.detector = LeapDetector(
            counters, clock=self.clock, on_leap=lambda: self.leaps.append(self.clock.now)
        )

    def hours(self, numbers: list[int], letters: int = 10) -> list[bool]:
        """Count so many letters in each hour; return in which hours that was a leap."""
        leapt = []
        for number in numbers:
            before = len(self.leaps)
            for _ in range(number // letters):
                self.detector.add("lamp", letters)
            leapt.append(len(self.leaps) > before)
            self.clock.now += HOUR
        return leapt


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


@pytest.mark.parametrize(
    ("numbers", "leapt"),
    [
        ([500], [False]),  # a classroom
        ([510], [True]),
        ([10] * 24 + [510], [False] * 24 + [True]),
        ([400] * 24 + [1_500], [False] * 25),  # not four times the usual
        ([400] * 24 + [1_800], [False] * 24 + [True]),
        ([600] * 3, [True] * 3),  # each hour once
    ],
)
def test_an_hour_above_a_classroom_and_four_times_the_usual_is_a_leap(
    watched: Watched, numbers: list[int], leapt: list[bool]
) -> None:
    assert watched.hours(numbers) == leapt


@pytest.mark.parametrize("letters", [1, 30, 300])
def test_it_is_noticed_whatever_the_reports_weigh(watched: Watched, letters: int) -> None:
    assert watched.hours([1_200], letters) == [True]


def test_it_is_told_with_the_campaign_and_its_numbers(watched: Watched) -> None:
    watched.hours([24] * 24 + [700])

    [line] = watched.lines
    assert "campaign lamp: 510 letters" in line
    assert "had 24" in line or "had 20" in line
    assert "appeal review" in line


def test_the_day_before_is_remembered_across_midnight(watched: Watched) -> None:
    watched.clock.now = network_counters.DAY * 20_001 - 12 * HOUR

    assert watched.hours([400] * 24 + [1_500])[-1] is False
    assert watched.clock.now > 20_001 * DAY


def test_two_hosts_tell_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, leaps = Clock(), list[int]()
    shared = HostMemory(clock=clock)
    hosts = [
        LeapDetector(NetworkCounters(shared, clock=clock), clock=clock, on_leap=lambda: leaps.append(1))
        for _ in range(2)
    ]

    for _ in range(100):
        for host in hosts:
            host.add("lamp", 10)

    assert len(leaps) == 1
