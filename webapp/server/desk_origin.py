"""The origin of the desk: a scheme, a host name and a port (RFC 6454)."""

from webapp.server.host_names import canonical_host


class InvalidDeskOrigin(ValueError):
    """A text that is no origin for a desk. The message repeats it and names the remedy."""


def desk_origin(text: str) -> str:
    """Return the origin in its one spelling; raise `InvalidDeskOrigin`.

    An address such as 127.0.0.1 has no passkeys (WebAuthn 3, 5.1.2: an RP ID is a domain), and without TLS
    browsers offer them on localhost alone.
    """
    scheme, separator, rest = text.strip().partition("://")
    host = canonical_host(rest.removesuffix("/"), scheme) if separator else None
    name = (host or "").partition(":")[0]
    is_local = name == "localhost" or name.endswith(".localhost")
    is_domain = host is not None and not host.startswith("[") and not name.replace(".", "").isdigit()
    if scheme not in ("http", "https") or not is_domain or (scheme == "http" and not is_local):
        raise InvalidDeskOrigin(
            f'"{text[:80]}"; write it as https://desk.example.org, a name and not a number, with https '
            "(http://desk.localhost:8001 for a try on this machine)"
        )
    return f"{scheme}://{host}"


def host_of(origin: str) -> str:
    """Return host and port of an origin as the header `Host` has them."""
    return origin.partition("://")[2]
