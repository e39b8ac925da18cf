"""Editions: a campaign's text in one language, from `campaign.toml` or from a PO file.

A PO file's message is found by its context (the field's name) and its source text. An empty or fuzzy message
counts as missing: the edition then shows the source text.
"""

import io
from collections.abc import Mapping

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue, is_translated
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign, shorten
from webapp.campaigns.message_rules import broken_rule
from webapp.campaigns.schema import CampaignSchema, belongs_to_letter
from webapp.campaigns.source_files import EDITION_SUFFIX, SourceFiles
from webapp.domain import language, text
from webapp.domain.campaign import Edition
from webapp.domain.delivery.social import fits
from webapp.domain.letter import Draft, card_problems, problems

_HEADER = """# Edition: {name}
# Reviewed by: nobody yet (a native speaker should read it before it is relied upon)"""
_NO_TAG = 'does not begin with the code of a language; rename it, such as "es.po", "pt-BR.po" or "zh-Hant.po"'
_LIMITS = {
    "empty": "is empty; write it",
    "too-long": "has {actual} letters, at most {limit} are allowed; shorten it",
    "too-many-lines": "has {actual} lines, at most {limit} are allowed; shorten it",
    "too-many-paragraphs": "has {actual} paragraphs, at most {limit} are allowed; shorten it",
    "paragraph-too-long": "has a paragraph of {actual} letters, at most {limit} are allowed; divide it",
}
"""What to do about a problem of the letter, by its code."""
_ADVICE = {True: "Letter. Addressed to an official: formal and polite.", False: "Page."}


def source_edition(schema: CampaignSchema) -> Edition:
    """Return the edition in the language of `campaign.toml`."""
    text_as_written = schema.campaign_text(lambda _, source_text: source_text)
    return Edition(language.parse(schema.language), text_as_written, reviewer="source")


def edition_tag(name: str) -> str:
    """Return the language tag that a PO file's name says: `pt-BR` for `pt-BR.po`, `pt_BR.po` and `pt-br.po`.

    Raise `UnknownLanguage`.
    """
    first, *others = name.removesuffix(EDITION_SUFFIX).replace("_", "-").split("-")
    # BCP 47, 2.1.1: how a script and a region are written. A Serbian edition may be sr-Latn.po.
    written = [part.title() if len(part) == 4 else part.upper() for part in others]
    return language.parse("-".join((first.lower(), *written))).tag


def read_edition(schema: CampaignSchema, source: SourceFiles, name: str) -> Edition:
    """Read a PO file; raise `InvalidCampaign` when it cannot be read or breaks a rule of `campaign.toml`."""
    file = source.path(name)
    try:
        tag = language.parse(edition_tag(name))
    except language.UnknownLanguage:
        raise InvalidCampaign(Diagnostic(file, 0, "the file name", name, _NO_TAG)) from None
    catalogue = read_catalogue(source, name)
    missing = {True: 0, False: 0}
    diagnostics: list[Diagnostic] = []
    lines: dict[str, int] = {}

    def translate(context: str, source_text: str) -> str:
        message = catalogue.get(source_text, context)
        if message is None or not isinstance(message.string, str) or not is_translated(message):
            missing[belongs_to_letter(context)] += 1
            return source_text
        translation = message.string.strip()
        lines.setdefault(context, message.lineno or 0)
        if advice := broken_rule(context, translation):
            advice += f' (the translation of "{shorten(source_text)}")'
            diagnostics.append(Diagnostic(file, message.lineno or 0, context, translation, advice))
        return translation

    edition = Edition(
        language=tag,
        text=schema.campaign_text(translate),
        reviewer=catalogues.reviewer(catalogue.header_comment or ""),
        missing_in_letter=missing[True],
        missing_in_page=missing[False],
    )
    if not diagnostics:  # what is too long by itself is told once
        diagnostics += check_blocks(edition, file, lines)
        diagnostics += check_letter(schema, edition, file, lines)
    if diagnostics:
        raise InvalidCampaign(*diagnostics)
    return edition


def read_catalogue(source: SourceFiles, name: str) -> Catalog:
    """Parse a PO file; raise `InvalidCampaign` when gettext would not take it."""
    try:
        return catalogues.parse(source.content(name), edition_tag(name))
    except InvalidCatalogue as error:
        raise InvalidCampaign(Diagnostic(source.path(name), error.line, "the file", "", str(error))) from None


def edition_name(source: SourceFiles, tag: str) -> str:
    """Return the name of an edition's PO file: that of the present one, else the tag as it is written."""
    wanted = edition_tag(tag)
    present = (name for name in source.edition_names if _tag_or_none(name) == wanted)
    return next(present, f"{wanted}{EDITION_SUFFIX}")


def _tag_or_none(name: str) -> str | None:
    try:
        return edition_tag(name)
    except language.UnknownLanguage:
        return None


def list_messages(schema: CampaignSchema) -> tuple[tuple[str, str], ...]:
    """Return what has to be translated, as pairs of context and source text, in the order of the page."""
    messages: dict[tuple[str, str], None] = {}

    def note(context: str, source_text: str) -> str:
        messages[context, source_text] = None
        return source_text

    schema.campaign_text(note)
    return tuple(messages)


def check_blocks(edition: Edition, file: str, lines: Mapping[str, int]) -> tuple[Diagnostic, ...]:
    """Compare texts of several messages with the limits of the whole."""
    whole = edition.text
    wholes = {"summary": whole.summary, "background": text.join_paragraphs(whole.background)}
    return tuple(
        Diagnostic(file, lines.get(context, 0), context, "", advice)
        for context, whole in wholes.items()
        if len(whole) > text.MAX_TEXT_CHARS
        and (advice := broken_rule(context, whole))  # each part was checked
    )


def check_letter(
    schema: CampaignSchema, edition: Edition, file: str, lines: Mapping[str, int]
) -> tuple[Diagnostic, ...]:
    """Compare the suggested letter, its postcard and its posts with their limits. `lines`: by context."""
    edition_text = edition.text
    draft = Draft(
        language=edition.language,
        to=tuple(edition_text.targets),
        salutations={target_id: target.salutation for target_id, target in edition_text.targets.items()},
        text=text.join_paragraphs(edition_text.letter.paragraphs),
        closing=edition_text.letter.closing,
        card=edition_text.letter.card,
    )
    diagnostics = []
    for problem in (*problems(draft), *card_problems(draft)):
        context = f"letter.{problem.field}"
        if problem.field.startswith("salutation-"):
            context = f"targets.{problem.field.removeprefix('salutation-')}.salutation"
        advice = _LIMITS[problem.code].format(actual=problem.actual, limit=problem.limit)
        diagnostics.append(Diagnostic(file, lines.get(context, 0), context, "", advice))
    for handle in (handle for target in schema.targets for handle in target.social.handles):
        if not fits(handle, edition_text.letter.post):
            network = handle.network
            advice = f"is too long for {network.label} with {handle.mention}: write a shorter letter.post"
            line = lines.get("letter.post", 0)
            diagnostics.append(Diagnostic(file, line, "letter.post", edition_text.letter.post, advice))
    return tuple(diagnostics)


def renew_catalogue(schema: CampaignSchema, source: SourceFiles, tag: str) -> bytes:
    """Return the PO file of an edition, brought up to date with `campaign.toml`.

    The translation of a changed message turns fuzzy, a new message is empty. Raise `UnknownLanguage`, or
    `InvalidCampaign` when the present PO file cannot be read.
    """
    name = edition_name(source, tag)
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
        message = renewed.add(
            source_text, context=context, auto_comments=[_ADVICE[belongs_to_letter(context)]]
        )
        message.flags.discard("python-format")  # Babel takes "50 % de" for a format
    if name in source.contents:
        template, renewed = renewed, read_catalogue(source, name)
        renewed.update(template, update_header_comment=False)
        renewed.obsolete.clear()
    buffer = io.BytesIO()
    write_po(buffer, renewed, width=0)
    return buffer.getvalue()
