"""Check one translation of one message. docs/translating.md says what is found, and what is rightly not."""

from collections.abc import Iterable, Iterator

from webapp.campaigns.fact_differences import MAX_COMPARED_CHARS
from webapp.campaigns.facts import find_facts
from webapp.campaigns.translation_checks.compared_facts import check_facts
from webapp.campaigns.translation_checks.names import check_names
from webapp.campaigns.translation_checks.remark import Remark
from webapp.campaigns.translation_checks.terms import check_terms
from webapp.campaigns.translation_checks.typing_slips import check_typing
from webapp.domain.language import Language

MAX_REMARKS = 40
"""On one translation. More help nobody: it is another text."""


def check_translation(
    source: str,
    source_language: Language,
    translation: str,
    language: Language,
    names: Iterable[tuple[str, str]] = (),
    terms: Iterable[tuple[str, str]] = (),
    *,
    is_salutation: bool = False,
) -> tuple[Remark, ...]:
    """Return the remarks on a translation: those that stop a publication first, each kind by its place.

    `names` holds the names of the campaign in the source's language, each with the translation that the
    campaign has of it, or ""; `terms` holds terms of the glossary with their translations. Nothing is said of
    a translation that is empty, or longer than any text of a campaign may be.
    """
    if not translation.strip() or len(source) + len(translation) > MAX_COMPARED_CHARS:
        return ()
    found = _found(source, source_language, translation, language, names, terms, is_salutation)
    return tuple(sorted(found, key=_order)[:MAX_REMARKS])


def _found(
    source: str,
    source_language: Language,
    translation: str,
    language: Language,
    names: Iterable[tuple[str, str]],
    terms: Iterable[tuple[str, str]],
    is_salutation: bool,
) -> Iterator[Remark]:
    before, after = find_facts(source, source_language), find_facts(translation, language)
    yield from check_facts(before, after, translation, source_language, language)
    known = tuple(names)
    yield from check_names(source, translation, source_language, language, known, is_salutation=is_salutation)
    is_name = any(source.strip() == name for name, _own in known)
    if not is_name:
        yield from check_typing(source, translation, source_language, language)
    yield from check_terms(source, translation, language, terms)


def _order(remark: Remark) -> tuple[bool, int]:
    return not remark.stops, remark.start
