"""Editions: a campaign's text in one language, as `campaign.toml` or a PO file holds it.

A PO file's message is found by its context (the field's name) and its source text. One that is empty or
fuzzy counts as missing. The header's comment says who has read the edition: `# Reviewed by: nobody yet`.
"""

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign, read_text
from webapp.campaigns.schema import CampaignSchema, is_of_the_letter
from webapp.domain import language, text
from webapp.domain.campaign import Edition
from webapp.domain.delivery.social import fits
from webapp.domain.letter import Draft, card_problems, problems

_HEADER = """# Edition: {name}
# Reviewed by: nobody yet (a native speaker should read it before it is relied upon)"""
_ADVICE = {True: "Letter. Addressed to an official: formal and polite.", False: "Page."}
_REVIEW = re.compile(r"^#?\s*Reviewed by:\s*(\S.*)$", re.MULTILINE)


def source_edition(file: CampaignSchema) -> Edition:
    """Give the edition in the language the folder is written in."""
    return Edition(language.parse(file.language), file.words(lambda _, source: source), reviewer="source")


def edition(file: CampaignSchema, path: Path) -> Edition:
    """Read a PO file; raise `InvalidCampaign` when it cannot be read or would make a bad letter."""
    name = f"{path.parent.name}/{path.name}"
    try:
        tag = language.parse(path.stem)
    except language.UnknownLanguage as why:
        raise InvalidCampaign(Diagnostic(name, 0, "file name", path.name, str(why))) from None
    catalogue = read_catalogue(path)
    missing = {True: 0, False: 0}
    faults: list[Diagnostic] = []

    def translate(context: str, source: str) -> str:
        message = catalogue.get(source, context)
        if (
            not isinstance(message, Message)
            or not isinstance(message.string, str)
            or not message.string.strip()
        ):
            missing[is_of_the_letter(context)] += 1
            return source
        if message.fuzzy:
            missing[is_of_the_letter(context)] += 1
            return source
        words = message.string.strip()
        if text.clean(words) != words:
            advice = "holds control or invisible characters; delete them"
            faults.append(Diagnostic(name, message.lineno or 0, context, words, advice))
        return words

    found = Edition(
        language=tag,
        words=file.words(translate),
        reviewer=_reviewer(catalogue),
        missing_in_letter=missing[True],
        missing_in_page=missing[False],
    )
    faults += letter_faults(file, found, name)
    if faults:
        raise InvalidCampaign(*faults)
    return found


def messages(file: CampaignSchema) -> dict[tuple[str, str], int]:
    """List what is to be translated, as (context, source text), in the order of the page."""
    found: dict[tuple[str, str], int] = {}

    def note(context: str, source: str) -> str:
        found.setdefault((context, source), len(found))
        return source

    file.words(note)
    return found


def read_catalogue(path: Path) -> Catalog:
    """Read a PO file; raise `InvalidCampaign` when it is none."""
    name = f"{path.parent.name}/{path.name}"
    read_text(path, name)
    try:
        with path.open("rb") as stream:
            return read_po(stream, locale=path.stem.replace("-", "_"), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as why:  # LookupError: a charset that is none
        line = getattr(why, "lineno", None)
        advice = f"cannot be read as PO: {why}; open it in a PO editor and save it again"
        raise InvalidCampaign(
            Diagnostic(name, (line + 1) if line is not None else 0, "the file", "", advice)
        ) from None


def letter_faults(file: CampaignSchema, edition: Edition, name: str) -> tuple[Diagnostic, ...]:
    """Hold a suggested letter, its postcard and its posts against the bounds that they must keep."""
    words = edition.words
    draft = Draft(
        language=edition.language,
        to=tuple(words.targets),
        salutations={target_id: one.salutation for target_id, one in words.targets.items()},
        text=text.join(words.letter.paragraphs),
        closing=words.letter.closing,
        card=words.letter.card,
    )
    advice = "makes a letter that is refused ({code}: {actual} against at most {limit}); shorten it"
    faults = [
        Diagnostic(name, 0, f"letter.{problem.field}", "", advice.format(
            code=problem.code, actual=problem.actual, limit=problem.limit))
        for problem in (*problems(draft), *card_problems(draft))
    ]  # fmt: skip
    for handle in (handle for target in file.targets for handle in target.social.handles):
        if not fits(handle, words.letter.post):
            network = handle.network
            advice = f"is too long for {network.label} with {handle.mention}: write a shorter letter.post"
            faults.append(Diagnostic(name, 0, "letter.post", words.letter.post, advice))
    return tuple(faults)


def _reviewer(catalogue: Catalog) -> str:
    found = _REVIEW.search(catalogue.header_comment or "")
    name = found.group(1).strip() if found else ""
    return "" if name.lower().startswith("nobody") else name


def refresh(file: CampaignSchema, path: Path) -> None:
    """Write or renew a PO file from the source: what changed there turns fuzzy, what is new is empty."""
    tag = language.parse(path.stem)
    renewed = Catalog(
        locale=tag.tag.replace("-", "_"),
        project=f"Urgent Appeal: {path.parent.name}",
        last_translator="",
        language_team="",
        msgid_bugs_address="",
        header_comment=_HEADER.format(name=path.stem),
        fuzzy=False,
    )
    for context, source in messages(file):
        renewed.add(source, context=context, auto_comments=[_ADVICE[is_of_the_letter(context)]])
    if path.exists():
        kept = read_catalogue(path)
        kept.update(renewed, update_header_comment=False)
        renewed = kept
        renewed.obsolete.clear()
    buffer = io.BytesIO()
    write_po(buffer, renewed, width=0)
    path.write_bytes(buffer.getvalue())
