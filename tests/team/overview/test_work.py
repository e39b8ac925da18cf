"""The work that is left: of which language of which campaign, since when, and whose."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder, an_edition
from tests.support.desk_campaigns import add_version, files_of, lamp_files
from tests.support.desk_client import ADA, BEN, CLEO, DORA, TEAM
from tests.team.overview.conftest import NOW, World
from webapp.domain.progress import Amount
from webapp.team.overview.lacks import Duty, Kind
from webapp.team.overview.work import Task, WaitingTask, WorkLeft
from webapp.team.people.person import Grant, Person, Role
from webapp.team.tables import translations

HEADLINE = "Free the keeper of the lighthouse"
BOTH = Person(
    "person-fay-example",
    "Fay Example",
    tuple(Grant(role, languages=frozenset({"fr"})) for role in (Role.TRANSLATOR, Role.REVIEWER)),
)
DAY = timedelta(days=1)


def waiting(world: World, team: Iterable[Person] = TEAM, by: Person = ADA) -> tuple[WaitingTask, ...]:
    """Return what waits."""
    return WorkLeft(world.desk, world.overview, lambda: team).waiting(by).tasks


def task(world: World, duty: Duty = Duty.TRANSLATE, language: str = "fr") -> Task:
    """Return one task."""
    (found,) = (
        each.task for each in waiting(world) if (each.task.duty, each.task.language) == (duty, language)
    )
    return found


def add_lamp(
    world: World, tmp_path: Path, at: datetime, *editions: str, headline: str = "", fuzzy: bool = False
) -> None:
    """Add a version of the lamp's case with these languages, of which the headline is translated."""
    folder = a_campaign_folder(tmp_path / "lamps")
    toml = folder / "campaign.toml"
    if headline:
        toml.write_text(toml.read_text(encoding="utf-8").replace(HEADLINE, headline), encoding="utf-8")
    for tag in editions:
        an_edition(folder, tag, {("headline", HEADLINE): "Libérez-la"}, "headline" if fuzzy else "")
    add_version(world.desk, "lamp", files_of(folder), at, BEN.id)


def confirm(world: World, author: str, at: datetime) -> None:
    """Note who translated the headline into French."""
    row = {
        "slug": "lamp",
        "language": "fr",
        "digest": "0" * 64,
        "context": "headline",
        "source_language": "en",
        "source": HEADLINE,
        "translation": "Libérez-la",
        "author": author,
        "at": int(at.timestamp()),
    }
    with world.desk.write() as connection:
        connection.execute(translations.insert(), row)


def test_a_case_in_one_language_leaves_no_work(world: World, tmp_path: Path) -> None:
    add_version(world.desk, "lamp", lamp_files(tmp_path), NOW)

    assert waiting(world) == ()


def test_what_is_empty_waits_for_a_translator_and_what_is_unread_for_a_reviewer(
    world: World, tmp_path: Path
) -> None:
    add_lamp(world, tmp_path, NOW, "fr")

    translate, review = sorted((each.task for each in waiting(world)), key=lambda each: each.duty)[::-1]
    assert (translate.duty, review.duty) == (Duty.TRANSLATE, Duty.REVIEW)
    assert [*translate.amounts] == [Kind.EMPTY]
    assert review.amounts == {Kind.UNREVIEWED: Amount(1, 6)}
    assert translate.amount.words == 63


def test_a_text_that_is_not_finished_is_told_apart_from_an_empty_one(world: World, tmp_path: Path) -> None:
    add_lamp(world, tmp_path, NOW, "fr", fuzzy=True)

    assert task(world).amounts[Kind.UNFINISHED] == Amount(1, 6)


@pytest.mark.parametrize(
    ("headline", "kind"),
    [("Free the keeper of this lighthouse", Kind.WORDING), (f"{HEADLINE} by 9 May 2031", Kind.FACT)],
)
def test_a_text_that_changed_waits_since_it_did(
    world: World, tmp_path: Path, headline: str, kind: Kind
) -> None:
    add_lamp(world, tmp_path, NOW - 9 * DAY, "fr")
    add_lamp(world, tmp_path, NOW - 2 * DAY, "fr", headline=headline)
    found = task(world)

    assert found.amounts[kind].messages == 1
    assert (found.since, found.latest) == (NOW - 9 * DAY, NOW - 2 * DAY)


def test_a_text_does_not_wait_before_its_language_was_begun(world: World, tmp_path: Path) -> None:
    add_lamp(world, tmp_path, NOW - 9 * DAY)
    add_lamp(world, tmp_path, NOW - 5 * DAY, "fr")
    add_lamp(world, tmp_path, NOW - DAY, "es", "fr")

    assert task(world, language="fr").since == NOW - 5 * DAY
    assert task(world, language="es").since == NOW - DAY


def test_a_version_that_cannot_be_read_makes_no_text_younger(world: World, tmp_path: Path) -> None:
    for days in (9, 8, 7):
        add_lamp(world, tmp_path, NOW - days * DAY, "fr", headline=f"Free number {days}")
    for days in (6, 5, 4):
        broken = f"[person\n# {days}\n".encode()
        add_version(world.desk, "lamp", {"campaign.toml": broken, "fr.po": b""}, NOW - days * DAY)
    add_lamp(world, tmp_path, NOW - 3 * DAY, "fr")

    assert task(world).since == NOW - 9 * DAY
    assert task(world, Duty.REVIEW).since == NOW - 3 * DAY  # the headline is that of the last version alone


def test_many_versions_are_not_all_read(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        add_lamp(world, tmp_path, NOW - (60 - number) * DAY, "fr", headline=f"Free number {number}")
    read = []
    work = WorkLeft(world.desk, world.overview, lambda: TEAM)
    original = work._days._read
    monkeypatch.setattr(work._days, "_read", lambda step: read.append(step) or original(step))
    (found,) = (each.task for each in work.waiting(ADA).tasks if each.task.duty is Duty.TRANSLATE)

    assert (found.since, found.latest) == (NOW - 60 * DAY, NOW - DAY)
    assert len(read) < 15
    work.waiting(ADA)
    assert len(read) < 15


def test_a_review_waits_since_the_translation_was_made(world: World, tmp_path: Path) -> None:
    add_lamp(world, tmp_path, NOW - 9 * DAY, "fr")
    confirm(world, CLEO.id, NOW - 3 * DAY)

    assert task(world, Duty.REVIEW).since == NOW - 3 * DAY
    assert task(world, Duty.REVIEW).authors == {CLEO.id}


def test_a_task_belongs_to_those_whose_role_covers_it(world: World, tmp_path: Path) -> None:
    add_lamp(world, tmp_path, NOW, "es", "fr")
    elsewhere = Person("person-gil-example", "Gil Example", (Grant(Role.TRANSLATOR, frozenset({"beacon"})),))
    shut_out = Person("person-hal-example", "Hal Example", (Grant(Role.TRANSLATOR),), is_active=False)
    found = {
        (each.task.language, each.task.duty): [person.name for person in each.people]
        for each in waiting(world, (*TEAM, elsewhere, shut_out))
    }

    assert found == {
        ("fr", Duty.TRANSLATE): [CLEO.name],
        ("fr", Duty.REVIEW): [DORA.name],
        ("es", Duty.TRANSLATE): [],
        ("es", Duty.REVIEW): [],
    }


@pytest.mark.parametrize(("author", "people"), [(BOTH.id, []), (CLEO.id, [BOTH]), ("", [BOTH])])
def test_nobody_is_asked_to_review_their_own(
    world: World, tmp_path: Path, author: str, people: list[Person]
) -> None:
    add_lamp(world, tmp_path, NOW, "fr")
    confirm(world, author, NOW)
    (found,) = (each for each in waiting(world, [BOTH]) if each.task.duty is Duty.REVIEW)

    assert [*found.people] == people


def test_the_oldest_comes_first_and_what_is_closed_last(world: World, tmp_path: Path) -> None:
    for slug, days, extra in [("new", 1, ""), ("old", 5, ""), ("shut", 9, 'state = "closed"\n')]:
        folder = a_campaign_folder(tmp_path / "drafts", slug)
        an_edition(folder, "fr", {("headline", HEADLINE): "Libérez-la"})
        files = {**files_of(folder)}
        files["campaign.toml"] = extra.encode() + files["campaign.toml"]
        add_version(world.desk, slug, files, NOW - days * DAY)
        world.publish(files, slug=slug)

    found = [each.campaign.slug for each in waiting(world) if each.task.duty is Duty.TRANSLATE]
    assert found == ["old", "new", "shut"]


def test_what_was_withdrawn_and_what_one_may_not_see_leaves_no_work(world: World, tmp_path: Path) -> None:
    add_lamp(world, tmp_path, NOW, "fr")
    stranger = Person("person-gil-example", "Gil Example", (Grant(Role.AUTHOR, frozenset({"beacon"})),))
    assert waiting(world, by=stranger) == ()

    world.publish(lamp_files(tmp_path))
    assert waiting(world) != ()
    world.publish({})
    assert waiting(world) == ()
