"""The list of cases on the home page: in which order, which of them, and what is said of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Self

from webapp.campaigns.public import PublicCampaigns
from webapp.domain import text
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.domain.life import Outcome

CASES_PER_PAGE = 60
SEARCH_FROM = 10
"""The number of cases from which on they can be searched: fewer are seen at a glance."""
MAX_SEARCH_CHARS = 100
MAX_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Case:
    """One campaign as the list shows it."""

    campaign: Campaign
    edition: Edition
    today: date
    is_continued: bool
    """Whether a newer campaign continues it."""
    total: int | None = None
    """Its reported actions; None while they cannot be read."""

    @property
    def is_open(self) -> bool:
        """Whether letters are wanted now."""
        has_ended = self.campaign.is_closed(self.today) or self.campaign.is_past_deadline(self.today)
        return not (has_ended or self.is_continued)

    @property
    def outcome(self) -> Outcome | None:
        """What came of it."""
        return self.campaign.life.outcome

    @property
    def is_good_news(self) -> bool:
        """Whether it ended well."""
        return self.outcome is not None and self.outcome.kind.is_good_news

    @property
    def days_left(self) -> int | None:
        """Days until the deadline."""
        return self.campaign.days_left(self.today)

    @property
    def ended_on(self) -> date:
        """The day by which cases that have ended are ordered."""
        return self.outcome.date if self.outcome else self.campaign.deadline or date.min


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. Nothing of it is kept."""

    words: str = ""
    country: str = ""
    theme: str = ""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """Read a query; what is too long is cut."""
        return cls(*(text.line(args.get(name, ""))[:MAX_SEARCH_CHARS] for name in ("q", "country", "theme")))

    @property
    def parameters(self) -> dict[str, str]:
        """The query parameters that repeat it."""
        named = {"q": self.words, "country": self.country, "theme": self.theme}
        return {name: value for name, value in named.items() if value}

    def finds(self, case: Case, country: str) -> bool:
        """Check whether a case is looked for; `country` is its country's name on the page."""
        if self.country not in ("", case.campaign.country):
            return False
        if self.theme and text.unaccented(self.theme) not in map(fold, themes_of(case)):
            return False
        searched = (
            country,
            case.campaign.reference,
            *case.edition.case_texts,
            *case.campaign.source.case_texts,
            *(person.own_script for person in case.edition.text.people),
            *themes_of(case),
        )
        found_in = fold(" ".join(searched))
        return all(word in found_in for word in text.unaccented(self.words).split())


def themes_of(case: Case) -> Sequence[str]:
    """Return what a case is about, in the words of its edition."""
    return case.edition.text.theme


@lru_cache(maxsize=4_096)
def fold(written: str) -> str:
    """Return a campaign's text without the differences that a search ignores.

    It is remembered, so it must never be given a visitor's words.
    """
    return text.unaccented(written)


@dataclass(frozen=True, slots=True)
class CaseList:
    """The cases of one page of the list, by section, and what can be chosen from."""

    open: tuple[Case, ...]
    good_news: tuple[Case, ...]
    past: tuple[Case, ...]
    search: Search
    is_searched: bool
    """Whether there is a search at all."""
    countries: tuple[tuple[str, str], ...]
    """Code and name, by name."""
    themes: tuple[str, ...]
    number: int
    """Which page this is, from 1."""
    pages: int

    @classmethod
    def of(
        cls,
        public: PublicCampaigns,
        totals: Mapping[str, int] | None,
        ui_language: Language,
        today: date,
        search: Search,
        number: int,
    ) -> Self:
        """Order the cases: the open ones by deadline, then good news, then what is past, the latest first."""
        cases = [
            Case(
                campaign,
                campaign.page_edition(ui_language.tag),
                today,
                public.next(campaign) is not None,
                None if totals is None else _total(campaign, totals),
            )
            for campaign in public.by_slug.values()
        ]
        names = ui_language.locale.territories
        countries = {case.campaign.country: names.get(case.campaign.country, "") for case in cases}
        themes = {fold(theme): theme for case in cases for theme in themes_of(case)}
        found = [case for case in cases if search.finds(case, countries[case.campaign.country])]
        ordered = sorted(
            (case for case in found if case.is_open),
            key=lambda case: (case.campaign.deadline or date.max, case.campaign.slug),
        )
        ended = [case for case in found if not case.is_open]
        ended.sort(key=lambda case: case.ended_on, reverse=True)
        ordered += [case for case in ended if case.is_good_news]
        ordered += [case for case in ended if not case.is_good_news]
        pages = max(1, -(-len(ordered) // CASES_PER_PAGE))
        number = min(number, pages)
        shown = ordered[(number - 1) * CASES_PER_PAGE : number * CASES_PER_PAGE]
        return cls(
            open=tuple(case for case in shown if case.is_open),
            good_news=tuple(case for case in shown if not case.is_open and case.is_good_news),
            past=tuple(case for case in shown if not case.is_open and not case.is_good_news),
            search=search,
            is_searched=len(cases) >= SEARCH_FROM,
            countries=tuple(sorted(countries.items(), key=lambda pair: fold(pair[1]))),
            themes=tuple(sorted(themes.values(), key=fold)),
            number=number,
            pages=pages,
        )


def read_page_number(args: Mapping[str, str]) -> int:
    """Return the number of the page that is asked for; 1 where it is none."""
    written = args.get("page", "")
    return max(1, min(int(written), MAX_PAGE)) if written.isdecimal() and len(written) <= 4 else 1


def _total(campaign: Campaign, totals: Mapping[str, int]) -> int:
    slugs: Iterable[str] = (campaign.slug, *campaign.life.redirects)
    return sum(totals.get(slug, 0) for slug in slugs)
