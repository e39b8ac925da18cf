"""Places: which addresses stand for the same bytes, and until when.

Of a query only what a view reads makes a difference, and only where it is right: a mark of a newsletter
(`?utm_source=…`), a strange partner, an order of parameters are no places of their own. What a view would
refuse is none at all, and Flask says so.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

from webapp.campaigns.registry import CampaignRegistry
from webapp.domain.campaign import Campaign
from webapp.web.campaign import choices
from webapp.web.campaign.theme import Theme, names
from webapp.web.http.page_cache import CacheKey

STATIC = "/static/"
FRAMED = "/embed"
TOKENS = frozenset(names())


@dataclass(frozen=True, slots=True)
class CacheKeys:
    """The places of this site."""

    library: CampaignRegistry
    languages: frozenset[str]
    """Page languages, by tag."""
    marks: Mapping[str, str]
    """The marks of static files' content, by name."""
    today: Callable[[], date]

    def find(self, path: str, query: str) -> CacheKey | None:
        """Find the place of an address; None for an error and for all that is made for one person."""
        given = MultiDict(parse_qsl(query, keep_blank_values=True))
        if path.startswith(STATIC):
            return self._static(path, given)
        match path:
            case "/embed.js" | "/api/openapi.json":
                return CacheKey(path, "", None)
            case "/embed/theme.css":
                return CacheKey(path, urlencode(Theme.read(given).of_sheet), None, odd=True)
            case _:
                return self._page(path, given)

    def _static(self, path: str, given: MultiDict[str, str]) -> CacheKey | None:
        mark = self.marks.get(path.removeprefix(STATIC))
        if mark is None:
            return None
        return CacheKey(path, f"v={mark}" if given.get("v") == mark else "", None)

    def _page(self, path: str, given: MultiDict[str, str]) -> CacheKey | None:
        framed = path.startswith(f"{FRAMED}/")
        empty, *parts = path.removeprefix(FRAMED if framed else "").split("/")
        if empty or len(parts) != 2 or parts[0] not in self.languages:
            return None
        campaign = self.library.campaign(parts[1])
        if campaign is None:
            return None
        try:
            chosen = _chosen(campaign, given)
        except choices.InvalidChoice:
            return None
        partner = given.get("partner", "")
        by = [("partner", partner)] if campaign.partner(partner) else []
        theme: list[tuple[str, str]] = []
        if not TOKENS.isdisjoint(given):  # by itself, too: the page tells oEmbed of it
            theme = [*Theme.read(given).parameters.items()]
        mark: Hashable = (campaign.revision, self.today())
        return CacheKey(path, urlencode([*chosen, *by, *theme]), mark, odd=bool(chosen or theme))


def _chosen(campaign: Campaign, given: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Give the letter's language and the targets an address chooses; raise `InvalidChoice`."""
    tag = given.get("letter")
    letter = [("letter", choices.letter_language(campaign, tag, campaign.source.language).tag)] if tag else []
    return letter + [("to", one) for one in choices.targets(campaign, given.getlist("to"))]
