"""Schemas of what the app's routes take and return, made from the bounds that the code itself keeps.

JSON Schema 2020-12, as OpenAPI 3.1.1 takes it. A longer text or another choice is answered with 422 and
stands on the page again; so these are the bounds of what succeeds.
"""

from enum import StrEnum

from webapp.domain import text
from webapp.domain.action import MAX_ACTIONS_PER_REPORT
from webapp.domain.channel import Channel
from webapp.domain.signal import SignalKind
from webapp.domain.stationery import Envelope, Paper, Window
from webapp.web.campaign import theme
from webapp.web.letter.form import MAX_DATE_CHARS

Json = dict[str, object]

LONGEST_LINK = 2_000
"""Characters; see embed/oembed. The server reads a line of 2,048 letters: a longer address gets 414."""
LONGEST_TOKEN = 105
"""Characters; see actions/tokens."""
SLUG = "^[a-z][a-z0-9-]{0,59}$"
PARTNER = "^[a-z0-9][a-z0-9-]{0,39}$"
TARGET = "[a-z][a-z0-9-]{0,39}"


def ref(kind: str, name: str) -> Json:
    """Point to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def schemas(tags: tuple[str, ...]) -> Json:
    """Return all schemas; `tags` are the page languages that are offered."""
    return {
        "PageLanguage": {"type": "string", "enum": list(tags)},
        "LetterLanguage": {
            "type": "string",
            "description": "BCP 47; one in which the campaign offers its letter",
            "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
            "maxLength": 35,
        },
        "Slug": {"type": "string", "description": "a campaign's folder name", "pattern": SLUG},
        "Target": {"type": "string", "description": "a target's id", "pattern": f"^{TARGET}$"},
        "PartnerId": {"type": "string", "description": "a partner's id", "pattern": PARTNER},
        "Token": {
            "type": "string",
            "description": "from the reporting form; good for one report, from two seconds to two days",
            "maxLength": LONGEST_TOKEN,
        },
        "Country": {
            "type": "string",
            "description": "ISO 3166-1 alpha-2: the supporter's, or empty",
            "pattern": "^([A-Z]{2})?$",
        },
        "Link": {"type": "string", "format": "uri", "maxLength": LONGEST_LINK},
        "Channel": _choice(Channel),
        "Draft": _draft(),
        "Report": _report(),
        "Signal": _object(
            {
                "token": ref("schemas", "Token"),
                "kind": _choice(SignalKind),
                "target": ref("schemas", "Target"),
            }
        ),
        "Undo": {"type": "object", "properties": {"token": ref("schemas", "Token")}, "required": ["token"]},
        "Count": _count(),
        "Error": _object({"error": {"type": "string"}}),
        "OEmbed": _oembed(),
    }


def theme_tokens() -> dict[str, Json]:
    """Return the schemas of a theme's tokens, by name."""
    colour: Json = {
        "type": "string",
        "pattern": "^[0-9a-fA-F]{6}$",
        "description": "without #; one that is hard to read is left out",
    }
    shapes: dict[str, Json] = {
        "scheme": {"type": "string", "enum": list(theme.SCHEMES)},
        "accent": colour,
        "accent-dark": colour,
        "corners": {"type": "integer", "minimum": 0, "maximum": 16},
        "face": {"type": "string", "enum": ["sans"]},
    }
    return {name: shapes[name] for name in theme.names()}


def _draft() -> Json:
    tag, target, line = ref("schemas", "LetterLanguage"), ref("schemas", "Target"), _text(text.MAX_LINE_CHARS)
    long, card = _text(text.MAX_TEXT_CHARS), _text(text.MAX_CARD_CHARS)
    button: Json = {"type": "string", "description": "a button: any value presses it"}
    return {
        "type": "object",
        "description": "A field that is left out takes the suggestion's place; unknown ones are ignored.",
        "properties": {
            "letter": tag,
            "to": {"type": "array", "items": target, "minItems": 1},
            "text": long,
            "closing": line,
            "introduction": _text(text.MAX_INTRODUCTION_CHARS),
            "sender_name": line,
            "sender_address": _text(text.MAX_ADDRESS_LINES * (text.MAX_LINE_CHARS + 2)),
            "card": card,
            "date": _text(MAX_DATE_CHARS),
            "paper": _choice(Paper),
            "window": _choice(Window),
            "envelope": _choice(Envelope),
            "evening": {"type": "string", "pattern": "^[0-9]{1,2}$"},
            "both_sides": {"type": "string", "enum": ["1"]},
            "posted_in": ref("schemas", "Country"),
            "was_in": ref("schemas", "Country") | {"description": "the country when the page was made"},
            "was": tag | {"description": "the letter's language when the page was made"},
            "page": tag | {"description": "the page's language then"},
            "shown": {"type": "string", "description": "what its sheet was made for"},
            "dated": _text(MAX_DATE_CHARS) | {"description": "the date it filled in"},
            "today": _text(MAX_DATE_CHARS) | {"description": "the browser's day"},
            "kept-text": long,
            "kept-closing": line,
            "kept-card": card,
            "only": target | {"description": "of several letters, the one to this target"},
            "reset": button,
            "demands": button | {"description": "put what the campaign asks for into the letter"},
            "restore": button,
            "view": button | {"description": "show a PDF instead of keeping it"},
        },
        "patternProperties": {
            f"^(kept-)?salutation-{TARGET}$": line,
            f"^(kept-)?demands-{TARGET}$": _text(text.MAX_PARAGRAPH_CHARS),
        },
        "required": ["to"],
    }


def _report() -> Json:
    return {
        "type": "object",
        "properties": {
            "token": ref("schemas", "Token"),
            "channel": ref("schemas", "Channel"),
            "to": {"type": "array", "items": ref("schemas", "Target"), "minItems": 1},
            "quantity": {"type": "integer", "minimum": 1, "maximum": MAX_ACTIONS_PER_REPORT, "default": 1},
            "letter": ref("schemas", "LetterLanguage"),
            "proof": {"type": "string", "description": "of work; only while the form asks for one"},
            "website": {"type": "string", "maxLength": 0, "description": "a trap for scripts: stays empty"},
        },
        "required": ["token", "channel"],
    }


def _count() -> Json:
    number: Json = {"type": "integer", "minimum": 0}
    return _object(
        {
            "campaign": ref("schemas", "Slug"),
            "total": number | {"description": "all actions"},
            "late": number | {"description": "those of them after the deadline"},
            "entered": number | {"description": "those of them that the campaign team has counted itself"},
            "channels": {
                "type": "object",
                "propertyNames": ref("schemas", "Channel"),
                "additionalProperties": number,
            },
        },
        partner=ref("schemas", "PartnerId") | {"description": "whose share it is; absent in the whole count"},
        of_the_case=number | {"description": "with the campaigns before and after it; absent without any"},
    )


def _oembed() -> Json:
    string, number = {"type": "string"}, {"type": "integer", "minimum": 1}
    return _object(
        {
            "type": {"const": "rich"},
            "version": {"const": "1.0"},
            "title": string,
            "provider_name": string,
            "provider_url": {"type": "string", "format": "uri"},
            "cache_age": number,
            "width": number,
            "height": number,
            "html": string,
        },
        thumbnail_url={"type": "string", "format": "uri", "description": "a photo; absent without one"},
        thumbnail_width=number,
        thumbnail_height=number,
    )


def _text(longest: int) -> Json:
    return {"type": "string", "maxLength": longest}


def _choice(kind: type[StrEnum]) -> Json:
    return {"type": "string", "enum": [str(one) for one in kind]}


def _object(required: Json, **optional: object) -> Json:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }
