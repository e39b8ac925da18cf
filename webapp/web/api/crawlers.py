"""`/robots.txt` and `/sitemap.xml`: what search engines may visit, and every page there is.

Sources: RFC 9309, and https://www.sitemaps.org/protocol.html with Google's links between languages.
"""

from dataclasses import dataclass
from xml.etree import ElementTree

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from webapp.campaigns.registry import CampaignRegistry
from webapp.domain.campaign import Campaign
from webapp.web.campaign.urls import public_url
from webapp.web.http.page_cache import CacheKey, Query, cacheable
from webapp.web.http.page_languages import PageLanguages

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
CACHE_CONTROL = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Crawlers:
    """The two files for search engines."""

    campaigns: CampaignRegistry
    languages: PageLanguages
    """Page languages."""

    def blueprint(self) -> Blueprint:
        """Return the blueprint with both addresses."""
        blueprint = Blueprint("crawlers", __name__)
        blueprint.add_url_rule("/robots.txt", view_func=self.robots)
        blueprint.add_url_rule("/sitemap.xml", view_func=cacheable(self.sitemap, key=self.sitemap_key))
        return blueprint

    def robots(self) -> ResponseReturnValue:
        """Allow all but what is for programs, or made for one supporter's report or signal.

        A page for frames is a part of a partner's page; it names the page itself as the one to list.
        """
        lines = (
            "User-agent: *",
            f"Disallow: {url_for('site.index')}api/",
            f"Disallow: {url_for('site.index')}*/*/actions",
            f"Disallow: {url_for('site.index')}*/*/signals",
            f"Sitemap: {url_for('.sitemap', _external=True)}",
        )
        headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": CACHE_CONTROL}
        return "".join(f"{line}\n" for line in lines), 200, headers

    def sitemap(self) -> ResponseReturnValue:
        """Return each campaign's page, and the list of campaigns, in each page language."""
        ElementTree.register_namespace("", SITEMAP)
        ElementTree.register_namespace("xhtml", XHTML)
        root = ElementTree.Element(f"{{{SITEMAP}}}urlset")
        campaigns = self.campaigns.campaigns()
        pages = [self._campaign(campaign) for campaign in campaigns]
        if len(campaigns) != 1:  # with one campaign the list leads on to it
            pages.insert(0, self._list())
        for addresses in pages:
            for tag in addresses:
                _add_page(root, tag, addresses)
        xml = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        return Response(
            xml, content_type="application/xml; charset=utf-8", headers={"Cache-Control": CACHE_CONTROL}
        )

    def sitemap_key(self, _query: Query) -> CacheKey:
        """Return the cache key: the list changes with the public campaigns and the page languages."""
        campaigns = tuple((each.slug, each.revision) for each in self.campaigns.campaigns())
        return CacheKey(version=(campaigns, self.languages.revision))

    def _campaign(self, campaign: Campaign) -> dict[str, str]:
        return {language.tag: public_url(campaign, language) for language in self.languages}

    def _list(self) -> dict[str, str]:
        return {
            language.tag: url_for("site.index_in", lang=language.tag, _external=True)
            for language in self.languages
        }


def _add_page(root: ElementTree.Element, tag: str, addresses: dict[str, str]) -> None:
    page = ElementTree.SubElement(root, f"{{{SITEMAP}}}url")
    ElementTree.SubElement(page, f"{{{SITEMAP}}}loc").text = addresses[tag]
    for other, address in addresses.items():
        attributes = {"rel": "alternate", "hreflang": other, "href": address}
        ElementTree.SubElement(page, f"{{{XHTML}}}link", attributes)
