"""Alembic's environment: runs the steps on the connection that `schema` hands over, in its transaction."""

from alembic import context

from webapp.team.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
