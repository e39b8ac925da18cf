"""The sentences of `check` about remarks on a translation."""

from webapp.campaigns.diagnostics import shorten
from webapp.campaigns.translation_checks.remark import Kind, Remark

_HINTS = {
    Kind.MARKUP: "the link {expected} is plain text in the translation; write [words](https://…)",
    Kind.BRACKETS: "the bracket {found} has no partner",
    Kind.SPACING: "two spaces stand side by side",
    Kind.DOUBLED_WORD: "{found} has a word twice",
    Kind.LINES: "the source has {expected} lines, the translation {found}",
    Kind.UNCHANGED: "the translation is the same as the source; is it translated?",
    Kind.TERM: "the glossary says {expected}",
}


def sentence(remark: Remark) -> str:
    """Return what a remark says, with the remedy if it is about a fact."""
    expected, found = _quoted(remark.expected), _quoted(remark.found)
    match remark.kind:
        case Kind.NAME if remark.found:
            return f"the name {expected} is written {found} here; correct what is wrong"
        case Kind.NAME | Kind.NAME_FORM if not remark.found:
            return f"the name {expected} is not in the translation; correct what is wrong"
        case Kind.NAME_FORM:
            return f"is {found} another form of the name {expected}?"
        case Kind.QUOTES if remark.found:
            return f"the quotation mark {found} has no partner"
        case Kind.QUOTES:
            return "the source has quotation marks, the translation has none"
        case kind if kind in _HINTS:
            return _HINTS[kind].format(expected=expected, found=found)
        case _fact:
            return f"the source has {expected}, the translation {found}; correct what is wrong"


def _quoted(value: str) -> str:
    return f'"{shorten(value)}"' if value else "none of the kind"
