"""How often Python looks for garbage: seldom, because what the bot makes hangs together while it is needed."""

import gc

OBJECTS = 10_000
"""More than there are at once for one reader, fewer than a portfolio's reports are made of."""


def collect_nothing() -> None:
    """Look for no garbage until `collect_less`: to look through what is imported takes a fifth of a start."""
    gc.disable()


def collect_less() -> None:
    """For this process: look for circles among the young after so many new objects, not after 700.

    Reports read thousands of rows and drop them without a circle; to look through all of them again and again takes a
    good part of the time.
    """
    gc.freeze()  # what was imported stays
    gc.set_threshold(OBJECTS, 10, 10)
    gc.enable()
