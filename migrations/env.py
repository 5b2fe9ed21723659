"""What Alembic runs: the pending revisions, in the transaction that `migrations.run` began on its connection."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
