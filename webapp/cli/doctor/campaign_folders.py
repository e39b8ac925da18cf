"""The campaigns: those that can be served, and the files that a team has to correct."""

from collections.abc import Iterator
from pathlib import Path

from webapp.campaigns import checks, load_log
from webapp.campaigns.published import PublishedVersions
from webapp.cli.doctor.finding import Finding, broken, look, ok

ABOUT = "campaigns"


def check_campaigns(
    root: Path, published: Path, publications: PublishedVersions | None = None
) -> Iterator[Finding]:
    """Check the campaigns below `root` and those of the desk.

    `published` holds their last valid versions, `publications` what the desk has published.
    """
    if not root.is_dir():
        yield broken(
            ABOUT, f"CAMPAIGNS is {root}, which is no folder", "name the folder of the campaign folders"
        )
        return
    try:
        results = checks.check_all(root, publications=publications)
    except OSError as error:
        yield broken(
            ABOUT, f"{error.filename or root} cannot be read: {error.strerror}", "let the app's user read it"
        )
        return
    versions = PublishedVersions(published)
    served = [result.folder.name for result in results if result.campaign]
    for result in results:
        for diagnostic in result.diagnostics:
            remedy = f"correct the file, then `appeal check {result.folder}`"
            if result.campaign:
                yield look(ABOUT, f"{diagnostic}", remedy)
            elif versions.last_valid(result.folder.name):
                yield look(ABOUT, f"{diagnostic} (its last valid version is served)", remedy)
            else:
                yield broken(ABOUT, f"{diagnostic} (it is not served)", remedy)
    for slug in checks.hidden(root, publications):
        what, _, remedy = load_log.HIDDEN.partition("; ")
        yield look(ABOUT, f"{slug}: {what}", remedy)
    if served:
        yield ok(ABOUT, f"{len(served)} can be served")
    else:
        yield broken(ABOUT, f"none in {root} can be served", "see docs/campaigns.md")
