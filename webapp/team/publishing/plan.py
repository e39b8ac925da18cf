"""What a decision would change, for whom and in which languages: shown before it is taken."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum

from webapp.campaigns.advice import Advice
from webapp.domain.progress import EditionStatus
from webapp.domain.translation import Change, TranslatedMessage
from webapp.team.publishing.wrong_translations import WrongTranslation


class Kind(StrEnum):
    """A decision about what the public sees. The values are in the desk's database and in commands."""

    PUBLISH = "publish"
    """For the first time, again after a withdrawal, or with corrections."""
    CLOSE = "close"
    REOPEN = "reopen"
    OUTCOME = "outcome"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    """What is scheduled does not appear: what is public stays."""


class Word(StrEnum):
    """What the team says of a corrected source text; see docs/decisions/0016-corrections.md."""

    WORDING = "wording"
    """The facts are as they were: the translations of the earlier text stay in use."""
    FACT = "fact"
    """The translations of the earlier text are wrong now."""
    TOGETHER = "together"
    """The translations were corrected with it: those that changed, too, are translations of the new text."""


class Refusal(Enum):
    """Why a decision cannot be taken, beside what `check` says. The desk has words of its own."""

    UNCHANGED = "Nothing was changed since the last publication"
    PAST = "The moment %(moment)s is past; choose a later one, or publish now"
    FAR = "The moment %(moment)s is more than ten years ahead; correct the year"
    NOT_TRANSLATED_ANEW = (
        "%(language)s: %(number)s texts were not translated anew; have them translated, or say whether the "
        "correction is of a fact or of the wording"
    )

    def advice(self, **values: object) -> Advice:
        """Return the sentence with its values."""
        return Advice(self, self.value, **values)


class Effect(StrEnum):
    """Something that changes for those who use the page."""

    APPEARS = "appears"
    """The page is there for everybody. The value is its number of targets."""
    DISAPPEARS = "disappears"
    """The page is gone, and links to it lead nowhere."""
    STAYS = "stays"
    """What is public stays as it is."""
    CLOSES = "closes"
    """Nobody is asked to write any more; the page stays as a record."""
    REOPENS = "reopens"
    OUTCOME = "outcome"
    """The page says what came of the case. The value is the kind of outcome."""
    TARGET_ADDED = "target_added"
    TARGET_REMOVED = "target_removed"
    """The value is who is not written to any more. Drafts to them lead to the others."""
    DEADLINE = "deadline"
    """The value is the new last day, "" for none."""
    CONTINUES = "continues"
    """The page of the older campaign leads here. The value is its slug."""
    PARTNERS = "partners"
    """The value is the number of partners in whose frames the change shows."""
    REPLACES_SCHEDULED = "replaces_scheduled"
    """What was scheduled does not appear. The value is its moment, as ISO 8601 in UTC."""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """One text of the source that is not as it was published."""

    context: str
    before: str
    """"" where the text is new."""
    after: str
    """"" where it is gone."""
    change: Change
    """What a comparison says it is: of a fact, or of the wording alone."""


@dataclass(frozen=True, slots=True)
class LanguageChange:
    """What changes in one language besides the source."""

    tag: str
    has_page: bool
    had_page: bool
    has_letter: bool
    had_letter: bool
    changed: int
    """Translations that are other words now."""
    of_earlier_wording: int
    """Messages that stay in use as translations of an earlier text."""
    in_source_language: tuple[TranslatedMessage, ...] = ()
    """Messages that this correction leaves without a translation: the page shows the source text, and a
    letter that holds one is not offered."""

    @property
    def is_touched(self) -> bool:
        """Return True if somebody who reads this language sees a difference."""
        return bool(
            self.changed
            or self.in_source_language
            or self.has_page != self.had_page
            or self.has_letter != self.had_letter
        )

    @property
    def loses_letter(self) -> bool:
        """Return True if the letter is not offered in this language any more."""
        return self.had_letter and not self.has_letter


@dataclass(frozen=True, slots=True)
class Plan:
    """One decision, not taken yet."""

    kind: Kind
    slug: str
    version: int
    """The draft's head that the decision is about."""
    after: int
    """The serial of the last publication, 0 for none."""
    at: datetime | None
    """The moment from which it holds; None: at once."""
    word: Word | None
    effects: tuple[tuple[Effect, str], ...] = ()
    source_changes: tuple[SourceChange, ...] = ()
    languages: tuple[LanguageChange, ...] = ()
    editions: tuple[EditionStatus, ...] = ()
    """How far each language of what would be public is, the source first."""
    refusals: tuple[str, ...] = ()
    """Why it cannot be done, each with its remedy: the sentences of `appeal check`. () if it can."""
    notes: tuple[str, ...] = ()
    """What the team should know."""
    wrong: tuple[WrongTranslation, ...] = ()
    """Translations with other facts than their source. Those that are not public yet are refusals, too."""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """What would be published; {} for a withdrawal."""
    draft_changes: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Files that the draft gets with it, so that the next publication does not undo it."""
    draft_base: int = 0
    """The version that `draft_changes` are made to."""

    @property
    def asks_for_word(self) -> bool:
        """Return True if the team has to say what a corrected text was: there are translations of it."""
        return bool(self.source_changes) and any(
            each.in_source_language or each.of_earlier_wording for each in self.languages
        )

    @property
    def touched_languages(self) -> tuple[LanguageChange, ...]:
        """The languages in which somebody sees a difference."""
        return tuple(each for each in self.languages if each.is_touched)

    @property
    def left_behind(self) -> tuple[EditionStatus, ...]:
        """The languages that would not be up to date: something is to be translated, or to be reviewed."""
        return tuple(each for each in self.editions if each.words_to_translate or each.words_to_review)

    @property
    def seal(self) -> str:
        """A digest of what was shown: a form carries it, and nothing else is applied later.

        The moment is not in it: it changes nothing of what is shown, and who presses the button has typed it.
        """
        digest = hashlib.sha256(f"{self.kind} {self.slug} {self.version} {self.after} {self.word}".encode())
        for name, content in sorted(self.files.items()):
            digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()[:32]


class CannotPublish(Exception):
    """A decision that cannot be taken. Each sentence says why, with the remedy."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class PlanOutdated(Exception):
    """Somebody saved or published meanwhile: look at what would change now, and decide again."""
