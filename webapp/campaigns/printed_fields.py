"""What is printed of a campaign, held against the print fonts: room for the address, and glyphs."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from webapp.domain.address import country_line
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language, tag_of_locale
from webapp.printing.address_space import misfit
from webapp.printing.fonts import print_characters, print_widths, without_a_glyph

_TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"


@lru_cache(maxsize=1_000)  # a draft is checked at each save, and its addresses are mostly the same
def address_misfit(lines: tuple[str, ...], country: str) -> str:
    """Say what is too long of an address, with its country in any language of the interface; or return ""."""
    return misfit(lines, [country_line(country, language) for language in _page_languages()], print_widths())


def missing_glyphs(campaign: Campaign) -> Iterator[str]:
    """Say of each printed field which of its characters no font has: on paper they would be boxes."""
    for field, text in _printed(campaign):
        if missing := sorted(without_a_glyph(text, print_characters())):
            names = ", ".join(f"{character} (U+{ord(character):04X})" for character in missing[:5])
            more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
            yield f"{field} would be printed with empty boxes: our fonts do not have {names}{more}"


def _printed(campaign: Campaign) -> Iterator[tuple[str, str]]:
    for target in campaign.targets:
        yield f"the address of {target.id}", "".join(target.address.lines)
    for tag, edition in sorted(campaign.editions.items()):
        letter = edition.text.letter
        yield f"{tag}: the name of the case", edition.who
        yield f"{tag}: headline", edition.text.headline
        yield f"{tag}: summary", "".join(edition.text.summary)
        yield f"{tag}: letter.subject", letter.subject
        yield f"{tag}: letter.salutation", letter.salutation
        yield f"{tag}: letter.text", "".join(letter.paragraphs)
        yield f"{tag}: letter.demands", "".join(letter.demands)
        yield f"{tag}: letter.closing", letter.closing
        yield f"{tag}: letter.card", letter.card
        for target_id, words in edition.text.targets.items():
            yield f"{tag}: the salutation of {target_id}", words.salutation
            yield f"{tag}: the demands of {target_id}", "".join(words.demands)


@lru_cache(maxsize=1)
def _page_languages() -> tuple[Language, ...]:
    folders = sorted(path.name for path in _TRANSLATIONS.iterdir() if path.is_dir())
    return tuple(Language(tag) for tag in ("en", *map(tag_of_locale, folders)))
