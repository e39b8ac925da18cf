"""The fonts for print: which there are, which characters they have, and how the renderer finds them alone."""

import os
from pathlib import Path
from unicodedata import category
from xml.sax.saxutils import escape
from zlib import crc32

_INVISIBLE = frozenset("\t\n\r\u00ad\u061c\u200b\u200c\u200d\u200e\u200f").union(
    map(chr, range(0xFE00, 0xFE10))
)
"""Characters that leave no ink, and that Pango leaves out where a font has nothing for them."""

_HANDED_ON = (
    "DYLD_FALLBACK_LIBRARY_PATH",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "PATH",
    "PYTHONHASHSEED",
    "TZ",
)
"""Variables that say where libraries are, and those that must make no difference to the print."""


def fontconfig_file(fonts: Path, cache_dir: Path) -> Path:
    """Write a configuration that knows our folder and nothing of the machine's fonts."""
    folder = cache_dir.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    text = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{escape(str(fonts.resolve()))}</dir>
  <cachedir>{escape(str(folder))}</cachedir>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""
    path = folder / f"fonts-{crc32(text.encode()):08x}.conf"  # another checkout may share the folder
    new = path.with_suffix(f".{os.getpid()}")  # several workers may start at once
    new.write_text(text, "utf-8")
    new.replace(path)
    return path


def only_our_fonts(config: Path) -> dict[str, str]:
    """Give the environment of a process that prints: our list of fonts, and no setting or key of ours."""
    return {name: os.environ[name] for name in _HANDED_ON if name in os.environ} | {
        "FONTCONFIG_FILE": str(config)
    }


def characters(files: list[Path]) -> frozenset[int]:
    """Give every code point that some of the fonts can draw."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for file in files:
        with TTFont(file, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def without_a_glyph(text: str, known: frozenset[int]) -> frozenset[str]:
    """Give the characters of a text that leave ink and are not among the known code points."""
    return frozenset(
        character
        for character in set(text)
        if ord(character) not in known and character not in _INVISIBLE and category(character) != "Zs"
    )


def widths(files: list[Path]) -> dict[int, float]:
    """Give the advance of each character in ems, from the first of the fonts that has it; bold ones last."""
    from fontTools.ttLib import TTFont

    found: dict[int, float] = {}
    for file in sorted(files, key=lambda path: ("Bold" in path.stem, path.name)):
        with TTFont(file, lazy=True) as font:
            advances, size = font["hmtx"].metrics, font["head"].unitsPerEm
            for code, glyph in font.getBestCmap().items():
                found.setdefault(code, advances[glyph][0] / size)
    return found
