"""Use cases, synchronous: one function is one transaction of state, event and outbox rows."""
