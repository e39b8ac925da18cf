"""The desk's schema: its history leads to the tables of the code, on both databases."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.support.stores import KINDS, Stores
from webapp.database.connection import DatabaseUnusable
from webapp.team import schema
from webapp.team.tables import metadata


@pytest.mark.parametrize("kind", KINDS)
def test_the_history_leads_to_the_tables_of_the_code(kind: str, stores: Stores, tmp_path: Path) -> None:
    store = stores.new_desk(kind, tmp_path)
    engine = sa.create_engine(store.url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
        checks = {
            (table, check["name"])
            for table in metadata.tables
            for check in sa.inspect(connection).get_check_constraints(table)
        }

    assert differences == []
    assert checks == {
        (table.name, constraint.name)
        for table in metadata.sorted_tables
        for column in table.columns
        for constraint in column.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }


def test_a_newer_schema_is_told(stores: Stores, tmp_path: Path) -> None:
    store = stores.new_desk("sqlite", tmp_path)
    store.run("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseUnusable, match="schema 9999"):
        schema.upgrade(store.url)
