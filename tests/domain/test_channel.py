"""Channels: each has labels of its own, and an unknown one has none."""

from dataclasses import fields

import pytest

from webapp.campaigns import catalogues
from webapp.domain.channel import Channel, ChannelLabels
from webapp.settings import ROOT


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_a_noun_and_a_sentence_that_no_other_has(channel: Channel) -> None:
    others = [other.labels for other in Channel if other is not channel]

    assert channel.labels.noun.text
    assert channel.labels.done.text
    assert channel.labels.noun not in [labels.noun for labels in others]
    assert channel.labels.done not in [labels.done for labels in others]


@pytest.mark.parametrize("channel", Channel)
def test_every_label_is_in_the_catalogues(channel: Channel) -> None:
    catalogue = catalogues.parse((ROOT / "translations" / "messages.pot").read_bytes(), "en")
    labels = {getattr(channel.labels, field.name) for field in fields(ChannelLabels)} - {None}
    keys = {("", label) if isinstance(label, str) else (label.context, label.text) for label in labels}

    assert keys <= {(message.context or "", message.id) for message in catalogue}


def test_an_unknown_channel_is_an_error_and_no_other_channel() -> None:
    with pytest.raises(ValueError, match="pigeon"):
        Channel("pigeon")
