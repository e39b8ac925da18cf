"""What is printed of a campaign: the country once, and glyphs for each field."""

from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder, an_edition
from webapp.campaigns import checks
from webapp.campaigns.country_names import names_country, without_country

NAMES = [
    ("US", "United States of America"), ("US", "UNITED STATES"), ("US", "U.S.A."), ("US", "usa"),
    ("US", "The United States"), ("US", "Vereinigte Staaten"), ("US", "Etats-Unis"),
    ("US", "ÉTATS-UNIS"), ("US", "Соединенные Штаты"), ("US", "США"), ("US", "الولايات المتحدة"),
    ("US", "アメリカ合衆国"), ("GB", "UK"), ("GB", "England"), ("GB", "Royaume-Uni"),
    ("RU", "Russian Federation"), ("RU", "РОССИЯ"), ("TR", "Türkiye"), ("TR", "Turkiye"),
    ("CI", "Côte d’Ivoire"), ("MX", "MÉXICO"), ("IN", "भारत"), ("GR", "Ελλάδα"), ("GR", "ΕΛΛΑΔΑ"),
    ("DE", "Deutschland."), ("NL", "the netherlands"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "line"), NAMES)
def test_a_country_is_known_by_its_names_in_any_language(country: str, line: str) -> None:
    assert names_country(line, country)


@pytest.mark.parametrize(
    ("country", "line"),
    [("US", "Nightfall 10001"), ("US", "Georgia"), ("US", "Mexico"), ("SG", "Singapore"),
     ("LU", "Luxembourg"),
     ("US", "States"), ("US", ""), ("FR", "1 Rue de France"), ("US", "United States 20007")],
)  # fmt: skip
def test_a_place_is_no_country(country: str, line: str) -> None:
    assert not names_country(line, country)


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        (["1 Wick Street,", "Lampville 10001,", "United States"], ("1 Wick Street,", "Lampville 10001")),
        (["1 Wick Street", "Lampville 10001, USA"], ("1 Wick Street", "Lampville 10001")),
        (["1 Wick Street", "Lampville, Georgia"], ("1 Wick Street", "Lampville, Georgia")),
        (["United States"], ("United States",)),  # else there would be no address
    ],
)
def test_the_country_is_taken_off_the_end_of_an_address(lines: list[str], printed: tuple[str, ...]) -> None:
    assert without_country(lines, "US") == printed


def test_a_country_in_the_address_is_printed_once_and_the_team_is_told(tmp_path: Path) -> None:
    path = a_campaign_folder(tmp_path) / "campaign.toml"
    path.write_text(path.read_text().replace('"Lampville"]', '"Lampville", "France"]', 1))

    result = checks.check(path.parent)

    assert result.campaign is not None
    assert result.campaign.targets[0].locality_lines == ("1 Wick Street", "Lampville")
    assert result.campaign.targets[0].address.lines[-1] == "Lampville"
    _contact, remark = checks.remarks(result)
    assert remark.startswith('targets[1].address ends with the country, "France"; it is printed once')


FIELDS = [
    ('name = "Max Muster"', "the address of minister"),
    ('title = "Minister of Lamps"', "the address of minister"),
    ('"1 Wick Street"', "the address of minister"),
    ('salutation = "Dear Minister,"', "en: the salutation of minister"),
    ('subject = "Ada Example"', "en: letter.subject"),
    ("She lit a lamp.", "en: letter.text"),
    ('closing = "Yours sincerely,"', "en: letter.closing"),
    ('headline = "Free the keeper of the lighthouse"', "en: headline"),
]


@pytest.mark.parametrize(("text", "field"), FIELDS)
def test_a_printed_field_without_glyphs_is_named(tmp_path: Path, text: str, field: str) -> None:
    path = a_campaign_folder(tmp_path) / "campaign.toml"
    toml = path.read_text()
    assert text in toml
    path.write_text(toml.replace(text, text[:-2] + "ক" + text[-2:], 1), encoding="utf-8")

    found = checks.remarks(checks.check(path.parent))

    wanted = "would be printed with empty boxes: our fonts do not have ক (U+0995)"
    assert f"{field} {wanted}" in found


def with_contact(folder: Path) -> Path:
    """Add where supporters reach the campaign team."""
    path = folder / "campaign.toml"
    path.write_text(f'contact = "office@lamps.example"\n{path.read_text("utf-8")}', encoding="utf-8")
    return folder


def test_a_campaign_without_a_contact_is_told_so(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)

    (remark,) = checks.remarks(checks.check(folder))

    assert remark.startswith("contact is missing, so the page cannot say how to reach the campaign team")
    assert 'contact = "office@example.org"' in remark
    assert checks.remarks(checks.check(with_contact(folder))) == ()


@pytest.mark.parametrize(
    ("name", "header", "is_told"),
    [
        ("es.po", "Language: de", True),
        ("es.po", "Language: es", False),
        ("es.po", "Language: es_MX", False),
        ("es.po", "Language: ES", False),
        ("pt-BR.po", "Language: pt", False),
        ("sr-Latn.po", "Language: sr@latin", False),
        ("es.po", "Language:", False),
        ("es.po", "Language: Spanish", False),
        ("es.po", "Language-Team: de", False),
    ],
)
def test_a_po_file_of_another_language_than_its_name_is_told(
    tmp_path: Path, name: str, header: str, is_told: bool
) -> None:
    folder = with_contact(a_campaign_folder(tmp_path))
    path = an_edition(folder, name.removesuffix(".po"), {("letter.subject", "Ada Example"): "Ada"})
    path.write_text(path.read_text("utf-8").replace('msgstr "', f'msgstr "{header}\\n', 1), encoding="utf-8")

    found = checks.remarks(checks.check(folder))

    advice = "rename the file, or correct the line Language: in its header"
    told = f'{name} says in its header that its language is another one, "de"; {advice}'
    assert found == ((told,) if is_told else ())


def test_a_campaign_that_can_be_printed_needs_no_remark(tmp_path: Path) -> None:
    folder = with_contact(a_campaign_folder(tmp_path))
    an_edition(folder, "es", {("letter.subject", "Ada Example"): "Ada Ejemplo"})

    assert checks.remarks(checks.check(folder)) == ()
    (folder / "campaign.toml").unlink()
    assert checks.remarks(checks.check(folder)) == ()
