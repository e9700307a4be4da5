"""What a lead says of their project in their own words."""

from dataclasses import dataclass

from pmo_bot.model import Person, Project


@dataclass(frozen=True, slots=True)
class Update:
    """To a project's channel."""

    project: Project
    by: Person | None
    said: str
