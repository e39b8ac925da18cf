"""What does not fit between campaigns: told by `appeal check`, and harmless to the server."""

from collections.abc import Iterable, Iterator

from webapp.campaigns.diagnostics import Diagnostic
from webapp.campaigns.source_files import CAMPAIGN_FILE
from webapp.domain.campaign import Campaign


def misfits(campaigns: Iterable[Campaign], folders: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Return what is wrong in `follows` and `redirects`; `folders` names all folders, broken ones too."""
    known, names = {each.slug: each for each in campaigns}, {*folders}
    return tuple(each for campaign in known.values() for each in _of_one(campaign, known, names))


def _of_one(campaign: Campaign, known: dict[str, Campaign], names: set[str]) -> Iterator[Diagnostic]:
    moved = {old: each.slug for each in known.values() for old in each.life.redirects}
    follows = campaign.life.follows
    if follows and (advice := _follows(campaign, known, names, moved)):
        yield _diagnostic(campaign, "follows", follows, advice)
    for old in campaign.life.redirects:
        other = next(
            (each.slug for each in known.values() if each != campaign and old in each.life.redirects), ""
        )
        if old == campaign.slug:
            yield _diagnostic(campaign, "redirects", old, "is this folder's own name; delete it")
        elif old in names:
            advice = "is the name of another folder here, which keeps its address; rename one, or delete it"
            yield _diagnostic(campaign, "redirects", old, advice)
        elif other:
            advice = f"is among the redirects of {other}, too; delete it in one of the two"
            yield _diagnostic(campaign, "redirects", old, advice)


def _follows(campaign: Campaign, known: dict[str, Campaign], names: set[str], moved: dict[str, str]) -> str:
    follows = campaign.life.follows
    older = known.get(moved.get(follows, follows) if follows not in names else follows)
    if older is campaign:
        return "is this campaign itself; write the folder name of the older one"
    if older is None:
        return "" if follows in names else "is no folder here; write the folder name of the older campaign"
    line = [campaign.slug]
    while older is not None and older.slug not in line:
        line.append(older.slug)
        before = older.life.follows
        older = known.get(moved.get(before, before) if before not in names else before)
    if older is campaign:
        return f"leads back to this campaign ({' → '.join((*line, campaign.slug))}); delete one of them"
    rival = next(
        (each.slug for each in known.values() if each.slug < campaign.slug and each.life.follows == follows),
        "",
    )
    if rival:
        return (
            f"is followed by {rival}, too, which the older page leads to; "
            f'write follows = "{rival}" if this one is the newest'
        )
    return ""


def _diagnostic(campaign: Campaign, field: str, value: str, advice: str) -> Diagnostic:
    return Diagnostic(f"{campaign.slug}/{CAMPAIGN_FILE}", 0, field, value, advice)
