"""The form of letters on paper: what was typed, and what is wrong with it in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from webapp.actions.entries import MAX_NUMBER
from webapp.database.tables import MAX_NOTE_CHARS, MAX_PLACE_CHARS
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ngettext, pgettext, ui_language
from webapp.desk.numbers.whole_number import parse_number
from webapp.domain import dates
from webapp.domain.channel import Channel
from webapp.domain.text import line
from webapp.team.numbers.entering import InvalidLetters, Letters

FIELDS = ("day", "number", "target", "channel", "language", "place", "note")
_CHOSEN = frozenset({"target", "channel", "language"})
MAX_CHARS = 2_000
"""More than any field takes: what is cut off was refused before."""
_LONGEST = {"place": MAX_PLACE_CHARS, "note": MAX_NOTE_CHARS}


@dataclass(frozen=True, slots=True)
class EntryForm:
    """What was typed, by the name of the field, and the sentences about it."""

    typed: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()
    """The field, or "", and what is wrong."""

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Self:
        """Read what was sent."""
        sent = {name: form.get(name, "")[:MAX_CHARS] for name in FIELDS}
        return cls({name: text if name in _CHOSEN else line(text) for name, text in sent.items()})

    @classmethod
    def of(cls, letters: Letters, note: str) -> Self:
        """Return the form of letters that were entered."""
        return cls(
            {
                "day": letters.day.isoformat(),
                "number": str(letters.number),
                "target": letters.target,
                "channel": letters.channel.value,
                "language": letters.letter_language,
                "place": letters.place,
                "note": note,
            }
        )

    def letters(self, slug: str) -> Letters | Self:
        """Return the letters that are meant, or else the form with its problems."""
        day, number = dates.parse(self.typed["day"]), parse_number(self.typed["number"])
        channel = self.typed["channel"]
        problems = []
        if day is None:
            problems.append(("day", _not_a_day(self.typed["day"])))
        if number is None:
            problems.append(("number", wrong_number(self.typed["number"])))
        if channel not in {each.value for each in Channel}:
            problems.append(("channel", _("Channel: choose one from the list.")))
        if day is None or number is None or problems:
            return replace(self, problems=tuple(problems))
        return Letters(
            slug,
            day,
            Channel(channel),
            number,
            self.typed["target"],
            self.typed["language"],
            place=self.typed["place"],
        )

    def refused(self, error: InvalidLetters, first: date | None, last: date) -> Self:
        """Return the form with the sentence for what the service refused; the days bound what can be."""
        name = "language" if error.field == "letter_language" else error.field
        return replace(self, problems=((name, self._sentence(name, first, last)),))

    def problem(self, name: str) -> str:
        """Return what is wrong with a field; "" if nothing is."""
        return next((sentence for at, sentence in self.problems if at == name), "")

    @property
    def problem_links(self) -> tuple[tuple[str, str], ...]:
        """Each problem with the address of its field."""
        return tuple((f"#{name}" if name else "", sentence) for name, sentence in self.problems)

    @property
    def day_kind(self) -> str:
        """The kind of the field of the day: one for days would lose what is none."""
        day = self.typed.get("day", "")
        return "date" if not day or dates.parse(day) else "text"

    def _sentence(self, name: str, first: date | None, last: date) -> str:
        match name:
            case "number":
                return wrong_number(self.typed["number"])
            case "day":
                return _wrong_day(dates.parse(self.typed["day"]), first, last)
            case "target":
                return _("To whom: the campaign does not write to them any more. Choose from the list.")
            case "language":
                return _("Language of the letters: choose one from the list.")
            case "place":
                return wrong_text(pgettext("label of a field", "Place"), self.typed["place"], MAX_PLACE_CHARS)
            case _other:
                return wrong_text(pgettext("label of a field", "Note"), self.typed["note"], MAX_NOTE_CHARS)


def wrong_number(typed: str) -> str:
    """Return the sentence for a number that is none, or is too large."""
    return _(
        "Number: “%(value)s” cannot be taken. Write a whole number from 1 to %(most)s.",
        value=typed[:40],
        most=ui_language().number(MAX_NUMBER),
    )


def wrong_text(label: str, text: str, longest: int) -> str:
    """Return the sentence for a text that the service does not take."""
    if "@" in text:
        return _("%(field)s: leave out the address. Nothing about a supporter is kept here.", field=label)
    if len(text) > longest:
        return ngettext(
            "%(field)s: there is %(num)s character, and %(most)s fit. Shorten it.",
            "%(field)s: there are %(num)s characters, and %(most)s fit. Shorten it.",
            len(text),
            field=label,
            most=ui_language().number(longest),
        )
    return _("%(field)s: it holds characters that are no text. Write it anew.", field=label)


def _not_a_day(typed: str) -> str:
    return _(
        "Day: “%(value)s” is not a day. Write year, month and day, such as 2030-05-31.", value=typed[:40]
    )


def _wrong_day(day: date | None, first: date | None, last: date) -> str:
    if day is None:
        return _not_a_day("")
    if day > last:
        return _(
            "Day: %(day)s has not come yet. Write a day until %(last)s.",
            day=day.isoformat(),
            last=last.isoformat(),
        )
    if first is None:
        return _("Day: %(day)s is too long ago to be counted.", day=day.isoformat())
    return _(
        "Day: %(day)s is before the campaign began. Write a day from %(first)s on.",
        day=day.isoformat(),
        first=first.isoformat(),
    )
