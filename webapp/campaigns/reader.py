"""Read a campaign's files into a `Campaign`: `campaign.toml` and one PO file for each translation.

The server, `appeal check` and the tests all check with this code. A campaign that breaks a rule is refused as
a whole, with every mistake named. An edition that is only incomplete is not offered.
"""

import re
import tomllib
from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.schema import CampaignSchema
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.campaigns.target_schema import NOTE_FORMS
from webapp.campaigns.toml_errors import explain
from webapp.campaigns.toml_lines import find_line
from webapp.campaigns.translations import check_letter, read_edition, source_edition
from webapp.domain.campaign import Campaign

_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
_MAX_NUMBER_BITS = 200
"""Larger numbers are not repeated in a message. Python refuses to write one of more than 4,300 digits."""

_REMEDIES = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not a field of a campaign; correct its name or delete it",
    "string_type": "must be text in quotes",
    "list_type": 'must be a list in square brackets, such as ["one", "two"]',
    "model_type": "must be a group of fields; docs/campaigns.md shows how it is written",
    "date_type": "must be a date such as 2024-05-08, without quotes",
    "string_pattern_mismatch": "must be small letters, digits and hyphens, and begin with a letter",
}


def read_campaign(source: SourceFiles) -> Campaign:
    """Parse and check a campaign; raise `InvalidCampaign` when it breaks a rule."""
    if not _SLUG.fullmatch(source.slug):
        advice = (
            "cannot be the address of a page; use small letters, digits and hyphens, and begin with a letter"
        )
        raise InvalidCampaign(Diagnostic(source.slug, 0, "folder name", source.slug, advice))
    schema = read_schema(source)
    original = source_edition(schema)
    editions = {schema.language: original}
    diagnostics = list(check_letter(schema, original, source.path(CAMPAIGN_FILE)))
    for name in source.edition_names:
        try:
            edition = read_edition(schema, source, name)
        except InvalidCampaign as invalid:
            diagnostics += invalid.diagnostics
            continue
        editions[edition.language.tag] = edition
    if diagnostics:
        raise InvalidCampaign(*diagnostics)
    return schema.to_campaign(source.slug, original, editions, source.revision)


def read_schema(source: SourceFiles) -> CampaignSchema:
    """Parse and check `campaign.toml` alone; raise `InvalidCampaign`."""
    file = source.path(CAMPAIGN_FILE)
    toml = source.text(CAMPAIGN_FILE)
    try:
        table = tomllib.loads(toml)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, or a number of thousands of digits
        line, reason = explain(error)
        raise InvalidCampaign(Diagnostic(file, line, "the file", "", f"cannot be read: {reason}")) from None
    try:
        schema = CampaignSchema.model_validate(table)
    except ValidationError as invalid:
        raise InvalidCampaign(
            *(_diagnostic(error, file, toml) for error in invalid.errors(include_url=False))
        ) from None
    _check_ids(schema, file, toml)
    return schema


def _diagnostic(error: ErrorDetails, file: str, toml: str) -> Diagnostic:
    path = tuple(part for part in error["loc"] if part not in NOTE_FORMS)
    advice = _advice(error["type"], error["msg"], error.get("ctx", {}))
    return Diagnostic(file, find_line(toml, path) or 1, _field(path), _value(error["input"]), advice)


def _check_ids(schema: CampaignSchema, file: str, toml: str) -> None:
    lists = {
        "targets": [target.id for target in schema.targets],
        "partners": [partner.id for partner in schema.partners],
    }
    for key, ids in lists.items():
        for index, entry_id in enumerate(ids):
            if entry_id in ids[:index]:
                line = find_line(toml, (key, index, "id"))
                advice = f"is the id of two {key}; give each its own"
                raise InvalidCampaign(Diagnostic(file, line, f"{key}[{index + 1}].id", entry_id, advice))


def _field(path: tuple[str | int, ...]) -> str:
    field = ""
    for part in path:
        field += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if field else part
    return field or "the campaign"


def _value(value: object) -> str:
    is_huge = isinstance(value, int) and value.bit_length() > _MAX_NUMBER_BITS
    if is_huge or isinstance(value, (dict, list)):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _advice(error_type: str, message: str, bounds: Mapping[str, object]) -> str:
    if error_type in ("literal_error", "enum"):
        return f"must be {str(bounds.get('expected')).replace(chr(39), chr(34))}"
    if error_type == "too_short":
        return f"has too few entries; write at least {bounds.get('min_length')}"
    if error_type in ("string_too_long", "too_long"):
        return f"is too long; at most {bounds.get('max_length')} are allowed: shorten it"
    return _REMEDIES.get(error_type) or message.removeprefix("Value error, ")
