"""The embassy in the supporter's country stands in for the one that the campaign names."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.builders import an_edition, an_embassy_folder
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain import drafting
from webapp.domain.campaign import Campaign
from webapp.domain.channel import Channel
from webapp.domain.drafting import SetAside
from webapp.domain.language import Language

EN, ES = Language("en"), Language("es")
NAMED, GENERAL = "Dear Ambassador Nina Named,", "Your Excellency,"


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return read_campaign(read_folder(an_embassy_folder(tmp_path)))


def the_ambassador(campaign: Campaign, country: str) -> object:
    return next(target for target in campaign.targets_from(country) if target.id == "ambassador")


def test_from_a_country_with_an_embassy_it_is_written_to(campaign: Campaign) -> None:
    target = campaign.written_from("DE").target("ambassador")

    assert target is not None
    assert target.address.lines == ("Embassy of Lamps in Berlin", "Lampenallee 1", "10117 Berlin")
    assert (target.email, target.phone, target.country) == (
        ("berlin@lamps.example",),
        ("+49 30 2291110",),
        "DE",
    )
    assert target.channels == (Channel.POST, Channel.EMAIL, Channel.CALL)
    assert target.mission is not None
    assert (target.mission.checked_on, target.mission.source) == (
        date(2026, 11, 29),
        "https://lamps.example/berlin",
    )


def test_nothing_of_the_other_embassy_goes_along(campaign: Campaign) -> None:
    here = campaign.written_from("DE")
    target, texts = here.target("ambassador"), here.source.text.targets["ambassador"]

    assert target is not None
    assert (target.office, target.title, target.fax, target.forms, target.social) == ("", "", (), (), ())
    assert (target.copies, target.copies_by_post, target.no_post_from, target.languages) == ((), (), (), ())
    assert (texts.name, texts.office, texts.title) == ("Embassy of Lamps in Berlin", "", "")
    assert (texts.salutation, texts.notes, texts.contact_notes) == (GENERAL, (), {})
    assert texts.demands == ("Tell your government.",)


@pytest.mark.parametrize("country", ["", "FR", "TD"])  # none chosen, the campaign's own embassy, no entry
def test_without_an_entry_the_campaigns_own_data_stand(campaign: Campaign, country: str) -> None:
    assert campaign.written_from(country) is campaign
    assert campaign.targets_from(country) == campaign.targets


def test_other_targets_are_untouched(campaign: Campaign) -> None:
    here = campaign.written_from("DE")

    assert here.target("minister") == campaign.target("minister")
    assert here.source.text.targets["minister"] == campaign.source.text.targets["minister"]


def test_its_name_is_in_the_language_of_the_table_in_each_edition(campaign: Campaign) -> None:
    edition = campaign.written_from("JP").source

    assert edition.language_of("灯台大使館") == Language("ja")
    assert not edition.is_behind("灯台大使館")


def test_the_campaign_seen_from_a_country_stays_so(campaign: Campaign) -> None:
    here = campaign.written_from("DE")

    assert here.written_from("DE") == here


def test_letters_go_to_it(campaign: Campaign) -> None:
    draft = drafting.revise(
        campaign, replace(drafting.begin(campaign, EN), posted_in="DE"), EN, was_in=""
    ).draft

    letters = {each.target.id: each for each in drafting.compose(campaign, draft, date(2030, 1, 2), EN)}

    assert letters["ambassador"].address == ("Embassy of Lamps in Berlin", "Lampenallee 1", "10117 Berlin")
    assert letters["ambassador"].text.startswith(GENERAL)
    assert "Named" not in letters["ambassador"].text
    assert letters["minister"].text.startswith("Dear Minister,")
    assert letters["minister"].country_line == "FRANCE"


def test_an_untouched_salutation_follows_the_country_there_and_back(campaign: Campaign) -> None:
    draft = replace(drafting.begin(campaign, EN), posted_in="DE")
    there = drafting.revise(campaign, draft, EN, was_in="")
    back = drafting.revise(campaign, replace(there.draft, posted_in=""), EN, was_in="DE")

    assert there.draft.salutations["ambassador"] == GENERAL
    assert back.draft.salutations["ambassador"] == NAMED
    assert there.is_suggested
    assert back.is_suggested


def test_an_untouched_salutation_follows_language_and_country_at_once(tmp_path: Path) -> None:
    folder = an_embassy_folder(tmp_path)
    an_edition(folder, "es", {("letter.salutation", GENERAL): "Excelencia:"} | SPANISH)
    campaign = read_campaign(read_folder(folder))
    draft = replace(drafting.begin(campaign, EN), language=ES, posted_in="DE")

    revised = drafting.revise(campaign, draft, EN, was_in="")

    assert revised.draft.salutations["ambassador"] == "Excelencia:"


@pytest.mark.parametrize("country", ["", "DE", "JP", "TD"])
def test_a_changed_salutation_stays(campaign: Campaign, country: str) -> None:
    draft = drafting.begin(campaign, EN)
    own = replace(draft, salutations=draft.salutations | {"ambassador": "Dear neighbour,"}, posted_in=country)

    revised = drafting.revise(campaign, own, EN, was_in="")

    assert revised.draft.salutations["ambassador"] == "Dear neighbour,"
    assert revised.touched


def test_the_general_salutation_typed_to_the_campaigns_own_embassy_stays(campaign: Campaign) -> None:
    draft = drafting.begin(campaign, EN)
    own = replace(draft, salutations=draft.salutations | {"ambassador": GENERAL})

    assert drafting.revise(campaign, own, EN, was_in="").draft.salutations["ambassador"] == GENERAL


def test_words_set_aside_bring_no_other_embassys_name_back(campaign: Campaign) -> None:
    draft = replace(drafting.begin(campaign, EN), posted_in="DE")
    aside = SetAside("My words.", "Bye", {"ambassador": NAMED, "minister": "Dear friend,"})

    restored = drafting.restore(campaign, draft, aside).draft

    assert restored.salutations["ambassador"] == GENERAL
    assert restored.salutations["minister"] == "Dear friend,"


def test_suggested_texts_are_put_back_for_the_country(campaign: Campaign) -> None:
    draft = replace(drafting.begin(campaign, EN), posted_in="DE", text="My words.")

    assert drafting.reset(campaign, draft).draft.salutations["ambassador"] == GENERAL


def test_what_reaches_an_embassy_anywhere_can_be_reported(campaign: Campaign) -> None:
    target = campaign.target("ambassador")

    assert target is not None
    assert Channel.CALL not in target.channels
    assert Channel.CALL in target.channels_anywhere


SPANISH = {
    ("letter.subject", "Ada Example"): "Ada Example",
    ("letter.text", "Please release Ada Example."): "Liberen a Ada Example.",
    ("letter.text", "She lit a lamp."): "Encendió una lámpara.",
    ("letter.closing", "Yours sincerely,"): "Atentamente,",
    ("targets.minister.salutation", "Dear Minister,"): "Estimado ministro:",
    ("targets.warden.salutation", "Dear Warden,"): "Estimada directora:",
    ("targets.ambassador.salutation", NAMED): "Estimada embajadora Nina Named:",
    ("targets.ambassador.demands", "Tell your government."): "Dígaselo a su gobierno.",
}
