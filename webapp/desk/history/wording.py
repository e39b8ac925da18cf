"""The words of the history: what a field is called, and what happened to a file."""

from collections.abc import Callable
from dataclasses import dataclass

from webapp.campaigns.source_files import CAMPAIGN_FILE, EDITION_SUFFIX
from webapp.campaigns.translations import edition_tag
from webapp.desk.history.notes import note_in_words
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext, ui_language
from webapp.domain.language import Language, UnknownLanguage, parse
from webapp.team.drafts.comparison import Comparison, FileChange, FileState, Path
from webapp.team.drafts.version import Version

MOST_CHANGES = 8
"""So many are named in the list of versions."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words; templates know them as `wording`."""

    label: Callable[[Path], str]
    """What the form of a case calls a field."""

    def language_of(self, path: Path) -> Language | None:
        """Return the language of a translation's field."""
        return _edition_language(path[0])

    def field(self, path: Path) -> str:
        """Return what a field is called: "Addressees · minister · E-mail"."""
        if not path[0].endswith(EDITION_SUFFIX):
            return self.label(path)
        language = _edition_language(path[0])
        name = language.name_in(ui_language()) if language else path[0]
        return _("%(language)s: %(field)s", language=name, field=self.label(path[1:])) if path[1:] else name

    def file(self, change: FileChange) -> str:
        """Return a sentence about a file."""
        language = _edition_language(change.name)
        name = language.name_in(ui_language()) if language else change.name
        if change.name == CAMPAIGN_FILE:
            name = pgettext("heading", "The case")
        match change.state:
            case FileState.ADDED:
                return pgettext("what changed in a version", "%(name)s: new", name=name)
            case FileState.REMOVED:
                return pgettext("what changed in a version", "%(name)s: removed", name=name)
            case FileState.REPLACED:
                return pgettext("what changed in a version", "%(name)s: replaced", name=name)
            case FileState.REWRITTEN:
                return _("%(name)s: only comments, marks or the layout of the file", name=name)

    def note(self, version: Version) -> str:
        """Return what the history keeps of why a version was made."""
        return note_in_words(version.note)

    def changes(self, comparison: Comparison) -> tuple[str, ...]:
        """Return what a version changed, a few words for each."""
        is_new = {each.name for each in comparison.files if each.state is FileState.ADDED}
        if CAMPAIGN_FILE in is_new:
            return (_("The first version"),)
        fields = [self.field(each.path) for each in comparison.fields if each.path[0] not in is_new]
        found = [*fields, *map(self.file, comparison.files)]
        if len(found) <= MOST_CHANGES:
            return tuple(found)
        more = len(found) - MOST_CHANGES + 1
        return (
            *found[: MOST_CHANGES - 1],
            pgettext("what changed in a version", "%(number)s more", number=ui_language().number(more)),
        )


def _edition_language(name: str) -> Language | None:
    if not name.endswith(EDITION_SUFFIX):
        return None
    try:
        return parse(edition_tag(name))
    except UnknownLanguage:
        return None
