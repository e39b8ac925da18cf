"""Read a document in a process of its own: whatever a hostile file does to a library, it does it there."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from webapp.domain.message_id import N_
from webapp.importing.document import (
    Box,
    Document,
    Format,
    LeftOut,
    Link,
    Passage,
    PrintedLine,
    Role,
    UnreadableDocument,
)
from webapp.importing.findings import Certainty, Field, Findings, Flag, Span
from webapp.importing.reading.any_format import MAX_BYTES, TOO_LARGE

COMMAND = (sys.executable, "-m", "webapp.importing.worker")
CHECKOUT = Path(__file__).resolve().parents[2]
MAX_CPU_SECONDS = 20
MAX_SECONDS = 60.0
"""Of the clock: the machine may be busy."""
MAX_MEMORY = 700_000_000
"""Bytes of private memory, as RLIMIT_DATA counts them."""
OUT_OF_MEMORY_STATUS = 17
"""With which the reading process ends where it may have no more memory."""
_OUT_OF_BOUNDS = (OUT_OF_MEMORY_STATUS, -signal.SIGKILL, -signal.SIGXCPU)
TOO_MUCH = N_(
    "The document takes too long to be read, or too much memory. Copy its text, and choose a file with that."
)
CRASHED = N_(
    "The document cannot be read: the program that reads it has failed. Save it in another format, such as "
    ".docx or plain text, and choose that file."
)


def import_document(content: bytes) -> Findings:
    """Read a document and find its fields. Raise `UnreadableDocument`, with a sentence for a campaigner."""
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(TOO_LARGE)
    try:
        done = subprocess.run(  # noqa: S603  # our own module, by our own Python
            [*COMMAND, str(MAX_CPU_SECONDS), str(MAX_MEMORY)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_SECONDS,
            cwd=CHECKOUT,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableDocument(TOO_MUCH) from None
    if done.returncode:
        raise UnreadableDocument(TOO_MUCH if done.returncode in _OUT_OF_BOUNDS else CRASHED)
    reply = json.loads(done.stdout.decode("utf-8", "surrogatepass"))
    if "unreadable" in reply:
        raise UnreadableDocument(reply["unreadable"])
    return findings_from(reply["findings"])


def findings_from(data: dict[str, Any]) -> Findings:
    """Return findings from what `dataclasses.asdict` made of them."""
    document = data["document"]
    return Findings(
        document=Document(
            Format(document["format"]),
            tuple(map(_passage, document["passages"])),
            document["pages"],
            tuple(
                LeftOut(**each) for each in document.get("left_out", ())
            ),  # findings kept earlier have none
        ),
        language=data["language"],
        fields=tuple(
            Field(each["name"], _value(each["value"]), _spans(each["source"]), Certainty(each["certainty"]))
            for each in data["fields"]
        ),
        labels=_spans(data["labels"]),
        flags=tuple(
            Flag(each["code"], each["detail"], _spans(each["source"]), each["field"])
            for each in data["flags"]
        ),
    )


def _passage(data: dict[str, Any]) -> Passage:
    return Passage(
        data["text"],
        data["page"],
        Role(data["role"]),
        data["group"],
        tuple(Link(**link) for link in data["links"]),
        Box(**data["box"]) if data["box"] else None,
        tuple(
            PrintedLine(line["start"], Box(**line["box"])) for line in data.get("lines", ())
        ),  # findings kept earlier have none
    )


def _spans(data: list[dict[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(**span) for span in data)


def _value(value: str | list[str]) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(value)
