"""The translation memory: what the team has confirmed before, for texts that are alike.

It holds what is marked as done in any campaign of the desk, whether somebody typed it here or it came in with
a file or a folder. A suggestion is shown, or entered as unconfirmed; it never counts as a translation itself.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from rapidfuzz import fuzz, process

from webapp.team.desk_database import DeskDatabase
from webapp.team.people.permissions import Permission, may
from webapp.team.people.person import Person
from webapp.team.tables import people, translations

MIN_LIKENESS = 65
"""Per cent. With less in common, a text is sooner written anew than corrected."""
SHORTEST_SHARE, LONGEST_SHARE = 0.48, 2.1
"""Of the text's length: one outside of them cannot be as alike as `MIN_LIKENESS` wants (2 · 0.48 / 1.48)."""
MAX_ROWS = 20_000
"""Confirmed texts of one pair of languages that are looked through, the newest ones."""
MOST_CHOICES = 40
"""Of the texts that are most alike, before the same suggestions are put together."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation of a text that is alike."""

    source: str
    translation: str
    likeness: int
    """0 to 100, by the letters of the source texts; 100 is the same text."""
    slug: str
    """The campaign that it is from."""
    at: datetime
    """When it was confirmed."""
    author_name: str
    """Who confirmed it; "" where that is not known."""


@dataclass(frozen=True, slots=True)
class _Confirmed:
    """One row of the memory."""

    slug: str
    context: str
    source: str
    translation: str
    at: int
    author_name: str


class Memory:
    """Suggests translations. Raises `ActionsUnavailable` if the desk's database fails."""

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database

    def suggestions(
        self, by: Person, source_language: str, language: str, source: str, *, slug: str = "", limit: int = 3
    ) -> tuple[Suggestion, ...]:
        """Return translations of a text, or of texts that are like it, the likest first.

        Both languages are tags. Only campaigns that the person may see are looked at: a suggestion says what
        is written there. Those of the campaign `slug` come before others that are as alike.
        """
        found = self.suggestions_for(by, source_language, language, (source,), slug=slug, limit=limit)
        return found[source]

    def suggestions_for(
        self,
        by: Person,
        source_language: str,
        language: str,
        sources: Collection[str],
        *,
        slug: str = "",
        limit: int = 3,
    ) -> Mapping[str, tuple[Suggestion, ...]]:
        """Do the same for several texts at once, by text: the memory is read once."""
        wanted = [source for source in sources if source.strip()]
        rows = self._rows(by, source_language, language, wanted) if wanted else []
        texts = [row.source for row in rows]
        return {source: _suggest(source, texts, rows, slug, limit) for source in sources}

    def _rows(
        self, by: Person, source_language: str, language: str, sources: Collection[str]
    ) -> list[_Confirmed]:
        """Return the newest translation of each message, of campaigns that the person may see."""
        lengths = [len(source) for source in sources]
        table = translations.c
        statement = (
            sa.select(
                table.slug,
                table.context,
                table.source,
                table.translation,
                table.at,
                sa.func.coalesce(people.c.name, "").label("author_name"),
            )
            .select_from(translations.outerjoin(people, people.c.id == table.author))
            .where(
                table.source_language == source_language,
                table.language == language,
                sa.func.length(table.source) >= int(min(lengths) * SHORTEST_SHARE),
                sa.func.length(table.source) <= int(max(lengths) * LONGEST_SHARE) + 1,
            )
            .order_by(table.at.desc(), table.digest)
            .limit(MAX_ROWS)
        )
        with self._database.read() as connection:
            found = [_Confirmed(*row) for row in connection.execute(statement)]
        visible: dict[str, bool] = {}
        newest: dict[tuple[str, str, str], _Confirmed] = {}
        for row in found:
            if row.slug not in visible:
                visible[row.slug] = may(by, Permission.SEE, row.slug)
            if visible[row.slug]:  # a translation that was corrected since is not suggested
                newest.setdefault((row.slug, row.context, row.source), row)
        return [*newest.values()]


def _suggest(
    source: str, texts: list[str], rows: list[_Confirmed], slug: str, limit: int
) -> tuple[Suggestion, ...]:
    if not source.strip():
        return ()
    alike = process.extract(
        source, texts, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS, limit=max(limit, MOST_CHOICES)
    )
    scored = [(min(99, int(score)), rows[place]) for text, score, place in alike if text != source]
    scored += [(100, row) for row in rows if row.source == source]
    scored.sort(key=lambda each: (-each[0], each[1].slug != slug, -each[1].at))
    found: dict[str, Suggestion] = {}
    for likeness, row in scored:
        if row.translation not in found:  # the likest and newest of those that say the same
            found[row.translation] = Suggestion(
                row.source,
                row.translation,
                likeness,
                row.slug,
                datetime.fromtimestamp(row.at, UTC),
                row.author_name,
            )
    return tuple(found.values())[:limit]
