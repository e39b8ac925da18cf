"""The service of publishing: each decision is planned, shown, and then carried out as it was shown."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Self

from webapp.campaigns.folder import find_folders
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.domain.dates import utc_now
from webapp.domain.life import OutcomeKind
from webapp.domain.progress import edition_statuses
from webapp.publications.store import ActionsUnavailable, Publication, PublicationStore, Superseded
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Conflict, Drafts, Version
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person
from webapp.team.publishing.decisions import Decisions
from webapp.team.publishing.effects import effects, language_changes
from webapp.team.publishing.life_fields import an_outcome, continued, with_fields
from webapp.team.publishing.plan import CannotPublish, Kind, Plan, PlanOutdated, Refusal, Word
from webapp.team.publishing.public_state import PublicState, public_source, public_states
from webapp.team.publishing.reading import Reading, last_and_public, names_refused, read_or_none, sentences
from webapp.team.publishing.source_changes import source_changes
from webapp.team.publishing.translations import renew
from webapp.team.publishing.wrong_translations import wrong_translations

_NOTES = {
    Kind.PUBLISH: "Published",
    Kind.CLOSE: "Closed",
    Kind.REOPEN: "Reopened",
    Kind.OUTCOME: "Outcome told",
}
"""What the history says of a version that a decision has made."""
MAX_AHEAD = timedelta(days=3_653)
"""How far ahead a campaign may be scheduled: ten years. What is later is a slip of the key."""


class Publishing:
    """Plans decisions and carries them out. Every method that plans or decides needs `Permission.PUBLISH`."""

    def __init__(
        self,
        drafts: Drafts,
        store: PublicationStore,
        decisions: Decisions,
        folders: Callable[[], Collection[str]],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """`folders` returns the names of the campaign folders that this host serves."""
        self._drafts = drafts
        self._store = store
        self._decisions = decisions
        self._folders = folders
        self._now = now

    @classmethod
    def of(
        cls,
        database: DeskDatabase,
        store: PublicationStore,
        campaigns: Path | None,
        now: Callable[[], datetime] = utc_now,
    ) -> Self:
        """Make the service from the desk's database, the publications and the folder of campaigns.

        With None for the folder, a campaign may be published while a folder of its name is served.
        """

        def folders() -> Collection[str]:
            return {folder.name for folder in find_folders(campaigns)} if campaigns else ()

        return cls(Drafts(database, now), store, Decisions(database), folders, now)

    def plan_publish(
        self, by: Person, slug: str, *, at: datetime | None = None, word: Word | None = None
    ) -> Plan:
        """Plan to publish the draft, at once or at a moment. It is as well how a page is corrected."""
        reading = self._read(by, slug, repairs=True)
        draft = reading.draft
        public = reading.public_source
        corrected = source_changes(public, draft) if public else ()
        files = {**draft.contents, **without_life_of_a_folder(draft)}
        if word and public and corrected:
            keys = frozenset((each.context, each.after) for each in corrected)
            files |= renew(draft, public, keys, word)
        plan = Plan(Kind.PUBLISH, slug, reading.version, reading.after, at, word, source_changes=corrected)
        planned = self._with_consequences(reading, replace(plan, files=files))
        refusals = [*planned.refusals]
        if at and at <= self._now():
            refusals.append(Refusal.PAST.advice(moment=f"{at:%Y-%m-%d %H:%M %Z}"))
        if at and at - self._now() > MAX_AHEAD:
            refusals.append(Refusal.FAR.advice(moment=f"{at:%Y-%m-%d %H:%M %Z}"))
        if not reading.scheduled and public and public.contents == files:
            refusals.append(Refusal.UNCHANGED.advice())
        if word is Word.TOGETHER:
            refusals += [
                Refusal.NOT_TRANSLATED_ANEW.advice(language=each.tag, number=len(each.in_source_language))
                for each in planned.languages
                if each.in_source_language and (each.had_letter or each.had_page)
            ]
        return replace(planned, refusals=tuple(refusals))

    def plan_close(self, by: Person, slug: str) -> Plan:
        """Plan to ask nobody to write any more. The page stays as a record."""
        return self._plan_change(by, slug, Kind.CLOSE, {"state": "closed"})

    def plan_reopen(self, by: Person, slug: str) -> Plan:
        """Plan to take back that a campaign is closed, and what came of it."""
        return self._plan_change(by, slug, Kind.REOPEN, {"state": None, "outcome": None})

    def plan_outcome(self, by: Person, slug: str, kind: OutcomeKind, day: date, text: str) -> Plan:
        """Plan to say on the page what came of the case."""
        return self._plan_change(by, slug, Kind.OUTCOME, an_outcome(kind, day, text))

    def plan_withdraw(self, by: Person, slug: str) -> Plan:
        """Plan to take the page away. What was counted stays."""
        reading = self._read(by, slug)
        if not reading.public and not reading.scheduled:
            raise CannotPublish(f"{slug} is not public")
        return self._with_consequences(
            reading, Plan(Kind.WITHDRAW, slug, reading.version, reading.after, None, None)
        )

    def plan_cancel(self, by: Person, slug: str) -> Plan:
        """Plan that what is scheduled does not appear: what is public stays, or there is no page."""
        reading = self._read(by, slug)
        if not reading.scheduled:
            raise CannotPublish(f"Nothing of {slug} is scheduled")
        files = reading.public_source.contents if reading.public_source else {}
        return self._with_consequences(
            reading, Plan(Kind.CANCEL, slug, reading.version, reading.after, None, None, files=files)
        )

    def follow(self, by: Person, slug: str, new_slug: str) -> Version:
        """Begin a new issue: a draft that continues a campaign, whose page will lead to it."""
        reading = self._read(by, slug)
        return self._drafts.create(by, new_slug, continued(reading.draft), f"Continues {slug}")

    def apply(self, by: Person, plan: Plan, shown: str | None = None) -> Publication:
        """Carry out a plan: it is public, or scheduled, when this returns.

        `shown` is the seal of the plan that the person has seen. Raise `NotAllowed`, `CannotPublish` with the
        reasons, or `PlanOutdated` if somebody saved or published meanwhile. A failure is noted.
        """
        require(by, Permission.PUBLISH, plan.slug)
        if plan.refusals:
            raise CannotPublish(*plan.refusals)
        head = self._drafts.head(plan.slug)
        last = self._store.last(plan.slug)
        is_current = head and head.number == plan.version and (last.serial if last else 0) == plan.after
        if not is_current or shown not in (None, plan.seal):
            raise PlanOutdated(plan.slug)
        version = self._save_draft(by, plan)
        now = self._now()
        decision = self._decisions.begin(plan, version, by.id, now)
        try:
            publication = self._store.publish(
                plan.slug, plan.files, plan.at or now, by.id, plan.after, withdrawn=not plan.files
            )
        except Superseded:
            self._decisions.fail(decision, "Somebody else published meanwhile")
            raise PlanOutdated(plan.slug) from None
        except ActionsUnavailable as error:
            why = "The database of the page cannot be reached; nothing was published. Try again in a minute"
            self._decisions.fail(decision, why)
            raise CannotPublish(why) from error
        except BaseException as error:
            self._decisions.fail(decision, f"Nothing was published ({type(error).__name__})")
            raise
        self._decisions.succeed(decision, publication.serial)
        return publication

    def states(self) -> Mapping[str, PublicState]:
        """Return what the public sees of each campaign that somebody has decided about."""
        return public_states(self._store, self._decisions, self._now())

    def state(self, slug: str) -> PublicState:
        """Return the same for one campaign; nothing is public of one that nobody has decided about."""
        return self.states().get(slug, PublicState(None, None, None))

    def _save_draft(self, by: Person, plan: Plan) -> int:
        if not plan.draft_changes:
            return plan.version
        saved = self._drafts.save(by, plan.slug, plan.version, plan.draft_changes, _NOTES[plan.kind])
        if isinstance(saved, Conflict):  # somebody saved the same field between the look and this
            raise PlanOutdated(plan.slug)
        return saved.version.number

    def _read(self, by: Person, slug: str, *, repairs: bool = False) -> Reading:
        require(by, Permission.PUBLISH, slug)
        head = self._drafts.head(slug)
        if head is None:
            raise CannotPublish(f"There is no campaign {slug} at the desk")
        if slug in self._folders():
            raise CannotPublish(
                f"{slug} is a folder on the host of the page, which is served instead; "
                "bring the folder to the desk, or give the campaign another name"
            )
        now = self._now()
        last, public = last_and_public(self._store, slug, now)
        source = public_source(self._store, public, or_none=repairs) if public else None
        return Reading(
            by,
            slug,
            head.number,
            last.serial if last else 0,
            draft=self._drafts.source(head),
            public=public,
            public_source=source,
            public_campaign=read_or_none(source) if source else None,
            scheduled=last if last and last.starts > now else None,
        )

    def _plan_change(self, by: Person, slug: str, kind: Kind, changes: Mapping[str, object]) -> Plan:
        """Plan to publish what is public with other values of some fields. The draft gets them, too."""
        reading = self._read(by, slug)
        if reading.public_source is None:
            raise CannotPublish(f"{slug} is not public")
        files = dict(reading.public_source.contents)
        files[CAMPAIGN_FILE] = with_fields(files[CAMPAIGN_FILE], changes)
        if files == reading.public_source.contents:
            raise CannotPublish(f"{slug} is so already")
        draft = dict(reading.draft.contents)
        draft[CAMPAIGN_FILE] = with_fields(draft[CAMPAIGN_FILE], changes)
        plan = Plan(kind, slug, reading.version, reading.after, None, None, files=files)
        return self._with_consequences(reading, plan, draft)

    def _with_consequences(
        self, reading: Reading, plan: Plan, draft: Mapping[str, bytes] | None = None
    ) -> Plan:
        """Add to a plan what it changes for whom, what `check` says of it, and what the draft gets."""
        before = reading.public_campaign
        replaced = reading.scheduled
        if not plan.files:
            return replace(plan, effects=tuple(effects(before, None, replaced)))
        after, refusals, notes = sentences(
            SourceFiles(plan.slug, plan.files), self._others, self._drafts.slugs
        )
        if plan.kind is Kind.CANCEL:
            refusals = ()  # what is public already stays so
        changed = {
            name: content
            for name, content in (draft or plan.files).items()
            if plan.kind is not Kind.CANCEL and reading.draft.contents.get(name) != content
        }
        if after is None:
            return replace(plan, refusals=refusals, draft_changes=changed)
        wrong = tuple(wrong_translations(before, after)) if plan.kind is not Kind.CANCEL else ()
        return replace(
            plan,
            effects=tuple(effects(before, after, replaced)),
            languages=language_changes(before, after, plan.source_changes),
            editions=edition_statuses(after, (), ()),
            refusals=(
                *refusals,
                *(names_refused(reading, after) if plan.kind is not Kind.CANCEL else ()),
                *(each.sentence for each in wrong if not each.is_public),
            ),
            notes=(*notes, *(each.sentence for each in wrong if each.is_public)),
            wrong=wrong,
            draft_changes=changed,
        )

    def _others(self) -> Mapping[str, SourceFiles]:
        """Return what is public of all campaigns."""
        public = self._store.newest(self._now()).items()
        return {slug: SourceFiles(slug, self._store.files(each)) for slug, each in public if each.tree}


def without_life_of_a_folder(draft: SourceFiles) -> Mapping[str, bytes]:
    """Return `campaign.toml` without what says when a folder is public: at the desk a decision says it."""
    toml = draft.contents.get(CAMPAIGN_FILE, b"")
    try:
        is_draft = with_fields(toml, {"state": "draft"}) == toml
        return {CAMPAIGN_FILE: with_fields(toml, {"publish": None} | ({"state": None} if is_draft else {}))}
    except CannotPublish:  # `check` says what is wrong in it
        return {}
