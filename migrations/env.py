"""What Alembic runs: each pending revision in its own transaction, on the connection `migrations.run` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
