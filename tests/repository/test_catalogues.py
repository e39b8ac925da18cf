"""Every catalogue is whole, sound and up to date: a language that is offered is offered to its full depth."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import decimal

import pytest
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from tests.repository import catalogues
from tests.repository.catalogues import (
    PLACEHOLDER,
    forms,
    key,
    messages,
    numbers_of_each_form,
    read,
    sources,
    tag_of,
)
from tests.repository.checkout import ROOT, files, name
from webapp.campaigns import message_states
from webapp.campaigns.folder import read_folder
from webapp.campaigns.po_renewal import template
from webapp.campaigns.reader import read_schema
from webapp.campaigns.renewals import TEMPLATE_FILE

ALL = catalogues.all_paths()
INTERFACE = files("translations/*.po")
LANGUAGES = {"ar", "es", "ru"}
"""Those that a change brings its words in, besides English. The others follow before a release, and are not
offered until then if they lack a message: tests/web/http/test_shipped_languages.py."""
FIRST = [path for path in ALL if path.name == "desk.po" or path not in INTERFACE or tag_of(path) in LANGUAGES]

WITHOUT_THE_NUMBER = {
    # A form for several numbers that may leave the number out, and why.
    "One letter with its address, ready to print, sign and post. The marks at its edge show where to fold it "
    "for a window envelope.": "at most twelve targets, never 21",
}

COUNTED_IN_DIGITS = {"ja", "ko"}
"""Languages that write "one letter" and "seven years" with a digit before the counter."""

every_catalogue = pytest.mark.parametrize("path", ALL, ids=name)


def test_the_interface_and_each_campaign_speak_all_our_languages() -> None:
    folders = [path.parent for path in files("campaigns/[a-z]*/campaign.toml")]

    assert {tag_of(path) for path in INTERFACE} >= LANGUAGES
    assert folders
    for folder in folders:
        assert {tag_of(path) for path in ALL if path.parent == folder} >= LANGUAGES, folder.name


@pytest.mark.parametrize("path", FIRST, ids=name)
def test_every_message_is_translated_in_every_form_and_none_is_fuzzy(path: Path) -> None:
    catalogue = catalogues.read(path)
    found = messages(catalogue)

    assert found
    assert not catalogue.fuzzy
    assert not [key(message) for message in found if message.fuzzy]
    assert not [key(message) for message in found if not all(form.strip() for form in forms(message))]
    assert not [
        key(message)
        for message in found
        if message.pluralizable and len(forms(message)) != catalogue.num_plurals
    ]


def test_the_set_up_for_weblate_holds_every_catalogue() -> None:
    words = (ROOT / "docs" / "translating.md").read_text()
    rows = re.findall(r"^\| [^|]+ \| `([^`]+\.po)` \| `([^`]+\.pot)` \|", words, re.MULTILINE)
    found = {path: pot for mask, pot in rows for path in ROOT.glob(mask)}

    assert {*found} == {*files("translations/*.po", "campaigns/*.po")}
    for path, pot in found.items():
        assert {*map(key, messages(read(path)))} == {*map(key, messages(read(ROOT / pot)))}, path


@pytest.mark.parametrize(("table", "domains"), [("page", ("messages", "rest")), ("desk", ("desk",))])
def test_a_template_says_what_stands_in_each_placeholder_and_where(
    table: str, domains: tuple[str, ...]
) -> None:
    explained = tomllib.loads((ROOT / "translations" / "placeholders.toml").read_text())[table]
    there: set[str] = set()
    for domain in domains:
        for message in messages(read(ROOT / "translations" / f"{domain}.pot")):
            names = {name for source in sources(message) for name in re.findall(r"%\((\w+)\)s", source)}
            comments = " ".join(message.auto_comments)  # a long one has several lines
            assert all(f"%({one})s: {explained[one]}" in comments for one in names), message.id
            assert message.locations, message.id
            there |= names
    assert there == set(explained)


def test_the_template_of_a_campaign_is_as_its_source() -> None:
    for path in files("campaigns/[a-z]*/campaign.toml"):
        source = read_folder(path.parent)

        assert (path.parent / TEMPLATE_FILE).read_bytes() == template(read_schema(source), source.slug)


@every_catalogue
def test_nothing_is_kept_that_is_no_longer_said(path: Path) -> None:
    assert not catalogues.read(path).obsolete
    assert "\n# |" not in path.read_text(encoding="utf-8")  # a previous message that Babel took for a comment


@every_catalogue
def test_babel_finds_no_fault(path: Path) -> None:
    found = [
        (key(message), [str(why) for why in errors]) for message, errors in catalogues.read(path).check()
    ]

    assert not found


@every_catalogue
def test_the_plural_rule_is_the_language_s_own(path: Path) -> None:
    header = re.search(r"Plural-Forms: (.*?);?\\n", path.read_text(encoding="utf-8"))

    assert header
    assert header.group(1) == get_plural(tag_of(path).replace("-", "_")).plural_forms.rstrip(";")


@every_catalogue
def test_the_header_says_who_has_read_it(path: Path) -> None:
    assert re.search(r"(?m)^#?\s*Reviewed by: \S", catalogues.read(path).header_comment)


@every_catalogue
def test_no_message_holds_markup(path: Path) -> None:
    markup = re.compile(r"</?[a-zA-Z][^>]*>|&#?\w+;")

    assert not [
        key(message)
        for message in messages(catalogues.read(path))
        if any(markup.search(text) for text in (*sources(message), *forms(message)))
    ]


@every_catalogue
def test_no_translation_has_a_space_at_an_end_where_the_source_has_none(path: Path) -> None:
    assert not [key(message) for message in messages(catalogues.read(path)) if stray_space(message)]


def stray_space(message: Message) -> bool:
    """Tell whether a form begins or ends with white space that the source lacks there."""
    source = sources(message)[0]
    return any(
        (form[:1].isspace() and not source[:1].isspace())
        or (form[-1:].isspace() and not source[-1:].isspace())
        for form in forms(message)
    )


@every_catalogue
def test_no_translation_drops_what_is_filled_in(path: Path) -> None:
    """Babel refuses a placeholder that is unknown, not one that is missing."""
    assert not [
        key(message)
        for message in messages(catalogues.read(path))
        if not message.pluralizable and filled_in(message.id) != filled_in(message.string)
    ]


@every_catalogue
def test_a_translation_keeps_every_number(path: Path) -> None:
    """A date, an article, an age: what is in digits stays so and stays right."""
    assert not [
        (key(message), form)
        for message in messages(catalogues.read(path))
        for form in forms(message)
        if not has_its_numbers(form, sources(message)[0], tag_of(path))
    ]


def has_its_numbers(form: str, source: str, tag: str) -> bool:
    """Tell whether a translation has the numbers of its source, and no others."""
    found, wanted = Counter(numbers(form)), Counter(numbers(source))
    further = found - wanted
    return wanted <= found and (not further or (tag in COUNTED_IN_DIGITS and max(map(len, further)) == 1))


def numbers(text: str) -> list[str]:
    """List the numbers of a text, whatever digits its language writes them in.

    The number of a month is left out: elsewhere it is a name ("May 8" is 5月8日).
    """
    text = re.sub(r"\d{1,2}(?=\s?[月월])", "", text)
    plain = "".join(str(decimal(one)) if one.isdecimal() else one for one in text.replace("٫", "."))
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", plain))


@every_catalogue
def test_a_plural_form_that_speaks_for_several_numbers_names_the_number(path: Path) -> None:
    """Arabic may say "two actions" in one word; Russian's first form is for 21 and 31, too."""
    catalogue = catalogues.read(path)
    numbers = numbers_of_each_form(catalogue)

    assert not [
        (key(message), place)
        for message in messages(catalogue)
        if message.pluralizable and message.id[0] not in WITHOUT_THE_NUMBER
        for place, form in enumerate(message.string)
        if len(numbers[place]) > 1 and filled_in(form) != filled_in(message.id[1])
    ]


def filled_in(text: str) -> set[str]:
    """Name the placeholders of a text."""
    return set(PLACEHOLDER.findall(text))


def test_every_allowance_is_still_needed() -> None:
    said = {key(message)[1][0] for path in INTERFACE for message in messages(catalogues.read(path))}

    assert said >= set(WITHOUT_THE_NUMBER)


@cache
def extracted(domain: str) -> set[catalogues.Key]:
    """Return what the code and the templates of an app say now, extracted as `make messages` does it."""
    tool = (ROOT / "tools" / "messages").read_text(encoding="utf-8")
    (line,) = (line for line in tool.splitlines() if " extract " in line)
    options = shlex.split(line.split(" extract ", 1)[1].replace("$domain", domain))
    pybabel = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract"]
    with TemporaryDirectory() as folder:
        target = Path(folder) / "found.pot"
        options[options.index("-o") + 1] = str(target)
        subprocess.run([*pybabel, *options], cwd=ROOT, check=True, capture_output=True)
        with target.open("rb") as stream:
            return {key(message) for message in messages(read_po(stream))}


@pytest.mark.parametrize("path", [*INTERFACE, *files("translations/*.pot")], ids=name)
def test_the_interface_s_catalogues_are_current(path: Path) -> None:
    with path.open("rb") as stream:
        kept = {key(message) for message in messages(read_po(stream))}

    said = extracted(path.stem)
    assert said - kept == set(), "said by the app and not in the catalogue: run `make messages`"
    assert kept - said == set(), "in the catalogue and no longer said: run `make messages`"


@pytest.mark.parametrize("path", files("campaigns/*.po"), ids=name)
def test_a_campaign_s_editions_are_current(path: Path) -> None:
    wanted = set(message_states.list_messages(read_schema(read_folder(path.parent))))
    kept = {key(message) for message in messages(catalogues.read(path))}

    assert kept == wanted, f"renew it: `appeal edition {name(path.parent)} {path.stem}`"
