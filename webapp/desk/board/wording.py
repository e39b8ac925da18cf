"""The words of the board: one for each stage and each alarm."""

from webapp.desk.http.text import comma, ngettext, npgettext, pgettext
from webapp.desk.http.text import gettext as _
from webapp.domain.progress import EditionStatus
from webapp.domain.stage import Stage
from webapp.team.overview.campaign import Alarm, CampaignOverview

BADGES = {
    Stage.DRAFT: "draft",
    Stage.SCHEDULED: "scheduled",
    Stage.LIVE: "live",
    Stage.PAST: "warn",
    Stage.CLOSED: "over",
    Stage.OUTCOME: "over",
    Stage.BROKEN: "red",
    Stage.WITHDRAWN: "over",
}
"""The badge of each stage, see templates/desk/macros/notices.html."""


def stage(of: Stage) -> str:
    """Return where a campaign is in its life."""
    return {
        Stage.DRAFT: pgettext("state of a campaign", "Draft"),
        Stage.SCHEDULED: pgettext("state of a campaign", "Scheduled"),
        Stage.LIVE: _("On the page"),
        Stage.PAST: pgettext("state of a campaign", "Deadline passed"),
        Stage.CLOSED: pgettext("state of a campaign", "Closed"),
        Stage.OUTCOME: pgettext("state of a campaign", "Outcome told"),
        Stage.BROKEN: _("Cannot be read"),
        Stage.WITHDRAWN: pgettext("state of a campaign", "Withdrawn"),
    }[of]


def days_left(campaign: CampaignOverview) -> str:
    """Return how long letters can still arrive in time; "" without a deadline."""
    days = campaign.days_left
    if campaign.deadline is None:
        return ""
    if days is None:
        return pgettext("period of time", "past")
    if days == 0:
        return pgettext("period of time", "last day")
    return npgettext("period of time", "%(num)s day left", "%(num)s days left", days)


def alarm(which: Alarm, campaign: CampaignOverview) -> str:
    """Return what is red, in a few words."""
    match which:
        case Alarm.NOT_PUBLISHED:
            return pgettext("state of a campaign", "Not published")
        case Alarm.LETTERS_WAIT:
            return npgettext(
                "state of a campaign", "%(num)s letter waits", "%(num)s letters wait", campaign.waiting or 0
            )
        case Alarm.ADDRESS_BOUNCES:
            return ngettext(
                "%(num)s report of a wrong address",
                "%(num)s reports of a wrong address",
                campaign.bounces or 0,
            )
        case Alarm.BROKEN:
            return pgettext("state of a campaign", "Has mistakes")


def at_work(names: tuple[str, ...]) -> str:
    """Return who has saved lately."""
    return pgettext("remark on a campaign", "At work: %(names)s", names=comma().join(names))


def is_done(edition: EditionStatus) -> bool:
    """Check whether nothing is left to do in a language."""
    return not edition.words_to_translate and not edition.words_to_review
