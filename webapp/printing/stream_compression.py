"""Compress the pages and fonts of a PDF (FlateDecode, ISO 32000-2, 7.4.4).

WeasyPrint compresses as much as zlib can: a twentieth of a print, for one byte in a hundred.
"""

import zlib
from typing import Any

LEVEL = 6
"""Of zlib, its own default."""
BEGIN, END = b"\nstream\n", b"\nendstream"
"""What is around the content of a stream (7.3.8.1)."""


def compress_streams(pdf: Any) -> None:
    """Compress what is to be compressed. The last `finisher` for WeasyPrint: contents are read no more."""
    from pydyf import Stream

    for item in pdf.objects:
        if isinstance(item, Stream) and item.compress:
            content = Stream(item.stream).data.partition(BEGIN)[2].removesuffix(END)
            item.stream, item.compress = [zlib.compress(content, LEVEL)], False
            item.extra["Filter"] = "/FlateDecode"
