"""Signing in, showing once more who one is, signing out."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http import audit, gate
from webapp.desk.http.access import current_person, current_session, open_to_all
from webapp.desk.http.audit import Event
from webapp.desk.http.device import device_label
from webapp.desk.http.session_cookie import SessionCookie
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.desk.signin.answers import as_json, passkey_refused, phrase_refused
from webapp.team.people.people import People
from webapp.team.people.sessions import Sessions
from webapp.team.signing_in.challenges import Purpose
from webapp.team.signing_in.passkeys import PasskeyRefused, Passkeys
from webapp.team.signing_in.phrase_sign_in import PhraseRefused, PhraseSignIn, TooManyTries


@dataclass(frozen=True, slots=True)
class GoBackPage:
    """What `desk/signin/go_back.html` is rendered from."""

    title: str


class SignIn:
    """The pages of the gate."""

    def __init__(
        self,
        people: People,
        sessions: Sessions,
        passkeys: Passkeys,
        phrases: PhraseSignIn,
        cookie: SessionCookie,
    ) -> None:
        self._people = people
        self._sessions = sessions
        self._passkeys = passkeys
        self._phrases = phrases
        self._cookie = cookie

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        signin = Blueprint("signin", __name__)
        post = ["POST"]
        signin.add_url_rule("/sign-in", "show", open_to_all(self.show))
        signin.add_url_rule("/sign-in/options", "options", open_to_all(self.options), methods=post)
        signin.add_url_rule("/sign-in/passkey", "by_passkey", open_to_all(self.by_passkey), methods=post)
        signin.add_url_rule("/sign-in/phrase", "by_phrase", open_to_all(self.by_phrase), methods=post)
        signin.add_url_rule("/signed-in", "signed_in", self.signed_in)
        signin.add_url_rule("/confirm", "confirm", self.confirm)
        signin.add_url_rule("/confirm/options", "confirm_options", self.confirm_options, methods=post)
        signin.add_url_rule("/confirm/passkey", "confirm_by_passkey", self.confirm_by_passkey, methods=post)
        signin.add_url_rule("/confirm/phrase", "confirm_by_phrase", self.confirm_by_phrase, methods=post)
        signin.add_url_rule("/sign-out", "sign_out", self.sign_out, methods=post)
        return signin

    def show(self) -> ResponseReturnValue:
        """Ask who it is."""
        return gate.ask(to=gate.local_path(request.args.get("to", "/")), status=200)

    def options(self) -> ResponseReturnValue:
        """Return a challenge for anybody's passkey."""
        return as_json(self._passkeys.request_options(Purpose.SIGN_IN))

    def by_passkey(self) -> ResponseReturnValue:
        """Sign in with what the passkey signed."""
        try:
            person_id = self._passkeys.check(request.form.get("response", ""), Purpose.SIGN_IN)
            if not self._people.find(person_id).is_active:
                raise PasskeyRefused
        except PasskeyRefused:
            return self._again(Event.REFUSED, passkey_refused(), 403)
        return self._enter(person_id)

    def by_phrase(self) -> ResponseReturnValue:
        """Sign in with name, phrase and code."""
        return self._check_phrase(request.form.get("name", ""))

    def signed_in(self) -> ResponseReturnValue:
        """Tell somebody who signed in beside a page to go back to it."""
        return render_template("desk/signin/go_back.html", page=GoBackPage(_("You are signed in")))

    def confirm(self) -> ResponseReturnValue:
        """Ask somebody once more who they are, in a tab of its own."""
        return gate.ask(to=url_for(".signed_in"), status=200)

    def confirm_options(self) -> ResponseReturnValue:
        """Return a challenge for this person's passkeys."""
        return as_json(self._passkeys.request_options(Purpose.CONFIRM, current_person().id))

    def confirm_by_passkey(self) -> ResponseReturnValue:
        """Take a passkey as the proof."""
        try:
            self._passkeys.check(request.form.get("response", ""), Purpose.CONFIRM, current_person().id)
        except PasskeyRefused:
            return self._again(Event.REFUSED, passkey_refused(), 403)
        return self._renew()

    def confirm_by_phrase(self) -> ResponseReturnValue:
        """Take phrase and code as the proof."""
        return self._check_phrase(current_person().name, confirming=True)

    def sign_out(self) -> ResponseReturnValue:
        """End the session."""
        session = current_session()
        self._sessions.end(session.person.id, session.digest)
        audit.note(Event.SIGNED_OUT, session.person.id)
        response = make_response(redirect(url_for(".show"), 303))
        self._cookie.remove(response)
        return response

    def _check_phrase(self, name: str, *, confirming: bool = False) -> ResponseReturnValue:
        phrase, code = request.form.get("phrase", ""), request.form.get("code", "")
        try:
            person_id = self._phrases.check(name, phrase, code)
            if confirming and person_id != current_person().id:
                raise PhraseRefused
        except PhraseRefused:
            return self._again(Event.REFUSED, phrase_refused(), 403)
        except TooManyTries:
            text = _(
                "Ten tries were made with this name within an hour. Wait until the next hour, or ask a "
                "coordinator for a new link."
            )
            return self._again(Event.TOO_MANY_TRIES, text, 429)
        return self._renew() if confirming else self._enter(person_id)

    def _again(self, event: Event, problem: str, status: int) -> Response:
        audit.note(event)
        to = gate.local_path(request.form.get("to", "/"))
        return gate.ask(gate.carried_form(), to, problem, status)

    def _enter(self, person_id: str) -> Response:
        """Begin a session, never the one that the browser came with (session fixation)."""
        self._sessions.end_of_token(self._cookie.read())
        token = self._sessions.start(person_id, device_label(request.user_agent.string))
        audit.note(Event.SIGNED_IN, person_id)
        return self._go_on(token)

    def _renew(self) -> Response:
        session = current_session()
        audit.note(Event.CONFIRMED, session.person.id)
        return self._go_on(self._sessions.renew(session.digest))

    def _go_on(self, token: str) -> Response:
        carried = gate.carried_form()
        if carried:
            page = gate.GoOnPage(pgettext("name of a page", "Thank you"), carried)
            response = make_response(render_template("desk/go_on.html", page=page))
        else:
            response = make_response(redirect(gate.local_path(request.form.get("to", "/")), 303))
        self._cookie.put(response, token)
        return response
