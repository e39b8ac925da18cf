"""Who may frame a page: the sites that the campaign allows, for the header `frame-ancestors`."""

from flask import request

from webapp.campaigns.registry import CampaignRegistry
from webapp.web.campaign.urls import EMBED, is_framed

NEVER_FRAMED = frozenset(
    f"{EMBED}.{name}" for name in ("report_form", "record", "undo", "signal_form", "signal")
)
"""Pages on which one press counts: a site could lay itself over the button. As a part of the campaign's page
the form is framed with it, and without scripts it opens in a tab of its own."""


def allowed_framers(campaigns: CampaignRegistry) -> tuple[str, ...]:
    """Return the sites that may frame the response: ourselves, and those the campaign names."""
    if not is_framed() or request.endpoint in NEVER_FRAMED:
        return ()
    campaign = campaigns.campaign((request.view_args or {}).get("slug", ""))
    return ("'self'", *campaign.may_frame) if campaign else ()
