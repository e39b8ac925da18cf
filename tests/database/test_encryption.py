"""Which connections to PostgreSQL leave the machine without certain encryption."""

import pytest

from webapp.database.encryption import hosts_in_clear
from webapp.database.url import normalize_database_url


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("postgresql://a:secret@db.test/appeal", ["db.test"]),
        ("postgres://a@db.test:5433/appeal", ["db.test"]),
        ("postgresql://a@10.0.0.7/appeal", ["10.0.0.7"]),
        ("postgresql://a@[2001:db8::7]:5432/appeal", ["2001:db8::7"]),
        ("postgresql:///appeal?host=db.test", ["db.test"]),
        ("postgresql:///appeal?host=/run/postgresql&host=db.test", ["db.test"]),
        ("postgresql:///appeal?host=one.test:5432&host=two.test:5432", ["one.test", "two.test"]),
        ("postgresql://localhost/appeal?hostaddr=10.0.0.7", ["10.0.0.7"]),  # the address is what is dialled
        ("postgresql://db.test/appeal?sslmode=disable", ["db.test"]),
        ("postgresql://db.test/appeal?sslmode=allow", ["db.test"]),
        ("postgresql://db.test/appeal?sslmode=prefer", ["db.test"]),  # takes clear text if TLS is refused
        ("postgresql://db.test/appeal?application_name=sslmode=require", ["db.test"]),
        ("postgresql://db.test/sslmode=require", ["db.test"]),
        ("postgresql://localhost.test/appeal", ["localhost.test"]),
        ("postgresql://db.test/appeal?sslmode=require", []),
        ("postgresql://db.test/appeal?connect_timeout=3&sslmode=verify-ca", []),
        ("postgresql://db.test/appeal?sslmode=verify-full&sslrootcert=system", []),
        ("postgresql://db.test/appeal?gssencmode=require", []),
        ("postgresql://a@localhost/appeal", []),
        ("postgresql://a@127.0.0.1:5433/appeal", []),
        ("postgresql://a@[::1]/appeal", []),
        ("postgresql:///appeal", []),
        ("postgresql:///appeal?host=/run/postgresql", []),
        ("postgresql://db.test/appeal?hostaddr=127.0.0.1", []),
        ("postgresql:///appeal?service=appeal", []),  # a file says it, which is not read here
        ("sqlite:////var/lib/appeal.db", []),
        ("postgresql://a@one.test:5432,two.test:5432/appeal", []),  # SQLAlchemy refuses it
    ],
)
def test_other_hosts_without_tls_are_found(url: str, hosts: list[str]) -> None:
    assert list(hosts_in_clear(normalize_database_url(url), {})) == hosts


@pytest.mark.parametrize(
    ("environ", "hosts"),
    [
        ({"PGHOST": "db.test"}, ["db.test"]),
        ({"PGHOST": "db.test", "PGSSLMODE": "verify-full"}, []),
        ({"PGHOST": "/run/postgresql"}, []),
        ({"PGHOSTADDR": "10.0.0.7"}, ["10.0.0.7"]),
    ],
)
def test_the_variables_of_libpq_count(environ: dict[str, str], hosts: list[str]) -> None:
    assert list(hosts_in_clear("postgresql+psycopg:///appeal", environ)) == hosts
