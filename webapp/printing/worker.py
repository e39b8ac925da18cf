"""The printing process: letters in, PDFs out, one at a time, until the web worker that started it ends.

`process` starts it; no module imports it. It is the only one of our processes that loads WeasyPrint. It runs
with low priority, limited memory and time, a minimal environment without our secrets, and no stdout and
stderr: what a letter might make a library write is discarded. `confinement` takes files and network from it.
"""

import fcntl
import gc
import logging
import os
import resource
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.confined.confinement import NO_MEMORY, OUT_OF_BOUNDS_STATUS, confine
from webapp.printing.fonts import font_folders
from webapp.printing.protocol import Message, MessageType, receive, send

if TYPE_CHECKING:
    from webapp.printing.engine import Engine

PANGO = (
    "Pango is missing ({}): on Debian and Ubuntu `apt-get install libpangoft2-1.0-0 libharfbuzz-subset0`, "
    "on macOS `brew install pango`"
)
SUBSETTER = (
    "HarfBuzz's subset library is missing: on Debian and Ubuntu `apt-get install libharfbuzz-subset0`, "
    "on macOS `brew install harfbuzz`"
)


class NotInstalled(Exception):
    """This machine lacks something that printing needs. The message names it and the remedy."""


def main() -> None:
    """Serve; never return. Arguments: parent pipe, the bounds as `process` lists them, style sheets."""
    parent_pipe, start_seconds, letter_seconds, cpu_seconds, memory, nice, *stylesheets = sys.argv[1:]
    _drop_privileges(int(parent_pipe), int(memory), int(nice))
    link = socket.socket(fileno=0)
    try:
        # The default action of both signals ends the process even while it is in a library's code.
        signal.setitimer(signal.ITIMER_REAL, float(start_seconds))
        gc.disable()  # what is loaded stays: the engine has it collected once, and frozen
        engine = _load_engine([Path(path) for path in stylesheets])
        gc.enable()
        logging.getLogger("weasyprint").addHandler(_LogForwarder(link))
        missing = confine(font_folders())
        send(link, MessageType.READY, "; ".join(missing).encode())
        while True:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_PROF, 0)
            request = receive(link)
            signal.setitimer(signal.ITIMER_REAL, float(letter_seconds))
            signal.setitimer(signal.ITIMER_PROF, float(cpu_seconds))
            begun = time.process_time()
            reply = _print(engine, request)
            send(link, MessageType.USED, str(time.process_time() - begun).encode())
            send(link, reply.type, reply.body)
    except NotInstalled as error:
        send(link, MessageType.UNREADY, str(error).encode())
    except NO_MEMORY:
        os._exit(OUT_OF_BOUNDS_STATUS)
    except (EOFError, OSError):  # the web worker has ended
        pass
    os._exit(0)  # a normal exit of the interpreter crashes: it frees the fonts after the code that frees them


def _drop_privileges(parent_pipe: int, memory: int, nice: int) -> None:
    """Limit priority and memory, and make the kernel end this process with its web worker."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # A terminal and systemd send these to all processes at once. The current letter is still printed.
        signal.signal(number, signal.SIG_IGN)
    for number in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    os.nice(nice)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold a letter
    _, hard_limit = resource.getrlimit(resource.RLIMIT_DATA)
    memory = memory if hard_limit == resource.RLIM_INFINITY else min(memory, hard_limit)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    if sys.platform == "linux":
        # The kernel kills this process as soon as the other end of the parent pipe is closed, even if the
        # web worker was killed, and even if this process is stuck or stopped. Elsewhere the alarm ends it.
        fcntl.fcntl(parent_pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent_pipe, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(parent_pipe, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)


def _load_engine(stylesheets: list[Path]) -> "Engine":
    try:
        from webapp.printing import engine
    except OSError as error:
        raise NotInstalled(PANGO.format(error)) from None
    if not engine.has_subsetter():
        raise NotInstalled(SUBSETTER)
    try:
        return engine.Engine(stylesheets)
    except (*NO_MEMORY, EOFError):
        raise
    except Exception as error:
        raise NotInstalled(f"no trial letter could be printed: {type(error).__name__}, {error}") from None


def _print(engine: "Engine", request: Message) -> Message:
    from webapp.printing.engine import FetchBlocked, error_location

    html = request.body.decode("utf-8", "surrogatepass")
    try:
        if request.type is MessageType.PICTURE:
            return Message(MessageType.JPEG, engine.draw(html))
        return Message(MessageType.PDF, engine.print(html, photos=request.type is MessageType.SHEET))
    except FetchBlocked:
        return Message(MessageType.REFUSED, b"")
    except NO_MEMORY:
        raise
    except Exception as error:
        return Message(MessageType.BROKEN, error_location(error).encode())


class _LogForwarder(logging.Handler):
    """Sends what WeasyPrint logs to the web worker. `engine` has reduced it to places in its code."""

    def __init__(self, link: socket.socket) -> None:
        super().__init__(logging.WARNING)
        self._link = link

    def emit(self, record: logging.LogRecord) -> None:
        send(self._link, MessageType.NOTE, record.getMessage().encode())


if __name__ == "__main__":
    main()
