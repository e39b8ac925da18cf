"""Reads what `appeal status` says: campaign folders, last valid versions, database, catalogues.

It changes nothing: neither the database nor the last valid versions are created or renewed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.campaigns import checks
from webapp.campaigns.checks import CheckResult
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.reader import read_valid_parts
from webapp.campaigns.translations import edition_tag
from webapp.cli.doctor.folders import is_as_another_user
from webapp.cli.status.page_languages import page_languages
from webapp.cli.status.report import CampaignStatus, Limits, Problem, Served, Status
from webapp.database import inspection
from webapp.domain import language, text
from webapp.domain.dates import EARLIEST_OFFSET
from webapp.domain.progress import edition_statuses
from webapp.domain.stage import Stage, stage_of

DATABASE_WAIT_SECONDS = 2.0
_NO_DEADLINE = date.max


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What the database says, by slug."""

    counted: Mapping[str, int]
    bursts: Mapping[str, Sequence[int]]
    """The letters of each burst that waits."""


def collect(
    *, campaigns: Path, data: Path, database: str, translations: Path, limits: Limits, now: datetime
) -> Status:
    """Return the state of everything at a moment; `translations` is the folder of the catalogues.

    Raises `OSError` if the folder of campaigns cannot be read.
    """
    notes: list[str] = []
    numbers = _numbers(data, database, notes)
    versions = PublishedVersions(data / "published")
    publications = PublishedVersions(data / "published" / "publications")
    if why := versions.why_unreadable():
        notes.append(f"The last valid versions cannot be read ({why}): run the command as the app's user.")
    results = checks.check_all(campaigns, versions.last_valid, publications)
    served = [_with_older(result, versions) for result in results]
    by_tag = _slugs_by_tag(served)
    languages = page_languages(translations, by_tag)
    complete = {each.language for each in languages if each.is_complete}
    found = [_campaign(result, versions, numbers, complete, now) for result in served]
    found += _withdrawn(found, served, numbers)
    return Status(
        at=now,
        today=(now + EARLIEST_OFFSET).date(),
        campaigns=tuple(sorted(found, key=_by_deadline)),
        page_languages=languages,
        limits=limits,
        notes=tuple(notes),
    )


def _by_deadline(campaign: CampaignStatus) -> tuple[bool, date, str]:
    return not campaign.stage.is_open, campaign.deadline or _NO_DEADLINE, campaign.slug


def _numbers(data: Path, database: str, notes: list[str]) -> _Numbers | None:
    try:
        why = _why_not_opened(data, database)
        if not why:
            return _read_numbers(database)
    except OSError as error:
        why = f"{error.filename} cannot be read: {error.strerror}"
    except (ActionsUnavailable, ValueError) as error:
        sentence = text.line(str(error)).rstrip(".")
        why = f"{sentence}; see DATABASE_URL, and whether the database runs"
    notes.append(f"Counts and waiting letters are not known: {why}.")
    return None


def _why_not_opened(data: Path, database: str) -> str:
    if is_as_another_user(data):
        # SQLite would create files beside the database that the app could not write.
        return f"{data} belongs to another user; run the command as that user"
    if not inspection.exists(database):
        return "there is no database yet; `appeal serve` makes it"
    return ""


def _read_numbers(url: str) -> _Numbers:
    bursts: dict[str, list[int]] = defaultdict(list)
    with closing(ActionLog(url, DATABASE_WAIT_SECONDS)) as log:
        for burst in log.bursts():
            if not burst.refused:
                bursts[burst.campaign].append(burst.number)
        return _Numbers(log.totals(), bursts)


def _with_older(result: CheckResult, versions: PublishedVersions) -> CheckResult:
    """Add the last valid version that the server goes on with where `campaign.toml` is broken."""
    source = versions.last_valid(result.folder.name) if result.campaign is None else None
    try:
        return replace(result, served_instead=read_valid_parts(source).campaign) if source else result
    except InvalidCampaign:  # it was valid for an earlier version of the app
        return result


def _slugs_by_tag(results: Iterable[CheckResult]) -> dict[str, list[str]]:
    by_tag: dict[str, list[str]] = defaultdict(list)
    for result in results:
        if campaign := result.campaign or result.served_instead:
            for tag in campaign.editions:
                by_tag[tag].append(campaign.slug)
    return by_tag


def _campaign(
    result: CheckResult,
    versions: PublishedVersions,
    numbers: _Numbers | None,
    page_tags: set[str],
    now: datetime,
) -> CampaignStatus:
    problems = tuple(_problem(result, diagnostic) for diagnostic in result.diagnostics)
    campaign = result.campaign or result.served_instead
    if campaign is None:
        slug = text.line(result.folder.name)
        return _with_numbers(CampaignStatus(slug, Stage.BROKEN, problems=problems), [slug], numbers)
    today = (now + EARLIEST_OFFSET).date()
    stage = stage_of(campaign.life, campaign.deadline, now)
    older = {language.parse(edition_tag(name)).tag for name in result.kept}
    status = CampaignStatus(
        slug=campaign.slug,
        stage=stage,
        who=campaign.source.who,
        who_language=campaign.source.language.tag,
        reference=campaign.reference,
        publish=campaign.life.publish,
        outcome=campaign.life.outcome.kind.value if campaign.life.outcome else "",
        deadline=campaign.deadline,
        days_left=campaign.days_left(today),
        takes_letters=campaign.life.is_public(now) and not campaign.is_closed(today),
        revision=campaign.revision,
        older_since=versions.stored_at(campaign.slug) if result.campaign is None else None,
        editions=edition_statuses(campaign, older, page_tags),
        problems=problems,
    )
    return _with_numbers(status, [campaign.slug, *campaign.life.redirects], numbers)


def _problem(result: CheckResult, diagnostic: Diagnostic) -> Problem:
    name = diagnostic.file.rpartition("/")[2]
    if result.campaign is None:
        served = Served.OLDER_CAMPAIGN if result.served_instead else Served.NOTHING
    elif name in result.kept:
        served = Served.OLDER_FILE
    elif result.source and name not in result.source.contents:
        served = Served.WITHOUT_FILE
    else:
        served = Served.AS_IT_IS
    return Problem(text.line(name), text.line(str(diagnostic)), served)


def _with_numbers(status: CampaignStatus, slugs: Iterable[str], numbers: _Numbers | None) -> CampaignStatus:
    """Add the counts of a campaign, under its name and those that it had before."""
    if numbers is None:
        return status
    names = tuple(dict.fromkeys(slugs))
    waiting = [letters for slug in names for letters in numbers.bursts.get(slug, ())]
    return replace(
        status,
        counted=sum(numbers.counted.get(slug, 0) for slug in names),
        waiting_bursts=len(waiting),
        waiting_letters=sum(waiting),
    )


def _withdrawn(
    known: Iterable[CampaignStatus], results: Iterable[CheckResult], numbers: _Numbers | None
) -> list[CampaignStatus]:
    """Return the campaigns without a folder of which letters wait."""
    names = {each.slug for each in known}
    for result in results:
        if campaign := result.campaign or result.served_instead:
            names |= {*campaign.life.redirects}
    return [
        _with_numbers(CampaignStatus(slug, Stage.WITHDRAWN), [slug], numbers)
        for slug in sorted((numbers.bursts if numbers else {}).keys() - names)
    ]
