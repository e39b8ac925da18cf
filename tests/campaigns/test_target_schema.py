"""Fields of targets and letters: what is refused, with the remedy; and what a PO file holds of them."""

from pathlib import Path

import pytest

from tests.support.builders import an_edition
from tests.web.page.test_target_fields import OWN_WORDS, TARGETS, write
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.reader import read_campaign, read_schema

MISTAKES = [
    (TARGETS, 'email = ["minister@lamps.example"]\n', "", ""),
    (
        TARGETS,
        'email = ["minister@lamps.example"]',
        'email = ["minister@lamps.example", "minister@LAMPS.example"]',
        'has the e-mail address "minister@lamps.example" twice',
    ),
    (OWN_WORDS, 'salutation = "Excellency,"', "", "one for all without their own below [letter]"),
    (TARGETS, 'country = "FR"\nlanguages', "languages", "has an address without its country"),
    (TARGETS, 'notes = [{ channel = "post", text = "The mail room is closed." }]', "", "without the reason"),
    (TARGETS, 'post = "suspended"', 'post = "closed"', 'must be "suspended"'),
    (TARGETS, 'extension = "7"', 'extension = "x7"', "digits alone"),
    (TARGETS, '0100", extension', '0100 ext. 7", extension', "its extension twice"),
    (TARGETS, '"LampsTwo"', '"no name!"', "is not a name on X"),
    (TARGETS, "https://www.lamps.example", "http://www.lamps.example", '"https://"'),
    (
        TARGETS,
        'office = "Embassy of Lamps", address = ["9 Copy Street", "Copytown"]',
        'address = ["9 Copy Street"]',
        "who gets the copy",
    ),
    (OWN_WORDS, "locked = true", 'locked = "yes"', "true or false"),
    (OWN_WORDS, 'why = "It protects her."', 'why = "It\\nprotects"', "one plain line"),
]


@pytest.mark.parametrize(("block", "old", "new", "remedy"), MISTAKES)
def test_a_mistake_is_refused_with_its_remedy(
    tmp_path: Path, block: str, old: str, new: str, remedy: str
) -> None:
    assert old in block
    changed = block.replace(old, new, 1)
    path = write(tmp_path, "lamp", **({"targets": changed} if block is TARGETS else {"letter": changed}))
    if not remedy:
        assert read_campaign(read_folder(path.parent)).targets[0].email == ()
        return

    with pytest.raises(InvalidCampaign) as refused:
        read_campaign(read_folder(path.parent))

    assert remedy in str(refused.value)
    assert "Input should" not in str(refused.value)


def test_a_target_that_nothing_reaches_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "lamp", targets='\n[[targets]]\nid = "minister"\nname = "Max Muster"\n')

    with pytest.raises(InvalidCampaign, match="has no way to be reached"):
        read_campaign(read_folder(path.parent))


def test_a_letter_without_text_and_demands_is_refused(tmp_path: Path) -> None:
    targets = '\n[[targets]]\nid = "minister"\nname = "Max Muster"\nemail = ["m@lamps.example"]\n'
    path = write(tmp_path, "lamp", text="", letter='salutation = "Sir,"\n', targets=targets)

    with pytest.raises(InvalidCampaign, match=r"letter\.text is missing; add it, or write demands"):
        read_campaign(read_folder(path.parent))


def test_all_texts_of_the_new_fields_are_translated(tmp_path: Path) -> None:
    path = write(tmp_path, "lamp")
    source = read_folder(path.parent)

    messages = dict.fromkeys(list_messages(read_schema(source), "es"), "x")
    contexts = {context for context, _ in messages}
    assert {
        "letter.salutation", "letter.demands", "letter.demands.why", "targets.minister.demands",
        "targets.minister.phone.note", "targets.minister.forms.note", "targets.warden.office",
    } <= contexts  # fmt: skip
    translated = {key: f"[{key[1]}]" for key in messages}
    an_edition(path.parent, "es", translated)
    edition = read_campaign(read_folder(path.parent)).editions["es"]
    assert edition.offers_letter
    assert edition.text.targets["minister"].demands == ("[Open the ministry’s files.]",)
    assert edition.text.targets["minister"].salutation == "[Excellency,]"
    assert edition.text.targets["minister"].contact_notes
    assert edition.text.letter.locked[0].why == "[It protects her.]"


@pytest.mark.parametrize(
    "context", ["letter.salutation", "targets.minister.demands", "targets.minister.phone.note"]
)
def test_a_translation_of_a_new_field_keeps_its_rules(tmp_path: Path, context: str) -> None:
    path = write(tmp_path, "lamp")
    keys = list_messages(read_schema(read_folder(path.parent)), "es")
    an_edition(path.parent, "es", {key: "two\nlines" if key[0] == context else "palabras" for key in keys})

    with pytest.raises(InvalidCampaign, match="one plain line"):
        read_campaign(read_folder(path.parent))


def test_a_letter_of_its_own_language_needs_no_translation_into_that(tmp_path: Path) -> None:
    path = write(tmp_path, "lamp", letter=OWN_WORDS + 'language = "es"\n')
    schema = read_schema(read_folder(path.parent))
    into_spanish = {context for context, _ in list_messages(schema, "es")}
    into_english = {context for context, _ in list_messages(schema, "en")}

    assert "letter.text" not in into_spanish
    assert "headline" in into_spanish
    assert "letter.text" in into_english
    assert "headline" not in into_english
    an_edition(path.parent, "es", dict.fromkeys(list_messages(schema, "es"), "palabras"))
    an_edition(path.parent, "en", dict.fromkeys(list_messages(schema, "en"), "words"))
    campaign = read_campaign(read_folder(path.parent))
    assert [language.tag for language in campaign.letter_languages] == ["es", "en"]
    assert campaign.page_edition("es").text.headline == "palabras"
    assert campaign.page_edition("en").text.headline.startswith("Free")
