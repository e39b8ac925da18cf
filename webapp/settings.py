"""Settings: what an operator can change, read from the environment once and handed down as values.

Only the modules at the top read this one: `app`, `cli`, `gunicorn_config`, `wsgi`. `appeal settings` prints
docs/settings.md, made from the fields below.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from webapp.database.url import InvalidDatabaseUrl, normalize_database_url
from webapp.server.cache_url import InvalidCacheUrl, normalize_cache_url
from webapp.server.desk_origin import InvalidDeskOrigin, desk_origin
from webapp.server.host_names import InvalidHostName, allowed_host
from webapp.server.listen_address import InvalidListenAddress, listen_address
from webapp.server.path_prefix import InvalidPathPrefix, path_prefix
from webapp.server.public_links import InvalidLink, language_tag, security_contact, source_url

ROOT = Path(__file__).resolve().parent.parent
"""The checkout. Templates, static files and translations are in its folders."""

CAMPAIGNS = ROOT / "campaigns"
DATA = ROOT / "var"
MAX_PORT = 65_535
MAX_PROCESSES = 256
"""Upper bound of workers and of threads: what a large machine has use for."""
MAX_PROXIES = 16
MIN_KEY_CHARS = 32
"""A key of `secrets.token_urlsafe(24)` has so many: 192 bits."""

NORMALIZERS: Mapping[str, Callable[[str], str]] = {
    "host": listen_address,
    "metrics_host": listen_address,
    "allowed_hosts": allowed_host,
    "database_url": normalize_database_url,
    "cache_url": normalize_cache_url,
    "source_url": source_url,
    "security_contact": security_contact,
    "operator_contact": security_contact,
    "security_languages": language_tag,
    "path_prefix": path_prefix,
    "desk_origin": desk_origin,
    "desk_database_url": normalize_database_url,
}
"""For each setting that is a text of its own syntax: what checks it and returns its canonical form."""

T = TypeVar("T")


class InvalidSetting(ValueError):
    """A value that cannot be used; the message names the setting, the value and the remedy."""


def _setting(default: T, help_text: str) -> T:
    return field(default=default, metadata={"help": help_text})


def _number(default: int, help_text: str, *, least: int, most: int) -> int:
    return field(default=default, metadata={"help": help_text, "range": (least, most)})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting. The environment variable has the field's name in capitals."""

    host: str = _setting(
        "127.0.0.1",
        "The address to listen on. `0.0.0.0` listens on all of IPv4, `::` on all of IPv6 and IPv4.",
    )
    port: int = _number(8000, "The port to listen on.", least=1, most=MAX_PORT)
    workers: int = _number(2, "Web processes; as many as the machine has cores.", least=1, most=MAX_PROCESSES)
    threads: int = _number(8, "Threads in each web process.", least=1, most=MAX_PROCESSES)
    allowed_hosts: tuple[str, ...] = _setting(
        ("localhost", "127.0.0.1", "[::1]"),
        "Host names the site answers to, separated by commas. `.example.org` stands for all names below it.",
    )
    path_prefix: str = _setting(
        "",
        "The path below which the site stands on a host that has other pages, such as `/appeal`. The proxy "
        "passes it on. Empty: the site has the host to itself.",
    )
    campaigns: Path = _setting(CAMPAIGNS, "The folder that holds the campaign folders.")
    data: Path = _setting(
        DATA, "The folder of the app's database, its secret key and each campaign's last valid version."
    )
    database_url: str = _setting(
        "",
        "The database: `sqlite:////` and the path of a file, or `postgresql://user:password@host/name`. "
        "Empty: a file in the folder `DATA`.",
    )
    backups: str = _setting(
        "",
        "The folder of backups: `appeal db backup` writes to it, `appeal doctor` and the metrics tell the "
        "age of the newest file. Empty: `backups` in the folder `DATA`.",
    )
    secret_keys: tuple[str, ...] = _setting(
        (),
        "Keys that sign reporting tokens, newest first, separated by commas, 32 characters or more each. "
        "Empty: the keys are in the folder `DATA`, and `appeal keys rotate` renews them.",
    )
    rate_limits: bool = _setting(True, "`on`, or `off` for load tests.")
    cache_url: str = _setting(
        "",
        "A Valkey or Redis in which hosts share limits and finished prints: `redis://host:6379/0`, or "
        "`rediss://…` with TLS. Empty: each host has its own limits in memory, shared by all its workers, so "
        "that two hosts let through twice as much; each process has its own finished prints.",
    )
    proof_of_work: bool = _setting(
        False,
        "`on` during an attack: the browser does a small calculation for each report. A report without it is "
        "held for `appeal review`.",
    )
    proxies: int = _number(
        0,
        "The number of reverse proxies in front of the app that set the `X-Forwarded-…` headers.",
        least=0,
        most=MAX_PROXIES,
    )
    metrics_port: int = _number(
        0,
        "A separate port that serves `/metrics` to Prometheus. 0: none. Never let the public reach it.",
        least=0,
        most=MAX_PORT,
    )
    metrics_host: str = _setting("127.0.0.1", "The address that `METRICS_PORT` listens on.")
    log_requests: bool = _setting(
        True, "`on`: one line for each request, with the hour. `off`: errors only; see docs/deploying.md."
    )
    source_url: str = _setting(
        "",
        "The web address of the source code that runs here; each page links to it. An operator who changes "
        "the app has to offer it (AGPL, section 13). Empty: no link.",
    )
    operator_name: str = _setting(
        "",
        "Who runs this site, as the foot of each page says it: an organisation or a person. Empty: unsaid.",
    )
    operator_contact: str = _setting(
        "",
        "How visitors reach them: an e-mail address, `https://…` or `tel:+…`. It stands in the foot, and "
        "wherever a page asks visitors to turn to the campaign team and the campaign has no `contact`.",
    )
    security_contact: tuple[str, ...] = _setting(
        (),
        "Where a security problem can be reported, for `/.well-known/security.txt`: e-mail addresses, "
        "`https://…` or `tel:+…`, separated by commas, the best first. Empty: there is no such page.",
    )
    security_languages: tuple[str, ...] = _setting(
        ("en",), "The languages that `SECURITY_CONTACT` reads, separated by commas."
    )

    desk: bool = _setting(
        True,
        "`on`: `make run` serves the desk beside the page, where the team writes. `off`: the page alone.",
    )
    desk_port: int = _number(
        8001,
        "The port that the desk listens on, at the address `HOST`. Not set: the one after `PORT`.",
        least=1,
        most=MAX_PORT,
    )
    desk_origin: str = _setting(
        "",
        "The desk's address as browsers see it, `https://desk.example.org`. Its host name must not be the "
        "page's: browsers send cookies to every port of a host. Empty: `http://desk.localhost:` and "
        "`DESK_PORT`.",
    )
    desk_database_url: str = _setting(
        "",
        "The desk's own database, which the page never opens: as `DATABASE_URL`, and another one. Empty: the "
        "file `desk.db` in the folder `DATA`.",
    )

    @property
    def desk_address(self) -> str:
        """The desk's origin (RFC 6454, 6.2), with the default for an empty `DESK_ORIGIN`."""
        return self.desk_origin or f"http://desk.localhost:{self.desk_port}"

    @property
    def desk_database(self) -> str:
        """The URL of the desk's database, with the default for an empty `DESK_DATABASE_URL`."""
        return self.desk_database_url or f"sqlite:///{self.data / 'desk.db'}"

    @property
    def desk_key_file(self) -> Path:
        """The file of the keys that sign the desk's links to previews."""
        return self.data / "desk-key"

    @property
    def key_file(self) -> Path:
        """The file of the signing keys, used when `SECRET_KEYS` is empty."""
        return self.data / "secret-key"

    @property
    def last_valid_versions(self) -> Path:
        """The folder of each campaign's last valid version."""
        return self.data / "published"

    @property
    def publications(self) -> Path:
        """The folder of what this host has followed of the desk's publications."""
        return self.last_valid_versions / "publications"

    @property
    def backup_folder(self) -> Path:
        """The folder of backups, with the default for an empty `BACKUPS`."""
        return Path(self.backups).resolve() if self.backups else self.data / "backups"

    @property
    def database(self) -> str:
        """The database's URL, with the default for an empty `DATABASE_URL`."""
        return self.database_url or f"sqlite:///{self.data / 'appeal.db'}"


def read(environ: Mapping[str, str]) -> Settings:
    """Read the environment; raise `InvalidSetting`. A variable that is empty counts as not set."""
    values: dict[str, Any] = {
        setting.name: _convert(setting, environ[setting.name.upper()])
        for setting in fields(Settings)
        if environ.get(setting.name.upper())
    }
    if "desk_port" not in values and (port := values.get("port")):  # two checkouts run side by side
        values["desk_port"] = port + 1 if port < MAX_PORT else port - 1
    settings = Settings(**values)
    if any(len(key) < MIN_KEY_CHARS for key in settings.secret_keys):
        raise InvalidSetting(
            f"SECRET_KEYS holds a key of fewer than {MIN_KEY_CHARS} characters; use a longer random one"
        )
    settings = replace(settings, **dict(_normalized(settings)))
    if settings.desk_database == settings.database:
        raise InvalidSetting(
            "DESK_DATABASE_URL is DATABASE_URL, which the page opens; give the desk a database of its own, "
            "or leave it empty"
        )
    return settings


def _normalized(settings: Settings) -> Iterator[tuple[str, Any]]:
    for name, normalize in NORMALIZERS.items():
        value = getattr(settings, name)
        try:
            yield (
                name,
                tuple(map(normalize, value)) if isinstance(value, tuple) else value and normalize(value),
            )
        except (
            InvalidDatabaseUrl,
            InvalidCacheUrl,
            InvalidDeskOrigin,
            InvalidHostName,
            InvalidLink,
            InvalidListenAddress,
            InvalidPathPrefix,
        ) as error:
            raise InvalidSetting(f"{name.upper()} is {error}, or leave it empty") from None


def _convert(setting: "Field[Any]", value: str) -> object:
    name = setting.name.upper()
    match setting.default:
        case bool():
            if value not in ("on", "off"):
                raise InvalidSetting(f'{name} is "{value}"; set it to "on" or "off"')
            return value == "on"
        case int():
            least, most = setting.metadata["range"]
            if not re.fullmatch("[0-9]{1,6}", value) or not least <= int(value) <= most:
                raise InvalidSetting(
                    f'{name} is "{value[:80]}"; set it to a whole number from {least} to {most}'
                )
            return int(value)
        case tuple():
            return tuple(part.strip() for part in value.split(",") if part.strip())
        case Path():
            return Path(value).resolve()
        case _:
            return value
