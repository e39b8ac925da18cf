"""The reading process: one document on standard input, its findings as JSON on standard output.

`process` starts it; no module imports it. It has limited memory and time, no secrets in its environment, and,
before it sees the document, no network, no other programs and no files to write.
"""

import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from webapp.importing import label_table
from webapp.importing.document import UnreadableDocument
from webapp.importing.find import find_fields
from webapp.importing.process import OUT_OF_MEMORY_STATUS
from webapp.importing.reading.any_format import read_document
from webapp.printing.confinement import confine

CODE = Path(__file__).resolve().parents[1]


def main() -> None:
    """Read, reply and exit. Arguments: seconds of processor time, bytes of memory."""
    seconds, memory = map(int, sys.argv[1:])
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    label_table.tables()
    confine([CODE])
    try:
        findings = find_fields(read_document(sys.stdin.buffer.read()))
        reply: dict[str, object] = {"findings": asdict(findings)}
    except UnreadableDocument as error:
        reply = {"unreadable": str(error)}
    except MemoryError:
        os._exit(OUT_OF_MEMORY_STATUS)
    sys.stdout.buffer.write(json.dumps(reply, ensure_ascii=False).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
