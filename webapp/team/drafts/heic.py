"""Photographs of phones in HEIC (HEVC in ISO/IEC 23008-12), made into a JPEG in a process of its own.

Few browsers show HEIC, so no picture is kept in it. Its decoder, libheif, is large and in C++: whatever a
hostile file does to it, it does it where there is neither network nor secret. The desk itself never loads it.
"""

import threading

from webapp.campaigns.pictures import Fault, UnusablePicture
from webapp.campaigns.source_files import MAX_PICTURE_BYTES
from webapp.confined.process import ConfinedWorker, End

WORKER = ConfinedWorker(("-m", "webapp.team.drafts.heic_worker"), max_output=MAX_PICTURE_BYTES)
BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""What a file names itself in its first box, bytes 8 to 12. The library cannot decode AVIF."""
WAIT_SECONDS = 30.0
"""How long one waits for the files of others."""
_FAULTS = {
    End.OUT_OF_TIME: Fault.MANY_PIXELS,
    End.OUT_OF_BOUNDS: Fault.MANY_PIXELS,
    End.TOO_MUCH_OUTPUT: Fault.MANY_BYTES,
    End.CRASHED: Fault.DAMAGED,
}


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
            reply = WORKER.run(content)
        finally:
            self._lock.release()
        if fault := _FAULTS.get(reply.end):
            raise UnusablePicture(fault)
        return reply.output
