"""What helps a translator with one message: the remarks of the checks."""

from dataclasses import dataclass
from functools import lru_cache

from webapp.campaigns.translation_checks.check import check_translation
from webapp.campaigns.translation_checks.remark import Remark
from webapp.desk.http.remark_sentences import sentence
from webapp.domain.language import Language, parse
from webapp.team.translating.sheet import Row, Sheet

AROUND_CHARS = 40
"""Of the translation, on each side of the place that a remark is about."""
KEPT_CHECKS = 4_096
"""Messages whose remarks are remembered: a sheet is shown again and again while somebody works on it."""


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


class Helps:
    """Looks the helps up."""

    def remarks(self, sheet: Sheet, row: Row, text: str) -> tuple[ShownRemark, ...]:
        """Return what the checks say of a translation as it is typed."""
        written_in, spoken = source_language(sheet, row), parse(sheet.language)
        found = _check(row.source, written_in, text, spoken, _names(sheet, row))
        return tuple(_shown(remark, text) for remark in found)


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
) -> tuple[Remark, ...]:
    return check_translation(source, written_in, text, spoken, names)


def _names(sheet: Sheet, row: Row) -> tuple[tuple[str, str], ...]:
    """Return the names of the campaign, each with its translation."""
    return tuple(
        (each.source, "" if each.needs_work else each.translation)
        for each in sheet.rows
        if each.context.endswith(".name") and each.key != row.key
    )


def _shown(remark: Remark, text: str) -> ShownRemark:
    before = text[max(0, remark.start - AROUND_CHARS) : remark.start]
    after = text[remark.end : remark.end + AROUND_CHARS]
    has_place = remark.end > remark.start
    return ShownRemark(
        remark,
        sentence(remark),
        before if has_place else "",
        text[remark.start : remark.end] if has_place else "",
        after if has_place else "",
    )
