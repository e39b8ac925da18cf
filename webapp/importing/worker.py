"""The reading process: one document on standard input, its findings as JSON on standard output.

`process` starts it; no module imports it.
"""

import json
from dataclasses import asdict

from webapp.confined.worker import serve
from webapp.importing import label_table
from webapp.importing.document import UnreadableDocument
from webapp.importing.find import find_fields
from webapp.importing.reading.any_format import read_document


def reply(content: bytes) -> list[bytes]:
    """Return the findings, or the sentence that refuses the document."""
    try:
        findings: dict[str, object] = {"findings": asdict(find_fields(read_document(content)))}
    except UnreadableDocument as error:
        findings = {"unreadable": str(error)}
    return [json.dumps(findings, ensure_ascii=False).encode("utf-8", "surrogatepass")]


if __name__ == "__main__":
    label_table.tables()
    serve(reply)
