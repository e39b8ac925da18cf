"""Whether the connection to PostgreSQL is encrypted on its way to another host.

https://www.postgresql.org/docs/current/libpq-ssl.html: without `sslmode`, libpq prefers TLS and takes clear
text where the server, or somebody in between, offers nothing else.
"""

from collections.abc import Mapping

import sqlalchemy as sa

from webapp.domain.loopback import is_loopback

TLS_MODES = ("require", "verify-ca", "verify-full")


def hosts_in_clear(url: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the other hosts that the URL may reach in clear text. libpq's variables in `environ` count."""
    try:
        parsed = sa.make_url(url)
        _, given = parsed.get_dialect()().create_connect_args(parsed)
    except (ValueError, sa.exc.ArgumentError):
        return ()  # nothing connects to it
    if parsed.get_backend_name() != "postgresql":
        return ()
    if "service" in given or environ.get("PGSERVICE"):
        return ()  # a file of libpq's, which may say anything

    def parameter(name: str) -> str:
        return str(given.get(name) or environ.get(f"PG{name.upper()}", ""))

    if parameter("sslmode") in TLS_MODES or parameter("gssencmode") == "require":
        return ()
    hosts = parameter("hostaddr") or parameter("host")
    return tuple(host for host in hosts.split(",") if not is_loopback(host))
