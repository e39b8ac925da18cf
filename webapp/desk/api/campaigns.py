"""Campaigns as the API gives them: what the public sees, and with another scope how far the drafts are."""

from collections.abc import Sequence

from webapp.domain.progress import EditionStatus
from webapp.domain.stage import Stage
from webapp.team.api_tokens.tokens import ApiToken, Scope
from webapp.team.overview.campaign import CampaignOverview
from webapp.team.people.person import Grant, Person, Role
from webapp.team.public_pages import PublicPages
from webapp.team.webhooks.messages import iso

Json = dict[str, object]
PUBLIC = frozenset({Stage.LIVE, Stage.PAST, Stage.CLOSED, Stage.OUTCOME})
"""The stages in which everybody sees a campaign's page."""


def reader_of(token: ApiToken) -> Person:
    """Return somebody who sees the campaigns of a token, and may do nothing."""
    return Person("", token.name, (Grant(Role.REVIEWER, token.campaigns, frozenset()),))


def may_read(token: ApiToken, campaign: CampaignOverview) -> bool:
    """Check whether a token reads a campaign: what is not public needs the scope of drafts."""
    return campaign.stage in PUBLIC or Scope.DRAFTS in token.scopes


def campaign_json(token: ApiToken, campaign: CampaignOverview, pages: PublicPages) -> Json:
    """Return a campaign as the token may read it."""
    is_public = campaign.stage in PUBLIC
    shown = (campaign.public if is_public else None) or campaign.summary
    offered = shown.editions if is_public else ()
    languages = [each.language for each in offered if each.page.is_offered and each.has_page_language]
    found: Json = {
        "campaign": campaign.slug,
        "name": shown.who,
        "name_language": shown.source,
        "reference": shown.reference,
        "stage": campaign.stage.value,
        "deadline": shown.deadline.isoformat() if shown.deadline else None,
        "page_languages": languages,
        "letter_languages": [each.language for each in offered if each.letter.is_offered],
        "addresses": {each: pages.address(campaign.slug, each) for each in languages} if pages.base else {},
    }
    if Scope.DRAFTS in token.scopes:
        found["draft"] = _draft(campaign)
    return found


def _draft(campaign: CampaignOverview) -> Json | None:
    if campaign.head is None:
        return None
    return {
        "version": campaign.head.number,
        "saved": iso(campaign.head.at),
        "is_unpublished": campaign.is_unpublished,
        "scheduled": iso(campaign.scheduled) if campaign.scheduled else None,
        "languages": _languages(campaign.summary.editions),
    }


def _languages(editions: Sequence[EditionStatus]) -> list[Json]:
    return [
        {
            "language": each.language,
            "words_to_translate": each.words_to_translate,
            "words_to_review": each.words_to_review,
        }
        for each in editions
    ]
