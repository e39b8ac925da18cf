"""The service for letters that the team counts itself: enter, correct and remove them.

What is entered is in the count of the public page, and marked there.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from webapp.actions.entries import (
    Entry,
    EntryState,
    EntryTakenBack,
    InvalidLetters,
    Letters,
    check_letters,
    check_note,
)
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp, new_id
from webapp.domain.dates import LATEST_OFFSET
from webapp.domain.language import UnknownLanguage, canonical_tag
from webapp.domain.text import line
from webapp.team.desk_database import DeskDatabase
from webapp.team.numbers.counted_cases import CountedCase, FindsCases, UnknownCampaign
from webapp.team.numbers.stamps import make_stamp
from webapp.team.numbers.team_names import team_names
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person

__all__ = [
    "EntryState",
    "EntryTakenBack",
    "InvalidLetters",
    "Letters",
    "NamedEntry",
    "PaperLetters",
    "new_id",
]


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """An entry, with the names of those who entered it and took it back; "" for a command."""

    entry: Entry
    author: str
    taken_back_by: str


class PaperLetters:
    """Every method raises `ActionsUnavailable` if a database cannot be reached, and `NotAllowed`."""

    def __init__(
        self,
        database: DeskDatabase | None,
        log: ActionLog,
        cases: FindsCases,
        now: Callable[[], datetime],
    ) -> None:
        """`database` has the names of the team; without it, as for a command, nobody has a name."""
        self._database = database
        self._log = log
        self._cases = cases
        self._now = now

    @property
    def last_day(self) -> date:
        """The last day that letters can be of: the day where it begins first."""
        return (self._now() + LATEST_OFFSET).date()

    def all(self, by: Person, slug: str) -> tuple[NamedEntry, ...]:
        """Return what was entered for a campaign, newest first, also what was corrected or removed."""
        require(by, Permission.SEE, slug)
        case = self._case(slug)
        names = team_names(self._database) if self._database else {}
        return tuple(
            NamedEntry(entry, names.get(entry.author, ""), names.get(entry.taken_back_by, ""))
            for entry in self._log.entries(case.slugs)
        )

    def enter(self, by: Person, letters: Letters, note: str = "", entry_id: str = "") -> str:
        """Add letters; return the id of the entry. Raises `UnknownCampaign`, `InvalidLetters`.

        `entry_id` is from `new_id`, once for each form: who sends the form twice enters it once.
        """
        stamp = self._stamp(by, note, entry_id)
        self._log.enter(self._checked(by, letters), stamp)
        return stamp.id

    def correct(self, by: Person, entry: str, letters: Letters, note: str = "", entry_id: str = "") -> str:
        """Put letters in the place of an entry; return the id of the new one.

        Raises `EntryTakenBack` if somebody has corrected or removed it meanwhile, `UnknownCampaign` and
        `InvalidLetters`.
        """
        stamp = self._stamp(by, note, entry_id)
        checked_letters = self._checked(by, letters)
        self._require_of(entry, letters.campaign, stamp)
        self._log.correct_entry(entry, checked_letters, stamp)
        return stamp.id

    def remove(self, by: Person, slug: str, entry: str, note: str) -> None:
        """Take an entry back, with the reason.

        Raises `EntryTakenBack`, `UnknownCampaign` and `InvalidLetters`.
        """
        require(by, Permission.COUNT, slug)
        stamp = self._stamp(by, note, "")
        if not stamp.note:
            raise InvalidLetters("note", "there is no reason; write why the entry is removed")
        self._require_of(entry, slug, stamp)
        self._log.remove_entry(entry, stamp)

    def _checked(self, by: Person, letters: Letters) -> Letters:
        require(by, Permission.COUNT, letters.campaign)
        case = self._case(letters.campaign)
        clean = replace(
            letters,
            place=line(letters.place),
            letter_language=_checked_language(letters.letter_language),
            late=case.is_late(letters.day),
        )
        check_letters(clean, first=case.issued, last=self.last_day)
        if clean.target and clean.target not in (case.countries or {}):
            raise InvalidLetters(
                "target", f'the campaign writes to nobody with the id "{clean.target[:64]}"; choose another'
            )
        return clean

    def _case(self, slug: str) -> CountedCase:
        case = self._cases.all().get(slug)
        if case is None:
            raise UnknownCampaign(slug)
        return case

    def _require_of(self, entry: str, slug: str, stamp: Stamp) -> None:
        """Raise `EntryTakenBack` unless the entry is of the campaign that the person may count."""
        ids = {each.id for each in self._log.entries(self._case(slug).slugs)}
        if entry not in ids and stamp.id not in ids:
            raise EntryTakenBack(entry)

    def _stamp(self, by: Person, note: str, entry_id: str) -> Stamp:
        stamp = make_stamp(by, note, entry_id, self._now())
        check_note(stamp.note)
        return stamp


def _checked_language(tag: str) -> str:
    if not tag:
        return ""
    try:
        return canonical_tag(tag)
    except UnknownLanguage:
        raise InvalidLetters(
            "letter_language", f'"{tag[:35]}" is no language; choose one of the list, or none'
        ) from None
