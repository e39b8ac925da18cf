"""The sentences of `check` as the desk shows them."""

import pytest

from webapp.desk.http.check_sentences import sentence_link


@pytest.mark.parametrize(
    ("sentence", "address", "said"),
    [
        (
            'lamp/campaign.toml, line 3: deadline "31.2.2030" is no day',
            "/campaigns/lamp/edit#deadline",
            'deadline "31.2.2030" is no day',
        ),
        (
            'lamp/campaign.toml: targets[2].email "x" is no address',
            "/campaigns/lamp/edit#targets.1.email",
            'targets[2].email "x" is no address',
        ),
        ("lamp/fr.po, line 9: headline is too long", "", "fr.po: headline is too long"),
        (
            "Nothing was changed since the last publication",
            "",
            "Nothing was changed since the last publication",
        ),
        ("fr: 2 texts were not translated anew", "", "fr: 2 texts were not translated anew"),
    ],
)
def test_a_sentence_leads_to_its_field(sentence: str, address: str, said: str) -> None:
    assert sentence_link(sentence) == (address, said)
