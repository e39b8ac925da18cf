"""What programs can ask this site for, described in OpenAPI 3.1.1 (https://spec.openapis.org/oas/v3.1.1).

Forms are not in it: they are for people, and refuse posts from elsewhere. No campaign, target or partner is
named: it is the same for all. tests/support/route_table.py describes every route.
"""

import json
from functools import cache

from webapp.domain.channel import Channel
from webapp.web.http.prebuilt_response import PrebuiltResponse

Json = dict[str, object]

MAX_AGE = 3600
"""Seconds."""
VERSION = "2.2"
"""Version of the described addresses, not of the app. The first number rises when something is taken away."""
ABOUT = (
    "Letter writing for human rights: how many letters were reported, how another site shows a campaign, and "
    "whether the server works. The counts and oEmbed are for every site."
)
COUNT: Json = {"type": "integer", "minimum": 0}
PIXELS: Json = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
PARTNER_ID: Json = {"type": "string", "description": "a partner's id", "pattern": "^[a-z0-9][a-z0-9-]{0,39}$"}
SLUG: Json = {
    "type": "string",
    "description": "a campaign's folder name",
    "pattern": "^[a-z][a-z0-9-]{0,59}$",
}


@cache  # the tests create many apps
def description(prefix: str = "") -> PrebuiltResponse:
    """Return the document at its address. `prefix` is the path below which the site stands."""
    servers: Json = {"servers": [{"url": prefix}]} if prefix else {}
    body = json.dumps(document() | servers, ensure_ascii=False, indent=1).encode()
    return PrebuiltResponse("/api/openapi.json", "application/json", body, MAX_AGE)


def document() -> Json:
    """Return the whole description."""
    counts = {
        200: _json("the count", "Count"),
        301: {"description": "the campaign was renamed", "content": {"text/html": {}}} | _location(),
        404: _json("no such campaign or partner", "Error"),
        503: _json("the database cannot be read now", "Error") | _retry_after(),
    }
    slug, partner = _parameter("slug", "path", SLUG), _parameter("partner", "path", PARTNER_ID)
    oembed = [
        _parameter("url", "query", {"type": "string", "format": "uri", "maxLength": 2_000}, required=True),
        _parameter("maxwidth", "query", PIXELS),
        _parameter("maxheight", "query", PIXELS),
        _parameter("format", "query", {"type": "string", "enum": ["json", "xml"]}),
    ]
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Urgent Appeal",
            "version": VERSION,
            "description": ABOUT,
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "paths": {
            "/api/campaigns/{slug}/count": _get("counts.count_json", "The count", counts, [slug]),
            "/api/campaigns/{slug}/partners/{partner}/count": _get(
                "counts.partner_json", "A partner's share of the count", counts, [slug, partner]
            ),
            "/oembed": _get(
                "oembed.answer",
                "How another site shows a link to a page (oEmbed 1.0)",
                {
                    200: _json("how to show it", "OEmbed", **{"text/xml": {}}),
                    400: _text("a parameter is missing or wrong"),
                    401: _text("the campaign is not for other sites' pages"),
                    404: _text("the url names no campaign of this site"),
                    501: _text("the format is neither json nor xml"),
                },
                oembed,
            ),
            "/healthz": _get("health.alive", "Alive", {200: _text("the process answers")}),
            "/readyz": _get(
                "health.ready",
                "Able to show a campaign and to record an action",
                {200: _text("ready"), 503: _text("not ready: the reason") | _retry_after()},
            ),
        },
        "components": {"schemas": {"Count": _count(), "Error": _error(), "OEmbed": _oembed()}},
    }


def _get(name: str, summary: str, responses: dict[int, Json], parameters: list[Json] | None = None) -> Json:
    operation = {"operationId": name, "summary": summary, "parameters": parameters or []}
    return {"get": operation | {"responses": {str(status): each for status, each in responses.items()}}}


def _parameter(name: str, place: str, schema: Json, *, required: bool = False) -> Json:
    return {"name": name, "in": place, "required": required or place == "path", "schema": schema}


def _json(what: str, schema: str, **others: Json) -> Json:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": what, "content": content | others}


def _text(what: str) -> Json:
    return {"description": what, "content": {"text/plain": {}}}


def _retry_after() -> Json:
    seconds: Json = {"type": "integer", "minimum": 1}
    return {"headers": {"Retry-After": {"required": True, "description": "seconds", "schema": seconds}}}


def _location() -> Json:
    return {"headers": {"Location": {"required": True, "schema": {"type": "string"}}}}


def _count() -> Json:
    required: Json = {
        "campaign": SLUG,
        "total": COUNT
        | {"description": "all actions, reported by supporters or counted by the campaign team"},
        "late": COUNT | {"description": "those of them after the deadline"},
        "entered": COUNT
        | {
            "description": "those that the campaign team has counted itself, such as letters on paper; "
            "none of them is a partner's"
        },
        "channels": {
            "type": "object",
            "propertyNames": {"type": "string", "enum": [str(channel) for channel in Channel]},
            "additionalProperties": COUNT,
        },
    }
    whose = PARTNER_ID | {"description": "whose share it is; absent in the whole count"}
    of_the_case = COUNT | {
        "description": "the total together with the campaigns that this one continues and that continue it; "
        "absent where there are none"
    }
    return _object(required, partner=whose, of_the_case=of_the_case)


def _error() -> Json:
    return _object({"error": {"type": "string"}})


def _oembed() -> Json:
    text: Json = {"type": "string"}
    number: Json = {"type": "integer", "minimum": 1}
    return _object(
        {
            "type": {"const": "rich"},
            "version": {"const": "1.0"},
            "title": text,
            "provider_name": text,
            "provider_url": {"type": "string", "format": "uri"},
            "cache_age": number,
            "width": number,
            "height": number,
            "html": text,
        },
        thumbnail_url={"type": "string", "format": "uri", "description": "a photo; absent without one"},
        thumbnail_width=number,
        thumbnail_height=number,
    )


def _object(required: Json, **optional: object) -> Json:
    properties = required | optional
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
