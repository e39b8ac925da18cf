"""The team's glossary: how a term of one language is said in another one, in all campaigns."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from webapp.campaigns.translation_checks.terms import MIN_STEM, TextWords, words_of
from webapp.domain import language as languages
from webapp.domain.text import line
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.permissions import Permission, may, require
from webapp.team.people.person import Person
from webapp.team.tables import MAX_NOTE_CHARS, MAX_TERM_CHARS, people, terms

MAX_TERMS = 2_000
"""Of one pair of languages. A text is searched for each of them."""


class TermProblem(StrEnum):
    """Why a term cannot be kept."""

    NO_TERM = "no-term"
    NO_TRANSLATION = "no-translation"
    TOO_LONG = "too-long"
    EXISTS = "exists"
    """The glossary has the term already."""
    CHANGED = "changed"
    """Somebody else has changed or removed it meanwhile."""
    TOO_MANY = "too-many"


class InvalidTerm(ValueError):
    """A term that cannot be kept."""

    def __init__(self, problem: TermProblem, term: str = "") -> None:
        super().__init__(f"{problem.value}: {term[:MAX_TERM_CHARS]}")
        self.problem = problem
        self.term = term


@dataclass(frozen=True, slots=True)
class Term:
    """A term and its translation."""

    term: str
    translation: str
    """One or several, with ";" between them."""
    note: str = ""
    author_name: str = ""
    """Who wrote it last; "" where that is not known."""
    at: datetime | None = None


class TermSearch:
    """Finds terms in texts. The terms are read once for all of the texts."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._by_beginning: dict[str, list[tuple[int, Term, list[str]]]] = {}
        for number, term in enumerate(terms):
            words = words_of(term.term)
            self._by_beginning.setdefault("".join(words[:1])[:MIN_STEM], []).append((number, term, words))

    def within(self, source: str) -> tuple[Term, ...]:
        """Return those of the terms that a text has, in their order."""
        text = TextWords(source)
        found = [
            (number, term)
            for beginning in text.beginnings
            for number, term, words in self._by_beginning.get(beginning, ())
            if text.has(words)
        ]
        return tuple(term for _number, term in sorted(found, key=lambda each: each[0]))


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file has brought."""

    added: int
    changed: int
    same: int


class Terms:
    """The glossary. Raises `ActionsUnavailable` if the desk's database fails."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def pairs(self) -> tuple[tuple[str, str, int], ...]:
        """Return each pair of languages that has terms, with their number."""
        count = sa.func.count()
        statement = (
            sa.select(terms.c.source_language, terms.c.language, count)
            .group_by(terms.c.source_language, terms.c.language)
            .order_by(terms.c.source_language, terms.c.language)
        )
        with self._database.read() as connection:
            return tuple((source, target, number) for source, target, number in connection.execute(statement))

    def all(self, source_language: str, language: str) -> tuple[Term, ...]:
        """Return the terms of a pair of languages, by the alphabet."""
        with self._database.read() as connection:
            return _terms(connection, source_language, language)

    def found_in(self, source: str, source_language: str, language: str) -> tuple[Term, ...]:
        """Return the terms that a text has, in any form of their words, as far as a program sees."""
        return TermSearch(self.all(source_language, language)).within(source)

    def put(
        self, by: Person, source_language: str, language: str, term: Term, *, replaces: Term | None = None
    ) -> Term:
        """Add a term, or replace the one that the person has seen; return it as it is kept.

        Raise `InvalidTerm`, `UnknownLanguage` or `NotAllowed`.
        """
        require(by, Permission.CHANGE_TERMS, None, language)
        new = checked(term)
        pair = _pair(source_language, language)
        with self._database.write() as connection:
            _lock(connection)
            known = {each.term: each for each in _terms(connection, *pair)}
            if replaces is not None and _said(known.get(replaces.term)) != _said(replaces):
                raise InvalidTerm(TermProblem.CHANGED, replaces.term)
            others = known.keys() - {replaces.term if replaces else ""}
            if new.term in others:
                raise InvalidTerm(TermProblem.EXISTS, new.term)
            if len(others) >= MAX_TERMS:
                raise InvalidTerm(TermProblem.TOO_MANY)
            if replaces is not None:
                _delete(connection, pair, (replaces.term,))
            self._insert(connection, pair, by, (new,))
        return new

    def remove(self, by: Person, source_language: str, language: str, term: Term) -> None:
        """Remove a term as the person has seen it. Raise `InvalidTerm` or `NotAllowed`."""
        require(by, Permission.CHANGE_TERMS, None, language)
        pair = _pair(source_language, language)
        with self._database.write() as connection:
            _lock(connection)
            known = {each.term: each for each in _terms(connection, *pair)}
            if _said(known.get(term.term)) != _said(term):
                raise InvalidTerm(TermProblem.CHANGED, term.term)
            _delete(connection, pair, (term.term,))

    def take_in(self, by: Person, source_language: str, language: str, new: Sequence[Term]) -> Imported:
        """Add terms, and replace the translations of those that are there; nothing is removed.

        What several lines say of one term is put together. All or nothing: raise `InvalidTerm` with the
        first one that cannot be kept, or `NotAllowed`.
        """
        require(by, Permission.CHANGE_TERMS, None, language)
        pair = _pair(source_language, language)
        lines: dict[str, list[Term]] = {}
        for each in map(checked, new):
            lines.setdefault(each.term, []).append(each)
        wanted = {term: checked(_together(several)) for term, several in lines.items()}
        with self._database.write() as connection:
            _lock(connection)
            known = {each.term: each for each in _terms(connection, *pair)}
            if len(known.keys() | wanted.keys()) > MAX_TERMS:
                raise InvalidTerm(TermProblem.TOO_MANY)
            added = [each for each in wanted.values() if each.term not in known]
            there = [each for each in wanted.values() if each.term in known]
            changed = [each for each in there if _said(known[each.term]) != _said(each)]
            _delete(connection, pair, [each.term for each in changed])
            self._insert(connection, pair, by, (*added, *changed))
        return Imported(len(added), len(changed), len(there) - len(changed))

    def _insert(
        self, connection: sa.Connection, pair: tuple[str, str], by: Person, new: Iterable[Term]
    ) -> None:
        rows = [
            {
                "source_language": pair[0],
                "language": pair[1],
                "term": each.term,
                "translation": each.translation,
                "note": each.note,
                "author": by.id,
                "at": int(self._now().timestamp()),
            }
            for each in new
        ]
        if rows:
            connection.execute(terms.insert(), rows)


def may_change_terms(person: Person, language: str) -> bool:
    """Check whether a person may change the glossary of a language, which serves all campaigns."""
    return may(person, Permission.CHANGE_TERMS, None, language)


def checked(term: Term) -> Term:
    """Return a term as it is kept, each part in one line; raise `InvalidTerm`."""
    new = Term(_line(term.term), _line(term.translation), _line(term.note))
    if not words_of(new.term):
        raise InvalidTerm(TermProblem.NO_TERM)
    if not words_of(new.translation):
        raise InvalidTerm(TermProblem.NO_TRANSLATION, new.term)
    if max(len(new.term), len(new.translation)) > MAX_TERM_CHARS or len(new.note) > MAX_NOTE_CHARS:
        raise InvalidTerm(TermProblem.TOO_LONG, new.term)
    return new


def _line(text: str) -> str:
    """Return a text in one line, without what no text can hold, composed: é is one character."""
    return unicodedata.normalize("NFC", line(text))


def _pair(source_language: str, language: str) -> tuple[str, str]:
    return languages.canonical_tag(source_language), languages.canonical_tag(language)


def _together(several: Sequence[Term]) -> Term:
    """Return a term with all that several lines say of it."""
    said = dict.fromkeys(each.translation for each in several)
    notes = dict.fromkeys(each.note for each in several if each.note)
    return Term(several[0].term, "; ".join(said), "; ".join(notes))


def _said(term: Term | None) -> tuple[str, ...]:
    return (term.term, term.translation, term.note) if term else ()


def _lock(connection: sa.Connection) -> None:
    """Let nobody else change the glossary until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE terms IN SHARE ROW EXCLUSIVE MODE"))


def _delete(connection: sa.Connection, pair: tuple[str, str], gone: Iterable[str]) -> None:
    """Remove terms of a pair of languages."""
    source_language, language = pair
    for term in gone:
        connection.execute(
            sa.delete(terms).where(
                terms.c.source_language == source_language, terms.c.language == language, terms.c.term == term
            )
        )


def _terms(connection: sa.Connection, source_language: str, language: str) -> tuple[Term, ...]:
    statement = (
        sa.select(terms, sa.func.coalesce(people.c.name, "").label("author_name"))
        .select_from(terms.outerjoin(people, people.c.id == terms.c.author))
        .where(terms.c.source_language == source_language, terms.c.language == language)
    )
    found = [
        Term(row.term, row.translation, row.note, row.author_name, datetime.fromtimestamp(row.at, UTC))
        for row in connection.execute(statement)
    ]
    return tuple(sorted(found, key=lambda each: (each.term.casefold(), each.term)))
