"""One's own account: the language of the desk, passkeys and sessions."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http import audit
from webapp.desk.http.access import asks_again, current_person, current_session
from webapp.desk.http.audit import Event
from webapp.desk.http.device import device_label
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext, ui_languages
from webapp.desk.signin.answers import as_json, passkey_refused
from webapp.domain.language import Language
from webapp.team.people.people import InvalidName
from webapp.team.people.preferences import Preferences
from webapp.team.people.sessions import ListedSession, Sessions
from webapp.team.signing_in.challenges import Purpose
from webapp.team.signing_in.passkeys import LastPasskey, ListedPasskey, PasskeyRefused, Passkeys


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What `desk/signin/account.html` is rendered from."""

    title: str
    passkeys: tuple[ListedPasskey, ...]
    sessions: tuple[ListedSession, ...]
    this_session: str
    device: str
    problem: str
    languages: tuple[Language, ...]
    """Those that the desk speaks."""
    language: str
    """The tag of the one that the person chose; "" for their browser's."""

    @staticmethod
    def at(seconds: int) -> datetime:
        """Return a stored moment."""
        return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True)
class NewPasskeyPage:
    """What `desk/signin/new_passkey.html` is rendered from."""

    title: str
    name: str
    problem: str


class Account:
    """The pages of somebody who is signed in, about themselves."""

    def __init__(self, sessions: Sessions, passkeys: Passkeys, preferences: Preferences) -> None:
        self._sessions = sessions
        self._preferences = preferences
        self._passkeys = passkeys

    def blueprint(self) -> Blueprint:
        """Return the routes. What changes who comes in wants a fresh proof."""
        account = Blueprint("account", __name__, url_prefix="/account")
        post = ["POST"]
        account.add_url_rule("", "show", self.show)
        account.add_url_rule("/language", "choose_language", self.choose_language, methods=post)
        account.add_url_rule("/passkeys/new", "name_passkey", asks_again(self.name_passkey), methods=post)
        account.add_url_rule("/passkeys/options", "options", asks_again(self.options), methods=post)
        account.add_url_rule("/passkeys", "add_passkey", asks_again(self.add_passkey), methods=post)
        account.add_url_rule(
            "/passkeys/remove", "remove_passkey", asks_again(self.remove_passkey), methods=post
        )
        account.add_url_rule("/sessions/end", "end_session", asks_again(self.end_session), methods=post)
        account.add_url_rule("/sessions/end-others", "end_others", asks_again(self.end_others), methods=post)
        return account

    def show(self) -> ResponseReturnValue:
        """Show the person's passkeys and sessions."""
        return self._show()

    def choose_language(self) -> ResponseReturnValue:
        """Speak another language to the person."""
        tag = request.form.get("language", "")
        if tag and tag not in {each.tag for each in ui_languages()}:
            return self._show(_("The desk does not speak that language. Choose one of the list.")), 422
        self._preferences.set_language(current_person(), tag)
        return redirect(url_for(".show"), 303)

    def name_passkey(self) -> ResponseReturnValue:
        """Offer to make one more passkey."""
        return self._new_passkey()

    def options(self) -> ResponseReturnValue:
        """Return what the browser needs for it."""
        person = current_person()
        return as_json(self._passkeys.creation_options(Purpose.ADD, person.id, person.id, person.name))

    def add_passkey(self) -> ResponseReturnValue:
        """Store it."""
        person, form = current_person(), request.form
        try:
            made = self._passkeys.check_new(form.get("response", ""), Purpose.ADD, person.id)
            self._passkeys.add(person.id, made, form.get("passkey-name", ""))
        except PasskeyRefused:
            return self._new_passkey(passkey_refused()), 422
        except InvalidName:
            return self._new_passkey(_("Give the passkey a name of at most 80 characters.")), 422
        audit.note(Event.PASSKEY_ADDED, person.id)
        return redirect(url_for(".show"), 303)

    def remove_passkey(self) -> ResponseReturnValue:
        """Remove one, but the last."""
        person = current_person()
        try:
            self._passkeys.remove(person.id, request.form.get("id", ""))
        except LastPasskey:
            return self._show(_("This is your only passkey. Add another one before you remove it.")), 409
        audit.note(Event.PASSKEY_REMOVED, person.id)
        return redirect(url_for(".show"), 303)

    def end_session(self) -> ResponseReturnValue:
        """End one of the person's sessions."""
        person = current_person()
        self._sessions.end(person.id, request.form.get("session", ""))
        audit.note(Event.SESSION_ENDED, person.id)
        return redirect(url_for(".show"), 303)

    def end_others(self) -> ResponseReturnValue:
        """End all but this one."""
        session = current_session()
        self._sessions.end_others(session.person.id, session.digest)
        audit.note(Event.SESSION_ENDED, session.person.id)
        return redirect(url_for(".show"), 303)

    def _show(self, problem: str = "") -> str:
        session = current_session()
        page = AccountPage(
            pgettext("name of a page", "Your account"),
            self._passkeys.of(session.person.id),
            self._sessions.of(session.person.id),
            session.digest,
            device_label(request.user_agent.string),
            problem,
            ui_languages(),
            session.person.language,
        )
        return render_template("desk/signin/account.html", page=page)

    def _new_passkey(self, problem: str = "") -> str:
        name = request.form.get("passkey-name", "")
        page = NewPasskeyPage(_("A new passkey"), name, problem)
        return render_template("desk/signin/new_passkey.html", page=page)
