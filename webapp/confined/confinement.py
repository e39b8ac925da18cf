"""What the kernel takes from a process before it sees a letter or a file: files, network, other programs.

A flaw in a library that they could exploit then reaches neither the signing key nor the database nor
another machine. Landlock (kernel 5.13 and newer) restricts files, seccomp system calls; both work for an
ordinary user and in containers. Where one is missing, the process works without it; the printer logs that.
"""

import errno
import os
import resource
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

CODE = Path(__file__).resolve().parents[1]
OUT_OF_BOUNDS_STATUS = 17
"""With which a process ends that needs more memory than it may have, or a worker whose file is too large."""
NO_MEMORY = (MemoryError, SystemError)
"""What Python raises where memory ends. From 3.13 on it is the second if a call finds none for its frame:
"error return without exception set"."""
FORBIDDEN_CALLS = (
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4",
    "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd",
    "pidfd_send_signal", "tkill", "mount", "umount2", "unshare", "setns", "bpf", "perf_event_open", "keyctl",
    "add_key", "io_uring_setup", "userfaultfd",
)  # fmt: skip
"""System calls that no worker needs. The messages of printing go over a socket that is open already."""


def confine(readable: Iterable[Path] = ()) -> list[str]:
    """Leave this process only what it needs, for good. Return what this system lacks for it, in words.

    It may read Python, its libraries, our code and `readable`. Everything must be loaded that needs more.
    """
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write fails instead of ending the process
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "linux":
        return [f"neither Landlock nor seccomp exists on {sys.platform}"]
    with suppress(ImportError, OSError, RuntimeError):  # `_restrict_calls` says so
        import pyseccomp  # noqa: F401  # it looks for its library by programs that cannot be run afterwards
    return [*_restrict_files(readable), *_restrict_calls()]


def _restrict_files(readable: Iterable[Path]) -> list[str]:
    from landlockpy import AccessFS, LandlockError, Ruleset, Scope

    try:
        with Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL) as ruleset:
            for path in {
                *map(Path, (sys.prefix, sys.base_prefix, "/usr", "/lib", "/lib64")),
                CODE,
                *readable,
            }:
                with suppress(FileNotFoundError, PermissionError):  # then nobody can read it, here neither
                    ruleset.allow_path(path, AccessFS.READ_FILE | AccessFS.READ_DIR)
            ruleset.restrict()
    except LandlockError as error:
        return [f"Landlock is missing ({_reason(error)}): it could read other files of this user"]
    return []


def _restrict_calls() -> list[str]:
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError) as error:
        return [f"libseccomp is missing ({error}): it could open connections"]
    try:
        calls = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        for name in FORBIDDEN_CALLS:
            try:
                calls.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
            except (OSError, ValueError):  # an older libseccomp, or another processor, does not know it
                continue
        for name in ("kill", "tgkill"):  # of others; `abort` sends one to the process itself
            calls.add_rule(pyseccomp.ERRNO(errno.EPERM), name, pyseccomp.Arg(0, pyseccomp.NE, os.getpid()))
        calls.load()
    except OSError as error:
        return [f"seccomp is missing ({_reason(error)}): it could open connections"]
    return []


def _reason(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else type(error).__name__
