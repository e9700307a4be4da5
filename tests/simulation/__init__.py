"""A company that lives with the bot for months, and a judge who shares nothing with it.

`company` makes people and projects from a seed, `driver` lets them act and time pass with the real plan and courier,
`messenger` writes down what reaches whom.  What is left of a run is a plain-text log (`log`), one JSON object a line.
`checker` reads it and nothing else.  `python -m tests.simulation` runs it whole and prints a table.
"""
