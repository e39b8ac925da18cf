"""The service: makes the handover pack of a public campaign."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from webapp.campaigns.interface import SOURCE
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.team.handover import catalogue
from webapp.team.handover.case_texts import CaseTexts
from webapp.team.handover.catalogue import Catalogue
from webapp.team.handover.pack import Pack
from webapp.team.handover.public_cases import PublicCases
from webapp.team.handover.tables import ReadsBreakdowns, Tables
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person


class NoPackLanguage(LookupError):
    """There is no pack in this language. The message says why, for an operator."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a campaign's editions whose page is offered."""

    offered: tuple[Language, ...]
    """Those in which there is a pack."""
    without_words: tuple[Language, ...]
    """Those in which the headings and the method note are not translated: no pack."""


@dataclass(frozen=True, slots=True)
class Packs:
    """Makes packs. `translations` is the folder of the interface's catalogues, `spoken` returns the languages
    of which the desk's is complete."""

    cases: PublicCases
    log: ReadsBreakdowns
    translations: Path
    spoken: Callable[[], tuple[Language, ...]]
    now: Callable[[], datetime]

    def languages(self, by: Person, slug: str) -> Languages:
        """Return the languages of a campaign's pack; raise `NotPublic` or `NotAllowed`."""
        require(by, Permission.SEE, slug)
        return self._languages(self.cases.find(slug))

    def catalogue(self, language: Language) -> Catalogue:
        """Return the pack's own words in a language that is offered."""
        return catalogue.read_catalogue(self.translations, language)

    def make(
        self,
        by: Person,
        slug: str,
        tag: str,
        *,
        since: date | None = None,
        until: date | None = None,
        page: str = "",
    ) -> Pack:
        """Return the pack of a campaign in a language, with the figures of these days.

        `page` is the address of the campaign's page. Raise `NotPublic`, `NoPackLanguage`, `NotAllowed`, or
        `ActionsUnavailable` while the page's database cannot be reached.
        """
        require(by, Permission.SEE, slug)
        campaign = self.cases.find(slug)
        language = self._language(campaign, tag)
        texts = CaseTexts(campaign, campaign.editions[language.tag])
        words = self.catalogue(language)
        return Pack(
            slug=slug,
            language=language,
            made=self.now(),
            revision=campaign.revision,
            deadline=campaign.deadline,
            page=page,
            case=texts.case(),
            numbers=Tables(self.log, campaign, texts, words).read(since, until),
        )

    def _languages(self, campaign: Campaign) -> Languages:
        pages = [each.language for each in campaign.editions.values() if each.offers_page]
        known = self.spoken()
        source_first = sorted(pages, key=lambda each: (each != campaign.source.language, each.tag))
        return Languages(
            tuple(each for each in source_first if each in known),
            tuple(each for each in source_first if each not in known),
        )

    def _language(self, campaign: Campaign, tag: str) -> Language:
        languages = self._languages(campaign)
        for each in languages.offered:
            if each.tag == tag:
                return each
        known = ", ".join(each.tag for each in languages.offered)
        advice = f"there is a pack in: {known}" if known else "there is a pack in none of its languages yet"
        for each in languages.without_words:
            if each.tag == tag:
                raise NoPackLanguage(
                    f"the headings and the method note are not translated into {each.name_in(SOURCE)}; "
                    f"{advice}"
                )
        raise NoPackLanguage(f'"{tag[:40]}" is no language of the page of {campaign.slug}; {advice}')
