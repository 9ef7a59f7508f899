"""Run migrations on the connection that `communique.register.migrate` hands over."""

from alembic import context

from communique.register.migrate import VERSION_TABLE
from communique.register.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, version_table=VERSION_TABLE)
context.run_migrations()
