"""The database: engine, transactions, queries, the outbox."""
