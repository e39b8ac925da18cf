"""A case in print for everybody: its picture, a poster, and the QR code of its page."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable

from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.domain.stationery import Paper
from webapp.printing.case_document import CaseDocument, PrintedCase, qr_code
from webapp.printing.print_cache import PrintCache
from webapp.printing.printer import PrintError, PrintQueueFull
from webapp.printing.protocol import MessageType
from webapp.server.log_privacy import LOG
from webapp.web.campaign.printed_case import case_labels, picture_name, printed_case
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.urls import public_url
from webapp.web.http.client_address import client_address
from webapp.web.http.compression import CompressedBodies
from webapp.web.http.page_cache import CacheKey, Query, cacheable
from webapp.web.http.prebuilt_response import open_to_all_sites, respond_with
from webapp.web.http.responses import cache_control
from webapp.web.http.thread_wait import seconds_left

FOR_EVER = "public, max-age=31536000, immutable"
CACHE_CONTROL = "public, max-age=300"
_PICTURE = re.compile(r"case-[0-9a-f]{12}\.jpg")


@dataclass(frozen=True, slots=True)
class CasePrints:
    """What is printed once and sent to everybody. The printer's queue bounds what it costs."""

    pages: CampaignPages
    print_cache: PrintCache

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the addresses: a frame has the same ones."""
        rules: tuple[
            tuple[str, str, Callable[..., ResponseReturnValue], Callable[..., CacheKey | None]], ...
        ] = (
            ("/<lang>/<slug>/pictures/<name>", "case_picture", self.picture, self.picture_key),
            ("/<lang>/<slug>/poster.pdf", "poster", self.poster, self.poster_key),
            ("/<lang>/<slug>/qr.svg", "qr_code", self.qr_code, self.qr_key),
        )
        for address, endpoint, view, key in rules:
            blueprint.add_url_rule(address, endpoint, cacheable(view, key=key))

    def picture(self, lang: str, slug: str, name: str) -> ResponseReturnValue:
        """Return the picture; an earlier address of it leads to the present one."""
        ui_language, campaign = self.pages.find(lang, slug)
        case = self._case(campaign, ui_language)
        present = picture_name(case)
        if name != present:
            if not _PICTURE.fullmatch(name):
                abort(404)
            return redirect(url_for(".case_picture", slug=slug, lang=lang, name=present))
        content = self._printed(("picture", present), lambda: _document().picture(case), MessageType.PICTURE)
        response = respond_with("image/jpeg", CompressedBodies(content))
        response.headers["Cache-Control"] = FOR_EVER
        open_to_all_sites(response)
        return response

    def picture_key(self, _query: Query, lang: str, slug: str, name: str) -> CacheKey | None:
        """Return the cache key of a picture."""
        campaign = self._found(lang, slug)
        return CacheKey(version=self._version(campaign)) if campaign and _PICTURE.fullmatch(name) else None

    @cache_control(CACHE_CONTROL)
    def poster(self, lang: str, slug: str) -> ResponseReturnValue:
        """Return a poster; 404 after the campaign's end."""
        ui_language, campaign = self.pages.find(lang, slug)
        case = self._case(campaign, ui_language)
        if not case.is_open:
            abort(404)
        paper = _paper(request.args, ui_language)
        content = self._printed(
            ("poster", paper, case), lambda: _document().poster(case, paper), MessageType.SHEET
        )
        response = respond_with("application/pdf", CompressedBodies(content))
        response.headers["Content-Disposition"] = f'inline; filename="{slug}-{lang}-poster.pdf"'
        return response

    def poster_key(self, query: Query, lang: str, slug: str) -> CacheKey | None:
        """Return the cache key of a poster."""
        campaign = self._found(lang, slug)
        if campaign is None:
            return None
        paper = _paper(query, self.pages.language(lang))
        return CacheKey(f"paper={paper}", (self._version(campaign), self.pages.today()))

    @cache_control(CACHE_CONTROL)
    def qr_code(self, lang: str, slug: str) -> ResponseReturnValue:
        """Return the address of the page as a QR code."""
        ui_language, campaign = self.pages.find(lang, slug)
        url = public_url(campaign, ui_language)
        code = qr_code(url, url, "#fff")
        response = current_app.response_class(str(code), mimetype="image/svg+xml")
        open_to_all_sites(response)  # within a sandboxed frame the page itself is one of them
        return response

    def qr_key(self, _query: Query, lang: str, slug: str) -> CacheKey | None:
        """Return the cache key of a QR code."""
        return CacheKey() if self._found(lang, slug) else None

    def _case(self, campaign: Campaign, ui_language: Language) -> PrintedCase:
        return printed_case(campaign, ui_language, public_url(campaign, ui_language), self.pages.today())

    def _found(self, lang: str, slug: str) -> Campaign | None:
        is_offered = any(language.tag == lang for language in self.pages.languages)
        return self.pages.campaigns.campaign(slug) if is_offered else None

    def _version(self, campaign: Campaign) -> tuple[object, ...]:
        return campaign.revision, self.pages.languages.revision, campaign.is_closed(self.pages.today())

    def _printed(self, key: tuple[object, ...], html: Callable[[], str], request: MessageType) -> bytes:
        printer, address, seconds = self.pages.printer, client_address(), seconds_left()
        try:
            return self.print_cache.get(
                key, lambda: printer.render(html(), address, seconds, request=request), store=True
            )
        except PrintQueueFull as full:
            raise ServiceUnavailable(retry_after=full.retry_seconds) from None
        except PrintError as why:
            LOG.error("%s", why)
            abort(500)


def _document() -> CaseDocument:
    return CaseDocument(current_app.jinja_env, case_labels())


def _paper(query: Query, language: Language) -> Paper:
    return Paper(query.get("paper", "")) if query.get("paper", "") in tuple(Paper) else Paper(language.paper)
