"""The sixteen languages that are shipped: each whole, from the page to the letter."""

from tests.support.page_languages import OFFERED
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.settings import ROOT

SHIPPED = {
    *("en", "ar", "de", "es", "fa", "fr", "hi", "it"),
    *("ja", "ko", "pl", "pt-BR", "ru", "tr", "uk", "zh-Hans"),
}


def test_there_are_pages_in_every_shipped_language() -> None:
    assert {*OFFERED} == SHIPPED, "say `tools/appeal status`: it names what is not translated"


def test_the_shipped_campaign_and_its_letter_are_in_each_of_them() -> None:
    campaign = read_campaign(read_folder(ROOT / "campaigns" / "gorinov"))

    assert {tag for tag, each in campaign.editions.items() if each.offers_page} >= SHIPPED
    assert {each.tag for each in campaign.letter_languages} >= SHIPPED
