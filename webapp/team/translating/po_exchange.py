"""PO files for other programs, and back: what the header says of where a file is from."""

import re
from dataclasses import dataclass, replace

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.po_matching import Key, made_from
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.source_files import MAX_FILE_BYTES
from webapp.campaigns.translations import edition_tag
from webapp.domain import language
from webapp.domain.language import Language, UnknownLanguage
from webapp.team.translating.edition_file import EditionFile, key_of, live

CAMPAIGN_FIELD = "X-Appeal-Campaign"
VERSION_FIELD = "X-Appeal-Version"
"""Header fields that begin with X- are kept by Poedit, Weblate, msgmerge and translate-toolkit."""
_FIELD = re.compile(r"^(?P<name>[A-Za-z-]+):[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_ENGLISH = Language("en")


@dataclass(frozen=True, slots=True)
class Received:
    """A PO file that somebody handed in, and could be read."""

    entries: tuple[PoEntry, ...]
    campaign: str
    """The campaign that it was downloaded from; "" if it does not say so."""
    version: int | None
    """The version of the draft that it was downloaded from."""
    language: str
    """As the file names it."""

    @property
    def translated(self) -> tuple[PoEntry, ...]:
        """The entries in use that have a translation in one form."""
        return tuple(each for each in live(self.entries) if each.plural is None and each.strings[0].strip())


def for_download(edition: EditionFile, version: int) -> bytes:
    """Return the PO file of an edition, up to date, with the version that it is from."""
    header, *others = edition.entries
    fields = [line for line in header.strings[0].split("\n") if line and not line.startswith("X-Appeal-")]
    fields += [f"{CAMPAIGN_FIELD}: {edition.source.slug}", f"{VERSION_FIELD}: {version}"]
    return write_entries([replace(header, strings=["".join(f"{line}\n" for line in fields)]), *others])


def receive(content: bytes) -> Received | str:
    """Read a file that was handed in, or return the sentence that says why it is none."""
    if len(content) > MAX_FILE_BYTES:
        return f"The file has {len(content):,} bytes; a PO file of a campaign has at most {MAX_FILE_BYTES:,}."
    if not content.strip():
        return "The file is empty: choose the PO file that you have translated."
    try:
        entries = catalogues.read(content)
    except InvalidCatalogue as invalid:
        place = f" (line {invalid.line})" if invalid.line else ""
        return f"The file {invalid}{place}."
    header = catalogues.header_of(entries).strings[0]
    fields = {found["name"].lower(): found["value"] for found in _FIELD.finditer(header)}
    version = fields.get(VERSION_FIELD.lower(), "")
    return Received(
        entries,
        fields.get(CAMPAIGN_FIELD.lower(), ""),
        int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None,
        fields.get("language", ""),
    )


def misfit(received: Received, edition: EditionFile) -> str:
    """Return the sentence that says why a file is not one for this edition; "" if it is."""
    slug = edition.source.slug
    if received.campaign not in ("", slug):
        return (
            f"The file is of the campaign “{received.campaign[:80]}”, and this is “{slug}”: choose the file "
            "that was downloaded here."
        )
    if other := _other_language(received.language, edition.language):
        ours = edition.language
        return (
            f"The file says that it is in {other.name_in(_ENGLISH)} ({other.tag}), and this is the "
            f"translation into {ours.name_in(_ENGLISH)} ({ours.tag}): choose the right file, or correct its "
            "language, in Poedit under Translation, Properties."
        )
    if not received.translated:
        return "Nothing is translated in this file."
    if not received.campaign and not any(_is_known(entry, edition) for entry in received.translated):
        return f"None of the texts in this file is one of “{slug}”: it is the file of another campaign."
    return ""


def _is_known(entry: PoEntry, edition: EditionFile) -> bool:
    known: set[Key] = {key_of(each) for each in edition.entries if not each.is_header}
    return not known.isdisjoint({key_of(entry), (entry.context or "", made_from(entry))})


def _other_language(named: str, ours: Language) -> Language | None:
    """Return the language that a file names if it is another one; less said is not another one."""
    try:
        other = language.parse(edition_tag(named))
    except UnknownLanguage:
        return None
    theirs, own = other.tag.split("-"), ours.tag.split("-")
    is_less = theirs[0] == own[0] and (set(theirs) <= set(own) or set(own) <= set(theirs))
    return None if is_less else other
