"""What came of a case, in the words of the page: headings, titles of links and of news."""

from flask_babel import force_locale

from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.domain.life import OutcomeKind
from webapp.web.http.locales import gettext as _
from webapp.web.http.locales import pgettext


def outcome_title(kind: OutcomeKind) -> str:
    """Return what came of a case, in the language of the request."""
    return {
        # L10N: heading above what came of a case: free again; about one or several people, women or men
        OutcomeKind.RELEASED: _("Good news: free again"),
        # L10N: heading above what came of a case: it got better
        OutcomeKind.IMPROVED: _("Good news: the situation has improved"),
        # L10N: heading above what came of a case
        OutcomeKind.NO_CHANGE: _("The action has ended; the situation has not changed"),
        # L10N: about one or several people, women or men
        OutcomeKind.DIED: pgettext("heading above the news of a death", "In memory"),
        # L10N: heading above what came of a case
        OutcomeKind.OTHER: _("How the action ended"),
    }[kind]


def page_title(campaign: Campaign, ui_language: Language) -> str:
    """Return who it is about, with the headline or with what came of it: as page and links are titled."""
    edition = campaign.page_edition(ui_language.tag)
    if campaign.life.outcome is None:
        return edition.title
    with force_locale(ui_language.locale_name):
        return f"{edition.who} – {outcome_title(campaign.life.outcome.kind)}"
