"""The log's lines about a campaign that was read: what is served, what is not, and why."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from webapp.campaigns import edition_remarks, interface
from webapp.campaigns.checks import CheckResult
from webapp.campaigns.diagnostics import Diagnostic
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language

HIDDEN = (
    "the desk has published it, and the folder of this name is served instead; "
    "remove the folder, or withdraw the campaign at the desk"
)
LOG = logging.getLogger("appeal")


def log_result(languages: Callable[[], Sequence[Language]], translations: Path, result: CheckResult) -> None:
    """Log what became of a folder.

    `languages` returns the page languages that are offered, `translations` is the folder of their catalogues.
    """
    slug = result.folder.name
    if result.is_withdrawn:
        LOG.info("campaign %s is withdrawn: its folder or its publication is gone", slug)
    if result.campaign:
        LOG.info("campaign %s is served at revision %s", slug, result.campaign.revision)
        _log_editions(languages(), translations, result.campaign)
    for diagnostic in result.diagnostics:
        if result.campaign:
            name = diagnostic.file.rpartition("/")[2]
            how = "the last valid version of" if name in result.kept else "served without"
            LOG.error("campaign %s, %s %s: %s", slug, how, name, diagnostic)
        elif older := result.served_instead:
            LOG.error("campaign %s stays at its last valid revision %s: %s", slug, older.revision, diagnostic)
        else:
            LOG.error("campaign %s is not served: %s", slug, diagnostic)


def log_hidden(slugs: Iterable[str]) -> None:
    """Log the campaigns of the desk that are not served, because a folder has their name."""
    for slug in sorted(slugs):
        LOG.warning("campaign %s: %s", slug, HIDDEN)


def log_misfit(misfit: Diagnostic) -> None:
    """Log what breaks no campaign and is not meant so: a link between campaigns, the name of a file."""
    LOG.warning("among the campaigns: %s", misfit)


def _log_editions(languages: Sequence[Language], translations: Path, campaign: Campaign) -> None:
    """Log the letters that wait for a translation, and the editions in whose language there is no page."""
    for tag, edition in campaign.editions.items():
        if edition.has_letter and not edition.offers_letter:
            LOG.warning(
                "campaign %s, its letter in %s: %s", campaign.slug, tag, edition_remarks.describe(edition)
            )
        if edition.offers_page and edition.language not in languages:
            why = interface.why_no_page(translations, edition.language)
            LOG.warning("campaign %s has an edition in %s, and there is no page: %s", campaign.slug, tag, why)
