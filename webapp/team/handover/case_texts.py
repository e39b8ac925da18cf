"""A campaign's texts for the pack: an edition's words, with the language of what is not translated."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain import markup
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.language import Language, direction_of
from webapp.printing.fonts import print_characters, without_a_glyph
from webapp.printing.letter_document import UNDETERMINED, TextRun
from webapp.printing.line_breaking import with_break_opportunities
from webapp.team.handover.pack import Case, Demands, Paragraph, PersonEntry

_ITEM = "- "


@dataclass(frozen=True, slots=True)
class CaseTexts:
    """The texts of one edition."""

    campaign: Campaign
    edition: Edition

    def case(self) -> Case:
        """Return all of them."""
        text = self.edition.text
        demands = tuple(self._demands())
        return Case(
            who=self._as(self.edition.who, self.edition.language_of_who),
            headline=self._run(text.headline),
            reference=self.campaign.reference,
            summary=self._paragraphs(text.summary),
            people=tuple(self._people()),
            background=self._paragraphs(text.background),
            outcome=self._paragraphs(text.outcome),
            addressees=tuple(self._addressees()),
            demands=demands,
            letter=() if demands else tuple(map(self._run, text.letter.paragraphs)),
            sender=self._sender(),
            contact=self._contact(),
        )

    def office(self, target_id: str) -> TextRun | None:
        """Return an official's office, or the name where there is no office; None for an unknown one."""
        target = self.edition.text.targets.get(target_id)
        if target is None:
            return None
        parts = [each for each in (target.name, target.office or target.title) if each]
        languages = {self.edition.language_of(each) for each in parts}
        own = languages.pop() if len(languages) == 1 else self.edition.language
        return self._as(" · ".join(parts), own)

    def _addressees(self) -> Iterable[TextRun]:
        for target in self.campaign.targets:
            if office := self.office(target.id):
                yield office

    def _people(self) -> Iterable[PersonEntry]:
        text = self.edition.text
        known = print_characters()
        is_list = bool(text.group) or len(text.people) > 1
        for one in text.people:
            about = self._paragraphs((one.about,)) if one.about else ()
            own = None
            if one.own_script and not without_a_glyph(one.own_script, known):
                own = self._tagged(one.own_script, one.own_language.tag if one.own_language else UNDETERMINED)
            if is_list or about or own:
                yield PersonEntry(self._run(one.name), own, about)

    def _demands(self) -> Iterable[Demands]:
        text = self.edition.text
        if text.letter.demands:
            yield Demands(None, tuple(map(self._run, text.letter.demands)))
        for target_id, target in text.targets.items():
            if target.demands:
                yield Demands(self.office(target_id), tuple(map(self._run, target.demands)))

    def _sender(self) -> tuple[TextRun, ...]:
        sender = self.edition.text.sender
        if sender is None:
            return ()
        address = (self._tagged(line, UNDETERMINED) for line in sender.address)
        return (self._run(sender.name), *address)

    def _contact(self) -> tuple[str, ...]:
        sender = self.edition.text.sender
        found = (sender.url if sender else "", self.campaign.contact)
        return tuple(with_break_opportunities(each) for each in dict.fromkeys(found) if each)

    def _paragraphs(self, texts: Iterable[str]) -> tuple[Paragraph, ...]:
        return tuple(map(self._paragraph, texts))

    def _paragraph(self, text: str) -> Paragraph:
        language = self.edition.language_of(text)
        plain = markup.plain(text)
        if not text.startswith(_ITEM):
            return Paragraph((self._as(plain, language),))
        items: list[str] = []
        for line in plain.split("\n"):
            if line.startswith(_ITEM) or not items:
                items.append(line.removeprefix(_ITEM))
            else:  # of an item of several lines
                items[-1] += f" {line.strip()}"
        return Paragraph(tuple(self._as(item, language) for item in items), is_list=True)

    def _run(self, text: str) -> TextRun:
        return self._as(text, self.edition.language_of(text))

    def _as(self, text: str, language: Language) -> TextRun:
        return self._tagged(text, language.tag if language != self.edition.language else "")

    def _tagged(self, text: str, tag: str) -> TextRun:
        direction = direction_of(text, self.edition.language.direction)
        return TextRun(with_break_opportunities(text), direction, tag)
