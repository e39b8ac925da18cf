"""Read a campaign's files into a `Campaign`: `campaign.toml` and one PO file for each translation.

The server, `appeal check` and the tests all check with this code. A campaign file that breaks a rule is
refused with every mistake named; a PO file that breaks one costs its own language, a table of embassies
these. An edition that is only incomplete is not offered.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from webapp.campaigns import toml_mistakes
from webapp.campaigns.advice import Advice, FieldFault
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign, shorten
from webapp.campaigns.missions import read_missions
from webapp.campaigns.photo_schema import read_pictures, with_default_pictures
from webapp.campaigns.schema import CampaignSchema
from webapp.campaigns.schema_errors import FIELD_NAMES, schema_diagnostics
from webapp.campaigns.source_files import CAMPAIGN_FILE, SLUG, SourceFiles
from webapp.campaigns.toml_errors import explain
from webapp.campaigns.toml_lines import field_lines, find_line
from webapp.campaigns.translations import check_letter, read_edition, source_editions
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition

NO_ADDRESS = "cannot be the address of a page; use small letters, digits and hyphens, and begin with a letter"


@dataclass(frozen=True, slots=True)
class ValidParts:
    """A campaign without the editions and tables that were refused, and why they were."""

    campaign: Campaign
    source: SourceFiles
    """The files that the campaign was made from."""
    diagnostics: tuple[Diagnostic, ...] = ()
    kept: tuple[str, ...] = ()
    """The names of files that were refused and whose older version was taken."""


def read_campaign(source: SourceFiles) -> Campaign:
    """Parse and check a campaign; raise `InvalidCampaign` when it or an edition breaks a rule."""
    parts = read_valid_parts(source)
    if parts.diagnostics:
        raise InvalidCampaign(*parts.diagnostics)
    return parts.campaign


def read_valid_parts(source: SourceFiles, last_valid: SourceFiles | None = None) -> ValidParts:
    """Parse and check a campaign. An edition or a table that breaks a rule is `last_valid`'s or left out.

    Raise `InvalidCampaign` when `campaign.toml` breaks a rule.
    """
    if not SLUG.fullmatch(source.slug):
        raise InvalidCampaign(Diagnostic(source.slug, 0, "the folder name", source.slug, NO_ADDRESS))
    schema = read_schema(source)
    editions = source_editions(schema)
    original = editions[schema.language]
    file = source.path(CAMPAIGN_FILE)
    if unfit := check_letter(schema, original, file, field_lines(source.text(CAMPAIGN_FILE))):
        raise InvalidCampaign(*unfit)
    pictures, wrong_pictures = read_pictures(schema.photo_fields, schema.logo, source)
    if wrong_pictures:
        raise InvalidCampaign(*wrong_pictures)
    missions = read_missions(schema.missions_of, source, last_valid)
    diagnostics = [*missions.diagnostics]
    kept = [*missions.kept]
    served = missions.source
    for name in source.edition_names:
        try:
            edition = read_edition(schema, served, name)
            _check_is_new(
                edition, editions, source, name, has_own_letter=schema.letter_language != schema.language
            )
        except InvalidCampaign as invalid:
            diagnostics += invalid.diagnostics
            before = last_valid.contents.get(name) if last_valid else None
            served = served.without(name, before)
            if before is None or (older := _edition_or_none(schema, served, name)) is None:
                served = served.without(name, None)
                continue
            edition = older
            kept.append(name)
        editions[edition.language.tag] = edition
    campaign = schema.to_campaign(source.slug, editions, served.revision, pictures, missions.by_state)
    return ValidParts(campaign, served, tuple(diagnostics), tuple(kept))


def _edition_or_none(schema: CampaignSchema, source: SourceFiles, name: str) -> Edition | None:
    try:
        return read_edition(schema, source, name)
    except InvalidCampaign:
        return None


def _check_is_new(
    edition: Edition, editions: Mapping[str, Edition], source: SourceFiles, name: str, *, has_own_letter: bool
) -> None:
    """Raise `InvalidCampaign` for a second edition in one language.

    Where the letter has its own language, a PO file completes each of the two editions of `campaign.toml`.
    """
    tag = edition.language.tag
    is_source = tag in editions and editions[tag].reviewer == "source"
    if tag in editions and not (is_source and has_own_letter):
        other = f"language of {CAMPAIGN_FILE}" if is_source else "language of another PO file here"
        advice = f"is the {other}, too; delete this file, or rename it"
        raise InvalidCampaign(Diagnostic(source.path(name), 0, "the language", tag, advice))


def read_schema(source: SourceFiles) -> CampaignSchema:
    """Parse and check `campaign.toml` alone; raise `InvalidCampaign`."""
    file = source.path(CAMPAIGN_FILE)
    toml = source.text(CAMPAIGN_FILE)
    if not toml.strip():
        advice = "is empty; docs/campaigns.md shows what belongs into it"
        raise InvalidCampaign(Diagnostic(file, 0, "the file", "", advice))
    try:
        table = tomllib.loads(toml)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, or a number of thousands of digits
        mistake = toml_mistakes.find(toml, FIELD_NAMES) or explain(error)
        unreadable = Diagnostic(file, mistake.line, shorten(mistake.field), "", mistake.sentence)
        raise InvalidCampaign(unreadable) from None
    try:
        schema = CampaignSchema.model_validate(with_default_pictures(table, source))
    except ValidationError as invalid:
        raise InvalidCampaign(*schema_diagnostics(invalid, file, toml)) from None
    _check_ids(schema, file, toml)
    _check_letters(schema, file, toml)
    return schema


def _check_letters(schema: CampaignSchema, file: str, toml: str) -> None:
    """Refuse a letter that would begin with no salutation, or that asks for nothing."""
    letter = schema.letter
    if letter.text is None and not letter.demands and not any(target.demands for target in schema.targets):
        remedy = Advice(
            FieldFault.MISSING,
            'is missing; add it, or write demands = ["…"]: the supporters then write in words of their own',
        )
        raise InvalidCampaign(Diagnostic(file, find_line(toml, ("letter",)), "letter.text", "", remedy))
    if schema.missions_of and letter.salutation is None:
        remedy = Advice(
            FieldFault.MISSING,
            "is missing; the letters to other embassies begin with it: write it below [letter], "
            'such as salutation = "Your Excellency,"',
        )
        line = find_line(toml, ("letter",))
        raise InvalidCampaign(Diagnostic(file, line, "letter.salutation", "", remedy))
    for index, target in enumerate(schema.targets):
        if target.salutation is None and letter.salutation is None:
            line = find_line(toml, ("targets", index, "id"))
            remedy = Advice(
                FieldFault.MISSING,
                "is missing; add it, or write one for all without their own below [letter]",
            )
            raise InvalidCampaign(Diagnostic(file, line, f"targets[{index + 1}].salutation", "", remedy))


def _check_ids(schema: CampaignSchema, file: str, toml: str) -> None:
    lists = {
        "targets": [target.id for target in schema.targets],
        "partners": [partner.id for partner in schema.partners],
    }
    for key, ids in lists.items():
        for index, entry_id in enumerate(ids):
            if entry_id in ids[:index]:
                line = find_line(toml, (key, index, "id"))
                remedy = Advice(FieldFault.SAME_ID, "is the id of two %(key)s; give each its own", key=key)
                raise InvalidCampaign(Diagnostic(file, line, f"{key}[{index + 1}].id", entry_id, remedy))
