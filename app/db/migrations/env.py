"""Alembic's way in: it runs on the connection that `app.db.schema` hands over."""

from alembic import context

from app.db.tables import Table

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Table.metadata, transactional_ddl=True)
context.run_migrations()
