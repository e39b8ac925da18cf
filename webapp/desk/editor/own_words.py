"""What is wrong in a form, or with a publication, in the words and the languages of the desk."""

from collections.abc import Mapping
from enum import Enum

from webapp.campaigns.advice import Advice, FieldFault
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import language_name, ui_language
from webapp.domain.message_id import N_
from webapp.team.publishing.plan import Refusal

_WORDS: Mapping[Enum, str] = {
    FieldFault.MISSING: N_("This is missing. Fill it in."),
    FieldFault.MISSING_ALT: N_("This is missing: say in a sentence what the photograph shows."),
    FieldFault.MISSING_CONTACT: N_(
        "This is missing, so the page cannot say how to reach your team. Write it, such as "
        "office@example.org."
    ),
    FieldFault.EMPTY: N_("This is empty. Fill it in."),
    FieldFault.UNREACHABLE: N_("There is no way to reach this official. Write what is known."),
    FieldFault.EMAIL: N_("This is no valid e-mail address. Correct it."),
    FieldFault.NO_SUCH_DAY: N_("No calendar has this day. Correct it."),
    FieldFault.DATE: N_("This must be a day, such as 2024-05-08."),
    FieldFault.MOMENT: N_("Write the day, the time and the time zone, such as 2024-05-08T09:00:00+01:00."),
    FieldFault.WHOLE_NUMBER: N_("This must be a whole number, digits alone."),
    FieldFault.NOT_RISING: N_("Each number must be larger than the one before it."),
    FieldFault.SHORT_NAME: N_(
        "Only small letters, digits and hyphens may stand here, and it begins with a letter."
    ),
    FieldFault.COUNTRY: N_("This is not the code of a country: two capital letters."),
    FieldFault.LANGUAGE: N_("This is not the code of a language that is known, such as en."),
    FieldFault.MANY_LETTERS: N_("This is too long: at most %(most)s characters are allowed. Shorten it."),
    FieldFault.MANY_ENTRIES: N_("At most %(most)s entries are allowed. Delete some."),
    FieldFault.FEW_ENTRIES: N_("At least %(least)s entries are needed."),
    FieldFault.LONG_TEXT: N_("This is too long. Shorten it."),
    FieldFault.ENVELOPE: N_("It does not fit an envelope. Shorten its lines."),
    FieldFault.NO_COUNTRY_CODE: N_("The number has no country: write + and its code before it."),
    FieldFault.NOT_A_NUMBER_ALONE: N_("This is not a number alone: write nothing else here."),
    FieldFault.NOT_DIALLED: N_("This number cannot be dialled. Compare it with its source."),
    FieldFault.LINK: N_("A link cannot be followed. Write [words](https://…), with the whole address."),
    FieldFault.SPACING: N_("Write this on one line, with single spaces."),
    FieldFault.SPACE_AROUND: N_("There is a space at the beginning or the end. Delete it."),
    FieldFault.INVISIBLE: N_(
        "There is an invisible or unusual character here. Delete it, or type the text anew."
    ),
    FieldFault.ACCOUNT: N_("This is not the name of an account there. Write the name alone."),
    FieldFault.SAME_ID: N_("Two entries have this id. Give each its own."),
    Refusal.UNCHANGED: N_("Nothing was changed since the last publication."),
    Refusal.PAST: N_("This moment is past. Choose a later one, or publish now."),
    Refusal.FAR: N_("This moment is more than ten years ahead. Correct the year."),
    Refusal.NOT_TRANSLATED_ANEW: N_(
        "%(language)s: %(number)s of the corrected texts were not translated anew. Have them "
        "translated, or say whether a fact or the wording was corrected."
    ),
}


def own_words(sentence: str) -> str:
    """Return what an advice says in the language of the desk; "" for a sentence that is English alone."""
    if not isinstance(sentence, Advice):
        return ""
    return _(_WORDS[sentence.kind], **{name: _shown(name, each) for name, each in sentence.values.items()})


def _shown(name: str, value: object) -> object:
    if isinstance(value, int):
        return ui_language().number(value)
    return language_name(str(value)) if name == "language" else value
