"""Would a test notice?  `python -m tests.mutation --help` says how to ask."""
