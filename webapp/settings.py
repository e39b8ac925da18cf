"""Settings: what an operator can change, read from the environment once and handed down as values.

Only `app` and `cli` read this module. docs/settings.md is made from the fields below (`appeal settings`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from webapp.server.key_file import KeyFile

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: templates, static files and translations are found from here."""


CAMPAIGNS = ROOT / "campaigns"
DATA = ROOT / "var"

T = TypeVar("T")


class InvalidSetting(ValueError):
    """A value that cannot be used; the message names the setting, the value and the remedy."""


def _setting(default: T, help_text: str) -> T:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting. The environment variable has the field's name in capitals."""

    host: str = _setting("127.0.0.1", "The address to listen on. `0.0.0.0` listens on all.")
    port: int = _setting(8000, "The port to listen on.")
    workers: int = _setting(2, "Web processes; as many as the machine has cores.")
    threads: int = _setting(8, "Threads in each web process.")
    allowed_hosts: tuple[str, ...] = _setting(
        ("localhost", "127.0.0.1"),
        "Host names the site answers to, separated by commas. `.example.org` stands for all names below it.",
    )
    campaigns: Path = _setting(CAMPAIGNS, "The folder that holds the campaign folders.")
    data: Path = _setting(DATA, "Where the app keeps its database and its secret key.")
    database_url: str = _setting(
        "",
        "The database: `sqlite:////` and the path of a file, or `postgresql://user:password@host/name`. "
        "Empty: a file in the folder `DATA`.",
    )
    secret_keys: tuple[str, ...] = _setting(
        (),
        "Keys that sign reporting tokens, newest first, separated by commas, 32 characters or more each. "
        "Empty: they are kept in the folder `DATA`; `appeal keys rotate` renews them.",
    )
    rate_limits: bool = _setting(True, "`on`, or `off` for load tests.")
    cache_url: str = _setting(
        "",
        "A Valkey or Redis in which processes and hosts share limits and finished prints: "
        "`redis://host:6379/0`, or `rediss://…` with TLS. Empty: each process keeps its own in memory.",
    )
    proof_of_work: bool = _setting(
        False,
        "`on` while under attack: a report's browser does a small calculation. Reports without it are held "
        "apart for `appeal review`.",
    )
    proxies: int = _setting(0, "How many reverse proxies stand in front and set the `X-Forwarded-…` headers.")

    metrics_port: int = _setting(
        0, "A port of its own that answers `/metrics` for Prometheus. 0: none. Never let the public reach it."
    )
    metrics_host: str = _setting("127.0.0.1", "The address that `METRICS_PORT` listens on.")
    log_requests: bool = _setting(
        True, "`on`: a line a request, with the hour. `off`: only what goes wrong; see docs/deploying.md."
    )

    @property
    def key_file(self) -> Path:
        """Where the signing keys are kept unless `SECRET_KEYS` holds them."""
        return self.data / "secret-key"

    @property
    def database(self) -> str:
        """The database's URL, the default filled in."""
        return database(self.database_url) if self.database_url else f"sqlite:///{self.data / 'appeal.db'}"


def read(environ: Mapping[str, str]) -> Settings:
    """Read the environment; raise `InvalidSetting`. Variables that are empty count as not set."""
    given: dict[str, Any] = {
        one.name: _convert(one.name.upper(), environ[one.name.upper()], one.default)
        for one in fields(Settings)
        if environ.get(one.name.upper())
    }
    chosen = Settings(**given)
    database(chosen.database)
    return replace(chosen, cache_url=cache(chosen.cache_url))


def secret_keys(settings: Settings) -> Callable[[], tuple[str, ...]]:
    """Give a function that gives the signing keys as they stand; make and keep one where none is set."""
    if settings.secret_keys:
        for key in settings.secret_keys:
            if len(key) < 32:
                raise InvalidSetting(
                    "SECRET_KEYS holds a key of fewer than 32 characters; use a longer random one"
                )
        return lambda: settings.secret_keys
    file = KeyFile(settings.key_file)
    file.make()
    return file


def database(url: str) -> str:
    """Bring a URL into the form that the storage takes; the password is in no message."""
    kind, _, rest = url.partition("://")
    if kind == "sqlite" and rest.startswith("//"):
        return url
    if kind in ("postgres", "postgresql", "postgresql+psycopg") and rest.partition("/")[2]:
        return f"postgresql+psycopg://{rest}"
    raise InvalidSetting(
        f'DATABASE_URL is "{kind}://{rest.rpartition("@")[2]}"; write it as sqlite:////var/lib/appeal.db or '
        "postgresql://user:password@host/name, or leave it empty"
    )


def cache(url: str) -> str:
    """Bring a URL into the form that the client takes; the password is in no message."""
    kind, _, rest = url.partition("://")
    known = {"redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss"}
    # Nothing after the database's number: options there would overrule the app's own, such as its patience.
    shape = r"(?:[^/?#@]*@)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:/\d*)?"
    if kind in known and re.fullmatch(shape, rest):
        return f"{known[kind]}://{rest}"
    if not url:
        return ""
    raise InvalidSetting(
        f'CACHE_URL is "{url.rpartition("@")[2]}"; write it as redis://host:6379/0, or leave it empty'
    )


def markdown() -> str:
    """Write docs/settings.md."""
    rows = [
        f"| `{one.name.upper()}` | {_shown(one.default)} | {one.metadata['help']} |"
        for one in fields(Settings)
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "Read from the environment when the app starts. A value that cannot be used stops it with a",
            "sentence that says why. This page is made by `appeal settings`; a test compares the two.",
            "",
            "| Variable | Default | What it does |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _convert(name: str, value: str, default: object) -> object:
    match default:
        case bool():
            if value not in ("on", "off"):
                raise InvalidSetting(f'{name} is "{value}"; set it to "on" or "off"')
            return value == "on"
        case int():
            if not value.isdecimal() or not int(value) <= 65_535:
                raise InvalidSetting(f'{name} is "{value}"; set it to a whole number from 0 to 65535')
            return int(value)
        case tuple():
            return tuple(part.strip() for part in value.split(",") if part.strip())
        case Path():
            return Path(value).resolve()
        case _:
            return value


def _shown(default: object) -> str:
    match default:
        case bool():
            return "`on`" if default else "`off`"
        case tuple():
            return f"`{','.join(default)}`" if default else "empty"
        case Path():
            return f"`{default.relative_to(ROOT)}`"
        case "":
            return "empty"
        case _:
            return f"`{default}`"
