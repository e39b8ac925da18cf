"""What somebody chooses for a pack: language, paper, period, and the address of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from webapp.desk.http.text import gettext as _
from webapp.domain import dates
from webapp.domain.language import Language
from webapp.domain.stationery import Paper
from webapp.domain.text import line
from webapp.server.public_links import MAX_LINK_CHARS, InvalidLink, page_url

LANGUAGE, PAPER, SINCE, UNTIL, PAGE = "language", "paper", "since", "until", "page"
"""The names of the fields."""
MAX_DAY_CHARS = 40


@dataclass(frozen=True, slots=True)
class HandoverForm:
    """The choices as they were read. What cannot be used is None or "", with a problem."""

    language: Language
    paper: Paper
    since: date | None
    until: date | None
    page: str
    typed: Mapping[str, str]
    """The fields that are typed, as a form shows them."""
    problems: tuple[tuple[str, str], ...]
    """The field and the sentence for what cannot be used."""

    @classmethod
    def read(cls, args: Mapping[str, str], offered: Sequence[Language]) -> Self:
        """Read the fields of an address. `offered` are the languages of the pack, of which there is one."""
        tag = args.get(LANGUAGE, "")
        language = next((each for each in offered if each.tag == tag), offered[0])
        typed = {name: line(args.get(name, "")[:MAX_DAY_CHARS]) for name in (SINCE, UNTIL)}
        typed[PAGE] = line(args.get(PAGE, "")[: MAX_LINK_CHARS + 1])
        days = {name: dates.parse(typed[name]) for name in (SINCE, UNTIL)}
        problems = [
            (name, _not_a_day(typed[name])) for name, day in days.items() if typed[name] and day is None
        ]
        since, until = days[SINCE], days[UNTIL]
        if since and until and since > until:
            problems.append((SINCE, _("The first day is after the last one. Exchange the two days.")))
        page = ""
        try:
            page = typed[PAGE] and page_url(typed[PAGE])
        except InvalidLink:
            problems.append((PAGE, _not_an_address(typed[PAGE])))
        if tag and tag != language.tag:
            problems.append((LANGUAGE, _("There is no pack in the language “%(tag)s”.", tag=tag[:40])))
        for name, day in days.items():
            typed[name] = day.isoformat() if day else typed[name]
        paper = Paper(args[PAPER]) if args.get(PAPER) in [*Paper] else Paper(language.paper)
        return cls(language, paper, since, until, page, typed, tuple(problems))

    def problem(self, name: str) -> str:
        """Return what is wrong with a field; "" if nothing is."""
        return next((sentence for field, sentence in self.problems if field == name), "")


def _not_a_day(text: str) -> str:
    return _(
        "“%(value)s” is not a day. Write year, month and day, such as 2030-05-31, or leave the field empty.",
        value=text,
    )


def _not_an_address(text: str) -> str:
    return _(
        "“%(value)s” is not an address of a page. Copy it from the browser: it begins with https://.",
        value=text[:80],
    )
