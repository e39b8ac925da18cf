"""The translation memory: what is suggested for a text, from which campaigns, to whom."""

import time
from dataclasses import replace

import pytest

from tests.support.desk_campaigns import add_person
from tests.team.conftest import Clock
from tests.team.translating.conftest import ADA, BEN, EVE, Desk
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.person import Grant, Person, Role
from webapp.team.tables import translations
from webapp.team.translating.memory import Memory, Suggestion

RELEASE = "Release Ada Example immediately and unconditionally."
LIBEREN = "Liberen a Ada Example de inmediato y sin condiciones."


def a_memory(database: DeskDatabase, *rows: tuple[str, str, str, str, str], author: str = "") -> Memory:
    """Return a memory of these rows: campaign, both languages, source, translation; each a second newer."""
    with database.write() as connection:
        for number, (slug, source_language, language, source, translation) in enumerate(rows):
            row = {
                "slug": slug,
                "language": language,
                "digest": f"{number:064}",
                "context": f"letter.text.{number}" if source.startswith("Text") else "letter.text",
                "source_language": source_language,
                "source": source,
                "translation": translation,
                "author": author,
                "at": 1_900_000_000 + number,
            }
            connection.execute(translations.insert(), row)
    return Memory(database)


def said(found: tuple[Suggestion, ...]) -> list[tuple[str, str]]:
    return [(each.slug, each.translation) for each in found]


def test_what_somebody_marked_as_done_is_suggested_for_the_same_text(desk: Desk, clock: Clock) -> None:
    clock.pass_(minutes=5)
    source = next(row.source for row in desk.sheet().rows if row.context == "headline")
    desk.type(BEN, source, "Un titular nuevo")

    (suggestion,) = Memory(desk.database).suggestions(ADA, "en", "es", source)

    assert (suggestion.source, suggestion.translation, suggestion.likeness) == (
        source,
        "Un titular nuevo",
        100,
    )
    assert (suggestion.slug, suggestion.author_name) == ("lamp", "Ben Example")


def test_a_translation_that_the_team_took_back_is_not_suggested(desk: Desk, clock: Clock) -> None:
    source = next(row.source for row in desk.sheet().rows if row.context == "headline")
    for text in ("Un titular bueno", "Un titular falso"):
        clock.pass_(minutes=5)
        desk.type(BEN, source, text)
    clock.pass_(minutes=5)
    desk.drafts.restore(EVE, "lamp", desk.sheet().version - 1)

    (suggestion,) = Memory(desk.database).suggestions(ADA, "en", "es", source)

    assert (suggestion.translation, suggestion.author_name) == ("Un titular bueno", "Ben Example")


def test_what_is_not_marked_as_done_is_not_suggested(desk: Desk) -> None:
    source = next(row.source for row in desk.sheet().rows if row.context == "headline")
    desk.type(BEN, source, "Un titular a medias", done=False)

    found = Memory(desk.database).suggestions(ADA, "en", "es", source)

    assert "Un titular a medias" not in [each.translation for each in found]


def test_the_same_text_comes_before_one_that_is_alike(team_database: DeskDatabase) -> None:
    memory = a_memory(
        team_database,
        ("lamp", "en", "es", RELEASE, LIBEREN),
        ("beacon", "en", "es", RELEASE.replace("Ada", "Ida"), LIBEREN.replace("Ada", "Ida")),
        ("candle", "en", "es", "The lamp was blue, and nobody knew why.", "La lámpara era azul."),
    )

    found = memory.suggestions(BEN, "en", "es", RELEASE)

    assert said(found) == [("lamp", LIBEREN), ("beacon", LIBEREN.replace("Ada", "Ida"))]
    assert found[0].likeness == 100
    assert 90 < found[1].likeness < 100


def test_one_s_own_campaign_and_then_the_newest_come_first(team_database: DeskDatabase) -> None:
    memory = a_memory(
        team_database,
        ("lamp", "en", "es", RELEASE, "uno"),
        ("beacon", "en", "es", RELEASE, "dos"),
        ("candle", "en", "es", RELEASE, "tres"),
    )

    assert said(memory.suggestions(BEN, "en", "es", RELEASE)) == [
        ("candle", "tres"), ("beacon", "dos"), ("lamp", "uno")
    ]  # fmt: skip
    assert said(memory.suggestions(BEN, "en", "es", RELEASE, slug="lamp", limit=1)) == [("lamp", "uno")]


def test_a_translation_that_was_corrected_since_is_not_suggested(team_database: DeskDatabase) -> None:
    memory = a_memory(
        team_database, ("lamp", "en", "es", RELEASE, "falso"), ("lamp", "en", "es", RELEASE, LIBEREN)
    )

    assert said(memory.suggestions(BEN, "en", "es", RELEASE)) == [("lamp", LIBEREN)]


def test_the_same_words_are_suggested_once(team_database: DeskDatabase) -> None:
    memory = a_memory(
        team_database, ("lamp", "en", "es", RELEASE, LIBEREN), ("beacon", "en", "es", RELEASE, LIBEREN)
    )

    assert said(memory.suggestions(BEN, "en", "es", RELEASE)) == [("beacon", LIBEREN)]


@pytest.mark.parametrize("pair", [("en", "fr"), ("de", "es"), ("es", "en"), ("en", "es-MX")])
def test_nothing_is_suggested_across_languages(team_database: DeskDatabase, pair: tuple[str, str]) -> None:
    memory = a_memory(team_database, ("lamp", "en", "es", RELEASE, LIBEREN))

    assert memory.suggestions(BEN, *pair, RELEASE) == ()


def test_a_campaign_that_the_person_may_not_see_suggests_nothing(
    team_database: DeskDatabase,
) -> None:
    memory = a_memory(
        team_database, ("secret", "en", "es", RELEASE, "secreto"), ("lamp", "en", "es", RELEASE, LIBEREN)
    )
    of_lamp = Person("fay-0123456789abcdef", "Fay Example", (Grant(Role.TRANSLATOR, frozenset({"lamp"})),))

    assert said(memory.suggestions(of_lamp, "en", "es", RELEASE)) == [("lamp", LIBEREN)]
    assert memory.suggestions(replace(of_lamp, is_active=False), "en", "es", RELEASE) == ()


@pytest.mark.parametrize("source", ["", " \n", "%", "x' OR 1=1 --", "\U0001f56f" * 3_000])
def test_a_text_without_anything_alike_has_no_suggestion(team_database: DeskDatabase, source: str) -> None:
    memory = a_memory(team_database, ("lamp", "en", "es", RELEASE, LIBEREN))

    assert memory.suggestions(BEN, "en", "es", source) == ()


def test_the_memory_of_fifty_campaigns_is_searched_soon(team_database: DeskDatabase) -> None:
    words = ["lamp", "light", "house", "sea", "winter", "letter", "prison", "court", "judge", "city"]
    rows = []
    for number in range(3_000):
        text = " ".join(words[(number * each + each * each) % len(words)] for each in range(1, 45))
        rows.append((f"campaign-{number % 50}", "en", "es", f"Text {number}: {text}.", f"Texto {number}"))
    memory = a_memory(team_database, *rows)
    source = rows[1_234][3]
    memory.suggestions(BEN, "en", "es", source)
    began = time.process_time()

    found = memory.suggestions(BEN, "en", "es", source)

    took = time.process_time() - began
    assert found[0].translation == "Texto 1234"
    assert len(found) == 3
    assert took < 0.3  # 0.03 s on a machine that does nothing else


def test_the_author_who_left_has_no_name(team_database: DeskDatabase, clock: Clock) -> None:
    add_person(team_database, ADA)
    memory = a_memory(team_database, ("lamp", "en", "es", RELEASE, LIBEREN), author=ADA.id)
    unknown = a_memory(team_database, author="")

    assert memory.suggestions(BEN, "en", "es", RELEASE)[0].author_name == "Ada Example"
    assert unknown.suggestions(BEN, "en", "fr", RELEASE) == ()
