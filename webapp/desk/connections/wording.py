"""The words of the pages of connections."""

from datetime import datetime

from webapp.desk.http.text import comma, ngettext, npgettext, pgettext
from webapp.desk.http.text import gettext as _
from webapp.team.api_tokens.tokens import MAX_DAYS, MOST_TOKENS, ApiToken, InvalidToken, Scope, TooManyTokens
from webapp.team.webhooks.deliveries import Delivery, State
from webapp.team.webhooks.messages import Event
from webapp.team.webhooks.receiver import InvalidReceiver, Refusal
from webapp.team.webhooks.sending import Failure
from webapp.team.webhooks.webhooks import MOST_WEBHOOKS, NoEvents, TooManyWebhooks

BADGES = {
    State.WAITING: "scheduled",
    State.FAILED: "warn",
    State.DELIVERED: "live",
    State.GIVEN_UP: "red",
}
"""The badge of each state, see templates/desk/macros/notices.html."""


def event(which: Event) -> str:
    """Return what a webhook is told of."""
    return {
        Event.PUBLICATION: pgettext("kind of message", "Publications"),
        Event.OUTCOME: pgettext("kind of message", "Outcomes"),
        Event.DAILY: _("Numbers of each day"),
        Event.TEST: pgettext("kind of message", "Test"),
    }[which]


def event_hint(which: Event) -> str:
    """Return what such a message says, and when it comes."""
    return {
        Event.PUBLICATION: _(
            "A campaign was published, corrected, closed, opened again or withdrawn. What is scheduled is "
            "told when its moment has come."
        ),
        Event.OUTCOME: _("The page says what came of a case: the kind, the day, the text."),
        Event.DAILY: _(
            "Letters and calls of each campaign by channel, when the day is over everywhere: at 12:00 UTC of "
            "the next day."
        ),
        Event.TEST: "",
    }[which]


def events(which: frozenset[Event]) -> str:
    """Return all that a webhook is told of."""
    return comma().join(event(each) for each in Event if each in which)


def state(of: Delivery) -> str:
    """Return where a message is."""
    match of.state:
        case State.WAITING:
            return pgettext("state of a message", "Waiting")
        case State.FAILED:
            return _("Will be tried again")
        case State.DELIVERED:
            return pgettext("state of a message", "Delivered")
        case State.GIVEN_UP:
            return pgettext("state of a message", "Given up")


def tries(of: Delivery) -> str:
    """Return how often a message was sent."""
    return npgettext("count", "%(num)s try", "%(num)s tries", of.tries)


def answer(text: str) -> str:
    """Return what came back, in words."""
    if not text:
        return ""
    if text.isdigit():
        if text == "410":
            return _("Status 410: the receiver wants no more messages.")
        if text.startswith("3"):
            return _(
                "Status %(status)s: the receiver is at another address. Write that one: the desk does not "
                "follow.",
                status=text,
            )
        return pgettext("state of a message", "Status %(status)s", status=text)
    return {
        Failure.NAME: _(
            "The host name is not known. If every name is unknown, the service of the desk may not reach the "
            "network."
        ),
        Failure.NOT_PUBLIC: _("The host name leads to a private network. Nothing was sent."),
        Failure.UNREACHABLE: _(
            "The receiver cannot be reached. If none can, the service of the desk may not reach the network."
        ),
        Failure.CERTIFICATE: _("The receiver's certificate is not valid for its name."),
        Failure.TIMEOUT: _("The receiver did not answer in time."),
        Failure.NO_HTTP: _("What came back is no answer of a web server."),
    }.get(Failure(text), text)


def webhook_problem(error: Exception) -> tuple[str, str]:
    """Return the field that is at fault, and what is wrong with what was typed."""
    match error:
        case NoEvents():
            return "events", _("Choose at least one of the events.")
        case TooManyWebhooks():
            return "url", ngettext(
                "There is %(num)s webhook already. Remove one that is not needed.",
                "There are %(num)s webhooks already. Remove one that is not needed.",
                MOST_WEBHOOKS,
            )
        case InvalidReceiver(refusal=refusal):
            return "url", _refused(refusal)
        case _other:
            raise error


def _refused(refusal: Refusal) -> str:
    return {
        Refusal.LENGTH: _("Write the address of the receiver, of at most 500 characters."),
        Refusal.CHARACTERS: _(
            "The address has characters that no web address has: a space, a backslash, or letters that a "
            "browser would write with %%. Copy it from the receiver's settings."
        ),
        Refusal.NOT_HTTPS: _("Write an address that begins with https://."),
        Refusal.PASSWORD: _("Leave out the user name, the password and the @ before the host name."),
        Refusal.FRAGMENT: _("Leave out the # and what follows it."),
        Refusal.NO_NAME: _(
            "Write a full host name, such as hooks.example.org. An address in numbers cannot be used."
        ),
        Refusal.PRIVATE_NAME: _(
            "This host name is one of a private network. Messages go to public addresses only."
        ),
        Refusal.PORT: _("Leave out the port, or write 443 or one from 1024 to 65535."),
    }[refusal]


def scope(which: Scope) -> str:
    """Return what a token may read."""
    return {
        Scope.CAMPAIGNS: _("Campaigns on the page"),
        Scope.DRAFTS: pgettext("permission", "Drafts"),
        Scope.NUMBERS: pgettext("permission", "Numbers"),
    }[which]


def scope_hint(which: Scope) -> str:
    """Return what that is."""
    return {
        Scope.CAMPAIGNS: _("As the public sees them: names, languages, deadlines, when they were published."),
        Scope.DRAFTS: _(
            "Also campaigns that are not public yet, and how far each language is. For systems of your own "
            "team only."
        ),
        Scope.NUMBERS: _("Letters and calls by day, channel, addressee, language and partner."),
    }[which]


def scopes(of: ApiToken) -> str:
    """Return all that a token may read."""
    return comma().join(scope(each) for each in Scope if each in of.scopes)


def is_soon(of: ApiToken, now: datetime) -> bool:
    """Check whether a token ends within two weeks."""
    return (of.expires - now).days < 14


def token_problem(error: Exception) -> tuple[str, str]:
    """Return the field that is at fault, and what is wrong with what was typed."""
    match error:
        case TooManyTokens():
            return "name", ngettext(
                "There is %(num)s token already. Revoke one that is not needed.",
                "There are %(num)s tokens already. Revoke one that is not needed.",
                MOST_TOKENS,
            )
        case InvalidToken(field="name"):
            return "name", _("Say in at most 80 characters what the token is for.")
        case InvalidToken(field="scopes"):
            return "scopes", _("Choose at least one thing that the token may read.")
        case InvalidToken(field="campaigns"):
            return "campaigns", _("Mark at least one campaign, or choose all.")
        case InvalidToken():
            return "days", ngettext(
                "Write a number of days, at most %(num)s.",
                "Write a number of days, at most %(num)s.",
                MAX_DAYS,
            )
        case _other:
            raise error
