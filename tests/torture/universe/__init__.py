"""A whole world in one thread, made of a seed: a bot that dies at any point, and what it stands between.

`clock` is the time, `edge` the database and every point at which a worker may die, `slack` the Slack; `play`
lets a company of `tests.simulation` live between them.  What happened is a log of one JSON object a
line, the same to the letter for the same seed.  `checker` reads it and nothing else.
`moment` holds the moments of which every point is tried, one after the other.
"""
