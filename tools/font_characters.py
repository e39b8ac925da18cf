"""Which characters the fonts for Chinese, Japanese, Korean and Hindi get: those of their everyday standards,
and those of people's names, which are where rare ones occur.

Each has the punctuation of its own language, and no Latin letters, figures or stops: those are the serif's.
"""

import bz2
from collections.abc import Iterable
from pathlib import Path

Characters = frozenset[int]

# Signs of these fonts: CJK punctuation and figures in circles, signs of units, full-width forms. No frames.
_SIGNS = (range(0x2460, 0x2500), range(0x25A0, 0x2700), range(0x3000, 0x3041), range(0x3200, 0x3400))
_FULL_WIDTH = range(0xFF01, 0xFFEF)
# Latin fonts have them, too: these are an em wide in Chinese and Japanese, and as high as Korean and Hindi.
_PUNCTUATION = frozenset(map(ord, "—―‘’“”…‥※℃"))
# Pango takes a space from the font of what stands before it: a font without one prints a box.
_SPACES = frozenset({0x20, 0xA0})
_KANA = frozenset((*range(0x3041, 0x3100), *range(0x31F0, 0x3200), *range(0xFF61, 0xFFA0)))

# Family names that no standard for names has: 𠮷, 濵, 栁.
_JAPANESE_NAMES = frozenset({0x20BB7, 0x6FF5, 0x6801})

# Of 28 ends of a syllable, none and the four that foreign names and new words have: ㄴ ㄹ ㅁ ㅇ.
_USUAL_ENDS = frozenset({0, 4, 8, 16, 21})
_HANGUL = range(0xAC00, 0xD7A4)


def chinese(unihan: Path) -> Characters:
    """Return GB 2312, and the list of 8,105 characters that names in China may have (2013, kTGH)."""
    standard = _two_bytes("gb2312")
    signs = frozenset(each for each in standard if _is_sign(each))
    return _han(standard) | _fields(unihan, "kTGH") | signs - _KANA | _PUNCTUATION | _SPACES | {0xB7}


def japanese(unihan: Path) -> Characters:
    """Return JIS X 0208 with the additions of Windows (髙, 﨑), and the lists for schools and for names."""
    standard = _two_bytes("cp932")
    signs = frozenset(each for each in standard if _is_sign(each))
    lists = _fields(unihan, "kJoyoKanji") | _fields(unihan, "kJinmeiyoKanji")
    return _han(standard) | lists | signs | _KANA | _PUNCTUATION | _SPACES | _JAPANESE_NAMES


def korean() -> Characters:
    """Return KS X 1001's 2,350 syllables and all that end as usual. Hanja come from the other fonts."""
    standard = _two_bytes("euc_kr")
    syllables = frozenset(each for each in _HANGUL if (each - _HANGUL[0]) % 28 in _USUAL_ENDS)
    signs = frozenset(each for each in standard if _is_sign(each))
    jamo = frozenset(range(0x3131, 0x318F))
    return syllables | standard.intersection(_HANGUL) | jamo | signs - _KANA | _PUNCTUATION | _SPACES


def devanagari() -> Characters:
    """Return the script with its extensions, and what joins or separates its letters."""
    blocks = (range(0x900, 0x980), range(0x1CD0, 0x1CFB), range(0xA830, 0xA83A), range(0xA8E0, 0xA900))
    others = (0x200C, 0x200D, 0x20B9, 0x20F0, 0x25CC)
    return _PUNCTUATION.union(_SPACES, others, map(ord, "–•‚„‹›"), *blocks)


def _two_bytes(codec: str) -> Characters:
    """Return the characters that an encoding writes with two bytes, but not those that users define."""
    found = set()
    for first in range(0x81, 0xFF):
        for second in range(0x40, 0xFF):
            text = bytes((first, second)).decode(codec, "ignore")
            if len(text) == 1 and not 0xE000 <= ord(text) < 0xF900:
                found.add(ord(text))
    return frozenset(found - set(range(0x80)))


def _fields(unihan: Path, field: str) -> Characters:
    """Return the characters for which the Unihan database has a field."""
    with bz2.open(unihan, "rt", encoding="utf-8") as file:
        return frozenset(int(line.split("\t")[0][2:], 16) for line in file if f"\t{field}\t" in line)


def _han(characters: Iterable[int]) -> Characters:
    return frozenset(
        each for each in characters if 0x3400 <= each < 0xA000 or 0xF900 <= each < 0xFB00 or each >= 0x20000
    )


def _is_sign(character: int) -> bool:
    return any(character in each for each in (*_SIGNS, _FULL_WIDTH))
