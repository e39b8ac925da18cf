"""Break opportunities (UAX 14) for text that WeasyPrint would otherwise lay out slowly."""

import re

from webapp.printing.script_runs import limit_script_runs

MAX_RUN_CHARS = 40
"""Characters without a break opportunity. After these one is added."""

_SURE_BREAKS = re.compile(r"((?<=[\w.,;:!?…%)\]}’”»\"'])[^\S\u00a0\u2007\u202f]+(?=\w))")
"""White space at which a line can always break: after a word or its punctuation, before a word."""
_BESIDE_MARKS = re.compile(r"(?<=[^\w\s])(?=\s)(?!\n)|(?=[^\S\n][^\w\s])")
_BREAKABLE = (
    "(?![ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ])"
    "[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Kana and Chinese characters: a line may end before each (UAX 14, ID)."""
_LONG_RUN = re.compile(rf"(?:(?!{_BREAKABLE})[\S\u00a0\u2007\u202f]){{{MAX_RUN_CHARS + 1},}}")
_WITHIN_KOREAN_WORDS = re.compile(r"(?<=[\uac00-\ud7a3])(?=[(\w])|(?<=[)\w%])(?=[\uac00-\ud7a3])")
"""UAX 14 lets a line end after each syllable, as in narrow columns; in a letter, words stay whole."""


def with_break_opportunities(text: str) -> str:
    """Return the text for print, with zero-width spaces where the renderer would be slow without them.

    A long run of characters gets them because layout time grows with the cube of the soft hyphens between
    two break opportunities. Chinese and Japanese have enough; among them WeasyPrint would take an added one
    before a line is full. Korean words get word joiners: Pango would break them anywhere.
    A space is not always a break opportunity: none follows an opening mark, precedes a closing one or stands
    between dashes (UAX 14, LB13 to LB17). Text of nothing else gets opportunities before its spaces.
    `limit_script_runs` may add line breaks.
    """

    def split_run(match: re.Match[str]) -> str:
        run = match.group()
        starts = range(0, len(run), MAX_RUN_CHARS)
        return "\u200b".join(run[start : start + MAX_RUN_CHARS] for start in starts)

    pieces = _SURE_BREAKS.split(limit_script_runs(text.replace("\u00ad", "")))
    opened = "".join(
        piece if len(piece) <= MAX_RUN_CHARS else _BESIDE_MARKS.sub("\u200b", piece) for piece in pieces
    )
    return _WITHIN_KOREAN_WORDS.sub("\u2060", _LONG_RUN.sub(split_run, opened))


def without_break_opportunities(text: str) -> str:
    """Return a text for print as it was written."""
    return text.replace("\u200b", "").replace("\u2060", "")
