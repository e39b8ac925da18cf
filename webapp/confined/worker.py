"""What each worker does that reads a file nobody trusts; `process` starts it.

It has limited memory and time, and no secrets in its environment. Before it sees the file, it gives up
network, other programs and files to write, as far as the system can take them: see `confinement`. What is
lacking for that, `appeal doctor` says.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable

from webapp.confined.confinement import NO_MEMORY, OUT_OF_BOUNDS_STATUS, confine


class TooLarge(Exception):
    """The file needs more than a worker may have."""


def serve(reply: Callable[[bytes], Iterable[bytes]]) -> None:
    """Write the parts of the reply to the file on standard input. All that it needs is loaded already.

    Arguments of the process: seconds of processor time, bytes of memory.
    """
    seconds, memory = map(int, sys.argv[1:])
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # SIGXCPU, then SIGKILL
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    confine()
    try:
        for part in reply(sys.stdin.buffer.read()):
            sys.stdout.buffer.write(part)
            sys.stdout.buffer.flush()
    except (*NO_MEMORY, TooLarge):
        os._exit(OUT_OF_BOUNDS_STATUS)
