"""The status as text for a terminal: a table, and below it what is wrong or missing."""

from collections.abc import Iterator, Sequence

from webapp.cli.status import wording
from webapp.cli.status.report import CampaignStatus, Status

HEADER = (
    *("campaign", "state", "days left", "waiting", "counted", "deadline"),
    *("language", "letter", "page", "unreviewed"),
)


def as_text(status: Status) -> str:
    """Return lines for people. Nothing in them controls a terminal."""
    return "\n".join(_lines(status))


def _lines(status: Status) -> Iterator[str]:
    yield f"{status.at:%Y-%m-%d %H:%M} UTC; deadlines are told by the day at UTC−12, {status.today}"
    yield ""
    if status.campaigns:
        yield from _table([HEADER, *(row for campaign in status.campaigns for row in _rows(campaign))])
    else:
        yield "There is no campaign yet; begin one with `appeal new`."
    yield from _list(
        "To correct",
        [
            wording.problem(problem, campaign)
            for campaign in status.campaigns
            for problem in campaign.problems
        ],
    )
    yield from _list(
        "Corrected after it was translated",
        [
            f"{campaign.slug}, {each.context}: “{wording.changed_text(each)}”: {', '.join(tags)}"
            for campaign in status.campaigns
            for each, tags in campaign.changed.items()
        ],
    )
    yield from _list(
        "Page languages that are not offered",
        [f"{each.language}: {wording.page_language(each)}" for each in status.incomplete_languages],
    )
    yield from _list(
        "Page languages with a part in English",
        [f"{each.language}: {wording.page_language(each)}" for each in status.languages_with_english],
    )
    yield from _list("Not known", status.notes)
    yield from _list("Limits", [status.limits.sentence])


def _rows(campaign: CampaignStatus) -> Iterator[tuple[str, ...]]:
    own: tuple[str, ...] = (
        campaign.slug,
        wording.stage(campaign),
        wording.days_left(campaign),
        wording.waiting(campaign),
        wording.counted(campaign),
        wording.deadline(campaign),
    )
    if not campaign.editions:
        yield (*own, "", "", "", "")
    for edition in campaign.editions:
        cells = wording.letter(edition), wording.page(edition), wording.unreviewed(edition)
        yield (*own, edition.language, *cells)
        own = ("",) * len(own)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"\n{title}:"
        yield from (f"  {line}" for line in lines)
