"""The network address of a request's client, as the proxies say. It is never logged and never stored."""

from functools import cache

from flask import request

from webapp.server import log_privacy
from webapp.server.client_networks import read_address


def client_address() -> str | None:
    """Return the address, and log once a process if the setting PROXIES cannot be right.

    Werkzeug's ProxyFix has put the address in its place that PROXIES says. One of a private network is a
    proxy's, unless it is the only one that the proxies tell of: a visitor of an onion service, or of a site
    within a private network.
    """
    address = read_address(request.remote_addr)
    forwarded = request.headers.get("X-Forwarded-For")
    if address and address.is_private and forwarded:
        told_of = [read_address(each) for each in forwarded.split(",")]
        if told_of != [address]:
            _log_proxy_address()
    return request.remote_addr


@cache
def _log_proxy_address() -> None:
    log_privacy.LOG.warning(
        "a request's address is that of a proxy, and all who come by it are taken for one network: what they "
        "report above its allowance waits for `appeal review`. Set PROXIES to the number of proxies"
    )
