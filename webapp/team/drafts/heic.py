"""Photographs of phones in HEIC (HEVC in ISO/IEC 23008-12), made into a JPEG in a process of its own.

Few browsers show HEIC, so no picture is kept in it. Its decoder, libheif, is large and in C++: whatever a
hostile file does to it, it does it where there is neither network nor secret. The desk itself never loads it.
"""

import signal
import subprocess
import sys
import threading
from pathlib import Path

from webapp.campaigns.pictures import MAX_PIXELS, Fault, UnusablePicture

COMMAND = (sys.executable, "-m", "webapp.team.drafts.heic_worker")
CHECKOUT = Path(__file__).resolve().parents[3]
BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""What a file names itself in its first box, bytes 8 to 12. The library cannot decode AVIF."""
MAX_CPU_SECONDS = 20
MAX_SECONDS = 60.0
"""Of the clock: the machine may be busy."""
WAIT_SECONDS = 30.0
"""How long one waits for the files of others."""
MAX_MEMORY = 700_000_000
"""Bytes of private memory, as RLIMIT_DATA counts them."""
TOO_LARGE_STATUS = 16
"""With which the process ends where the picture has too many pixels."""
OUT_OF_MEMORY_STATUS = 17
_OUT_OF_BOUNDS = (TOO_LARGE_STATUS, OUT_OF_MEMORY_STATUS, -signal.SIGKILL, -signal.SIGXCPU)


def is_heic(content: bytes) -> bool:
    """Tell whether a file says that it is HEIC."""
    return content[4:8] == b"ftyp" and content[8:12] in BRANDS


class DecoderBusy(Exception):
    """Others upload HEIC just now; try again."""


class HeicDecoder:
    """Decodes HEIC, one file at a time: each takes a processor for some seconds. Threads may share it."""

    def __init__(self, wait_seconds: float = WAIT_SECONDS) -> None:
        self._lock = threading.Lock()
        self._wait_seconds = wait_seconds

    def as_jpeg(self, content: bytes) -> bytes:
        """Return the picture of a HEIC file, its top above, without metadata.

        Raise `UnusablePicture` or `DecoderBusy`. The bytes come from a process that is not trusted: decode
        them as if somebody had uploaded them.
        """
        if not self._lock.acquire(timeout=self._wait_seconds):
            raise DecoderBusy
        try:
            return _decoded(content)
        finally:
            self._lock.release()


def _decoded(content: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # our own module, by our own Python
            [*COMMAND, str(MAX_CPU_SECONDS), str(MAX_MEMORY), str(MAX_PIXELS)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_SECONDS,
            cwd=CHECKOUT,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnusablePicture(Fault.MANY_PIXELS) from None
    if done.returncode:
        is_too_large = done.returncode in _OUT_OF_BOUNDS
        raise UnusablePicture(Fault.MANY_PIXELS if is_too_large else Fault.DAMAGED)
    return done.stdout
