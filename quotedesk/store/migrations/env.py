"""What Alembic runs: the migrations, on the connection that `schema.migrate` hands over."""

from alembic import context

from quotedesk.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, transactional_ddl=False
)
context.run_migrations()
