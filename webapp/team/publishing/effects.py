"""What a decision changes for those who use the page, and in which languages."""

from collections.abc import Iterator
from datetime import UTC

from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.translation import MessageState
from webapp.publications.store import Publication
from webapp.team.publishing.plan import Effect, LanguageChange, SourceChange


def effects(
    before: Campaign | None, after: Campaign | None, scheduled: Publication | None
) -> Iterator[tuple[Effect, str]]:
    """Compare what is public with what would be; None is no page. `scheduled` is what would not appear."""
    if after and before is None:
        yield Effect.APPEARS, str(len(after.targets))
    elif before and after is None:
        yield Effect.DISAPPEARS, ""
    elif before and after:
        yield from _differences(before, after)
    if after and after.life.follows and (before is None or before.life.follows != after.life.follows):
        yield Effect.CONTINUES, after.life.follows
    if (campaign := after or before) and campaign.partners:
        yield Effect.PARTNERS, str(len(campaign.partners))
    if scheduled:
        yield Effect.REPLACES_SCHEDULED, scheduled.starts.astimezone(UTC).isoformat()


def _differences(before: Campaign, after: Campaign) -> Iterator[tuple[Effect, str]]:
    if before.revision == after.revision:
        yield Effect.STAYS, ""
    if after.life.is_over and not before.life.is_over:
        yield Effect.CLOSES, ""
    if before.life.is_over and not after.life.is_over:
        yield Effect.REOPENS, ""
    if after.life.outcome and after.life.outcome != before.life.outcome:
        yield Effect.OUTCOME, after.life.outcome.kind.value
    for target in after.targets:
        if before.target(target.id) is None:
            yield Effect.TARGET_ADDED, _target_name(after, target.id)
    for target in before.targets:
        if after.target(target.id) is None:
            yield Effect.TARGET_REMOVED, _target_name(before, target.id)
    if after.deadline != before.deadline:
        yield Effect.DEADLINE, after.deadline.isoformat() if after.deadline else ""


def _target_name(campaign: Campaign, target_id: str) -> str:
    text = campaign.source.text.targets[target_id]
    return text.name or text.office or text.title or target_id


def language_changes(
    before: Campaign | None, after: Campaign, corrected: tuple[SourceChange, ...]
) -> tuple[LanguageChange, ...]:
    """Compare each language besides the source's, by tag."""
    keys = {(each.context, each.after) for each in corrected}
    earlier = before.editions if before else {}
    source = after.source.language.tag
    return tuple(
        _language_change(tag, earlier.get(tag), after.editions.get(tag), keys)
        for tag in sorted({*earlier, *after.editions} - {source})
    )


def _language_change(
    tag: str, before: Edition | None, after: Edition | None, corrected: set[tuple[str, str]]
) -> LanguageChange:
    messages = [each for each in after.messages if (each.context, each.source) in corrected] if after else []
    return LanguageChange(
        tag,
        has_page=bool(after and after.offers_page),
        had_page=bool(before and before.offers_page),
        has_letter=bool(after and after.offers_letter),
        had_letter=bool(before and before.offers_letter),
        changed=len(_shown(after) - _shown(before)),
        of_earlier_wording=sum(each.state is MessageState.WORDING for each in messages),
        in_source_language=tuple(each for each in messages if not each.is_usable) if before else (),
    )


def _shown(edition: Edition | None) -> set[tuple[str, str]]:
    messages = edition.messages if edition else ()
    return {(each.context, each.translation) for each in messages if each.is_usable}
