"""The fields of `campaign.toml` that a decision changes; comments and the order of the rest stay."""

from collections.abc import Mapping
from datetime import date

from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.domain.life import OutcomeKind
from webapp.team.drafts.document import BrokenDocument, parse, write
from webapp.team.publishing.plan import CannotPublish


def with_fields(toml: bytes, changes: Mapping[str, object]) -> bytes:
    """Return the file with other values for fields of its top level; None removes one.

    Raise `CannotPublish` if the file cannot be read.
    """
    try:
        document = parse(toml)
    except BrokenDocument:
        raise CannotPublish("campaign.toml cannot be read; correct it first") from None
    if all(document.get(name) == value for name, value in changes.items()):
        return toml
    kept = {name: value for name, value in document.items() if name not in changes}
    return write(kept | {name: value for name, value in changes.items() if value is not None}, toml)


def continued(draft: SourceFiles) -> dict[str, bytes]:
    """Return the files of a new issue: it continues the campaign, and has all that it has but its life.

    Raise `CannotPublish` if the file cannot be read.
    """
    toml = draft.contents[CAMPAIGN_FILE]
    try:
        issue = parse(toml).get("issue")
    except BrokenDocument:
        issue = None  # `with_fields` says so
    number = issue if isinstance(issue, int) and issue > 0 else 1
    changes: dict[str, object] = {"follows": draft.slug, "kind": "update", "issue": number + 1}
    changes |= dict.fromkeys(("state", "publish", "outcome", "issued", "redirects"))
    return {**draft.contents, CAMPAIGN_FILE: with_fields(toml, changes)}


def an_outcome(kind: OutcomeKind, day: date, text: str) -> Mapping[str, object]:
    """Return the change that says what came of a campaign."""
    return {"outcome": {"kind": kind.value, "date": day, "text": text.strip()}}
