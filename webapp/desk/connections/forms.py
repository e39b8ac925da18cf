"""The forms of connections: what was typed, as the page shows it again, and as the services take it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from werkzeug.datastructures import MultiDict

from webapp.team.api_tokens.tokens import Scope
from webapp.team.webhooks.messages import CHOICES, Event
from webapp.team.webhooks.webhooks import Webhook

MAX_TYPED_CHARS = 2_000
"""What is longer is cut before it is shown again; it was refused anyway."""


def _typed(text: str) -> str:
    """Return what can be shown again of a typed line: a control character stands in no page."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text[:MAX_TYPED_CHARS])


@dataclass(frozen=True, slots=True)
class WebhookForm:
    """The form of a webhook."""

    url: str = ""
    events: frozenset[Event] = frozenset(CHOICES)

    @classmethod
    def of(cls, webhook: Webhook) -> Self:
        """Return the form of one that is there."""
        return cls(webhook.url, webhook.events)

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> Self:
        """Read what was sent."""
        chosen = form.getlist("events")
        return cls(_typed(form.get("url", "").strip()), frozenset(each for each in CHOICES if each in chosen))


@dataclass(frozen=True, slots=True)
class TokenForm:
    """The form of a token."""

    name: str = ""
    scopes: frozenset[Scope] = frozenset({Scope.CAMPAIGNS})
    is_for_all: bool = True
    marked: frozenset[str] = field(default_factory=frozenset)
    days: str = "90"

    @classmethod
    def read(cls, form: MultiDict[str, str], known: Iterable[str]) -> Self:
        """Read what was sent. Of campaigns, only those that are known can be marked."""
        chosen, marked = form.getlist("scopes"), form.getlist("campaigns")
        return cls(
            _typed(form.get("name", "").strip()),
            frozenset(each for each in Scope if each in chosen),
            form.get("whose", "all") != "some",
            frozenset(each for each in known if each in marked),
            _typed(form.get("days", "").strip())[:20],
        )

    @property
    def campaigns(self) -> frozenset[str] | None:
        """The campaigns as the service takes them."""
        return None if self.is_for_all else self.marked

    @property
    def number_of_days(self) -> int:
        """The days as a number; 0 for what is none."""
        return int(self.days) if self.days.isdecimal() and len(self.days) <= 4 else 0
