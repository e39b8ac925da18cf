"""The pages of connections: webhooks and their deliveries, tokens of the API."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.connections import wording
from webapp.desk.connections.forms import TokenForm, WebhookForm
from webapp.desk.http import audit
from webapp.desk.http.access import asks_again, current_person, needs
from webapp.desk.http.audit import Event as AuditEvent
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.team.api_tokens.tokens import ApiToken, ApiTokens, InvalidToken, Scope, TooManyTokens
from webapp.team.people.permissions import Permission
from webapp.team.webhooks.deliveries import Deliveries, Delivery, UnknownDelivery
from webapp.team.webhooks.messages import CHOICES
from webapp.team.webhooks.receiver import InvalidReceiver
from webapp.team.webhooks.webhooks import NoEvents, TooManyWebhooks, UnknownWebhook, Webhook, Webhooks

Problems = Mapping[str, str]
"""What is wrong, by field."""


@dataclass(frozen=True, slots=True)
class ConnectionsPage:
    """What `desk/connections/connections.html` is rendered from."""

    title: str
    webhooks: tuple[Webhook, ...]
    tokens: tuple[ApiToken, ...]
    campaigns: tuple[str, ...]
    now: datetime
    webhook: WebhookForm = field(default_factory=WebhookForm)
    token: TokenForm = field(default_factory=TokenForm)
    problems: Problems = field(default_factory=dict)
    events: tuple[str, ...] = CHOICES
    scopes: tuple[Scope, ...] = tuple(Scope)


@dataclass(frozen=True, slots=True)
class WebhookPage:
    """What `desk/connections/webhook.html` is rendered from."""

    title: str
    webhook: Webhook
    form: WebhookForm
    deliveries: tuple[Delivery, ...]
    problems: Problems = field(default_factory=dict)
    events: tuple[str, ...] = CHOICES


@dataclass(frozen=True, slots=True)
class SecretPage:
    """What `desk/connections/secret.html` is rendered from: a secret, shown once."""

    title: str
    secret: str
    is_token: bool
    has_earlier: bool
    back: str


class Connections:
    """The pages. `slugs` returns the campaigns that a token may be bound to."""

    def __init__(
        self,
        webhooks: Webhooks,
        deliveries: Deliveries,
        tokens: ApiTokens,
        slugs: Callable[[], Iterable[str]],
        now: Callable[[], datetime],
    ) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries
        self._tokens = tokens
        self._slugs = slugs
        self._now = now

    def blueprint(self) -> Blueprint:
        """Return the routes. What opens or ends something asks again."""
        pages = Blueprint("connections", __name__, url_prefix="/connections")
        connects = needs(Permission.CONNECT)
        pages.add_url_rule("", "show", connects(self.show))
        pages.add_url_rule("/webhooks/<webhook>", "show_webhook", connects(self.show_webhook))
        for rule, endpoint, view in (
            ("/webhooks", "add", self.add),
            ("/webhooks/<webhook>", "change", self.change),
            ("/webhooks/<webhook>/secret", "renew_secret", self.renew_secret),
            ("/webhooks/<webhook>/activate", "activate", self.activate),
            ("/webhooks/<webhook>/deactivate", "deactivate", self.deactivate),
            ("/webhooks/<webhook>/remove", "remove", self.remove),
            ("/tokens", "make_token", self.make_token),
            ("/tokens/revoke", "revoke_token", self.revoke_token),
        ):
            pages.add_url_rule(rule, endpoint, connects(asks_again(view)), methods=["POST"])
        for rule, endpoint, view in (
            ("/webhooks/<webhook>/test", "test", self.test),
            ("/webhooks/<webhook>/replay", "replay", self.replay),
        ):
            pages.add_url_rule(rule, endpoint, connects(view), methods=["POST"])
        for unknown in (UnknownWebhook, UnknownDelivery):
            pages.register_error_handler(unknown, lambda _error: respond_with_error(404))
        return pages

    def show(self) -> ResponseReturnValue:
        """List webhooks and tokens, with a form for one more of each."""
        return self._show()

    def add(self) -> ResponseReturnValue:
        """Add a webhook, and show its secret this once."""
        form = WebhookForm.read(request.form)
        try:
            added, secret = self._webhooks.add(current_person(), form.url, form.events)
        except (InvalidReceiver, NoEvents, TooManyWebhooks) as error:
            return self._show(webhook=form, problems=dict([wording.webhook_problem(error)])), 422
        audit.note(AuditEvent.WEBHOOK_ADDED, current_person().id, added.id)
        back = url_for(".show_webhook", webhook=added.id)
        return _show_secret(_("The secret of the new webhook"), secret, back)

    def show_webhook(self, webhook: str) -> ResponseReturnValue:
        """Show one webhook and its deliveries."""
        found = self._webhooks.find(current_person(), webhook)
        return self._show_webhook(found, WebhookForm.of(found))

    def change(self, webhook: str) -> ResponseReturnValue:
        """Set the address and the events of a webhook."""
        form = WebhookForm.read(request.form)
        try:
            self._webhooks.change(current_person(), webhook, form.url, form.events)
        except (InvalidReceiver, NoEvents) as error:
            found = self._webhooks.find(current_person(), webhook)
            return self._show_webhook(found, form, dict([wording.webhook_problem(error)])), 422
        return self._changed(webhook)

    def renew_secret(self, webhook: str) -> ResponseReturnValue:
        """Give a webhook another secret, and show it this once."""
        secret = self._webhooks.renew_secret(current_person(), webhook)
        audit.note(AuditEvent.WEBHOOK_CHANGED, current_person().id, webhook)
        back = url_for(".show_webhook", webhook=webhook)
        return _show_secret(_("The new secret of the webhook"), secret, back, has_earlier=True)

    def activate(self, webhook: str) -> ResponseReturnValue:
        """Tell a webhook again."""
        self._webhooks.set_active(current_person(), webhook, active=True)
        return self._changed(webhook)

    def deactivate(self, webhook: str) -> ResponseReturnValue:
        """Tell a webhook nothing more."""
        self._webhooks.set_active(current_person(), webhook, active=False)
        return self._changed(webhook)

    def remove(self, webhook: str) -> ResponseReturnValue:
        """Remove a webhook and its deliveries."""
        self._webhooks.remove(current_person(), webhook)
        audit.note(AuditEvent.WEBHOOK_REMOVED, current_person().id, webhook)
        return redirect(url_for(".show"), 303)

    def test(self, webhook: str) -> ResponseReturnValue:
        """Send a message that says nothing."""
        self._deliveries.test(current_person(), webhook)
        return redirect(url_for(".show_webhook", webhook=webhook, _anchor="deliveries"), 303)

    def replay(self, webhook: str) -> ResponseReturnValue:
        """Send a message again."""
        self._deliveries.replay(current_person(), webhook, request.form.get("delivery", ""))
        return redirect(url_for(".show_webhook", webhook=webhook, _anchor="deliveries"), 303)

    def make_token(self) -> ResponseReturnValue:
        """Make a token, and show it this once."""
        form = TokenForm.read(request.form, self._slugs())
        try:
            token = self._tokens.make(
                current_person(), form.name, form.scopes, form.campaigns, form.number_of_days
            )
        except (InvalidToken, TooManyTokens) as error:
            return self._show(token=form, problems=dict([wording.token_problem(error)])), 422
        audit.note(AuditEvent.TOKEN_MADE, current_person().id)
        return _show_secret(_("The new token"), token, url_for(".show"), is_token=True)

    def revoke_token(self) -> ResponseReturnValue:
        """End a token."""
        self._tokens.revoke(current_person(), request.form.get("token", ""))
        audit.note(AuditEvent.TOKEN_REVOKED, current_person().id)
        return redirect(url_for(".show"), 303)

    def _changed(self, webhook: str) -> ResponseReturnValue:
        audit.note(AuditEvent.WEBHOOK_CHANGED, current_person().id, webhook)
        return redirect(url_for(".show_webhook", webhook=webhook), 303)

    def _show(
        self,
        webhook: WebhookForm | None = None,
        token: TokenForm | None = None,
        problems: Problems | None = None,
    ) -> str:
        by = current_person()
        page = ConnectionsPage(
            pgettext("name of a page", "Connections"),
            self._webhooks.all(by),
            self._tokens.all(by),
            tuple(sorted(self._slugs())),
            self._now(),
            webhook or WebhookForm(),
            token or TokenForm(),
            problems or {},
        )
        return render_template("desk/connections/connections.html", page=page, wording=wording)

    def _show_webhook(self, found: Webhook, form: WebhookForm, problems: Problems | None = None) -> str:
        deliveries = self._deliveries.log(current_person(), found.id)
        page = WebhookPage(pgettext("name of a page", "A webhook"), found, form, deliveries, problems or {})
        return render_template("desk/connections/webhook.html", page=page, wording=wording)


def _show_secret(
    title: str, secret: str, back: str, *, is_token: bool = False, has_earlier: bool = False
) -> str:
    page = SecretPage(title, secret, is_token, has_earlier, back)
    return render_template("desk/connections/secret.html", page=page)
