"""What a page of a campaign passes on: its title, what is asked for, and its public address.

The address is that of this page language. It keeps the partner of the page, so that what comes of it is
counted as that partner's; it holds nothing about the person.
"""

from flask import url_for

from webapp.domain.share_links import Invitation
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.http.locales import gettext as _


def invitation(page: CampaignPage) -> Invitation:
    """Return what is passed on."""
    address = url_for("campaign.show", lang=page.ui_language.tag, slug=page.campaign.slug, _external=True)
    # L10N: in a message to a friend, after the headline of a case and before the link to it
    line = "" if page.closed else _("Please write a letter, too. It takes a few minutes:")
    return Invitation(page.edition.title, line, address)
