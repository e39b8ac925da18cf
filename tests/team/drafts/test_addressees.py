"""Shared addressees: kept once, corrected in every draft, never over what a campaign changed itself."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.stores import KINDS, Stores
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.addressees import (
    AddresseeChanged,
    Addressees,
    Touched,
    UnknownAddressee,
    Use,
)
from webapp.team.drafts.drafts import Conflict, Drafts, Saved
from webapp.team.drafts.targets import UnknownTarget, find_target, shared_fields, targets_of
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import Grant, Person, Role

NOW = datetime(2030, 5, 1, tzinfo=UTC)
ADA = Person("author-0123456789", "Ada Example", (Grant(Role.AUTHOR),))
BEN = Person("other-0123456789", "Ben Example", (Grant(Role.AUTHOR, frozenset({"lamp"})),))
CLEO = Person("french-0123456789", "Cleo Example", (Grant(Role.TRANSLATOR),))
TOML = b"""\
headline = "The lamp"  # a comment that stays

[[targets]]
id = "minister"
name = "Max Muster"
email = ["minister@lamps.example"]
salutation = "Dear Minister,"
"""
MAX = {"name": "Max Muster", "email": ["minister@lamps.example"]}
MORITZ = {"name": "Moritz Muster", "email": ["office@lamps.example"], "country": "FR"}


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> Iterator[DeskDatabase]:
    opened = DeskDatabase(stores.new_desk(request.param, tmp_path).url, wait=60)
    yield opened
    opened.close()


@pytest.fixture
def drafts(database: DeskDatabase) -> Drafts:
    made = Drafts(database, lambda: NOW)
    for slug in ("harbour", "lamp"):
        made.create(ADA, slug, {"campaign.toml": TOML})
    return made


@pytest.fixture
def addressees(database: DeskDatabase, drafts: Drafts) -> Addressees:
    return Addressees(database, drafts, lambda: NOW)


def target(addressees: Addressees, slug: str, name: str = "minister") -> dict[str, object]:
    """Return a target of the newest draft."""
    return find_target(addressees.document(slug), name)


def test_a_target_is_kept_once_and_used_twice(addressees: Addressees) -> None:
    kept = addressees.keep(ADA, "lamp", "minister")
    addressees.link(ADA, "harbour", "minister", kept.id)

    assert addressees.all() == (kept,)
    assert (kept.id, kept.version, kept.fields) == ("minister", 1, MAX)
    assert addressees.uses(addressee="minister") == (
        Use("harbour", "minister", "minister"),
        Use("lamp", "minister", "minister"),
    )


def test_a_correction_is_a_version_of_each_draft(addressees: Addressees, drafts: Drafts) -> None:
    addressees.keep(ADA, "lamp", "minister")
    addressees.link(ADA, "harbour", "minister", "minister")
    touched = addressees.correct(ADA, "minister", 1, MORITZ)

    assert [(each.use.slug, each.changed, each.own) for each in touched] == [
        ("harbour", ("name", "email", "country"), ()),
        ("lamp", ("name", "email", "country"), ()),
    ]
    for slug in ("lamp", "harbour"):
        assert target(addressees, slug) == {"id": "minister", "salutation": "Dear Minister,", **MORITZ}
        head = drafts.head(slug)
        assert head
        assert (head.number, head.note, head.author) == (2, "minister corrected", ADA.id)
        assert b"# a comment that stays" in drafts.source(head).contents["campaign.toml"]
    assert addressees.find("minister").fields == MORITZ
    assert addressees.find("minister").version == 2


def test_what_a_campaign_changed_for_itself_stays_and_is_told(addressees: Addressees, drafts: Drafts) -> None:
    addressees.keep(ADA, "lamp", "minister")
    addressees.link(ADA, "harbour", "minister", "minister")
    own = TOML.replace(b"Max Muster", b"Max M.")
    drafts.save(ADA, "harbour", 1, {"campaign.toml": own})

    assert addressees.plan(ADA, "minister", MORITZ)[0] == Touched(
        Use("harbour", "minister", "minister"), ("email", "country"), ("name",)
    )
    addressees.correct(ADA, "minister", 1, MORITZ)
    assert shared_fields(target(addressees, "harbour")) == {**MORITZ, "name": "Max M."}


def test_a_field_that_is_removed_is_removed_everywhere(addressees: Addressees) -> None:
    addressees.keep(ADA, "lamp", "minister")
    addressees.correct(ADA, "minister", 1, {"name": "Max Muster"})

    assert "email" not in target(addressees, "lamp")


def test_a_correction_can_be_repeated(addressees: Addressees, drafts: Drafts) -> None:
    addressees.keep(ADA, "lamp", "minister")
    addressees.correct(ADA, "minister", 1, MORITZ)
    addressees.correct(ADA, "minister", 2, MORITZ)

    assert addressees.find("minister").version == 2
    assert len(drafts.history("lamp")) == 2


class FullDisk(Drafts):
    """Saves once, and then no more."""

    def save(
        self, by: Person, slug: str, base: int, changes: Mapping[str, bytes | None], note: str = ""
    ) -> Saved | Conflict:
        if slug == "lamp":
            raise OSError("the disk is full")
        return super().save(by, slug, base, changes, note)


def test_a_correction_that_ended_halfway_is_finished_by_repeating_it(
    addressees: Addressees, database: DeskDatabase
) -> None:
    addressees.keep(ADA, "lamp", "minister")
    addressees.link(ADA, "harbour", "minister", "minister")
    halfway = Addressees(database, FullDisk(database, lambda: NOW), lambda: NOW)
    with pytest.raises(OSError, match="full"):
        halfway.correct(ADA, "minister", 1, MORITZ)
    assert [shared_fields(target(addressees, slug)) for slug in ("harbour", "lamp")] == [MORITZ, MAX]

    addressees.correct(ADA, "minister", 2, MORITZ)
    assert shared_fields(target(addressees, "lamp")) == MORITZ


def test_two_corrections_at_once_are_told(addressees: Addressees, drafts: Drafts) -> None:
    addressees.keep(ADA, "lamp", "minister")
    addressees.correct(ADA, "minister", 1, MORITZ)

    with pytest.raises(AddresseeChanged):
        addressees.correct(ADA, "minister", 1, MAX)
    assert shared_fields(target(addressees, "lamp")) == MORITZ
    assert len(drafts.history("lamp")) == 2


def test_a_draft_that_cannot_be_read_is_told_and_left(addressees: Addressees, drafts: Drafts) -> None:
    addressees.keep(ADA, "lamp", "minister")
    drafts.save(ADA, "lamp", 1, {"campaign.toml": b"headline ="})

    (touched,) = addressees.correct(ADA, "minister", 1, MORITZ)
    assert not touched.is_readable
    assert len(drafts.history("lamp")) == 2


def test_an_official_is_added_to_a_draft_under_a_free_id(addressees: Addressees) -> None:
    addressees.keep(ADA, "lamp", "minister")
    addressees.add(ADA, "harbour", "minister")

    assert target(addressees, "harbour", "minister-2") == {"id": "minister-2", **MAX}
    assert Use("harbour", "minister-2", "minister") in addressees.uses(slug="harbour")


def test_a_second_press_keeps_and_adds_nothing_more(addressees: Addressees, drafts: Drafts) -> None:
    for _press in range(2):
        assert addressees.keep(ADA, "lamp", "minister").id == "minister"
        addressees.add(ADA, "harbour", "minister")

    assert [each.id for each in addressees.all()] == ["minister"]
    assert [each["id"] for each in targets_of(addressees.document("harbour"))] == ["minister", "minister-2"]
    drafts.save(ADA, "harbour", 2, {"campaign.toml": TOML})  # the second target is deleted
    addressees.add(ADA, "harbour", "minister")
    assert target(addressees, "harbour", "minister-2") == {"id": "minister-2", **MAX}


def test_officials_have_ids_of_their_own(addressees: Addressees) -> None:
    assert [addressees.keep(ADA, slug, "minister").id for slug in ("lamp", "harbour")] == [
        "minister",
        "minister-2",
    ]


def test_a_target_can_be_the_campaign_s_own_again(addressees: Addressees) -> None:
    addressees.keep(ADA, "lamp", "minister")
    addressees.unlink(ADA, "lamp", "minister")

    assert addressees.correct(ADA, "minister", 1, MORITZ) == ()
    assert shared_fields(target(addressees, "lamp")) == MAX


def test_archived_campaigns_are_left_out(addressees: Addressees, drafts: Drafts) -> None:
    addressees.keep(ADA, "lamp", "minister")
    drafts.archive(Person("c-0123456789abcdef", "C", (Grant(Role.COORDINATOR),)), "lamp")

    assert addressees.uses(addressee="minister") == ()


def test_who_may_not_write_all_of_them_corrects_none(addressees: Addressees, drafts: Drafts) -> None:
    addressees.keep(ADA, "lamp", "minister")
    addressees.link(ADA, "harbour", "minister", "minister")
    for call in (
        lambda: addressees.correct(BEN, "minister", 1, MORITZ),
        lambda: addressees.link(BEN, "harbour", "minister", "minister"),
        lambda: addressees.add(BEN, "harbour", "minister"),
        lambda: addressees.unlink(BEN, "harbour", "minister"),
        lambda: addressees.keep(CLEO, "lamp", "minister"),
    ):
        with pytest.raises(NotAllowed):
            call()

    assert addressees.find("minister").version == 1
    assert len(drafts.history("lamp")) == len(drafts.history("harbour")) == 1


def test_who_is_not_there_is_told(addressees: Addressees) -> None:
    with pytest.raises(UnknownTarget):
        addressees.keep(ADA, "lamp", "nobody")
    for nobody in ("nobody", "\0", "x" * 300):
        with pytest.raises(UnknownAddressee):
            addressees.link(ADA, "lamp", "minister", nobody)
