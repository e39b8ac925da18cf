"""The glossary: what is kept of a term, who may change it, and where it is found in a text."""

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.desk_campaigns import add_person
from tests.team.conftest import Clock
from tests.team.translating.conftest import ADA, BEN, CLEO, DORA, EVE
from webapp.campaigns.translation_checks.terms import check_terms
from webapp.domain.language import Language, UnknownLanguage
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import Grant, Person, Role
from webapp.team.tables import MAX_TERM_CHARS
from webapp.team.translating.terms import (
    MAX_TERMS,
    Imported,
    InvalidTerm,
    Term,
    TermProblem,
    Terms,
    TermSearch,
)

PRISONER = Term("prisoner of conscience", "preso de conciencia; presa de conciencia", "both forms")
TORTURE = Term("torture", "tortura")


@pytest.fixture
def terms(team_database: DeskDatabase, clock: Clock) -> Terms:
    """An empty glossary."""
    for person in (ADA, BEN, CLEO, DORA, EVE):
        add_person(team_database, person)
    return Terms(team_database, clock)


def said(terms: Terms, language: str = "es") -> list[tuple[str, str, str]]:
    return [(each.term, each.translation, each.note) for each in terms.all("en", language)]


def test_a_term_is_kept_with_who_wrote_it(terms: Terms, clock: Clock) -> None:
    terms.put(ADA, "en", "es", Term(" Torture\n", " la  tortura ", "a\u0301"))

    (term,) = terms.all("en", "es")
    assert term == Term("Torture", "la tortura", "á", "Ada Example", clock())
    assert terms.all("en", "fr") == ()
    assert terms.pairs() == (("en", "es", 1),)


def test_a_term_is_changed_and_removed_as_it_was_seen(terms: Terms) -> None:
    terms.put(ADA, "en", "es", TORTURE)
    new = terms.put(BEN, "en", "es", Term("torture", "torturas"), replaces=TORTURE)
    with pytest.raises(InvalidTerm) as outdated:
        terms.put(ADA, "en", "es", Term("torture", "tormento"), replaces=TORTURE)
    with pytest.raises(InvalidTerm) as removed:
        terms.remove(ADA, "en", "es", TORTURE)

    assert [each.value.problem for each in (outdated, removed)] == [TermProblem.CHANGED] * 2
    assert said(terms) == [("torture", "torturas", "")]
    terms.remove(ADA, "en", "es", new)
    assert said(terms) == []


def test_a_term_is_there_once(terms: Terms) -> None:
    terms.put(ADA, "en", "es", TORTURE)
    terms.put(ADA, "en", "es", PRISONER)

    for replaces in (None, PRISONER):
        with pytest.raises(InvalidTerm) as refused:
            terms.put(ADA, "en", "es", Term("torture", "otra"), replaces=replaces)
        assert refused.value.problem is TermProblem.EXISTS
    assert len(said(terms)) == 2


BAD = [
    (Term("", "x"), TermProblem.NO_TERM),
    (Term(" \n\0", "x"), TermProblem.NO_TERM),
    (Term("...", "x"), TermProblem.NO_TERM),
    (Term("x", " "), TermProblem.NO_TRANSLATION),
    (Term("x", ";;"), TermProblem.NO_TRANSLATION),
    (Term("x" * 201, "y"), TermProblem.TOO_LONG),
    (Term("x", "y" * 201), TermProblem.TOO_LONG),
    (Term("x", "y", "z" * 501), TermProblem.TOO_LONG),
]


@pytest.mark.parametrize(("term", "problem"), BAD)
def test_what_cannot_be_kept_is_refused(terms: Terms, term: Term, problem: TermProblem) -> None:
    with pytest.raises(InvalidTerm) as refused:
        terms.put(ADA, "en", "es", term)

    assert refused.value.problem is problem
    assert said(terms) == []


def test_the_longest_of_everything_is_kept(terms: Terms) -> None:
    longest = Term("x" * 200, "й" * 200, "\U0001f56f" * 500)

    terms.put(ADA, "en", "es", longest)

    assert said(terms) == [(longest.term, longest.translation, longest.note)]


@pytest.mark.parametrize(
    ("person", "language", "is_allowed"),
    [(ADA, "es", True), (ADA, "pt-BR", True), (ADA, "fr", False), (BEN, "fr", True), (EVE, "ar", True),
     (DORA, "ar", True), (CLEO, "es", False), (replace(DORA, is_active=False), "es", False),
     *((replace(BEN, grants=(Grant(role, frozenset({"lamp"})),)), "es", False) for role in Role),
     (replace(BEN, grants=(Grant(Role.COORDINATOR, frozenset({"lamp"})), *ADA.grants)), "es", True)],
)  # fmt: skip
def test_who_translates_a_language_or_writes_for_all_campaigns_may_change_its_glossary(
    terms: Terms, person: Person, language: str, is_allowed: bool
) -> None:
    changes: tuple[Callable[[], object], ...] = (
        lambda: terms.put(person, "en", language, TORTURE),
        lambda: terms.take_in(person, "en", language, [TORTURE]),
        lambda: terms.remove(person, "en", language, TORTURE),
    )
    for change in changes:
        if is_allowed:
            change()
        else:
            with pytest.raises(NotAllowed):
                change()


@pytest.mark.parametrize("tag", ["", "xx-nothing", "e" * 60, "\0"])
def test_a_language_that_nobody_knows_is_refused(terms: Terms, tag: str) -> None:
    with pytest.raises(UnknownLanguage):
        terms.put(DORA, "en", tag, TORTURE)


def test_a_file_adds_and_changes_and_removes_nothing(terms: Terms) -> None:
    terms.put(ADA, "en", "es", TORTURE)
    terms.put(ADA, "en", "es", PRISONER)

    took = terms.take_in(BEN, "en", "es", [Term("torture", "torturas"), PRISONER, Term("trial", "juicio")])

    assert took == Imported(added=1, changed=1, same=1)
    assert [each[:2] for each in said(terms)] == [
        (PRISONER.term, PRISONER.translation), ("torture", "torturas"), ("trial", "juicio")
    ]  # fmt: skip


def test_what_several_lines_of_a_file_say_of_a_term_is_put_together(terms: Terms) -> None:
    lines = [
        Term("trial", "juicio"), Term("trial", "proceso", "of a court"), Term("trial", "juicio", "of a court")
    ]  # fmt: skip

    assert terms.take_in(BEN, "en", "es", lines) == Imported(added=1, changed=0, same=0)
    assert said(terms) == [("trial", "juicio; proceso", "of a court")]
    assert terms.take_in(BEN, "en", "es", lines[:2]) == Imported(added=0, changed=0, same=1)
    with pytest.raises(InvalidTerm) as refused:
        terms.take_in(BEN, "en", "es", [Term("trial", each * (MAX_TERM_CHARS - 9)) for each in "xy"])
    assert (refused.value.problem, refused.value.term) == (TermProblem.TOO_LONG, "trial")


def test_a_file_with_a_wrong_term_changes_nothing(terms: Terms) -> None:
    with pytest.raises(InvalidTerm) as refused:
        terms.take_in(BEN, "en", "es", [TORTURE, Term("trial", "")])

    assert (refused.value.problem, refused.value.term) == (TermProblem.NO_TRANSLATION, "trial")
    assert said(terms) == []


def test_a_glossary_has_its_limit(terms: Terms) -> None:
    terms.take_in(BEN, "en", "es", [Term(f"term {number}", "x") for number in range(MAX_TERMS)])

    for change in (
        lambda: terms.put(BEN, "en", "es", TORTURE),
        lambda: terms.take_in(BEN, "en", "es", [TORTURE]),
    ):
        with pytest.raises(InvalidTerm) as refused:
            change()
        assert refused.value.problem is TermProblem.TOO_MANY
    assert len(terms.found_in("Term 7 is here.", "en", "es")) == 1


def test_two_who_add_the_same_term_at_once_get_one(terms: Terms) -> None:
    outcomes: list[object] = []
    barrier = threading.Barrier(2)

    def add(person: Person) -> None:
        barrier.wait(60)
        try:
            outcomes.append(terms.put(person, "en", "es", TORTURE).term)
        except InvalidTerm as refused:
            outcomes.append(refused.problem)

    threads = [threading.Thread(target=add, args=(person,)) for person in (ADA, BEN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(map(str, outcomes)) == sorted(map(str, ["torture", TermProblem.EXISTS]))
    assert len(said(terms)) == 1


FOUND = [
    ("Two Prisoners of Conscience", "prisoner of conscience", True),
    ("a prisoner, of course", "prisoner of conscience", False),
    ("tortured for days", "torture", True),
    ("the scar", "car", False),
    ("the cars", "car", False),  # a short word is found as it is: "care", "card" begin so, too
    ("приговор и приговора", "приговоры", True),
    ("во время суда", "суд", False),
    ("في المحكمة العليا", "محكمة", True),
    ("في محكمة", "المحكمة", False),  # a term with its article is found with it only
    ("Détention arbitraire", "detention", True),
    ("the prisons, the prisoner", "prison the prison", True),
    ("prisonerships", "prisoner", False),  # more than an ending
]


def many_alike() -> list[Term]:
    """Return as many terms as a glossary may have, which begin alike, each with many translations."""
    endings = ["".join(each) for each in itertools.product("abcdefghijklm", repeat=3)][:MAX_TERMS]
    return [Term(f"prison{ending}", "celda; " * 25 + "cárcel") for ending in endings]


@pytest.mark.parametrize("words", [["prisoner"], ["prison"], [each.term for each in many_alike()], ["a"]])
def test_many_terms_that_begin_alike_are_looked_for_soon(words: list[str]) -> None:
    text = " ".join(itertools.islice(itertools.cycle(words), 2_000))
    search = TermSearch(many_alike())
    began = time.process_time()

    found = search.within(text)
    remarks = [*check_terms(text, text, Language("es"), [(each.term, each.translation) for each in found])]

    assert time.process_time() - began < 2  # 0.1 seconds; 5 when each term read each word
    assert len(remarks) == len(found)


@pytest.mark.parametrize(("text", "term", "is_there"), FOUND)
def test_a_term_is_found_in_its_forms(terms: Terms, text: str, term: str, is_there: bool) -> None:
    terms.put(DORA, "en", "es", Term(term, "x"))

    assert bool(terms.found_in(text, "en", "es")) is is_there
