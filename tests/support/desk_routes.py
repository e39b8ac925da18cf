"""Every route of the desk, and what each role gets there.

tests/desk/test_routes.py compares the table with the app's own routes: one without a row fails.
"""

from dataclasses import dataclass
from enum import Enum

from webapp.team.people.permissions import Permission


class Access(Enum):
    """Who else may use an address."""

    SIGNED_IN = "everybody who is signed in"
    TOKEN = "a program with a token"


IN = Access.SIGNED_IN
TOKEN = Access.TOKEN
PEOPLE = Permission.MANAGE_PEOPLE
CONNECT = Permission.CONNECT
WRITE = Permission.WRITE


@dataclass(frozen=True, slots=True)
class DeskRoute:
    """A method and an address, and who may use it."""

    method: str
    rule: str
    permission: Permission | Access | None
    """None: everybody, also without signing in."""
    asks_again: bool = False
    """Whether it wants a passkey, or a phrase with a code, of the last five minutes."""


ROUTES = (
    DeskRoute("GET", "/static/<path:name>", None),
    DeskRoute("GET", "/", Permission.SEE),
    DeskRoute("GET", "/work", Permission.SEE),
    # Campaigns.
    DeskRoute("GET", "/campaigns/<slug>", Permission.SEE),
    # Publishing.
    DeskRoute("GET", "/campaigns/<slug>/publish", Permission.PUBLISH),
    DeskRoute("GET", "/campaigns/<slug>/publish/<decision>", Permission.PUBLISH),
    DeskRoute("POST", "/campaigns/<slug>/publish/<decision>/look", Permission.PUBLISH),
    DeskRoute("POST", "/campaigns/<slug>/publish/<decision>/right", Permission.PUBLISH),
    DeskRoute("POST", "/campaigns/<slug>/publish/<decision>", Permission.PUBLISH, asks_again=True),
    # Numbers.
    DeskRoute("GET", "/numbers", Permission.SEE),
    DeskRoute("GET", "/numbers/<by>.<kind>", Permission.SEE),
    DeskRoute("GET", "/campaigns/<slug>/numbers", Permission.SEE),
    DeskRoute("GET", "/campaigns/<slug>/numbers/<by>.<kind>", Permission.SEE),
    DeskRoute("GET", "/numbers/signals.<kind>", Permission.SEE),
    DeskRoute("GET", "/campaigns/<slug>/numbers/signals.<kind>", Permission.SEE),
    DeskRoute("POST", "/campaigns/<slug>/numbers/signals", Permission.COUNT),
    DeskRoute("GET", "/bursts", Permission.COUNT),
    DeskRoute("POST", "/bursts", Permission.COUNT),
    DeskRoute("POST", "/bursts/undo", Permission.COUNT),
    DeskRoute("GET", "/campaigns/<slug>/bursts", Permission.COUNT),
    DeskRoute("POST", "/campaigns/<slug>/bursts", Permission.COUNT),
    DeskRoute("POST", "/campaigns/<slug>/bursts/undo", Permission.COUNT),
    DeskRoute("GET", "/campaigns/<slug>/paper", Permission.COUNT),
    DeskRoute("POST", "/campaigns/<slug>/paper", Permission.COUNT),
    DeskRoute("GET", "/campaigns/<slug>/paper/<entry>", Permission.COUNT),
    DeskRoute("POST", "/campaigns/<slug>/paper/<entry>", Permission.COUNT),
    DeskRoute("POST", "/campaigns/<slug>/paper/<entry>/remove", Permission.COUNT),
    DeskRoute("GET", "/campaigns/<slug>/numbers/days/<day>", Permission.COUNT),
    DeskRoute("POST", "/campaigns/<slug>/numbers/days/<day>", Permission.COUNT),
    # The handover pack.
    DeskRoute("GET", "/campaigns/<slug>/handover", Permission.SEE),
    DeskRoute("GET", "/campaigns/<slug>/handover/pack.pdf", Permission.SEE),
    DeskRoute("GET", "/campaigns/<slug>/handover/figures.csv", Permission.SEE),
    # The glossary.
    DeskRoute("GET", "/glossary", Permission.SEE),
    DeskRoute("GET", "/glossary/<written_in>/<into>", Permission.SEE),
    DeskRoute("GET", "/glossary/<written_in>/<into>/glossary.<kind>", Permission.SEE),
    DeskRoute("GET", "/glossary/<written_in>/<language>/term", Permission.CHANGE_TERMS),
    DeskRoute("POST", "/glossary/<written_in>/<language>/add", Permission.CHANGE_TERMS),
    DeskRoute("POST", "/glossary/<written_in>/<language>/change", Permission.CHANGE_TERMS),
    DeskRoute("POST", "/glossary/<written_in>/<language>/remove", Permission.CHANGE_TERMS),
    DeskRoute("POST", "/glossary/<written_in>/<language>/upload", Permission.CHANGE_TERMS),
    # Officials.
    DeskRoute("GET", "/officials", Permission.SEE),
    DeskRoute("GET", "/officials/<official>", Permission.SEE),
    DeskRoute("GET", "/officials/<official>/correct", Permission.WRITE),
    DeskRoute("POST", "/officials/<official>/correct", Permission.WRITE),
    DeskRoute("GET", "/campaigns/<slug>/officials", Permission.WRITE),
    DeskRoute("POST", "/campaigns/<slug>/officials/keep", Permission.WRITE),
    DeskRoute("POST", "/campaigns/<slug>/officials/link", Permission.WRITE),
    DeskRoute("POST", "/campaigns/<slug>/officials/unlink", Permission.WRITE),
    DeskRoute("POST", "/campaigns/<slug>/officials/add", Permission.WRITE),
    # History.
    DeskRoute("GET", "/campaigns/<slug>/history", Permission.SEE),
    DeskRoute("GET", "/campaigns/<slug>/history/compare", Permission.SEE),
    DeskRoute("POST", "/campaigns/<slug>/history/<int:number>/restore", Permission.WRITE),
    DeskRoute("GET", "/put-away", Permission.SEE),
    DeskRoute("POST", "/campaigns/<slug>/history/put-away", Permission.PUBLISH),
    DeskRoute("POST", "/campaigns/<slug>/history/bring-back", Permission.PUBLISH),
    # A case.
    DeskRoute("GET", "/campaigns/new", WRITE),
    DeskRoute("POST", "/campaigns/new", WRITE),
    DeskRoute("GET", "/campaigns/<slug>/edit", WRITE),
    DeskRoute("POST", "/campaigns/<slug>/edit", WRITE),
    DeskRoute("POST", "/campaigns/<slug>/edit/check", WRITE),
    DeskRoute("POST", "/campaigns/<slug>/edit/decide", WRITE),
    DeskRoute("GET", "/campaigns/<slug>/text", WRITE),
    DeskRoute("POST", "/campaigns/<slug>/text", WRITE),
    DeskRoute("GET", "/campaigns/<slug>/photos/<place>", WRITE),
    DeskRoute("POST", "/campaigns/<slug>/photos/<place>", WRITE),
    DeskRoute("GET", "/campaigns/<slug>/pictures/<name>", Permission.SEE),
    # The document of a case.
    DeskRoute("GET", "/campaigns/new/document", WRITE),
    DeskRoute("POST", "/campaigns/new/document", WRITE),
    DeskRoute("GET", "/campaigns/<slug>/document", WRITE),
    DeskRoute("POST", "/campaigns/<slug>/document", WRITE),
    DeskRoute("GET", "/campaigns/<slug>/document/pages/<int:number>", WRITE),
    DeskRoute("GET", "/campaigns/<slug>/document/file", WRITE),
    DeskRoute("POST", "/campaigns/<slug>/document/remove", WRITE),
    DeskRoute("GET", "/campaigns/<slug>/document/compare", WRITE),
    DeskRoute("POST", "/campaigns/<slug>/document/compare", WRITE),
    DeskRoute("GET", "/campaigns/<slug>/new-issue", WRITE),
    DeskRoute("POST", "/campaigns/<slug>/new-issue", WRITE),
    # Translating.
    DeskRoute("GET", "/campaigns/<slug>/translate", Permission.SEE),
    DeskRoute("POST", "/campaigns/<slug>/translate", Permission.TRANSLATE),
    DeskRoute("GET", "/campaigns/<slug>/translate/campaign.pot", Permission.SEE),
    DeskRoute("GET", "/campaigns/<slug>/translate/<language>", Permission.SEE),
    DeskRoute("POST", "/campaigns/<slug>/translate/<language>", Permission.TRANSLATE),
    DeskRoute("POST", "/campaigns/<slug>/translate/<language>/check/<key>", Permission.TRANSLATE),
    DeskRoute("GET", "/campaigns/<slug>/translate/<language>/review", Permission.REVIEW),
    DeskRoute("POST", "/campaigns/<slug>/translate/<language>/review", Permission.REVIEW),
    DeskRoute("GET", "/campaigns/<slug>/translate/<language>/file", Permission.SEE),
    # Connections.
    DeskRoute("GET", "/connections", CONNECT),
    DeskRoute("POST", "/connections/webhooks", CONNECT, asks_again=True),
    DeskRoute("GET", "/connections/webhooks/<webhook>", CONNECT),
    DeskRoute("POST", "/connections/webhooks/<webhook>", CONNECT, asks_again=True),
    DeskRoute("POST", "/connections/webhooks/<webhook>/secret", CONNECT, asks_again=True),
    DeskRoute("POST", "/connections/webhooks/<webhook>/activate", CONNECT, asks_again=True),
    DeskRoute("POST", "/connections/webhooks/<webhook>/deactivate", CONNECT, asks_again=True),
    DeskRoute("POST", "/connections/webhooks/<webhook>/remove", CONNECT, asks_again=True),
    DeskRoute("POST", "/connections/webhooks/<webhook>/test", CONNECT),
    DeskRoute("POST", "/connections/webhooks/<webhook>/replay", CONNECT),
    DeskRoute("POST", "/connections/tokens", CONNECT, asks_again=True),
    DeskRoute("POST", "/connections/tokens/revoke", CONNECT, asks_again=True),
    # The API.
    DeskRoute("GET", "/api/v1/openapi.json", None),
    DeskRoute("GET", "/api/v1/campaigns", TOKEN),
    DeskRoute("GET", "/api/v1/campaigns/<slug>", TOKEN),
    DeskRoute("GET", "/api/v1/campaigns/<slug>/publications", TOKEN),
    DeskRoute("GET", "/api/v1/campaigns/<slug>/numbers", TOKEN),
    DeskRoute("GET", "/api/v1/numbers", TOKEN),
    DeskRoute("POST", "/campaigns/<slug>/translate/<language>/file", Permission.TRANSLATE),
    # Getting in.
    DeskRoute("GET", "/sign-in", None),
    DeskRoute("POST", "/sign-in/options", None),
    DeskRoute("POST", "/sign-in/passkey", None),
    DeskRoute("POST", "/sign-in/phrase", None),
    DeskRoute("GET", "/join", None),
    DeskRoute("POST", "/join", None),
    DeskRoute("POST", "/join/options", None),
    DeskRoute("POST", "/join/passkey", None),
    DeskRoute("POST", "/join/phrase", None),
    DeskRoute("POST", "/join/phrase/done", None),
    # The preview.
    DeskRoute("GET", "/preview/<token>", None),
    DeskRoute("POST", "/preview/<token>", None),
    DeskRoute("GET", "/preview/<token>/<path:path>", None),
    DeskRoute("POST", "/preview/<token>/<path:path>", None),
    DeskRoute("GET", "/campaigns/<slug>/preview", Permission.SEE),
    DeskRoute("GET", "/campaigns/<slug>/preview/beside", Permission.SEE),
    DeskRoute("POST", "/campaigns/<slug>/preview/withdraw", Permission.WRITE),
    # About oneself.
    DeskRoute("GET", "/signed-in", IN),
    DeskRoute("GET", "/confirm", IN),
    DeskRoute("POST", "/confirm/options", IN),
    DeskRoute("POST", "/confirm/passkey", IN),
    DeskRoute("POST", "/confirm/phrase", IN),
    DeskRoute("POST", "/sign-out", IN),
    DeskRoute("GET", "/account", IN),
    DeskRoute("POST", "/account/language", IN),
    DeskRoute("POST", "/account/passkeys/new", IN, asks_again=True),
    DeskRoute("POST", "/account/passkeys/options", IN, asks_again=True),
    DeskRoute("POST", "/account/passkeys", IN, asks_again=True),
    DeskRoute("POST", "/account/passkeys/remove", IN, asks_again=True),
    DeskRoute("POST", "/account/sessions/end", IN, asks_again=True),
    DeskRoute("POST", "/account/sessions/end-others", IN, asks_again=True),
    # Calendars.
    DeskRoute("GET", "/calendars/<secret>.ics", None),
    DeskRoute("GET", "/calendars/<secret>.atom", None),
    DeskRoute("GET", "/account/calendar", IN),
    DeskRoute("POST", "/account/calendar/new", IN, asks_again=True),
    DeskRoute("POST", "/account/calendar/revoke", IN),
    DeskRoute("POST", "/people/<person>/calendar/revoke", PEOPLE, asks_again=True),
    # About others.
    DeskRoute("GET", "/people", PEOPLE),
    DeskRoute("POST", "/people/invite", PEOPLE, asks_again=True),
    DeskRoute("POST", "/people/withdraw", PEOPLE, asks_again=True),
    DeskRoute("GET", "/people/<person>", PEOPLE),
    DeskRoute("POST", "/people/<person>/roles", PEOPLE, asks_again=True),
    DeskRoute("POST", "/people/<person>/link", PEOPLE, asks_again=True),
    DeskRoute("POST", "/people/<person>/shut-out", PEOPLE, asks_again=True),
    DeskRoute("POST", "/people/<person>/let-in", PEOPLE, asks_again=True),
)
