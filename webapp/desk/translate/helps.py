"""What helps a translator with one message: remarks of the checks, similar texts, the glossary."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from webapp.campaigns.translation_checks.check import check_translation
from webapp.campaigns.translation_checks.edition import is_salutation
from webapp.campaigns.translation_checks.remark import Remark
from webapp.desk.http.remark_sentences import sentence
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.domain.language import Language, parse
from webapp.domain.translation import MessageState
from webapp.team.drafts.marked_text import Piece, mark
from webapp.team.people.person import Person
from webapp.team.translating.memory import Memory, Suggestion
from webapp.team.translating.sheet import Row, Sheet
from webapp.team.translating.terms import Term, Terms, TermSearch

AROUND_CHARS = 40
"""Of the translation, on each side of the place that a remark is about."""
MOST_SUGGESTIONS = 3
KEPT_CHECKS = 4_096
"""Messages whose remarks are remembered: a sheet is shown again and again while somebody works on it."""
ALIKE = 100


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """What may be wrong, and where."""

    remark: Remark
    sentence: str
    before: str
    found: str
    after: str

    @property
    def stops(self) -> bool:
        """Whether it stops a publication."""
        return self.remark.stops


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A translation that the team confirmed for a text like this one."""

    number: int
    translation: str
    words: str
    """How like its source text is, and whose it is."""
    source: tuple[Piece, ...]
    """What it is a translation of, with the words marked that differ; nothing if it is the same text."""


@dataclass(frozen=True, slots=True)
class SheetHelps:
    """What helps with the messages of one sheet, read from the database once."""

    sheet: Sheet
    names: tuple[tuple[str, str], ...]
    """The names of the campaign, each with its translation, or "" while it has none."""
    terms: Mapping[str, TermSearch]
    """The glossary, by the language of the source text."""
    similar: Mapping[str, tuple[Suggestion, ...]]
    """What the memory has, by source text."""

    def remarks(self, row: Row, text: str) -> tuple[ShownRemark, ...]:
        """Return what the checks say of a translation as it is typed."""
        written_in, spoken = source_language(self.sheet, row), parse(self.sheet.language)
        terms = tuple((each.term, each.translation) for each in self.terms_of(row))
        found = _check(row.source, written_in, text, spoken, self.names, terms, is_salutation(row.context))
        is_right = row.is_said_right and text.strip() == row.translation
        return tuple(_shown(remark, text) for remark in found if not (remark.stops and is_right))

    def suggestions(self, row: Row) -> tuple[ShownSuggestion, ...]:
        """Return translations that the team confirmed for the same text, or for one like it."""
        return tuple(
            ShownSuggestion(
                number,
                each.translation,
                _origin(each),
                mark(each.source, row.source)[0] if each.source != row.source else (),
            )
            for number, each in enumerate(self.similar.get(row.source, ()), start=1)
            if each.translation != row.translation
        )

    def terms_of(self, row: Row) -> tuple[Term, ...]:
        """Return the terms of the glossary that stand in the source text."""
        return self.terms[source_language(self.sheet, row).tag].within(row.source)


class Helps:
    """Reads what helps from the desk's database."""

    def __init__(self, memory: Memory, terms: Terms) -> None:
        self._memory, self._terms = memory, terms

    def of(self, by: Person, sheet: Sheet, to_translate: Iterable[Row] = ()) -> SheetHelps:
        """Return the helps of a sheet, with suggestions for the messages `to_translate`."""
        tags = {sheet.source_language, sheet.letter_language}
        names = tuple(
            (row.source, row.translation if row.state is not MessageState.MISSING else "")
            for row in sheet.rows
            if row.context.endswith(".name")
        )
        terms = {tag: TermSearch(self._terms.all(tag, sheet.language)) for tag in tags}
        similar: dict[str, tuple[Suggestion, ...]] = {}
        by_language: dict[str, list[str]] = {}
        for row in to_translate:
            by_language.setdefault(source_language(sheet, row).tag, []).append(row.source)
        for tag, sources in by_language.items():
            similar |= self._memory.suggestions_for(
                by, tag, sheet.language, sources, slug=sheet.slug, limit=MOST_SUGGESTIONS
            )
        return SheetHelps(sheet, names, terms, similar)


def source_language(sheet: Sheet, row: Row) -> Language:
    """Return the language that a message is written in: the letter may have one of its own."""
    return parse(sheet.letter_language if row.in_letter else sheet.source_language)


@lru_cache(maxsize=KEPT_CHECKS)
def _check(
    source: str,
    written_in: Language,
    text: str,
    spoken: Language,
    names: tuple[tuple[str, str], ...],
    terms: tuple[tuple[str, str], ...],
    in_salutation: bool,
) -> tuple[Remark, ...]:
    return check_translation(source, written_in, text, spoken, names, terms, is_salutation=in_salutation)


def _shown(remark: Remark, text: str) -> ShownRemark:
    before, after = around(text, remark)
    has_place = remark.end > remark.start
    return ShownRemark(
        remark,
        sentence(remark),
        before if has_place else "",
        text[remark.start : remark.end] if has_place else "",
        after if has_place else "",
    )


def around(text: str, remark: Remark) -> tuple[str, str]:
    """Return what stands before and after a place, from and to a whole word, "…" where more follows."""
    start, end = max(0, remark.start - AROUND_CHARS), remark.end + AROUND_CHARS
    before, after = text[start : remark.start], text[remark.end : end]
    if start:
        before = f"… {before.partition(' ')[2] if ' ' in before else before}"
    if end < len(text):
        after = f"{after.rpartition(' ')[0] if ' ' in after else after} …"
    return before, after


def _origin(found: Suggestion) -> str:
    """Return whose a suggestion is, and how like its source text is to this one."""
    name, campaign = (
        found.author_name or pgettext("in place of a name that is not known", "the team"),
        found.slug,
    )
    if found.likeness >= ALIKE:
        return _("The same text, by %(name)s for %(campaign)s", name=name, campaign=campaign)
    return _(
        "A similar text (%(likeness)s %%), by %(name)s for %(campaign)s",
        likeness=found.likeness,
        name=name,
        campaign=campaign,
    )
