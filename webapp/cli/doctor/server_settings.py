"""Settings that can be used and are not what a public server wants."""

from collections.abc import Iterator

from webapp.cli.clear_connections import find_clear_connections
from webapp.cli.doctor.finding import Finding, look, ok
from webapp.settings import Settings

ABOUT = "settings"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
PLACEHOLDER = "example.org"
"""The name in the files of docs/deploying (RFC 2606)."""


def check_settings(settings: Settings, misspelt: list[tuple[str, str]]) -> Iterator[Finding]:
    """Check settings whose values can be used. `misspelt` has variables and the settings they look like."""
    findings = [
        *(
            look(
                ABOUT,
                f"{name} is no setting and has no effect",
                f"did you mean {meant}? See docs/settings.md",
            )
            for name, meant in misspelt
        ),
        *(_as_public(settings) if is_public(settings) else ()),
        *_unusual(settings),
        *(look(ABOUT, text, remedy) for text, remedy in find_clear_connections(settings)),
    ]
    yield from findings or [ok(ABOUT, "they can be used")]


def is_public(settings: Settings) -> bool:
    """Return True if others than this machine's users reach the app."""
    return settings.proxies > 0 or settings.host not in LOOPBACK


def _as_public(settings: Settings) -> Iterator[Finding]:
    if not settings.proxies:
        yield look(
            ABOUT,
            f"HOST is {settings.host} and PROXIES is 0: no proxy is in front of the app",
            "put nginx in front (docs/deploying.md): a few dozen slow connections stop the app otherwise",
        )
    if all(name in (*LOOPBACK, "[::1]") for name in settings.allowed_hosts):
        yield look(
            ABOUT,
            f"ALLOWED_HOSTS is {','.join(settings.allowed_hosts)}: no public name is answered",
            "write the site's name into ALLOWED_HOSTS",
        )
    if any(name.endswith(PLACEHOLDER) for name in settings.allowed_hosts):
        yield look(
            ABOUT,
            f"ALLOWED_HOSTS is {','.join(settings.allowed_hosts)}, the name of the example",
            "write the site's own name into ALLOWED_HOSTS and into nginx's file",
        )
    if settings.log_requests:
        yield look(
            ABOUT,
            "LOG_REQUESTS is on: journald, Docker and the like stamp each line with the second",
            "set LOG_REQUESTS=off (docs/deploying.md, What is logged)",
        )
    if not settings.source_url:
        yield look(
            ABOUT,
            "SOURCE_URL is empty: the pages do not say where the source code is (AGPL, section 13)",
            "set SOURCE_URL to the address of the code that runs here",
        )
    if not (settings.operator_name and settings.operator_contact):
        yield look(
            ABOUT,
            "OPERATOR_NAME or OPERATOR_CONTACT is empty: the pages do not say who runs the site",
            "set both",
        )


def _unusual(settings: Settings) -> Iterator[Finding]:
    if not settings.rate_limits:
        yield look(ABOUT, "RATE_LIMITS is off: nothing holds an attacker back", "set RATE_LIMITS=on")
    if settings.metrics_port and settings.metrics_host not in LOOPBACK:
        yield look(
            ABOUT,
            f"METRICS_HOST is {settings.metrics_host}: other hosts can read the metrics",
            "let a firewall admit Prometheus alone, or set METRICS_HOST=127.0.0.1",
        )
