"""The screens of the glossary: terms added, changed and removed, files in and out."""

import csv
import io
from collections.abc import Callable

import pytest

from tests.desk.conftest import DeskWorld
from tests.support.desk_client import ADA, CLEO, DeskClient
from tests.support.page_client import Fetched
from webapp.campaigns import catalogues
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.person import Grant, Person, Role
from webapp.team.translating.term_files import FileProblem, UnreadableFile, from_file, to_csv, to_po
from webapp.team.translating.terms import Term, Terms

HERE = "/glossary/en/es"
TORTURE = {"term": "torture", "translation": "tortura", "note": "art. 1"}
SignIn = Callable[[Person | None], DeskClient]


@pytest.fixture
def terms(desk_database: DeskDatabase, desk_world: DeskWorld) -> Terms:
    """The service."""
    return Terms(desk_database, lambda: desk_world.moment)


def said(terms: Terms, language: str = "es") -> list[tuple[str, str, str]]:
    return [(each.term, each.translation, each.note) for each in terms.all("en", language)]


def upload(desk: DeskClient, content: bytes, name: str = "terms.csv", status: int = 200) -> Fetched:
    return desk.post(f"{HERE}/upload", {"file": (io.BytesIO(content), name)}, status=status)


def test_a_pair_of_languages_is_opened_by_its_tags(desk: DeskClient) -> None:
    empty = desk.get("/glossary")
    assert "No term is kept yet" in empty.words()

    opened = desk.get("/glossary?from=en&to=pt_br", status=303)

    assert opened.headers["Location"] == "/glossary/en/pt-BR"
    assert "Glossary: English to Portuguese (Brazil)" in desk.get("/glossary/en/pt-BR").words()


@pytest.mark.parametrize(
    "query", ["from=en&to=", "from=&to=es", "from=en&to=en", "from=en&to=%00", "from=xx-y&to=es"]
)
def test_a_language_that_nobody_knows_is_named(desk: DeskClient, query: str) -> None:
    page = desk.get(f"/glossary?{query}", status=422)

    assert page.all("p", id="to-problem") or page.all("p", id="from-problem")


@pytest.mark.parametrize(
    "path", ["/glossary/en/en", "/glossary/en/EN", "/glossary/en/zz-top", "/glossary/pt_br/es"]
)
def test_an_address_of_no_pair_is_not_found(desk: DeskClient, path: str) -> None:
    desk.get(path, status=404)
    desk.post(f"{path}/add", TORTURE, status=404)


def test_a_term_is_added_changed_and_removed(desk: DeskClient, terms: Terms) -> None:
    added = desk.post(f"{HERE}/add", TORTURE, status=303)
    page = desk.get(added.headers["Location"])
    assert "The term is kept." in page.words()
    assert said(terms) == [("torture", "tortura", "art. 1")]
    assert "1 term" in desk.get("/glossary").words()

    form = dict(desk.get(f"{HERE}/term?term=torture").form(f"{HERE}/change"))
    desk.post(f"{HERE}/change", form | {"translation": "la tortura"}, status=303)
    assert said(terms) == [("torture", "la tortura", "art. 1")]

    form = dict(desk.get(f"{HERE}/term?term=torture").form(f"{HERE}/change"))
    desk.post(f"{HERE}/remove", form, status=303)
    assert said(terms) == []
    desk.get(f"{HERE}/term?term=torture", status=404)


def test_what_was_typed_is_kept_when_it_is_refused(desk: DeskClient, terms: Terms) -> None:
    page = desk.post(f"{HERE}/add", {"term": "<b>torture</b>", "translation": "", "note": "n"}, status=422)

    assert (
        page.words(page.one("p", id="translation-problem")) == "Write how it is said in the other language."
    )
    assert page.one("input", id="term").get("value") == "<b>torture</b>"
    assert page.one("input", id="note").get("value") == "n"
    assert said(terms) == []


def test_two_who_change_a_term_at_once_lose_nothing(desk: DeskClient, terms: Terms) -> None:
    desk.post(f"{HERE}/add", TORTURE, status=303)
    form = dict(desk.get(f"{HERE}/term?term=torture").form(f"{HERE}/change"))
    terms.put(ADA, "en", "es", Term("torture", "otra"), replaces=Term(*TORTURE.values()))

    page = desk.post(f"{HERE}/change", form | {"translation": "mine"}, status=409)

    assert "otra" in page.words()
    assert page.one("input", id="translation").get("value") == "mine"
    desk.post(
        f"{HERE}/change", dict(page.form(f"{HERE}/change")), status=303
    )  # pressed again, having seen it
    assert said(terms) == [("torture", "mine", "art. 1")]
    terms.remove(ADA, "en", "es", Term("torture", "mine", "art. 1"))
    gone = desk.post(f"{HERE}/change", form | {"translation": "mine"}, status=409)
    assert gone.one("input", id="translation").get("value") == "mine"


def test_who_does_not_translate_the_language_reads_alone(sign_in: SignIn, desk: DeskClient) -> None:
    desk.post(f"{HERE}/add", TORTURE, status=303)
    translator = sign_in(CLEO)

    page = translator.get(HERE)
    assert "tortura" in page.words()
    assert page.all("form", action=f"{HERE}/add") == []
    for action in ("add", "change", "remove", "upload"):
        translator.post(f"{HERE}/{action}", TORTURE, status=403)
    translator.post("/glossary/en/fr/add", TORTURE, status=303)


def test_who_has_roles_for_some_campaigns_alone_reads_what_serves_all(
    sign_in: SignIn, desk: DeskClient, desk_world: DeskWorld
) -> None:
    desk.post(f"{HERE}/add", TORTURE, status=303)
    person = Person("person-ivy-example", "Ivy Example", (Grant(Role.COORDINATOR, frozenset({"lamp"})),))
    desk_world.sessions.people[person.id] = person
    coordinator = sign_in(person)

    page = coordinator.get(HERE)
    assert "tortura" in page.words()
    assert "These terms serve all campaigns." in page.words()
    assert page.all("form", action=f"{HERE}/add") == []
    for action in ("add", "change", "remove", "upload"):
        coordinator.post(f"{HERE}/{action}", TORTURE, status=403)


def test_the_files_come_back_as_they_were(desk: DeskClient, terms: Terms) -> None:
    wild = Term("=2+3", '@"comillas", y más', "-note\twith a tab")
    for each in (wild, Term("torture", "tortura; tormento"), Term("'quoted", "x")):
        terms.put(ADA, "en", "es", each)
    before = said(terms)
    table = desk.get(f"{HERE}/glossary.csv")
    po = desk.get(f"{HERE}/glossary.po")
    assert "glossary-es.csv" in table.headers["Content-Disposition"]
    assert "glossary-es.po" in po.headers["Content-Disposition"]
    for each in terms.all("en", "es"):
        terms.remove(ADA, "en", "es", each)

    took = upload(desk, table.response.get_data())
    assert "3 terms are new." in took.words()
    assert said(terms) == before
    again = upload(desk, po.response.get_data(), "glossary-es.po")
    assert "3 terms were there already." in again.words()
    assert said(terms) == before


def test_no_cell_of_the_table_is_a_formula() -> None:
    terms = (Term("=1+1", "+x", "-y"), Term("@z", "\u2212x", "\uff1d1\uff0b1"))
    table = to_csv(terms)

    rows = [*csv.reader(io.StringIO(table.decode("utf-8-sig")))]
    assert rows[1:] == [["'=1+1", "'+x", "'-y"], ["'@z", "\u2212x", "'\uff1d1\uff0b1"]]
    assert from_file(table) == terms


def test_no_cell_of_the_table_is_parted_into_a_formula() -> None:
    term = Term("a;=1+1", "b;-2", "c;d; e")
    content = to_csv((term,))
    table = content.decode("utf-8-sig")

    for separator in ",;\t":  # that of the language which a spreadsheet is set to
        cells = [cell for row in csv.reader(io.StringIO(table), delimiter=separator) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "-"))]
    assert from_file(content) == (term,)


def test_the_po_file_is_one_for_gettext() -> None:
    entries = catalogues.read(to_po((Term("a\\b", 'c"d', "a note"),), "es"))

    assert [(each.id, each.strings, each.comments) for each in entries[1:]] == [("a\\b", ['c"d'], ["a note"])]
    assert "Language: es" in entries[0].strings[0]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_of_spreadsheets_are_read(separator: str) -> None:
    lines = ("Term|Translation|Note", "a|b|c", "||", "d|e", "f|")
    text = "".join(f"{each}\r\n" for each in lines).replace("|", separator)

    assert from_file(text.encode("utf-8-sig")) == (Term("a", "b", "c"), Term("d", "e"))


BROKEN = [
    (b"", FileProblem.NONE),
    (b"x" * 1_000_001, FileProblem.TOO_LARGE),
    ("term,translation\n\u00e9,b".encode("latin-1"), FileProblem.NOT_UTF8),
    (b"\xff\xfet\x00e\x00", FileProblem.NOT_UTF8),
    (b"a,b\nc,d", FileProblem.NO_COLUMNS),
    (b"\n\n", FileProblem.NO_COLUMNS),
    (b'term,translation\n"a', FileProblem.BROKEN),
    (b'msgid "a"\nmsgst "b"', FileProblem.BROKEN),
]


@pytest.mark.parametrize(("content", "problem"), BROKEN)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    desk: DeskClient, terms: Terms, content: bytes, problem: FileProblem
) -> None:
    with pytest.raises(UnreadableFile) as unreadable:
        from_file(content)
    assert unreadable.value.problem is problem
    if problem is not FileProblem.TOO_LARGE:  # the test's client would leave its file open
        page = upload(desk, content, status=422)
        assert page.words(page.one("p", id="file-problem"))
    assert said(terms) == []


def test_a_file_with_a_term_that_is_too_long_names_it(desk: DeskClient, terms: Terms) -> None:
    page = upload(desk, b"term,translation\ngood,bueno\n" + b"x" * 201 + b",y\n", status=422)

    assert "It is too long" in page.words(page.one("p", id="file-problem"))
    assert said(terms) == []
