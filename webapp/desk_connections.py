"""The desk's connections, put together: webhooks, the thread that sends them, tokens, the API."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from flask import Flask

from webapp.actions.log import ActionLog
from webapp.desk.api.callers import Callers
from webapp.desk.api.views import Api
from webapp.desk.connections.views import Connections
from webapp.domain.dates import utc_now
from webapp.publications.store import PublicationStore
from webapp.settings import ROOT, Settings
from webapp.team.api_tokens.tokens import ApiTokens
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.overview.overview import Overview
from webapp.team.overview.summary import Summaries
from webapp.team.public_pages import PublicPages
from webapp.team.webhooks.deliveries import Deliveries
from webapp.team.webhooks.delivering import Delivering, DeliverySchedule, Telling
from webapp.team.webhooks.public_changes import PublicChanges
from webapp.team.webhooks.sending import Sender
from webapp.team.webhooks.webhooks import Webhooks
from webapp.web.http import locales

WAIT_SECONDS = 2.0
"""How long a program, or the next round of messages, waits for the page's database."""


def add_connections(
    app: Flask, settings: Settings, database: DeskDatabase, overview: Overview, now: Callable[[], datetime]
) -> None:
    """Add the pages of webhooks and tokens, and the API that tokens open."""
    tokens, slugs = ApiTokens(database, now), Drafts(database, now).slugs
    log = ActionLog(settings.database, WAIT_SECONDS)
    connections = Connections(Webhooks(database, now), Deliveries(database, now), tokens, slugs, now)
    app.register_blueprint(connections.blueprint())
    api = Api(Callers(tokens, now), overview, _changes(settings), log, _pages(settings), now)
    app.register_blueprint(api.blueprint())


def make_delivery_schedule(settings: Settings) -> DeliverySchedule:
    """Make the thread that tells webhooks, with connections of its own. To be called after the fork."""
    database = DeskDatabase(settings.desk_database)
    deliveries = Deliveries(database, utc_now)
    log = ActionLog(settings.database, WAIT_SECONDS)
    telling = Telling(database, deliveries, _changes(settings), log)
    return DeliverySchedule(telling, Delivering(deliveries, Sender(), utc_now), deliveries, utc_now)


def _changes(settings: Settings) -> PublicChanges:
    languages = cache(lambda: frozenset(each.tag for each in locales.offered(ROOT / "translations")))
    store = PublicationStore(settings.database, WAIT_SECONDS)
    return PublicChanges(store, Summaries(languages), _pages(settings))


def _pages(settings: Settings) -> PublicPages:
    return PublicPages.of(settings.allowed_hosts, settings.port, settings.path_prefix)
