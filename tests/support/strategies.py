"""Strategies for what is typed: anything at all, and what is known to hurt, thicker."""

from hypothesis import strategies as st

from webapp.domain import text

HOSTILE = (
    "aB1 \t\n\r\v\f\x00\x07\x1b\x85\xa0\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069"
    "\u2028\u2029\ufeff"
    "\ud800\udfff\u0301\u0e34é–яжة\u0661我🕯&=?#%+,;<>\"'@"
)
typed = st.one_of(st.text(st.characters(), max_size=200), st.text(st.sampled_from(HOSTILE), max_size=200))
"""Anything, lone surrogates included; and what is known to hurt, thicker."""
honest = typed.map(text.sanitize)
lines = typed.map(lambda words: text.line(words)[: text.MAX_LINE_CHARS].strip())
