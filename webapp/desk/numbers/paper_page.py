"""What the pages of letters on paper are rendered from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from webapp.database.tables import MAX_NOTE_CHARS, MAX_PLACE_CHARS
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ngettext, pgettext, ui_language
from webapp.desk.numbers import wording
from webapp.desk.numbers.entry_form import EntryForm
from webapp.domain.channel import Channel
from webapp.domain.language import UnknownLanguage, parse
from webapp.team.numbers.counted_cases import CountedCase
from webapp.team.numbers.entering import EntryState, NamedEntry

Options = tuple[tuple[str, str], ...]
"""Values with their words."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry in words."""

    id: str
    day: date
    number: int
    what: str
    place: str
    note: str
    who: str
    at: datetime
    state: str
    """What became of it; "" for one that counts."""
    became: str
    """Who corrected or removed it, and why; "" for one that counts."""
    became_at: datetime | None


@dataclass(frozen=True, slots=True)
class PaperPage:
    """What `desk/numbers/paper.html` and `desk/numbers/entry.html` are rendered from."""

    title: str
    case: CountedCase
    form: EntryForm
    entries: tuple[EntryRow, ...]
    once: str
    """Goes with the form: who sends it twice enters it once."""
    done: str = ""
    entry: str = ""
    """The id of the entry that is corrected."""
    problem: str = ""
    """Why nothing was done."""
    reason: str = ""
    """What was typed as the reason to remove it."""
    reason_problem: str = ""

    longest_place = MAX_PLACE_CHARS
    longest_note = MAX_NOTE_CHARS

    @property
    def slug(self) -> str:
        """The campaign."""
        return self.case.slug

    @property
    def here(self) -> str:
        """The address of the list."""
        return f"/campaigns/{self.slug}/paper"

    @property
    def found(self) -> tuple[tuple[str, str], ...]:
        """What is wrong, with the address of the field."""
        more = (("", self.problem),) if self.problem else ()
        reason = (("#reason", self.reason_problem),) if self.reason_problem else ()
        return (*more, *self.form.problem_links, *reason)

    @property
    def targets(self) -> Options:
        """To whom letters can go."""
        case, language = self.case, ui_language()
        named = ((each, case.target(each, language)) for each in case.countries or {})
        return (("", _("Several, or not known")), *named)

    @property
    def channels(self) -> Options:
        """By which way."""
        return tuple((each.value, wording.channel(each)) for each in Channel)

    @property
    def languages(self) -> Options:
        """In which language."""
        tags = dict.fromkeys((*self.case.letter_languages, self.case.language))
        chosen = self.form.typed.get("language", "")
        if is_language(chosen):  # of an entry whose language the campaign does not offer any more
            tags[chosen] = None
        return (*((tag, wording.language(tag)) for tag in tags), ("", _("Several, or not known")))

    @property
    def sum(self) -> str:
        """How many letters count now."""
        number = sum(each.number for each in self.entries if not each.state)
        return ngettext(
            "%(num)s letter on paper is in the numbers.",
            "%(num)s letters on paper are in the numbers.",
            number,
        )


def is_language(tag: str) -> bool:
    """Check whether the CLDR knows a tag."""
    try:
        parse(tag)
    except UnknownLanguage:
        return False
    return True


def rows_of(entries: Iterable[NamedEntry], case: CountedCase) -> tuple[EntryRow, ...]:
    """Return entries in words."""
    return tuple(_row(each, case) for each in entries)


def _row(named: NamedEntry, case: CountedCase) -> EntryRow:
    entry = named.entry
    letters = entry.letters
    what = (
        wording.channel(letters.channel),
        wording.target(case.target(letters.target, ui_language()) if letters.target else ""),
        wording.language(letters.letter_language),
    )
    state = {
        EntryState.COUNTS: "",
        EntryState.CORRECTED: pgettext("state of an entry", "Corrected"),
        EntryState.REMOVED: pgettext("state of an entry", "Removed"),
    }[entry.state]
    who_became = wording.who(entry.taken_back_by, named.taken_back_by) if state else ""
    return EntryRow(
        entry.id,
        letters.day,
        letters.number,
        " · ".join(what),
        letters.place,
        entry.note,
        wording.who(entry.author, named.author),
        entry.at,
        state,
        ": ".join(filter(None, (who_became, entry.taken_back_because))),
        entry.taken_back_at,
    )
