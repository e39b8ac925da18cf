"""Joining by a link. Its token is in the fragment: the page's script, or the reader, puts it into a form."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp.desk.http import audit
from webapp.desk.http.access import open_to_all
from webapp.desk.http.audit import Event
from webapp.desk.http.device import device_label
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.session_cookie import SessionCookie
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.desk.signin.answers import as_json, passkey_refused, phrase_refused
from webapp.team.people.invitations import Invitation, LinkUsed
from webapp.team.people.people import InvalidName, NameTaken
from webapp.team.people.sessions import Sessions
from webapp.team.signing_in.joining import Joining, PhraseCard
from webapp.team.signing_in.passkeys import PasskeyRefused
from webapp.team.signing_in.phrase_sign_in import PhraseRefused


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What `desk/signin/link.html` is rendered from."""

    title: str


@dataclass(frozen=True, slots=True)
class WelcomePage:
    """What `desk/signin/welcome.html` is rendered from."""

    title: str
    token: str
    invitation: Invitation
    name: str
    device: str
    problem: str


@dataclass(frozen=True, slots=True)
class PhrasePage:
    """What `desk/signin/phrase.html` is rendered from."""

    title: str
    token: str
    name: str
    card: PhraseCard | None
    """None after a mistake: it is shown once."""
    problem: str

    @property
    def qr_code(self) -> Markup:
        """The key as SVG, drawn by segno."""
        return Markup(self.card.qr_code if self.card else "")  # noqa: S704 (it holds coordinates only)


class Join:
    """The pages that a link leads to."""

    def __init__(self, joining: Joining, sessions: Sessions, cookie: SessionCookie) -> None:
        self._joining = joining
        self._sessions = sessions
        self._cookie = cookie

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        join = Blueprint("join", __name__)
        post = ["POST"]
        join.add_url_rule("/join", "show", open_to_all(self.show))
        join.add_url_rule("/join", "welcome", open_to_all(self.welcome), methods=post)
        join.add_url_rule("/join/options", "options", open_to_all(self.options), methods=post)
        join.add_url_rule("/join/passkey", "by_passkey", open_to_all(self.by_passkey), methods=post)
        join.add_url_rule("/join/phrase", "offer_phrase", open_to_all(self.offer_phrase), methods=post)
        join.add_url_rule("/join/phrase/done", "by_phrase", open_to_all(self.by_phrase), methods=post)
        join.register_error_handler(LinkUsed, _tell_of_a_used_link)
        return join

    def show(self) -> ResponseReturnValue:
        """Take the token out of the fragment, or ask for the whole link."""
        return render_template(
            "desk/signin/link.html", page=LinkPage(pgettext("name of a page", "Your invitation"))
        )

    def welcome(self) -> ResponseReturnValue:
        """Say what the link is good for, and offer the ways in."""
        return self._welcome(_token())

    def options(self) -> ResponseReturnValue:
        """Return what the browser needs for making a passkey."""
        try:
            return as_json(self._joining.passkey_options(_token(), request.form.get("name", "")))
        except InvalidName:
            return as_json("{}"), 422

    def by_passkey(self) -> ResponseReturnValue:
        """Join with the passkey that the browser made."""
        token, form = _token(), request.form
        try:
            person_id = self._joining.by_passkey(
                token, form.get("response", ""), form.get("name", ""), form.get("passkey-name", "")
            )
        except (InvalidName, NameTaken, PasskeyRefused) as error:
            return self._welcome(token, _problem(error)), 422
        return self._enter(person_id)

    def offer_phrase(self) -> ResponseReturnValue:
        """Show a phrase and the secret for codes."""
        token, name = _token(), request.form.get("name", "")
        try:
            card = self._joining.offer_phrase(token, name)
        except InvalidName as error:
            return self._welcome(token, _problem(error)), 422
        page = PhrasePage(_("Your six words"), token, name, card, "")
        return render_template("desk/signin/phrase.html", page=page)

    def by_phrase(self) -> ResponseReturnValue:
        """Join with phrase and code, which shows that both were noted."""
        token, form = _token(), request.form
        name = form.get("name", "")
        try:
            person_id = self._joining.by_phrase(token, form.get("phrase", ""), form.get("code", ""), name)
        except PhraseRefused as error:
            page = PhrasePage(_("Your six words"), token, name, None, _problem(error))
            return render_template("desk/signin/phrase.html", page=page), 422
        except (InvalidName, NameTaken) as error:
            return self._welcome(token, _problem(error)), 422
        return self._enter(person_id)

    def _welcome(self, token: str, problem: str = "") -> str:
        page = WelcomePage(
            _("Welcome to the desk"),
            token,
            self._joining.find(token),
            request.form.get("name", ""),
            request.form.get("passkey-name", "") or device_label(request.user_agent.string),
            problem,
        )
        return render_template("desk/signin/welcome.html", page=page)

    def _enter(self, person_id: str) -> Response:
        self._sessions.end_of_token(self._cookie.read())
        session = self._sessions.start(person_id, device_label(request.user_agent.string))
        audit.note(Event.JOINED, person_id)
        response = make_response(redirect(url_for("account.show"), 303))
        self._cookie.put(response, session)
        return response


def _token() -> str:
    """Return the token that was posted: by itself, or at the end of a pasted link."""
    return request.form.get("token", "").strip().rpartition("#")[2]


def _problem(error: Exception) -> str:
    match error:
        case NameTaken():
            return _("Somebody of the team has this name already. Add another name or a letter.")
        case InvalidName():
            return _("Write the name that your team knows you by, at most 80 characters.")
        case PhraseRefused():
            return phrase_refused()
        case _other:
            return passkey_refused()


def _tell_of_a_used_link(_error: LinkUsed) -> Response:
    audit.note(Event.LINK_REFUSED)
    return respond_with_error(410)
