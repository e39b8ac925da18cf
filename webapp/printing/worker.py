"""The printing process: letters in, PDFs out, one at a time, until the web worker that started it is gone.

`pdf_process` starts it; nothing imports it. It is the only one of our processes that loads WeasyPrint. It
has little of the machine: a low priority, so much memory and so many seconds a letter, no secret of ours
in its environment, and no word to say but frames: what a letter might make a library write goes nowhere.
"""

import fcntl
import logging
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.printing.protocol import Message, MessageType, receive, send

if TYPE_CHECKING:
    from webapp.printing.engine import Engine

NICE = 10
"""Below the web workers: a page that waits for a processor comes before a letter."""

OUT_OF_MEMORY = 17
"""The exit status of a process that had none left."""

PANGO = (
    "Pango is missing ({}): on Debian and Ubuntu `apt-get install libpangoft2-1.0-0 libharfbuzz-subset0`, "
    "on macOS `brew install pango`"
)
SUBSETTER = (
    "HarfBuzz's subset library is missing: on Debian and Ubuntu `apt-get install libharfbuzz-subset0`, "
    "on macOS `brew install harfbuzz`"
)


class NotInstalled(Exception):
    """Something that printing needs is not on this machine; says what, and the remedy."""


def main() -> None:
    """Serve; never return. Arguments: lifeline, seconds to start, seconds a letter, bytes, style sheets."""
    parent_pipe, starting, printing, memory, *sheets = sys.argv[1:]
    _drop_privileges(int(parent_pipe), int(memory))
    link = socket.socket(fileno=0)
    try:
        # The default action of SIGALRM ends the process even while it is in a library's code.
        signal.setitimer(signal.ITIMER_REAL, float(starting))
        engine = _engine([Path(sheet) for sheet in sheets])
        logging.getLogger("weasyprint").addHandler(_Notes(link))
        send(link, MessageType.READY)
        while True:
            signal.setitimer(signal.ITIMER_REAL, 0)
            html = receive(link).body.decode("utf-8", "surrogatepass")
            signal.setitimer(signal.ITIMER_REAL, float(printing))
            answer = _print(engine, html)
            send(link, answer.kind, answer.body)
    except NotInstalled as why:
        send(link, MessageType.UNREADY, str(why).encode())
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, OSError):  # the web worker is gone
        pass
    os._exit(0)  # left to the interpreter's end, the fonts are freed after the code that frees them: a crash


def _drop_privileges(parent_pipe: int, memory: int) -> None:
    """Leave the machine to the web workers, and end with the one that started this process."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # A terminal and systemd send these to all processes at once: the letter in hand is still printed.
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold a letter
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    memory = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    if sys.platform == "linux":
        # The kernel kills this process as soon as the lifeline's other end is closed, by a web worker that
        # was killed too, and while this one is stuck or stopped. Elsewhere the alarm ends it later.
        fcntl.fcntl(parent_pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent_pipe, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(parent_pipe, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)


def _engine(sheets: list[Path]) -> "Engine":
    try:
        from webapp.printing import engine
    except OSError as error:
        raise NotInstalled(PANGO.format(error)) from None
    if not engine.has_subsetter():
        raise NotInstalled(SUBSETTER)
    try:
        return engine.Engine(sheets)
    except (MemoryError, EOFError):
        raise
    except Exception as error:
        raise NotInstalled(f"no trial letter could be printed: {type(error).__name__}, {error}") from None


def _print(engine: "Engine", html: str) -> Message:
    from webapp.printing.engine import FetchBlocked, error_location

    try:
        return Message(MessageType.PDF, engine.print(html))
    except FetchBlocked:
        return Message(MessageType.REFUSED, b"")
    except MemoryError:
        raise
    except Exception as error:
        return Message(MessageType.BROKEN, error_location(error).encode())


class _Notes(logging.Handler):
    """Hands on what WeasyPrint logs: `pdf_engine` has cut it to places in its code."""

    def __init__(self, link: socket.socket) -> None:
        super().__init__(logging.WARNING)
        self._link = link

    def emit(self, record: logging.LogRecord) -> None:
        send(self._link, MessageType.NOTE, record.getMessage().encode())


if __name__ == "__main__":
    main()
