"""The print fonts: their characters and widths, and the fontconfig file that offers them and no others."""

import os
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from unicodedata import category
from xml.etree import ElementTree
from xml.sax.saxutils import escape
from zlib import crc32

_FILES = Path(__file__).resolve().parents[2] / "static" / "fonts" / "print"

_INVISIBLE = frozenset("\t\n\r\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060").union(
    map(
        chr,
        (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080), *range(0xE0100, 0xE01F0)),
    )
)
"""Characters without ink: formats, variation selectors, tags.
Pango leaves them out where a font has no glyph for them."""

_PASSED_VARIABLES = (
    "DYLD_FALLBACK_LIBRARY_PATH",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "PATH",
    "PYTHONHASHSEED",
    "TZ",
)
"""Variables that say where libraries are, and variables that tests set to prove that they change nothing."""
_NO_PROGRAMS = {"PATH": os.devnull} if sys.platform == "linux" else {}
"""WeasyPrint tries several names for each of its libraries. Python looks for those that the system does not
have with a compiler and a linker, where it finds them: they would be started 26 times."""


def fontconfig_file(fonts: Path, cache_dir: Path) -> Path:
    """Write a configuration with our folder and none of the machine's fonts. Return its path."""
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


def font_folders() -> list[Path]:
    """Return the folders of the fonts and of their list, in a process that has `only_our_fonts`."""
    config = Path(os.environ["FONTCONFIG_FILE"])
    root = ElementTree.parse(config).getroot()  # noqa: S314  # `fontconfig_file` wrote it
    names = (element.text or "" for element in root if element.tag.endswith("dir"))
    return [Path(name) for name in names] + [config.parent]


def only_our_fonts(config: Path) -> dict[str, str]:
    """Return the environment of a printing process: our list of fonts, and none of our settings or keys."""
    passed = {name: os.environ[name] for name in _PASSED_VARIABLES if name in os.environ}
    return passed | _NO_PROGRAMS | {"FONTCONFIG_FILE": str(config)}


def characters(files: Iterable[Path]) -> frozenset[int]:
    """Return every code point that at least one of the fonts has."""
    return frozenset().union(*map(_advances, files))


def without_a_glyph(text: str, known: frozenset[int]) -> frozenset[str]:
    """Return the characters of a text that have ink and are not among the known code points."""
    return frozenset(
        character
        for character in set(text)
        if ord(character) not in known and character not in _INVISIBLE and category(character) != "Zs"
    )


@lru_cache(maxsize=1)
def print_characters() -> frozenset[int]:
    """Return every code point that can be printed."""
    return characters(_print_files())


@lru_cache(maxsize=1)
def print_widths() -> Mapping[int, float]:
    """Return the advance widths of the print fonts."""
    return widths(_print_files())


def _print_files() -> list[Path]:
    return sorted(_FILES.glob("*.ttf"))


def widths(files: Iterable[Path]) -> dict[int, float]:
    """Return each character's advance width in ems, from the first font that has it; bold fonts come last."""
    advances: dict[int, float] = {}
    for file in sorted(files, key=lambda path: ("Bold" in path.stem, path.name), reverse=True):
        advances.update(_advances(file))
    return advances


@lru_cache(maxsize=32)
def _advances(file: Path) -> Mapping[int, float]:
    """Return the advance width in ems of each character of a font. For Chinese it takes 0.1 s."""
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        metrics, size = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[glyph][0] / size for code, glyph in font.getBestCmap().items()}
