"""The page as it would be: an instance of the public app that shows one draft, and counts and keeps nothing.

It is the app itself, with its templates and views, not a copy. Its campaigns are the one of the request, its
log of actions is none, and no response is cached.
"""

import secrets
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.wrappers import Response

from webapp.actions.log import ActionLog, ActionsUnavailable, Recorded
from webapp.app import create_app, make_dependencies
from webapp.campaigns.public import PublicCampaigns
from webapp.campaigns.registry import CampaignRegistry
from webapp.domain.action import Action, Tally
from webapp.domain.campaign import Campaign
from webapp.domain.life import Life, State
from webapp.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class OnlyCampaign(CampaignRegistry):
    """The registry of a preview: it has the campaign of the request and no other."""

    def __init__(self) -> None:
        self._shown: ContextVar[PublicCampaigns] = ContextVar("shown")

    @contextmanager
    def showing(self, campaign: Campaign) -> Iterator[None]:
        """Have this campaign for the time of a request."""
        public = PublicCampaigns.at(datetime.now(UTC), {campaign.slug: _as_public(campaign)})
        token = self._shown.set(public)
        try:
            yield
        finally:
            self._shown.reset(token)

    def public(self) -> PublicCampaigns:
        """Return the campaign alone."""
        return self._shown.get()

    def modified(self, slug: str) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC)

    def is_empty(self) -> bool:
        """Return False."""
        return False


class NoLog(ActionLog):
    """A log of actions that has none and takes none."""

    def __init__(self) -> None:
        pass

    def record(self, token_id: str, actions: Sequence[Action]) -> Recorded:
        """Refuse: the desk answers reports before they come here."""
        raise ActionsUnavailable("a preview counts nothing")

    def find(self, token_id: str) -> Recorded | None:
        """Return None."""
        return None

    def undo(self, token_id: str, campaign: str) -> Recorded | None:
        """Return None."""
        return None

    def tally(self, campaign: str, partner: str | None = None, also: Collection[str] = ()) -> Tally:
        """Return an empty tally."""
        return Tally()

    def totals(self) -> dict[str, int]:
        """Return none."""
        return {}

    def require_ready(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class _Parts:
    app: Flask
    campaigns: OnlyCampaign


class PreviewApp:
    """Renders the public pages of a campaign. Made at the first use, which takes half a second."""

    def __init__(self, settings: Settings, host: str) -> None:
        """`host` is the desk's, as the header `Host` has it."""
        self._settings = replace(
            settings,
            allowed_hosts=(host.partition(":")[0],),
            secret_keys=(secrets.token_urlsafe(32),),  # tokens of a preview are good for nothing else
            path_prefix="",
            proxies=0,
            cache_url="",
            log_requests=False,
            proof_of_work=False,
            rate_limits=False,
            security_contact=(),
        )
        self._making = threading.Lock()
        self._parts: _Parts | None = None

    def respond(self, environ: "WSGIEnvironment", campaign: Campaign) -> Response:
        """Return the public app's response. SCRIPT_NAME is what stands before its addresses."""
        parts = self._made()
        # The visitor's cookies are the desk's. The page would not read them, and does not get them.
        without_cookies = {name: value for name, value in environ.items() if name != "HTTP_COOKIE"}
        with parts.campaigns.showing(campaign):
            # Flask's own entry: the caches in front of it would keep pages of drafts.
            return Response.from_app(
                lambda environ, start_response: Flask.wsgi_app(parts.app, environ, start_response),
                without_cookies,
                buffered=True,
            )

    def _made(self) -> _Parts:
        with self._making:
            if self._parts is None:
                campaigns = OnlyCampaign()
                dependencies = make_dependencies(self._settings, campaigns=campaigns, log=NoLog())
                self._parts = _Parts(create_app(self._settings, dependencies), campaigns)
            return self._parts


def _as_public(campaign: Campaign) -> Campaign:
    """Return a campaign as it is when it is public: also a draft, and one whose moment has not come."""
    life = campaign.life
    state = State.LIVE if life.state is State.DRAFT else life.state
    return replace(campaign, life=Life(state=state, outcome=life.outcome))
