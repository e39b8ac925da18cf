"""An edition: a campaign's text in one language, and how much of it is translated."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from webapp.domain import markup
from webapp.domain.channel import Channel
from webapp.domain.language import Language
from webapp.domain.mission import Mission
from webapp.domain.person import Person
from webapp.domain.picture import Photo
from webapp.domain.sender import Sender
from webapp.domain.translation import MessageState, ReviewState, TranslatedMessage, review_state

MAX_MISSING_SHARE = 0.25
"""Of the page's messages. Below it each stands alone in the source's language; above, the whole page does."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark for the supporter about one target; never printed on a letter or an envelope."""

    text: str
    channel: Channel | None = None
    """The channel it is about, if any. The note is repeated beside that delivery option."""


@dataclass(frozen=True, slots=True)
class LockedDemand:
    """A demand that stays in the letter, whatever the supporter writes."""

    text: str
    why: str
    """Why, in the language of the page; may be ""."""


@dataclass(frozen=True, slots=True)
class TargetText:
    """The texts of an edition about one target."""

    office: str
    name: str
    title: str
    salutation: str
    notes: tuple[Note, ...]
    demands: tuple[str, ...] = ()
    """What is asked of this target alone, one sentence each."""
    locked: tuple[LockedDemand, ...] = ()
    """Those of `demands` that stay in the letter to this target."""
    contact_notes: Mapping[tuple[Channel, str], str] = field(default_factory=dict)
    """Notes on one number or one web form, by channel and number or link."""

    def note_on(self, channel: Channel, value: str) -> str:
        """Return the note on one number or web form, or ""."""
        return self.contact_notes.get((channel, value), "")

    def notes_on(self, channel: str) -> tuple[Note, ...]:
        """Return the notes about one channel."""
        return tuple(note for note in self.notes if note.channel == channel)


@dataclass(frozen=True, slots=True)
class LetterText:
    """The suggested letter of an edition, without the salutations of single targets."""

    subject: str
    paragraphs: tuple[str, ...]
    """() where the supporter is asked for their own words."""
    closing: str
    demands: tuple[str, ...] = ()
    """What the letter asks for, one sentence each; may be empty."""
    locked: tuple[LockedDemand, ...] = ()
    """Those of `demands` that stay in each letter."""
    salutation: str = ""
    """The salutation to targets without one of their own; "" where each has one."""
    card: str = ""
    """The postcard's text. Where the campaign has none: its demands, or its subject."""
    post: str = ""
    """The post on a social network. Where the campaign has none: its subject."""


@dataclass(frozen=True, slots=True)
class CampaignText:
    """All text of a campaign in one language."""

    headline: str
    summary: tuple[str, ...]
    """Paragraphs, in the markup of page texts; so are the instructions, the background and the notes."""
    instructions: tuple[str, ...]
    background: tuple[str, ...]
    people: tuple[Person, ...]
    """May be empty where there is a `group`."""
    letter: LetterText
    targets: Mapping[str, TargetText]
    outcome: tuple[str, ...] = ()
    """What came of it, in paragraphs; () while there is no outcome."""
    group: str = ""
    """An organisation, or words for several people; "" where the people's names are the heading."""
    sender: Sender | None = None
    photo: Photo | None = None
    """Of the case as a whole; a person's own is with the person."""
    theme: tuple[str, ...] = ()
    """What the case is about, in a few words each; the same order in each edition."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A campaign in one language."""

    language: Language
    text: CampaignText
    reviewer: str = ""
    """The native speaker who reviewed it, or "" while nobody has; see `review`."""
    messages: tuple[TranslatedMessage, ...] = ()
    """How far each message is translated, in the order of the page; none in the source edition."""
    source_language: Language | None = None
    """The language of what is not translated; None in the source edition."""
    names: Mapping[str, Language] = field(default_factory=dict)
    """The languages of names that stand as they are in each edition: those of embassies."""
    missing_in_letter: int = field(init=False, repr=False, compare=False)
    """Messages of the letter whose translation cannot be used."""
    missing_in_page: int = field(init=False, repr=False, compare=False)
    """The same for the rest of the page: they are shown in the source's language."""
    _stand_ins: frozenset[str] = field(init=False, repr=False, compare=False)
    """The texts of the source that are shown in place of translations."""

    def __post_init__(self) -> None:
        """Collect what is asked again for each text of a page."""
        missing = [message for message in self.messages if not message.is_usable]
        in_letter = sum(message.in_letter for message in missing)
        object.__setattr__(self, "_stand_ins", frozenset(message.source for message in missing))
        object.__setattr__(self, "missing_in_letter", in_letter)
        object.__setattr__(self, "missing_in_page", len(missing) - in_letter)

    def with_missions(self, missions: Mapping[str, Mission]) -> "Edition":
        """Return the edition with embassies in place of some targets, by target id.

        What is asked of the target stays. Its notes and its own salutation are about somebody else.
        """
        targets = {
            target_id: replace(
                words,
                office="",
                name=missions[target_id].name,
                title="",
                salutation=self.text.letter.salutation,
                notes=(),
                contact_notes={},
            )
            if target_id in missions
            else words
            for target_id, words in self.text.targets.items()
        }
        names = {mission.name: mission.language for mission in missions.values()}
        return replace(self, text=replace(self.text, targets=targets), names=names)

    @property
    def who(self) -> str:
        """Who is at risk: the heading of the case, and how it is called everywhere."""
        return self.text.group or self.language.join(person.name for person in self.text.people)

    @property
    def language_of_who(self) -> Language:
        """The language of `who`: the source's where none of its names can be used in translation."""
        names = [self.text.group] if self.text.group else [person.name for person in self.text.people]
        languages = {self.language_of(name) for name in names}
        return languages.pop() if len(languages) == 1 else self.language

    @property
    def title(self) -> str:
        """Who, and the headline: the title of pages, frames and links."""
        return f"{self.who}: {self.text.headline}"

    @property
    def only_person(self) -> Person | None:
        """The person whose name is the heading, if it is one alone."""
        return self.text.people[0] if len(self.text.people) == 1 and not self.text.group else None

    @property
    def main_photo(self) -> Photo | None:
        """The photograph of the case: its own, or the first one of a person."""
        return self.text.photo or next((one.photo for one in self.text.people if one.photo), None)

    @property
    def lists_people(self) -> bool:
        """Whether the people are listed: where the heading leaves out something of them."""
        if self.text.group:
            return bool(self.text.people)
        return len(self.text.people) > 1 and any(person.has_details for person in self.text.people)

    @property
    def case_texts(self) -> tuple[str, ...]:
        """The texts of the page's first part."""
        text = self.text
        of_people = (each for one in text.people for each in (one.name, one.pronouns, one.about))
        return (text.group, *of_people, text.headline, *text.summary)

    @property
    def description(self) -> str:
        """The summary in one line and without markup, for those who show a link to the page."""
        return " ".join(markup.plain("\n\n".join(self.text.summary)).split())

    @property
    def offers_letter(self) -> bool:
        """True if each message of the letter can be used: otherwise it is not offered."""
        return self.missing_in_letter == 0

    @property
    def has_letter(self) -> bool:
        """True if some of the letter is translated: somebody may have it open since before a correction."""
        return any(message.in_letter and message.translation for message in self.messages)

    @property
    def offers_page(self) -> bool:
        """True unless so little is translated that a page would be more source text than translation."""
        on_page = [message for message in self.messages if not message.in_letter]
        missing = sum(message.state is MessageState.MISSING for message in on_page)
        return missing <= len(on_page) * MAX_MISSING_SHARE

    def language_of(self, shown: str) -> Language:
        """Return the language of one of its texts: the source's where no translation can be used."""
        if self.source_language is None or shown in self.names:
            return self.names.get(shown, self.language)
        return self.source_language if shown in self._stand_ins else self.language

    def is_behind(self, shown: str) -> bool:
        """Check whether a text stands in the source's language, for want of a translation."""
        return shown not in self.names and self.language_of(shown) != self.language

    @property
    def review(self) -> ReviewState:
        """How far the text of the page was read by a native speaker."""
        return self._review(in_letter=False)

    @property
    def letter_review(self) -> ReviewState:
        """The same for the letter."""
        return self._review(in_letter=True)

    def _review(self, *, in_letter: bool) -> ReviewState:
        part = [message for message in self.messages if message.in_letter == in_letter]
        if self.messages and not part:  # it is the source text
            return ReviewState.WHOLE
        return review_state(self.reviewer, (message for message in part if message.is_usable))
