"""What is to be done next with a campaign, the most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import language_name, ngettext, pgettext, ui_language
from webapp.domain.stage import Stage
from webapp.team.overview.campaign import CampaignOverview
from webapp.team.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, and where."""

    sentence: str
    address: str = ""
    """"" where it is not done at the desk."""
    link: str = ""
    """The words of the link."""
    permission: Permission = Permission.SEE
    """Who can do it: the link is for them alone."""


def next_steps(campaign: CampaignOverview) -> tuple[Step, ...]:
    """Return the steps; of a folder there are none at the desk."""
    return () if campaign.is_folder else tuple(_steps(campaign))


def _steps(campaign: CampaignOverview) -> Iterator[Step]:
    here = f"/campaigns/{campaign.slug}"
    problems = len(campaign.summary.problems)
    if campaign.failed:
        why = _("The last publication failed: %(why)s.", why=campaign.failed.rstrip("."))
        yield Step(
            why,
            f"{here}/publish",
            pgettext("button or link: what it does", "Publish again"),
            Permission.PUBLISH,
        )
    if problems:
        yield Step(
            ngettext(
                "%(num)s thing has to be corrected before it can be published.",
                "%(num)s things have to be corrected before it can be published.",
                problems,
            ),
            f"{here}/edit",
            pgettext("button or link: what it does", "Edit"),
            Permission.WRITE,
        )
    if campaign.waiting:
        yield Step(
            ngettext(
                "%(num)s letter is held until somebody of your team counts it or leaves it out.",
                "%(num)s letters are held until somebody of your team counts them or leaves them out.",
                campaign.waiting,
            ),
            f"{here}/bursts",
            _("Look at them"),
            Permission.COUNT,
        )
    if campaign.bounces:
        yield Step(
            ngettext(
                "%(num)s supporter told you that an address does not work.",
                "%(num)s supporters told you that an address does not work.",
                campaign.bounces,
            ),
            f"{here}/numbers#signals",
            pgettext("button or link: what it does", "Look whose"),
            Permission.SEE,
        )
    if campaign.stage is Stage.PAST:
        yield Step(
            _("The deadline has passed. Tell what came of the case, set a later deadline, or close it."),
            f"{here}/publish",
            pgettext("button or link: what it does", "Decide"),
            Permission.PUBLISH,
        )
    yield from _publication(campaign, here)


def _publication(campaign: CampaignOverview, here: str) -> Iterator[Step]:
    if campaign.summary.problems:
        return
    if campaign.stage is Stage.DRAFT:
        yield Step(
            _("Nobody but the team sees it yet."),
            f"{here}/publish",
            pgettext("button or link: what it does", "Publish"),
            Permission.PUBLISH,
        )
    elif campaign.is_withdrawn:
        yield Step(
            _("The page was withdrawn: nobody but the team sees it."),
            f"{here}/publish",
            _("Publish it again"),
            Permission.PUBLISH,
        )
    elif campaign.is_unpublished:
        yield Step(
            _("The draft has changes that are not public."),
            f"{here}/publish",
            _("Publish the changes"),
            Permission.PUBLISH,
        )
    left = [each for each in campaign.summary.editions if each.words_to_translate]
    if left:
        words = sum(each.words_to_translate for each in left)
        names = ui_language().join(language_name(each.language) for each in left)
        yield Step(
            ngettext(
                "%(num)s word is to be translated: %(languages)s.",
                "%(num)s words are to be translated: %(languages)s.",
                words,
                languages=names,
            ),
            f"{here}/translate",
            pgettext("button or link: what it does", "Translate"),
        )
