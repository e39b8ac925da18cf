"""Makes a mirror: the files of one campaign, rendered by the page's own app with templates of their own."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask import Flask, render_template
from flask.ctx import RequestContext

from webapp.actions.log import ActionLog
from webapp.app import create_app, make_dependencies
from webapp.campaigns.public import PublicCampaigns
from webapp.domain.action import Tally
from webapp.domain.campaign import Campaign
from webapp.domain.dates import EARLIEST_OFFSET
from webapp.domain.language import Language
from webapp.domain.letter import Letter
from webapp.domain.picture import Rendition
from webapp.mirror import letter_files
from webapp.mirror.letter_files import LettersInLanguage
from webapp.mirror.page import MirrorPage
from webapp.mirror.style import style_sheet
from webapp.printing.letter_document import LetterDocument
from webapp.settings import ROOT, Settings
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.urls import public_url
from webapp.web.letter.printed_labels import copy_label
from webapp.web.page.deadline import deadline_calendar

FILES = "files"
"""The folder of the style sheet and the photographs."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        # What is opened from a disk has no origin in some browsers, so that 'self' would be nothing.
        "style-src 'self' file:",
        "img-src 'self' file:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
MAX_BYTES = 100_000_000
"""Of all files: the shipped campaign, in sixteen languages, has five and a half million."""
NOWHERE = "http://mirror.invalid"
"""Stands for the site while no address is known. No page of a mirror names it."""


class MirrorTooLarge(Exception):
    """The files together are larger than `MAX_BYTES`."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A copy of one campaign. Iterating over `files` renders and prints."""

    app: Flask
    pages: CampaignPages
    campaign: Campaign
    made: date
    tally: Tally | None
    """None where the database could not be reached."""
    site: str
    """The address of the site, such as https://letters.example.org, or "" where it is not known."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Return the path and the content of each file, the pages first; raise `MirrorTooLarge`."""
        size = 0
        for path, content in self._files():
            size += len(content)
            if size > MAX_BYTES:
                raise MirrorTooLarge
            yield path, content

    def _files(self) -> Iterator[tuple[str, bytes]]:
        is_open = not self.campaign.is_closed(self.pages.today())
        suggested = letter_files.letters_of(self.campaign) if is_open else ()
        yield "index.html", self._start()
        for language in self.pages.languages:
            yield f"{language.tag}/index.html", self._page(language, suggested)
            if deadline := self._deadline:
                yield f"{language.tag}/{self.campaign.slug}.ics", self._calendar(language, deadline)
        yield f"{FILES}/mirror.css", style_sheet(ROOT / "static")
        yield f"{FILES}/icon.svg", (ROOT / "static" / "icon.svg").read_bytes()
        for size in _pictures(self.campaign):
            yield f"{FILES}/{size.name}", size.content
        if is_open:
            yield from letter_files.contents(self.campaign, self._print)

    @property
    def _deadline(self) -> date | None:
        """The deadline, while it is to come."""
        today = self.pages.today()
        is_over = self.campaign.is_past_deadline(today) or self.campaign.is_closed(today)
        return None if is_over else self.campaign.deadline

    def _request(self, language: Language) -> RequestContext:
        return self.app.test_request_context(
            f"/{language.tag}/{self.campaign.slug}", base_url=self.site or NOWHERE
        )

    def _live(self, language: Language) -> str:
        return public_url(self.campaign, language) if self.site else ""

    def _start(self) -> bytes:
        """Return the page that leads to those in each language."""
        source = self.campaign.source.language
        language = source if source in self.pages.languages else self.pages.languages[0]
        with self._request(language):
            return render_template(
                "mirror/start.html",
                campaign=self.campaign,
                languages=self.pages.languages,
                ui_language=language,
                policy=POLICY,
            ).encode()

    def _page(self, language: Language, suggested: tuple[LettersInLanguage, ...]) -> bytes:
        with self._request(language):
            page = self.pages.page(
                MirrorPage,
                self.campaign,
                language,
                self.pages.suggested(self.campaign, language),
                made=self.made,
                live=self._live(language),
                total=self._total,
                suggested=suggested,
                deadline=self._deadline,
            )
            return render_template(
                "mirror/page.html", page=page, ui_language=language, policy=POLICY
            ).encode()

    @property
    def _total(self) -> int | None:
        tally = self.tally
        return tally.total if tally and self.campaign.count_display.shows(tally.total) else None

    def _calendar(self, language: Language, deadline: date) -> bytes:
        with self._request(language):
            address = self._live(language)
            return deadline_calendar(self.campaign, deadline, language, self.made, address)

    def _print(self, letter: Letter) -> bytes:
        with self._request(letter.language):
            document = LetterDocument(self.app.jinja_env, self.campaign.source.language.tag)
            label = copy_label(letter.language, self.pages.languages)
            return self.pages.printer.render(document.letters([letter], label))


def make(
    settings: Settings,
    public: Mapping[str, Campaign],
    slug: str,
    now: datetime,
    *,
    site: str,
    log: ActionLog,
    **replaced: Any,
) -> Mirror:
    """Return the mirror of a public campaign; `public` are all campaigns that everybody can see, by slug.

    `site` is the address of the site, or "" where it is not known. `log` is asked for the count once.
    `replaced` are parts of the page's app that a test makes itself.
    """
    own = replace(
        settings,
        rate_limits=False,
        log_requests=False,
        secret_keys=(secrets.token_urlsafe(32),),  # nothing is signed
        cache_url="",
        proof_of_work=False,
    )
    today = (now + EARLIEST_OFFSET).date()
    campaigns = _Campaigns(PublicCampaigns.at(now, public))
    moment = {"today": lambda: today, "now": lambda: now}
    parts = make_dependencies(own, campaigns=campaigns, log=log, **moment, **replaced)
    app = create_app(own, parts)
    app.jinja_env.globals["picture_url"] = _picture_path
    pages = CampaignPages(
        parts.campaigns, parts.languages, log, parts.totals, parts.printer, parts.today, parts.now
    )
    campaign = campaigns.public().by_slug[slug]
    return Mirror(app, pages, campaign, now.date(), pages.tally(campaign), site)


def _picture_path(_campaign: Campaign, size: Rendition) -> str:
    """Stand in for the function of the page's templates: the path from a page of a mirror."""
    return f"../{FILES}/{size.name}"


def _pictures(campaign: Campaign) -> tuple[Rendition, ...]:
    """Return the sizes that the pages show: of each photograph and of the logo, each once."""
    shown = {size.name: size for each in campaign.pictures.values() for size in (each.phone, each.desktop)}
    return tuple(shown[name] for name in sorted(shown))


class _Campaigns:
    """In place of the registry of the page's campaigns: those of one moment."""

    def __init__(self, public: PublicCampaigns) -> None:
        self._public = public

    def campaigns(self) -> tuple[Campaign, ...]:
        """Return all of them, by slug."""
        return tuple(self._public.by_slug.values())

    def campaign(self, slug: str) -> Campaign | None:
        """Find one by its slug."""
        return self._public.by_slug.get(slug)

    def public(self) -> PublicCampaigns:
        """Return them, and how they lead to one another."""
        return self._public

    def is_empty(self) -> bool:
        """Say that there is one."""
        return False
