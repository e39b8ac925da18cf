"""What programs can ask the desk for, described in OpenAPI 3.1.1 (https://spec.openapis.org/oas/v3.1.1).

It names no campaign and nobody: it is the same for all. tests/desk/test_api.py holds answers to it.
"""

from webapp.actions.breakdown import Source
from webapp.desk.api.numbers import OF_ALL, OF_ONE
from webapp.domain.channel import Channel
from webapp.domain.stage import Stage
from webapp.team.api_tokens.tokens import Scope

Json = dict[str, object]

VERSION = "1.0"
"""Version of the described addresses. The first number rises when something is taken away."""
ABOUT = (
    "What the team of an Urgent Appeal site lets other systems of its organisation read: campaigns, their "
    "publications, and letters and calls, added up. Read-only; nothing of a supporter is in it."
)
COUNT: Json = {"type": "integer", "minimum": 0}
TEXT: Json = {"type": "string"}
DAY: Json = {"type": "string", "format": "date"}
MOMENT: Json = {"type": "string", "format": "date-time"}
TAGS: Json = {"type": "array", "items": TEXT, "description": "language tags (BCP 47)"}
SLUG: Json = {
    "type": "string",
    "description": "a campaign's short name",
    "pattern": "^[a-z0-9][a-z0-9-]{0,63}$",
}


def document() -> Json:
    """Return the whole description."""
    slug = _parameter("slug", "path", SLUG)
    see = [Scope.CAMPAIGNS, Scope.DRAFTS]
    paths: Json = {
        "/api/v1/openapi.json": {
            "get": {
                "operationId": "api.description",
                "summary": "This description",
                "security": [],
                "responses": {
                    "200": {"description": "OpenAPI", "content": {"application/json": {}}},
                },
            }
        },
        "/api/v1/campaigns": _get("api.campaigns", "Campaigns", "Campaigns", see, []),
        "/api/v1/campaigns/{slug}": _get("api.campaign", "One campaign", "Campaign", see, [slug]),
        "/api/v1/campaigns/{slug}/publications": _get(
            "api.publications", "What changed for the public, newest first", "Publications", see, [slug]
        ),
        "/api/v1/campaigns/{slug}/numbers": _get(
            "api.numbers",
            "Letters and calls of one campaign",
            "Numbers",
            [Scope.NUMBERS],
            [slug, *_query([each.value for each in OF_ONE])],
        ),
        "/api/v1/numbers": _get(
            "api.all_numbers",
            "Letters and calls of all campaigns that the token reads",
            "Numbers",
            [Scope.NUMBERS],
            _query([each.value for each in OF_ALL]),
        ),
    }
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Urgent Appeal: the desk",
            "version": VERSION,
            "description": ABOUT,
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "made by a coordinator under “Connections”; begins with uad_",
                }
            },
            "schemas": {
                "Campaigns": _object({"campaigns": {"type": "array", "items": _ref("Campaign")}}),
                "Campaign": _campaign(),
                "Draft": _draft(),
                "Publications": _publications(),
                "Numbers": _numbers(),
                "Problem": _problem(),
            },
        },
    }


def _get(name: str, summary: str, schema: str, scopes: list[Scope], parameters: list[Json]) -> Json:
    responses: Json = {
        "200": {"description": summary, "content": {"application/json": {"schema": _ref(schema)}}},
        "401": _refusal("no token, or one that does not work", "WWW-Authenticate", TEXT),
        "403": _refusal("the token has not the scope", "WWW-Authenticate", TEXT),
        "429": _refusal("too many requests of this token", "Retry-After", COUNT),
        "503": _refusal("a database cannot be reached", "Retry-After", COUNT),
    }
    names = {parameter["name"] for parameter in parameters}
    if "slug" in names:
        responses["404"] = _refusal("nothing that this token may read")
    if "by" in names:
        responses["422"] = _refusal("a parameter that cannot be used: the detail says which")
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "description": f"Needs the scope {' or '.join(scopes)}.",
            "parameters": parameters,
            "responses": dict(sorted(responses.items())),
        }
    }


def _query(dimensions: list[str]) -> list[Json]:
    by: Json = {"type": "array", "items": {"type": "string", "enum": dimensions}, "maxItems": 4}
    by |= {"uniqueItems": True}
    listed = _parameter("by", "query", by) | {"style": "form", "explode": False}
    return [listed, _parameter("since", "query", DAY), _parameter("until", "query", DAY)]


def _parameter(name: str, place: str, schema: Json) -> Json:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _refusal(what: str, header: str = "", schema: Json | None = None) -> Json:
    found: Json = {
        "description": what,
        "content": {"application/problem+json": {"schema": _ref("Problem")}},
    }
    return found | ({"headers": {header: {"required": True, "schema": schema}}} if header else {})


def _ref(schema: str) -> Json:
    return {"$ref": f"#/components/schemas/{schema}"}


def _campaign() -> Json:
    required: Json = {
        "campaign": SLUG,
        "name": TEXT | {"description": "whom it is about"},
        "name_language": TEXT,
        "reference": TEXT | {"description": 'the number of the urgent action, or ""'},
        "stage": {"type": "string", "enum": [each.value for each in Stage]},
        "deadline": {"type": ["string", "null"], "format": "date"},
        "page_languages": TAGS,
        "letter_languages": TAGS,
        "addresses": {
            "type": "object",
            "additionalProperties": {"type": "string", "format": "uri"},
            "description": "the page, by language",
        },
    }
    draft: Json = {"oneOf": [_ref("Draft"), {"type": "null"}]}
    return _object(required, draft=draft | {"description": "with the scope drafts:read; null for a folder"})


def _draft() -> Json:
    language = {"language": TEXT, "words_to_translate": COUNT, "words_to_review": COUNT}
    return _object(
        {
            "version": COUNT,
            "saved": MOMENT,
            "is_unpublished": {"type": "boolean", "description": "it differs from what the public sees"},
            "scheduled": {"type": ["string", "null"], "format": "date-time"},
            "languages": {"type": "array", "items": _object(dict(language))},
        }
    )


def _publications() -> Json:
    what: Json = {
        "type": "string",
        "enum": ["published", "corrected", "closed", "reopened", "withdrawn"],
    }
    each = _object({"serial": COUNT, "at": MOMENT, "what": what})
    return _object({"campaign": SLUG, "publications": {"type": "array", "items": each}})


def _numbers() -> Json:
    day: Json = {"type": ["string", "null"], "format": "date"}
    row = _object(
        {"number": {"type": "integer", "description": "below zero only where the source is taken_off"}},
        campaign=SLUG,
        day=DAY,
        week=TEXT,
        month=TEXT,
        channel={"type": "string", "enum": [each.value for each in Channel]},
        language=TEXT,
        target=TEXT,
        partner=TEXT,
        late={"type": "boolean"},
        source={"type": "string", "enum": [each.value for each in Source]},
    )
    return _object(
        {
            "by": {"type": "array", "items": TEXT},
            "since": day,
            "until": day,
            "total": {"type": "integer"},
            "rows": {"type": "array", "items": row, "description": "empty without `by`"},
        },
        campaign=SLUG,
    )


def _problem() -> Json:
    return _object({"type": TEXT, "title": TEXT, "status": COUNT, "detail": TEXT})


def _object(required: Json, **optional: object) -> Json:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }
