"""Editions: a campaign's text in one language, from `campaign.toml` or from a PO file.

A PO file's message is found by its context (the field's name) and its source text. An empty or fuzzy message
counts as missing: the edition then shows the source text.
"""

import io

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue, is_translated
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.schema import CampaignSchema, belongs_to_letter
from webapp.campaigns.source_files import EDITION_SUFFIX, SourceFiles
from webapp.domain import language, text
from webapp.domain.campaign import Edition
from webapp.domain.delivery.social import fits
from webapp.domain.letter import Draft, card_problems, problems

_HEADER = """# Edition: {name}
# Reviewed by: nobody yet (a native speaker should read it before it is relied upon)"""
_ADVICE = {True: "Letter. Addressed to an official: formal and polite.", False: "Page."}


def source_edition(schema: CampaignSchema) -> Edition:
    """Return the edition in the language of `campaign.toml`."""
    text_as_written = schema.campaign_text(lambda _, source_text: source_text)
    return Edition(language.parse(schema.language), text_as_written, reviewer="source")


def read_edition(schema: CampaignSchema, source: SourceFiles, name: str) -> Edition:
    """Read a PO file; raise `InvalidCampaign` when it cannot be read or its letter breaks a rule."""
    file = source.path(name)
    try:
        tag = language.parse(name.removesuffix(EDITION_SUFFIX))
    except language.UnknownLanguage as error:
        raise InvalidCampaign(Diagnostic(file, 0, "file name", name, str(error))) from None
    catalogue = read_catalogue(source, name)
    missing = {True: 0, False: 0}
    diagnostics: list[Diagnostic] = []

    def translate(context: str, source_text: str) -> str:
        message = catalogue.get(source_text, context)
        if message is None or not isinstance(message.string, str) or not is_translated(message):
            missing[belongs_to_letter(context)] += 1
            return source_text
        translation = message.string.strip()
        if text.sanitize(translation) != translation:
            advice = "contains an invisible control character; delete it"
            diagnostics.append(Diagnostic(file, message.lineno or 0, context, translation, advice))
        return translation

    edition = Edition(
        language=tag,
        text=schema.campaign_text(translate),
        reviewer=catalogues.reviewer(catalogue.header_comment or ""),
        missing_in_letter=missing[True],
        missing_in_page=missing[False],
    )
    diagnostics += check_letter(schema, edition, file)
    if diagnostics:
        raise InvalidCampaign(*diagnostics)
    return edition


def read_catalogue(source: SourceFiles, name: str) -> Catalog:
    """Parse a PO file; raise `InvalidCampaign` when it is none."""
    source.text(name)
    try:
        return catalogues.parse(source.contents[name], name.removesuffix(EDITION_SUFFIX))
    except InvalidCatalogue as error:
        advice = f"cannot be read as a PO file: {error}; open it in a PO editor and save it again"
        raise InvalidCampaign(Diagnostic(source.path(name), error.line, "the file", "", advice)) from None


def list_messages(schema: CampaignSchema) -> tuple[tuple[str, str], ...]:
    """Return what has to be translated, as pairs of context and source text, in the order of the page."""
    messages: dict[tuple[str, str], None] = {}

    def note(context: str, source_text: str) -> str:
        messages[context, source_text] = None
        return source_text

    schema.campaign_text(note)
    return tuple(messages)


def check_letter(schema: CampaignSchema, edition: Edition, file: str) -> tuple[Diagnostic, ...]:
    """Compare the suggested letter, its postcard and its posts with their limits."""
    edition_text = edition.text
    draft = Draft(
        language=edition.language,
        to=tuple(edition_text.targets),
        salutations={target_id: target.salutation for target_id, target in edition_text.targets.items()},
        text=text.join_paragraphs(edition_text.letter.paragraphs),
        closing=edition_text.letter.closing,
        card=edition_text.letter.card,
    )
    advice = "is over a limit of the letter ({code}: {actual}, at most {limit}); shorten it"
    diagnostics = [
        Diagnostic(file, 0, f"letter.{problem.field}", "", advice.format(
            code=problem.code, actual=problem.actual, limit=problem.limit))
        for problem in (*problems(draft), *card_problems(draft))
    ]  # fmt: skip
    for handle in (handle for target in schema.targets for handle in target.social.handles):
        if not fits(handle, edition_text.letter.post):
            network = handle.network
            advice = f"is too long for {network.label} with {handle.mention}: write a shorter letter.post"
            diagnostics.append(Diagnostic(file, 0, "letter.post", edition_text.letter.post, advice))
    return tuple(diagnostics)


def renew_catalogue(schema: CampaignSchema, source: SourceFiles, tag: str) -> bytes:
    """Return the PO file of an edition, brought up to date with `campaign.toml`.

    The translation of a changed message turns fuzzy, a new message is empty. Raise `UnknownLanguage`, or
    `InvalidCampaign` when the present PO file cannot be read.
    """
    name = f"{tag}{EDITION_SUFFIX}"
    renewed = Catalog(
        locale=language.parse(tag).tag.replace("-", "_"),
        project=f"Urgent Appeal: {source.slug}",
        last_translator="",
        language_team="",
        msgid_bugs_address="",
        header_comment=_HEADER.format(name=tag),
        fuzzy=False,
    )
    for context, source_text in list_messages(schema):
        renewed.add(source_text, context=context, auto_comments=[_ADVICE[belongs_to_letter(context)]])
    if name in source.contents:
        template, renewed = renewed, read_catalogue(source, name)
        renewed.update(template, update_header_comment=False)
        renewed.obsolete.clear()
    buffer = io.BytesIO()
    write_po(buffer, renewed, width=0)
    return buffer.getvalue()
