"""A view: the app's addresses described for programs (OpenAPI 3.1.1, https://spec.openapis.org/oas/v3.1.1).

The same for every campaign and every visitor; which campaigns, targets and partners there are is not in it.
"""

import json

from webapp.domain.language import Language
from webapp.web.api.openapi_operations import paths
from webapp.web.api.openapi_values import Json, ref, schemas, theme_tokens
from webapp.web.http.prebuilt_response import PrebuiltResponse

MAX_AGE = 3600
"""Seconds."""
VERSION = "1.0"
"""Of the addresses, not of the app: the first number rises when what worked before does no more."""
ABOUT = """\
Letter writing for human rights: campaigns, letters, reports of what was sent, and how many there are.

The count and oEmbed are for every site. The forms are those of the pages; they take what a browser without
JavaScript sends, and refuse what another site's page sends. Nothing that is posted is stored but the report
of an action, which says nothing about who made it."""


def description(languages: tuple[Language, ...]) -> PrebuiltResponse:
    """Write the document once, with the page languages that are offered."""
    written = json.dumps(document(tuple(one.tag for one in languages)), ensure_ascii=False, indent=1)
    return PrebuiltResponse("/api/openapi.json", "application/json", written.encode(), MAX_AGE)


def document(tags: tuple[str, ...]) -> Json:
    """Give the whole description."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Urgent Appeal",
            "version": VERSION,
            "description": ABOUT,
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "paths": paths(),
        "components": {"schemas": schemas(tags), "parameters": _parameters(), "headers": _headers()},
    }


def _parameters() -> Json:
    pixels: Json = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    targets: Json = {"type": "array", "items": ref("schemas", "Target")}
    return {
        "lang": _parameter("lang", "path", ref("schemas", "PageLanguage")),
        "slug": _parameter("slug", "path", ref("schemas", "Slug")),
        "partner": _parameter("partner", "path", ref("schemas", "PartnerId")),
        "partner-of-visit": _parameter("partner", "query", ref("schemas", "PartnerId")),
        "letter": _parameter("letter", "query", ref("schemas", "LetterLanguage")),
        "to": _parameter("to", "query", targets),
        "channel": _parameter("channel", "query", ref("schemas", "Channel")),
        "language": _parameter("language", "query", ref("schemas", "PageLanguage")),
        "HX-Request": _parameter("HX-Request", "header", {"type": "string", "enum": ["true"]}),
        "url": _parameter("url", "query", ref("schemas", "Link")) | {"required": True},
        "maxwidth": _parameter("maxwidth", "query", pixels),
        "maxheight": _parameter("maxheight", "query", pixels),
        "format": _parameter("format", "query", {"type": "string", "enum": ["json", "xml"]}),
        **{name: _parameter(name, "query", shape) for name, shape in theme_tokens().items()},
    }


def _parameter(name: str, place: str, schema: Json) -> Json:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _headers() -> Json:
    seconds: Json = {"type": "integer", "minimum": 1}
    return {
        "Location": {"required": True, "schema": {"type": "string"}},
        "Retry-After": {"required": True, "description": "seconds", "schema": seconds},
    }
