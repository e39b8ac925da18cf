"""Documents read within the process of the tests: with the same outcome, without a process that starts."""

import json
from dataclasses import asdict
from functools import cache

from webapp.importing.find import find_fields
from webapp.importing.findings import Findings
from webapp.importing.process import findings_from
from webapp.importing.reading.any_format import read_document


@cache
def find_here(content: bytes) -> Findings:
    """Do what `process.import_document` does; each document is read once. Nothing in findings can change."""
    findings = json.dumps(asdict(find_fields(read_document(content))), ensure_ascii=False)
    return findings_from(json.loads(findings))
