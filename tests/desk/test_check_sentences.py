"""The sentences of `check` as the desk shows them."""

import pytest

from webapp.campaigns.diagnostics import Diagnostic
from webapp.desk.http.check_sentences import sentence_link


@pytest.mark.parametrize(
    ("diagnostic", "address", "said"),
    [
        (
            Diagnostic("lamp/campaign.toml", 3, "deadline", "31.2.2030", "is no day"),
            "/campaigns/lamp/edit#deadline",
            'deadline "31.2.2030" is no day',
        ),
        (
            Diagnostic("lamp/campaign.toml", 0, "targets[2].email", "x", "is no address"),
            "/campaigns/lamp/edit#targets.1.email",
            'targets[2].email "x" is no address',
        ),
        (
            Diagnostic("lamp/fr.po", 9, "headline", "", "is too long"),
            "",
            "fr.po: headline is too long",
        ),
        (Diagnostic("lamp", 0, "the folder", "", "is empty"), "", "lamp: the folder is empty"),
    ],
)
def test_a_sentence_leads_to_its_field(diagnostic: Diagnostic, address: str, said: str) -> None:
    assert sentence_link(diagnostic.sentence) == (address, said)


def test_a_sentence_of_no_field_stays_as_it_is() -> None:
    sentence = "fr: 2 texts were not translated anew"
    assert sentence_link(sentence) == ("", sentence)
