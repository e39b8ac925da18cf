"""A worker has bounds that it cannot pass: time, memory, what it writes, what it reaches."""

import os
from dataclasses import replace
from pathlib import Path

import landlockpy
import pytest

from webapp.confined.process import ConfinedWorker, End, Reply

A_LARGE_FILE = bytes(range(256)) * 20_000
"""More than the pipes hold."""
ECHO = "import shutil, sys; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)"


def a_worker(program: str, *, seconds: float = 60.0, max_output: int = 10_000_000) -> ConfinedWorker:
    no_core = "import os, resource, signal; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    return ConfinedWorker(("-c", no_core + program), max_output, seconds=seconds)


def a_served_worker(reply: str) -> ConfinedWorker:
    """Return one that is confined and replies with an expression."""
    return a_worker(f"from webapp.confined import worker; worker.serve(lambda file: {reply})")


def test_a_reply_is_read_while_the_file_is_written() -> None:
    assert a_worker(ECHO).run(A_LARGE_FILE) == Reply(End.DONE, A_LARGE_FILE)


def test_who_does_not_read_the_file_may_reply() -> None:
    assert a_worker("os.write(1, b'no')").run(A_LARGE_FILE) == Reply(End.DONE, b"no")


@pytest.mark.parametrize(
    ("program", "output"),
    [
        ("while True: os.write(1, b'x' * 100_000)", b"x" * 1_000),
        ("os.write(1, b'y' * 1_001)", b"y" * 1_000),
        (ECHO, A_LARGE_FILE[:1_000]),
    ],
    ids=["without end", "one byte more", "while it reads"],
)
def test_what_writes_more_than_the_bound_is_cut_off(program: str, output: bytes) -> None:
    assert a_worker(program, max_output=1_000).run(A_LARGE_FILE) == Reply(End.TOO_MUCH_OUTPUT, output)


def test_a_reply_that_fills_the_bound_is_taken() -> None:
    worker = a_worker(ECHO, max_output=len(A_LARGE_FILE))
    assert worker.run(A_LARGE_FILE) == Reply(End.DONE, A_LARGE_FILE)


@pytest.mark.parametrize(
    ("ending", "end"),
    [
        ("\nwhile True: os.write(1, bytes(1_000))", End.TOO_MUCH_OUTPUT),
        ("signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()", End.OUT_OF_TIME),
        ("os.kill(os.getpid(), signal.SIGSTOP)", End.OUT_OF_TIME),
        ("os.close(0); os.close(1); signal.pause()", End.OUT_OF_TIME),
    ],
    ids=["without end", "deaf", "stopped", "closed"],
)
def test_a_worker_beyond_its_bounds_is_killed(ending: str, end: End) -> None:
    for seconds in (1.0, 4.0, 16.0, 64.0):  # a busy machine takes long to start it
        worker = a_worker(f"os.write(1, b'%d.' % os.getpid()); {ending}", seconds=seconds, max_output=50_000)
        reply = worker.run(A_LARGE_FILE)
        if reply.output:
            break

    assert reply.end is end
    with pytest.raises(ProcessLookupError):
        os.kill(int(reply.output.partition(b".")[0]), 0)


def test_a_process_that_keeps_the_pipe_of_its_parent_holds_nobody_up() -> None:
    program = "import select; poll = select.poll(); poll.register(1, 0); os.fork() or poll.poll()"
    assert a_worker(program, seconds=1.0).run(b"").end is End.OUT_OF_TIME


@pytest.mark.parametrize(
    ("ending", "end"),
    [
        ("raise SystemExit(17)", End.OUT_OF_BOUNDS),
        ("os.kill(os.getpid(), signal.SIGKILL)", End.OUT_OF_BOUNDS),
        ("os.kill(os.getpid(), signal.SIGXCPU)", End.OUT_OF_TIME),
        ("raise ValueError", End.CRASHED),
        ("os.kill(os.getpid(), signal.SIGSEGV)", End.CRASHED),
        ("os.abort()", End.CRASHED),
    ],
)
def test_how_a_worker_ended_is_told(ending: str, end: End) -> None:
    assert a_worker(f"os.write(1, b'so far'); {ending}").run(b"") == Reply(end, b"so far")


@pytest.mark.parametrize(
    ("reply", "end"),
    [
        ("[file, b'!']", End.DONE),
        ("[bytes(800_000_000)]", End.OUT_OF_BOUNDS),
        ("(_ for _ in ()).throw(worker.TooLarge)", End.OUT_OF_BOUNDS),
        ("(_ for _ in ()).throw(ValueError)", End.CRASHED),
        ("iter(bytes, None)", End.OUT_OF_TIME),
    ],
)
def test_a_confined_worker_ends_within_its_bounds(reply: str, end: End) -> None:
    worker = replace(a_served_worker(reply), cpu_seconds=1)
    assert worker.run(b"file") == Reply(end, b"file!" if end is End.DONE else b"")


ATTEMPTS = {
    "read": "pathlib.Path('/etc/passwd').read_bytes()",
    "list": "os.listdir('/etc')",
    "create": "pathlib.Path({!r}, 'new').write_bytes(b'x')",
    "connect": "socket.create_connection(('127.0.0.1', 9))",
    "run": "subprocess.run(['/bin/true'])",
}


@pytest.mark.skipif(
    not landlockpy.supported(), reason="this system has nothing that keeps a process from files"
)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_files_network_and_programs_are_out_of_reach(attempt: str, tmp_path: Path) -> None:
    program = f"""
import pathlib, socket, subprocess
from webapp.confined.worker import serve
def reply(file):
    try:
        {ATTEMPTS[attempt].format(str(tmp_path))}
    except OSError as error:
        yield type(error).__name__.encode()
serve(reply)
"""

    assert a_worker(program).run(b"") == Reply(End.DONE, b"PermissionError")
    assert not [*tmp_path.iterdir()]
