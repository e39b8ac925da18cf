"""Places at which the renderer may break a line (UAX 14), added where it would be slow without them."""

import re

from webapp.printing import script_runs

RUN = 40
"""Letters without a place to break, after which the renderer is offered one."""

_BREAKS = re.compile(r"((?<=[\w.,;:!?…%)\]}’”»\"'])[^\S\u00a0\u2007\u202f]+(?=\w))")
"""White space at which a line surely breaks: after a word or its mark, before a word."""
_BESIDE_MARKS = re.compile(r"(?<=[^\w\s])(?=\s)(?!\n)|(?=[^\S\n][^\w\s])")


def with_break_opportunities(text: str) -> str:
    """Give the text for print: with places to break where the renderer would be slow without them.

    A run that is too long to set gets zero-width spaces: the renderer's time grows with the cube of soft
    hyphens between places to break. Scripts that are written without spaces break by themselves; where
    our fonts lack them, an added place does no harm. Nor does a line break at every space: after an
    opening mark, before a closing one, between dashes it stays together (UAX 14, LB13 to LB17), and a
    text of nothing else gets places before its spaces. For the line ends see `turns`.
    """

    def soften(match: re.Match[str]) -> str:
        run = match.group()
        return "\u200b".join(run[start : start + RUN] for start in range(0, len(run), RUN))

    pieces = _BREAKS.split(script_runs.limit_script_runs(text.replace("\u00ad", "")))
    opened = "".join(piece if len(piece) <= RUN else _BESIDE_MARKS.sub("\u200b", piece) for piece in pieces)
    return re.sub(rf"[\S\u00a0\u2007\u202f]{{{RUN + 1},}}", soften, opened)
