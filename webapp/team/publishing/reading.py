"""What a decision begins from: the draft and what is public, read and checked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webapp.campaigns.checks import check_source, remarks
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.reader import read_valid_parts
from webapp.campaigns.relations import misfits
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.domain.campaign import Campaign
from webapp.publications.store import Publication, PublicationDamaged, PublicationStore
from webapp.team.people.permissions import Permission, may
from webapp.team.people.person import Person
from webapp.team.publishing.plan import CannotPublish


@dataclass(frozen=True, slots=True)
class Reading:
    """A campaign at the desk and on the page at one moment."""

    by: Person
    """Who decides."""
    slug: str
    version: int
    """The number of the draft's head."""
    after: int
    """The serial of the last publication, 0 for none."""
    draft: SourceFiles
    public: Publication | None
    public_source: SourceFiles | None
    """The files of what is public."""
    public_campaign: Campaign | None
    """What is public, read as a host reads it."""
    scheduled: Publication | None


def last_and_public(
    store: PublicationStore, slug: str, now: datetime
) -> tuple[Publication | None, Publication | None]:
    """Return the last decision about a campaign, and what holds now; None where there is no page.

    Raise `CannotPublish` if the database does not hold them as they were decided.
    """
    try:
        last, public = store.last(slug), store.newest(now).get(slug)
    except PublicationDamaged as damaged:
        raise CannotPublish(
            f"{damaged} in the page's database; ask your webmaster to restore it from a backup"
        ) from damaged
    return last, public if public and not public.withdrawn else None


def sentences(
    source: SourceFiles,
    others: Callable[[], Mapping[str, SourceFiles]],
    names: Callable[[], Collection[str]],
) -> tuple[Campaign | None, tuple[str, ...], tuple[str, ...]]:
    """Return the campaign, why `check` refuses it, and what its team should know.

    `others` returns what is public, `names` all campaigns of the desk.
    """
    result = check_source(Path(source.slug), source)
    if result.campaign is None:
        return None, tuple(each.sentence for each in result.diagnostics), ()
    wrong = [*result.diagnostics]
    life = result.campaign.life
    if life.follows or life.redirects:
        public = {slug: read_or_none(each) for slug, each in others().items() if slug != source.slug}
        known = [result.campaign, *(each for each in public.values() if each)]
        own = f"{source.slug}/"
        wrong += [each for each in misfits(known, {*public, *names()}) if each.file.startswith(own)]
    return result.campaign, tuple(each.sentence for each in wrong), remarks(result)


def names_refused(reading: Reading, after: Campaign) -> tuple[str, ...]:
    """Return why the person may not publish this: it would take what is another campaign's.

    A campaign gets the address and the letters of each name in `redirects`, and the readers and partners of
    the one that it follows. Whose that was is known to those who may publish it, whether it is there or not.
    What is public already was decided by somebody who might: of that field alone, as the two give different
    things.
    """
    before = reading.public_campaign.life if reading.public_campaign else None
    known = {("redirects", old) for old in before.redirects} if before else set()
    known |= {("follows", before.follows)} if before else set()
    life = after.life
    names = [("redirects", "address and the letters", old) for old in life.redirects]
    names += [("follows", "readers and the partners", life.follows)] if life.follows else []
    return tuple(
        Diagnostic(
            f"{after.slug}/{CAMPAIGN_FILE}",
            0,
            field,
            name,
            f"is a campaign that you may not publish, and this one would get its {what}; ask somebody "
            "who coordinates all campaigns to publish this, or delete it",
        ).sentence
        for field, what, name in names
        if (field, name) not in known and not may(reading.by, Permission.PUBLISH, name)
    )


def read_or_none(source: SourceFiles) -> Campaign | None:
    """Return the campaign that a host makes of these files; None if it refuses them."""
    try:
        return read_valid_parts(source).campaign
    except InvalidCampaign:  # it was published by a version with other rules
        return None
