"""The desk, put together: the one module that knows all its parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.actions.log import ActionLog
from webapp.campaigns.folder import find_folders
from webapp.desk.board.views import BoardViews
from webapp.desk.board.work import WorkViews
from webapp.desk.editor.conflicts import describe
from webapp.desk.editor.room import editor_blueprints
from webapp.desk.editor.sentences import field_label, in_words
from webapp.desk.glossary.views import Glossary
from webapp.desk.handover.views import HandoverViews, PrintsPacks
from webapp.desk.history.views import HistoryViews
from webapp.desk.http import access, errors, form_limits, headers, shell, text
from webapp.desk.http.session_cookie import SessionCookie
from webapp.desk.numbers.room import number_blueprints
from webapp.desk.officials.views import Officials
from webapp.desk.people.views import PeoplePages
from webapp.desk.preview.shown_page import RendersPage, ShownPage, WithoutSession
from webapp.desk.preview.views import PreviewViews
from webapp.desk.publish.views import PublishViews
from webapp.desk.reminders.views import CalendarViews
from webapp.desk.signin.account import Account
from webapp.desk.signin.join import Join
from webapp.desk.signin.views import SignIn
from webapp.desk.translate.helps import Helps
from webapp.desk.translate.languages import LanguagesViews
from webapp.desk.translate.po_files import PoFiles
from webapp.desk.translate.review import ReviewViews
from webapp.desk.translate.views import SheetViews
from webapp.desk_connections import add_connections
from webapp.domain.dates import utc_now
from webapp.domain.loopback import is_loopback
from webapp.preview_app import PreviewApp
from webapp.publications.store import PublicationStore
from webapp.server.key_file import signing_keys
from webapp.settings import ROOT, Settings
from webapp.team.desk_database import DeskDatabase
from webapp.team.documents.reading import DocumentReader
from webapp.team.drafts.addressees import Addressees
from webapp.team.drafts.drafts import Drafts, Version
from webapp.team.drafts.history import History
from webapp.team.drafts.reading import DraftReader
from webapp.team.handover import catalogue
from webapp.team.handover.pack_printer import PackPrinter
from webapp.team.handover.packs import Packs
from webapp.team.handover.public_cases import PublicCases
from webapp.team.numbers.counted_cases import CountedCases
from webapp.team.overview.overview import Overview
from webapp.team.overview.summary import Summaries
from webapp.team.overview.work import WorkLeft
from webapp.team.people.invitations import Invitations
from webapp.team.people.people import People
from webapp.team.people.person import Person
from webapp.team.people.preferences import Preferences
from webapp.team.people.sessions import Sessions
from webapp.team.previewing.links import PreviewLinks
from webapp.team.previewing.previews import Previews
from webapp.team.previewing.typed_cases import TypedCases, typed_key
from webapp.team.public_pages import PublicPages
from webapp.team.publishing.decisions import Decisions
from webapp.team.publishing.publishing import Publishing
from webapp.team.publishing.right_words import say_right
from webapp.team.reminders.calendars import Calendars
from webapp.team.reminders.reminders import Reminding
from webapp.team.signing_in.joining import Joining
from webapp.team.signing_in.passkeys import Passkeys
from webapp.team.signing_in.phrase_sign_in import PhraseSignIn
from webapp.team.translating.mail_length import MailLengths
from webapp.team.translating.memory import Memory
from webapp.team.translating.terms import Terms
from webapp.team.translating.translating import Translating
from webapp.web.http import assets, compression, locales
from webapp.web.http.assets import Assets, Bundles
from webapp.web.http.template_environment import TemplateEnvironment

WARM = "warm"
"""The extension that works out the board ahead; `desk_gunicorn_config` calls it on a thread."""
PAGE_WAIT_SECONDS = 2.0
"""How long the board waits for the page's database."""
BUNDLES = Bundles(
    {
        "desk.css": (
            *("scripts.css", "tokens.css", "naskh.css", "base.css", "letter.css", "messages.css"),
            *shell.STYLES,
        )
    },
    ("js/desk",),
)


@dataclass(frozen=True, slots=True)
class DeskDependencies:
    """What the desk is made of. Views get the parts they use, never this."""

    database: DeskDatabase
    sessions: access.FindsSessions
    """Of each request; signing in and out goes by the database."""
    now: Callable[[], datetime]
    """The moment, in UTC."""
    pages: RendersPage
    """The public app, for previews."""
    printer: PrintsPacks
    """Of handover packs. It starts a process for each, and none before."""
    reader: DocumentReader = field(default_factory=DocumentReader)
    """Of documents from which drafts begin."""


def make_desk_dependencies(settings: Settings) -> DeskDependencies:
    """Make the parts from the settings. Nothing here opens a connection: workers do, after the fork."""
    database = DeskDatabase(settings.desk_database)
    sessions = Sessions(database, utc_now)
    printer = PackPrinter(ROOT, settings.data / "fonts")
    return DeskDependencies(database, sessions, utc_now, PreviewApp(settings), printer)


def create_desk(settings: Settings, dependencies: DeskDependencies) -> Flask:
    """Put the desk together."""
    parts = dependencies
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=None)
    app.jinja_environment = TemplateEnvironment
    form_limits.set_up(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.wsgi_app = WithoutSession(app.wsgi_app, settings.desk_address)  # type: ignore[method-assign]
    if settings.proxies:
        proxies = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    compression.set_up(app)
    headers.set_up(app, settings.desk_address)
    access.set_up(app, parts.sessions, SessionCookie.of(settings.desk_address), parts.now)
    text.set_up(app, ROOT / "translations")
    assets.set_up(app, Assets.read(ROOT / "static", BUNDLES))
    shell.set_up(app)
    errors.set_up(app)
    overview = _add_campaigns(app, parts, settings)
    add_connections(app, settings, parts.database, overview, parts.now)
    typed = TypedCases(settings.data / "previews", parts.now)
    _add_editor(app, parts, typed)
    _add_glossary(app, parts)
    _add_translating(app, parts)
    _add_identity(app, parts, settings.desk_address)
    _add_drafts(app, parts, settings, typed, overview)
    return app


def _public_pages(settings: Settings) -> PublicPages:
    """Return where the page is; "" on a server where `ALLOWED_HOSTS` names this machine alone."""
    is_server = bool(settings.desk_origin)
    hosts = [host for host in settings.allowed_hosts if not (is_server and is_loopback(host))]
    return PublicPages.of(hosts, settings.port, settings.path_prefix)


def _add_work(app: Flask, parts: DeskDependencies, overview: Overview, origin: str) -> None:
    """Add the work that is left, and the reminders of it."""
    work = WorkLeft(parts.database, overview, People(parts.database, parts.now).all)
    app.register_blueprint(WorkViews(work).blueprint())
    calendars, reminding = Calendars(parts.database, parts.now), Reminding(work, parts.now)
    app.register_blueprint(CalendarViews(calendars, reminding, origin).blueprint())
    app.extensions[WARM] = work.warm


def _add_numbers(
    app: Flask, parts: DeskDependencies, settings: Settings, store: PublicationStore, log: ActionLog
) -> None:
    """Add what is counted, and what the team enters and decides about it."""
    cases = CountedCases(settings.campaigns, store, Drafts(parts.database, parts.now), parts.now)
    for blueprint in number_blueprints(parts.database, cases, log, ActionLog(settings.database), parts.now):
        app.register_blueprint(blueprint)


def _add_handover(
    app: Flask, parts: DeskDependencies, settings: Settings, store: PublicationStore, overview: Overview
) -> None:
    """Add the pack for an official."""
    cases = PublicCases(settings.campaigns, store, parts.now)
    folder = ROOT / "translations"
    spoken = cache(lambda: catalogue.offered(folder))
    packs = Packs(cases, ActionLog(settings.database), folder, spoken, parts.now)
    app.register_blueprint(HandoverViews(packs, parts.printer, overview).blueprint())


def _add_drafts(
    app: Flask, parts: DeskDependencies, settings: Settings, typed: TypedCases, overview: Overview
) -> None:
    """Add what is done with drafts."""
    drafts = Drafts(parts.database, parts.now)
    keys = cache(lambda: signing_keys((), settings.desk_key_file))
    links = PreviewLinks(parts.database, lambda: keys()(), parts.now)
    previews = Previews(drafts, DraftReader(drafts), typed)
    languages = cache(lambda: locales.offered(ROOT / "translations"))
    views = PreviewViews(links, previews, languages, settings.desk_address, parts.now)
    app.register_blueprint(views.blueprint())
    app.register_blueprint(ShownPage(links, previews, parts.pages).blueprint())
    history = History(parts.database)
    app.register_blueprint(
        HistoryViews(history, drafts, lambda path: describe(path)[0], overview.name).blueprint()
    )


def _add_identity(app: Flask, parts: DeskDependencies, origin: str) -> None:
    """Add who may come in: joining, signing in, one's own account, the team's people."""
    database, now = parts.database, parts.now
    cookie, sessions, people = SessionCookie.of(origin), Sessions(database, now), People(database, now)
    passkeys = Passkeys(database, now, origin)
    drafts = Drafts(database, now)
    phrases, joining = PhraseSignIn(database, now), Joining(database, now, passkeys)
    app.register_blueprint(SignIn(people, sessions, passkeys, phrases, cookie).blueprint())
    app.register_blueprint(Join(joining, sessions, cookie).blueprint())
    app.register_blueprint(Account(sessions, passkeys, Preferences(database)).blueprint())
    invitations, calendars = Invitations(database, now), Calendars(database, now)
    app.register_blueprint(PeoplePages(people, invitations, drafts.slugs, calendars.made, origin).blueprint())


def _add_campaigns(app: Flask, parts: DeskDependencies, settings: Settings) -> Overview:
    """Add the board, which does not wait for the page's database for long, and publishing, which does."""
    database, now = parts.database, parts.now
    drafts = Drafts(database, now)
    store = PublicationStore(settings.database, PAGE_WAIT_SECONDS)
    log = ActionLog(settings.database, PAGE_WAIT_SECONDS)
    offered = cache(lambda: frozenset(each.tag for each in locales.offered(ROOT / "translations")))
    summaries = Summaries(offered)
    overview = Overview(database, drafts, store, log, settings.campaigns, summaries, now)
    app.add_template_global(overview.name, "campaign_name")
    app.register_blueprint(BoardViews(overview, _public_pages(settings)).blueprint())
    _add_work(app, parts, overview, settings.desk_address)
    _add_numbers(app, parts, settings, store, log)
    _add_handover(app, parts, settings, store, overview)
    app.register_blueprint(Officials(Addressees(database, drafts, now), overview).blueprint())

    def folders() -> set[str]:
        return {folder.name for folder in find_folders(settings.campaigns)}

    publishing = Publishing(drafts, PublicationStore(settings.database), Decisions(database), folders, now)
    right = partial(say_right, drafts)
    app.register_blueprint(PublishViews(publishing, overview, drafts.slugs, right, now).blueprint())
    return overview


def _add_editor(app: Flask, parts: DeskDependencies, typed: TypedCases) -> None:
    """Add the form of a case, and what belongs to it."""
    for words in (field_label, in_words):  # other features name fields as the form does
        app.add_template_filter(words)

    def show_typed(person: Person, version: Version, content: bytes) -> None:
        typed.put(typed_key(person.id, version.slug), version.number, content)

    for blueprint in editor_blueprints(parts.database, parts.now, parts.reader, show_typed):
        app.register_blueprint(blueprint)


def _add_glossary(app: Flask, parts: DeskDependencies) -> None:
    """Add the team's terms."""
    app.register_blueprint(Glossary(Terms(parts.database, parts.now)).blueprint())


def _add_translating(app: Flask, parts: DeskDependencies) -> None:
    """Add the translations: the sheet of each language, its review, its PO file."""
    database, now = parts.database, parts.now
    drafts = Drafts(database, now)
    offered = cache(lambda: frozenset(each.tag for each in locales.offered(ROOT / "translations")))
    translating = Translating(database, drafts, now, offered)
    helps = Helps(Memory(database), Terms(database, now))
    mails = MailLengths(drafts, DraftReader(drafts))
    for views in (
        LanguagesViews(translating, drafts, People(database, now)),
        SheetViews(translating, drafts, helps, mails),
        ReviewViews(translating, helps),
        PoFiles(translating),
    ):
        app.register_blueprint(views.blueprint())
