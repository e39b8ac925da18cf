"""Handles of a campaign file: a name, a name with "@", or the address of a profile, as people copy them."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, unquote, urlsplit

import idna

from webapp.campaigns.advice import BrokenRule, FieldFault
from webapp.campaigns.masked import has_hidden_characters
from webapp.campaigns.telephone import read_number
from webapp.domain.delivery.social_network import Handle, Network

MAX_CHARS = 200
_EXAMPLES = {
    Network.X: "OfficeOfLamps",
    Network.BLUESKY: "lamps.example",
    Network.MASTODON: "office@lamps.example",
    Network.FACEBOOK: "OfficeOfLamps",
    Network.INSTAGRAM: "officeoflamps",
    Network.WHATSAPP: "+1 202 555 0100",
    Network.TELEGRAM: "OfficeOfLamps",
}
_ALONE = 'write the name alone, such as "%(example)s"'
_SITES: Mapping[Network, frozenset[str]] = {
    Network.X: frozenset({"x.com", "twitter.com"}),
    Network.BLUESKY: frozenset({"bsky.app"}),
    Network.FACEBOOK: frozenset({"facebook.com", "fb.com", "fb.me", "m.me"}),
    Network.INSTAGRAM: frozenset({"instagram.com", "instagr.am", "ig.me"}),
    Network.WHATSAPP: frozenset({"wa.me", "whatsapp.com", "api.whatsapp.com", "web.whatsapp.com"}),
    Network.TELEGRAM: frozenset({"t.me", "telegram.me", "telegram.dog"}),
}
_NOT_PROFILES = frozenset({
    "about", "channel", "explore", "groups", "hashtag", "home", "i", "intent", "joinchat", "login", "p",
    "reel", "search", "share", "sharer", "sharer.php", "status", "stories", "watch",
})  # fmt: skip
"""First parts of addresses on these sites that lead to something else than a person or an office."""
_SUBDOMAINS = re.compile(r"^(?:www|m|mobile|web|[a-z]{2}-[a-z]{2})\.")


def read_handle(network: Network, value: str) -> str:
    """Return the handle without "@" and address; raise `ValueError` with how to write it."""
    if has_hidden_characters(value):
        raise BrokenRule(
            FieldFault.INVISIBLE,
            "has hidden characters and reaches nobody; write the whole name, or delete it",
        )
    if len(value) > MAX_CHARS:
        raise _no_account(network, f"is too long for a name on %(network)s; {_ALONE}")
    name = _from_link(network, value) if _is_link(value) else value.removeprefix("@")
    if network is Network.WHATSAPP:
        return read_number(name, "", extension=False)
    if network is Network.BLUESKY:
        name = name.lower()  # a host name
    if network is Network.MASTODON and name.count("@") == 1:
        name = _with_ascii_host(name)
    if not Handle(network, name).is_valid:
        raise _no_account(network, f"is not a name on %(network)s; {_ALONE}")
    return name


def _no_account(network: Network, template: str) -> BrokenRule:
    return BrokenRule(FieldFault.ACCOUNT, template, network=network.label, example=_EXAMPLES[network])


def _is_link(value: str) -> bool:
    known = (site for sites in _SITES.values() for site in sites)
    host = _SUBDOMAINS.sub("", value.lower()).partition("/")[0]
    return "://" in value or ("/" in value and host in known)


def _from_link(network: Network, value: str) -> str:
    try:
        link = urlsplit(value if "://" in value else f"https://{value}")
    except ValueError:
        raise _no_account(network, "is not an address on %(network)s") from None
    host = _SUBDOMAINS.sub("", (link.hostname or "").lower())
    parts = [unquote(part) for part in link.path.split("/") if part]
    sites = {site: other for other, named in _SITES.items() for site in named}
    if host in sites and sites[host] is not network:
        raise BrokenRule(
            FieldFault.ACCOUNT,
            "is an address on %(network)s; write it as %(field)s = …",
            network=sites[host].label,
            field=sites[host],
        )
    if host not in sites and network is not Network.MASTODON:
        raise _no_account(network, f"is not an address on %(network)s; {_ALONE}")
    name = _READERS.get(network, _first)(parts, parse_qs(link.query), host)
    if not name:
        raise _no_account(network, f"is not the address of a profile on %(network)s; {_ALONE}")
    return name


Parts = list[str]
Query = Mapping[str, list[str]]


def _first(parts: Parts, _query: Query, _host: str) -> str:
    name = parts[0].removeprefix("@") if len(parts) == 1 else ""
    return "" if name.lower() in _NOT_PROFILES else name


def _bluesky(parts: Parts, _query: Query, _host: str) -> str:
    return parts[1] if len(parts) == 2 and parts[0] == "profile" else ""


def _mastodon(parts: Parts, _query: Query, host: str) -> str:
    name = parts[1] if len(parts) == 2 and parts[0] == "users" else parts[0] if len(parts) == 1 else ""
    if name.startswith("@") or parts[:1] == ["users"]:
        name = name.removeprefix("@")
        return name if "@" in name else f"{name}@{host}" if name else ""
    return ""


def _facebook(parts: Parts, query: Query, host: str) -> str:
    if parts == ["profile.php"]:
        return next(iter(query.get("id", [])), "")
    if parts and parts[0] in ("pages", "people", "pg", "p"):
        last = parts[-1] if len(parts) > 1 else ""
        number = re.search(r"(?:^|-)(\d{8,})$", last)
        return number.group(1) if number else last if parts[0] == "pg" else ""
    return _first(parts, query, host)


def _whatsapp(parts: Parts, query: Query, _host: str) -> str:
    number = next(iter(query.get("phone", [])), "") or (parts[0] if len(parts) == 1 else "")
    digits = number.strip().removeprefix("+")
    return f"+{digits}" if digits.isdecimal() else ""


def _telegram(parts: Parts, query: Query, host: str) -> str:
    return _first(parts[1:] if parts[:1] == ["s"] else parts, query, host)


_READERS: Mapping[Network, Callable[[Parts, Query, str], str]] = {
    Network.BLUESKY: _bluesky,
    Network.MASTODON: _mastodon,
    Network.FACEBOOK: _facebook,
    Network.WHATSAPP: _whatsapp,
    Network.TELEGRAM: _telegram,
}


def _with_ascii_host(name: str) -> str:
    user, _, host = name.partition("@")
    try:
        return f"{user}@{idna.encode(host, uts46=True).decode()}"
    except idna.IDNAError:
        return name
