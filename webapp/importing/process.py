"""Read a document in a process of its own: whatever a hostile file does to a library, it does it there."""

import json
from enum import EnumType
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from webapp.confined.process import ConfinedWorker, End
from webapp.domain.message_id import N_
from webapp.importing.document import UnreadableDocument
from webapp.importing.findings import Findings
from webapp.importing.reading.any_format import MAX_BYTES, TOO_LARGE

WORKER = ConfinedWorker(("-m", "webapp.importing.worker"), max_output=20_000_000)
"""The findings of the longest text that is read have some 8 MB, 16 in scripts of many bytes."""
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
    run = WORKER.run(content)
    if run.end is not End.DONE:
        raise UnreadableDocument(CRASHED if run.end is End.CRASHED else TOO_MUCH)
    try:
        reply = json.loads(run.output.decode("utf-8", "surrogatepass"))
        if "unreadable" in reply:
            raise UnreadableDocument(reply["unreadable"])
        return findings_from(reply["findings"])
    except (KeyError, RecursionError, TypeError, ValueError):
        raise UnreadableDocument(CRASHED) from None  # a hostile file may write the reply


def findings_from(data: dict[str, Any]) -> Findings:
    """Return findings from what `dataclasses.asdict` made of them; those kept earlier lack some fields.

    Raise `KeyError`, `TypeError` or `ValueError` for anything else.
    """
    findings: Findings = _made(Findings, data)
    return findings


def _made(kind: Any, data: Any) -> Any:
    if isinstance(kind, UnionType):  # `Box | None`, `str | tuple[str, ...]`
        kind = get_args(kind)[data is None or isinstance(data, list | tuple)]
    if get_origin(kind) is tuple and isinstance(data, list | tuple):
        return tuple(_made(get_args(kind)[0], each) for each in data)
    if isinstance(data, dict) and hasattr(kind, "__dataclass_fields__"):
        return kind(**{name: _made(_types(kind)[name], each) for name, each in data.items()})
    if isinstance(kind, EnumType):
        return kind(data)
    if not isinstance(data, (int, float) if kind is float else kind):
        raise TypeError(kind)
    return data


_types = cache(get_type_hints)
