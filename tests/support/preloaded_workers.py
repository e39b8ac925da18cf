"""The process from which workers are forked: it has loaded what each of them loads. See `forked_workers`.

It takes orders at the listening socket that is its first argument, one at a connection, and ends with its
standard input.
"""

import fcntl
import gc
import json
import os
import runpy
import selectors
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from tests.importing.sheets import SHEET, as_text
from tests.support.forked_workers import MAX_ORDER_BYTES, MAX_STREAMS, MODULES
from webapp.importing.find import find_fields
from webapp.importing.reading.any_format import read_document

HIGH = 500
"""File descriptors from here on are no worker's."""


def load() -> None:
    """Load what the workers need, but the workers' own modules: each process runs its own."""
    for name in MODULES:
        import_module(name)
        del sys.modules[name]
    import_module("webapp.printing.engine")
    find_fields(read_document(as_text(SHEET)))  # patterns of labels are compiled when a text has one of them
    gc.collect()
    gc.freeze()


def serve(listener: socket.socket) -> None:
    """Fork a worker for each connection; say there its number, and how it ended."""
    workers: dict[int, socket.socket] = {}
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with selectors.DefaultSelector() as selector:
        for each in (0, listener.fileno(), ended):
            selector.register(each, selectors.EVENT_READ)
        while True:
            for ready, _ in selector.select():
                if ready.fd == 0:
                    return
                if ready.fd == ended:
                    os.read(ended, 1_000)
                    _tell(workers)
                else:
                    _fork(listener, workers)


def _tell(workers: dict[int, socket.socket]) -> None:
    for process in list(workers):
        found, status = os.waitpid(process, os.WNOHANG)
        if found:
            with workers.pop(process) as connection:
                _send(connection, os.waitstatus_to_exitcode(status))


def _fork(listener: socket.socket, workers: dict[int, socket.socket]) -> None:
    connection, _ = listener.accept()
    order, streams, _, _ = socket.recv_fds(connection, MAX_ORDER_BYTES, MAX_STREAMS)
    process = os.fork() if order else 0
    if order and not process:
        _run(json.loads(order), streams)
    for stream in streams:
        os.close(stream)
    if process:
        workers[process] = connection
        _send(connection, process)


def _send(connection: socket.socket, number: int) -> None:
    with suppress(OSError):  # the process that ordered it has ended
        connection.send(str(number).encode())


def _run(order: dict[str, Any], streams: list[int]) -> NoReturn:
    """Run a module as `python -m` does, with these file descriptors and no other."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        above = [fcntl.fcntl(stream, fcntl.F_DUPFD, HIGH) for stream in streams]
        os.closerange(0, HIGH)
        for stream, place in zip(above, order["places"], strict=True):
            os.dup2(stream, place)
            os.close(stream)
        os.environ.clear()
        os.environ.update(order["environ"])
        os.chdir(order["folder"])
        Path("/proc/self/comm").write_text(order["name"], encoding="ascii")
        sys.argv = [order["module"], *order["arguments"]]
        runpy.run_module(order["module"], run_name="__main__", alter_sys=True)
        sys.stdout.flush()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        os._exit(status)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load()
    serve(socket.socket(fileno=int(sys.argv[1])))
