"""Builders of what tests are about. All persons, offices and addresses are plainly invented."""

from datetime import date
from pathlib import Path

from webapp.domain.address import PostalAddress
from webapp.domain.language import Language
from webapp.domain.letter import Draft, Letter
from webapp.domain.target import Target

CAMPAIGN = """\
reference = "1.99"
language = "{language}"
country = "FR"
{deadline}
after_deadline = "{after_deadline}"
languages = ["es", "{language}"]
headline = "Free the keeper of the lighthouse"
summary = "Ada Example was locked up for lighting a lamp."
instructions = ["Write a letter.", "Tell us."]
background = \"\"\"
The lamp was blue.

It burned all night.
\"\"\"

[person]
name = "Ada Example"
pronouns = "she/her"

[letter]
subject = "Ada Example"
text = \"\"\"
Please release Ada Example.

She lit a lamp.
\"\"\"
closing = "Yours sincerely,"

[[targets]]
id = "minister"
office = "Ministry of Lamps"
name = "Max Muster"
title = "Minister of Lamps"
address = ["1 Wick Street", "Lampville"]
country = "FR"
email = ["minister@lamps.example"]
salutation = "Dear Minister,"
notes = ["Answers on Mondays."]

[[targets]]
id = "warden"
office = "House of Shutters"
name = "Wanda Warden"
title = "Warden"
address = ["2 Bolt Road", "Lampville"]
country = "FR"
salutation = "Dear Warden,"
notes = [{{ channel = "post", text = "The post is slow there." }}]
"""


REACHABLE = """\
copies = ["office@lamps.example"]
phone = ["+1 202 555 0100"]
fax = ["+1 202 555 0101", "+1 202 555 0102"]
social.x = "LampMinister"
social.bluesky = "lamps.example"
social.mastodon = "lamps@social.example"
social.facebook = "LampMinister"
social.whatsapp = "+1 202 555 0103"
social.telegram = "LampMinister"
"""
CLOSING = 'closing = "Yours sincerely,"\n'
SHORT_WORDS = """\
demands = ["Release Ada Example.", "Light the lamp again."]
card = "Please release Ada Example at once."
post = "Ada Example lit a lamp. Release her!"
"""


def a_campaign_folder(
    root: Path,
    slug: str = "lamp",
    deadline: str = "2030-05-08",
    after_deadline: str = "warn",
    language: str = "en",
) -> Path:
    """Write a campaign folder; an empty deadline means that none is given."""
    folder = root / slug
    folder.mkdir(parents=True, exist_ok=True)
    line = f"deadline = {deadline}" if deadline else ""
    (folder / "campaign.toml").write_text(
        CAMPAIGN.format(deadline=line, after_deadline=after_deadline, language=language), encoding="utf-8"
    )
    return folder


def a_reachable_campaign_folder(root: Path, slug: str = "beacon") -> Path:
    """Write a campaign folder whose first target has every channel."""
    folder = a_campaign_folder(root, slug, deadline="2999-01-01")
    path = folder / "campaign.toml"
    toml = path.read_text(encoding="utf-8")
    toml = toml.replace(
        'email = ["minister@lamps.example"]\n', 'email = ["minister@lamps.example"]\n' + REACHABLE
    )
    toml = toml.replace('closing = "Yours sincerely,"\n', 'closing = "Yours sincerely,"\n' + SHORT_WORDS)
    path.write_text('hashtags = ["FreeAda"]\n' + toml, encoding="utf-8")
    return folder


def a_campaign_with_targets(root: Path, number: int, slug: str = "many") -> Path:
    """Write a campaign folder with that many targets, each of which has several channels."""
    folder = a_campaign_folder(root, slug, deadline="2999-01-01")
    path = folder / "campaign.toml"
    before = path.read_text(encoding="utf-8").partition("[[targets]]")[0]
    path.write_text(
        before
        + "\n".join(
            f"""\
[[targets]]
id = "member-{each}"
name = "Member {each} Example"
title = "Member of the Council of Lamps for the district {each}"
address = ["{each} Wick Street", "Lampville"]
country = "FR"
email = ["member-{each}@lamps.example"]
phone = ["+1 202 555 {100 + each:04}"]
social = {{ x = "Member{each}Lamps" }}
salutation = "Dear Member,"
"""
            for each in range(1, number + 1)
        ),
        encoding="utf-8",
    )
    return folder


MISSIONS = """\
country,name,language,address,e-mail,phone,checked_on,source
DE,Embassy of Lamps in Berlin,en,"Lampenallee 1 / 10117 Berlin",berlin@lamps.example,+49 30 2291110,2026-11-29,https://lamps.example/berlin
JP,灯台大使館,ja,"東京都港区麻布台 2-1-1",,,2026-11-29,https://lamps.example/tokyo
IE,Embassy of Lamps in Dublin,en,,dublin@lamps.example / visa@lamps.example,,2026-11-29,https://lamps.example/dublin
CL,,,,,,2026-11-29,https://lamps.example/nowhere
"""
EMBASSY = """
[[targets]]
id = "ambassador"
office = "Embassy of Lamps in Paris"
name = "Nina Named"
title = "Ambassador"
address = ["3 rue des Lampes", "75001 Paris"]
country = "FR"
missions_of = "LI"
email = ["paris@lamps.example"]
copies = ["copies@lamps.example"]
fax = ["+1 202 555 0101"]
forms = ["https://www.lamps.example/paris"]
social.x = "LampsParis"
languages = ["fr"]
demands = ["Tell your government."]
salutation = "Dear Ambassador Nina Named,"
notes = ["Ring twice."]
"""


def an_embassy_folder(root: Path, missions: str = MISSIONS, slug: str = "lamp") -> Path:
    """Write a campaign folder with a third target that stands for the embassies of a state."""
    folder = a_campaign_folder(root, slug, deadline="2999-01-01")
    path = folder / "campaign.toml"
    toml = path.read_text(encoding="utf-8").replace(CLOSING, f'{CLOSING}salutation = "Your Excellency,"\n')
    path.write_text(toml + EMBASSY, encoding="utf-8")
    (folder / "missions-LI.csv").write_text(missions, encoding="utf-8")
    return folder


CHANNEL_LINES = {
    "post": 'address = ["1 Wick Street", "Lampville"]\ncountry = "FR"\n',
    "email": 'email = ["lamps@lamps.example"]\n',
    "form": 'forms = ["https://www.lamps.example/write"]\n',
    "fax": 'fax = ["+1 202 555 0101"]\n',
    "call": 'phone = ["+1 202 555 0100"]\n',
    "social": 'social.x = "LampMinister"\n',
}
"""What a target has for each channel."""


def a_campaign_reached_by(root: Path, channels: tuple[str, ...], number: int, slug: str = "reached") -> Path:
    """Write a campaign folder with that many targets, each of which these channels reach."""
    folder = a_campaign_folder(root, slug, deadline="2999-01-01")
    path = folder / "campaign.toml"
    before = path.read_text(encoding="utf-8").partition("[[targets]]")[0]
    lines = "".join(CHANNEL_LINES[channel] for channel in channels)
    targets = (
        f'[[targets]]\nid = "member-{each}"\nname = "Member {each} Example"\nsalutation = "Dear Member,"\n'
        for each in range(1, number + 1)
    )
    path.write_text(
        before.replace(CLOSING, CLOSING + SHORT_WORDS) + "\n".join(each + lines for each in targets),
        encoding="utf-8",
    )
    return folder


FORM_LINKS = ("https://www.lamps.example/write-to-us?to=minister&lang=en", "https://forms.example:8443/lamps")


def add_forms(folder: Path, links: tuple[str, ...] = FORM_LINKS) -> Path:
    """Add web forms, and a note about them, to the first target of a campaign folder."""
    path = folder / "campaign.toml"
    email = 'email = ["minister@lamps.example"]'
    note = '{ channel = "form", text = "The form takes 2,000 characters." }'
    toml = path.read_text(encoding="utf-8").replace(
        email, f"{email}\nforms = {list(links)}".replace("'", '"')
    )
    path.write_text(
        toml.replace('["Answers on Mondays."]', f'["Answers on Mondays.", {note}]'), encoding="utf-8"
    )
    return folder


OUTCOME = '[outcome]\nkind = "{kind}"\ndate = 2030-04-20\ntext = """\nThe lamp is lit.\n\nAda is home.\n"""\n'


def add_outcome(folder: Path, kind: str) -> Path:
    """Add what came of the case to a campaign folder."""
    path = folder / "campaign.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{OUTCOME.format(kind=kind)}", encoding="utf-8")
    return folder


def an_edition(folder: Path, tag: str, messages: dict[tuple[str, str], str], fuzzy: str = "") -> Path:
    """Write a PO file with the given translations; the context named in `fuzzy` is marked so."""
    blocks = ['# Reviewed by: nobody yet\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n']
    for (context, source), translation in messages.items():
        mark = "#, fuzzy\n" if context == fuzzy else ""
        blocks.append(
            f'{mark}msgctxt "{context}"\nmsgid "{_quoted(source)}"\nmsgstr "{_quoted(translation)}"\n'
        )
    path = folder / f"{tag}.po"
    path.write_text("\n".join(blocks), encoding="utf-8")
    return path


def a_target(**changes: object) -> Target:
    """Make a target with an e-mail address."""
    values: dict[str, object] = {
        "id": "minister",
        "office": "Ministry of Lamps",
        "name": "Max Muster",
        "title": "Minister of Lamps",
        "address": PostalAddress(("Ministry of Lamps", "Max Muster", "1 Wick Street", "Lampville")),
        "locality_lines": ("1 Wick Street", "Lampville"),
        "country": "FR",
        "email": ("minister@lamps.example",),
    }
    return Target(**(values | changes))  # type: ignore[arg-type]


def a_letter(**changes: object) -> Letter:
    """Make a letter in English to the minister."""
    values: dict[str, object] = {
        "target": a_target(),
        "language": Language("en"),
        "subject": "Ada Example",
        "salutation": "Dear Minister,",
        "paragraphs": ("Please release Ada Example.", "She lit a lamp."),
        "closing": "Yours sincerely,",
        "sender_name": "",
        "sender_address": (),
        "day": date(2030, 1, 2),
    }
    return Letter(**(values | changes))  # type: ignore[arg-type]


def a_draft(**changes: object) -> Draft:
    """Make a draft of the suggested letter of the lamp campaign."""
    values: dict[str, object] = {
        "language": Language("en"),
        "to": ("minister", "warden"),
        "salutations": {"minister": "Dear Minister,", "warden": "Dear Warden,"},
        "text": "Please release Ada Example.\n\nShe lit a lamp.",
        "closing": "Yours sincerely,",
        "card": "Ada Example",
    }
    return Draft(**(values | changes))  # type: ignore[arg-type]


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
