"""The pictures of a case: one page for each, with what it shows and whose it is."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.campaigns.pictures import UnusablePicture
from webapp.campaigns.source_files import CAMPAIGN_FILE, MAX_PICTURE_BYTES
from webapp.desk.editor.photo_wording import unusable
from webapp.desk.editor.values import normal
from webapp.desk.editor.views import find_head, go_to
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.team.drafts.document import BrokenDocument, Document, parse, write
from webapp.team.drafts.drafts import Conflict, Drafts, Saved, TooLarge
from webapp.team.drafts.heic import DecoderBusy, HeicDecoder
from webapp.team.drafts.photos import Crop, Shape, prepare_upload
from webapp.team.drafts.version import Version
from webapp.team.people.permissions import Permission

PLACE = re.compile(r"photo|person\.photo|people\.[0-9]{1,2}\.photo|sender\.logo")
MEDIA_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
TRIES = 5
"""Times that a picture is put upon the newest version, while others save."""


@dataclass(frozen=True, slots=True)
class PhotoPage:
    """What `desk/editor/photo.html` is rendered from."""

    title: str
    slug: str
    place: str
    who: str
    """The person's name; "" for a picture of no single person."""
    name: str
    """The file that is there now, or ""."""
    version: int
    alt: str
    credit: str
    is_logo: bool
    problem: str = ""
    alt_problem: str = ""


class Photos:
    """The pages of pictures."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._heic = HeicDecoder()

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        photos = Blueprint("photos", __name__, url_prefix="/campaigns/<slug>")
        photos.add_url_rule("/photos/<place>", "show", needs(Permission.WRITE)(self.show))
        photos.add_url_rule("/photos/<place>", "save", needs(Permission.WRITE)(self.save), methods=["POST"])
        photos.add_url_rule("/pictures/<name>", "picture", needs(Permission.SEE)(self.picture))
        return photos

    def show(self, slug: str, place: str) -> ResponseReturnValue:
        """Show the picture that is there, and ask for another one."""
        head, document = self._head(slug, place)
        table = _table(document, place, "")
        if table is None:
            return go_to(url_for("editor.show", slug=slug))
        return _page(slug, place, head, table)

    def save(self, slug: str, place: str) -> ResponseReturnValue:
        """Save a picture, or what is said about it, in the newest version."""
        who = request.form.get("who", "")
        alt, credit = (" ".join(normal(request.form.get(name, "")).split()) for name in ("alt", "credit"))
        upload = request.files.get("picture")
        content = upload.read(MAX_PICTURE_BYTES + 1) if upload and upload.filename else b""
        is_logo = place == "sender.logo"
        try:
            new = prepare_upload(content, _crop(), self._heic, is_logo=is_logo) if content else None
        except UnusablePicture as error:
            return self._again(slug, place, who, alt, credit, unusable(error))
        except DecoderBusy:
            busy = _("Others are uploading photographs just now. Try again in a minute.")
            return self._again(slug, place, who, alt, credit, busy)
        for _try in range(TRIES):
            head, document = self._head(slug, place)
            table = _table(document, place, who)
            if table is None:
                return respond_with_error(409)
            field = "logo" if is_logo else "photo"
            old = str(table.get(field, ""))
            if request.form.get("do") == "remove":
                names = (field,) if is_logo else (field, "alt", "credit")
                for name in names:
                    table.pop(name, None)
                new = None
            else:
                said = {} if is_logo else {"alt": alt, "credit": credit}
                _put(table, said | ({field: new[0]} if new else {}))
            files = {CAMPAIGN_FILE: write(document, self._drafts.source(head).contents[CAMPAIGN_FILE])}
            changes: dict[str, bytes | None] = dict(files)
            if _media_type(old) and old in head.tree and not _is_used(document, old):
                changes[old] = None
            if new:
                changes[new[0]] = new[1]
            try:
                outcome = self._drafts.save(current_person(), slug, head.number, changes)
            except TooLarge as error:
                return self._again(slug, place, who, alt, credit, str(error))
            if isinstance(outcome, Conflict):
                continue
            return self._go_on(
                slug, place, outcome, is_complete=bool(is_logo or table.get("alt") or not table.get(field))
            )
        return respond_with_error(409)

    def picture(self, slug: str, name: str) -> ResponseReturnValue:
        """Return the bytes of a picture of the newest version."""
        head = find_head(self._drafts, slug)
        media_type = _media_type(name)
        content = self._drafts.source(head).contents.get(name) if name in head.tree else None
        if content is None or media_type is None:
            abort(404)
        response: Response = make_response(content)
        response.mimetype = media_type
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response

    def _go_on(self, slug: str, place: str, outcome: Saved, *, is_complete: bool) -> Response:
        if not is_complete:
            return go_to(url_for(".show", slug=slug, place=place))
        return go_to(url_for("editor.show", slug=slug, saved=outcome.version.number, _anchor=place))

    def _again(
        self, slug: str, place: str, who: str, alt: str, credit: str, problem: str
    ) -> ResponseReturnValue:
        head, document = self._head(slug, place)
        table = _table(document, place, who)
        if table is None:
            return respond_with_error(409)
        return _page(slug, place, head, {**table, "alt": alt, "credit": credit}, problem), 422

    def _head(self, slug: str, place: str) -> tuple[Version, Document]:
        head = find_head(self._drafts, slug)
        if not PLACE.fullmatch(place):
            abort(404)
        try:
            return head, parse(self._drafts.source(head).contents[CAMPAIGN_FILE])
        except BrokenDocument:
            abort(409)


def _media_type(name: str) -> str | None:
    return MEDIA_TYPES.get(f".{name.rpartition('.')[2].lower()}")


def _page(slug: str, place: str, head: Version, table: Document, problem: str = "") -> str:
    is_logo = place == "sender.logo"
    name = str(table.get("logo" if is_logo else "photo", ""))
    who = str(table.get("name", "")) if place.startswith("pe") else ""
    alt = str(table.get("alt", ""))
    alt_problem = (
        _("Say what the photograph shows: it can only be published with that.") if name and not alt else ""
    )
    if who:
        title = pgettext("name of a page", "Photograph of %(name)s", name=who)
    else:
        title = pgettext("name of a page", "Logo") if is_logo else _("Photograph of all, or of the case")
    page = PhotoPage(
        title,
        slug,
        place,
        who,
        name if name in head.tree else "",
        head.number,
        alt,
        str(table.get("credit", "")),
        is_logo,
        problem,
        "" if is_logo or problem else alt_problem,
    )
    return render_template("desk/editor/photo.html", page=page)


def _table(document: Document, place: str, who: str) -> dict[str, Any] | None:
    """Return the table that a picture stands in; None where that person is no longer there."""
    steps = place.split(".")
    if len(steps) == 1:
        return document
    if steps[0] == "sender":
        table = document.setdefault("sender", {})
        return table if isinstance(table, dict) else None
    value = document.get(steps[0])
    people = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    people = [each for each in people if isinstance(each, dict)]
    number = int(steps[1]) if steps[1].isdecimal() else 0
    if number < len(people) and (not who or people[number].get("name") == who):
        return people[number]
    return next((each for each in people if who and each.get("name") == who), None)


def _put(table: dict[str, Any], values: dict[str, str]) -> None:
    for name, value in values.items():
        if value:
            table[name] = value
        else:
            table.pop(name, None)


def _is_used(value: Any, name: str) -> bool:
    if isinstance(value, dict):
        return any(_is_used(each, name) for each in value.values())
    return any(_is_used(each, name) for each in value) if isinstance(value, list) else value == name


def _crop() -> Crop:
    def percent(name: str) -> int:
        value = request.form.get(name, "50")
        return min(int(value), 100) if re.fullmatch("[0-9]{1,3}", value) else 50

    shape = request.form.get("shape", "")
    return Crop(Shape(shape) if shape in [*Shape] else Shape.WHOLE, percent("across"), percent("down"))
