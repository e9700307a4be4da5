"""How fast the bot is, against what it could at best be.  `python -m tests.benchmarks --help` says how to run them."""
