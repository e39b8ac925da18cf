"""Check campaign folders: what is wrong, and what their team should know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from webapp.campaigns import catalogues
from webapp.campaigns.advice import Advice, FieldFault
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.folder import find_folders, read_folder, with_name
from webapp.campaigns.folder_mistakes import misnamed_files
from webapp.campaigns.missions import mission_remarks
from webapp.campaigns.printed_fields import missing_glyphs
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.reader import read_schema, read_valid_parts
from webapp.campaigns.relations import misfits
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.campaigns.toml_lines import find_line
from webapp.campaigns.translations import edition_tag, read_entries
from webapp.domain.campaign import Campaign
from webapp.domain.dates import utc_now
from webapp.domain.life import State


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result for one folder: a campaign, what is wrong, or both where an edition alone is refused."""

    folder: Path
    campaign: Campaign | None
    diagnostics: tuple[Diagnostic, ...] = ()
    source: SourceFiles | None = None
    """The files that the campaign was made from: an older one in place of a PO file that was refused."""
    kept: tuple[str, ...] = ()
    """The names of PO files that were refused and whose last valid version was taken."""
    served_instead: Campaign | None = None
    """The last valid version, where the server goes on with it."""

    @property
    def is_withdrawn(self) -> bool:
        """Return True if the folder is gone."""
        return self.campaign is None and not self.diagnostics


def check(folder: Path, last_valid: SourceFiles | None = None) -> CheckResult:
    """Check a folder against the rules that the server applies.

    `last_valid` holds the files of the last valid version: in place of a PO file that breaks a rule, the
    campaign gets the one from there if it still fits, else the edition is left out.
    """
    try:
        return check_source(folder, read_folder(folder), last_valid)
    except InvalidCampaign as invalid:
        return CheckResult(folder, None, invalid.diagnostics)


def check_source(folder: Path, source: SourceFiles, last_valid: SourceFiles | None = None) -> CheckResult:
    """Do the same with files that were read before."""
    try:
        parts = read_valid_parts(source, last_valid)
    except InvalidCampaign as invalid:
        return CheckResult(folder, None, invalid.diagnostics)
    return CheckResult(folder, parts.campaign, parts.diagnostics, parts.source, parts.kept)


def remarks(result: CheckResult) -> tuple[str, ...]:
    """Return what a valid campaign's team should know: what is printed otherwise, or cannot be printed."""
    if result.campaign is None or result.source is None:
        return ()
    doubled = (
        f'targets[{number}].address ends with the country, "{target.address[-1]}"; it is printed once, in '
        "capitals and in the sender's language: delete it here"
        for number, target in enumerate(read_schema(result.source).targets, start=1)
        if target.address and target.locality_lines != tuple(target.address)
    )
    return (
        *_hidden(result.campaign),
        *_without_contact(result.campaign),
        *doubled,
        *_other_languages(result.source),
        *missing_glyphs(result.campaign),
        *mission_remarks(result.campaign, result.source, utc_now().date()),
    )


def _hidden(campaign: Campaign) -> Iterator[str]:
    if campaign.life.state is State.DRAFT:
        yield 'is a draft, which nobody sees; write state = "live" when its page may appear'


def _without_contact(campaign: Campaign) -> Iterator[str]:
    if not campaign.contact:
        advice = Advice(
            FieldFault.MISSING_CONTACT,
            "is missing, so the page cannot say how to reach the campaign team: "
            'write one above the first heading, such as contact = "office@example.org"',
        )
        yield Diagnostic("", 0, "contact", "", advice).sentence


def _other_languages(source: SourceFiles) -> Iterator[str]:
    """Yield a sentence for each PO file whose header names another language than its file name."""
    for name in source.edition_names:
        named = catalogues.language_named(catalogues.header_of(read_entries(source, name)))
        if named and named != edition_tag(name).partition("-")[0]:
            yield (
                f'{name} says in its header that its language is another one, "{named}"; '
                "rename the file, or correct the line Language: in its header"
            )


def check_all(
    root: Path,
    last_valid: Callable[[str], SourceFiles | None] = lambda _slug: None,
    publications: PublishedVersions | None = None,
) -> tuple[CheckResult, ...]:
    """Check a campaign folder, or every campaign folder below a folder of them.

    `last_valid` returns the last valid version of a campaign by its slug; see `check`. `publications` holds
    what was published without a folder: it is checked, too.
    """
    root = with_name(root)
    folders = (root,) if (root / CAMPAIGN_FILE).is_file() else find_folders(root)
    results = [_with_names(check(folder, last_valid(folder.name))) for folder in folders]
    published = dict(sorted(publications.folders().items())) if publications else {}
    if root not in folders:
        own = {folder.name for folder in folders}
        results += [check(published[slug], last_valid(slug)) for slug in published if slug not in own]
    results = _with_misfits(results, published.values())
    others = [root] if not folders else []
    others += sorted(path for path in root.iterdir() if path.is_dir() and path.name[:1] not in "._")
    for folder in others if root not in folders else ():
        wrong = () if folder in folders else misnamed_files(folder)
        if wrong and (folder != root or wrong[0].field == "the file"):
            results.append(CheckResult(folder, None, wrong))
    return tuple(results)


def hidden(root: Path, publications: PublishedVersions | None) -> tuple[str, ...]:
    """Return the campaigns that were published and are not served, because a folder has their name."""
    published = publications.slugs() if publications else ()
    return tuple(slug for slug in published if slug in {folder.name for folder in find_folders(root)})


def _with_misfits(results: list[CheckResult], published: Iterable[Path]) -> list[CheckResult]:
    """Add what does not fit between campaigns, also those beside a folder that is checked alone."""
    if not any(
        each.campaign and (each.campaign.life.follows or each.campaign.life.redirects) for each in results
    ):
        return results
    folders = (*find_folders(results[0].folder.resolve().parent), *published)
    checked = {each.folder.name: each.campaign for each in results}
    others = (check(folder).campaign for folder in folders if folder.name not in checked)
    campaigns = [each for each in (*checked.values(), *others) if each]
    wrong = misfits(campaigns, (folder.name for folder in folders))

    def with_own(result: CheckResult) -> CheckResult:
        file = f"{result.folder.name}/{CAMPAIGN_FILE}"
        toml = result.source.text(CAMPAIGN_FILE) if result.source else ""
        own = (replace(each, line=find_line(toml, (each.field,))) for each in wrong if each.file == file)
        return replace(result, diagnostics=(*result.diagnostics, *own))

    return [with_own(result) for result in results]


def _with_names(result: CheckResult) -> CheckResult:
    return replace(result, diagnostics=(*result.diagnostics, *misnamed_files(result.folder)))
