"""The rows of a document in the desk's database."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from webapp.importing.findings import Findings, Span
from webapp.importing.page_pictures import pages_to_draw
from webapp.importing.process import findings_from
from webapp.team.documents.source_document import Placing, SourceDocument, Whose
from webapp.team.tables import document_pages, documents


def delete_document(connection: sa.Connection, slug: str) -> bool:
    """Delete the document of a campaign; return whether there was one."""
    connection.execute(sa.delete(document_pages).where(document_pages.c.slug == slug))
    return connection.execute(sa.delete(documents).where(documents.c.slug == slug)).rowcount > 0


def as_source_document(row: sa.Row[Any], drawn: Mapping[int, bool]) -> SourceDocument:
    """Return the document of a row. `drawn`: for each page that is settled, whether it has a picture."""
    findings = findings_from(json.loads(row.findings))
    pages = pages_to_draw(findings.document)
    return SourceDocument(
        row.slug,
        row.name,
        findings,
        read_placing(row.placing),
        Whose(row.whose),
        row.publisher,
        datetime.fromtimestamp(row.at, UTC),
        frozenset(page for page in range(1, pages + 1) if drawn.get(page, True)),
    )


def written_findings(findings: Findings) -> str:
    """Return findings as JSON. It is ASCII: PostgreSQL takes no text with U+0000."""
    return json.dumps(asdict(findings))


def written_placing(placing: Placing) -> str:
    """Return a placing as JSON."""
    spans = {_key(span): place for span, place in placing.spans.items()}
    return json.dumps({"fields": {**placing.fields}, "spans": spans})


def read_placing(text: str) -> Placing:
    """Return the placing of a row."""
    data: Mapping[str, Mapping[str, str]] = json.loads(text)
    return Placing(data["fields"], {_span(key): place for key, place in data["spans"].items()})


def _key(span: Span) -> str:
    return f"{span.passage}-{span.start}-{span.end}"


def _span(key: str) -> Span:
    return Span(*map(int, key.split("-")))
