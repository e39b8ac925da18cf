"""The words of the glossary."""

from collections.abc import Mapping

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ngettext, pgettext, ui_language
from webapp.domain.language import Language
from webapp.team.tables import MAX_NOTE_CHARS, MAX_TERM_CHARS
from webapp.team.translating.term_files import FileProblem, UnreadableFile
from webapp.team.translating.terms import MAX_TERMS, Imported, InvalidTerm, TermProblem


def title(source: Language, target: Language) -> str:
    """Return what the page of a pair of languages is called."""
    spoken = ui_language()
    return pgettext(
        "name of a page",
        "Glossary: %(source)s to %(language)s",
        source=source.name_in(spoken),
        language=target.name_in(spoken),
    )


def unreadable(error: UnreadableFile) -> str:
    """Return why a file was not taken in."""
    return {
        FileProblem.NONE: _("Choose a file."),
        FileProblem.TOO_LARGE: _("The file is larger than 1 MB: divide it."),
        FileProblem.NOT_UTF8: _("The file is not in UTF-8: save it as “CSV UTF-8”."),
        FileProblem.NO_COLUMNS: _(
            "The first line of a CSV file has to be: term, translation, note. Write these words there."
        ),
        FileProblem.BROKEN: _("The file cannot be read: %(why)s.", why=error.detail.rstrip(".")),
    }[error.problem]


def told(what: str) -> str:
    """Return what has just been done; "" for anything else."""
    return {
        "added": _("The term is kept."),
        "changed": _("The term is changed."),
        "removed": _("The term is removed."),
    }.get(what, "")


def imported(took: Imported) -> str:
    """Return what a file has brought."""
    return " ".join(
        (
            ngettext("%(num)s term is new.", "%(num)s terms are new.", took.added),
            ngettext("%(num)s term is changed.", "%(num)s terms are changed.", took.changed),
            ngettext("%(num)s term was there already.", "%(num)s terms were there already.", took.same),
        )
    )


def problem(refused: InvalidTerm) -> Mapping[str, str]:
    """Return why a term is not kept, by the field that it is about."""
    match refused.problem:
        case TermProblem.NO_TERM:
            return {"term": _("Write the term.")}
        case TermProblem.NO_TRANSLATION:
            return {"translation": _("Write how it is said in the other language.")}
        case TermProblem.TOO_LONG:
            sentence = _(
                "It is too long: a term has at most %(chars)s characters, and so has its translation; "
                "a note has %(note)s.",
                chars=ui_language().number(MAX_TERM_CHARS),
                note=ui_language().number(MAX_NOTE_CHARS),
            )
            return {"term": sentence}
        case TermProblem.EXISTS:
            return {"term": _("The glossary has this term already: change it there.")}
        case TermProblem.CHANGED:
            return {"term": _("Somebody else has changed or removed this term meanwhile. Look at it again.")}
        case TermProblem.TOO_MANY:
            most = ui_language().number(MAX_TERMS)
            return {"term": _("The glossary is full: it has at most %(most)s terms.", most=most)}
