"""The marks of lists: bullets and numbers."""

import re

_SIGNS = "·•▪◦‣●○■□➢➤✓*–\ue000-\uf8ff-"
"""Also signs of symbol typefaces, which have no number of their own in Unicode."""
_MARK = re.compile(rf"(?:[{_SIGNS}]|\(?\d{{1,2}}[.)]|[ivx]{{1,4}}[.)]|[n?])\s+(?=\S)")
"""Also letters that stand for a bullet whose typeface was lost."""
_LONE_MARK = re.compile(rf"(?:[{_SIGNS}]|\(?\d{{1,2}}[.)])\s*$")


def without_mark(text: str) -> str:
    """Return a line without the mark before it; "" for a mark alone."""
    if _LONE_MARK.match(text):
        return ""
    return _MARK.sub("", text, count=1) if _MARK.match(text) else text
