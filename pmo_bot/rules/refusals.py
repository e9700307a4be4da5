"""What the bot will not do, and why.  `blocks.words` has the sentence for each."""

from typing import Any


class Refused(Exception):
    """Something a person asked for is not done.  `facts` fill the sentence; nothing was changed."""

    def __init__(self, why: str, **facts: Any) -> None:
        super().__init__(why)
        self.why = why
        self.facts = facts


class AlreadyDone(Exception):
    """The same click or submission arrived before.  It changed what it had to change then."""
