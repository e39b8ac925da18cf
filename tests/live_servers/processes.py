"""A server's processes, read from /proc."""

import time
from pathlib import Path

from tests.support import servers
from tests.support.forked_workers import name_of_printing


def is_alive(process: int) -> bool:
    """Return whether a process runs; one that has ended and that nobody has waited for does not.

    A process that is killed ends thread by thread: the kernel shows its first thread as a zombie while others
    still hold its open files, and its parent learns of its end from the last one.
    """
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        return state not in "ZX" or len(list(Path(f"/proc/{process}/task").iterdir())) > 1
    except OSError:
        return False


def workers(server: servers.Server, number: int = 1, within: float = 60) -> list[int]:
    """Wait until at least so many workers run: the first is ready before the second is there."""
    give_up = time.monotonic() + within
    while len(alive := [worker for worker in server.workers() if is_alive(worker)]) < number:
        assert time.monotonic() < give_up, (
            f"{len(alive)} of {number} workers run after {within:g} s:\n{server.log.read_text()}"
        )
        time.sleep(0.001)
    return alive


def holder_of(port: int, processes: list[int]) -> int:
    """Find which process holds the other end of a connection from a port of this machine; 0 for none."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in rows if row[2].endswith(f":{port:04X}")}
    for process in processes:
        for handle in Path(f"/proc/{process}/fd").iterdir():
            try:
                if str(handle.readlink()) in sockets:
                    return process
            except OSError:  # closed meanwhile
                continue
    return 0


def printing(parent: int) -> list[int]:
    """List the printing processes that a process has started, or has had forked."""
    children, name = [], name_of_printing(parent)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            before, _, after = folder.joinpath("stat").read_text().rpartition(")")
            executed = after.split()[1] == str(parent)
            if before.endswith(f"({name}") or (
                executed and b"webapp.printing.worker" in folder.joinpath("cmdline").read_bytes()
            ):
                children.append(int(folder.name))
        except OSError:  # ended meanwhile
            continue
    return [child for child in children if is_alive(child)]


def gone(*processes: int, within: float = 60) -> bool:
    """Wait until processes have ended; False where one still runs after so many seconds."""
    give_up = time.monotonic() + within
    while any(map(is_alive, processes)):
        if time.monotonic() > give_up:
            return False
        time.sleep(0.02)
    return True
