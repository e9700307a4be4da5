"""A whole world in one process and one thread, made of a seed: a bot that dies at any point, and what it stands between.

`clock` is the time, `edge` the database and every point at which a worker may die, `slack` the Slack; `people` lets a
company of `tests.simulation` live in it, `play` puts all of it together.  What happened is a log of one JSON object a
line, the same to the letter for the same seed.  `checker` reads it and nothing else.
`moment` holds the moments of which every point is tried, one after the other.
"""
