"""Time passes: a heartbeat that plans what is owed and delivers what is due.  No state of its own."""
