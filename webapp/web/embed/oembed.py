"""oEmbed 1.0 (https://oembed.com): how another site shows a link to a campaign, as a frame or a card.

Everything is read from the link itself; nothing is fetched, and nothing is about a visitor.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit
from xml.etree import ElementTree

from flask import Blueprint, Response, current_app, jsonify, make_response, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from webapp.campaigns.registry import CampaignRegistry
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.web.campaign.outcome_titles import page_title
from webapp.web.campaign.theme import Theme
from webapp.web.campaign.urls import EMBED, EmbedContext, picture_url

PROVIDER = "Urgent Appeal"
MAX_AGE_SECONDS = 3600
"""How long a consumer may keep a response: an embedding that ends should end within the hour."""
MAX_LINK_CHARS = 2000
"""More than a page with every token in its address needs."""
WIDTH_PIXELS = (240, 640)
"""The least in which a letter can be read, and what is comfortable."""
HEIGHT_PIXELS = (320, 900)
DEFAULT_PORTS = {"http": 80, "https": 443}
CAMPAIGN_ENDPOINTS = frozenset({"campaign.show", f"{EMBED}.show"})
"""The views whose addresses are links to a campaign."""

_FRAME = Markup(
    '<iframe src="{src}" width="{width}" height="{height}" title="{title}" frameborder="0"></iframe>'
)


class OEmbedError(Exception):
    """A request that cannot be answered: a status of the specification (2.3.4, or 400) and the reason."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Size:
    """A frame's size in pixels."""

    width: int
    height: int

    @classmethod
    def within(cls, args: Mapping[str, str]) -> Self:
        """Fit into the consumer's space, but never below what a letter needs."""
        return cls(_fit(args, "maxwidth", *WIDTH_PIXELS), _fit(args, "maxheight", *HEIGHT_PIXELS))


@dataclass(frozen=True, slots=True)
class OEmbed:
    """The view, and what a page says about itself in its head."""

    campaigns: CampaignRegistry
    languages: Sequence[Language]

    def blueprint(self) -> Blueprint:
        """Return the blueprint. It adds the template functions `oembed_address` and `og_locale`."""
        blueprint = Blueprint("oembed", __name__)
        blueprint.add_url_rule("/oembed", view_func=self.response, endpoint="answer")
        blueprint.add_app_template_global(discovery, "oembed_address")
        blueprint.add_app_template_global(og_locale, "og_locale")
        return blueprint

    def response(self) -> ResponseReturnValue:
        """Describe how a consumer can show the page that its link names."""
        try:
            write = _writer(request.args.get("format", ""))
            size = Size.within(request.args)
            response = write(self._described(_split(request.args.get("url", "")), size))
            response.headers["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
        except OEmbedError as error:
            response = make_response(
                f"{error}\n", error.status, {"Content-Type": "text/plain; charset=utf-8"}
            )
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def _described(self, link: SplitResult, size: Size) -> dict[str, str | int]:
        campaign, ui_language = self._named(link)
        if not campaign.may_frame:
            raise OEmbedError(HTTPStatus.UNAUTHORIZED, "this campaign is not for other sites' pages")
        title = page_title(campaign, ui_language)
        photo = campaign.page_edition(ui_language.tag).main_photo
        thumbnail: dict[str, str | int] = {}
        if photo:
            image = campaign.pictures[photo.file].phone
            thumbnail = {
                "thumbnail_url": picture_url(campaign, image, external=True),
                "thumbnail_width": image.width,
                "thumbnail_height": image.height,
            }
        args = dict(reversed(parse_qsl(link.query)))  # of two alike the first, as the page itself takes it
        chosen = _chosen(campaign, args)
        src = url_for(f"{EMBED}.show", lang=ui_language.tag, slug=campaign.slug, _external=True, **chosen)
        described: dict[str, str | int] = {
            "type": "rich",
            "version": "1.0",
            "title": title,
            "provider_name": PROVIDER,
            "provider_url": url_for("site.index", _external=True),
            "cache_age": MAX_AGE_SECONDS,
            "width": size.width,
            "height": size.height,
            "html": str(_FRAME.format(src=src, width=size.width, height=size.height, title=title)),
        }
        return described | thumbnail

    def _named(self, link: SplitResult) -> tuple[Campaign, Language]:
        """Return the campaign and language of a link, matched by the app's own routes."""
        not_found = OEmbedError(HTTPStatus.NOT_FOUND, "the url names no campaign of this site")
        root = request.script_root
        if _host(link) != request.host.lower() or not link.path.startswith(f"{root}/"):
            raise not_found
        try:
            endpoint, values = current_app.url_map.bind("").match(unquote(link.path.removeprefix(root)))
        except HTTPException:
            raise not_found from None
        if endpoint not in CAMPAIGN_ENDPOINTS:
            raise not_found
        public = self.campaigns.public()
        campaign = public.by_slug.get(public.moved.get(values["slug"], values["slug"]))
        ui_language = next((each for each in self.languages if each.tag == values["lang"]), None)
        if campaign is None or ui_language is None:
            raise not_found
        return campaign, ui_language


def discovery(campaign: Campaign, ui_language: Language, form: str) -> str:
    """Return the oEmbed address of this page, with the partner and theme of the page's own address."""
    chosen = _chosen(campaign, request.args)
    link = url_for("campaign.show", lang=ui_language.tag, slug=campaign.slug, _external=True, **chosen)
    whole = urlencode({"url": link, "format": form})  # url_for leaves ":", "/" and "?" as they are
    return f"{url_for('oembed.answer', _external=True)}?{whole}"


def og_locale(language: Language) -> str:
    """Return a language as Open Graph writes it, `es_ES`, with CLDR's likely territory if it has none."""
    code, territory = language.locale.language, language.territory
    return f"{code}_{territory}" if territory else str(code)


def _split(url: str) -> SplitResult:
    """Split a link. `urlsplit` silently drops line breaks and tabs, so they are rejected before."""
    if not url:
        raise OEmbedError(HTTPStatus.BAD_REQUEST, "the parameter url is missing")
    invalid = OEmbedError(HTTPStatus.BAD_REQUEST, "the url is no web address")
    if len(url) > MAX_LINK_CHARS or not url.isprintable() or set(url) & set(' \\"<>'):
        raise invalid
    try:
        link = urlsplit(url)
        _host(link)
    except ValueError:  # a bracket, a port or a name that cannot be
        raise invalid from None
    if link.scheme not in DEFAULT_PORTS or not link.hostname or "@" in link.netloc:
        raise invalid
    return link


def _host(link: SplitResult) -> str:
    """Return host and port as a browser sends them in `Host` (RFC 9110, 7.2; names in IDNA)."""
    name = (link.hostname or "").encode("idna").decode()
    name = f"[{name}]" if ":" in name else name
    return name if link.port in (None, DEFAULT_PORTS.get(link.scheme)) else f"{name}:{link.port}"


def _chosen(campaign: Campaign, args: Mapping[str, str]) -> dict[str, str]:
    partner = args.get("partner", "")
    known = partner if campaign.partner(partner) else ""
    return EmbedContext(framed=True, partner=known, theme=Theme.read(args)).parameters


def _fit(args: Mapping[str, str], name: str, least: int, best: int) -> int:
    room = args.get(name, "") or str(best)
    if not re.fullmatch(r"[0-9]{1,9}", room):
        raise OEmbedError(HTTPStatus.BAD_REQUEST, f"{name} is no whole number of pixels")
    return max(least, min(best, int(room)))


def _writer(form: str) -> Callable[[Mapping[str, str | int]], Response]:
    match form:
        case "" | "json":
            return jsonify
        case "xml":
            return _as_xml
    raise OEmbedError(HTTPStatus.NOT_IMPLEMENTED, "the format can be json or xml")


def _as_xml(description: Mapping[str, str | int]) -> Response:
    """Return the description as XML (2.3.2 of the specification)."""
    root = ElementTree.Element("oembed")
    for name, value in description.items():
        ElementTree.SubElement(root, name).text = str(value)
    declared = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    return Response(
        declared + ElementTree.tostring(root, encoding="unicode"), content_type="text/xml; charset=utf-8"
    )
