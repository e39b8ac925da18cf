"""The app, put together: the one module that knows all the parts."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.actions.burst_detection import BurstDetector
from webapp.actions.cached_totals import CachedTotals
from webapp.actions.leap_detection import LeapDetector
from webapp.actions.log import ActionLog
from webapp.actions.proof_of_work import ProofOfWork
from webapp.actions.reporting import Reporting
from webapp.actions.signalling import SignalLimits, Signalling
from webapp.actions.tokens import Tokens
from webapp.campaigns import load_log
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.registry import CampaignRegistry
from webapp.domain.dates import anywhere_on_earth, utc_now
from webapp.printing import letter_document, print_queue
from webapp.printing.print_cache import PrintCache, signing_key
from webapp.printing.printer import Printer
from webapp.server.host_names import AllowedHosts
from webapp.server.key_file import signing_keys
from webapp.server.metrics.registry import Metrics
from webapp.server.network_counters import NetworkCounters
from webapp.settings import ROOT, Settings
from webapp.web.api import openapi
from webapp.web.api.crawlers import Crawlers
from webapp.web.api.health import Health
from webapp.web.api.security_txt import SecurityTxt
from webapp.web.campaign import moved, template_globals
from webapp.web.campaign.framing import allowed_framers
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.template_globals import Operator
from webapp.web.campaign.urls import EMBED, EmbedContexts
from webapp.web.embed import theme_stylesheet
from webapp.web.embed.embed_script import embed_script
from webapp.web.embed.oembed import OEmbed
from webapp.web.embed.views import IntegrationGuide
from webapp.web.http import (
    assets,
    compression,
    errors,
    locales,
    path_prefix,
    rate_limits,
    request_host,
    request_logging,
    security,
)
from webapp.web.http.assets import Assets
from webapp.web.http.page_cache import PageCache, key_by_route
from webapp.web.http.page_languages import PageLanguages
from webapp.web.http.rate_limits import RateLimiter
from webapp.web.http.request_body import MAX_BODY_BYTES, InMemoryRequest
from webapp.web.http.request_host import CanonicalHost
from webapp.web.http.template_environment import TemplateEnvironment
from webapp.web.letter.downloads import Downloads
from webapp.web.letter.views import Letters
from webapp.web.page.case_prints import CasePrints
from webapp.web.page.count import Counts
from webapp.web.page.deadline import Deadlines
from webapp.web.page.feeds import Feeds
from webapp.web.page.home import Home
from webapp.web.page.pictures import PictureFiles
from webapp.web.page.privacy import Privacy
from webapp.web.page.views import Pages
from webapp.web.report.share_page import SharePage
from webapp.web.report.signals import Signals
from webapp.web.report.views import Reports

PRINTS_KEPT = 8_000_000
"""Bytes of finished prints a process keeps: some two hundred."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the app is made of. Views get the parts they use, never this."""

    campaigns: CampaignRegistry
    log: ActionLog
    totals: CachedTotals
    tokens: Tokens
    printer: Printer
    print_cache: PrintCache
    limiter: RateLimiter
    bursts: BurstDetector
    leap_detector: LeapDetector
    signal_limits: SignalLimits
    languages: PageLanguages
    """Page languages whose catalogue is complete."""
    today: Callable[[], date]
    """The day it still is somewhere on Earth; see docs/decisions/0005-days.md."""
    now: Callable[[], datetime]
    """The moment, in UTC."""
    clock: Callable[[], float]
    """Seconds, by which cached pages are revalidated."""
    proof_of_work: ProofOfWork | None
    """None while no report needs one."""
    metrics: Metrics


def create_app(settings: Settings, dependencies: Dependencies | None = None) -> Flask:
    """Put the app together. Tests pass `make_dependencies` with another clock or another database."""
    parts = dependencies or make_dependencies(settings)
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=None)
    app.jinja_environment = TemplateEnvironment
    app.request_class = InMemoryRequest
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    static = Assets.read(ROOT / "static")
    pages = PageCache(app.wsgi_app, key_by_route(app), parts.clock, parts.metrics.pages, parts.limiter)
    app.wsgi_app = pages  # type: ignore[method-assign]
    app.wsgi_app = CanonicalHost(app.wsgi_app)  # type: ignore[method-assign]
    path_prefix.set_up(app, pages.uncached, settings.path_prefix)
    if settings.proxies:  # outside: a page is cached by the scheme and host that the proxy says
        proxies = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    compression.set_up(app)
    request_logging.set_up(app, parts.metrics, requests=settings.log_requests)
    request_host.set_up(app, AllowedHosts.of(settings.allowed_hosts), parts.metrics.refusals)
    rate_limits.set_up(app)
    security.set_up(
        app,
        lambda: allowed_framers(parts.campaigns),
        calculates=parts.proof_of_work is not None,
        on_refused=parts.metrics.refusals,
    )
    moved.set_up(app, parts.campaigns)
    locales.set_up(app, parts.languages)
    assets.set_up(app, static)
    errors.set_up(app, parts.languages)
    contexts = EmbedContexts(parts.campaigns)
    needs_proof = parts.proof_of_work is not None
    template_globals.set_up(
        app,
        parts.languages,
        contexts,
        asks_for_proof=needs_proof,
        source_url=settings.source_url,
        operator=Operator(settings.operator_name, settings.operator_contact),
    )
    _register_features(app, parts, contexts, settings.path_prefix)
    security_txt = SecurityTxt(settings.security_contact, settings.security_languages, parts.today)
    app.register_blueprint(security_txt.blueprint())
    app.extensions["campaigns"] = parts.campaigns  # for gunicorn's hook, which knows the app alone
    return app


def _register_features(app: Flask, parts: Dependencies, contexts: EmbedContexts, prefix: str) -> None:
    shared = CampaignPages(
        parts.campaigns, parts.languages, parts.log, parts.totals, parts.printer, parts.today, parts.now
    )
    pages, counts = Pages(shared), Counts(shared)
    reporting = Reporting(
        parts.log,
        parts.tokens,
        parts.bursts,
        leap_detector=parts.leap_detector,
        proof_of_work=parts.proof_of_work,
        on_outcome=parts.metrics.actions,
        on_letters=parts.metrics.letters,
        on_rejected=parts.metrics.refusals,
    )
    signals = Signals(
        shared, Signalling(parts.log, parts.tokens, parts.signal_limits, parts.metrics.refusals)
    )
    reports = Reports(shared, reporting, contexts, signals)
    downloads = Downloads(shared, parts.printer, parts.print_cache, parts.limiter)
    campaign = Blueprint("campaign", __name__)
    letters = Letters(shared, parts.limiter)
    for views in (pages, counts, letters, downloads, reports, signals, SharePage(shared)):
        views.add_routes(campaign)
    campaign.url_defaults(contexts.keep)
    app.register_blueprint(campaign)
    app.register_blueprint(campaign, url_prefix=f"/{EMBED}", name=EMBED)
    site = Blueprint("site", __name__)
    Home(shared).add_routes(site)
    Feeds(shared).add_routes(site)
    Privacy(shared).add_routes(site)
    counts.add_other_routes(site)
    Deadlines(shared).add_routes(site)
    PictureFiles(shared).add_routes(site)
    CasePrints(shared, parts.print_cache).add_routes(site)
    IntegrationGuide(shared).add_routes(site)
    theme_stylesheet.add_routes(site)
    embed_script(ROOT / "static").add_route(site, "embed_script")
    openapi.description(prefix).add_route(site, "openapi")
    app.register_blueprint(site)
    oembed = OEmbed(parts.campaigns, parts.languages)
    health = Health.of(parts.campaigns, parts.log, parts.clock)
    for each in (health, oembed, Crawlers(parts.campaigns, parts.languages)):
        app.register_blueprint(each.blueprint())


def make_dependencies(settings: Settings, **replaced: Any) -> Dependencies:
    """Make the parts from the settings, but for those that are `replaced`.

    Nothing here opens a connection: workers do, after the fork.
    """
    metrics: Metrics = replaced.get("metrics") or Metrics()
    shared_cache = None
    if settings.cache_url:
        from webapp.server.valkey_cache import ValkeyCache  # a tenth of a start's imports

        shared_cache = ValkeyCache(settings.cache_url, partial(metrics.limits, "trouble"))
    counters = NetworkCounters(shared_cache, on_unreadable=partial(metrics.limits, "unreadable"))
    keys = cache(lambda: signing_keys(settings.secret_keys, settings.key_file))
    log = cache(lambda: replaced.get("log") or ActionLog(settings.database, on_event=metrics.database))
    languages = cache(lambda: replaced.get("languages") or PageLanguages(ROOT / "translations"))
    makers: dict[str, Callable[[], object]] = {
        "campaigns": lambda: CampaignRegistry(
            settings.campaigns,
            partial(load_log.log_result, languages, ROOT / "translations"),
            versions=PublishedVersions(settings.last_valid_versions),
            publications=PublishedVersions(settings.publications),
            on_outdated=metrics.outdated_campaigns,
            on_misfit=load_log.log_misfit,
            now=replaced.get("now", utc_now),
        ),
        "log": log,
        "totals": lambda: CachedTotals(log().totals),
        "tokens": lambda: Tokens(keys()),
        "printer": lambda: Printer(
            ROOT / "static" / "fonts" / "print",
            [ROOT / "static" / "css" / name for name in letter_document.STYLESHEETS],
            settings.data / "fonts",
            max_waiting=print_queue.max_waiting(settings.threads),
            on_event=metrics.prints,
        ),
        "print_cache": lambda: PrintCache(
            PRINTS_KEPT,
            shared_cache,
            signing_key(keys()()[0], _printing()) if shared_cache else b"",
            on_hit=partial(metrics.prints, "kept"),
        ),
        "limiter": lambda: RateLimiter(
            counters, on=settings.rate_limits, on_refused=partial(metrics.limits, "refused")
        ),
        "bursts": lambda: BurstDetector(
            counters, on=settings.rate_limits, on_summed=partial(metrics.limits, "summed")
        ),
        "signal_limits": lambda: SignalLimits(counters, on=settings.rate_limits),
        "leap_detector": lambda: LeapDetector(counters, on_leap=partial(metrics.limits, "leap")),
        "languages": languages,
        "today": lambda: anywhere_on_earth,
        "now": lambda: utc_now,
        "clock": lambda: time.monotonic,
        "proof_of_work": lambda: ProofOfWork(keys()) if settings.proof_of_work else None,
        "metrics": lambda: metrics,
    }
    if unknown := replaced.keys() - makers.keys():
        raise TypeError(f"no part of the app is called {', '.join(sorted(unknown))}")
    made: dict[str, Any] = {name: make() for name, make in makers.items() if name not in replaced}
    return Dependencies(**(made | replaced))


def _printing() -> list[Path]:
    """Name the files that decide what a print looks like, and some more."""
    patterns = (
        "requirements.txt",
        "webapp/**/*.py",
        "templates/**/*",
        "static/css/*",
        "static/fonts/print/*",
    )
    found = (path for pattern in (*patterns, "translations/**/*.po") for path in ROOT.glob(pattern))
    return [path for path in found if path.is_file()]
