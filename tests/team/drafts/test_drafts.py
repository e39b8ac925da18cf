"""Drafts in the database: versions, merges, permissions, and eight people at once."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.stores import KINDS, Stores
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.document import parse, write
from webapp.team.drafts.drafts import (
    Conflict,
    Drafts,
    InvalidSlug,
    Saved,
    SlugTaken,
    TooLarge,
    UnknownDraft,
)
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import SHELL, Grant, Person, Role

AUTHOR = Person("author-0123456789", "Ada Example", (Grant(Role.AUTHOR),))
ELSEWHERE = Person("other-0123456789", "Ben Example", (Grant(Role.AUTHOR, frozenset({"harbour"})),))
FRENCH = Person("french-0123456789", "Cleo Example", (Grant(Role.TRANSLATOR, None, frozenset({"fr"})),))
REVIEWER = Person("review-0123456789", "Dora Example", (Grant(Role.REVIEWER),))
TOML = b'headline = "The lamp"\ndeadline = "2030-06-19"\n'


class Clock:
    """A minute for each look."""

    def __init__(self) -> None:
        self._at = datetime(2030, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._at += timedelta(minutes=1)
        return self._at


@pytest.fixture(params=KINDS)
def drafts(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> Iterator[Drafts]:
    database = DeskDatabase(stores.new_desk(request.param, tmp_path).url, wait=60)
    yield Drafts(database, Clock())
    database.close()


def toml(**fields: str) -> dict[str, bytes | None]:
    """Return the file with other values."""
    return {"campaign.toml": write(parse(TOML) | fields, TOML)}


def saved(result: Saved | Conflict) -> Saved:
    """Return what was saved, and fail for a conflict."""
    assert isinstance(result, Saved)
    return result


def test_every_save_is_a_version(drafts: Drafts) -> None:
    first = drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML}, "Begun")
    second = saved(drafts.save(AUTHOR, "lamp", 1, toml(headline="New"), "Headline")).version

    assert [version.number for version in drafts.history("lamp")] == [2, 1]
    assert (second.base, second.note, second.author) == (1, "Headline", AUTHOR.id)
    assert second.at > first.at
    assert drafts.head("lamp") == second == drafts.heads()["lamp"]
    assert drafts.source(first).contents == {"campaign.toml": TOML}
    assert b"New" in drafts.source(second).contents["campaign.toml"]


def test_a_save_that_changes_nothing_is_no_version(drafts: Drafts) -> None:
    version = drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})

    assert saved(drafts.save(AUTHOR, "lamp", 1, {"campaign.toml": TOML})).version == version


def test_what_others_saved_meanwhile_is_kept(drafts: Drafts) -> None:
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})
    drafts.save(AUTHOR, "lamp", 1, toml(headline="New"))
    result = saved(drafts.save(SHELL, "lamp", 1, toml(deadline="2030-07-01")))

    assert result.merged
    assert parse(drafts.source(result.version).contents["campaign.toml"]) == {
        "headline": "New",
        "deadline": "2030-07-01",
    }


def test_the_same_field_changed_twice_is_told_and_nothing_is_saved(drafts: Drafts) -> None:
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})
    drafts.save(AUTHOR, "lamp", 1, toml(headline="Theirs"))
    conflict = drafts.save(AUTHOR, "lamp", 1, toml(headline="Mine", deadline="2030-07-01"))

    assert isinstance(conflict, Conflict)
    assert [(each.path, each.mine, each.theirs) for each in conflict.fields] == [
        (("headline",), "Mine", "Theirs")
    ]
    assert conflict.head.number == 2 == len(drafts.history("lamp"))
    saved(drafts.save(AUTHOR, "lamp", conflict.head.number, conflict.merged))
    head = drafts.head("lamp")
    assert head
    assert parse(drafts.source(head).contents["campaign.toml"]) == {
        "headline": "Mine",
        "deadline": "2030-07-01",
    }


def test_a_broken_file_is_saved_and_conflicts_as_a_whole(drafts: Drafts) -> None:
    broken = b'headline = "The lamp\n'
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})
    saved(drafts.save(AUTHOR, "lamp", 1, {"campaign.toml": broken}))
    conflict = drafts.save(AUTHOR, "lamp", 1, toml(headline="New"))

    assert isinstance(conflict, Conflict)
    assert [(each.path, each.theirs) for each in conflict.fields] == [(("campaign.toml",), broken)]


def test_files_are_added_and_removed(drafts: Drafts) -> None:
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})
    drafts.save(FRENCH, "lamp", 1, {"fr.po": b"# French"})
    drafts.save(AUTHOR, "lamp", 1, {"photo.jpg": b"\xff\xd8"})
    head = drafts.head("lamp")
    assert head
    assert {*head.tree} == {"campaign.toml", "fr.po", "photo.jpg"}
    removed = saved(drafts.save(AUTHOR, "lamp", head.number, {"photo.jpg": None})).version
    assert {*removed.tree} == {"campaign.toml", "fr.po"}


def test_an_earlier_version_is_restored_as_a_new_one(drafts: Drafts) -> None:
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})
    drafts.save(AUTHOR, "lamp", 1, toml(headline="New"))
    restored = drafts.restore(AUTHOR, "lamp", 1)

    assert restored.number == 3
    assert drafts.source(restored).contents == {"campaign.toml": TOML}
    with pytest.raises(UnknownDraft):
        drafts.restore(AUTHOR, "lamp", 9)


def test_a_campaign_is_put_away_and_brought_back(drafts: Drafts) -> None:
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})
    with pytest.raises(NotAllowed):
        drafts.archive(AUTHOR, "lamp")
    drafts.archive(SHELL, "lamp")

    assert (drafts.slugs(), drafts.slugs(archived=True), {*drafts.heads()}) == ((), ("lamp",), set())
    drafts.archive(SHELL, "lamp", archived=False)
    assert drafts.slugs() == ("lamp",)


def test_a_name_is_given_once(drafts: Drafts) -> None:
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})

    with pytest.raises(SlugTaken):
        drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})
    for slug in ("", "Lamp", "a/b", "..", "a" * 61, "lamp\n", "new"):
        with pytest.raises(InvalidSlug):
            drafts.create(AUTHOR, slug, {"campaign.toml": TOML})


NOT_TAKEN = [
    {"../campaign.toml": b""},
    {"a.exe": b""},
    {"fr.po": b"x" * 1_000_001},
    {"photo.jpg": b"x" * 10_000_001},
    {"campaign.toml": None},
]


@pytest.mark.parametrize("changes", NOT_TAKEN, ids=[*"abcde"])
def test_what_no_campaign_may_have_is_not_stored(drafts: Drafts, changes: dict[str, bytes | None]) -> None:
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})

    with pytest.raises(TooLarge):
        drafts.save(AUTHOR, "lamp", 1, changes)
    assert len(drafts.history("lamp")) == 1


REFUSED: list[Callable[[Drafts], object]] = [
    lambda drafts: drafts.create(ELSEWHERE, "beacon", {"campaign.toml": TOML}),
    lambda drafts: drafts.create(FRENCH, "beacon", {"campaign.toml": TOML}),
    lambda drafts: drafts.save(ELSEWHERE, "lamp", 1, toml(headline="x")),
    lambda drafts: drafts.save(FRENCH, "lamp", 1, toml(headline="x")),
    lambda drafts: drafts.save(FRENCH, "lamp", 1, {"ru.po": b""}),
    lambda drafts: drafts.save(FRENCH, "lamp", 1, {"fr.po": b"", "photo.jpg": b""}),
    lambda drafts: drafts.save(REVIEWER, "lamp", 1, {"fr.po": b""}),
    lambda drafts: drafts.save(FRENCH, "lamp", 1, {}),
    lambda drafts: drafts.restore(FRENCH, "lamp", 1),
]


@pytest.mark.parametrize("attempt", REFUSED)
def test_a_role_is_asked_before_anything_is_changed(
    drafts: Drafts, attempt: Callable[[Drafts], object]
) -> None:
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})

    with pytest.raises(NotAllowed):
        attempt(drafts)
    assert len(drafts.history("lamp")) == 1


def test_eight_people_save_at_once_and_nothing_is_lost(drafts: Drafts) -> None:
    """Each changes a field of their own, and all of them one field of everybody."""
    drafts.create(AUTHOR, "lamp", {"campaign.toml": TOML})
    told: list[str] = []

    def work(name: str) -> None:
        for number in range(10):
            head = drafts.head("lamp")
            assert head
            document = parse(drafts.source(head).contents["campaign.toml"])
            document |= {f"field_{name}": number, "headline": f"{name} {number}"}
            changes = {"campaign.toml": write(document)}
            result = drafts.save(AUTHOR, "lamp", head.number, changes)
            if isinstance(result, Conflict):
                told.append(name)
                assert {each.path for each in result.fields} == {("headline",)}
                del document["headline"]
                whole = parse(drafts.source(result.head).contents["campaign.toml"])
                mine = whole | {f"field_{name}": number}
                again = drafts.save(AUTHOR, "lamp", result.head.number, {"campaign.toml": write(mine)})
                saved(again)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    head = drafts.head("lamp")

    assert head
    document = parse(drafts.source(head).contents["campaign.toml"])
    assert {name: document[f"field_{name}"] for name in "abcdefgh"} == dict.fromkeys("abcdefgh", 9)
    assert [version.number for version in drafts.history("lamp")] == list(range(81, 0, -1))


@pytest.mark.parametrize("slug", ["\0", "..", "x" * 300, "\ud800"])
def test_a_name_that_no_campaign_can_have_is_unknown(drafts: Drafts, slug: str) -> None:
    assert drafts.head(slug) is None
    assert drafts.version(slug, 1) is None
