"""What a new sponsor is told, so that the first message is no packet."""

from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Person, Project


@dataclass(frozen=True, slots=True)
class Welcome:
    """To one person about one project: what they get, how often, how to answer."""

    person: Person
    project: Project
    lead: Person | None
    by: Person | None
    """Who named them."""
    post_key: str
    answer_within: int
    """Working days a packet gives them."""
    said_yes_on: date | None = None
    """When they said that they are in."""
    is_sponsor: bool = True
    """False once somebody else was named."""
    before: bool = False
    """Whether they were welcomed to another project before this one, and know what they get."""
