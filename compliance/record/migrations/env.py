"""What Alembic runs a migration with: the connection that migrate.py gives, in the transaction that it began."""

from alembic import context

from compliance.record.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=False)
context.run_migrations()
