"""Campaign folders, read: `campaign.toml` and one PO file a language become a `Campaign`.

One code path checks for the server, for `appeal check` and for the tests. A folder that breaks a rule is
refused whole, with every fault named; an edition that is merely incomplete is just not offered.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign, line_of, read_text
from webapp.campaigns.folder import SOURCE, files, revision
from webapp.campaigns.schema import CampaignSchema
from webapp.campaigns.translations import edition, letter_faults, source_edition
from webapp.domain.campaign import Campaign
from webapp.domain.partner import Embedding

_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
_LONGEST_NUMBER = 200
"""Bits. Python refuses to write a number of more than 4,300 digits."""

_REMEDIES = {
    "missing": "is missing; add it",
    "extra_forbidden": "is no field of a campaign; delete it or correct its name",
    "string_type": "must be text in quotes",
    "list_type": "must be a list in square brackets",
    "date_type": "must be a date such as 2024-05-08, without quotes",
    "string_pattern_mismatch": "must be small letters, digits and hyphens, beginning with a letter",
}


def load(folder: Path) -> Campaign:
    """Read a folder; raise `InvalidCampaign` when it breaks a rule."""
    if not _SLUG.fullmatch(folder.name):
        advice = "is no address: use small letters, digits and hyphens, beginning with a letter"
        raise InvalidCampaign(Diagnostic(folder.name, 0, "folder name", folder.name, advice))
    file = read_source(folder)
    source = source_edition(file)
    found, faults = {file.language: source}, list(letter_faults(file, source, f"{folder.name}/{SOURCE}"))
    for path in files(folder)[1:]:
        try:
            one = edition(file, path)
        except InvalidCampaign as faulty:
            faults += faulty.faults
            continue
        found[one.language.tag] = one
    if faults:
        raise InvalidCampaign(*faults)
    return Campaign(
        slug=folder.name,
        reference=file.reference,
        country=file.country,
        contact=file.contact or "",
        deadline=file.deadline,
        after_deadline=file.past_deadline,
        preferred=tuple(file.languages),
        targets=tuple(target.to_target() for target in file.targets),
        hashtags=tuple(file.hashtags),
        embedding=Embedding(file.embedding),
        partners=file.who_embeds,
        source=source,
        editions=found,
        revision=revision(folder),
    )


def read_source(folder: Path) -> CampaignSchema:
    """Read and check `campaign.toml` alone; raise `InvalidCampaign`."""
    path = folder / SOURCE
    name = f"{folder.name}/{SOURCE}"
    toml = read_text(path, name)
    try:
        raw = tomllib.loads(toml)
    except (ValueError, RecursionError) as why:  # TOMLDecodeError, or a number of thousands of digits
        line = re.search(r"line (\d+)", str(why))
        reason = "brackets within brackets without end" if isinstance(why, RecursionError) else why
        advice = f"cannot be read as TOML: {reason}; look for a missing quote or bracket, or a wrong date"
        raise InvalidCampaign(
            Diagnostic(name, int(line.group(1)) if line else 0, "the file", "", advice)
        ) from None
    try:
        file = CampaignSchema.model_validate(raw)
    except ValidationError as invalid:
        raise InvalidCampaign(
            *(_diagnostic(error, name, toml) for error in invalid.errors(include_url=False))
        ) from None
    _check_ids(file, name, toml)
    return file


def _diagnostic(error: ErrorDetails, name: str, toml: str) -> Diagnostic:
    path = error["loc"]
    advice = _advice(error["type"], error["msg"], error.get("ctx", {}))
    return Diagnostic(name, line_of(toml, path) or 1, _field(path), _value(error["input"]), advice)


def _check_ids(file: CampaignSchema, name: str, toml: str) -> None:
    for kind in ("targets", "partners"):
        ids = [one.id for one in getattr(file, kind)]
        for place, one in enumerate(ids):
            if one in ids[:place]:
                line = line_of(toml, (kind, place, "id"))
                advice = f"is the id of two {kind}; give each its own"
                raise InvalidCampaign(Diagnostic(name, line, f"{kind}[{place + 1}].id", one, advice))


def _field(path: tuple[str | int, ...]) -> str:
    shown = ""
    for part in path:
        shown += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown or "the campaign"


def _value(given: object) -> str:
    endless = isinstance(given, int) and given.bit_length() > _LONGEST_NUMBER
    return "" if endless or isinstance(given, (dict, list)) else str(given)


def _advice(kind: str, message: str, bounds: Mapping[str, object]) -> str:
    if kind == "literal_error":
        return f"must be {str(bounds.get('expected')).replace(chr(39), chr(34))}"
    if kind in ("string_too_long", "too_long"):
        return f"is too long; at most {bounds.get('max_length')} are allowed: shorten it"
    return _REMEDIES.get(kind) or message.removeprefix("Value error, ")
