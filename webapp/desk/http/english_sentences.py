"""Sentences that `check` and the team's services write in English, in the language of the desk.

The history keeps its notes as they were written, and `check` speaks English on a terminal, so each is known
here by its words. One that is not known stays English, and is marked as that.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from webapp.campaigns.interface import SOURCE
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import in_english, language_name, ui_language
from webapp.domain.language import UnknownLanguage
from webapp.domain.message_id import N_, NC_, ContextualMessage


class _Known(NamedTuple):
    """What a sentence looks like, and the message that says the same; its values are groups of the first."""

    english: re.Pattern[str]
    message: str | ContextualMessage


def _known(english: str, message: str | ContextualMessage) -> _Known:
    return _Known(re.compile(english, re.DOTALL), message)


NOTES = (
    _known("Published", NC_("note on a version of a draft", "Published")),
    _known("Closed", NC_("note on a version of a draft", "Closed")),
    _known("Reopened", NC_("note on a version of a draft", "Reopened")),
    _known("Outcome told", NC_("note on a version of a draft", "Outcome told")),
    _known("PO file taken in", NC_("note on a version of a draft", "PO file taken in")),
    _known("Translation reviewed", NC_("note on a version of a draft", "Translation reviewed")),
    _known(
        r"Translation into (?P<language>\S+) begun",
        NC_("note on a version of a draft", "Translation begun: %(language)s"),
    ),
    _known(
        "A translation is right as it is",
        NC_("note on a version of a draft", "A translation is right as it is"),
    ),
    _known(
        r"Version (?P<number>\d+) restored",
        NC_("note on a version of a draft", "Version %(number)s restored"),
    ),
    _known(r"(?P<name>\S+) added", NC_("note on a version of a draft", "Official added: %(name)s")),
    _known(r"(?P<name>\S+) corrected", NC_("note on a version of a draft", "Official corrected: %(name)s")),
    _known(
        r"Folder (?P<name>\S+) adopted", NC_("note on a version of a draft", "Folder taken over: %(name)s")
    ),
    _known(r"Continues (?P<slug>\S+)", NC_("note on a version of a draft", "Continues %(slug)s")),
)
"""What the history says of a version that a service made."""

REFUSALS = (
    _known(
        r"(?P<language>\S+): (?P<number>\d+) texts were not translated anew; .*",
        N_(
            "%(language)s: %(number)s of the corrected texts were not translated anew. Have them "
            "translated, or say whether a fact or the wording was corrected."
        ),
    ),
    _known(r"The moment .* is past; .*", N_("This moment is past. Choose a later one, or publish now.")),
    _known(
        "Nothing was changed since the last publication",
        N_("Nothing was changed since the last publication."),
    ),
)
"""Why a publication is refused, beside what `check` says."""

_DATE_EXAMPLE = N_("This must be a day, such as 2024-05-08.")
_MOMENT_EXAMPLE = N_("Write the day, the time and the time zone, such as 2024-05-08T09:00:00+01:00.")
_INVISIBLE = N_("There is an invisible or unusual character here. Delete it, or type the text anew.")
_SHORTER = N_("This is too long. Shorten it.")
CHECKS = (
    _known(
        r"is missing: say in a sentence .*",
        N_("This is missing: say in a sentence what the photograph shows."),
    ),
    _known(
        r"is missing, so the page cannot say how to reach .*",
        N_(
            "This is missing, so the page cannot say how to reach your team. Write it, such as "
            "office@example.org."
        ),
    ),
    _known(r"is missing; .*", N_("This is missing. Fill it in.")),
    _known(r"is empty; .*", N_("This is empty. Fill it in.")),
    _known(
        r"has no way to be reached; .*", N_("There is no way to reach this official. Write what is known.")
    ),
    _known(r"is not a valid e-mail address .*", N_("This is no valid e-mail address. Correct it.")),
    _known(r"(is|has) a day that no calendar has; .*", N_("No calendar has this day. Correct it.")),
    _known(r"must be a date such as .*|is a date; .*", _DATE_EXAMPLE),
    _known(r"is no moment .*|must be a day, a time .*|has no time.*|is a moment; .*", _MOMENT_EXAMPLE),
    _known(
        r"must be a whole number.*|is a number with signs .*",
        N_("This must be a whole number, digits alone."),
    ),
    _known(r"must rise; .*", N_("Each number must be larger than the one before it.")),
    _known(
        r"must be small letters, digits and hyphens.*|cannot be the address of a page; .*",
        N_("Only small letters, digits and hyphens may stand here, and it begins with a letter."),
    ),
    _known(
        r"is not the code of a country; .*", N_("This is not the code of a country: two capital letters.")
    ),
    _known(
        r"is not the code of a language; .*",
        N_("This is not the code of a language that is known, such as en."),
    ),
    _known(
        r"is too long; at most (?P<most>\d+) letters .*",
        N_("This is too long: at most %(most)s characters are allowed. Shorten it."),
    ),
    _known(
        r"is too long; at most (?P<most>\d+) entries .*",
        N_("At most %(most)s entries are allowed. Delete some."),
    ),
    _known(
        r"has too few entries; write at least (?P<least>\d+)", N_("At least %(least)s entries are needed.")
    ),
    _known(r"has (a paragraph of )?\S+ (letters|lines|paragraphs), at most .*", _SHORTER),
    _known(
        r"has an address that does not fit an envelope: .*",
        N_("It does not fit an envelope. Shorten its lines."),
    ),
    _known(
        r"is a number without its country; .*",
        N_("The number has no country: write + and its code before it."),
    ),
    _known(r"is not a number alone; .*", N_("This is not a number alone: write nothing else here.")),
    _known(r"cannot be dialled: .*", N_("This number cannot be dialled. Compare it with its source.")),
    _known(
        r"has a link that cannot be followed, .*",
        N_("A link cannot be followed. Write [words](https://…), with the whole address."),
    ),
    _known(
        r"has a line break; .*|has two spaces in a row; .*", N_("Write this on one line, with single spaces.")
    ),
    _known(
        r"has a space at its beginning or end; .*",
        N_("There is a space at the beginning or the end. Delete it."),
    ),
    _known(r"has a tab or .*|has an invisible .*|has hidden .*", _INVISIBLE),
    _known(
        r"is (too long for a name|not an address|not a name|not the address of a profile|an address) on .*",
        N_("This is not the name of an account there. Write the name alone."),
    ),
    _known(r"is the id of two .*", N_("Two entries have this id. Give each its own.")),
)
"""What `check` says of a field that a form has."""


def translated(sentence: str, known: tuple[_Known, ...]) -> str:
    """Return a sentence in the language of the desk; in English, marked as such, where it is not known."""
    if ui_language() == SOURCE:
        return sentence
    for each in known:
        if found := each.english.fullmatch(sentence):
            return _(
                each.message,
                **{name: _VALUES.get(name, str)(value) for name, value in found.groupdict().items()},
            )
    return in_english(sentence)


def is_known(sentence: str, known: tuple[_Known, ...]) -> bool:
    """Tell whether a sentence has a translation."""
    return any(each.english.fullmatch(sentence) for each in known)


def _number(digits: str) -> str:
    return ui_language().number(int(digits))


def _language(tag: str) -> str:
    try:
        return language_name(tag)
    except UnknownLanguage:
        return tag


_VALUES: dict[str, Callable[[str], str]] = {
    "number": _number,
    "most": _number,
    "least": _number,
    "language": _language,
}
