"""Views for machines: is it alive, and can it do its work."""

from dataclasses import dataclass

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.database.connection import ActionsUnavailable
from webapp.web.campaign.dependencies import Dependencies

PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
NOT_NOW = PLAIN | {"Retry-After": "5"}


@dataclass(frozen=True, slots=True)
class Health:
    """The views."""

    parts: Dependencies

    def blueprint(self) -> Blueprint:
        """Give the routes."""
        found = Blueprint("health", __name__)
        found.add_url_rule("/healthz", view_func=self.alive)
        found.add_url_rule("/readyz", view_func=self.ready)
        return found

    def alive(self) -> ResponseReturnValue:
        """Answer, and that is all."""
        return "alive\n", 200, PLAIN

    def ready(self) -> ResponseReturnValue:
        """Tell whether pages can be served and actions recorded."""
        if not self.parts.library.campaigns():
            return "no campaign can be served\n", 503, NOT_NOW
        try:
            self.parts.log.require_ready()
        except ActionsUnavailable:
            return "actions cannot be recorded\n", 503, NOT_NOW
        return "ready\n", 200, PLAIN
