"""The one client of the web tests: it checks every page and every part that any test fetches."""

import re
from collections import Counter
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import html_documents
from webapp.domain.language import Language
from webapp.web.http.security import HEADERS, OF_PAGES

HTMX = {"HX-Request": "true"}
KNOWN_PAGES = 40
"""So many of the last pages and parts are not parsed and checked again: many tests fetch the same ones."""


class PageClient:
    """Fetches as a plain browser or as htmx does, and holds each answer to the house's rules."""

    def __init__(self, flask: FlaskClient) -> None:
        self._flask = flask

    def get(self, path: str, *, htmx: bool = False, status: int = 200, **more: Any) -> "Fetched":
        """Fetch an address."""
        return self._checked(self._flask.get(path, headers=_headers(more, htmx), **more), status, htmx)

    def post(
        self, path: str, data: Any = None, *, htmx: bool = False, status: int = 200, **more: Any
    ) -> "Fetched":
        """Send a form."""
        response = self._flask.post(path, data=data or {}, headers=_headers(more, htmx), **more)
        fetched = self._checked(response, status, htmx)
        assert response.headers["Cache-Control"] == "no-store"
        return fetched

    def _checked(self, response: TestResponse, status: int, htmx: bool) -> "Fetched":
        assert response.status_code == status, response.get_data(as_text=True)[:600]
        assert "Set-Cookie" not in response.headers
        is_file = response.request.path.startswith("/static/") and status < 400
        for name in HEADERS:
            assert (name in response.headers) is not (is_file and name in OF_PAGES), name
        fetched = Fetched(response)
        if response.mimetype == "text/html" and not 300 <= status < 400:
            if htmx:
                check_part(fetched)
            else:
                check_page(fetched)
        return fetched


class Fetched:
    """An answer, and its document where it is one."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.headers = response.headers
        self.body = response.get_data()
        self.text = (
            response.get_data(as_text=True)
            if (response.mimetype or "").startswith(("text/", "application/json"))
            else ""
        )
        self._root: Element | None = None

    @property
    def source(self) -> str:
        """The document's text; a part is wrapped as htmx does it."""
        return self.text if self.text.lstrip().startswith("<!doctype") else _wrapped(self.text)

    @property
    def root(self) -> Element:
        """The document, parsed strictly. Other tests may have the same: change nothing in it."""
        if self._root is None:
            self._root = _parsed(self.source)
        return self._root

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Find elements by tag and attributes (`class_` for class, `_` for `-`)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.root.iter(tag)
            if all(one.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """Find the only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def words(self, element: Element | None = None) -> str:
        """Return the text of an element, or of the page, white space folded."""
        return " ".join("".join((self.root if element is None else element).itertext()).split())

    def by_id(self, name: str) -> Element:
        """Find an element by its id."""
        return next(one for one in self.root.iter() if one.get("id") == name)

    def form(self, action: str) -> list[tuple[str, str]]:
        """Return what a browser would send of the form with this action, as it stands."""
        form = next(one for one in self.root.iter("form") if one.get("action") == action)
        return [pair for field in form.iter() for pair in _sent(field)]


@lru_cache(KNOWN_PAGES)
def _parsed(source: str) -> Element:
    return html_documents.parse(source)


def check_page(page: Fetched) -> None:
    """Hold a whole page to the rules."""
    _check_page(page.source)


@lru_cache(KNOWN_PAGES)
def _check_page(source: str) -> None:
    root = _parsed(source)
    html = root if root.tag == "html" else next(root.iter("html"))
    (heading,) = root.iter("h1")
    title = next(root.iter("title")).text or ""
    assert html.get("lang")
    assert html.get("dir") in ("ltr", "rtl")
    assert html.get("data-script")
    assert title.startswith((heading.text or "").strip()), (title, heading.text)
    _check_elements(root)
    ids = {one.get("id") for one in root.iter()}
    for label in root.iter("label"):
        assert label.get("for") in ids, label.get("for")
    for form in root.iter("form"):
        assert form.get("action")
    for link in root.iter("a"):
        target = link.get("href", "")
        assert not target.startswith("#") or target[1:] in ids, target


def check_part(part: Fetched) -> None:
    """Hold a part to the rules."""
    _check_part(part.source)


@lru_cache(KNOWN_PAGES)
def _check_part(source: str) -> None:
    _check_elements(_parsed(source))


def _check_elements(root: Element) -> None:
    ids = Counter(one.get("id") for one in root.iter() if one.get("id"))
    assert not [name for name, times in ids.items() if times > 1], ids
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        assert one.get("style") is None, one.tag
        _check_script(one)
        assert not [name for name in one.attrib if re.match(r"on|hx-on", name)], one.attrib
        if one.tag in ("script", "img", "iframe"):
            assert (one.get("src") or "").startswith(
                {
                    "iframe": ("/embed/", "/preview/"),
                    "img": ("/pictures/", "/campaigns/"),
                }.get(one.tag, "/static/")
            ) or (one.tag == "img" and re.fullmatch(r"/[\w-]+/[\w-]+/qr\.svg", one.get("src") or ""))
            assert not (one.text or "").strip()
        if one.tag == "link" and one.get("rel") not in ("canonical", "alternate"):
            assert one.get("href", "").startswith(("/static/", "/embed/theme.css?"))
        assert one.tag not in ("style", "object", "embed")


def _check_script(one: Element) -> None:
    """The script of a passage goes with its language."""
    lang, script = one.get("lang"), one.get("data-script")
    assert script == (Language(lang).script if lang else None), (one.tag, lang, script)


def _headers(more: dict[str, Any], htmx: bool) -> dict[str, str]:
    return (HTMX if htmx else {}) | more.pop("headers", {})


def _wrapped(part: str) -> str:
    inner = re.sub(r"</?hx-partial[^>]*>", "", part)
    return f"<!doctype html><html><head><title>part</title></head><body>{inner}</body></html>"


def _sent(field: Element) -> list[tuple[str, str]]:
    name = field.get("name")
    if not name or field.get("disabled") is not None:
        return []
    match field.tag:
        case "textarea":
            return [(name, (field.text or "").removeprefix("\n"))]
        case "select":
            options = list(field.iter("option"))
            chosen = next((one for one in options if one.get("selected") is not None), options[0])
            return [(name, chosen.get("value", ""))]
        case "input" if field.get("type") in ("checkbox", "radio"):
            return [(name, field.get("value", "on"))] if field.get("checked") is not None else []
        case "input" if field.get("type") != "submit":
            return [(name, field.get("value", ""))]
        case _:
            return []
