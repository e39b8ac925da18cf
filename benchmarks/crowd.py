"""A crowd over HTTP: threads of another process that keep a connection each and ask as fast as they can.

The client is kept light, as it shares the cores with the server: requests are made beforehand, and of an
answer only its status and length are read.
"""

import json
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from webapp.settings import ROOT


@dataclass(frozen=True)
class Answers:
    """What a crowd was told."""

    seconds: float
    times: list[float]
    """Of each request, in seconds, sorted."""
    statuses: Counter[int]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Give the time, in milliseconds, within which such a share of them was answered."""
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))] * 1000


def ask(port: int, requests: list[bytes], threads: int) -> Answers:
    """Send all requests, each once, by so many threads of a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.crowd", str(port), str(threads)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as client:  # fmt: skip
        told, _ = client.communicate(b"\0".join(requests))
    found = json.loads(told)
    statuses = Counter({int(status): number for status, number in found["statuses"].items()})
    return Answers(found["seconds"], sorted(found["times"]), statuses)


def main(port: int, threads: int) -> None:
    """Be that process."""
    requests = iter(sys.stdin.buffer.read().split(b"\0"))
    times: list[float] = []
    statuses: Counter[int] = Counter()
    lock = threading.Lock()

    def work() -> None:
        mine: list[tuple[float, int]] = []
        with socket.create_connection(("127.0.0.1", port)) as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            reader = wire.makefile("rb")
            for request in requests:
                begun = time.perf_counter()
                wire.sendall(request)
                status = _answer(reader)
                mine.append((time.perf_counter() - begun, status))
        with lock:
            times.extend(taken for taken, _ in mine)
            statuses.update(status for _, status in mine)

    crowd = [threading.Thread(target=work) for _ in range(threads)]
    begun = time.perf_counter()
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    json.dump({"seconds": time.perf_counter() - begun, "times": times, "statuses": statuses}, sys.stdout)


def _answer(reader: BinaryIO) -> int:
    status = int(reader.readline().split()[1])
    length = 0
    while (line := reader.readline()) not in (b"\r\n", b""):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    reader.read(length)
    return status


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
