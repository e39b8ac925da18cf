"""Made-up translations of every message, once for a language from left to right and once for a mirrored one.

Each message is in brackets and has accents, so that a word that is in no catalogue is seen.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from webapp.settings import ROOT

ACCENTED, MIRRORED = "el", "he"
"""Languages that the app does not offer, one of each direction; the CLDR's words have other letters there."""
PAGE, DESK = ("messages", "rest"), ("desk",)
"""The catalogues of the page, and that of the desk."""
ACCENTS = str.maketrans("aeiouyAEIOU", "åéîöûýÅÉÎÖÛ")
KEPT = re.compile(r"(%\(\w+\)[sd]|%%)")
GROWTH = 1.4
"""A translation of a short English message is often longer by this factor (W3C, Text size in translation)."""
_VOWELS = re.compile("([aeiouy])", re.IGNORECASE)
_FILLER = "ens ipsum dolor sit amet "


def pseudo(message: str, *, longer: bool = False) -> str:
    """Return a message with accents and in brackets, but for its placeholders.

    A longer one has `GROWTH` times the characters at least: its words grow first, as compounds do.
    """
    parts = KEPT.split(message)
    if longer:
        least = GROWTH * sum(len(part) for part in parts if not KEPT.fullmatch(part))
        parts = [part if KEPT.fullmatch(part) else _VOWELS.sub(r"\1\1", part) for part in parts]
        lacking = max(0, round(least) - sum(len(part) for part in parts if not KEPT.fullmatch(part)))
        filler = (_FILLER * (1 + lacking // len(_FILLER)))[:lacking]
        parts.append(re.sub(" $", "s", filler))
    accented = (part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in parts)
    return f"⟦{''.join(accented)}⟧"


def write_catalogues(folder: Path, *, longer: bool = False, names: tuple[str, ...] = PAGE) -> None:
    """Write the translations of the catalogues with these names into both languages, compiled ones, too."""
    for tag in (ACCENTED, MIRRORED):
        own = folder / tag / "LC_MESSAGES"
        own.mkdir(parents=True)
        for name in names:
            source, compiled = _catalogue(tag, name, longer=longer)
            (own / f"{name}.po").write_bytes(source)
            (own / f"{name}.mo").write_bytes(compiled)


@cache
def _catalogue(tag: str, name: str, *, longer: bool) -> tuple[bytes, bytes]:
    """Return a catalogue as its translators' file and as the compiled one, made once a process."""
    with (ROOT / "translations" / f"{name}.pot").open("rb") as template:
        catalogue = read_po(template, locale=tag)
    for message in (each for each in catalogue if each.id):
        forms = message.id if message.pluralizable else (message.id,)
        said = [pseudo(forms[-1], longer=longer)] * catalogue.num_plurals
        message.string = tuple(said) if message.pluralizable else said[0]
    source, compiled = BytesIO(), BytesIO()
    write_po(source, catalogue)
    write_mo(compiled, catalogue)
    return source.getvalue(), compiled.getvalue()
