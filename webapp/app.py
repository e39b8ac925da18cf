"""The app, put together: the one module that knows all the parts."""

import io
import logging
from functools import partial
from pathlib import Path
from typing import IO

from flask import Flask, Request, request
from flask_compress import Compress
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import cached_property
from werkzeug.wsgi import get_input_stream

from webapp import settings as settings_module
from webapp.actions.burst_detection import BurstDetector
from webapp.actions.log import ActionLog
from webapp.actions.proof_of_work import ProofOfWork
from webapp.actions.reporting import LastPurge
from webapp.actions.tokens import Tokens
from webapp.campaigns.checks import CheckResult
from webapp.campaigns.registry import CampaignRegistry
from webapp.domain import language
from webapp.domain.dates import anywhere_on_earth
from webapp.domain.delivery.mailto import LONGEST_LINK
from webapp.domain.delivery.tel import tel
from webapp.domain.stationery import Envelope
from webapp.domain.text import TEXT
from webapp.printing import letter_document
from webapp.printing.print_cache import PrintCache, seal
from webapp.printing.printer import Printer
from webapp.server.metrics.registry import Metrics
from webapp.server.network_counters import NetworkCounters
from webapp.server.shared_cache import ValkeyCache
from webapp.settings import ROOT, Settings
from webapp.web.api.health import Health
from webapp.web.api.openapi import OpenApi
from webapp.web.campaign import urls
from webapp.web.campaign.dependencies import Dependencies
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.embed.embed_script import EmbedScript
from webapp.web.embed.oembed import OEmbed
from webapp.web.embed.theme_stylesheet import ThemeSheet
from webapp.web.embed.views import Webmasters
from webapp.web.http import assets, errors, locales, request_logging, security
from webapp.web.http.assets import Assets
from webapp.web.http.page_cache import PageCache
from webapp.web.http.rate_limits import RateLimiter
from webapp.web.http.request_body import CheckedBody
from webapp.web.letter.downloads import Files
from webapp.web.letter.views import Letters
from webapp.web.page.cache_keys import CacheKeys
from webapp.web.page.count import Counts
from webapp.web.page.views import Pages
from webapp.web.report.views import Actions

_BIG = Markup('<b class="number">{}</b>')
LARGEST_BODY = 2 * 12 * TEXT + 32_768
"""Bytes: the text and the words kept aside, twelve a character percent-encoded, and the small fields."""

PRINTS_KEPT = 8_000_000
"""Bytes of finished prints a process keeps: some two hundred."""


class InMemoryRequest(Request):
    """A request whose uploads never touch the disk; there are none, but anybody can send one."""

    max_form_memory_size = LARGEST_BODY
    max_form_parts = 200

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body, whole or refused."""
        self.environ["wsgi.input"] = CheckedBody(self.environ["wsgi.input"], self.content_length)
        return get_input_stream(self.environ, max_content_length=self.max_content_length)

    def _get_file_stream(self, *_args: object, **_kwargs: object) -> IO[bytes]:
        return io.BytesIO()  # within MAX_CONTENT_LENGTH; Werkzeug's own goes to a temporary file


def create_app(settings: Settings, parts: Dependencies | None = None) -> Flask:
    """Put the app together. Tests hand in `parts` with another clock or another database."""
    parts = parts or make_parts(settings)
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=None)
    app.request_class = InMemoryRequest
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        TRUSTED_HOSTS=list(settings.allowed_hosts),
        COMPRESS_ALGORITHM=["br", "zstd", "gzip"],
        COMPRESS_MIMETYPES=["text/html", "application/json"],
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    static = Assets.read(ROOT / "static")
    tags = frozenset(one.tag for one in parts.languages)
    places = CacheKeys(parts.library, tags, static.marks, parts.today)
    hit = partial(parts.metrics.pages, "hit")
    app.wsgi_app = PageCache(app.wsgi_app, places.find, parts.clock, hit)  # type: ignore[method-assign]
    if settings.proxies:  # outside: a page is kept by the scheme and host that the proxy says
        proxies = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    Compress(app)
    request_logging.set_up(app, parts.metrics, requests=settings.log_requests)
    security.set_up(app, lambda: _may_frame(parts.library), calculates=parts.proofs is not None)
    locales.set_up(app, ROOT / "translations", parts.languages)
    assets.set_up(app, static)
    errors.set_up(app, parts.languages)
    _helpers(app, parts)
    urls.set_up(app, parts.library)
    _routes(app, parts)
    return app


def _routes(app: Flask, parts: Dependencies) -> None:
    pages, script = CampaignPages(parts), EmbedScript.read(ROOT / "static")
    of_a_draft = (Letters(pages), Files(pages), Actions(pages))
    health = Health.of(parts.library, parts.log, parts.clock)
    for views in (health, script, Pages(pages), Counts(pages), OEmbed(parts), *of_a_draft):
        app.register_blueprint(views.blueprint())
    for page in (ThemeSheet.read_file(ROOT / "static"), Webmasters(pages), OpenApi.of(parts.languages)):
        app.register_blueprint(page.blueprint())
    framed = (Pages(pages).blueprint(framed=True), Counts(pages).blueprint(framed=True))
    for blueprint in (*framed, *(views.blueprint() for views in of_a_draft)):
        app.register_blueprint(blueprint, url_prefix="/embed", name=f"{urls.FRAME}{blueprint.name}")


def _may_frame(library: CampaignRegistry) -> tuple[str, ...]:
    """Name who may show this request's page in a frame: ourselves, and whom the campaign names.

    The reporting form as a page of its own is in no frame: one press there counts, and a site could lay
    itself over the button. Within the page it comes as a part, and without scripts in a tab of its own.
    """
    if not urls.is_framed() or request.blueprint == f"{urls.FRAME}actions":
        return ()
    campaign = library.campaign((request.view_args or {}).get("slug", ""))
    return ("'self'", *campaign.may_frame) if campaign else ()


def make_parts(settings: Settings) -> Dependencies:
    """Make the parts from the settings. Nothing here opens a connection: workers do, after the fork."""
    keys = settings_module.secret_keys(settings)
    metrics = Metrics()
    trouble = partial(metrics.limits, "trouble")
    cache = ValkeyCache(settings.cache_url, trouble) if settings.cache_url else None
    counters = NetworkCounters(cache)
    return Dependencies(
        library=CampaignRegistry(settings.campaigns, _report),
        log=ActionLog(settings.database, on_event=metrics.database),
        tokens=Tokens(keys),
        last_purge=LastPurge(),
        printer=Printer(
            ROOT / "static" / "fonts" / "print",
            [ROOT / "static" / "css" / name for name in letter_document.STYLESHEETS],
            settings.data / "fonts",
            on_event=metrics.prints,
        ),
        prints=PrintCache(PRINTS_KEPT, cache, seal(keys()[0], _printing())),
        limiter=RateLimiter(counters, on=settings.rate_limits),
        bursts=BurstDetector(counters, on=settings.rate_limits),
        languages=locales.offered(ROOT / "translations"),
        today=anywhere_on_earth,
        proofs=ProofOfWork(keys) if settings.proof_of_work else None,
        metrics=metrics,
    )


def _printing() -> list[Path]:
    """Name the files that decide what a print looks like, and some more."""
    patterns = (
        "requirements.txt",
        "webapp/**/*.py",
        "templates/**/*",
        "static/css/*",
        "static/fonts/print/*",
    )
    found = (path for pattern in (*patterns, "translations/**/*.mo") for path in ROOT.glob(pattern))
    return [path for path in found if path.is_file()]


def _helpers(app: Flask, parts: Dependencies) -> None:
    reviewed = {one.tag: locales.is_reviewed(ROOT / "translations", one) for one in parts.languages}

    def page() -> language.Language:
        return locales.current(parts.languages)

    app.add_template_global(lambda value: page().number(value), "number")
    app.add_template_global(lambda code: page().locale.territories.get(code, code), "territory")
    app.add_template_global(lambda tags: page().list_of(tags), "language_names")
    app.add_template_global(lambda value: _BIG.format(page().number(value)), "big_number")
    app.add_template_global(lambda: assets.screen_font(page().script), "page_font")
    app.add_template_global(lambda: reviewed.get(page().tag, True), "is_reviewed")
    app.jinja_env.globals["asks_for_proof"] = parts.proofs is not None
    app.jinja_env.globals.update(longest_link=LONGEST_LINK, envelopes=tuple(Envelope), tel=tel)


def _report(checked: CheckResult) -> None:
    log = logging.getLogger("appeal")
    if checked.campaign:
        log.info("campaign %s is served at revision %s", checked.folder.name, checked.campaign.revision)
    for fault in checked.faults:
        log.error("campaign %s keeps its last good version: %s", checked.folder.name, fault)
