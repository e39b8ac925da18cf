"""Settings read from the environment."""

from pathlib import Path

import pytest

from webapp import settings


def test_the_defaults_need_nothing() -> None:
    chosen = settings.read({})

    assert (chosen.host, chosen.port, chosen.rate_limits) == ("127.0.0.1", 8000, True)
    assert chosen.database.endswith("var/appeal.db")
    assert "localhost" in chosen.allowed_hosts


def test_the_environment_is_read(tmp_path: Path) -> None:
    chosen = settings.read(
        {
            "PORT": "9000",
            "ALLOWED_HOSTS": "a.example, .b.example",
            "RATE_LIMITS": "off",
            "DATA": str(tmp_path),
        }
    )

    assert chosen.port == 9000
    assert chosen.allowed_hosts == ("a.example", ".b.example")
    assert not chosen.rate_limits
    assert chosen.database == f"sqlite:///{tmp_path}/appeal.db"


def test_a_variable_that_is_empty_counts_as_not_set() -> None:
    assert settings.read({"PORT": ""}).port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "99999"),
        ("PORT", "0"),
        ("PORT", "８０００"),
        ("PORT", "8000.0"),
        ("RATE_LIMITS", "maybe"),
        ("WORKERS", "-1"),
        ("WORKERS", "0"),
        ("WORKERS", "257"),
        ("WORKERS", "two"),
        ("THREADS", "0"),
        ("THREADS", "65535"),
        ("PROXIES", "17"),
        ("METRICS_PORT", "65536"),
    ],
)
def test_an_invalid_value_is_named_with_its_remedy(name: str, value: str) -> None:
    with pytest.raises(settings.InvalidSetting, match=f'{name} is "{value}"; set it to'):
        settings.read({name: value})


@pytest.mark.parametrize(
    ("url", "normalized"),
    [
        ("sqlite:////var/lib/appeal.db", "sqlite:////var/lib/appeal.db"),
        ("postgresql://me:secret@host/appeal", "postgresql+psycopg://me:secret@host/appeal"),
        ("postgresql+psycopg://host/appeal", "postgresql+psycopg://host/appeal"),
        ("postgres://host:5433/appeal", "postgresql+psycopg://host:5433/appeal"),  # as hosting firms write it
    ],
)
def test_a_database_url_may_be_written_in_several_ways(url: str, normalized: str) -> None:
    assert settings.read({"DATABASE_URL": url}).database == normalized


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:secret@host/appeal",
        "sqlite:///appeal.db",
        "postgresql://me:secret@host",
        "postgresql:/app:secret@db/appeal",
        "postgresql://db?user=app&password=secret",
        "app:secret@db/appeal",
        "secret:p@ss://db/appeal",
        "appeal.db",
    ],
)
def test_another_database_is_refused_with_a_remedy_and_no_password(url: str) -> None:
    with pytest.raises(settings.InvalidSetting, match=r"DATABASE_URL is .* write it as") as refused:
        settings.read({"DATABASE_URL": url})

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "normalized"),
    [
        ("redis://localhost", "redis://localhost"),
        ("valkey://:p%40ss@cache.example:6379/0", "redis://:p%40ss@cache.example:6379/0"),
        ("valkeys://cache.example", "rediss://cache.example"),
        ("rediss://me:secret@[2001:db8::1]:6380/2", "rediss://me:secret@[2001:db8::1]:6380/2"),
        ("", ""),
    ],
)
def test_a_cache_url_may_name_valkey_or_redis(url: str, normalized: str) -> None:
    assert settings.read({"CACHE_URL": url}).cache_url == normalized


@pytest.mark.parametrize(
    "url",
    [
        "memcached://host",
        "redis://",
        "localhost:6379",
        "redis://host:port",
        "redis://me:secret@host/name",
        "redis://:secret@host?socket_timeout=60",  # would overrule the tenth of a second
        "redis://host:6379/0?password=secret",
        "me:secret@host:6379",
    ],
)
def test_another_cache_is_refused_with_a_remedy_and_no_password(url: str) -> None:
    with pytest.raises(settings.InvalidSetting, match=r"CACHE_URL is .*redis://host:6379/0") as refused:
        settings.read({"CACHE_URL": url})

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://me:secret@host/appeal", 'no URL that can be used (its scheme is "mysql"); write it as '),
        ("mysql+pymysql://host/appeal", 'no URL that can be used (its scheme is "mysql+pymysql"); write '),
        ("postgresql:/app:secret@db/appeal", "no URL that can be used; write it as "),
        ("https://a\nb", 'no URL that can be used (its scheme is "https"); write it as '),
    ],
)
def test_of_a_url_that_cannot_be_used_a_plain_scheme_alone_is_named(url: str, said: str) -> None:
    for name in ("DATABASE_URL", "CACHE_URL"):
        with pytest.raises(settings.InvalidSetting) as refused:
            settings.read({name: url})

        assert str(refused.value).startswith(f"{name} is {said}")


def test_a_short_secret_key_is_refused() -> None:
    with pytest.raises(settings.InvalidSetting, match="32 characters"):
        settings.read({"SECRET_KEYS": f"{'a' * 32},short"})


@pytest.mark.parametrize(
    ("written", "normalized"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("a+b%c@example.org", "mailto:a+b%25c@example.org"),
        ("team@bücher.example", "mailto:team@xn--bcher-kva.example"),
        ("https://example.org/security?x=1#y", "https://example.org/security?x=1#y"),
        ("tel:+1-201-555-0123", "tel:+1-201-555-0123"),
    ],
)
def test_a_security_contact_is_a_uri(written: str, normalized: str) -> None:
    chosen = settings.read({"SECURITY_CONTACT": f" {written} , https://second.example/"})

    assert chosen.security_contact == (normalized, "https://second.example/")


@pytest.mark.parametrize(
    "contact",
    [
        "http://example.org/security",  # RFC 9116, 2.5.3: a web address has to be https
        "javascript:alert(1)",
        "security@example",
        "security@example.org?subject=a",
        "tel:0123456",
        "https://",
        "https://me:secret@example.org/",
        "https://example.org/a\nExpires: 2000-01-01",
        "https://[example.org/",
        "https://example.org:port/",
        f"https://example.org/{'a' * 300}",
    ],
)
def test_another_security_contact_is_refused_with_a_remedy(contact: str) -> None:
    with pytest.raises(settings.InvalidSetting, match=r"SECURITY_CONTACT is .*write an e-mail address"):
        settings.read({"SECURITY_CONTACT": contact})


@pytest.mark.parametrize(
    "url",
    ["https://code.example.org/appeal", "http://abcdefghij.onion/appeal", "https://[2001:db8::1]:8443/"],
)
def test_the_source_code_has_a_web_address(url: str) -> None:
    assert settings.read({"SOURCE_URL": url}).source_url == url


@pytest.mark.parametrize(
    "url",
    [
        "git@code.example.org:appeal",
        "code.example.org/appeal",
        "javascript:alert(1)//https://example.org",
        "ftp://code.example.org/",
        'https://example.org/"><script>',
        "https://example.org/a b",
        "https://example.org/\u202egpj",
    ],
)
def test_another_source_url_is_refused_with_a_remedy(url: str) -> None:
    with pytest.raises(settings.InvalidSetting, match=r"SOURCE_URL is .*write it as https://"):
        settings.read({"SOURCE_URL": url})


def test_the_languages_of_the_security_contact_are_tags() -> None:
    assert settings.read({"SECURITY_LANGUAGES": "en, pt-BR"}).security_languages == ("en", "pt-BR")
    with pytest.raises(settings.InvalidSetting, match=r'SECURITY_LANGUAGES is "english.*en,pt-BR'):
        settings.read({"SECURITY_LANGUAGES": "english and more"})
