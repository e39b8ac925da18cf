"""The service: which campaign, in which languages, who may, and what the note says."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder, an_edition
from tests.support.desk_campaigns import files_of
from tests.support.packs import MADE, SOME, MadeUpLog, a_pack, words_in
from tests.support.stores import KINDS, Stores
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_valid_parts
from webapp.domain.language import Language
from webapp.publications.store import PublicationStore
from webapp.team.handover.method_note import method_note
from webapp.team.handover.pack_csv import pack_csv
from webapp.team.handover.packs import NoPackLanguage, Packs
from webapp.team.handover.public_cases import NotPublic, PublicCases
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import SHELL, Grant, Person, Role

HEADLINE = {("headline", "Free the keeper of the lighthouse"): "Libérez la gardienne du phare"}


def a_whole_edition(folder: Path, tag: str) -> None:
    """Translate every message of a campaign folder, the headline into French."""
    an_edition(folder, tag, {})
    messages = read_valid_parts(read_folder(folder)).campaign.editions[tag].messages
    an_edition(
        folder, tag, {(each.context, each.source): f"{each.source} [{tag}]" for each in messages} | HEADLINE
    )


@pytest.fixture(params=KINDS)
def publications(
    request: pytest.FixtureRequest, stores: Stores, tmp_path: Path
) -> Iterator[PublicationStore]:
    """What the desk has published, in a database of each kind."""
    with closing(PublicationStore(stores.new(request.param, tmp_path).url)) as store:
        yield store


@pytest.fixture
def packs(publications: PublicationStore, tmp_path: Path) -> Packs:
    """Packs in English and French."""
    cases = PublicCases(tmp_path / "campaigns", publications, lambda: MADE)
    spoken = (Language("en"), Language("fr"))
    return Packs(cases, MadeUpLog(SOME), tmp_path, lambda: spoken, lambda: MADE)


def headline_of(packs: Packs, slug: str = "lamp") -> str:
    return packs.make(SHELL, slug, "en").case.headline.text


def publish(store: PublicationStore, folder: Path, after: int = 0, **changes: object) -> int:
    starts = MADE - timedelta(hours=1)
    return store.publish(folder.name, files_of(folder), starts, "person", after, **changes).serial


def test_the_pack_is_of_what_is_public_and_a_folder_goes_before_a_publication(
    packs: Packs, publications: PublicationStore, tmp_path: Path
) -> None:
    with pytest.raises(NotPublic, match='no campaign "lamp" is public'):
        headline_of(packs)

    publish(publications, a_campaign_folder(tmp_path / "drafts"))
    assert headline_of(packs) == "Free the keeper of the lighthouse"

    path = a_campaign_folder(tmp_path / "campaigns") / "campaign.toml"
    path.write_text(path.read_text("utf-8").replace("Free the keeper", "Release the keeper"), "utf-8")
    assert headline_of(packs) == "Release the keeper of the lighthouse"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('state = "draft"', "is not public yet"),
        ("publish = 2031-01-01T00:00:00Z", "is not public yet"),
        ("x = 1", "x"),
    ],
)
def test_a_folder_that_nobody_can_read_on_the_page_has_no_pack(
    packs: Packs, tmp_path: Path, line: str, why: str
) -> None:
    path = a_campaign_folder(tmp_path / "campaigns") / "campaign.toml"
    path.write_text(f"{line}\n{path.read_text('utf-8')}", "utf-8")

    with pytest.raises(NotPublic, match=why):
        headline_of(packs)


def test_there_is_a_pack_in_the_languages_of_the_page_that_the_desk_speaks(
    packs: Packs, tmp_path: Path
) -> None:
    folder = a_campaign_folder(tmp_path / "campaigns")
    a_whole_edition(folder, "fr")
    a_whole_edition(folder, "pt")
    an_edition(folder, "es", HEADLINE)

    languages = packs.languages(SHELL, "lamp")

    assert [each.tag for each in languages.offered] == ["en", "fr"]
    assert [each.tag for each in languages.without_words] == ["pt"]
    assert packs.make(SHELL, "lamp", "fr").case.headline.text == "Libérez la gardienne du phare"
    with pytest.raises(NoPackLanguage, match="not translated into Portuguese; there is a pack in: en, fr"):
        packs.make(SHELL, "lamp", "pt")
    with pytest.raises(NoPackLanguage, match='"es" is no language of the page of lamp'):
        packs.make(SHELL, "lamp", "es")


def test_who_may_not_see_a_campaign_gets_no_pack_of_it(packs: Packs, tmp_path: Path) -> None:
    a_campaign_folder(tmp_path / "campaigns")
    of_another = Person("p", "Ben Example", (Grant(Role.AUTHOR, campaigns=frozenset({"other"})),))

    for ask in (lambda: packs.languages(of_another, "lamp"), lambda: packs.make(of_another, "lamp", "en")):
        with pytest.raises(NotAllowed):
            ask()


def test_what_is_not_translated_keeps_its_language_and_direction(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "ar", {("headline", "Free the keeper of the lighthouse"): "أطلقوا سراح حارسة المنارة"})

    case = a_pack(folder, "ar").case

    assert (case.headline.language, case.headline.direction) == ("", "rtl")
    assert (case.summary[0].lines[0].language, case.summary[0].lines[0].direction) == ("en", "ltr")


def test_lists_and_links_of_the_page_are_plain_in_print(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    path = folder / "campaign.toml"
    text = "- *One* [a lamp](https://lamps.example/a)\\n- Two\\n  and more"
    path.write_text(
        path.read_text("utf-8").replace('"Ada Example was locked up for lighting a lamp."', f'"{text}"'),
        "utf-8",
    )

    (paragraph,) = a_pack(folder).case.summary

    assert paragraph.is_list
    assert [line.text for line in paragraph.lines] == ["One a lamp (https://lamps.example/a)", "Two and more"]


def test_the_note_tells_of_a_deadline_and_of_what_waits_only_where_there_is_some(tmp_path: Path) -> None:
    words = words_in("en")
    with_deadline = a_pack(a_campaign_folder(tmp_path, "lamp"))
    without = a_pack(a_campaign_folder(tmp_path, "open", deadline=""))

    assert "by May 8, 2030" in " ".join(method_note(with_deadline, words).how)
    assert "asked people to write by" not in " ".join(method_note(without, words).how)
    assert "still kept apart" not in " ".join(method_note(with_deadline, words).how)
    assert len(method_note(without, words).limits) == 4


def test_no_cell_of_the_csv_is_a_formula(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    path = folder / "campaign.toml"
    text = path.read_text("utf-8").replace('name = "Max Muster"', 'name = "=1+1"')
    path.write_text(text.replace('"Ministry of Lamps"', '"Ministry;=2+2"'), "utf-8")

    rows = pack_csv(a_pack(folder)).decode("utf-8-sig")

    assert ",'=1+1 · Ministry;'=2+2," in rows
