"""What the checks found in a translation, in sentences."""

from webapp.campaigns.translation_checks.remark import Kind, Remark
from webapp.desk.http.text import gettext as _


def sentence(remark: Remark) -> str:
    """Return the sentence of a remark. The place in the translation is marked beside it."""
    expected, found = remark.expected, remark.found
    match remark.kind:
        case Kind.NAME if expected and found:
            return _("The name is “%(expected)s”; here stands “%(found)s”.", expected=expected, found=found)
        case Kind.NAME | Kind.NAME_FORM if expected and not found:
            return _("The name “%(expected)s” is not found here.", expected=expected)
        case Kind.NAME_FORM:
            return _("Is “%(found)s” another form of “%(expected)s”?", expected=expected, found=found)
        case Kind.MARKUP:
            return _(
                "The link “%(expected)s” is plain text here: write [words](https://…).", expected=expected
            )
        case Kind.QUOTES if not found:
            return _("The source text has quotation marks, the translation has none.")
        case Kind.QUOTES:
            return _("A quotation mark has no partner.")
        case Kind.BRACKETS:
            return _("A bracket has no partner.")
        case Kind.SPACING:
            return _("Two spaces stand side by side.")
        case Kind.DOUBLED_WORD:
            return _("A word stands there twice.")
        case Kind.LINES:
            return _(
                "The source text has %(expected)s lines, the translation has %(found)s.",
                expected=expected,
                found=found,
            )
        case Kind.UNCHANGED:
            return _("The text is the same as the source text: is it translated?")
        case Kind.TERM:
            return _("The glossary says “%(expected)s”.", expected=expected)
        case _other:
            return _fact(expected, found)


def _fact(expected: str, found: str) -> str:
    if expected and found:
        return _(
            "The source text has “%(expected)s”; here stands “%(found)s”.", expected=expected, found=found
        )
    if expected:
        return _("“%(expected)s” of the source text is not found here.", expected=expected)
    return _("“%(found)s” is not in the source text.", found=found)
