"""Editions: a campaign's text in one language, from `campaign.toml` or from a PO file.

A PO file's message is found by its context (the field's name) and its source text, or by what the text was
before a correction: see `message_states` and docs/decisions/0016-corrections.md.
"""

from collections.abc import Mapping

from webapp.campaigns import catalogues
from webapp.campaigns.advice import Advice, FieldFault
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign, shorten
from webapp.campaigns.letter_schema import belongs_to_letter
from webapp.campaigns.message_rules import broken_rule
from webapp.campaigns.message_states import list_messages, read_messages
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.reviews import read_review
from webapp.campaigns.schema import CampaignSchema
from webapp.campaigns.source_files import EDITION_SUFFIX, SourceFiles
from webapp.domain import language, text
from webapp.domain.delivery.social import fits
from webapp.domain.edition import Edition
from webapp.domain.letter import Draft, card_problems, problems
from webapp.domain.translation import MessageState, TranslatedMessage

_NO_TAG = (
    "does not begin with the code of a language; "
    'rename it, such as "es.po", "pt-BR.po", "zh-Hant.po" or "de-x-informal.po"'
)
_LIMITS = {
    "empty": "is empty; write it",
    "too-long": "has %(actual)s letters, at most %(limit)s are allowed; shorten it",
    "too-many-lines": "has %(actual)s lines, at most %(limit)s are allowed; shorten it",
    "too-many-paragraphs": "has %(actual)s paragraphs, at most %(limit)s are allowed; shorten it",
    "paragraph-too-long": "has a paragraph of %(actual)s letters, at most %(limit)s are allowed; divide it",
}
"""What to do about a problem of the letter, by its code."""


def source_editions(schema: CampaignSchema) -> dict[str, Edition]:
    """Return the editions that `campaign.toml` alone makes, by tag: that in its language comes first.

    Where the letter is in another language, there are two: one lacks the letter, the other one the page.
    """
    text_as_written = schema.campaign_text(lambda _, source_text: source_text)
    return {
        tag: Edition(
            language=language.parse(tag),
            text=text_as_written,
            reviewer="source",
            messages=tuple(
                TranslatedMessage(context, source_text, MessageState.MISSING, belongs_to_letter(context))
                for context, source_text in list_messages(schema, tag)
            ),
            source_language=None if tag == schema.language else language.parse(schema.language),
        )
        for tag in dict.fromkeys((schema.language, schema.letter_language))
    }


def edition_tag(name: str) -> str:
    """Return the language tag that a PO file's name says: `pt-BR` for `pt-BR.po`, `pt_BR.po` and `pt-br.po`,
    `de-x-informal` for `de-x-informal.po` and gettext's `de@informal.po`.

    Raise `UnknownLanguage`.
    """
    stem, private, register = (
        language.tag_of_locale(name.removesuffix(EDITION_SUFFIX)).lower().partition("-x-")
    )
    first, *others = stem.split("-")
    # BCP 47, 2.1.1: how a script and a region are written. A Serbian edition may be sr-Latn.po.
    written = [part.title() if len(part) == 4 else part.upper() for part in others]
    return language.parse("-".join((first, *written)) + private + register).tag


def read_edition(schema: CampaignSchema, source: SourceFiles, name: str) -> Edition:
    """Read a PO file; raise `InvalidCampaign` when it cannot be read or breaks a rule of `campaign.toml`."""
    file = source.path(name)
    try:
        tag = language.parse(edition_tag(name))
    except language.UnknownLanguage:
        raise InvalidCampaign(Diagnostic(file, 0, "the file name", name, _NO_TAG)) from None
    entries = read_entries(source, name)
    review = read_review(catalogues.header_of(entries).comments)
    messages = {
        (message.context, message.source): message for message in read_messages(schema, entries, review, tag)
    }
    diagnostics = [
        Diagnostic(file, message.line, message.context, message.translation, advice)
        for message in messages.values()
        if message.translation and (advice := _advice(message))
    ]
    edition = Edition(
        language=tag,
        text=schema.campaign_text(lambda *key: _shown_text(messages[key]) if key in messages else key[1]),
        reviewer=review.reviewer,
        messages=tuple(messages.values()),
        source_language=language.parse(schema.language),
    )
    if not diagnostics:  # what is too long by itself is told once
        lines = {message.context: message.line for message in reversed(messages.values())}
        diagnostics += check_blocks(edition, file, lines)
        diagnostics += check_letter(schema, edition, file, lines)
    if diagnostics:
        raise InvalidCampaign(*diagnostics)
    return edition


def _shown_text(message: TranslatedMessage) -> str:
    """Return a message's text in the edition.

    A letter with an outdated fact is not offered, but somebody may have it open: its text stays known.
    """
    is_kept = message.is_usable or (message.in_letter and message.is_stale)
    return message.translation if is_kept else message.source


def _advice(message: TranslatedMessage) -> str:
    advice = broken_rule(message.context, message.translation)
    return advice + f' (the translation of "{shorten(message.source)}")' if advice else ""


def read_entries(source: SourceFiles, name: str) -> tuple[PoEntry, ...]:
    """Parse a PO file; raise `InvalidCampaign` when gettext would not take it."""
    try:
        return catalogues.read(source.content(name))
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


def check_blocks(edition: Edition, file: str, lines: Mapping[str, int]) -> tuple[Diagnostic, ...]:
    """Compare texts of several messages with the limits of the whole."""
    whole = edition.text
    wholes = {
        "summary": text.join_paragraphs(whole.summary),
        "background": text.join_paragraphs(whole.background),
    }
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
    found = problems(draft, needs_text=bool(edition_text.letter.paragraphs))
    for problem in (*found, *card_problems(draft)):
        context = f"letter.{problem.field}"
        if problem.field.startswith("salutation-"):
            context = f"targets.{problem.field.removeprefix('salutation-')}.salutation"
        fault = FieldFault.EMPTY if problem.code == "empty" else FieldFault.LONG_TEXT
        advice = Advice(fault, _LIMITS[problem.code], actual=problem.actual, limit=problem.limit)
        diagnostics.append(Diagnostic(file, lines.get(context, 0), context, "", advice))
    for handle in (handle for target in schema.targets for handle in target.social.handles):
        if not fits(handle, edition_text.letter.post):
            network = handle.network
            shorter = f"is too long for {network.label} with {handle.mention}: write a shorter letter.post"
            line = lines.get("letter.post", 0)
            diagnostics.append(Diagnostic(file, line, "letter.post", edition_text.letter.post, shorter))
    return tuple(diagnostics)
