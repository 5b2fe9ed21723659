"""The database: connections, transactions that act as somebody, and statements as asyncpg runs them."""
