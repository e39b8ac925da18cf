"""The words of the table and of the page: one cell or one line each. They are the same in both."""

from datetime import UTC

from webapp.cli.status.report import CampaignStatus, PageLanguage, Problem, Served
from webapp.domain import text
from webapp.domain.progress import Amount, ChangedText, EditionStatus, PartStatus
from webapp.domain.stage import Stage
from webapp.domain.translation import ReviewState

SOURCE = "source text"
"""It is no translation."""
MAX_TEXT_CHARS = 80

_SERVED = {
    Served.AS_IT_IS: "",
    Served.OLDER_CAMPAIGN: "Served meanwhile: the last valid version of the campaign",
    Served.OLDER_FILE: "Served meanwhile: the last valid version of this file",
    Served.WITHOUT_FILE: "Served meanwhile: the campaign without this file",
    Served.NOTHING: "The campaign is not served: there is no valid version of it",
}


def stage(campaign: CampaignStatus) -> str:
    """Return where a campaign is in its life, and whether an older version of it is served."""
    is_older = any(each.served is Served.OLDER_CAMPAIGN for each in campaign.problems)
    return _stage(campaign) + (", older version" if is_older else "")


def _stage(campaign: CampaignStatus) -> str:
    if campaign.stage is Stage.SCHEDULED and campaign.publish:
        return f"scheduled: {campaign.publish.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if campaign.stage is Stage.OUTCOME:
        return f"outcome: {campaign.outcome.replace('_', ' ')}"
    if campaign.stage is Stage.PAST:
        return "past, takes late letters" if campaign.takes_letters else "past, takes none"
    return campaign.stage.value


def deadline(campaign: CampaignStatus) -> str:
    """Return the day of the deadline."""
    return campaign.deadline.isoformat() if campaign.deadline else "none"


def days_left(campaign: CampaignStatus) -> str:
    """Return the days that are left, "" where there is nothing to do until then."""
    is_shown = campaign.days_left is not None and campaign.stage.is_open
    return f"{campaign.days_left:,}" if is_shown else ""


def counted(campaign: CampaignStatus) -> str:
    """Return the letters and calls that count."""
    return "?" if campaign.counted is None else f"{campaign.counted:,}"


def waiting(campaign: CampaignStatus) -> str:
    """Return what waits for a review."""
    if campaign.waiting_bursts is None:
        return "?"
    if not campaign.waiting_bursts:
        return "0"
    return f"{campaign.waiting_letters:,} in {_number(campaign.waiting_bursts, 'burst')}"


def part(status: PartStatus, meanwhile: str) -> str:
    """Return how far a part is translated; `meanwhile` says what is so while it is not offered."""
    if not status.all.messages:
        return SOURCE
    parts = [
        f"{_amount(amount)} {what}"
        for amount, what in (
            (status.empty, "empty"),
            (status.fact_changed, "changed in fact"),
            (status.wording_changed, "changed in wording"),
        )
        if amount.messages
    ]
    state = ", ".join(parts) or "complete"
    return state if status.is_offered else f"{meanwhile}: {state}"


def letter(edition: EditionStatus) -> str:
    """Return the state of the letter."""
    return part(edition.letter, "not offered")


def page(edition: EditionStatus) -> str:
    """Return the state of the rest of the page."""
    state = part(edition.page, "not shown")
    older = "; older file" if edition.is_older else ""
    return state + older + ("" if edition.has_page_language else "; no page in this language")


def unreviewed(edition: EditionStatus) -> str:
    """Return what no native speaker has read."""
    parts = [
        f"{name} {_amount(each.unreviewed)}"
        for name, each in (("letter", edition.letter), ("page", edition.page))
        if each.unreviewed.messages
    ]
    if parts:
        return ", ".join(parts)
    is_usable = any(_is_usable(each) for each in (edition.letter, edition.page))
    return "none" if is_usable else "nothing to read yet"


def problem(each: Problem, campaign: CampaignStatus) -> str:
    """Return what is wrong and what is served meanwhile."""
    served = _SERVED[each.served]
    if each.served is Served.OLDER_CAMPAIGN:
        since = f", stored {campaign.older_since:%Y-%m-%d %H:%M} UTC" if campaign.older_since else ""
        served += f" (revision {campaign.revision}{since})"
    return f"{each.message}. {served}." if served else f"{each.message}."


def changed_text(each: ChangedText) -> str:
    """Return the beginning of a text, in one line."""
    line = text.line(each.source)
    return line if len(line) <= MAX_TEXT_CHARS else line[: MAX_TEXT_CHARS - 1] + "…"


def page_language(each: PageLanguage) -> str:
    """Return how far the site's own words are translated."""
    review = {
        ReviewState.WHOLE: "",
        ReviewState.PART: "; changed since a native speaker read it",
        ReviewState.NONE: "; not yet read by a native speaker",
    }[each.review]
    if each.problem:
        return f"no page: {each.problem}"
    if not each.missing:
        return f"complete{_rest(each)}{review}"
    first = ", ".join(f"“{message}”" for message in each.first_missing)
    return f"no page: {_number(each.missing, 'message')} to translate, the first: {first}{review}"


def _rest(each: PageLanguage) -> str:
    """Return what is in English on pages in a language."""
    if each.missing_rest == 0:
        return ""
    left = "no file" if each.missing_rest is None else f"{_number(each.missing_rest, 'message')} to translate"
    return f", but the page for webmasters and errors are in English: rest.po, {left}"


def _is_usable(status: PartStatus) -> bool:
    """Check whether there is any text in this language."""
    unusable = status.empty.messages + status.fact_changed.messages
    return not status.all.messages or status.all.messages > unusable


def _amount(amount: Amount) -> str:
    return f"{amount.messages:,} ({_number(amount.words, 'word')})"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
